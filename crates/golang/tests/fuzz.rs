//! Programs that were cut, doubled and mixed up: the parser and the formatter neither panic nor hang on any text.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use golang::syntax::{Limits, Session, format, parse};
use proptest::prelude::*;
use proptest::sample::Index;

/// The Go programs of the project.
static PROGRAMS: LazyLock<Vec<(PathBuf, Vec<u8>)>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/go");
    let mut programs = Vec::new();
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "go") {
                programs.push((path.clone(), fs::read(&path).expect("a readable file")));
            }
        }
    }
    programs.sort();
    assert!(programs.len() > 30, "{} programs", programs.len());
    programs
});

/// What is put into a program.
const SNIPPETS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ";",
    "\n",
    ",",
    ":",
    ":=",
    "=",
    "<-",
    "...",
    "func",
    "if",
    "for",
    "range",
    "switch",
    "case",
    "select",
    "chan",
    "map[",
    "struct{",
    "interface{",
    "type T",
    "[P any]",
    "/*",
    "//",
    "`",
    "\"",
    "'",
    "\0",
    "\u{FEFF}",
    "0x",
    "1_",
    ".",
    "~",
    "*",
    "goto",
    "L:",
    "else",
    "return",
    "import",
    "package",
];

#[derive(Clone, Debug)]
enum Change {
    Insert(Index, usize),
    Delete(Index, usize),
    Copy(Index, Index, usize),
    Byte(Index, u8),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<Index>(), 0..SNIPPETS.len()).prop_map(|(at, snippet)| Change::Insert(at, snippet)),
        (any::<Index>(), 1..40_usize).prop_map(|(at, count)| Change::Delete(at, count)),
        (any::<Index>(), any::<Index>(), 1..60_usize)
            .prop_map(|(from, to, count)| Change::Copy(from, to, count)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
    ]
}

fn apply(text: &mut Vec<u8>, change: &Change) {
    if text.is_empty() {
        return;
    }
    let len = text.len();
    let insert = |text: &mut Vec<u8>, at: usize, piece: &[u8]| {
        text.splice(at..at, piece.iter().copied());
    };
    match change {
        Change::Insert(at, snippet) => insert(text, at.index(len), SNIPPETS[*snippet].as_bytes()),
        Change::Delete(at, count) => {
            let start = at.index(len);
            text.drain(start..(start + count).min(len));
        }
        Change::Copy(from, to, count) => {
            let start = from.index(len);
            let piece = text[start..(start + count).min(len)].to_vec();
            insert(text, to.index(len), &piece);
        }
        Change::Byte(at, byte) => text[at.index(len)] = *byte,
    }
}

/// Parses and formats; what is formatted is stable.
fn survive(text: &[u8]) {
    let mut session = Session::new();
    let parsed = parse(&mut session, "x.go", text, Limits::default());
    assert!(parsed.errors.len() <= 10);
    assert!(parsed.file.is_some() || !parsed.errors.is_empty());
    if let Ok(formatted) = format("x.go", text, Limits::default()) {
        let mut session = Session::new();
        let again = parse(
            &mut session,
            "x.go",
            formatted.as_bytes(),
            Limits::default(),
        );
        assert!(
            again.errors.is_empty(),
            "{:?} in\n{formatted}",
            again.errors
        );
    }
}

/// How many programs each law tries: `GOROUTINE_LAB_FUZZ` may name another number.
fn cases() -> u32 {
    std::env::var("GOROUTINE_LAB_FUZZ")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(2_000)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mutated_program_is_read(program in any::<Index>(), changes in prop::collection::vec(change(), 1..6)) {
        let mut text = program.get(&PROGRAMS).1.clone();
        for change in &changes {
            apply(&mut text, change);
        }
        survive(&text);
    }

    #[test]
    fn any_bytes_are_read(text in prop::collection::vec(any::<u8>(), 0..200)) {
        survive(&text);
    }

    #[test]
    fn any_tokens_are_read(tokens in prop::collection::vec(0..SNIPPETS.len(), 0..100)) {
        let words: Vec<_> = tokens.iter().map(|&token| SNIPPETS[token]).collect();
        survive(format!("package p\nfunc f() {{ {} }}\n", words.join(" ")).as_bytes());
    }
}

#[test]
fn the_projects_programs_are_formatted_as_they_are() {
    for (path, source) in PROGRAMS.iter() {
        let name = path.display().to_string();
        let text = format(&name, source, Limits::default());
        assert_eq!(
            text.ok().as_deref(),
            std::str::from_utf8(source).ok(),
            "{name}"
        );
    }
}
