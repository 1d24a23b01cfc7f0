//! The primitives in combination. The expected orders are real Go's (1.27, `GOMAXPROCS=1`, `-tags=faketime`).

mod golden;
mod locks;
mod naming;
mod sharing;
mod waiting;

use super::*;
use crate::runtime::{Budget, Run};
use crate::time::Duration;
use crate::trace::{Event, GoroutineId, Outcome, Trace};
use proptest::prelude::*;
use std::cell::RefCell;
use std::rc::Rc;

type Noted = Rc<RefCell<Vec<usize>>>;

fn millis(n: usize) -> Sleep {
    sleep(Duration::millis(n as u64))
}

pub(super) fn micros(n: usize) -> Sleep {
    sleep(Duration::micros(n as u64))
}

pub(super) fn run(main: impl Future<Output = ()> + 'static) -> Trace {
    Run::new(Budget::default(), 0, main).finish()
}

#[track_caller]
fn check_panics(main: impl Future<Output = ()> + 'static, message: &str) {
    let trace = run(main);
    assert_eq!(trace.exit().outcome, Outcome::Panic);
    assert_eq!(trace.exit().message, message);
}

/// Runs a program and checks how it ends, and its message.
#[track_caller]
pub(super) fn check_dies(
    main: impl Future<Output = ()> + 'static,
    outcome: Outcome,
    message: &str,
) {
    let trace = run(main);
    let exit = trace.exit();
    assert_eq!((exit.outcome, exit.message.as_str()), (outcome, message));
}

/// Goroutine `g` of a test logs a step.
pub(super) fn say(g: usize, what: &str) {
    println(format!("{g} {what}"));
}

/// Checks the log of a run, a line for each instant: `450µs: 0 unlocked, 0 has`.
#[track_caller]
pub(super) fn check_said(main: impl Future<Output = ()> + 'static, expected: &str) {
    let trace = run(main);
    let exit = trace.exit();
    assert_eq!(exit.outcome, Outcome::Finished, "{}", exit.message);
    let (mut said, mut instant) = (String::new(), None);
    for record in trace.records() {
        if let Event::Log { line } = record.event {
            let is_new = instant.replace(record.at) != Some(record.at);
            if is_new {
                said += &["\n", &record.at.to_string(), ": ", line].concat();
            } else {
                said += &[", ", line].concat();
            }
        }
    }
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    assert_eq!(said.trim(), expected.join("\n"));
}

/// Five goroutines queue on a channel one after the other, each by `each`; main then acts on the channel. Returns the order
/// in which they go on.
fn order<F, G>(channel: &Chan<usize>, each: fn(Chan<usize>, usize) -> F, main: G) -> Vec<usize>
where
    F: Future<Output = ()> + 'static,
    G: Future<Output = ()> + 'static,
{
    let seen = Noted::default();
    let (list, channel) = (Rc::clone(&seen), channel.clone());
    let trace = run(async move {
        for i in 0..5 {
            let (list, channel) = (Rc::clone(&list), channel.clone());
            go(async move {
                millis(1 + i).await;
                each(channel, i).await;
                list.borrow_mut().push(i);
            });
        }
        millis(10).await;
        main.await;
        millis(1).await;
    });
    assert_eq!(
        trace.exit().outcome,
        Outcome::Finished,
        "{}",
        trace.exit().message
    );
    seen.take()
}

#[test]
fn waiting_receivers_are_served_in_order_and_the_last_served_goes_on_first() {
    let ch = Chan::new(0);
    let main = ch.clone();
    let got = order(
        &ch,
        |ch, i| async move { assert_eq!(ch.receive().await, Some(10 * i)) },
        async move {
            for i in 0..5 {
                main.send(10 * i).await;
            }
        },
    );
    assert_eq!(got, [4, 0, 1, 2, 3]);
}

#[test]
fn waiting_senders_are_served_in_order_and_the_last_served_goes_on_first() {
    let ch = Chan::new(0);
    let main = ch.clone();
    let got = order(&ch, |ch, i| async move { ch.send(i).await }, async move {
        for i in 0..5 {
            assert_eq!(main.receive().await, Some(i));
        }
    });
    assert_eq!(got, [4, 0, 1, 2, 3]);
}

#[test]
fn senders_behind_a_buffer_move_up_in_order() {
    let ch = Chan::new(2);
    let main = ch.clone();
    let got = order(&ch, |ch, i| async move { ch.send(i).await }, async move {
        assert_eq!(main.len(), 2);
        for i in 0..5 {
            assert_eq!(main.receive().await, Some(i));
        }
        assert!(main.is_empty());
    });
    assert_eq!(got, [0, 1, 4, 2, 3]);
}

#[test]
fn closing_lets_the_first_receiver_go_on_first_and_then_the_last() {
    let ch = Chan::new(0);
    let main = ch.clone();
    let got = order(
        &ch,
        |ch, _| async move { assert_eq!(ch.receive().await, None) },
        async move { main.close() },
    );
    assert_eq!(got, [0, 4, 3, 2, 1]);
}

#[test]
fn a_closed_channel_gives_its_buffered_values_and_then_nothing() {
    let trace = run(async {
        let ch = Chan::new(3);
        ch.send(1).await;
        ch.send(2).await;
        ch.close();
        assert_eq!(ch.receive().await, Some(1));
        assert_eq!(ch.receive().await, Some(2));
        assert_eq!(ch.receive().await, None);
        assert_eq!(ch.receive().await, None);
    });
    assert_eq!(trace.exit().outcome, Outcome::Finished);
}

#[test]
fn a_value_handed_over_before_the_close_arrives() {
    let trace = run(async {
        let (ch, done) = (Chan::new(0), Chan::new(0));
        let (receiving, finish) = (ch.clone(), done.clone());
        go(async move {
            assert_eq!(receiving.receive().await, Some(7));
            assert_eq!(receiving.receive().await, None);
            finish.close();
        });
        millis(1).await;
        // The receiver is runnable but has not run.
        ch.send(7).await;
        ch.close();
        done.receive().await as Option<()>;
    });
    assert_eq!(
        trace.exit().outcome,
        Outcome::Finished,
        "{}",
        trace.exit().message
    );
}

#[test]
fn a_sender_served_before_the_close_goes_on() {
    let trace = run(async {
        let ch = Chan::new(0);
        let sending = ch.clone();
        go(async move {
            sending.send(7).await;
            println("sent");
        });
        millis(1).await;
        assert_eq!(ch.receive().await, Some(7));
        ch.close();
        millis(1).await;
    });
    assert!(
        trace
            .records()
            .any(|r| r.event == Event::Log { line: "sent" })
    );
}

#[test]
fn misuse_panics_with_gos_words() {
    let closed = || {
        let ch = Chan::new(1);
        ch.close();
        ch
    };
    check_panics(
        async move { closed().send(1).await },
        "panic: send on closed channel",
    );
    check_panics(
        async move { closed().close() as () },
        "panic: close of closed channel",
    );
    let waiting = async {
        let ch = Chan::new(0);
        let sending = ch.clone();
        go(async move { sending.send(1).await });
        millis(1).await;
        ch.close();
        millis(1).await;
    };
    check_panics(waiting, "panic: send on closed channel");
    check_panics(
        async { WaitGroup::new().done() },
        "panic: sync: negative WaitGroup counter",
    );
    let reused = async {
        let wg = WaitGroup::new();
        wg.add(1);
        let waiter = wg.clone();
        go(async move { waiter.wait().await });
        millis(1).await;
        wg.done();
        wg.add(1);
        millis(1).await;
    };
    check_panics(
        reused,
        "panic: sync: WaitGroup is reused before previous Wait has returned",
    );
}

#[test]
fn a_group_starts_goroutines_and_waits_for_them() {
    let main = async {
        let wg = WaitGroup::new();
        for i in 0..3 {
            wg.go(async move {
                millis(3 - i).await;
                say(i, "done");
            });
        }
        wg.wait().await;
        say(9, "waited");
    };
    check_said(
        main,
        "1ms: 2 done
        2ms: 1 done
        3ms: 0 done, 9 waited",
    );
    // The panic leaves the counter alone: main is not released while the process dies.
    let panics = async {
        let wg = WaitGroup::new();
        wg.go(async {
            millis(1).await;
            panic("no");
            unwind().await;
        });
        wg.wait().await;
        println("released");
    };
    let trace = run(panics);
    assert_eq!(trace.exit().message, "panic: no");
    let woken = |event: Event<'_>| matches!(event, Event::GoUnblock { goroutine, .. } if goroutine == GoroutineId::MAIN);
    assert!(!trace.records().any(|record| woken(record.event)));
}

#[test]
fn waiters_of_a_group_go_on_last_first_and_once() {
    let seen = Noted::default();
    let list = Rc::clone(&seen);
    let trace = run(async move {
        let wg = WaitGroup::new();
        wg.add(1);
        for i in 0..5 {
            let (list, wg) = (Rc::clone(&list), wg.clone());
            go(async move {
                millis(1 + i).await;
                wg.wait().await;
                list.borrow_mut().push(i);
            });
        }
        millis(10).await;
        wg.done();
        millis(1).await;
        // Reused after the released waiters have gone on.
        wg.add(1);
        millis(1).await;
        wg.done();
        wg.wait().await;
    });
    assert_eq!(
        trace.exit().outcome,
        Outcome::Finished,
        "{}",
        trace.exit().message
    );
    assert_eq!(seen.take(), [4, 0, 1, 2, 3]);
}

#[test]
fn sleeping_for_no_time_does_not_yield() {
    let trace = run(async { millis(0).await });
    assert_eq!(trace.records().count(), 3, "create, start, end");
}

proptest! {
    #[test]
    fn values_are_received_once_and_in_order(
        (capacity, senders, receivers) in (0usize..4, 1usize..5, 1usize..5),
        pauses in prop::collection::vec(0usize..3, 1..20),
        count in 0usize..30,
    ) {
        let received = Rc::new(RefCell::new(Vec::new()));
        let list = Rc::clone(&received);
        let trace = run(async move {
            let (ch, sent, got) = (Chan::new(capacity), WaitGroup::new(), WaitGroup::new());
            for s in 0..senders {
                sent.add(1);
                let (ch, sent, pauses) = (ch.clone(), sent.clone(), pauses.clone());
                go(async move {
                    for i in 0..count {
                        millis(pauses[(s + i) % pauses.len()]).await;
                        ch.send((s, i)).await;
                    }
                    sent.done();
                });
            }
            for r in 0..receivers {
                got.add(1);
                let (ch, got, list, pauses) = (ch.clone(), got.clone(), Rc::clone(&list), pauses.clone());
                go(async move {
                    while let Some(value) = ch.receive().await {
                        list.borrow_mut().push(value);
                        millis(pauses[(value.1 + 7 * r) % pauses.len()]).await;
                    }
                    got.done();
                });
            }
            sent.wait().await;
            ch.close();
            got.wait().await;
        });
        prop_assert_eq!(trace.exit().outcome, Outcome::Finished);
        let mut received = received.take();
        received.sort_unstable();
        let sent: Vec<_> = (0..senders).flat_map(|s| (0..count).map(move |i| (s, i))).collect();
        prop_assert_eq!(received, sent);
    }
}
