//! The inner loop: the most frequent operations, which neither wait nor allocate, and calls of functions by their number.

use super::account::held;
use super::frames::{After, Fault, Goroutine, Stop, clear, nil_dereference, nil_map, out_of_range};
use super::numbers::{float_to_int, float_to_uint, min_float, narrow};
use super::value::{Pointer, Ref};
use crate::code::{Bank, Op, Slots};
use std::rc::Rc;

/// What ended the inner loop.
pub(crate) enum Leave {
    /// An operation of another kind.
    Other(Op),
    /// A runtime error.
    Fault(Fault),
    /// No jumps are left, or no frames.
    Stop(Stop),
    /// The program holds too much memory.
    Full,
}

impl Goroutine {
    /// Executes operations of the inner loop until another one comes.
    #[expect(
        clippy::too_many_lines,
        clippy::cast_possible_wrap,
        clippy::cast_sign_loss,
        clippy::cast_possible_truncation,
        clippy::float_cmp,
        reason = "one match, as the compiler makes the fastest code of it; a number's slot holds the bits of its type"
    )]
    pub(crate) fn compute<const WATCHED: bool>(&mut self) -> Leave {
        let program = Rc::clone(&self.program);
        let code = &*program.loaded.code;
        let mut jumps = program.jumps.get();
        let leave = 'frames: loop {
            let watched = WATCHED.then(|| self.watched_frame());
            // The top frame. What lies above its window belongs to the calls that it makes; the compiler alone keeps it in there.
            let Some(frame) = self.frames.last_mut() else {
                break Leave::Stop(Stop::End);
            };
            let function = &code.functions[frame.function as usize];
            let ops = &function.ops[..];
            let nums = &mut self.nums[frame.nums..];
            let refs = &mut self.refs[frame.refs..];
            let mut next = frame.next;

            macro_rules! n {
                ($slot:expr) => {
                    nums[usize::from($slot)]
                };
            }
            macro_rules! r {
                ($slot:expr) => {
                    refs[usize::from($slot)]
                };
            }
            macro_rules! i {
                ($slot:expr) => {
                    n!($slot) as i64
                };
            }
            macro_rules! f {
                ($slot:expr) => {
                    f64::from_bits(n!($slot))
                };
            }
            macro_rules! jump {
                ($to:expr) => {{
                    jumps -= 1;
                    if jumps == 0 {
                        // It stops at the jump: what stands before the target is another line.
                        break Leave::Stop(Stop::Exhausted);
                    };
                    next = $to;
                }};
            }
            macro_rules! jump_if {
                ($condition:expr, $to:expr) => {{
                    if $condition {
                        jump!($to);
                    }
                }};
            }
            macro_rules! divide {
                ($d:expr, $b:expr, $value:expr) => {{
                    if n!($b) == 0 {
                        break Leave::Fault(Fault::Runtime(String::from("integer divide by zero")));
                    }
                    n!($d) = $value;
                }};
            }
            macro_rules! pointer {
                ($slot:expr) => {
                    match &r!($slot) {
                        Ref::Pointer(pointer) => pointer,
                        _ => break Leave::Fault(nil_dereference()),
                    }
                };
            }
            macro_rules! element {
                ($slot:expr, $index:expr) => {
                    match &r!($slot) {
                        Ref::Slice(slice) if n!($index) < u64::from(slice.len) => slice,
                        other => break Leave::Fault(out_of_range(n!($index), other)),
                    }
                };
            }
            // An access to memory. Where others run first, the operation comes again.
            macro_rules! watch {
                ($memory:expr, $bank:expr, $index:expr, $writes:expr) => {
                    if let Some((callers, Some(at))) = &watched {
                        let place = (&callers[..], at.place(next - 1));
                        let slot = ($bank, $index);
                        let watch = program.watch();
                        if watch.access(&mut self.passed, $memory, slot, $writes, place) {
                            next -= 1;
                            break Leave::Stop(Stop::GiveWay);
                        }
                    }
                };
            }
            let leave = loop {
                let op = ops[next as usize];
                next += 1;
                match op {
                    Op::Int(d, value) => n!(d) = i64::from(value) as u64,
                    Op::Const(d, index) => n!(d) = code.numbers[index as usize],
                    Op::Move(d, a) => n!(d) = n!(a),
                    Op::MoveRef(d, a) => r!(d) = r!(a).clone(),
                    Op::Nil(d) => r!(d) = Ref::Nil,
                    Op::Text(d, index) => {
                        r!(d) = Ref::Text(program.loaded.texts[index as usize].clone());
                    }
                    Op::Add(d, a, b) => n!(d) = n!(a).wrapping_add(n!(b)),
                    Op::AddInt(d, a, value) => n!(d) = n!(a).wrapping_add(i64::from(value) as u64),
                    Op::Sub(d, a, b) => n!(d) = n!(a).wrapping_sub(n!(b)),
                    Op::Mul(d, a, b) => n!(d) = n!(a).wrapping_mul(n!(b)),
                    Op::Div(d, a, b) => divide!(d, b, i!(a).wrapping_div(i!(b)) as u64),
                    Op::Rem(d, a, b) => divide!(d, b, i!(a).wrapping_rem(i!(b)) as u64),
                    Op::DivU(d, a, b) => divide!(d, b, n!(a) / n!(b)),
                    Op::RemU(d, a, b) => divide!(d, b, n!(a) % n!(b)),
                    Op::And(d, a, b) => n!(d) = n!(a) & n!(b),
                    Op::Or(d, a, b) => n!(d) = n!(a) | n!(b),
                    Op::Xor(d, a, b) => n!(d) = n!(a) ^ n!(b),
                    Op::AndNot(d, a, b) => n!(d) = n!(a) & !n!(b),
                    Op::Shl(d, a, b) => n!(d) = if n!(b) < 64 { n!(a) << n!(b) } else { 0 },
                    Op::Shr(d, a, b) => n!(d) = (i!(a) >> n!(b).min(63)) as u64,
                    Op::ShrU(d, a, b) => n!(d) = if n!(b) < 64 { n!(a) >> n!(b) } else { 0 },
                    Op::CheckShift(a) => {
                        if i!(a) < 0 {
                            break Leave::Fault(Fault::Runtime(String::from(
                                "negative shift amount",
                            )));
                        }
                    }
                    Op::Narrow(d, width) => n!(d) = narrow(n!(d), width),
                    Op::Not(d, a) => n!(d) = n!(a) ^ 1,
                    Op::Neg(d, a) => n!(d) = n!(a).wrapping_neg(),
                    Op::Complement(d, a) => n!(d) = !n!(a),
                    Op::AddF(d, a, b) => n!(d) = (f!(a) + f!(b)).to_bits(),
                    Op::SubF(d, a, b) => n!(d) = (f!(a) - f!(b)).to_bits(),
                    Op::MulF(d, a, b) => n!(d) = (f!(a) * f!(b)).to_bits(),
                    Op::DivF(d, a, b) => n!(d) = (f!(a) / f!(b)).to_bits(),
                    Op::NegF(d, a) => n!(d) = (-f!(a)).to_bits(),
                    Op::Round32(d) => n!(d) = f64::from(f!(d) as f32).to_bits(),
                    Op::IntToFloat(d, a) => n!(d) = (i!(a) as f64).to_bits(),
                    Op::UintToFloat(d, a) => n!(d) = (n!(a) as f64).to_bits(),
                    Op::FloatToInt(d, a) => n!(d) = float_to_int(f!(a)) as u64,
                    Op::FloatToUint(d, a) => n!(d) = float_to_uint(f!(a)),
                    Op::MinF(d, a, b) => n!(d) = min_float(f!(a), f!(b)).to_bits(),
                    Op::MaxF(d, a, b) => n!(d) = (-min_float(-f!(a), -f!(b))).to_bits(),
                    Op::Equal(d, a, b) => n!(d) = u64::from(n!(a) == n!(b)),
                    Op::Unequal(d, a, b) => n!(d) = u64::from(n!(a) != n!(b)),
                    Op::Less(d, a, b) => n!(d) = u64::from(i!(a) < i!(b)),
                    Op::LessEqual(d, a, b) => n!(d) = u64::from(i!(a) <= i!(b)),
                    Op::LessU(d, a, b) => n!(d) = u64::from(n!(a) < n!(b)),
                    Op::LessEqualU(d, a, b) => n!(d) = u64::from(n!(a) <= n!(b)),
                    Op::EqualF(d, a, b) => n!(d) = u64::from(f!(a) == f!(b)),
                    Op::LessF(d, a, b) => n!(d) = u64::from(f!(a) < f!(b)),
                    Op::LessEqualF(d, a, b) => n!(d) = u64::from(f!(a) <= f!(b)),
                    Op::LessText(d, a, b) => n!(d) = u64::from(r!(a).bytes() < r!(b).bytes()),
                    Op::LessEqualText(d, a, b) => n!(d) = u64::from(r!(a).bytes() <= r!(b).bytes()),
                    Op::IsNil(d, a) => n!(d) = u64::from(matches!(r!(a), Ref::Nil)),
                    Op::IsType(d, a, ty) => n!(d) = u64::from(r!(a).dynamic() == Some(ty)),
                    Op::Jump(to) => jump!(to),
                    Op::JumpIf(a, to) => jump_if!(n!(a) != 0, to),
                    Op::JumpIfNot(a, to) => jump_if!(n!(a) == 0, to),
                    Op::JumpEqual(a, b, to) => jump_if!(n!(a) == n!(b), to),
                    Op::JumpUnequal(a, b, to) => jump_if!(n!(a) != n!(b), to),
                    Op::JumpLess(a, b, to) => jump_if!(i!(a) < i!(b), to),
                    Op::JumpLessEqual(a, b, to) => jump_if!(i!(a) <= i!(b), to),
                    Op::JumpLessInt(a, value, to) => jump_if!(i!(a) < i64::from(value), to),
                    Op::JumpAtLeastInt(a, value, to) => jump_if!(i!(a) >= i64::from(value), to),
                    Op::JumpEqualInt(a, value, to) => jump_if!(i!(a) == i64::from(value), to),
                    Op::JumpUnequalInt(a, value, to) => jump_if!(i!(a) != i64::from(value), to),
                    Op::Len(d, s) => {
                        n!(d) = match &r!(s) {
                            Ref::Slice(slice) => u64::from(slice.len),
                            _ => 0,
                        }
                    }
                    Op::TextLen(d, s) => n!(d) = r!(s).bytes().len() as u64,
                    Op::TextAt(d, s, i) => match byte_at(r!(s).bytes(), n!(i)) {
                        Some(byte) => n!(d) = u64::from(byte),
                        None => break Leave::Fault(out_of_range(n!(i), &r!(s))),
                    },
                    Op::At(d, s, i) => {
                        let slice = element!(s, i);
                        watch!(
                            &slice.first.memory,
                            Bank::Num,
                            slice.first.num + n!(i) as u32,
                            false
                        );
                        n!(d) = slice.first.memory.nums[slice.first.num as usize + n!(i) as usize]
                            .get();
                    }
                    Op::SetAt(s, i, a) => {
                        let slice = element!(s, i);
                        watch!(
                            &slice.first.memory,
                            Bank::Num,
                            slice.first.num + n!(i) as u32,
                            true
                        );
                        slice.first.memory.nums[slice.first.num as usize + n!(i) as usize]
                            .set(n!(a));
                    }
                    Op::AtRef(d, s, i) => {
                        let first = &element!(s, i).first;
                        watch!(
                            &first.memory,
                            Bank::Ref,
                            first.reference + n!(i) as u32,
                            false
                        );
                        let value = first.load_ref(n!(i) as u32);
                        r!(d) = value;
                    }
                    Op::SetAtRef(s, i, a) => {
                        let first = &element!(s, i).first;
                        watch!(
                            &first.memory,
                            Bank::Ref,
                            first.reference + n!(i) as u32,
                            true
                        );
                        first.store_ref(n!(i) as u32, r!(a).clone());
                    }
                    Op::Element(d, s, i, ty) => {
                        let shape = code.types[usize::from(ty)].shape;
                        let element = element!(s, i).element(n!(i) as u32, shape);
                        r!(d) = Ref::Pointer(element);
                    }
                    Op::Load(d, p, offset) => {
                        let (from, offset) = (pointer!(p), u32::from(offset));
                        watch!(&from.memory, Bank::Num, from.num + offset, false);
                        n!(d) = from.load(offset);
                    }
                    Op::Store(p, offset, a) => {
                        let (to, offset) = (pointer!(p), u32::from(offset));
                        watch!(&to.memory, Bank::Num, to.num + offset, true);
                        to.store(offset, n!(a));
                    }
                    Op::LoadRef(d, p, offset) => {
                        let (from, offset) = (pointer!(p), u32::from(offset));
                        watch!(&from.memory, Bank::Ref, from.reference + offset, false);
                        let value = from.load_ref(offset);
                        r!(d) = value;
                    }
                    Op::StoreRef(p, offset, a) => {
                        let (to, offset) = (pointer!(p), u32::from(offset));
                        watch!(&to.memory, Bank::Ref, to.reference + offset, true);
                        to.store_ref(offset, r!(a).clone());
                    }
                    Op::Field(d, p, offset) => {
                        let field = pointer!(p).plus(code.offsets[offset as usize]);
                        r!(d) = Ref::Pointer(field);
                    }
                    Op::CheckNil(p) => {
                        if matches!(r!(p), Ref::Nil) {
                            break Leave::Fault(nil_dereference());
                        }
                    }
                    Op::LoadGlobal(d, offset) => {
                        watch!(&program.globals, Bank::Num, offset, false);
                        n!(d) = program.globals.nums[offset as usize].get();
                    }
                    Op::StoreGlobal(a, offset) => {
                        watch!(&program.globals, Bank::Num, offset, true);
                        program.globals.nums[offset as usize].set(n!(a));
                    }
                    Op::LoadGlobalRef(d, offset) => {
                        watch!(&program.globals, Bank::Ref, offset, false);
                        let value = program.globals.refs.borrow()[offset as usize].clone();
                        r!(d) = value;
                    }
                    Op::Global(d, num, reference) => {
                        let memory = Rc::clone(&program.globals);
                        r!(d) = Ref::Pointer(Pointer {
                            memory,
                            num,
                            reference,
                        });
                    }
                    Op::MapGetNum(d, m, k, ok) if !WATCHED => {
                        let value = match &r!(m) {
                            Ref::Map(map) => map.borrow().number(n!(k)),
                            _ => None,
                        };
                        n!(d) = value.unwrap_or(0);
                        n!(ok) = u64::from(value.is_some());
                    }
                    Op::MapSetNum(m, k, a) if !WATCHED => {
                        let Ref::Map(map) = &r!(m) else {
                            break Leave::Fault(nil_map());
                        };
                        let grew = map.borrow_mut().set_number(n!(k), n!(a));
                        if grew && held() > program.limits.memory {
                            break Leave::Full;
                        }
                    }
                    Op::Wrap(d, a) => r!(d) = Ref::Num(n!(a)),
                    Op::Unwrap(d, a) => n!(d) = r!(a).number(),
                    Op::Box(d, ty, a) => r!(d) = Ref::Boxed(ty, n!(a)),
                    Op::Unbox(d, a, ty, ok) => {
                        let (is_of, value) = match r!(a) {
                            Ref::Boxed(dynamic, value) if dynamic == ty => (1, value),
                            _ => (0, 0),
                        };
                        n!(d) = value;
                        n!(ok) = is_of;
                    }
                    Op::Call(callee, num, reference) => {
                        if WATCHED && program.watch().places().order(callee).is_some() {
                            break Leave::Other(op);
                        }
                        jumps -= 1;
                        frame.next = next;
                        if jumps == 0 {
                            break 'frames Leave::Stop(Stop::Exhausted);
                        }
                        let start = (
                            frame.nums + usize::from(num),
                            frame.refs + usize::from(reference),
                        );
                        if self.frames.len() >= program.limits.depth {
                            break 'frames Leave::Stop(Stop::Overflow);
                        }
                        let slots = code.functions[callee as usize].slots;
                        let grew = self.push(callee, slots, start, After::GoOn);
                        if grew && held() > program.limits.memory {
                            break 'frames Leave::Full;
                        }
                        continue 'frames;
                    }
                    // As `leave`, of a frame that is at hand: returns are frequent.
                    Op::Return if frame.after == After::GoOn => {
                        let Slots { refs: end, .. } = function.slots;
                        clear(&mut refs[usize::from(function.results.refs)..usize::from(end)]);
                        self.frames.pop();
                        continue 'frames;
                    }
                    Op::CallValue(..) | Op::CallMethod(..) | Op::Native(..) => {
                        jumps -= 1;
                        break if jumps == 0 {
                            Leave::Stop(Stop::Exhausted)
                        } else {
                            Leave::Other(op)
                        };
                    }
                    _ => break Leave::Other(op),
                }
            };
            frame.next = next;
            break leave;
        };
        program.jumps.set(jumps);
        leave
    }
}

/// A byte of a string. An index may have more bits than the machine's own.
#[inline]
fn byte_at(bytes: &[u8], index: u64) -> Option<u8> {
    bytes.get(usize::try_from(index).ok()?).copied()
}
