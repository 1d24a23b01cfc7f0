//! `*x` and `x.(T)`.

use crate::syntax::ast::Expr;
use crate::types::info::Mode;
use crate::types::ty::{Type, TypeId};

use super::Checker;
use super::operand::Operand;

impl<'a> Checker<'a> {
    pub(super) fn star(&mut self, expr: &'a Expr, inner: &'a Expr) -> Operand<'a> {
        let mut x = self.expr_or_type(inner, false);
        match x.mode {
            Mode::Invalid => return Operand::invalid(expr),
            Mode::Type => {
                self.delay(super::later::Test::VarType(x.ty), inner.pos);
                x.ty = self.types.pointer_to(x.ty);
                return x;
            }
            _ => {}
        }
        if x.is_nil() {
            let message = format!("invalid operation: cannot indirect {}", self.describe(&x));
            self.error_at(&x, message);
            return Operand::invalid(expr);
        }
        let mut base = None;
        for ty in self.types.operand_types(x.ty).unwrap_or_default() {
            let Type::Pointer(elem) = *self.types.get(ty) else {
                base = None;
                break;
            };
            match base {
                Some(other) if !self.types.identical(other, elem) => {
                    let message = format!(
                        "invalid operation: pointers of {} must have identical base types",
                        self.describe(&x)
                    );
                    self.error_at(&x, message);
                    return Operand::invalid(expr);
                }
                _ => base = Some(elem),
            }
        }
        let Some(base) = base else {
            let message = format!("invalid operation: cannot indirect {}", self.describe(&x));
            self.error_at(&x, message);
            return Operand::invalid(expr);
        };
        Operand::new(Mode::Variable, base, expr)
    }

    pub(super) fn type_assertion(
        &mut self,
        expr: &'a Expr,
        inner: &'a Expr,
        ty: &'a Expr,
    ) -> Operand<'a> {
        let x = self.expr(inner, None);
        if !x.is_valid() {
            return Operand::invalid(expr);
        }
        if self.types.is_type_param(x.ty) {
            let message = format!(
                "invalid operation: cannot use type assertion on type parameter value {}",
                self.describe(&x)
            );
            self.error_at(&x, message);
            return Operand::invalid(expr);
        }
        if x.is_nil() || !self.types.is_interface(x.ty) {
            let message = format!(
                "invalid operation: {} is not an interface",
                self.describe(&x)
            );
            self.error_at(&x, message);
            return Operand::invalid(expr);
        }
        let wanted = self.var_type(ty);
        if wanted == TypeId::INVALID {
            return Operand::invalid(expr);
        }
        if let Some(cause) = self.why_not_assertable(x.ty, wanted) {
            let message = format!(
                "impossible type assertion: {}\n\t{} does not implement {} {cause}",
                self.text(expr),
                self.types.display(wanted),
                self.types.display(x.ty)
            );
            self.error(expr.pos, message);
        }
        Operand::new(Mode::CommaOk, wanted, expr)
    }

    /// Why an interface can never hold a type.
    pub(super) fn why_not_assertable(&mut self, interface: TypeId, ty: TypeId) -> Option<String> {
        if matches!(self.types.under(ty), Type::Interface(_)) {
            return None;
        }
        self.types.why_missing(ty, interface, false)
    }
}
