//! Calls of predeclared functions.

use crate::syntax::ast::{Call, ChanDir, Expr, ExprKind};
use crate::syntax::token::BinaryOp;
use crate::types::Basic;
use crate::types::constant::{self, Value};
use crate::types::info::Mode;
use crate::types::object::Builtin;
use crate::types::ty::{Type, TypeId};

use super::Checker;
use super::later::Test;
use super::operand::Operand;

impl<'a> Checker<'a> {
    pub(super) fn builtin_call(
        &mut self,
        expr: &'a Expr,
        call: &'a Call,
        builtin: Builtin,
    ) -> Operand<'a> {
        let name = self.text(&call.fun);
        let outer = self.env.has_call;
        if matches!(builtin, Builtin::Len | Builtin::Cap) {
            self.env.has_call = false;
        }
        let x = self.builtin(expr, call, builtin, &name);
        if matches!(builtin, Builtin::Len | Builtin::Cap) {
            self.env.has_call = outer;
        }
        if x.is_valid() && x.mode != Mode::Constant {
            self.env.has_call = true;
        }
        x
    }

    fn builtin(
        &mut self,
        expr: &'a Expr,
        call: &'a Call,
        builtin: Builtin,
        name: &str,
    ) -> Operand<'a> {
        let invalid = Operand::invalid(expr);
        if builtin == Builtin::Complex {
            for arg in &call.args {
                self.use_expr(arg);
            }
            self.error(
                expr.pos,
                format!("{name}: the Lab has no complex numbers; use two float64"),
            );
            return invalid;
        }
        if call.ellipsis.is_some() && builtin != Builtin::Append {
            self.error(
                call.ellipsis,
                format!("invalid operation: invalid use of ... with built-in {name}"),
            );
            for arg in &call.args {
                self.use_expr(arg);
            }
            return invalid;
        }
        let typed = matches!(builtin, Builtin::Make | Builtin::New);
        let mut args = if typed {
            Vec::new()
        } else {
            self.value_list(&call.args)
        };
        if args.iter().any(|arg| !arg.is_valid()) {
            return invalid;
        }
        let count = if typed { call.args.len() } else { args.len() };
        if !self.check_builtin_count(expr, call, builtin, count) {
            return invalid;
        }
        match builtin {
            Builtin::Append => self.append(expr, call, args),
            Builtin::Cap | Builtin::Len => self.length(expr, &args[0], builtin, name),
            Builtin::Clear => self.clear(expr, &args[0]),
            Builtin::Close => self.close_channel(expr, &args[0]),
            Builtin::Copy => self.copy(expr, &args),
            Builtin::Delete => self.delete(expr, &mut args),
            Builtin::Make => self.make(expr, call),
            Builtin::Max | Builtin::Min => self.extreme(expr, args, builtin, name),
            Builtin::New => self.new_pointer(expr, &call.args[0]),
            Builtin::Panic => {
                self.panics.insert(expr.id);
                self.assignment(&mut args[0], Some(TypeId::ANY), "argument to panic");
                if args[0].is_valid() {
                    no_value(expr)
                } else {
                    invalid
                }
            }
            Builtin::Print | Builtin::Println => {
                let context = format!("argument to built-in {name}");
                for arg in &mut args {
                    self.assignment(arg, None, &context);
                    if !arg.is_valid() {
                        return invalid;
                    }
                }
                no_value(expr)
            }
            Builtin::Recover => Operand::value(TypeId::ANY, expr),
            Builtin::Complex => invalid,
        }
    }

    /// Values of a list; the results of a call if it is alone.
    fn value_list(&mut self, exprs: &'a [Expr]) -> Vec<Operand<'a>> {
        match exprs {
            [one] => self.multi_expr(one, false).0,
            _ => exprs.iter().map(|expr| self.expr(expr, None)).collect(),
        }
    }

    fn check_builtin_count(
        &mut self,
        expr: &'a Expr,
        call: &'a Call,
        builtin: Builtin,
        count: usize,
    ) -> bool {
        let (least, more) = builtin.arguments();
        let which = if count < least {
            "not enough"
        } else if count > least && !more {
            "too many"
        } else {
            return true;
        };
        let message = format!(
            "invalid operation: {which} arguments for {} (expected {least}, found {count})",
            self.text(expr)
        );
        self.error(expr.pos, message);
        false
    }

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

    fn append(
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

    fn length(
        &mut self,
        expr: &'a Expr,
        x: &Operand<'a>,
        builtin: Builtin,
        name: &str,
    ) -> Operand<'a> {
        let len = builtin == Builtin::Len;
        let is_param = self.types.is_type_param(x.ty);
        let types = if x.is_nil() {
            Vec::new()
        } else {
            self.types.operand_types(x.ty).unwrap_or_default()
        };
        let mut fixed = None;
        let fine = !types.is_empty()
            && types.into_iter().all(|ty| {
                let ty = match *self.types.get(ty) {
                    Type::Pointer(base) => match self.types.under(base) {
                        Type::Array(..) => self.types.underlying(base),
                        _ => ty,
                    },
                    _ => ty,
                };
                match *self.types.get(ty) {
                    Type::Basic(basic) => len && basic.is_string(),
                    Type::Array(n, _) => {
                        fixed = Some(n);
                        true
                    }
                    Type::Slice(_) | Type::Chan(..) => true,
                    Type::Map(..) => len,
                    _ => false,
                }
            });
        if !fine {
            if self.types.underlying(x.ty) != TypeId::INVALID {
                let message = format!("invalid argument: {} for built-in {name}", self.describe(x));
                self.error_at(x, message);
            }
            return Operand::invalid(expr);
        }
        let bytes = x.value.as_ref().and_then(Value::as_bytes).map(<[u8]>::len);
        if let (Mode::Constant, Some(bytes)) = (x.mode, bytes) {
            return Operand::constant(Value::int(bytes), TypeId::INT, expr);
        }
        match fixed {
            Some(n) if !is_param && !self.env.has_call => {
                Operand::constant(Value::int(n), TypeId::INT, expr)
            }
            _ => Operand::value(TypeId::INT, expr),
        }
    }

    fn clear(&mut self, expr: &'a Expr, x: &Operand<'a>) -> Operand<'a> {
        let types = if x.is_nil() {
            Vec::new()
        } else {
            self.types.operand_types(x.ty).unwrap_or_default()
        };
        if types.is_empty()
            || !types
                .iter()
                .all(|&ty| matches!(self.types.get(ty), Type::Map(..) | Type::Slice(_)))
        {
            let message = format!(
                "invalid argument: cannot clear {}: argument must be (or constrained by) map or slice",
                self.describe(x)
            );
            self.error_at(x, message);
            return Operand::invalid(expr);
        }
        no_value(expr)
    }

    fn close_channel(&mut self, expr: &'a Expr, x: &Operand<'a>) -> Operand<'a> {
        let types = if x.is_nil() {
            Vec::new()
        } else {
            self.types.operand_types(x.ty).unwrap_or_default()
        };
        let kind = if types.is_empty() {
            Some("non-channel")
        } else {
            types.iter().find_map(|&ty| match self.types.get(ty) {
                Type::Chan(ChanDir::Recv, _) => Some("receive-only channel"),
                Type::Chan(..) => None,
                _ => Some("non-channel"),
            })
        };
        match kind {
            None => no_value(expr),
            Some(kind) => {
                let message = format!(
                    "invalid operation: cannot close {kind} {}",
                    self.describe(x)
                );
                self.error_at(x, message);
                Operand::invalid(expr)
            }
        }
    }

    fn copy(&mut self, expr: &'a Expr, args: &[Operand<'a>]) -> Operand<'a> {
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

    fn delete(&mut self, expr: &'a Expr, args: &mut [Operand<'a>]) -> Operand<'a> {
        let map = args[0].clone();
        let types = if map.is_nil() {
            Vec::new()
        } else {
            self.types.operand_types(map.ty).unwrap_or_default()
        };
        let mut key = None;
        for ty in &types {
            match (self.types.get(*ty).clone(), key) {
                (Type::Map(other, _), Some(key)) if !self.types.identical(other, key) => {
                    let message = format!(
                        "invalid argument: maps of {} must have identical key types",
                        self.describe(&map)
                    );
                    self.error_at(&map, message);
                    return Operand::invalid(expr);
                }
                (Type::Map(other, _), _) => key = Some(other),
                _ => {
                    key = None;
                    break;
                }
            }
        }
        let Some(key) = key else {
            let message = format!("invalid argument: {} is not a map", self.describe(&map));
            self.error_at(&map, message);
            return Operand::invalid(expr);
        };
        self.assignment(&mut args[1], Some(key), "argument to delete");
        if args[1].is_valid() {
            no_value(expr)
        } else {
            Operand::invalid(expr)
        }
    }

    fn make(&mut self, expr: &'a Expr, call: &'a Call) -> Operand<'a> {
        let first = &call.args[0];
        let ty = self.var_type(first);
        if ty == TypeId::INVALID {
            for arg in &call.args[1..] {
                self.use_expr(arg);
            }
            return Operand::invalid(expr);
        }
        let common = self.types.common_underlying(ty);
        let least = match common.map(|ty| self.types.get(ty)) {
            Some(Type::Slice(_)) => 2,
            Some(Type::Map(..) | Type::Chan(..)) => 1,
            Some(Type::Basic(Basic::Invalid)) => return Operand::invalid(expr),
            other => {
                let cause = if other.is_none() {
                    "no specific type"
                } else {
                    "type must be slice, map, or channel"
                };
                let message = format!(
                    "invalid argument: cannot make {}: {cause}",
                    self.text(first)
                );
                self.error(first.pos, message);
                return Operand::invalid(expr);
            }
        };
        let count = call.args.len();
        if count < least || count > least + 1 {
            let message = format!(
                "invalid operation: {} expects {least} or {} arguments; found {count}",
                self.text(expr),
                least + 1
            );
            self.error(expr.pos, message);
            return Operand::invalid(expr);
        }
        let sizes: Vec<_> = call.args[1..]
            .iter()
            .map(|arg| self.index_value(arg, None))
            .collect();
        if let [Some(len), Some(cap)] = sizes[..]
            && len > cap
        {
            self.error(
                call.args[1].pos,
                "invalid argument: length and capacity swapped",
            );
        }
        Operand::value(ty, expr)
    }

    fn extreme(
        &mut self,
        expr: &'a Expr,
        args: Vec<Operand<'a>>,
        builtin: Builtin,
        name: &str,
    ) -> Operand<'a> {
        let op = if builtin == Builtin::Max {
            BinaryOp::Gtr
        } else {
            BinaryOp::Lss
        };
        let exprs: Vec<&'a Expr> = args.iter().filter_map(|arg| arg.expr).collect();
        let mut result: Option<Operand<'a>> = None;
        for mut arg in args {
            if arg.is_nil() || !self.types.all_basic(arg.ty, Basic::is_ordered) {
                let message = format!(
                    "invalid argument: {} cannot be ordered",
                    self.describe(&arg)
                );
                self.error_at(&arg, message);
                return Operand::invalid(expr);
            }
            let Some(mut x) = result.take() else {
                result = Some(arg);
                continue;
            };
            self.match_types(&mut x, &mut arg);
            if !x.is_valid() {
                return Operand::invalid(expr);
            }
            if !self.types.identical(x.ty, arg.ty) {
                let message = format!(
                    "invalid argument: mismatched types {} (previous argument) and {} (type of {})",
                    self.types.display(x.ty),
                    self.types.display(arg.ty),
                    self.operand_text(&arg)
                );
                self.error_at(&arg, message);
                return Operand::invalid(expr);
            }
            match (x.mode, arg.mode, &x.value, &arg.value) {
                (Mode::Constant, Mode::Constant, Some(a), Some(b)) => {
                    if constant::compare(b, op, a) == Some(true) {
                        x = arg;
                    }
                }
                _ => {
                    x.mode = Mode::Value;
                    x.value = None;
                }
            }
            result = Some(x);
        }
        let Some(mut x) = result else {
            return Operand::invalid(expr);
        };
        if x.mode != Mode::Constant {
            x.mode = Mode::Value;
            self.assignment(
                &mut x,
                Some(TypeId::ANY),
                &format!("argument to built-in {name}"),
            );
            if !x.is_valid() {
                return Operand::invalid(expr);
            }
        }
        for arg in exprs {
            self.update_type(arg, x.ty, true);
        }
        Operand {
            expr: Some(expr),
            ..x
        }
    }

    /// `new(T)`, or `new(x)` for a variable with a first value.
    fn new_pointer(&mut self, expr: &'a Expr, arg: &'a Expr) -> Operand<'a> {
        let mut x = if is_type_syntax(arg) {
            let ty = self.var_type(arg);
            Operand::new(
                if ty == TypeId::INVALID {
                    Mode::Invalid
                } else {
                    Mode::Type
                },
                ty,
                arg,
            )
        } else {
            self.expr_or_type(arg, false)
        };
        match x.mode {
            Mode::Invalid => return Operand::invalid(expr),
            Mode::Type => self.delay(Test::VarType(x.ty), arg.pos),
            Mode::Builtin(_) => {
                let message = format!("{} must be called", self.describe(&x));
                self.error_at(&x, message);
                return Operand::invalid(expr);
            }
            _ => {
                self.assignment(&mut x, None, "argument to new");
                if !x.is_valid() {
                    return Operand::invalid(expr);
                }
            }
        }
        let ty = self.types.pointer_to(x.ty);
        Operand::value(ty, expr)
    }
}

fn no_value(expr: &Expr) -> Operand<'_> {
    Operand::new(Mode::NoValue, TypeId::EMPTY_TUPLE, expr)
}

/// Whether an expression can only be a type.
fn is_type_syntax(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Array(_)
            | ExprKind::Struct(_)
            | ExprKind::Func(_)
            | ExprKind::Interface(_)
            | ExprKind::Map(..)
            | ExprKind::Chan(_)
    )
}
