//! What the scanning functions store their values in.

use super::super::super::compare::place;
use super::super::super::frames::{Goroutine, Window};
use super::super::super::value::{Pointer, Ref, Slice};
use super::super::{List, Native};
use crate::code::{Kind, TypeDesc};

pub(in super::super) const LIST: List = &[
    ("fmt.target", Native::Plain(target)),
    ("fmt.set", Native::Plain(set)),
    ("fmt.setText", Native::Plain(set_text)),
];

/// The type that an operand points to, and where that is.
fn pointed<'g>(goroutine: &'g Goroutine, operand: &Ref) -> Option<(&'g TypeDesc, Pointer)> {
    let types = &goroutine.program.loaded.code.types;
    let pointer = &types[usize::from(operand.dynamic()?)];
    if pointer.kind != Kind::Pointer {
        return None;
    }
    Some((&types[usize::from(pointer.elem)], place(&operand.held())?))
}

/// `func target(operand any) (kind, bits int, name string)`: the kinds are those of `fmt/operand.go`.
fn target(goroutine: &mut Goroutine, w: Window) {
    let operand = goroutine.refs[w.refs + 1].clone();
    let types = &goroutine.program.loaded.code.types;
    let name = operand
        .dynamic()
        .map_or("<nil>", |ty| &types[usize::from(ty)].name);
    let name = Ref::from(name);
    let (kind, bits) = match pointed(goroutine, &operand) {
        None => (0, 0),
        Some((desc, _)) => match desc.kind {
            Kind::Bool => (1, 1),
            Kind::Int(bits) => (2, bits),
            Kind::Uint(bits) => (3, bits),
            Kind::Uintptr => (3, 64),
            Kind::Float(bits) => (4, bits),
            Kind::Text => (5, 0),
            Kind::Slice if types[usize::from(desc.elem)].kind == Kind::Uint(8) => (6, 0),
            _ => (7, 0),
        },
    };
    goroutine.nums[w.nums] = kind;
    goroutine.nums[w.nums + 1] = bits.into();
    goroutine.refs[w.refs] = name;
}

/// `func set(operand any, value uint64)`: a float by its bits.
fn set(goroutine: &mut Goroutine, w: Window) {
    let (operand, value) = (&goroutine.refs[w.refs], goroutine.nums[w.nums]);
    if let Some((_, at)) = pointed(goroutine, operand) {
        at.store(0, value);
    }
}

/// `func setText(operand any, value string)`
fn set_text(goroutine: &mut Goroutine, w: Window) {
    let (operand, value) = (&goroutine.refs[w.refs], &goroutine.refs[w.refs + 1]);
    if let Some((desc, at)) = pointed(goroutine, operand) {
        let value = match desc.kind {
            Kind::Slice => Ref::Slice(Slice::of_bytes(value.bytes())),
            _ => value.clone(),
        };
        at.store_ref(0, value);
    }
}
