//! The run of somebody's own program.

use super::machine::{Machine, Unanswered, use_machine};
use crate::comparison::{Comparison, Run};
use crate::program::{Answer, Complaint, Program, Request};
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The seed of what Go leaves to chance.
pub(crate) const SEED: u64 = 1;
/// How long a program may take before its worker is ended, in milliseconds. Its budget ends it before, unless the device is
/// very slow.
const LONGEST: u32 = 30_000;

/// What is known of the program.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OwnRun {
    /// The newest run of a text without errors.
    pub run: Option<Run>,
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

/// Runs a program whenever it is another. The run before stays until there is a new one.
#[hook]
pub(crate) fn use_own_program(program: Option<&Rc<Program>>) -> OwnRun {
    let machine = use_machine();
    let known = use_state_eq(OwnRun::default);
    let newest = use_mut_ref(OwnRun::default);
    use_effect_with(program.cloned(), {
        let set = known.setter();
        move |program| {
            machine.stop();
            match program {
                None => *newest.borrow_mut() = OwnRun::default(),
                Some(program) => {
                    newest.borrow_mut().is_busy = true;
                    let (machine, newest) = (Rc::clone(&machine), Rc::clone(&newest));
                    let (program, set) = (Rc::clone(program), set.clone());
                    spawn_local(async move {
                        let before = newest.borrow().run.clone();
                        if let Some(next) = run(&machine, program, before).await {
                            newest.replace(next.clone());
                            set.set(next);
                        }
                    });
                }
            }
            set.set(newest.borrow().clone());
        }
    });
    (*known).clone()
}

/// What a program did, or what is wrong with it, with the run before; none if something newer was asked for.
async fn run(machine: &Rc<Machine>, program: Rc<Program>, before: Option<Run>) -> Option<OwnRun> {
    let request = Request::Run {
        source: program.source.clone(),
        seed: SEED,
        schedule: program.schedule.clone(),
    };
    let late = Rc::new(std::cell::Cell::new(false));
    let watch = {
        let (machine, late) = (Rc::clone(machine), Rc::clone(&late));
        Timeout::new(LONGEST, move || {
            late.set(true);
            machine.stop();
        })
    };
    let answered = machine.ask(&request, Callback::noop()).await;
    watch.cancel();
    let known = OwnRun {
        run: before,
        ..OwnRun::default()
    };
    let failed = |problem: String| OwnRun {
        problem: Some(problem.into()),
        ..known.clone()
    };
    Some(match answered {
        Ok((_, Some(trace))) => OwnRun {
            run: Some(Run::of_program(program, trace)),
            ..OwnRun::default()
        },
        Ok((Answer::Wrong { complaints }, None)) => OwnRun {
            complaints: Rc::new(complaints),
            ..known
        },
        Ok((_, None)) => failed(String::from("The run has no trace")),
        Err(Unanswered::Failed(problem)) => failed(problem),
        Err(Unanswered::Stopped) if late.get() => failed(format!(
            "The program did not end within {} seconds and was stopped",
            LONGEST / 1_000
        )),
        Err(Unanswered::Stopped) => return None,
    })
}
