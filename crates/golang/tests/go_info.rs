//! What the checker finds out about each expression and name, against `go/types`.
//!
//! `GOROUTINE_LAB_GO` names the `go` command of an installed Go, which runs `go_info/dump.go`;
//! `GOROUTINE_LAB_GO_TESTS` names the folder of Go's own tests, which are compared, too. What is not named is not
//! tested here.

mod facts;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Programs of Go's tests with other facts, and why.
const OTHER_FACTS: &[(&str, &str)] = &[
    (
        "fixedbugs/bug254.go",
        "a length written as a float is an int",
    ),
    (
        "fixedbugs/issue20739.go",
        "a length written as a float is an int",
    ),
    (
        "fixedbugs/issue29264.go",
        "a type is shown fifty levels deep",
    ),
    (
        "typeparam/issue42758.go",
        "type parameters with one constraint are shown together",
    ),
    (
        "typeparam/issue47710.go",
        "a receiver's type parameters are those of its type",
    ),
    (
        "typeparam/issue50419.go",
        "a receiver's type parameters are those of its type",
    ),
    (
        "typeparam/list2.go",
        "a receiver's type parameters are those of its type",
    ),
    (
        "typeparam/smoketest.go",
        "a receiver's type parameters are those of its type",
    ),
];

/// The Go files under `folder`, sorted.
fn go_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "go") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// What `go/types` finds out about each file; nothing about those in error.
fn theirs(go: &Path, files: &[PathBuf]) -> BTreeMap<PathBuf, Vec<String>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("go_info");
    fs::create_dir_all(&folder).expect("a writable folder");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/go_info/dump.go");
    fs::copy(source, folder.join("dump.go")).expect("a writable folder");
    let build = Command::new(go)
        .args(["build", "-o", "dump", "dump.go"])
        .env("GOTOOLCHAIN", "local")
        .current_dir(&folder)
        .status();
    assert!(build.expect("go runs").success());
    let output = Command::new(folder.join("dump"))
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/packages"))
        .args(files)
        .output()
        .expect("the program runs");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let sections = text.split("FILE ").skip(1);
    let sections = sections.filter_map(|section| {
        let (name, facts) = section.split_once('\n')?;
        let facts: Vec<String> = facts.lines().map(str::to_owned).collect();
        (facts != ["ERROR"]).then(|| (PathBuf::from(name), facts))
    });
    sections.collect()
}

/// Whether the Lab's checker deliberately has something else than a fact of `go/types`.
fn is_known(fact: &str, ours: &BTreeSet<String>) -> bool {
    let (Some((span, rest)), true) = (
        fact.get(2..).and_then(|rest| rest.split_once(' ')),
        fact.starts_with(['T', 'N']),
    ) else {
        return false;
    };
    let start = |rest: &str| format!("{} {span} {rest}", &fact[..1]);
    let here = |rest: &str| {
        let next = ours.range(start(rest)..).next();
        next.is_some_and(|fact| fact.starts_with(&start(rest)))
    };
    if fact.starts_with('N') {
        // The parameters of a function without a body are no variables.
        return span.split('-').next() == Some(rest) && !here("");
    }
    match rest.split_once(" = ") {
        // A condition, a length and a shift count get a type.
        Some((_, value)) if rest.starts_with("constant untyped ") => {
            let typed = |ty: &str| here(&format!("constant {ty} = {value}"));
            ["bool", "int", "uint", "string", "float64"]
                .iter()
                .any(|ty| typed(ty))
        }
        // `go/types` has the 1 of `i++` where `i` is.
        Some((_, "1" | "3ff0000000000000")) if !here("constant ") => true,
        // It does not round constants to a `float32`.
        Some(("constant float32", _)) => here("constant float32 = "),
        _ if rest == "value untyped bool" => here("value bool"),
        _ if rest == "nil untyped nil" => here("value "),
        // A shift count is unsigned.
        _ if rest == "value untyped int" => here("value uint"),
        // What is part of a constraint has no type.
        _ if rest.contains(" | ") || rest.starts_with("type ~") => !here("type "),
        // The type of a function literal is no expression of its own.
        _ if rest.starts_with("type func") => !here(""),
        // A predeclared function has no type.
        _ => rest.starts_with("builtin ") && here("builtin "),
    }
}

/// Compares the facts about each file.
fn compare(go: &Path, files: &[PathBuf]) {
    let (mut count, mut total, mut differences) = (0, 0, 0);
    let mut report = String::new();
    for (path, theirs) in theirs(go, files) {
        let source = fs::read(&path).expect("a readable file");
        let Some(ours) = facts::of(&path, &source) else {
            continue;
        };
        (count, total) = (count + 1, total + theirs.len());
        // The Lab's checker records the types of some expressions more than once, and of more of them.
        let known = |facts: &[String]| facts.iter().cloned().collect::<BTreeSet<String>>();
        let (mine, others) = (known(&ours), known(&theirs));
        let more: Vec<&String> = mine
            .difference(&others)
            .filter(|fact| !fact.starts_with('T'))
            .collect();
        let less: Vec<&String> = others
            .difference(&mine)
            .filter(|fact| !is_known(fact, &mine))
            .collect();
        let order = |facts: &[String]| {
            let order = facts.iter().filter(|fact| fact.starts_with('O'));
            order.cloned().collect::<Vec<String>>()
        };
        if order(&ours) != order(&theirs) {
            differences += 1;
            let _ = writeln!(report, "{}: initialized in another order", path.display());
        }
        if !more.is_empty() || !less.is_empty() {
            differences += more.len().max(less.len());
            let _ = writeln!(report, "{}", path.display());
            for fact in more {
                let _ = writeln!(report, "  ours   {fact}");
            }
            for fact in less {
                let _ = writeln!(report, "  theirs {fact}");
            }
        }
    }
    println!("{count} files, {total} facts, {differences} differ");
    if let Some(file) = std::env::var_os("GOROUTINE_LAB_REPORT") {
        fs::write(file, &report).expect("a writable file");
    }
    assert!(
        report.is_empty(),
        "{differences} of {total} differ:\n{report}"
    );
}

fn go() -> Option<PathBuf> {
    std::env::var_os("GOROUTINE_LAB_GO").map(PathBuf::from)
}

#[test]
fn the_projects_programs_have_the_facts_of_go_types() {
    let Some(go) = go() else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/go");
    compare(&go, &go_files(&folder));
}

#[test]
fn the_programs_of_gos_tests_have_the_facts_of_go_types() {
    let (Some(go), Some(folder)) = (go(), std::env::var_os("GOROUTINE_LAB_GO_TESTS")) else {
        return;
    };
    let mut files = go_files(Path::new(&folder));
    files.retain(|path| {
        let text = fs::read_to_string(path).unwrap_or_default();
        let first = text.lines().next().unwrap_or_default().trim_end();
        let known = OTHER_FACTS.iter().any(|(name, _)| path.ends_with(name));
        !known && (first == "// run" || first == "// compile")
    });
    compare(&go, &files);
}
