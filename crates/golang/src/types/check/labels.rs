//! Labels, and the statements that go to them.

use std::collections::HashMap;

use crate::syntax::ast::{AssignOp, Block, BranchKind, Decl, Ident, Stmt, StmtKind};
use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;
use crate::types::ObjId;
use crate::types::object::ObjectKind;
use crate::types::ty::TypeId;

use super::Checker;

/// A block on the way down.
struct Level<'a> {
    /// The labeled statement that the block belongs to.
    labeled: Option<(&'a Ident, &'a Stmt)>,
    /// Labels that were seen in the block so far.
    labels: Vec<Symbol>,
}

/// A `goto` whose label is yet to come.
#[derive(Clone, Copy)]
struct Jump<'a> {
    label: &'a Ident,
    /// Where a variable was declared after it, in the block of the label.
    over: Option<Pos>,
}

/// The labels of a function.
struct Labels {
    objects: HashMap<Symbol, ObjId>,
    used: Vec<Symbol>,
}

impl<'a> Checker<'a> {
    /// Checks the labels of a function's body, without those of literals in it.
    pub(super) fn check_labels(&mut self, body: &'a Block) {
        let mut labels = Labels {
            objects: HashMap::new(),
            used: Vec::new(),
        };
        let mut levels = Vec::new();
        let open = self.block_labels(&body.stmts, None, &mut levels, &mut labels);
        for jump in open {
            let name = self.types.text(jump.label.name).to_owned();
            if labels.objects.contains_key(&jump.label.name) {
                labels.used.push(jump.label.name);
                self.error(jump.label.pos, format!("goto {name} jumps into block"));
            } else {
                self.error(jump.label.pos, format!("label {name} not defined"));
            }
        }
        let mut all: Vec<(Symbol, ObjId)> = labels.objects.into_iter().collect();
        all.sort_by_key(|&(_, obj)| obj);
        for &(name, obj) in &all {
            if !labels.used.contains(&name) {
                let message = format!("label {} defined and not used", self.types.text(name));
                let pos = self.types.object(obj).pos;
                self.error(pos, message);
            }
        }
        if let Some(function) = self
            .env
            .function
            .and_then(|index| self.info.functions.get_mut(index as usize))
        {
            function.labels = all.into_iter().map(|(name, _)| name).collect();
        }
    }

    /// Returns the jumps to labels that were not found.
    fn block_labels(
        &mut self,
        stmts: &'a [Stmt],
        labeled: Option<(&'a Ident, &'a Stmt)>,
        levels: &mut Vec<Level<'a>>,
        labels: &mut Labels,
    ) -> Vec<Jump<'a>> {
        levels.push(Level {
            labeled,
            labels: Vec::new(),
        });
        let mut jumps = Vec::new();
        for stmt in stmts {
            self.statement_labels(stmt, None, levels, labels, &mut jumps);
        }
        levels.pop();
        // A variable declared in an inner block is not jumped over by a jump out of it.
        jumps.iter_mut().for_each(|jump| jump.over = None);
        jumps
    }

    fn statement_labels(
        &mut self,
        stmt: &'a Stmt,
        labeled: Option<(&'a Ident, &'a Stmt)>,
        levels: &mut Vec<Level<'a>>,
        labels: &mut Labels,
        jumps: &mut Vec<Jump<'a>>,
    ) {
        let declares = |jumps: &mut Vec<Jump<'a>>, pos: Pos| {
            jumps.iter_mut().for_each(|jump| jump.over = Some(pos))
        };
        match &stmt.kind {
            StmtKind::Decl(Decl::Var(group)) => declares(jumps, group.pos),
            StmtKind::Assign(assign) if assign.op == AssignOp::Define => {
                declares(jumps, assign.op_pos)
            }
            StmtKind::Labeled(ident, _, inner) => {
                self.declare_label(ident, levels, labels, jumps);
                self.statement_labels(inner, Some((ident, inner)), levels, labels, jumps);
            }
            StmtKind::Branch(kind, Some(label)) => {
                self.labeled_branch(*kind, label, levels, labels, jumps)
            }
            StmtKind::Block(block) => {
                jumps.extend(self.block_labels(&block.stmts, labeled, levels, labels))
            }
            StmtKind::If(branch) => {
                jumps.extend(self.block_labels(&branch.body.stmts, labeled, levels, labels));
                if let Some(otherwise) = &branch.otherwise {
                    self.statement_labels(otherwise, labeled, levels, labels, jumps);
                }
            }
            StmtKind::Switch(switch) => {
                let bodies = switch
                    .clauses
                    .iter()
                    .map(|clause| &clause.body[..])
                    .collect();
                self.clause_labels(bodies, labeled, levels, labels, jumps);
            }
            StmtKind::TypeSwitch(switch) => {
                let bodies = switch
                    .clauses
                    .iter()
                    .map(|clause| &clause.body[..])
                    .collect();
                self.clause_labels(bodies, labeled, levels, labels, jumps);
            }
            StmtKind::Select(select) => {
                let bodies = select
                    .clauses
                    .iter()
                    .map(|clause| &clause.body[..])
                    .collect();
                self.clause_labels(bodies, labeled, levels, labels, jumps);
            }
            StmtKind::For(looping) => {
                jumps.extend(self.block_labels(&looping.body.stmts, labeled, levels, labels))
            }
            StmtKind::Range(range) => {
                jumps.extend(self.block_labels(&range.body.stmts, labeled, levels, labels))
            }
            _ => {}
        }
    }

    fn clause_labels(
        &mut self,
        bodies: Vec<&'a [Stmt]>,
        labeled: Option<(&'a Ident, &'a Stmt)>,
        levels: &mut Vec<Level<'a>>,
        labels: &mut Labels,
        jumps: &mut Vec<Jump<'a>>,
    ) {
        levels.push(Level {
            labeled,
            labels: Vec::new(),
        });
        for body in bodies {
            jumps.extend(self.block_labels(body, None, levels, labels));
        }
        levels.pop();
    }

    fn declare_label(
        &mut self,
        ident: &'a Ident,
        levels: &mut [Level<'a>],
        labels: &mut Labels,
        jumps: &mut Vec<Jump<'a>>,
    ) {
        if ident.name == Symbol::BLANK {
            return;
        }
        let name = self.types.text(ident.name).to_owned();
        let obj = self.new_object(ident.name, ident.pos, TypeId::INVALID, ObjectKind::Label);
        if let Some(&other) = labels.objects.get(&ident.name) {
            let place = self.place(self.types.object(other).pos);
            self.error(
                ident.pos,
                format!("label {name} already defined at {place}"),
            );
        } else {
            labels.objects.insert(ident.name, obj);
            self.define(ident, obj);
            if let Some(level) = levels.last_mut() {
                level.labels.push(ident.name);
            }
        }
        let obj = labels.objects[&ident.name];
        for jump in jumps.iter().filter(|jump| jump.label.name == ident.name) {
            labels.used.push(ident.name);
            self.define(jump.label, obj);
            if let Some(over) = jump.over {
                let line = self.session.files.line(over);
                let message = format!("goto {name} jumps over variable declaration at line {line}");
                self.error(jump.label.pos, message);
            }
        }
        jumps.retain(|jump| jump.label.name != ident.name);
    }

    fn labeled_branch(
        &mut self,
        kind: BranchKind,
        label: &'a Ident,
        levels: &[Level<'a>],
        labels: &mut Labels,
        jumps: &mut Vec<Jump<'a>>,
    ) {
        let target = levels
            .iter()
            .rev()
            .filter_map(|level| level.labeled)
            .find(|(ident, _)| ident.name == label.name);
        let is_loop = |stmt: &Stmt| matches!(stmt.kind, StmtKind::For(_) | StmtKind::Range(_));
        let is_switch = |stmt: &Stmt| {
            matches!(
                stmt.kind,
                StmtKind::Switch(_) | StmtKind::TypeSwitch(_) | StmtKind::Select(_)
            )
        };
        let name = self.types.text(label.name).to_owned();
        match kind {
            BranchKind::Break
                if !target.is_some_and(|(_, stmt)| is_loop(stmt) || is_switch(stmt)) =>
            {
                self.bad_label(
                    label,
                    labels,
                    &format!("invalid break label {name}"),
                    "break",
                    &name,
                );
                return;
            }
            BranchKind::Continue if !target.is_some_and(|(_, stmt)| is_loop(stmt)) => {
                self.bad_label(
                    label,
                    labels,
                    &format!("invalid continue label {name}"),
                    "continue",
                    &name,
                );
                return;
            }
            BranchKind::Goto
                if !levels
                    .iter()
                    .any(|level| level.labels.contains(&label.name)) =>
            {
                jumps.push(Jump { label, over: None });
                return;
            }
            _ => {}
        }
        if let Some(&obj) = labels.objects.get(&label.name) {
            labels.used.push(label.name);
            self.define(label, obj);
        }
    }

    /// Go's compiler says it so for a label that is nowhere.
    fn bad_label(
        &mut self,
        label: &Ident,
        labels: &mut Labels,
        message: &str,
        keyword: &str,
        name: &str,
    ) {
        if labels.objects.contains_key(&label.name) {
            labels.used.push(label.name);
            self.error(label.pos, message);
        } else {
            self.error(label.pos, format!("{keyword} label not defined: {name}"));
        }
    }
}
