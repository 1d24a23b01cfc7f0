//! Maps, structs, arrays and slices: their parts are printed one after the other.

use super::super::super::compare::{loaded, place};
use super::super::super::value::{Pointer, Ref, Slice};
use super::order::compare;
use super::printer::{Printed, Printer};
use super::work::{Left, Of, Parts, Typed};
use crate::code::Kind;
use std::rc::Rc;

impl Printer {
    pub(super) fn map(&mut self, value: &Typed) {
        let code = Rc::clone(&self.code);
        let desc = &code.types[usize::from(value.ty)];
        if self.flags.sharp_v {
            self.push(&desc.name);
            if matches!(value.value, Ref::Nil) {
                self.push("(nil)");
                return;
            }
            self.out.push(b'{');
        } else {
            self.push("map[");
        }
        let mut entries = match &value.value {
            Ref::Map(map) => map.borrow().entries(),
            _ => Vec::new(),
        };
        entries.sort_by(|a, b| compare(&code, desc.key, &a.0, &b.0));
        self.begin(value, Of::Map(entries.into_iter(), None));
    }

    pub(super) fn fields(&mut self, value: &Typed) {
        if self.flags.sharp_v {
            let name = self.code.types[usize::from(value.ty)].name.clone();
            self.push(&name);
        }
        self.out.push(b'{');
        self.begin(value, Of::Struct(place(&value.value)));
    }

    pub(super) fn elements(&mut self, value: &Typed) -> Printed {
        let code = Rc::clone(&self.code);
        let desc = &code.types[usize::from(value.ty)];
        let elem = &code.types[usize::from(desc.elem)];
        let verb = value.verb;
        if elem.kind == Kind::Uint(8) && matches!(verb, 's' | 'q' | 'x' | 'X') {
            let bytes = value.value.slice().map_or_else(Vec::new, Slice::bytes);
            return self.text(&bytes, verb, Some(value));
        }
        if verb == 'p' {
            return self.pointer(value, verb);
        }
        if self.flags.sharp_v {
            // A slice of bytes that is no part of another value is called so.
            let is_bytes = value.depth == 0 && desc.name == "[]uint8";
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
        self.begin(value, Of::List(len));
        Ok(())
    }

    fn begin(&mut self, whole: &Typed, of: Of) {
        self.left.push(Left::Parts(Parts {
            whole: whole.clone(),
            next: 0,
            of,
        }));
    }

    /// Prints the next part, or the end.
    pub(super) fn part(&mut self, mut parts: Parts) -> Printed {
        let next = match &parts.of {
            Of::Map(..) => self.entry(&mut parts),
            Of::Struct(at) => self.field(&parts, at.as_ref()),
            Of::List(len) => self.element(&parts, *len),
        };
        if let Some(part) = next {
            parts.next += 1;
            self.left.push(Left::Parts(parts));
            return self.value(&part);
        }
        let is_list = !matches!(parts.of, Of::Struct(_)) && !self.flags.sharp_v;
        self.out.push(if is_list { b']' } else { b'}' });
        Ok(())
    }

    fn separate(&mut self, number: u64) {
        if number > 0 {
            self.push(if self.flags.sharp_v { ", " } else { " " });
        }
    }

    /// A key or its element.
    fn entry(&mut self, parts: &mut Parts) -> Option<Typed> {
        let Of::Map(entries, pending) = &mut parts.of else {
            return None;
        };
        let (key, elem) = {
            let desc = &self.code.types[usize::from(parts.whole.ty)];
            (desc.key, desc.elem)
        };
        if let Some(value) = pending.take() {
            self.out.push(b':');
            return Some(parts.whole.part(elem, value));
        }
        let (held, value) = entries.next()?;
        *pending = Some(value);
        self.separate(parts.next);
        Some(parts.whole.part(key, held))
    }

    fn field(&mut self, parts: &Parts, at: Option<&Pointer>) -> Option<Typed> {
        let code = Rc::clone(&self.code);
        let fields = &code.types[usize::from(parts.whole.ty)].fields;
        let field = fields.get(usize::try_from(parts.next).ok()?)?;
        self.separate(parts.next);
        if self.flags.plus_v || self.flags.sharp_v {
            self.push(&field.name);
            self.out.push(b':');
        }
        let held = match at {
            Some(at) => loaded(&code, field.ty, &at.plus(field.offset)),
            None => Ref::Num(0),
        };
        // An interface shows what it holds.
        let is_interface = code.types[usize::from(field.ty)].kind == Kind::Interface;
        let part = match held.dynamic().filter(|_| is_interface) {
            Some(ty) => parts.whole.part(ty, held.held()),
            None => parts.whole.part(field.ty, held),
        };
        Some(Typed {
            open: part.open && field.exported,
            ..part
        })
    }

    fn element(&mut self, parts: &Parts, len: u64) -> Option<Typed> {
        if parts.next >= len {
            return None;
        }
        self.separate(parts.next);
        let desc = &self.code.types[usize::from(parts.whole.ty)];
        let shape = self.code.types[usize::from(desc.elem)].shape;
        let at = match parts.whole.value.slice() {
            Some(slice) => slice.element(u32::try_from(parts.next).unwrap_or(u32::MAX), shape),
            None => Pointer::new(shape),
        };
        let held = loaded(&self.code, desc.elem, &at);
        Some(parts.whole.part(desc.elem, held))
    }
}
