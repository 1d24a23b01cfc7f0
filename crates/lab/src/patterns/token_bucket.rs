//! A rate limiter: a rate, and a burst.

use super::print::{print_error, print_summary};
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process};
use goruntime::go::rate::Limiter;
use goruntime::go::{context, exit, go_named};

const GO: Program = Program::new(include_str!("../../../../assets/go/token-bucket/main.go"));
const WAIT: Line = GO.line("p.limiter.Wait(ctx)");
const PROCESS: Line = GO.line("err := lab.Process(ctx, item)");
const WAIT_N: Line = GO.line("p.limiter.WaitN(ctx, 1)");
const SPAWN: Line = GO.line("go lab.Process(ctx, item)");

pub(super) const PATTERN: Pattern = Pattern {
    id: "token-bucket",
    name: "Token bucket",
    summary: "A burst goes through at once, then a fixed number a second; each item is processed before the next waits for \
              its token.",
    when: "When a service limits the requests a second, however long each takes.",
    folder: "token-bucket",
    source: functions!(GO, ") process("),
    params: &[Key::Rps, Key::Burst],
    defaults: &[
        (Key::Tasks, "30"),
        (Key::Latency, "30ms"),
        (Key::Burst, "10"),
    ],
    note: None,
    main: |tasks| Box::pin(run(tasks, false)),
};

pub(super) const BURST: Pattern = Pattern {
    id: "token-bucket-burst",
    name: "Token bucket, a goroutine each",
    summary: "Each item gets a goroutine as soon as there is a token for it; its end is not waited for.",
    when: "When requests may overlap; then with a WaitGroup or an errgroup, so that none is lost.",
    source: functions!(GO, ") processWithBurst("),
    defaults: &[
        (Key::Tasks, "30"),
        (Key::Latency, "250ms"),
        (Key::Burst, "10"),
    ],
    note: Some(
        "The talk's ProcessWithBurst returns with work in flight: what still runs when main returns is lost, and no \
         error is seen. Its burst is rps, not always the 10 of its comment.",
    ),
    main: |tasks| Box::pin(run(tasks, true)),
    ..PATTERN
};

async fn run(tasks: Workload, with_burst: bool) {
    let [rps, burst] =
        [Key::Rps, Key::Burst].map(|key| u32::try_from(tasks.count(key)).unwrap_or(u32::MAX));
    let limiter = Limiter::new(f64::from(rps), burst).recorded();
    let ctx = context::background();
    let mut result = Ok(());
    for task in 0..tasks.len() {
        at(if with_burst { WAIT_N } else { WAIT });
        // Wait(ctx) is WaitN(ctx, 1).
        result = limiter.wait_n(&ctx, 1).await;
        if result.is_err() {
            break;
        }
        if with_burst {
            at(SPAWN);
            let (ctx, t) = (ctx.clone(), tasks.clone());
            go_named(("task", task), async move {
                // It runs lab.Process itself, which is not of this program.
                at(SPAWN);
                let _ = process(&ctx, &t, task).await;
            });
            continue;
        }
        at(PROCESS);
        result = process(&ctx, &tasks, task).await;
        if result.is_err() {
            break;
        }
    }
    print_summary(&tasks);
    if let Err(err) = result {
        print_error(&err);
        exit();
    }
}
