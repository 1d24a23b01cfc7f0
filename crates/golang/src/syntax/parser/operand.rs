//! Operands and what may follow them: selectors, indices, arguments, composite literals.

use super::{Parser, Token};
use crate::syntax::ast::{
    Block, Call, Composite, Expr, ExprKind, FuncLit, Index, KeyValue, SliceExpr,
};
use crate::syntax::pos::Pos;

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Expr {
        let x = self.operand();
        self.operand_suffixes(x)
    }

    fn operand(&mut self) -> Expr {
        let pos = self.pos();
        match self.token {
            Token::Name => {
                let name = self.name();
                self.name_expr(name)
            }
            Token::LParen => {
                self.next();
                self.brackets += 1;
                let x = Box::new(self.expr());
                self.brackets -= 1;
                self.want(Token::RParen);
                self.expr_node(pos, ExprKind::Paren(x))
            }
            Token::Func => self.func_literal_or_type(pos),
            Token::LBrack | Token::Chan | Token::Map | Token::Struct | Token::Interface => {
                self.type_expr()
            }
            _ => {
                if let Some(literal) = self.literal() {
                    return self.expr_node(pos, ExprKind::Basic(literal));
                }
                let bad = self.bad_expr();
                self.syntax_error("expected expression");
                self.skip_to(&[Token::RParen, Token::RBrack, Token::RBrace]);
                bad
            }
        }
    }

    fn func_literal_or_type(&mut self, pos: Pos) -> Expr {
        self.next();
        let ty = self.func_type(pos, "function type");
        if self.token != Token::LBrace {
            return self.expr_node(pos, ExprKind::Func(Box::new(ty)));
        }
        let tallest = std::mem::take(&mut self.tallest);
        let deepest = std::mem::replace(&mut self.deepest, self.open_stmts);
        self.brackets += 1;
        let body = self.func_body();
        self.brackets -= 1;
        let literal = self.expr_node(pos, ExprKind::FuncLit(Box::new(FuncLit { ty, body })));
        self.tallest = self.tallest.max(tallest);
        // The height of the literal has in it how many statements are around each other in its body.
        self.deepest = deepest;
        literal
    }

    pub(super) fn func_body(&mut self) -> Block {
        self.functions += 1;
        let errors = self.own_errors;
        let body = self.block("");
        self.functions -= 1;
        // What was not understood may hide labels.
        if self.branches && self.own_errors == errors {
            self.check_branches(&body);
        }
        body
    }

    /// What may follow the operand `x`, again and again.
    pub(super) fn operand_suffixes(&mut self, mut x: Expr) -> Expr {
        loop {
            x = match self.token {
                Token::Period => self.selector(x),
                Token::LBrack => self.index_or_slice(x),
                Token::LParen => self.call(x),
                Token::LBrace if self.starts_literal(&x) => {
                    if matches!(x.kind, ExprKind::Paren(_)) {
                        self.syntax_error("cannot parenthesize type in composite literal");
                    }
                    self.composite(Some(x))
                }
                _ => return x,
            };
        }
    }

    /// `.name`, `.(type)` or `.(T)`
    fn selector(&mut self, x: Expr) -> Expr {
        self.next();
        let pos = x.pos;
        match self.token {
            Token::Name => {
                let name = self.name();
                self.expr_node(pos, ExprKind::Selector(Box::new(x), name))
            }
            Token::LParen => {
                self.next();
                let ty = if self.got(Token::Type) {
                    None
                } else {
                    Some(Box::new(self.type_expr()))
                };
                self.want(Token::RParen);
                self.expr_node(pos, ExprKind::TypeAssert(Box::new(x), ty))
            }
            _ => {
                self.syntax_error("expected name or (");
                self.skip_to(&[Token::Semicolon, Token::RParen]);
                x
            }
        }
    }

    /// `[i]`, `[T, U]`, `[lo:hi]` or `[lo:hi:max]`
    fn index_or_slice(&mut self, x: Expr) -> Expr {
        let pos = x.pos;
        let lbrack = self.pos();
        self.next();
        let mut lo = None;
        if self.token != Token::Colon {
            let (mut indices, comma) = if self.token == Token::RBrack {
                self.syntax_error("expected operand");
                (vec![self.bad_expr()], false)
            } else {
                self.type_list(false)
            };
            if comma || self.token == Token::RBrack {
                let rbrack = self.want(Token::RBrack);
                return self.expr_node(
                    pos,
                    ExprKind::Index(Box::new(Index {
                        x,
                        lbrack,
                        indices,
                        rbrack,
                    })),
                );
            }
            lo = indices.pop();
        }
        if !self.got(Token::Colon) {
            self.syntax_error("expected comma, : or ]");
            self.skip_to(&[Token::Comma, Token::Colon, Token::RBrack]);
        }
        self.slice(x, lbrack, lo)
    }

    /// `hi]` or `hi:max]` after `x[lo:`
    fn slice(&mut self, x: Expr, lbrack: Pos, lo: Option<Expr>) -> Expr {
        let pos = x.pos;
        self.brackets += 1;
        let mut hi = (!matches!(self.token, Token::Colon | Token::RBrack)).then(|| self.expr());
        let mut max = None;
        let three = self.token == Token::Colon;
        if three {
            if hi.is_none() {
                self.error_at(
                    self.pos(),
                    "middle index required in 3-index slice".to_owned(),
                );
                hi = Some(self.bad_expr());
            }
            self.next();
            if self.token == Token::RBrack {
                self.error_at(
                    self.pos(),
                    "final index required in 3-index slice".to_owned(),
                );
                max = Some(self.bad_expr());
            } else {
                max = Some(self.expr());
            }
        }
        self.brackets -= 1;
        let rbrack = self.want(Token::RBrack);
        self.expr_node(
            pos,
            ExprKind::Slice(Box::new(SliceExpr {
                x,
                lbrack,
                lo,
                hi,
                max,
                three,
                rbrack,
            })),
        )
    }

    /// `(args)` or `(args...)`
    fn call(&mut self, fun: Expr) -> Expr {
        let pos = fun.pos;
        let lparen = self.pos();
        self.next();
        self.brackets += 1;
        let mut args = Vec::new();
        let mut ellipsis = Pos::NONE;
        let rparen = self.list("argument list", Token::Comma, Token::RParen, |parser| {
            args.push(parser.expr());
            let dots = parser.pos();
            let last = parser.got(Token::Ellipsis);
            if last {
                ellipsis = dots;
            }
            last
        });
        self.brackets -= 1;
        self.expr_node(
            pos,
            ExprKind::Call(Box::new(Call {
                fun,
                lparen,
                args,
                ellipsis,
                rparen,
            })),
        )
    }

    /// Whether `{` after `x` starts a composite literal, and not the body of a statement.
    fn starts_literal(&self, x: &Expr) -> bool {
        let inner = x.unparen();
        match &inner.kind {
            ExprKind::Ident(_) | ExprKind::Selector(..) => self.brackets >= 0,
            ExprKind::Index(_) => self.brackets >= 0 && !is_value(inner),
            ExprKind::Array(_) | ExprKind::Struct(_) | ExprKind::Map(..) => true,
            _ => false,
        }
    }

    /// `{elements}` of type `ty`, or of an implied type.
    fn composite(&mut self, ty: Option<Expr>) -> Expr {
        self.deeper(|parser| {
            let lbrace = parser.pos();
            let pos = ty.as_ref().map_or(lbrace, |ty| ty.pos);
            parser.brackets += 1;
            parser.want(Token::LBrace);
            let mut elements = Vec::new();
            let rbrace = parser.list("composite literal", Token::Comma, Token::RBrace, |parser| {
                elements.push(parser.element());
                false
            });
            parser.brackets -= 1;
            parser.expr_node(
                pos,
                ExprKind::Composite(Box::new(Composite {
                    ty,
                    lbrace,
                    elements,
                    rbrace,
                })),
            )
        })
    }

    /// `value` or `key: value`
    fn element(&mut self) -> Expr {
        let key = self.literal_value();
        if self.token != Token::Colon {
            return key;
        }
        let colon = self.pos();
        self.next();
        let value = self.literal_value();
        self.expr_node(
            key.pos,
            ExprKind::KeyValue(Box::new(KeyValue { key, colon, value })),
        )
    }

    fn literal_value(&mut self) -> Expr {
        if self.token == Token::LBrace {
            self.composite(None)
        } else {
            self.expr()
        }
    }
}

/// Whether `x` can be nothing but a value: no type looks so.
fn is_value(x: &Expr) -> bool {
    match &x.kind {
        ExprKind::Basic(_)
        | ExprKind::Composite(_)
        | ExprKind::FuncLit(_)
        | ExprKind::Slice(_)
        | ExprKind::TypeAssert(..)
        | ExprKind::Call(_)
        | ExprKind::Unary(..)
        | ExprKind::Binary(_) => true,
        ExprKind::Paren(x) => is_value(x),
        ExprKind::Index(index) => {
            is_value(&index.x) || index.indices.len() == 1 && is_value(&index.indices[0])
        }
        _ => false,
    }
}
