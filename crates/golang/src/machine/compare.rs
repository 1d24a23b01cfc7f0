//! Equality of values by their types, and the keys of maps.

use super::map::KEY;
use super::value::{Key, Pointer, Ref, Slice};
use crate::code::{Bank, Code, Kind, Shape, TypeNo};
use std::rc::Rc;

/// Why two values are not compared.
pub(crate) enum Incomparable {
    /// There is no equality of a type of this name.
    Type(String),
    /// They have too many parts.
    TooLarge,
}

/// The most values around a value in the key of a map.
const MOST_NESTED: usize = 1_000;

/// What is left of a comparison.
enum Left {
    /// Two values of a type.
    Values(TypeNo, Ref, Ref),
    /// The parts of two structs or arrays of a type, from one of them on.
    Parts(TypeNo, Pointer, Pointer, usize),
}

/// `a == b` of a type. Parts are compared in their order up to the first that differ, without native recursion: interfaces may
/// be nested as deep as there is memory. `most` is how many parts may be compared, and then how many more, at least 1.
pub(crate) fn equal(
    code: &Code,
    ty: TypeNo,
    (a, b): (&Ref, &Ref),
    most: &mut u64,
) -> Result<bool, Incomparable> {
    let mut left = Vec::new();
    if !equal_values(code, ty, (a, b), &mut left)? {
        return Ok(false);
    }
    while let Some(next) = left.pop() {
        if *most <= 1 {
            return Err(Incomparable::TooLarge);
        }
        *most -= 1;
        let is_equal = match next {
            Left::Values(ty, a, b) => equal_values(code, ty, (&a, &b), &mut left)?,
            Left::Parts(ty, a, b, number) => {
                if let Some((number, part, offset)) = part(code, ty, number) {
                    let (x, y) = (a.plus(offset), b.plus(offset));
                    left.push(Left::Parts(ty, a, b, number + 1));
                    let (x, y) = (loaded(code, part, &x), loaded(code, part, &y));
                    equal_values(code, part, (&x, &y), &mut left)?
                } else {
                    true
                }
            }
        };
        if !is_equal {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Compares two values of a type, as far as they have no parts; what is left of them is put to what is left.
#[expect(clippy::float_cmp, reason = "that is the operation")]
fn equal_values(
    code: &Code,
    ty: TypeNo,
    (a, b): (&Ref, &Ref),
    left: &mut Vec<Left>,
) -> Result<bool, Incomparable> {
    let desc = &code.types[usize::from(ty)];
    Ok(match desc.kind {
        Kind::Float(_) => f64::from_bits(a.number()) == f64::from_bits(b.number()),
        Kind::Bool | Kind::Int(_) | Kind::Uint(_) | Kind::Uintptr => a.number() == b.number(),
        Kind::Text => a.bytes() == b.bytes(),
        Kind::Pointer | Kind::Chan | Kind::Map | Kind::Func | Kind::Slice => same(a, b),
        Kind::Struct | Kind::Array => {
            if let (Some(a), Some(b)) = (place(a), place(b)) {
                left.push(Left::Parts(ty, a, b, 0));
            }
            true
        }
        Kind::Interface => match (a.dynamic(), b.dynamic()) {
            (None, None) => true,
            (Some(one), Some(other)) if one == other => {
                let desc = &code.types[usize::from(one)];
                if !desc.comparable {
                    return Err(Incomparable::Type(desc.name.clone()));
                }
                left.push(Left::Values(one, a.held(), b.held()));
                true
            }
            _ => false,
        },
    })
}

/// The first part of a struct or an array from a number on, without fields named `_`: its number, its type and its place.
fn part(code: &Code, ty: TypeNo, from: usize) -> Option<(usize, TypeNo, Shape)> {
    let desc = &code.types[usize::from(ty)];
    if desc.kind == Kind::Array {
        let shape = code.types[usize::from(desc.elem)].shape;
        return ((from as u64) < desc.len).then(|| (from, desc.elem, shape.times(from as u64)));
    }
    let mut fields = desc.fields.get(from..)?.iter().zip(from..);
    let (field, number) = fields.find(|(field, _)| field.name != "_")?;
    Some((number, field.ty, field.offset))
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

/// Why a value is no key of a map.
pub(crate) enum NoKey {
    /// There is no equality of its type, or of what it holds.
    Uncomparable(String),
    /// Too many values are around one of its parts.
    TooDeep,
    /// There is no memory for it.
    TooLarge,
}

/// The key of a map for a value of a type. `room` is the bytes that it may take, and then those that are left.
pub(crate) fn key(code: &Code, ty: TypeNo, value: &Ref, room: &mut u64) -> Result<Key, NoKey> {
    nested_key(code, ty, value, (0, room))
}

fn nested_key(
    code: &Code,
    ty: TypeNo,
    value: &Ref,
    (depth, room): (usize, &mut u64),
) -> Result<Key, NoKey> {
    if depth > MOST_NESTED {
        return Err(NoKey::TooDeep);
    }
    let bytes = KEY + value.bytes().len() as u64;
    *room = room.checked_sub(bytes).ok_or(NoKey::TooLarge)?;
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
            Some(dynamic) => {
                let desc = &code.types[usize::from(dynamic)];
                if !desc.comparable {
                    return Err(NoKey::Uncomparable(desc.name.clone()));
                }
                let held = nested_key(code, dynamic, &value.held(), (depth + 1, room))?;
                Key::Interface(dynamic, Box::new(held))
            }
        },
        Kind::Struct | Kind::Array if !desc.is_memory() => Key::Num(0),
        Kind::Struct | Kind::Array => {
            let at = place(value).unwrap_or_else(|| Pointer::new(desc.shape));
            let mut parts = Vec::new();
            let mut from = 0;
            while let Some((number, part, offset)) = part(code, ty, from) {
                let value = loaded(code, part, &at.plus(offset));
                parts.push(nested_key(code, part, &value, (depth + 1, room))?);
                from = number + 1;
            }
            Key::Many(parts.into())
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
