//! `switch` statements.

use std::collections::BTreeMap;

use crate::syntax::ast::{Expr, ExprKind, Ident, Switch, TypeSwitch};
use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;
use crate::syntax::token::BinaryOp;
use crate::types::ObjId;
use crate::types::constant::Value;
use crate::types::info::Mode;
use crate::types::object::{ObjectKind, VarKind};
use crate::types::ty::TypeId;

use super::Checker;
use super::key::Key;
use super::operand::{Operand, own_place, start};

impl<'a> Checker<'a> {
    pub(super) fn switch(&mut self, switch: &'a Switch) {
        let mark = self.open();
        if let Some(init) = &switch.init {
            self.statement(init);
        }
        let tag = self.switch_tag(switch);
        let defaults = switch
            .clauses
            .iter()
            .filter(|clause| clause.values.is_empty())
            .map(|clause| clause.pos);
        self.report_defaults(&defaults.collect::<Vec<_>>());
        let mut seen = BTreeMap::new();
        for clause in &switch.clauses {
            self.case_values(tag.as_ref(), &clause.values, &mut seen);
            self.block(&clause.body);
        }
        self.close(mark);
    }

    /// What the cases are compared with; none if it is in error.
    fn switch_tag(&mut self, switch: &'a Switch) -> Option<Operand<'a>> {
        let Some(tag) = &switch.tag else {
            let mut x = Operand {
                mode: Mode::Constant,
                ty: TypeId::BOOL,
                value: Some(Value::Bool(true)),
                expr: None,
                part: Some("true".into()),
            };
            x.expr = switch
                .clauses
                .iter()
                .find_map(|clause| clause.values.first());
            return Some(x);
        };
        let mut x = self.expr(tag, None);
        self.assignment(&mut x, None, "switch expression");
        if !x.is_valid() {
            return None;
        }
        if !self.types.comparable(x.ty) && !self.types.has_nil(x.ty) {
            let message = format!(
                "cannot switch on {} ({} is not comparable)",
                self.describe(&x),
                self.types.display(x.ty)
            );
            self.error_at(&x, message);
            return None;
        }
        Some(x)
    }

    fn case_values(
        &mut self,
        tag: Option<&Operand<'a>>,
        values: &'a [Expr],
        seen: &mut BTreeMap<(Key, TypeId), Pos>,
    ) {
        for value in values {
            let mut x = self.expr(value, None);
            let Some(tag) = tag.filter(|_| x.is_valid()) else {
                continue;
            };
            let mut y = tag.clone();
            self.match_case(&mut x, &y);
            if !x.is_valid() {
                continue;
            }
            let mut result = x.clone();
            self.comparison(&mut result, &mut y, BinaryOp::Eql, true);
            let (true, Mode::Constant, Some(constant)) =
                (result.is_valid(), x.mode, x.value.clone())
            else {
                continue;
            };
            if matches!(constant, Value::Bool(_)) {
                continue;
            }
            let ty = self.types.canonical(x.ty);
            let key = (Key::of(&constant), ty);
            if let Some(pos) = seen.get(&key) {
                let place = self.place(*pos);
                let what = self.describe(&x);
                self.error_at(
                    &x,
                    format!("duplicate case {what} in expression switch\n\t{place}: previous case"),
                );
            } else {
                seen.insert(key, own_place(value));
            }
        }
    }

    fn match_case(&mut self, x: &mut Operand<'a>, tag: &Operand<'a>) {
        if !self.types.is_untyped(x.ty) {
            return;
        }
        if self.implicit_type(x, tag.ty).is_err() {
            // The words are those of a comparison if the kinds differ, else those of a conversion.
            let number = |checker: &mut Self, ty| {
                checker.types.all_basic(ty, crate::types::Basic::is_numeric)
            };
            if number(self, x.ty) != number(self, tag.ty) || x.is_nil() {
                self.mismatched_case(x, tag);
                x.invalidate();
                return;
            }
        }
        self.convert_untyped(x, tag.ty);
    }

    fn mismatched_case(&mut self, x: &Operand<'a>, tag: &Operand<'a>) {
        let message = format!(
            "invalid case {} in switch on {} (mismatched types {} and {})",
            self.operand_text(x),
            self.operand_text(tag),
            self.types.display(x.ty),
            self.types.display(tag.ty)
        );
        self.error_at(x, message);
    }

    pub(super) fn type_switch(&mut self, switch: &'a TypeSwitch) {
        let mark = self.open();
        if let Some(init) = &switch.init {
            self.statement(init);
        }
        let mut bind = switch.bind.as_ref();
        if let Some(ident) = bind.filter(|ident| ident.name == Symbol::BLANK) {
            self.error(ident.pos, "no new variable on left side of :=");
            bind = None;
        }
        let x = self.type_switch_operand(switch);
        let defaults = switch
            .clauses
            .iter()
            .filter(|clause| clause.values.is_empty())
            .map(|clause| clause.pos);
        self.report_defaults(&defaults.collect::<Vec<_>>());
        let mut vars = Vec::new();
        let mut seen = BTreeMap::new();
        for clause in &switch.clauses {
            let ty = self.case_types(x.as_ref(), &clause.values, &mut seen);
            let mark = self.open();
            if let Some(ident) = bind {
                let obj = self.clause_variable(ident, ty);
                self.info.implicit.insert(clause.id, obj);
                vars.push(obj);
            }
            self.block_statements(&clause.body);
            self.close(mark);
        }
        if let Some(ident) = bind
            && !vars.iter().any(|var| self.used.contains(var))
        {
            let message = format!("{} declared and not used", self.types.text(ident.name));
            self.error(ident.pos, message);
        }
        self.close(mark);
    }

    /// The variable of a clause; whether one of them is used is looked at for all together.
    fn clause_variable(&mut self, ident: &Ident, ty: TypeId) -> ObjId {
        let obj = self.new_variable(ident, ty, VarKind::Local);
        self.locals.pop();
        self.env.names.push(ident.name, obj);
        obj
    }

    fn type_switch_operand(&mut self, switch: &'a TypeSwitch) -> Option<Operand<'a>> {
        let ExprKind::TypeAssert(inner, _) = &switch.guard.unparen().kind else {
            return None;
        };
        let x = self.expr(inner, None);
        if !x.is_valid() {
            return None;
        }
        let message = if self.types.is_type_param(x.ty) {
            format!(
                "cannot use type switch on type parameter value {}",
                self.describe(&x)
            )
        } else if x.is_nil() || !self.types.is_interface(x.ty) {
            format!("{} is not an interface", self.describe(&x))
        } else {
            return Some(x);
        };
        self.error_at(&x, message);
        None
    }

    /// The type that a clause's variable has.
    fn case_types(
        &mut self,
        x: Option<&Operand<'a>>,
        cases: &'a [Expr],
        seen: &mut BTreeMap<Option<TypeId>, Pos>,
    ) -> TypeId {
        let mut single = None;
        for case in cases {
            let ty = if self.is_nil_name(case) {
                self.expr(case, None);
                None
            } else {
                let ty = self.var_type(case);
                if ty == TypeId::INVALID {
                    single = Some(ty);
                    continue;
                }
                Some(ty)
            };
            single = ty;
            let key = ty.map(|ty| self.types.canonical(ty));
            if let Some(&pos) = seen.get(&key) {
                let shown = ty.map_or_else(|| "nil".into(), |ty| self.types.display(ty));
                let place = self.place(pos);
                self.error(
                    start(case),
                    format!("duplicate case {shown} in type switch\n\t{place}: previous case"),
                );
                continue;
            }
            seen.insert(key, own_place(case));
            if let (Some(x), Some(ty)) = (x, ty)
                && let Some(cause) = self.why_not_assertable(x.ty, ty)
            {
                let message = format!(
                    "impossible type switch case: {}\n\t{} cannot have dynamic type {} {cause}",
                    self.text(case),
                    self.describe(x),
                    self.types.display(ty)
                );
                self.error(case.pos, message);
            }
        }
        match (cases.len(), single) {
            (1, Some(ty)) => ty,
            _ => x.map_or(TypeId::INVALID, |x| x.ty),
        }
    }

    fn is_nil_name(&self, expr: &Expr) -> bool {
        let obj = expr
            .unparen()
            .as_ident()
            .and_then(|ident| self.look_up(ident.name));
        obj.is_some_and(|obj| matches!(self.types.object(obj).kind, ObjectKind::Nil))
    }
}
