//! Maps, structs, interfaces, arrays and slices.

use super::super::super::compare::{loaded, place};
use super::super::super::value::{Pointer, Ref, Slice};
use super::printer::{Printed, Printer, Typed};
use crate::code::{Code, Kind, TypeNo};
use std::cmp::Ordering;

impl Printer<'_> {
    pub(super) fn map(&mut self, value: &Typed, verb: char, depth: usize) -> Printed {
        let desc = &self.code.types[usize::from(value.ty)];
        if self.flags.sharp_v {
            self.push(&desc.name);
            if matches!(value.value, Ref::Nil) {
                self.push("(nil)");
                return Ok(());
            }
            self.out.push(b'{');
        } else {
            self.push("map[");
        }
        let mut entries = match &value.value {
            Ref::Map(map) => map.borrow().entries(),
            _ => Vec::new(),
        };
        entries.sort_by(|a, b| compare(self.code, desc.key, &a.0, &b.0));
        for (number, (key, elem)) in entries.into_iter().enumerate() {
            self.separate(number);
            self.value(
                &Typed {
                    ty: desc.key,
                    value: key,
                    open: value.open,
                },
                verb,
                depth + 1,
            )?;
            self.out.push(b':');
            self.value(
                &Typed {
                    ty: desc.elem,
                    value: elem,
                    open: value.open,
                },
                verb,
                depth + 1,
            )?;
        }
        self.out.push(if self.flags.sharp_v { b'}' } else { b']' });
        Ok(())
    }

    fn separate(&mut self, number: usize) {
        if number > 0 {
            self.push(if self.flags.sharp_v { ", " } else { " " });
        }
    }

    pub(super) fn fields(&mut self, value: &Typed, verb: char, depth: usize) -> Printed {
        let desc = &self.code.types[usize::from(value.ty)];
        if self.flags.sharp_v {
            self.push(&desc.name);
        }
        self.out.push(b'{');
        let at = place(&value.value);
        for (number, field) in desc.fields.iter().enumerate() {
            self.separate(number);
            if self.flags.plus_v || self.flags.sharp_v {
                self.push(&field.name);
                self.out.push(b':');
            }
            let held = match &at {
                Some(at) => loaded(self.code, field.ty, &at.plus(field.offset)),
                None => Ref::Num(0),
            };
            let open = value.open && field.exported;
            let mut part = Typed {
                ty: field.ty,
                value: held,
                open,
            };
            // An interface shows what it holds.
            if self.code.types[usize::from(field.ty)].kind == Kind::Interface
                && let Some(ty) = part.value.dynamic()
            {
                part = Typed {
                    ty,
                    value: part.value.held(),
                    open,
                };
            }
            self.value(&part, verb, depth + 1)?;
        }
        self.out.push(b'}');
        Ok(())
    }

    pub(super) fn interface(&mut self, value: &Typed, verb: char, depth: usize) -> Printed {
        match value.value.dynamic() {
            Some(ty) => self.value(
                &Typed {
                    ty,
                    value: value.value.held(),
                    open: value.open,
                },
                verb,
                depth + 1,
            ),
            None if self.flags.sharp_v => {
                let name = format!("{}(nil)", self.code.types[usize::from(value.ty)].name);
                self.push(&name);
                Ok(())
            }
            None => {
                self.push("<nil>");
                Ok(())
            }
        }
    }

    pub(super) fn elements(&mut self, value: &Typed, verb: char, depth: usize) -> Printed {
        let desc = &self.code.types[usize::from(value.ty)];
        let elem = &self.code.types[usize::from(desc.elem)];
        if elem.kind == Kind::Uint(8) && matches!(verb, 's' | 'q' | 'x' | 'X') {
            let bytes = value.value.slice().map_or_else(Vec::new, Slice::bytes);
            return self.text(&bytes, verb, Some(value));
        }
        if verb == 'p' {
            return self.pointer(value, verb);
        }
        if self.flags.sharp_v {
            // A slice of bytes that is no part of another value is called so.
            let is_bytes = depth == 0 && desc.name == "[]uint8";
            self.push(if is_bytes { "[]byte" } else { &desc.name });
            if desc.kind == Kind::Slice && matches!(value.value, Ref::Nil) {
                self.push("(nil)");
                return Ok(());
            }
        }
        self.out.push(if self.flags.sharp_v { b'{' } else { b'[' });
        let len = match (desc.kind, value.value.slice()) {
            (Kind::Array, _) => desc.len,
            (_, Some(slice)) => u64::from(slice.len),
            _ => 0,
        };
        for number in 0..len {
            self.separate(usize::try_from(number).unwrap_or(usize::MAX));
            let held = match value.value.slice() {
                Some(slice) => {
                    let number = u32::try_from(number).unwrap_or(u32::MAX);
                    loaded(self.code, desc.elem, &slice.element(number, elem.shape))
                }
                None => loaded(self.code, desc.elem, &Pointer::new(elem.shape)),
            };
            self.value(
                &Typed {
                    ty: desc.elem,
                    value: held,
                    open: value.open,
                },
                verb,
                depth + 1,
            )?;
        }
        self.out.push(if self.flags.sharp_v { b'}' } else { b']' });
        Ok(())
    }
}

/// The order in which the keys of a map are printed (`src/internal/fmtsort/sort.go`).
fn compare(code: &Code, ty: TypeNo, a: &Ref, b: &Ref) -> Ordering {
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
