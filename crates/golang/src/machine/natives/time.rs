//! Package `time`: the clock and timers of the runtime.

use super::super::frames::{Deferred, Done, Fault, Goroutine, Window};
use super::super::names::goroutine_name;
use super::super::time_values::duration;
use super::super::value::{Object, Ref};
use super::{List, Native, Waiting};
use goruntime::go::{self, Ticker, Timer};
use std::rc::Rc;

pub(super) const LIST: List = &[
    ("time.Sleep", Native::Waits(Waiting::Sleep)),
    ("time.clock", Native::Plain(now)),
    ("time.startTimer", Native::Plain(new_timer)),
    ("time.startFunc", Native::Fails(after_func)),
    ("time.stopTimer", Native::Plain(stop_timer)),
    ("time.resetTimer", Native::Plain(reset_timer)),
    ("time.startTicker", Native::Plain(new_ticker)),
    ("time.stopTicker", Native::Plain(stop_ticker)),
    ("time.resetTicker", Native::Plain(reset_ticker)),
];

/// `func clock() int64`: nanoseconds since the beginning.
fn now(goroutine: &mut Goroutine, w: Window) {
    goroutine.nums[w.nums] = go::now().elapsed().0;
}

/// `func startTimer(d int64) (<-chan Time, *object)`
fn new_timer(goroutine: &mut Goroutine, w: Window) {
    let timer = Timer::new(duration(goroutine.nums[w.nums]));
    goroutine.refs[w.refs] = Ref::TimeChan(timer.channel());
    goroutine.refs[w.refs + 1] = Ref::Object(Object::Timer(timer));
}

/// `func startFunc(d int64, f func()) *object`
fn after_func(goroutine: &mut Goroutine, w: Window) -> Done {
    let Ref::Closure(closure) = &goroutine.refs[w.refs + 1] else {
        return Err(Fault::Runtime(String::from(
            "invalid memory address or nil pointer dereference",
        ))
        .into());
    };
    let (closure, program) = (Rc::clone(closure), Rc::clone(&goroutine.program));
    let length = duration(goroutine.nums[w.nums]);
    let name = goroutine_name(&program.loaded, &closure)
        .map(|(name, function)| (String::from(name), function));
    let counter = Rc::clone(&program);
    let mut started = 0;
    if let Some(watch) = &program.watch {
        watch.keeper.add_function(&closure);
        started = goroutine.own_place(watch);
    }
    let body = move || {
        let call = Deferred::first(Rc::clone(&closure));
        Goroutine::new(Rc::clone(&program)).calling(call, started)
    };
    let timer = match name {
        Some((name, function)) => {
            let count = move || counter.count_started(function);
            go::after_func_counted(name, count, length, body)
        }
        None => go::after_func(length, body),
    };
    goroutine.refs[w.refs] = Ref::Object(Object::Timer(timer));
    Ok(())
}

fn timer(goroutine: &Goroutine, slot: usize) -> Option<Timer> {
    match &goroutine.refs[slot] {
        Ref::Object(Object::Timer(timer)) => Some(timer.clone()),
        _ => None,
    }
}

/// `func stopTimer(timer *object) bool`
fn stop_timer(goroutine: &mut Goroutine, w: Window) {
    let was_set = timer(goroutine, w.refs).is_some_and(|timer| timer.stop());
    goroutine.nums[w.nums] = u64::from(was_set);
}

/// `func resetTimer(timer *object, d int64) bool`
fn reset_timer(goroutine: &mut Goroutine, w: Window) {
    let length = duration(goroutine.nums[w.nums + 1]);
    let was_set = timer(goroutine, w.refs).is_some_and(|timer| timer.reset(length));
    goroutine.nums[w.nums] = u64::from(was_set);
}

/// `func startTicker(d int64) (<-chan Time, *object)`; `d` is positive.
fn new_ticker(goroutine: &mut Goroutine, w: Window) {
    let ticker = Ticker::new(duration(goroutine.nums[w.nums]));
    goroutine.refs[w.refs] = Ref::TimeChan(ticker.channel());
    goroutine.refs[w.refs + 1] = Ref::Object(Object::Ticker(ticker));
}

fn ticker(goroutine: &Goroutine, slot: usize) -> Option<Ticker> {
    match &goroutine.refs[slot] {
        Ref::Object(Object::Ticker(ticker)) => Some(ticker.clone()),
        _ => None,
    }
}

/// `func stopTicker(ticker *object)`
fn stop_ticker(goroutine: &mut Goroutine, w: Window) {
    if let Some(ticker) = ticker(goroutine, w.refs) {
        ticker.stop();
    }
}

/// `func resetTicker(ticker *object, d int64)`; `d` is positive.
fn reset_ticker(goroutine: &mut Goroutine, w: Window) {
    let length = duration(goroutine.nums[w.nums]);
    if let Some(ticker) = ticker(goroutine, w.refs) {
        ticker.reset(length);
    }
}
