//! The run of somebody's own program.

use super::machine::{Machine, Unanswered, use_machine};
use super::reading::read_in_pieces;
use crate::comparison::{Comparison, Run};
use crate::program::{Answer, Base, Complaint, Dial, Program, Request};
use analysis::{Analysis, Report};
use goruntime::trace::Trace;
use lab::scenarios::Scenario;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How long a program may take before its worker is ended, in milliseconds. Its budget ends it before, unless the device is
/// very slow.
const LONGEST: u32 = 30_000;

/// What is known of the program.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OwnRun {
    /// The newest run of a text without errors.
    pub run: Option<Run>,
    /// What of it can be turned.
    pub dials: Rc<Vec<Dial>>,
    /// What is wrong with the newest text.
    pub complaints: Rc<Vec<Complaint>>,
    /// Why the newest text could not be run, though nothing may be wrong with it.
    pub problem: Option<AttrValue>,
    /// Whether the newest text is being run.
    pub is_busy: bool,
}

impl OwnRun {
    /// A comparison with this run.
    pub(crate) fn beside(&self, comparison: &Rc<Comparison>, program: &Program) -> Rc<Comparison> {
        match &self.run {
            Some(run) => Rc::new(comparison.with_program(run.clone(), program.is_compared)),
            None => Rc::clone(comparison),
        }
    }
}

/// What is to be run.
struct Wanted {
    program: Rc<Program>,
    scenario: Rc<Scenario>,
}

/// What the runs of a page's program have in common.
#[derive(Clone, Default)]
struct Runner {
    machine: Machine,
    /// What is to be run next: the newest wish.
    wanted: Rc<RefCell<Option<Wanted>>>,
    /// What is being run.
    running: Rc<RefCell<Option<Rc<Program>>>>,
    newest: Rc<RefCell<OwnRun>>,
}

/// Runs a program whenever it is another; the edited program of a pattern also when the scenario has other values. The run
/// before stays until there is a new one. A new text ends the run of the text before. New values wait for the end of the run, so
/// that a dragged slider shows one run after the other.
#[hook]
pub(crate) fn use_own_program(program: Option<&Rc<Program>>, scenario: &Rc<Scenario>) -> OwnRun {
    let machine = use_machine();
    let known = use_state_eq(OwnRun::default);
    let runner = use_memo((), |()| Runner {
        machine: Machine::clone(&machine),
        ..Runner::default()
    });
    let of = program.map(|program| {
        let values = program.origin.map(|_| Rc::clone(scenario));
        (Rc::clone(program), values)
    });
    // What the slider moves is the page's business.
    let of = of.map(|(program, values)| (program.to_run(), values));
    let scenario = Rc::clone(scenario);
    use_effect_with(of, {
        let set = known.setter();
        move |of| {
            let program = of.as_ref().map(|(program, _)| Rc::clone(program));
            runner.want(program.map(|program| Wanted { program, scenario }), &set);
            set.set(runner.newest.borrow().clone());
        }
    });
    (*known).clone()
}

impl Runner {
    /// Runs this next, or nothing any more.
    fn want(&self, next: Option<Wanted>, set: &UseStateSetter<OwnRun>) {
        let program = next.as_ref().map(|next| Rc::clone(&next.program));
        if *self.running.borrow() != program {
            self.machine.stop();
        }
        self.wanted.replace(next);
        let Some(program) = program else {
            self.newest.replace(OwnRun::default());
            return;
        };
        self.newest.borrow_mut().is_busy = true;
        if self.running.replace(Some(program)).is_none() {
            let (runner, set) = (self.clone(), set.clone());
            spawn_local(async move { runner.run_all(&set).await });
        }
    }

    /// Runs what is wanted until nothing is.
    async fn run_all(&self, set: &UseStateSetter<OwnRun>) {
        loop {
            let next = self.wanted.borrow_mut().take();
            let Some(next) = next else { break };
            let before = self.newest.borrow().clone();
            if let Some(mut known) = run(&self.machine, next, before).await {
                known.is_busy = self.wanted.borrow().is_some();
                self.newest.replace(known.clone());
                set.set(known);
            }
        }
        self.running.replace(None);
    }
}

/// What a program did, or what is wrong with it, with the run before; none if something newer was asked for.
async fn run(machine: &Machine, wanted: Wanted, before: OwnRun) -> Option<OwnRun> {
    let Wanted { program, scenario } = wanted;
    let base = program.origin.map(|origin| Base::of(origin, &scenario));
    let request = Request::run_of(&program, base.clone(), true);
    let (answered, is_late) = machine.ask_for(LONGEST, &request).await;
    let known = OwnRun {
        run: before.run,
        dials: before.dials,
        ..OwnRun::default()
    };
    let failed = |problem: String| OwnRun {
        problem: Some(problem.into()),
        ..known.clone()
    };
    Some(match answered {
        Ok((Answer::Ran { flags }, Some(trace))) => OwnRun {
            run: Some(Run::of_program(
                program,
                &scenario,
                report_of(&trace).await,
                trace,
            )),
            dials: Rc::new(Dial::all(&flags, base.as_ref())),
            ..OwnRun::default()
        },
        Ok((Answer::Wrong { complaints }, None)) => OwnRun {
            complaints: Rc::new(complaints),
            ..known
        },
        Ok(_) => failed(String::from("The run has no trace")),
        Err(Unanswered::Failed(problem)) => failed(problem),
        Err(Unanswered::Stopped) if is_late => failed(format!(
            "The program did not end within {} seconds and was stopped",
            LONGEST / 1_000
        )),
        Err(Unanswered::Stopped) => return None,
    })
}

async fn report_of(trace: &Trace) -> Report {
    let mut analysis = Analysis::new(trace);
    read_in_pieces(|events| analysis.advance(trace, events)).await;
    analysis.finish(trace)
}
