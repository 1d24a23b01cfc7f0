//! What the checker finds out about the trees: tables by the dense numbers of their nodes.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::syntax::ast::{ExprId, IdentId, NodeId};

use super::constant::Value;
use super::object::{Builtin, ObjId, PkgId};
use super::ty::TypeId;

/// What is known of an expression.
#[derive(Clone, Debug)]
pub struct ExprInfo {
    /// What kind of operand it is.
    pub mode: Mode,
    /// The type. A constant operand of a typed expression has the type it was converted to; a tuple for a call with
    /// other than one result; that of the value for the comma-ok forms, see [`Info::is_comma_ok`].
    pub ty: TypeId,
    /// The value of a constant.
    pub value: Option<Rc<Value>>,
}

/// What kind of operand an expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// In error.
    Invalid,
    /// A call without a result.
    NoValue,
    /// A predeclared function.
    Builtin(Builtin),
    /// A type.
    Type,
    /// A constant.
    Constant,
    /// An addressable variable.
    Variable,
    /// An entry of a map.
    MapIndex,
    /// A value.
    Value,
    /// `nil`; its type is the one it was converted to.
    Nil,
    /// A value that may be used with a second one that says whether it is there: a receive or a type assertion.
    CommaOk,
}

/// What `x.f` means.
#[derive(Clone, Debug)]
pub struct Selection {
    /// A field, a method of a value, or `T.m`.
    pub kind: SelectionKind,
    /// The type of `x`.
    pub receiver: TypeId,
    /// The fields to go through, each an index in a struct (a pointer to one is followed): the last is the field itself;
    /// for a method they are the embedded fields alone.
    pub path: Vec<u32>,
    /// The method, of a value or of `T.m`.
    pub method: Option<MethodRef>,
    /// Whether a pointer is followed on the way, `x` included.
    pub indirect: bool,
    /// The type of the whole: the field's, or the function type without or (of `T.m`) with the receiver.
    pub ty: TypeId,
}

/// What is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectionKind {
    /// A field.
    Field,
    /// A method of a value.
    Method,
    /// A method expression `T.m`.
    MethodExpr,
}

/// The method of a [`Selection`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MethodRef {
    /// A declared method; `receiver` is the type behind the path, without its pointer: an instance if it is generic.
    Declared {
        /// The method, that of the generic type.
        func: ObjId,
        /// The named type.
        receiver: TypeId,
    },
    /// A method of an interface, or of a type parameter's constraint.
    Interface {
        /// The interface or the type parameter.
        receiver: TypeId,
        /// The place in its type set's methods.
        index: u32,
    },
}

/// The type arguments of a generic function or type where its name is used.
#[derive(Clone, Debug)]
pub struct Instance {
    /// The type arguments, written or inferred.
    pub args: Rc<[TypeId]>,
    /// The type with them.
    pub ty: TypeId,
}

/// A package variable's initialization, `lhs… = rhs`.
#[derive(Clone, Debug)]
pub struct Initializer {
    /// The package.
    pub pkg: PkgId,
    /// The variables; more than one for a call with several results. Blank ones are among them.
    pub lhs: Vec<ObjId>,
    /// The value.
    pub rhs: ExprId,
}

/// A declared function or a function literal.
#[derive(Clone, Debug)]
pub struct Function {
    /// What it is.
    pub kind: FunctionKind,
    /// The function around a literal; none at package level.
    pub parent: Option<u32>,
    /// Variables of functions around it that it or a literal inside it uses, in the order of first use.
    pub captures: Vec<ObjId>,
}

/// Which function a [`Function`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionKind {
    /// A declared one.
    Declared(ObjId),
    /// A literal.
    Literal(ExprId),
}

/// What the checker found out.
#[derive(Clone, Debug, Default)]
pub struct Info {
    pub(super) exprs: Vec<Option<ExprInfo>>,
    pub(super) objects: Vec<Option<ObjId>>,
    pub(super) implicit: BTreeMap<NodeId, ObjId>,
    pub(super) selections: BTreeMap<ExprId, Selection>,
    pub(super) instances: BTreeMap<IdentId, Instance>,
    pub(super) literals: BTreeMap<ExprId, u32>,
    pub(super) comma_ok: BTreeSet<ExprId>,
    /// All functions with a body: declared ones and literals.
    pub functions: Vec<Function>,
    /// Package variables in the order in which they are initialized: package by package.
    pub initializers: Vec<Initializer>,
}

impl Info {
    /// Type, mode and value of an expression that was checked.
    #[must_use]
    pub fn expr(&self, expr: ExprId) -> Option<&ExprInfo> {
        self.exprs.get(expr.index())?.as_ref()
    }

    /// The type of an expression; invalid if it was not checked.
    #[must_use]
    pub fn type_of(&self, expr: ExprId) -> TypeId {
        self.expr(expr).map_or(TypeId::INVALID, |info| info.ty)
    }

    /// The object that an identifier declares or uses. Blank identifiers, fields, methods and the name of a package's
    /// clause have none; that of a type switch has one for each clause, see [`Info::implicit`].
    #[must_use]
    pub fn object(&self, ident: IdentId) -> Option<ObjId> {
        self.objects.get(ident.index()).copied().flatten()
    }

    /// The variable that a clause of a type switch declares (by the clause), or an import without a name (by its
    /// specification).
    #[must_use]
    pub fn implicit(&self, node: NodeId) -> Option<ObjId> {
        self.implicit.get(&node).copied()
    }

    /// What a selector expression means; none for `pkg.Name`.
    #[must_use]
    pub fn selection(&self, expr: ExprId) -> Option<&Selection> {
        self.selections.get(&expr)
    }

    /// The type arguments at a name of a generic function or type (the `Sel` of `pkg.F` and of `x.m`).
    #[must_use]
    pub fn instance(&self, ident: IdentId) -> Option<&Instance> {
        self.instances.get(&ident)
    }

    /// The index in [`Info::functions`] of a function literal.
    #[must_use]
    pub fn literal(&self, expr: ExprId) -> Option<u32> {
        self.literals.get(&expr).copied()
    }

    /// Whether a receive, type assertion or map index is used with its second value.
    #[must_use]
    pub fn is_comma_ok(&self, expr: ExprId) -> bool {
        self.comma_ok.contains(&expr)
    }
}
