//! Statements.

use super::{Parser, Token};
use crate::syntax::ast::{
    Assign, AssignOp, Block, BranchKind, CaseClause, CommClause, Expr, ExprKind, Ident, IncDec,
    Select, Send, Stmt, StmtKind,
};
use crate::syntax::pos::Pos;

/// A simple statement, or the head of a range loop.
pub(super) enum Simple {
    Stmt(Stmt),
    Range(RangeHead),
}

pub(super) struct RangeHead {
    pub(super) lhs: Vec<Expr>,
    pub(super) op_pos: Pos,
    pub(super) define: bool,
    pub(super) range: Pos,
    pub(super) x: Expr,
}

impl Parser<'_> {
    /// `{statements}` after what `context` names.
    pub(super) fn block(&mut self, context: &str) -> Block {
        let lbrace = self.pos();
        if !self.got(Token::LBrace) {
            self.syntax_error(&format!("expected {{ after {context}"));
            self.skip_to(&[Token::Name, Token::RBrace]);
            let rbrace = self.pos();
            if self.got(Token::RBrace) {
                return Block {
                    lbrace,
                    stmts: Vec::new(),
                    rbrace,
                };
            }
        }
        let stmts = self.stmts();
        let rbrace = self.want(Token::RBrace);
        Block {
            lbrace,
            stmts,
            rbrace,
        }
    }

    fn stmts(&mut self) -> Vec<Stmt> {
        let mut stmts = Vec::new();
        while !matches!(
            self.token,
            Token::Eof | Token::RBrace | Token::Case | Token::Default
        ) {
            let Some(stmt) = self.stmt() else {
                break;
            };
            stmts.push(stmt);
            if !self.got(Token::Semicolon) && self.token != Token::RBrace {
                self.syntax_error("at end of statement");
                self.skip_to(&[Token::Semicolon, Token::RBrace, Token::Case, Token::Default]);
                self.got(Token::Semicolon);
            }
        }
        stmts
    }

    pub(super) fn stmt(&mut self) -> Option<Stmt> {
        self.open_stmts += 1;
        self.deepest = self.deepest.max(self.open_stmts);
        let stmt = self.deeper(Self::stmt_rule);
        self.open_stmts -= 1;
        stmt
    }

    fn stmt_rule(&mut self) -> Option<Stmt> {
        let pos = self.pos();
        let kind = match self.token {
            Token::Name => return self.labeled_or_simple(),
            Token::Semicolon => StmtKind::Empty(self.lexer.semicolon != "semicolon"),
            Token::Var | Token::Const | Token::Type => StmtKind::Decl(self.local_declaration()?),
            Token::LBrace => StmtKind::Block(self.block("")),
            Token::For => self.for_stmt(),
            Token::Switch => self.switch_stmt(),
            Token::Select => self.select_stmt(),
            Token::If => StmtKind::If(Box::new(self.if_stmt())),
            Token::Fallthrough => {
                self.next();
                StmtKind::Branch(BranchKind::Fallthrough, None)
            }
            Token::Break | Token::Continue => {
                let kind = if self.token == Token::Break {
                    BranchKind::Break
                } else {
                    BranchKind::Continue
                };
                self.next();
                let label = (self.token == Token::Name).then(|| self.name());
                StmtKind::Branch(kind, label)
            }
            Token::Goto => {
                self.next();
                let label = self.name();
                StmtKind::Branch(BranchKind::Goto, Some(label))
            }
            Token::Go | Token::Defer => self.go_or_defer(),
            Token::Return => {
                self.next();
                let bare = matches!(self.token, Token::Semicolon | Token::RBrace);
                StmtKind::Return(if bare { Vec::new() } else { self.exprs() })
            }
            _ if self.starts_expr() => {
                let lhs = self.exprs();
                return Some(self.simple_from(lhs));
            }
            _ => return None,
        };
        Some(self.stmt_node(pos, kind))
    }

    fn starts_expr(&self) -> bool {
        self.token.is_literal()
            || matches!(
                self.token,
                Token::Add
                    | Token::Sub
                    | Token::Mul
                    | Token::And
                    | Token::Xor
                    | Token::Not
                    | Token::Arrow
                    | Token::Func
                    | Token::LParen
                    | Token::LBrack
                    | Token::Struct
                    | Token::Map
                    | Token::Chan
                    | Token::Interface
            )
    }

    fn labeled_or_simple(&mut self) -> Option<Stmt> {
        let lhs = self.exprs();
        match (lhs.as_slice(), self.token) {
            (
                [
                    Expr {
                        kind: ExprKind::Ident(label),
                        ..
                    },
                ],
                Token::Colon,
            ) => {
                let label = *label;
                self.labeled(label)
            }
            _ => Some(self.simple_from(lhs)),
        }
    }

    fn labeled(&mut self, label: Ident) -> Option<Stmt> {
        let colon = self.pos();
        self.next();
        let inner = if self.token == Token::RBrace {
            let pos = self.pos();
            let mut empty = self.stmt_node(pos, StmtKind::Empty(true));
            empty.end = pos;
            Some(empty)
        } else {
            self.stmt()
        };
        let Some(inner) = inner else {
            self.syntax_error_at(colon, "missing statement after label");
            return None;
        };
        Some(self.stmt_node(label.pos, StmtKind::Labeled(label, colon, Box::new(inner))))
    }

    /// A statement that starts with the expressions `lhs`.
    pub(super) fn simple_from(&mut self, lhs: Vec<Expr>) -> Stmt {
        match self.simple(lhs, Token::Eof) {
            Simple::Stmt(stmt) => stmt,
            Simple::Range(head) => self.stmt_node(head.range, StmtKind::Bad),
        }
    }

    /// A simple statement that starts with `lhs`; after `for` also the head of a range loop.
    pub(super) fn simple(&mut self, mut lhs: Vec<Expr>, keyword: Token) -> Simple {
        let pos = lhs[0].pos;
        let op_pos = self.pos();
        let op = self.token;
        if matches!(op, Token::Assign | Token::Define) {
            self.next();
            if keyword == Token::For && self.token == Token::Range {
                return Simple::Range(self.range_head(lhs, op_pos, op == Token::Define));
            }
            let rhs = self.exprs();
            let op = if op == Token::Define {
                AssignOp::Define
            } else {
                AssignOp::Assign
            };
            return Simple::Stmt(self.stmt_node(
                pos,
                StmtKind::Assign(Assign {
                    lhs,
                    op_pos,
                    op,
                    rhs,
                }),
            ));
        }
        let single = lhs.len() == 1;
        if !single {
            self.syntax_error("expected := or = or comma");
            self.skip_to(&[Token::Semicolon, Token::RBrace]);
            lhs.truncate(1);
        }
        let kind = match (op, op.assign_op()) {
            (_, Some(binary)) if single => {
                self.next();
                let rhs = vec![self.expr()];
                StmtKind::Assign(Assign {
                    lhs,
                    op_pos,
                    op: AssignOp::Op(binary),
                    rhs,
                })
            }
            (Token::Inc | Token::Dec, _) if single => {
                self.next();
                StmtKind::IncDec(IncDec {
                    x: lhs.remove(0),
                    op_pos,
                    increment: op == Token::Inc,
                })
            }
            (Token::Arrow, _) if single => {
                self.next();
                let value = self.expr();
                StmtKind::Send(Send {
                    chan: lhs.remove(0),
                    arrow: op_pos,
                    value,
                })
            }
            _ => StmtKind::Expr(lhs.remove(0)),
        };
        Simple::Stmt(self.stmt_node(pos, kind))
    }

    fn go_or_defer(&mut self) -> StmtKind {
        let keyword = self.token;
        self.next();
        let mut x = self.primary();
        if matches!(x.kind, ExprKind::Paren(_)) {
            self.error_at(
                x.pos,
                format!("expression in {} must not be parenthesized", keyword.text()),
            );
            while let ExprKind::Paren(inner) = x.kind {
                x = *inner;
            }
        }
        if keyword == Token::Go {
            StmtKind::Go(x)
        } else {
            StmtKind::Defer(x)
        }
    }

    fn select_stmt(&mut self) -> StmtKind {
        self.next();
        let lbrace = self.pos();
        if !self.got(Token::LBrace) {
            self.syntax_error("missing { after select clause");
            self.skip_to(&[Token::Case, Token::Default, Token::RBrace]);
        }
        let mut clauses = Vec::new();
        while !matches!(self.token, Token::Eof | Token::RBrace) {
            clauses.push(self.comm_clause());
        }
        let rbrace = self.want(Token::RBrace);
        StmtKind::Select(Select {
            lbrace,
            clauses,
            rbrace,
        })
    }

    pub(super) fn case_clause(&mut self) -> CaseClause {
        let pos = self.pos();
        let mut values = Vec::new();
        if self.got(Token::Case) {
            values = self.exprs();
        } else {
            self.default_clause();
        }
        let colon = self.want(Token::Colon);
        let body = self.stmts();
        let end = body.last().map_or(colon.plus(1), |stmt| stmt.end);
        CaseClause {
            id: self.node_id(),
            pos,
            values,
            colon,
            body,
            end,
        }
    }

    fn comm_clause(&mut self) -> CommClause {
        let pos = self.pos();
        let mut comm = None;
        if self.got(Token::Case) {
            let lhs = self.exprs();
            let stmt = self.simple_from(lhs);
            comm = Some(stmt);
        } else {
            self.default_clause();
        }
        let colon = self.want(Token::Colon);
        let body = self.stmts();
        let end = body.last().map_or(colon.plus(1), |stmt| stmt.end);
        CommClause {
            id: self.node_id(),
            pos,
            comm,
            colon,
            body,
            end,
        }
    }

    fn default_clause(&mut self) {
        if !self.got(Token::Default) {
            self.syntax_error("expected case or default or }");
            self.skip_to(&[Token::Colon, Token::Case, Token::Default, Token::RBrace]);
        }
    }
}
