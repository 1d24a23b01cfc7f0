//! The checker itself: a walk over declarations, then bodies, that goes on after an error.

mod arguments;
mod assertion;
mod assign;
mod assignable;
mod builtin;
mod builtin_memory;
mod builtin_slices;
mod call;
mod capture;
mod collect;
mod comparison;
mod composite;
mod conversion;
mod convert;
mod cycles;
mod decl;
mod declaration;
mod errors;
mod expr;
mod exprtext;
mod function;
mod generic;
mod imports;
mod index;
mod infer;
mod initorder;
mod instances;
mod instantiate;
mod key;
mod later;
mod literal;
mod local;
mod mono;
mod names;
mod operand;
mod operators;
mod range;
mod receiver;
mod results;
mod returns;
mod scope;
mod selector;
mod shift;
mod sight;
mod stmt;
mod switch;
mod typexpr;
mod unary;
mod unify;
mod universe;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::syntax::ast::{ExprId, File};
use crate::syntax::symbol::Symbol;
use crate::syntax::{Error, Session};

pub(crate) use exprtext::text as expression_text;

use super::{Info, ObjId, PkgId, Program, TypeId, Types};
use declaration::Declaration;
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
    /// When each of the errors was found.
    order: Vec<usize>,
}

impl Checked {
    /// The errors that `go build` shows: the first `limit` that were found, in the order of positions; and whether it
    /// stops there, which it says by `too many errors`.
    #[must_use]
    pub fn first_errors(&self, limit: usize) -> (Vec<&Error>, bool) {
        let mut found = self.order.clone();
        found.sort_unstable();
        let last = found.get(limit).copied().unwrap_or(usize::MAX);
        let errors = self.errors.iter().zip(&self.order);
        let first = errors
            .filter(|&(_, &when)| when < last)
            .map(|(error, _)| error);
        (first.collect(), self.errors.len() >= limit)
    }
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
    universe: BTreeMap<Symbol, ObjId>,
    packages: BTreeMap<&'a str, PkgId>,
    /// Imports that failed: nothing is said about what is selected from them.
    missing_packages: BTreeSet<PkgId>,
    files: Vec<FileScope<'a>>,
    /// The declarations at package level.
    declarations: BTreeMap<ObjId, Declaration<'a>>,
    states: BTreeMap<ObjId, State>,
    /// The objects in progress, outermost first.
    path: Vec<ObjId>,
    /// Methods by the type's name, in source order.
    methods: BTreeMap<ObjId, Vec<ObjId>>,
    /// The type parameters of functions, to be declared again for the body.
    function_scopes: BTreeMap<ObjId, Vec<(Symbol, ObjId)>>,
    /// What package-level objects mention: the edges of the initialization order.
    dependencies: BTreeMap<ObjId, BTreeSet<ObjId>>,
    delayed: VecDeque<later::Later<'a>>,
    used: BTreeSet<ObjId>,
    /// Variables of the functions being checked in the order of declaration, to find those that are not used.
    locals: Vec<ObjId>,
    /// Untyped operands that are shifted by what is no constant.
    shifted: BTreeSet<ExprId>,
    /// Calls of `panic`, which end a list of statements.
    panics: BTreeSet<ExprId>,
    instantiations: Vec<mono::Instantiation>,
    /// How many bytes constant strings had that were put together.
    folded_bytes: usize,
    error_type: TypeId,
    comparable_type: TypeId,
}

/// The names that a file's imports declare.
struct FileScope<'a> {
    file: &'a File,
    names: BTreeMap<Symbol, ObjId>,
    imports: Vec<imports::Import>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(session: &'a Session, program: &'a Program) -> Self {
        let mut checker = Self {
            session,
            program,
            types: Types::new(session.names.clone()),
            info: Info::default(),
            errors: program.errors.clone(),
            env: Env::default(),
            universe: BTreeMap::new(),
            packages: BTreeMap::new(),
            missing_packages: BTreeSet::new(),
            files: Vec::new(),
            declarations: BTreeMap::new(),
            states: BTreeMap::new(),
            path: Vec::new(),
            methods: BTreeMap::new(),
            function_scopes: BTreeMap::new(),
            dependencies: BTreeMap::new(),
            delayed: VecDeque::new(),
            used: BTreeSet::new(),
            locals: Vec::new(),
            shifted: BTreeSet::new(),
            panics: BTreeSet::new(),
            instantiations: Vec::new(),
            folded_bytes: 0,
            error_type: TypeId::INVALID,
            comparable_type: TypeId::INVALID,
        };
        checker.info.exprs = vec![None; session.expr_count()];
        checker.info.objects = vec![None; session.ident_count()];
        checker.declare_universe();
        checker
    }

    fn finish(self) -> Checked {
        let mut errors: Vec<(usize, Error)> = self.errors.into_iter().enumerate().collect();
        errors.sort_by_key(|(_, error)| error.pos);
        errors.dedup_by(|(_, a), (_, b)| a == b);
        let (order, errors) = errors.into_iter().unzip();
        Checked {
            types: self.types,
            info: self.info,
            errors,
            order,
        }
    }
}
