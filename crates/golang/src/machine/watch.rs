//! What a search for schedules sees of an execution: accesses to memory, races, and where goroutines are.

use super::frames::{Done, Goroutine, Stop};
use super::loaded::{Loaded, Places, Role};
use super::shared::Shared;
use super::touch::{Touch, Touches};
use super::value::{Memory, Pointer, Ref};
use crate::code::{Bank, Op, Shape, Slot};
use goruntime::runtime::{self, Conflict, Decisions};
use goruntime::trace::GoroutineId;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

/// Places in a program: the innermost call last. Where stacks are not kept, the innermost alone.
pub(crate) type Stack = Vec<u32>;

/// The most races that are kept of an execution.
const MOST_RACES: usize = 64;

/// The most slots whose accesses are watched of one operation.
const MOST_SLOTS: u32 = 1 << 16;

/// What is watched of an execution.
pub(crate) struct Watch {
    loaded: Rc<Loaded>,
    pub(super) decisions: Decisions,
    /// The places of accesses before which others may run.
    pub(super) racy: Rc<BTreeSet<u32>>,
    /// Whether whole stacks are kept.
    pub(super) keeps_stacks: bool,
    /// What steps touch, if that is asked for.
    pub(super) touches: Option<Touches>,
    pub(super) races: RefCell<Vec<Race>>,
    /// Where each goroutine waits, or waited last.
    pub(super) waits: RefCell<Vec<Stack>>,
    /// The stacks of accesses, if they are kept.
    stacks: RefCell<BTreeMap<(u32, u32), Stack>>,
    /// Where the last panic began.
    pub(super) panicked: RefCell<Stack>,
    pub(super) main_has_returned: Cell<bool>,
}

/// Two accesses that race.
#[derive(Clone, Debug)]
pub(crate) struct Race {
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
            stacks: RefCell::default(),
            panicked: RefCell::default(),
            main_has_returned: Cell::new(false),
        }
    }

    pub(super) fn places(&self) -> &Places {
        self.loaded.places()
    }

    /// Whether the running goroutine gives way before an access at this place.
    #[inline]
    fn gives_way(&self, passed: &mut bool, place: u32) -> bool {
        if std::mem::take(passed) {
            return false;
        }
        if self.racy.contains(&place) || self.decisions.is_wanted() {
            *passed = runtime::point();
            return *passed;
        }
        self.decisions.count();
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
        let conflict = memory.accessed(slot, writes, place);
        self.accessed(writes, (callers, place), conflict);
        false
    }

    /// Notes an access that may race: all others have the order of what synchronises them.
    fn touch(&self, memory: &Memory, (bank, index): (Bank, u32), writes: bool, place: u32) {
        if let Some(touches) = &self.touches
            && self.racy.contains(&place)
        {
            let bank = u64::from(bank == Bank::Ref);
            touches.memory(memory, u64::from(index & 0x3FFF_FFFF) << 1 | bank, writes);
        }
    }

    /// Notes that a step cannot be exchanged with others.
    pub(super) fn touch_all(&self) {
        if let Some(touches) = &self.touches {
            touches.add(Touch::ALL);
        }
    }

    fn accessed(&self, writes: bool, (callers, place): (&[u32], u32), conflict: Option<Conflict>) {
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
        runtime::report_race(
            format!(
                "line {}: {} by goroutine {} at line {}, previous {} by goroutine {} at line {}",
                line(place),
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

impl Shared {
    pub(super) fn watch(&self) -> &Watch {
        match &self.watch {
            Some(watch) => watch,
            None => unreachable!("only a watched execution comes here"),
        }
    }
}

/// Lets the others go on: the chooser has decided so.
pub(super) async fn give_way() {
    let mut waits = true;
    poll_fn(|_| {
        if std::mem::take(&mut waits) {
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    })
    .await;
}

impl Goroutine {
    /// The places of its calls, the innermost last; that of an own file alone, if stacks are not kept.
    pub(super) fn stack(&self, watch: &Watch) -> Stack {
        if watch.keeps_stacks {
            self.calls(watch)
        } else {
            vec![self.own_place(watch)]
        }
    }

    /// The places of all its calls, the innermost last.
    pub(super) fn calls(&self, watch: &Watch) -> Stack {
        let place = |frame: &super::frames::Frame| {
            watch
                .places()
                .place(frame.function, frame.next.saturating_sub(1))
        };
        self.frames.iter().map(place).collect()
    }

    /// Before it waits: keeps where it is, and lets others run if the chooser decides so.
    pub(super) async fn before_wait(&mut self) {
        let program = Rc::clone(&self.program);
        let watch = program.watch();
        self.keep_place(watch);
        let is_whole = watch.places().role(self.top().function) == Role::Whole;
        if !is_whole && !std::mem::take(&mut self.passed) && runtime::point() {
            self.mark();
            give_way().await;
        }
    }

    pub(super) fn keep_place(&self, watch: &Watch) {
        let Some(GoroutineId(id)) = runtime::goroutine_id() else {
            return;
        };
        let mut waits = watch.waits.borrow_mut();
        if waits.len() <= id as usize {
            waits.resize_with(id as usize + 1, Stack::new);
        }
        waits[id as usize] = self.stack(watch);
    }

    /// The callers of the top frame, and the place of its accesses if they are watched.
    pub(super) fn watched_frame(&self) -> (Stack, Option<At>) {
        let watch = self.program.watch();
        let Some(top) = self.frames.last() else {
            return (Stack::new(), None);
        };
        let places = watch.places();
        if places.role(top.function) != Role::Watched {
            return (Stack::new(), None);
        }
        let mut callers = Stack::new();
        if watch.keeps_stacks {
            callers = self.calls(watch);
            callers.pop();
        }
        let is_own = self.program.loaded.code.functions[top.function as usize]
            .file
            .is_some();
        let at = if is_own {
            At::First(places.place(top.function, 0))
        } else {
            At::Call(self.own_place(watch))
        };
        (callers, Some(at))
    }

    /// The place of the innermost call in a file of the program's own.
    fn own_place(&self, watch: &Watch) -> u32 {
        let functions = &watch.loaded.code.functions;
        let own = self
            .frames
            .iter()
            .rev()
            .find(|frame| functions[frame.function as usize].file.is_some());
        own.map_or(0, |frame| {
            watch
                .places()
                .place(frame.function, frame.next.saturating_sub(1))
        })
    }

    /// The order that a call of a package's function gives.
    pub(super) fn order_call(&self, function: u32, refs: usize) {
        let Some(watch) = &self.program.watch else {
            return;
        };
        let Some(order) = watch.places().order(function) else {
            return;
        };
        let results = watch.loaded.code.functions[function as usize].results;
        let at = self.refs.get(refs + usize::from(results.refs));
        if let Some(Ref::Pointer(pointer)) = at {
            if let Some(touches) = &watch.touches {
                let part = u64::from(pointer.num) << 16 | u64::from(pointer.reference);
                touches.memory(&pointer.memory, part & 0x7FFF_FFFF, order.releases);
            }
            pointer
                .memory
                .ordered((pointer.num, pointer.reference), order);
        }
    }

    /// Whether others run before a call that orders memory.
    pub(super) fn gives_way_before(&mut self, function: u32) -> bool {
        let program = Rc::clone(&self.program);
        let watch = program.watch();
        if watch.places().order(function).is_none()
            || watch.places().role(self.top().function) == Role::Whole
            || std::mem::take(&mut self.passed)
        {
            return false;
        }
        self.passed = runtime::point();
        self.passed
    }

    /// The accesses of an operation outside of the inner loop, before it is executed.
    pub(super) fn watch_operation(&mut self, op: Op) -> Done {
        let program = Rc::clone(&self.program);
        let watch = program.watch();
        let callee = match op {
            Op::Call(function, ..) => Some(function),
            Op::CallMethod(slot, method, ..) => {
                let ty = self.reference(slot).dynamic();
                ty.and_then(|ty| program.loaded.code.method(ty, method))
            }
            Op::CallValue(slot, ..) => match self.reference(slot) {
                Ref::Closure(closure) => Some(closure.function),
                _ => None,
            },
            _ => None,
        };
        if let Some(callee) = callee
            && self.gives_way_before(callee)
        {
            return Err(self.give_way_here());
        }
        self.touch_other(op);
        if watch.places().role(self.top().function) != Role::Watched {
            return Ok(());
        }
        let ranges = self.ranges(op);
        let map = self.map_access(op);
        if ranges.is_empty() && map.is_none() {
            return Ok(());
        }
        let (callers, at) = self.watched_frame();
        let op = self.top().next.saturating_sub(1);
        let place = at.map_or(0, |at| at.place(op));
        let mut passed = self.passed;
        let gives_way = watch.gives_way(&mut passed, place);
        self.passed = passed;
        if gives_way {
            return Err(self.give_way_here());
        }
        for Range {
            first,
            shape,
            writes,
        } in ranges
        {
            let nums = (first.num..first.num.saturating_add(shape.nums.min(MOST_SLOTS)))
                .map(|index| (Bank::Num, index));
            let refs = (first.reference
                ..first.reference.saturating_add(shape.refs.min(MOST_SLOTS)))
                .map(|index| (Bank::Ref, index));
            for slot in nums.chain(refs) {
                watch.touch(&first.memory, slot, writes, place);
                let conflict = first.memory.accessed(slot, writes, place);
                watch.accessed(writes, (&callers, place), conflict);
            }
        }
        if let Some((Ref::Map(map), writes)) = map {
            if watch.racy.contains(&place) {
                watch.touch_all();
            }
            let mut map = map.borrow_mut();
            let accesses = map.accesses.get_or_insert_default();
            let conflict = runtime::check_access(accesses, writes, place);
            watch.accessed(writes, (&callers, place), conflict);
        }
        Ok(())
    }

    fn give_way_here(&mut self) -> super::frames::Hindrance {
        self.top_mut().next -= 1;
        Stop::GiveWay.into()
    }

    /// What an operation on a map uses, and whether it writes.
    fn map_access(&self, op: Op) -> Option<(Ref, bool)> {
        let (slot, writes) = match op {
            Op::MapLen(_, m) | Op::MapGet(_, m, ..) | Op::MapRange(_, m) => (m, false),
            Op::MapSet(m, ..) | Op::MapDelete(m, ..) | Op::MapClear(m) => (m, true),
            Op::MapNext(_, state, ..) => {
                let Ref::Object(super::value::Object::Iteration(iteration)) = self.reference(state)
                else {
                    return None;
                };
                return Some((Ref::Map(Rc::clone(&iteration.borrow().map)), false));
            }
            _ => return None,
        };
        Some((self.reference(slot).clone(), writes))
    }

    /// The memory that an operation uses.
    fn ranges(&self, op: Op) -> Vec<Range> {
        let mut ranges = Vec::new();
        let mut add = |pointer: Option<Pointer>, shape: Shape, writes: bool| {
            if let Some(first) = pointer {
                ranges.push(Range {
                    first,
                    shape,
                    writes,
                });
            }
        };
        let shape = |ty: u16| self.program.loaded.code.types[usize::from(ty)].shape;
        let whole = |slot: Slot, of: Shape| match self.reference(slot).slice() {
            Some(slice) => (Some(slice.first.clone()), of.times(u64::from(slice.len))),
            None => (None, of),
        };
        let place = |slot: Slot| super::compare::place(self.reference(slot));
        match op {
            Op::Copy(_, a, ty) => add(place(a), shape(ty), false),
            Op::CopyInto(p, a, ty) => {
                add(place(a), shape(ty), false);
                add(place(p), shape(ty), true);
            }
            Op::StoreGlobalRef(_, offset) => {
                let memory = Rc::clone(&self.program.globals);
                let first = Pointer {
                    memory,
                    num: 0,
                    reference: offset,
                };
                add(Some(first), Shape::REF, true);
            }
            Op::AppendNum(s, _, ty) => self.appended(s, 1, shape(ty), &mut add),
            Op::Append(_, s, _, count, ty) => {
                self.appended(s, u32::from(count), shape(ty), &mut add)
            }
            Op::AppendSlice(_, s, t, ty) => {
                let (from, of) = whole(t, shape(ty));
                let count = self.reference(t).slice().map_or(0, |slice| slice.len);
                add(from, of, false);
                self.appended(s, count, shape(ty), &mut add);
            }
            Op::CopySlice(_, s, t, ty) => {
                let len = |slot| self.reference(slot).slice().map_or(0, |slice| slice.len);
                let count = shape(ty).times(u64::from(len(s).min(len(t))));
                add(whole(t, count).0, count, false);
                add(whole(s, count).0, count, true);
            }
            Op::ClearSlice(s, ty) => {
                let (first, of) = whole(s, shape(ty));
                add(first, of, true);
            }
            Op::BytesToText(_, s) | Op::RunesToText(_, s) => {
                let (first, of) = whole(s, Shape::NUM);
                add(first, of, false);
            }
            _ => {}
        }
        ranges
    }

    /// What `append` uses: the places of the new elements, or all old ones if it copies them.
    fn appended(
        &self,
        slot: Slot,
        count: u32,
        shape: Shape,
        add: &mut impl FnMut(Option<Pointer>, Shape, bool),
    ) {
        let Some(slice) = self.reference(slot).slice() else {
            return;
        };
        if slice.len + count <= slice.cap {
            let first = slice.element(slice.len, shape);
            add(Some(first), shape.times(u64::from(count)), true);
        } else {
            add(
                Some(slice.first.clone()),
                shape.times(u64::from(slice.len)),
                false,
            );
        }
    }
}

/// Where the accesses of a frame are.
#[derive(Clone, Copy, Debug)]
pub(super) enum At {
    /// In a function of the program's own, whose first operation is at this place.
    First(u32),
    /// In a function of a package: they count as those of the program's own call there.
    Call(u32),
}

impl At {
    /// The place of an operation of the frame.
    #[inline]
    pub(super) fn place(self, op: u32) -> u32 {
        match self {
            At::First(first) => first + op,
            At::Call(place) => place,
        }
    }
}

/// A piece of memory that an operation uses.
struct Range {
    first: Pointer,
    shape: Shape,
    writes: bool,
}
