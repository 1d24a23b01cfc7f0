//! Operators and conditions.

use super::func::{Func, Operand};
use crate::code::{Bank, Kind, Op, Slot};
use crate::syntax::ast::{Binary, Expr, ExprKind};
use crate::syntax::token::{BinaryOp, UnaryOp};
use crate::types::TypeId;

impl<'a> Func<'_, 'a> {
    pub(crate) fn binary(
        &mut self,
        expr: &'a Expr,
        binary: &'a Binary,
        wanted: Option<Slot>,
    ) -> Operand {
        match binary.op {
            BinaryOp::LAnd | BinaryOp::LOr => self.logical(expr, wanted),
            BinaryOp::Eql
            | BinaryOp::Neq
            | BinaryOp::Lss
            | BinaryOp::Leq
            | BinaryOp::Gtr
            | BinaryOp::Geq => self.comparison(binary, wanted),
            BinaryOp::Shl | BinaryOp::Shr => {
                let ty = self.ty(expr);
                let x = self.eval_as_operand(&binary.x, ty);
                let count = self.shift_count(&binary.y);
                self.shift(binary.op, x, count, ty, wanted)
            }
            op => {
                let ty = self.ty(expr);
                let x = self.eval_as_operand(&binary.x, ty);
                if let Some(value) = self.small_addend(op, &binary.y, ty) {
                    let slot = self.out(wanted, Bank::Num);
                    self.emit(Op::AddInt(slot, x.slot, value));
                    self.narrow(slot, ty);
                    return Operand::num(slot);
                }
                let y = self.eval_as_operand(&binary.y, ty);
                self.arithmetic(op, x, y, ty, wanted)
            }
        }
    }

    /// An operand of an operator whose result has this type; untyped constants take it.
    fn eval_as_operand(&mut self, expr: &'a Expr, ty: TypeId) -> Operand {
        match self
            .unit
            .info
            .expr(expr.id)
            .and_then(|info| info.value.clone())
        {
            Some(value) => self.constant(&value, ty, None),
            None => self.eval(expr, None),
        }
    }

    /// The constant of `x + c` or `x - c` if it is small.
    pub(crate) fn small_addend(&mut self, op: BinaryOp, y: &'a Expr, ty: TypeId) -> Option<i32> {
        let value = self.unit.info.expr(y.id)?.value.clone()?;
        if !matches!(
            self.unit.desc(ty).kind,
            Kind::Int(_) | Kind::Uint(_) | Kind::Uintptr
        ) {
            return None;
        }
        let value = i32::try_from(value.to_i64()?).ok()?;
        match op {
            BinaryOp::Add => Some(value),
            BinaryOp::Sub => value.checked_neg(),
            _ => None,
        }
    }

    /// A shift count, as an unsigned number.
    pub(crate) fn shift_count(&mut self, expr: &'a Expr) -> Operand {
        let info = self.unit.info.expr(expr.id);
        if let Some(value) = info.and_then(|info| info.value.clone()) {
            return self.constant(&value, TypeId::UINT, None);
        }
        let ty = self.ty(expr);
        let count = self.eval(expr, None);
        if matches!(self.unit.desc(ty).kind, Kind::Int(_)) {
            self.emit(Op::CheckShift(count.slot));
        }
        count
    }

    pub(crate) fn shift(
        &mut self,
        op: BinaryOp,
        x: Operand,
        count: Operand,
        ty: TypeId,
        wanted: Option<Slot>,
    ) -> Operand {
        let is_signed = matches!(self.unit.desc(ty).kind, Kind::Int(_));
        let slot = self.out(wanted, Bank::Num);
        self.emit(match (op, is_signed) {
            (BinaryOp::Shl, _) => Op::Shl(slot, x.slot, count.slot),
            (_, true) => Op::Shr(slot, x.slot, count.slot),
            (_, false) => Op::ShrU(slot, x.slot, count.slot),
        });
        if op == BinaryOp::Shl {
            self.narrow(slot, ty);
        }
        Operand::num(slot)
    }

    /// `x op y` of values of one type.
    pub(crate) fn arithmetic(
        &mut self,
        op: BinaryOp,
        x: Operand,
        y: Operand,
        ty: TypeId,
        wanted: Option<Slot>,
    ) -> Operand {
        let kind = self.unit.desc(ty).kind;
        if kind == Kind::Text {
            let slot = self.out(wanted, Bank::Ref);
            self.emit(Op::Concat(slot, x.slot, y.slot));
            return Operand::reference(slot);
        }
        let slot = self.out(wanted, Bank::Num);
        let (a, b) = (x.slot, y.slot);
        let is_signed = matches!(kind, Kind::Int(_));
        self.emit(match (kind, op) {
            (Kind::Float(_), BinaryOp::Add) => Op::AddF(slot, a, b),
            (Kind::Float(_), BinaryOp::Sub) => Op::SubF(slot, a, b),
            (Kind::Float(_), BinaryOp::Mul) => Op::MulF(slot, a, b),
            (Kind::Float(_), _) => Op::DivF(slot, a, b),
            (_, BinaryOp::Add) => Op::Add(slot, a, b),
            (_, BinaryOp::Sub) => Op::Sub(slot, a, b),
            (_, BinaryOp::Mul) => Op::Mul(slot, a, b),
            (_, BinaryOp::Quo) if is_signed => Op::Div(slot, a, b),
            (_, BinaryOp::Quo) => Op::DivU(slot, a, b),
            (_, BinaryOp::Rem) if is_signed => Op::Rem(slot, a, b),
            (_, BinaryOp::Rem) => Op::RemU(slot, a, b),
            (_, BinaryOp::And) => Op::And(slot, a, b),
            (_, BinaryOp::Or) => Op::Or(slot, a, b),
            (_, BinaryOp::Xor) => Op::Xor(slot, a, b),
            (_, BinaryOp::AndNot) => Op::AndNot(slot, a, b),
            _ => unreachable!("{op:?} is no arithmetic operator"),
        });
        // These leave no bits beyond those of their operands.
        if !matches!(
            op,
            BinaryOp::Rem | BinaryOp::And | BinaryOp::Or | BinaryOp::Xor | BinaryOp::AndNot
        ) {
            self.narrow(slot, ty);
        }
        Operand::num(slot)
    }

    fn logical(&mut self, expr: &'a Expr, wanted: Option<Slot>) -> Operand {
        // Not the wanted slot: the operands may read it.
        let slot = self.alloc(Bank::Num);
        let absent = self.condition(expr, false);
        self.emit(Op::Int(slot, 1));
        let end = self.emit(Op::Jump(0));
        self.patch_here(absent);
        self.emit(Op::Int(slot, 0));
        self.patch_here(vec![end]);
        self.placed(wanted, Operand::num(slot))
    }

    fn comparison(&mut self, binary: &'a Binary, wanted: Option<Slot>) -> Operand {
        let (x, y, ty) = self.operands(&binary.x, &binary.y);
        if matches!(binary.op, BinaryOp::Eql | BinaryOp::Neq) {
            return self.equality(binary.op == BinaryOp::Eql, x, y, ty, wanted);
        }
        let (a, b) = match binary.op {
            BinaryOp::Lss | BinaryOp::Leq => (x.slot, y.slot),
            _ => (y.slot, x.slot),
        };
        let strict = matches!(binary.op, BinaryOp::Lss | BinaryOp::Gtr);
        let (slot, kind) = (self.out(wanted, Bank::Num), self.unit.desc(ty).kind);
        self.emit(match (kind, strict) {
            (Kind::Text, true) => Op::LessText(slot, a, b),
            (Kind::Text, false) => Op::LessEqualText(slot, a, b),
            (Kind::Float(_), true) => Op::LessF(slot, a, b),
            (Kind::Float(_), false) => Op::LessEqualF(slot, a, b),
            (Kind::Int(_), true) => Op::Less(slot, a, b),
            (Kind::Int(_), false) => Op::LessEqual(slot, a, b),
            (_, true) => Op::LessU(slot, a, b),
            (_, false) => Op::LessEqualU(slot, a, b),
        });
        Operand::num(slot)
    }

    /// The operands of a comparison, as values of one type.
    fn operands(&mut self, x: &'a Expr, y: &'a Expr) -> (Operand, Operand, TypeId) {
        let (x_ty, y_ty) = (self.ty(x), self.ty(y));
        let is_constant = self
            .unit
            .info
            .expr(x.id)
            .is_some_and(|info| info.value.is_some());
        // Which operand's type the other is converted to.
        let takes_y = self.is_nil(x)
            || !self.is_nil(y)
                && !self.unit.types.is_interface(x_ty)
                && (self.unit.types.is_interface(y_ty) || is_constant);
        let ty = if takes_y { y_ty } else { x_ty };
        let ty = self.unit.types.default_type(ty);
        let a = self.compared(x, ty);
        let b = self.compared(y, ty);
        (a, b, ty)
    }

    fn compared(&mut self, x: &'a Expr, ty: TypeId) -> Operand {
        match self
            .unit
            .info
            .expr(x.id)
            .and_then(|info| info.value.clone())
        {
            Some(value) if !self.unit.types.is_interface(ty) => self.constant(&value, ty, None),
            _ => self.eval_as(x, ty, None),
        }
    }

    /// `x == y` or `x != y` of values of one type.
    pub(crate) fn equality(
        &mut self,
        equal: bool,
        x: Operand,
        y: Operand,
        ty: TypeId,
        wanted: Option<Slot>,
    ) -> Operand {
        let slot = self.out(wanted, Bank::Num);
        let op = match (self.unit.desc(ty).kind, x.bank) {
            (Kind::Float(_), _) => Op::EqualF(slot, x.slot, y.slot),
            (_, Bank::Num) if equal => Op::Equal(slot, x.slot, y.slot),
            (_, Bank::Num) => {
                self.emit(Op::Unequal(slot, x.slot, y.slot));
                return Operand::num(slot);
            }
            (_, Bank::Ref) => {
                let number = self.no(ty);
                Op::EqualRef(slot, x.slot, y.slot, number)
            }
        };
        self.emit(op);
        if !equal {
            self.emit(Op::Not(slot, slot));
        }
        Operand::num(slot)
    }

    /// Jumps if a condition is as said; returns the jumps, whose targets are not known yet. Else the next operation comes.
    pub(crate) fn condition(&mut self, expr: &'a Expr, jump_if: bool) -> Vec<usize> {
        let expr = expr.unparen();
        let is_constant = self
            .unit
            .info
            .expr(expr.id)
            .is_some_and(|info| info.value.is_some());
        match &expr.kind {
            ExprKind::Unary(UnaryOp::Not, x) if !is_constant => self.condition(x, !jump_if),
            ExprKind::Binary(binary) if !is_constant => match binary.op {
                BinaryOp::LAnd | BinaryOp::LOr => {
                    // One operand decides alone if it is what jumps.
                    if (binary.op == BinaryOp::LOr) == jump_if {
                        let mut jumps = self.condition(&binary.x, jump_if);
                        jumps.extend(self.condition(&binary.y, jump_if));
                        jumps
                    } else {
                        let past = self.condition(&binary.x, !jump_if);
                        let jumps = self.condition(&binary.y, jump_if);
                        self.patch_here(past);
                        jumps
                    }
                }
                BinaryOp::Eql
                | BinaryOp::Neq
                | BinaryOp::Lss
                | BinaryOp::Leq
                | BinaryOp::Gtr
                | BinaryOp::Geq => self.compare_and_jump(expr, binary, jump_if),
                _ => self.jump_on_value(expr, jump_if),
            },
            _ => self.jump_on_value(expr, jump_if),
        }
    }

    fn jump_on_value(&mut self, expr: &'a Expr, jump_if: bool) -> Vec<usize> {
        let before = self.top;
        let value = self.eval(expr, None);
        self.top = before;
        vec![self.emit(if jump_if {
            Op::JumpIf(value.slot, 0)
        } else {
            Op::JumpIfNot(value.slot, 0)
        })]
    }

    /// Comparisons of integers jump by themselves.
    fn compare_and_jump(
        &mut self,
        expr: &'a Expr,
        binary: &'a Binary,
        jump_if: bool,
    ) -> Vec<usize> {
        let (x_ty, is_nil) = (
            self.ty(&binary.x),
            self.is_nil(&binary.x) || self.is_nil(&binary.y),
        );
        let y_ty = self.ty(&binary.y);
        let is_interface = self.unit.types.is_interface(x_ty) || self.unit.types.is_interface(y_ty);
        let kind = self.unit.desc(x_ty).kind;
        let is_integer = matches!(
            kind,
            Kind::Int(_) | Kind::Uint(_) | Kind::Uintptr | Kind::Bool
        );
        let is_equality = matches!(binary.op, BinaryOp::Eql | BinaryOp::Neq);
        if is_nil || is_interface || !(matches!(kind, Kind::Int(_)) || is_integer && is_equality) {
            return self.jump_on_value(expr, jump_if);
        }
        let before = self.top;
        let small = self
            .unit
            .info
            .expr(binary.y.id)
            .and_then(|info| info.value.clone());
        let small = small.and_then(|value| i16::try_from(value.to_i64()?).ok());
        let op = if jump_if {
            binary.op
        } else {
            opposite(binary.op)
        };
        if let Some(value) = small
            && self
                .unit
                .info
                .expr(binary.x.id)
                .is_none_or(|info| info.value.is_none())
        {
            let a = self.eval(&binary.x, None).slot;
            self.top = before;
            let jump = match op {
                BinaryOp::Eql => Some(Op::JumpEqualInt(a, value, 0)),
                BinaryOp::Neq => Some(Op::JumpUnequalInt(a, value, 0)),
                BinaryOp::Lss => Some(Op::JumpLessInt(a, value, 0)),
                BinaryOp::Geq => Some(Op::JumpAtLeastInt(a, value, 0)),
                BinaryOp::Leq => value
                    .checked_add(1)
                    .map(|value| Op::JumpLessInt(a, value, 0)),
                _ => value
                    .checked_add(1)
                    .map(|value| Op::JumpAtLeastInt(a, value, 0)),
            };
            if let Some(jump) = jump {
                return vec![self.emit(jump)];
            }
        }
        let (x, y, _) = self.operands(&binary.x, &binary.y);
        self.top = before;
        let (a, b) = (x.slot, y.slot);
        vec![self.emit(match op {
            BinaryOp::Eql => Op::JumpEqual(a, b, 0),
            BinaryOp::Neq => Op::JumpUnequal(a, b, 0),
            BinaryOp::Lss => Op::JumpLess(a, b, 0),
            BinaryOp::Leq => Op::JumpLessEqual(a, b, 0),
            BinaryOp::Gtr => Op::JumpLess(b, a, 0),
            _ => Op::JumpLessEqual(b, a, 0),
        })]
    }
}

/// The comparison that holds where this one does not.
fn opposite(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Eql => BinaryOp::Neq,
        BinaryOp::Neq => BinaryOp::Eql,
        BinaryOp::Lss => BinaryOp::Geq,
        BinaryOp::Leq => BinaryOp::Gtr,
        BinaryOp::Gtr => BinaryOp::Leq,
        _ => BinaryOp::Lss,
    }
}
