//! The life of each goroutine, state by state, for runs that are small enough to draw.

use super::groups::by_owner;
use super::lanes::Lanes;
use super::state::GoroutineState;
use goruntime::time::Time;
use goruntime::trace::GoroutineId;

/// With more goroutines than this their lives are not kept.
pub(super) const MOST_GOROUTINES: u32 = 20_000;
/// With more changes of state than this they are not kept either.
const MOST_SEGMENTS: usize = 400_000;

/// The life of a goroutine.
#[derive(Clone, Debug, PartialEq)]
pub struct GoroutineSpan {
    /// The goroutine.
    pub id: GoroutineId,
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
    segments: (u32, u32),
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
}

/// The lives of all goroutines.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lives {
    /// In the order of their creation: goroutine `i` is at `i - 1`.
    pub(super) spans: Vec<GoroutineSpan>,
    pub(super) lanes: u32,
    segments: Vec<Segment>,
}

impl Lives {
    /// The memory of its lists in bytes.
    pub(super) fn size(&self) -> usize {
        self.spans.capacity() * size_of::<GoroutineSpan>()
            + self.segments.capacity() * size_of::<Segment>()
    }

    /// The states of a goroutine in order, without those that took no time.
    pub(super) fn segments(&self, span: &GoroutineSpan) -> &[Segment] {
        let (from, to) = span.segments;
        self.segments
            .get(from as usize..to as usize)
            .unwrap_or_default()
    }
}

/// The lives of the goroutines during the pass.
#[derive(Clone, Debug, Default)]
pub(super) struct SpanRecorder {
    spans: Vec<GoroutineSpan>,
    /// For each goroutine the begin and the state of its last segment, which may still grow.
    open: Vec<(Time, GoroutineState)>,
    segments: Vec<(u32, Segment)>,
    lanes: Lanes,
}

impl SpanRecorder {
    /// The next goroutine is created.
    pub(super) fn create(&mut self, helps: Option<u32>, at: Time) {
        let id = GoroutineId(u32::try_from(self.spans.len()).unwrap_or(u32::MAX) + 1);
        let (lane, fate) = (self.lanes.take(), GoroutineState::Done);
        self.spans.push(GoroutineSpan {
            id,
            helps,
            lane,
            created: at,
            end: at,
            fate,
            segments: (0, 0),
        });
        self.open.push((at, GoroutineState::Runnable));
    }

    /// The goroutine was in `state` from `since` to `at`. Not called for states that took no time.
    #[inline]
    pub(super) fn spent(&mut self, goroutine: u32, state: GoroutineState, since: Time) {
        let (from, open) = self.open[goroutine as usize];
        if open != state {
            self.push(
                goroutine,
                Segment {
                    from,
                    to: since,
                    state: open,
                },
            );
            self.open[goroutine as usize] = (since, state);
        }
    }

    /// The life of the goroutine ends.
    pub(super) fn end(&mut self, goroutine: u32, fate: GoroutineState, at: Time) {
        let (from, state) = self.open[goroutine as usize];
        self.push(
            goroutine,
            Segment {
                from,
                to: at,
                state,
            },
        );
        let span = &mut self.spans[goroutine as usize];
        span.end = at;
        span.fate = fate;
        let lane = span.lane;
        self.lanes.free(lane);
    }

    /// Whether there are more segments than can be kept.
    pub(super) fn is_full(&self) -> bool {
        self.segments.len() >= MOST_SEGMENTS
    }

    /// The finished lives.
    pub(super) fn finish(self) -> Lives {
        let mut spans = self.spans;
        let (ranges, segments) = by_owner(&self.segments, spans.len());
        for (span, range) in spans.iter_mut().zip(ranges) {
            span.segments = range;
        }
        Lives {
            spans,
            lanes: self.lanes.count(),
            segments,
        }
    }

    fn push(&mut self, goroutine: u32, segment: Segment) {
        if segment.from < segment.to {
            self.segments.push((goroutine, segment));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_states_merge_and_nothing_of_no_length_is_kept() {
        let mut recorder = SpanRecorder::default();
        recorder.create(None, Time(0));
        recorder.create(Some(3), Time(0));
        recorder.spent(0, GoroutineState::Sleeping, Time(0));
        recorder.spent(1, GoroutineState::Runnable, Time(0));
        recorder.spent(0, GoroutineState::Sleeping, Time(4));
        recorder.spent(0, GoroutineState::Running(0), Time(6));
        recorder.end(0, GoroutineState::Done, Time(7));
        recorder.end(1, GoroutineState::Killed, Time(9));
        let lives = recorder.finish();
        let segment = |from, to, state| Segment {
            from: Time(from),
            to: Time(to),
            state,
        };
        let expected = [
            segment(0, 6, GoroutineState::Sleeping),
            segment(6, 7, GoroutineState::Running(0)),
        ];
        assert_eq!(lives.segments(&lives.spans[0]), expected);
        assert_eq!(
            lives.segments(&lives.spans[1]),
            [segment(0, 9, GoroutineState::Runnable)]
        );
        assert_eq!(
            (
                lives.spans[1].lane,
                lives.spans[1].helps,
                lives.spans[1].end
            ),
            (1, Some(3), Time(9))
        );
    }
}
