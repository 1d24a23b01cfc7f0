//! Batches of goroutines with atomic counters: as on the slide, and with a smaller last batch.

use super::batched::panic_behind;
use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process};
use goruntime::go::{AtomicInt, WaitGroup, context, defer, go_named, println};

const GO: Program = Program::new(include_str!("../../../../assets/go/hibernation/main.go"));
const BATCHES: Loop = Loop {
    shrinks: true,
    spawn: GO.line("go func(index int) {"),
    check: GO.line("checkNode(replicaNodes[index])"),
    count: GO.line_in("func checkHibernation", "if canHibernate {"),
    wait: GO.line_in("func checkHibernation", "wg.Wait()"),
};
const SLIDE_19: Loop = Loop {
    shrinks: false,
    spawn: GO.line("go func(j int) {"),
    check: GO.line("checkNode(replicaNodes[i+j])"),
    count: GO.line_in("func checkAsOnSlide19", "if canHibernate {"),
    wait: GO.line_in("func checkAsOnSlide19", "wg.Wait()"),
};

pub(super) const PATTERN: Pattern = Pattern {
    id: "hibernation",
    name: "Hibernation check",
    summary: "Batches of goroutines check nodes and count with atomics: 85 of 100 can be hibernated, 42 are.",
    when: "When many goroutines count: an atomic addition loses nothing and needs no lock.",
    folder: "hibernation",
    source: functions!(GO, "func checkHibernation"),
    params: &[Key::Batch],
    defaults: &[(Key::Latency, "50ms"), (Key::Batch, "10")],
    note: Some(
        "Slide 19's last batch is not made smaller: where it is not full, it reads behind the end of the slice. Here \
         it is made smaller.",
    ),
    main: |nodes| Box::pin(run(nodes, &BATCHES)),
};

pub(super) const SLIDE: Pattern = Pattern {
    id: "hibernation-slide",
    name: "Hibernation check, as on the slide",
    summary: "The same with the slide's loop: a last batch that is not full reads behind the end of the slice, and \
              the process dies.",
    when: "Never: it works only while the number of nodes is a multiple of the batch size.",
    source: functions!(GO, "func checkAsOnSlide19"),
    defaults: &[
        (Key::Tasks, "97"),
        (Key::Latency, "50ms"),
        (Key::Batch, "10"),
    ],
    note: Some(
        "The loop is slide 19's, as printed. The corrected one makes the last batch smaller.",
    ),
    main: |nodes| Box::pin(run(nodes, &SLIDE_19)),
    ..PATTERN
};

/// A loop over the batches, and its lines.
struct Loop {
    /// Whether the last batch is made smaller.
    shrinks: bool,
    spawn: Line,
    check: Line,
    count: Line,
    wait: Line,
}

async fn run(nodes: Workload, of: &'static Loop) {
    let (can, are) = (AtomicInt::new(0), AtomicInt::new(0));
    let mut batch_size = nodes.count(Key::Batch);
    let mut i = 0;
    while i < nodes.len() {
        if of.shrinks {
            batch_size = batch_size.min(nodes.len() - i);
        }
        let wg = WaitGroup::new().named("wg");
        for index in i..i + batch_size {
            wg.add(1);
            at(of.spawn);
            let (nodes, wg) = (nodes.clone(), wg.clone());
            let (can, are) = (can.clone(), are.clone());
            go_named(("node", index), async move {
                let _done = defer(|| wg.done());
                at(of.check);
                let (can_hibernate, is_hibernated) = check_node(&nodes, index).await;
                at(of.count);
                if can_hibernate {
                    can.add(1);
                }
                if is_hibernated {
                    are.add(1);
                }
            });
        }
        at(of.wait);
        wg.wait().await;
        i += batch_size;
    }
    let (can, are) = (can.load(), are.load());
    let status = match usize::try_from(are) {
        Ok(0) => "not hibernated",
        Ok(n) if n == nodes.len() => "hibernated",
        _ => "partially hibernated",
    };
    println(format!("{can} can be hibernated, {are} are: {status}"));
    print_summary(&nodes);
}

async fn check_node(nodes: &Workload, node: usize) -> (bool, bool) {
    if node >= nodes.len() {
        panic_behind(node, nodes.len());
        return (false, false);
    }
    match process(&context::background(), nodes, node).await {
        Ok(()) => (node % 100 < 85, node % 100 < 42),
        Err(_) => (false, false),
    }
}
