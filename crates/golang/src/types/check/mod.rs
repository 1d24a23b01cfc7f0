//! The checker itself: a walk over declarations, then bodies, that goes on after an error.

mod assign;
mod builtin;
mod call;
mod capture;
mod collect;
mod convert;
mod cycles;
mod decl;
mod errors;
mod expr;
mod exprtext;
mod generic;
mod index;
mod infer;
mod initorder;
mod later;
mod literal;
mod mono;
mod operand;
mod operators;
mod range;
mod returns;
mod scope;
mod selector;
mod stmt;
mod switch;
mod typexpr;
mod unify;
mod universe;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use crate::syntax::ast::{ExprId, File};
use crate::syntax::symbol::Symbol;
use crate::syntax::{Error, Session};

use super::ty::NamedId;
use super::{Info, ObjId, PkgId, Program, TypeId, Types};
use decl::Declaration;
use scope::Env;

/// What the checker found out about a program.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The types and objects.
    pub types: Types,
    /// What is known of each expression and identifier.
    pub info: Info,
    /// What is wrong, in the order of positions, those of [`Program::errors`] among it. Code must not be run if there is any.
    pub errors: Vec<Error>,
}

/// Checks all packages of a program; the last of them, if it is called `main`, has to have a function `main`.
#[must_use]
pub fn check(session: &Session, program: &Program) -> Checked {
    let mut checker = Checker::new(session, program);
    let packages = if program.has_syntax_errors {
        &[][..]
    } else {
        &program.packages[..]
    };
    for (index, package) in packages.iter().enumerate() {
        checker.check_package(index, package);
    }
    checker.finish()
}

/// The state of a declaration at package level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Unseen,
    InProgress,
    Done,
}

struct Checker<'a> {
    session: &'a Session,
    program: &'a Program,
    types: Types,
    info: Info,
    errors: Vec<Error>,
    env: Env,
    universe: HashMap<Symbol, ObjId>,
    packages: HashMap<&'a str, PkgId>,
    /// Imports that failed: nothing is said about what is selected from them.
    missing_packages: HashSet<PkgId>,
    files: Vec<FileScope<'a>>,
    /// The declarations at package level.
    declarations: HashMap<ObjId, Declaration<'a>>,
    states: HashMap<ObjId, State>,
    /// The objects in progress, outermost first.
    path: Vec<ObjId>,
    /// Methods by the type's name, in source order.
    methods: HashMap<ObjId, Vec<ObjId>>,
    /// The type parameters of functions, to be declared again for the body.
    function_scopes: HashMap<ObjId, Vec<(Symbol, ObjId)>>,
    /// What package-level objects mention: the edges of the initialization order.
    dependencies: HashMap<ObjId, Vec<ObjId>>,
    delayed: VecDeque<later::Later<'a>>,
    used: HashSet<ObjId>,
    /// Local variables in the order of declaration, to find those that are not used.
    locals: Vec<ObjId>,
    /// Untyped operands that are shifted by what is no constant.
    shifted: HashSet<ExprId>,
    /// Calls of `panic`, which end a list of statements.
    panics: HashSet<ExprId>,
    instantiations: Vec<mono::Instantiation>,
    /// How many bytes constant strings had that were put together.
    folded_bytes: usize,
    /// The type parameters around types that are declared in generic functions.
    ambient: BTreeMap<NamedId, Vec<TypeId>>,
    error_type: TypeId,
    comparable_type: TypeId,
}

/// The names that a file's imports declare.
struct FileScope<'a> {
    file: &'a File,
    names: HashMap<Symbol, ObjId>,
    imports: Vec<collect::Import>,
}

impl<'a> Checker<'a> {
    fn new(session: &'a Session, program: &'a Program) -> Self {
        let mut checker = Self {
            session,
            program,
            types: Types::new(session.names.clone()),
            info: Info::default(),
            errors: program.errors.clone(),
            env: Env::default(),
            universe: HashMap::new(),
            packages: HashMap::new(),
            missing_packages: HashSet::new(),
            files: Vec::new(),
            declarations: HashMap::new(),
            states: HashMap::new(),
            path: Vec::new(),
            methods: HashMap::new(),
            function_scopes: HashMap::new(),
            dependencies: HashMap::new(),
            delayed: VecDeque::new(),
            used: HashSet::new(),
            locals: Vec::new(),
            shifted: HashSet::new(),
            panics: HashSet::new(),
            instantiations: Vec::new(),
            folded_bytes: 0,
            ambient: BTreeMap::new(),
            error_type: TypeId::INVALID,
            comparable_type: TypeId::INVALID,
        };
        checker.info.exprs = vec![None; session.expr_count()];
        checker.info.objects = vec![None; session.ident_count()];
        checker.declare_universe();
        checker
    }

    fn finish(mut self) -> Checked {
        self.report_unused_variables();
        let mut errors = self.errors;
        errors.sort_by_key(|error| error.pos);
        errors.dedup_by(|a, b| {
            a.message == b.message
                && self.session.files.line(a.pos) == self.session.files.line(b.pos)
        });
        Checked {
            types: self.types,
            info: self.info,
            errors,
        }
    }
}
