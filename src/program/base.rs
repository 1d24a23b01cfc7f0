//! What an edited program of a pattern needs besides its text: the other files of its folder, and the scenario's values.

use export::program::{arguments, unsupported};
use goruntime::runtime::Budget;
use lab::params::{Key, Values};
use lab::patterns::{Line, Pattern};
use lab::scenarios::Scenario;
use lab::world::Workload;
use serde::{Deserialize, Serialize};

/// The version of Go that `assets/go/go.mod` names.
pub(super) const VERSION: (u32, u32) = (1, 19);
/// Files for versions of Go that are older than the Lab's machine.
const OLDER: &str = "//go:build !go1.";

/// The surroundings of a pattern's program under a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    /// Its folder in `assets/go/`.
    pub folder: String,
    /// Lines of the file that is edited, with their numbers from 1: the functions that the page shows. No other file of the
    /// folder has them.
    pub shown: Vec<(u32, String)>,
    /// The program's arguments.
    pub arguments: Vec<String>,
    /// The arguments that give the API of `net/http` the scenario's latency and limits. Only a program that calls it takes them.
    pub api: Vec<String>,
    /// What chance is drawn from.
    pub seed: u64,
    /// The bytes of memory at which the program is killed.
    pub memory: u64,
    /// The number of tasks.
    pub tasks: u32,
    /// The number of processors.
    pub processors: u32,
}

impl Base {
    /// The surroundings of a pattern's program with the values of a scenario.
    #[must_use]
    pub fn of(pattern: &Pattern, scenario: &Scenario) -> Base {
        let values = &scenario.values_for(pattern);
        let lines = pattern.source.lines();
        let shown = lines.filter(|(_, text)| !text.is_empty());
        Base {
            folder: String::from(pattern.folder),
            shown: shown
                .map(|(Line(line), text)| (line, String::from(text)))
                .collect(),
            arguments: arguments(scenario, pattern),
            api: of_api(values),
            seed: values.number(Key::Seed),
            memory: values.number(Key::MemoryLimit),
            tasks: u32::try_from(Workload::new(values).len()).unwrap_or(u32::MAX),
            processors: u32::try_from(values.number(Key::Procs)).unwrap_or(1),
        }
    }

    /// The text that is edited, as it is in the Lab; `None` if no file of the folder has the lines.
    #[must_use]
    pub fn original(&self) -> Option<String> {
        self.files()
            .find(|file| self.is_edited(file))
            .map(|file| file.1)
    }

    /// The files of the program, the edited one first, with this text.
    #[must_use]
    pub fn with(&self, source: &str) -> Vec<(String, Vec<u8>)> {
        let (edited, others): (Vec<_>, Vec<_>) =
            self.files().partition(|file| self.is_edited(file));
        let name = edited.into_iter().next().map(|file| file.0);
        let name = name.unwrap_or_else(|| String::from("main.go"));
        let first = std::iter::once((name, source.as_bytes().to_vec()));
        let others = others.into_iter();
        first
            .chain(others.map(|(name, text)| (name, text.into_bytes())))
            .collect()
    }

    /// The arguments of the scenario for this program.
    #[must_use]
    pub fn arguments_of(&self, program: &golang::Program) -> Vec<String> {
        let api = if program.uses("net/http") {
            &self.api[..]
        } else {
            &[]
        };
        [&self.arguments, api].concat()
    }

    /// The limits of a run, the rest as it is for every program.
    #[must_use]
    pub fn budget(&self) -> Budget {
        Budget {
            memory: Some(self.memory),
            tasks: self.tasks,
            processors: self.processors,
            ..Budget::default()
        }
    }

    /// Whether the scenario sets a flag. The variant of a program is the choice of its pattern, also where that has none.
    #[must_use]
    pub fn sets(&self, flag: &str) -> bool {
        let mut names = self.arguments.iter().map(|argument| name_of(argument));
        flag == "variant" || names.any(|name| name == flag)
    }

    fn files(&self) -> impl Iterator<Item = (String, String)> {
        let files = export::folder(&self.folder).into_iter();
        files.filter(|(_, text)| !text.starts_with(OLDER))
    }

    fn is_edited(&self, (_, text): &(String, String)) -> bool {
        let lines: Vec<&str> = text.lines().collect();
        self.shown.iter().all(|(line, text)| {
            let place = (*line as usize).checked_sub(1);
            place.and_then(|place| lines.get(place)) == Some(&text.as_str())
        })
    }
}

/// The flags of the API that `net/http` calls, with the values of a scenario: its limits, failures and outage, its client's limit, and
/// as latency the mean of the tasks', over the calls of a task.
fn of_api(values: &Values) -> Vec<String> {
    let workload = Workload::new(values);
    let latencies = workload.latencies();
    let sum: u64 = latencies.iter().map(|latency| latency.0).sum();
    let calls = latencies.len() as u64 * values.number(Key::Calls).max(1);
    let latency = format!("-http-latency={}ns", sum / calls.max(1));
    let numbers = [
        ("qps", Key::Qps),
        ("burst", Key::ApiBurst),
        ("in-flight", Key::InFlight),
        ("queue", Key::Queue),
        ("failure", Key::Failure),
        ("client-qps", Key::ClientQps),
        ("client-burst", Key::ClientBurst),
    ];
    let numbers = numbers.map(|(name, key)| format!("-http-{name}={}", values.number(key)));
    let times = [("outage-at", Key::OutageAt), ("outage", Key::Outage)];
    let times = times.map(|(name, key)| format!("-http-{name}={}ns", workload.duration(key).0));
    let latency = std::iter::once(latency);
    latency.chain(numbers).chain(times).collect()
}

/// The name of the flag that an argument sets.
pub(super) fn name_of(argument: &str) -> &str {
    let behind = argument.trim_start_matches('-');
    behind.split_once('=').map_or(behind, |(name, _)| name)
}

/// Why a pattern's program cannot be edited, in a sentence; `None` if it can.
#[must_use]
pub fn why_not_editable(pattern: &Pattern) -> Option<&'static str> {
    (pattern.folder == "cpu-bound").then_some(
        "It cannot be edited here: computing takes no virtual time in an edited program, and this one does nothing else. \
         Export has it as a Go program.",
    )
}

/// What the run of an edited program does not have of its pattern's, in sentences.
#[must_use]
pub fn lacks(pattern: &Pattern, scenario: &Scenario) -> Vec<String> {
    let mut lacks = Vec::new();
    let limits = unsupported(scenario);
    if !limits.is_empty() {
        lacks.push(format!(
            "The Lab’s own run has limits that a Go program alone does not have: {}.",
            limits.join(", ")
        ));
    }
    if pattern.folder == "time-after" {
        lacks.push(String::from(
            "The memory of timers that nobody waits for is counted in the Lab’s own run only.",
        ));
    }
    lacks
}
