//! An execution in which a chooser decides what runs next.

use super::execution::{Execution, execution, main};
use super::limits::Limits;
use super::loaded::Loaded;
use super::reach;
use super::shared::Shared;
use super::touch::Touches;
use super::watch::{Stack, Watch};
use goruntime::runtime::{self, Chooser, Chosen, Decisions, Deviation, Run};
use goruntime::trace::{BlockReason, GoroutineId, Outcome};
use std::collections::BTreeSet;
use std::fmt;
use std::rc::Rc;

/// The name of the file that runs tests, which is not the program's own.
pub const TEST_MAIN: &str = "_testmain.go";

/// How an execution is watched.
pub struct Plan {
    /// Decides what runs next, and the decisions that it shares with the program.
    pub chooser: (Box<dyn Chooser>, Decisions),
    /// The places ([`DataRace::places`]) of accesses that may race: others may run before them. Where no accesses race, it
    /// is enough that others may run before what synchronises.
    pub racy: Rc<BTreeSet<u32>>,
    /// Whether stacks are kept as a whole, which is slow.
    pub keeps_stacks: bool,
    /// What steps touch, if that is asked for.
    pub touches: Option<Touches>,
    /// For how many scheduling steps the other goroutines go on after main has returned.
    pub drain: u32,
}

/// What an execution did, and what was found in it.
#[derive(Clone, Debug)]
pub struct Explored {
    /// What it did.
    pub execution: Execution,
    /// The goroutines that had not ended, without main if it returned.
    pub stuck: Vec<Stuck>,
    /// The data races, at most one for each pair of places.
    pub races: Vec<DataRace>,
    /// Where the last panic began.
    pub panicked: Vec<StackFrame>,
    /// After a fatal error, where the goroutine that ran last waited last, or failed.
    pub last: Vec<StackFrame>,
    /// Whether main has returned. The other goroutines have gone on after that.
    pub main_has_returned: bool,
    /// The decisions for something else than what happens without a chooser.
    pub deviations: Vec<Deviation>,
    /// How many decisions there were.
    pub decisions: u64,
    /// How many jumps and calls there were.
    pub jumps: u64,
    /// Whether there is something at the end that may still call a function: a timer (`time.AfterFunc`, the deadline of a context)
    /// or a finalizer.
    pub has_timer_function: bool,
}

/// A goroutine that has not ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// Its number.
    pub id: GoroutineId,
    /// What it waits for; `None` if it could go on.
    pub waits: Option<BlockReason>,
    /// Whether it could have gone on and on: what it waits for came again and again, or it runs or sleeps.
    pub goes_on: bool,
    /// The function in which it began, if it has waited since main returned.
    pub began: Option<String>,
    /// Where it waits, the innermost call first.
    pub stack: Vec<StackFrame>,
    /// The number of the decision before which it came there; if it has not begun, that before which the first of those was
    /// started.
    pub since: u64,
    /// In a run that was stopped before main returned: whether nothing that goes on can reach what it waits for, so that it
    /// waits for ever, as in the goroutine leak profile of Go 1.26.
    pub is_unreachable: bool,
}

/// Two accesses to the same variable, field, element or map, at least one of them a write, that nothing orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataRace {
    /// The variable, field, element or map as the later access writes it, if that is a short text.
    pub variable: Option<String>,
    /// The later access.
    pub later: Access,
    /// The earlier access.
    pub earlier: Access,
    /// The places of both, the later one first.
    pub places: [u32; 2],
}

/// An access to memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    /// Whose it is.
    pub by: GoroutineId,
    /// Whether it writes.
    pub writes: bool,
    /// Where it is, the innermost call first.
    pub stack: Vec<StackFrame>,
}

/// A call in a stack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StackFrame {
    /// The function as a stack trace shows it: `main.worker`.
    pub function: String,
    /// The file as it was given.
    pub file: String,
    /// The line.
    pub line: u32,
}

impl fmt::Display for StackFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}:{}", self.function, self.file, self.line)
    }
}

/// Executes a program to its end, or to the limit of its drain. `args` is `os.Args`; `seed` decides what else Go leaves to
/// chance.
#[must_use]
pub fn explore(
    loaded: &Rc<Loaded>,
    limits: Limits,
    args: Vec<String>,
    seed: u64,
    plan: Plan,
) -> Explored {
    let Plan {
        chooser,
        racy,
        keeps_stacks,
        touches,
        drain,
    } = plan;
    let watch = Watch::new(
        Rc::clone(loaded),
        chooser.1.clone(),
        racy,
        (keeps_stacks, touches),
    );
    let mut shared = Shared::new(Rc::clone(loaded), &limits, args);
    shared.watch = Some(watch);
    let shared = Rc::new(shared);
    let body = {
        let shared = Rc::clone(&shared);
        async move {
            runtime::watch_for_races();
            main(Rc::clone(&shared)).await;
            shared.watch().main_has_returned.set(true);
            shared.watch().touch_all();
            if drain > 0 {
                shared.watch().late.borrow_mut().steps = drain;
                let is_cut = runtime::drain(drain).await;
                shared.watch().late.borrow_mut().is_cut = is_cut;
            }
        }
    };
    let chosen = Run::chosen(limits.budget, seed, chooser, body).finish_chosen();
    let first_to_begin = shared.watch().keeper.first_waiting_to_begin();
    let (unreachable, has_timer_function) = unreachable_and_timers(&chosen, &shared);
    let execution = execution(chosen.trace, &shared);
    let trace = &execution.trace;
    // Reading the trace takes time, which only an error without a panic's place is worth.
    let last = (trace.exit().outcome == Outcome::Fatal).then(|| trace.records());
    let last = last.and_then(|records| records.filter_map(|record| record.by).last());
    let watch = shared.watch();
    let waits = watch.waits.borrow();
    let late = watch.late.borrow();
    let stuck = chosen.survivors.iter().map(|survivor| {
        let wait = waits.get(survivor.id.0 as usize);
        let wait = wait.filter(|wait| !wait.stack.is_empty());
        let is_awake = matches!(
            survivor.waits,
            None | Some(BlockReason::Sleep | BlockReason::SelectOfSleep)
        );
        Stuck {
            id: survivor.id,
            waits: survivor.waits,
            goes_on: is_awake || late.goes_on(survivor.id.0),
            began: late
                .began(survivor.id.0)
                .map(|function| loaded.code.functions[function as usize].name.clone()),
            stack: wait.map_or_else(Vec::new, |wait| frames(loaded, &wait.stack)),
            since: wait.map_or(first_to_begin.unwrap_or(0), |wait| wait.since),
            is_unreachable: unreachable.contains(&survivor.id),
        }
    });
    let races = watch.races.take().into_iter().map(|race| DataRace {
        places: [race.stack.last().copied().unwrap_or(0), race.earlier.place],
        variable: race.variable,
        later: Access {
            by: race.by,
            writes: race.writes,
            stack: frames(loaded, &race.stack),
        },
        earlier: Access {
            by: race.earlier.by,
            writes: race.earlier.wrote,
            stack: frames(loaded, &race.earlier_stack),
        },
    });
    let last = last.and_then(|GoroutineId(id)| waits.get(id as usize));
    Explored {
        last: last.map_or_else(Vec::new, |wait| frames(loaded, &wait.stack)),
        main_has_returned: watch.main_has_returned.get(),
        stuck: stuck.collect(),
        races: races.collect(),
        panicked: frames(loaded, &watch.panicked.borrow()),
        execution,
        deviations: chosen.deviations,
        decisions: chosen.decisions,
        jumps: limits.jumps - shared.jumps.get(),
        has_timer_function,
    }
}

/// The goroutines that wait for ever in a run that was stopped before main returned, and whether a timer or
/// a finalizer is left that may call a function.
fn unreachable_and_timers(chosen: &Chosen, shared: &Shared) -> (BTreeSet<GoroutineId>, bool) {
    let watch = shared.watch();
    let remains = watch.keeper.take();
    let outcome = chosen.trace.exit().outcome;
    let is_stopped = matches!(outcome, Outcome::BudgetExceeded | Outcome::OutOfMemory);
    let mut unreachable = BTreeSet::new();
    let functions = &shared.loaded.code.functions;
    // A finalizer may wake anybody, and none is ever run here.
    let has_finalizers = functions
        .iter()
        .any(|function| function.name == "runtime.SetFinalizer");
    if is_stopped && !watch.main_has_returned.get() && !has_finalizers {
        let globals = shared.globals.refs.borrow().to_vec();
        unreachable = reach::unreachable(&remains, &chosen.survivors, globals);
    }
    let has_timer_function = has_finalizers || !remains.functions.is_empty();
    shared.counted_as_held(|| drop(remains));
    (unreachable, has_timer_function)
}

/// A stack without the calls inside of the Lab's own packages and of what runs tests, the innermost first.
fn frames(loaded: &Loaded, stack: &Stack) -> Vec<StackFrame> {
    let own = stack.iter().rev().filter_map(|place| {
        let (function, op) = loaded.places().at(*place);
        let function = &loaded.code.functions[function as usize];
        let file = &loaded.code.files[usize::from(function.file?)];
        (file != TEST_MAIN).then(|| StackFrame {
            function: function.name.clone(),
            file: file.clone(),
            line: function.lines.get(op as usize).copied().unwrap_or(0),
        })
    });
    own.collect()
}
