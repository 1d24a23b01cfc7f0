//! Goroutines that compute, on one processor or several.

use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, begin, end, result};
use goruntime::go::{WaitGroup, compute, defer, go_named, println};

const GO: Program = Program::new(include_str!("../../../../assets/go/cpu-bound/main.go"));
const SPAWN: Line = GO.line("go func(t lab.Task) {");
const COMPUTE: Line = GO.line("compute(t.Latency)");
const WAIT: Line = GO.line("wg.Wait()");

pub(super) const PATTERN: Pattern = Pattern {
    id: "cpu-bound",
    name: "CPU-bound",
    summary: "A goroutine per task computes: as many run at once as there are processors (GOMAXPROCS).",
    when: "For work that computes: more goroutines than processors only take turns, 10 ms each.",
    folder: "cpu-bound",
    source: functions!(GO, "func computeAll"),
    params: &[Key::Procs],
    defaults: &[(Key::Tasks, "8")],
    note: None,
    main: |tasks| Box::pin(run(tasks)),
};

async fn run(tasks: Workload) {
    let wg = WaitGroup::new().named("wg");
    for task in 0..tasks.len() {
        wg.add(1);
        at(SPAWN);
        let (t, wg) = (tasks.clone(), wg.clone());
        go_named(("task", task), async move {
            let _done = defer(|| wg.done());
            begin(&t, task);
            at(COMPUTE);
            compute(t.latency(task)).await;
            end(&t, task, &result(&t, task));
        });
    }
    at(WAIT);
    wg.wait().await;
    let results = tasks
        .latencies()
        .iter()
        .map(|latency| loop_result(latency.0));
    let sum = results.fold(0, u64::wrapping_add);
    println(format!("checksum {sum:016x}"));
    print_summary(&tasks);
}

/// The result of the Go program's loop of `rounds` rounds, `x = x * A + B` from 1 on, in logarithmically many steps: two
/// rounds of such a function are another such function.
fn loop_result(mut rounds: u64) -> u64 {
    let (mut a, mut b) = (6_364_136_223_846_793_005_u64, 1_442_695_040_888_963_407_u64);
    let mut x = 1_u64;
    while rounds > 0 {
        if rounds & 1 == 1 {
            x = x.wrapping_mul(a).wrapping_add(b);
        }
        b = a.wrapping_mul(b).wrapping_add(b);
        a = a.wrapping_mul(a);
        rounds >>= 1;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closed_form_equals_the_loop() {
        let (a, b) = (6_364_136_223_846_793_005_u64, 1_442_695_040_888_963_407_u64);
        let mut x = 1_u64;
        for rounds in 0..100 {
            assert_eq!(loop_result(rounds), x, "{rounds} rounds");
            x = x.wrapping_mul(a).wrapping_add(b);
        }
    }
}
