//! Objects: what a name can stand for.

use crate::syntax::ast::NodeId;
use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;

use super::constant::Value;
use super::ids::{NamedId, TypeId};
pub use super::ids::{ObjId, PkgId};

/// A name's meaning.
#[derive(Clone, Debug)]
pub struct Object {
    /// The name.
    pub name: Symbol,
    /// Where it is declared; none in the universe.
    pub pos: Pos,
    /// The package that declares it.
    pub pkg: PkgId,
    /// Its type; [`TypeId::INVALID`] if it has none or is in error.
    pub ty: TypeId,
    /// What it is.
    pub kind: ObjectKind,
}

/// What an [`Object`] is.
#[derive(Clone, Debug)]
pub enum ObjectKind {
    /// An imported package's name in a file.
    Package(PkgId),
    /// A constant.
    Const(Value),
    /// A type; the type parameters if it is a generic alias.
    Type(Vec<TypeId>),
    /// A variable.
    Var(Var),
    /// A function or method.
    Func(Func),
    /// A predeclared function.
    Builtin(Builtin),
    /// `nil`
    Nil,
}

/// A variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Var {
    /// Where it comes from.
    pub kind: VarKind,
    /// The function it is declared in: an index of [`super::Info::functions`]; none at package level.
    pub function: Option<u32>,
    /// Whether a function literal inside its function uses it.
    pub captured: bool,
    /// Whether its address or that of a part of it is taken (`&v`, `v.f[:]`, a call of a pointer method).
    pub address_taken: bool,
    /// Whether it is assigned after its declaration: without, a closure may hold a copy.
    pub assigned: bool,
}

impl Var {
    /// Whether it can outlive its call or be seen from elsewhere, and has to live in a cell of its own.
    #[must_use]
    pub fn escapes(&self) -> bool {
        self.captured || self.address_taken
    }
}

/// Where a variable comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VarKind {
    /// Of a package.
    Package,
    /// Declared in a block.
    Local,
    /// A parameter.
    Param,
    /// A result.
    Result,
    /// A receiver.
    Receiver,
}

/// A function or method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Func {
    /// The declaration ([`crate::syntax::ast::FuncDecl::id`]).
    pub decl: NodeId,
    /// The receiver of a method.
    pub receiver: Option<Receiver>,
    /// Whether it has a body; without, it is native: looked up by [`super::Types::full_name`].
    pub has_body: bool,
}

/// The receiver of a method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receiver {
    /// The type that has the method: the generic one if it is generic. Its type parameters stand for themselves in the
    /// method, whatever the receiver names them.
    pub base: NamedId,
    /// Whether it is `*T`.
    pub pointer: bool,
    /// The receiver's type as it is written.
    pub ty: TypeId,
    /// Its name; empty without one.
    pub name: Symbol,
}

/// A predeclared function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builtin {
    /// `append`
    Append,
    /// `cap`
    Cap,
    /// `clear`
    Clear,
    /// `close`
    Close,
    /// `copy`
    Copy,
    /// `delete`
    Delete,
    /// `len`
    Len,
    /// `make`
    Make,
    /// `max`
    Max,
    /// `min`
    Min,
    /// `new`
    New,
    /// `panic`
    Panic,
    /// `print`
    Print,
    /// `println`
    Println,
    /// `recover`
    Recover,
    /// `complex`, `real` and `imag`, which the Lab does not have
    Complex,
}

impl Builtin {
    /// All with their names.
    pub(super) const ALL: [(&'static str, Self); 18] = [
        ("append", Self::Append),
        ("cap", Self::Cap),
        ("clear", Self::Clear),
        ("close", Self::Close),
        ("copy", Self::Copy),
        ("delete", Self::Delete),
        ("len", Self::Len),
        ("make", Self::Make),
        ("max", Self::Max),
        ("min", Self::Min),
        ("new", Self::New),
        ("panic", Self::Panic),
        ("print", Self::Print),
        ("println", Self::Println),
        ("recover", Self::Recover),
        ("complex", Self::Complex),
        ("real", Self::Complex),
        ("imag", Self::Complex),
    ];

    /// How many arguments there are at least, and whether there may be more.
    pub(super) fn arguments(self) -> (usize, bool) {
        match self {
            Self::Append | Self::Make | Self::Max | Self::Min => (1, true),
            Self::Cap | Self::Clear | Self::Close | Self::Len | Self::New | Self::Panic => {
                (1, false)
            }
            Self::Copy | Self::Delete => (2, false),
            Self::Print | Self::Println | Self::Complex => (0, true),
            Self::Recover => (0, false),
        }
    }

    /// Whether a call may stand as a statement.
    pub(super) fn is_statement(self) -> bool {
        matches!(
            self,
            Self::Clear
                | Self::Close
                | Self::Copy
                | Self::Delete
                | Self::Panic
                | Self::Print
                | Self::Println
                | Self::Recover
        )
    }
}
