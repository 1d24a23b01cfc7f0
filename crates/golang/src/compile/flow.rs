//! `return`, `break`, `continue`, `goto`.

use super::func::{BodyScope, Exit, Form, Func, Operand, ResultPlace};
use super::location::Location;
use super::scan::has_label;
use crate::code::{Bank, Op};
use crate::syntax::ast::{BranchKind, Expr, ExprKind};
use crate::syntax::symbol::Symbol;

impl<'a> Func<'_, 'a> {
    /// `return …`
    pub(crate) fn return_values(&mut self, exprs: &'a [Expr]) {
        let places = self.results.clone();
        match (exprs, &places[..]) {
            ([], _) => {}
            ([only], [place]) if place.variable.is_none() => {
                self.eval_owned(only, place.ty, Some(place.slot));
            }
            ([only], [place]) => {
                let value = self.eval_owned(only, place.ty, None);
                self.set_result(*place, value);
            }
            ([only], _) if matches!(only.unparen().kind, ExprKind::Call(_)) && places.len() > 1 => {
                let types = self.result_types(only);
                let values = self.values(only);
                for ((place, value), from) in places.iter().zip(values).zip(types) {
                    let value = self.converted(value, from, place.ty, None);
                    self.set_result(*place, value);
                }
            }
            _ => {
                let mut values = Vec::new();
                for (place, expr) in places.iter().zip(exprs) {
                    let value = self.eval_owned(expr, place.ty, None);
                    values.push(self.stable(value));
                }
                for (place, value) in places.iter().zip(values) {
                    self.set_result(*place, value);
                }
            }
        }
        self.leave();
    }

    fn set_result(&mut self, place: ResultPlace, value: Operand) {
        match place.variable.map(|variable| variable.form) {
            Some(Form::Cell(_)) => {
                if let Some(variable) = place.variable {
                    self.store_cell(variable.slot, value);
                }
            }
            Some(Form::Handle(own)) => {
                self.store(Location::Handle(place.slot, own), place.ty, value);
            }
            Some(Form::Plain(_)) | None => self.move_to(place.slot, value),
        }
    }

    /// Leaves the function; the results are in their places.
    pub(crate) fn leave(&mut self) {
        if !self.bodies.is_empty() {
            return self.exit(Exit::Return);
        }
        if self.has_defer {
            let jump = self.emit(Op::Jump(0));
            self.returns.push(jump);
            return;
        }
        self.load_results();
        self.emit(Op::Return);
    }

    /// Loads the results that live in cells.
    pub(crate) fn load_results(&mut self) {
        for place in self.results.clone() {
            if let Some(variable) = place.variable
                && let Form::Cell(bank) = variable.form
            {
                self.emit(match bank {
                    Bank::Num => Op::Load(place.slot, variable.slot, 0),
                    Bank::Ref => Op::LoadRef(place.slot, variable.slot, 0),
                });
            }
        }
    }

    pub(crate) fn branch(&mut self, kind: BranchKind, label: Option<Symbol>) {
        match kind {
            BranchKind::Break => {
                let scope = self.scope(label, false);
                self.exit(Exit::Break(scope));
            }
            BranchKind::Continue => {
                let scope = self.scope(label, true);
                self.exit(Exit::Continue(scope));
            }
            BranchKind::Goto => {
                if let Some(label) = label {
                    self.exit(Exit::Goto(label));
                }
            }
            // The switch itself sees to it.
            BranchKind::Fallthrough => {}
        }
    }

    /// The scope of a label, or the innermost one.
    fn scope(&self, label: Option<Symbol>, is_loop: bool) -> usize {
        let fits = |scope: &super::func::Scope| match label {
            Some(label) => scope.label == Some(label),
            None => !is_loop || scope.continues.is_some(),
        };
        self.scopes.iter().rposition(fits).unwrap_or(0)
    }

    /// Goes a way out, through the bodies of loops over functions if there are any between.
    pub(crate) fn exit(&mut self, exit: Exit) {
        let bodies = match exit {
            Exit::Return => 0,
            Exit::Break(scope) | Exit::Continue(scope) => {
                self.scopes.get(scope).map_or(0, |scope| scope.bodies)
            }
            Exit::Goto(label) => {
                let around = |body: &BodyScope| has_label(body.block, label);
                self.bodies
                    .iter()
                    .rposition(around)
                    .map_or(0, |body| body + 1)
            }
        };
        if self.bodies.len() > bodies {
            let is_next = matches!(exit, Exit::Continue(_)) && self.bodies.len() == bodies + 1;
            if is_next && self.is_own_loop(exit) {
                self.emit(Op::Resume(true));
                return;
            }
            let number = self
                .bodies
                .last_mut()
                .map(|body| body.number(exit))
                .unwrap_or_default();
            let state = self.bodies.last().map_or(0, |body| body.state);
            self.emit(Op::Int(state, number));
            self.emit(Op::Resume(false));
            return;
        }
        match exit {
            Exit::Return => self.leave(),
            Exit::Goto(label) => {
                let jump = self.emit(Op::Jump(0));
                self.gotos.push((jump, label));
            }
            Exit::Break(scope) => {
                let jump = self.emit(Op::Jump(0));
                if let Some(scope) = self.scopes.get_mut(scope) {
                    scope.breaks.push(jump);
                }
            }
            Exit::Continue(scope) => {
                let jump = self.emit(Op::Jump(0));
                if let Some(continues) = self
                    .scopes
                    .get_mut(scope)
                    .and_then(|scope| scope.continues.as_mut())
                {
                    continues.push(jump);
                }
            }
        }
    }

    /// Whether a `continue` is that of the loop whose body this is.
    fn is_own_loop(&self, exit: Exit) -> bool {
        let own = self.bodies.last().map(|body| body.scope);
        matches!(exit, Exit::Continue(scope) if Some(scope) == own)
    }
}

impl BodyScope<'_> {
    /// What `state` is for a way out.
    fn number(&mut self, exit: Exit) -> i32 {
        let place = self
            .exits
            .iter()
            .position(|other| *other == exit)
            .unwrap_or_else(|| {
                self.exits.push(exit);
                self.exits.len() - 1
            });
        i32::try_from(place).unwrap_or(i32::MAX - 1) + 1
    }
}
