//! The order in which package variables are initialized.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Bound;

use crate::syntax::ast::ExprId;
use crate::types::ObjId;
use crate::types::info::Initializer;
use crate::types::object::{ObjectKind, PkgId};

use super::Checker;
use super::declaration::DeclarationKind;

/// How many cycles are looked for in a package.
const MAX_CYCLES: usize = 100;

/// What has to be initialized: a constant or a variable.
struct Node {
    obj: ObjId,
    /// How many others it waits for.
    waits_for: usize,
    /// Those that wait for it.
    waiting: Vec<usize>,
}

impl Checker<'_> {
    /// Orders the variables of a package: each after those it needs, else as they are written.
    pub(super) fn order_initializers(&mut self, pkg: PkgId, objects: &[ObjId]) {
        let order: BTreeMap<ObjId, usize> = objects
            .iter()
            .enumerate()
            .map(|(i, &obj)| (obj, i))
            .collect();
        let mut nodes: Vec<Node> = Vec::new();
        let mut of_object: BTreeMap<ObjId, usize> = BTreeMap::new();
        for &obj in objects {
            if !matches!(
                self.declarations[&obj].kind,
                DeclarationKind::Const { .. } | DeclarationKind::Var { .. }
            ) {
                continue;
            }
            of_object.insert(obj, nodes.len());
            nodes.push(Node {
                obj,
                waits_for: 0,
                waiting: Vec::new(),
            });
        }
        for index in 0..nodes.len() {
            let mut needed = self.values_needed_by(nodes[index].obj);
            needed.sort_by_key(|obj| order.get(obj));
            let mut distinct: Vec<usize> = needed
                .iter()
                .filter_map(|obj| of_object.get(obj).copied())
                .collect();
            distinct.sort_unstable();
            distinct.dedup();
            nodes[index].waits_for = distinct.len();
            for other in distinct {
                nodes[other].waiting.push(index);
            }
        }
        self.emit_in_order(pkg, nodes);
    }

    fn emit_in_order(&mut self, pkg: PkgId, mut nodes: Vec<Node>) {
        let is_constant = |checker: &Self, index: usize, nodes: &[Node]| {
            matches!(
                checker.types.object(nodes[index].obj).kind,
                ObjectKind::Const(_)
            )
        };
        let mut queue: BTreeSet<(bool, usize, usize)> = (0..nodes.len())
            .map(|index| {
                (
                    !is_constant(self, index, &nodes),
                    nodes[index].waits_for,
                    index,
                )
            })
            .collect();
        let (mut emitted, mut cycles) = (BTreeSet::new(), 0);
        while let Some((_, waits_for, index)) = queue.pop_first() {
            let obj = nodes[index].obj;
            if waits_for > 0
                && cycles < MAX_CYCLES
                && let Some(cycle) = self.dependency_cycle(obj)
            {
                cycles += 1;
                self.report_initialization_cycle(&cycle);
            }
            for other in std::mem::take(&mut nodes[index].waiting) {
                let key = (
                    !is_constant(self, other, &nodes),
                    nodes[other].waits_for,
                    other,
                );
                if queue.remove(&key) {
                    nodes[other].waits_for -= 1;
                    queue.insert((key.0, nodes[other].waits_for, other));
                }
            }
            self.emit_initializer(pkg, obj, &mut emitted);
        }
    }

    /// The variables that one value initializes are done together, with the first of them.
    fn emit_initializer(&mut self, pkg: PkgId, obj: ObjId, emitted: &mut BTreeSet<ExprId>) {
        let Some(DeclarationKind::Var { spec, index, vars }) =
            self.declarations.get(&obj).map(|decl| decl.kind.clone())
        else {
            return;
        };
        let (lhs, rhs) = match &spec.values[..] {
            [] => return,
            values if values.len() == vars.len() => (vec![obj], &values[index]),
            [one] => (vars.to_vec(), one),
            _ => return,
        };
        if !emitted.insert(rhs.id) {
            return;
        }
        self.info.initializers.push(Initializer {
            pkg,
            lhs,
            rhs: rhs.id,
        });
    }

    /// The constants and variables that an object needs, through functions.
    fn values_needed_by(&self, obj: ObjId) -> Vec<ObjId> {
        let mut needed = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![obj];
        while let Some(obj) = open.pop() {
            for &next in self.dependencies.get(&obj).into_iter().flatten() {
                if !seen.insert(next) {
                    continue;
                }
                if matches!(self.types.object(next).kind, ObjectKind::Func(_)) {
                    open.push(next);
                } else {
                    needed.push(next);
                }
            }
        }
        needed
    }

    /// A way from an object to itself.
    fn dependency_cycle(&self, start: ObjId) -> Option<Vec<ObjId>> {
        let mut seen = BTreeSet::new();
        let mut path: Vec<(ObjId, Bound<ObjId>)> = vec![(start, Bound::Unbounded)];
        while let Some((obj, after)) = path.last_mut() {
            let edges = self.dependencies.get(obj);
            let next = edges.and_then(|edges| edges.range((*after, Bound::Unbounded)).next());
            let Some(&to) = next else {
                path.pop();
                continue;
            };
            *after = Bound::Excluded(to);
            if to == start {
                return Some(path.into_iter().map(|(obj, _)| obj).collect());
            }
            if seen.insert(to) {
                path.push((to, Bound::Unbounded));
            }
        }
        None
    }

    fn report_initialization_cycle(&mut self, cycle: &[ObjId]) {
        let first = cycle[0];
        let pos = self.types.object(first).pos;
        let name = self.name_of(first).to_owned();
        if cycle.len() == 1 {
            self.error(
                pos,
                format!("initialization cycle: {name} refers to itself"),
            );
            return;
        }
        let mut message = format!("initialization cycle for {name}");
        for (i, &obj) in cycle.iter().enumerate() {
            let next = cycle[(i + 1) % cycle.len()];
            let place = self.place(self.types.object(obj).pos);
            let _ = write!(
                message,
                "\n\t{place}: {} refers to {}",
                self.name_of(obj),
                self.name_of(next)
            );
        }
        self.error(pos, message);
    }
}
