//! The race detector: vector clocks over the variables that goroutines share.
//!
//! Two accesses to a variable, one of them a write, race if neither happens before the other (the Go memory model). The
//! ordering operations are those of `go test -race`: starting a goroutine, channels, locks, atomics. A run is watched from
//! its first shared variable on; earlier operations order no access. With more than a thousand goroutines, or after much
//! work, the detector gives up.
//!
//! The detector is plain data: it knows neither the run nor its thread.

use crate::time::Time;
use crate::trace::GoroutineId;
use std::rc::Rc;

/// With more goroutines the detector gives up: a clock has an entry for each of them.
const MOST_GOROUTINES: u32 = 1_000;

/// After this much work the detector gives up: the entries of the clocks that it has joined. That is a fraction of a second.
const MOST_WORK: usize = 50_000_000;

/// No run reports more races than this.
const MOST_REPORTS: usize = 8;

/// A vector clock: pairs of a goroutine's number and its latest known time.
pub(super) type Clock = Rc<Vec<(u32, u32)>>;

/// The accesses to a variable that a later access can race with.
#[derive(Debug, Default)]
pub struct Accesses {
    write: Option<Access>,
    /// The reads since the last write, at most one per goroutine.
    reads: Vec<Access>,
}

#[derive(Clone, Copy, Debug)]
struct Access {
    by: u32,
    time: u32,
    /// Where in its program: a line, or what the program counts its places by.
    place: u32,
    at: Time,
    is_atomic: bool,
}

/// How memory is accessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// Whether it is written.
    pub writes: bool,
    /// Whether the operation is atomic: two of these do not race.
    pub is_atomic: bool,
}

impl Way {
    /// An access that is not atomic.
    #[must_use]
    pub const fn plain(writes: bool) -> Way {
        Way {
            writes,
            is_atomic: false,
        }
    }
}

/// The earlier of two accesses that race.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Whose it was.
    pub by: GoroutineId,
    /// Where in its program.
    pub place: u32,
    /// Whether it was a write.
    pub wrote: bool,
    /// Its moment.
    pub at: Time,
}

/// A data race.
#[derive(Clone, Debug)]
pub(super) struct Race {
    /// The race in the words of `go test -race`.
    pub(super) text: String,
    /// The goroutine of the earlier access.
    pub(super) by: GoroutineId,
    /// The moment of the earlier access.
    pub(super) at: Time,
}

/// The clocks of a run.
#[derive(Debug, Default)]
pub(super) struct Detector {
    watches: bool,
    goroutines: Vec<Known>,
    reported: Vec<(u32, u32)>,
    work: usize,
}

#[derive(Clone, Debug)]
struct Known {
    time: u32,
    seen: Clock,
    /// The line of its Go program that it is at.
    line: u32,
}

impl Default for Known {
    fn default() -> Known {
        Known {
            time: 1,
            seen: Clock::default(),
            line: 0,
        }
    }
}

impl Detector {
    pub(super) fn watch(&mut self) {
        self.watches = true;
    }

    pub(super) fn watches(&self) -> bool {
        self.watches
    }

    /// A goroutine comes to a line.
    pub(super) fn at(&mut self, goroutine: GoroutineId, line: u32) {
        self.known(goroutine).line = line;
    }

    /// A goroutine starts another.
    pub(super) fn spawn(&mut self, parent: Option<GoroutineId>, child: GoroutineId) {
        if !self.watches {
            return;
        }
        if child.0 > MOST_GOROUTINES {
            *self = Detector::default();
            return;
        }
        let Some(parent) = parent else { return };
        let mut clock = Clock::default();
        self.release(parent, &mut clock);
        self.acquire(child, &clock);
    }

    pub(super) fn release(&mut self, by: GoroutineId, clock: &mut Clock) {
        if !self.can_join(by, clock) {
            return;
        }
        let known = self.known(by);
        join(clock, &known.seen);
        join(clock, &Rc::new(vec![(by.0, known.time)]));
        known.time += 1;
    }

    pub(super) fn acquire(&mut self, by: GoroutineId, clock: &Clock) {
        if !self.can_join(by, clock) {
            return;
        }
        join(&mut self.known(by).seen, clock);
    }

    /// Records a read or a write by a goroutine. Returns the race with an earlier access.
    pub(super) fn access(
        &mut self,
        accesses: &mut Accesses,
        by: GoroutineId,
        is_write: bool,
        at: Time,
    ) -> Option<Race> {
        if !self.watches {
            return None;
        }
        let line = self.known(by).line;
        let earlier = self.check(accesses, by, Way::plain(is_write), (line, at))?;
        let pair = (earlier.place, line);
        if self.reported.contains(&pair) || self.reported.len() == MOST_REPORTS {
            return None;
        }
        self.reported.push(pair);
        let this = if is_write { "write" } else { "read" };
        let what = if earlier.wrote { "write" } else { "read" };
        Some(Race {
            text: format!(
                "{this} by goroutine {} at line {line}, previous {what} by goroutine {} at line {}",
                by.0, earlier.by.0, earlier.place
            ),
            by: earlier.by,
            at: earlier.at,
        })
    }

    /// Records a read or a write by a goroutine at a place in its program, and a moment. Returns the earlier access with
    /// which it races.
    pub(super) fn check(
        &mut self,
        accesses: &mut Accesses,
        by: GoroutineId,
        way: Way,
        (place, at): (u32, Time),
    ) -> Option<Conflict> {
        if !self.watches {
            return None;
        }
        let known = self.known(by);
        let (time, seen) = (known.time, &known.seen);
        let races = |earlier: &&Access| {
            earlier.by != by.0 && !(earlier.is_atomic && way.is_atomic) && !happened(seen, earlier)
        };
        let write = accesses.write.as_ref().filter(races).map(|a| (*a, true));
        let read = accesses.reads.iter().find(races).map(|a| (*a, false));
        let racing = write.or(read.filter(|_| way.writes));
        let access = Access {
            by: by.0,
            time,
            place,
            at,
            is_atomic: way.is_atomic,
        };
        if way.writes {
            accesses.write = Some(access);
            accesses.reads.clear();
        } else {
            // A later atomic write races with the plain one of two reads of a goroutine.
            let stays = |read: &Access| read.by != by.0 || (way.is_atomic && !read.is_atomic);
            accesses.reads.retain(stays);
            accesses.reads.push(access);
        }
        racing.map(|(earlier, wrote)| Conflict {
            by: GoroutineId(earlier.by),
            place: earlier.place,
            wrote,
            at: earlier.at,
        })
    }

    /// Whether the goroutine has done the same in the same epoch, so that it was checked then: `FastTrack`'s most frequent
    /// cases (Flanagan and Freund, PLDI 2009).
    pub(super) fn repeats(&mut self, accesses: &Accesses, by: GoroutineId, way: Way) -> bool {
        let time = self.known(by).time;
        let is_same = |access: &Access| {
            access.by == by.0 && access.time == time && access.is_atomic == way.is_atomic
        };
        let wrote = accesses.write.as_ref().is_some_and(is_same);
        if way.writes {
            wrote && accesses.reads.is_empty()
        } else {
            (wrote && accesses.reads.is_empty()) || accesses.reads.iter().any(is_same)
        }
    }

    /// Counts the work of joining a goroutine's clock and another. False if the detector does not watch, or gives up now.
    fn can_join(&mut self, goroutine: GoroutineId, clock: &Clock) -> bool {
        if !self.watches {
            return false;
        }
        self.work += 1 + clock.len() + self.known(goroutine).seen.len();
        if self.work > MOST_WORK {
            *self = Detector::default();
        }
        self.watches
    }

    fn known(&mut self, of: GoroutineId) -> &mut Known {
        let place = of.0 as usize;
        if self.goroutines.len() <= place {
            self.goroutines.resize_with(place + 1, Known::default);
        }
        &mut self.goroutines[place]
    }
}

fn happened(known: &Clock, access: &Access) -> bool {
    let place = known.binary_search_by_key(&access.by, |(of, _)| *of);
    place.is_ok_and(|place| known[place].1 >= access.time)
}

/// Takes the later of both times for every goroutine.
fn join(into: &mut Clock, from: &Clock) {
    if Rc::ptr_eq(into, from) || from.is_empty() {
        return;
    }
    if into.is_empty() {
        *into = Rc::clone(from);
        return;
    }
    let (mut a, mut b) = (into.iter().peekable(), from.iter().peekable());
    let mut joined = Vec::with_capacity(into.len() + from.len());
    loop {
        let next = match (a.peek(), b.peek()) {
            (Some(x), Some(y)) if x.0 == y.0 => {
                let later = (x.0, x.1.max(y.1));
                a.next();
                b.next();
                later
            }
            (Some(x), Some(y)) if y.0 < x.0 => {
                let next = **y;
                b.next();
                next
            }
            (Some(x), _) => {
                let next = **x;
                a.next();
                next
            }
            (None, Some(y)) => {
                let next = **y;
                b.next();
                next
            }
            (None, None) => break,
        };
        joined.push(next);
    }
    *into = Rc::new(joined);
}
