//! What went wrong, with its moment and its goroutines, of programs that run on the real runtime.

use super::lives::{pause, trace};
use crate::*;
use goruntime::go::{Chan, Mutex, Shared, go_named, gosched, select_default};
use goruntime::runtime::mark;
use goruntime::trace::Trace;

/// A writer and a reader that nothing orders, and a value that a broker drops as its client is too slow.
fn wrongs() -> Report {
    analyse(&trace(async {
        let shared = Shared::new("counter", 0);
        let out = Chan::new(1).named("outbound");
        let (other, from) = (shared.clone(), out.clone());
        go_named(("worker", 0), async move {
            mark(24);
            other.set(1);
        });
        go_named(("client", 1), async move {
            while from.receive().await.is_some() {
                pause(50).await;
            }
        });
        pause(2).await;
        mark(31);
        shared.set(2);
        for message in 0..3 {
            pause(1).await;
            select_default(&mut [&mut out.sending(message)]);
        }
    }))
}

#[test]
fn sentences_have_the_names_of_the_lanes() {
    let report = wrongs();
    let race = report
        .findings
        .iter()
        .find(|finding| finding.kind == FindingKind::Race);
    let race = race.expect("two writes");
    let expected = "counter: write by main at line 31, previous write by worker 0 at line 24";
    assert!(race.text.contains(expected), "{}", race.text);
    assert_eq!(race.lines, [31, 24]);
    let named = |text| report.with_names(text);
    assert_eq!(
        named("goroutine 2, goroutine 99 and a goroutine "),
        "worker 0, goroutine 99 and a goroutine "
    );
}

#[test]
fn both_goroutines_of_an_incident_say_what_went_wrong() {
    let report = wrongs();
    let said = |id| -> Vec<(String, Option<u32>)> {
        let id = GoroutineId(id);
        let words = report
            .incidents_of(id)
            .map(|incident| report.incident_words(incident, id));
        words
            .map(|(words, with)| (words, with.map(|with| with.0)))
            .collect()
    };
    let of = |words: &str, with| (String::from(words), Some(with));
    let expected =
        "data race: counter: write by main at line 31, previous write by worker 0 at line 24";
    let race = |with| of(expected, with);
    assert_eq!(
        said(1),
        [race(2), of("drops a value: no room in outbound", 3)]
    );
    assert_eq!(said(2), [race(1)]);
    assert_eq!(
        said(3),
        [of("dropped: a value for it had no room in outbound", 1)]
    );
}

#[track_caller]
fn check_incidents(trace: &Trace, expected: &[&str]) {
    let report = analyse(trace);
    let said: Vec<String> = report
        .incidents()
        .iter()
        .map(|incident| {
            let other = incident.other.map_or_else(String::new, |(other, at)| {
                format!(", {} at {}", report.goroutine_name(other), at.0 / 1_000_000)
            });
            let who = report.goroutine_name(incident.goroutine);
            format!(
                "{} {}: {who}{other}",
                incident.at.0 / 1_000_000,
                incident.kind.name()
            )
        })
        .collect();
    assert_eq!(said, expected);
}

#[test]
fn what_went_wrong_has_its_moment_and_its_goroutines() {
    check_incidents(
        &trace(async {
            let shared = Shared::new("x", 0);
            let other = shared.clone();
            go_named("writer", async move { other.set(1) });
            pause(2).await;
            shared.set(2);
        }),
        &["2 data race: main, writer at 0"],
    );
    check_incidents(
        &trace(async {
            let ch = Chan::new(1).named("ch");
            let from = ch.clone();
            go_named("client", async move {
                from.receive().await;
                pause(9).await;
            });
            pause(1).await;
            for value in 0..3 {
                select_default(&mut [&mut ch.sending(value)]);
            }
        }),
        &["1 dropped: no room in the buffer: main, client at 1"],
    );
    check_incidents(
        &trace(async {
            go_named("waiter", async {
                let _ = Chan::<u8>::new(0).receive().await;
            });
            pause(1).await;
        }),
        &["1 leaked: waiter"],
    );
}

#[test]
fn a_deadlock_of_locks_is_a_ring() {
    let deadlock = trace(async {
        let locks: Vec<Mutex> = (0..3).map(|_| Mutex::new()).collect();
        for i in 0..3 {
            let (own, next) = (locks[i].clone(), locks[(i + 1) % 3].clone());
            go_named(("philosopher", i), async move {
                own.lock().await;
                pause(1).await;
                next.lock().await;
            });
        }
        pause(5).await;
        locks[0].lock().await;
    });
    assert_eq!(analyse(&deadlock).ring(), [2, 3, 4].map(GoroutineId));
    check_incidents(
        &deadlock,
        &[
            "5 deadlock: main",
            "5 deadlock: philosopher 0",
            "5 deadlock: philosopher 1",
            "5 deadlock: philosopher 2",
        ],
    );
    let finished = trace(async { pause(1).await });
    assert_eq!(analyse(&finished).ring(), []);
}

#[test]
fn the_lock_that_closes_a_ring_is_waited_for_no_time() {
    // All is over at the moment of the last lock, and in the second program at the beginning.
    for pauses in [1, 0] {
        let deadlock = trace(async move {
            let (a, b) = (Mutex::new(), Mutex::new());
            for (own, next) in [(a.clone(), b.clone()), (b, a)] {
                go_named("transfer", async move {
                    own.lock().await;
                    if pauses > 0 {
                        pause(pauses).await;
                    } else {
                        gosched().await;
                    }
                    next.lock().await;
                });
            }
            Chan::<u8>::new(0).receive().await;
        });
        assert_eq!(analyse(&deadlock).ring(), [2, 3].map(GoroutineId));
    }
}

#[test]
fn a_wait_is_said_that_no_state_of_its_goroutine_says() {
    let deadlock = analyse(&trace(async {
        let (a, b) = (Mutex::new().named("a"), Mutex::new().named("b"));
        let ch: Chan<u8> = Chan::new(0).named("ch");
        let (own, other, from) = (a.clone(), b.clone(), ch.clone());
        go_named("receiver", async move {
            own.lock().await;
            from.receive().await;
            other.lock().await;
        });
        let (own, other, early) = (b, a.clone(), a);
        go_named("sender", async move {
            own.lock().await;
            pause(10).await;
            ch.send(1).await;
            other.lock().await;
        });
        go_named("early", async move {
            pause(5).await;
            early.lock().await;
        });
        Chan::<u8>::new(0).receive().await;
    }));
    let unsaid = |id: u32| deadlock.unsaid_wait(deadlock.span(GoroutineId(id)).expect("kept"));
    assert_eq!(
        [2, 3, 4].map(unsaid),
        [
            // Its last state is the wait for the channel.
            Some(String::from("waits ← b, held by sender")),
            Some(String::from("waits ← a, held by receiver")),
            None,
        ]
    );
}

/// Two goroutines lock two accounts in opposite order, by the same names.
#[test]
fn locks_of_one_name_that_are_held_at_once_are_numbered() {
    let report = analyse(&trace(async {
        let [a, b] = [(); 2].map(|()| Mutex::new().named("from.mu"));
        let alone = Mutex::new().named("mu");
        for (first, second) in [(a.clone(), b.clone()), (b, a)] {
            let alone = alone.clone();
            go_named(("transfer", 0), async move {
                alone.lock().await;
                alone.unlock().await;
                first.lock().await;
                pause(1).await;
                second.lock().await;
            });
        }
        pause(5).await;
        // Locks that take turns, as in a loop, are not held at once.
        for _ in 0..2 {
            let turn = Mutex::new().named("turn");
            turn.lock().await;
            pause(1).await;
            turn.unlock().await;
        }
    }));
    let names: Vec<String> = report
        .objects()
        .map(|(id, _)| report.object_name(id))
        .collect();
    assert_eq!(names, ["from.mu 1", "from.mu 2", "mu", "turn", "turn"]);
}
