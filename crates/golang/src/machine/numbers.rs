//! The inner loop: operations that change numbers alone, and jumps.

use super::goroutine::{After, Fault, Goroutine, Stop, nil_dereference};
use super::operations::out_of_range;
use super::value::Ref;
use crate::code::{Op, Width};
use std::rc::Rc;

/// What ended the inner loop.
pub(super) enum Leave {
    /// An operation of another kind.
    Other(Op),
    /// A runtime error.
    Fault(Fault),
    /// No jumps are left.
    Stop(Stop),
}

impl Goroutine {
    /// Executes operations as long as they change numbers alone, and calls of functions by their number.
    #[expect(
        clippy::too_many_lines,
        clippy::cast_possible_wrap,
        clippy::cast_sign_loss,
        clippy::cast_possible_truncation,
        clippy::float_cmp,
        reason = "one match, as the compiler makes the fastest code of it; a number's slot holds the bits of its type"
    )]
    pub(super) fn compute(&mut self) -> Leave {
        let program = Rc::clone(&self.program);
        let code = &*program.code;
        let mut jumps = program.jumps.get();
        let leave = 'frames: loop {
            // The top frame.
            let Some(frame) = self.frames.last_mut() else {
                break Leave::Stop(Stop::End);
            };
            let function = &code.functions[usize::from(frame.function)];
            let ops = &function.ops[..];
            let nums = &mut self.nums[frame.nums..frame.nums + usize::from(function.slots.nums)];
            let refs = &self.refs[frame.refs..frame.refs + usize::from(function.slots.refs)];
            let mut next = frame.next;

            macro_rules! n {
                ($slot:expr) => {
                    nums[usize::from($slot)]
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
                    next = $to;
                    jumps -= 1;
                    if jumps == 0 {
                        break Leave::Stop(Stop::Exhausted);
                    };
                }};
            }
            macro_rules! divide {
                ($d:expr, $b:expr, $value:expr) => {{
                    if n!($b) == 0 {
                        break Leave::Fault(String::from("integer divide by zero"));
                    }
                    n!($d) = $value;
                }};
            }
            let leave = loop {
                let op = ops[next as usize];
                next += 1;
                match op {
                    Op::Int(d, value) => n!(d) = i64::from(value) as u64,
                    Op::High(d, high) => n!(d) = u64::from(high) << 32 | n!(d) & 0xFFFF_FFFF,
                    Op::Move(d, a) => n!(d) = n!(a),
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
                            break Leave::Fault(String::from("negative shift amount"));
                        }
                    }
                    Op::Narrow(d, width) => n!(d) = narrow(n!(d), width),
                    Op::Not(d, a) => n!(d) = n!(a) ^ 1,
                    Op::AddF(d, a, b) => n!(d) = (f!(a) + f!(b)).to_bits(),
                    Op::SubF(d, a, b) => n!(d) = (f!(a) - f!(b)).to_bits(),
                    Op::MulF(d, a, b) => n!(d) = (f!(a) * f!(b)).to_bits(),
                    Op::DivF(d, a, b) => n!(d) = (f!(a) / f!(b)).to_bits(),
                    Op::IntToFloat(d, a) => n!(d) = (i!(a) as f64).to_bits(),
                    Op::FloatToInt(d, a) => n!(d) = float_to_int(f!(a)) as u64,
                    Op::Equal(d, a, b) => n!(d) = u64::from(n!(a) == n!(b)),
                    Op::Less(d, a, b) => n!(d) = u64::from(i!(a) < i!(b)),
                    Op::LessU(d, a, b) => n!(d) = u64::from(n!(a) < n!(b)),
                    Op::EqualF(d, a, b) => n!(d) = u64::from(f!(a) == f!(b)),
                    Op::LessF(d, a, b) => n!(d) = u64::from(f!(a) < f!(b)),
                    Op::Jump(to) => jump!(to),
                    Op::JumpIf(a, to) => {
                        if n!(a) != 0 {
                            jump!(to);
                        }
                    }
                    Op::JumpIfNot(a, to) => {
                        if n!(a) == 0 {
                            jump!(to);
                        }
                    }
                    Op::JumpEqual(a, b, to) => {
                        if n!(a) == n!(b) {
                            jump!(to);
                        }
                    }
                    Op::JumpUnequal(a, b, to) => {
                        if n!(a) != n!(b) {
                            jump!(to);
                        }
                    }
                    Op::JumpLess(a, b, to) => {
                        if i!(a) < i!(b) {
                            jump!(to);
                        }
                    }
                    Op::JumpLessEqual(a, b, to) => {
                        if i!(a) <= i!(b) {
                            jump!(to);
                        }
                    }
                    Op::JumpLessInt(a, value, to) => {
                        if i!(a) < i64::from(value) {
                            jump!(to);
                        }
                    }
                    Op::Len(d, s) => {
                        n!(d) = match &refs[usize::from(s)] {
                            Ref::Slice(slice) => u64::from(slice.len),
                            _ => 0,
                        }
                    }
                    Op::At(d, s, i) => match &refs[usize::from(s)] {
                        Ref::Slice(slice) if n!(i) < u64::from(slice.len) => {
                            n!(d) = slice.first.memory.nums
                                [slice.first.num as usize + n!(i) as usize]
                                .get();
                        }
                        slice => break Leave::Fault(out_of_range(n!(i), slice)),
                    },
                    Op::SetAt(s, i, a) => match &refs[usize::from(s)] {
                        Ref::Slice(slice) if n!(i) < u64::from(slice.len) => {
                            slice.first.memory.nums[slice.first.num as usize + n!(i) as usize]
                                .set(n!(a));
                        }
                        slice => break Leave::Fault(out_of_range(n!(i), slice)),
                    },
                    Op::Load(d, p, offset) => match &refs[usize::from(p)] {
                        Ref::Pointer(pointer) => n!(d) = pointer.load(offset),
                        _ => break Leave::Fault(nil_dereference()),
                    },
                    Op::Store(p, offset, a) => match &refs[usize::from(p)] {
                        Ref::Pointer(pointer) => pointer.store(offset, n!(a)),
                        _ => break Leave::Fault(nil_dereference()),
                    },
                    Op::Call(callee, num, reference) => {
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
                        self.enter(callee, &[], start, After::GoOn);
                        continue 'frames;
                    }
                    Op::Return if frame.after == After::GoOn => {
                        self.leave();
                        continue 'frames;
                    }
                    Op::CallValue(..) => {
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

/// Wraps an integer around to its width.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "that is the operation"
)]
fn narrow(value: u64, width: Width) -> u64 {
    match width {
        Width::I8 => i64::from(value as i8) as u64,
        Width::I16 => i64::from(value as i16) as u64,
        Width::I32 => i64::from(value as i32) as u64,
        Width::U8 => u64::from(value as u8),
        Width::U16 => u64::from(value as u16),
        Width::U32 => u64::from(value as u32),
    }
}

/// Towards zero. What does not fit gives the smallest integer, as on amd64.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
fn float_to_int(value: f64) -> i64 {
    const END: f64 = 9_223_372_036_854_775_808.0;
    if (-END..END).contains(&value) {
        value as i64
    } else {
        i64::MIN
    }
}
