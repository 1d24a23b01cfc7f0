//! Laws that hold for every program.

use super::{Queue, pause, text, wait};
use crate::runtime::{Budget, Progress, Run, log, random_below, spawn};
use crate::time::Time;
use crate::trace::{Event, GoroutineId, Outcome, Trace};
use proptest::prelude::*;
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;

/// A step of a random program.
#[derive(Clone, Debug)]
enum Step {
    Pause(u64),
    Spawn(Vec<Step>),
    Wait(usize),
    WakeOne(usize),
    WakeAll(usize),
    Close(usize),
    Draw,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        // Moments that are often equal and sometimes far apart.
        (0u64..4).prop_map(Step::Pause),
        (0u64..100_000).prop_map(Step::Pause),
        (0usize..2).prop_map(Step::Wait),
        (0usize..2).prop_map(Step::WakeOne),
        (0usize..2).prop_map(Step::WakeAll),
        (0usize..2).prop_map(Step::Close),
        Just(Step::Draw),
    ];
    let leaf = prop::collection::vec(step.clone(), 0..6);
    leaf.prop_recursive(3, 60, 6, move |inner| {
        let step = prop_oneof![2 => step.clone(), 3 => inner.prop_map(Step::Spawn)];
        prop::collection::vec(step, 0..8)
    })
}

fn program(steps: Vec<Step>, queues: [Queue; 2]) -> Pin<Box<dyn Future<Output = ()>>> {
    Box::pin(async move {
        for step in steps {
            match step {
                Step::Pause(length) => pause(length).await,
                Step::Spawn(steps) => drop(spawn(program(steps, queues.clone()))),
                Step::Wait(i) => wait(&queues[i]).await,
                Step::WakeOne(i) => drop(queues[i].borrow_mut().wake_first()),
                Step::WakeAll(i) => queues[i].borrow_mut().wake_all(),
                Step::Close(i) => queues[i].borrow_mut().close(),
                Step::Draw => log(random_below(1_000).to_string()),
            }
        }
    })
}

fn random_run(steps: &[Step]) -> Run {
    Run::new(
        Budget::default(),
        7,
        program(steps.to_vec(), <[Queue; 2]>::default()),
    )
}

/// The state of a goroutine.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Runnable,
    Running,
    Blocked,
    Ended,
}

/// Checks that a trace keeps to the life cycle of goroutines, to one processor and to monotone time.
fn check_legal(trace: &Trace) {
    let mut states = vec![None; 1 + trace.goroutines() as usize];
    let (mut now, mut running) = (Time::ZERO, None);
    for record in trace.records() {
        assert!(record.at >= now, "time goes back: {record}");
        now = record.at;
        assert_eq!(record.by, running, "{record}");
        let mut step = |of: GoroutineId, from, to| {
            let state = &mut states[of.0 as usize];
            assert_eq!(*state, from, "{record}");
            *state = Some(to);
        };
        match (record.event, record.by) {
            (Event::GoCreate { child, .. }, _) => step(child, None, State::Runnable),
            (Event::GoStart { goroutine }, _) => {
                assert_eq!(running.replace(goroutine), None, "{record}");
                step(goroutine, Some(State::Runnable), State::Running);
            }
            (Event::GoUnblock { goroutine, .. }, _) => {
                step(goroutine, Some(State::Blocked), State::Runnable);
            }
            (Event::GoBlock { .. }, Some(by)) => {
                step(by, Some(State::Running), State::Blocked);
                assert_eq!(running.take(), Some(by), "{record}");
            }
            (Event::GoStop { goroutine }, Some(by)) => {
                assert_eq!(goroutine, by, "{record}");
                step(by, Some(State::Running), State::Runnable);
                assert_eq!(running.take(), Some(by), "{record}");
            }
            (Event::GoEnd, Some(by)) => {
                step(by, Some(State::Running), State::Ended);
                assert_eq!(running.take(), Some(by), "{record}");
            }
            _ => {}
        }
    }
    assert!(trace.exit().at >= now);
}

proptest! {
    #[test]
    fn every_trace_is_a_legal_history(steps in steps()) {
        let trace = random_run(&steps).finish();
        check_legal(&trace);
        prop_assert!(matches!(trace.exit().outcome, Outcome::Finished | Outcome::Deadlock));
    }

    #[test]
    fn slices_give_the_same_trace(steps in steps(), slices in prop::collection::vec((0u64..5, 0u64..200), 0..40)) {
        let expected = random_run(&steps).finish();
        let mut run = random_run(&steps);
        let ended = Cell::new(false);
        for (count, until) in slices {
            let progress = run.advance(count, Some(Time(until)));
            prop_assert!(!ended.get() || progress == Progress::Ended);
            ended.set(progress == Progress::Ended);
        }
        let sliced = run.finish();
        prop_assert_eq!(text(&sliced), text(&expected));
        prop_assert_eq!(sliced.hash(), expected.hash());
    }
}
