//! Batches whose goroutines each write to their own index of a slice.

use super::errors::Errors;
use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process};
use goruntime::go::{WaitGroup, context, defer, go_named, println};

const GO: Program = Program::new(include_str!("../../../../assets/go/manifests/main.go"));
const SPAWN: Line = GO.line("go func(idx int) {");
const FETCH: Line = GO.line(":= getResource(ctx, requests[idx])");
const STORE: Line = GO.line("results[idx] = response");
const WAIT: Line = GO.line("wg.Wait()");

pub(super) const PATTERN: Pattern = Pattern {
    id: "manifests",
    name: "Manifests by batch",
    summary: "Batches of API calls; each goroutine has a place for its result in a slice: no lock is needed.",
    when: "When the number of results is known before, and an API limits the calls at a time.",
    folder: "manifests",
    source: functions!(GO, "func getManifestsByBatch"),
    params: &[Key::Batch],
    defaults: &[(Key::Latency, "50ms")],
    note: None,
    main: |requests| Box::pin(run(requests)),
};

async fn run(requests: Workload) {
    let mut batch_size = requests.count(Key::Batch);
    let results = Errors::new(requests.len());
    let mut i = 0;
    while i < requests.len() {
        batch_size = batch_size.min(requests.len() - i);
        let wg = WaitGroup::new().named("wg");
        for index in i..i + batch_size {
            wg.add(1);
            at(SPAWN);
            let (requests, results, wg) = (requests.clone(), results.clone(), wg.clone());
            go_named(("request", index), async move {
                let _done = defer(|| wg.done());
                at(FETCH);
                let result = process(&context::background(), &requests, index).await;
                at(STORE);
                results.set(index, result);
            });
        }
        at(WAIT);
        wg.wait().await;
        i += batch_size;
    }
    let failed = results.count();
    let fetched = requests.len() - failed;
    println(format!("{fetched} manifests, {failed} errors"));
    print_summary(&requests);
}
