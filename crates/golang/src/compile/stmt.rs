//! Statements.

use super::func::{Func, Operand, Scope};
use super::location::Location;
use crate::code::{Bank, Op};
use crate::syntax::ast::{AssignOp, Block, Decl, For, If, Stmt, StmtKind, ValueSpec};
use crate::syntax::symbol::Symbol;
use crate::types::{ObjId, Type, TypeId};

impl<'a> Func<'_, 'a> {
    /// The statements of a block; the slots of its variables are free afterwards.
    pub(crate) fn block(&mut self, block: &'a Block) {
        self.stmts(&block.stmts);
    }

    pub(crate) fn stmts(&mut self, stmts: &'a [Stmt]) {
        let before = self.top;
        for stmt in stmts {
            self.stmt(stmt);
        }
        self.top = before;
    }

    pub(crate) fn stmt(&mut self, stmt: &'a Stmt) {
        self.line = self.line_of(stmt.pos);
        if self.unit.own_files.contains_key(&self.number) {
            self.unit.pos = stmt.pos;
        }
        let before = self.top;
        match &stmt.kind {
            StmtKind::Bad | StmtKind::Empty(_) => {}
            StmtKind::Decl(decl) => return self.local_decl(decl),
            StmtKind::Assign(assign) if assign.op == AssignOp::Define => {
                return self.define(&assign.lhs, &assign.rhs);
            }
            StmtKind::Labeled(label, _, stmt) => {
                let here = self.here();
                self.labels.insert(label.name, here);
                self.next_label = Some(label.name);
                return self.stmt(stmt);
            }
            StmtKind::Expr(expr) => {
                self.values(expr);
            }
            StmtKind::Send(send) => {
                let ty = self.ty(&send.chan);
                let channel = self.eval(&send.chan, None);
                let elem = match self.unit.types.under(ty) {
                    Type::Chan(_, elem) => elem,
                    _ => TypeId::INT,
                };
                let value = self.eval_owned(&send.value, elem, None);
                self.emit(Op::Send(channel.slot, value.bank, value.slot));
            }
            StmtKind::IncDec(step) => self.step(step),
            StmtKind::Assign(assign) => self.assign(assign),
            StmtKind::Go(call) => self.spawn(call, true),
            StmtKind::Defer(call) => self.spawn(call, false),
            StmtKind::Return(values) => self.return_values(values),
            StmtKind::Branch(kind, label) => {
                self.branch(*kind, label.as_ref().map(|label| label.name));
            }
            StmtKind::Block(block) => self.block(block),
            StmtKind::If(part) => self.if_else(part),
            StmtKind::Switch(switch) => self.switch(switch),
            StmtKind::TypeSwitch(switch) => self.type_switch(switch),
            StmtKind::Select(select) => self.select(select),
            StmtKind::For(part) => self.for_loop(part),
            StmtKind::Range(range) => self.range(range),
        }
        self.next_label = None;
        self.top = before;
    }

    fn local_decl(&mut self, decl: &'a Decl) {
        if let Decl::Var(group) = decl {
            for spec in &group.specs {
                self.line = self.line_of(spec.pos);
                self.local_vars(spec);
            }
        }
    }

    fn local_vars(&mut self, spec: &'a ValueSpec) {
        let objects: Vec<Option<ObjId>> =
            spec.names.iter().map(|name| self.object(name.id)).collect();
        if spec.values.is_empty() {
            for obj in objects.into_iter().flatten() {
                self.declare(obj, None);
            }
            return;
        }
        if spec.values.len() == spec.names.len() {
            if let ([Some(obj)], [value]) = (&objects[..], &spec.values[..]) {
                return self.declare_as(*obj, value);
            }
            let mut values = Vec::new();
            for (obj, value) in objects.iter().zip(&spec.values) {
                let ty = if let Some(obj) = obj {
                    self.object_type(*obj)
                } else {
                    let ty = self.ty(value);
                    self.unit.types.default_type(ty)
                };
                let made = self.eval_owned(value, ty, None);
                self.name_channel(value, made.slot, |func| Some(func.variable_name((*obj)?)));
                values.push(self.stable(made));
            }
            for (obj, value) in objects.into_iter().zip(values) {
                if let Some(obj) = obj {
                    self.declare(obj, Some(value));
                }
            }
            return;
        }
        let (values, types) = self.several(&spec.values[0], spec.names.len());
        for ((obj, value), from) in objects.into_iter().zip(values).zip(types) {
            if let Some(obj) = obj {
                let to = self.object_type(obj);
                let value = self.converted(value, from, to, None);
                self.declare(obj, Some(value));
            }
        }
    }

    fn if_else(&mut self, part: &'a If) {
        if let Some(init) = &part.init {
            self.stmt(init);
        }
        self.line = self.line_of(part.cond.pos);
        let absent = self.condition(&part.cond, false);
        self.block(&part.body);
        match &part.otherwise {
            None => self.patch_here(absent),
            Some(otherwise) => {
                let end = self.emit(Op::Jump(0));
                self.patch_here(absent);
                self.stmt(otherwise);
                self.patch_here(vec![end]);
            }
        }
    }

    /// Opens a statement that `break` leaves.
    pub(crate) fn open(&mut self, is_loop: bool) -> usize {
        let label = self.next_label.take();
        let continues = is_loop.then(Vec::new);
        self.scopes.push(Scope {
            label,
            breaks: Vec::new(),
            continues,
            bodies: self.bodies.len(),
        });
        self.scopes.len() - 1
    }

    /// Closes it: `break` comes here.
    pub(crate) fn close(&mut self) {
        if let Some(scope) = self.scopes.pop() {
            self.patch_here(scope.breaks);
        }
    }

    /// `continue` of the innermost loop comes here.
    pub(crate) fn continue_here(&mut self) {
        let continues = self
            .scopes
            .last_mut()
            .and_then(|scope| scope.continues.as_mut())
            .map(std::mem::take);
        self.patch_here(continues.unwrap_or_default());
    }

    fn for_loop(&mut self, part: &'a For) {
        let label = self.next_label.take();
        let known: Vec<ObjId> = self.vars.keys().copied().collect();
        if let Some(init) = &part.init {
            self.stmt(init);
        }
        let own: Vec<ObjId> = self
            .vars
            .keys()
            .filter(|obj| known.binary_search(obj).is_err())
            .copied()
            .collect();
        self.next_label = label;
        self.open(true);
        // The condition stands at the end: one jump an iteration.
        let first = part.cond.as_ref().map(|cond| {
            self.line = self.line_of(cond.pos);
            self.condition(cond, false)
        });
        let start = self.here();
        self.block(&part.body);
        self.continue_here();
        if !self.old_loops {
            for obj in own {
                self.renew(obj);
            }
        }
        if let Some(post) = &part.post {
            self.stmt(post);
        }
        match &part.cond {
            Some(cond) => {
                self.line = self.line_of(cond.pos);
                let again = self.condition(cond, true);
                for jump in again {
                    self.patch(jump, start);
                }
            }
            None => {
                self.emit(Op::Jump(start));
            }
        }
        self.patch_here(first.unwrap_or_default());
        self.close();
    }

    /// A loop's variable for the next iteration: a copy, if the one before can be seen from elsewhere.
    fn renew(&mut self, obj: ObjId) {
        use super::func::Form;
        let (Some(variable), ty) = (self.vars.get(&obj).copied(), self.object_type(obj)) else {
            return;
        };
        let before = self.top;
        match variable.form {
            Form::Cell(_) => {
                let value = self.load(
                    Location::Memory(variable.slot, crate::code::Shape::NONE),
                    ty,
                    None,
                );
                self.initialize(variable, ty, Some(value));
            }
            Form::Handle(false) => {
                let value = self.owned(
                    Operand {
                        slot: variable.slot,
                        bank: Bank::Ref,
                        fresh: false,
                    },
                    ty,
                );
                self.move_to(variable.slot, value);
            }
            Form::Plain(_) | Form::Handle(true) => {}
        }
        self.top = before;
    }

    /// Whether an identifier is `_`.
    pub(crate) fn is_blank(name: Symbol) -> bool {
        name == Symbol::BLANK
    }
}
