//! Operations on references that do not wait.

use super::goroutine::{After, Fault, Goroutine, Stop, nil_dereference};
use super::numbers::Leave;
use super::value::{Closure, Dynamic, Interface, Memory, Pointer, Ref, Slice, Text, Value};
use crate::code::{Op, Shape, Slot};
use goruntime::go::Chan;
use goruntime::runtime;
use goruntime::trace::Outcome;
use std::rc::Rc;

/// What hinders a goroutine from its next operation.
pub(super) enum Hindrance {
    /// A runtime error.
    Fault(Fault),
    /// It stops.
    Stop(Stop),
}

impl From<Fault> for Hindrance {
    fn from(fault: Fault) -> Hindrance {
        Hindrance::Fault(fault)
    }
}

impl From<Stop> for Hindrance {
    fn from(stop: Stop) -> Hindrance {
        Hindrance::Stop(stop)
    }
}

type Done = Result<(), Hindrance>;

impl Goroutine {
    /// Executes until an operation has to wait, or all is done.
    pub(super) fn execute(&mut self) -> Stop {
        loop {
            let done = match self.compute() {
                Leave::Other(op) => self.operate(op),
                Leave::Fault(fault) => Err(Hindrance::Fault(fault)),
                Leave::Stop(stop) => Err(Hindrance::Stop(stop)),
            };
            let done = match done {
                Err(Hindrance::Fault(fault)) => self.fault(&fault),
                done => done,
            };
            match done {
                Ok(()) => {}
                Err(Hindrance::Stop(stop)) => return stop,
                Err(Hindrance::Fault(_)) => unreachable!("a fault is a panic now"),
            }
        }
    }

    fn operate(&mut self, op: Op) -> Done {
        match op {
            Op::Mark(line) => {
                self.line = line;
                runtime::mark(line);
            }
            Op::CallValue(slot, num, reference) => {
                let Ref::Closure(closure) = self.reference(slot) else {
                    return Err(nil_dereference().into());
                };
                let closure = Rc::clone(closure);
                self.call(closure.function, &closure.captures, (num, reference))?;
            }
            Op::Return => return self.go_back(),
            Op::Go(slot, num, reference) => {
                let call = self.deferred(slot, (num, reference))?;
                self.spawn(call);
            }
            Op::Defer(slot, num, reference) => {
                let call = self.deferred(slot, (num, reference))?;
                self.defer(call);
            }
            Op::RunDeferred => {
                if let Some(call) = self.next_deferred() {
                    // This operation comes again after each of them.
                    self.top_mut().next -= 1;
                    self.enter_deferred(call, After::GoOn);
                }
            }
            Op::Panic(slot) => return self.panic(self.reference(slot).clone()),
            Op::Recover(d) => {
                let value = self.recover();
                self.set_ref(d, value);
            }
            Op::Goexit => return self.goexit(),
            Op::Closure(d, function, from, count) => {
                let captures =
                    (from..from + u16::from(count)).map(|slot| self.reference(slot).clone());
                let captures = captures.collect();
                self.set_ref(d, Ref::Closure(Rc::new(Closure { function, captures })));
            }
            Op::Nil(d) => self.set_ref(d, Ref::Nil),
            Op::MoveRef(d, a) => self.set_ref(d, self.reference(a).clone()),
            Op::IsNil(d, a) => {
                let is_nil = matches!(self.reference(a), Ref::Nil);
                self.set_num(d, u64::from(is_nil));
            }
            Op::Box(d, ty, a) => self.set_interface(d, ty, Value::Num(self.num(a))),
            Op::BoxRef(d, ty, a) => {
                self.set_interface(d, ty, Value::Ref(self.reference(a).clone()));
            }
            Op::Unbox(d, a, ty) => {
                let value = self.unboxed(a, ty);
                self.set_num(d + 1, u64::from(value.is_some()));
                self.set_value((d, 0), Shape::NUM, value);
            }
            Op::UnboxRef(d, a, ty, ok) => {
                let value = self.unboxed(a, ty);
                self.set_num(ok, u64::from(value.is_some()));
                self.set_value((0, d), Shape::REF, value);
            }
            Op::MakeChan(d, capacity) => {
                let capacity = self.size(
                    self.num(capacity),
                    Shape::REF,
                    "makechan: size out of range",
                )?;
                self.set_ref(d, Ref::Chan(Rc::new(Chan::new(capacity as usize))));
            }
            Op::Print(a) => self.program.print(text(self.reference(a))),
            Op::Text(..)
            | Op::Concat(..)
            | Op::TextLen(..)
            | Op::TextAt(..)
            | Op::EqualText(..)
            | Op::LessText(..)
            | Op::FormatInt(..) => self.operate_on_text(op)?,
            Op::New(..)
            | Op::LoadRef(..)
            | Op::StoreRef(..)
            | Op::Field(..)
            | Op::MakeSlice(..)
            | Op::Cap(..)
            | Op::AtRef(..)
            | Op::SetAtRef(..)
            | Op::Element(..)
            | Op::Slice(..)
            | Op::Append(..)
            | Op::AppendRef(..) => self.operate_on_memory(op)?,
            Op::MakeMap(..)
            | Op::MapLen(..)
            | Op::MapGet(..)
            | Op::MapSet(..)
            | Op::MapDelete(..)
            | Op::MapKeys(..) => return self.operate_on_map(op),
            _ => return Err(Stop::Wait(op).into()),
        }
        Ok(())
    }

    fn operate_on_text(&mut self, op: Op) -> Done {
        match op {
            Op::Text(d, index) => {
                let text = Text::from(&*self.program.code.texts[index as usize]);
                self.set_ref(d, Ref::Text(text));
            }
            Op::Concat(d, a, b) => {
                let joined = [text(self.reference(a)), text(self.reference(b))].concat();
                self.size(joined.len() as u64, Shape::NUM, "string too long")?;
                self.set_ref(d, Ref::Text(joined.into()));
            }
            Op::TextLen(d, a) => self.set_num(d, text(self.reference(a)).len() as u64),
            Op::TextAt(d, a, i) => {
                let (index, bytes) = (self.num(i), text(self.reference(a)));
                let byte = usize::try_from(index)
                    .ok()
                    .and_then(|index| bytes.get(index));
                let byte = *byte.ok_or_else(|| out_of_range(index, self.reference(a)))?;
                self.set_num(d, u64::from(byte));
            }
            Op::EqualText(d, a, b) => {
                let is_equal = text(self.reference(a)) == text(self.reference(b));
                self.set_num(d, u64::from(is_equal));
            }
            Op::LessText(d, a, b) => {
                let is_less = text(self.reference(a)) < text(self.reference(b));
                self.set_num(d, u64::from(is_less));
            }
            Op::FormatInt(d, a) => {
                let digits = self.num(a).cast_signed().to_string();
                self.set_ref(d, Ref::Text(digits.into_bytes().into()));
            }
            _ => unreachable!("{op:?} is no operation on strings"),
        }
        Ok(())
    }

    fn operate_on_memory(&mut self, op: Op) -> Done {
        match op {
            Op::New(d, shape) => {
                let memory = Rc::new(Memory::new(shape, 1));
                self.set_ref(
                    d,
                    Ref::Pointer(Pointer {
                        memory,
                        num: 0,
                        reference: 0,
                    }),
                );
            }
            Op::LoadRef(d, p, offset) => {
                let value = self.pointer(p)?.load_ref(offset);
                self.set_ref(d, value);
            }
            Op::StoreRef(p, offset, a) => self
                .pointer(p)?
                .store_ref(offset, self.reference(a).clone()),
            Op::Field(d, p, offset) => {
                let mut pointer = self.pointer(p)?.clone();
                pointer.num += u32::from(offset.nums);
                pointer.reference += u32::from(offset.refs);
                self.set_ref(d, Ref::Pointer(pointer));
            }
            Op::MakeSlice(d, len, cap, shape) => {
                let len = self.size(self.num(len), shape, "makeslice: len out of range")?;
                let cap = self.size(self.num(cap), shape, "makeslice: cap out of range")?;
                if len > cap {
                    return Err(String::from("makeslice: cap out of range").into());
                }
                let memory = Rc::new(Memory::new(shape, cap as usize));
                let first = Pointer {
                    memory,
                    num: 0,
                    reference: 0,
                };
                self.set_ref(d, Ref::Slice(Slice { first, len, cap }));
            }
            Op::Cap(d, a) => {
                let cap = slice(self.reference(a)).map_or(0, |slice| slice.cap);
                self.set_num(d, u64::from(cap));
            }
            Op::AtRef(d, s, i) => {
                let value = self.element(s, i, Shape::REF)?.load_ref(0);
                self.set_ref(d, value);
            }
            Op::SetAtRef(s, i, a) => self
                .element(s, i, Shape::REF)?
                .store_ref(0, self.reference(a).clone()),
            Op::Element(d, s, i, shape) => {
                let element = self.element(s, i, shape)?;
                self.set_ref(d, Ref::Pointer(element));
            }
            Op::Slice(d, s, lo, shape) => {
                let sliced = sliced(self.reference(s), self.num(lo), self.num(lo + 1), shape)?;
                self.set_ref(d, sliced);
            }
            Op::Append(s, a) => {
                let value = self.num(a);
                self.append(s, Shape::NUM)?.store(0, value);
            }
            Op::AppendRef(s, a) => {
                let value = self.reference(a).clone();
                self.append(s, Shape::REF)?.store_ref(0, value);
            }
            _ => unreachable!("{op:?} is no operation on memory"),
        }
        Ok(())
    }

    /// Makes a slice one longer, and returns its last element.
    fn append(&mut self, slot: Slot, shape: Shape) -> Result<Pointer, Hindrance> {
        let mut slice = match self.reference(slot) {
            Ref::Slice(slice) if slice.len < slice.cap => slice.clone(),
            Ref::Slice(slice) => {
                self.size(
                    u64::from(slice.cap) * 2,
                    shape,
                    "growslice: len out of range",
                )?;
                slice.grown(shape)
            }
            _ => {
                let memory = Rc::new(Memory::new(shape, 1));
                Slice {
                    first: Pointer {
                        memory,
                        num: 0,
                        reference: 0,
                    },
                    len: 0,
                    cap: 1,
                }
            }
        };
        slice.len += 1;
        let last = slice.element(slice.len - 1, shape);
        self.set_ref(slot, Ref::Slice(slice));
        Ok(last)
    }

    fn element(&self, slot: Slot, index: Slot, shape: Shape) -> Result<Pointer, Fault> {
        let (reference, index) = (self.reference(slot), self.num(index));
        let slice = slice(reference).filter(|slice| index < u64::from(slice.len));
        let slice = slice.ok_or_else(|| out_of_range(index, reference))?;
        Ok(slice.element(u32::try_from(index).unwrap_or(u32::MAX), shape))
    }

    pub(super) fn pointer(&self, slot: Slot) -> Result<&Pointer, Fault> {
        match self.reference(slot) {
            Ref::Pointer(pointer) => Ok(pointer),
            _ => Err(nil_dereference()),
        }
    }

    /// How many values an allocation holds, if the program may have them.
    fn size(&self, count: u64, shape: Shape, fault: &str) -> Result<u32, Hindrance> {
        let slots = u64::from(shape.nums.max(1)) + u64::from(shape.refs);
        match u32::try_from(count) {
            Ok(count) if u64::from(count) * slots <= self.program.limits.allocation => Ok(count),
            // Go's limit is the address space: 2^48 bytes.
            _ if count.saturating_mul(slots) > 1 << 45 => Err(String::from(fault).into()),
            _ => {
                let message = format!(
                    "line {}: an allocation of {count} elements is more than the Lab has",
                    self.line
                );
                runtime::fatal(Outcome::OutOfMemory, &message);
                Err(Stop::End.into())
            }
        }
    }

    fn set_interface(&mut self, d: Slot, ty: u16, value: Value) {
        let ty = Dynamic::Type(ty);
        self.set_ref(d, Ref::Interface(Rc::new(Interface { ty, value })));
    }

    fn unboxed(&self, slot: Slot, ty: u16) -> Option<Value> {
        match self.reference(slot) {
            Ref::Interface(interface) if interface.ty == Dynamic::Type(ty) => {
                Some(interface.value.clone())
            }
            _ => None,
        }
    }
}

/// The bytes of a string.
pub(super) fn text(reference: &Ref) -> &[u8] {
    match reference {
        Ref::Text(text) => text,
        _ => &[],
    }
}

fn slice(reference: &Ref) -> Option<&Slice> {
    match reference {
        Ref::Slice(slice) => Some(slice),
        _ => None,
    }
}

/// `s[lo:hi]`, in the words of `src/runtime/error.go`.
fn sliced(reference: &Ref, lo: u64, hi: u64, shape: Shape) -> Result<Ref, Fault> {
    let (lo, hi) = (lo.cast_signed(), hi.cast_signed());
    let cap = i64::from(slice(reference).map_or(0, |slice| slice.cap));
    let bounds = "slice bounds out of range";
    if hi < 0 {
        return Err(format!("{bounds} [:{hi}]"));
    }
    if hi > cap {
        return Err(format!("{bounds} [:{hi}] with capacity {cap}"));
    }
    if lo < 0 {
        return Err(format!("{bounds} [{lo}:]"));
    }
    if lo > hi {
        return Err(format!("{bounds} [{lo}:{hi}]"));
    }
    let (Some(slice), Ok(from), Ok(to)) = (slice(reference), u32::try_from(lo), u32::try_from(hi))
    else {
        return Ok(Ref::Nil);
    };
    // A slice without capacity points nowhere beyond its memory.
    let first = slice.element(from, shape);
    Ok(Ref::Slice(Slice {
        first,
        len: to - from,
        cap: slice.cap - from,
    }))
}

/// The runtime error of an index of a slice or a string.
pub(super) fn out_of_range(index: u64, reference: &Ref) -> Fault {
    let index = index.cast_signed();
    let len = match reference {
        Ref::Slice(slice) => slice.len as usize,
        other => text(other).len(),
    };
    if index < 0 {
        format!("index out of range [{index}]")
    } else {
        format!("index out of range [{index}] with length {len}")
    }
}
