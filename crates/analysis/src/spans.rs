//! The life of each goroutine, state by state, for runs that are small enough to draw.

use super::objects::Label;
use super::state::GoroutineState;
use super::tasks::Activity;
use goruntime::time::{Duration, Time};
use goruntime::trace::{GoroutineId, ObjectId};

/// The life of a goroutine.
#[derive(Clone, Debug, PartialEq)]
pub struct GoroutineSpan {
    /// The goroutine.
    pub id: GoroutineId,
    /// The goroutine that started it; `None` for main, and where a timer did.
    pub parent: Option<GoroutineId>,
    /// The line of its `go` statement in the Go program; 0 if it is not known.
    pub go_line: u32,
    /// The task for which it was started; `None` if it runs tasks itself or belongs to none.
    pub helps: Option<u32>,
    /// Its row among the goroutines that were alive at the same time, from 0; main's is 0.
    pub lane: u32,
    /// When it was created.
    pub created: Time,
    /// When it returned or the run ended.
    pub end: Time,
    /// How it ended: done, leaked or killed.
    pub fate: GoroutineState,
    pub(super) label: Option<Label>,
    pub(super) segments: (u32, u32),
}

/// A time that a goroutine spent in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// When the state began.
    pub from: Time,
    /// When it ended; always after `from`.
    pub to: Time,
    /// The state.
    pub state: GoroutineState,
    /// What it waits for.
    pub waits: Waits,
    /// The line of the Go program that it is at; 0 if it is not known.
    pub line: u32,
}

/// What a blocked goroutine waits for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Waits {
    /// For nothing that has a number: time, the processor, a nil channel.
    #[default]
    None,
    /// For an object.
    On(ObjectId),
    /// For one of the cases of a `select`, by the number of their list.
    Select(u32),
}

/// A case of a `select` in which a goroutine waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SelectCase {
    /// A nil channel, which is never ready.
    Nil,
    /// A timer.
    Timer,
    /// A send.
    Send(ObjectId),
    /// A receive.
    Receive(ObjectId),
}

impl SelectCase {
    /// The channel or the context, if the case is about one.
    #[must_use]
    pub const fn object(self) -> Option<ObjectId> {
        match self {
            SelectCase::Nil | SelectCase::Timer => None,
            SelectCase::Send(object) | SelectCase::Receive(object) => Some(object),
        }
    }
}

/// The segments of all goroutines, each goroutine's in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Segments {
    pub(super) all: Vec<Segment>,
    /// The time that the owner of every [`STEP`]th segment has spent in each activity before it, from its creation on.
    sums: Vec<[u64; Activity::COUNT]>,
}

/// The segments between two sums.
const STEP: usize = 16;

impl Segments {
    /// The segments of these goroutines. `spans` lie one behind the other in `all`.
    pub(super) fn new(all: Vec<Segment>, spans: &[GoroutineSpan]) -> Segments {
        let mut sums = Vec::with_capacity(all.len() / STEP + 1);
        for span in spans {
            let (from, to) = (span.segments.0 as usize, span.segments.1 as usize);
            let mut sum = [0; Activity::COUNT];
            for (place, segment) in (from..to).zip(&all[from..to]) {
                if place % STEP == 0 {
                    sums.push(sum);
                }
                add(&mut sum, segment, segment.from, segment.to);
            }
        }
        Segments { all, sums }
    }

    /// The memory of its lists in bytes.
    pub(super) fn size(&self) -> usize {
        self.all.capacity() * size_of::<Segment>()
            + self.sums.capacity() * size_of::<[u64; Activity::COUNT]>()
    }

    /// The states of a goroutine in order, without those that took no time.
    pub(super) fn of(&self, span: &GoroutineSpan) -> &[Segment] {
        let (from, to) = span.segments;
        let range = from as usize..to as usize;
        self.all.get(range).unwrap_or_default()
    }

    /// The time that a goroutine spent in each activity between two moments, in the order of [`Activity::ALL`]. The cost
    /// grows with the logarithm of the number of its states.
    pub(super) fn times(
        &self,
        span: &GoroutineSpan,
        from: Time,
        to: Time,
    ) -> [Duration; Activity::COUNT] {
        let (before, until) = (self.until(span, from), self.until(span, to.max(from)));
        std::array::from_fn(|i| Duration(until[i] - before[i]))
    }

    /// The time that a goroutine spent in each activity before a moment.
    fn until(&self, span: &GoroutineSpan, at: Time) -> [u64; Activity::COUNT] {
        let own = self.of(span);
        let first = span.segments.0 as usize;
        let count = own.partition_point(|segment| segment.from < at);
        // The last of these segments may end later. Only sums up to its beginning count, and only this goroutine's.
        let step = (first + count.saturating_sub(1)) / STEP;
        let (mut sum, start) = match (step * STEP).checked_sub(first) {
            Some(start) => (self.sums.get(step).copied().unwrap_or_default(), start),
            None => ([0; Activity::COUNT], 0),
        };
        for segment in own.get(start..count).unwrap_or_default() {
            add(&mut sum, segment, segment.from, segment.to.min(at));
        }
        sum
    }
}

fn add(sum: &mut [u64; Activity::COUNT], segment: &Segment, from: Time, to: Time) {
    if let Some(activity) = Activity::of(segment.state) {
        sum[activity as usize] += to.since(from).0;
    }
}
