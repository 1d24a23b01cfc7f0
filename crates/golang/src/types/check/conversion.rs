//! Conversions, `T(x)`.

use std::fmt::Write as _;

use num_traits::ToPrimitive;

use crate::types::Basic;
use crate::types::constant::{self, Value};
use crate::types::info::Mode;
use crate::types::ty::{Type, TypeId};

use super::Checker;
use super::convert::represented;
use super::operand::Operand;

impl<'a> Checker<'a> {
    /// `T(x)`
    pub(super) fn conversion(&mut self, x: &mut Operand<'a>, target: TypeId) {
        let constant_target = !self.types.is_type_param(target)
            && self.types.basic(target).is_some_and(Basic::is_constant);
        let mut cause = None;
        let fine = match (x.mode, x.value.clone()) {
            (Mode::Constant, Some(value)) if constant_target => {
                let basic = self.types.basic(target).unwrap_or(Basic::Invalid);
                let from_integer = self.types.all_basic(x.ty, Basic::is_integer);
                if let Some(value) = represented(&value, basic) {
                    x.value = Some(value);
                    true
                } else if from_integer && basic.is_string() {
                    x.value = Some(Value::string(rune_text(&value).as_bytes()));
                    true
                } else {
                    if from_integer && basic.is_integer() {
                        let message = format!(
                            "constant {} overflows {}",
                            constant::display(&value),
                            self.types.display(target)
                        );
                        self.error_at(x, message);
                        x.invalidate();
                        return;
                    }
                    false
                }
            }
            (Mode::Constant, Some(_)) if self.types.is_type_param(target) => {
                let fine = self.constant_converts(x, target, &mut cause);
                x.mode = Mode::Value;
                fine
            }
            _ => {
                let fine = self.why_not_convertible(x, target);
                let fine = match fine {
                    None => true,
                    Some(text) => {
                        cause = (!text.is_empty()).then_some(text);
                        false
                    }
                };
                if fine {
                    x.mode = Mode::Value;
                }
                fine
            }
        };
        if !fine {
            let mut message = format!(
                "cannot convert {} to type {}",
                self.describe(x),
                self.types.display(target)
            );
            if let Some(cause) = cause {
                let _ = write!(message, ": {cause}");
            }
            self.error_at(x, message);
            x.invalidate();
            return;
        }
        self.settle_conversion(x, target, constant_target);
    }

    /// An untyped operand gets the type it is converted to, if that can be the type of a constant of its kind.
    fn settle_conversion(&mut self, x: &mut Operand<'a>, target: TypeId, constant_target: bool) {
        if self.types.is_untyped(x.ty) {
            let mut last = target;
            if x.is_nil() {
                last = target;
            } else if self.types.is_interface(target)
                || x.mode == Mode::Constant && !constant_target
                || x.value.is_some() && !constant_target
            {
                last = self.types.default_type(x.ty);
            } else if x.mode == Mode::Constant
                && self.types.all_basic(x.ty, Basic::is_integer)
                && self.types.all_basic(target, Basic::is_string)
            {
                last = x.ty;
            }
            if let Some(expr) = x.expr {
                self.update_type(expr, last, true);
            }
        }
        if x.mode != Mode::Constant {
            x.value = None;
            x.mode = Mode::Value;
        }
        x.ty = target;
    }

    fn constant_converts(
        &mut self,
        x: &Operand<'a>,
        target: TypeId,
        cause: &mut Option<String>,
    ) -> bool {
        let terms = self.types.terms_of(target).unwrap_or_default();
        if terms.is_empty() {
            if self.why_not_convertible(x, target).is_none() {
                return true;
            }
            *cause = Some(format!(
                "{} does not contain specific types",
                self.types.display(target)
            ));
            return false;
        }
        for term in terms {
            let mut copy = x.clone();
            let basic = self
                .types
                .basic(term.ty)
                .filter(|basic| basic.is_constant());
            let fine = if let (Some(basic), Some(value)) = (basic, &x.value) {
                represented(value, basic).is_some()
                    || self.types.all_basic(x.ty, Basic::is_integer) && basic.is_string()
            } else {
                copy.mode = Mode::Value;
                self.why_not_convertible(&copy, term.ty).is_none()
            };
            if !fine {
                let (shown, set) = (self.types.display(term.ty), self.types.display(target));
                let integers = self.types.all_basic(x.ty, Basic::is_integer)
                    && basic.is_some_and(Basic::is_integer);
                *cause = Some(match &x.value {
                    Some(value) if integers => {
                        format!(
                            "constant {} overflows {shown} (in {set})",
                            constant::display(value)
                        )
                    }
                    _ => format!(
                        "cannot convert {} to type {shown} (in {set})",
                        self.describe(x)
                    ),
                });
                return false;
            }
        }
        true
    }

    /// Why `x` cannot be converted: empty if there is nothing to add. `None` if it can.
    fn why_not_convertible(&mut self, x: &Operand<'a>, target: TypeId) -> Option<String> {
        let mut cause = self.why_not_assignable(x, target)?;
        let (source_param, target_param) = (
            self.types.is_type_param(x.ty),
            self.types.is_type_param(target),
        );
        if !source_param && !target_param {
            return if self.converts(x.ty, target) {
                None
            } else {
                Some(cause)
            };
        }
        cause.clear();
        let sources = if source_param {
            self.types
                .terms_of(x.ty)
                .map(|terms| terms.iter().map(|term| term.ty).collect())
        } else {
            Some(vec![x.ty])
        };
        let targets = if target_param {
            self.types
                .terms_of(target)
                .map(|terms| terms.iter().map(|term| term.ty).collect())
        } else {
            Some(vec![target])
        };
        let (Some(sources), Some(targets)): (Option<Vec<TypeId>>, Option<Vec<TypeId>>) =
            (sources, targets)
        else {
            return Some(cause);
        };
        if sources.is_empty() || targets.is_empty() {
            return Some(cause);
        }
        for &from in &sources {
            for &to in &targets {
                let part = Operand {
                    ty: from,
                    ..x.clone()
                };
                if self.why_not_convertible(&part, to).is_some() {
                    let (from, to) = (self.types.display(from), self.types.display(to));
                    let from = if source_param {
                        format!("{from} (in {})", self.types.display(x.ty))
                    } else {
                        from
                    };
                    let to = if target_param {
                        format!("{to} (in {})", self.types.display(target))
                    } else {
                        to
                    };
                    return Some(format!("cannot convert {from} to type {to}"));
                }
            }
        }
        None
    }

    fn converts(&mut self, source: TypeId, target: TypeId) -> bool {
        let (from, to) = (self.types.underlying(source), self.types.underlying(target));
        if self.types.identical_ignoring_tags(from, to) {
            return true;
        }
        if let (Type::Pointer(a), Type::Pointer(b)) = (
            self.types.get(source).clone(),
            self.types.get(target).clone(),
        ) {
            let (a, b) = (self.types.underlying(a), self.types.underlying(b));
            if self.types.identical_ignoring_tags(a, b) && !self.types.is_type_param(a) {
                return true;
            }
        }
        match (self.types.get(from).clone(), self.types.get(to).clone()) {
            (Type::Basic(a), Type::Basic(b)) => {
                a.is_numeric() && b.is_numeric()
                    || (a.is_integer() || a.is_string()) && b.is_string()
            }
            (Type::Basic(a), Type::Slice(elem)) => a.is_string() && self.is_byte_or_rune(elem),
            (Type::Slice(elem), Type::Basic(b)) => b.is_string() && self.is_byte_or_rune(elem),
            (Type::Slice(a), Type::Array(_, b)) => self.types.identical(a, b),
            (Type::Slice(a), Type::Pointer(base)) => match self.types.under(base) {
                Type::Array(_, b) => self.types.identical(a, b),
                _ => false,
            },
            _ => false,
        }
    }

    fn is_byte_or_rune(&mut self, ty: TypeId) -> bool {
        matches!(
            self.types.basic(ty).map(Basic::canonical),
            Some(Basic::Uint8 | Basic::Int32)
        )
    }
}

/// The text of a code point, as `string(x)` makes it.
fn rune_text(value: &Value) -> String {
    let code = value.to_int().and_then(|int| int.to_u32());
    code.and_then(char::from_u32)
        .unwrap_or(char::REPLACEMENT_CHARACTER)
        .to_string()
}
