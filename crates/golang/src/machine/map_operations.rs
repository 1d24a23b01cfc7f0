//! Operations on maps.

use super::goroutine::Goroutine;
use super::map::{Key, Map};
use super::operations::{Hindrance, text};
use super::value::{Memory, Pointer, Ref, Slice, Value};
use crate::code::{MapEntry, Op, Shape};
use std::cell::RefCell;
use std::rc::Rc;

impl Goroutine {
    pub(super) fn operate_on_map(&mut self, op: Op) -> Result<(), Hindrance> {
        match op {
            Op::MakeMap(d) => self.set_ref(d, Ref::Map(Rc::new(RefCell::new(Map::default())))),
            Op::MapLen(d, m) => {
                let len = map(self.reference(m)).map_or(0, |map| map.borrow().len());
                self.set_num(d, len as u64);
            }
            Op::MapGet(index) => {
                let entry = self.program.code.entries[usize::from(index)];
                let key = self.key(entry);
                let value =
                    map(self.reference(entry.map)).and_then(|map| map.borrow().get(&key).cloned());
                self.set_num(entry.ok, u64::from(value.is_some()));
                self.set_value(entry.value, entry.value_shape, value);
            }
            Op::MapSet(index) => {
                let entry = self.program.code.entries[usize::from(index)];
                let (key, value) = (self.key(entry), self.value(entry.value, entry.value_shape));
                let Some(map) = map(self.reference(entry.map)) else {
                    return self.plain_error("assignment to entry in nil map");
                };
                // What was there is dropped after the borrow.
                let _before = map.borrow_mut().set(key, value);
            }
            Op::MapDelete(index) => {
                let entry = self.program.code.entries[usize::from(index)];
                let key = self.key(entry);
                let _before =
                    map(self.reference(entry.map)).and_then(|map| map.borrow_mut().delete(&key));
            }
            Op::MapKeys(d, m, shape) => {
                let keys = map(self.reference(m)).map_or_else(Vec::new, |map| map.borrow().keys());
                let len = u32::try_from(keys.len()).unwrap_or(u32::MAX);
                let memory = Rc::new(Memory::new(shape, keys.len()));
                let first = Pointer {
                    memory,
                    num: 0,
                    reference: 0,
                };
                let slice = Slice {
                    first,
                    len,
                    cap: len,
                };
                for (at, key) in (0..len).zip(keys) {
                    match key.value() {
                        Value::Num(value) => slice.element(at, shape).store(0, value),
                        Value::Ref(value) => slice.element(at, shape).store_ref(0, value),
                        Value::Many(_) => unreachable!("a key is a number or a string"),
                    }
                }
                self.set_ref(d, Ref::Slice(slice));
            }
            _ => unreachable!("{op:?} is no operation on maps"),
        }
        Ok(())
    }

    fn key(&self, entry: MapEntry) -> Key {
        if entry.key_shape == Shape::NUM {
            return Key::Num(self.num(entry.key));
        }
        match self.reference(entry.key) {
            Ref::Text(text) => Key::Text(Rc::clone(text)),
            other => Key::Text(text(other).into()),
        }
    }
}

fn map(reference: &Ref) -> Option<&RefCell<Map>> {
    match reference {
        Ref::Map(map) => Some(map),
        _ => None,
    }
}
