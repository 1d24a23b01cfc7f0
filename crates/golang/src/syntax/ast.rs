//! The syntax tree of Go 1.27.
//!
//! The tree is owned (boxes and vectors) and close to `go/ast`; a type is an expression, as the two cannot be told
//! apart before names are resolved. Each node has the position of its first byte (`pos`) and that after its last (`end`);
//! [`Pos::NONE`] stands for a token that was not written.
//!
//! Numbers are dense over all files that are parsed with one [`super::Session`], so that later rooms keep what they
//! find out in plain vectors: [`ExprId`] for expressions, [`IdentId`] for identifiers wherever they stand, [`NodeId`]
//! for statements, clauses, fields, specifications and functions.
//!
//! The height of the tree is limited (see [`super::Limits`]), so that recursion over it is safe.

use super::pos::Pos;
use super::symbol::Symbol;
use super::token::{BinaryOp, UnaryOp};

macro_rules! dense_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The number, to index a table by.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

dense_id! {
    /// The dense number of an [`Expr`].
    ExprId
}
dense_id! {
    /// The dense number of an [`Ident`].
    IdentId
}
dense_id! {
    /// The dense number of a statement, clause, field, specification or function.
    NodeId
}

/// A source file.
#[derive(Clone, Debug)]
pub struct File {
    /// The index in the session's [`super::pos::FileSet`].
    pub index: usize,
    /// The language version of a `//go:build go1.N` line before the package clause: `(1, N)`.
    pub go_version: Option<(u32, u32)>,
    /// The position of `package`.
    pub package: Pos,
    /// The package's name.
    pub name: Ident,
    /// The declarations in source order; imports come first.
    pub decls: Vec<Decl>,
    /// All comments in source order.
    pub comments: Vec<CommentGroup>,
}

/// Comments without a blank line or a token between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentGroup {
    /// The comments; never empty.
    pub list: Vec<Comment>,
}

/// A `//` or `/* */` comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The position of the first slash.
    pub pos: Pos,
    /// The position after the comment, before the line feed of a `//` comment.
    pub end: Pos,
    /// The text with its marks, without carriage returns.
    pub text: String,
}

/// A name where it is declared or used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ident {
    /// Its dense number.
    pub id: IdentId,
    /// What it says; [`Symbol::BLANK`] for `_`.
    pub name: Symbol,
    /// The position of its first byte.
    pub pos: Pos,
    /// The position after its last byte.
    pub end: Pos,
}

/// A declaration at the top of a file or in a block (there, all but functions and imports).
#[derive(Clone, Debug)]
pub enum Decl {
    /// `import …`
    Import(Group<ImportSpec>),
    /// `const …`
    Const(Group<ValueSpec>),
    /// `type …`
    Type(Group<TypeSpec>),
    /// `var …`
    Var(Group<ValueSpec>),
    /// `func …`
    Func(Box<FuncDecl>),
}

impl Decl {
    /// The position of the keyword.
    #[must_use]
    pub fn pos(&self) -> Pos {
        match self {
            Self::Import(group) => group.pos,
            Self::Const(group) | Self::Var(group) => group.pos,
            Self::Type(group) => group.pos,
            Self::Func(func) => func.pos,
        }
    }

    /// The position after the declaration.
    #[must_use]
    pub fn end(&self) -> Pos {
        match self {
            Self::Import(group) => group.end,
            Self::Const(group) | Self::Var(group) => group.end,
            Self::Type(group) => group.end,
            Self::Func(func) => func.end,
        }
    }
}

/// One specification, or several in parentheses, after a keyword.
#[derive(Clone, Debug)]
pub struct Group<T> {
    /// The position of the keyword.
    pub pos: Pos,
    /// The position of `(`; none if there is one specification without parentheses.
    pub lparen: Pos,
    /// The specifications.
    pub specs: Vec<T>,
    /// The position of `)`.
    pub rparen: Pos,
    /// The position after the declaration.
    pub end: Pos,
}

/// One import.
#[derive(Clone, Debug)]
pub struct ImportSpec {
    /// Its dense number.
    pub id: NodeId,
    /// The local name, which may be `_` or `.`.
    pub name: Option<Ident>,
    /// The path as it is written, with quotes.
    pub path: BasicLit,
    /// The position of the first byte.
    pub pos: Pos,
    /// The position after the specification.
    pub end: Pos,
    /// Whether a comment follows on the line.
    pub comment: bool,
}

/// Constants or variables declared together.
#[derive(Clone, Debug)]
pub struct ValueSpec {
    /// Its dense number.
    pub id: NodeId,
    /// The names; never empty.
    pub names: Vec<Ident>,
    /// The type if written.
    pub ty: Option<Expr>,
    /// The values; empty if not written (a constant then repeats the specification before).
    pub values: Vec<Expr>,
    /// The index in its group: the value of `iota`.
    pub iota: u32,
    /// The position of the first name.
    pub pos: Pos,
    /// The position after the specification.
    pub end: Pos,
    /// Whether a comment follows on the line.
    pub comment: bool,
}

/// A type or alias declaration.
#[derive(Clone, Debug)]
pub struct TypeSpec {
    /// Its dense number.
    pub id: NodeId,
    /// The name.
    pub name: Ident,
    /// The type parameters, in brackets.
    pub type_params: Option<FieldList>,
    /// The position of `=`: an alias; none for a definition.
    pub assign: Pos,
    /// The type.
    pub ty: Expr,
    /// The position after the specification.
    pub end: Pos,
    /// Whether a comment follows on the line.
    pub comment: bool,
}

/// A function or method.
#[derive(Clone, Debug)]
pub struct FuncDecl {
    /// Its dense number.
    pub id: NodeId,
    /// The position of `func`.
    pub pos: Pos,
    /// The receiver of a method; the parser has seen to it that it has exactly one field.
    pub recv: Option<FieldList>,
    /// The name.
    pub name: Ident,
    /// The signature; its `pos` is that of `func`.
    pub ty: FuncType,
    /// The body; a function of another language has none.
    pub body: Option<Block>,
    /// The position after the declaration.
    pub end: Pos,
}

/// A signature.
#[derive(Clone, Debug)]
pub struct FuncType {
    /// The position of `func`; none for a method of an interface.
    pub func: Pos,
    /// The type parameters, in brackets.
    pub type_params: Option<FieldList>,
    /// The parameters, in parentheses. The last one's type may be [`ExprKind::Ellipsis`].
    pub params: FieldList,
    /// The results; without parentheses its `open` and `close` are none.
    pub results: Option<FieldList>,
    /// The position after the signature.
    pub end: Pos,
}

/// Fields, parameters, type parameters or the elements of an interface.
#[derive(Clone, Debug)]
pub struct FieldList {
    /// The position of the opening parenthesis, bracket or brace.
    pub open: Pos,
    /// The fields.
    pub fields: Vec<Field>,
    /// The position of the closing parenthesis, bracket or brace.
    pub close: Pos,
}

impl FieldList {
    /// How many fields there are, names counted one by one, as in a call.
    #[must_use]
    pub fn count(&self) -> usize {
        self.fields
            .iter()
            .map(|field| field.names.len().max(1))
            .sum()
    }
}

/// Fields, parameters or type parameters of one type; a method of an interface (one name, a [`ExprKind::Func`] type).
#[derive(Clone, Debug)]
pub struct Field {
    /// Its dense number.
    pub id: NodeId,
    /// The names; none for an embedded field, an unnamed parameter or an embedded element of an interface.
    pub names: Vec<Ident>,
    /// The type; a union of an interface is a [`ExprKind::Binary`] with `|`.
    pub ty: Expr,
    /// The tag of a struct's field.
    pub tag: Option<BasicLit>,
    /// The position of the first byte.
    pub pos: Pos,
    /// The position after the field.
    pub end: Pos,
    /// Whether a comment follows on the line.
    pub comment: bool,
}

/// A literal as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasicLit {
    /// What it is a literal of.
    pub kind: LitKind,
    /// The text as it is written; see `syntax::literal` for its value.
    pub text: Symbol,
    /// The position of the first byte.
    pub pos: Pos,
    /// The position after the literal.
    pub end: Pos,
}

/// What a [`BasicLit`] is a literal of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LitKind {
    /// `1_000`, `0x1F`
    Int,
    /// `1.5`, `0x1p-2`
    Float,
    /// `2i`
    Imag,
    /// `'x'`
    Char,
    /// `"x"` or a raw string
    Str,
}

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
    pub(super) fn is_type_element(&self) -> bool {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChanDir {
    /// `chan T`
    Both,
    /// `chan<- T`
    Send,
    /// `<-chan T`
    Recv,
}

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
    /// The guard `x.(type)`: an [`ExprKind::TypeAssert`] without a type.
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
