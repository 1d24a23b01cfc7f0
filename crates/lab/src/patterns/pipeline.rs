//! Generate, square, filter: a goroutine for each stage, with channels between them.

use super::print::print_summary;
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, begin, end};
use goruntime::go::context::{Context, background, with_cancel};
use goruntime::go::{Chan, WaitGroup, defer, go_named, num_goroutine, println, select, sleep};
use goruntime::time::Duration;
use std::rc::Rc;

const GO: Program = Program::new(include_str!("../../../../assets/go/pipeline/main.go"));
const GENERATE: Line = GO.line("time.Sleep(times[0])");
const SQUARE: Stage = Stage {
    name: "square",
    out: "squares",
    receive: GO.line("for it := range in {\n\t\t\t\ttime.Sleep(times[1])"),
    work: GO.line("time.Sleep(times[1])"),
};
const FILTER: Stage = Stage {
    name: "filter",
    out: "even squares",
    receive: GO.line("for it := range in {\n\t\t\t\ttime.Sleep(times[2])"),
    work: GO.line("time.Sleep(times[2])"),
};
const CONSUME: Line = GO.line("time.Sleep(times[3])");
const SEND: Line = GO.line("select {\n\tcase out <- it:");
const RECEIVE: Line = GO.line("for it := range pipeline(");
const WAIT: Line = GO.line("stages.Wait()");

/// A middle stage: its name and that of its channel, and its lines.
struct Stage {
    name: &'static str,
    out: &'static str,
    receive: Line,
    work: Line,
}

pub(super) const PATTERN: Pattern = Pattern {
    id: "pipeline",
    name: "Pipeline",
    summary: "Numbers are generated, squared and filtered, each by a goroutine; a task is one number's way through.",
    when: "For work in stages: the slowest sets the pace, buffers only move where the rest wait.",
    folder: "pipeline",
    source: functions!(GO, "func pipeline", "func send", "func main"),
    params: &[Key::Buffer, Key::Process],
    defaults: &[(Key::Tasks, "8"), (Key::Process, "list:10,40,10,100")],
    note: None,
    main: |tasks| Box::pin(run(tasks, Consumer::TakesAll)),
};

pub(super) const LEAK: Pattern = Pattern {
    id: "pipeline-leak",
    name: "Pipeline without cancel",
    summary: "The consumer takes one result and stops: each stage waits for ever to send.",
    when: "Never: a consumer that stops receiving must cancel.",
    note: Some("The talk's pipeline leaks its stages when the consumer stops without a cancel."),
    main: |tasks| Box::pin(run(tasks, Consumer::Leaves)),
    ..PATTERN
};

pub(super) const CANCEL: Pattern = Pattern {
    id: "pipeline-cancel",
    name: "Pipeline with cancel",
    summary: "The consumer takes one result and cancels: each stage ends at its next send.",
    when: "Whenever a consumer may stop early; a cancel does not interrupt the work under way.",
    main: |tasks| Box::pin(run(tasks, Consumer::Cancels)),
    ..PATTERN
};

/// The behaviour of the consumer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Consumer {
    TakesAll,
    Leaves,
    Cancels,
}

/// A number with its task.
#[derive(Clone, Copy)]
struct Item {
    task: usize,
    n: u64,
}

/// The state shared by the stages.
struct Pipeline {
    tasks: Workload,
    ctx: Context,
    stages: WaitGroup,
    times: [Duration; 4],
}

async fn run(tasks: Workload, consumer: Consumer) {
    let listed = tasks.durations(Key::Process, 4);
    let (ctx, cancel) = match consumer {
        Consumer::TakesAll | Consumer::Leaves => (background(), None),
        Consumer::Cancels => {
            let (ctx, cancel) = with_cancel(&background());
            (ctx.named("ctx"), Some(cancel))
        }
    };
    let pipeline = Rc::new(Pipeline {
        tasks: tasks.clone(),
        ctx,
        stages: WaitGroup::new().named("stages"),
        times: std::array::from_fn(|i| listed.get(i).copied().unwrap_or_default()),
    });
    let results = pipeline.filter(pipeline.square(pipeline.generate()));
    let (mut count, mut sum) = (0, 0);
    at(RECEIVE);
    while let Some(item) = results.receive().await {
        at(CONSUME);
        sleep(pipeline.times[3]).await;
        end(&tasks, item.task, &Ok(()));
        count += 1;
        sum += item.n;
        if consumer != Consumer::TakesAll {
            break;
        }
        at(RECEIVE);
    }
    if let Some(cancel) = cancel {
        cancel.call();
        at(WAIT);
        pipeline.stages.wait().await;
    }
    let left = num_goroutine() - 1;
    println(format!(
        "even squares: {count}, sum {sum}; goroutines left: {left}"
    ));
    print_summary(&tasks);
}

impl Pipeline {
    fn generate(self: &Rc<Pipeline>) -> Chan<Item> {
        let (p, out) = self.stage("numbers");
        let sent = out.clone();
        go_named("generate", async move {
            let _done = defer(|| p.stages.done());
            let _close = defer(|| sent.close());
            for task in 0..p.tasks.len() {
                begin(&p.tasks, task);
                at(GENERATE);
                sleep(p.times[0]).await;
                let n = task as u64 + 1;
                if !p.send(&sent, Item { task, n }).await {
                    return;
                }
            }
        });
        out
    }

    fn square(self: &Rc<Pipeline>, input: Chan<Item>) -> Chan<Item> {
        self.receive_and_send(&SQUARE, input, self.times[1], |n| Some(n * n))
    }

    fn filter(self: &Rc<Pipeline>, input: Chan<Item>) -> Chan<Item> {
        self.receive_and_send(&FILTER, input, self.times[2], |n| (n % 2 == 0).then_some(n))
    }

    /// A middle stage: it works for a time on each number, and sends the result of `step`, if there is one.
    fn receive_and_send(
        self: &Rc<Pipeline>,
        stage: &'static Stage,
        input: Chan<Item>,
        time: Duration,
        step: fn(u64) -> Option<u64>,
    ) -> Chan<Item> {
        let (p, out) = self.stage(stage.out);
        let sent = out.clone();
        go_named(stage.name, async move {
            let _done = defer(|| p.stages.done());
            let _close = defer(|| sent.close());
            at(stage.receive);
            while let Some(Item { task, n }) = input.receive().await {
                at(stage.work);
                sleep(time).await;
                match step(n) {
                    None => end(&p.tasks, task, &Ok(())),
                    Some(n) => {
                        if !p.send(&sent, Item { task, n }).await {
                            return;
                        }
                    }
                }
                at(stage.receive);
            }
        });
        out
    }

    /// Begins a stage, and makes its channel.
    fn stage(self: &Rc<Pipeline>, out: &str) -> (Rc<Pipeline>, Chan<Item>) {
        self.stages.add(1);
        let out = Chan::new(self.tasks.count(Key::Buffer)).named(out);
        (Rc::clone(self), out)
    }

    /// Sends an item according to the variant. False if the context is done.
    async fn send(&self, out: &Chan<Item>, item: Item) -> bool {
        at(SEND);
        let (mut sent, mut done) = (out.sending(item), self.ctx.done().receiving());
        if select(&mut [&mut sent, &mut done]).await == 0 {
            return true;
        }
        end(&self.tasks, item.task, &self.ctx.err().map_or(Ok(()), Err));
        false
    }
}
