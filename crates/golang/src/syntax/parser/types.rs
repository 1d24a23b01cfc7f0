//! Types.

use super::{Parser, Token};
use crate::syntax::ast::{
    ArrayLen, ArrayType, BasicLit, Binary, ChanDir, ChanType, Expr, ExprKind, Field, FieldList,
    FuncType, Ident, Index,
};
use crate::syntax::pos::Pos;
use crate::syntax::token::{BinaryOp, UnaryOp};

impl Parser<'_> {
    /// A type; where there is none, a complaint.
    pub(super) fn type_expr(&mut self) -> Expr {
        if let Some(ty) = self.type_or_none() {
            return ty;
        }
        let bad = self.bad_expr();
        self.syntax_error("expected type");
        let follow = [
            Token::Comma,
            Token::Colon,
            Token::Semicolon,
            Token::RParen,
            Token::RBrack,
            Token::RBrace,
        ];
        self.skip_to(&follow);
        bad
    }

    pub(super) fn type_or_none(&mut self) -> Option<Expr> {
        self.deeper(Self::type_rule)
    }

    fn type_rule(&mut self) -> Option<Expr> {
        let pos = self.pos();
        Some(match self.token {
            Token::Mul => {
                self.next();
                let elem = self.type_expr();
                self.expr_node(pos, ExprKind::Star(Box::new(elem)))
            }
            Token::Arrow => {
                self.next();
                self.want(Token::Chan);
                let elem = self.chan_elem();
                self.expr_node(
                    pos,
                    ExprKind::Chan(Box::new(ChanType {
                        dir: ChanDir::Recv,
                        arrow: pos,
                        elem,
                    })),
                )
            }
            Token::Func => {
                self.next();
                let ty = self.func_type(pos, "function type");
                self.expr_node(pos, ExprKind::Func(Box::new(ty)))
            }
            Token::LBrack => {
                self.next();
                if self.got(Token::RBrack) {
                    self.slice_type(pos)
                } else {
                    self.array_type(pos, None)
                }
            }
            Token::Chan => {
                self.next();
                let arrow = self.pos();
                let send = self.got(Token::Arrow);
                let (dir, arrow) = if send {
                    (ChanDir::Send, arrow)
                } else {
                    (ChanDir::Both, Pos::NONE)
                };
                let elem = self.chan_elem();
                self.expr_node(pos, ExprKind::Chan(Box::new(ChanType { dir, arrow, elem })))
            }
            Token::Map => self.map_type(),
            Token::Struct => self.struct_type(),
            Token::Interface => self.interface_type(),
            Token::Name => self.qualified_name(None),
            Token::LParen => {
                self.next();
                let inner = self.type_expr();
                self.want(Token::RParen);
                self.expr_node(pos, ExprKind::Paren(Box::new(inner)))
            }
            _ => return None,
        })
    }

    fn chan_elem(&mut self) -> Expr {
        if let Some(ty) = self.type_or_none() {
            return ty;
        }
        let bad = self.bad_expr();
        self.syntax_error("missing channel element type");
        bad
    }

    fn map_type(&mut self) -> Expr {
        let pos = self.pos();
        self.next();
        self.want(Token::LBrack);
        let key = Box::new(self.type_expr());
        self.want(Token::RBrack);
        let value = Box::new(self.type_expr());
        self.expr_node(pos, ExprKind::Map(key, value))
    }

    /// The rest of an array type after `[` at `pos`, and after its length if that was read.
    pub(super) fn array_type(&mut self, pos: Pos, len: Option<Expr>) -> Expr {
        let dots = self.pos();
        let len = match len {
            Some(len) => ArrayLen::Len(len),
            None if self.got(Token::Ellipsis) => ArrayLen::Auto(dots),
            None => {
                self.brackets += 1;
                let len = self.expr();
                self.brackets -= 1;
                ArrayLen::Len(len)
            }
        };
        if self.token == Token::Comma {
            self.syntax_error("unexpected comma; expected ]");
            self.next();
        }
        self.want(Token::RBrack);
        let elem = self.type_expr();
        self.expr_node(pos, ExprKind::Array(Box::new(ArrayType { len, elem })))
    }

    /// The element type after `[]` at `pos`.
    pub(super) fn slice_type(&mut self, pos: Pos) -> Expr {
        let elem = self.type_expr();
        self.expr_node(
            pos,
            ExprKind::Array(Box::new(ArrayType {
                len: ArrayLen::Slice,
                elem,
            })),
        )
    }

    /// `name`, `package.name` or `name[T]`; the first name may have been read.
    pub(super) fn qualified_name(&mut self, first: Option<Ident>) -> Expr {
        let name = match first {
            Some(name) => name,
            None if self.token == Token::Name => self.name(),
            None => {
                let blank = self.blank();
                self.syntax_error("expected name");
                self.skip_to(&[Token::Period, Token::Semicolon, Token::RBrace]);
                blank
            }
        };
        let mut x = self.name_expr(name);
        if self.got(Token::Period) {
            let sel = self.name();
            x = self.expr_node(x.pos, ExprKind::Selector(Box::new(x), sel));
        }
        if self.token == Token::LBrack {
            self.instance(x)
        } else {
            x
        }
    }

    /// `[T, U]` after a type's name
    fn instance(&mut self, x: Expr) -> Expr {
        let pos = x.pos;
        let lbrack = self.pos();
        self.next();
        let indices = if self.token == Token::RBrack {
            self.syntax_error("expected type argument list");
            vec![self.bad_expr()]
        } else {
            self.type_list(true).0
        };
        let rbrack = self.want(Token::RBrack);
        self.expr_node(
            pos,
            ExprKind::Index(Box::new(Index {
                x,
                lbrack,
                indices,
                rbrack,
            })),
        )
    }

    /// Types with commas between; with `strict` unset the first may be any expression. Also whether there was a comma.
    pub(super) fn type_list(&mut self, strict: bool) -> (Vec<Expr>, bool) {
        self.brackets += 1;
        let mut list = vec![if strict {
            self.type_expr()
        } else {
            self.expr()
        }];
        let mut comma = false;
        while self.got(Token::Comma) {
            comma = true;
            match self.type_or_none() {
                Some(ty) => list.push(ty),
                None => break,
            }
        }
        self.brackets -= 1;
        (list, comma)
    }

    /// A signature from its parameters on. `func` is the keyword's position; what `context` names has no type parameters.
    pub(super) fn func_type(&mut self, func: Pos, context: &str) -> FuncType {
        let open = self.pos();
        let mut type_params = None;
        if self.got(Token::LBrack) {
            if !context.is_empty() {
                self.syntax_error_at(open, &format!("{context} must have no type parameters"));
            }
            if self.token == Token::RBrack {
                self.syntax_error("empty type parameter list");
                self.next();
            } else {
                type_params = Some(self.param_list(open, None, Token::RBrack, true, false));
            }
        }
        let open = self.want(Token::LParen);
        let params = self.param_list(open, None, Token::RParen, false, true);
        let results = self.results();
        FuncType {
            func,
            type_params,
            params,
            results,
            end: self.end(),
        }
    }

    fn results(&mut self) -> Option<FieldList> {
        let pos = self.pos();
        if self.got(Token::LParen) {
            return Some(self.param_list(pos, None, Token::RParen, false, false));
        }
        let ty = self.type_or_none()?;
        let field = self.field(pos, Vec::new(), ty);
        Some(FieldList {
            open: Pos::NONE,
            fields: vec![field],
            close: Pos::NONE,
        })
    }

    pub(super) fn field(&mut self, pos: Pos, names: Vec<Ident>, ty: Expr) -> Field {
        Field {
            id: self.node_id(),
            names,
            ty,
            tag: None,
            pos,
            end: self.end().max(pos),
            comment: false,
        }
    }

    fn struct_type(&mut self) -> Expr {
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
        if tag.kind != crate::syntax::ast::LitKind::Str {
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

    fn interface_type(&mut self) -> Expr {
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
        self.skip_to(&[
            Token::Or,
            Token::Semicolon,
            Token::RParen,
            Token::RBrack,
            Token::RBrace,
        ]);
        bad
    }
}
