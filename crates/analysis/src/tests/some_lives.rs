//! The lives of some goroutines of a run that has too many to keep all.

use super::lives::{pause, trace};
use crate::*;
use goruntime::go::{Chan, Mutex, WaitGroup, defer, go_named, select_default};
use goruntime::trace::Trace;
use proptest::prelude::*;

/// `count` workers that take turns at a lock and a channel, each after its pause and with its own child.
fn turns(pauses: Vec<u64>) -> Trace {
    trace(async move {
        let (mu, out) = (Mutex::new().named("mu"), Chan::new(1).named("out"));
        let wg = WaitGroup::new().named("wg");
        for (worker, ms) in pauses.into_iter().enumerate() {
            pause(ms % 3).await;
            wg.add(1);
            let (mu, out, wg) = (mu.clone(), out.clone(), wg.clone());
            go_named(("worker", worker), async move {
                let _done = defer(|| wg.done());
                mu.lock().await;
                pause(ms).await;
                mu.unlock().await;
                select_default(&mut [&mut out.sending(worker)]);
                go_named(("child", worker), pause(ms));
            });
        }
        wg.wait().await;
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn some_lives_are_those_of_all(
        pauses in prop::collection::vec(0..20_u64, 1..30), first in 0..20_u32, rows in 0..8_u32, goroutine in 1..40_u32,
    ) {
        let trace = turns(pauses);
        let all = analyse(&trace);
        let kept = Kept { rows: first..first + rows, goroutine: Some(GoroutineId(goroutine)) };
        let mut analysis = Analysis::of_some(&trace, kept.clone());
        while !analysis.advance(&trace, 7) {}
        let some = analysis.finish(&trace);
        prop_assert!(some.has_some_lives() && !all.has_some_lives());
        prop_assert_eq!(some.span_lanes(), all.span_lanes());
        prop_assert_eq!(Some(all.most_at_once()), all.span_lanes());
        let is_kept = |id: GoroutineId| all.span(id).is_some_and(|span| kept.rows.contains(&span.lane) || id.0 == goroutine);
        for span in all.spans().unwrap() {
            prop_assert_eq!(some.goroutine_name(span.id), all.goroutine_name(span.id));
            let own = some.span(span.id);
            prop_assert_eq!(own.is_some(), is_kept(span.id));
            if let Some(own) = own {
                let same = GoroutineSpan { segments: span.segments, ..own.clone() };
                prop_assert_eq!(&same, span);
                prop_assert_eq!(some.segments(own), all.segments(span));
                prop_assert!(some.flows_of(span.id).eq(all.flows_of(span.id)));
                prop_assert!(some.incidents_of(span.id).eq(all.incidents_of(span.id)));
            }
        }
    }
}

#[test]
fn some_lives_of_a_hundred_thousand_goroutines_are_kept() {
    let trace = trace(async {
        for worker in 0..100_000 {
            go_named(("worker", worker), pause(1 + worker as u64 % 7));
        }
        pause(10).await;
    });
    let report = analyse(&trace);
    assert!(report.spans().is_none());
    assert_eq!(report.most_at_once(), 100_001);
    let kept = Kept {
        rows: 70_000..70_100,
        goroutine: None,
    };
    let mut analysis = Analysis::of_some(&trace, kept);
    analysis.advance(&trace, usize::MAX);
    let some = analysis.finish(&trace);
    assert_eq!(some.spans().map(<[_]>::len), Some(100));
    assert_eq!(some.goroutine_name(GoroutineId(99_999)), "worker 99997");
    assert_eq!(some.left_behind(), report.left_behind());
}
