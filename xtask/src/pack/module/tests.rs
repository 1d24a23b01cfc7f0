//! A small module is written anew, and is still the same program.

use super::*;
use wasm_encoder::{
    ConstExpr, Elements, EntityType, ExportKind, Function, Instruction, NameMap, NameSection,
    RefType, TableSection, TableType, TypeSection, ValType,
};

/// The instructions of the module's own functions, by what they are called.
const FUNCTIONS: [(&str, &[Instruction<'_>]); 6] = [
    ("start", &[Instruction::Call(0), Instruction::Call(4)]),
    ("listener", &[Instruction::Call(1)]),
    (
        "adder",
        &[
            Instruction::LocalGet(2),
            Instruction::LocalGet(2),
            Instruction::I32Add,
            Instruction::LocalSet(1),
        ],
    ),
    ("in a table", &[Instruction::Call(3)]),
    ("closure", &[Instruction::Call(1)]),
    ("exported in vain", &[Instruction::Call(1)]),
];

/// Two imports, then the functions; the last but two and the last but one stand in a table.
fn module() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let mut imports = ImportSection::new();
    imports.import("./lab_bg.js", "__wbg_used_0123", EntityType::Function(0));
    imports.import("./lab_bg.js", "__wbg_gone_4567", EntityType::Function(0));
    let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
    let mut known = NameMap::new();
    for (number, (name, instructions)) in (2..).zip(FUNCTIONS) {
        functions.function(0);
        let mut function = Function::new([(4, ValType::I32)]);
        for instruction in instructions {
            function.instruction(instruction);
        }
        function.instruction(&Instruction::End);
        code.function(&function);
        known.append(number, name);
    }
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 2,
        maximum: None,
        shared: false,
    });
    let mut exports = ExportSection::new();
    exports.export("main", ExportKind::Func, 2);
    exports.export("vain", ExportKind::Func, 7);
    let mut elements = ElementSection::new();
    let entries = Elements::Functions([5, 6].as_slice().into());
    elements.active(None, &ConstExpr::i32_const(0), entries);
    let mut names = NameSection::new();
    names.functions(&known);
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions);
    module.section(&tables).section(&exports).section(&elements);
    module.section(&code).section(&names);
    module.finish()
}

/// What the module's own functions consist of, sorted.
fn bodies(module: &[u8]) -> Vec<String> {
    wasmparser::validate(module).expect("it is valid");
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CodeSectionEntry(body) = payload.expect("it can be read") {
            let locals: Vec<_> = body.get_locals_reader().into_iter().flatten().collect();
            let operators = body.get_operators_reader().into_iter().flatten();
            let operators: Vec<String> = operators
                .map(|operator| format!("{:?}", operator.expect("it can be read")))
                .collect();
            bodies.push(format!("{} {}", locals.len(), operators.join(" ")));
        }
    }
    bodies.sort_unstable();
    bodies
}

/// What a function of the module with these instructions becomes, where a function that takes two numbers is unused.
#[track_caller]
fn check_live(instructions: &[Instruction<'_>], expected: &str) {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    types.ty().function([ValType::I32, ValType::I32], []);
    let mut functions = FunctionSection::new();
    functions.function(0).function(1);
    let mut code = CodeSection::new();
    let mut function = Function::new([(2, ValType::I32)]);
    for instruction in instructions {
        function.instruction(instruction);
    }
    code.function(function.instruction(&Instruction::End));
    code.function(Function::new([]).instruction(&Instruction::End));
    let mut exports = ExportSection::new();
    exports.export("main", ExportKind::Func, 0);
    let mut known = NameMap::new();
    known.append(0, "main");
    known.append(1, "unused");
    let mut names = NameSection::new();
    names.functions(&known);
    let mut module = Module::new();
    module.section(&types).section(&functions).section(&exports);
    module.section(&code).section(&names);
    let unused = Unused {
        functions: &["unused"],
        ..NOTHING
    };
    let less = rewritten(&module.finish(), &["main"], unused).expect("it is rewritten");
    assert_eq!(bodies(&less.module), [expected]);
}

#[test]
fn what_follows_an_unused_call_goes_up_to_the_end_of_its_block() {
    use Instruction::{Block, Br, Call, Drop, Else, End, I32Const, If, LocalGet, LocalSet, Loop};
    let empty = wasm_encoder::BlockType::Empty;
    check_live(
        &[I32Const(1), LocalGet(0), Call(1), I32Const(2), LocalSet(1)],
        "0 Unreachable End",
    );
    // What is no plain value stays, and what is in the way of one.
    check_live(
        &[
            LocalGet(1),
            LocalGet(0),
            Instruction::I32Eqz,
            I32Const(3),
            Call(1),
        ],
        "1 LocalGet { local_index: 1 } LocalGet { local_index: 0 } I32Eqz Unreachable End",
    );
    check_live(
        &[
            LocalGet(1),
            If(empty),
            I32Const(1),
            I32Const(2),
            Call(1),
            Block(empty),
            Loop(empty),
            Br(1),
            End,
            End,
            Else,
            I32Const(5),
            LocalSet(1),
            End,
            I32Const(4),
            Drop,
        ],
        "1 LocalGet { local_index: 0 } If { blockty: Empty } Unreachable Else I32Const { value: 5 } LocalSet { local_index: 0 } End I32Const { value: 4 } Drop End",
    );
}

const NOTHING: Unused<'_> = Unused {
    functions: &[],
    entries: &[],
};

#[test]
fn a_program_stays_what_it_is() {
    let all = rewritten(&module(), &["main", "vain"], NOTHING).expect("it is rewritten");
    let names = all.imports.iter().map(|(_, short)| short.as_deref());
    assert_eq!(names.collect::<Vec<_>>(), [Some("_0"), Some("_1")]);
    let bodies = bodies(&all.module);
    assert_eq!(bodies.len(), FUNCTIONS.len());
    // The local that is used most is the first, and those that are not used are gone.
    let adder = "1 LocalGet { local_index: 0 } LocalGet { local_index: 0 } I32Add LocalSet { local_index: 1 } End";
    assert!(bodies.iter().any(|body| body == adder), "{bodies:#?}");
}

#[test]
fn what_is_unused_goes_with_all_that_only_it_needs() {
    let unused = Unused {
        functions: &["listener"],
        entries: &["closure"],
    };
    let less = rewritten(&module(), &["main"], unused).expect("it is rewritten");
    let expected = [
        (String::from("__wbg_used_0123"), Some(String::from("_0"))),
        (String::from("__wbg_gone_4567"), None),
    ];
    assert_eq!(less.imports, expected);
    let bodies = bodies(&less.module);
    let stubs = bodies.iter().filter(|body| *body == "0 Unreachable End");
    // The listener is gone, and who called it stops; the closure keeps its place in the table.
    assert_eq!((bodies.len(), stubs.count()), (4, 2), "{bodies:#?}");
}

#[track_caller]
fn check_refused(unused: Unused<'_>, expected: &str) {
    let problem = rewritten(&module(), &[], unused).expect_err("it is refused");
    assert_eq!(problem, expected);
}

#[test]
fn a_name_that_nothing_has_is_refused() {
    let functions = Unused {
        functions: &["listener", "moved"],
        ..NOTHING
    };
    check_refused(functions, "no function is called moved");
    let entries = Unused {
        entries: &["gone"],
        ..NOTHING
    };
    check_refused(entries, "no function is called gone");
}
