//! `cargo bench -p explore`: how many schedules a second `goroutine-lab explore` tries on one core.
//!
//! Why not criterion or divan: the result is one count in one second, which needs no harness. The second is one of the processor's
//! time, so that what else the machine does changes little.

#![expect(clippy::disallowed_types, reason = "a benchmark takes real time")]

use explore::Subject as _;
use explore::{Attempt, Effort, GoProgram, Search, Settings, Tally};
use golang::Program;
use goruntime::runtime::{Decisions, Replay};
use std::rc::Rc;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// What of a program is text: its name, its Go.
const PROGRAMS: [(&str, &str); 2] = [
    (
        "ten goroutines, each of which sends a value",
        include_str!("fifty.go"),
    ),
    (
        "ten goroutines with locks, a select and deferred calls",
        include_str!("ten.go"),
    ),
];

/// How long each of the measurements takes.
const LENGTH: Duration = Duration::from_secs(1);

fn main() {
    for (name, text) in PROGRAMS {
        measure(name, text);
    }
}

fn measure(name: &str, text: &str) {
    let files = [(String::from("main.go"), text.as_bytes().to_vec())];
    let program = Program::compile(&files).unwrap_or_else(|complaints| panic!("{complaints:?}"));
    let subject = GoProgram::new(program, Vec::new(), 1, false);
    let decisions = Decisions::default();
    let replay = Replay::new(Vec::new(), decisions.clone());
    let trial = subject.run(Attempt {
        chooser: (Box::new(replay), decisions),
        seed: None,
        racy: Rc::default(),
        in_full: false,
        touches: None,
        most: Effort::ANY,
    });
    let settings = Settings {
        schedules: u64::MAX,
        decisions: u64::MAX,
        seed: 1,
        depth: 3,
    };
    let (search, _) = Search::begin(&subject, settings);
    let racy = search.racy();
    let mut rates: Vec<u64> = (0..5)
        .map(|_| {
            let mut tally = Tally::default();
            let began = spent();
            for number in search.left() {
                search.try_one(&subject, number, &racy, &mut tally);
                if number % 64 == 0 && spent().saturating_sub(began) >= LENGTH {
                    break;
                }
            }
            assert!(tally.found.is_empty(), "{:?}", tally.found);
            tally.tried * 1_000
                / u64::try_from(spent().saturating_sub(began).as_millis())
                    .unwrap_or(1)
                    .max(1)
        })
        .collect();
    rates.sort_unstable();
    println!(
        "{name}: {} schedules a second, each of {} decisions (of five: {rates:?})",
        rates[2], trial.decisions
    );
}

/// The processor's time that this thread has taken, as Linux tells it in nanoseconds; elsewhere the time since the first call.
fn spent() -> Duration {
    static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let told = told.and_then(|text| text.split(' ').next()?.parse().ok());
    told.map_or_else(|| BEGAN.elapsed(), Duration::from_nanos)
}
