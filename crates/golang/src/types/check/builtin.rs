//! Calls of predeclared functions.

use crate::syntax::ast::{Call, Expr};
use crate::syntax::token::BinaryOp;
use crate::types::Basic;
use crate::types::constant::{self};
use crate::types::info::Mode;
use crate::types::object::Builtin;
use crate::types::ty::TypeId;

use super::Checker;
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
        if !self.check_builtin_count(expr, builtin, count) {
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

    fn check_builtin_count(&mut self, expr: &'a Expr, builtin: Builtin, count: usize) -> bool {
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
            if let (Mode::Constant, Mode::Constant, Some(a), Some(b)) =
                (x.mode, arg.mode, &x.value, &arg.value)
            {
                if constant::compare(b, op, a) == Some(true) {
                    x = arg;
                }
            } else {
                x.mode = Mode::Value;
                x.value = None;
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
}

pub(super) fn no_value(expr: &Expr) -> Operand<'_> {
    Operand::new(Mode::NoValue, TypeId::EMPTY_TUPLE, expr)
}
