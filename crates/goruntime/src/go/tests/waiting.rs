//! Timers, `select`, contexts and panics, as in real Go.

use super::*;
use crate::go::context::{self, CANCELED, DEADLINE_EXCEEDED, with_cancel, with_timeout};
use crate::time::Time;

/// Runs a program that notes words, and checks the notes with their moments in milliseconds, and how the run ended.
#[track_caller]
fn check<F: Future<Output = ()> + 'static>(
    main: impl FnOnce(Notes) -> F,
    expected: &[&str],
    end: &str,
) {
    let notes = Notes::default();
    let trace = run(main(notes.clone()));
    assert_eq!(*notes.0.borrow(), expected);
    let exit = trace.exit();
    let said = exit.message.lines().next().unwrap_or(exit.outcome.name());
    let at = exit.at.0 / 1_000_000;
    assert_eq!(format!("{at} {said}"), end);
}

#[derive(Clone, Default)]
struct Notes(Rc<RefCell<Vec<String>>>);

impl Notes {
    fn add(&self, text: impl std::fmt::Display) {
        let at = now().0 / 1_000_000;
        self.0.borrow_mut().push(format!("{at} {text}"));
    }
}

fn ms(n: u64) -> Duration {
    Duration::millis(n)
}

#[test]
fn a_select_waits_for_the_first_case_and_leaves_the_rest() {
    check(
        |notes| async move {
            let (a, b) = (Chan::new(0), Chan::new(0));
            for (ch, wait) in [(a.clone(), 5), (b.clone(), 3)] {
                go(async move {
                    sleep(ms(wait)).await;
                    ch.send(wait).await;
                });
            }
            for _ in 0..2 {
                let (mut from_a, mut from_b) = (a.receiving(), b.receiving());
                match select(&mut [&mut from_a, &mut from_b]).await {
                    0 => notes.add(format!("a {:?}", from_a.take())),
                    _ => notes.add(format!("b {:?}", from_b.take())),
                }
            }
        },
        &["3 b Some(3)", "5 a Some(5)"],
        "5 finished",
    );
}

#[test]
fn a_select_sends_or_receives_and_keeps_an_unsent_value() {
    check(
        |notes| async move {
            let (out, quit) = (Chan::new(1), Chan::<()>::new(0));
            let (mut send, mut stop) = (out.sending(1), quit.receiving());
            notes.add(select(&mut [&mut send, &mut stop]).await);
            let (mut send, mut stop) = (out.sending(2), quit.receiving());
            notes.add(format!("{:?}", select_default(&mut [&mut send, &mut stop])));
            let closing = quit.clone();
            go(async move {
                sleep(ms(1)).await;
                closing.close();
            });
            notes.add(select(&mut [&mut send, &mut stop]).await);
            notes.add(format!("{:?} {:?}", send.take(), stop.take()));
            notes.add(format!("{:?} {}", out.receive().await, out.len()));
        },
        &["0 0", "0 None", "1 1", "1 Some(2) None", "1 Some(1) 0"],
        "1 finished",
    );
}

#[test]
fn of_several_ready_cases_each_comes_in_its_turn() {
    let chosen = Noted::default();
    let list = Rc::clone(&chosen);
    run(async move {
        let (a, b, c) = (Chan::new(90), Chan::new(90), Chan::<()>::nil());
        for _ in 0..90 {
            a.send(0).await;
            b.send(1).await;
        }
        for _ in 0..60 {
            let (mut a, mut b, mut c) = (a.receiving(), b.receiving(), c.receiving());
            let case = select(&mut [&mut a, &mut c, &mut b]).await;
            list.borrow_mut().push(case);
        }
    });
    let chosen = chosen.take();
    let first = chosen.iter().filter(|case| **case == 0).count();
    assert!(chosen.iter().all(|case| *case != 1), "nil is never ready");
    assert!((15..=45).contains(&first), "{first} of 60");
}

#[test]
fn nil_channels_and_empty_selects_wait_for_ever() {
    let ends = "0 fatal error: all goroutines are asleep - deadlock!";
    check(|_| async { _ = select(&mut []).await }, &[], ends);
    check(
        |_| async { _ = Chan::<()>::nil().receive().await },
        &[],
        ends,
    );
    check(|_| async { Chan::nil().send(1).await }, &[], ends);
    let dump = |main: fn() -> futures::future::LocalBoxFuture<'static, ()>| {
        let message = run(main()).exit().message.clone();
        message.lines().nth(2).map(String::from)
    };
    let nil = dump(|| Box::pin(async { _ = Chan::<()>::nil().receive().await }));
    assert_eq!(
        nil.as_deref(),
        Some("goroutine 1 [chan receive (nil chan)]:")
    );
    let select = dump(|| Box::pin(async { _ = select(&mut []).await }));
    assert_eq!(select.as_deref(), Some("goroutine 1 [select (no cases)]:"));
}

#[test]
fn timers_fire_stop_and_start_again() {
    check(
        |notes| async move {
            let timer = Timer::new(ms(10));
            notes.add(format!("{:?}", timer.channel().receive().await));
            notes.add(timer.stop());
            notes.add(timer.reset(ms(5)));
            notes.add(timer.reset(ms(7)));
            timer.channel().receive().await;
            notes.add("again");
            timer.reset(ms(2));
            sleep(ms(3)).await;
            // It is due, but its tick has not been received.
            notes.add(timer.stop());
            let words = notes.clone();
            let timer = after_func(ms(4), move || {
                let words = words.clone();
                async move { words.add("called") }
            });
            sleep(ms(5)).await;
            notes.add(timer.stop());
        },
        &[
            "10 Some(Time(10000000))",
            "10 false",
            "10 false",
            "10 true",
            "17 again",
            "20 true",
            "24 called",
            "25 false",
        ],
        "25 finished",
    );
}

#[test]
fn a_late_receiver_gets_the_stale_tick_and_then_the_next_on_time() {
    check(
        |notes| async move {
            let ticker = Ticker::new(ms(10));
            for wait in [0, 25, 0] {
                sleep(ms(wait)).await;
                notes.add(format!("{:?}", ticker.channel().receive().await));
            }
            ticker.stop();
            ticker.channel().receive().await;
        },
        &[
            "10 Some(Time(10000000))",
            "35 Some(Time(20000000))",
            "40 Some(Time(40000000))",
        ],
        "40 fatal error: all goroutines are asleep - deadlock!",
    );
}

#[test]
fn contexts_end_with_their_parents_and_at_their_deadlines() {
    check(
        |notes| async move {
            let (parent, cancel) = with_cancel(&context::background());
            let (child, _cancel_child) = with_timeout(&parent, ms(10));
            let (shorter, _) = with_timeout(&child, ms(4));
            let words = notes.clone();
            let stop = context::after_done(&shorter, move || async move { words.add("after") });
            notes.add(format!("{:?}", child.deadline() == Some(Time(10_000_000))));
            shorter.done().receive().await;
            notes.add(format!("{:?}", shorter.err()));
            sleep(ms(1)).await;
            notes.add(stop());
            cancel.with_cause(&Error::new("enough"));
            child.done().receive().await;
            notes.add(format!(
                "{:?} {:?}",
                child.err(),
                child.cause().unwrap().to_string()
            ));
            assert_eq!(child.err(), Some(CANCELED));
            assert_eq!(shorter.err(), Some(DEADLINE_EXCEEDED));
            let (late, _) = with_timeout(&parent, ms(1));
            notes.add(format!("{:?}", late.err() == Some(CANCELED)));
        },
        &[
            "0 true",
            "4 after",
            "4 Some(Error(\"context deadline exceeded\"))",
            "5 false",
            "5 Some(Error(\"context canceled\")) \"enough\"",
            "5 true",
        ],
        "5 finished",
    );
}

#[test]
fn a_panic_runs_deferred_calls_and_may_be_recovered() {
    check(
        |notes| async move {
            let words = notes.clone();
            let result = recovered(async move {
                let _first = defer(|| words.add("deferred first"));
                let _second = defer(|| words.add("deferred second"));
                panic("no");
                unwind().await;
                words.add("not here");
            })
            .await;
            notes.add(format!("{result:?}"));
            notes.add(format!("{:?}", recovered(async { 7 }).await));
            let words = notes.clone();
            go(async move {
                let _deferred = defer(|| words.add("last"));
                Chan::<()>::nil().close();
                unwind().await;
            });
            sleep(ms(1)).await;
            notes.add("not here");
        },
        &[
            "0 deferred second",
            "0 deferred first",
            "0 Err(\"no\")",
            "0 Ok(7)",
            "0 last",
        ],
        "0 panic: close of nil channel",
    );
}

#[test]
fn a_select_that_sends_on_a_closed_channel_panics() {
    let ends = "0 panic: send on closed channel";
    check(
        |_| async {
            let ch = Chan::new(0);
            ch.close();
            select_default(&mut [&mut ch.sending(1)]);
            unwind().await;
        },
        &[],
        ends,
    );
    check(
        |_| async {
            let (ch, other) = (Chan::new(0), Chan::<()>::new(0));
            let closing = ch.clone();
            go(async move { closing.close() });
            select(&mut [&mut ch.sending(1), &mut other.receiving()]).await;
        },
        &[],
        ends,
    );
}

/// Each leaves the queue of the parent's channel at a moment of its own, and its context leaves the parent's children. With a
/// search at each this would take minutes.
#[test]
fn many_leave_a_context_in_any_order() {
    const MANY: u64 = 40_000;
    check(
        |notes| async move {
            let (parent, cancel) = with_cancel(&context::background());
            let left = Rc::new(std::cell::Cell::new(0_u64));
            for i in 0..MANY {
                let (parent, left) = (parent.clone(), Rc::clone(&left));
                go(async move {
                    let (_, leave) = with_cancel(&parent);
                    if parent.outlasts(ms(1 + i * 7919 % 1000), true).await {
                        left.set(left.get() + 1);
                    }
                    leave.call();
                });
            }
            sleep(ms(500)).await;
            notes.add(left.get());
            cancel.call();
            sleep(ms(1)).await;
            notes.add(left.get());
        },
        &["500 19960", "501 20000"],
        "501 finished",
    );
}
