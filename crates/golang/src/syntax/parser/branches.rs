//! Labels, and the statements that leave or jump: looked at when a function's body has been read, as Go's compiler does.

use super::Parser;
use crate::syntax::ast::{AssignOp, Block, BranchKind, Decl, Ident, IdentId, Stmt, StmtKind};
use crate::syntax::pos::Pos;
use crate::syntax::symbol::Symbol;

/// What a labeled statement is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Loop,
    /// A `switch` or `select`.
    Switch,
    Other,
}

struct Label {
    ident: Ident,
    target: Target,
    /// The block it stands in.
    block: usize,
    used: bool,
}

/// A block of statements.
struct Level {
    parent: Option<usize>,
    start: Pos,
    /// The label of the statement that the block belongs to.
    labeled: Option<IdentId>,
}

/// What is around a statement.
#[derive(Clone, Copy, Default)]
struct Context {
    can_break: bool,
    can_continue: bool,
    case: Option<Case>,
}

/// A clause of the `switch` right around a statement.
#[derive(Clone, Copy)]
struct Case {
    of_types: bool,
    last: bool,
    /// Whether the statement stands in the clause itself, not in a block inside.
    direct: bool,
}

/// A `goto` whose label is yet to come, and the variable that is declared between.
struct Jump {
    label: Ident,
    over: Option<(Pos, Pos, Pos)>,
}

/// The labels of one function.
#[derive(Default)]
struct Labels {
    seen: Vec<Label>,
    levels: Vec<Level>,
    errors: Vec<(Pos, String)>,
}

impl Parser<'_> {
    /// Complains about labels and branches of a body; the bodies of literals in it were looked at before.
    pub(super) fn check_branches(&mut self, body: &Block) {
        let mut labels = Labels::default();
        let level = Level {
            parent: None,
            start: body.lbrace,
            labeled: None,
        };
        let open = self.block_branches(level, Context::default(), &body.stmts, &mut labels);
        for jump in open {
            let name = self.session.names.get(jump.label.name);
            let label = labels
                .seen
                .iter_mut()
                .find(|label| label.ident.name == jump.label.name);
            let message = match label {
                Some(label) => {
                    label.used = true;
                    let start = self
                        .session
                        .files
                        .position(labels.levels[label.block].start);
                    format!("goto {name} jumps into block starting at {start}")
                }
                None => format!("label {name} not defined"),
            };
            labels.errors.push((jump.label.pos, message));
        }
        for label in labels.seen.iter().filter(|label| !label.used) {
            let name = self.session.names.get(label.ident.name);
            let message = format!("label {name} defined and not used");
            labels.errors.push((label.ident.pos, message));
        }
        for (pos, message) in labels.errors {
            self.add_error(pos, message);
        }
    }

    /// Returns the jumps to labels that were not found.
    fn block_branches(
        &self,
        level: Level,
        context: Context,
        stmts: &[Stmt],
        labels: &mut Labels,
    ) -> Vec<Jump> {
        let block = labels.levels.len();
        labels.levels.push(level);
        let last = stmts
            .iter()
            .rposition(|stmt| !matches!(stmt.kind, StmtKind::Empty(_)));
        let mut jumps = Vec::new();
        for (i, stmt) in stmts.iter().enumerate() {
            let mut context = context;
            if Some(i) != last {
                context.case = context.case.map(|case| Case {
                    direct: false,
                    ..case
                });
            }
            self.statement_branches(stmt, block, None, context, labels, &mut jumps);
        }
        // A variable declared in an inner block is not jumped over by a jump out of it.
        for jump in &mut jumps {
            jump.over = None;
        }
        jumps
    }

    fn statement_branches(
        &self,
        stmt: &Stmt,
        block: usize,
        labeled: Option<IdentId>,
        context: Context,
        labels: &mut Labels,
        jumps: &mut Vec<Jump>,
    ) {
        let mut inner = |start: Pos, context: Context, stmts: &[Stmt], labels: &mut Labels| {
            let level = Level {
                parent: Some(block),
                start,
                labeled,
            };
            jumps.extend(self.block_branches(level, context, stmts, labels));
        };
        let nested = Context {
            case: context.case.map(|case| Case {
                direct: false,
                ..case
            }),
            ..context
        };
        let in_loop = Context {
            can_break: true,
            can_continue: true,
            case: None,
        };
        let in_switch = Context {
            can_break: true,
            case: None,
            ..context
        };
        match &stmt.kind {
            StmtKind::Decl(Decl::Var(group)) => {
                if let Some(name) = group.specs.first().and_then(|spec| spec.names.first()) {
                    declare_variable(jumps, name.pos, name.pos, name.end);
                }
            }
            StmtKind::Assign(assign) if assign.op == AssignOp::Define => {
                if let (Some(first), Some(last)) = (assign.lhs.first(), assign.lhs.last()) {
                    declare_variable(jumps, assign.op_pos, first.pos, last.end);
                }
            }
            StmtKind::Labeled(ident, _, stmt) => {
                self.declare_label(ident, stmt, block, labels, jumps);
                self.statement_branches(stmt, block, Some(ident.id), context, labels, jumps);
            }
            StmtKind::Branch(kind, None) => unlabeled(*kind, stmt.pos, context, labels),
            StmtKind::Branch(kind, Some(label)) => {
                self.labeled_branch(*kind, *label, block, labels, jumps);
            }
            StmtKind::Block(body) => inner(body.lbrace, nested, &body.stmts, labels),
            StmtKind::If(branch) => {
                inner(branch.body.lbrace, nested, &branch.body.stmts, labels);
                if let Some(otherwise) = &branch.otherwise {
                    inner(
                        otherwise.pos,
                        nested,
                        std::slice::from_ref(otherwise),
                        labels,
                    );
                }
            }
            StmtKind::For(looping) => {
                inner(looping.body.lbrace, in_loop, &looping.body.stmts, labels);
            }
            StmtKind::Range(range) => {
                inner(range.body.lbrace, in_loop, &range.body.stmts, labels);
            }
            StmtKind::Switch(switch) => {
                for (i, clause) in switch.clauses.iter().enumerate() {
                    let case = Case {
                        of_types: false,
                        last: i + 1 == switch.clauses.len(),
                        direct: true,
                    };
                    let context = Context {
                        case: Some(case),
                        ..in_switch
                    };
                    inner(clause.pos, context, &clause.body, labels);
                }
            }
            StmtKind::TypeSwitch(switch) => {
                for clause in &switch.clauses {
                    let case = Case {
                        of_types: true,
                        last: false,
                        direct: true,
                    };
                    let context = Context {
                        case: Some(case),
                        ..in_switch
                    };
                    inner(clause.pos, context, &clause.body, labels);
                }
            }
            StmtKind::Select(select) => {
                for clause in &select.clauses {
                    inner(clause.pos, in_switch, &clause.body, labels);
                }
            }
            _ => {}
        }
    }

    fn declare_label(
        &self,
        ident: &Ident,
        stmt: &Stmt,
        block: usize,
        labels: &mut Labels,
        jumps: &mut Vec<Jump>,
    ) {
        if ident.name == Symbol::BLANK {
            return;
        }
        let name = self.session.names.get(ident.name);
        let place = |pos: Pos| self.session.files.position(pos);
        let known = labels
            .seen
            .iter()
            .position(|label| label.ident.name == ident.name);
        let index = known.unwrap_or(labels.seen.len());
        match known {
            Some(index) => {
                let first = place(labels.seen[index].ident.pos);
                let message = format!("label {name} already defined at {first}");
                labels.errors.push((ident.pos, message));
            }
            None => labels.seen.push(Label {
                ident: *ident,
                target: target_of(stmt),
                block,
                used: false,
            }),
        }
        for jump in jumps.iter().filter(|jump| jump.label.name == ident.name) {
            labels.seen[index].used = true;
            if let Some((pos, start, end)) = jump.over {
                let variable = self.excerpt(start, end);
                let message = format!(
                    "goto {name} jumps over declaration of {variable} at {}",
                    place(pos)
                );
                labels.errors.push((jump.label.pos, message));
            }
        }
        jumps.retain(|jump| jump.label.name != ident.name);
    }

    fn labeled_branch(
        &self,
        kind: BranchKind,
        label: Ident,
        block: usize,
        labels: &mut Labels,
        jumps: &mut Vec<Jump>,
    ) {
        let (keyword, needs_loop) = match kind {
            BranchKind::Break => ("break", false),
            BranchKind::Continue => ("continue", true),
            BranchKind::Goto => {
                if !labels.is_in_sight(label.name, block) {
                    jumps.push(Jump { label, over: None });
                }
                return;
            }
            // The parser takes no label there.
            BranchKind::Fallthrough => return,
        };
        let name = self.session.names.get(label.name);
        let fits = |target| target == Target::Loop || !needs_loop && target == Target::Switch;
        match labels.around(label.name, block) {
            None => {
                let message = format!("{keyword} label not defined: {name}");
                labels.errors.push((label.pos, message));
            }
            Some(target) if fits(target) => {}
            Some(_) => {
                let message = format!("invalid {keyword} label {name}");
                labels.errors.push((label.pos, message));
            }
        }
    }
}

impl Labels {
    /// Whether a label seen before stands in this block or one around it.
    fn is_in_sight(&mut self, name: Symbol, block: usize) -> bool {
        let Some(label) = self.seen.iter_mut().find(|label| label.ident.name == name) else {
            return false;
        };
        label.used = true;
        let mut block = Some(block);
        while let Some(index) = block {
            if index == label.block {
                return true;
            }
            block = self.levels[index].parent;
        }
        false
    }

    /// What the labeled statement around a block is; `None` if there is no such label.
    fn around(&mut self, name: Symbol, block: usize) -> Option<Target> {
        let label = self
            .seen
            .iter_mut()
            .find(|label| label.ident.name == name)?;
        label.used = true;
        let mut block = Some(block);
        while let Some(index) = block {
            if self.levels[index].labeled == Some(label.ident.id) {
                return Some(label.target);
            }
            block = self.levels[index].parent;
        }
        Some(Target::Other)
    }
}

/// All open jumps go over a variable that is declared here.
fn declare_variable(jumps: &mut [Jump], pos: Pos, start: Pos, end: Pos) {
    for jump in jumps {
        jump.over = Some((pos, start, end));
    }
}

fn target_of(stmt: &Stmt) -> Target {
    match stmt.kind {
        StmtKind::For(_) | StmtKind::Range(_) => Target::Loop,
        StmtKind::Switch(_) | StmtKind::TypeSwitch(_) | StmtKind::Select(_) => Target::Switch,
        _ => Target::Other,
    }
}

fn unlabeled(kind: BranchKind, pos: Pos, context: Context, labels: &mut Labels) {
    let message = match (kind, context.case) {
        (BranchKind::Break, _) if !context.can_break => "break is not in a loop, switch, or select",
        (BranchKind::Continue, _) if !context.can_continue => "continue is not in a loop",
        (BranchKind::Fallthrough, Some(case)) if case.of_types => {
            "cannot fallthrough in type switch"
        }
        (BranchKind::Fallthrough, Some(case)) if case.direct && case.last => {
            "cannot fallthrough final case in switch"
        }
        (BranchKind::Fallthrough, case) if !case.is_some_and(|case| case.direct) => {
            "fallthrough statement out of place"
        }
        _ => return,
    };
    labels.errors.push((pos, message.into()));
}
