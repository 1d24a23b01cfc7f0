//! What the compiler asks the checker for, beside what `go/types` knows, too.

use crate::packages::Library;
use crate::syntax::{Limits, Session};

use super::info::FunctionKind;
use super::object::Var;
use super::{Checked, ObjectKind, Program, Type, TypeId, check, load};

fn loaded(source: &str) -> (Session, Program) {
    let mut session = Session::new();
    let files = [("x.go".to_owned(), source.as_bytes().to_vec())];
    let program = load(
        &mut session,
        "main",
        &files,
        &mut Library,
        Limits::default(),
    );
    (session, program)
}

/// Checks a program, which has to be right.
#[track_caller]
fn checked(source: &str) -> (Session, Checked) {
    let (session, program) = loaded(source);
    let checked = check(&session, &program);
    let errors: Vec<String> = checked
        .errors
        .iter()
        .map(|error| error.display(&session.files).to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    (session, checked)
}

/// The variables of a name, in the order of their declarations.
fn variables(checked: &Checked, name: &str) -> Vec<Var> {
    let objects = checked.types.objects.iter();
    let named = objects.filter(|object| checked.types.text(object.name) == name);
    named
        .filter_map(|object| match object.kind {
            ObjectKind::Var(var) => Some(var),
            _ => None,
        })
        .collect()
}

/// What happens to the variable `x` of a function with these statements: captured, address taken, assigned.
#[track_caller]
fn check_use(stmts: &str, captured: bool, address_taken: bool, assigned: bool) {
    let source = format!(
        "package main\ntype T struct {{ n int; a [3]int; p *T }}\nfunc (t T) Value() {{}}\nfunc (t *T) Pointer() {{}}\nfunc main() {{\n{stmts}\n}}\n"
    );
    let (_, checked) = checked(&source);
    let var = variables(&checked, "x")[0];
    assert_eq!(
        (var.captured, var.address_taken, var.assigned),
        (captured, address_taken, assigned),
        "{stmts}"
    );
    assert_eq!(var.escapes(), captured || address_taken);
}

#[test]
fn what_happens_to_a_variable_is_known() {
    check_use("x := 1; _ = x", false, false, false);
    check_use("x := 1; x = 2; _ = x", false, false, true);
    check_use("x := 1; x++; _ = x", false, false, true);
    check_use("x := 1; x += 2; _ = x", false, false, true);
    check_use("x := 1; x, y := 2, 3; _, _ = x, y", false, false, true);
    check_use("var x int; for x = range 3 {}; _ = x", false, false, true);
    check_use("for x := 0; x < 3; x++ { _ = x }", false, false, true);
    check_use("for x := range 3 { _ = x }", false, false, false);
    check_use("x := 1; func() { _ = x }()", true, false, false);
    check_use("x := 1; func() { x = 2 }(); _ = x", true, false, true);
    check_use(
        "x := 1; func() { func() { _ = x }() }()",
        true,
        false,
        false,
    );
    check_use(
        "x := 1; func() { x := 2; _ = x }(); _ = x",
        false,
        false,
        false,
    );
    check_use("x := 1; _ = &x", false, true, false);
    check_use("x := T{}; _ = &x.n", false, true, false);
    check_use("x := T{}; _ = &x.p.n", false, false, false);
    check_use("x := T{}; _ = &x.a[1]", false, true, false);
    check_use("x := T{}; _ = x.a[:]", false, true, false);
    check_use("x := []int{1}; _ = &x[0]", false, false, false);
    check_use("x := []int{1}; _ = x[:]; x[0] = 1", false, false, false);
    check_use("x := T{}; x.Pointer()", false, true, false);
    check_use("x := T{}; x.Value()", false, false, false);
    check_use("x := &T{}; x.Pointer()", false, false, false);
    check_use("x := T{}; x.n = 1", false, false, true);
    check_use("x := T{}; x.a[0]++", false, false, true);
    check_use("x := T{p: &T{}}; x.p.n = 1", false, false, false);
}

#[test]
fn a_literal_knows_what_it_captures() {
    let (_, checked) = checked(
        "package main\nfunc main() {\n\ta, b, c := 1, 2, 3\n\tf := func() {\n\t\t_ = b\n\t\tfunc() { _, _ = c, b }()\n\t}\n\tf()\n\t_ = a\n}\n",
    );
    let literals = checked.info.functions.iter();
    let captures: Vec<Vec<&str>> = literals
        .filter(|function| matches!(function.kind, FunctionKind::Literal(_)))
        .map(|function| {
            let captures = function.captures.iter();
            captures
                .map(|&obj| checked.types.text(checked.types.object(obj).name))
                .collect()
        })
        .collect();
    assert_eq!(captures, [vec!["b", "c"], vec!["c", "b"]]);
}

/// The type of the first variable of a name.
fn type_of(checked: &Checked, name: &str) -> TypeId {
    let mut objects = checked.types.objects.iter();
    let object = objects.find(|object| {
        matches!(object.kind, ObjectKind::Var(_)) && checked.types.text(object.name) == name
    });
    object.expect("a variable").ty
}

#[test]
fn a_type_in_a_generic_function_differs_from_instance_to_instance() {
    let (_, mut checked) = checked(
        "package main\nfunc f[K, V any](k K, v V) any {\n\ttype pair struct {\n\t\tkey K\n\t\tnext *pair\n\t}\n\tx := pair{key: k}\n\treturn x\n}\nfunc main() { f(1, \"a\") }\n",
    );
    let types = &mut checked.types;
    let objects = types.objects.clone();
    let ty = objects
        .iter()
        .find(|object| types.text(object.name) == "x")
        .expect("x")
        .ty;
    assert_eq!(types.display(ty), "pair");
    let params: Vec<TypeId> = ["k", "v"]
        .map(|name| {
            let object = objects
                .iter()
                .find(|object| types.text(object.name) == name);
            object.expect("a parameter").ty
        })
        .into();
    let ints = types.subst_list(ty, &params, &[TypeId::INT, TypeId::STRING]);
    let bools = types.subst_list(ty, &params, &[TypeId::BOOL, TypeId::STRING]);
    assert!(!types.identical(ints, bools));
    let Type::Struct(fields) = types.under(ints) else {
        panic!("a struct");
    };
    assert_eq!(fields.fields[0].ty, TypeId::INT);
    assert_eq!(types.get(fields.fields[1].ty).clone(), Type::Pointer(ints));
}

#[test]
fn identical_types_have_one_number() {
    let (_, mut checked) = checked(
        "package main\nvar a func(x int, y byte) (n rune)\nvar b func(int, uint8) int32\nvar c struct{ F interface{ M(a int); N() } }\nvar d struct{ F interface{ N(); M(b int) } }\nvar e map[string]func(...any) error\nvar f map[string]func(xs ...interface{}) (err error)\nvar g func(int, []any)\nvar h func(int, ...any)\nfunc main() {}\n",
    );
    let mut canonical = |name: &str| {
        let ty = type_of(&checked, name);
        checked.types.canonical(ty)
    };
    assert_eq!(canonical("a"), canonical("b"));
    assert_eq!(canonical("c"), canonical("d"));
    assert_eq!(canonical("e"), canonical("f"));
    assert_ne!(canonical("g"), canonical("h"));
    assert_ne!(canonical("a"), canonical("e"));
}

#[test]
fn natives_are_named_by_package_and_receiver() {
    let (_, checked) = checked(
        "package main\ntype T struct{}\nfunc (T) Value() {}\nfunc (*T) Pointer() {}\nfunc Plain() {}\nfunc main() {}\n",
    );
    let types = &checked.types;
    let names: Vec<String> = (0..types.object_count())
        .map(|index| super::ObjId(u32::try_from(index).expect("few")))
        .filter(|&obj| matches!(types.object(obj).kind, ObjectKind::Func(_)))
        .map(|obj| types.full_name(obj))
        .collect();
    assert_eq!(
        names,
        [
            "main.T.Value",
            "main.(*T).Pointer",
            "main.Plain",
            "main.main"
        ]
    );
}

#[test]
fn the_first_errors_are_those_found_first() {
    let source = "package main\nimport \"os\"\nfunc main() {\n\tx = 1\n\ty = 2\n\tz := 3\n}\n";
    let (session, program) = loaded(source);
    let checked = check(&session, &program);
    let shown = |limit| {
        let (errors, more) = checked.first_errors(limit);
        let messages: Vec<&str> = errors.iter().map(|error| &*error.message).collect();
        (messages.join("; "), more)
    };
    assert_eq!(shown(2), ("undefined: x; undefined: y".into(), true));
    assert_eq!(
        shown(10),
        (
            "\"os\" imported and not used; undefined: x; undefined: y; declared and not used: z"
                .into(),
            false
        )
    );
}

#[test]
fn a_program_cannot_import_what_is_for_the_library_alone() {
    let source = "package main\nimport \"sort\"\nimport \"internal/sorting\"\nfunc main() {\n\tsort.Ints(nil)\n\tsorting.Sort(0, nil, nil)\n}\n";
    let (_, program) = loaded(source);
    let messages: Vec<&str> = program.errors.iter().map(|error| &*error.message).collect();
    assert_eq!(
        messages,
        ["use of internal package internal/sorting not allowed"]
    );
}
