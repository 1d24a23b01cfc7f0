//! Programs that were cut, doubled and mixed up: parser, formatter, checker, compiler and machine neither panic nor hang on
//! any text. Each law tries a thousand programs; `GOROUTINE_LAB_FUZZ=1000000` tries a million.
#![expect(
    clippy::disallowed_types,
    reason = "how long a program takes is looked at"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use golang::Program;
use golang::machine;
use golang::packages::Library;
use golang::syntax::{Limits, Session, format, parse};
use golang::types::{check, load};
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

/// The same, and programs with mistakes in their types.
static CHECKED: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let text = include_str!("complaints/programs.txt");
    let wrong = text.split("=== ").skip(1).map(|part| {
        let source = part.split_once('\n').map_or("", |(_, source)| source);
        source.split("---\n").next().unwrap_or_default().into()
    });
    let sound = PROGRAMS.iter().map(|(_, source)| source.clone());
    sound.chain(wrong).collect()
});

/// The same without their imports, whose packages take far longer to read than a program to check: what they use of them is
/// `undefined`, and the checker goes on.
static ALONE: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let programs = CHECKED.iter();
    programs.map(|source| without_imports(source)).collect()
});

fn without_imports(source: &[u8]) -> Vec<u8> {
    let mut is_list = false;
    let lines = source.split_inclusive(|byte| *byte == b'\n');
    let kept = lines.filter(|line| {
        let is_import = is_list || line.starts_with(b"import");
        is_list = is_import && (is_list || line.ends_with(b"(\n")) && !line.starts_with(b")");
        !is_import
    });
    kept.flatten().copied().collect()
}

/// Programs that run: those about the language, which end by themselves.
static RUN: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    let entries = fs::read_dir(folder).expect("a readable folder");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "go"))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read(path).expect("a readable file"))
        .collect()
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
    "[T any]",
    "[T, U interface{ ~int | *T }]",
    "type T struct { T; *T; a, b []T }\n",
    "type T[P any] struct { f T[T[P]] }\n",
    "func(func(T) T) (T, error)",
    "const c = 1 << 500 * c\n",
    "x.y.z",
    "f(f)",
    "map[T][]chan<- T{}",
    "defer func() { recover() }()\n",
    "switch x := x.(type) {",
    "for x := range x {",
    "&x.y[0]",
    "T(nil)",
    "nil",
    "_",
];

#[derive(Clone, Debug)]
enum Change {
    Insert(Index, usize),
    Delete(Index, usize),
    Copy(Index, Index, usize),
    Byte(Index, u8),
    /// One word takes the place of another.
    Word(Index, Index),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<Index>(), 0..SNIPPETS.len()).prop_map(|(at, snippet)| Change::Insert(at, snippet)),
        (any::<Index>(), 1..40_usize).prop_map(|(at, count)| Change::Delete(at, count)),
        (any::<Index>(), any::<Index>(), 1..60_usize)
            .prop_map(|(from, to, count)| Change::Copy(from, to, count)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        (any::<Index>(), any::<Index>()).prop_map(|(at, from)| Change::Word(at, from)),
        (any::<Index>(), any::<Index>()).prop_map(|(at, from)| Change::Word(at, from)),
    ]
}

/// Changes after which many a program still compiles.
fn word() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (any::<Index>(), any::<Index>()).prop_map(|(at, from)| Change::Word(at, from)),
        1 => change(),
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
        Change::Word(at, from) => {
            let words = words(text);
            if !words.is_empty() {
                let word = text[from.get(&words).clone()].to_vec();
                text.splice(at.get(&words).clone(), word);
            }
        }
    }
}

/// Where the words of a text are: names, keywords and numbers.
fn words(text: &[u8]) -> Vec<std::ops::Range<usize>> {
    let is_word = |at: usize| text.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let starts = (0..text.len()).filter(|&at| is_word(at) && (at == 0 || !is_word(at - 1)));
    let end = |start: usize| {
        (start..text.len())
            .find(|&at| !is_word(at))
            .unwrap_or(text.len())
    };
    starts.map(|start| start..end(start)).collect()
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
        // The formatter takes misplaced labels and branches, of which the parser complains.
        assert_eq!(
            again.errors.len(),
            parsed.errors.len(),
            "{:?} in\n{formatted}",
            again.errors
        );
    }
}

/// Checks: there are complaints if something is wrong with the text, each at a place of it.
fn survive_checking(text: &[u8]) {
    let mut session = Session::new();
    let files = [("x.go".to_owned(), text.to_vec())];
    let program = load(
        &mut session,
        "main",
        &files,
        &mut Library,
        Limits::default(),
    );
    let checked = check(&session, &program);
    for error in &checked.errors {
        assert!(error.pos.is_some() || text.is_empty(), "{error:?}");
        assert!(!error.message.is_empty());
        let shown = error.display(&session.files).to_string();
        assert!(shown.starts_with("x.go:"), "{shown}");
    }
    assert!(checked.first_errors(10).0.len() <= 10);
    assert!(!program.has_syntax_errors || !checked.errors.is_empty());
}

/// How long any of these programs may take: far more than it does, so that a busy machine passes.
const TIME: Duration = Duration::from_secs(20);

/// Compiles, and runs what compiles: it ends by itself or by a limit.
fn survive_running(text: &[u8]) -> bool {
    let began = Instant::now();
    let Ok(program) = Program::compile(&[("x.go".to_owned(), text.to_vec())]) else {
        return false;
    };
    let limits = machine::Limits {
        jumps: 20_000,
        depth: 1_000,
        memory: 4 << 20,
        ..machine::Limits::default()
    };
    let execution = program.run(&[], 1, limits);
    let has_ended = execution.exit_code.is_some();
    assert!(has_ended || !execution.stderr.is_empty());
    assert!(began.elapsed() < TIME, "{:?}", began.elapsed());
    true
}

/// How many programs each law tries: `GOROUTINE_LAB_FUZZ` may name another number.
fn cases() -> u32 {
    std::env::var("GOROUTINE_LAB_FUZZ")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1_000)
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
    fn a_mutated_program_is_checked(program in any::<Index>(), changes in prop::collection::vec(change(), 1..6)) {
        let mut text = program.get(&CHECKED).clone();
        for change in &changes {
            apply(&mut text, change);
        }
        survive_checking(&text);
    }

    #[test]
    fn a_mutated_program_alone_is_checked(program in any::<Index>(), changes in prop::collection::vec(change(), 1..6)) {
        let mut text = program.get(&ALONE).clone();
        for change in &changes {
            apply(&mut text, change);
        }
        survive_checking(&text);
    }

    #[test]
    fn a_mutated_program_is_run(program in any::<Index>(), changes in prop::collection::vec(word(), 1..4)) {
        let mut text = program.get(&RUN).clone();
        for change in &changes {
            apply(&mut text, change);
        }
        survive_running(&text);
    }

    #[test]
    fn any_tokens_are_checked(tokens in prop::collection::vec(0..SNIPPETS.len(), 0..40)) {
        let words: Vec<_> = tokens.iter().map(|&token| SNIPPETS[token]).collect();
        let words = words.join(" ");
        survive_checking(format!("package main\n{words}\nfunc f(x T) {{ {words} }}\n").as_bytes());
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
