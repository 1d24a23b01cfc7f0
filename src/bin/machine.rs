//! People's own Go programs, in a worker of their own: a program that the page loads when somebody edits one. It is built for
//! wasm32 by trunk, and nowhere else (`required-features`).
//!
//! When it is ready it sends `null`. Then it is sent a [`Request`](goroutine_lab::program::Request) as JSON, and sends
//! answers: each an array of an [`Answer`](goroutine_lab::program::Answer) as JSON and the bytes of a trace, if there is one.
//! It does one thing at a time; a page that no longer waits ends the worker.

#[cfg(target_family = "wasm")]
fn main() {
    worker::listen();
}

#[cfg(not(target_family = "wasm"))]
fn main() {
    eprintln!(
        "This is a part of the page: `cargo xtask build` builds it. Here, `goroutine-lab go` runs Go programs."
    );
}

#[cfg(target_family = "wasm")]
mod worker {
    use gloo_events::EventListener;
    use goroutine_lab::program::{Answer, Answerer, Complaint, Request};
    use goruntime::trace::Trace;
    use js_sys::{Array, Uint8Array};
    use std::cell::RefCell;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    /// Answers requests for as long as the worker lives.
    pub(super) fn listen() {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let answers = scope.clone();
        let answerer = RefCell::new(Answerer::default());
        let listener = EventListener::new(&scope, "message", move |event| {
            let event: &MessageEvent = event.unchecked_ref();
            let message = event.data().as_string().unwrap_or_default();
            let (last, trace) = match serde_json::from_str::<Request>(&message) {
                Ok(request) => {
                    let progress = |progress| send(&answers, &progress, None);
                    answerer.borrow_mut().answer(&request, progress)
                }
                Err(error) => (unknown(&error.to_string()), None),
            };
            send(&answers, &last, trace.as_ref());
        });
        // It listens until the page ends the worker.
        listener.forget();
        // Null can always be sent.
        let _ = scope.post_message(&JsValue::NULL);
    }

    /// The answer to what is no request.
    fn unknown(reason: &str) -> Answer {
        let complaint = Complaint {
            line: 0,
            column: 0,
            message: format!("the request: {reason}"),
        };
        Answer::Wrong {
            complaints: vec![complaint],
        }
    }

    fn send(scope: &DedicatedWorkerGlobalScope, answer: &Answer, trace: Option<&Trace>) {
        let text = serde_json::to_string(answer).unwrap_or_default();
        let message = Array::of1(&JsValue::from_str(&text));
        if let Some(trace) = trace {
            message.push(&Uint8Array::from(&*trace.to_bytes()));
        }
        // Text and bytes can always be sent.
        let _ = scope.post_message(&message);
    }
}
