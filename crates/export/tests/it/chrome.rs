//! Chrome trace events, checked against the public description of the format ("Trace Event Format"): the fields of each
//! phase, and what readers rely on: nested slices, moments that grow, and arrows with two ends.

use crate::registry::{self, Finished};
use export::chrome::chrome;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The JSON object form of the format.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "displayTimeUnit")]
    unit: String,
    #[serde(rename = "traceEvents")]
    events: Vec<Event>,
}

/// An event with the fields of its phase, and no others.
#[derive(Debug, Deserialize)]
#[serde(tag = "ph", deny_unknown_fields)]
enum Event {
    /// The beginning of a slice.
    B {
        pid: u32,
        tid: u32,
        ts: f64,
        name: String,
        cat: String,
        args: Option<Arguments>,
    },
    /// Its end.
    E { pid: u32, tid: u32, ts: f64 },
    /// The beginning of an asynchronous slice.
    #[serde(rename = "b")]
    AsyncBegin {
        pid: u32,
        tid: u32,
        ts: f64,
        name: String,
        cat: String,
        id2: Id,
    },
    /// Its end.
    #[serde(rename = "e")]
    AsyncEnd {
        pid: u32,
        tid: u32,
        ts: f64,
        name: String,
        cat: String,
        id2: Id,
        args: Arguments,
    },
    /// The tail of an arrow.
    #[serde(rename = "s")]
    FlowStart {
        pid: u32,
        tid: u32,
        ts: f64,
        name: String,
        cat: String,
        id: u64,
    },
    /// Its head, which must be attached to the slice around it.
    #[serde(rename = "f")]
    FlowEnd {
        pid: u32,
        tid: u32,
        ts: f64,
        name: String,
        cat: String,
        id: u64,
        bp: String,
    },
    /// A counter.
    C {
        pid: u32,
        tid: u32,
        ts: f64,
        name: String,
        args: BTreeMap<String, f64>,
    },
    /// An instant of a thread.
    #[serde(rename = "i")]
    Instant {
        pid: u32,
        tid: u32,
        ts: f64,
        name: String,
        cat: String,
        s: String,
        args: Arguments,
    },
    /// A name.
    M {
        pid: u32,
        tid: u32,
        name: String,
        args: Arguments,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Id {
    local: String,
}

type Arguments = BTreeMap<String, serde_json::Value>;

/// What is open while a file is read.
#[derive(Default)]
struct Reader {
    /// By process and thread, the names of open slices.
    open: BTreeMap<(u32, u32), Vec<String>>,
    /// By process and thread, the last moment.
    last: BTreeMap<(u32, u32), f64>,
    tasks: BTreeSet<(u32, String, String)>,
    arrows: BTreeMap<u64, f64>,
    named: BTreeSet<(u32, u32)>,
    slices: usize,
    flows: usize,
}

impl Reader {
    #[track_caller]
    fn at(&mut self, pid: u32, tid: u32, ts: f64) {
        let last = self.last.entry((pid, tid)).or_insert(0.0);
        assert!(
            ts >= *last,
            "process {pid}, thread {tid}: {ts} after {last}"
        );
        *last = ts;
        assert!(
            tid == 0 || self.named.contains(&(pid, tid)),
            "thread {tid} has no name"
        );
    }

    #[track_caller]
    fn read(&mut self, event: Event) {
        match event {
            Event::B {
                pid,
                tid,
                ts,
                name,
                cat,
                args,
            } => {
                self.at(pid, tid, ts);
                assert_eq!(cat, "goroutine");
                let keys = ["function", "at", "on"];
                let known = |args: Arguments| args.keys().all(|key| keys.contains(&&**key));
                assert!(args.is_none_or(known), "{name}");
                self.open.entry((pid, tid)).or_default().push(name);
                self.slices += 1;
            }
            Event::E { pid, tid, ts } => {
                self.at(pid, tid, ts);
                let open = self.open.get_mut(&(pid, tid)).and_then(Vec::pop);
                assert!(open.is_some(), "an E without its B");
            }
            Event::AsyncBegin {
                pid,
                tid,
                ts,
                name,
                cat,
                id2,
            } => {
                self.at(pid, tid, ts);
                assert_eq!(cat, "task");
                assert!(self.tasks.insert((pid, id2.local, name)), "begun twice");
            }
            Event::AsyncEnd {
                pid,
                tid,
                ts,
                name,
                cat,
                id2,
                args,
            } => {
                self.at(pid, tid, ts);
                assert_eq!(cat, "task");
                assert!(args.contains_key("outcome"));
                assert!(
                    self.tasks.remove(&(pid, id2.local, name)),
                    "an e without its b"
                );
            }
            other => self.read_other(other),
        }
    }

    /// What is no slice of a thread and no task.
    #[track_caller]
    fn read_other(&mut self, event: Event) {
        match event {
            Event::FlowStart {
                pid,
                tid,
                ts,
                name,
                cat,
                id,
            } => {
                self.at(pid, tid, ts);
                assert_eq!((&*name, &*cat), ("wakes", "wake"));
                self.is_on_a_slice(pid, tid);
                assert_eq!(self.arrows.insert(id, ts), None, "two arrows {id}");
                self.flows += 1;
            }
            Event::FlowEnd {
                pid,
                tid,
                ts,
                name,
                cat,
                id,
                bp,
            } => {
                self.at(pid, tid, ts);
                assert_eq!((&*name, &*cat, &*bp), ("wakes", "wake", "e"));
                self.is_on_a_slice(pid, tid);
                let began = self.arrows.remove(&id).expect("an f without its s");
                assert!(ts >= began, "an arrow back in time");
            }
            Event::C {
                pid,
                tid,
                ts,
                name,
                args,
            } => {
                self.at(pid, tid, ts);
                assert!(!name.is_empty() && !args.is_empty());
                assert!(args.values().all(|value| *value >= 0.0), "{name}: {args:?}");
            }
            Event::Instant {
                pid,
                tid,
                ts,
                name,
                cat,
                s,
                args,
            } => {
                self.at(pid, tid, ts);
                assert_eq!((&*cat, &*s), ("log", "t"), "{name}");
                assert!(args.contains_key("text"));
            }
            Event::M {
                pid,
                tid,
                name,
                args,
            } => {
                let key = if name.ends_with("_name") {
                    "name"
                } else {
                    "sort_index"
                };
                assert!(args.contains_key(key), "{name}");
                self.named.insert((pid, tid));
            }
            Event::B { .. }
            | Event::E { .. }
            | Event::AsyncBegin { .. }
            | Event::AsyncEnd { .. } => {}
        }
    }

    #[track_caller]
    fn is_on_a_slice(&self, pid: u32, tid: u32) {
        let open = self.open.get(&(pid, tid));
        assert!(
            open.is_some_and(|open| !open.is_empty()),
            "an arrow in the air"
        );
    }
}

#[track_caller]
fn check(runs: &[Finished]) -> Reader {
    let runs: Vec<_> = runs.iter().map(Finished::run).collect();
    let file: File = serde_json::from_str(&chrome(&runs)).expect("every event is of the format");
    assert_eq!(file.unit, "ns");
    let mut reader = Reader::default();
    for event in file.events {
        reader.read(event);
    }
    assert!(reader.open.values().all(Vec::is_empty), "a B without its E");
    assert!(reader.tasks.is_empty(), "a b without its e");
    assert!(reader.arrows.is_empty(), "an s without its f");
    reader
}

#[test]
fn every_pattern_is_of_the_format() {
    for finished in registry::all() {
        let goroutines = finished.trace.goroutines() as usize;
        let read = check(&[finished]);
        assert!(read.slices >= goroutines, "each goroutine runs");
        assert!(
            read.flows >= goroutines - 1,
            "each goroutine but main is created"
        );
    }
}

#[test]
fn several_runs_are_processes_of_their_own() {
    let links = [
        "?pattern=batched&tasks=9",
        "?pattern=unbounded&tasks=5000&goroutines=3",
    ];
    let read = check(&links.map(Finished::of));
    let processes: BTreeSet<u32> = read.named.iter().map(|(pid, _)| *pid).collect();
    assert_eq!(processes, BTreeSet::from([1, 2]));
}

#[test]
fn threads_and_waits_have_the_names_of_goroutines_and_channels() {
    let text = chrome(&[Finished::of("?pattern=worker-pool&tasks=9").run()]);
    assert!(
        text.contains("\"name\":\"thread_name\",\"args\":{\"name\":\"worker 3\"}"),
        "{text}"
    );
    let waits =
        |line: &&str| line.contains("\"name\":\"chan send\"") && line.contains("\"on\":\"jobs\"");
    assert!(text.lines().any(|line| waits(&line)), "{text}");
}

#[test]
fn states_take_the_time_that_they_took() {
    let finished = Finished::of("?pattern=sequential&tasks=2&latency=30ms&goroutines=0");
    let text = chrome(&[finished.run()]);
    let sleeps: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("\"name\":\"sleep\""))
        .collect();
    assert_eq!(sleeps.len(), 2, "{text}");
    assert!(sleeps[1].contains("\"ts\":30000.0"), "{}", sleeps[1]);
    assert!(sleeps[1].contains("sequential/main.go:"), "{}", sleeps[1]);
}
