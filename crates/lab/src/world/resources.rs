//! The finite resources around the tasks of a run.

use super::Workload;
use super::api::{Api, failed};
use super::database::{Connection, Database};
use super::refusal::{Attempts, Refusal};
use super::task::busy;
use crate::params::Key;
use goruntime::go::{Context, Error, compute, context, defer, sleep};
use goruntime::runtime;
use goruntime::time::Duration;
use goruntime::trace::{Demand, Limit, Limits, Pool, Rate, Resource};
use std::cell::Cell;
use std::num::NonZeroU32;

const TOO_MANY_FILES: Error = Error::constant("socket: too many open files");

/// The database, the API and the open files of a run.
#[derive(Debug)]
pub(super) struct Resources {
    database: Option<Database>,
    api: Option<Api>,
    files: Cell<usize>,
}

impl Resources {
    pub(super) fn new(workload: &Workload) -> Resources {
        Resources {
            database: Database::new(workload),
            api: Api::new(workload),
            files: Cell::default(),
        }
    }

    pub(super) fn database(&self) -> Option<&Database> {
        self.database.as_ref()
    }

    /// Called before the program's main begins.
    pub(super) fn open(&self) {
        if let Some(database) = &self.database {
            database.take_for_the_application();
        }
    }

    /// The work of a task. It takes the task's latency if nothing is scarce.
    pub(super) async fn work(
        &self,
        ctx: &Context,
        workload: &Workload,
        task: usize,
        goroutines: usize,
    ) -> Result<(), Error> {
        compute(workload.duration(Key::Cpu)).await;
        let _file = self.open_file(workload)?;
        let mut attempts = Attempts::of(workload, task);
        let mut latency = workload.latency(task);
        let calls = match &self.api {
            Some(_) => workload.count(Key::Calls).max(1) as u64,
            None => 1,
        };
        let (mut connection, mut made) = (None, 0);
        // Each iteration is one attempt at the next step: getting the connection, or a call.
        while made < calls {
            let attempt = async {
                if let Some(database) = &self.database
                    && connection.is_none()
                {
                    connection = Some(database.connect(ctx, workload).await?);
                    latency = database.slowed(workload.latency(task));
                }
                let _working = match &self.api {
                    Some(api) => Some(api.admit(ctx).await?),
                    None => None,
                };
                // The first call takes the remainder of the division.
                let rest = if made == 0 { latency.0 % calls } else { 0 };
                let each = Duration(latency.0 / calls + rest);
                busy(ctx, workload, each, goroutines).await?;
                // Each call draws a number, so that the draws after an outage are those without one.
                let fails = attempts.fails(workload);
                if fails || self.api.as_ref().is_some_and(Api::is_out) {
                    return Err(failed());
                }
                if let Some(answer) = connection.as_ref().map(Connection::answer)
                    && answer.is_err()
                {
                    // The next attempt gets another one.
                    connection = None;
                    return answer;
                }
                Ok(())
            };
            match attempt.await {
                Ok(()) => made += 1,
                Err(refusal) => attempts.again(ctx, workload, refusal).await?,
            }
        }
        Ok(())
    }

    fn open_file(&self, workload: &Workload) -> Result<Option<impl Drop + use<'_>>, Error> {
        let limit = workload.count(Key::Files);
        if limit == 0 {
            return Ok(None);
        }
        if self.files.get() == limit {
            runtime::demand(Demand::Refuse, Resource::File);
            return Err(TOO_MANY_FILES);
        }
        self.files.set(self.files.get() + 1);
        runtime::acquire(Resource::File, 1);
        Ok(Some(defer(|| {
            self.files.set(self.files.get() - 1);
            runtime::release(Resource::File, 1);
        })))
    }
}

/// Takes a connection of the database for a task; `None` without a database. It goes back to the pool when it is dropped.
///
/// # Errors
///
/// The refusal's, once there are no retries left.
pub async fn connect(workload: &Workload, task: usize) -> Result<Option<Connection<'_>>, Error> {
    let Some(database) = workload.resources().and_then(Resources::database) else {
        return Ok(None);
    };
    let ctx = context::background();
    let mut attempts = Attempts::of(workload, task);
    loop {
        match database.connect(&ctx, workload).await {
            Ok(connection) => return Ok(Some(connection)),
            Err(refusal) => attempts.again(&ctx, workload, refusal).await?,
        }
    }
}

/// A query on a connection: takes `latency`, or longer if the server is busy.
///
/// # Errors
///
/// If the server loses the connection meanwhile.
pub async fn query(
    workload: &Workload,
    connection: Option<&Connection<'_>>,
    latency: Duration,
) -> Result<(), Error> {
    let database = workload.resources().and_then(Resources::database);
    let latency = database.map_or(latency, |database| database.slowed(latency));
    sleep(latency).await;
    let answer = connection.map_or(Ok(()), Connection::answer);
    answer.map_err(Refusal::into_error)
}

/// The limits of each resource.
#[must_use]
pub fn limits(workload: &Workload) -> Limits {
    let total = |key| Some(workload.count(key) as u64).filter(|n| *n > 0);
    // Counts of the parameters fit into 32 bits; 0 means no limit.
    let small = |key| u32::try_from(workload.count(key)).unwrap_or(u32::MAX);
    let rate = |per_second, burst| {
        NonZeroU32::new(per_second).map(|per_second| Rate { per_second, burst })
    };
    Resource::ALL.map(|resource| match resource {
        Resource::Memory => Limit::total(total(Key::MemoryLimit)),
        Resource::Connection => {
            let (open, taken) = (small(Key::MaxOpen), small(Key::Taken));
            let total = total(Key::MaxConnections);
            // Without a database there is no pool.
            let open = NonZeroU32::new(open).filter(|_| total.is_some());
            Limit {
                pool: open.map(|open| Pool { open, taken }),
                ..Limit::total(total)
            }
        }
        Resource::Request => Limit {
            rate: rate(small(Key::Qps), small(Key::ApiBurst)),
            ..Limit::total(total(Key::InFlight))
        },
        Resource::File => Limit::total(total(Key::Files)),
        Resource::Token => Limit {
            // Without a client's limit it is that of the pattern's own limiter.
            rate: rate(small(Key::ClientQps), small(Key::ClientBurst))
                .or_else(|| rate(small(Key::Rps), small(Key::Burst))),
            ..Limit::default()
        },
        Resource::Processor => Limit::total(total(Key::Procs)),
    })
}

/// Whether any resource besides memory is limited. In most runs none is.
pub(super) fn is_finite(workload: &Workload) -> bool {
    let keys = [
        Key::Cpu,
        Key::Files,
        Key::MaxConnections,
        Key::Qps,
        Key::InFlight,
        Key::ClientQps,
        Key::Failure,
        Key::OutageAt,
    ];
    keys.into_iter().any(|key| workload.count(key) > 0)
}
