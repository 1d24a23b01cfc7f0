use super::*;

#[track_caller]
fn check(source: &str, expected: &str) {
    let text = format("x.go", source.as_bytes(), Limits::default()).expect("no syntax error");
    assert_eq!(text, expected);
    let again = format("x.go", text.as_bytes(), Limits::default()).expect("no syntax error");
    assert_eq!(again, text, "formatted twice");
}

#[test]
fn blanks_show_precedence() {
    check(
        "package p\nvar x=a+b*c\nvar y = f(a+b*c,d)\nvar z = s[a+1:b]\n",
        "package p\n\nvar x = a + b*c\nvar y = f(a+b*c, d)\nvar z = s[a+1 : b]\n",
    );
    check(
        "package p\nvar x = a - -b\nvar y = *p / *q\n",
        "package p\n\nvar x = a - -b\nvar y = *p / *q\n",
    );
}

#[test]
fn what_stands_in_columns_is_aligned() {
    check(
        "package p\ntype T struct {\na int // one\nlonger string `tag`\n// lead\n*E\n}\n",
        "package p\n\ntype T struct {\n\ta      int    // one\n\tlonger string `tag`\n\t// lead\n\t*E\n}\n",
    );
    check(
        "package p\nconst (\na = 1 // x\nbcd int = 2\ne\n)\n",
        "package p\n\nconst (\n\ta       = 1 // x\n\tbcd int = 2\n\te\n)\n",
    );
    check(
        "package p\nvar m = map[string]int{\n\"a\": 1,\n\"long\": 2,\n}\n",
        "package p\n\nvar m = map[string]int{\n\t\"a\":    1,\n\t\"long\": 2,\n}\n",
    );
}

#[test]
fn comments_stay_where_they_are() {
    check(
        "package p\nfunc f() {\n// before\nx() // after\n/* block */ y()\n\n\n// last\n}\n",
        "package p\n\nfunc f() {\n\t// before\n\tx() // after\n\t/* block */ y()\n\n\t// last\n}\n",
    );
    check(
        "package p\nfunc f() {\nswitch x {\n// c\ncase 1:\n// d\n}\n}\n",
        "package p\n\nfunc f() {\n\tswitch x {\n\t// c\n\tcase 1:\n\t\t// d\n\t}\n}\n",
    );
}

#[test]
fn doc_comments_have_one_form() {
    check(
        "package p\n\n//F does:\n//  - x\nfunc F() {\n\ty()\n\n//a\n//b\n}\n",
        "package p\n\n// F does:\n//   - x\nfunc F() {\n\ty()\n\n\t// a\n\t// b\n}\n",
    );
}

#[test]
fn imports_are_sorted_and_told_once() {
    check(
        "package p\nimport (\n\"os\" // files\n\"fmt\"\n\"fmt\"\n\n\"b\"\n\"a\"\n)\n",
        "package p\n\nimport (\n\t\"fmt\"\n\t\"os\" // files\n\n\t\"a\"\n\t\"b\"\n)\n",
    );
}

#[test]
fn statements_are_laid_out() {
    check(
        "package p\nfunc f() { L: for i:=0;i<n;i++ { if (x) {break L} else {go g()} } }\n",
        "package p\n\nfunc f() {\nL:\n\tfor i := 0; i < n; i++ {\n\t\tif x {\n\t\t\tbreak L\n\t\t} else {\n\t\t\tgo g()\n\t\t}\n\t}\n}\n",
    );
    check(
        "package p\nfunc f() { return }\nfunc g()  (int) {return 1}\n",
        "package p\n\nfunc f()     { return }\nfunc g() int { return 1 }\n",
    );
}

#[test]
fn a_file_with_syntax_errors_is_not_formatted() {
    let refused =
        format("x.go", b"package p\nfunc {", Limits::default()).expect_err("a syntax error");
    assert_eq!(
        refused.errors[0].display(&refused.files).to_string(),
        "x.go:2:6: syntax error: unexpected {, expected name or ("
    );
}

/// The highest program that the limit allows, of one kind of nesting.
#[track_caller]
fn check_highest(open: &str, close: &str) {
    let program = |count| {
        format!(
            "package p\n\nvar _ = {}1{}\n",
            open.repeat(count),
            close.repeat(count)
        )
    };
    let limit = Limits::default();
    let highest = (1..=limit.height as usize)
        .rev()
        .map(program)
        .find_map(|source| format("x.go", source.as_bytes(), limit).ok());
    assert!(highest.is_some(), "{open}");
}

#[test]
fn the_highest_programs_are_formatted() {
    check_highest("(", ")");
    check_highest("f(1, ", ")");
    check_highest("T{1, a: ", "}");
    check_highest("func() int { return ", " }()");
    check_highest("1 + ", "");
    check_highest("", " + 1");
    check_highest("struct{ x [", "]int }{}");
}
