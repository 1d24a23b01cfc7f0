//! The table of `docs/go.md` of what the packages declare and the Lab does not have yet. `UPDATE_GOLDEN=1` writes it.

use golang::machine;
use golang::packages::{Library, PACKAGES, sources};
use golang::syntax::{Limits, Session};
use golang::types::object::ObjectKind;
use golang::types::{ObjId, check, load};
use std::fmt::Write as _;
use std::path::Path;

const BEGIN: &str = "<!-- declared only -->\n";
const END: &str = "<!-- end -->";

/// The functions of a package that have neither a body nor a native one.
fn declared_only(path: &str, files: &[(&str, &str)]) -> Vec<String> {
    let mut session = Session::new();
    let files = sources(files);
    let program = load(&mut session, path, &files, &mut Library, Limits::default());
    let checked = check(&session, &program);
    let count = u32::try_from(checked.types.object_count()).expect("there are not so many");
    let objects = (0..count).map(ObjId).filter(|obj| {
        let object = checked.types.object(*obj);
        let is_missing = matches!(object.kind, ObjectKind::Func(func) if !func.has_body);
        is_missing && &*checked.types.package(object.pkg).path == path
    });
    let mut names: Vec<String> = objects
        .map(|obj| checked.types.full_name(obj))
        .filter(|name| machine::native(name).is_none())
        .collect();
    names.sort();
    names
}

#[test]
fn what_is_declared_only_is_in_the_docs() {
    let mut table = String::from("| package | not there yet |\n|---|---|\n");
    for (path, files) in PACKAGES {
        let names = declared_only(path, files);
        if !names.is_empty() {
            let own: Vec<String> = names
                .iter()
                .map(|name| {
                    format!(
                        "`{}`",
                        name.trim_start_matches(path).trim_start_matches('.')
                    )
                })
                .collect();
            let own = own.join(", ");
            writeln!(table, "| `{path}` | {own} |").expect("a String takes all");
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/go.md");
    let page = std::fs::read_to_string(&file).expect("the page is there");
    let (before, rest) = page.split_once(BEGIN).expect("the table begins");
    let (actual, after) = rest.split_once(END).expect("the table ends");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let page = [before, BEGIN, &table, END, after].concat();
        std::fs::write(&file, page).expect("the page can be written");
        return;
    }
    assert_eq!(
        actual, table,
        "the table of docs/go.md is out of date: UPDATE_GOLDEN=1 writes it"
    );
}
