//! Slide 7's loop: all goroutines of a batch write to one `err`, or each to a place of its own.

use super::errors::Errors;
use super::print::{print_error, print_summary};
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process};
use goruntime::go::{Error, Shared, WaitGroup, context, defer, go_named, println};

const GO: Program = Program::new(include_str!("../../../../assets/go/shared-err/main.go"));
const SLIDE_7: Lines = Lines {
    spawn: GO.line("go func(idx int) {"),
    handle: GO.line("err = impl.handleCiSuccessEvent(ciArtifactArr[idx])"),
    wait: GO.line("wg.Wait()\n"),
};
const OWN: Lines = Lines {
    spawn: GO.line("go func(own int) {"),
    handle: GO.line("errs[own] = impl.handleCiSuccessEvent"),
    wait: GO.line("wg.Wait() // Nobody"),
};

/// The lines of a loop.
struct Lines {
    spawn: Line,
    handle: Line,
    wait: Line,
}

pub(super) const PATTERN: Pattern = Pattern {
    id: "shared-err",
    name: "Batched, one err for all",
    summary: "Slide 7's loop: every goroutine writes to one err, a data race, and the last success wipes an error away.",
    when: "Never: what several goroutines write needs a place for each, or a lock.",
    folder: "shared-err",
    source: functions!(GO, "handleAll(ciArtifactArr []lab.Task)"),
    params: &[Key::Batch],
    defaults: &[(Key::Tasks, "12"), (Key::Fail, "3,5,7")],
    note: Some("The loop is slide 7's, as printed. Of 12 events 3 fail, and err is nil."),
    main: |events| Box::pin(run(events, &SLIDE_7, Place::shared())),
};

pub(super) const FIXED: Pattern = Pattern {
    id: "shared-err-fixed",
    name: "Batched, an error for each",
    summary: "The same loop with a slice of errors, a place for each event: no race, and every error is there.",
    when: "When every error of a batch matters and the number of tasks is known.",
    source: functions!(GO, "handleAllFixed(ciArtifactArr []lab.Task)"),
    note: None,
    main: |events| {
        let errs = Place::Own(Errors::new(events.len()));
        Box::pin(run(events, &OWN, errs))
    },
    ..PATTERN
};

/// Where the errors go.
#[derive(Clone)]
enum Place {
    Shared(Shared<Option<Error>>),
    Own(Errors),
}

impl Place {
    fn shared() -> Place {
        Place::Shared(Shared::new("err", None))
    }
}

async fn run(events: Workload, lines: &'static Lines, place: Place) {
    let mut batch_size = events.count(Key::Batch);
    let mut i = 0;
    while i < events.len() {
        batch_size = batch_size.min(events.len() - i);
        let wg = WaitGroup::new().named("wg");
        for event in i..i + batch_size {
            wg.add(1);
            at(lines.spawn);
            let (events, wg, place) = (events.clone(), wg.clone(), place.clone());
            go_named(("event", event), async move {
                let _done = defer(|| wg.done());
                at(lines.handle);
                let result = process(&context::background(), &events, event).await;
                match place {
                    Place::Shared(err) => err.set(result.err()),
                    Place::Own(errs) => errs.set(event, result),
                }
            });
        }
        at(lines.wait);
        wg.wait().await;
        i += batch_size;
    }
    match place {
        Place::Shared(err) => println(match err.get() {
            Some(err) => format!("err: {err}"),
            None => String::from("err: <nil>"),
        }),
        Place::Own(errs) => errs.for_each(|_, err| print_error(err)),
    }
    print_summary(&events);
}
