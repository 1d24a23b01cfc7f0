//! The flow pictures of small runs.

use super::*;
use analysis::analyse;
use goruntime::go::{Chan, WaitGroup, context, defer, go_named, sleep};
use goruntime::runtime::{Budget, Run};
use goruntime::time::Duration;

fn report(main: impl Future<Output = ()> + 'static) -> Report {
    analyse(&Run::new(Budget::default(), 1, main).finish())
}

/// The nodes as `name × count`, and the things with their ways.
#[track_caller]
fn check(report: &Report, expected: &str) {
    let graph = Graph::of(report).expect("the lives are kept");
    assert_eq!(in_words(&graph), expected);
}

fn fan_out(count: usize) -> Report {
    report(async move {
        let wg = WaitGroup::new().named("wg");
        for number in 0..count {
            wg.add(1);
            let wg = wg.clone();
            go_named(("worker", number), async move {
                let _done = defer(|| wg.done());
                sleep(Duration(1_000 + number as u64)).await;
            });
        }
        wg.wait().await;
    })
}

#[test]
fn few_are_shown_one_by_one_and_many_together() {
    check(
        &fan_out(2),
        "main starts worker 0. main starts worker 1. worker 1 wakes main through wg.",
    );
    check(
        &fan_out(50),
        "main starts worker × 50. worker × 50 wakes main through wg.",
    );
}

#[test]
fn a_context_is_a_thing_between_goroutines() {
    let cancelled = report(async {
        let (ctx, cancel) = context::with_cancel(&context::background());
        let ctx = ctx.named("ctx");
        let stopped: Chan<()> = Chan::new(0).named("stopped");
        let (seen, told) = (ctx.clone(), stopped.clone());
        go_named("service", async move {
            seen.done().receive().await;
            told.send(()).await;
        });
        sleep(Duration(5_000)).await;
        cancel.call();
        stopped.receive().await;
    });
    check(
        &cancelled,
        "main starts service. main wakes service through ctx.Done(). service wakes main through stopped.",
    );
}

/// Whatever the width and the number of goroutines, all lies within the picture and nothing lies over another.
#[test]
fn all_lies_within_the_picture() {
    for width in [320.0, 960.0, 4000.0] {
        for count in [0, 1, 4, 5, 700] {
            let report = fan_out(count);
            let figure = flow_figure("Title", "settings", &[("Run", &report)], width);
            for shape in &figure.shapes {
                let area = match shape {
                    Shape::Rect { area, .. } | Shape::Outline { area, .. } => *area,
                    Shape::Line { .. }
                    | Shape::Polyline { .. }
                    | Shape::Polygon { .. }
                    | Shape::Cross { .. }
                    | Shape::Text { .. } => continue,
                };
                assert!(
                    area.x >= 0.0 && area.x + area.width <= width,
                    "{width}, {count}: {shape:?}"
                );
                assert!(
                    area.y + area.height <= figure.height,
                    "{width}, {count}: {shape:?}"
                );
            }
        }
    }
}
