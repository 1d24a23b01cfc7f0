//! Building a sentence of words and numbers.

use super::{Finding, FindingKind};
use crate::fmt::{bytes, counted, grouped, length};
use goruntime::time::{Duration, Time};

/// A sentence under construction. Each method appends to it. One outlined call for each part keeps the many sentences small
/// in the page.
#[derive(Debug, Default)]
pub(super) struct Sentence(String);

impl Sentence {
    /// Adds words as they are.
    #[inline(never)]
    pub(super) fn text(&mut self, text: &str) -> &mut Sentence {
        self.0.push_str(text);
        self
    }

    /// Adds a number.
    #[inline(never)]
    pub(super) fn number(&mut self, n: u64) -> &mut Sentence {
        self.text(&grouped(n))
    }

    /// Adds a count and its noun.
    #[inline(never)]
    pub(super) fn counted(&mut self, n: u64, one: &str, many: &str) -> &mut Sentence {
        self.text(&counted(n, one, many))
    }

    /// Adds a number of tasks.
    pub(super) fn tasks(&mut self, n: u32) -> &mut Sentence {
        self.counted(n.into(), "task", "tasks")
    }

    /// Adds a number of times.
    #[inline(never)]
    pub(super) fn times(&mut self, n: u64) -> &mut Sentence {
        match n {
            1 => self.text("once"),
            _ => self.number(n).text(" times"),
        }
    }

    /// Adds a duration.
    #[inline(never)]
    pub(super) fn length(&mut self, d: Duration) -> &mut Sentence {
        self.text(&length(d))
    }

    /// Adds a moment.
    pub(super) fn moment(&mut self, at: Time) -> &mut Sentence {
        self.length(at.elapsed())
    }

    /// Adds `, at 5 ms`, or `, the first at 5 ms` if there were several.
    #[inline(never)]
    pub(super) fn first_at(&mut self, count: u64, at: Time) -> &mut Sentence {
        let which = if count == 1 {
            ", at "
        } else {
            ", the first at "
        };
        self.text(which).moment(at)
    }

    /// Adds an amount of memory.
    #[inline(never)]
    pub(super) fn bytes(&mut self, n: u64) -> &mut Sentence {
        self.text(&bytes(n))
    }

    /// The finished sentence.
    pub(super) fn finding(&mut self, at: Time, kind: FindingKind) -> Finding {
        Finding {
            at,
            kind,
            text: std::mem::take(&mut self.0),
            lines: Vec::new(),
        }
    }
}
