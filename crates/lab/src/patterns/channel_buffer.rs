//! A producer and a consumer of different speed, with and without a buffer between them.

use super::print::{print_after, print_summary};
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process_task};
use goruntime::go::{Chan, WaitGroup, defer, go_named, sleep};

const GO: Program = Program::new(include_str!("../../../../assets/go/channel-buffer/main.go"));
const SPAWN: Line = GO.line("go func() {");
const RECEIVE: Line = GO.line("for task := range ch {");
const CONSUME: Line = GO.line("time.Sleep(consume[task.ID])");
const PRODUCE: Line = GO.line("lab.ProcessTask(task)");
const SEND: Line = GO.line("ch <- task");
const WAIT: Line = GO.line("wg.Wait()");

pub(super) const PATTERN: Pattern = Pattern {
    id: "channel-buffer",
    name: "Channel buffer",
    summary: "A producer sends to a slower consumer: it waits at every value, with a buffer only when that is full.",
    when: "Without a buffer when the two are to meet at every value; with one when their speeds vary and the difference is bounded.",
    folder: "channel-buffer",
    source: functions!(GO, "func produceAndConsume"),
    params: &[Key::Buffer, Key::Process],
    defaults: &[
        (Key::Tasks, "20"),
        (Key::Latency, "10ms"),
        (Key::Process, "20ms"),
    ],
    note: None,
    main: |tasks| Box::pin(run(tasks)),
};

async fn run(tasks: Workload) {
    let consume = tasks.durations(Key::Process, tasks.len());
    let ch: Chan<usize> = Chan::new(tasks.count(Key::Buffer)).named("ch");
    let wg = WaitGroup::new().named("wg");
    wg.add(1);
    at(SPAWN);
    let (values, consumer) = (ch.clone(), wg.clone());
    go_named("consumer", async move {
        let _done = defer(|| consumer.done());
        at(RECEIVE);
        while let Some(task) = values.receive().await {
            at(CONSUME);
            sleep(consume[task]).await;
            at(RECEIVE);
        }
    });
    for task in 0..tasks.len() {
        at(PRODUCE);
        process_task(&tasks, task).await;
        at(SEND);
        ch.send(task).await;
    }
    ch.close();
    print_after("the producer is done");
    at(WAIT);
    wg.wait().await;
    print_after("the consumer is done");
    print_summary(&tasks);
}
