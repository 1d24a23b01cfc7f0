//! A database with a limited number of connections, and the pool in front of it.

use super::Workload;
use super::queue::Queue;
use super::refusal::Refusal;
use crate::params::Key;
use goruntime::go::{Context, Error};
use goruntime::runtime;
use goruntime::time::Duration;
use goruntime::trace::{Demand, Resource};
use std::cell::Cell;

/// Postgres's error at the limit (`FATAL: sorry, too many clients already`, as `lib/pq` prints it).
const TOO_MANY: Error = Error::constant("pq: sorry, too many clients already");
const POOL_TIMEOUT: Error = Error::constant("context deadline exceeded");

/// A database server, and a pool of connections as in `database/sql` (`src/database/sql/sql.go`): it opens at most
/// `max-open`, keeps `max-idle`, and callers that find none wait. Here they wait in order; Go's pool takes a random one.
#[derive(Debug)]
pub(super) struct Database {
    max: usize,
    max_open: usize,
    max_idle: usize,
    knee: usize,
    /// Open connections of the program, in use and idle.
    open: Cell<usize>,
    taken: usize,
    idle: Cell<usize>,
    /// Waiters for the pool. Each gets a number of connections: 1, or 0 for room to open one.
    waiting: Queue,
}

/// A connection in use. It goes back to the pool when it is dropped.
#[derive(Debug)]
pub struct Connection<'a>(&'a Database);

impl Drop for Connection<'_> {
    fn drop(&mut self) {
        self.0.put_back();
    }
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

    /// Takes the connections that the rest of the application uses, at the start of the run.
    pub(super) fn take_for_the_application(&self) {
        if self.taken > 0 {
            runtime::acquire(Resource::Connection, self.taken as u64);
        }
    }

    /// Gets a connection.
    ///
    /// # Errors
    ///
    /// If the server refuses it, or none comes free in time.
    pub(super) async fn connect<'a>(
        &'a self,
        ctx: &Context,
        workload: &Workload,
    ) -> Result<Connection<'a>, Refusal> {
        let mut has_one = self.take_idle();
        while !has_one && self.is_full() {
            has_one = self.wait(ctx, workload).await? || self.take_idle();
        }
        if !has_one {
            self.open(ctx, workload).await?;
        }
        Ok(Connection(self))
    }

    /// The duration of a query that takes `latency` on an idle server. Beyond the knee, the throughput of the server stays
    /// constant.
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

    /// Waits for a connection that is returned. False if there is room for a new one instead.
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

    /// There is room for one more connection: the longest waiting caller may open it (`maybeOpenNewConnections`).
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
