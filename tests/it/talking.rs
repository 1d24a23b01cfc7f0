//! Closed forms of the patterns with communicating goroutines: the pipeline and the broker. Durations are drawn to the
//! nanosecond, so that two events are hardly ever at the same instant.

use crate::common;
use analysis::{Report, analyse};
use goruntime::time::Time;
use lab::patterns;
use proptest::prelude::*;

/// The start and the end of a task, in nanoseconds.
type Span = (u64, u64);

#[track_caller]
fn check(link: &str, spans: &[Span], total: u64) {
    let report = report(link);
    let actual: Vec<Option<Span>> = report
        .tasks
        .iter()
        .map(|task| Some((task.start?.0, task.end?.0)))
        .collect();
    let expected: Vec<Option<Span>> = spans.iter().copied().map(Some).collect();
    assert_eq!(actual, expected, "{link}");
    assert_eq!(report.total, Time(total), "{link}");
}

#[track_caller]
fn report(link: &str) -> Report {
    let id = link.trim_start_matches("?pattern=");
    let id = id.split('&').next().unwrap_or_default();
    let pattern = patterns::find(id).expect("the link names its pattern");
    analyse(&common::run(link, pattern))
}

fn list(ns: &[u64]) -> String {
    let list: Vec<String> = ns.iter().copied().map(milliseconds).collect();
    format!("list:{}", list.join(","))
}

fn milliseconds(ns: u64) -> String {
    format!("{}.{:06}", ns / 1_000_000, ns % 1_000_000)
}

/// A receiver of values from a buffered channel.
#[derive(Default)]
struct Receiver {
    buffer: usize,
    /// The moment at which it receives the next value.
    free: u64,
    /// The moment at which it received each value.
    took: Vec<u64>,
}

impl Receiver {
    fn new(buffer: usize) -> Receiver {
        Receiver {
            buffer,
            ..Receiver::default()
        }
    }

    /// Sends a value at a moment. Returns when the sender goes on, and when the value is received.
    fn offer(&mut self, at: u64) -> (u64, u64) {
        let taken = at.max(self.free);
        self.took.push(taken);
        let sent = match self.took.len().checked_sub(self.buffer + 1) {
            None => at,
            // Unbuffered: when this value is received. Buffered: when the value is received that makes room for it.
            Some(before) => at.max(self.took[before]),
        };
        (sent, taken)
    }
}

/// Generate, square, filter, consume: each task's span, and the end.
fn pipeline(tasks: usize, times: [u64; 4], buffer: usize) -> (Vec<Span>, u64) {
    let [mut square, mut filter, mut consumer] = [(); 3].map(|()| Receiver::new(buffer));
    let mut generator_free = 0;
    let spans = (1..=tasks).map(|n| {
        let start = generator_free;
        let (sent, taken) = square.offer(start + times[0]);
        generator_free = sent;
        let (sent, taken) = filter.offer(taken + times[1]);
        square.free = sent;
        let filtered = taken + times[2];
        if n % 2 == 1 {
            filter.free = filtered;
            return (start, filtered);
        }
        let (sent, taken) = consumer.offer(filtered);
        filter.free = sent;
        consumer.free = taken + times[3];
        (start, consumer.free)
    });
    let spans: Vec<Span> = spans.collect();
    let total = spans.iter().map(|span| span.1).max().unwrap_or_default();
    (spans, total)
}

/// The broker that drops messages: clients do not affect each other.
fn dropping(messages: u64, period: u64, clients: &[u64], buffer: usize) -> (Vec<Span>, u64) {
    let mut spans: Vec<Span> = (0..messages).map(|k| (k * period, k * period)).collect();
    let published = spans.last().map_or(0, |span| span.0);
    for process in clients {
        let mut client = Receiver::new(buffer);
        for span in &mut spans {
            let (sent, taken) = client.offer(span.0);
            if sent > span.0 {
                break;
            }
            client.free = taken + process;
            span.1 = span.1.max(client.free);
        }
    }
    let last = spans.iter().map(|span| span.1).max();
    (spans, published.max(last.unwrap_or_default()))
}

/// The broker that waits for each client in turn.
fn waiting(messages: u64, period: u64, clients: &[u64], buffer: usize) -> (Vec<Span>, u64) {
    let mut all: Vec<Receiver> = clients.iter().map(|_| Receiver::new(buffer)).collect();
    let (mut next, mut broker) = (0, 0);
    let spans = (0..messages).map(|_| {
        let start = next;
        let accepted = broker.max(start);
        next = accepted + period;
        let (mut end, mut now) = (accepted, accepted);
        for (client, process) in all.iter_mut().zip(clients) {
            let (sent, taken) = client.offer(now);
            client.free = taken + process;
            end = end.max(client.free);
            now = sent;
        }
        broker = now;
        (start, end)
    });
    let spans: Vec<Span> = spans.collect();
    let total = spans.iter().map(|span| span.1).max().unwrap_or_default();
    (spans, total)
}

fn time() -> impl Strategy<Value = u64> {
    1_000_000..200_000_000_u64
}

proptest! {
    #[test]
    fn the_slowest_stage_sets_the_pace(
        tasks in 1..20_usize,
        times in [time(), time(), time(), time()],
        buffer in 0..4_usize,
    ) {
        let (spans, total) = pipeline(tasks, times, buffer);
        let process = list(&times);
        check(
            &format!("?pattern=pipeline&tasks={tasks}&process={process}&buffer={buffer}"),
            &spans,
            total,
        );
    }

    #[test]
    fn slow_clients_are_dropped_or_stall_all(
        messages in 1..20_u64,
        period in time(),
        clients in proptest::collection::vec(time(), 1..5),
        buffer in 1..4_usize,
    ) {
        let process = list(&clients);
        let more = format!(
            "&tasks={messages}&period={}ms&process={process}&buffer={buffer}",
            milliseconds(period)
        );
        let (spans, total) = dropping(messages, period, &clients, buffer);
        check(&format!("?pattern=sse-broker{more}"), &spans, total);
        check(&format!("?pattern=sse-broker-fixed{more}"), &spans, total);
        let (spans, total) = waiting(messages, period, &clients, buffer);
        check(&format!("?pattern=sse-broker-blocking{more}"), &spans, total);
    }
}

#[test]
fn a_broker_that_is_gone_leaves_all_its_handlers_waiting() {
    #[track_caller]
    fn check(id: &str, left: usize) {
        let report = report(&format!("?pattern={id}&process=list:1,2,3,4,5"));
        let said = report.stdout.last().map(|printed| printed.line.as_str());
        let expected = format!("goroutines left: {left}");
        assert_eq!(said, Some(expected.as_str()), "{id}");
    }
    check("sse-broker", 5);
    check("sse-broker-blocking", 5);
    check("sse-broker-fixed", 0);
}

#[test]
fn a_consumer_that_stops_must_cancel() {
    #[track_caller]
    fn check(id: &str, line: &str) {
        let report = report(&format!("?pattern={id}"));
        let first = report.stdout.first().map(|printed| printed.line.as_str());
        assert_eq!(first, Some(line), "{id}");
    }
    check("pipeline", "even squares: 4, sum 120; goroutines left: 0");
    check(
        "pipeline-leak",
        "even squares: 1, sum 4; goroutines left: 3",
    );
    check(
        "pipeline-cancel",
        "even squares: 1, sum 4; goroutines left: 0",
    );
}
