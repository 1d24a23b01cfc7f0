//! Programs that hold more than they may: each ends with an outcome, whatever it is that they hold.

use golang::Program;
use golang::machine::Limits;
use goruntime::runtime::Budget;

/// What a program that is stopped says, and its exit code.
#[track_caller]
fn check_stops(decls: &str, body: &str, (start, code): (&str, Option<i32>)) {
    let text = format!(
        "package main\n\nimport (\n\t\"fmt\"\n\t\"strings\"\n)\n\nvar _ = fmt.Sprint(strings.Repeat(\"\", 0))\n\n{decls}\n\nfunc main() {{\n{body}\n}}\n"
    );
    let files = [(String::from("main.go"), text.into_bytes())];
    let program = Program::compile(&files).expect("it compiles");
    let limits = Limits {
        budget: Budget {
            trace: 1 << 20,
            ..Budget::default()
        },
        jumps: 20_000_000,
        memory: 8 << 20,
        ..Limits::default()
    };
    let execution = program.run(&[], 1, limits);
    let stderr = String::from_utf8_lossy(&execution.stderr);
    let last = stderr
        .lines()
        .map(|line| &line[line.len().saturating_sub(200)..]);
    assert!(stderr.contains(start), "{:?}", last.collect::<Vec<_>>());
    assert_eq!(execution.exit_code, code);
    assert!(execution.stdout.len() < 16 << 20);
}

#[test]
fn what_a_program_prints_counts() {
    let stops = ("line 14: out of memory: ", Some(137));
    check_stops(
        "",
        "\ts := strings.Repeat(\"x\", 1<<18)\n\tfor { fmt.Print(s) }",
        stops,
    );
    check_stops(
        "",
        "\ts := strings.Repeat(\"x\", 1<<18)\n\tfor { print(s) }",
        stops,
    );
}

#[test]
fn a_trace_is_full_in_a_goroutine_that_never_waits() {
    let stops = ("stopped after 1048576 bytes of trace", None);
    check_stops("", "\tfor { fmt.Println() }", stops);
}

#[test]
fn calls_that_wait_count() {
    let stops = ("line 13: out of memory: ", Some(137));
    check_stops("", "\tfor { defer func() {}() }", stops);
    check_stops("", "\tfor { defer print(1, 2) }", stops);
}

#[test]
fn function_values_and_interfaces_count() {
    let stops = ("line 14: out of memory: ", Some(137));
    check_stops(
        "",
        "\tf := func() {}\n\tfor { g := f; f = func() { g() } }",
        stops,
    );
    check_stops("", "\tvar x []any\n\tfor { x = append(x, \"a\") }", stops);
}

#[test]
fn stacks_count() {
    let decls =
        "func f(n int, c chan int) int {\n\tif n == 0 {\n\t\t<-c\n\t}\n\treturn f(n-1, c) + n\n}";
    check_stops(
        decls,
        "\tc := make(chan int)\n\tfor range 100 { go f(10_000, c) }\n\t<-c",
        ("line 11: out of memory: ", Some(137)),
    );
    let empty = "func f() { f() }";
    check_stops(empty, "\tf()", ("line 10: out of memory: ", Some(137)));
}

#[test]
fn stacks_that_are_left_no_longer_count() {
    let decls = "func f(n int) int {\n\tif n == 0 {\n\t\treturn 0\n\t}\n\treturn f(n-1) + n\n}";
    check_stops(
        decls,
        "\tfor range 50 {\n\t\tc := make(chan int)\n\t\tgo func() { c <- f(10_000) }()\n\t\t<-c\n\t}\n\tpanic(\"at the end\")",
        ("panic: at the end", Some(2)),
    );
}

#[test]
fn large_package_variables_and_zero_values_are_refused() {
    let stops = ("out of memory: 343597", Some(137));
    check_stops("var a [1 << 32]int", "\ta[0] = 1", stops);
    check_stops(
        "",
        "\tm := map[int][1 << 28]int{}\n\tx := m[0]\n\t_ = x",
        ("line 14: out of memory: ", Some(137)),
    );
}

#[test]
fn what_one_operation_makes_is_bounded() {
    let stops = ("line 13: out of memory: ", Some(137));
    let text = "\ts := strings.Repeat(\"a\", 1<<16)\n";
    for made in [
        "strings.ReplaceAll(s, \"a\", s)",
        "strings.Join(strings.Split(s, \"\"), s)",
    ] {
        let body = format!("{text}\t_ = {made}");
        check_stops("", &body, ("line 14: out of memory: ", Some(137)));
    }
    let body = "\tm := map[[1 << 18]int]int{}; m[[1 << 18]int{}]++";
    check_stops("", body, stops);
    let doubled = "\tvar x, y any = 1, 1\n\tfor range 40 { x, y = [2]any{x, x}, [2]any{y, y} }\n";
    let key = format!("{doubled}\tm := map[any]int{{}}; m[x] = 1");
    check_stops("", &key, ("line 15: out of memory: ", Some(137)));
    let printed = "\tvar x any = 1\n\tfor range 40 { x = []any{x, x} }\n\tfmt.Println(x)";
    check_stops("", printed, ("line 15: out of memory: ", Some(137)));
    let compared = format!("{doubled}\tprintln(x == y)");
    check_stops(
        "",
        &compared,
        ("stopped at line 15 after 20000000 jumps", None),
    );
}

#[test]
fn keys_that_are_deleted_no_longer_count() {
    let body = "\tm := map[string]int{}\n\tm2 := map[[9]any]int{}\n\tfor i := range 3000 {\n\t\tk := strings.Repeat(\"a\", 9000+i)\n\t\tm[k]++\n\t\tm2[[9]any{k}]++\n\t\tdelete(m, k)\n\t\tif i % 2 == 0 { delete(m2, [9]any{k}) } else { clear(m2) }\n\t}\n\tpanic(\"at the end\")";
    check_stops("", body, ("panic: at the end", Some(2)));
}
