//! What is compiled of a whole program: functions, types, constants, package variables.

use crate::code::{Code, Function, Op, Shape, Slots, TypeNo};
use crate::syntax::ast::{Block, Expr, ExprId, FuncDecl, FuncLit, NodeId};
use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;
use crate::syntax::{Error, Session};
use crate::types::info::MethodRef;
use crate::types::object::Builtin;
use crate::types::ty::Signature;
use crate::types::{Info, ObjId, PkgId, TypeId, Types};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Type parameters and what stands for them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Substitution {
    pub(crate) params: Rc<[TypeId]>,
    pub(crate) args: Rc<[TypeId]>,
}

impl Substitution {
    /// Of nothing.
    pub(crate) fn none() -> Substitution {
        Substitution {
            params: [].into(),
            args: [].into(),
        }
    }
}

/// What a function is compiled of.
#[derive(Clone)]
pub(crate) enum Job<'a> {
    /// A declared function or method.
    Declared(ObjId, &'a FuncDecl, Substitution),
    /// A function literal, with the version of the language of its file.
    Literal(ExprId, &'a FuncLit, Substitution, bool),
    /// A predeclared function that is started by `go` or deferred.
    Builtin(Builtin, Rc<Signature>),
    /// A native function, to be called by its value.
    Native(u16, TypeId, Option<TypeId>),
    /// The method of a type as interfaces call it.
    Thunk(Thunk),
    /// A method value: the method of a receiver that is captured.
    Bound(Thunk),
    /// A method expression `T.m`.
    Unbound(Thunk),
}

/// A method of a type, reached through embedded fields.
#[derive(Clone, Debug)]
pub(crate) struct Thunk {
    pub(crate) ty: TypeId,
    pub(crate) path: Vec<u32>,
    pub(crate) method: MethodRef,
    /// The type of the method without its receiver.
    pub(crate) signature: TypeId,
}

/// Which function has been compiled already.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FunctionKey {
    Declared(ObjId, Rc<[TypeId]>),
    Native(u16),
    Thunk(TypeId, Symbol, PkgId),
    Bound(TypeId, Symbol, PkgId),
    Unbound(TypeId, Symbol, PkgId),
}

/// A method that interfaces ask for: its name, its package if it is not exported, its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MethodKey {
    pub(crate) name: Symbol,
    pub(crate) pkg: Option<PkgId>,
    pub(crate) ty: TypeId,
}

/// A program in the middle of its compilation.
pub(crate) struct Unit<'a> {
    pub(crate) session: &'a Session,
    pub(crate) types: Types,
    pub(crate) info: &'a Info,
    pub(crate) natives: fn(&str) -> Option<u16>,
    pub(crate) code: Code,
    /// The declarations of functions, whether their files are of the program, and whether loops have one variable.
    pub(crate) decls: BTreeMap<NodeId, (&'a FuncDecl, Option<u16>, bool)>,
    pub(crate) functions: BTreeMap<FunctionKey, u32>,
    /// The functions to compile, each with the statement of the program that asks for it.
    pub(crate) queue: Vec<(u32, Job<'a>, Pos)>,
    /// The statement of the program that is being compiled, or that asks for the function that is.
    pub(crate) pos: Pos,
    pub(crate) type_nos: BTreeMap<TypeId, TypeNo>,
    /// The type of each number; none for that of runtime errors.
    pub(crate) type_ids: Vec<TypeId>,
    pub(crate) method_nos: BTreeMap<MethodKey, u16>,
    pub(crate) method_keys: Vec<MethodKey>,
    pub(crate) resolved: BTreeSet<(TypeNo, u16)>,
    pub(crate) globals: BTreeMap<ObjId, Shape>,
    /// The values of package variables.
    pub(crate) values: BTreeMap<ExprId, &'a Expr>,
    /// The package, the name and the own file of each function, and how many literals it has.
    pub(crate) packages: BTreeMap<u32, PkgId>,
    pub(crate) names: BTreeMap<u32, String>,
    pub(crate) own_files: BTreeMap<u32, u16>,
    pub(crate) literal_counts: BTreeMap<u32, u32>,
    /// The function literals.
    pub(crate) literals: BTreeSet<u32>,
    texts: BTreeMap<Vec<u8>, u32>,
    numbers: BTreeMap<u64, u32>,
    offsets: BTreeMap<(u32, u32), u32>,
    /// What the Lab cannot compile.
    pub(crate) errors: Vec<Error>,
}

impl<'a> Unit<'a> {
    pub(crate) fn new(
        session: &'a Session,
        types: Types,
        info: &'a Info,
        natives: fn(&str) -> Option<u16>,
    ) -> Unit<'a> {
        Unit {
            session,
            types,
            info,
            natives,
            code: Code::default(),
            decls: BTreeMap::new(),
            functions: BTreeMap::new(),
            queue: Vec::new(),
            pos: Pos::NONE,
            type_nos: BTreeMap::new(),
            type_ids: Vec::new(),
            method_nos: BTreeMap::new(),
            method_keys: Vec::new(),
            resolved: BTreeSet::new(),
            globals: BTreeMap::new(),
            values: BTreeMap::new(),
            packages: BTreeMap::new(),
            names: BTreeMap::new(),
            own_files: BTreeMap::new(),
            literal_counts: BTreeMap::new(),
            literals: BTreeSet::new(),
            texts: BTreeMap::new(),
            numbers: BTreeMap::new(),
            offsets: BTreeMap::new(),
            errors: Vec::new(),
        }
    }

    /// Complains that the Lab does not have something.
    pub(crate) fn refuse(&mut self, pos: Pos, message: impl Into<String>) {
        self.errors.push(Error {
            pos,
            message: message.into(),
        });
    }

    /// The number of a function, which is compiled later if it is new.
    pub(crate) fn function(&mut self, key: FunctionKey, job: Job<'a>) -> u32 {
        if let Some(number) = self.functions.get(&key) {
            return *number;
        }
        let number = self.new_function(job);
        self.functions.insert(key, number);
        number
    }

    /// The number of a new function, which is compiled later.
    pub(crate) fn new_function(&mut self, job: Job<'a>) -> u32 {
        let number = index(self.code.functions.len());
        self.code.functions.push(Function::default());
        self.queue.push((number, job, self.pos));
        number
    }

    /// The index of a string constant.
    pub(crate) fn text(&mut self, bytes: &[u8]) -> u32 {
        if let Some(index) = self.texts.get(bytes) {
            return *index;
        }
        let number = index(self.code.texts.len());
        self.code.texts.push(bytes.into());
        self.texts.insert(bytes.to_vec(), number);
        number
    }

    /// The index of a number constant.
    pub(crate) fn number(&mut self, value: u64) -> u32 {
        let code = &mut self.code;
        *self.numbers.entry(value).or_insert_with(|| {
            code.numbers.push(value);
            index(code.numbers.len() - 1)
        })
    }

    /// The index of an offset.
    pub(crate) fn offset(&mut self, offset: Shape) -> u32 {
        let code = &mut self.code;
        *self
            .offsets
            .entry((offset.nums, offset.refs))
            .or_insert_with(|| {
                code.offsets.push(offset);
                index(code.offsets.len() - 1)
            })
    }

    /// The number of a method that interfaces ask for.
    pub(crate) fn method(&mut self, name: Symbol, pkg: PkgId, ty: TypeId) -> u16 {
        let pkg = (!self.types.is_exported(name)).then_some(pkg);
        let key = MethodKey {
            name,
            pkg,
            ty: self.types.canonical(ty),
        };
        if let Some(number) = self.method_nos.get(&key) {
            return *number;
        }
        let number = u16::try_from(self.method_keys.len()).unwrap_or(u16::MAX);
        self.method_nos.insert(key, number);
        self.method_keys.push(key);
        self.code.methods.push(self.types.text(name).to_owned());
        number
    }

    /// Whether a function has a statement `defer` of its own.
    pub(crate) fn has_defer(body: &Block) -> bool {
        super::scan::has_defer(body)
    }

    /// The functions of the type of runtime errors.
    pub(crate) fn runtime_error_methods(&mut self) -> (u32, u32) {
        let slots = |results: Slots, slots: Slots, ops: Vec<Op>, name: &str| Function {
            name: String::from(name),
            results,
            params: Slots { nums: 0, refs: 1 },
            slots,
            lines: vec![0; ops.len()],
            ops,
            ..Function::default()
        };
        let one = Slots { nums: 0, refs: 1 };
        let none = Slots::default();
        let two = Slots { nums: 0, refs: 2 };
        self.code.functions.push(slots(
            one,
            two,
            vec![Op::MoveRef(0, 1), Op::Return],
            "runtime.Error.Error",
        ));
        self.code.functions.push(slots(
            none,
            one,
            vec![Op::Return],
            "runtime.Error.RuntimeError",
        ));
        let count = index(self.code.functions.len());
        // A deferred call of a nil function panics when its turn comes.
        let fails = vec![Op::Nil(0), Op::CallValue(0, 0, 1), Op::Return];
        let nil = slots(none, two, fails, "nil");
        self.code.functions.push(Function {
            params: none,
            ..nil
        });
        self.code.nil_function = count;
        (count - 2, count - 1)
    }
}

/// An index as the code holds it.
pub(crate) fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
