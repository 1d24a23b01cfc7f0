//! A goroutine in a search for schedules: where it is, where others may run, and the accesses outside of the inner loop.

use super::frames::{Done, Frame, Goroutine, Hindrance, Stop};
use super::loaded::Role;
use super::ranges::Range;
use super::shadow::Order;
use super::value::Pointer;
use super::value::Ref;
use super::watch::{Stack, Wait, Watch};
use crate::code::{Bank, Op};
use goruntime::runtime::{self, Way};
use goruntime::trace::GoroutineId;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

/// The most slots whose accesses are watched of one operation.
const MOST_SLOTS: u32 = 1 << 16;

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
        let mut stack = Stack::new();
        self.write_stack(watch, &mut stack);
        stack
    }

    /// The same in the place of another, whose room is used again.
    fn write_stack(&self, watch: &Watch, stack: &mut Stack) {
        stack.clear();
        if watch.keeps_stacks && self.own_frame(watch).is_some() {
            stack.extend(self.calls(watch));
        } else {
            stack.push(self.own_place(watch));
        }
    }

    /// The places of all its calls, the innermost last.
    pub(super) fn calls(&self, watch: &Watch) -> Stack {
        let place = |frame: &Frame| {
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
            watch.has_come();
        }
    }

    pub(super) fn keep_place(&self, watch: &Watch) {
        let Some(GoroutineId(id)) = runtime::goroutine_id() else {
            return;
        };
        let mut waits = watch.waits.borrow_mut();
        if waits.len() <= id as usize {
            waits.resize_with(id as usize + 1, Wait::default);
        }
        let wait = &mut waits[id as usize];
        self.write_stack(watch, &mut wait.stack);
        wait.since = watch.decisions.number();
        if watch.main_has_returned.get() {
            let began = self.frames.first().map_or(0, |first| first.function);
            let left = runtime::drain_left();
            watch.late.borrow_mut().wait(id, began, left);
        }
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

    /// The place of the innermost call in a file of the program's own; where it was started, if there is none.
    pub(super) fn own_place(&self, watch: &Watch) -> u32 {
        self.own_frame(watch).map_or(self.started, |frame| {
            watch
                .places()
                .place(frame.function, frame.next.saturating_sub(1))
        })
    }

    /// The innermost call in a file of the program's own.
    fn own_frame(&self, watch: &Watch) -> Option<&Frame> {
        let functions = &watch.loaded.code.functions;
        let mut frames = self.frames.iter().rev();
        frames.find(|frame| functions[frame.function as usize].file.is_some())
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
            if let Some(bank) = watch.places().atomic(function) {
                self.atomic_access(watch, pointer, (bank, order));
            }
        }
    }

    /// An atomic operation on a variable: it may race with one that is not atomic.
    fn atomic_access(&self, watch: &Watch, pointer: &Pointer, (bank, order): (Bank, Order)) {
        let index = match bank {
            Bank::Num => pointer.num,
            Bank::Ref => pointer.reference,
        };
        let way = Way {
            writes: order.releases,
            is_atomic: true,
        };
        let place = self.own_place(watch);
        let conflict = pointer.memory.accessed((bank, index), way, place);
        let callers = if watch.keeps_stacks {
            let mut calls = self.calls(watch);
            let is_own = |at: &u32| *at == place;
            let own = calls.iter().rposition(is_own).unwrap_or(0);
            calls.truncate(own);
            calls
        } else {
            Stack::new()
        };
        watch.accessed(way.writes, (&callers, place), conflict);
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
                let conflict = first.memory.accessed(slot, Way::plain(writes), place);
                watch.accessed(writes, (&callers, place), conflict);
            }
        }
        if let Some((Ref::Map(map), writes)) = map {
            if watch.racy.contains(&place) {
                watch.touch_all();
            }
            let mut map = map.borrow_mut();
            let accesses = map.accesses.get_or_insert_default();
            let conflict = runtime::check_access(accesses, Way::plain(writes), place);
            watch.accessed(writes, (&callers, place), conflict);
        }
        Ok(())
    }

    fn give_way_here(&mut self) -> Hindrance {
        self.top_mut().next -= 1;
        Stop::GiveWay.into()
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
