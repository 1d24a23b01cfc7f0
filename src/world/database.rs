//! A database with few connections, and the pool in front of it.

use super::Workload;
use super::refusal::Refusal;
use crate::go::{Chan, Context, Error, Timer, defer, select, select_default};
use crate::params::Key;
use crate::runtime;
use crate::time::Duration;
use crate::trace::{Demand, Resource};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// What Postgres says when it accepts no more (`FATAL: sorry, too many clients already`, as `lib/pq` prints it).
const TOO_MANY: Error = Error::constant("pq: sorry, too many clients already");
const POOL_TIMEOUT: Error = Error::constant("context deadline exceeded");

/// A database server, and a pool of connections as `database/sql` has it (`src/database/sql/sql.go`): at most `max-open`
/// at once, `max-idle` kept, whoever finds none waits. Here they wait in order; Go's pool takes a random one.
#[derive(Debug)]
pub(super) struct Database {
    max: usize,
    max_open: usize,
    max_idle: usize,
    knee: usize,
    /// Open connections, in use and idle, and those that others have.
    open: Cell<usize>,
    taken: usize,
    idle: Cell<usize>,
    /// Who waits. What is sent is how many connections come with it: one, or none but room for a new one. (A number, since
    /// each type of value has its own copy of the channel's code in the page, and that of numbers is there anyway.)
    waiting: RefCell<VecDeque<Chan<usize>>>,
}

impl Database {
    /// The database of a workload, if it has one.
    pub(super) fn new(workload: &Workload) -> Option<Rc<Database>> {
        let max = workload.count(Key::MaxConnections);
        let database = Database {
            max,
            max_open: workload.count(Key::MaxOpen),
            max_idle: workload.count(Key::MaxIdle),
            knee: workload.count(Key::Knee),
            open: Cell::new(0),
            taken: workload.count(Key::Taken).min(max),
            idle: Cell::new(0),
            waiting: RefCell::default(),
        };
        (max > 0).then(|| Rc::new(database))
    }

    /// What the rest of the application has is taken from the beginning.
    pub(super) fn open_others(&self) {
        if self.taken > 0 {
            runtime::acquire(Resource::Connection, self.taken as u64);
        }
    }

    /// Gets a connection, which is given back when the guard is dropped.
    ///
    /// # Errors
    /// If the server refuses one more, or none comes free in time.
    pub(super) async fn connect(
        self: &Rc<Database>,
        ctx: &Context,
        workload: &Workload,
    ) -> Result<impl Drop + use<>, Refusal> {
        let mut has_one = self.take_idle();
        while !has_one && self.is_full() {
            has_one = self.wait(ctx, workload).await? || self.take_idle();
        }
        if !has_one {
            self.open(ctx, workload).await?;
        }
        let database = Rc::clone(self);
        Ok(defer(move || database.put_back()))
    }

    /// How long a query takes that takes `latency` on a server that has little to do: beyond the knee, the server does
    /// no more in a second, however many ask.
    pub(super) fn slowed(&self, latency: Duration) -> Duration {
        let busy = self.open.get() - self.idle.get() + self.taken;
        if self.knee == 0 || busy <= self.knee {
            return latency;
        }
        Duration(latency.0.saturating_mul(busy as u64) / self.knee as u64)
    }

    fn is_full(&self) -> bool {
        self.max_open > 0 && self.open.get() >= self.max_open
    }

    fn take_idle(&self) -> bool {
        let idle = self.idle.get();
        self.idle.set(idle.saturating_sub(1));
        idle > 0
    }

    /// Waits for a connection that another gives back. False if there is room for a new one instead.
    async fn wait(&self, ctx: &Context, workload: &Workload) -> Result<bool, Refusal> {
        let turn: Chan<usize> = Chan::new(1);
        self.waiting.borrow_mut().push_back(turn.clone());
        runtime::demand(Demand::Enqueue, Resource::Connection);
        let limit = workload.duration(Key::PoolTimeout);
        let timer = (limit > Duration::ZERO).then(|| Timer::new(limit));
        let late = timer.as_ref().map_or_else(Chan::nil, Timer::channel);
        let (mut got, mut done, mut late) =
            (turn.receiving(), ctx.done().receiving(), late.receiving());
        let chosen = select(&mut [&mut got, &mut done, &mut late]).await;
        runtime::demand(Demand::Dequeue, Resource::Connection);
        if let Some(timer) = timer {
            timer.stop();
        }
        if chosen == 0 {
            return Ok(got.take() == Some(1));
        }
        self.waiting.borrow_mut().retain(|other| !other.is(&turn));
        // What came in the same instant belongs to the next.
        let mut came = turn.receiving();
        if select_default(&mut [&mut came]).is_some() {
            match came.take() {
                Some(1) => self.put_back(),
                _ => self.pass_room(),
            }
        }
        Err(ended(ctx).unwrap_or_else(|| refused(POOL_TIMEOUT)))
    }

    async fn open(&self, ctx: &Context, workload: &Workload) -> Result<(), Refusal> {
        if self.open.get() + self.taken >= self.max {
            return Err(refused(TOO_MANY));
        }
        self.open.set(self.open.get() + 1);
        runtime::acquire(Resource::Connection, 1);
        let opened = super::pause(ctx, workload.duration(Key::Connect)).await;
        opened.map_err(|error| {
            self.close();
            self.pass_room();
            ended(ctx).unwrap_or_else(|| refused(error))
        })
    }

    /// There is room for one more connection: whoever has waited longest may open it (`maybeOpenNewConnections`).
    fn pass_room(&self) {
        let next = self.waiting.borrow_mut().pop_front();
        if let Some(next) = next {
            next.offer(0);
        }
    }

    fn put_back(&self) {
        let next = self.waiting.borrow_mut().pop_front();
        if let Some(next) = next {
            next.offer(1);
        } else if self.max_open > 0 && self.idle.get() < self.max_idle {
            self.idle.set(self.idle.get() + 1);
        } else {
            self.close();
        }
    }

    fn close(&self) {
        self.open.set(self.open.get() - 1);
        runtime::release(Resource::Connection, 1);
    }
}

/// Why somebody stops asking whose context is done: nobody has refused anything.
fn ended(ctx: &Context) -> Option<Refusal> {
    let error = ctx.err()?;
    Some(Refusal {
        resource: Resource::Connection,
        error,
        after: Duration::ZERO,
    })
}

fn refused(error: Error) -> Refusal {
    runtime::demand(Demand::Refuse, Resource::Connection);
    Refusal {
        resource: Resource::Connection,
        error,
        after: Duration::ZERO,
    }
}
