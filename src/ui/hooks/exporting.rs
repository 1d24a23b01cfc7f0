//! Exports: a worker makes a file's bytes, and the browser saves them.

use super::files::download;
use super::worker::WorkerScript;
use crate::exports::{Format, Request};
use crate::worker_request::WorkerRequest;
use gloo_events::EventListener;
use gloo_utils::document;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, ErrorEvent, HtmlCanvasElement,
    HtmlImageElement, MessageEvent, Url, Worker,
};

/// Pixels for each unit of a picture, so that text is sharp on today's screens.
const SCALE: u32 = 2;

const NOT_LOADED: &str =
    "The part of the page that exports could not be loaded. Reload the page and try again";

/// Makes a file and lets the browser save it, as pixels if `as_png`. Returns its name and its size in bytes.
///
/// # Errors
///
/// What is in the way, in a sentence.
pub(crate) async fn save(request: &Request, as_png: bool) -> Result<(String, u64), String> {
    let asked = WorkerRequest::Export(request.clone());
    let bytes = ask(&asked, || no_worker(request, as_png)).await?;
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

/// The bytes that a worker makes. `no_worker` is said where the browser starts none.
///
/// # Errors
///
/// What is in the way.
pub(crate) async fn ask(
    request: &WorkerRequest,
    no_worker: impl FnOnce() -> String,
) -> Result<Uint8Array, String> {
    let script = WorkerScript::of("exporter");
    let worker = script.start().ok_or_else(no_worker)?;
    made(request, &worker).await
}

async fn made(request: &WorkerRequest, worker: &Worker) -> Result<Uint8Array, String> {
    let message = serde_json::to_string(request).map_err(|error| error.to_string())?;
    let mut listeners = Vec::new();
    let answer = Promise::new(&mut |resolve, reject| {
        let (requests, message) = (worker.clone(), message.clone());
        listeners.push(EventListener::new(worker, "message", move |event| {
            let event: &MessageEvent = event.unchecked_ref();
            if event.data().is_null() {
                // It is ready. Text can always be sent.
                let _ = requests.post_message(&JsValue::from_str(&message));
            } else {
                // A promise that is settled is called without effect.
                let _ = resolve.call1(&JsValue::NULL, &event.data());
            }
        }));
        listeners.push(EventListener::new(worker, "error", move |event| {
            let said = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
            let said = said.filter(|said| !said.is_empty());
            let said = said.unwrap_or_else(|| String::from(NOT_LOADED));
            let _ = reject.call1(&JsValue::NULL, &said.into());
        }));
    });
    let answer = JsFuture::from(answer).await;
    worker.terminate();
    drop(listeners);
    answer.map_err(words)?.dyn_into().map_err(words)
}

/// What is said where the browser refuses.
fn no_worker(request: &Request, as_png: bool) -> String {
    let line = request.format.command_line(&request.link, as_png);
    [
        "The browser starts no worker for this page. The command line makes the same file: ",
        &line,
    ]
    .concat()
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
