//! The wait queue against a plain list.

use super::{noted, pause};
use crate::runtime::{Ticket, WaitQueue, Woken, park, ready, spawn};
use crate::trace::BlockReason;
use proptest::prelude::*;
use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

const WOKEN: Woken = Woken {
    case: 0,
    success: true,
};

/// Spawns goroutines that park once, and returns their tickets.
async fn parked(count: usize) -> Vec<Ticket> {
    let tickets = Rc::new(RefCell::new(Vec::new()));
    for _ in 0..count {
        let tickets = Rc::clone(&tickets);
        spawn(async move {
            let mut is_parked = false;
            poll_fn(|_| {
                if std::mem::replace(&mut is_parked, true) {
                    return Poll::Ready(());
                }
                tickets.borrow_mut().push(park(BlockReason::ChanReceive));
                Poll::Pending
            })
            .await;
        });
    }
    pause(1).await;
    tickets.take()
}

/// What is done with a queue of goroutines.
#[derive(Clone, Copy, Debug)]
enum Step {
    Push,
    PushFirst,
    /// Something else wakes one of those that wait, which then leaves.
    Leave(usize),
    WakeFirst,
    HasWaiters,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => Just(Step::Push),
        1 => Just(Step::PushFirst),
        4 => any::<usize>().prop_map(Step::Leave),
        1 => Just(Step::WakeFirst),
        1 => Just(Step::HasWaiters),
    ];
    prop::collection::vec(step, 0..120)
}

/// Takes the steps, and fails where the queue does not do what a list does.
fn take(steps: Vec<Step>) -> Vec<usize> {
    noted(|_| async move {
        let mut fresh = parked(steps.len()).await;
        let (mut queue, mut plain) = (WaitQueue::new(), Vec::new());
        for step in steps {
            match step {
                Step::Push => {
                    let ticket = fresh.pop().expect("one a step");
                    queue.push(ticket);
                    plain.push(ticket);
                }
                Step::PushFirst => {
                    let ticket = fresh.pop().expect("one a step");
                    queue.push_first(ticket);
                    plain.insert(0, ticket);
                }
                Step::Leave(any) if !plain.is_empty() => {
                    let ticket = plain.remove(any % plain.len());
                    assert!(ready(ticket, WOKEN));
                    queue.remove(ticket);
                    // Few of those that it holds have been woken.
                    assert!(queue.held() <= 2 * plain.len() + 1);
                }
                Step::Leave(_) => {}
                Step::WakeFirst => {
                    let first = (!plain.is_empty()).then(|| plain.remove(0));
                    assert_eq!(queue.wake_first().map(|woken| woken.0), first);
                }
                Step::HasWaiters => assert_eq!(queue.has_waiters(), !plain.is_empty()),
            }
        }
        for ticket in fresh.into_iter().chain(plain) {
            assert!(ready(ticket, WOKEN));
        }
    })
}

proptest! {
    #[test]
    fn a_wait_queue_is_a_list_from_which_any_can_leave(steps in steps()) {
        take(steps);
    }
}
