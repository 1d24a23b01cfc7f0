//! A connection to each cluster. The results go into a `sync.Map`, a map under a mutex, a slice, or a plain map.

use super::errors::Errors;
use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process};
use goruntime::go::{Error, Map, Mutex, Shared, WaitGroup, context, defer, go_named, println};
use std::rc::Rc;

const GO: Program = Program::new(include_str!("../../../../assets/go/cluster-test/main.go"));

/// The lines of a variant.
struct Lines {
    spawn: Line,
    test: Line,
    wait: Line,
}

const SYNC_MAP: Lines = Lines {
    spawn: GO.line("go func(c lab.Task) {"),
    test: GO.line("err := testConnection(c)"),
    wait: GO.line("wg.Wait()\n\treturn respMap"),
};
const STORE: Line = GO.line("respMap.Store(c.ID, err)");
const MUTEX: Lines = Lines {
    spawn: GO.line("go func(cluster lab.Task) {"),
    test: GO.line("err := testConnection(cluster)"),
    wait: GO.line("wg.Wait()\n\treturn results\n}\n\nfunc testIntoSlice"),
};
const LOCK: Line = GO.line("mu.Lock()");
const SLICE: Lines = Lines {
    spawn: GO.line("go func(i int, c lab.Task) {"),
    test: GO.line("results[i] = testConnection(c)"),
    wait: GO.line("wg.Wait()\n\treturn results\n}\n\n// Wrong"),
};
const PLAIN_MAP: Lines = Lines {
    spawn: GO.line("go func(tested lab.Task) {"),
    test: GO.line("err := testConnection(tested)"),
    wait: GO.line("wg.Wait() // No lock"),
};
const WRITE: Line = GO.line("respMap[tested.ID] = err");

pub(super) const PATTERN: Pattern = Pattern {
    id: "cluster-test",
    name: "Cluster test, sync.Map",
    summary: "A goroutine per cluster tests the connection and stores the result in a sync.Map.",
    when: "When many goroutines write, each its own keys, not known before.",
    folder: "cluster-test",
    source: functions!(GO, "func testWithSyncMap"),
    params: &[],
    defaults: &[(Key::Tasks, "50"), (Key::Latency, "500ms")],
    note: Some(
        "The talk says 25 s and 3 s, and not how long a cluster takes: 50 of 500 ms each are 25 s one after the other \
         and 500 ms at once. 3 s need one cluster that takes 3 s.",
    ),
    main: |clusters| Box::pin(run(clusters, Way::SyncMap, &SYNC_MAP)),
};

pub(super) const WITH_MUTEX: Pattern = Pattern {
    id: "cluster-test-mutex",
    name: "Cluster test, mutex",
    summary: "The same with a map under a mutex.",
    when: "When goroutines share keys, or a map and something else change together.",
    source: functions!(GO, "func testWithMutex"),
    main: |clusters| Box::pin(run(clusters, Way::Mutex, &MUTEX)),
    ..PATTERN
};

pub(super) const INTO_SLICE: Pattern = Pattern {
    id: "cluster-test-slice",
    name: "Cluster test, slice",
    summary: "The same with a place for each result in a slice: no lock is needed.",
    when: "When the number of results is known before: nothing is simpler or faster.",
    source: functions!(GO, "func testIntoSlice"),
    main: |clusters| Box::pin(run(clusters, Way::Slice, &SLICE)),
    ..PATTERN
};

pub(super) const PLAIN: Pattern = Pattern {
    id: "cluster-test-map",
    name: "Cluster test, plain map",
    summary: "The same with a plain map and no lock: a data race, which kills most such programs.",
    when: "Never: Go stops a program whose goroutines write to a map at once.",
    source: functions!(GO, "func testWithPlainMap"),
    note: Some(
        "On one processor, as here, the map survives and the race detector tells. On several, Go stops most such \
         programs: fatal error: concurrent map writes. No recover catches it.",
    ),
    main: |clusters| Box::pin(run(clusters, Way::PlainMap, &PLAIN_MAP)),
    ..PATTERN
};

/// The place of the results.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    SyncMap,
    Mutex,
    Slice,
    PlainMap,
}

struct Results {
    sync_map: Map<usize, Option<Error>>,
    mu: Mutex,
    /// The map under the mutex or without one, or the slice, with a place for each cluster.
    places: Errors,
    /// The plain map's header, which every write changes. Present only there: it starts the race detector.
    header: Option<Shared<()>>,
}

async fn run(clusters: Workload, way: Way, lines: &'static Lines) {
    let results = Rc::new(Results {
        sync_map: Map::new(),
        mu: Mutex::new().named("mu"),
        places: Errors::new(clusters.len()),
        header: (way == Way::PlainMap).then(|| Shared::new("respMap", ())),
    });
    let wg = WaitGroup::new().named("wg");
    for cluster in 0..clusters.len() {
        wg.add(1);
        at(lines.spawn);
        let (clusters, results, wg) = (clusters.clone(), Rc::clone(&results), wg.clone());
        go_named(("cluster", cluster), async move {
            let _done = defer(|| wg.done());
            at(lines.test);
            let result = process(&context::background(), &clusters, cluster).await;
            match way {
                Way::SyncMap => {
                    at(STORE);
                    results.sync_map.store(cluster, result.err());
                }
                Way::Mutex => {
                    at(LOCK);
                    results.mu.lock().await;
                    results.places.set(cluster, result);
                    results.mu.unlock().await;
                }
                Way::Slice => results.places.set(cluster, result),
                Way::PlainMap => {
                    at(WRITE);
                    if let Some(header) = &results.header {
                        header.update(|()| ());
                    }
                    results.places.set(cluster, result);
                }
            }
        });
    }
    at(lines.wait);
    wg.wait().await;

    let mut unreachable = results.places.count();
    results.sync_map.range(|_, error| {
        unreachable += usize::from(error.is_some());
        true
    });
    let count = clusters.len();
    println(format!(
        "{unreachable} of {count} clusters cannot be reached"
    ));
    print_summary(&clusters);
}
