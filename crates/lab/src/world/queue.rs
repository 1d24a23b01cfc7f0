//! Who waits for something scarce.

use goruntime::go::{Chan, Context, Timer, select, select_default};
use goruntime::runtime;
use goruntime::time::Duration;
use goruntime::trace::{Demand, Resource};
use std::cell::RefCell;
use std::collections::VecDeque;

/// Those who wait for a resource, in order. Who leaves the resource tells the first a number. (The database and the API
/// have one kind of queue, since each type of value and each future has its own code in the page.)
#[derive(Debug)]
pub(super) struct Queue {
    resource: Resource,
    waiting: RefCell<VecDeque<Chan<usize>>>,
}

impl Queue {
    pub(super) fn new(resource: Resource) -> Queue {
        Queue {
            resource,
            waiting: RefCell::default(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.waiting.borrow().len()
    }

    /// Waits for its turn, as long as the context and the limit allow, which is none if it is zero: the number that it
    /// is told.
    ///
    /// # Errors
    /// If the turn does not come in time. What came in the same instant is the caller's to pass on.
    pub(super) async fn turn(
        &self,
        ctx: &Context,
        limit: Duration,
    ) -> Result<usize, Option<usize>> {
        let turn: Chan<usize> = Chan::new(1);
        self.waiting.borrow_mut().push_back(turn.clone());
        runtime::demand(Demand::Enqueue, self.resource);
        let timer = (limit > Duration::ZERO).then(|| Timer::new(limit));
        let late = timer.as_ref().map_or_else(Chan::nil, Timer::channel);
        let (mut got, mut done, mut late) =
            (turn.receiving(), ctx.done().receiving(), late.receiving());
        let chosen = select(&mut [&mut got, &mut done, &mut late]).await;
        runtime::demand(Demand::Dequeue, self.resource);
        if let Some(timer) = timer {
            timer.stop();
        }
        if chosen != 0 {
            self.waiting.borrow_mut().retain(|other| !other.is(&turn));
            // Whether it has come in the same instant is told by what was received.
            let _ = select_default(&mut [&mut got]);
            return Err(got.take());
        }
        got.take().ok_or(None)
    }

    /// It is the turn of the one that has waited longest, who is told a number. False if nobody waits.
    pub(super) fn pass(&self, told: usize) -> bool {
        let next = self.waiting.borrow_mut().pop_front();
        if let Some(next) = &next {
            next.offer(told);
        }
        next.is_some()
    }
}
