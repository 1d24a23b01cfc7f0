//! The order of a map's keys.

use super::super::super::compare::{loaded, place};
use super::super::super::value::Ref;
use crate::code::{Code, Kind, TypeNo};
use std::cmp::Ordering;

/// The order in which the keys of a map are printed (`src/internal/fmtsort/sort.go`).
pub(super) fn compare(code: &Code, ty: TypeNo, a: &Ref, b: &Ref) -> Ordering {
    let desc = &code.types[usize::from(ty)];
    let (x, y) = (a.number(), b.number());
    match desc.kind {
        Kind::Int(_) => x.cast_signed().cmp(&y.cast_signed()),
        Kind::Bool | Kind::Uint(_) | Kind::Uintptr => x.cmp(&y),
        Kind::Float(_) => {
            let (x, y) = (f64::from_bits(x), f64::from_bits(y));
            x.partial_cmp(&y)
                .unwrap_or_else(|| y.is_nan().cmp(&x.is_nan()))
        }
        Kind::Text => a.bytes().cmp(b.bytes()),
        Kind::Struct => match (place(a), place(b)) {
            (Some(a), Some(b)) => desc
                .fields
                .iter()
                .map(|field| {
                    let (a, b) = (a.plus(field.offset), b.plus(field.offset));
                    compare(
                        code,
                        field.ty,
                        &loaded(code, field.ty, &a),
                        &loaded(code, field.ty, &b),
                    )
                })
                .find(|order| order.is_ne())
                .unwrap_or(Ordering::Equal),
            _ => Ordering::Equal,
        },
        Kind::Array => match (place(a), place(b)) {
            (Some(a), Some(b)) => {
                let shape = code.types[usize::from(desc.elem)].shape;
                (0..desc.len)
                    .map(|number| {
                        let (a, b) = (a.plus(shape.times(number)), b.plus(shape.times(number)));
                        compare(
                            code,
                            desc.elem,
                            &loaded(code, desc.elem, &a),
                            &loaded(code, desc.elem, &b),
                        )
                    })
                    .find(|order| order.is_ne())
                    .unwrap_or(Ordering::Equal)
            }
            _ => Ordering::Equal,
        },
        Kind::Interface => match (a.dynamic(), b.dynamic()) {
            (Some(one), Some(other)) if one == other => compare(code, one, &a.held(), &b.held()),
            (one, other) => one.cmp(&other),
        },
        // Addresses: the order of insertion stays.
        _ => Ordering::Equal,
    }
}
