//! Type sets of interfaces.

use std::rc::Rc;

use super::Types;
use super::basic::Basic;
use super::ty::{Method, Term, Type, TypeId, TypeSet};

/// How many terms of a union are looked at.
const MAX_TERMS: usize = 1000;

impl Types {
    /// What an interface means. Of a type that is no interface: that type alone.
    pub fn type_set(&mut self, ty: TypeId) -> Rc<TypeSet> {
        if let Some(set) = self.sets.get(&ty) {
            return Rc::clone(set);
        }
        let Type::Interface(interface) = self.get(ty).clone() else {
            return match self.under(ty) {
                Type::Interface(_) => {
                    let underlying = self.underlying(ty);
                    self.type_set(underlying)
                }
                _ => Rc::new(TypeSet {
                    methods: Vec::new(),
                    terms: Some(vec![Term { tilde: false, ty }]),
                    comparable: false,
                }),
            };
        };
        let everything = TypeSet {
            methods: Vec::new(),
            terms: None,
            comparable: interface.predeclared == Some("comparable"),
        };
        if self.sets_in_progress.contains(&ty) {
            // An interface that embeds itself is an error that is reported where it is declared.
            return Rc::new(everything);
        }
        self.sets_in_progress.push(ty);
        let mut set = everything;
        set.methods.extend(interface.methods.iter().cloned());
        let mut complete = true;
        for (embed, _) in &interface.embeds {
            complete &= self.is_valid(*embed) && self.underlying(*embed) != TypeId::INVALID;
            self.add_embedded(&mut set, *embed);
        }
        self.sets_in_progress.pop();
        self.sort_methods(&mut set.methods);
        let set = Rc::new(set);
        if complete && self.sets_in_progress.is_empty() {
            self.sets.insert(ty, Rc::clone(&set));
        }
        set
    }

    fn add_embedded(&mut self, set: &mut TypeSet, embed: TypeId) {
        let terms = match self.under(embed) {
            Type::Interface(_) => {
                let inner = self.underlying(embed);
                let inner = self.type_set(inner);
                for method in &inner.methods {
                    if !set
                        .methods
                        .iter()
                        .any(|other| self.same_method_name(other, method))
                    {
                        set.methods.push(method.clone());
                    }
                }
                set.comparable |= inner.comparable;
                match &inner.terms {
                    Some(terms) => terms.clone(),
                    None => return self.keep_comparable(set),
                }
            }
            Type::Union(terms) => match self.union_terms(&terms) {
                Some(terms) => terms,
                None => return,
            },
            Type::Basic(Basic::Invalid) => return,
            _ => vec![Term {
                tilde: false,
                ty: embed,
            }],
        };
        set.terms = Some(match &set.terms {
            None => terms,
            Some(have) => self.intersect(have, &terms),
        });
        self.keep_comparable(set);
    }

    /// Types that are listed say themselves whether they are comparable: those that are not fall out.
    fn keep_comparable(&mut self, set: &mut TypeSet) {
        if let (true, Some(terms)) = (set.comparable, &mut set.terms) {
            terms.retain(|term| self.strictly_comparable(term.ty));
            set.comparable = false;
        }
    }

    /// The types of a union; `None` if one of its terms is an interface without a restriction.
    pub(super) fn union_terms(&mut self, union: &[Term]) -> Option<Vec<Term>> {
        let mut terms = Vec::new();
        for term in union {
            // More are refused where the union is written.
            if terms.len() > MAX_TERMS {
                break;
            }
            match self.under(term.ty) {
                Type::Interface(_) => {
                    let underlying = self.underlying(term.ty);
                    terms.extend(self.type_set(underlying).terms.clone()?);
                }
                Type::Basic(Basic::Invalid) => {}
                // No type has an underlying type that is not its own underlying type.
                _ if term.tilde && !self.is_own_underlying(term.ty) => {}
                _ => terms.push(*term),
            }
        }
        Some(terms)
    }

    fn intersect(&mut self, a: &[Term], b: &[Term]) -> Vec<Term> {
        let mut both: Vec<Term> = Vec::new();
        for x in a {
            for y in b {
                let common = match (x.tilde, y.tilde) {
                    (_, true) if self.term_includes(*y, x.ty) => Some(*x),
                    (true, _) if self.term_includes(*x, y.ty) => Some(*y),
                    _ if self.identical(x.ty, y.ty) => Some(*x),
                    _ => None,
                };
                if let Some(common) = common
                    && !both.contains(&common)
                {
                    both.push(common);
                }
            }
        }
        both
    }

    /// Whether a term includes a type.
    pub(super) fn term_includes(&mut self, term: Term, ty: TypeId) -> bool {
        if self.identical(term.ty, ty) {
            return true;
        }
        if !term.tilde {
            return false;
        }
        let (a, b) = (self.underlying(term.ty), self.underlying(ty));
        self.identical(a, b)
    }

    fn is_own_underlying(&mut self, ty: TypeId) -> bool {
        let under = self.underlying(ty);
        self.identical(ty, under)
    }

    fn sort_methods(&self, methods: &mut [Method]) {
        methods.sort_by(|a, b| (self.text(a.name), a.pkg).cmp(&(self.text(b.name), b.pkg)));
    }
}
