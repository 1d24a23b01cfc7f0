//! Processors and shared variables.

use super::*;

/// Lets goroutines compute for `work` milliseconds each, and checks when each of them is done.
#[track_caller]
fn check_computing(processors: u32, work: &[u64], expected: &[u64]) {
    let done = Rc::new(RefCell::new(vec![0; work.len()]));
    let (list, work) = (Rc::clone(&done), work.to_vec());
    let budget = Budget {
        processors,
        ..Budget::default()
    };
    let main = async move {
        let wg = WaitGroup::new();
        for (n, length) in work.into_iter().enumerate() {
            wg.add(1);
            let (wg, list) = (wg.clone(), Rc::clone(&list));
            go(async move {
                compute(Duration::millis(length)).await;
                list.borrow_mut()[n] = now().0 / 1_000_000;
                wg.done();
            });
        }
        wg.wait().await;
    };
    let trace = Run::new(budget, 0, main).finish();
    assert_eq!(trace.exit().outcome, Outcome::Finished);
    assert_eq!(*done.borrow(), expected, "on {processors}");
}

#[test]
fn computing_holds_a_processor_and_is_preempted_after_ten_milliseconds() {
    check_computing(1, &[5, 5], &[10, 5]);
    check_computing(2, &[5, 5], &[5, 5]);
    // The last one spawned is first; then they take turns.
    check_computing(1, &[25, 25, 5], &[50, 55, 5]);
    check_computing(2, &[30, 30, 30], &[40, 50, 40]);
    check_computing(8, &[40, 30, 20], &[40, 30, 20]);
}

#[test]
fn sleepers_hold_no_processor_but_need_one_to_go_on() {
    let trace = run(async {
        go(async { compute(Duration::millis(25)).await });
        millis(12).await;
        println("awake");
        millis(50).await;
    });
    let line = trace
        .records()
        .find(|r| r.event == Event::Log { line: "awake" });
    assert_eq!(line.map(|r| r.at.0), Some(20_000_000));
}

#[test]
fn yielding_lets_all_runnable_goroutines_go_first() {
    let seen = Noted::default();
    let list = Rc::clone(&seen);
    run(async move {
        for n in 1..4 {
            let list = Rc::clone(&list);
            go(async move {
                list.borrow_mut().push(n);
                gosched().await;
                list.borrow_mut().push(10 * n);
            });
        }
        gosched().await;
        gosched().await;
    });
    assert_eq!(seen.take(), [3, 1, 2, 30, 10, 20]);
}

/// The races of a program that has a shared variable.
#[track_caller]
fn check_races<F: Future<Output = ()> + 'static>(
    main: impl FnOnce(Shared<u32>, WaitGroup) -> F + 'static,
    expected: &[&str],
) {
    let trace = run(async move { main(Shared::new("n", 0), WaitGroup::new()).await });
    let races: Vec<&str> = trace
        .records()
        .filter_map(|r| match r.event {
            Event::Race { text, .. } => Some(text),
            _ => None,
        })
        .collect();
    assert_eq!(races, expected);
    assert_eq!(trace.exit().outcome, Outcome::Finished);
}

#[test]
fn accesses_that_nothing_orders_race() {
    check_races(
        |n, wg| async move {
            for line in [7, 8] {
                wg.add(1);
                let (n, wg) = (n.clone(), wg.clone());
                go(async move {
                    runtime::mark(line);
                    n.update(|n| *n += 1);
                    wg.done();
                });
            }
            wg.wait().await;
            assert_eq!(n.get(), 2, "main's wait orders the writes before this read");
        },
        &["n: read by goroutine 2 at line 7, previous write by goroutine 3 at line 8"],
    );
}

#[test]
fn ordered_accesses_do_not_race() {
    // Orders by spawning, a wait group, a hand-off, a buffer and closing.
    check_races(
        |n, wg| async move {
            n.set(1);
            let (ch, buffer, quit) = (Chan::new(0), Chan::new(1), Chan::<()>::new(0));
            wg.add(1);
            let (var, hand, place, end, done) = (
                n.clone(),
                ch.clone(),
                buffer.clone(),
                quit.clone(),
                wg.clone(),
            );
            go(async move {
                var.set(2);
                hand.send(()).await;
                hand.receive().await;
                var.set(4);
                place.send(()).await;
                end.receive().await;
                var.set(6);
                done.done();
            });
            ch.receive().await;
            n.set(3);
            ch.send(()).await;
            buffer.receive().await;
            n.set(5);
            quit.close();
            wg.wait().await;
            n.set(7);
        },
        &[],
    );
}

#[test]
fn a_place_in_a_buffer_is_a_lock() {
    check_races(
        |n, wg| async move {
            let lock = Chan::new(1);
            for _ in 0..3 {
                wg.add(1);
                let (n, lock, wg) = (n.clone(), lock.clone(), wg.clone());
                go(async move {
                    lock.send(()).await;
                    let before = n.get();
                    millis(1).await;
                    n.set(before + 1);
                    lock.receive().await;
                    wg.done();
                });
            }
            wg.wait().await;
            assert_eq!(n.get(), 3);
        },
        &[],
    );
}
