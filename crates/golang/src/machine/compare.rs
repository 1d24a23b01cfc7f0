//! Equality of values by their types, and the keys of maps.

use super::value::{Key, Pointer, Ref, Slice};
use crate::code::{Bank, Code, Kind, Shape, TypeDesc, TypeNo};
use std::rc::Rc;

/// The type of which there is no equality, by its name.
pub(crate) struct Uncomparable(pub(crate) String);

/// `a == b` of a type.
#[expect(clippy::float_cmp, reason = "that is the operation")]
pub(crate) fn equal(code: &Code, ty: TypeNo, a: &Ref, b: &Ref) -> Result<bool, Uncomparable> {
    let desc = &code.types[usize::from(ty)];
    Ok(match desc.kind {
        Kind::Float(_) => f64::from_bits(a.number()) == f64::from_bits(b.number()),
        Kind::Bool | Kind::Int(_) | Kind::Uint(_) | Kind::Uintptr => a.number() == b.number(),
        Kind::Text => a.bytes() == b.bytes(),
        Kind::Interface => return equal_interfaces(code, a, b),
        Kind::Pointer | Kind::Chan | Kind::Map | Kind::Func | Kind::Slice => same(a, b),
        Kind::Struct | Kind::Array => match (place(a), place(b)) {
            (Some(a), Some(b)) => return equal_memory(code, desc, &a, &b),
            _ => true,
        },
    })
}

/// `a == b` of interfaces.
fn equal_interfaces(code: &Code, a: &Ref, b: &Ref) -> Result<bool, Uncomparable> {
    match (a.dynamic(), b.dynamic()) {
        (None, None) => Ok(true),
        (Some(one), Some(other)) if one == other => {
            let desc = &code.types[usize::from(one)];
            if !desc.comparable {
                return Err(Uncomparable(desc.name.clone()));
            }
            equal(code, one, &a.held(), &b.held())
        }
        _ => Ok(false),
    }
}

/// Where the memory of a struct or an array begins.
pub(crate) fn place(value: &Ref) -> Option<Pointer> {
    match value {
        Ref::Pointer(pointer) => Some(pointer.clone()),
        Ref::Slice(slice) => Some(slice.first.clone()),
        _ => None,
    }
}

/// A value of a type out of memory; structs and arrays stay where they are.
pub(crate) fn loaded(code: &Code, ty: TypeNo, at: &Pointer) -> Ref {
    let desc = &code.types[usize::from(ty)];
    match desc.kind {
        Kind::Struct if desc.is_memory() => Ref::Pointer(at.clone()),
        Kind::Array if desc.is_memory() => {
            let len = u32::try_from(desc.len).unwrap_or(u32::MAX);
            Ref::Slice(Slice {
                first: at.clone(),
                len,
                cap: len,
            })
        }
        _ if desc.shape == Shape::NONE => Ref::Num(0),
        _ if desc.bank() == Bank::Num => Ref::Num(at.load(0)),
        _ => at.load_ref(0),
    }
}

fn equal_memory(
    code: &Code,
    desc: &TypeDesc,
    a: &Pointer,
    b: &Pointer,
) -> Result<bool, Uncomparable> {
    if desc.kind == Kind::Array {
        let shape = code.types[usize::from(desc.elem)].shape;
        for index in 0..desc.len {
            let offset = shape.times(index);
            let (a, b) = (a.plus(offset), b.plus(offset));
            if !equal(
                code,
                desc.elem,
                &loaded(code, desc.elem, &a),
                &loaded(code, desc.elem, &b),
            )? {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    for field in desc.fields.iter().filter(|field| field.name != "_") {
        let (a, b) = (a.plus(field.offset), b.plus(field.offset));
        if !equal(
            code,
            field.ty,
            &loaded(code, field.ty, &a),
            &loaded(code, field.ty, &b),
        )? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether two references are the same pointer, channel, map or function.
fn same(a: &Ref, b: &Ref) -> bool {
    match (a, b) {
        (Ref::Nil, Ref::Nil) => true,
        (Ref::Pointer(a), Ref::Pointer(b)) => a.is(b),
        (Ref::Slice(a), Ref::Slice(b)) => a.first.is(&b.first),
        (Ref::Chan(a), Ref::Chan(b)) => a.is(b),
        (Ref::TimeChan(a), Ref::TimeChan(b)) => a.is(b),
        (Ref::Map(a), Ref::Map(b)) => Rc::ptr_eq(a, b),
        (Ref::Closure(a), Ref::Closure(b)) => Rc::ptr_eq(a, b),
        _ => false,
    }
}

/// The key of a map for a value of a type.
pub(crate) fn key(code: &Code, ty: TypeNo, value: &Ref) -> Result<Key, Uncomparable> {
    let desc = &code.types[usize::from(ty)];
    Ok(match desc.kind {
        Kind::Bool | Kind::Int(_) | Kind::Uint(_) | Kind::Uintptr => Key::Num(value.number()),
        Kind::Float(_) => match f64::from_bits(value.number()) {
            number if number.is_nan() => Key::Nan(goruntime::runtime::random_below(u64::MAX)),
            0.0 => Key::Num(0),
            _ => Key::Num(value.number()),
        },
        Kind::Text => Key::Text(value.bytes().into()),
        Kind::Interface => match value.dynamic() {
            None => Key::NilInterface,
            Some(dynamic) if !code.types[usize::from(dynamic)].comparable => {
                return Err(Uncomparable(code.types[usize::from(dynamic)].name.clone()));
            }
            Some(dynamic) => Key::Interface(dynamic, Box::new(key(code, dynamic, &value.held())?)),
        },
        Kind::Struct | Kind::Array if !desc.is_memory() => Key::Num(0),
        Kind::Struct => {
            let at = place(value).unwrap_or_else(|| Pointer::new(desc.shape));
            let fields = desc.fields.iter().filter(|field| field.name != "_");
            let parts = fields.map(|field| {
                key(
                    code,
                    field.ty,
                    &loaded(code, field.ty, &at.plus(field.offset)),
                )
            });
            Key::Many(parts.collect::<Result<_, _>>()?)
        }
        Kind::Array => {
            let at = place(value).unwrap_or_else(|| Pointer::new(desc.shape));
            let shape = code.types[usize::from(desc.elem)].shape;
            let parts = (0..desc.len).map(|index| {
                key(
                    code,
                    desc.elem,
                    &loaded(code, desc.elem, &at.plus(shape.times(index))),
                )
            });
            Key::Many(parts.collect::<Result<_, _>>()?)
        }
        Kind::Pointer | Kind::Chan | Kind::Map | Kind::Func | Kind::Slice => address(value),
    })
}

fn address(value: &Ref) -> Key {
    match value {
        Ref::Pointer(pointer) | Ref::Slice(Slice { first: pointer, .. }) => Key::Address(
            Rc::as_ptr(&pointer.memory).addr(),
            pointer.num,
            pointer.reference,
        ),
        Ref::Chan(chan) => Key::Address(chan.address(), 0, 0),
        Ref::TimeChan(chan) => Key::Address(chan.address(), 0, 0),
        _ => Key::Address(0, 0, 0),
    }
}
