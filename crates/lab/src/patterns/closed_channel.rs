//! Sending on a closed channel, and closing a channel twice.

use super::print::{print_after, print_summary};
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process_task};
use goruntime::go::{Chan, WaitGroup, defer, go_named, select_default};

const GO: Program = Program::new(include_str!("../../../../assets/go/closed-channel/main.go"));
const SPAWN: Line = GO.line("go answer(task)");
const PROCESS_AND_SEND: Line = GO.line("lab.ProcessTask(t)\n\tresults <- t.ID\n");
const SEND: Line = GO.line("results <- t.ID\n}\n\n");
const PROCESS_AND_SELECT: Line = GO.line("lab.ProcessTask(t)\n\tselect");
const SEND_OR_DEFAULT: Line = GO.line("case results <- t.ID:");
const PROCESS_AND_CLOSE: Line = GO.line("lab.ProcessTask(t)\n\tclose");
const CLOSE_AGAIN: Line = GO.line("close(results)\n}\n\nfunc firstOf");
const FIRST: Line =
    GO.line("<-results\n\tfmt.Println(\"the first answer came after\", lab.Elapsed())\n\tif");
const CLOSE: Line = GO.line("close(results)\n\t}\n\twg.Wait()");
const WAIT: Line = GO.line("wg.Wait()\n}\n\n");
const WAIT_AND_CLOSE: Line = GO.line("wg.Wait()\n\t\tclose(results)");
const CLOSE_LAST: Line = GO.line("close(results)\n\t}()");
const FIRST_OF_ALL: Line =
    GO.line("<-results\n\tfmt.Println(\"the first answer came after\", lab.Elapsed())\n\tfor");
const REST: Line = GO.line("for range results {");

pub(super) const PATTERN: Pattern = Pattern {
    id: "closed-channel",
    name: "Send on a closed channel",
    summary: "Main takes the first answer and closes the channel; the next goroutine that sends panics.",
    when: "Never: a channel's sender closes it, after the last send.",
    folder: "closed-channel",
    source: functions!(GO, "func send(", "func firstOf", "func start"),
    params: &[],
    defaults: &[(Key::Tasks, "3"), (Key::Latency, "uniform:50..150ms")],
    note: None,
    main: |tasks| Box::pin(first_of(tasks, Answer::Send)),
};

pub(super) const SELECT: Pattern = Pattern {
    id: "closed-channel-select",
    name: "Select on a closed channel",
    summary: "A default does not help: a send on a closed channel is ready, and panics.",
    when: "Never: default is for a channel that is not ready.",
    source: functions!(GO, "func sendOrDefault", "func firstOf", "func start"),
    main: |tasks| Box::pin(first_of(tasks, Answer::SendOrDefault)),
    ..PATTERN
};

pub(super) const TWICE: Pattern = Pattern {
    id: "closed-channel-twice",
    name: "Channel closed twice",
    summary: "Each goroutine closes the channel at its end; the second panics.",
    when: "Never: one goroutine closes a channel, or a sync.Once does.",
    source: functions!(GO, "func closeResults", "func firstOf", "func start"),
    main: |tasks| Box::pin(first_of(tasks, Answer::Close)),
    ..PATTERN
};

pub(super) const FIXED: Pattern = Pattern {
    id: "closed-channel-fixed",
    name: "Channel closed after the last send",
    summary: "A goroutine waits for all senders, then closes the channel; main receives until then.",
    when: "When several goroutines send on one channel, and the receiver ranges over it.",
    source: functions!(GO, "func send(", "func firstAndRest", "func start"),
    main: |tasks| Box::pin(first_and_rest(tasks)),
    ..PATTERN
};

/// The way in which a goroutine sends its answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Send,
    SendOrDefault,
    Close,
}

async fn first_of(tasks: Workload, answer: Answer) {
    let (results, wg) = (Chan::new(0).named("results"), WaitGroup::new().named("wg"));
    start(&tasks, answer, &results, &wg);
    at(FIRST);
    results.receive().await;
    say_first();
    if answer != Answer::Close {
        at(CLOSE);
        results.close();
    }
    at(WAIT);
    wg.wait().await;
    print_summary(&tasks);
}

async fn first_and_rest(tasks: Workload) {
    let (results, wg) = (Chan::new(0).named("results"), WaitGroup::new().named("wg"));
    start(&tasks, Answer::Send, &results, &wg);
    let closed = results.clone();
    go_named("closer", async move {
        at(WAIT_AND_CLOSE);
        wg.wait().await;
        at(CLOSE_LAST);
        closed.close();
    });
    at(FIRST_OF_ALL);
    results.receive().await;
    say_first();
    at(REST);
    while results.receive().await.is_some() {}
    print_summary(&tasks);
}

fn start(tasks: &Workload, answer: Answer, results: &Chan<usize>, wg: &WaitGroup) {
    for task in 0..tasks.len() {
        wg.add(1);
        at(SPAWN);
        let (t, results, wg) = (tasks.clone(), results.clone(), wg.clone());
        go_named(("task", task), async move {
            let _done = defer(|| wg.done());
            at(match answer {
                Answer::Send => PROCESS_AND_SEND,
                Answer::SendOrDefault => PROCESS_AND_SELECT,
                Answer::Close => PROCESS_AND_CLOSE,
            });
            process_task(&t, task).await;
            match answer {
                Answer::Send => {
                    at(SEND);
                    results.send(task).await;
                }
                Answer::SendOrDefault => {
                    at(SEND_OR_DEFAULT);
                    select_default(&mut [&mut results.sending(task)]);
                }
                Answer::Close => {
                    at(CLOSE_AGAIN);
                    results.close();
                }
            }
        });
    }
}

fn say_first() {
    print_after("the first answer came");
}
