//! The happens-before edges of locks, for the race detector.

use super::*;

/// Two goroutines increment a variable, each in the way given, one of them a bit later. Returns whether they race.
#[track_caller]
fn check_races<F>(one: impl Fn(Shared<u32>, usize) -> F + 'static, expected: bool)
where
    F: Future<Output = ()> + 'static,
{
    let trace = run(async move {
        let n = Shared::new("n", 0);
        for i in 0..2 {
            go(one(n.clone(), i));
        }
        millis(10).await;
    });
    let races = trace
        .records()
        .any(|r| matches!(r.event, Event::Race { .. }));
    assert_eq!(trace.exit().outcome, Outcome::Finished);
    assert_eq!(races, expected);
}

async fn count(n: Shared<u32>) {
    millis(1).await;
    n.update(|n| *n += 1);
    millis(1).await;
}

#[test]
fn a_mutex_orders_its_holders() {
    let mu = Mutex::new();
    let locked = move |n, _| {
        let mu = mu.clone();
        async move { mu.locked(count(n)).await }
    };
    check_races(locked, false);
    check_races(|n, _| count(n), true);
}

#[test]
fn a_reader_is_ordered_with_writers_only() {
    let reads = |all_read: bool| {
        let mu = RwMutex::new();
        move |n, i| {
            let mu = mu.clone();
            async move {
                if all_read || i == 0 {
                    mu.r_lock().await;
                    count(n).await;
                    mu.r_unlock();
                } else {
                    mu.lock().await;
                    count(n).await;
                    mu.unlock().await;
                }
            }
        }
    };
    check_races(reads(false), false);
    check_races(reads(true), true);
}

#[test]
fn once_orders_its_call_before_all_that_follows() {
    let once = Once::new();
    let does = move |n: Shared<u32>, _| {
        let once = once.clone();
        async move {
            once.call(count(n.clone())).await;
            assert_eq!(n.get(), 1);
        }
    };
    check_races(does, false);
}

#[test]
fn an_atomic_and_a_map_order_a_write_before_a_read_that_sees_it() {
    let (flag, map) = (AtomicBool::default(), Map::new());
    let passes = move |n: Shared<u32>, i: usize| {
        let (flag, map) = (flag.clone(), map.clone());
        async move {
            if i == 1 {
                n.set(1);
                flag.store(true);
                while map.load(&"key").is_none() {
                    millis(1).await;
                }
                n.set(3);
            } else {
                while !flag.load() {
                    millis(1).await;
                }
                n.set(2);
                map.store("key", ());
            }
        }
    };
    check_races(passes, false);
}

#[test]
fn a_semaphore_orders_its_holders() {
    let sem = semaphore::Weighted::new(1);
    let holds = move |n, _| {
        let sem = sem.clone();
        async move {
            let got = sem.acquire(&context::background(), 1).await;
            count(n).await;
            sem.release(1);
            got.expect("it is not cancelled");
        }
    };
    check_races(holds, false);
}

#[test]
fn a_group_orders_its_goroutines_before_its_wait() {
    let waits = |n: Shared<u32>, i| async move {
        if i == 0 {
            let group = errgroup::Group::new();
            let counts = n.clone();
            group
                .go(async move {
                    count(counts).await;
                    Ok(())
                })
                .await;
            assert_eq!(group.wait().await, Ok(()));
            n.set(0);
        }
    };
    check_races(waits, false);
}
