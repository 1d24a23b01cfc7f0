//! `for … range`.

use crate::syntax::ast::{ChanDir, Expr, Range};
use crate::syntax::symbol::Symbol;
use crate::types::Basic;
use crate::types::info::Mode;
use crate::types::object::VarKind;
use crate::types::ty::{Signature, Type, TypeId};

use super::Checker;
use super::operand::Operand;

/// The types of the iteration variables; `None` where there may be no variable.
struct Iteration {
    key: Option<TypeId>,
    value: Option<TypeId>,
}

impl<'a> Checker<'a> {
    pub(super) fn range_statement(&mut self, range: &'a Range) {
        let mark = self.open();
        let mut x = self.expr(&range.x, None);
        let mut iteration = Iteration {
            key: None,
            value: None,
        };
        if x.is_valid() {
            match self.iteration(&x) {
                Ok(found) => {
                    self.check_variable_places(range, &x, &found);
                    iteration = found;
                }
                Err(cause) => {
                    let cause = if cause.is_empty() {
                        String::new()
                    } else {
                        format!(": {cause}")
                    };
                    let message = format!("cannot range over {}{cause}", self.describe(&x));
                    self.error_at(&x, message);
                }
            }
        }
        let over_integer =
            x.is_valid() && !x.is_nil() && self.types.all_basic(x.ty, Basic::is_integer);
        if range.define {
            self.declare_iteration(range, &mut x, &iteration, over_integer);
        } else {
            let types = [iteration.key, iteration.value];
            for (left, ty) in [&range.key, &range.value].into_iter().zip(types) {
                let Some(left) = left else { continue };
                match ty {
                    Some(ty) => self.assign_iteration(left, ty, &mut x, over_integer),
                    None => {
                        self.use_left(left);
                    }
                }
            }
            if range.key.is_none() && over_integer {
                self.assignment(&mut x, None, "range clause");
            }
        }
        self.block(&range.body.stmts);
        self.close(mark);
    }

    fn check_variable_places(&mut self, range: &'a Range, x: &Operand<'a>, found: &Iteration) {
        let what = match (&range.key, &range.value) {
            (Some(key), _) if found.key.is_none() => (key.pos, "no iteration variables"),
            (_, Some(value)) if found.value.is_none() => (value.pos, "only one iteration variable"),
            _ => return,
        };
        let message = format!("range over {} permits {}", self.describe(x), what.1);
        self.error(what.0, message);
    }

    fn declare_iteration(
        &mut self,
        range: &'a Range,
        x: &mut Operand<'a>,
        found: &Iteration,
        over_integer: bool,
    ) {
        let mut new = Vec::new();
        let types = [found.key, found.value];
        for (left, ty) in [&range.key, &range.value].into_iter().zip(types) {
            let Some(left) = left else { continue };
            let Some(ident) = left.as_ident() else {
                let message = format!("non-name {} on left side of :=", self.text(left));
                self.error(left.pos, message);
                continue;
            };
            let obj = self.new_variable(ident, TypeId::INVALID, VarKind::Local);
            self.define(ident, obj);
            if ident.name != Symbol::BLANK {
                if let Some(&(_, other)) = new.iter().find(|&&(name, _)| name == ident.name) {
                    self.report_redeclared(ident.pos, obj, other);
                    self.used.insert(obj);
                    continue;
                }
                new.push((ident.name, obj));
            }
            match ty {
                None | Some(TypeId::INVALID) => {
                    self.used.insert(obj);
                }
                Some(_) if over_integer => self.initialize(obj, None, x, "range clause"),
                Some(ty) => {
                    let mut y = Operand::value(ty, left);
                    y.part = Some(self.text(left));
                    self.initialize(obj, None, &mut y, "assignment");
                }
            }
            self.record_variable(left, obj);
        }
        if new.is_empty() {
            self.error(range.op_pos, "no new variables on left side of :=");
        }
        for (name, obj) in new {
            self.env.names.push(name, obj);
        }
    }

    fn assign_iteration(
        &mut self,
        left: &'a Expr,
        ty: TypeId,
        x: &mut Operand<'a>,
        over_integer: bool,
    ) {
        if over_integer {
            self.assign_value(left, x, "range clause");
            if x.is_valid() && !self.types.all_basic(x.ty, Basic::is_integer) {
                let message = format!(
                    "cannot use iteration variable of type {}",
                    self.types.display(x.ty)
                );
                self.error(left.pos, message);
            }
            return;
        }
        let mut y = Operand::value(ty, left);
        y.part = Some(self.text(left));
        self.assign_value(left, &mut y, "assignment");
    }

    /// The types of the iteration variables, or why there are none: empty if there is nothing to add.
    fn iteration(&mut self, x: &Operand<'a>) -> Result<Iteration, String> {
        let both = |key, value| {
            Ok(Iteration {
                key: Some(key),
                value: Some(value),
            })
        };
        let one = |key| {
            Ok(Iteration {
                key: Some(key),
                value: None,
            })
        };
        if x.is_nil() || x.mode == Mode::NoValue {
            return Err(String::new());
        }
        let common = self.types.common_underlying_if(x.ty, &mut |_, _| None)?;
        let ty = match *self.types.get(common) {
            Type::Pointer(base) => match self.types.under(base) {
                array @ Type::Array(..) => array,
                _ => return Err(String::new()),
            },
            _ => self.types.get(common).clone(),
        };
        match ty {
            Type::Basic(basic) if basic.is_string() => both(TypeId::INT, TypeId::RUNE),
            Type::Basic(basic) if basic.is_integer() => {
                if !self.allows((1, 22)) {
                    return Err("requires go1.22 or later".into());
                }
                one(x.ty)
            }
            Type::Array(_, elem) | Type::Slice(elem) => both(TypeId::INT, elem),
            Type::Map(key, elem) => both(key, elem),
            Type::Chan(ChanDir::Send, _) => Err(format!(
                "receive from send-only channel {}",
                self.types.display(x.ty)
            )),
            Type::Chan(_, elem) => one(elem),
            Type::Func(signature) => self.iterator(&signature),
            _ => Err(String::new()),
        }
    }

    fn iterator(&mut self, signature: &Signature) -> Result<Iteration, String> {
        if !self.allows((1, 23)) {
            return Err("requires go1.23 or later".into());
        }
        let bad = |cause: &str| Err(format!("func must be func(yield func(...) bool): {cause}"));
        let [param] = &signature.params[..] else {
            return bad("wrong argument count");
        };
        if !signature.results.is_empty() {
            return bad("unexpected results");
        }
        let common = match self.types.common_underlying_if(param.ty, &mut |_, _| None) {
            Ok(common) => common,
            Err(cause) => return bad(&format!("in yield type, {cause}")),
        };
        let Type::Func(yield_func) = self.types.get(common).clone() else {
            return bad("argument is not func");
        };
        if yield_func.params.len() > 2 {
            return bad("yield func has too many parameters");
        }
        match &yield_func.results[..] {
            [result] if self.types.identical(result.ty, TypeId::BOOL) => {}
            [result] if self.types.all_basic(result.ty, Basic::is_boolean) => {
                return bad("yield func returns user-defined boolean, not bool");
            }
            _ => return bad("yield func does not return bool"),
        }
        if yield_func.variadic {
            let ty = self.types.display(param.ty);
            return Err(format!("yield func of type {ty} cannot be variadic"));
        }
        let mut types = yield_func.params.iter().map(|param| param.ty);
        Ok(Iteration {
            key: types.next(),
            value: types.next(),
        })
    }
}
