//! What a goroutine's operations touch besides memory.

use super::frames::Goroutine;
use super::natives::{Native, Waiting, name, native};
use super::touch::Touch;
use super::value::Ref;
use crate::code::{Op, SelectCase};

impl Goroutine {
    /// Notes what an operation that may wait touches.
    pub(super) fn touch_waiting(&self, op: Op) {
        let Some(touches) = self.program.watch().touches.as_ref() else {
            return;
        };
        match op {
            Op::Send(c, ..) | Op::Receive(_, c, ..) | Op::Close(c) => {
                touches.channel(self.reference(c));
            }
            Op::Select(_, cases, _) => {
                for case in &self.program.loaded.code.selects[usize::from(cases)] {
                    let (SelectCase::Send(c, ..) | SelectCase::Receive(c, ..)) = *case;
                    touches.channel(self.reference(c));
                }
            }
            Op::Native(number, num, reference) => {
                let window = self.window(num, reference);
                match native(number) {
                    Native::Waits(Waiting::Sleep) => touches.add(Touch::TIME),
                    Native::Waits(Waiting::Gosched) => {}
                    Native::Waits(Waiting::Outlasts) => {
                        touches.channel(&self.refs[window.refs]);
                        touches.channel(&self.refs[window.refs + 1]);
                    }
                    Native::Waits(_) => {
                        if let Ref::Pointer(pointer) = &self.refs[window.refs] {
                            let part = u64::from(pointer.num) << 16 | u64::from(pointer.reference);
                            touches.memory(&pointer.memory, part & 0x7FFF_FFFF, true);
                        }
                    }
                    Native::Plain(_) | Native::Fails(_) => touches.add(Touch::ALL),
                }
            }
            _ => {}
        }
    }

    /// Notes what an operation that does not wait touches besides memory.
    pub(super) fn touch_other(&self, op: Op) {
        let Some(touches) = self.program.watch().touches.as_ref() else {
            return;
        };
        match op {
            Op::ChanLen(_, c) => touches.channel(self.reference(c)),
            Op::MapRange(..) => touches.add(Touch::CHANCE),
            Op::Panic(_) => touches.add(Touch::ALL),
            Op::Native(number, ..) => match name(number) {
                name if name.starts_with("time.") => touches.add(Touch {
                    writes: name != "time.clock",
                    ..Touch::TIME
                }),
                name if name.starts_with("math/rand") => touches.add(Touch::CHANCE),
                "os.Exit" | "runtime.Goexit" | "runtime.NumGoroutine" => {
                    touches.add(Touch::ALL);
                }
                _ => {}
            },
            _ => {}
        }
    }
}
