use super::*;

fn errors(source: &str) -> Vec<String> {
    let mut session = Session::new();
    let parsed = parse(&mut session, "x.go", source.as_bytes(), Limits::default());
    let errors = parsed.errors.iter();
    errors
        .map(|error| error.display(&session.files).to_string())
        .collect()
}

/// The errors of statements in a function, whose first is on line 3.
#[track_caller]
fn check(body: &str, expected: &[&str]) {
    let source = format!("package p\nfunc f() {{\n{body}\n}}\n");
    assert_eq!(errors(&source), expected, "{body}");
}

/// The errors of declarations, whose first is on line 2.
#[track_caller]
fn check_decls(decls: &str, expected: &[&str]) {
    assert_eq!(
        errors(&format!("package p\n{decls}\n")),
        expected,
        "{decls}"
    );
}

#[test]
fn a_brace_after_a_name_is_a_literal_only_outside_the_head_of_a_statement() {
    check("for _, x := range []T{{1}, {2}} { _ = T{x} }", &[]);
    check("if x == (T{1}) { }", &[]);
    check("if f(T{1}) { }", &[]);
    check("switch x := y.(type) { case T: }", &[]);
    check("for x := range m[T{1}] {}", &[]);
    check("if func() bool { return T{} == x }() {}", &[]);
    check("for a := range b[int] {}", &[]);
}

#[test]
fn brackets_may_hold_type_parameters_or_a_length() {
    let decls = "type A[P any] struct{}\ntype B[P *T,] int\ntype C[P *T|Q] int\ntype D [N * 2]int\ntype E [N]int\ntype F [n.N]int\ntype G[P interface{*T}] = []P\ntype H[P ~int|~string, Q any] map[P]Q\ntype I [P(2)]int\ntype J[P *int,] int\ntype K [P|2]int\ntype L[P []int] int";
    check_decls(decls, &[]);
    let mut session = Session::new();
    let source = format!("package p\n{decls}\n");
    let parsed = parse(&mut session, "x.go", source.as_bytes(), Limits::default());
    let decls = parsed.file.expect("a file").decls;
    let generic: String = decls
        .iter()
        .map(|decl| match decl {
            super::super::ast::Decl::Type(group) if group.specs[0].type_params.is_some() => 'g',
            _ => '-',
        })
        .collect();
    assert_eq!(generic, "gg----gg-g-g");
}

#[test]
fn types_and_values_are_read_where_either_may_stand() {
    check(
        "f[T](x); g[int, string](y); h[[]int](z); a[i] = b[i:j:k]",
        &[],
    );
    check("x := struct{ a int; *T; p.Q; R[int] }{}; _ = x", &[]);
    check(
        "var c <-chan chan<- (<-chan int) = make(chan (chan<- <-chan int))",
        &[],
    );
    check("x := (<-chan int)(c); y := <-chan int(c)", &[]);
    check("for range 10 {}; for i := range f {}; for range ch {}", &[]);
    check(
        "L: for { select { case x := <-c: break L; case c <- 1: default: goto L } }",
        &[],
    );
}

#[test]
fn errors_are_in_the_words_of_gos_compiler() {
    check(
        "x = = 1",
        &["x.go:3:5: syntax error: unexpected =, expected expression"],
    );
    check(
        "if x = 1 {}",
        &["x.go:3:6: syntax error: cannot use assignment x = 1 as value"],
    );
    check(
        "if x := 1 {}",
        &["x.go:3:6: syntax error: cannot use x := 1 as value"],
    );
    check(
        "for i := 0; i < 10; i++ ",
        &["x.go:3:25: syntax error: unexpected newline, expected { after for clause"],
    );
    check(
        "var x int = ",
        &["x.go:4:1: syntax error: unexpected }, expected expression"],
    );
    check(
        "f(1, 2",
        &[
            "x.go:3:7: syntax error: unexpected newline in argument list; possibly missing comma or )",
        ],
    );
    check(
        "if x {} else y()",
        &["x.go:3:14: syntax error: else must be followed by if or statement block"],
    );
    check(
        "a b",
        &["x.go:3:3: syntax error: unexpected name b at end of statement"],
    );
    check(
        "defer (f())",
        &["x.go:3:7: expression in defer must not be parenthesized"],
    );
    check(
        "x[1:2:]",
        &["x.go:3:7: final index required in 3-index slice"],
    );
    check_decls(
        "x := 1",
        &["x.go:2:1: syntax error: non-declaration statement outside function body"],
    );
    check_decls(
        "func f()\n{\n}",
        &["x.go:3:1: syntax error: unexpected semicolon or newline before {"],
    );
    check_decls(
        "func (t T, u U) m() {}",
        &["x.go:2:17: method has multiple receivers"],
    );
    check_decls(
        "func f(a, b int, string) {}",
        &["x.go:2:24: syntax error: missing parameter type"],
    );
    check_decls(
        "func f(a ...int, b int) {}",
        &["x.go:2:10: can only use ... with final parameter"],
    );
    check_decls(
        "type T[P any, Q] int",
        &["x.go:2:16: syntax error: missing type constraint"],
    );
    check_decls(
        "var x\nimport \"a\"",
        &[
            "x.go:2:6: syntax error: unexpected newline, expected type",
            "x.go:3:1: syntax error: imports must appear before other declarations",
        ],
    );
    assert_eq!(
        errors("func f() {}"),
        ["x.go:1:1: syntax error: package statement must be first"]
    );
    assert_eq!(
        errors(""),
        ["x.go:1:1: syntax error: package statement must be first"]
    );
}

#[test]
fn after_an_error_the_parser_goes_on_and_stops_after_ten() {
    check(
        "a b\nc d\nok()\ne f",
        &[
            "x.go:3:3: syntax error: unexpected name b at end of statement",
            "x.go:4:3: syntax error: unexpected name d at end of statement",
            "x.go:6:3: syntax error: unexpected name f at end of statement",
        ],
    );
    let source = format!("package p\nfunc f() {{\n{}}}\n", "a b\n".repeat(20));
    let mut session = Session::new();
    let parsed = parse(&mut session, "x.go", source.as_bytes(), Limits::default());
    assert_eq!((parsed.errors.len(), parsed.too_many), (10, true));
}

#[test]
fn nesting_of_any_kind_has_a_limit() {
    let height = Limits::default().height;
    let many = |text: &str| text.repeat(100_000);
    let bodies = [
        format!("_ = {}x", many("(")),
        format!("_ = {}x", many("!")),
        format!("_ = x{}", many("+x")),
        format!("_ = x{}", many(".x")),
        format!("_ = x{}", many("()")),
        format!("_ = T{}", many("{")),
        format!("var x {}int", many("[]")),
        format!("var x {}int", many("<-chan ")),
        format!("var x {}", many("struct { x ")),
        format!("var x {}", many("func(")),
        format!("_ = {}", many("func() { ")),
        many("{"),
        many("if x { "),
        format!("if x {{ }} {}", many("else if x { } ")),
        many("L: "),
        many("for { "),
        many("switch { case x: "),
    ];
    for body in bodies {
        let source = format!("package p\nfunc f() {{\n{body}\n}}\n");
        let mut session = Session::new();
        let parsed = parse(&mut session, "x.go", source.as_bytes(), Limits::default());
        let message = format!("nested too deeply: at most {height} levels are allowed");
        let found = parsed.errors.iter().any(|error| error.message == message);
        assert!(found, "{}: {:?}", &body[..30], parsed.errors.first());
    }
}

#[test]
fn literals_may_be_long() {
    check(&format!("x := []int{{{}}}", "1, ".repeat(200_000)), &[]);
    check(&format!("x := {}", "9".repeat(500_000)), &[]);
    check(&format!("x := \"{}\"", "a".repeat(500_000)), &[]);
}

#[test]
fn numbers_are_dense() {
    let mut session = Session::new();
    let source =
        b"package p\nfunc f(a, b int) { x := a + b*2; L: for range x { _ = x; break L } }\n";
    let parsed = parse(&mut session, "x.go", source, Limits::default());
    assert!(parsed.errors.is_empty());
    // int, x, a, b, 2, b*2, a+b*2, L (a label is read as an expression first), x, _, x.
    assert_eq!(session.expr_count(), 11);
    // p, f, a, b, int, x, a, b, L, x, _, x, L.
    assert_eq!(session.ident_count(), 13);
}
