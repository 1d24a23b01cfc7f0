//! Programs with a fault each, and the same programs without it.
//!
//! The first line of a program says what is to be found: `// deadlock 12, race 7` are a deadlock that concerns line 12 and
//! a data race that concerns line 7; `// nothing` is a program without a fault.

use explore::{
    Attempt, Effort, Fault, GoProgram, Search, Settings, Subject, Tally, Trial, shrink, try_all,
};
use golang::Program;
use goruntime::runtime::{Decisions, Replay, Schedule};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;

const SETTINGS: Settings = Settings {
    schedules: 320,
    decisions: u64::MAX,
    seed: 1,
    depth: 3,
};

/// For programs that are stopped.
const ENDLESS: Settings = Settings {
    schedules: 48,
    ..SETTINGS
};

fn programs() -> Vec<PathBuf> {
    programs_in("tests/programs")
}

fn programs_in(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut programs: Vec<PathBuf> = entries
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    programs.sort();
    programs
}

fn subject(path: &Path) -> GoProgram {
    let text = std::fs::read(path).expect("it can be read");
    let name = path.file_name().expect("it has a name");
    let name = name.to_string_lossy().into_owned();
    let is_test = name.ends_with("_test.go");
    let files = [(name, text)];
    let program = if is_test {
        Program::compile_tests(&files, None)
    } else {
        Program::compile(&files)
    };
    let program = program.unwrap_or_else(|complaints| panic!("{complaints:?}"));
    GoProgram::new(program, Vec::new(), 1, is_test)
}

fn searched(subject: &dyn Subject, settings: Settings) -> Tally {
    let (search, first) = Search::begin(subject, settings);
    let mut tally = Tally::default();
    for one in first {
        tally.merge(one);
    }
    let racy = search.racy();
    for number in search.left() {
        search.try_one(subject, number, &racy, &mut tally);
    }
    tally
}

/// The kinds of faults with all lines that they concern.
fn lines(tally: &Tally) -> BTreeSet<(String, u32)> {
    let lines = |fault: &Fault| {
        let kind = fault.kind.name();
        let of = |line: u32| (String::from(kind), line);
        let mut lines: Vec<_> = fault.places.iter().map(|place| of(place.line)).collect();
        if lines.is_empty() {
            lines.push(of(0));
        }
        lines
    };
    let faults = tally.found.values();
    faults.flat_map(|found| lines(&found.fault)).collect()
}

fn wanted(path: &Path) -> BTreeSet<(String, u32)> {
    let text = std::fs::read_to_string(path).expect("it is text");
    let first = text.lines().next().expect("it has a line");
    let list = first.trim_start_matches("// ");
    if list == "nothing" {
        return BTreeSet::new();
    }
    let one = |part: &str| {
        let (kind, line) = part.split_once(' ').expect("a kind and a line");
        (String::from(kind), line.parse().expect("a line"))
    };
    list.split(", ").map(one).collect()
}

/// The faults that are not wanted, and those that are missed.
fn difference(path: &Path, subject: &dyn Subject, settings: Settings) -> Option<String> {
    let found = lines(&searched(subject, settings));
    let wanted = wanted(path);
    (found != wanted).then(|| format!("{}: {found:?} instead of {wanted:?}", path.display()))
}

/// A program whose runs are stopped early.
struct Short(GoProgram);

impl Subject for Short {
    fn run(&self, attempt: Attempt) -> Trial {
        let Effort { steps, jumps } = attempt.most;
        let steps = steps.min(2_000);
        self.0.run(Attempt {
            most: Effort { steps, jumps },
            ..attempt
        })
    }

    fn says_touches(&self) -> bool {
        self.0.says_touches()
    }
}

#[test]
fn faults_are_found_where_they_are_and_nowhere_else() {
    let differs = |path: &PathBuf| difference(path, &subject(path), SETTINGS);
    let different: Vec<String> = programs().iter().filter_map(differs).collect();
    assert!(different.is_empty(), "{different:#?}");
}

#[test]
fn who_waits_in_a_ring_is_found_though_main_goes_on() {
    let differs = |path: &PathBuf| difference(path, &Short(subject(path)), ENDLESS);
    let programs = programs_in("tests/endless");
    let different: Vec<String> = programs.iter().filter_map(differs).collect();
    assert!(different.is_empty(), "{different:#?}");
}

#[test]
fn all_schedules_of_small_programs_show_the_same_faults() {
    let (mut complete, mut different) = (0, Vec::new());
    for path in programs() {
        if let Some(all) = try_all(&subject(&path), 400, || {}) {
            let (found, wanted) = (lines(&all.tally), wanted(&path));
            if found != wanted {
                different.push(format!(
                    "{}: {found:?} instead of {wanted:?}",
                    path.display()
                ));
            }
            complete += 1;
        }
    }
    assert!(different.is_empty(), "{different:#?}");
    assert!(complete >= 8, "only {complete} programs are small");
}

#[test]
fn a_schedule_made_smaller_shows_the_same_fault_again() {
    let endless = programs_in("tests/endless").into_iter();
    let endless = endless.map(|path| (path, ENDLESS));
    let all = programs().into_iter().map(|path| (path, SETTINGS));
    for (path, settings) in all.chain(endless) {
        let subject = Short(subject(&path));
        for (identity, found) in searched(&subject, settings).found {
            let (small, fault) = shrink(&subject, &found.schedule, &identity)
                .unwrap_or_else(|| panic!("{}: {identity} is not seen again", path.display()));
            assert!(small.deviations.len() <= found.schedule.deviations.len());
            assert_eq!(fault.identity, identity);
            let read: Schedule = small.to_string().parse().expect("its own text is read");
            let decisions = Decisions::default();
            let chooser = Replay::new(read.deviations.clone(), decisions.clone());
            let trial = subject.run(Attempt {
                chooser: (Box::new(chooser), decisions),
                seed: read.seed,
                racy: Rc::default(),
                in_full: false,
                touches: None,
                most: Effort::ANY,
            });
            assert!(trial.faults.iter().any(|fault| fault.identity == identity));
            assert_eq!(trial.deviations, small.deviations, "{}", path.display());
        }
    }
}

#[test]
fn parts_of_a_search_make_up_the_whole() {
    let path = programs()
        .into_iter()
        .find(|path| path.ends_with("locks.go"))
        .expect("it is there");
    let subject = subject(&path);
    let whole = searched(&subject, SETTINGS);
    let (search, first) = Search::begin(&subject, SETTINGS);
    let racy = search.racy();
    let mut parts = Tally::default();
    for part in (0..3).rev() {
        for number in search.left().filter(|number| number % 3 == part) {
            search.try_one(&subject, number, &racy, &mut parts);
        }
    }
    for one in first {
        parts.merge(one);
    }
    assert_eq!(parts.tried, whole.tried);
    let seen = |tally: &Tally| -> Vec<(String, u64, u64, String)> {
        let found = tally.found.iter();
        found
            .map(|(identity, found)| {
                let schedule = found.schedule.to_string();
                (identity.clone(), found.seen, found.first, schedule)
            })
            .collect()
    };
    assert_eq!(seen(&parts), seen(&whole));
}

#[test]
fn a_loop_without_end_is_stopped_as_early_as_is_asked_for() {
    let text = "package main\n\nimport \"sync\"\n\nfunc main() {\n\tvar mu sync.Mutex\n\tfor {\n\t\tmu.Lock()\n\t\tmu.Unlock()\n\t}\n}\n";
    let program = Program::compile(&[(String::from("loop.go"), text.into())]);
    let program = program.unwrap_or_else(|complaints| panic!("{complaints:?}"));
    let subject = GoProgram::new(program, Vec::new(), 1, false);
    let decisions = Decisions::default();
    let chooser = Replay::new(Vec::new(), decisions.clone());
    let trial = subject.run(Attempt {
        chooser: (Box::new(chooser), decisions),
        seed: None,
        racy: Rc::default(),
        in_full: false,
        touches: None,
        most: Effort {
            steps: u64::MAX,
            jumps: 1_000,
        },
    });
    assert!(trial.is_cut);
    assert_eq!(trial.jumps, 1_000);
    assert!(trial.decisions <= 3_000, "{} decisions", trial.decisions);
}

/// The words for the faults of a program.
#[track_caller]
fn check_words(name: &str, expected: &[&str]) {
    let path = programs().into_iter().find(|path| path.ends_with(name));
    let tally = searched(&subject(&path.expect("it is there")), SETTINGS);
    let found = tally.found.values().map(|found| found.fault.to_string());
    assert_eq!(found.collect::<Vec<String>>(), expected);
}

#[test]
fn what_goes_on_and_what_waits_for_ever_are_told_apart() {
    check_words(
        "ticker_alone.go",
        &["goroutine leak: a goroutine waits for ever [chan receive] at ticker_alone.go:11"],
    );
    check_words(
        "heartbeat.go",
        &["goroutine leak: a goroutine does not end [still runs] at heartbeat.go:9"],
    );
}

#[test]
fn schedules_that_are_long_are_fewer() {
    let path = programs()
        .into_iter()
        .find(|path| path.ends_with("counter.go"))
        .expect("it is there");
    let settings = Settings {
        schedules: 1_000,
        decisions: 1_000,
        ..SETTINGS
    };
    let tally = searched(&subject(&path), settings);
    assert!(tally.tried >= 32, "the first ones are always tried");
    assert!(tally.tried < 200, "{}", tally.tried);
}

/// A program that is stopped: its fault in the words for it, on the smallest schedule.
#[track_caller]
fn check_ring(name: &str, schedule: &str, expected: &[&str]) {
    let mut path = programs_in("tests/endless").into_iter();
    let path = path.find(|path| path.ends_with(name));
    let subject = Short(subject(&path.expect("it is there")));
    let mut found = searched(&subject, ENDLESS).found.into_iter();
    let (identity, found) = found.next().expect("a fault");
    let (small, fault) = shrink(&subject, &found.schedule, &identity).expect("it is seen again");
    let mut words = vec![fault.to_string()];
    words.extend(fault.details);
    assert_eq!(words, expected);
    assert_eq!(small.to_string(), schedule);
}

#[test]
fn a_ring_is_told_with_who_holds_what() {
    check_ring(
        "self_lock.go",
        "",
        &[
            "deadlock: a goroutine waits for a lock that it holds itself, at self_lock.go:16",
            "goroutine 2 [sync.Mutex.Lock] in main.(*cache).size at self_lock.go:16 called by main.(*cache).grow at self_lock.go:24; goroutine 2 has held it since line 22",
        ],
    );
    check_ring(
        "opposite.go",
        "6g2",
        &[
            "deadlock: 2 goroutines wait for each other's locks, at opposite.go:17",
            "goroutine 2 [sync.Mutex.Lock] in main.transfer at opposite.go:17; goroutine 3 has held it since line 15",
            "goroutine 3 [sync.Mutex.Lock] in main.transfer at opposite.go:17; goroutine 2 has held it since line 15",
        ],
    );
    check_ring(
        "read_twice.go",
        "2g2.4t",
        &[
            "deadlock: a goroutine waits for a lock that it holds itself, at read_twice.go:16",
            "goroutine 2 [sync.RWMutex.RLock] in main.(*registry).count at read_twice.go:16 called by main.(*registry).print at read_twice.go:24; goroutine 2 has held it since line 22",
            "goroutine 3 [sync.RWMutex.Lock] in main.(*registry).add at read_twice.go:28; goroutine 2 has held it since line 22",
        ],
    );
}
