//! Types.

use super::{Parser, Token};
use crate::syntax::ast::{
    ArrayLen, ArrayType, ChanDir, ChanType, Expr, ExprKind, Field, FieldList, FuncType, Ident,
    Index,
};
use crate::syntax::pos::Pos;

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
}
