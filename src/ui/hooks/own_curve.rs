//! The curve of somebody's own program: it is run in a worker with value after value of what the large slider moves.

use super::machine::{Machine, use_machine};
use super::reading::read_in_pieces;
use super::work::milliseconds;
use crate::program::{Answer, Base, Dial, Program, Request};
use crate::ui::work::coarse_first;
use analysis::{Curve, Measurement, Metrics, Point};
use goruntime::trace::Trace;
use lab::params::{Key, Slider, Value};
use lab::scenarios::Scenario;
use lab::sweep::{spread, unit};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How many values are tried.
const VALUES: usize = 100;
/// How long the runs of a curve may take together, in milliseconds. A curve of long runs has fewer values.
const LONGEST: u32 = 30_000;
/// The curve is shown anew after this time, and at its end: in milliseconds.
const PAUSE: f64 = 90.0;

/// What is moved, and how the program runs with a value of it.
#[derive(Clone, PartialEq)]
pub(crate) enum Over {
    /// A dial of the program between two values, in steps.
    Dial {
        dial: Dial,
        ends: (u64, u64),
        step: u64,
    },
    /// A parameter of the scenario whose pattern was edited.
    Parameter(Key),
}

/// A curve that is wanted: nothing else decides it.
#[derive(Clone, PartialEq)]
pub(crate) struct CurveWanted {
    /// The program, without the value that is moved.
    program: Rc<Program>,
    /// The scenario, if the program is the edited one of a pattern.
    scenario: Option<Rc<Scenario>>,
    over: Over,
}

/// A curve as far as it has come.
#[derive(Clone, PartialEq)]
pub(crate) struct OwnCurve {
    pub curve: Rc<Curve>,
    pub over: Over,
    /// How many values have not been tried.
    pub missing: usize,
    /// Whether no more are tried, since the runs take too long.
    pub is_cut: bool,
}

impl CurveWanted {
    /// The curve over a dial of a program that is alone.
    pub(crate) fn of_dial(program: &Rc<Program>, dial: &Dial) -> Option<CurveWanted> {
        let slider = dial.slider(program.value(dial))?;
        let mut program = program.to_run();
        Rc::make_mut(&mut program).set(&dial.part, None);
        let (ends, step) = (slider.ends(), slider.step());
        let dial = dial.clone();
        Some(CurveWanted {
            program,
            scenario: None,
            over: Over::Dial { dial, ends, step },
        })
    }

    /// The curve of the edited program of a pattern over the scenario's slider.
    pub(crate) fn of_parameter(program: &Rc<Program>, scenario: &Rc<Scenario>) -> CurveWanted {
        let key = scenario.slider();
        let mut same = Scenario::clone(scenario);
        // The same for all values of the slider, which this one does not make longer.
        let (_, high) = Slider::of(key, scenario.values()).ends();
        let _ = same.set(key, Value::Number(high));
        CurveWanted {
            program: program.to_run(),
            scenario: Some(Rc::new(same)),
            over: Over::Parameter(key),
        }
    }

    /// Whether the author of the program chooses the value, so that one can be recommended.
    fn is_over_a_bound(&self) -> bool {
        matches!(self.over, Over::Parameter(key) if Key::BOUNDS.contains(&key))
    }

    fn values(&self) -> Vec<u64> {
        match (&self.over, &self.scenario) {
            (Over::Dial { ends, step, .. }, _) => spread(ends.0, ends.1, *step, VALUES),
            (Over::Parameter(key), Some(scenario)) => {
                let (low, high) = Slider::of(*key, scenario.values()).ends();
                spread(low, high, unit(key.param()), VALUES)
            }
            (Over::Parameter(_), None) => Vec::new(),
        }
    }

    /// The run with a value.
    fn request(&self, value: u64) -> Request {
        let mut program = Program::clone(&self.program);
        if let Over::Dial { dial, .. } = &self.over {
            program.set(&dial.part, Some(&dial.text(value)));
        }
        let base = self.scenario.as_ref().and_then(|scenario| {
            let mut scenario = Scenario::clone(scenario);
            if let Over::Parameter(key) = self.over {
                scenario.set(key, Value::Number(value)).ok()?;
            }
            Some(Base::of(program.origin?, &scenario))
        });
        // A curve shows how long runs take and how they end, no races.
        Request::run_of(&program, base, false)
    }
}

/// What the curves of a page have in common.
#[derive(Clone, Default)]
struct Sweeper {
    machine: Machine,
    wanted: Rc<RefCell<Option<CurveWanted>>>,
    is_running: Rc<RefCell<bool>>,
}

/// Makes the curve that is wanted, and shows it as it grows. The curve before stays until there is something to show instead.
#[hook]
pub(crate) fn use_own_curve(wanted: Option<CurveWanted>) -> Option<OwnCurve> {
    let machine = use_machine();
    let shown = use_state_eq(|| None::<OwnCurve>);
    let sweeper = use_memo((), |()| Sweeper {
        machine: Machine::clone(&machine),
        ..Sweeper::default()
    });
    let is_wanted = wanted.is_some();
    use_effect_with(wanted, {
        let set = shown.setter();
        move |wanted| {
            let before = sweeper.wanted.replace(wanted.clone());
            if before != *wanted {
                // The run for the curve before may take long.
                sweeper.machine.stop();
            }
            if wanted.is_some() && !sweeper.is_running.replace(true) {
                let sweeper = Sweeper::clone(&sweeper);
                spawn_local(async move { sweeper.work(&set).await });
            }
        }
    });
    (*shown).clone().filter(|_| is_wanted)
}

impl Sweeper {
    /// Makes one curve after the other until none is wanted.
    async fn work(&self, set: &UseStateSetter<Option<OwnCurve>>) {
        loop {
            let next = self.wanted.borrow().clone();
            let Some(next) = next else { break };
            self.make(&next, set).await;
            if self.wanted.borrow().as_ref() == Some(&next) {
                self.wanted.replace(None);
            }
        }
        self.is_running.replace(false);
    }

    /// Makes a curve, unless another one is wanted by now.
    async fn make(&self, wanted: &CurveWanted, set: &UseStateSetter<Option<OwnCurve>>) {
        let mut queue = coarse_first(&wanted.values());
        let mut curve = Curve::default();
        let (begun, mut shown_at) = (milliseconds(), milliseconds());
        while let Some(value) = queue.pop() {
            let request = wanted.request(value);
            let (answered, is_late) = self.machine.ask_for(LONGEST, &request).await;
            match answered {
                Ok((Answer::Ran { .. }, Some(trace))) => {
                    let runs = vec![metrics_of(&trace).await];
                    curve.add(Point { value, runs });
                }
                _ if is_late => {}
                _ => return,
            }
            if self.wanted.borrow().as_ref() != Some(wanted) {
                return;
            }
            let now = milliseconds();
            let is_cut = is_late || now - begun > f64::from(LONGEST);
            // What is to be recommended is not known before all are tried.
            curve.is_a_choice = queue.is_empty() && wanted.is_over_a_bound();
            if queue.is_empty() || is_cut || now - shown_at > PAUSE {
                shown_at = now;
                set.set(Some(OwnCurve {
                    curve: Rc::new(curve.clone()),
                    over: wanted.over.clone(),
                    missing: queue.len(),
                    is_cut,
                }));
            }
            if is_cut {
                return;
            }
        }
    }
}

async fn metrics_of(trace: &Trace) -> Metrics {
    let mut measurement = Measurement::default();
    read_in_pieces(|events| measurement.advance(trace, events)).await;
    measurement.finish(trace)
}
