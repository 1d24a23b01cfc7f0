//! `if`, `for` and `switch`: what stands before a body.

use crate::syntax::ast::{Expr, ExprKind, For, If, Range, Stmt, Switch, TypeSwitch};
use crate::syntax::token::Token;

use super::printer::Printer;
use super::stmts::Line;

impl<'a> Printer<'a> {
    /// What stands between a keyword and a body; a `for` loop has two semicolons or none.
    fn clauses(
        &mut self,
        init: Option<&'a Stmt>,
        cond: Option<&'a Expr>,
        post: Option<&'a Stmt>,
        is_for: bool,
    ) {
        self.blank();
        let mut needs_blank = false;
        let semicolons = init.is_some() || post.is_some();
        if semicolons {
            if let Some(init) = init {
                self.stmt(init, false);
            }
            self.token(Token::Semicolon);
            self.blank();
        }
        if let Some(cond) = cond {
            self.expr(without_parens(cond));
            needs_blank = true;
        }
        if semicolons && is_for {
            self.token(Token::Semicolon);
            self.blank();
            needs_blank = false;
            if let Some(post) = post {
                self.stmt(post, false);
                needs_blank = true;
            }
        }
        if needs_blank {
            self.blank();
        }
    }

    pub(super) fn if_stmt(&mut self, branch: &'a If, before_brace: bool) {
        self.token(Token::If);
        self.clauses(branch.init.as_ref(), Some(&branch.cond), None, false);
        self.block(&branch.body);
        if let Some(otherwise) = &branch.otherwise {
            self.blank();
            self.token(Token::Else);
            self.blank();
            self.stmt(otherwise, before_brace);
        }
    }

    pub(super) fn for_stmt(&mut self, looped: &'a For) {
        self.token(Token::For);
        self.clauses(
            looped.init.as_ref(),
            looped.cond.as_ref(),
            looped.post.as_ref(),
            true,
        );
        self.block(&looped.body);
    }

    pub(super) fn range(&mut self, range: &'a Range) {
        self.token(Token::For);
        self.blank();
        if let Some(key) = &range.key {
            self.expr(key);
            if let Some(value) = &range.value {
                self.set_pos(value.pos);
                self.token(Token::Comma);
                self.blank();
                self.expr(value);
            }
            self.blank();
            self.set_pos(range.op_pos);
            self.token(if range.define {
                Token::Define
            } else {
                Token::Assign
            });
            self.blank();
        }
        self.token(Token::Range);
        self.blank();
        self.expr(without_parens(&range.x));
        self.blank();
        self.block(&range.body);
    }

    pub(super) fn switch(&mut self, switch: &'a Switch) {
        self.token(Token::Switch);
        self.clauses(switch.init.as_ref(), switch.tag.as_ref(), None, false);
        let lines: Vec<_> = switch.clauses.iter().map(Line::Case).collect();
        self.braces(switch.lbrace, &lines, false, switch.rbrace);
    }

    pub(super) fn type_switch(&mut self, switch: &'a TypeSwitch) {
        self.token(Token::Switch);
        if let Some(init) = &switch.init {
            self.blank();
            self.stmt(init, false);
            self.token(Token::Semicolon);
        }
        self.blank();
        if let Some(name) = &switch.bind {
            self.set_pos(name.pos);
            self.ident(name);
            self.blank();
            self.set_pos(switch.define);
            self.token(Token::Define);
            self.blank();
        }
        self.expr(&switch.guard);
        self.blank();
        let lines: Vec<_> = switch.clauses.iter().map(Line::Case).collect();
        self.braces(switch.lbrace, &lines, false, switch.rbrace);
    }
}

/// An expression before a body without its parentheses, unless they keep a literal's brace from being the body's.
fn without_parens(x: &Expr) -> &Expr {
    match &x.kind {
        ExprKind::Paren(inner) if !has_open_literal(inner) => without_parens(inner),
        _ => x,
    }
}

/// Whether a composite literal of a named type stands in `x` outside parentheses. A function literal counts as one.
fn has_open_literal(x: &Expr) -> bool {
    let any = |all: &[Expr]| all.iter().any(has_open_literal);
    match &x.kind {
        ExprKind::FuncLit(_) => true,
        ExprKind::Composite(literal) => literal.ty.as_ref().is_some_and(is_type_name),
        ExprKind::Selector(x, _)
        | ExprKind::TypeAssert(x, _)
        | ExprKind::Star(x)
        | ExprKind::Unary(_, x) => has_open_literal(x),
        ExprKind::Index(index) => has_open_literal(&index.x) || any(&index.indices),
        ExprKind::Slice(slice) => {
            has_open_literal(&slice.x)
                || [&slice.lo, &slice.hi, &slice.max]
                    .into_iter()
                    .flatten()
                    .any(has_open_literal)
        }
        ExprKind::Call(call) => has_open_literal(&call.fun) || any(&call.args),
        ExprKind::Binary(binary) => has_open_literal(&binary.x) || has_open_literal(&binary.y),
        _ => false,
    }
}

fn is_type_name(x: &Expr) -> bool {
    match &x.kind {
        ExprKind::Ident(_) => true,
        ExprKind::Selector(x, _) => is_type_name(x),
        _ => false,
    }
}
