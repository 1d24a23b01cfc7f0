//! Independent queries run at once, and all results go into one response.

use super::errors::Errors;
use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process};
use goruntime::go::{WaitGroup, context, defer, go_named, println};

const GO: Program = Program::new(include_str!("../../../../assets/go/fan-out-fan-in/main.go"));
const SPAWN: Line = GO.line("go func(i int, query lab.Task) {");
const QUERY: Line = GO.line("lab.Process(ctx, query)");
const WAIT: Line = GO.line("wg.Wait()");

pub(super) const PATTERN: Pattern = Pattern {
    id: "fan-out-fan-in",
    name: "Fan-out, fan-in",
    summary: "A goroutine for each of a few independent queries; the response waits for the slowest, not for the sum.",
    when: "For a few independent things whose results go into one answer.",
    folder: "fan-out-fan-in",
    source: functions!(GO, "func fetchWorkflowStatus"),
    params: &[],
    defaults: &[(Key::Tasks, "3"), (Key::Latency, "list:200,300,150")],
    note: Some(
        "Slide 9 sets err and err1 and looks at neither; section 4 of the talk declares both and looks at err alone, \
         so that an error of the CD query is lost. Here each query has its own place in a slice.",
    ),
    main: |queries| Box::pin(run(queries)),
};

async fn run(queries: Workload) {
    let errors = Errors::new(queries.len());
    let wg = WaitGroup::new().named("wg");
    wg.add(i64::try_from(queries.len()).unwrap_or(i64::MAX));
    for query in 0..queries.len() {
        at(SPAWN);
        let (queries, errors, wg) = (queries.clone(), errors.clone(), wg.clone());
        go_named(("query", query), async move {
            let _done = defer(|| wg.done());
            at(QUERY);
            let result = process(&context::background(), &queries, query).await;
            errors.set(query, result);
        });
    }
    at(WAIT);
    wg.wait().await;
    errors.for_each(|query, error| println(format!("query {query}: {error}")));
    print_summary(&queries);
}
