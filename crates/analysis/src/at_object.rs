//! A channel or a lock at a moment: what is in it, who holds it, who waits for it.

use super::fmt::grouped;
use super::objects::{Hold, ObjectUse};
use super::spans::Waits;
use super::{GoroutineId, GoroutineState, Report};
use goruntime::time::Time;
use goruntime::trace::ObjectId;
use std::collections::BTreeMap;

impl ObjectUse {
    /// Those who hold the lock at a moment, in the order in which they took it.
    pub fn holders_at(&self, at: Time) -> impl Iterator<Item = &Hold> {
        let until = self.holds.partition_point(|hold| hold.from <= at);
        let holds = self.holds[..until].iter();
        holds.filter(move |hold| hold.to.is_none_or(|to| to > at))
    }

    /// The moments of the changes before and after a moment.
    #[must_use]
    pub fn changes_around(&self, at: Time) -> (Option<Time>, Option<Time>) {
        let before = self.levels.partition_point(|level| level.at < at);
        let after = self.levels.partition_point(|level| level.at <= at);
        let moment = |place: usize| self.levels.get(place).map(|level| level.at);
        (before.checked_sub(1).and_then(moment), moment(after))
    }
}

impl Report {
    /// How full an object is at a moment, in words: `2 of 5 in the buffer`, `held`, `free`. Empty of one that was not kept, and of a
    /// channel without a buffer, in which nothing ever is.
    #[must_use]
    pub fn object_words(&self, id: ObjectId, at: Time) -> String {
        let Some(object) = self.object(id) else {
            return String::new();
        };
        let amount = object.level_at(at).amount;
        let what = match (object.is_lock(), object.capacity) {
            (false, 0) => return String::new(),
            (true, 0..=1) => return String::from(if amount > 0 { "held" } else { "free" }),
            (true, _) => " held",
            (false, _) => " in the buffer",
        };
        let (amount, capacity) = (grouped(amount.into()), grouped(object.capacity.into()));
        [&amount, " of ", &capacity, what].concat()
    }

    /// The goroutines that wait for an object at a moment, each with the moment since which it does, the longest first. At the end
    /// of the run those that it found waiting.
    #[must_use]
    pub fn waiters_at(&self, id: ObjectId, at: Time) -> Vec<(GoroutineId, Time)> {
        let is_for_it = |waits: Waits| match waits {
            Waits::On(object) => object == id,
            Waits::None => false,
            Waits::Select(_) => {
                let mut cases = self.cases(waits).iter();
                cases.any(|case| case.object() == Some(id))
            }
        };
        let is_over = at >= self.total;
        let spans = self.spans().unwrap_or_default().iter();
        let there = spans.filter(|span| {
            let is_cut = is_over && span.end == self.total && span.fate != GoroutineState::Done;
            span.created <= at && (span.end > at || is_cut)
        });
        let waits = there.filter_map(|span| {
            let segment = if is_over {
                self.segments(span).last()?
            } else {
                self.segment_at(span, at)?
            };
            let waits = segment.state.is_blocked() && is_for_it(segment.waits);
            waits.then_some((span.id, segment.from))
        });
        let mut waiters: BTreeMap<GoroutineId, Time> = waits.collect();
        if is_over {
            // Of those who came to a wait in the last instant no state says so.
            for left in self.left() {
                match left.object {
                    Some(object) if object == id => {
                        waiters.entry(left.goroutine).or_insert(self.total);
                    }
                    Some(_) => {
                        waiters.remove(&left.goroutine);
                    }
                    None => {}
                }
            }
        }
        let mut waiters: Vec<(GoroutineId, Time)> = waiters.into_iter().collect();
        waiters.sort_by_key(|(id, since)| (*since, *id));
        waiters
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse;
    use goruntime::go::{Chan, Mutex, go_named, select, sleep};
    use goruntime::runtime::{Budget, Run, acquire};
    use goruntime::time::Duration;
    use goruntime::trace::{Outcome, Resource};

    fn at(ms: u64) -> Time {
        Time(ms * 1_000_000)
    }

    /// A holds the lock from 0 to 10 ms, B waits for it from 2 ms on. C sends three values into a buffer of two, of which main
    /// takes one at 20 ms. Then B keeps the lock and main waits for it for ever.
    fn report() -> Report {
        let pause = |ms| sleep(Duration::millis(ms));
        let main = async move {
            let lock = Mutex::new().named("mu");
            let values = Chan::<u8>::new(2).named("values");
            let of_a = lock.clone();
            go_named("a", async move {
                of_a.lock().await;
                pause(10).await;
                of_a.unlock().await;
            });
            let of_b = lock.clone();
            go_named("b", async move {
                pause(2).await;
                of_b.lock().await;
            });
            let sent = values.clone();
            go_named("c", async move {
                for value in 0..3 {
                    sent.send(value).await;
                }
            });
            pause(20).await;
            let _ = values.receive().await;
            lock.lock().await;
        };
        analyse(&Run::new(Budget::default(), 1, main).finish())
    }

    #[track_caller]
    fn check(report: &Report, name: &str, ms: u64, words: &str, waiting: &[(&str, u64)]) {
        let named = |id: &ObjectId| report.object_name(*id) == name;
        let id = report.objects().map(|(id, _)| id).find(named).expect(name);
        assert_eq!(report.object_words(id, at(ms)), words, "{name} at {ms} ms");
        let said: Vec<(String, Time)> = report
            .waiters_at(id, at(ms))
            .into_iter()
            .map(|(id, since)| (report.goroutine_name(id), since))
            .collect();
        let expected: Vec<(String, Time)> = waiting
            .iter()
            .map(|(who, since)| (String::from(*who), at(*since)))
            .collect();
        assert_eq!(said, expected, "{name} at {ms} ms");
    }

    #[test]
    fn who_waits_for_a_lock_or_a_channel_is_known_at_each_moment() {
        let report = report();
        check(&report, "mu", 1, "held", &[]);
        check(&report, "mu", 5, "held", &[("b", 2)]);
        check(&report, "values", 5, "2 of 2 in the buffer", &[("c", 0)]);
        check(&report, "mu", 15, "held", &[]);
        // All is over at the instant at which main asks for the lock.
        check(&report, "mu", 20, "held", &[("main", 20)]);
        check(&report, "values", 20, "2 of 2 in the buffer", &[]);
    }

    #[test]
    fn those_who_wait_at_the_end_are_known_however_it_came() {
        // Out of memory while b waits for the lock.
        let main = async move {
            let lock = Mutex::new().named("mu");
            lock.lock().await;
            let of_b = lock.clone();
            go_named("b", async move { of_b.lock().await });
            sleep(Duration::millis(5)).await;
            acquire(Resource::Memory, 1 << 40);
            sleep(Duration::millis(1)).await;
        };
        let budget = Budget {
            memory: Some(1 << 30),
            ..Budget::default()
        };
        let report = analyse(&Run::new(budget, 1, main).finish());
        assert_eq!(report.outcome, Outcome::OutOfMemory);
        check(&report, "mu", 5, "held", &[("b", 0)]);
        // A deadlock in a select.
        let main = async move {
            let (a, b) = (Chan::<u8>::new(0).named("a"), Chan::<u8>::new(0).named("b"));
            go_named("late", sleep(Duration::millis(5)));
            sleep(Duration::millis(2)).await;
            select(&mut [&mut a.receiving(), &mut b.receiving()]).await;
        };
        let report = analyse(&Run::new(Budget::default(), 1, main).finish());
        assert_eq!(report.outcome, Outcome::Deadlock);
        check(&report, "a", 5, "", &[("main", 2)]);
    }

    #[test]
    fn a_lock_has_holders_and_changes() {
        let report = report();
        let mut locks = report.objects().filter(|(_, object)| object.is_lock());
        let lock = locks.next().expect("there is one").1;
        let holders = |ms| -> Vec<String> {
            let holders = lock.holders_at(at(ms));
            holders
                .map(|hold| report.goroutine_name(hold.goroutine))
                .collect()
        };
        assert_eq!(holders(5), ["a"]);
        assert_eq!(holders(12), ["b"]);
        assert_eq!(lock.changes_around(at(5)), (Some(at(2)), Some(at(10))));
        assert_eq!(lock.changes_around(at(2)), (Some(at(0)), Some(at(10))));
    }
}
