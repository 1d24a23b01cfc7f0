//! Expressions and types.

use crate::syntax::ast::{
    ArrayLen, BasicLit, Call, ChanDir, Composite, Expr, ExprKind, FuncLit, Ident, LitKind,
    SliceExpr,
};
use crate::syntax::token::{Token, UnaryOp};

use super::binary::cutoff;
use super::lists::ListMode;
use super::printer::{INFINITY, Printer, Space};

/// The precedence of unary operators, and one above all.
const UNARY: u8 = 6;
const HIGHEST: u8 = 7;

impl<'a> Printer<'a> {
    pub(super) fn expr(&mut self, x: &'a Expr) {
        self.expr_in(x, 0, 1);
    }

    /// An expression; the deeper it is nested, the fewer blanks are around its operators.
    pub(super) fn expr_at(&mut self, x: &'a Expr, depth: usize) {
        self.expr_in(x, 0, depth);
    }

    /// An expression as the operand of an operator of `precedence`.
    pub(super) fn expr_in(&mut self, x: &'a Expr, precedence: u8, depth: usize) {
        self.set_pos(x.pos);
        match &x.kind {
            ExprKind::Bad => self.literal(Token::Str, "BadExpr"),
            ExprKind::Ident(ident) => self.ident(ident),
            ExprKind::Basic(literal) => self.basic(literal),
            ExprKind::Binary(binary) => {
                self.binary(binary, precedence, cutoff(binary, depth), depth);
            }
            ExprKind::KeyValue(pair) => {
                self.expr(&pair.key);
                self.set_pos(pair.colon);
                self.token(Token::Colon);
                self.blank();
                self.expr(&pair.value);
            }
            ExprKind::Star(x) => {
                self.token(Token::Mul);
                self.expr(x);
            }
            ExprKind::Unary(op, operand) => {
                self.operator(unary_token(*op), op.text());
                self.expr_in(operand, UNARY, depth);
            }
            ExprKind::FuncLit(literal) => self.func_literal(x, literal),
            ExprKind::Paren(inner) => self.paren(x, inner, depth),
            ExprKind::Selector(operand, name) => {
                self.selector(operand, name, depth, false);
            }
            ExprKind::TypeAssert(operand, ty) => {
                self.expr_in(operand, HIGHEST, depth);
                self.token(Token::Period);
                self.token(Token::LParen);
                match ty {
                    Some(ty) => self.expr(ty),
                    None => self.token(Token::Type),
                }
                self.pos = self.place_before(x);
                self.token(Token::RParen);
            }
            ExprKind::Index(index) => {
                self.expr_in(&index.x, HIGHEST, 1);
                self.set_pos(index.lbrack);
                self.token(Token::LBrack);
                if let [single] = index.indices.as_slice() {
                    self.expr_at(single, depth + 1);
                } else {
                    let (previous, next) = (index.lbrack, index.rbrack);
                    let mode = ListMode {
                        previous,
                        next,
                        depth: depth + 1,
                        comma: true,
                        no_indent: false,
                    };
                    self.exprs(&index.indices, mode);
                }
                self.set_pos(index.rbrack);
                self.token(Token::RBrack);
            }
            ExprKind::Slice(slice) => self.slice(slice, depth),
            ExprKind::Call(call) => self.call(call, depth),
            ExprKind::Composite(literal) => self.composite(literal, depth),
            _ => self.type_expr(x),
        }
    }

    /// The place of the last byte of `x`.
    fn place_before(&self, x: &Expr) -> super::printer::Place {
        let mut place = self.place(x.end);
        place.offset = place.offset.saturating_sub(1);
        place.column = place.column.saturating_sub(1).max(1);
        place
    }

    fn type_expr(&mut self, x: &'a Expr) {
        match &x.kind {
            ExprKind::Ellipsis(elem) => {
                self.token(Token::Ellipsis);
                if let Some(elem) = elem {
                    self.expr(elem);
                }
            }
            ExprKind::Array(array) => {
                self.token(Token::LBrack);
                match &array.len {
                    ArrayLen::Slice => {}
                    ArrayLen::Auto(pos) => {
                        self.set_pos(*pos);
                        self.token(Token::Ellipsis);
                    }
                    ArrayLen::Len(len) => self.expr(len),
                }
                self.token(Token::RBrack);
                self.expr(&array.elem);
            }
            ExprKind::Struct(fields) => {
                self.token(Token::Struct);
                self.fields(fields, true);
            }
            ExprKind::Func(ty) => {
                self.token(Token::Func);
                self.signature(ty);
            }
            ExprKind::Interface(elements) => {
                self.token(Token::Interface);
                self.fields(elements, false);
            }
            ExprKind::Map(key, value) => {
                self.token(Token::Map);
                self.token(Token::LBrack);
                self.expr(key);
                self.token(Token::RBrack);
                self.expr(value);
            }
            ExprKind::Chan(chan) => {
                if chan.dir == ChanDir::Recv {
                    self.token(Token::Arrow);
                }
                self.token(Token::Chan);
                if chan.dir == ChanDir::Send {
                    self.set_pos(chan.arrow);
                    self.token(Token::Arrow);
                }
                self.blank();
                self.expr(&chan.elem);
            }
            _ => {}
        }
    }

    pub(super) fn basic(&mut self, literal: &BasicLit) {
        let text = self.source.names.get(literal.text);
        match literal.kind {
            LitKind::Int => self.literal(Token::Int, &normal_number(text)),
            LitKind::Float => self.literal(Token::Float, &normal_number(text)),
            LitKind::Imag => self.literal(Token::Imag, &normal_number(text)),
            LitKind::Char => self.literal(Token::Char, text),
            LitKind::Str => self.literal(Token::Str, text),
        }
    }

    fn func_literal(&mut self, x: &'a Expr, literal: &'a FuncLit) {
        self.token(Token::Func);
        let start = self.out.column - "func".len();
        self.signature(&literal.ty);
        let header = self.distance_from(x, start);
        self.func_body(header, Space::Blank, &literal.body);
    }

    fn distance_from(&self, x: &Expr, start: usize) -> usize {
        if self.line(x.pos) == self.pos.line {
            self.out.column - start
        } else {
            INFINITY
        }
    }

    fn paren(&mut self, x: &'a Expr, inner: &'a Expr, depth: usize) {
        if matches!(inner.kind, ExprKind::Paren(_)) {
            self.expr_at(inner, depth);
            return;
        }
        self.token(Token::LParen);
        self.expr_at(inner, depth.saturating_sub(1).max(1));
        self.pos = self.place_before(x);
        self.token(Token::RParen);
    }

    /// `operand.name`; whether it goes over a line end, which indents the rest of a chain of method calls.
    fn selector(
        &mut self,
        operand: &'a Expr,
        name: &'a Ident,
        depth: usize,
        is_method: bool,
    ) -> bool {
        self.expr_in(operand, HIGHEST, depth);
        self.token(Token::Period);
        if self.pos.line < self.line(name.pos) {
            self.space(Space::Indent);
            self.space(Space::Newline);
            self.set_pos(name.pos);
            self.ident(name);
            if !is_method {
                self.space(Space::Unindent);
            }
            return true;
        }
        self.set_pos(name.pos);
        self.ident(name);
        false
    }

    fn slice(&mut self, slice: &'a SliceExpr, depth: usize) {
        self.expr_in(&slice.x, HIGHEST, 1);
        self.set_pos(slice.lbrack);
        self.token(Token::LBrack);
        let bounds = [slice.lo.as_ref(), slice.hi.as_ref(), slice.max.as_ref()];
        let bounds = if slice.max.is_some() {
            &bounds[..]
        } else {
            &bounds[..2]
        };
        let written = || bounds.iter().flatten();
        let blanks = depth <= 1
            && written().count() > 1
            && written().any(|x| matches!(x.kind, ExprKind::Binary(_)));
        for (index, bound) in bounds.iter().enumerate() {
            if index > 0 {
                if bounds[index - 1].is_some() && blanks {
                    self.blank();
                }
                self.token(Token::Colon);
                if bound.is_some() && blanks {
                    self.blank();
                }
            }
            if let Some(bound) = bound {
                self.expr_at(bound, depth + 1);
            }
        }
        self.set_pos(slice.rbrack);
        self.token(Token::RBrack);
    }

    fn call(&mut self, call: &'a Call, mut depth: usize) {
        if call.args.len() > 1 {
            depth += 1;
        }
        let indented = if let ExprKind::Selector(operand, name) = &call.fun.kind {
            self.selector(operand, name, depth, true)
        } else {
            self.expr_in(&call.fun, HIGHEST, depth);
            false
        };
        self.set_pos(call.lparen);
        self.token(Token::LParen);
        let mode = ListMode {
            previous: call.lparen,
            next: call.rparen,
            depth,
            comma: true,
            no_indent: false,
        };
        if call.ellipsis.is_some() {
            self.exprs(
                &call.args,
                ListMode {
                    next: call.ellipsis,
                    comma: false,
                    ..mode
                },
            );
            self.set_pos(call.ellipsis);
            self.token(Token::Ellipsis);
            if self.line(call.ellipsis) < self.line(call.rparen) {
                self.token(Token::Comma);
                self.space(Space::Section);
            }
        } else {
            self.exprs(&call.args, mode);
        }
        self.set_pos(call.rparen);
        self.token(Token::RParen);
        if indented {
            self.space(Space::Unindent);
        }
    }

    fn composite(&mut self, literal: &'a Composite, depth: usize) {
        if let Some(ty) = &literal.ty {
            self.expr_in(ty, HIGHEST, depth);
        }
        self.level += 1;
        self.set_pos(literal.lbrace);
        self.token(Token::LBrace);
        let (previous, next) = (literal.lbrace, literal.rbrace);
        self.exprs(
            &literal.elements,
            ListMode {
                previous,
                next,
                depth: 1,
                comma: true,
                no_indent: false,
            },
        );
        // A comment before the brace stands indented; no line break goes after it, as there may be no comma.
        self.space(Space::Indent);
        self.space(Space::Unindent);
        self.extra.no_linebreak ^= true;
        self.extra.no_blank ^= !literal.elements.is_empty();
        self.set_pos(literal.rbrace);
        self.token(Token::RBrace);
        self.extra.no_linebreak ^= true;
        self.extra.no_blank ^= !literal.elements.is_empty();
        self.level -= 1;
    }
}

fn unary_token(op: UnaryOp) -> Token {
    match op {
        UnaryOp::Add => Token::Add,
        UnaryOp::Sub => Token::Sub,
        UnaryOp::And => Token::And,
        UnaryOp::Not => Token::Not,
        UnaryOp::Xor => Token::Xor,
        UnaryOp::Arrow => Token::Arrow,
        UnaryOp::Tilde => Token::Tilde,
    }
}

/// A number with a small base prefix and exponent, and an imaginary integer without leading zeros.
fn normal_number(text: &str) -> String {
    if text.len() < 2 {
        return text.to_owned();
    }
    let lower_last = |text: &str, letter: char, with: &str| match text.rfind(letter) {
        Some(index) => format!("{}{with}{}", &text[..index], &text[index + 1..]),
        None => text.to_owned(),
    };
    match &text[..2] {
        "0x" | "0X" => lower_last(&format!("0x{}", &text[2..]), 'P', "p"),
        "0o" | "0O" => format!("0o{}", &text[2..]),
        "0b" | "0B" => format!("0b{}", &text[2..]),
        _ if text.contains('E') => lower_last(text, 'E', "e"),
        _ if text.ends_with('i') && !text.contains(['.', 'e']) => {
            match text.trim_start_matches(['0', '_']) {
                "i" => "0i".to_owned(),
                rest => rest.to_owned(),
            }
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(normal_number(text), expected, "{text}");
    }

    #[test]
    fn numbers_have_small_letters_but_for_hexadecimal_digits() {
        check("0XABC", "0xABC");
        check("0X1P-2", "0x1p-2");
        check("0B10", "0b10");
        check("0O17", "0o17");
        check("1E3", "1e3");
        check("0765i", "765i");
        check("00i", "0i");
        check("1_0", "1_0");
    }
}
