//! A database with few connections, and the pool in front of it.

use super::Workload;
use super::queue::Queue;
use super::refusal::Refusal;
use crate::params::Key;
use goruntime::go::{Context, Error, defer};
use goruntime::runtime;
use goruntime::time::Duration;
use goruntime::trace::{Demand, Resource};
use std::cell::Cell;

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
    /// Who waits; it is told how many connections come with its turn: one, or none but room for a new one.
    waiting: Queue,
}

impl Database {
    /// The database of a workload, if it has one.
    pub(super) fn new(workload: &Workload) -> Option<Database> {
        let max = workload.count(Key::MaxConnections);
        let database = Database {
            max,
            max_open: workload.count(Key::MaxOpen),
            max_idle: workload.count(Key::MaxIdle),
            knee: workload.count(Key::Knee),
            open: Cell::new(0),
            taken: workload.count(Key::Taken).min(max),
            idle: Cell::new(0),
            waiting: Queue::new(Resource::Connection),
        };
        (max > 0).then_some(database)
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
    pub(super) async fn connect<'a>(
        &'a self,
        ctx: &Context,
        workload: &Workload,
    ) -> Result<impl Drop + use<'a>, Refusal> {
        let mut has_one = self.take_idle();
        while !has_one && self.is_full() {
            has_one = self.wait(ctx, workload).await? || self.take_idle();
        }
        if !has_one {
            self.open(ctx, workload).await?;
        }
        Ok(defer(|| self.put_back()))
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
        let limit = workload.duration(Key::PoolTimeout);
        match self.waiting.turn(ctx, limit).await {
            Ok(connections) => return Ok(connections > 0),
            Err(Some(0)) => self.pass_room(),
            Err(Some(_)) => self.put_back(),
            Err(None) => {}
        }
        Err(ctx
            .err()
            .map_or_else(|| refused(POOL_TIMEOUT), Refusal::from))
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
            Refusal::from(error)
        })
    }

    /// There is room for one more connection: whoever has waited longest may open it (`maybeOpenNewConnections`).
    fn pass_room(&self) {
        self.waiting.pass(0);
    }

    fn put_back(&self) {
        if self.waiting.pass(1) {
            return;
        }
        if self.max_open > 0 && self.idle.get() < self.max_idle {
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

fn refused(error: Error) -> Refusal {
    Refusal::new(Demand::Refuse, Resource::Connection, error, Duration::ZERO)
}
