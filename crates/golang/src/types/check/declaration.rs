//! What a declaration at package level is, and what its parts are.

use std::rc::Rc;

use crate::syntax::ast::{Expr, ExprKind, FuncDecl, Group, TypeSpec, ValueSpec};
use crate::types::ObjId;
use crate::types::object::PkgId;

/// A declaration at package level.
#[derive(Clone, Debug)]
pub(super) struct Declaration<'a> {
    pub(super) file: usize,
    pub(super) pkg: PkgId,
    pub(super) kind: DeclarationKind<'a>,
}

#[derive(Clone, Debug)]
pub(super) enum DeclarationKind<'a> {
    /// A constant; `inherited` if type and value are those of a specification before.
    Const {
        ty: Option<&'a Expr>,
        value: Option<&'a Expr>,
        iota: u32,
        inherited: bool,
    },
    Var {
        spec: &'a ValueSpec,
        index: usize,
        vars: Rc<[ObjId]>,
    },
    Type(&'a TypeSpec),
    Func(&'a FuncDecl),
}

/// A receiver's type: whether it is a pointer, the base type, its type parameters.
pub(super) fn unpack_receiver(ty: &Expr) -> (bool, &Expr, &[Expr]) {
    let mut pointer = false;
    let mut base = ty.unparen();
    if let ExprKind::Star(inner) = &base.kind {
        pointer = true;
        base = inner.unparen();
    }
    match &base.kind {
        ExprKind::Index(index) => (pointer, index.x.unparen(), &index.indices),
        _ => (pointer, base, &[]),
    }
}

/// Each specification of constants with the one its type and values are written in: itself or one before.
pub(super) fn with_sources(
    group: &Group<ValueSpec>,
) -> impl Iterator<Item = (&ValueSpec, &ValueSpec)> {
    let mut last: Option<&ValueSpec> = None;
    group.specs.iter().map(move |spec| {
        let source = match last {
            Some(last) if spec.ty.is_none() && spec.values.is_empty() => last,
            _ => spec,
        };
        last = Some(source);
        (spec, source)
    })
}
