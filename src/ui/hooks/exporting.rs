//! Exports: a worker makes a file's bytes, and the browser saves them.

use super::files::download;
use super::worker::WorkerScript;
use crate::exports::{Format, Request};
use crate::worker_request::WorkerRequest;
use gloo_events::EventListener;
use gloo_file::ObjectUrl;
use gloo_timers::callback::Timeout;
use gloo_utils::document;
use goruntime::trace::Trace;
use js_sys::{Array, Function, Promise, Uint8Array};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, Event, HtmlCanvasElement, HtmlImageElement,
    MessageEvent, Url, Worker,
};

/// Pixels for each unit of a picture, so that text is sharp on today's screens.
const SCALE: u32 = 2;

const NOT_LOADED: &str =
    "The part of the page that exports could not be loaded. Reload the page and try again";
/// How long the worker's program may take to load, and a file to be made, in milliseconds.
const LONGEST: u32 = 60_000;

/// Makes a file and lets the browser save it, as pixels if `as_png`. Returns its name and its size in bytes. `trace` is that of
/// somebody's own program, if the file has it.
///
/// # Errors
///
/// What is in the way, in a sentence.
pub(crate) async fn save(
    request: &Request,
    as_png: bool,
    trace: Option<&Trace>,
) -> Result<(String, u64), String> {
    let asked = WorkerRequest::Export(request.clone());
    let bytes = ask_with(&asked, trace, &elsewhere(request, as_png)).await?;
    let media_type = request.format.media_type();
    let mut file = blob(&bytes, media_type).map_err(words)?;
    let mut name = request.file_name();
    if as_png {
        file = pixels(&file).await.map_err(words)?;
        name = name.replace(Format::Svg.ending(), ".png");
    }
    download(file.clone().into(), &name).ok_or("The browser does not save files")?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a size is a whole number"
    )]
    let size = file.size() as u64;
    Ok((name, size))
}

/// Makes a picture and gives it an address, which it has as long as that is kept.
///
/// # Errors
///
/// What is in the way, in a sentence.
pub(crate) async fn drawn(request: &Request) -> Result<ObjectUrl, String> {
    let asked = WorkerRequest::Export(request.clone());
    let bytes = ask(&asked, &elsewhere(request, false)).await?;
    let file = blob(&bytes, request.format.media_type()).map_err(words)?;
    Ok(ObjectUrl::from(gloo_file::Blob::from(file)))
}

/// The bytes that a worker makes. `instead` is said where it makes none: a sentence without its full stop.
///
/// # Errors
///
/// What is in the way.
pub(crate) async fn ask(request: &WorkerRequest, instead: &str) -> Result<Uint8Array, String> {
    ask_with(request, None, instead).await
}

/// The same of a request with a trace beside it.
async fn ask_with(
    request: &WorkerRequest,
    trace: Option<&Trace>,
    instead: &str,
) -> Result<Uint8Array, String> {
    let script = WorkerScript::of("exporter");
    let no_worker = "The browser starts no worker for this page. ";
    let worker = script
        .start()
        .map(Started)
        .ok_or_else(|| [no_worker, instead].concat())?;
    let text = serde_json::to_string(request).map_err(|error| error.to_string())?;
    let text = JsValue::from_str(&text);
    let message = match trace {
        Some(trace) => Array::of2(&text, &Uint8Array::from(&*trace.to_bytes())).into(),
        None => text,
    };
    made(&message, instead, &worker.0).await
}

/// A worker that ends with the wait for it, also if nobody waits any more.
struct Started(Worker);

impl Drop for Started {
    fn drop(&mut self) {
        self.0.terminate();
    }
}

async fn made(message: &JsValue, instead: &str, worker: &Worker) -> Result<Uint8Array, String> {
    let mut watch = None;
    let answer = Promise::new(&mut |resolve, reject| {
        watch = Some(Watch::new(worker, message, instead, &(resolve, reject)));
    });
    let answer = JsFuture::from(answer).await;
    drop(watch);
    answer.map_err(words)?.dyn_into().map_err(words)
}

/// What settles the wait for a worker. A promise that is settled is called without effect.
struct Watch {
    _listeners: [EventListener; 2],
    /// Ends the wait for a worker from which nothing comes.
    _late: Rc<Cell<Option<Timeout>>>,
}

impl Watch {
    fn new(
        worker: &Worker,
        message: &JsValue,
        instead: &str,
        (resolve, reject): &(Function, Function),
    ) -> Watch {
        let is_loaded = Rc::new(Cell::new(false));
        let refuse = {
            let (reject, is_loaded, instead) =
                (reject.clone(), Rc::clone(&is_loaded), String::from(instead));
            move |problem: &str| {
                let words = if is_loaded.get() {
                    [problem, ". ", &instead].concat()
                } else {
                    String::from(NOT_LOADED)
                };
                let _ = reject.call1(&JsValue::NULL, &words.into());
            }
        };
        let wait = {
            let refuse = refuse.clone();
            let problem = [
                "The file was not made within ",
                &(LONGEST / 1_000).to_string(),
                " seconds",
            ]
            .concat();
            move || {
                let (refuse, problem) = (refuse.clone(), problem.clone());
                Some(Timeout::new(LONGEST, move || refuse(&problem)))
            }
        };
        let late = Rc::new(Cell::new(wait()));
        let heard = {
            let (worker, resolve, late) = (worker.clone(), resolve.clone(), Rc::clone(&late));
            let message = message.clone();
            move |event: &Event| {
                let event: &MessageEvent = event.unchecked_ref();
                if event.data().is_null() {
                    // It is ready. Text and bytes can always be sent.
                    let _ = worker.post_message(&message);
                    is_loaded.set(true);
                    late.set(wait());
                } else {
                    let _ = resolve.call1(&JsValue::NULL, &event.data());
                }
            }
        };
        let failed = move |_: &Event| refuse("The file could not be made");
        Watch {
            _listeners: [
                EventListener::new(worker, "message", heard),
                EventListener::new(worker, "error", failed),
            ],
            _late: late,
        }
    }
}

/// Where else the file can be made, in a sentence without its full stop.
fn elsewhere(request: &Request, as_png: bool) -> String {
    if request.own.is_some() {
        return String::from("Save the program, and export it with the command line");
    }
    let line = request.command_line(as_png);
    ["The command line makes the same file: ", &line].concat()
}

/// What stands in the way, as text.
fn words(problem: JsValue) -> String {
    String::try_from(problem).unwrap_or_else(|problem| format!("{problem:?}"))
}

fn blob(bytes: &Uint8Array, media_type: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    Blob::new_with_u8_array_sequence_and_options(&Array::of1(bytes), &options)
}

/// An SVG as PNG, drawn by the browser, with its fonts.
async fn pixels(svg: &Blob) -> Result<Blob, JsValue> {
    let image = HtmlImageElement::new()?;
    let url = Url::create_object_url_with_blob(svg)?;
    image.set_src(&url);
    let decoded = JsFuture::from(image.decode()).await;
    Url::revoke_object_url(&url)?;
    decoded?;
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width(image.width() * SCALE);
    canvas.set_height(image.height() * SCALE);
    let context = canvas.get_context("2d")?.unwrap_or_default();
    let context: CanvasRenderingContext2d = context.dyn_into()?;
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    let made = Promise::new(&mut |resolve, reject| {
        let resolve = Closure::once_into_js(move |png: JsValue| {
            let _ = resolve.call1(&JsValue::NULL, &png);
        });
        if let Err(error) = canvas.to_blob(resolve.unchecked_ref()) {
            let _ = reject.call1(&JsValue::NULL, &error);
        }
    });
    let too_large = |_| JsValue::from_str("The picture is too large for the browser");
    JsFuture::from(made).await?.dyn_into().map_err(too_large)
}
