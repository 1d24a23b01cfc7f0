//! Programs and values that are nested deeply, on the stack of a worker for wasm32: the Lab says that a program is nested too
//! deeply, or runs it. Nothing takes a native stack frame for each value around a value that a program builds.

use golang::Program;
use golang::machine::Limits;
use golang::syntax::{self, format};

/// How much stack a worker for wasm32 has. This crate is optimized a little in tests, too.
const STACK: usize = 1 << 20;

const TOO_DEEP: &str = "nested too deeply: at most 200 levels are allowed";

/// Does it on a thread with a small stack.
fn on_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let builder = std::thread::Builder::new().stack_size(STACK);
    let thread = builder.spawn(work).expect("a thread");
    thread.join().expect("no panic")
}

/// Formats, compiles and runs a program: what it prints, or the first complaint about it.
fn outcome(source: String) -> Result<String, String> {
    on_small_stack(move || {
        let formatted = format("x.go", source.as_bytes(), syntax::Limits::default());
        match Program::compile(&[(String::from("x.go"), source.into_bytes())]) {
            Ok(program) => {
                assert!(formatted.is_ok());
                let execution = program.run(&[], 1, Limits::default());
                let said = [execution.stdout, execution.stderr].concat();
                Ok(String::from_utf8_lossy(&said).into_owned())
            }
            Err(complaints) => Err(complaints[0].message.clone()),
        }
    })
}

/// `open` and `close`, `n` times around `inner`.
fn nested(open: &str, inner: &str, close: &str, n: usize) -> String {
    format!("{}{inner}{}", open.repeat(n), close.repeat(n))
}

/// `text(i)` for each `i` below `n`.
fn many(n: usize, text: impl Fn(usize) -> String) -> String {
    (0..n).map(text).collect::<Vec<_>>().concat()
}

/// Declarations, and statements of main, nested so many times.
type Shape = fn(usize) -> (String, String);

/// The ways to nest, with how often each can be nested at least.
const SHAPES: [(&str, usize, Shape); 39] = [
    ("parentheses", 90, |n| {
        stmts(format!("_ = {}", nested("(", "1", ")", n)))
    }),
    ("unary operators", 190, |n| {
        stmts(format!("_ = {}", nested("^", "1", "", n)))
    }),
    ("a chain to the left", 190, |n| {
        stmts(format!("x := 1\n_ = {}", vec!["x"; n].join(" + ")))
    }),
    ("a chain to the right", 60, |n| {
        stmts(format!("x := 1\n_ = {}", nested("x - (", "x", ")", n)))
    }),
    ("texts", 190, |n| {
        stmts(format!("x := \"\"\n_ = {}", vec!["x"; n].join(" + ")))
    }),
    ("conditions", 190, |n| {
        stmts(format!("x := true\n_ = {}", vec!["x"; n].join(" && ")))
    }),
    ("calls", 60, |n| {
        (
            "func f(x int) int { return x }".into(),
            nested("f(", "1", ")", n),
        )
    }),
    ("conversions", 60, |n| {
        stmts(format!(
            "x := 1\n_ = {}",
            nested("int64(int(", "x", "))", n / 2)
        ))
    }),
    ("calls of methods", 90, |n| {
        (
            "type T int\nfunc (t T) m() T { return t }".into(),
            format!("T(1){}", ".m()".repeat(n)),
        )
    }),
    ("calls of results", 90, |n| {
        (
            "type F func() F\nfunc f() F { return f }".into(),
            format!("f{}", "()".repeat(n)),
        )
    }),
    ("selectors", 180, |n| {
        (
            "type T struct{ t *T }".into(),
            format!("x := &T{{}}\nx.t = x\n_ = x{}", ".t".repeat(n)),
        )
    }),
    ("indices", 180, |n| {
        (
            "type T []T".into(),
            format!("x := T{{nil}}\nx[0] = x\n_ = x{}", "[0]".repeat(n)),
        )
    }),
    ("indices in indices", 60, |n| {
        stmts(format!(
            "x := []int{{0}}\n_ = {}",
            nested("x[", "0", "]", n)
        ))
    }),
    ("slices", 180, |n| {
        stmts(format!("x := []int{{0}}\n_ = x{}", "[:]".repeat(n)))
    }),
    ("pointers", 180, |n| {
        stmts(format!("var x {}\n_ = x", nested("*", "int", "", n)))
    }),
    ("types of slices", 180, |n| {
        stmts(format!("var x {}\n_ = x", nested("[]", "int", "", n)))
    }),
    ("types of arrays", 90, |n| {
        stmts(format!("var x {}\n_ = x", nested("[1]", "int", "", n)))
    }),
    ("types of channels", 180, |n| {
        stmts(format!("var x {}\n_ = x", nested("chan ", "int", "", n)))
    }),
    ("types of maps", 60, |n| {
        stmts(format!(
            "var x {}\n_ = x",
            nested("map[string]", "int", "", n)
        ))
    }),
    ("types of functions", 50, |n| {
        stmts(format!("var x {}\n_ = x", nested("func(", "int", ")", n)))
    }),
    ("types of structs", 60, |n| {
        stmts(format!(
            "var x {}\n_ = x == x",
            nested("struct{ a ", "int", "}", n)
        ))
    }),
    ("types of interfaces", 30, |n| {
        stmts(format!(
            "var x {}\n_ = x",
            nested("interface{ m(", "int", ") }", n)
        ))
    }),
    ("type arguments", 60, |n| {
        (
            "type T[P any] struct{ p *P }".into(),
            format!("var x {}\n_ = x", nested("T[", "int", "]", n)),
        )
    }),
    ("type assertions", 60, |n| {
        stmts(format!(
            "var x any\n_ = func() {{ _ = x{} }}",
            ".(interface{})".repeat(n)
        ))
    }),
    ("literals", 30, |n| {
        (
            "type T struct{ v []T }".into(),
            format!("_ = {}", nested("T{v: []T{", "", "}}", n)),
        )
    }),
    ("literals without types", 60, |n| {
        (
            "type T []T".into(),
            format!("_ = T{}", nested("{", "", "}", n)),
        )
    }),
    ("function literals", 60, |n| {
        stmts(nested("func() {\n", "", "}()\n", n))
    }),
    ("function literals that capture", 60, |n| {
        stmts(format!(
            "x := 1\n{}",
            nested("func() {\n", "x++\n", "}()\n", n)
        ))
    }),
    ("goroutines", 60, |n| {
        stmts(nested("go func() {\n", "", "}()\n", n))
    }),
    ("deferred calls", 60, |n| {
        stmts(nested("defer func() {\n", "", "}()\n", n))
    }),
    ("blocks", 60, |n| stmts(nested("{\n", "", "}\n", n))),
    ("if", 60, |n| stmts(nested("if true {\n", "", "}\n", n))),
    ("else if", 60, |n| {
        stmts(format!(
            "x := {n}\nif x == 0 {{\n}}{}",
            many(n - 1, |i| format!(" else if x == {} {{\n}}", i + 1))
        ))
    }),
    ("for", 60, |n| {
        stmts(nested("for range 1 {\n", "", "}\n", n))
    }),
    ("switch", 30, |n| {
        stmts(nested("switch {\ncase true:\n", "", "}\n", n))
    }),
    ("type switch", 30, |n| {
        stmts(format!(
            "var x any\n{}",
            nested("switch x.(type) {\ncase nil:\n", "", "}\n", n)
        ))
    }),
    ("select", 30, |n| {
        stmts(nested("select {\ndefault:\n", "", "}\n", n))
    }),
    ("labels", 60, |n| {
        let jumps = many(n, |i| format!("if false {{\ngoto L{i}\n}}\n"));
        let labels = many(n, |i| format!("L{i}:\n"));
        stmts(format!("{jumps}{labels}for {{\nbreak\n}}\n"))
    }),
    ("ranges over functions", 60, |n| {
        (
            "func seq(yield func(int) bool) { yield(1) }".into(),
            nested("for range seq {\n", "", "}\n", n),
        )
    }),
];

fn stmts(text: String) -> (String, String) {
    (String::new(), text)
}

#[test]
fn a_deep_program_runs_or_is_refused_in_clear_words() {
    for (name, at_least, shape) in SHAPES {
        for n in [2, 10, 30, 40, 60, 64, 90, 130, 190, 250, 2_000, 50_000] {
            let (decls, stmts) = shape(n);
            let source = format!("package main\n\n{decls}\n\nfunc main() {{\n{stmts}\n}}\n");
            match outcome(source) {
                Ok(said) => assert_eq!(said, "", "{name}, {n} times"),
                Err(complaint) => {
                    assert_eq!(complaint, TOO_DEEP, "{name}, {n} times");
                    assert!(n > at_least, "{name}, {n} times");
                }
            }
        }
    }
}

/// A program of declarations and the statements of main prints this.
#[track_caller]
fn check(decls: &str, stmts: &str, expected: &str) {
    let source = format!("package main\n\n{decls}\n\nfunc main() {{\n{stmts}\n}}\n");
    assert_eq!(outcome(source).as_deref(), Ok(expected));
}

#[test]
fn values_may_be_nested_as_deep_as_there_is_memory() {
    let rounds = 200_000;
    check(
        "",
        &format!(
            "var x, y any\nfor range {rounds} {{\nx, y = [1]any{{x}}, [1]any{{y}}\n}}\nprintln(x == y, x == any(1))"
        ),
        "true false\n",
    );
    check(
        "",
        &format!(
            "f := func() int {{ return 1 }}\nfor range {rounds} {{\ng := f\nf = func() int {{ return g() }}\n}}\nprintln(f())"
        ),
        "1\n",
    );
    check(
        "type M map[string]M",
        &format!("var m M\nfor range {rounds} {{\nm = M{{\"\": m}}\n}}\nprintln(len(m))"),
        "1\n",
    );
    check(
        "type L struct{ next *L }",
        &format!("var l *L\nfor range {rounds} {{\nl = &L{{l}}\n}}\nprintln(l.next != nil)"),
        "true\n",
    );
    check(
        "",
        &format!(
            "var x any\nfor range {rounds} {{\nc := make(chan any, 1)\nc <- x\nx = c\n}}\nprintln(x != nil)"
        ),
        "true\n",
    );
    check(
        "type C chan C",
        &format!(
            "var x C\nfor range {rounds} {{\nc := make(C, 1)\nc <- x\nx = c\n}}\nprintln(x != nil)"
        ),
        "true\n",
    );
}

#[test]
fn what_is_printed_or_a_key_is_nested_a_thousand_times_at_most() {
    let build = "type T []T\n\nfunc deep(n int) any {\n\tvar x any\n\tfor range n {\n\t\tx = [1]any{x}\n\t}\n\treturn x\n}\n";
    check(
        &format!("import \"fmt\"\n\n{build}"),
        "fmt.Println(len(fmt.Sprint(deep(400))), len(fmt.Sprintf(\"%#v\", deep(200_000))) > 1000)\nx := T{nil}\nx[0] = x\nfmt.Println(len(fmt.Sprint(x)) > 1000)",
        "805 true\ntrue\n",
    );
    check(
        build,
        "m := map[any]int{deep(300): 1}\nprintln(m[deep(300)], m[deep(301)])\ndefer func() { println(recover().(error).Error()) }()\nm[deep(200_000)] = 1",
        "1 0\nthe Lab takes no key of a map with values nested more than 1000 levels deep\n",
    );
}
