//! A query inside a transaction, on the transaction or on the database.

use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, begin, connect, end, hold, query, result};
use goruntime::go::{Error, WaitGroup, defer, go_named};
use goruntime::time::Duration;

const GO: Program = Program::new(include_str!("../../../../assets/go/transaction/main.go"));

/// The lines of a variant.
struct Lines {
    begin: Line,
    first: Line,
    second: Line,
}

const ON_DB: Lines = Lines {
    begin: GO.line("tx, err := db.BeginTx(ctx)\n\tif err != nil {\n\t\treturn err\n\t}\n\tdefer tx.Rollback()\n\tif err := tx.QueryContext(ctx, t.Latency/2); err != nil {\n\t\treturn err\n\t}\n\tif err := db"),
    first: GO.line("if err := tx.QueryContext(ctx, t.Latency/2); err != nil {\n\t\treturn err\n\t}\n\tif err := db"),
    second: GO.line("if err := db.QueryContext("),
};
const ON_TX: Lines = Lines {
    begin: GO.line("tx, err := db.BeginTx(ctx)\n\tif err != nil {\n\t\treturn err\n\t}\n\tdefer tx.Rollback()\n\tif err := tx.QueryContext(ctx, t.Latency/2); err != nil {\n\t\treturn err\n\t}\n\tif err := tx"),
    first: GO.line("if err := tx.QueryContext(ctx, t.Latency/2); err != nil {\n\t\treturn err\n\t}\n\tif err := tx"),
    second: GO.line("if err := tx.QueryContext(ctx, t.Latency-"),
};
const SPAWN: Line = GO.line("go func(t lab.Task) {");
const WAIT: Line = GO.line("wg.Wait()");

pub(super) const PATTERN: Pattern = Pattern {
    id: "transaction",
    name: "Query on db, not tx",
    summary: "Each transaction has a connection, and its second query takes another one from the same pool: once transactions \
              have them all, each waits for another for ever.",
    when: "Never: what belongs to a transaction runs on tx.",
    folder: "transaction",
    source: functions!(GO, "func transferOnDB", "func main"),
    params: &[Key::MaxOpen, Key::PoolTimeout, Key::MaxConnections],
    defaults: &[
        (Key::Tasks, "8"),
        (Key::MaxConnections, "100"),
        (Key::MaxOpen, "5"),
    ],
    note: Some(
        "With fewer tasks than the pool has connections it works, and so it passes tests. A larger pool only needs more tasks \
         at once; a timeout of the wait ends the deadlock, and fails the tasks.",
    ),
    main: |tasks| Box::pin(run(tasks, false, &ON_DB)),
};

pub(super) const FIXED: Pattern = Pattern {
    id: "transaction-fixed",
    name: "Query on tx",
    summary: "Both queries run on the transaction's own connection: who waits for one gets it when a transaction ends.",
    when: "Always inside a transaction; it also sees what the transaction has written.",
    source: functions!(GO, "func transferOnTx", "func main"),
    note: None,
    main: |tasks| Box::pin(run(tasks, true, &ON_TX)),
    ..PATTERN
};

async fn run(tasks: Workload, on_tx: bool, lines: &'static Lines) {
    let wg = WaitGroup::new().named("wg");
    for task in 0..tasks.len() {
        wg.add(1);
        at(SPAWN);
        let (t, wg) = (tasks.clone(), wg.clone());
        go_named(("task", task), async move {
            let _done = defer(|| wg.done());
            begin(&t, task);
            let held = hold(&t);
            let result = transfer(&t, task, on_tx, lines).await;
            drop(held);
            end(&t, task, &result);
        });
    }
    at(WAIT);
    wg.wait().await;
    print_summary(&tasks);
}

async fn transfer(
    tasks: &Workload,
    task: usize,
    on_tx: bool,
    lines: &'static Lines,
) -> Result<(), Error> {
    let latency = tasks.latency(task);
    let half = Duration(latency.0 / 2);
    at(lines.begin);
    let tx = connect(tasks, task).await?;
    at(lines.first);
    query(tasks, tx.as_ref(), half).await?;
    at(lines.second);
    let own = if on_tx {
        None
    } else {
        connect(tasks, task).await?
    };
    query(tasks, own.as_ref().or(tx.as_ref()), latency - half).await?;
    drop(own);
    let result = result(tasks, task);
    // Commit, or Rollback after an error.
    drop(tx);
    result
}
