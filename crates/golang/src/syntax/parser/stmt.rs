//! Statements.

use super::{Parser, Token};
use crate::syntax::ast::{
    Assign, AssignOp, Block, BranchKind, CaseClause, CommClause, Expr, ExprKind, For, Ident, If,
    IncDec, Range, Select, Send, Stmt, StmtKind, Switch, TypeSwitch,
};
use crate::syntax::pos::Pos;
use crate::syntax::token::UnaryOp;

/// A simple statement, or the head of a range loop.
enum Simple {
    Stmt(Stmt),
    Range(RangeHead),
}

struct RangeHead {
    lhs: Vec<Expr>,
    op_pos: Pos,
    define: bool,
    range: Pos,
    x: Expr,
}

/// What stands between the keyword and the body of `if`, `for` and `switch`.
#[derive(Default)]
struct Head {
    init: Option<Stmt>,
    cond: Option<Stmt>,
    post: Option<Stmt>,
    range: Option<RangeHead>,
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

    fn stmt(&mut self) -> Option<Stmt> {
        self.deeper(Self::stmt_rule)
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
    fn simple_from(&mut self, lhs: Vec<Expr>) -> Stmt {
        match self.simple(lhs, Token::Eof) {
            Simple::Stmt(stmt) => stmt,
            Simple::Range(head) => self.stmt_node(head.range, StmtKind::Bad),
        }
    }

    /// A simple statement that starts with `lhs`; after `for` also the head of a range loop.
    fn simple(&mut self, mut lhs: Vec<Expr>, keyword: Token) -> Simple {
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

    /// `range x` after what is assigned to.
    fn range_head(&mut self, lhs: Vec<Expr>, op_pos: Pos, define: bool) -> RangeHead {
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

    fn if_stmt(&mut self) -> If {
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

    fn for_stmt(&mut self) -> StmtKind {
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

    fn switch_stmt(&mut self) -> StmtKind {
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
        let message = match stmt.kind {
            StmtKind::Expr(x) => return x,
            StmtKind::Assign(assign) if assign.op == AssignOp::Assign => {
                let (lhs, rhs) = (self.emphasized(&assign.lhs), self.emphasized(&assign.rhs));
                format!("cannot use assignment {lhs} = {rhs} as value")
            }
            _ => format!("cannot use {} as value", self.excerpt(stmt.pos, stmt.end)),
        };
        self.syntax_error_at(stmt.pos, &message);
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

    fn case_clause(&mut self) -> CaseClause {
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
            self.check_comm(&stmt);
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

    /// A clause of `select` sends, receives, or assigns what it received.
    fn check_comm(&mut self, stmt: &Stmt) {
        let receives = |x: &Expr| matches!(x.unparen().kind, ExprKind::Unary(UnaryOp::Arrow, _));
        let fits = match &stmt.kind {
            StmtKind::Send(_) | StmtKind::Bad => true,
            StmtKind::Expr(x) => receives(x) || matches!(x.kind, ExprKind::Bad),
            StmtKind::Assign(assign) => {
                !matches!(assign.op, AssignOp::Op(_))
                    && assign.rhs.len() == 1
                    && receives(&assign.rhs[0])
            }
            _ => false,
        };
        if !fits && self.errors.is_empty() {
            let message = "select case must be receive, send or assign recv";
            self.error_at(stmt.pos, message.to_owned());
        }
    }
}
