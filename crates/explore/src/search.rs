//! Schedule after schedule.

use crate::fault::Fault;
use crate::pct::Pct;
use crate::random::Random;
use crate::subject::{Attempt, Effort, Subject, Trial};
use goruntime::rng::Rng;
use goruntime::runtime::{Chooser, Decisions, Replay, Schedule};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// How many schedules are tried one after the other at the beginning, to learn what races.
const SURVEY: u64 = 32;

/// What a search tries.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How many schedules.
    pub schedules: u64,
    /// About how many decisions all schedules take together: fewer are tried if they are long.
    pub decisions: u64,
    /// What all chance is drawn from.
    pub seed: u64,
    /// The most orderings that a fault may need so that PCT looks for it: 1 to 5.
    pub depth: u32,
}

impl Settings {
    /// Decisions that take some seconds, for who does not say how many schedules are to be tried.
    pub const DECISIONS: u64 = 20_000_000;
}

/// A fault, and where it was seen.
#[derive(Clone, Debug)]
pub struct Found {
    /// The fault.
    pub fault: Fault,
    /// In how many schedules it was seen.
    pub seen: u64,
    /// The number of the first of them.
    pub first: u64,
    /// The first of them.
    pub schedule: Schedule,
}

/// What was found in some schedules.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// How many were tried.
    pub tried: u64,
    /// How many of them were stopped before the program's end.
    pub cut: u64,
    /// The faults by their identities.
    pub found: BTreeMap<String, Found>,
}

impl Tally {
    /// Adds a schedule.
    pub fn add(&mut self, number: u64, seed: Option<u64>, trial: Trial) {
        self.tried += 1;
        self.cut += u64::from(trial.is_cut);
        let schedule = Schedule {
            seed,
            deviations: trial.deviations,
        };
        for fault in trial.faults {
            let mut schedule = schedule.clone();
            if let Some(settled) = fault.settled {
                schedule.deviations.retain(|one| one.at < settled);
            }
            let tally = Tally {
                found: BTreeMap::from([(
                    fault.identity.clone(),
                    Found {
                        fault,
                        seen: 1,
                        first: number,
                        schedule,
                    },
                )]),
                ..Tally::default()
            };
            self.merge(tally);
        }
    }

    /// Adds what was found in other schedules. The order of adding does not matter.
    pub fn merge(&mut self, other: Tally) {
        self.tried += other.tried;
        self.cut += other.cut;
        for (identity, found) in other.found {
            match self.found.get_mut(&identity) {
                None => {
                    self.found.insert(identity, found);
                }
                Some(known) => {
                    let seen = known.seen + found.seen;
                    if found.first < known.first {
                        *known = found;
                    }
                    known.seen = seen;
                }
            }
        }
    }
}

/// A search whose first schedules have been tried: the others can be tried in any order, also at the same time.
#[derive(Clone, Debug)]
pub struct Search {
    settings: Settings,
    /// The places of accesses that race.
    racy: BTreeSet<u32>,
    /// How many decisions a run takes at most, as far as it is known.
    decisions: u64,
    /// How many the first runs took together.
    survey: u64,
}

impl Search {
    /// Tries the first schedules. Returns with it what was found in each, by its number.
    #[must_use]
    pub fn begin(subject: &dyn Subject, settings: Settings) -> (Search, Vec<Tally>) {
        let mut search = Search {
            settings,
            racy: BTreeSet::new(),
            decisions: 1,
            survey: 0,
        };
        let mut tallies = Vec::new();
        for number in 0..settings.schedules.min(SURVEY) {
            let racy = Rc::new(search.racy.clone());
            let (trial, seed) = search.trial(subject, number, &racy);
            search.racy.extend(&trial.racy);
            search.decisions = search.decisions.max(trial.decisions);
            search.survey += trial.decisions;
            let mut tally = Tally::default();
            tally.add(number, seed, trial);
            tallies.push(tally);
        }
        (search, tallies)
    }

    /// The places of accesses that race, as far as the first schedules showed.
    #[must_use]
    pub fn racy(&self) -> Rc<BTreeSet<u32>> {
        Rc::new(self.racy.clone())
    }

    /// The numbers of the schedules that are left.
    #[must_use]
    pub fn left(&self) -> std::ops::Range<u64> {
        let Settings {
            schedules,
            decisions,
            ..
        } = self.settings;
        let begun = schedules.min(SURVEY);
        let mean = self.survey / begun.max(1);
        let fit = decisions / mean.max(1);
        begun..schedules.min(fit.max(begun))
    }

    /// Tries a schedule. `racy` is [`Search::racy`], of which each thread has its own.
    pub fn try_one(
        &self,
        subject: &dyn Subject,
        number: u64,
        racy: &Rc<BTreeSet<u32>>,
        tally: &mut Tally,
    ) {
        let (trial, seed) = self.trial(subject, number, racy);
        tally.add(number, seed, trial);
    }

    fn trial(
        &self,
        subject: &dyn Subject,
        number: u64,
        racy: &Rc<BTreeSet<u32>>,
    ) -> (Trial, Option<u64>) {
        let Settings { seed, depth, .. } = self.settings;
        let decisions = Decisions::default();
        let mut rng = Rng::new(seed, number);
        // The first one is that of GOMAXPROCS=1; every other one has a seed of its own.
        let own = (number % 2 == 1).then(|| rng.below(1 << 16));
        let chooser: Box<dyn Chooser> = match (number, number % 4) {
            (0, _) => Box::new(Replay::new(Vec::new(), decisions.clone())),
            (_, 0) => Box::new(Random::new(rng, 0)),
            (_, 1) => Box::new(Random::new(rng, 12)),
            _ => {
                let depth = 1 + u32::try_from((number / 4) % u64::from(depth.max(1))).unwrap_or(0);
                Box::new(Pct::new(rng, depth, self.decisions))
            }
        };
        let trial = subject.run(Attempt {
            chooser: (chooser, decisions),
            seed: own,
            racy: Rc::clone(racy),
            in_full: false,
            touches: None,
            most: Effort::ANY,
        });
        (trial, own)
    }
}
