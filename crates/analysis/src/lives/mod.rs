//! The lives of the goroutines, read off the events: who they are, what they do, for what they wait, who wakes them.

mod kept;
mod wakes;

pub use kept::Kept;
pub(super) use kept::Lives;

use super::flows::{Flow, FlowKind, Incident, IncidentKind};
use super::groups::by_owner;
use super::lanes::Lanes;
use super::objects::{Label, Objects, Texts};
use super::spans::{GoroutineSpan, Segment, Segments, SelectCase, Waits};
use super::state::GoroutineState;
use goruntime::time::Time;
use goruntime::trace::{
    BlockReason, Event, Exit, GoroutineId, ObjectId, Outcome, Record, Resource,
};
use std::collections::BTreeMap;
use std::num::NonZeroU32;

/// With more goroutines than this their lives are not kept.
pub const MOST_GOROUTINES: u32 = 20_000;
/// With more changes of state than this they are not kept either.
pub const MOST_SEGMENTS: usize = 400_000;
/// Nor with more objects, levels and holds than this.
const MOST_USES: usize = 300_000;
/// With more flows than this none are kept.
const MOST_FLOWS: usize = 400_000;
/// More incidents are not kept.
const MOST_INCIDENTS: usize = 100_000;

/// The lives of the goroutines during the pass.
#[derive(Clone, Debug, Default)]
pub(super) struct LifeRecorder {
    /// Whose lives are kept; `None` for all.
    kept: Option<Kept>,
    /// The names of all goroutines, if not all lives are kept.
    names: Vec<Option<Label>>,
    spans: Vec<GoroutineSpan>,
    open: Vec<Open>,
    segments: Vec<(u32, Segment)>,
    lanes: Lanes,
    texts: Texts,
    objects: Objects,
    /// The cases of the `select` in which the running goroutine parks next.
    cases: Vec<SelectCase>,
    /// The different lists of cases, and the place of each.
    selects: Vec<Vec<SelectCase>>,
    places: BTreeMap<Vec<SelectCase>, u32>,
    flows: Vec<Flow>,
    incidents: Vec<Incident>,
    /// The object that the running goroutine is closing.
    closing: Option<ObjectId>,
    /// The last goroutine that ran.
    running: Option<GoroutineId>,
}

/// The state that a goroutine is in.
#[derive(Clone, Copy, Debug)]
struct Open {
    lane: u32,
    /// The place of its life; `None` if it is not kept.
    place: Option<NonZeroU32>,
    from: Time,
    state: GoroutineState,
    waits: Waits,
    line: u32,
    is_over: bool,
}

impl Open {
    /// The place of its life, from 0.
    fn place(&self) -> Option<u32> {
        self.place.map(|place| place.get() - 1)
    }
}

impl LifeRecorder {
    /// A recorder of some lives alone.
    pub(super) fn of(kept: Kept) -> LifeRecorder {
        LifeRecorder {
            kept: Some(kept),
            ..LifeRecorder::default()
        }
    }

    /// Reads an event. Its parts that are not about goroutines and what they wait for are passed over.
    pub(super) fn read(&mut self, record: &Record<'_>) {
        let Record { at, by, event } = *record;
        match event {
            Event::GoCreate { child: _, name } => {
                let label = name.map(|name| self.texts.label(name));
                self.create(by, label, at);
            }
            Event::GoStart { goroutine } => {
                self.running = Some(goroutine);
                self.closing = None;
                self.enter(Some(goroutine), at, GoroutineState::Running(0), Waits::None);
            }
            Event::GoBlock { reason, on } => self.block(by, at, reason, on),
            Event::GoUnblock { goroutine, case } => self.unblock(by, at, goroutine, case),
            Event::GoStop { goroutine } => {
                self.enter(Some(goroutine), at, GoroutineState::Runnable, Waits::None);
            }
            Event::GoCompute { processor } => {
                self.enter(by, at, GoroutineState::Running(processor), Waits::None);
            }
            Event::GoEnd => self.end(by, GoroutineState::Done, at),
            Event::Mark { line } => {
                if let Some(open) = self.open_mut(by) {
                    open.line = line;
                }
            }
            Event::Race {
                earlier,
                earlier_at,
                ..
            } => {
                self.incident(
                    at,
                    IncidentKind::Race,
                    by,
                    Some((earlier, earlier_at)),
                    None,
                );
            }
            Event::Refuse { resource } if resource != Resource::Memory => {
                self.incident(at, IncidentKind::Refusal, by, None, None);
            }
            Event::Object {
                kind,
                name,
                capacity,
                ..
            } => {
                let label = name.map(|name| self.texts.label(name));
                self.objects.declare(kind, capacity, label);
            }
            Event::SelectCase { object, sends } => {
                let case = self.case(object, sends);
                self.cases.push(case);
            }
            Event::ChanSend { object, length } => {
                self.objects.set_amount(object, at, length);
                if let Some(by) = by {
                    self.objects.sent(object, by, at);
                }
            }
            Event::ChanReceive { object, length } => self.take(by, at, object, length),
            Event::ChanFull { object } => {
                let receiver = self.objects.get(object).and_then(|of| of.receiver);
                let other = receiver.map(|receiver| (receiver, at));
                self.incident(at, IncidentKind::Drop, by, other, Some(object));
            }
            Event::Close { object } => self.closing = Some(object),
            Event::Lock { object, held } => {
                self.objects.set_amount(object, at, held);
                if let Some(by) = by {
                    self.objects.lock(object, by, at);
                }
            }
            Event::Unlock { object, held } => {
                self.objects.set_amount(object, at, held);
                self.objects.unlock(object, by, at);
            }
            Event::TaskStart { .. }
            | Event::TaskEnd { .. }
            | Event::Acquire { .. }
            | Event::Release { .. }
            | Event::Enqueue { .. }
            | Event::Dequeue { .. }
            | Event::Refuse { .. }
            | Event::Retry { .. }
            | Event::Fail { .. }
            | Event::Log { .. } => {}
        }
    }

    /// The goroutine that was created last helps with a task.
    pub(super) fn helps(&mut self, task: u32) {
        let is_kept = self.open.last().is_some_and(|open| open.place.is_some());
        if let Some(span) = self.spans.last_mut().filter(|_| is_kept) {
            span.helps = Some(task);
        }
    }

    /// The run is over: goroutines that are alive end with this fate.
    pub(super) fn end_run(&mut self, exit: &Exit, fate: GoroutineState) {
        let at = exit.at;
        for id in (1..).take(self.open.len()).map(GoroutineId) {
            let Some(open) = self.open_mut(Some(id)) else {
                continue;
            };
            let is_blocked = open.state.is_blocked();
            let object = match open.waits {
                Waits::On(object) => Some(object),
                Waits::None | Waits::Select(_) => None,
            };
            self.end(Some(id), fate, at);
            let kind = match fate {
                GoroutineState::Leaked => IncidentKind::Leak,
                _ if exit.outcome == Outcome::Deadlock => IncidentKind::Deadlock,
                _ => continue,
            };
            if is_blocked {
                self.incident(at, kind, Some(id), None, object);
            }
        }
        if exit.outcome == Outcome::Panic {
            self.incident(at, IncidentKind::Panic, self.running, None, None);
        }
    }

    /// Whether there is more than can be kept.
    pub(super) fn is_full(&self) -> bool {
        self.segments.len() >= MOST_SEGMENTS || self.objects.size() >= MOST_USES
    }

    /// The finished lives.
    pub(super) fn finish(mut self) -> Lives {
        self.objects.tell_locks_apart();
        let mut spans = self.spans;
        let (ranges, segments) = by_owner(&self.segments, spans.len());
        for (span, range) in spans.iter_mut().zip(ranges) {
            span.segments = range;
        }
        Lives {
            segments: Segments::new(segments, &spans),
            spans,
            names: self.kept.map(|_| self.names),
            lanes: self.lanes.count(),
            texts: self.texts,
            objects: self.objects,
            selects: self.selects,
            flows: (self.flows.len() < MOST_FLOWS).then_some(self.flows),
            incidents: self.incidents,
        }
    }

    fn create(&mut self, by: Option<GoroutineId>, label: Option<Label>, at: Time) {
        let id = GoroutineId(number(self.open.len()) + 1);
        let go_line = self.open_mut(by).map_or(0, |open| open.line);
        let lane = self.lanes.take();
        if self.kept.is_some() {
            self.names.push(label);
        }
        let is_kept = self
            .kept
            .as_ref()
            .is_none_or(|kept| kept.rows.contains(&lane) || kept.goroutine == Some(id));
        if is_kept {
            self.spans.push(GoroutineSpan {
                id,
                parent: by,
                go_line,
                helps: None,
                lane,
                created: at,
                end: at,
                fate: GoroutineState::Done,
                label,
                segments: (0, 0),
            });
        }
        let place = NonZeroU32::new(number(self.spans.len())).filter(|_| is_kept);
        self.open.push(Open {
            lane,
            place,
            from: at,
            state: GoroutineState::Runnable,
            waits: Waits::None,
            line: go_line,
            is_over: false,
        });
        self.flow(by, id, at, FlowKind::Go, None);
    }

    /// The goroutine is in another state from now on. States that take no time are not kept.
    fn enter(&mut self, id: Option<GoroutineId>, at: Time, state: GoroutineState, waits: Waits) {
        let Some(id) = id else { return };
        let Some(open) = self.open_mut(Some(id)) else {
            return;
        };
        let before = *open;
        (open.from, open.state, open.waits) = (at, state, waits);
        self.close(before, at);
        if let Some(object) = queues(before.state, before.waits) {
            self.objects.wait(object, at, false);
        }
        if let Some(object) = queues(state, waits) {
            self.objects.wait(object, at, true);
        }
    }

    fn end(&mut self, id: Option<GoroutineId>, fate: GoroutineState, at: Time) {
        let Some(id) = id else { return };
        let Some(open) = self.open_mut(Some(id)) else {
            return;
        };
        open.is_over = true;
        let before = *open;
        self.close(before, at);
        if let Some(place) = before.place() {
            let span = &mut self.spans[place as usize];
            (span.end, span.fate) = (at, fate);
        }
        self.lanes.free(before.lane);
    }

    fn close(&mut self, open: Open, to: Time) {
        let Some(place) = open.place() else { return };
        let Open {
            from,
            state,
            waits,
            line,
            ..
        } = open;
        if from < to {
            let segment = Segment {
                from,
                to,
                state,
                waits,
                line,
            };
            self.segments.push((place, segment));
        }
    }

    fn flow(
        &mut self,
        by: Option<GoroutineId>,
        to: GoroutineId,
        at: Time,
        kind: FlowKind,
        object: Option<ObjectId>,
    ) {
        if let Some(from) = by {
            self.add(Flow {
                from,
                from_at: at,
                to,
                at,
                kind,
                object,
            });
        }
    }

    fn add(&mut self, flow: Flow) {
        let is_seen = self.keeps(flow.from) || self.keeps(flow.to);
        if is_seen && self.flows.len() < MOST_FLOWS {
            self.flows.push(flow);
        }
    }

    fn incident(
        &mut self,
        at: Time,
        kind: IncidentKind,
        goroutine: Option<GoroutineId>,
        other: Option<(GoroutineId, Time)>,
        object: Option<ObjectId>,
    ) {
        if let Some(goroutine) = goroutine
            && (self.keeps(goroutine) || other.is_some_and(|(other, _)| self.keeps(other)))
            && self.incidents.len() < MOST_INCIDENTS
        {
            self.incidents.push(Incident {
                at,
                kind,
                goroutine,
                other,
                object,
            });
        }
    }

    /// Whether the life of a goroutine is kept.
    fn keeps(&self, id: GoroutineId) -> bool {
        let place = (id.0 as usize).checked_sub(1);
        let open = place.and_then(|place| self.open.get(place));
        self.kept.is_none() || open.is_some_and(|open| open.place.is_some())
    }

    /// The state of a goroutine that is alive.
    fn open_mut(&mut self, id: Option<GoroutineId>) -> Option<&mut Open> {
        let place = id?.0.checked_sub(1)? as usize;
        self.open.get_mut(place).filter(|open| !open.is_over)
    }
}

/// The object in whose queue a goroutine stands: a channel that is full, or a lock. One that waits for a value, or for
/// others to be done, holds nobody up.
fn queues(state: GoroutineState, waits: Waits) -> Option<ObjectId> {
    let (GoroutineState::Blocked(reason), Waits::On(object)) = (state, waits) else {
        return None;
    };
    match reason {
        BlockReason::ChanSend
        | BlockReason::SyncMutexLock
        | BlockReason::SyncRWMutexRLock
        | BlockReason::SyncRWMutexLock => Some(object),
        BlockReason::Sleep
        | BlockReason::WaitGroupWait
        | BlockReason::ChanReceive
        | BlockReason::ChanReceiveNilChan
        | BlockReason::ChanSendNilChan
        | BlockReason::Select
        | BlockReason::SelectNoCases
        | BlockReason::SelectOfSleep => None,
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
