//! `x[i]` and `x[lo:hi]`.

use num_traits::{Signed, ToPrimitive};

use crate::syntax::ast::{Expr, Index, SliceExpr};
use crate::types::Basic;
use crate::types::constant::{self, Value};
use crate::types::info::Mode;
use crate::types::ty::{Type, TypeId};

use super::Checker;
use super::operand::Operand;

/// How long what is sliced is, if that is known.
struct Length(Option<u64>);

/// What an index expression gives.
struct Indexed {
    key: Option<TypeId>,
    elem: TypeId,
    /// How long the operand is, if that is known.
    length: Option<u64>,
    mode: Mode,
}

impl<'a> Checker<'a> {
    /// `x[i]`; the flag says that it is a generic function whose type arguments are yet to be looked at.
    pub(super) fn index_expr(&mut self, expr: &'a Expr, index: &'a Index) -> (Operand<'a>, bool) {
        let mut x = self.expr_or_type(&index.x, true);
        match x.mode {
            Mode::Invalid => {
                for index in &index.indices {
                    self.use_expr(index);
                }
                return (Operand::invalid(expr), false);
            }
            Mode::Type => {
                let ty = self.var_type(expr);
                let mode = if ty == TypeId::INVALID {
                    Mode::Invalid
                } else {
                    Mode::Type
                };
                return (Operand::new(mode, ty, expr), false);
            }
            Mode::Value if self.types.is_generic(x.ty) => {
                x.expr = Some(expr);
                return (x, true);
            }
            _ => {}
        }
        let Some(indexed) = self.what_is_indexed(&x) else {
            let is_builtin = matches!(x.mode, Mode::Builtin(_));
            if self.types.underlying(x.ty) != TypeId::INVALID || x.is_nil() || is_builtin {
                let message = format!("cannot index {}", self.describe(&x));
                self.error(index.lbrack, message);
            }
            for index in &index.indices {
                self.use_expr(index);
            }
            return (Operand::invalid(expr), false);
        };
        if let Some(extra) = index.indices.get(1) {
            self.error(extra.pos, "invalid operation: more than one index");
        }
        let first = &index.indices[0];
        if let Some(key) = indexed.key {
            let mut k = self.generic_expr(first, None);
            self.assignment(&mut k, Some(key), "map index");
            return (Operand::new(Mode::MapIndex, indexed.elem, expr), false);
        }
        self.index_value(first, indexed.length);
        if indexed.elem == TypeId::INVALID {
            return (Operand::invalid(expr), false);
        }
        (Operand::new(indexed.mode, indexed.elem, expr), false)
    }

    fn what_is_indexed(&mut self, x: &Operand<'a>) -> Option<Indexed> {
        if x.is_nil() {
            return None;
        }
        let mut result: Option<Indexed> = None;
        for ty in self.types.operand_types(x.ty)? {
            let one = self.index_one(x, ty)?;
            result = Some(match result {
                None => one,
                Some(have) => {
                    let same_key = match (have.key, one.key) {
                        (Some(a), Some(b)) => self.types.identical(a, b),
                        (None, None) => true,
                        _ => false,
                    };
                    if !same_key || !self.types.identical(have.elem, one.elem) {
                        return None;
                    }
                    let length = match (have.length, one.length) {
                        (Some(a), Some(b)) => Some(a.min(b)),
                        (a, b) => a.or(b),
                    };
                    let mode = if one.mode == Mode::Value {
                        Mode::Value
                    } else {
                        have.mode
                    };
                    Indexed {
                        length,
                        mode,
                        ..have
                    }
                }
            });
        }
        result
    }

    fn index_one(&mut self, x: &Operand<'a>, ty: TypeId) -> Option<Indexed> {
        let array_mode = if x.mode == Mode::Variable {
            Mode::Variable
        } else {
            Mode::Value
        };
        let plain = |elem, length, mode| {
            Some(Indexed {
                key: None,
                elem,
                length,
                mode,
            })
        };
        match *self.types.get(ty) {
            Type::Basic(basic) if basic.is_string() => {
                let bytes = x.value.as_ref().and_then(Value::as_bytes).map(<[u8]>::len);
                plain(
                    TypeId::BYTE,
                    bytes.and_then(|len| u64::try_from(len).ok()),
                    Mode::Value,
                )
            }
            Type::Array(len, elem) => plain(elem, Some(len), array_mode),
            Type::Pointer(base) => match self.types.under(base) {
                Type::Array(len, elem) => plain(elem, Some(len), Mode::Variable),
                _ => None,
            },
            Type::Slice(elem) => plain(elem, None, Mode::Variable),
            Type::Map(key, elem) => Some(Indexed {
                key: Some(key),
                elem,
                length: None,
                mode: Mode::MapIndex,
            }),
            _ => None,
        }
    }

    /// Checks an index, which has to be less than `length` if that is given; its value if it is constant.
    pub(super) fn index_value(&mut self, expr: &'a Expr, length: Option<u64>) -> Option<u64> {
        let mut x = self.expr(expr, None);
        if !self.check_index(&mut x, "index") || x.mode != Mode::Constant {
            return None;
        }
        let value = x.value.as_ref()?.to_u64()?;
        if let Some(length) = length.filter(|&length| value >= length) {
            let shown = x.value.as_ref().map(constant::display).unwrap_or_default();
            self.error_at(
                &x,
                format!("invalid argument: index {shown} out of bounds [0:{length}]"),
            );
            return None;
        }
        Some(value)
    }

    /// Whether an operand can be an index.
    pub(super) fn check_index(&mut self, x: &mut Operand<'a>, what: &str) -> bool {
        if !x.is_valid() {
            return false;
        }
        self.convert_untyped(x, TypeId::INT);
        if !x.is_valid() {
            return false;
        }
        if !self.types.all_basic(x.ty, Basic::is_integer) {
            let message = format!(
                "invalid argument: {what} {} must be integer",
                self.describe(x)
            );
            self.error_at(x, message);
            return false;
        }
        if let (Mode::Constant, Some(value)) = (x.mode, x.value.as_ref().and_then(Value::to_int)) {
            if value.is_negative() {
                let message = format!(
                    "invalid argument: {what} {} must not be negative",
                    self.describe(x)
                );
                self.error_at(x, message);
                return false;
            }
            if value.to_i64().is_none() {
                let message = format!(
                    "invalid argument: {what} {} overflows int",
                    self.describe(x)
                );
                self.error_at(x, message);
                return false;
            }
        }
        true
    }

    pub(super) fn slice_expr(&mut self, expr: &'a Expr, slice: &'a SliceExpr) -> Operand<'a> {
        let mut x = self.expr(&slice.x, None);
        let bounds = [&slice.lo, &slice.hi, &slice.max];
        if !x.is_valid() {
            for bound in bounds.into_iter().flatten() {
                self.use_expr(bound);
            }
            return Operand::invalid(expr);
        }
        let Some(Length(length)) = self.slice_operand(&mut x, slice) else {
            for bound in bounds.into_iter().flatten() {
                self.use_expr(bound);
            }
            return Operand::invalid(expr);
        };
        if slice.three && (slice.hi.is_none() || slice.max.is_none()) {
            self.error(expr.pos, "middle index required in 3-index slice");
            return Operand::invalid(expr);
        }
        let mut values: Vec<(Option<u64>, Option<&'a Expr>)> = Vec::new();
        for (i, bound) in bounds.into_iter().enumerate() {
            let value = match bound {
                Some(bound) => {
                    self.index_value(bound, length.map(|length| length.saturating_add(1)))
                }
                None if i == 0 => Some(0),
                None => length,
            };
            values.push((value, bound.as_ref()));
        }
        'outer: for (i, (low, _)) in values.iter().enumerate() {
            for (high, at) in &values[i + 1..] {
                if let (Some(low), Some(high), Some(at)) = (low, high, at)
                    && *low > 0
                    && high < low
                {
                    self.error(at.pos, format!("invalid slice indices: {high} < {low}"));
                    break 'outer;
                }
            }
        }
        x.mode = Mode::Value;
        x.value = None;
        x
    }

    /// Gives the operand the type of the slice. The length if known; `None` if it cannot be sliced.
    fn slice_operand(&mut self, x: &mut Operand<'a>, slice: &'a SliceExpr) -> Option<Length> {
        let common = if x.is_nil() {
            None
        } else {
            self.sliced_type(x.ty)
        };
        match common.map(|ty| self.types.get(ty).clone()) {
            Some(Type::Basic(basic)) if basic.is_string() => {
                if slice.three {
                    let pos = slice.max.as_ref().map_or(slice.x.pos, |max| max.pos);
                    self.error(pos, "invalid operation: 3-index slice of string");
                    return None;
                }
                let bytes = x.value.as_ref().and_then(Value::as_bytes).map(<[u8]>::len);
                if self.types.is_untyped(x.ty) {
                    self.convert_untyped(x, TypeId::STRING);
                    x.ty = TypeId::STRING;
                }
                return Some(Length(bytes.and_then(|len| u64::try_from(len).ok())));
            }
            Some(Type::Array(len, elem)) => {
                if x.mode != Mode::Variable {
                    let message = format!("cannot slice unaddressable value {}", self.describe(x));
                    self.error_at(x, message);
                    return None;
                }
                self.take_address(&slice.x);
                x.ty = self.types.slice_of(elem);
                return Some(Length(Some(len)));
            }
            Some(Type::Pointer(base)) => {
                if let Type::Array(len, elem) = self.types.under(base) {
                    x.ty = self.types.slice_of(elem);
                    return Some(Length(Some(len)));
                }
            }
            Some(Type::Slice(_)) => return Some(Length(None)),
            Some(Type::Basic(Basic::Invalid)) => return None,
            _ => {}
        }
        let message = format!("cannot slice {}", self.describe(x));
        self.error_at(x, message);
        None
    }

    /// The common underlying type; a string if there is one among byte slices.
    fn sliced_type(&mut self, ty: TypeId) -> Option<TypeId> {
        let types = self.types.operand_types(ty)?;
        let is_string = |checker: &Self, ty: TypeId| matches!(checker.types.get(ty), Type::Basic(basic) if basic.is_string());
        if types.iter().any(|&ty| is_string(self, ty)) {
            let bytes = self.types.slice_of(TypeId::BYTE);
            let all = types
                .iter()
                .all(|&ty| is_string(self, ty) || self.types.identical(ty, bytes));
            return all.then_some(if self.types.is_type_param(ty) {
                TypeId::STRING
            } else {
                types[0]
            });
        }
        self.types.common_underlying(ty)
    }
}
