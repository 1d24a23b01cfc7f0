//! The script of a talk: a file beside the page, or made of a speaker's own text by the worker that reads such texts.

use super::exporting::ask;
use super::here::{is_file, saved_talk};
use crate::talk::TalkFile;
use crate::ui::state::{Source, TourChange};
use crate::worker_request::WorkerRequest;
use gloo_net::http::{Request, Response};
use gloo_utils::{document, window};
use std::rc::Rc;
use talk::Script;
use wasm_bindgen_futures::spawn_local;
use web_sys::Url;
use yew::prelude::*;

/// The file, unless the document says where that of its version is.
const FILE: &str = "talk.json";
/// The longest text of a talk, in bytes.
const LARGEST: usize = 1_048_576;

/// Loads the script of a source from when it is wanted, and says what came of it.
#[hook]
pub(crate) fn use_script(wanted: Option<&Source>, came: Callback<TourChange>) {
    use_effect_with((wanted.cloned(), came), |(wanted, came)| {
        if let Some(source) = wanted.clone() {
            let came = came.clone();
            spawn_local(async move {
                let script = load(&source, &came).await;
                came.emit(TourChange::Read(source, script.map(Rc::new)));
            });
        }
    });
}

async fn load(source: &Source, came: &Callback<TourChange>) -> Result<Script, String> {
    match source {
        Source::Lab => {
            let script = get(&address(), "The talk").await?.json().await;
            script.map_err(|error| format!("The talk could not be read: {error}"))
        }
        Source::At(path) => {
            let file = text_at(path).await?;
            came.emit(TourChange::Fetched(Rc::new(file.clone())));
            own(&file).await
        }
        Source::Given(file) => own(file).await,
    }
}

/// The script of a speaker's own text.
async fn own(file: &TalkFile) -> Result<Script, String> {
    let line = ["goroutine-lab talk ", &file.file, " --export DIR"].concat();
    let instead = ["The command line prints the talk: ", &line].concat();
    let script = ask(&WorkerRequest::Talk(file.clone()), &instead).await?;
    serde_json::from_slice(&script.to_vec()).map_err(|error| error.to_string())
}

/// The text of a file beside the page, or of one that was beside it when it was saved.
async fn text_at(path: &str) -> Result<TalkFile, String> {
    if let Some(file) = saved_talk().filter(|file| file.file == path) {
        return Ok(file);
    }
    let wrong = |why: &str| ["talk=", path, ": ", why].concat();
    if is_file() || address().starts_with("data:") {
        return Err(wrong(
            "a page that is one file loads no others. Choose the talk’s file in the list of steps, or drop it on the page.",
        ));
    }
    let location = window().location();
    let (base, origin) = (location.href(), location.origin());
    let url = base.and_then(|base| Url::new_with_base(path, &base));
    let url = url.map_err(|_| wrong("this is no address"))?;
    if origin.is_ok_and(|origin| origin != url.origin()) {
        return Err(wrong(
            "a talk is loaded from the page’s own host alone. Save the file, and choose it in the list of steps or drop it on the page.",
        ));
    }
    let answer = get(&url.href(), path).await?;
    let text = answer.text().await;
    let text = text.map_err(|error| wrong(&error.to_string()))?;
    if text.len() > LARGEST {
        return Err(wrong(&format!(
            "the file has {} bytes; allowed are up to {LARGEST}",
            text.len()
        )));
    }
    Ok(TalkFile {
        file: String::from(path),
        text,
    })
}

async fn get(address: &str, what: &str) -> Result<Response, String> {
    let answer = Request::get(address).send().await;
    let answer = answer.map_err(|_| {
        [
            what,
            " could not be loaded. See whether there is a network, and try again.",
        ]
        .concat()
    })?;
    if answer.ok() {
        return Ok(answer);
    }
    let status = answer.status();
    Err(format!(
        "{what} could not be loaded: the host answered {status}. Reload the page and try again."
    ))
}

fn address() -> String {
    let meta = document().query_selector("meta[name=talk]").ok().flatten();
    let named = meta.and_then(|meta| meta.get_attribute("content"));
    named.unwrap_or_else(|| String::from(FILE))
}
