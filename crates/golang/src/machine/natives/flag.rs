//! Package `flag`, and the flags of `goroutinelab/lab`: what the Lab is told of them.

use super::super::flags::Flag;
use super::super::frames::{Goroutine, Window};
use super::{List, Native};

pub(super) const LIST: List = &[
    ("flag.defined", Native::Plain(defined)),
    ("flag.begins", Native::Plain(begins)),
    ("net/http.flagsAreOwn", Native::Plain(are_own)),
    ("net/http.begins", Native::Plain(begins)),
    ("goroutinelab/lab.flagsAreOwn", Native::Plain(are_own)),
    ("goroutinelab/lab.defaultIs", Native::Plain(default_is)),
];

/// `func defined(name, kind, value, usage string)`
fn defined(goroutine: &mut Goroutine, w: Window) {
    let flag = Flag {
        name: text(goroutine, w, 0),
        kind: text(goroutine, w, 1),
        default: text(goroutine, w, 2),
        usage: text(goroutine, w, 3),
        is_of_lab: false,
    };
    goroutine.program.flags.borrow_mut().defined.push(flag);
}

/// `func begins()`
fn begins(goroutine: &mut Goroutine, _: Window) {
    goroutine.program.flags.borrow_mut().are_read = true;
}

/// `func flagsAreOwn()`
fn are_own(goroutine: &mut Goroutine, _: Window) {
    for flag in &mut goroutine.program.flags.borrow_mut().defined {
        flag.is_of_lab = true;
    }
}

/// `func defaultIs(name, value string)`
fn default_is(goroutine: &mut Goroutine, w: Window) {
    let (name, value) = (text(goroutine, w, 0), text(goroutine, w, 1));
    let mut flags = goroutine.program.flags.borrow_mut();
    let flag = flags.defined.iter_mut().find(|flag| flag.name == name);
    if let Some(flag) = flag {
        flag.default = value;
    }
}

/// A parameter that is a string.
fn text(goroutine: &Goroutine, w: Window, place: usize) -> String {
    String::from_utf8_lossy(goroutine.refs[w.refs + place].bytes()).into_owned()
}
