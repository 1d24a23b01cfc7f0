//! The wait reasons of the goroutines at the end of a run.

use super::fmt::{counted, grouped};
use super::state::GoroutineState;
use goruntime::trace::BlockReason;

/// The goroutines that are blocked at the end of a run, by wait reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Waiting {
    /// The wait reason of main.
    pub(super) main: Option<BlockReason>,
    /// The number of other goroutines for each reason, in the order of [`BlockReason::ALL`].
    rest: [u64; BlockReason::ALL.len()],
}

impl Waiting {
    pub(super) fn add(&mut self, is_main: bool, state: GoroutineState) {
        match state {
            GoroutineState::Blocked(reason) if is_main => self.main = Some(reason),
            GoroutineState::Blocked(reason) => self.rest[reason as usize] += 1,
            GoroutineState::Sleeping => self.rest[BlockReason::Sleep as usize] += 1,
            GoroutineState::Runnable
            | GoroutineState::Running(_)
            | GoroutineState::Done
            | GoroutineState::Leaked
            | GoroutineState::Killed => {}
        }
    }

    /// All goroutines but main in words: `3 goroutines in chan receive, 1 in select`; `None` if none waits.
    pub(super) fn others_in_words(&self) -> Option<String> {
        let mut text = String::new();
        for (count, reason) in self.rest.into_iter().zip(BlockReason::ALL) {
            if count > 0 {
                text += &if text.is_empty() {
                    counted(count, "goroutine", "goroutines")
                } else {
                    String::from(", ") + &grouped(count)
                };
                text += " in ";
                text += reason.name();
            }
        }
        (!text.is_empty()).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(reasons: &[BlockReason], expected: Option<&str>) {
        let mut waiting = Waiting::default();
        for reason in reasons {
            waiting.add(false, GoroutineState::Blocked(*reason));
        }
        assert_eq!(waiting.others_in_words().as_deref(), expected);
    }

    #[test]
    fn reasons_are_grouped() {
        use BlockReason::{ChanReceive, Select};
        check(&[], None);
        check(&[Select], Some("1 goroutine in select"));
        check(
            &[Select, ChanReceive, ChanReceive],
            Some("2 goroutines in chan receive, 1 in select"),
        );
    }
}
