//! Statements.

use super::{Decl, Expr, Ident, NodeId};
use crate::syntax::pos::Pos;
use crate::syntax::token::BinaryOp;

/// Statements in braces.
#[derive(Clone, Debug)]
pub struct Block {
    /// The position of `{`.
    pub lbrace: Pos,
    /// The statements.
    pub stmts: Vec<Stmt>,
    /// The position of `}`.
    pub rbrace: Pos,
}

/// A statement.
#[derive(Clone, Debug)]
pub struct Stmt {
    /// Its dense number.
    pub id: NodeId,
    /// The position of the first byte.
    pub pos: Pos,
    /// The position after the last byte.
    pub end: Pos,
    /// What it is.
    pub kind: StmtKind,
}

/// What a [`Stmt`] is.
#[derive(Clone, Debug)]
pub enum StmtKind {
    /// What could not be read; its error was reported.
    Bad,
    /// Nothing; whether the semicolon was left out, as before `}`.
    Empty(bool),
    /// A declaration in a block.
    Decl(Decl),
    /// `label: stmt`
    Labeled(Ident, Pos, Box<Stmt>),
    /// An expression: a call or a receive, as the checker sees to.
    Expr(Expr),
    /// `chan <- value`
    Send(Send),
    /// `x++` or `x--`
    IncDec(IncDec),
    /// `x = y`, `x := y`, `x += y`
    Assign(Assign),
    /// `go f()`; the checker sees to it that it is a call
    Go(Expr),
    /// `defer f()`; the checker sees to it that it is a call
    Defer(Expr),
    /// `return x, y`
    Return(Vec<Expr>),
    /// `break`, `continue`, `goto`, `fallthrough` with the label if any
    Branch(BranchKind, Option<Ident>),
    /// `{…}`
    Block(Block),
    /// `if`
    If(Box<If>),
    /// `switch x {…}`
    Switch(Box<Switch>),
    /// `switch x := y.(type) {…}`
    TypeSwitch(Box<TypeSwitch>),
    /// `select {…}`
    Select(Select),
    /// `for` with a condition, three clauses or none
    For(Box<For>),
    /// `for … range x`
    Range(Box<Range>),
}

/// `chan <- value`
#[derive(Clone, Debug)]
pub struct Send {
    /// The channel.
    pub chan: Expr,
    /// The position of the arrow.
    pub arrow: Pos,
    /// The value.
    pub value: Expr,
}

/// `x++` or `x--`
#[derive(Clone, Debug)]
pub struct IncDec {
    /// The operand.
    pub x: Expr,
    /// The position of the operator.
    pub op_pos: Pos,
    /// Whether it is `++`.
    pub increment: bool,
}

/// An assignment or a short variable declaration.
#[derive(Clone, Debug)]
pub struct Assign {
    /// The left side; never empty.
    pub lhs: Vec<Expr>,
    /// The position of the operator.
    pub op_pos: Pos,
    /// Which operator.
    pub op: AssignOp,
    /// The right side; never empty.
    pub rhs: Vec<Expr>,
}

/// The operator of an [`Assign`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssignOp {
    /// `=`
    Assign,
    /// `:=`
    Define,
    /// `+=` and the like
    Op(BinaryOp),
}

/// The keyword of a branch statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BranchKind {
    /// `break`
    Break,
    /// `continue`
    Continue,
    /// `goto`
    Goto,
    /// `fallthrough`
    Fallthrough,
}

/// `if init; cond {…} else …`
#[derive(Clone, Debug)]
pub struct If {
    /// The statement before the condition.
    pub init: Option<Stmt>,
    /// The condition.
    pub cond: Expr,
    /// What runs if it holds.
    pub body: Block,
    /// An `if` or a block.
    pub otherwise: Option<Stmt>,
}

/// `switch init; tag {…}`
#[derive(Clone, Debug)]
pub struct Switch {
    /// The statement before the tag.
    pub init: Option<Stmt>,
    /// What the cases are compared with; `true` if absent.
    pub tag: Option<Expr>,
    /// The position of `{`.
    pub lbrace: Pos,
    /// The clauses.
    pub clauses: Vec<CaseClause>,
    /// The position of `}`.
    pub rbrace: Pos,
}

/// `switch init; bind := x.(type) {…}`
#[derive(Clone, Debug)]
pub struct TypeSwitch {
    /// The statement before the guard.
    pub init: Option<Stmt>,
    /// The name that each clause declares; its clause's [`NodeId`] stands for the variable.
    pub bind: Option<Ident>,
    /// The position of `:=`; none without a name.
    pub define: Pos,
    /// The guard `x.(type)`: an [`super::ExprKind::TypeAssert`] without a type.
    pub guard: Expr,
    /// The position of `{`.
    pub lbrace: Pos,
    /// The clauses.
    pub clauses: Vec<CaseClause>,
    /// The position of `}`.
    pub rbrace: Pos,
}

/// A clause of a switch.
#[derive(Clone, Debug)]
pub struct CaseClause {
    /// Its dense number.
    pub id: NodeId,
    /// The position of `case` or `default`.
    pub pos: Pos,
    /// The values or types; empty for `default`.
    pub values: Vec<Expr>,
    /// The position of the colon.
    pub colon: Pos,
    /// The statements.
    pub body: Vec<Stmt>,
    /// The position after the clause.
    pub end: Pos,
}

/// `select {…}`
#[derive(Clone, Debug)]
pub struct Select {
    /// The position of `{`.
    pub lbrace: Pos,
    /// The clauses.
    pub clauses: Vec<CommClause>,
    /// The position of `}`.
    pub rbrace: Pos,
}

/// A clause of a `select`.
#[derive(Clone, Debug)]
pub struct CommClause {
    /// Its dense number.
    pub id: NodeId,
    /// The position of `case` or `default`.
    pub pos: Pos,
    /// A send, a receive or an assignment of one; absent for `default`.
    pub comm: Option<Stmt>,
    /// The position of the colon.
    pub colon: Pos,
    /// The statements.
    pub body: Vec<Stmt>,
    /// The position after the clause.
    pub end: Pos,
}

/// `for init; cond; post {…}`
#[derive(Clone, Debug)]
pub struct For {
    /// The statement before the loop.
    pub init: Option<Stmt>,
    /// The condition; `true` if absent.
    pub cond: Option<Expr>,
    /// The statement after each iteration.
    pub post: Option<Stmt>,
    /// The body.
    pub body: Block,
}

/// `for key, value := range x {…}`
#[derive(Clone, Debug)]
pub struct Range {
    /// The first iteration variable.
    pub key: Option<Expr>,
    /// The second iteration variable.
    pub value: Option<Expr>,
    /// The position of `=` or `:=`; none without variables.
    pub op_pos: Pos,
    /// Whether the variables are declared (`:=`).
    pub define: bool,
    /// The position of `range`.
    pub range: Pos,
    /// What is ranged over.
    pub x: Expr,
    /// The body.
    pub body: Block,
}
