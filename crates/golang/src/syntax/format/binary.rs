//! Binary expressions: blanks around operators show what binds tighter.

use crate::syntax::ast::{Binary, ExprKind};
use crate::syntax::token::{BinaryOp, Token, UnaryOp};

use super::printer::{Printer, Space};

impl<'a> Printer<'a> {
    pub(super) fn binary(&mut self, binary: &'a Binary, outer: u8, cutoff: u8, depth: usize) {
        let precedence = binary.op.precedence();
        if precedence < outer {
            // The parser keeps parentheses, so this is not reached from text.
            return;
        }
        let mut blank = precedence < cutoff;
        let mut space = Space::Indent;
        let same =
            matches!(&binary.x.kind, ExprKind::Binary(left) if left.op.precedence() == precedence);
        self.expr_in(&binary.x, precedence, if same { depth } else { depth + 1 });
        if blank {
            self.blank();
        }
        let x_line = self.pos.line;
        let y_line = self.line(binary.y.pos);
        self.set_pos(binary.op_pos);
        self.operator(binary_token(binary.op), binary.op.text());
        if x_line != y_line
            && x_line > 0
            && y_line > 0
            && self.linebreak(y_line, 1, space, true) > 0
        {
            space = Space::Ignore;
            blank = false;
        }
        if blank {
            self.blank();
        }
        self.expr_in(&binary.y, precedence + 1, depth + 1);
        if space == Space::Ignore {
            self.space(Space::Unindent);
        }
    }
}

/// What operators a binary expression is made of, besides what is in parentheses.
#[derive(Default)]
struct Operators {
    sums: bool,
    products: bool,
    /// The least precedence that needs blanks so that two operators are not read as one; 0 if there are none such.
    clash: u8,
}

fn operators(binary: &Binary, found: &mut Operators) {
    let precedence = binary.op.precedence();
    match precedence {
        4 => found.sums = true,
        5 => found.products = true,
        _ => {}
    }
    if let ExprKind::Binary(left) = &binary.x.kind
        && left.op.precedence() >= precedence
    {
        operators(left, found);
    }
    match &binary.y.kind {
        ExprKind::Binary(right) if right.op.precedence() > precedence => operators(right, found),
        ExprKind::Star(_) if binary.op == BinaryOp::Quo => found.clash = 5,
        ExprKind::Unary(op, _) => match (binary.op, op) {
            (BinaryOp::And, UnaryOp::And | UnaryOp::Xor) => found.clash = 5,
            (BinaryOp::Add, UnaryOp::Add) | (BinaryOp::Sub, UnaryOp::Sub) => {
                found.clash = found.clash.max(4);
            }
            _ => {}
        },
        _ => {}
    }
}

/// The precedence below which operators have blanks around them.
pub(super) fn cutoff(binary: &Binary, depth: usize) -> u8 {
    let mut found = Operators::default();
    operators(binary, &mut found);
    match (found.clash, found.sums && found.products, depth == 1) {
        (clash @ 1.., _, _) => clash + 1,
        (_, true, true) => 5,
        (_, false, true) => 6,
        _ => 4,
    }
}

fn binary_token(op: BinaryOp) -> Token {
    match op {
        BinaryOp::Add => Token::Add,
        BinaryOp::Sub => Token::Sub,
        BinaryOp::Quo => Token::Quo,
        BinaryOp::Lss => Token::Lss,
        BinaryOp::And => Token::And,
        // Only those above can be read together with what follows.
        _ => Token::Mul,
    }
}
