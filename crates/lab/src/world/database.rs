//! A database with a limited number of connections, and the pool in front of it.

use super::Workload;
use super::queue::Queue;
use super::refusal::Refusal;
use crate::params::Key;
use goruntime::go::{Context, Error};
use goruntime::runtime;
use goruntime::time::{Duration, Time};
use goruntime::trace::{Demand, Resource};
use std::cell::{Cell, RefCell};

/// Postgres's error at the limit (`FATAL: sorry, too many clients already`, as `lib/pq` prints it).
const TOO_MANY: Error = Error::constant("pq: sorry, too many clients already");
const POOL_TIMEOUT: Error = Error::constant("context deadline exceeded");

/// A query on a connection that is gone (`database/sql/driver`, `ErrBadConn`).
const BAD: Error = Error::constant("driver: bad connection");

/// A database server, and a pool of connections as in `database/sql` (`src/database/sql/sql.go`): it opens at most
/// `max-open`, keeps `max-idle` of which the one returned last is taken first, and callers that find none wait. Here they wait in
/// order; Go's pool takes a random one.
#[derive(Debug)]
pub(super) struct Database {
    max: usize,
    max_open: usize,
    max_idle: usize,
    knee: usize,
    /// Connections of the program that are open or being opened.
    open: Cell<usize>,
    taken: usize,
    /// The idle ones, by their numbers; the one returned last is the last.
    idle: RefCell<Vec<usize>>,
    /// Waiters for the pool. Each gets the number of a connection, or 0 for room to open one.
    waiting: Queue,
    /// How many have been opened so far: they are numbered from 1.
    opened: Cell<usize>,
    /// The connections that are open, by their numbers, in the order in which they were opened.
    connected: RefCell<Vec<usize>>,
    loss: Loss,
}

/// The connection that the server loses.
#[derive(Debug)]
struct Loss {
    /// When; zero for never.
    at: Duration,
    /// Whether that has been.
    is_over: Cell<bool>,
    /// Its number, until the program has closed its end, too.
    number: Cell<Option<usize>>,
}

/// A connection in use. It goes back to the pool when it is dropped.
#[derive(Debug)]
pub struct Connection<'a> {
    database: &'a Database,
    number: usize,
}

impl Drop for Connection<'_> {
    fn drop(&mut self) {
        self.database.lose();
        self.database.put_back(self.number);
    }
}

impl Connection<'_> {
    /// The answer to a query that ends now.
    ///
    /// # Errors
    ///
    /// If the server has lost the connection meanwhile. Another one may do.
    pub(super) fn answer(&self) -> Result<(), Refusal> {
        self.database.lose();
        if self.database.is_lost(self.number) {
            let (how, of) = (Demand::Fail, Resource::Connection);
            return Err(Refusal::new(how, of, BAD, Duration::ZERO));
        }
        Ok(())
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
            idle: RefCell::default(),
            waiting: Queue::new(Resource::Connection),
            opened: Cell::new(0),
            connected: RefCell::default(),
            loss: Loss {
                at: workload.duration(Key::LoseAt),
                is_over: Cell::new(false),
                number: Cell::new(None),
            },
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
        self.lose();
        let mut number = self.take_idle();
        while number.is_none() && self.is_full() {
            number = self.wait(ctx, workload).await?.or_else(|| self.take_idle());
        }
        let number = match number {
            Some(number) => number,
            None => self.open(ctx, workload).await?,
        };
        Ok(Connection {
            database: self,
            number,
        })
    }

    /// The duration of a query that takes `latency` on an idle server. Beyond the knee, the throughput of the server stays
    /// constant.
    pub(super) fn slowed(&self, latency: Duration) -> Duration {
        let busy = self.open.get() - self.idle.borrow().len() + self.taken;
        if self.knee == 0 || busy <= self.knee {
            return latency;
        }
        Duration(latency.0.saturating_mul(busy as u64) / self.knee as u64)
    }

    fn is_full(&self) -> bool {
        self.max_open > 0 && self.open.get() >= self.max_open
    }

    /// An idle connection. One that the server has lost is closed instead: the pool asks before it gives one out
    /// (`driver.SessionResetter`).
    fn take_idle(&self) -> Option<usize> {
        loop {
            let number = self.idle.borrow_mut().pop()?;
            if !self.is_lost(number) {
                return Some(number);
            }
            self.close(number);
        }
    }

    /// Waits for a connection that is returned. `None` if there is room for a new one instead.
    async fn wait(&self, ctx: &Context, workload: &Workload) -> Result<Option<usize>, Refusal> {
        let limit = workload.duration(Key::PoolTimeout);
        let came = self.waiting.turn(ctx, limit).await;
        self.lose();
        match came {
            Ok(0) => return Ok(None),
            Ok(number) if self.is_lost(number) => {
                self.close(number);
                return Ok(None);
            }
            Ok(number) => return Ok(Some(number)),
            Err(Some(0)) => self.pass_room(),
            Err(Some(number)) => self.put_back(number),
            Err(None) => {}
        }
        Err(ctx
            .err()
            .map_or_else(|| refused(POOL_TIMEOUT), Refusal::from))
    }

    /// Opens a connection. Returns its number.
    async fn open(&self, ctx: &Context, workload: &Workload) -> Result<usize, Refusal> {
        let lost = usize::from(self.loss.number.get().is_some());
        if self.open.get() - lost + self.taken >= self.max {
            return Err(refused(TOO_MANY));
        }
        self.open.set(self.open.get() + 1);
        runtime::acquire(Resource::Connection, 1);
        let opened = super::pause(ctx, workload.duration(Key::Connect)).await;
        self.lose();
        if let Err(error) = opened {
            runtime::release(Resource::Connection, 1);
            self.open.set(self.open.get() - 1);
            self.pass_room();
            return Err(Refusal::from(error));
        }
        let number = self.opened.get() + 1;
        self.opened.set(number);
        self.connected.borrow_mut().push(number);
        Ok(number)
    }

    /// There is room for one more connection: the longest waiting caller may open it (`maybeOpenNewConnections`).
    fn pass_room(&self) {
        self.waiting.pass(0);
    }

    fn put_back(&self, number: usize) {
        if self.is_lost(number) {
            self.close(number);
            self.pass_room();
            return;
        }
        if self.waiting.pass(number) {
            return;
        }
        if self.max_open > 0 && self.idle.borrow().len() < self.max_idle {
            self.idle.borrow_mut().push(number);
        } else {
            self.close(number);
        }
    }

    /// The program closes its end of a connection.
    fn close(&self, number: usize) {
        self.open.set(self.open.get() - 1);
        if self.is_lost(number) {
            self.loss.number.set(None);
        } else {
            self.connected
                .borrow_mut()
                .retain(|connected| *connected != number);
            runtime::release(Resource::Connection, 1);
        }
    }

    /// Loses a connection, if it is time. Whatever changes the connections calls this first: those that are open now were
    /// open at that time. So the run needs no timer for it, and is the same until then.
    fn lose(&self) {
        let at = self.loss.at;
        let is_due = at > Duration::ZERO && runtime::now() >= Time(at.0);
        if !is_due || self.loss.is_over.replace(true) {
            return;
        }
        let mut connected = self.connected.borrow_mut();
        if !connected.is_empty() {
            self.loss.number.set(Some(connected.remove(0)));
            runtime::release(Resource::Connection, 1);
        }
    }

    fn is_lost(&self, number: usize) -> bool {
        self.loss.number.get() == Some(number)
    }
}

fn refused(error: Error) -> Refusal {
    Refusal::new(Demand::Refuse, Resource::Connection, error, Duration::ZERO)
}
