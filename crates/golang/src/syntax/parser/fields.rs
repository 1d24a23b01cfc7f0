//! The fields of structs and the elements of interfaces.

use super::{Parser, Token};
use crate::syntax::ast::{
    ArrayLen, ArrayType, BasicLit, Binary, Expr, ExprKind, Field, FieldList, Ident, Index, LitKind,
};
use crate::syntax::pos::Pos;
use crate::syntax::token::{BinaryOp, UnaryOp};

/// Where to go on after something that is no term of a union: at an operator or at the end of the element.
const AFTER_TERM: &[Token] = &[
    Token::Add,
    Token::Sub,
    Token::Quo,
    Token::Rem,
    Token::And,
    Token::Or,
    Token::Xor,
    Token::Shl,
    Token::Shr,
    Token::AndNot,
    Token::LAnd,
    Token::LOr,
    Token::Eql,
    Token::Neq,
    Token::Lss,
    Token::Leq,
    Token::Gtr,
    Token::Geq,
    Token::Not,
    Token::Tilde,
    Token::Semicolon,
    Token::RParen,
    Token::RBrack,
    Token::RBrace,
];

impl Parser<'_> {
    pub(super) fn struct_type(&mut self) -> Expr {
        let pos = self.pos();
        self.next();
        let open = self.want(Token::LBrace);
        let mut fields = Vec::new();
        let close = self.list("struct type", Token::Semicolon, Token::RBrace, |parser| {
            fields.extend(parser.struct_field());
            false
        });
        self.expr_node(
            pos,
            ExprKind::Struct(FieldList {
                open,
                fields,
                close,
            }),
        )
    }

    /// `names type [tag]`, or an embedded `[*]type [tag]`
    fn struct_field(&mut self) -> Option<Field> {
        let pos = self.pos();
        let (names, ty) = match self.token {
            Token::Name => self.named_or_embedded(),
            Token::Mul => {
                self.next();
                let inner = self.embedded_name();
                (
                    Vec::new(),
                    self.expr_node(pos, ExprKind::Star(Box::new(inner))),
                )
            }
            Token::LParen => (Vec::new(), self.embedded_name()),
            _ => {
                self.syntax_error("expected field name or embedded type");
                self.skip_to(&[Token::Semicolon, Token::RBrace]);
                return None;
            }
        };
        let tag = self.tag();
        let mut field = self.field(pos, names, ty);
        field.tag = tag;
        field.comment = self.comment_follows();
        Some(field)
    }

    fn tag(&mut self) -> Option<BasicLit> {
        let pos = self.pos();
        let tag = self.literal()?;
        if tag.kind != LitKind::Str {
            self.syntax_error_at(pos, "struct field tag must be a string");
        }
        Some(tag)
    }

    fn named_or_embedded(&mut self) -> (Vec<Ident>, Expr) {
        let first = self.name();
        if matches!(self.token, Token::Period | Token::Semicolon | Token::RBrace)
            || self.token.is_literal()
        {
            return (Vec::new(), self.qualified_name(Some(first)));
        }
        let mut names = vec![first];
        while self.got(Token::Comma) {
            names.push(self.name());
        }
        if names.len() == 1 && self.token == Token::LBrack {
            return match self.array_or_instance(first) {
                Ok(ty) => (names, ty),
                Err(instance) => (Vec::new(), instance),
            };
        }
        let ty = self.type_expr();
        (names, ty)
    }

    /// The type after `*` of an embedded field, or in parentheses, which are not allowed.
    fn embedded_name(&mut self) -> Expr {
        let pos = self.pos();
        if self.token != Token::LParen {
            return self.qualified_name(None);
        }
        self.syntax_error("cannot parenthesize embedded type");
        self.next();
        let star = self.got(Token::Mul);
        let mut ty = self.qualified_name(None);
        if star {
            ty = self.expr_node(pos, ExprKind::Star(Box::new(ty)));
        }
        self.got(Token::RParen);
        ty
    }

    /// After `name` and before `[`: an array or slice type (of a field or parameter of that name), or else an instance of
    /// the generic type `name`.
    pub(super) fn array_or_instance(&mut self, name: Ident) -> Result<Expr, Expr> {
        let lbrack = self.pos();
        self.next();
        if self.got(Token::RBrack) {
            return Ok(self.slice_type(lbrack));
        }
        if self.token == Token::Ellipsis {
            return Ok(self.array_type(lbrack, None));
        }
        let (mut indices, comma) = self.type_list(false);
        let rbrack = self.want(Token::RBrack);
        if !comma
            && let Some(elem) = self.type_or_none()
            && let Some(len) = indices.pop()
        {
            let array = ArrayType {
                len: ArrayLen::Len(len),
                elem,
            };
            return Ok(self.expr_node(lbrack, ExprKind::Array(Box::new(array))));
        }
        let x = self.name_expr(name);
        Err(self.expr_node(
            name.pos,
            ExprKind::Index(Box::new(Index {
                x,
                lbrack,
                indices,
                rbrack,
            })),
        ))
    }

    pub(super) fn interface_type(&mut self) -> Expr {
        let pos = self.pos();
        self.next();
        let open = self.want(Token::LBrace);
        let mut fields = Vec::new();
        let close = self.list(
            "interface type",
            Token::Semicolon,
            Token::RBrace,
            |parser| {
                fields.push(parser.interface_element());
                false
            },
        );
        self.expr_node(
            pos,
            ExprKind::Interface(FieldList {
                open,
                fields,
                close,
            }),
        )
    }

    /// A method, or an embedded element: a type or a union
    fn interface_element(&mut self) -> Field {
        let pos = self.pos();
        let (names, ty) = if self.token == Token::Name {
            self.method_or_embedded()
        } else {
            (Vec::new(), self.embedded_term())
        };
        let ty = if names.is_empty() {
            self.union_from(ty)
        } else {
            ty
        };
        let mut field = self.field(pos, names, ty);
        field.comment = self.comment_follows();
        field
    }

    fn method_or_embedded(&mut self) -> (Vec<Ident>, Expr) {
        let name = self.name();
        match self.token {
            Token::LParen => self.method(name),
            Token::LBrack => self.instance_or_generic_method(name),
            _ => (Vec::new(), self.qualified_name(Some(name))),
        }
    }

    fn method(&mut self, name: Ident) -> (Vec<Ident>, Expr) {
        let pos = self.pos();
        let ty = self.func_type(Pos::NONE, "interface method");
        (
            vec![name],
            self.expr_node(pos, ExprKind::Func(Box::new(ty))),
        )
    }

    /// `name[T, U]`; a method with type parameters is read, with a complaint.
    fn instance_or_generic_method(&mut self, name: Ident) -> (Vec<Ident>, Expr) {
        let lbrack = self.pos();
        self.next();
        let close = self.pos();
        if self.got(Token::RBrack) {
            let generic = self.token == Token::LParen;
            let what = if generic {
                "empty type parameter list"
            } else {
                "empty type argument list"
            };
            self.error_at(close, what.to_owned());
            return if generic {
                self.method(name)
            } else {
                (Vec::new(), self.name_expr(name))
            };
        }
        let list = self.param_list(lbrack, None, Token::RBrack, false, false);
        if list
            .fields
            .first()
            .is_some_and(|field| !field.names.is_empty())
        {
            let method = self.method(name);
            self.error_at(
                lbrack,
                "interface method must have no type parameters".to_owned(),
            );
            return method;
        }
        if list.fields.is_empty() {
            let called = self.token == Token::LParen;
            return if called {
                self.method(name)
            } else {
                (Vec::new(), self.name_expr(name))
            };
        }
        let x = self.name_expr(name);
        let indices = list.fields.into_iter().map(|field| field.ty).collect();
        let index = Index {
            x,
            lbrack,
            indices,
            rbrack: list.close,
        };
        (
            Vec::new(),
            self.expr_node(name.pos, ExprKind::Index(Box::new(index))),
        )
    }

    /// `term { | term }`
    pub(super) fn union(&mut self) -> Expr {
        let term = self.embedded_term();
        self.union_from(term)
    }

    /// `{ | term }` after a first term
    pub(super) fn union_from(&mut self, mut x: Expr) -> Expr {
        while self.token == Token::Or {
            let op_pos = self.pos();
            self.next();
            let y = self.embedded_term();
            let binary = Binary {
                x,
                op_pos,
                op: BinaryOp::Or,
                y,
            };
            x = self.expr_node(binary.x.pos, ExprKind::Binary(Box::new(binary)));
        }
        x
    }

    /// `type` or `~type`
    fn embedded_term(&mut self) -> Expr {
        let pos = self.pos();
        if self.got(Token::Tilde) {
            let ty = self.type_expr();
            return self.expr_node(pos, ExprKind::Unary(UnaryOp::Tilde, Box::new(ty)));
        }
        if let Some(ty) = self.type_or_none() {
            return ty;
        }
        let bad = self.bad_expr();
        self.syntax_error("expected ~ term or type");
        self.skip_to(AFTER_TERM);
        bad
    }
}
