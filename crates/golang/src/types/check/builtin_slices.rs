//! `append` and `copy`.

use crate::syntax::ast::{Call, Expr};
use crate::types::Basic;
use crate::types::ty::{Type, TypeId};

use super::Checker;
use super::operand::Operand;

impl<'a> Checker<'a> {
    /// The type of a slice's elements, or why it is none.
    fn slice_element(&mut self, x: &Operand<'a>) -> Result<TypeId, String> {
        if x.is_nil() {
            return Err("argument must be a slice; have untyped nil".into());
        }
        let mut elem = None;
        for ty in self.types.operand_types(x.ty).unwrap_or_default() {
            let Type::Slice(other) = *self.types.get(ty) else {
                return Err(format!(
                    "argument must be a slice; have {}",
                    self.describe(x)
                ));
            };
            match elem {
                Some(elem) if !self.types.identical(elem, other) => {
                    let (a, b) = (self.types.display(elem), self.types.display(other));
                    return Err(format!(
                        "mismatched slice element types {a} and {b} in {}",
                        self.describe(x)
                    ));
                }
                _ => elem = Some(other),
            }
        }
        elem.ok_or_else(|| format!("argument must be a slice; have {}", self.describe(x)))
    }

    fn is_bytes_or_string(&mut self, ty: TypeId) -> bool {
        let types = self.types.operand_types(ty).unwrap_or_default();
        !types.is_empty()
            && types.into_iter().all(|ty| match *self.types.get(ty) {
                Type::Slice(elem) => self.types.identical(elem, TypeId::BYTE),
                Type::Basic(basic) => basic.is_string(),
                _ => false,
            })
    }

    pub(super) fn append(
        &mut self,
        expr: &'a Expr,
        call: &'a Call,
        mut args: Vec<Operand<'a>>,
    ) -> Operand<'a> {
        let elem = match self.slice_element(&args[0]) {
            Ok(elem) => elem,
            Err(cause) => {
                self.error_at(&args[0], format!("invalid append: {cause}"));
                return Operand::invalid(expr);
            }
        };
        let ty = args[0].ty;
        // append([]byte, string...) is allowed.
        let bytes = self.types.slice_of(TypeId::BYTE);
        if call.ellipsis.is_some()
            && args.len() == 2
            && self.why_not_assignable(&args[0], bytes).is_none()
            && self.is_bytes_or_string(args[1].ty)
        {
            if self.types.is_untyped(args[1].ty) {
                self.convert_untyped(&mut args[1], TypeId::STRING);
            }
            return Operand::value(ty, expr);
        }
        let rest = self.types.slice_of(elem);
        let signature = Self::plain_signature(&[ty, rest], true);
        self.check_arguments(call, &signature, Vec::new(), &[], args);
        Operand::value(ty, expr)
    }

    pub(super) fn copy(&mut self, expr: &'a Expr, args: &[Operand<'a>]) -> Operand<'a> {
        let (x, y) = (&args[0], &args[1]);
        let to = match self.slice_element(x) {
            Ok(elem) => elem,
            Err(cause) => {
                self.error_at(x, format!("invalid copy: {cause}"));
                return Operand::invalid(expr);
            }
        };
        let to_bytes = self.types.identical(to, TypeId::BYTE);
        if to_bytes && !y.is_nil() && self.is_bytes_or_string(y.ty) {
            if self.types.is_untyped(y.ty) {
                let mut y = y.clone();
                self.convert_untyped(&mut y, TypeId::STRING);
            }
            return Operand::value(TypeId::INT, expr);
        }
        let from = match self.slice_element(y) {
            Ok(elem) => elem,
            Err(_) if self.types.all_basic(y.ty, Basic::is_string) => TypeId::BYTE,
            Err(cause) => {
                self.error_at(y, format!("invalid copy: {cause}"));
                return Operand::invalid(expr);
            }
        };
        if !self.types.identical(to, from) {
            let message = format!(
                "invalid copy: arguments {} and {} have different element types {} and {}",
                self.describe(x),
                self.describe(y),
                self.types.display(to),
                self.types.display(from)
            );
            self.error_at(x, message);
            return Operand::invalid(expr);
        }
        Operand::value(TypeId::INT, expr)
    }
}
