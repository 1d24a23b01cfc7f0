//! What is read off traces when somebody asks, in pieces between which the browser may draw a frame.

use super::work::milliseconds;
use gloo_timers::future::TimeoutFuture;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How long the first piece may take, in milliseconds: what a short run has is there at once.
const FIRST: f64 = 10.0;
/// How long another piece may take, beside the frames.
const OTHER: f64 = 8.0;
/// The events between two looks at the clock.
const EVENTS: usize = 2_000;

/// Reads to the end, in pieces between which the browser may draw a frame. `advance` reads so many more events, and is true when
/// all are read.
pub(crate) async fn read_in_pieces(mut advance: impl FnMut(usize) -> bool) {
    let mut until = milliseconds() + FIRST;
    while !advance(EVENTS) {
        if milliseconds() >= until {
            TimeoutFuture::new(0).await;
            until = milliseconds() + OTHER;
        }
    }
}

/// Something that is read off traces.
pub(crate) trait Reading: Sized + 'static {
    /// What it is read of.
    type Of: Clone + PartialEq + 'static;
    /// What is found.
    type Found: 'static;

    /// A reading before the first event.
    fn begin(of: &Self::Of) -> Self;

    /// Reads so many more events. True when all are read.
    fn advance(&mut self, of: &Self::Of, events: usize) -> bool;

    /// What was found, once all is read.
    fn finish(self, of: &Self::Of) -> Self::Found;
}

/// How far a reading is.
enum Progress<R: Reading> {
    Reading(R),
    Found(Rc<R::Found>),
}

struct Work<R: Reading> {
    of: R::Of,
    /// `None` only while a piece is read.
    progress: RefCell<Option<Progress<R>>>,
}

impl<R: Reading> Work<R> {
    fn begin(of: &R::Of) -> Work<R> {
        let work = Work {
            of: of.clone(),
            progress: RefCell::new(Some(Progress::Reading(R::begin(of)))),
        };
        work.go_on(FIRST);
        work
    }

    /// Reads on for so many milliseconds. True when all is read.
    fn go_on(&self, length: f64) -> bool {
        let mut progress = self.progress.borrow_mut();
        let until = milliseconds() + length;
        let next = match progress.take() {
            Some(Progress::Reading(mut reading)) => loop {
                if reading.advance(&self.of, EVENTS) {
                    break Progress::Found(Rc::new(reading.finish(&self.of)));
                }
                if milliseconds() >= until {
                    break Progress::Reading(reading);
                }
            },
            Some(found) => found,
            None => return false,
        };
        let is_over = matches!(next, Progress::Found(_));
        *progress = Some(next);
        is_over
    }

    fn found(&self) -> Option<Rc<R::Found>> {
        match &*self.progress.borrow() {
            Some(Progress::Found(found)) => Some(Rc::clone(found)),
            Some(Progress::Reading(_)) | None => None,
        }
    }
}

/// What is read of something; `None` until all is read. The component then renders anew.
#[hook]
pub(crate) fn use_reading<R: Reading>(of: &R::Of) -> Option<Rc<R::Found>> {
    let work = use_memo(of.clone(), Work::<R>::begin);
    let render = use_force_update();
    let on = Rc::clone(&work);
    use_effect_with(of.clone(), move |_| {
        let is_wanted = Rc::new(Cell::new(true));
        let wanted = Rc::clone(&is_wanted);
        if on.found().is_none() {
            spawn_local(async move {
                loop {
                    TimeoutFuture::new(0).await;
                    if !wanted.get() {
                        return;
                    }
                    if on.go_on(OTHER) {
                        render.force_update();
                        return;
                    }
                }
            });
        }
        move || is_wanted.set(false)
    });
    work.found()
}
