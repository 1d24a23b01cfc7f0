//! Statements.

use crate::syntax::ast::{
    Assign, AssignOp, Block, BranchKind, CaseClause, CommClause, Expr, ExprKind, Ident, Select,
    Stmt, StmtKind,
};
use crate::syntax::pos::Pos;
use crate::syntax::token::{BinaryOp, Token, UnaryOp};

use super::lists::ListMode;
use super::printer::{Printer, Space};

/// A line of a block.
#[derive(Clone, Copy)]
pub(super) enum Line<'a> {
    Stmt(&'a Stmt),
    Case(&'a CaseClause),
    Comm(&'a CommClause),
}

impl Line<'_> {
    fn pos(self) -> Pos {
        match self {
            Self::Stmt(stmt) => stmt.pos,
            Self::Case(clause) => clause.pos,
            Self::Comm(clause) => clause.pos,
        }
    }

    fn is_empty(self) -> bool {
        matches!(
            self,
            Self::Stmt(Stmt {
                kind: StmtKind::Empty(_),
                ..
            })
        )
    }

    /// How many labels stand on lines of their own before the statement.
    fn labels(self) -> usize {
        let Self::Stmt(mut stmt) = self else {
            return 0;
        };
        let mut count = 0;
        while let StmtKind::Labeled(_, _, inner) = &stmt.kind {
            count += 1;
            stmt = inner;
        }
        count
    }
}

impl<'a> Printer<'a> {
    /// A function's body after a header of `header` columns; on the same line if it is short.
    pub(super) fn func_body(&mut self, header: usize, separator: Space, body: &'a Block) {
        const MAX: usize = 100;
        let level = std::mem::take(&mut self.level);
        if header.saturating_add(self.body_size(body, MAX)) <= MAX {
            self.one_line_body(separator, body);
        } else {
            self.blank();
            self.block(body);
        }
        self.level = level;
    }

    fn one_line_body(&mut self, separator: Space, body: &'a Block) {
        self.space(separator);
        self.set_pos(body.lbrace);
        self.token(Token::LBrace);
        if !body.stmts.is_empty() {
            self.blank();
            for (index, stmt) in body.stmts.iter().enumerate() {
                if index > 0 {
                    self.token(Token::Semicolon);
                    self.blank();
                }
                self.stmt(stmt, index + 1 == body.stmts.len());
            }
            self.blank();
        }
        self.extra.no_linebreak ^= true;
        self.set_pos(body.rbrace);
        self.token(Token::RBrace);
        self.extra.no_linebreak ^= true;
    }

    pub(super) fn block(&mut self, block: &'a Block) {
        let lines: Vec<_> = block.stmts.iter().map(Line::Stmt).collect();
        self.braces(block.lbrace, &lines, true, block.rbrace);
    }

    pub(super) fn braces(&mut self, lbrace: Pos, lines: &[Line<'a>], indent: bool, rbrace: Pos) {
        self.set_pos(lbrace);
        self.token(Token::LBrace);
        self.lines(lines, indent, true);
        self.linebreak(self.line(rbrace), 1, Space::Ignore, true);
        self.set_pos(rbrace);
        self.token(Token::RBrace);
    }

    /// Statements or clauses, each on a new line; clauses are not indented.
    fn lines(&mut self, lines: &[Line<'a>], indent: bool, before_brace: bool) {
        if indent {
            self.space(Space::Indent);
        }
        let slot = self.line_slot();
        let mut first = true;
        for (index, &line) in lines
            .iter()
            .enumerate()
            .filter(|(_, line)| !line.is_empty())
        {
            if !self.output.is_empty() {
                let section = first || !indent || self.many_lines_since(slot);
                self.linebreak(self.line(line.pos()), 1, Space::Ignore, section);
            }
            self.record_line(slot);
            let last = before_brace && index + 1 == lines.len();
            match line {
                Line::Stmt(stmt) => self.stmt(stmt, last),
                Line::Case(clause) => self.case_clause(clause, last),
                Line::Comm(clause) => self.comm_clause(clause, last),
            }
            for _ in 0..line.labels() {
                self.shift_line(slot);
            }
            first = false;
        }
        if indent {
            self.space(Space::Unindent);
        }
    }

    /// A statement; `before_brace` if `}` follows it.
    pub(super) fn stmt(&mut self, stmt: &'a Stmt, before_brace: bool) {
        self.set_pos(stmt.pos);
        match &stmt.kind {
            StmtKind::Bad => self.literal(Token::Str, "BadStmt"),
            StmtKind::Empty(_) => {}
            StmtKind::Decl(decl) => self.decl(decl),
            StmtKind::Labeled(label, colon, inner) => {
                self.labeled(label, *colon, inner, before_brace);
            }
            StmtKind::Expr(x) => self.expr(x),
            StmtKind::Send(send) => {
                self.expr(&send.chan);
                self.blank();
                self.set_pos(send.arrow);
                self.token(Token::Arrow);
                self.blank();
                self.expr(&send.value);
            }
            StmtKind::IncDec(step) => {
                self.expr_at(&step.x, 2);
                self.set_pos(step.op_pos);
                self.token(if step.increment {
                    Token::Inc
                } else {
                    Token::Dec
                });
            }
            StmtKind::Assign(assign) => self.assign(stmt.pos, assign),
            StmtKind::Go(call) => {
                self.token(Token::Go);
                self.blank();
                self.expr(call);
            }
            StmtKind::Defer(call) => {
                self.token(Token::Defer);
                self.blank();
                self.expr(call);
            }
            StmtKind::Return(results) => self.return_stmt(results),
            StmtKind::Branch(kind, label) => {
                self.token(branch_token(*kind));
                if let Some(label) = label {
                    self.blank();
                    self.set_pos(label.pos);
                    self.ident(label);
                }
            }
            StmtKind::Block(block) => self.block(block),
            StmtKind::If(branch) => self.if_stmt(branch, before_brace),
            StmtKind::Switch(switch) => self.switch(switch),
            StmtKind::TypeSwitch(switch) => self.type_switch(switch),
            StmtKind::Select(select) => self.select(select),
            StmtKind::For(looped) => self.for_stmt(looped),
            StmtKind::Range(range) => self.range(range),
        }
    }

    fn labeled(&mut self, label: &'a Ident, colon: Pos, inner: &'a Stmt, before_brace: bool) {
        self.space(Space::Unindent);
        self.set_pos(label.pos);
        self.ident(label);
        self.set_pos(colon);
        self.token(Token::Colon);
        self.space(Space::Indent);
        if matches!(inner.kind, StmtKind::Empty(_)) {
            if !before_brace {
                self.space(Space::Newline);
                self.set_pos(inner.pos);
                self.token(Token::Semicolon);
                return;
            }
        } else {
            self.linebreak(self.line(inner.pos), 1, Space::Ignore, true);
        }
        self.stmt(inner, before_brace);
    }

    fn assign(&mut self, pos: Pos, assign: &'a Assign) {
        let depth = if assign.lhs.len() > 1 && assign.rhs.len() > 1 {
            2
        } else {
            1
        };
        self.exprs(
            &assign.lhs,
            ListMode {
                previous: pos,
                next: assign.op_pos,
                depth,
                ..ListMode::default()
            },
        );
        self.blank();
        self.set_pos(assign.op_pos);
        match assign.op {
            AssignOp::Assign => self.token(Token::Assign),
            AssignOp::Define => self.token(Token::Define),
            AssignOp::Op(op) => self.operator(Token::Assign, assign_text(op)),
        }
        self.blank();
        self.exprs(
            &assign.rhs,
            ListMode {
                previous: assign.op_pos,
                depth,
                ..ListMode::default()
            },
        );
    }

    fn return_stmt(&mut self, results: &'a [Expr]) {
        self.token(Token::Return);
        if results.is_empty() {
            return;
        }
        self.blank();
        let mode = ListMode {
            depth: 1,
            ..ListMode::default()
        };
        if self.indents_as_a_whole(results) {
            self.space(Space::Indent);
            self.exprs(
                results,
                ListMode {
                    no_indent: true,
                    ..mode
                },
            );
            self.space(Space::Unindent);
        } else {
            self.exprs(results, mode);
        }
    }

    /// Whether a list looks better if it is indented from its first item on: if an item starts on a later line than the
    /// one before ends, or if more than one goes over lines (literals apart, which have an indentation of their own).
    fn indents_as_a_whole(&self, results: &[Expr]) -> bool {
        let (Some(first), Some(last)) = (results.first(), results.last()) else {
            return false;
        };
        let mut line = self.line(first.pos);
        if results.len() < 2 || line >= self.line(last.end) {
            return false;
        }
        let mut many_lines = 0;
        for x in results {
            let (start, end) = (self.line(x.pos), self.line(x.end));
            if line < start {
                return true;
            }
            many_lines += usize::from(start < end && !is_literal(x));
            line = end;
        }
        many_lines > 1
    }

    fn case_clause(&mut self, clause: &'a CaseClause, before_brace: bool) {
        self.set_pos(clause.pos);
        if clause.values.is_empty() {
            self.token(Token::Default);
        } else {
            self.token(Token::Case);
            self.blank();
            let (previous, next) = (clause.pos, clause.colon);
            self.exprs(
                &clause.values,
                ListMode {
                    previous,
                    next,
                    depth: 1,
                    ..ListMode::default()
                },
            );
        }
        self.clause_body(clause.colon, &clause.body, before_brace);
    }

    fn comm_clause(&mut self, clause: &'a CommClause, before_brace: bool) {
        self.set_pos(clause.pos);
        if let Some(comm) = &clause.comm {
            self.token(Token::Case);
            self.blank();
            self.stmt(comm, false);
        } else {
            self.token(Token::Default);
        }
        self.clause_body(clause.colon, &clause.body, before_brace);
    }

    fn clause_body(&mut self, colon: Pos, body: &'a [Stmt], before_brace: bool) {
        self.set_pos(colon);
        self.token(Token::Colon);
        let lines: Vec<_> = body.iter().map(Line::Stmt).collect();
        self.lines(&lines, true, before_brace);
    }

    fn select(&mut self, select: &'a Select) {
        self.token(Token::Select);
        self.blank();
        if select.clauses.is_empty() && !self.comment_before(self.place(select.rbrace)) {
            self.set_pos(select.lbrace);
            self.token(Token::LBrace);
            self.set_pos(select.rbrace);
            self.token(Token::RBrace);
            return;
        }
        let lines: Vec<_> = select.clauses.iter().map(Line::Comm).collect();
        self.braces(select.lbrace, &lines, false, select.rbrace);
    }
}

fn branch_token(kind: BranchKind) -> Token {
    match kind {
        BranchKind::Break => Token::Break,
        BranchKind::Continue => Token::Continue,
        BranchKind::Goto => Token::Goto,
        BranchKind::Fallthrough => Token::Fallthrough,
    }
}

fn assign_text(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+=",
        BinaryOp::Sub => "-=",
        BinaryOp::Mul => "*=",
        BinaryOp::Quo => "/=",
        BinaryOp::Rem => "%=",
        BinaryOp::And => "&=",
        BinaryOp::Or => "|=",
        BinaryOp::Xor => "^=",
        BinaryOp::Shl => "<<=",
        BinaryOp::Shr => ">>=",
        BinaryOp::AndNot => "&^=",
        // No other operator has an assignment.
        _ => "=",
    }
}

/// Whether `x` is a composite literal or the address of one.
fn is_literal(x: &Expr) -> bool {
    match &x.unparen().kind {
        ExprKind::Composite(_) => true,
        ExprKind::Unary(UnaryOp::And, x) => matches!(x.unparen().kind, ExprKind::Composite(_)),
        _ => false,
    }
}
