//! Goroutines that nothing can wake: what the Lab says of them against how the run goes on, and against real Go's leak profile.

use golang::Program;
use golang::machine::{Explored, Limits, Plan};
use goruntime::rng::Rng;
use goruntime::runtime::{Budget, Choice, Chooser, Decisions};
use goruntime::trace::GoroutineId;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

/// After how many scheduling steps runs are stopped.
const STOPS: [u64; 4] = [60, 200, 700, 2_000];
/// After how many it is seen what has come of the goroutines.
const END: u64 = 6_000;
/// With how many seeds each program is run.
const SEEDS: u64 = 3;

/// Prints the leak profile after a while and ends the process.
const PROFILE: &str = r#"package main

import (
	"os"
	"runtime/pprof"
	"time"
)

func init() {
	time.AfterFunc(300*time.Millisecond, func() {
		pprof.Lookup("goroutineleak").WriteTo(os.Stdout, 2)
		os.Exit(0)
	})
}
"#;

/// The programs that wait for ever whatever the schedule, so that Go has to say the same.
const SURE: [&str; 4] = ["abandoned.go", "main_waits.go", "self_lock.go", "server.go"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Go files of a folder and of the folders in it.
fn programs_in(folder: &Path) -> Vec<PathBuf> {
    let mut programs = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            programs.extend(programs_in(&path));
        } else if path.extension().is_some_and(|extension| extension == "go") {
            programs.push(path);
        }
    }
    programs.sort();
    programs
}

/// A program of one file; `None` for tests, and for parts of a program.
fn compiled(path: &Path) -> Option<Program> {
    let text = std::fs::read(path).expect("it can be read");
    let name = path.file_name()?.to_str()?;
    if name.ends_with("_test.go") {
        return None;
    }
    Program::compile(&[(String::from(name), text)]).ok()
}

/// Chance decides.
struct Dice(Rng);

impl Chooser for Dice {
    fn choose(&mut self, _: u64, choices: &[Choice], _: bool) -> usize {
        usize::try_from(self.0.below(choices.len() as u64)).unwrap_or(0)
    }

    fn choose_case(&mut self, _: u64, count: u64, _: u64) -> u64 {
        self.0.below(count)
    }

    fn yielded(&mut self, _: GoroutineId) {}
}

/// What a program has done after so many steps.
fn after(program: &Program, seed: u64, steps: u64) -> Explored {
    let decisions = Decisions::default();
    let chooser: Box<dyn Chooser> = Box::new(Dice(Rng::new(seed, 0)));
    let limits = Limits {
        budget: Budget {
            steps,
            ..Budget::default()
        },
        jumps: 2_000_000,
        ..Limits::default()
    };
    let plan = Plan {
        chooser: (chooser, decisions),
        racy: Rc::default(),
        keeps_stacks: false,
        touches: None,
        drain: 0,
    };
    program.explore(&[], seed, limits, plan)
}

/// The goroutines that are said to wait for ever, each with the decision since which it waits; how many there were, or which
/// one went on all the same.
fn check_law(program: &Program, seed: u64) -> Result<usize, String> {
    let end = after(program, seed, END);
    let mut count = 0;
    for steps in STOPS {
        for one in after(program, seed, steps).stuck {
            if !one.is_unreachable {
                continue;
            }
            count += 1;
            let same = |other: &&golang::machine::Stuck| {
                (other.id, other.since, other.waits) == (one.id, one.since, one.waits)
            };
            if end.stuck.iter().find(same).is_none() {
                return Err(format!("seed {seed}, {steps} steps: {one:?}"));
            }
        }
    }
    Ok(count)
}

#[test]
fn who_waits_for_ever_never_goes_on() {
    let folders = ["../../assets/go", "tests/programs", "tests/endless"];
    let all = folders
        .iter()
        .flat_map(|folder| programs_in(&root().join(folder)));
    let (mut programs, mut found, mut wrong) = (0, 0, Vec::new());
    for path in all {
        let Some(program) = compiled(&path) else {
            continue;
        };
        programs += 1;
        for seed in 0..SEEDS {
            match check_law(&program, seed) {
                Ok(count) => found += count,
                Err(one) => wrong.push(format!("{}: {one}", path.display())),
            }
        }
    }
    println!("{programs} programs, {found} times a goroutine that waits for ever");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(programs > 60, "only {programs} programs");
    assert!(found > 100, "only {found} goroutines");
}

/// The innermost lines of the program's own at which Go's profile says that goroutines have leaked.
fn leaked_in_go(go: &str, path: &Path) -> BTreeSet<u32> {
    let name = path.file_name().expect("it has a name").to_string_lossy();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("leaks-{name}"));
    std::fs::create_dir_all(&folder).expect("it can be made");
    let program = folder.join(&*name);
    std::fs::copy(path, &program).expect("it can be copied");
    let profile = folder.join("profile.go");
    std::fs::write(&profile, PROFILE).expect("it can be written");
    let ran = Command::new(go)
        .arg("run")
        .args([program, profile])
        .env("GO111MODULE", "off")
        .output()
        .expect("GOROUTINE_LAB_GO names a go command");
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{said}{ran:?}");
    let goroutines = said.split("\n\n").filter(|one| one.contains("(leaked)"));
    let line = |stack: &str| {
        let at = format!("/{name}:");
        let line = stack.split_once(&at)?.1;
        line.split(|c: char| !c.is_ascii_digit())
            .next()?
            .parse()
            .ok()
    };
    goroutines.filter_map(line).collect()
}

/// The lines that the program itself names in its first line.
fn wanted(path: &Path) -> BTreeSet<u32> {
    let text = std::fs::read_to_string(path).expect("it is text");
    let words = text
        .lines()
        .next()
        .into_iter()
        .flat_map(|line| line.split([' ', ',']));
    words.filter_map(|word| word.parse().ok()).collect()
}

#[test]
fn gos_leak_profile_says_the_same() {
    let Ok(go) = std::env::var("GOROUTINE_LAB_GO") else {
        eprintln!("not run: GOROUTINE_LAB_GO names no Go");
        return;
    };
    for path in programs_in(&root().join("tests/endless")) {
        let (leaked, wanted) = (leaked_in_go(&go, &path), wanted(&path));
        let name = path.file_name().and_then(|name| name.to_str());
        if SURE.iter().any(|sure| name == Some(*sure)) {
            assert_eq!(leaked, wanted, "{}", path.display());
        }
        // Under another schedule there may be no leak.
        assert!(leaked.is_subset(&wanted), "{}: {leaked:?}", path.display());
    }
}
