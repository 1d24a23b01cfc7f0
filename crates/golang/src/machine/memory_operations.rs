//! Operations on structs, arrays, slices and maps.

use super::compare::{NoKey, key};
use super::frames::{Done, Fault, Goroutine, Hindrance, nil_map};
use super::memory::Element;
use super::value::{Iteration, Key, Map, Object, Pointer, Ref, Slice};
use crate::code::{Bank, Op, Shape, Slot, TypeNo};
use std::cell::RefCell;
use std::rc::Rc;

impl Goroutine {
    pub(crate) fn operate_on_memory(&mut self, op: Op) -> Done {
        match op {
            Op::New(d, ty) => {
                let shape = self.program.loaded.code.types[usize::from(ty)].shape;
                self.check_size(shape)?;
                let zero = match self.zero(ty) {
                    Ref::Nil | Ref::Num(_) => Ref::Pointer(Pointer::new(shape)),
                    zero => zero,
                };
                self.set_ref(d, zero);
            }
            Op::Cell(d, bank) => {
                let shape = if bank == Bank::Num {
                    Shape::NUM
                } else {
                    Shape::REF
                };
                self.set_ref(d, Ref::Pointer(Pointer::new(shape)));
            }
            Op::View(d, p, ty) => {
                let len = u32::try_from(self.program.loaded.code.types[usize::from(ty)].len)
                    .unwrap_or(u32::MAX);
                let first = self.pointer(p)?;
                self.set_ref(
                    d,
                    Ref::Slice(Slice {
                        first,
                        len,
                        cap: len,
                    }),
                );
            }
            Op::Copy(d, a, ty) => {
                let shape = self.program.loaded.code.types[usize::from(ty)].shape;
                self.check_size(shape)?;
                let from = self.pointer(a)?;
                let copy = self.zero(ty);
                if let Some(to) = super::compare::place(&copy) {
                    to.copy_from(&from, shape);
                }
                self.set_ref(d, copy);
            }
            Op::CopyInto(p, a, ty) => {
                let shape = self.program.loaded.code.types[usize::from(ty)].shape;
                self.pointer(p)?.copy_from(&self.pointer(a)?, shape);
            }
            _ => return self.operate_on_slices(op),
        }
        Ok(())
    }

    fn operate_on_slices(&mut self, op: Op) -> Done {
        match op {
            Op::MakeSlice(d, len, cap, ty) => {
                let shape = self.program.loaded.code.types[usize::from(ty)].shape;
                let len = self.size(self.num(len), shape, "makeslice: len out of range", false)?;
                let cap = self.size(self.num(cap), shape, "makeslice: cap out of range", false)?;
                if len > cap {
                    return Err(runtime_fault("makeslice: cap out of range"));
                }
                self.set_ref(d, Ref::Slice(Slice::new(shape, len, cap)));
            }
            Op::Cap(d, a) => {
                let cap = self.reference(a).slice().map_or(0, |slice| slice.cap);
                self.set_num(d, u64::from(cap));
            }
            Op::Slice(d, s, lo, ty, has_max) => {
                let shape = self.program.loaded.code.types[usize::from(ty)].shape;
                let max = has_max.then(|| self.num(lo + 2));
                let sliced = sliced(
                    self.reference(s),
                    self.num(lo),
                    self.num(lo + 1),
                    max,
                    shape,
                )?;
                self.set_ref(d, sliced);
            }
            Op::SliceToArray(d, s, ty) => {
                let len = self.program.loaded.code.types[usize::from(ty)].len;
                let slice = self.reference(s).slice().cloned();
                let have = slice.as_ref().map_or(0, |slice| u64::from(slice.len));
                if have < len {
                    return Err(runtime_fault(&format!(
                        "cannot convert slice with length {have} to array or pointer to array with length {len}"
                    )));
                }
                let len = u32::try_from(len).unwrap_or(u32::MAX);
                self.set_ref(
                    d,
                    slice.map_or(Ref::Nil, |slice| {
                        Ref::Slice(Slice {
                            len,
                            cap: len,
                            ..slice
                        })
                    }),
                );
            }
            Op::CopySlice(d, s, t, ty) => {
                let shape = self.program.loaded.code.types[usize::from(ty)].shape;
                let count = match (self.reference(s).slice(), self.reference(t).slice()) {
                    (Some(to), Some(from)) => {
                        let count = to.len.min(from.len);
                        to.first
                            .copy_from(&from.first, shape.times(u64::from(count)));
                        count
                    }
                    _ => 0,
                };
                self.set_num(d, u64::from(count));
            }
            Op::CopyText(d, s, t) => {
                let text = self.reference(t).bytes();
                let count = self.reference(s).slice().map_or(0, |to| {
                    to.nums()
                        .iter()
                        .zip(text)
                        .for_each(|(cell, byte)| cell.set(u64::from(*byte)));
                    to.nums().len().min(text.len())
                });
                self.set_num(d, count as u64);
            }
            Op::ClearSlice(s, ty) => {
                let shape = self.program.loaded.code.types[usize::from(ty)].shape;
                if let Some(slice) = self.reference(s).slice() {
                    slice.first.clear(shape.times(u64::from(slice.len)));
                }
            }
            _ => return self.operate_on_appends(op),
        }
        Ok(())
    }

    fn operate_on_appends(&mut self, op: Op) -> Done {
        match op {
            Op::AppendNum(s, a, ty) => {
                let value = self.num(a);
                let grown = self.grown(s, 1, ty)?;
                grown.first.store(grown.len - 1, value);
                self.set_ref(s, Ref::Slice(grown));
            }
            Op::Append(d, s, from, count, ty) => self.append(d, s, (from, count), ty)?,
            Op::AppendSlice(d, s, t, ty) => {
                let shape = self.program.loaded.code.types[usize::from(ty)].shape;
                let value = match self.reference(t).slice().cloned() {
                    Some(more) if more.len > 0 => {
                        let grown = self.grown(s, more.len, ty)?;
                        let to = grown.element(grown.len - more.len, shape);
                        to.copy_from(&more.first, shape.times(u64::from(more.len)));
                        Ref::Slice(grown)
                    }
                    _ => self.reference(s).clone(),
                };
                self.set_ref(d, value);
            }
            _ => return self.move_elements(op),
        }
        Ok(())
    }

    /// The operations that move many elements at once.
    fn move_elements(&mut self, op: Op) -> Done {
        match op {
            Op::AppendText(d, s, t, ty) => {
                let text = self.reference(t).bytes().to_vec();
                let value = if text.is_empty() {
                    self.reference(s).clone()
                } else {
                    let len = u32::try_from(text.len()).unwrap_or(u32::MAX);
                    let grown = self.grown(s, len, ty)?;
                    (grown.len - len..)
                        .zip(&text)
                        .for_each(|(at, byte)| grown.first.store(at, u64::from(*byte)));
                    Ref::Slice(grown)
                };
                self.set_ref(d, value);
            }
            _ => unreachable!("{op:?} is no operation on memory"),
        }
        Ok(())
    }

    pub(super) fn check_size(&self, shape: Shape) -> Done {
        self.size(1, shape, "out of memory", true).map(drop)
    }

    /// A slice with room for more elements.
    fn grown(&self, slot: Slot, more: u32, ty: TypeNo) -> Result<Slice, Hindrance> {
        let desc = &self.program.loaded.code.types[usize::from(ty)];
        let slice = self.reference(slot).slice();
        let wanted = slice.map_or(0, |slice| u64::from(slice.len)) + u64::from(more);
        if slice.is_none_or(|slice| wanted > u64::from(slice.cap)) {
            self.size(wanted, desc.shape, "growslice: len out of range", false)?;
        }
        let element = Element {
            shape: desc.shape,
            size: desc.size,
            has_pointers: desc.has_pointers,
        };
        Ok(Slice::grown(slice, more, element))
    }

    fn append(&mut self, d: Slot, s: Slot, (from, count): (Slot, u16), ty: TypeNo) -> Done {
        let desc = &self.program.loaded.code.types[usize::from(ty)];
        let (shape, bank, is_memory) = (desc.shape, desc.bank(), desc.is_memory());
        let grown = self.grown(s, u32::from(count), ty)?;
        let first = grown.len - u32::from(count);
        for number in 0..count {
            let element = grown.element(first + u32::from(number), shape);
            match bank {
                Bank::Num if shape == Shape::NONE => {}
                Bank::Num => element.store(0, self.num(from + number)),
                Bank::Ref if is_memory => element.copy_from(&self.pointer(from + number)?, shape),
                Bank::Ref => element.store_ref(0, self.reference(from + number).clone()),
            }
        }
        self.set_ref(d, Ref::Slice(grown));
        Ok(())
    }

    pub(crate) fn operate_on_map(&mut self, op: Op) -> Done {
        match op {
            Op::MakeMap(d) => self.set_ref(d, Ref::Map(Rc::new(RefCell::new(Map::default())))),
            Op::MapLen(d, m) => {
                let len = map(self.reference(m)).map_or(0, |map| map.borrow().len());
                self.set_num(d, len as u64);
            }
            Op::MapGet(d, m, k, ok, ty) => {
                let (key, _) = self.key(k, ty).map_err(|fault| self.of_lookup(m, fault))?;
                let value = map(self.reference(m)).and_then(|map| map.borrow().get(&key).cloned());
                self.set_num(ok, u64::from(value.is_some()));
                let elem = self.program.loaded.code.types[usize::from(ty)].elem;
                self.set_value(d, elem, value)?;
            }
            Op::MapSet(m, k, a, ty) => {
                let (key, original) = self.key(k, ty)?;
                let elem = self.program.loaded.code.types[usize::from(ty)].elem;
                let value = self.value(self.bank(elem), a);
                let Some(map) = map(self.reference(m)) else {
                    return Err(nil_map().into());
                };
                // What was there is dropped after the borrow.
                let _before = map.borrow_mut().set(key, original, value);
            }
            Op::MapGetNum(d, m, k, ok) => {
                let key = self.num(k);
                let value = map(self.reference(m)).and_then(|map| map.borrow().number(key));
                self.set_num(ok, u64::from(value.is_some()));
                self.set_num(d, value.unwrap_or(0));
            }
            Op::MapSetNum(m, k, a) => {
                let Some(map) = map(self.reference(m)) else {
                    return Err(nil_map().into());
                };
                map.borrow_mut().set_number(self.num(k), self.num(a));
            }
            Op::MapDelete(m, k, ty) => {
                let (key, _) = self.key(k, ty).map_err(|fault| self.of_lookup(m, fault))?;
                let _before = map(self.reference(m)).and_then(|map| map.borrow_mut().delete(&key));
            }
            Op::MapClear(m) => {
                let _before = map(self.reference(m)).map(|map| map.borrow_mut().clear());
            }
            Op::MapRange(d, m) => {
                let iteration = match self.reference(m) {
                    Ref::Map(map) => Iteration::new(map),
                    _ => Iteration::new(&Rc::default()),
                };
                self.set_ref(d, Ref::Object(Object::Iteration(iteration)));
            }
            Op::MapNext(d, state, k, a, ty) => {
                let entry = match self.reference(state) {
                    Ref::Object(Object::Iteration(iteration)) => iteration.borrow_mut().next(),
                    _ => None,
                };
                self.set_num(d, u64::from(entry.is_some()));
                if let Some((key, value)) = entry {
                    let desc = &self.program.loaded.code.types[usize::from(ty)];
                    let (key_ty, elem) = (desc.key, desc.elem);
                    self.set_value(k, key_ty, Some(key))?;
                    self.set_value(a, elem, Some(value))?;
                }
            }
            _ => unreachable!("{op:?} is no operation on maps"),
        }
        Ok(())
    }

    fn key(&self, slot: Slot, map: TypeNo) -> Result<(Key, Ref), Hindrance> {
        let ty = self.program.loaded.code.types[usize::from(map)].key;
        let value = self.value(self.bank(ty), slot);
        let room = self.room();
        let key = key(&self.program.loaded.code, ty, &value, &mut room.clone());
        let key = key.map_err(|reason| match reason {
            NoKey::Uncomparable(name) => {
                Hindrance::from(Fault::Runtime(format!("hash of unhashable type {name}")))
            }
            NoKey::TooDeep => Hindrance::from(Fault::Plain(String::from(
                "the Lab takes no key of a map with values nested more than 1000 levels deep",
            ))),
            NoKey::TooLarge => self.out_of_memory(room + 1).into(),
        })?;
        Ok((key, value))
    }

    /// The fault of a key that is looked up: Go has other words if the map is empty (`src/internal/runtime/maps/map.go`).
    fn of_lookup(&self, m: Slot, fault: Hindrance) -> Hindrance {
        let is_empty = map(self.reference(m)).is_none_or(|map| map.borrow().len() == 0);
        match fault {
            Hindrance::Fault(Fault::Runtime(text)) if is_empty => {
                Fault::Plain(text.replace("hash of unhashable type ", "hash of unhashable type: "))
                    .into()
            }
            fault => fault,
        }
    }
}

fn map(reference: &Ref) -> Option<&RefCell<Map>> {
    match reference {
        Ref::Map(map) => Some(map),
        _ => None,
    }
}

pub(crate) fn runtime_fault(message: &str) -> Hindrance {
    Fault::Runtime(String::from(message)).into()
}

/// `s[lo:hi:max]`, in the words of `src/runtime/error.go`.
fn sliced(reference: &Ref, lo: u64, hi: u64, max: Option<u64>, shape: Shape) -> Result<Ref, Fault> {
    let (lo, hi) = (lo.cast_signed(), hi.cast_signed());
    let cap = i64::from(reference.slice().map_or(0, |slice| slice.cap));
    let fault = |text: String| Err(Fault::Runtime(format!("slice bounds out of range {text}")));
    let mut end = cap;
    if let Some(max) = max {
        let max = max.cast_signed();
        if max < 0 {
            return fault(format!("[::{max}]"));
        }
        if max > cap {
            return fault(format!("[::{max}] with capacity {cap}"));
        }
        if hi > max {
            return fault(format!("[:{hi}:{max}]"));
        }
        end = max;
    }
    if hi < 0 {
        return fault(format!("[:{hi}]"));
    }
    if hi > cap {
        return fault(format!("[:{hi}] with capacity {cap}"));
    }
    if lo < 0 {
        return fault(format!("[{lo}:]"));
    }
    if lo > hi {
        return fault(if max.is_some() {
            format!("[{lo}:{hi}:]")
        } else {
            format!("[{lo}:{hi}]")
        });
    }
    let number = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    let Some(slice) = reference.slice() else {
        return Ok(Ref::Nil);
    };
    let first = slice.element(number(lo), shape);
    Ok(Ref::Slice(Slice {
        first,
        len: number(hi - lo),
        cap: number(end - lo),
    }))
}
