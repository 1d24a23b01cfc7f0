//! Who a goroutine is, what it waits for, and who wakes it: names and objects in the trace.

use super::*;
use crate::go::context::{background, with_cancel};
use crate::go::semaphore::Weighted;
use crate::runtime;
use crate::time::Time;

/// Runs a program and checks the events of its trace, as text, that contain one of the words. A line for each event.
#[track_caller]
fn check(main: impl Future<Output = ()> + 'static, words: &[&str], expected: &str) {
    let trace = run(main);
    let mut said = String::new();
    for record in trace.records() {
        let by = record.by.map_or(0, |by| by.0);
        let line = format!("g{by} {}", record.event);
        if words.iter().any(|word| line.contains(word)) {
            said += &line;
            said.push('\n');
        }
    }
    let expected: String = expected
        .lines()
        .map(|line| line.trim().to_owned() + "\n")
        .collect();
    assert_eq!(said, expected);
}

#[test]
fn goroutines_have_the_names_that_the_program_gives() {
    let main = async {
        go_named("broker", async {});
        for worker in 1..=3 {
            go_named(("worker", worker), async {});
        }
        go(async {});
        go_named(("worker", 7), async {});
        let group = errgroup::Group::new();
        group.go_named(("task", 4), async { Ok(()) }).await;
        let _timer = after_func_named("shutdown", Duration::millis(1), || async {});
        millis(2).await;
    };
    check(
        main,
        &["create"],
        "g0 create g1 main
        g1 create g2 broker
        g1 create g3 worker 1
        g1 create g4 worker 2
        g1 create g5 worker 3
        g1 create g6
        g1 create g7 worker 7
        g1 create g8 task 4
        g0 create g9 shutdown",
    );
}

#[test]
fn channels_beside_each_other_are_one_object() {
    let main = async {
        let queue: Chan<u8> = Chan::new(0).named("queue");
        let turns = [queue.beside(1), queue.beside(1)];
        for turn in turns.clone() {
            go(async move {
                assert_eq!(turn.receive().await, Some(7));
            });
        }
        millis(1).await;
        assert!(turns.iter().all(Chan::is_empty));
        for turn in turns {
            turn.send(7).await;
        }
        millis(1).await;
    };
    check(
        main,
        &["is a", "block [chan"],
        "g1 #1 is a chan queue
        g3 block [chan receive] on #1
        g2 block [chan receive] on #1",
    );
}

#[test]
fn a_name_costs_no_byte_for_each_goroutine() {
    let size = |is_named: bool| {
        let trace = run(async move {
            for i in 0..1_000 {
                if is_named {
                    go_named(("worker", i), async {});
                } else {
                    go(async {});
                }
            }
        });
        trace.size()
    };
    let more = size(true) - size(false);
    assert!(more <= 10, "{more} bytes more for a thousand names");
}

#[test]
fn a_block_names_its_object_and_a_wake_its_waker() {
    let main = async {
        let jobs = Chan::new(0).named("jobs");
        let wg = WaitGroup::new().named("wg");
        wg.add(1);
        let (from, done) = (jobs.clone(), wg.clone());
        go_named("worker", async move {
            while from.receive().await.is_some() {}
            done.done();
        });
        millis(1).await;
        jobs.send(1).await;
        jobs.close();
        wg.wait().await;
    };
    check(
        main,
        &["#", "unblock"],
        "g1 #1 is a chan jobs
        g1 #2 is a wait group wg
        g2 block [chan receive] on #1
        g0 unblock g1
        g1 unblock g2
        g1 close #1
        g1 block [sync.WaitGroup.Wait] on #2
        g2 unblock g1",
    );
}

#[test]
fn the_buffer_of_a_named_channel_has_a_level() {
    let main = async {
        let ch = Chan::new(2).named(("outbound", 3));
        let from = ch.clone();
        go(async move {
            millis(1).await;
            while from.receive().await.is_some() {}
        });
        for value in 0..3 {
            ch.send(value).await;
        }
        let full = Chan::new(1).named("full");
        full.send(7).await;
        assert_eq!(select_default(&mut [&mut full.sending(8)]), None);
        // Without a name nothing is recorded.
        Chan::new(1).send(0).await;
    };
    check(
        main,
        &["#"],
        "g1 #1 is a chan outbound 3 of 2
        g1 send to #1: 1 in the buffer
        g1 send to #1: 2 in the buffer
        g1 block [chan send] on #1
        g2 receive from #1: 2 in the buffer
        g2 receive from #1: 1 in the buffer
        g2 receive from #1: 0 in the buffer
        g2 block [chan receive] on #1
        g1 #2 is a chan full of 1
        g1 send to #2: 1 in the buffer
        g1 no room in #2",
    );
}

#[test]
fn a_select_names_its_cases_and_the_one_that_was_chosen() {
    let main = async {
        let (ctx, cancel) = with_cancel(&background());
        let ctx = ctx.named("ctx");
        let jobs: Chan<u8> = Chan::new(0).named("jobs");
        let out = jobs.clone();
        go(async move {
            let (mut done, mut sent) = (ctx.done().receiving(), out.sending(1));
            let mut never = Chan::<u8>::nil().receiving();
            assert_eq!(select(&mut [&mut never, &mut done, &mut sent]).await, 2);
            assert_eq!(ctx.done().receive().await, None);
        });
        millis(1).await;
        jobs.receive().await;
        millis(1).await;
        cancel.call();
        millis(1).await;
    };
    check(
        main,
        &["#", "case", "g1 unblock"],
        "g1 #1 is a context ctx
        g1 #2 is a chan jobs
        g2 case: receive from a nil channel
        g2 case: receive from #1
        g2 case: send to #2
        g1 unblock g2 by case 2
        g2 block [chan receive] on #1
        g1 close #1
        g1 unblock g2",
    );
}

#[test]
fn a_lock_says_who_holds_it() {
    let main = async {
        let mu = Mutex::new().named("mu");
        let rw = RwMutex::new();
        let sem = Weighted::new(3).named("sem");
        let other = (mu.clone(), rw.clone(), sem.clone());
        mu.lock().await;
        rw.r_lock().await;
        assert!(sem.try_acquire(2));
        go(async move {
            let (mu, rw, sem) = other;
            mu.lock().await;
            mu.unlock().await;
            rw.lock().await;
            rw.unlock().await;
            assert_eq!(sem.acquire(&background(), 3).await, Ok(()));
            sem.release(3);
        });
        millis(1).await;
        mu.unlock().await;
        millis(1).await;
        rw.r_unlock();
        millis(1).await;
        sem.release(2);
        millis(1).await;
    };
    check(
        main,
        &["#", "case"],
        "g1 #1 is a mutex mu
        g1 #2 is a semaphore sem of 3
        g1 lock #1: 1 held
        g1 #3 is a rwmutex
        g1 lock #3: 1 held
        g1 lock #2: 2 held
        g2 block [sync.Mutex.Lock] on #1
        g1 unlock #1: 0 held
        g2 lock #1: 1 held
        g2 unlock #1: 0 held
        g2 block [sync.RWMutex.Lock] on #3
        g1 unlock #3: 0 held
        g2 lock #3: 1 held
        g2 unlock #3: 0 held
        g2 case: receive from a nil channel
        g2 case: receive from #2
        g1 unlock #2: 0 held
        g1 unblock g2 by case 1
        g2 lock #2: 3 held
        g2 unlock #2: 0 held",
    );
}

#[test]
fn a_race_names_both_accesses() {
    let trace = run(async {
        let shared = Shared::new("counter", 0);
        let other = shared.clone();
        go(async move {
            millis(1).await;
            runtime::mark(7);
            other.set(1);
        });
        millis(3).await;
        shared.set(2);
    });
    let race = trace.records().find_map(|record| match record.event {
        Event::Race {
            earlier,
            earlier_at,
            ..
        } => Some((record.at, record.by, earlier, earlier_at)),
        _ => None,
    });
    let (main, other) = (GoroutineId::MAIN, GoroutineId(2));
    let expected = (Time(3_000_000), Some(main), other, Time(1_000_000));
    assert_eq!(race, Some(expected));
}

#[test]
fn naming_after_the_run_is_over_does_nothing() {
    let trace = run(async {
        let late = Chan::<u8>::new(0);
        let _last = defer(move || drop(late.named("late")));
        go_named("asleep", async {
            Chan::<u8>::nil().receive().await;
        });
        runtime::fatal(Outcome::Exited, "over");
        millis(1).await;
    });
    assert!(
        !trace
            .records()
            .any(|r| matches!(r.event, Event::Object { .. }))
    );
}
