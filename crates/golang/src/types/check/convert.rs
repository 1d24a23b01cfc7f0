//! Untyped values, assignability and conversions.

use std::rc::Rc;

use num_traits::ToPrimitive;

use crate::syntax::ast::{ChanDir, Expr, ExprKind};
use crate::types::Basic;
use crate::types::constant::{self, Value};
use crate::types::info::Mode;
use crate::types::ty::{Type, TypeId};

use super::Checker;
use super::operand::{Operand, Target};

/// Why a value does not fit a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// A fraction would be lost.
    Truncated,
    /// It is out of range.
    Overflow,
    /// It is of another kind.
    Kind,
}

impl<'a> Checker<'a> {
    /// Gives an untyped operand the type of `target`, or complains.
    pub(super) fn convert_untyped(&mut self, x: &mut Operand<'a>, target: TypeId) {
        match self.implicit_type(x, target) {
            Ok((ty, value)) => self.settle(x, ty, value),
            Err(misfit) => {
                let ty = if self.types.is_type_param(target) {
                    target
                } else {
                    self.types.underlying(target)
                };
                self.report_misfit(x, ty, misfit);
                x.invalidate();
            }
        }
    }

    /// Gives an operand the type and value that an untyped one has after a conversion.
    fn settle(&mut self, x: &mut Operand<'a>, ty: TypeId, value: Option<Value>) {
        if let Some(value) = value {
            if let (Some(expr), true) = (x.expr, self.types.is_untyped(x.ty))
                && let Some(Some(info)) = self.info.exprs.get_mut(expr.id.index())
                && info.mode == Mode::Constant
            {
                info.value = Some(Rc::new(value.clone()));
            }
            x.value = Some(value);
        }
        if ty != x.ty {
            x.ty = ty;
            if let (Some(expr), None) = (x.expr, &x.part) {
                self.update_type(expr, ty, false);
            }
        }
    }

    fn report_misfit(&mut self, x: &Operand<'a>, ty: TypeId, misfit: Misfit) {
        let (what, ty) = (self.describe(x), self.types.display(ty));
        let message = match misfit {
            Misfit::Truncated => format!("{what} truncated to {ty}"),
            Misfit::Overflow => format!("{what} overflows {ty}"),
            Misfit::Kind => format!("cannot convert {what} to type {ty}"),
        };
        self.error_at(x, message);
    }

    /// The type, and the value if it changes, that an untyped operand gets where `target` is wanted.
    pub(super) fn implicit_type(
        &mut self,
        x: &Operand<'a>,
        target: TypeId,
    ) -> Result<(TypeId, Option<Value>), Misfit> {
        let Some(untyped) = self
            .untyped(x.ty)
            .filter(|_| x.is_valid() && target != TypeId::INVALID)
        else {
            return Ok((x.ty, None));
        };
        if let Some(other) = self.untyped(target) {
            return larger(untyped, other)
                .map(|basic| (TypeId::of(basic), None))
                .ok_or(Misfit::Kind);
        }
        if x.is_nil() {
            return if self.types.has_nil(target) {
                Ok((target, None))
            } else {
                Err(Misfit::Kind)
            };
        }
        match self.types.under(target) {
            Type::Basic(basic) => {
                if let (Mode::Constant, Some(value)) = (x.mode, &x.value) {
                    let value = self.represent(value, x.ty, basic)?;
                    return Ok((target, Some(value)));
                }
                let fits = match untyped {
                    Basic::UntypedBool => basic.is_boolean(),
                    Basic::UntypedString => basic.is_string(),
                    _ => basic.is_numeric(),
                };
                if fits {
                    Ok((target, None))
                } else {
                    Err(Misfit::Kind)
                }
            }
            Type::Interface(_) if self.types.is_type_param(target) => {
                let terms = self.types.terms_of(target).unwrap_or_default();
                let fits = !terms.is_empty()
                    && terms.iter().all(|term| {
                        let under = self.types.underlying(term.ty);
                        self.implicit_type(x, under).is_ok()
                    });
                if fits {
                    Ok((target, None))
                } else {
                    Err(Misfit::Kind)
                }
            }
            Type::Interface(_) => {
                let under = self.types.underlying(target);
                let set = self.types.type_set(under);
                if set.methods.is_empty() && set.is_method_set() {
                    Ok((self.types.default_type(x.ty), None))
                } else {
                    Err(Misfit::Kind)
                }
            }
            _ => Err(Misfit::Kind),
        }
    }

    /// The constant as a value of a predeclared type: rounded if it is a float.
    fn represent(&self, value: &Value, ty: TypeId, basic: Basic) -> Result<Value, Misfit> {
        if let Some(value) = represented(value, basic) {
            return Ok(value);
        }
        let from = match self.types.get(ty) {
            Type::Basic(from) => *from,
            _ => basic,
        };
        let numeric = matches!(value, Value::Int(_) | Value::Float(_)) && basic.is_numeric();
        match numeric {
            false => Err(Misfit::Kind),
            true if !from.is_integer() && basic.is_integer() && value.to_int().is_none() => {
                Err(Misfit::Truncated)
            }
            true if !from.is_integer() && from.is_float() && basic.is_integer() => {
                Err(Misfit::Truncated)
            }
            true => Err(Misfit::Overflow),
        }
    }

    /// Complains if a constant does not fit a predeclared type; else it is rounded to it.
    pub(super) fn check_representable(&mut self, x: &mut Operand<'a>, basic: Basic) {
        let Some(value) = x.value.clone() else { return };
        let from = self.types.underlying(x.ty);
        match self.represent(&value, from, basic) {
            Ok(value) => x.value = Some(value),
            Err(misfit) => {
                self.report_misfit(x, TypeId::of(basic), misfit);
                x.invalidate();
            }
        }
    }

    /// Gives the untyped expressions of a tree the type that the whole got. A type that is `last` may be untyped.
    pub(super) fn update_type(&mut self, expr: &'a Expr, ty: TypeId, last: bool) {
        let Some(Some(info)) = self.info.exprs.get(expr.id.index()) else {
            return;
        };
        if self.untyped(info.ty).is_none() {
            return;
        }
        let (mode, old, value) = (info.mode, info.ty, info.value.clone());
        match &expr.kind {
            ExprKind::Paren(inner) => self.update_type(inner, ty, last),
            ExprKind::Unary(_, inner) if value.is_none() => self.update_type(inner, ty, last),
            ExprKind::Binary(binary) if value.is_none() && !binary.op.is_comparison() => {
                self.update_type(&binary.x, ty, last);
                if !binary.op.is_shift() {
                    self.update_type(&binary.y, ty, last);
                }
            }
            _ => {}
        }
        if !last && self.types.is_untyped(ty) {
            self.set_type(expr, ty, None);
            return;
        }
        if self.shifted.contains(&expr.id) && !self.types.all_basic(ty, Basic::is_integer) {
            let message = format!(
                "invalid operation: shifted operand {} (type {}) must be integer",
                self.text(expr),
                self.types.display(ty)
            );
            self.error(expr.pos, message);
            return;
        }
        let mut converted = None;
        if let (Mode::Constant, Some(value)) = (mode, value) {
            let mut constant = Operand::constant((*value).clone(), old, expr);
            match self.implicit_type(&constant, ty) {
                Ok((_, value)) => converted = value,
                Err(misfit) => {
                    self.report_misfit(&constant, ty, misfit);
                    constant.invalidate();
                    return;
                }
            }
        }
        self.set_type(expr, ty, converted);
    }

    fn set_type(&mut self, expr: &Expr, ty: TypeId, value: Option<Value>) {
        if let Some(Some(info)) = self.info.exprs.get_mut(expr.id.index()) {
            info.ty = ty;
            if let Some(value) = value {
                info.value = Some(Rc::new(value));
            }
        }
    }

    /// Prepares `x` to be assigned to a variable of type `ty`, or to one that takes its type (`None`).
    pub(super) fn assignment(&mut self, x: &mut Operand<'a>, ty: Option<TypeId>, context: &str) {
        self.single_value(x);
        match x.mode {
            Mode::Invalid => return,
            Mode::NoValue | Mode::Builtin(_) | Mode::Type => {
                let to = ty.map_or_else(|| "_".into(), |ty| self.types.display(ty));
                let message = format!("cannot assign {} to {to} in {context}", self.describe(x));
                self.error_at(x, message);
                x.invalidate();
                return;
            }
            _ => {}
        }
        if self.types.is_untyped(x.ty) && !self.assign_untyped(x, ty, context) {
            return;
        }
        self.non_generic(x, ty.map(Target::of));
        let Some(ty) = ty.filter(|_| x.is_valid()) else {
            return;
        };
        if let Some(cause) = self.why_not_assignable(x, ty) {
            let mut message = format!(
                "cannot use {} as {} value in {context}",
                self.describe(x),
                self.types.display(ty)
            );
            if !cause.is_empty() {
                message += &format!(": {cause}");
            }
            self.error_at(x, message);
            x.invalidate();
        }
    }

    fn assign_untyped(&mut self, x: &mut Operand<'a>, ty: Option<TypeId>, context: &str) -> bool {
        let target = match ty {
            None if x.is_nil() => {
                self.error_at(x, format!("use of untyped nil in {context}"));
                x.invalidate();
                return false;
            }
            Some(ty) if x.is_nil() || !self.types.is_interface(ty) => ty,
            _ => self.types.default_type(x.ty),
        };
        match self.implicit_type(x, target) {
            Ok((ty, value)) => {
                self.settle(x, ty, value);
                true
            }
            Err(misfit) => {
                let mut message = format!(
                    "cannot use {} as {} value in {context}",
                    self.describe(x),
                    self.types.display(target)
                );
                message += match misfit {
                    Misfit::Truncated => " (truncated)",
                    Misfit::Overflow => " (overflows)",
                    Misfit::Kind => "",
                };
                self.error_at(x, message);
                x.invalidate();
                false
            }
        }
    }

    /// Why `x` cannot be assigned to a variable of type `target`: empty if there is nothing to add. `None` if it can.
    pub(super) fn why_not_assignable(&mut self, x: &Operand<'a>, target: TypeId) -> Option<String> {
        let source = x.ty;
        if !x.is_valid() || source == TypeId::INVALID || target == TypeId::INVALID {
            return None;
        }
        if self.types.identical(source, target) {
            return None;
        }
        let no = || Some(String::new());
        let (source_param, target_param) = (
            self.types.is_type_param(source),
            self.types.is_type_param(target),
        );
        if self.types.is_untyped(source) {
            return if self.implicit_type(x, target).is_ok() {
                None
            } else {
                no()
            };
        }
        let (source_under, target_under) =
            (self.types.underlying(source), self.types.underlying(target));
        if source_under == TypeId::INVALID || target_under == TypeId::INVALID {
            return None;
        }
        let named = self.has_name(source) && self.has_name(target);
        if !named
            && !source_param
            && !target_param
            && self.types.identical(source_under, target_under)
        {
            return None;
        }
        let target_interface =
            matches!(self.types.get(target_under), Type::Interface(_)) && !target_param;
        if target_interface || self.types.pointer_to_interface(target_under).is_some() {
            match self.types.why_not_implements(source, target, false) {
                None => return None,
                Some(cause) if !source_param => return Some(cause),
                Some(_) => {}
            }
        }
        if matches!(self.types.get(source_under), Type::Interface(_))
            && !source_param
            && self
                .types
                .why_not_implements(target, source, false)
                .is_none()
        {
            return Some("need type assertion".into());
        }
        if let (Type::Chan(ChanDir::Both, a), Type::Chan(_, b)) = (
            self.types.get(source_under).clone(),
            self.types.get(target_under).clone(),
        ) && self.types.identical(a, b)
        {
            return if named { no() } else { None };
        }
        self.why_not_assignable_terms(x, target)
    }

    /// The case of type parameters: a value without a name is assignable if it is to each type of the set.
    fn why_not_assignable_terms(&mut self, x: &Operand<'a>, target: TypeId) -> Option<String> {
        let source = x.ty;
        if self.types.is_type_param(target) && !self.has_name(source) {
            let terms = self.types.terms_of(target).unwrap_or_default();
            let failed = terms
                .iter()
                .find(|term| self.why_not_assignable(x, term.ty).is_some());
            return match failed {
                Some(term) => Some(format!(
                    "cannot assign {} to {} (in {})",
                    self.types.display(source),
                    self.types.display(term.ty),
                    self.types.display(target)
                )),
                None => terms.is_empty().then(String::new),
            };
        }
        if self.types.is_type_param(source) && !self.has_name(target) {
            let terms = self.types.terms_of(source).unwrap_or_default();
            let failed = terms.iter().find(|term| {
                let part = Operand {
                    ty: term.ty,
                    ..x.clone()
                };
                self.why_not_assignable(&part, target).is_some()
            });
            return match failed {
                Some(term) => Some(format!(
                    "cannot assign {} (in {}) to {}",
                    self.types.display(term.ty),
                    self.types.display(source),
                    self.types.display(target)
                )),
                None => terms.is_empty().then(String::new),
            };
        }
        Some(String::new())
    }

    fn has_name(&self, ty: TypeId) -> bool {
        matches!(
            self.types.get(ty),
            Type::Basic(_) | Type::Named(_) | Type::Param(_)
        )
    }

    /// `T(x)`
    pub(super) fn conversion(&mut self, x: &mut Operand<'a>, target: TypeId) {
        let constant_target = !self.types.is_type_param(target)
            && self
                .types
                .basic(target)
                .is_some_and(|basic| basic.is_constant());
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
            match cause {
                Some(cause) => message += &format!(": {cause}"),
                None => {}
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
            let fine = match (basic, &x.value) {
                (Some(basic), Some(value)) => {
                    represented(value, basic).is_some()
                        || self.types.all_basic(x.ty, Basic::is_integer) && basic.is_string()
                }
                _ => {
                    copy.mode = Mode::Value;
                    self.why_not_convertible(&copy, term.ty).is_none()
                }
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

/// The larger of two kinds of untyped values, in the order int, rune, float.
pub(super) fn larger(a: Basic, b: Basic) -> Option<Basic> {
    if a == b {
        return Some(a);
    }
    (a.is_numeric() && b.is_numeric()).then(|| a.max(b))
}

/// The constant as a value of a predeclared type; `None` if it is none.
pub(super) fn represented(value: &Value, basic: Basic) -> Option<Value> {
    match value {
        Value::Bool(_) => basic.is_boolean().then(|| value.clone()),
        Value::Str(_) => basic.is_string().then(|| value.clone()),
        Value::Int(_) | Value::Float(_) => {
            if let Some((bits, signed)) = basic.integer() {
                return value
                    .to_int()
                    .filter(|int| constant::fits(int, bits, signed))
                    .map(Value::Int);
            }
            match basic {
                Basic::UntypedInt | Basic::UntypedRune => value.to_int().map(Value::Int),
                Basic::UntypedFloat => value.to_rational().map(Value::Float),
                Basic::Float32 => constant::round_to(value, true),
                Basic::Float64 => constant::round_to(value, false),
                _ => None,
            }
        }
    }
}

/// The text of a code point, as `string(x)` makes it.
fn rune_text(value: &Value) -> String {
    let code = value.to_int().and_then(|int| int.to_u32());
    code.and_then(char::from_u32)
        .unwrap_or(char::REPLACEMENT_CHARACTER)
        .to_string()
}
