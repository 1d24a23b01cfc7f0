//! The tokens of Go and the precedence of its operators.

use std::fmt;

macro_rules! tokens {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// A kind of token.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Token {
            $(#[doc = concat!("`", $text, "`")] $name,)*
        }

        impl Token {
            /// The token as it is written; for a literal or a name what Go's compiler calls it.
            #[must_use]
            pub fn text(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

tokens! {
    Eof = "EOF",
    Name = "name",
    Int = "int",
    Float = "float",
    Imag = "imaginary",
    Char = "rune",
    Str = "string",
    Add = "+",
    Sub = "-",
    Mul = "*",
    Quo = "/",
    Rem = "%",
    And = "&",
    Or = "|",
    Xor = "^",
    Shl = "<<",
    Shr = ">>",
    AndNot = "&^",
    AddAssign = "+=",
    SubAssign = "-=",
    MulAssign = "*=",
    QuoAssign = "/=",
    RemAssign = "%=",
    AndAssign = "&=",
    OrAssign = "|=",
    XorAssign = "^=",
    ShlAssign = "<<=",
    ShrAssign = ">>=",
    AndNotAssign = "&^=",
    LAnd = "&&",
    LOr = "||",
    Arrow = "<-",
    Inc = "++",
    Dec = "--",
    Eql = "==",
    Lss = "<",
    Gtr = ">",
    Assign = "=",
    Not = "!",
    Tilde = "~",
    Neq = "!=",
    Leq = "<=",
    Geq = ">=",
    Define = ":=",
    Ellipsis = "...",
    LParen = "(",
    LBrack = "[",
    LBrace = "{",
    Comma = "comma",
    Period = ".",
    RParen = ")",
    RBrack = "]",
    RBrace = "}",
    Semicolon = ";",
    Colon = ":",
    Break = "break",
    Case = "case",
    Chan = "chan",
    Const = "const",
    Continue = "continue",
    Default = "default",
    Defer = "defer",
    Else = "else",
    Fallthrough = "fallthrough",
    For = "for",
    Func = "func",
    Go = "go",
    Goto = "goto",
    If = "if",
    Import = "import",
    Interface = "interface",
    Map = "map",
    Package = "package",
    Range = "range",
    Return = "return",
    Select = "select",
    Struct = "struct",
    Switch = "switch",
    Type = "type",
    Var = "var",
}

impl Token {
    /// The keyword that `name` is.
    #[must_use]
    pub fn keyword(name: &str) -> Option<Self> {
        Some(match name {
            "break" => Self::Break,
            "case" => Self::Case,
            "chan" => Self::Chan,
            "const" => Self::Const,
            "continue" => Self::Continue,
            "default" => Self::Default,
            "defer" => Self::Defer,
            "else" => Self::Else,
            "fallthrough" => Self::Fallthrough,
            "for" => Self::For,
            "func" => Self::Func,
            "go" => Self::Go,
            "goto" => Self::Goto,
            "if" => Self::If,
            "import" => Self::Import,
            "interface" => Self::Interface,
            "map" => Self::Map,
            "package" => Self::Package,
            "range" => Self::Range,
            "return" => Self::Return,
            "select" => Self::Select,
            "struct" => Self::Struct,
            "switch" => Self::Switch,
            "type" => Self::Type,
            "var" => Self::Var,
            _ => return None,
        })
    }

    /// Whether this is a keyword.
    #[must_use]
    pub fn is_keyword(self) -> bool {
        self >= Self::Break
    }

    /// Whether this is a literal.
    #[must_use]
    pub fn is_literal(self) -> bool {
        matches!(
            self,
            Self::Int | Self::Float | Self::Imag | Self::Char | Self::Str
        )
    }

    /// The binary operator that this token is.
    #[must_use]
    pub fn binary(self) -> Option<BinaryOp> {
        Some(match self {
            Self::Add => BinaryOp::Add,
            Self::Sub => BinaryOp::Sub,
            Self::Mul => BinaryOp::Mul,
            Self::Quo => BinaryOp::Quo,
            Self::Rem => BinaryOp::Rem,
            Self::And => BinaryOp::And,
            Self::Or => BinaryOp::Or,
            Self::Xor => BinaryOp::Xor,
            Self::Shl => BinaryOp::Shl,
            Self::Shr => BinaryOp::Shr,
            Self::AndNot => BinaryOp::AndNot,
            Self::LAnd => BinaryOp::LAnd,
            Self::LOr => BinaryOp::LOr,
            Self::Eql => BinaryOp::Eql,
            Self::Neq => BinaryOp::Neq,
            Self::Lss => BinaryOp::Lss,
            Self::Leq => BinaryOp::Leq,
            Self::Gtr => BinaryOp::Gtr,
            Self::Geq => BinaryOp::Geq,
            _ => return None,
        })
    }

    /// The operator of an assignment operation: `+` of `+=`.
    #[must_use]
    pub fn assign_op(self) -> Option<BinaryOp> {
        Some(match self {
            Self::AddAssign => BinaryOp::Add,
            Self::SubAssign => BinaryOp::Sub,
            Self::MulAssign => BinaryOp::Mul,
            Self::QuoAssign => BinaryOp::Quo,
            Self::RemAssign => BinaryOp::Rem,
            Self::AndAssign => BinaryOp::And,
            Self::OrAssign => BinaryOp::Or,
            Self::XorAssign => BinaryOp::Xor,
            Self::ShlAssign => BinaryOp::Shl,
            Self::ShrAssign => BinaryOp::Shr,
            Self::AndNotAssign => BinaryOp::AndNot,
            _ => return None,
        })
    }
}

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BinaryOp {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Quo,
    /// `%`
    Rem,
    /// `&`
    And,
    /// `|`
    Or,
    /// `^`
    Xor,
    /// `<<`
    Shl,
    /// `>>`
    Shr,
    /// `&^`
    AndNot,
    /// `&&`
    LAnd,
    /// `||`
    LOr,
    /// `==`
    Eql,
    /// `!=`
    Neq,
    /// `<`
    Lss,
    /// `<=`
    Leq,
    /// `>`
    Gtr,
    /// `>=`
    Geq,
}

impl BinaryOp {
    /// The precedence, 1 (`||`) to 5 (`*`), as the specification has it.
    #[must_use]
    pub fn precedence(self) -> u8 {
        match self {
            Self::LOr => 1,
            Self::LAnd => 2,
            Self::Eql | Self::Neq | Self::Lss | Self::Leq | Self::Gtr | Self::Geq => 3,
            Self::Add | Self::Sub | Self::Or | Self::Xor => 4,
            Self::Mul
            | Self::Quo
            | Self::Rem
            | Self::And
            | Self::Shl
            | Self::Shr
            | Self::AndNot => 5,
        }
    }

    /// Whether the result is a boolean: `==`, `!=`, `<`, `<=`, `>` or `>=`.
    #[must_use]
    pub fn is_comparison(self) -> bool {
        self.precedence() == 3
    }

    /// Whether this is `<<` or `>>`.
    #[must_use]
    pub fn is_shift(self) -> bool {
        matches!(self, Self::Shl | Self::Shr)
    }

    /// The operator as it is written.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Sub => "-",
            Self::Mul => "*",
            Self::Quo => "/",
            Self::Rem => "%",
            Self::And => "&",
            Self::Or => "|",
            Self::Xor => "^",
            Self::Shl => "<<",
            Self::Shr => ">>",
            Self::AndNot => "&^",
            Self::LAnd => "&&",
            Self::LOr => "||",
            Self::Eql => "==",
            Self::Neq => "!=",
            Self::Lss => "<",
            Self::Leq => "<=",
            Self::Gtr => ">",
            Self::Geq => ">=",
        }
    }
}

impl fmt::Display for BinaryOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

/// A unary operator. `*x` is [`super::ast::ExprKind::Star`], as it may be a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnaryOp {
    /// `+x`
    Add,
    /// `-x`
    Sub,
    /// `!x`
    Not,
    /// `^x`
    Xor,
    /// `&x`
    And,
    /// `<-x`
    Arrow,
    /// `~T`, in a constraint.
    Tilde,
}

impl UnaryOp {
    /// The operator as it is written.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Sub => "-",
            Self::Not => "!",
            Self::Xor => "^",
            Self::And => "&",
            Self::Arrow => "<-",
            Self::Tilde => "~",
        }
    }
}

impl fmt::Display for UnaryOp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}
