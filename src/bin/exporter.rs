//! The page's exports, in a worker of their own: a program that the page loads when somebody asks for a file, and that runs
//! beside it. It is built for wasm32 by trunk, and nowhere else (`required-features`).
//!
//! When it is ready it sends `null`. Then it is sent a [`WorkerRequest`](goroutine_lab::worker_request::WorkerRequest) as JSON, and
//! sends the bytes that are asked for, or a text on why there are none. With somebody's own program it is sent an array of the request
//! and the bytes of the program's trace. It reads talks of speakers' own, too.

#[cfg(target_family = "wasm")]
fn main() {
    worker::listen();
}

#[cfg(not(target_family = "wasm"))]
fn main() {
    eprintln!(
        "This is a part of the page: `cargo xtask build` builds it. Here, `goroutine-lab run --format` exports."
    );
}

#[cfg(target_family = "wasm")]
mod worker {
    use gloo_events::EventListener;
    use goroutine_lab::worker_request::WorkerRequest;
    use goruntime::trace::Trace;
    use js_sys::{Array, Uint8Array};
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    /// Answers requests for as long as the worker lives.
    pub(super) fn listen() {
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let answers = scope.clone();
        let listener = EventListener::new(&scope, "message", move |event| {
            let event: &MessageEvent = event.unchecked_ref();
            let answer = answer(&event.data());
            send(&answers, &answer);
        });
        // It listens until the page ends the worker.
        listener.forget();
        send(&scope, &JsValue::NULL);
    }

    /// A request is a text, or an array of it and the bytes of a trace.
    fn answer(message: &JsValue) -> JsValue {
        let parts = message.dyn_ref::<Array>();
        let text = parts.map_or_else(|| message.clone(), |parts| parts.get(0));
        let trace = parts.and_then(|parts| parts.get(1).dyn_into::<Uint8Array>().ok());
        let trace = trace.and_then(|bytes| Trace::from_bytes(&bytes.to_vec()));
        let message = &text.as_string().unwrap_or_default();
        let request = serde_json::from_str::<WorkerRequest>(message);
        let request = request.map_err(|error| format!("{message}: {error}"));
        match request.and_then(|request| request.answer(trace)) {
            Ok(bytes) => Uint8Array::from(&*bytes).into(),
            Err(reason) => reason.into(),
        }
    }

    fn send(scope: &DedicatedWorkerGlobalScope, message: &JsValue) {
        // Text and bytes can always be sent.
        let _ = scope.post_message(message);
    }
}
