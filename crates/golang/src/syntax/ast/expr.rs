//! Expressions and types.

use super::{BasicLit, Block, ExprId, FieldList, FuncType, Ident};
use crate::syntax::pos::Pos;
use crate::syntax::token::{BinaryOp, UnaryOp};

/// An expression or a type.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Its dense number.
    pub id: ExprId,
    /// The position of the first byte.
    pub pos: Pos,
    /// The position after the last byte.
    pub end: Pos,
    /// What it is.
    pub kind: ExprKind,
}

impl Expr {
    /// The expression without its parentheses.
    #[must_use]
    pub fn unparen(&self) -> &Self {
        let mut expr = self;
        while let ExprKind::Paren(inner) = &expr.kind {
            expr = inner;
        }
        expr
    }

    /// Whether this can be nothing but the element of a type set: no value looks so.
    pub(in crate::syntax) fn is_type_element(&self) -> bool {
        match &self.kind {
            ExprKind::Array(_)
            | ExprKind::Struct(_)
            | ExprKind::Func(_)
            | ExprKind::Interface(_)
            | ExprKind::Map(..)
            | ExprKind::Chan(_)
            | ExprKind::Unary(UnaryOp::Tilde, _) => true,
            ExprKind::Binary(binary) => binary.x.is_type_element() || binary.y.is_type_element(),
            ExprKind::Unary(_, x) | ExprKind::Star(x) | ExprKind::Paren(x) => x.is_type_element(),
            _ => false,
        }
    }

    /// The identifier, if that is all it is.
    #[must_use]
    pub fn as_ident(&self) -> Option<&Ident> {
        match &self.kind {
            ExprKind::Ident(ident) => Some(ident),
            _ => None,
        }
    }
}

/// What an [`Expr`] is.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// What could not be read; its error was reported.
    Bad,
    /// A name.
    Ident(Ident),
    /// A literal.
    Basic(BasicLit),
    /// `...T`: the type of the last parameter.
    Ellipsis(Option<Box<Expr>>),
    /// `T{…}`; without a type inside another one.
    Composite(Box<Composite>),
    /// `func(…) {…}`
    FuncLit(Box<FuncLit>),
    /// `(x)`
    Paren(Box<Expr>),
    /// `x.sel`
    Selector(Box<Expr>, Ident),
    /// `x[i]`, or `x[T1, T2]` with type arguments
    Index(Box<Index>),
    /// `x[lo:hi]` or `x[lo:hi:max]`
    Slice(Box<SliceExpr>),
    /// `x.(T)`; the type is absent in `x.(type)`
    TypeAssert(Box<Expr>, Option<Box<Expr>>),
    /// `f(x)` or a conversion
    Call(Box<Call>),
    /// `*x`: a dereference or a pointer type
    Star(Box<Expr>),
    /// `-x`, `&x`, `<-x`, `~T`
    Unary(UnaryOp, Box<Expr>),
    /// `x + y`, or a union `A | B` in a constraint
    Binary(Box<Binary>),
    /// `key: value` in a composite literal
    KeyValue(Box<KeyValue>),
    /// `[]T`, `[n]T` or `[...]T`
    Array(Box<ArrayType>),
    /// `struct{…}`; the position of the keyword is that of the expression
    Struct(FieldList),
    /// `func(…)`
    Func(Box<FuncType>),
    /// `interface{…}`
    Interface(FieldList),
    /// `map[K]V`
    Map(Box<Expr>, Box<Expr>),
    /// `chan T`, `<-chan T`, `chan<- T`
    Chan(Box<ChanType>),
}

/// `T{…}`
#[derive(Clone, Debug)]
pub struct Composite {
    /// The type; absent in an element whose type is implied.
    pub ty: Option<Expr>,
    /// The position of `{`.
    pub lbrace: Pos,
    /// The elements.
    pub elements: Vec<Expr>,
    /// The position of `}`.
    pub rbrace: Pos,
}

/// `func(…) {…}`
#[derive(Clone, Debug)]
pub struct FuncLit {
    /// The signature.
    pub ty: FuncType,
    /// The body.
    pub body: Block,
}

/// `x[i]` or `x[T1, T2]`
#[derive(Clone, Debug)]
pub struct Index {
    /// What is indexed or instantiated.
    pub x: Expr,
    /// The position of `[`.
    pub lbrack: Pos,
    /// One index, or one or more type arguments; never empty.
    pub indices: Vec<Expr>,
    /// The position of `]`.
    pub rbrack: Pos,
}

/// `x[lo:hi:max]`
#[derive(Clone, Debug)]
pub struct SliceExpr {
    /// What is sliced.
    pub x: Expr,
    /// The position of `[`.
    pub lbrack: Pos,
    /// The lower bound.
    pub lo: Option<Expr>,
    /// The upper bound.
    pub hi: Option<Expr>,
    /// The bound of the capacity.
    pub max: Option<Expr>,
    /// Whether there are two colons.
    pub three: bool,
    /// The position of `]`.
    pub rbrack: Pos,
}

/// `f(x, y...)`
#[derive(Clone, Debug)]
pub struct Call {
    /// The function or type.
    pub fun: Expr,
    /// The position of `(`.
    pub lparen: Pos,
    /// The arguments; types among them for `make` and `new`.
    pub args: Vec<Expr>,
    /// The position of `...` after the last argument.
    pub ellipsis: Pos,
    /// The position of `)`.
    pub rparen: Pos,
}

/// `x op y`
#[derive(Clone, Debug)]
pub struct Binary {
    /// The left operand.
    pub x: Expr,
    /// The position of the operator.
    pub op_pos: Pos,
    /// The operator.
    pub op: BinaryOp,
    /// The right operand.
    pub y: Expr,
}

/// `key: value`
#[derive(Clone, Debug)]
pub struct KeyValue {
    /// The key: a field's name, an index or a map's key.
    pub key: Expr,
    /// The position of the colon.
    pub colon: Pos,
    /// The value.
    pub value: Expr,
}

/// `[]T`, `[n]T` or `[...]T`
#[derive(Clone, Debug)]
pub struct ArrayType {
    /// The length.
    pub len: ArrayLen,
    /// The type of the elements.
    pub elem: Expr,
}

/// What stands between the brackets of an [`ArrayType`].
#[derive(Clone, Debug)]
pub enum ArrayLen {
    /// Nothing: a slice.
    Slice,
    /// `...`, at this position.
    Auto(Pos),
    /// A length.
    Len(Expr),
}

/// A channel type.
#[derive(Clone, Debug)]
pub struct ChanType {
    /// What it can be used for.
    pub dir: ChanDir,
    /// The position of the arrow; none for both directions.
    pub arrow: Pos,
    /// The type of the elements.
    pub elem: Expr,
}

/// What a channel type can be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChanDir {
    /// `chan T`
    Both,
    /// `chan<- T`
    Send,
    /// `<-chan T`
    Recv,
}
