//! The queue in front of a resource.

use goruntime::go::{Chan, Context, Timer, select, select_default};
use goruntime::roll::Roll;
use goruntime::runtime;
use goruntime::time::Duration;
use goruntime::trace::{Demand, Resource};
use std::cell::{OnceCell, RefCell};

/// Waiters for a resource, in order. Passing a turn hands the first waiter a number. (The database and the API share this
/// type, since each type of value and each future adds code to the page.)
#[derive(Debug)]
pub(super) struct Queue {
    resource: Resource,
    /// What the trace says that they wait for. It is made when the first one waits, as then a run is under way.
    named: OnceCell<Chan<usize>>,
    waiting: RefCell<Roll<Chan<usize>>>,
}

impl Queue {
    pub(super) fn new(resource: Resource) -> Queue {
        Queue {
            resource,
            named: OnceCell::new(),
            waiting: RefCell::default(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.waiting.borrow().len()
    }

    /// Waits for its turn, within the context and the limit; a limit of zero is none. Returns the number that came with the
    /// turn.
    ///
    /// # Errors
    ///
    /// If the turn does not come in time. The error holds the number if the turn came in the same instant; the caller must
    /// pass it on.
    pub(super) async fn turn(
        &self,
        ctx: &Context,
        limit: Duration,
    ) -> Result<usize, Option<usize>> {
        let named = || Chan::new(0).named(self.resource.name());
        let turn = self.named.get_or_init(named).beside(1);
        let number = self.waiting.borrow_mut().push(turn.clone());
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
            self.waiting.borrow_mut().remove(number);
            // The turn may have come in the same instant.
            let _ = select_default(&mut [&mut got]);
            return Err(got.take());
        }
        got.take().ok_or(None)
    }

    /// Passes the turn to the longest waiting goroutine, with a number. False if none waits.
    pub(super) fn pass(&self, number: usize) -> bool {
        let next = self.waiting.borrow_mut().pop_first();
        if let Some(next) = &next {
            next.offer(number);
        }
        next.is_some()
    }
}
