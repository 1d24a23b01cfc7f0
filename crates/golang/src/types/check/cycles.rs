//! Declarations that depend on themselves.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::rc::Rc;

use crate::syntax::pos::Pos;
use crate::types::object::ObjectKind;
use crate::types::ty::{NamedId, Type, TypeId};
use crate::types::{ObjId, Types};

use super::Checker;

/// How deep declarations may depend on each other before it counts as an error.
pub(super) const MAX_NESTING: usize = 150;

/// How many types are looked into to find those that contain themselves: nested instances may be endless.
const MAX_STEPS: usize = 100_000;

/// A member of a cycle: what it is called, and where it is.
struct Member {
    name: String,
    pos: Pos,
}

/// The search for types that contain themselves.
#[derive(Default)]
struct Search {
    /// The types that the current one is nested in.
    nest: Vec<NamedId>,
    /// The way to the current one; unlike the nest it keeps an instance while its type argument is looked into.
    way: Vec<NamedId>,
    /// Types that are known not to contain themselves.
    valid: BTreeSet<NamedId>,
    steps: usize,
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
            let start = (0..cycle.len())
                .min_by_key(|&i| self.types.object(cycle[i]).pos)
                .unwrap_or(0);
            let members = cycle.iter().cycle().skip(start).take(cycle.len());
            let members: Vec<Member> = members
                .map(|&obj| Member {
                    name: self.name_of(obj).to_owned(),
                    pos: self.types.object(obj).pos,
                })
                .collect();
            let is_type = matches!(self.types.object(cycle[start]).kind, ObjectKind::Type(_));
            self.report_members(&members, is_type);
        }
    }

    /// The members of a cycle, from the one where it is reported.
    fn report_members(&mut self, members: &[Member], is_type: bool) {
        let what = if is_type {
            "invalid recursive type"
        } else {
            "invalid cycle in declaration"
        };
        let Some(Member { name, pos }) = members.first() else {
            return;
        };
        if members.len() == 1 {
            self.error_always(*pos, format!("{what}: {name} refers to itself"));
            return;
        }
        let mut message = format!("{what}{}{name}", if is_type { " " } else { " of " });
        for (i, member) in members.iter().enumerate() {
            let next = &members[(i + 1) % members.len()];
            let place = self.place(member.pos);
            let _ = write!(
                message,
                "\n\t{place}: {} refers to {}",
                member.name, next.name
            );
        }
        self.error_always(*pos, message);
    }

    /// Complains about types that contain themselves.
    pub(super) fn check_type_cycles(&mut self, objects: &[ObjId]) {
        let mut search = Search::default();
        for &obj in objects {
            if !matches!(self.types.object(obj).kind, ObjectKind::Type(_)) {
                continue;
            }
            let ty = self.types.object(obj).ty;
            if let Type::Named(named) = *self.types.get(ty)
                && self.types.named(named).obj == obj
            {
                self.is_finite(ty, &mut search);
            }
        }
    }

    /// Whether a type does not contain itself; reports it if it does.
    fn is_finite(&mut self, ty: TypeId, search: &mut Search) -> bool {
        search.steps += 1;
        if search.way.len() > MAX_NESTING || search.steps > MAX_STEPS {
            return true;
        }
        match self.types.get(ty).clone() {
            Type::Array(_, elem) => self.is_finite(elem, search),
            Type::Struct(fields) => {
                let mut fields = fields.fields.iter();
                fields.all(|field| self.is_finite(field.ty, search))
            }
            Type::Interface(interface) => {
                let mut embeds = interface.embeds.iter();
                embeds.all(|embed| self.is_finite(embed.0, search))
            }
            Type::Union(terms) => terms.iter().all(|term| self.is_finite(term.ty, search)),
            Type::Param(_) => self.is_argument_finite(ty, search),
            Type::Named(named) => self.is_named_finite(named, search),
            _ => true,
        }
    }

    /// A type parameter of an instance stands for what the place around the instance gives it.
    fn is_argument_finite(&mut self, ty: TypeId, search: &mut Search) -> bool {
        let Some(instance) = search.nest.pop() else {
            return true;
        };
        let origin = self.types.origin(instance);
        let params = Rc::clone(&self.types.named(origin).params);
        let arg = params
            .iter()
            .position(|&param| param == ty)
            .and_then(|i| self.types.named(instance).args.get(i).copied());
        let finite = arg.is_none_or(|arg| self.is_finite(arg, search));
        search.nest.push(instance);
        finite
    }

    fn is_named_finite(&mut self, named: NamedId, search: &mut Search) -> bool {
        let ty = self.types.named_type(named);
        if search.valid.contains(&named) {
            return true;
        }
        let same = |types: &mut Types, other: NamedId| {
            let other = types.named_type(other);
            types.identical(other, ty)
        };
        let origin = self.types.origin(named);
        if search
            .nest
            .iter()
            .any(|&other| same(&mut self.types, other))
        {
            let start = search
                .way
                .iter()
                .position(|&other| same(&mut self.types, other));
            let members: Vec<Member> = search.way[start.unwrap_or(0)..]
                .iter()
                .map(|&named| self.member(named))
                .collect();
            self.report_members(&members, true);
            for named in [named, origin] {
                self.types.named[named.0 as usize].rhs = Some(TypeId::INVALID);
                self.types.named[named.0 as usize].underlying = Some(TypeId::INVALID);
            }
            return false;
        }
        let Some(rhs) = self.types.named(origin).rhs else {
            return true;
        };
        search.nest.push(named);
        search.way.push(named);
        let finite = self.is_finite(rhs, search);
        search.way.pop();
        search.nest.pop();
        if finite && !self.types.is_parameterized(ty) {
            search.valid.insert(named);
        }
        finite
    }

    fn member(&self, named: NamedId) -> Member {
        let data = self.types.named(named);
        let place = data.place;
        if data.origin.is_none() {
            return Member {
                name: self.name_of(data.obj).to_owned(),
                pos: self.types.object(data.obj).pos,
            };
        }
        Member {
            name: self.types.display(self.types.named_type(named)),
            pos: if place.is_some() {
                place
            } else {
                self.types.object(data.obj).pos
            },
        }
    }
}
