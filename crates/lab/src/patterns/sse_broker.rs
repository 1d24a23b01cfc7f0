//! Server-sent events: one goroutine with one `select` over all of its inputs.

use super::print::{print_after, print_goroutines_left, print_summary};
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, begin, end};
use goruntime::go::context::CANCELED;
use goruntime::go::{
    Case, Chan, WaitGroup, after, after_func_named, defer, go_named, println, select,
    select_default, sleep,
};
use goruntime::time::Duration;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

const GO: Program = Program::new(include_str!("../../../../assets/go/sse-broker/main.go"));
const SELECT: Line = GO.line("select {\n\t\tcase <-br.shutdown:\n\t\t\t// Graceful");
const TRY_SEND: Line = GO.line("case conn.outboundMessage <- msg:");
const SEND: Line = GO.line("conn.outboundMessage <- msg\n");
const CLIENT: Line = GO.line("time.Sleep(conn.process)");
const UNREGISTER: Line = GO.line("br.unregister <- conn // Nobody");
const UNREGISTER_OR_END: Line = GO.line("select {\n\tcase br.unregister <- conn:");
const RECEIVE: Line = GO.line("for msg := range conn.outboundMessage {");
const PERIOD: Line = GO.line("select {\n\t\t\tcase <-time.After");
const PUBLISH: Line = GO.line("select {\n\t\tcase br.notifier <- message{");
const REGISTER: Line = GO.line("br.register <- conn");
const WAIT: Line = GO.line("busy.Wait()");

pub(super) const PATTERN: Pattern = Pattern {
    id: "sse-broker",
    name: "SSE broker",
    summary: "A broker sends each message to all clients without waiting; a client whose buffer is full is dropped. \
              A task is a message, until the last client is done with it.",
    when: "When slow receivers must not delay the rest, and may be dropped.",
    folder: "sse-broker",
    source: functions!(
        GO,
        "func (br *broker) run",
        "func (br *broker) broadcastMessage",
        "func (br *broker) handle",
        "func (br *broker) publish",
        "func main"
    ),
    params: &[Key::Period, Key::Process, Key::Buffer, Key::Shutdown],
    defaults: &[
        (Key::Tasks, "12"),
        (Key::Process, "list:20,50,240"),
        (Key::Buffer, "2"),
    ],
    note: Some(
        "After the shutdown nobody receives from unregister: every client's handler waits for ever.",
    ),
    main: |tasks| Box::pin(run(tasks, Way::Drop)),
};

pub(super) const BLOCKING: Pattern = Pattern {
    id: "sse-broker-blocking",
    name: "SSE broker that waits",
    summary: "The broker waits for each client: a slow one delays the broker, the other clients and the publisher.",
    when: "Never, where a receiver can be slow: use a select with a default.",
    source: functions!(
        GO,
        "func (br *broker) run",
        "func (br *broker) broadcastBlocking",
        "func (br *broker) handle",
        "func (br *broker) publish",
        "func main"
    ),
    main: |tasks| Box::pin(run(tasks, Way::Block)),
    ..PATTERN
};

pub(super) const FIXED: Pattern = Pattern {
    id: "sse-broker-fixed",
    name: "SSE broker, no leak",
    summary: "As the SSE broker, but a handler that unregisters also looks whether the broker is still there.",
    when: "Whenever a channel's other end may be gone: select on its end, too.",
    source: PATTERN.source,
    note: None,
    main: |tasks| Box::pin(run(tasks, Way::Fixed)),
    ..PATTERN
};

/// The differences of the variants.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Drop,
    Block,
    Fixed,
}

struct Broker {
    way: Way,
    tasks: Workload,
    /// Counts the broker and the clients that still receive messages.
    busy: WaitGroup,
    /// The time that each client takes for a message.
    process: Vec<Duration>,
    /// The messages for each client.
    outbound: Vec<Chan<usize>>,
    /// The clients to which it sends. A client is represented by its number, in the channels too.
    connections: RefCell<Vec<usize>>,
    register: Chan<usize>,
    unregister: Chan<usize>,
    /// A message is the number of its task.
    notifier: Chan<usize>,
    /// For each message the number of clients that have not finished it. Until it is sent to all, the broadcast counts too.
    pending: Vec<Cell<usize>>,
    shutdown: Chan<()>,
}

async fn run(tasks: Workload, way: Way) {
    let clients = tasks.listed(Key::Process).unwrap_or(1);
    let mut outbound = Vec::new();
    for client in 0..clients {
        let buffer = Chan::new(tasks.count(Key::Buffer));
        outbound.push(buffer.named(("outbound", client)));
    }
    let broker = Rc::new(Broker {
        way,
        busy: WaitGroup::new().named("busy"),
        process: tasks.durations(Key::Process, clients),
        outbound,
        connections: RefCell::default(),
        register: Chan::new(0).named("register"),
        unregister: Chan::new(0).named("unregister"),
        notifier: Chan::new(0).named("notifier"),
        pending: vec![Cell::new(1); tasks.len()],
        shutdown: Chan::new(0).named("shutdown"),
        tasks,
    });
    broker.busy.add(1);
    go_named("broker", Rc::clone(&broker).run());
    for client in 0..clients {
        at(REGISTER);
        broker.register.send(client).await;
        broker.busy.add(1);
        go_named(("client", client), Rc::clone(&broker).handle(client));
    }
    let moment = broker.tasks.duration(Key::Shutdown);
    let timer = (moment > Duration::ZERO).then(|| {
        let br = Rc::clone(&broker);
        after_func_named("shutdown", moment, move || {
            let br = Rc::clone(&br);
            async move {
                print_after("shutdown");
                br.shutdown.close();
            }
        })
    });
    broker.publish().await;
    if timer.is_none_or(|timer| timer.stop()) {
        broker.shutdown.close();
    }
    at(WAIT);
    broker.busy.wait().await;
    print_summary(&broker.tasks);
    print_goroutines_left();
}

impl Broker {
    async fn run(self: Rc<Broker>) {
        let _done = defer(|| self.busy.done());
        loop {
            at(SELECT);
            let mut shutdown = self.shutdown.receiving();
            let mut register = self.register.receiving();
            let mut unregister = self.unregister.receiving();
            let mut notifier = self.notifier.receiving();
            let cases: &mut [&mut dyn Case] =
                &mut [&mut shutdown, &mut register, &mut unregister, &mut notifier];
            match select(cases).await {
                0 => break,
                1 => self.connections.borrow_mut().extend(register.take()),
                2 => {
                    if let Some(client) = unregister.take() {
                        self.remove(client);
                    }
                }
                _ => {
                    if let Some(message) = notifier.take() {
                        self.broadcast(message).await;
                        self.done(message);
                    }
                }
            }
        }
        for client in self.connected() {
            self.shut_down(client);
        }
    }

    async fn broadcast(&self, message: usize) {
        for client in self.connected() {
            self.add_pending(message, 1);
            let outbound = &self.outbound[client];
            if self.way == Way::Block {
                at(SEND);
                outbound.send(message).await;
                continue;
            }
            at(TRY_SEND);
            if select_default(&mut [&mut outbound.sending(message)]).is_none() {
                println(format!("client {client} is too slow: dropped"));
                self.shut_down(client);
                self.done(message);
            }
        }
    }

    fn connected(&self) -> Vec<usize> {
        self.connections.borrow().clone()
    }

    fn shut_down(&self, client: usize) {
        self.remove(client);
        self.outbound[client].close();
    }

    fn remove(&self, client: usize) {
        self.connections.borrow_mut().retain(|c| *c != client);
    }

    /// A client's HTTP handler.
    async fn handle(self: Rc<Broker>, client: usize) {
        let mut count = 0;
        at(RECEIVE);
        while let Some(message) = self.outbound[client].receive().await {
            at(CLIENT);
            sleep(self.process[client]).await;
            count += 1;
            self.done(message);
            at(RECEIVE);
        }
        println(format!("client {client} got {count} messages"));
        self.busy.done();
        if self.way != Way::Fixed {
            at(UNREGISTER);
            self.unregister.send(client).await;
            return;
        }
        at(UNREGISTER_OR_END);
        let mut sent = self.unregister.sending(client);
        let mut shutdown = self.shutdown.receiving();
        select(&mut [&mut sent, &mut shutdown]).await;
    }

    /// Sends a message every period, until the broker shuts down.
    async fn publish(&self) {
        let period = self.tasks.duration(Key::Period);
        for task in 0..self.tasks.len() {
            let mut shutdown = self.shutdown.receiving();
            if task > 0 {
                at(PERIOD);
                let mut next = after(period).receiving();
                if select(&mut [&mut next, &mut shutdown]).await == 1 {
                    return;
                }
            }
            begin(&self.tasks, task);
            at(PUBLISH);
            let mut sent = self.notifier.sending(task);
            if select(&mut [&mut sent, &mut shutdown]).await == 1 {
                end(&self.tasks, task, &Err(CANCELED));
            }
        }
    }

    fn done(&self, message: usize) {
        if self.add_pending(message, -1) == 0 {
            end(&self.tasks, message, &Ok(()));
        }
    }

    /// Adds to the number of clients that have not finished the message.
    fn add_pending(&self, message: usize, delta: isize) -> usize {
        let pending = &self.pending[message];
        pending.set(pending.get().wrapping_add_signed(delta));
        pending.get()
    }
}
