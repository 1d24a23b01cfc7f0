//! A request whose client disconnects, in the item loop and in batches, with and without its context passed on.

use super::print::{print_after, print_summary};
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{self, Workload, elapsed};
use goruntime::go::context::{self, Context};
use goruntime::go::{
    Chan, Error, WaitGroup, after_func_named, defer, go_named, println, select, select_default,
};
use goruntime::time::Duration;

const GO: Program = Program::new(include_str!(
    "../../../../assets/go/client-disconnect/main.go"
));
const WATCH: Line = GO.line("select {\n\t\tcase <-done:");
const CANCEL: Line = GO.line("cancel() // Client disconnected!");
const PROCESS: Line = GO.line("lab.Process(ctx, task)");
const SPAWN: Line = GO.line("go func(idx int) {");
const PROCESS_INDEX: Line = GO.line("lab.Process(ctx, tasks[idx])");
const WAIT: Line = GO.line("wg.Wait()");

/// The variants.
#[derive(Clone, Copy)]
struct Form {
    batched: bool,
    ignored: bool,
}

pub(super) const PATTERN: Pattern = Pattern {
    id: "client-disconnect",
    name: "Client disconnect",
    summary: "The client goes away: its request's context is cancelled, the running task stops at once, the rest \
              never starts.",
    when: "In every handler that calls something slow: pass the request's context on.",
    folder: "client-disconnect",
    source: functions!(GO, "func handle(", "func process("),
    params: &[Key::Disconnect],
    defaults: &[(Key::Disconnect, "4.95s")],
    note: Some(
        "http.CloseNotifier is deprecated: the server cancels r.Context() when the client goes. As the slide has it, \
         with the goroutine behind an if, go vet reports a lost cancel.",
    ),
    main: |tasks| {
        run(
            tasks,
            Form {
                batched: false,
                ignored: false,
            },
        )
    },
};

pub(super) const IGNORED: Pattern = Pattern {
    id: "client-disconnect-ignored",
    name: "Client disconnect, ignored",
    summary: "The client goes away, but the context was not passed on: all work is done, for nobody.",
    when: "Never: pass the request's context on.",
    source: functions!(GO, "func handle(", "func process("),
    main: |tasks| {
        run(
            tasks,
            Form {
                batched: false,
                ignored: true,
            },
        )
    },
    ..PATTERN
};

pub(super) const BATCHED: Pattern = Pattern {
    id: "client-disconnect-batched",
    name: "Client disconnect, in batches",
    summary: "The client goes away: the running batch stops at once, the rest never starts.",
    when: "For batches in a handler: ask the context before each, and pass it on to every task.",
    source: functions!(GO, "func handle(", "func processInBatches("),
    params: &[Key::Disconnect, Key::Batch],
    defaults: &[(Key::Latency, "500ms"), (Key::Disconnect, "4.95s")],
    main: |tasks| {
        run(
            tasks,
            Form {
                batched: true,
                ignored: false,
            },
        )
    },
    ..PATTERN
};

pub(super) const BATCHED_IGNORED: Pattern = Pattern {
    id: "client-disconnect-batched-ignored",
    name: "Client disconnect, in batches, ignored",
    summary: IGNORED.summary,
    when: IGNORED.when,
    source: BATCHED.source,
    main: |tasks| {
        run(
            tasks,
            Form {
                batched: true,
                ignored: true,
            },
        )
    },
    ..BATCHED
};

fn run(tasks: Workload, form: Form) -> futures::future::LocalBoxFuture<'static, ()> {
    Box::pin(async move {
        let closed: Chan<()> = Chan::new(0).named("closed");
        let disconnect = tasks.duration(Key::Disconnect);
        if disconnect > Duration::ZERO {
            let closed = closed.clone();
            after_func_named("client", disconnect, move || {
                let closed = closed.clone();
                async move {
                    print_after("the client disconnects");
                    closed.close();
                }
            });
        }
        let (request, end) = context::with_cancel(&context::background());
        let request = request.named("request");
        let _end = defer(|| end.call());
        let (ctx, cancel) = context::with_cancel(&request);
        let ctx = ctx.named("ctx");
        let done = ctx.done();
        go_named("watcher", async move {
            at(WATCH);
            let chosen = select(&mut [&mut done.receiving(), &mut closed.receiving()]).await;
            // Otherwise the request is completed.
            if chosen == 1 {
                at(CANCEL);
                cancel.call();
            }
        });
        let ctx = if form.ignored {
            context::background()
        } else {
            ctx
        };
        let result = if form.batched {
            process_in_batches(&ctx, &tasks).await
        } else {
            process(&ctx, &tasks).await
        };

        match result {
            Ok(()) => println("the handler returns: <nil>"),
            Err(err) => println(format!("the handler returns: {err}")),
        }
        print_summary(&tasks);
        let disconnect = disconnect.round_to_millis();
        if form.ignored && disconnect > Duration::ZERO && elapsed() > disconnect {
            println(format!("worked for nobody for {}", elapsed() - disconnect));
        }
    })
}

async fn process(ctx: &Context, tasks: &Workload) -> Result<(), Error> {
    for task in 0..tasks.len() {
        if select_default(&mut [&mut ctx.done().receiving()]).is_some() {
            return ctx.err().map_or(Ok(()), Err); // Exit early!
        }
        at(PROCESS);
        world::process(ctx, tasks, task).await?;
    }
    Ok(())
}

async fn process_in_batches(ctx: &Context, tasks: &Workload) -> Result<(), Error> {
    let mut batch_size = tasks.count(Key::Batch);
    let mut i = 0;
    while i < tasks.len() && ctx.err().is_none() {
        // The last batch might be smaller.
        batch_size = batch_size.min(tasks.len() - i);
        let wg = WaitGroup::new().named("wg");
        for index in i..i + batch_size {
            wg.add(1);
            at(SPAWN);
            let (ctx, t, wg) = (ctx.clone(), tasks.clone(), wg.clone());
            go_named(("task", index), async move {
                let _done = defer(|| wg.done());
                at(PROCESS_INDEX);
                let _ = world::process(&ctx, &t, index).await;
            });
        }
        at(WAIT);
        wg.wait().await;
        i += batch_size;
    }
    ctx.err().map_or(Ok(()), Err)
}
