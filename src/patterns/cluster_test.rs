//! A connection to each cluster, the results in a `sync.Map`, in a map under a mutex, or in a slice.

use super::source::{Program, at, function};
use super::{Line, Pattern};
use crate::go::{Error, Map, Mutex, WaitGroup, context, defer, go, println};
use crate::params::Key;
use crate::world::{Workload, process, summary};
use std::cell::RefCell;
use std::rc::Rc;

const GO: Program = Program::new(include_str!("../../assets/go/cluster-test/main.go"));

pub(super) const PATTERN: Pattern = Pattern {
    id: "cluster-test",
    name: "Cluster test, sync.Map",
    summary: "A goroutine tests the connection to each cluster and stores the result in a sync.Map.",
    when: "When many goroutines write, each its own keys, and the keys are not known before.",
    folder: "cluster-test",
    variant: None,
    source: function!(GO, "func testWithSyncMap"),
    params: &[],
    defaults: &[(Key::Tasks, "50"), (Key::Latency, "500ms")],
    note: Some(
        "The talk's 25 s against 3 s does not follow from its own figures: 50 connections of 500 ms at once take 500 ms. \
         3 s need one cluster that takes 3 s.",
    ),
    main: |clusters| Box::pin(with_sync_map(clusters)),
};

pub(super) const WITH_MUTEX: Pattern = Pattern {
    id: "cluster-test-mutex",
    name: "Cluster test, mutex",
    summary: "The same with a plain map, which a mutex guards.",
    when: "When several goroutines read and write the same keys, or a map and something else change together.",
    variant: Some("mutex"),
    source: function!(GO, "func testWithMutex"),
    main: |clusters| Box::pin(with_mutex(clusters)),
    ..PATTERN
};

pub(super) const INTO_SLICE: Pattern = Pattern {
    id: "cluster-test-slice",
    name: "Cluster test, slice",
    summary: "The same with a place for each result in a slice: no two goroutines write to the same, so nothing guards it.",
    when: "Whenever it is known before how many results there will be: nothing is simpler or faster.",
    variant: Some("slice"),
    source: function!(GO, "func testIntoSlice"),
    main: |clusters| Box::pin(into_slice(clusters)),
    ..PATTERN
};

/// Where in the Go program a variant starts its goroutines, tests and waits.
struct Marks {
    spawn: Line,
    test: Line,
    wait: Line,
}

async fn with_sync_map(clusters: Workload) {
    const MARKS: Marks = Marks {
        spawn: GO.line("go func(c lab.Task) {"),
        test: GO.line("err := testConnection(c)"),
        wait: GO.line("wg.Wait()\n\treturn respMap"),
    };
    const STORE: Line = GO.line("respMap.Store(c.ID, err)");
    let results: Map<usize, Option<Error>> = Map::new();
    let store = results.clone();
    test_all(&clusters, &MARKS, move |cluster, error| {
        let store = store.clone();
        async move {
            at(STORE);
            store.store(cluster, error);
        }
    })
    .await;
    let mut unreachable = 0;
    results.range(|_, error| {
        unreachable += usize::from(error.is_some());
        true
    });
    report(&clusters, unreachable);
}

async fn with_mutex(clusters: Workload) {
    const MARKS: Marks = Marks {
        spawn: GO.line("go func(cluster lab.Task) {"),
        test: GO.line("err := testConnection(cluster)"),
        wait: GO.line("wg.Wait()\n\treturn results\n}\n\nfunc testIntoSlice"),
    };
    const LOCK: Line = GO.line("mu.Lock()");
    let mutex = Mutex::new();
    let results = Rc::new(RefCell::new(Vec::<(usize, Option<Error>)>::new()));
    let map = results.clone();
    test_all(&clusters, &MARKS, move |cluster, error| {
        let (mutex, map) = (mutex.clone(), map.clone());
        async move {
            at(LOCK);
            mutex.lock().await;
            map.borrow_mut().push((cluster, error));
            mutex.unlock().await;
        }
    })
    .await;
    let unreachable = results
        .borrow()
        .iter()
        .filter(|(_, error)| error.is_some())
        .count();
    report(&clusters, unreachable);
}

async fn into_slice(clusters: Workload) {
    const MARKS: Marks = Marks {
        spawn: GO.line("go func(i int, c lab.Task) {"),
        test: GO.line("results[i] = testConnection(c)"),
        wait: GO.line("wg.Wait()\n\treturn results\n}\n\nfunc main"),
    };
    let results: Rc<RefCell<Vec<Option<Error>>>> =
        Rc::new(RefCell::new(vec![None; clusters.len()]));
    let slice = results.clone();
    test_all(&clusters, &MARKS, move |cluster, error| {
        slice.borrow_mut()[cluster] = error;
        std::future::ready(())
    })
    .await;
    let unreachable = results.borrow().iter().flatten().count();
    report(&clusters, unreachable);
}

/// What the three have in common: a goroutine for each cluster, which tests and then stores.
async fn test_all<S: Future<Output = ()>>(
    clusters: &Workload,
    marks: &'static Marks,
    store: impl Fn(usize, Option<Error>) -> S + Clone + 'static,
) {
    let wg = WaitGroup::new();
    for cluster in 0..clusters.len() {
        wg.add(1);
        at(marks.spawn);
        let (clusters, store, wg) = (clusters.clone(), store.clone(), wg.clone());
        go(async move {
            let _done = defer(|| wg.done());
            at(marks.test);
            let result = process(&context::background(), &clusters, cluster).await;
            store(cluster, result.err()).await;
        });
    }
    at(marks.wait);
    wg.wait().await;
}

fn report(clusters: &Workload, unreachable: usize) {
    let count = clusters.len();
    println(format!(
        "{unreachable} of {count} clusters cannot be reached"
    ));
    println(summary(clusters));
}
