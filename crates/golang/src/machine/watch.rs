//! What a search for schedules sees of an execution: accesses to memory, races, and where goroutines are.

use super::late::Late;
use super::loaded::{Loaded, Places};
use super::remains::Keeper;
use super::touch::{Touch, Touches};
use super::value::Memory;
use crate::code::Bank;
use goruntime::runtime::{self, Conflict, Decisions, Way};
use goruntime::trace::GoroutineId;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Places in a program: the innermost call last. Where stacks are not kept, the innermost alone.
pub(crate) type Stack = Vec<u32>;

/// The most races that are kept of an execution.
const MOST_RACES: usize = 64;

/// What is watched of an execution.
pub(crate) struct Watch {
    pub(super) loaded: Rc<Loaded>,
    pub(super) decisions: Decisions,
    /// The places of accesses before which others may run.
    pub(super) racy: Rc<BTreeSet<u32>>,
    /// Whether whole stacks are kept.
    pub(super) keeps_stacks: bool,
    /// What steps touch, if that is asked for.
    pub(super) touches: Option<Touches>,
    pub(super) races: RefCell<Vec<Race>>,
    /// Where each goroutine waits, or waited last.
    pub(super) waits: RefCell<Vec<Wait>>,
    /// Who has waited how late since main returned.
    pub(super) late: RefCell<Late>,
    /// The stacks of accesses, if they are kept.
    stacks: RefCell<BTreeMap<(u32, u32), Stack>>,
    /// Where the last panic began.
    pub(super) panicked: RefCell<Stack>,
    pub(super) main_has_returned: Cell<bool>,
    /// What remains at the end.
    pub(super) keeper: Keeper,
}

/// Where a goroutine waits, or waited last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wait {
    pub(super) stack: Stack,
    /// The number of the decision before which it came there.
    pub(super) since: u64,
}

/// Two accesses that race.
#[derive(Clone, Debug)]
pub(crate) struct Race {
    /// What is accessed, as the later access writes it.
    pub(crate) variable: Option<String>,
    pub(crate) by: GoroutineId,
    pub(crate) writes: bool,
    pub(crate) stack: Stack,
    pub(crate) earlier: Conflict,
    pub(crate) earlier_stack: Stack,
}

impl Watch {
    pub(super) fn new(
        loaded: Rc<Loaded>,
        decisions: Decisions,
        racy: Rc<BTreeSet<u32>>,
        (keeps_stacks, touches): (bool, Option<Touches>),
    ) -> Watch {
        Watch {
            loaded,
            decisions,
            racy,
            keeps_stacks,
            touches,
            races: RefCell::default(),
            waits: RefCell::default(),
            late: RefCell::default(),
            stacks: RefCell::default(),
            panicked: RefCell::default(),
            main_has_returned: Cell::new(false),
            keeper: Keeper::default(),
        }
    }

    pub(super) fn places(&self) -> &Places {
        self.loaded.places()
    }

    /// Whether the running goroutine gives way before an access at this place.
    #[inline]
    pub(super) fn gives_way(&self, passed: &mut bool, place: u32) -> bool {
        if std::mem::take(passed) {
            return false;
        }
        if self.racy.contains(&place) || self.decisions.is_wanted() {
            *passed = runtime::point();
            return *passed;
        }
        let _ = self.decisions.count();
        false
    }

    /// An access to memory. True if the running goroutine gives way before it: the access comes later.
    pub(super) fn access(
        &self,
        passed: &mut bool,
        memory: &Memory,
        slot: (Bank, u32),
        writes: bool,
        (callers, place): (&[u32], u32),
    ) -> bool {
        if self.gives_way(passed, place) {
            return true;
        }
        self.touch(memory, slot, writes, place);
        let conflict = memory.accessed(slot, Way::plain(writes), place);
        self.accessed(writes, (callers, place), conflict);
        false
    }

    /// Notes an access that may race: all others have the order of what synchronises them.
    pub(super) fn touch(
        &self,
        memory: &Memory,
        (bank, index): (Bank, u32),
        writes: bool,
        place: u32,
    ) {
        if let Some(touches) = &self.touches
            && self.racy.contains(&place)
        {
            let bank = u64::from(bank == Bank::Ref);
            touches.memory(memory, u64::from(index & 0x3FFF_FFFF) << 1 | bank, writes);
        }
    }

    /// Notes that the running goroutine goes on to what it waits for: others have run in between.
    pub(super) fn has_come(&self) {
        let id = runtime::goroutine_id().map_or(0, |GoroutineId(id)| id as usize);
        if let Some(wait) = self.waits.borrow_mut().get_mut(id) {
            wait.since = self.decisions.number();
        }
    }

    /// Notes that a step cannot be exchanged with others.
    pub(super) fn touch_all(&self) {
        if let Some(touches) = &self.touches {
            touches.add(Touch::ALL);
        }
    }

    pub(super) fn accessed(
        &self,
        writes: bool,
        (callers, place): (&[u32], u32),
        conflict: Option<Conflict>,
    ) {
        if conflict.is_none() && !self.keeps_stacks {
            return;
        }
        let Some(by) = runtime::goroutine_id() else {
            return;
        };
        let stack: Stack = callers.iter().copied().chain([place]).collect();
        if let Some(earlier) = conflict {
            self.race(by, writes, stack.clone(), earlier);
        }
        if self.keeps_stacks {
            self.stacks.borrow_mut().insert((by.0, place), stack);
        }
    }

    #[cold]
    fn race(&self, by: GoroutineId, writes: bool, stack: Stack, earlier: Conflict) {
        let mut races = self.races.borrow_mut();
        let place = stack.last().copied().unwrap_or(0);
        let is_known =
            |race: &Race| race.earlier.place == earlier.place && race.stack.last() == Some(&place);
        if races.len() == MOST_RACES || races.iter().any(is_known) {
            return;
        }
        let line = |place: u32| line_of(&self.loaded, place);
        let what = |writes: bool| if writes { "write" } else { "read" };
        let (function, op) = self.loaded.places().at(place);
        let variable = self.loaded.code.applied_to(function, op);
        let before = variable
            .as_ref()
            .map_or_else(String::new, |name| format!("{name}: "));
        runtime::report_race(
            format!(
                "{before}{} by goroutine {} at line {}, previous {} by goroutine {} at line {}",
                what(writes),
                by.0,
                line(place),
                what(earlier.wrote),
                earlier.by.0,
                line(earlier.place)
            ),
            earlier,
        );
        let kept = self.stacks.borrow();
        let earlier_stack = kept.get(&(earlier.by.0, earlier.place));
        races.push(Race {
            variable: variable.map(String::from),
            by,
            writes,
            stack,
            earlier,
            earlier_stack: earlier_stack.map_or_else(|| vec![earlier.place], Stack::clone),
        });
    }
}

/// The line of a place, 0 in a package of the Lab's own.
fn line_of(loaded: &Loaded, place: u32) -> u32 {
    let (function, op) = loaded.places().at(place);
    let function = &loaded.code.functions[function as usize];
    let line = function.lines.get(op as usize).copied().unwrap_or(0);
    if function.file.is_some() { line } else { 0 }
}
