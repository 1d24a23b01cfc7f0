//! The entry point to the runtime: a scenario goes in, traces come out. It cannot fail: a deadlock, a panic or a kill is an
//! outcome in the trace.

use crate::params::{Key, Value, Values};
use crate::patterns::Pattern;
use crate::scenarios::Scenario;
use crate::world::{self, Workload};
use goruntime::runtime::{
    self, Budget, Chooser, Chosen, Decisions, Progress, Replay, Run, Schedule,
};
use goruntime::time::{Duration, Time};
use goruntime::trace::Trace;

/// Runs each pattern of a scenario; the traces are in the order of [`Scenario::patterns`].
#[must_use]
pub fn simulate(scenario: &Scenario) -> Vec<Trace> {
    scenario
        .patterns()
        .iter()
        .map(|pattern| Simulation::new(scenario, pattern).finish())
        .collect()
}

/// A pattern's run in a scenario, which can be advanced in pieces.
pub struct Simulation(Run);

impl Simulation {
    /// A run before its start.
    #[must_use]
    pub fn new(scenario: &Scenario, pattern: &Pattern) -> Simulation {
        let values = &scenario.values_for(pattern);
        let (budget, program) = prepared(values, pattern);
        let (seed, schedule) = (values.number(Key::Seed), scenario.schedule());
        if *schedule == Schedule::default() {
            return Simulation(Run::new(budget, seed, program));
        }
        let decisions = Decisions::default();
        let replay = Replay::new(schedule.deviations.clone(), decisions.clone());
        let seed = schedule.seed.unwrap_or(seed);
        let chooser: Box<dyn Chooser> = Box::new(replay);
        Simulation(Run::chosen(budget, seed, (chooser, decisions), program))
    }

    /// Runs a pattern to its end as a chooser decides, and lets the other goroutines go on for at most `drain` scheduling
    /// steps after main has returned. `seed` decides what else Go leaves to chance; without one, the scenario's does.
    #[must_use]
    pub fn explored(
        scenario: &Scenario,
        pattern: &Pattern,
        (chooser, seed): ((Box<dyn Chooser>, Decisions), Option<u64>),
        drain: u32,
    ) -> Chosen {
        let values = &scenario.values_for(pattern);
        let (budget, program) = prepared(values, pattern);
        let seed = seed.unwrap_or_else(|| values.number(Key::Seed));
        let drained = async move {
            program.await;
            runtime::drain(drain).await;
        };
        Run::chosen(budget, seed, chooser, drained).finish_chosen()
    }

    /// Runs to the end.
    #[must_use]
    pub fn finish(self) -> Trace {
        self.0.finish()
    }

    /// Runs for at most `steps` scheduling steps. True when the run has ended.
    pub fn advance(&mut self, steps: u64) -> bool {
        self.0.advance(steps, None) == Progress::Ended
    }

    /// Runs everything that is due up to the moment `until`. Returns the time from then to the next event; `None` when the
    /// run has ended.
    pub fn advance_to(&mut self, until: Time) -> Option<Duration> {
        match self.0.advance(STEPS_AT_ONCE, Some(until)) {
            Progress::Ended => None,
            Progress::Paused => Some(Duration::ZERO),
            Progress::Waiting(at) => Some(at.since(until)),
        }
    }

    /// The trace so far. A run that has not ended counts as cancelled.
    #[must_use]
    pub fn into_trace(self) -> Trace {
        self.0.into_trace()
    }
}

/// The limits and the program of a pattern's run.
fn prepared(values: &Values, pattern: &Pattern) -> (Budget, impl Future<Output = ()> + use<>) {
    let workload = Workload::new(values);
    let budget = Budget {
        memory: Some(values.number(Key::MemoryLimit)),
        tasks: u32::try_from(workload.len()).unwrap_or(u32::MAX),
        processors: u32::try_from(values.number(Key::Procs)).unwrap_or(1),
        limits: world::limits(&workload),
        ..Budget::default()
    };
    let main = pattern.main;
    let program = async move {
        world::open(&workload);
        main(workload).await;
    };
    (budget, program)
}

/// A live run returns to the browser after this many steps.
const STEPS_AT_ONCE: u64 = 20_000;

/// The inputs that determine a pattern's run in a scenario: equal inputs give equal traces.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    pattern: &'static str,
    values: Vec<(Key, Value)>,
    schedule: Schedule,
}

/// The inputs of a pattern's run. Parameters of other patterns, such as the batch size, are left out, so that a run whose
/// inputs did not change need not be repeated.
#[must_use]
pub fn inputs(scenario: &Scenario, pattern: &Pattern) -> Inputs {
    let depends = |key: &Key| key.is_of_every_run() || pattern.params.contains(key);
    let values = scenario.values_for(pattern);
    let values = Key::all()
        .filter(depends)
        .map(|key| (key, values.get(key).clone()))
        .collect();
    Inputs {
        pattern: pattern.id,
        values,
        schedule: scenario.schedule().clone(),
    }
}
