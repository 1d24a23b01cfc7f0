//! The runtime's promises, one a test; [`laws`] checks random programs.

mod laws;
mod queues;

use super::*;
use crate::time::{Duration, Time};
use crate::trace::{BlockReason, Event, Outcome, Resource, TaskOutcome, Trace};
use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::task::Poll;

type Queue = Rc<RefCell<WaitQueue>>;
type Noted = Rc<RefCell<Vec<usize>>>;

async fn pause(length: u64) {
    let mut parked = false;
    poll_fn(|_| {
        if std::mem::replace(&mut parked, true) {
            return Poll::Ready(());
        }
        sleep(Duration(length));
        Poll::Pending
    })
    .await;
}

async fn wait(queue: &Queue) {
    let mut parked = false;
    poll_fn(|_| {
        if std::mem::replace(&mut parked, true) {
            return Poll::Ready(());
        }
        let ticket = park(BlockReason::ChanReceive);
        queue.borrow_mut().push(ticket);
        Poll::Pending
    })
    .await;
}

fn run(main: impl Future<Output = ()> + 'static) -> Trace {
    Run::new(Budget::default(), 0, main).finish()
}

/// Runs a program that notes numbers, and returns them in order.
fn noted<F: Future<Output = ()> + 'static>(main: impl FnOnce(Noted) -> F) -> Vec<usize> {
    let noted = Noted::default();
    let trace = run(main(Rc::clone(&noted)));
    assert_eq!(trace.exit().outcome, Outcome::Finished);
    noted.take()
}

fn text(trace: &Trace) -> Vec<String> {
    trace.records().map(|record| record.to_string()).collect()
}

/// Five goroutines park on one queue one after the other, are woken at once by `wake`, and note the order in which they
/// run.
fn woken_by(wake: fn(&mut WaitQueue)) -> Vec<usize> {
    noted(move |noted| async move {
        let queue = Queue::default();
        for i in 0..5 {
            let (queue, noted) = (Rc::clone(&queue), Rc::clone(&noted));
            spawn(async move {
                pause(1 + i as u64).await;
                wait(&queue).await;
                noted.borrow_mut().push(i);
            });
        }
        pause(10).await;
        wake(&mut queue.borrow_mut());
        pause(1).await;
    })
}

#[test]
fn the_last_spawned_runs_first_then_the_rest_in_order() {
    for n in 1..9 {
        let order = noted(|noted| async move {
            for i in 0..n {
                let noted = Rc::clone(&noted);
                spawn(async move { noted.borrow_mut().push(i) });
            }
            pause(1).await;
        });
        let expected: Vec<usize> = std::iter::once(n - 1).chain(0..n - 1).collect();
        assert_eq!(order, expected);
    }
}

#[test]
fn of_several_woken_one_by_one_the_last_runs_first() {
    let each = |queue: &mut WaitQueue| while queue.wake_first().is_some() {};
    assert_eq!(woken_by(each), [4, 0, 1, 2, 3]);
    assert_eq!(woken_by(WaitQueue::wake_all), [4, 0, 1, 2, 3]);
}

#[test]
fn of_several_woken_by_a_close_the_first_runs_first() {
    let close = |queue: &mut WaitQueue| queue.close();
    assert_eq!(woken_by(close), [0, 4, 3, 2, 1]);
}

#[test]
fn equal_sleepers_wake_in_the_order_in_which_they_fell_asleep() {
    let order = noted(|noted| async move {
        for i in 0..100 {
            let noted = Rc::clone(&noted);
            spawn(async move {
                // Two durations that end at one moment; the goroutines go to sleep in the order of `i`, after the first.
                pause(1 + i as u64 % 2).await;
                pause(2 - i as u64 % 2).await;
                noted.borrow_mut().push(i);
            });
        }
        pause(10).await;
    });
    let even = (0..100).filter(|i| i % 2 == 0);
    // The last goroutine spawned went to sleep first.
    let odd = std::iter::once(99).chain((0..99).filter(|i| i % 2 == 1));
    assert_eq!(order, even.chain(odd).collect::<Vec<_>>());
}

#[test]
fn a_ticket_wakes_once_and_not_after_its_goroutine_has_gone_on() {
    let trace = run(async {
        let queue = Queue::default();
        let waiting = Rc::clone(&queue);
        spawn(async move {
            wait(&waiting).await;
            pause(5).await;
        });
        pause(1).await;
        let ticket = queue.borrow_mut().wake_first().expect("a waiter").0;
        assert!(!ready(ticket, Woken::default()), "it is runnable already");
        pause(1).await;
        assert!(
            !ready(ticket, Woken::default()),
            "it sleeps, which is another parking"
        );
        pause(9).await;
        assert!(!ready(ticket, Woken::default()), "it has ended");
    });
    assert_eq!(trace.exit().at, Time(11));
}

/// Notes its number when it is dropped, and then does what a deferred call may do.
struct Bomb(usize, Noted);

impl Drop for Bomb {
    fn drop(&mut self) {
        self.1.borrow_mut().push(self.0);
        log(String::from("dropped"));
        task_end(0, TaskOutcome::Cancelled);
        release(Resource::Memory, 1);
        assert!(spawn(async {}).is_none());
    }
}

#[test]
fn unfinished_goroutines_are_dropped_in_the_order_of_ids_and_record_nothing() {
    let dropped = Noted::default();
    let bombs = Rc::clone(&dropped);
    let trace = run(async move {
        for i in 0..3 {
            // Goroutines that have ended leave their slots to later ones, so that slots are not in the order of ids.
            spawn(async {});
            let bomb = Bomb(i, Rc::clone(&bombs));
            spawn(async move {
                let _bomb = bomb;
                pause(1_000).await;
            });
            pause(1).await;
        }
    });
    assert_eq!(*dropped.borrow(), [0, 1, 2]);
    assert_eq!(
        text(&trace).last().map(String::as_str),
        Some("         3ns  g1     end")
    );
}

#[test]
fn spawning_after_the_end_drops_the_body() {
    let dropped = Noted::default();
    let bombs = Rc::clone(&dropped);
    let trace = run(async move {
        fatal(Outcome::Panic, "panic: no");
        for i in 0..2 {
            let bomb = Bomb(i, Rc::clone(&bombs));
            assert!(spawn(async move { drop(bomb) }).is_none());
        }
        pause(1).await;
    });
    assert_eq!(*dropped.borrow(), [0, 1]);
    assert_eq!(trace.goroutines(), 1);
    assert_eq!(trace.exit().outcome, Outcome::Panic);
}

#[test]
fn nobody_runs_after_the_end() {
    let order = Noted::default();
    let noted = Rc::clone(&order);
    let trace = run(async move {
        let late = Rc::clone(&noted);
        spawn(async move {
            pause(5).await;
            late.borrow_mut().push(1);
        });
        spawn(async move {
            pause(5).await;
            fatal(Outcome::Panic, "panic: first");
            fatal(Outcome::Panic, "panic: second");
            noted.borrow_mut().push(0);
            pause(5).await;
            noted.borrow_mut().push(2);
        });
        pause(9).await;
    });
    assert_eq!(*order.borrow(), [0], "both were woken at 5 ns");
    assert_eq!(trace.exit().message, "panic: first");
    assert_eq!(trace.exit().at, Time(5));
}

#[test]
fn main_returned_early_if_a_goroutine_still_works() {
    let run = |tasks, lives: bool| {
        let budget = Budget {
            tasks,
            ..Budget::default()
        };
        let main = async move {
            task_start(0);
            task_end(0, TaskOutcome::Ok);
            if lives {
                spawn(async { pause(1).await });
            }
        };
        Run::new(budget, 0, main).finish().exit().clone()
    };
    assert_eq!(run(1, true).outcome, Outcome::Finished);
    assert_eq!(run(3, false).outcome, Outcome::Finished);
    assert_eq!(run(3, true).outcome, Outcome::MainReturnedEarly);
    assert_eq!(
        run(3, true).message,
        "main returned while 2 of 3 tasks had not finished"
    );
}

#[test]
fn the_step_budget_ends_a_run_that_would_not() {
    let budget = Budget {
        steps: 1_000,
        ..Budget::default()
    };
    let forever = async {
        loop {
            pause(1).await;
        }
    };
    let trace = Run::new(budget, 0, forever).finish();
    assert_eq!(trace.exit().outcome, Outcome::BudgetExceeded);
    let starts = trace
        .records()
        .filter(|r| matches!(r.event, Event::GoStart { .. }))
        .count();
    assert_eq!(starts, 1_000);
}

/// Checks the message of a program that goes on until one of the budgets is spent.
#[track_caller]
fn check_spent(budget: Budget, expected: &str) {
    let forever = async {
        loop {
            pause(1).await;
            log(String::from("on"));
        }
    };
    let trace = Run::new(budget, 0, forever).finish();
    assert_eq!(trace.exit().outcome, Outcome::BudgetExceeded);
    assert_eq!(trace.exit().message, expected);
    let moments = trace.records().map(|record| record.at.0).max();
    assert_eq!(moments, Some(trace.exit().at.0));
    assert!(trace.exit().at.0 <= u64::from(budget.instants) + 1);
    // One goroutine's step is small.
    assert!(trace.size() <= budget.trace + 100, "{}", trace.size());
}

#[test]
fn every_budget_ends_a_run_that_would_not() {
    let small = |steps, trace, instants| Budget {
        steps,
        trace,
        instants,
        ..Budget::default()
    };
    check_spent(
        small(100, 1 << 20, 1_000),
        "stopped after 100 scheduling steps, the most that the Lab allows a run",
    );
    check_spent(
        small(1_000_000, 5_000, 1_000_000),
        "stopped after 5000 bytes of trace, the most that the Lab allows a run",
    );
    check_spent(
        small(1_000_000, 1 << 20, 300),
        "stopped after 300 instants with an event, the most that the Lab allows a run",
    );
}

#[test]
fn the_memory_budget_counts_goroutines_and_their_memory() {
    let limit = 10_000;
    let budget = Budget {
        memory: Some(limit),
        ..Budget::default()
    };
    let hold = |bytes| async move {
        spawn(async move {
            acquire(Resource::Memory, bytes);
            pause(5).await;
            release(Resource::Memory, bytes);
        });
        pause(7).await;
        // The memory was released, so it can be taken again.
        acquire(Resource::Memory, bytes);
    };
    let fits = limit - crate::trace::GOROUTINE_BYTES;
    assert_eq!(
        Run::new(budget, 0, hold(fits)).finish().exit().outcome,
        Outcome::Finished
    );
    let killed = Run::new(budget, 0, hold(fits + 1)).finish();
    assert_eq!(killed.exit().outcome, Outcome::OutOfMemory);
    assert_eq!(killed.exit().at, Time::ZERO);
    let message = "signal: killed (out of memory: 10001 bytes in use, the limit is 10000)";
    assert_eq!(killed.exit().message, message);
}

#[test]
fn a_deadlock_names_goroutines_and_wait_reasons() {
    let trace = run(async {
        let queue = Queue::default();
        for _ in 0..22 {
            let queue = Rc::clone(&queue);
            spawn(async move { wait(&queue).await });
        }
        pause(3).await;
        wait(&queue).await;
    });
    assert_eq!(trace.exit().outcome, Outcome::Deadlock);
    assert_eq!(trace.exit().at, Time(3));
    let lines: Vec<&str> = trace.exit().message.lines().collect();
    assert_eq!(
        lines[0],
        "fatal error: all goroutines are asleep - deadlock!"
    );
    assert_eq!(lines[2], "goroutine 1 [chan receive]:");
    assert_eq!(lines[21], "goroutine 20 [chan receive]:");
    assert_eq!(lines[22..], ["... and 3 more"]);
}

#[test]
fn a_run_can_be_watched_and_stopped() {
    let main = async {
        pause(5).await;
        pause(5).await;
    };
    let mut run = Run::new(Budget::default(), 0, main);
    assert_eq!(run.advance(0, None), Progress::Paused);
    assert_eq!(run.advance(1, None), Progress::Waiting(Time(5)));
    assert_eq!(run.advance(9, Some(Time(4))), Progress::Waiting(Time(5)));
    assert_eq!(run.advance(9, Some(Time(5))), Progress::Waiting(Time(10)));
    let trace = run.into_trace();
    assert_eq!(trace.exit().outcome, Outcome::Cancelled);
    assert_eq!(trace.exit().at, Time(5));
}

/// Of one goroutine, and of two that preempt each other.
#[test]
fn a_long_computation_is_many_steps() {
    for others in 0..2 {
        let hour = Duration::secs(3_600);
        let main = async move {
            for _ in 0..others {
                crate::go::go(crate::go::compute(hour));
            }
            crate::go::compute(hour).await;
        };
        let mut run = Run::new(Budget::default(), 0, main);
        assert!(matches!(run.advance(100, None), Progress::Waiting(_)));
        let trace = run.into_trace();
        assert_eq!(trace.exit().outcome, Outcome::Cancelled);
        // A hundred slices of 10 ms at most.
        assert!(trace.exit().at.0 <= 1_000_000_000, "{:?}", trace.exit());
    }
}

#[test]
fn a_run_inside_a_run_and_a_dropped_one_leave_the_outer_one_current() {
    let trace = run(async {
        pause(7).await;
        let dropped = Noted::default();
        let bomb = Bomb(0, Rc::clone(&dropped));
        let mut inner = Run::new(Budget::default(), 0, async move {
            let _bomb = bomb;
            pause(1_000).await;
        });
        assert_eq!(inner.advance(1, None), Progress::Waiting(Time(1_000)));
        assert_eq!(now(), Time(7));
        drop(inner);
        assert_eq!(*dropped.borrow(), [0]);
        assert_eq!(run(pause(3)).exit().at, Time(3));
        assert_eq!(now(), Time(7));
    });
    assert_eq!(trace.exit().at, Time(7));
    assert!(
        catch_unwind(now).is_err(),
        "no run is current outside of runs"
    );
}

#[test]
fn a_panic_in_a_goroutine_leaves_no_run_current() {
    let mut broken = Run::new(Budget::default(), 0, async { panic!("on purpose") });
    let advanced = catch_unwind(AssertUnwindSafe(|| broken.advance(1, None)));
    assert!(advanced.is_err());
    assert!(catch_unwind(now).is_err());
    drop(broken);
    assert_eq!(run(pause(3)).exit().at, Time(3));
}
