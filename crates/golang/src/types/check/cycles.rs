//! Declarations that depend on themselves.

use std::collections::HashSet;
use std::rc::Rc;

use crate::types::ObjId;
use crate::types::object::ObjectKind;
use crate::types::ty::{NamedId, Type, TypeId};

use super::Checker;

/// How deep declarations may depend on each other before it counts as an error.
pub(super) const MAX_NESTING: usize = 150;

/// A type argument list of a surrounding instance, to see through type parameters.
struct Instance {
    params: Rc<[TypeId]>,
    args: Rc<[TypeId]>,
}

impl Checker<'_> {
    /// `obj` is needed while it is being declared: an error unless a type stands between.
    pub(super) fn report_cycle(&mut self, obj: ObjId) {
        let Some(start) = self.path.iter().position(|&other| other == obj) else {
            return;
        };
        let cycle = self.path[start..].to_vec();
        let (mut values, mut definitions) = (0, 0);
        for &obj in &cycle {
            match self.types.object(obj).kind {
                ObjectKind::Const(_) | ObjectKind::Var(_) => values += 1,
                ObjectKind::Type(_)
                    if matches!(self.types.get(self.types.object(obj).ty), Type::Named(_)) =>
                {
                    definitions += 1;
                }
                _ => {}
            }
        }
        // What constants and variables do to each other is reported with the order of initialization.
        let fine = values == cycle.len() || values == 0 && definitions > 0 && !self.env.in_length;
        if !fine {
            self.report_cycle_of(&cycle);
        }
    }

    fn report_cycle_of(&mut self, cycle: &[ObjId]) {
        let start = (0..cycle.len())
            .min_by_key(|&i| self.types.object(cycle[i]).pos)
            .unwrap_or(0);
        let first = cycle[start];
        let is_type = matches!(self.types.object(first).kind, ObjectKind::Type(_));
        let what = if is_type {
            "invalid recursive type"
        } else {
            "invalid cycle in declaration"
        };
        let name = self.name_of(first).to_owned();
        let pos = self.types.object(first).pos;
        if cycle.len() == 1 {
            self.error_always(pos, format!("{what}: {name} refers to itself"));
            return;
        }
        let mut message = format!("{what}{}{name}", if is_type { " " } else { " of " });
        for i in 0..cycle.len() {
            let (from, to) = (
                cycle[(start + i) % cycle.len()],
                cycle[(start + i + 1) % cycle.len()],
            );
            let place = self.place(self.types.object(from).pos);
            message += &format!(
                "\n\t{place}: {} refers to {}",
                self.name_of(from),
                self.name_of(to)
            );
        }
        self.error_always(pos, message);
    }

    /// Complains about types that contain themselves.
    pub(super) fn check_type_cycles(&mut self, objects: &[ObjId]) {
        let mut valid = HashSet::new();
        for &obj in objects {
            if !matches!(self.types.object(obj).kind, ObjectKind::Type(_)) {
                continue;
            }
            let ty = self.types.object(obj).ty;
            if let Type::Named(named) = *self.types.get(ty)
                && self.types.named(named).obj == obj
            {
                self.is_finite(ty, &mut Vec::new(), &mut Vec::new(), &mut valid);
            }
        }
    }

    /// Whether a type does not contain itself; reports it if it does.
    fn is_finite(
        &mut self,
        ty: TypeId,
        path: &mut Vec<NamedId>,
        instances: &mut Vec<Instance>,
        valid: &mut HashSet<NamedId>,
    ) -> bool {
        if path.len() > MAX_NESTING {
            return true;
        }
        match self.types.get(ty).clone() {
            Type::Array(_, elem) => self.is_finite(elem, path, instances, valid),
            Type::Struct(fields) => fields
                .fields
                .iter()
                .all(|field| self.is_finite(field.ty, path, instances, valid)),
            Type::Interface(interface) => interface
                .embeds
                .iter()
                .all(|embed| self.is_finite(embed.0, path, instances, valid)),
            Type::Union(terms) => terms
                .iter()
                .all(|term| self.is_finite(term.ty, path, instances, valid)),
            Type::Param(_) => self.is_argument_finite(ty, path, instances, valid),
            Type::Named(named) => self.is_named_finite(named, path, instances, valid),
            _ => true,
        }
    }

    /// A type parameter of an instance stands for what the place around the instance gives it.
    fn is_argument_finite(
        &mut self,
        ty: TypeId,
        path: &mut Vec<NamedId>,
        instances: &mut Vec<Instance>,
        valid: &mut HashSet<NamedId>,
    ) -> bool {
        let Some(instance) = instances.pop() else {
            return true;
        };
        let arg = instance
            .params
            .iter()
            .position(|&param| param == ty)
            .and_then(|i| instance.args.get(i))
            .copied();
        let named = path.pop();
        let finite = arg.is_none_or(|arg| self.is_finite(arg, path, instances, valid));
        path.extend(named);
        instances.push(instance);
        finite
    }

    fn is_named_finite(
        &mut self,
        named: NamedId,
        path: &mut Vec<NamedId>,
        instances: &mut Vec<Instance>,
        valid: &mut HashSet<NamedId>,
    ) -> bool {
        let origin = self.types.origin(named);
        let args = Rc::clone(&self.types.named(named).args);
        if args.is_empty() && valid.contains(&origin) {
            return true;
        }
        if let Some(start) = path.iter().position(|&other| other == origin) {
            let cycle: Vec<ObjId> = path[start..]
                .iter()
                .map(|&named| self.types.named(named).obj)
                .collect();
            self.report_cycle_of(&cycle);
            for &named in &path[start..] {
                self.types.named[named.0 as usize].rhs = Some(TypeId::INVALID);
                self.types.named[named.0 as usize].underlying = Some(TypeId::INVALID);
                valid.insert(named);
            }
            return false;
        }
        let Some(rhs) = self.types.named(origin).rhs else {
            return true;
        };
        let params = Rc::clone(&self.types.named(origin).params);
        path.push(origin);
        instances.push(Instance {
            params,
            args: Rc::clone(&args),
        });
        let finite = self.is_finite(rhs, path, instances, valid);
        instances.pop();
        path.pop();
        if finite && args.is_empty() {
            valid.insert(origin);
        }
        finite
    }
}
