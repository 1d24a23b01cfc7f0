//! `if`, `for` and `switch`, whose heads may hold a statement before the condition.

use super::stmt::{RangeHead, Simple};
use super::{Parser, Token};
use crate::syntax::ast::{
    AssignOp, Expr, ExprKind, For, Ident, If, Range, Stmt, StmtKind, Switch, TypeSwitch,
};
use crate::syntax::pos::Pos;

/// What stands between the keyword and the body of `if`, `for` and `switch`.
#[derive(Default)]
struct Head {
    init: Option<Stmt>,
    cond: Option<Stmt>,
    post: Option<Stmt>,
    range: Option<RangeHead>,
}

impl Parser<'_> {
    /// `range x` after what is assigned to.
    pub(super) fn range_head(&mut self, lhs: Vec<Expr>, op_pos: Pos, define: bool) -> RangeHead {
        let range = self.pos();
        self.next();
        let x = self.expr();
        if let Some(third) = lhs.get(2) {
            self.error_at(
                third.pos,
                "range clause permits at most two iteration variables".to_owned(),
            );
        }
        RangeHead {
            lhs,
            op_pos,
            define,
            range,
            x,
        }
    }

    pub(super) fn if_stmt(&mut self) -> If {
        let head = self.head(Token::If);
        let cond = match head.cond {
            Some(cond) => self.condition(cond),
            None => self.bad_expr(),
        };
        let body = self.block("if clause");
        let otherwise = if self.got(Token::Else) {
            self.else_branch()
        } else {
            None
        };
        If {
            init: head.init,
            cond,
            body,
            otherwise,
        }
    }

    fn else_branch(&mut self) -> Option<Stmt> {
        if matches!(self.token, Token::If | Token::LBrace) {
            return self.stmt();
        }
        self.syntax_error("else must be followed by if or statement block");
        self.skip_to(&[Token::Name, Token::RBrace]);
        None
    }

    pub(super) fn for_stmt(&mut self) -> StmtKind {
        let head = self.head(Token::For);
        if let Some(range) = head.range {
            let body = self.block("for clause");
            let mut lhs = range.lhs.into_iter();
            let (key, value) = (lhs.next(), lhs.next());
            let RangeHead {
                op_pos,
                define,
                range,
                x,
                ..
            } = range;
            return StmtKind::Range(Box::new(Range {
                key,
                value,
                op_pos,
                define,
                range,
                x,
                body,
            }));
        }
        let cond = head.cond.map(|cond| self.condition(cond));
        let body = self.block("for clause");
        StmtKind::For(Box::new(For {
            init: head.init,
            cond,
            post: head.post,
            body,
        }))
    }

    pub(super) fn switch_stmt(&mut self) -> StmtKind {
        let Head { init, cond, .. } = self.head(Token::Switch);
        let guard = cond.map(|cond| self.guard(cond));
        let lbrace = self.pos();
        if !self.got(Token::LBrace) {
            self.syntax_error("missing { after switch clause");
            self.skip_to(&[Token::Case, Token::Default, Token::RBrace]);
        }
        let mut clauses = Vec::new();
        while !matches!(self.token, Token::Eof | Token::RBrace) {
            clauses.push(self.case_clause());
        }
        let rbrace = self.want(Token::RBrace);
        match guard {
            Some((bind, define, guard)) if matches!(guard.kind, ExprKind::TypeAssert(_, None)) => {
                StmtKind::TypeSwitch(Box::new(TypeSwitch {
                    init,
                    bind,
                    define,
                    guard,
                    lbrace,
                    clauses,
                    rbrace,
                }))
            }
            guard => {
                let tag = guard.map(|(_, _, tag)| tag);
                StmtKind::Switch(Box::new(Switch {
                    init,
                    tag,
                    lbrace,
                    clauses,
                    rbrace,
                }))
            }
        }
    }

    /// The name, the position of `:=` and the expression of a switch's guard.
    fn guard(&mut self, mut cond: Stmt) -> (Option<Ident>, Pos, Expr) {
        if let StmtKind::Assign(assign) = &mut cond.kind
            && assign.op == AssignOp::Define
            && let [
                Expr {
                    kind: ExprKind::Ident(name),
                    ..
                },
            ] = assign.lhs.as_slice()
            && let [
                Expr {
                    kind: ExprKind::TypeAssert(_, None),
                    ..
                },
            ] = assign.rhs.as_slice()
        {
            return (Some(*name), assign.op_pos, assign.rhs.remove(0));
        }
        (None, Pos::NONE, self.condition(cond))
    }

    /// The expression that the statement before a body must be.
    fn condition(&mut self, stmt: Stmt) -> Expr {
        let text = self.excerpt(stmt.pos, stmt.end);
        let (pos, what) = match stmt.kind {
            StmtKind::Expr(x) => return x,
            StmtKind::Assign(assign) if assign.op == AssignOp::Assign => {
                let (lhs, rhs) = (self.emphasized(&assign.lhs), self.emphasized(&assign.rhs));
                (assign.op_pos, format!("assignment {lhs} = {rhs}"))
            }
            StmtKind::Assign(assign) => (assign.op_pos, text),
            StmtKind::Send(send) => (send.arrow, text),
            StmtKind::IncDec(step) => (step.op_pos, text),
            _ => (stmt.pos, text),
        };
        self.syntax_error_at(pos, &format!("cannot use {what} as value"));
        self.bad_expr()
    }

    /// Expressions for a message; a binary one in parentheses, so that the `=` beside it is seen.
    fn emphasized(&self, exprs: &[Expr]) -> String {
        let (Some(first), Some(last)) = (exprs.first(), exprs.last()) else {
            return String::new();
        };
        let text = self.excerpt(first.pos, last.end);
        if matches!(
            exprs,
            [Expr {
                kind: ExprKind::Binary(_),
                ..
            }]
        ) {
            format!("({text})")
        } else {
            text
        }
    }

    /// From the keyword of `if`, `for` or `switch` to its body.
    fn head(&mut self, keyword: Token) -> Head {
        self.next();
        if self.token == Token::LBrace {
            if keyword == Token::If {
                self.syntax_error("missing condition in if statement");
            }
            return Head::default();
        }
        let outer = std::mem::replace(&mut self.brackets, -1);
        let head = self.head_clauses(keyword);
        self.brackets = outer;
        head
    }

    fn head_clauses(&mut self, keyword: Token) -> Head {
        let mut head = Head::default();
        if self.token != Token::Semicolon {
            if self.got(Token::Var) {
                self.syntax_error(&format!(
                    "var declaration not allowed in {} initializer",
                    keyword.text()
                ));
            }
            match self.head_simple(keyword) {
                Simple::Stmt(stmt) => head.init = Some(stmt),
                Simple::Range(range) => {
                    return Head {
                        range: Some(range),
                        ..head
                    };
                }
            }
        }
        if self.token == Token::LBrace {
            head.cond = head.init.take();
            return head;
        }
        let semicolon = self.pos();
        let written = (self.token == Token::Semicolon).then_some(self.lexer.semicolon);
        if written.is_some() {
            self.next();
        } else {
            self.want(Token::LBrace);
            if self.token != Token::LBrace {
                self.skip_to(&[Token::LBrace, Token::RBrace]);
            }
        }
        if keyword == Token::For {
            self.for_clauses(&mut head);
        } else if self.token != Token::LBrace {
            head.cond = self.head_stmt(keyword);
        }
        if let (Token::If, None, Some(written)) = (keyword, &head.cond, written) {
            let message = match written {
                "semicolon" => "missing condition in if statement".to_owned(),
                written => format!("unexpected {written}, expected {{ after if clause"),
            };
            self.syntax_error_at(semicolon, &message);
        }
        head
    }

    fn for_clauses(&mut self, head: &mut Head) {
        if self.token != Token::Semicolon {
            if self.token == Token::LBrace {
                self.syntax_error("expected for loop condition");
                return;
            }
            head.cond = self.head_stmt(Token::Eof);
        }
        self.want(Token::Semicolon);
        if self.token == Token::LBrace {
            return;
        }
        head.post = self.head_stmt(Token::Eof);
        if let Some(Stmt {
            kind: StmtKind::Assign(assign),
            ..
        }) = &head.post
            && assign.op == AssignOp::Define
        {
            self.syntax_error_at(
                assign.op_pos,
                "cannot declare in post statement of for loop",
            );
        }
    }

    fn head_stmt(&mut self, keyword: Token) -> Option<Stmt> {
        match self.head_simple(keyword) {
            Simple::Stmt(stmt) => Some(stmt),
            Simple::Range(_) => None,
        }
    }

    fn head_simple(&mut self, keyword: Token) -> Simple {
        if keyword == Token::For && self.token == Token::Range {
            return Simple::Range(self.range_head(Vec::new(), Pos::NONE, false));
        }
        let lhs = self.exprs();
        self.simple(lhs, keyword)
    }
}
