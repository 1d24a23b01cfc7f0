//! The worker that runs people's own Go programs (`src/bin/machine.rs`). It is loaded when it is first asked for something.

use super::worker::WorkerScript;
use crate::program::{Answer, Request};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use goruntime::trace::Trace;
use js_sys::{Array, Function, Promise, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ErrorEvent, MessageEvent, Worker};
use yew::prelude::*;

const NO_WORKER: &str = "The browser starts no worker for this page. Open it from a server, or run the program with the command line: goroutine-lab go FILE.go";
const NOT_LOADED: &str =
    "The part of the page that runs Go could not be loaded. Reload the page and try again";

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Unanswered {
    /// Something newer was asked for, or nobody waits any more.
    Stopped,
    /// What is in the way, in a sentence without its full stop.
    Failed(String),
}

/// The most workers that wait to be asked. A run and a search take two.
const MOST_IDLE: usize = 2;

/// The workers that have answered and can be asked again, whichever machine asks: the next one then loads nothing.
#[derive(Clone, Default)]
pub(crate) struct Workers(Rc<RefCell<Idle>>);

#[derive(Default)]
struct Idle {
    script: Option<WorkerScript>,
    workers: Vec<Worker>,
}

impl PartialEq for Workers {
    fn eq(&self, other: &Workers) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Workers {
    /// One that waits.
    fn take(&self) -> Option<Worker> {
        self.0.borrow_mut().workers.pop()
    }

    /// A new one; none where the browser refuses.
    fn start(&self) -> Option<Worker> {
        let mut idle = self.0.borrow_mut();
        let script = idle
            .script
            .get_or_insert_with(|| WorkerScript::of("machine"));
        script.start()
    }

    /// Keeps one that has answered, or ends it if enough wait.
    fn give_back(&self, worker: Worker) {
        let workers = &mut self.0.borrow_mut().workers;
        if workers.len() < MOST_IDLE {
            workers.push(worker);
        } else {
            worker.terminate();
        }
    }
}

/// Answers one request at a time.
#[derive(Clone, Default)]
pub(crate) struct Machine {
    workers: Workers,
    /// The worker that works, and what ends the wait for it.
    busy: Rc<RefCell<Option<(Worker, Function)>>>,
}

/// A machine that lives as long as its component.
///
/// # Panics
/// Outside of `App`.
#[hook]
pub(crate) fn use_machine() -> Rc<Machine> {
    let workers: Workers = use_context().expect("App provides the workers");
    let machine = use_memo(workers, |workers| Machine {
        workers: workers.clone(),
        ..Machine::default()
    });
    let ended = Rc::clone(&machine);
    use_effect_with((), move |()| move || ended.stop());
    machine
}

impl Machine {
    /// Asks for something. What was asked before and has no answer yet is stopped with its worker, whatever it does.
    /// `progress` gets the answers before the last one.
    pub(crate) async fn ask(
        &self,
        request: &Request,
        progress: Callback<Answer>,
    ) -> Result<(Answer, Option<Trace>), Unanswered> {
        self.stop();
        let failed = |problem: JsValue| Unanswered::Failed(words(problem));
        let message = serde_json::to_string(request);
        let message = message.map_err(|error| Unanswered::Failed(error.to_string()))?;
        let idle = self.workers.take();
        let is_ready = idle.is_some();
        let worker = idle.or_else(|| self.workers.start());
        let worker = worker.ok_or_else(|| Unanswered::Failed(String::from(NO_WORKER)))?;
        let mut listeners = Vec::new();
        let answered = Promise::new(&mut |resolve, reject| {
            self.busy.replace(Some((worker.clone(), resolve.clone())));
            listeners = listeners_of(&worker, &message, &progress, (resolve, reject));
        });
        if is_ready {
            // Text can always be sent.
            let _ = worker.post_message(&JsValue::from_str(&message));
        }
        let last = JsFuture::from(answered).await;
        drop(listeners);
        let message = match last {
            Ok(message) if message.is_null() => return Err(Unanswered::Stopped),
            Ok(message) => message,
            Err(problem) => {
                self.stop();
                return Err(failed(problem));
            }
        };
        self.busy.replace(None);
        self.workers.give_back(worker);
        read(&message).ok_or_else(|| Unanswered::Failed(String::from(NOT_LOADED)))
    }

    /// As [`Machine::ask`], for at most so many milliseconds: then the worker is ended. Returns the answer, and whether the time was
    /// over.
    pub(crate) async fn ask_for(
        &self,
        longest: u32,
        request: &Request,
    ) -> (Result<(Answer, Option<Trace>), Unanswered>, bool) {
        let is_late = Rc::new(Cell::new(false));
        let watch = {
            let (machine, is_late) = (self.clone(), Rc::clone(&is_late));
            Timeout::new(longest, move || {
                is_late.set(true);
                machine.stop();
            })
        };
        let answered = self.ask(request, Callback::noop()).await;
        watch.cancel();
        (answered, is_late.get())
    }

    /// Ends what is being done.
    pub(crate) fn stop(&self) {
        let busy = self.busy.take();
        if let Some((worker, resolve)) = busy {
            worker.terminate();
            // A promise that is settled is called without effect.
            let _ = resolve.call1(&JsValue::NULL, &JsValue::NULL);
        }
    }
}

fn listeners_of(
    worker: &Worker,
    message: &str,
    progress: &Callback<Answer>,
    (resolve, reject): (Function, Function),
) -> Vec<EventListener> {
    let (requests, text) = (worker.clone(), JsValue::from_str(message));
    let progress = progress.clone();
    let heard = EventListener::new(worker, "message", move |event| {
        let event: &MessageEvent = event.unchecked_ref();
        let data = event.data();
        if data.is_null() {
            // It is ready. Text can always be sent.
            let _ = requests.post_message(&text);
        } else if let Some((answer @ Answer::Progress { .. }, _)) = read(&data) {
            progress.emit(answer);
        } else {
            // A promise that is settled is called without effect.
            let _ = resolve.call1(&JsValue::NULL, &data);
        }
    });
    let failed = EventListener::new(worker, "error", move |event| {
        let said = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
        let said = said.filter(|said| !said.is_empty());
        let said = said.unwrap_or_else(|| String::from(NOT_LOADED));
        let _ = reject.call1(&JsValue::NULL, &said.into());
    });
    vec![heard, failed]
}

/// An answer, and the trace that came with it.
fn read(message: &JsValue) -> Option<(Answer, Option<Trace>)> {
    let parts: &Array = message.dyn_ref()?;
    let answer = serde_json::from_str(&parts.get(0).as_string()?).ok()?;
    let bytes: Option<Uint8Array> = parts.get(1).dyn_into().ok();
    let trace = match bytes {
        Some(bytes) => Some(Trace::from_bytes(&bytes.to_vec())?),
        None => None,
    };
    Some((answer, trace))
}

/// What stands in the way, as text.
fn words(problem: JsValue) -> String {
    String::try_from(problem).unwrap_or_else(|problem| format!("{problem:?}"))
}
