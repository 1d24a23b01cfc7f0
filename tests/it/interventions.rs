//! Up to the moment of an intervention, a run with it equals the run without it: for every pattern and each of its
//! interventions.

use crate::common;
use goruntime::trace::{Event, ObjectId, Record, TaskOutcome, Trace};
use lab::params::Key;
use lab::patterns::{self, Pattern};
use proptest::prelude::*;

/// A change to a link, and the first moment at which it has an effect.
struct Intervention {
    /// The scenario whose world it needs, with a world of its own; empty for none.
    world: &'static str,
    /// The additions to the link, with the intervention and without it.
    with: String,
    without: String,
    /// The moment, which may depend on the run.
    at: Box<dyn Fn(&Trace) -> u64>,
}

/// A plan of interventions. Its numbers are mapped to the tasks of a pattern.
#[derive(Clone, Debug)]
struct Plan {
    /// In nanoseconds.
    latencies: Vec<u64>,
    task: prop::sample::Index,
    worker: prop::sample::Index,
    slow: u64,
    moment: u64,
}

/// The interventions of a pattern.
fn interventions(pattern: &Pattern, plan: &Plan) -> Vec<Intervention> {
    let task = plan.task.index(plan.latencies.len());
    let mut all = vec![fails(task), is_slow(pattern, task, plan)];
    let at = duration(plan.moment);
    for (key, with, without) in [
        (
            Key::Disconnect,
            format!("&disconnect={at}"),
            "&disconnect=none",
        ),
        (Key::Shutdown, format!("&shutdown={at}"), "&shutdown=none"),
        (
            Key::Kill,
            format!("&kill={}&kill-at={at}", plan.worker.index(WORKERS)),
            "&kill=none",
        ),
    ] {
        if pattern.params.contains(&key) {
            let moment = plan.moment;
            all.push(Intervention {
                world: "",
                with,
                without: String::from(without),
                at: Box::new(move |_| moment),
            });
        }
    }
    for (key, world, with) in [
        (
            Key::OutageAt,
            API,
            format!("&outage-at={at}&outage={}", duration(plan.slow)),
        ),
        (Key::LoseAt, DATABASE, format!("&lose-at={at}")),
    ] {
        let moment = plan.moment;
        all.push(Intervention {
            world,
            with,
            without: format!("&{}=none", key.param().name),
            at: Box::new(move |_| moment),
        });
    }
    all
}

/// A failing task takes its latency, and then fails.
fn fails(task: usize) -> Intervention {
    Intervention {
        world: "",
        with: format!("&fail={task}"),
        without: String::from("&fail=none"),
        at: Box::new(move |trace| {
            let failed = trace.records().find(|record| {
                let failed = Event::TaskEnd {
                    task: number(task),
                    outcome: TaskOutcome::Error,
                };
                record.event == failed
            });
            failed.map_or(u64::MAX, |record| record.at.0)
        }),
    }
}

/// A slow task has its own latency, which may be shorter. The runs may differ from the earlier of the
/// two ends on; those of a transaction from the end of its first query, which takes half of the latency.
fn is_slow(pattern: &Pattern, task: usize, plan: &Plan) -> Intervention {
    let parts = if pattern.folder == "transaction" {
        2
    } else {
        1
    };
    let sooner = plan.slow.min(plan.latencies[task]) / parts;
    Intervention {
        world: "",
        with: format!("&slow={task}&slow-latency={}", duration(plan.slow)),
        without: String::from("&slow=none"),
        at: Box::new(move |trace| {
            let started = trace
                .records()
                .find(|record| record.event == Event::TaskStart { task: number(task) });
            started.map_or(u64::MAX, |record| record.at.0 + sooner)
        }),
    }
}

const WORKERS: usize = 3;
/// An API with a queue.
const API: &str = "scenario=ci-api-limit&qps=0&in-flight=4&queue=100";
/// A database with a pool.
const DATABASE: &str = "scenario=ci-connections&max-connections=9&taken=0&max-open=3&max-idle=2";

/// The events of a trace before a moment.
fn before(trace: &Trace, at: u64) -> Vec<String> {
    let records = trace.records().take_while(|record| record.at.0 < at);
    records.filter_map(happened).collect()
}

/// What happened, without the numbers of objects: a program that is to be stopped waits for a timer more, and so has an
/// object more.
fn happened(mut record: Record<'_>) -> Option<String> {
    match &mut record.event {
        Event::Object { .. } | Event::SelectCase { .. } => return None,
        Event::GoBlock { on, .. } => *on = None,
        Event::ChanSend { object, .. }
        | Event::ChanReceive { object, .. }
        | Event::ChanFull { object }
        | Event::Close { object }
        | Event::Lock { object, .. }
        | Event::Unlock { object, .. } => *object = ObjectId(0),
        _ => {}
    }
    Some(format!("{record:?}"))
}

fn link(world: &str, pattern: &Pattern, plan: &Plan) -> String {
    let list: Vec<String> = plan
        .latencies
        .iter()
        .map(|ns| format!("{}.{:06}", ns / 1_000_000, ns % 1_000_000))
        .collect();
    let workers = if pattern.params.contains(&Key::Workers) {
        format!("&workers={WORKERS}")
    } else {
        String::new()
    };
    format!(
        "?{}&tasks={}&latency=list:{}{workers}",
        of_world(world, pattern),
        list.len(),
        list.join(","),
    )
}

/// A pattern in a world.
fn of_world(world: &str, pattern: &Pattern) -> String {
    match world {
        "" => format!("pattern={}", pattern.id),
        world => format!("{world}&patterns={}", pattern.id),
    }
}

fn duration(ns: u64) -> String {
    format!("{ns}ns")
}

fn number(task: usize) -> u32 {
    u32::try_from(task).expect("few tasks")
}

fn plans() -> impl Strategy<Value = Plan> {
    let latency = 1_000_000..300_000_000_u64;
    let latencies = proptest::collection::vec(latency.clone(), 10..16);
    (
        latencies,
        any::<[prop::sample::Index; 2]>(),
        latency,
        1..1_500_000_000_u64,
    )
        .prop_map(|(latencies, [task, worker], slow, moment)| Plan {
            latencies,
            task,
            worker,
            slow,
            moment,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn nothing_differs_before_an_intervention(plan in plans()) {
        for pattern in patterns::ALL {
            for Intervention { world, with, without, at } in interventions(pattern, &plan) {
                let link = link(world, pattern, &plan);
                let (with, without) = (link.clone() + &with, link.clone() + &without);
                let run = |link: &str| common::run(link, pattern);
                let (changed, plain) = (run(&with), run(&without));
                let at = at(&changed);
                prop_assert_eq!(before(&changed, at), before(&plain, at), "{}\n{}", with, without);
            }
        }
    }
}

#[test]
fn an_intervention_changes_the_run_after_it() {
    #[track_caller]
    fn check(world: &str, id: &str, with: &str, without: &str) {
        let pattern = patterns::find(id).expect("the pattern is in the registry");
        let link = of_world(world, pattern);
        let run = |more: &str| common::run(&format!("?{link}{more}"), pattern).hash();
        assert_ne!(run(with), run(without), "{link}{with}");
    }
    check(
        "",
        "client-disconnect",
        "&disconnect=1s",
        "&disconnect=none",
    );
    check("", "graceful-shutdown", "&shutdown=300ms", "&shutdown=none");
    check("", "worker-pool", "&kill=1&kill-at=150ms", "&kill=none");
    check(API, "batched", "&outage-at=300ms&outage=200ms", "");
    for id in ["batched", "transaction-fixed"] {
        check(DATABASE, id, "&lose-at=150ms", "");
    }
    let done = Event::TaskEnd {
        task: 0,
        outcome: TaskOutcome::Ok,
    };
    for pattern in patterns::ALL {
        let run = |more| common::run(&format!("?pattern={}{more}", pattern.id), pattern);
        let plain = run("");
        let is_done = plain.records().any(|record| record.event == done);
        // A task without a latency is a message, or a number in a pipeline.
        let takes_latency = run("&latency=77ms").hash() != plain.hash();
        if is_done && takes_latency {
            check("", pattern.id, "&fail=0", "&fail=none");
            check("", pattern.id, "&slow=0&slow-latency=3s", "&slow=none");
        }
    }
}
