//! Who is who: the lives of goroutines, their flows and their objects, of programs that run on the real runtime.

use crate::*;
use goruntime::go::{
    Chan, Mutex, WaitGroup, after, defer, go_named, select, select_default, sleep,
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
