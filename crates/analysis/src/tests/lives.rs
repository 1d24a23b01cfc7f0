//! Who is who: the lives of goroutines, their flows and their objects, of programs that run on the real runtime.

use crate::*;
use goruntime::go::{
    Chan, Mutex, Shared, WaitGroup, after, defer, go_named, gosched, select, select_default, sleep,
};
use goruntime::runtime::{Budget, Run, mark};
use goruntime::time::Duration;
use goruntime::trace::Trace;
use proptest::prelude::*;

pub(super) fn trace(main: impl Future<Output = ()> + 'static) -> Trace {
    Run::new(Budget::default(), 1, main).finish()
}

pub(super) fn pause(ms: u64) -> goruntime::go::Sleep {
    sleep(Duration::millis(ms))
}

fn at(ms: u64) -> Time {
    Time(ms * 1_000_000)
}

/// The life of goroutine `id` in words: `from ms: what it does`, a line for each state.
#[track_caller]
fn check_life(report: &Report, id: u32, expected: &str) {
    let span = report.span(GoroutineId(id)).expect("it was kept");
    let said: Vec<String> = report
        .segments(span)
        .iter()
        .map(|segment| {
            let [_, _, words] = report.state_words(segment);
            format!("{} {words}", segment.from.0 / 1_000_000)
        })
        .collect();
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    assert_eq!(said, expected);
}

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
    let race = |with| of("data race", with);
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

#[test]
fn a_life_says_for_what_it_waits_and_who_ends_that() {
    let report = analyse(&trace(async {
        let (jobs, mu) = (Chan::new(0).named("jobs"), Mutex::new().named("mu"));
        let wg = WaitGroup::new().named("wg");
        wg.add(2);
        for worker in 1..=2 {
            let (jobs, mu, wg) = (jobs.clone(), mu.clone(), wg.clone());
            mark(7);
            go_named(("worker", worker), async move {
                let _done = defer(|| wg.done());
                mark(20);
                let (mut job, mut late) =
                    (jobs.receiving(), after(Duration::millis(50)).receiving());
                select(&mut [&mut job, &mut late]).await;
                mu.lock().await;
                pause(3).await;
                mu.unlock().await;
            });
        }
        pause(1).await;
        jobs.send(1).await;
        jobs.send(2).await;
        mark(30);
        wg.wait().await;
    }));
    check_life(&report, 1, "0 sleep\n1 WaitGroup.Wait ← wg");
    check_life(
        &report,
        3,
        "0 select: ← jobs, timer
        1 Mutex.Lock ← mu, held by worker 1
        4 sleep",
    );
    let worker = report.span(GoroutineId(3)).unwrap();
    assert_eq!(
        (worker.parent, worker.go_line),
        (Some(GoroutineId::MAIN), 7)
    );
    assert_eq!(report.goroutine_name(worker.id), "worker 2");
    assert_eq!(report.segments(worker)[0].line, 20);
    let now = report.segment_at(worker, at(2)).unwrap();
    assert_eq!(
        (now.from, report.holder(now)),
        (at(1), Some(GoroutineId(2)))
    );
    assert_eq!(report.segment_at(worker, at(7)), None);
    let flows: Vec<String> = report
        .flows_of(worker.id)
        .map(|flow| {
            let object = flow
                .object
                .map_or_else(String::new, |id| report.object_name(id));
            format!(
                "{} g{} {} {object}",
                flow.at.0 / 1_000_000,
                flow.from.0,
                flow.kind.name()
            )
        })
        .collect();
    assert_eq!(
        flows,
        [
            "0 g1 go ",
            "1 g1 send jobs",
            "4 g2 unlock mu",
            "7 g3 done wg"
        ]
    );
}

#[test]
fn a_value_in_a_buffer_links_its_sender_to_its_receiver() {
    let report = analyse(&trace(async {
        let ch = Chan::new(1).named("ch");
        let out = ch.clone();
        go_named("sender", async move {
            out.send(1).await;
            pause(1).await;
            out.send(2).await;
        });
        pause(5).await;
        ch.receive().await;
        pause(1).await;
        ch.receive().await;
    }));
    let sends: Vec<_> = report
        .flows()
        .iter()
        .filter(|flow| flow.kind == FlowKind::Send)
        .map(|flow| (flow.from.0, flow.from_at, flow.to.0, flow.at))
        .collect();
    assert_eq!(sends, [(2, at(0), 1, at(5)), (2, at(5), 1, at(6))]);
    let (_, ch) = report.objects().next().unwrap();
    let levels: Vec<_> = ch
        .levels
        .iter()
        .map(|level| (level.at.0 / 1_000_000, level.amount, level.waiting))
        .collect();
    assert_eq!(levels, [(0, 1, 0), (1, 1, 1), (5, 1, 0), (6, 0, 0)]);
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

/// A step of a goroutine of a random program.
#[derive(Clone, Copy, Debug)]
enum Step {
    Sleep(u64),
    Send(usize),
    Receive(usize),
    Either(usize),
    Try(usize),
    Lock(u64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..9_u64).prop_map(Step::Sleep),
        (0..3_usize).prop_map(Step::Send),
        (0..3_usize).prop_map(Step::Receive),
        (0..3_usize).prop_map(Step::Either),
        (0..3_usize).prop_map(Step::Try),
        (0..9_u64).prop_map(Step::Lock),
    ]
}

fn program() -> impl Strategy<Value = Vec<Vec<Step>>> {
    prop::collection::vec(prop::collection::vec(step(), 0..12), 0..8)
}

fn execute(program: Vec<Vec<Step>>) -> Trace {
    trace(async move {
        let chans: Vec<Chan<u8>> = (0..3).map(|i| Chan::new(i).named(("ch", i))).collect();
        let mu = Mutex::new().named("mu");
        for (i, steps) in program.into_iter().enumerate() {
            let (chans, mu) = (chans.clone(), mu.clone());
            go_named(("g", i), async move {
                for step in steps {
                    match step {
                        Step::Sleep(ms) => pause(ms).await,
                        Step::Send(i) => chans[i].send(0).await,
                        Step::Receive(i) => drop(chans[i].receive().await),
                        Step::Either(i) => {
                            let (mut a, mut b) =
                                (chans[i].receiving(), chans[(i + 1) % 3].sending(1));
                            select(&mut [&mut a, &mut b]).await;
                        }
                        Step::Try(i) => drop(select_default(&mut [&mut chans[i].sending(2)])),
                        Step::Lock(ms) => {
                            mu.lock().await;
                            pause(ms).await;
                            mu.unlock().await;
                        }
                    }
                }
            });
        }
        pause(60).await;
    })
}

proptest! {
    #[test]
    fn reading_in_slices_gives_the_same_lives(program in program(), slice in 1..50_usize) {
        let trace = execute(program);
        let mut analysis = Analysis::new(&trace);
        while !analysis.advance(&trace, slice) {}
        prop_assert_eq!(analysis.finish(&trace), analyse(&trace));
    }

    #[test]
    fn the_state_at_a_moment_is_that_of_the_last_event(program in program(), ns in 0..60_000_000_u64) {
        let trace = execute(program);
        let (report, moment) = (analyse(&trace), Time(ns));
        // Every goroutine's state after the events up to the moment, read off the events one by one.
        let mut states = vec![None; report.spans().unwrap().len()];
        for record in trace.records().take_while(|record| record.at <= moment) {
            use goruntime::trace::Event;
            let of = |id: GoroutineId| id.0 as usize - 1;
            match (record.event, record.by) {
                (Event::GoCreate { child: id, .. } | Event::GoUnblock { goroutine: id, .. }, _) => {
                    states[of(id)] = Some(GoroutineState::Runnable);
                }
                (Event::GoStart { goroutine }, _) => states[of(goroutine)] = Some(GoroutineState::Running(0)),
                (Event::GoBlock { reason, .. }, Some(by)) => states[of(by)] = Some(GoroutineState::waiting(reason)),
                (Event::GoEnd, Some(by)) => states[of(by)] = None,
                _ => {}
            }
        }
        for (span, state) in report.spans().unwrap().iter().zip(states) {
            let segment = report.segment_at(span, moment);
            prop_assert_eq!(segment.map(|segment| segment.state), state, "{:?}", span);
        }
    }

    #[test]
    fn times_add_up(program in program(), from in 0..70_000_000_u64, length in 0..70_000_000_u64) {
        let report = analyse(&execute(program));
        let (from, to) = (Time(from), Time(from + length));
        for span in report.spans().unwrap() {
            let times = report.times_between(span, from, to);
            for activity in Activity::ALL {
                let own = report.segments(span).iter().filter(|s| Activity::of(s.state) == Some(activity));
                let sum: u64 = own.map(|s| s.to.min(to).since(s.from.max(from)).0).sum();
                prop_assert_eq!(times[activity as usize].0, sum, "{:?} of {:?}", activity, span);
            }
        }
    }

    #[test]
    fn blocks_have_an_object_and_links_two_living_ends(program in program()) {
        let report = analyse(&execute(program));
        for span in report.spans().unwrap() {
            for segment in report.segments(span) {
                let has_object = segment.waits != Waits::None;
                prop_assert_eq!(has_object, segment.state.is_blocked(), "{:?}", segment);
                prop_assert!(segment.waits == Waits::None || report.state_words(segment)[2].contains(['←', '→']));
            }
        }
        let lives = |id, at: Time| report.span(id).is_some_and(|span| span.created <= at && at <= span.end);
        let mut before = Time::ZERO;
        for flow in report.flows() {
            prop_assert!(lives(flow.from, flow.from_at) && lives(flow.to, flow.at), "{:?}", flow);
            prop_assert!(flow.from_at <= flow.at && before <= flow.at);
            before = flow.at;
        }
    }

    #[test]
    fn a_buffer_holds_no_more_than_its_capacity_and_a_mutex_has_one_holder(program in program()) {
        let report = analyse(&execute(program));
        for (_, object) in report.objects() {
            let most = if object.is_lock() { 1 } else { object.capacity };
            prop_assert!(object.levels.iter().all(|level| level.amount <= most), "{:?}", object);
            prop_assert!(object.levels.windows(2).all(|pair| pair[0].at < pair[1].at));
            for pair in object.holds.windows(2) {
                prop_assert!(pair[0].to.is_some_and(|to| to <= pair[1].from), "{:?}", pair);
            }
        }
    }
}
