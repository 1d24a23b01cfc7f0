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

mod expr;
mod stmt;

pub use expr::{
    ArrayLen, ArrayType, Binary, Call, ChanDir, ChanType, Composite, Expr, ExprKind, FuncLit,
    Index, KeyValue, SliceExpr,
};
pub use stmt::{
    Assign, AssignOp, Block, BranchKind, CaseClause, CommClause, For, If, IncDec, Range, Select,
    Send, Stmt, StmtKind, Switch, TypeSwitch,
};

use super::pos::Pos;
use super::symbol::Symbol;

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
    /// The language version that `go.mod` declares for files without one of their own.
    pub module_version: Option<(u32, u32)>,
    /// The position of `package`.
    pub package: Pos,
    /// The package's name.
    pub name: Ident,
    /// The declarations in source order; imports come first.
    pub decls: Vec<Decl>,
    /// All comments in source order.
    pub comments: Vec<CommentGroup>,
}

impl File {
    /// The language version of the file; without one, it is the newest.
    #[must_use]
    pub fn version(&self) -> Option<(u32, u32)> {
        self.go_version.or(self.module_version)
    }
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
