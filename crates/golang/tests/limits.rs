//! Programs that are large or deep: the checker takes a small stack and little time.
#![expect(
    clippy::disallowed_types,
    reason = "how long the checker takes is looked at"
)]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use golang::packages::Library;
use golang::syntax::{Limits, Session};
use golang::types::{check, load};

/// How much stack a worker for wasm32 has. This crate is optimized a little in tests, too.
const STACK: usize = 1 << 20;

/// How long any of these programs may take: far more than it does, so that a busy machine passes, and far less than what
/// grows with the square of a program's size.
const TIME: Duration = Duration::from_secs(30);

/// The first complaint about a program, checked on a small stack.
fn first_complaint(source: String) -> Option<String> {
    let work = move || {
        let began = Instant::now();
        let mut session = Session::new();
        let files = [("x.go".to_owned(), source.into_bytes())];
        let program = load(
            &mut session,
            "main",
            &files,
            &mut Library,
            Limits::default(),
        );
        let checked = check(&session, &program);
        let first = checked.errors.first();
        let first = first.map(|error| error.display(&session.files).to_string());
        assert!(began.elapsed() < TIME, "{:?}", began.elapsed());
        first
    };
    let builder = std::thread::Builder::new().stack_size(STACK);
    builder
        .spawn(work)
        .expect("a thread")
        .join()
        .expect("no panic")
}

/// Checks a program of declarations and the statements of `main`.
#[track_caller]
fn check_program(decls: &str, stmts: &str, expected: Option<&str>) {
    let source = format!("package main\n{decls}\nfunc main() {{\n{stmts}\n}}\n");
    let complaint = first_complaint(source);
    let text = complaint
        .as_deref()
        .map(|text| text.split_once(": ").map_or(text, |(_, text)| text));
    assert_eq!(text, expected);
}

/// How many elements a long literal has.
const ELEMENTS: usize = if cfg!(debug_assertions) {
    100_000
} else {
    1_000_000
};

/// `open` and `close`, `n` times around `inner`.
fn nested(open: &str, inner: &str, close: &str, n: usize) -> String {
    format!("{}{inner}{}", open.repeat(n), close.repeat(n))
}

#[test]
fn deep_programs_need_a_small_stack() {
    check_program("", &format!("_ = {}", nested("(", "1", ")", 90)), None);
    check_program("", &format!("_ = {}", nested("^", "1", "", 180)), None);
    check_program(
        "func f(x int) int { return x }",
        &format!("f({})", nested("f(", "1", ")", 60)),
        None,
    );
    check_program(&format!("var x {}", nested("[]", "int", "", 180)), "", None);
    check_program(
        &format!("var x {}", nested("map[string]func(", "int", ")", 50)),
        "",
        None,
    );
    check_program(
        &format!("var x {}", nested("struct{ a ", "int", "}", 80)),
        "",
        None,
    );
    check_program("", &nested("if true {", "", "}", 60), None);
    check_program("", &nested("for { switch { case true:", "", "}}", 20), None);
    check_program("", &nested("func() {", "", "}()", 12), None);
    check_program(
        "type T[P any] struct{ p *P }",
        &format!("var x {}\n_ = x", nested("T[", "int", "]", 80)),
        None,
    );
    check_program(
        "type T struct{ next *T; v []T }",
        &format!("_ = {}", nested("T{v: []T{", "", "}}", 30)),
        None,
    );
    let chain = vec!["1"; 190].join("+");
    check_program("", &format!("_ = {chain}"), None);
}

#[test]
fn too_deep_a_program_is_refused() {
    for text in [
        nested("(", "1", ")", 100_000),
        nested("^", "1", "", 100_000),
        vec!["1"; 100_000].join("+"),
    ] {
        check_program(
            "",
            &format!("_ = {text}"),
            Some("nested too deeply: at most 200 levels are allowed"),
        );
    }
}

#[test]
fn a_literal_may_be_long() {
    let list = (0..ELEMENTS).fold(String::new(), |mut text, i| {
        let _ = write!(text, "{i},");
        text
    });
    check_program(&format!("var x = []int{{{list}}}"), "", None);
    let map = (0..50_000).fold(String::new(), |mut text, i| {
        let _ = write!(text, "\"key{i}\": {i},");
        text
    });
    check_program(&format!("var x = map[string]int{{{map}}}"), "", None);
}

/// `text(i)` for each `i` below `n`.
fn many(n: usize, text: impl Fn(usize) -> String) -> String {
    (0..n).map(text).collect::<Vec<_>>().concat()
}

#[test]
fn there_may_be_many_of_everything() {
    let n = 20_000;
    check_program(&many(n, |i| format!("var x{i} = {i}\n")), "", None);
    check_program(
        &many(n, |i| format!("func f{i}() {{ f{}() }}\n", i / 2)),
        "",
        None,
    );
    check_program(
        &many(n, |i| {
            format!("type T{i} struct{{ a int; b *T{} }}\n", i / 2)
        }),
        "",
        None,
    );
    check_program("", &many(n, |i| format!("x{i} := {i}\n_ = x{i}\n")), None);
    check_program(
        "",
        &format!(
            "x := 1\nswitch x {{\n{}}}",
            many(n, |i| format!("case {i}:\n"))
        ),
        None,
    );
    check_program(
        &format!("type T struct {{\n{}}}", many(n, |i| format!("f{i} int\n"))),
        "",
        None,
    );
    check_program(
        &format!(
            "type T int\n{}",
            many(n, |i| format!("func (T) m{i}() {{}}\n"))
        ),
        "",
        None,
    );
    check_program(
        &format!("func f({}) {{}}", many(n, |i| format!("x{i} int,"))),
        "",
        None,
    );
    check_program(
        "func f(xs ...int) {}",
        &format!("f({})", many(n, |i| format!("{i},"))),
        None,
    );
    check_program(
        "",
        &many(n, |i| format!("y{i} = {i}\n")),
        Some("undefined: y0"),
    );
    check_program(
        "",
        &many(n, |i| format!("y{i} := {i}\n")),
        Some("declared and not used: y0"),
    );
}

#[test]
fn constants_are_bounded() {
    check_program(
        "const c = 1 << 511",
        "_ = c * c == 0",
        Some("constant multiplication overflow"),
    );
    check_program(
        "const c = 1 << 1000000",
        "",
        Some("invalid operation: invalid shift count 1000000 (untyped int constant)"),
    );
    let digits = "9".repeat(100_000);
    check_program(
        &format!("const c = {digits}"),
        "",
        Some("excessively long constant: 9999999999... (100000 chars)"),
    );
    check_program(
        "const c = 1e400000",
        "",
        Some(
            "excessively large or small constant: 1e400000 (the Lab's end at 2^131072 and 2^-131072)",
        ),
    );
    let doubled = many(30, |i| format!("const c{} = c{i} + c{i}\n", i + 1));
    check_program(
        &format!("const c0 = \"0123456789abcdef\"\n{doubled}"),
        "",
        Some("constant string too long (33554432 bytes > 16777216 bytes)"),
    );
    let squared = many(60, |i| format!("const f{} = f{i} * f{i}\n", i + 1));
    check_program(
        &format!("const f0 = 1.5\n{squared}"),
        "",
        Some("constant multiplication overflow"),
    );
    let divided = many(60, |i| {
        format!("const f{} = f{i} / 3.7 * f{i} - f{i}\n", i + 1)
    });
    check_program(&format!("const f0 = 1.5\n{divided}"), "", None);
}

#[test]
fn types_that_grow_without_end_are_refused() {
    let cycle = "instantiation cycle:\n\tx.go:2:23: T instantiated as []T";
    check_program("func f[T any](x T) { f([]T{x}) }", "f(1)", Some(cycle));
    check_program(
        "type T[P any] struct { f *T[T[P]] }",
        "var x T[int]\n_ = x",
        Some("instantiation cycle:\n\tx.go:2:29: P instantiated as T[P]"),
    );
    let doubled = many(60, |i| {
        format!("type T{}[P any] struct {{ a, b T{i}[P] }}\n", i + 1)
    });
    check_program(
        &format!("type T0[P any] struct {{ p P }}\n{doubled}"),
        "var x T60[int]\n_ = x",
        None,
    );
    let wide = many(60, |i| format!("type S{} struct {{ a, b S{i} }}\n", i + 1));
    check_program(
        &format!("type S0 struct {{ p int }}\n{wide}"),
        "var x S60\n_ = x == x",
        None,
    );
    let embedded = many(60, |i| {
        format!(
            "type E{} interface {{ E{i}; I{i} }}\ntype I{i} interface {{ m{i}() }}\n",
            i + 1
        )
    });
    check_program(
        &format!("type E0 interface {{ m() }}\n{embedded}"),
        "var x E60\nx.m()\nx.m59()",
        None,
    );
    let aliases = many(60, |i| {
        format!("type A{}[P any] = struct {{ a, b A{i}[P] }}\n", i + 1)
    });
    let decls = format!("type A0[P any] = struct {{ p P }}\n{aliases}");
    check_program(&decls, "var x A60[int]\n_ = x", None);
    let source = format!("package main\n{decls}\nfunc main() {{ var x A60[int] = 1 }}");
    assert!(first_complaint(source).is_some_and(|text| text.len() < 100_000));
    let unions = many(5, |i| {
        format!(
            "type U{} interface {{ {} }}\n",
            i + 1,
            vec![format!("U{i}"); 90].join("|")
        )
    });
    check_program(
        &format!("type U0 interface {{ int | string }}\n{unions}"),
        "",
        Some("cannot handle more than 100 union terms (implementation limitation)"),
    );
}
