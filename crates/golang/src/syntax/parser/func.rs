//! Function declarations.

use crate::syntax::ast::{FieldList, FuncDecl, FuncType};
use crate::syntax::pos::Pos;

use super::{Parser, Token};

impl Parser<'_> {
    /// `[ receiver ] name [ type parameters ] signature [ body ]` after `func` at `pos`.
    pub(super) fn func_decl(&mut self, pos: Pos) -> FuncDecl {
        let recv = (self.token == Token::LParen).then(|| self.receiver());
        let (name, ty) = if self.token == Token::Name {
            let name = self.name();
            (name, self.func_type(pos, ""))
        } else {
            let name = self.blank();
            self.syntax_error(if recv.is_some() {
                "expected name"
            } else {
                "expected name or ("
            });
            self.skip_to(&[Token::LBrace, Token::Semicolon]);
            let params = FieldList {
                open: Pos::NONE,
                fields: Vec::new(),
                close: Pos::NONE,
            };
            (
                name,
                FuncType {
                    func: pos,
                    type_params: None,
                    params,
                    results: None,
                    end: self.end(),
                },
            )
        };
        let body = (self.token == Token::LBrace).then(|| self.func_body());
        FuncDecl {
            id: self.node_id(),
            pos,
            recv,
            name,
            ty,
            body,
            end: self.end(),
        }
    }

    fn receiver(&mut self) -> FieldList {
        let open = self.pos();
        self.next();
        let mut recv = self.param_list(open, None, Token::RParen, false, false);
        let pos = self.pos();
        match recv.count() {
            0 => {
                self.error_at(pos, "method has no receiver".to_owned());
                let bad = self.bad_expr();
                let field = self.field(pos, Vec::new(), bad);
                recv.fields.push(field);
            }
            1 => {}
            _ => {
                self.error_at(pos, "method has multiple receivers".to_owned());
                recv.fields.truncate(1);
                recv.fields[0].names.truncate(1);
            }
        }
        recv
    }
}
