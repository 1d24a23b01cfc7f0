//! Expressions: operators, and lists of expressions.

use super::{Parser, Token};
use crate::syntax::ast::{Binary, ChanDir, Expr, ExprKind};
use crate::syntax::pos::Pos;
use crate::syntax::token::UnaryOp;

impl Parser<'_> {
    pub(super) fn expr(&mut self) -> Expr {
        self.binary(0)
    }

    /// `x { , x }`
    pub(super) fn exprs(&mut self) -> Vec<Expr> {
        let mut exprs = vec![self.expr()];
        while self.got(Token::Comma) {
            exprs.push(self.expr());
        }
        exprs
    }

    /// An expression whose binary operators bind tighter than `precedence`.
    fn binary(&mut self, precedence: u8) -> Expr {
        let x = self.unary();
        self.binary_from(x, precedence)
    }

    /// What follows the operand `x` as long as operators bind tighter than `precedence`.
    pub(super) fn binary_from(&mut self, mut x: Expr, precedence: u8) -> Expr {
        while let Some(op) = self
            .token
            .binary()
            .filter(|op| op.precedence() > precedence)
        {
            let op_pos = self.pos();
            self.next();
            let y = self.binary(op.precedence());
            x = self.expr_node(
                x.pos,
                ExprKind::Binary(Box::new(Binary { x, op_pos, op, y })),
            );
        }
        x
    }

    pub(super) fn unary(&mut self) -> Expr {
        self.deeper(|parser| {
            let op = match parser.token {
                Token::Mul => None,
                Token::Add => Some(UnaryOp::Add),
                Token::Sub => Some(UnaryOp::Sub),
                Token::Not => Some(UnaryOp::Not),
                Token::Xor => Some(UnaryOp::Xor),
                Token::Tilde => Some(UnaryOp::Tilde),
                Token::And => Some(UnaryOp::And),
                Token::Arrow => return parser.receive(),
                _ => return parser.primary(),
            };
            let pos = parser.pos();
            parser.next();
            let x = Box::new(parser.unary());
            let kind = match op {
                Some(op) => ExprKind::Unary(op, x),
                None => ExprKind::Star(x),
            };
            parser.expr_node(pos, kind)
        })
    }

    /// `<-x`, or the type `<-chan T`: which of the two is known only after the operand.
    fn receive(&mut self) -> Expr {
        let pos = self.pos();
        self.next();
        let mut x = self.unary();
        if matches!(x.kind, ExprKind::Chan(_)) {
            self.receive_type(&mut x, pos);
            return x;
        }
        self.expr_node(pos, ExprKind::Unary(UnaryOp::Arrow, Box::new(x)))
    }

    /// Gives the arrow at `pos` to the channel type `x`: `<-(chan<- T)` is `<-chan (<-T)`.
    fn receive_type(&mut self, x: &mut Expr, pos: Pos) {
        let mut arrow = pos;
        let mut ty = x;
        loop {
            let (start, end) = (ty.pos, ty.end);
            let ExprKind::Chan(chan) = &mut ty.kind else {
                let found = self.excerpt(start, end);
                self.syntax_error(&format!("unexpected {found}, expected chan"));
                return;
            };
            let dir = std::mem::replace(&mut chan.dir, ChanDir::Recv);
            if dir == ChanDir::Recv {
                self.syntax_error("unexpected <-, expected chan");
                return;
            }
            ty.pos = arrow;
            arrow = std::mem::replace(&mut chan.arrow, arrow);
            if dir == ChanDir::Both {
                return;
            }
            ty = &mut chan.elem;
        }
    }
}
