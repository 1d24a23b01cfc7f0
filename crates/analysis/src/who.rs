//! Questions about goroutines and what they wait for: who is this, what is it doing, since when, on which line, who ends it.

use super::flows::{Flow, Incident, IncidentKind};
use super::objects::ObjectUse;
use super::series::last_at;
use super::spans::{GoroutineSpan, Segment, SelectCase, Waits};
use super::state::GoroutineState;
use super::tasks::Activity;
use super::{Lives, Printed, Report};
use goruntime::time::{Duration, Time};
use goruntime::trace::{BlockReason, GoroutineId, Name, ObjectId, ObjectKind};

impl Report {
    /// The lives that were kept in the order of creation: those of all goroutines, or of some; `None` if the run had too many.
    #[must_use]
    pub fn spans(&self) -> Option<&[GoroutineSpan]> {
        self.lives.as_ref().map(|lives| &*lives.spans)
    }

    /// Whether the lives of some goroutines were kept, and not those of all.
    #[must_use]
    pub fn has_some_lives(&self) -> bool {
        let lives = self.lives.as_ref();
        lives.is_some_and(|lives| lives.names.is_some())
    }

    /// Whether even the lives of the goroutines that were asked for have too many states, objects and holds to keep.
    #[must_use]
    pub fn has_too_many_states(&self) -> bool {
        self.of_some && self.lives.is_none()
    }

    /// The most goroutines alive at once, with main.
    #[must_use]
    pub fn most_at_once(&self) -> u32 {
        let others = u32::try_from(self.peak_goroutines.value).unwrap_or(u32::MAX);
        others.saturating_add(1)
    }

    /// The most goroutines alive at once, with main, if their lives were kept.
    #[must_use]
    pub fn span_lanes(&self) -> Option<u32> {
        self.lives.as_ref().map(|lives| lives.lanes)
    }

    /// The life of a goroutine, if it was kept.
    #[must_use]
    pub fn span(&self, id: GoroutineId) -> Option<&GoroutineSpan> {
        let spans = self.spans()?;
        if self.has_some_lives() {
            let place = spans.binary_search_by_key(&id, |span| span.id).ok()?;
            return spans.get(place);
        }
        spans.get((id.0 as usize).checked_sub(1)?)
    }

    /// The states of a goroutine in order, without those that took no time.
    #[must_use]
    pub fn segments(&self, span: &GoroutineSpan) -> &[Segment] {
        let lives = self.lives.as_ref();
        lives.map_or(&[], |lives| lives.segments.of(span))
    }

    /// What a goroutine does at a moment: the state that lasts there. `None` before its creation, and from its end on.
    #[must_use]
    pub fn segment_at(&self, span: &GoroutineSpan, at: Time) -> Option<&Segment> {
        let segment = last_at(self.segments(span), at, |segment| segment.from)?;
        (at < segment.to).then_some(segment)
    }

    /// The time that a goroutine spent in each activity between two moments, in the order of [`Activity::ALL`]. The cost
    /// grows with the logarithm of the number of its states: a picture of any part asks this for each pixel.
    #[must_use]
    pub fn times_between(
        &self,
        span: &GoroutineSpan,
        from: Time,
        to: Time,
    ) -> [Duration; Activity::COUNT] {
        let lives = self.lives.as_ref();
        lives.map_or([Duration::ZERO; Activity::COUNT], |lives| {
            lives.segments.times(span, from, to)
        })
    }

    /// The name that the program gave to a goroutine.
    #[must_use]
    pub fn name(&self, span: &GoroutineSpan) -> Option<Name<'_>> {
        Some(self.lives.as_ref()?.texts.name(span.label?))
    }

    /// The name of a goroutine, or, if it has none, its number: `worker 3`, `goroutine 7`.
    #[must_use]
    pub fn goroutine_name(&self, id: GoroutineId) -> String {
        let name = self.lives.as_ref().and_then(|lives| {
            let place = (id.0 as usize).checked_sub(1)?;
            let label = match &lives.names {
                Some(names) => *names.get(place)?,
                None => lives.spans.get(place)?.label,
            };
            Some(lives.texts.name(label?))
        });
        name.map_or_else(|| id.to_string(), |name| name.to_string())
    }

    /// A text in which goroutines have the names of their lanes instead of their numbers: `read by worker 0 at line 24`
    /// for `read by goroutine 2 at line 24`.
    #[must_use]
    pub fn with_names(&self, text: &str) -> String {
        let mut parts = text.split("goroutine ");
        let mut named = String::from(parts.next().unwrap_or_default());
        for part in parts {
            let digits = part.bytes().take_while(u8::is_ascii_digit).count();
            let (number, rest) = part.split_at(digits);
            match number.parse() {
                Ok(number) => named += &self.goroutine_name(GoroutineId(number)),
                Err(_) => named += &["goroutine ", number].concat(),
            }
            named += rest;
        }
        named
    }

    /// What went wrong with a goroutine, or to which it was the other one, in the order of time.
    pub fn incidents_of(&self, id: GoroutineId) -> impl Iterator<Item = &Incident> {
        let is_its = move |incident: &&Incident| {
            incident.goroutine == id || incident.other.is_some_and(|(other, _)| other == id)
        };
        self.incidents().iter().filter(is_its)
    }

    /// An incident in words, as seen by one of its goroutines: `dropped: no room in outbound 1`. Who else is concerned is
    /// the second part.
    #[must_use]
    pub fn incident_words(
        &self,
        incident: &Incident,
        id: GoroutineId,
    ) -> (String, Option<GoroutineId>) {
        let object = incident.object.map(|object| self.object_name(object));
        let of = |before: &str, usual: &str| match &object {
            Some(object) => [before, object].concat(),
            None => String::from(usual),
        };
        let is_other = incident.goroutine != id;
        let words = match incident.kind {
            IncidentKind::Race => match self.race_of(incident) {
                Some(race) => ["data race: ", &race.line].concat(),
                None => String::from("data race"),
            },
            IncidentKind::Drop if is_other => of(
                "dropped: a value for it had no room in ",
                "dropped: a value for it had no room",
            ),
            IncidentKind::Drop => of("drops a value: no room in ", "drops a value: no room"),
            IncidentKind::Refusal => String::from("refused"),
            IncidentKind::Straggler => {
                String::from("straggler: all others of its batch wait for it")
            }
            IncidentKind::Panic => String::from("panic"),
            IncidentKind::Deadlock => {
                of("deadlock: waits for ever for ", "deadlock: waits for ever")
            }
            IncidentKind::Leak => of("leaked: still waits for ", "leaked: still waits"),
        };
        let with = if is_other {
            Some(incident.goroutine)
        } else {
            incident.other.map(|(other, _)| other)
        };
        (words, with)
    }

    /// The line of the Go program at which a goroutine is at a moment, if its life was kept.
    #[must_use]
    pub fn line_of(&self, id: GoroutineId, at: Time) -> Option<u32> {
        let segment = self.segment_at(self.span(id)?, at)?;
        (segment.line > 0).then_some(segment.line)
    }

    /// The words of a race: there are as many as incidents of this kind, in the same order.
    fn race_of(&self, incident: &Incident) -> Option<&Printed> {
        let all = self.incidents().iter();
        let mut races = all.filter(|other| other.kind == IncidentKind::Race);
        self.races.get(races.position(|race| race == incident)?)
    }

    /// The objects on which goroutines waited or that have names, with their numbers; without timers.
    pub fn objects(&self) -> impl Iterator<Item = (ObjectId, &ObjectUse)> {
        let lives = self.lives.iter();
        lives.flat_map(|lives| lives.objects.all())
    }

    /// An object, if it was kept. Timers are not.
    #[must_use]
    pub fn object(&self, id: ObjectId) -> Option<&ObjectUse> {
        self.lives.as_ref()?.objects.get(id)
    }

    /// The name of an object, or, if it has none, its kind and number: `jobs`, `mutex 3`. A context is named by what
    /// goroutines wait for: `ctx.Done()`.
    #[must_use]
    pub fn object_name(&self, id: ObjectId) -> String {
        let Some(object) = self.object(id) else {
            return String::from("timer");
        };
        let name = match self.given_name(id) {
            Some(name) => name.to_string(),
            None if object.kind == ObjectKind::Context => String::from("ctx"),
            None => [object.kind.word(), " ", &id.0.to_string()].concat(),
        };
        match object.kind {
            ObjectKind::Context => name + ".Done()",
            ObjectKind::Chan
            | ObjectKind::Timer
            | ObjectKind::Mutex
            | ObjectKind::RwMutex
            | ObjectKind::WaitGroup
            | ObjectKind::Semaphore => name,
        }
    }

    /// The name that the program gave an object, with a number for each of several locks of one name that are held at once.
    /// `None` without one, and in a run whose lives were not kept.
    #[must_use]
    pub fn given_name(&self, id: ObjectId) -> Option<Name<'_>> {
        let label = self.object(id)?.label?;
        Some(self.lives.as_ref()?.texts.name(label))
    }

    /// The cases of a `select` in which a goroutine waits.
    #[must_use]
    pub fn cases(&self, waits: Waits) -> &[SelectCase] {
        let Waits::Select(list) = waits else {
            return &[];
        };
        let lists = self.lives.as_ref().map(|lives| &lives.selects);
        lists
            .and_then(|lists| lists.get(list as usize))
            .map_or(&[], Vec::as_slice)
    }

    /// What main does at a moment, in a few words; at the end of the run what it did last. `None` once it has returned, and if
    /// lives were not kept.
    #[must_use]
    pub fn main_words(&self, at: Time) -> Option<String> {
        let main = self.span(GoroutineId::MAIN)?;
        let last = Time(main.end.0.saturating_sub(1));
        let is_cut = main.fate != GoroutineState::Done && at == main.end;
        let segment = self.segment_at(main, if is_cut { last } else { at })?;
        let [_, words, _] = self.state_words(segment);
        Some(words)
    }

    /// The goroutine that must act before one that waits like this goes on: the holder of the lock. `None` where any may.
    #[must_use]
    pub fn holder(&self, segment: &Segment) -> Option<GoroutineId> {
        let Waits::On(object) = segment.waits else {
            return None;
        };
        self.object(object)?.holder_at(segment.from)
    }

    /// What a goroutine does, in the words of Go's tracer, with the object and who holds it, from the shortest form to the
    /// longest: `chan send`, `chan send → messages`; `sync.Mutex.Lock ← mu, held by worker 2`.
    #[must_use]
    pub fn state_words(&self, segment: &Segment) -> [String; 3] {
        let short = match segment.state {
            GoroutineState::Sleeping => String::from("sleep"),
            GoroutineState::Running(processor) => {
                return [
                    String::from("P") + &processor.to_string(),
                    String::from("runs"),
                    ["runs on P", &processor.to_string()].concat(),
                ];
            }
            GoroutineState::Blocked(reason) => String::from(short_reason(reason)),
            GoroutineState::Runnable => String::from("runnable"),
            GoroutineState::Done | GoroutineState::Leaked | GoroutineState::Killed => {
                String::from(segment.state.name())
            }
        };
        let (what, more) = match segment.waits {
            Waits::None => (short.clone(), String::new()),
            Waits::On(object) => self.waits_on(&short, segment, object),
            Waits::Select(_) => self.waits_for_cases(segment),
        };
        let long = what.clone() + &more;
        [short, what, long]
    }

    fn waits_on(&self, short: &str, segment: &Segment, object: ObjectId) -> (String, String) {
        let sends = segment.state == GoroutineState::Blocked(BlockReason::ChanSend);
        let arrow = if sends { " → " } else { " ← " };
        let what = [short, arrow, &self.object_name(object)].concat();
        let more = self.holder(segment).map_or_else(String::new, |holder| {
            String::from(", held by ") + &self.goroutine_name(holder)
        });
        (what, more)
    }

    /// A `select` with one case that can ever be ready is named like this operation alone.
    fn waits_for_cases(&self, segment: &Segment) -> (String, String) {
        let mut names: Vec<String> = Vec::new();
        for case in self.cases(segment.waits) {
            let name = match *case {
                SelectCase::Nil => continue,
                SelectCase::Timer => String::from("timer"),
                SelectCase::Send(object) => String::from("→ ") + &self.object_name(object),
                SelectCase::Receive(object) => String::from("← ") + &self.object_name(object),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let all = String::from(": ") + &names.join(", ");
        (String::from("select"), all)
    }

    /// What goroutines do to each other, in the order of time; empty if the run had too many of these flows.
    #[must_use]
    pub fn flows(&self) -> &[Flow] {
        let flows = self.lives.as_ref().and_then(|lives| lives.flows.as_ref());
        flows.map_or(&[], Vec::as_slice)
    }

    /// The flows from and to a goroutine.
    pub fn flows_of(&self, id: GoroutineId) -> impl Iterator<Item = &Flow> {
        let is_its = move |flow: &&Flow| flow.from == id || flow.to == id;
        self.flows().iter().filter(is_its)
    }

    /// The moments at which something went wrong, and who was concerned, in the order of time.
    #[must_use]
    pub fn incidents(&self) -> &[Incident] {
        self.lives.as_ref().map_or(&[], |lives| &lives.incidents)
    }
}

/// Go's wait reason without the package.
const fn short_reason(reason: BlockReason) -> &'static str {
    match reason {
        BlockReason::WaitGroupWait => "WaitGroup.Wait",
        BlockReason::SyncMutexLock => "Mutex.Lock",
        BlockReason::SyncRWMutexRLock => "RWMutex.RLock",
        BlockReason::SyncRWMutexLock => "RWMutex.Lock",
        BlockReason::Sleep
        | BlockReason::ChanReceive
        | BlockReason::ChanSend
        | BlockReason::ChanReceiveNilChan
        | BlockReason::ChanSendNilChan
        | BlockReason::Select
        | BlockReason::SelectNoCases
        | BlockReason::SelectOfSleep => reason.name(),
    }
}

impl Lives {
    /// Adds an incident that is found after the pass.
    pub(super) fn add_incident(&mut self, incident: Incident) {
        let after = |other: &Incident| other.at <= incident.at;
        let place = self.incidents.partition_point(after);
        self.incidents.insert(place, incident);
    }
}
