//! Type declarations, whose brackets may hold type parameters or the length of an array.

use crate::syntax::ast::{Binary, Expr, ExprKind, FieldList, Ident, TypeSpec};
use crate::syntax::pos::Pos;
use crate::syntax::token::BinaryOp;

use super::{Parser, Token};

impl Parser<'_> {
    /// `name [ type parameters ] [ = ] type`
    pub(super) fn type_spec(&mut self) -> TypeSpec {
        let name = self.name();
        let mut type_params = None;
        let mut assign = Pos::NONE;
        let ty = if self.token == Token::LBrack {
            let open = self.pos();
            self.next();
            match self.token {
                Token::Name => match self.params_or_length(open) {
                    Ok(params) => {
                        type_params = Some(params);
                        assign = self.got_assign();
                        self.type_or_none()
                    }
                    Err(length) => Some(self.array_type(open, Some(length))),
                },
                Token::RBrack => {
                    self.next();
                    Some(self.slice_type(open))
                }
                _ => Some(self.array_type(open, None)),
            }
        } else {
            assign = self.got_assign();
            self.type_or_none()
        };
        let ty = ty.unwrap_or_else(|| {
            let bad = self.bad_expr();
            self.syntax_error("in type declaration");
            self.skip_to(&[Token::Semicolon, Token::RParen]);
            bad
        });
        TypeSpec {
            id: self.node_id(),
            name,
            type_params,
            assign,
            ty,
            end: self.end(),
            comment: self.comment_follows(),
        }
    }

    /// After `type T [` and before a name: type parameters, or else the length of an array.
    ///
    /// Both may look the same for long: `[P *E]` is a product to the expression rule. What can be split into a name and a
    /// type is a parameter if the rest could be nothing but a type, or if a comma follows.
    fn params_or_length(&mut self, open: Pos) -> Result<FieldList, Expr> {
        let name = self.name();
        let mut length = self.name_expr(name);
        // A length is never indexed, so `[` starts the constraint.
        if self.token != Token::LBrack {
            self.brackets += 1;
            let operand = self.operand_suffixes(length);
            length = self.binary_from(operand, 0);
            self.brackets -= 1;
        }
        let comma = self.token == Token::Comma;
        match self.split_name(length, comma) {
            Ok((name, ty)) if ty.is_some() || self.token != Token::RBrack => {
                Ok(self.param_list(open, Some((name, ty)), Token::RBrack, true, false))
            }
            Ok((name, _)) => Err(self.name_expr(name)),
            Err(length) => Err(length),
        }
    }

    /// Splits what was read as one expression into a name and a type, if the type can be no value or if `force`.
    fn split_name(&mut self, x: Expr, force: bool) -> Result<(Ident, Option<Expr>), Expr> {
        let Expr { id, pos, end, kind } = x;
        let whole = |kind| Expr { id, pos, end, kind };
        match kind {
            ExprKind::Ident(name) => Ok((name, None)),
            ExprKind::Binary(binary) if binary.op == BinaryOp::Mul => match &binary.x.kind {
                ExprKind::Ident(name) if force || binary.y.is_type_element() => {
                    let (name, op_pos) = (*name, binary.op_pos);
                    let star = Expr {
                        id,
                        pos: op_pos,
                        end,
                        kind: ExprKind::Star(Box::new(binary.y)),
                    };
                    Ok((name, Some(star)))
                }
                _ => Err(whole(ExprKind::Binary(binary))),
            },
            ExprKind::Binary(binary) if binary.op == BinaryOp::Or => {
                let Binary { x, op_pos, op, y } = *binary;
                let force = force || y.is_type_element();
                match self.split_name(x, force) {
                    Ok((name, Some(left))) => {
                        let pos = left.pos;
                        let union = Binary {
                            x: left,
                            op_pos,
                            op,
                            y,
                        };
                        Ok((
                            name,
                            Some(Expr {
                                id,
                                pos,
                                end,
                                kind: ExprKind::Binary(Box::new(union)),
                            }),
                        ))
                    }
                    Ok((name, None)) => {
                        let x = self.name_expr(name);
                        Err(whole(ExprKind::Binary(Box::new(Binary {
                            x,
                            op_pos,
                            op,
                            y,
                        }))))
                    }
                    Err(x) => Err(whole(ExprKind::Binary(Box::new(Binary {
                        x,
                        op_pos,
                        op,
                        y,
                    })))),
                }
            }
            ExprKind::Call(mut call) => match &call.fun.kind {
                ExprKind::Ident(name)
                    if call.args.len() == 1
                        && !call.ellipsis.is_some()
                        && (force || call.args[0].is_type_element()) =>
                {
                    let name = *name;
                    let inner = call.args.remove(0);
                    let paren = Expr {
                        id,
                        pos: call.lparen,
                        end,
                        kind: ExprKind::Paren(Box::new(inner)),
                    };
                    Ok((name, Some(paren)))
                }
                _ => Err(whole(ExprKind::Call(call))),
            },
            kind => Err(whole(kind)),
        }
    }
}
