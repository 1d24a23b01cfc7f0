//! Saving the page as one file.

use super::files::download;
use super::here::{own_address, page_address, saved};
use crate::talk::TalkFile;
use bundle::{File, Saved, files_in, single_file, with_saved};
use gloo_file::Blob;
use gloo_net::http::{Request, Response};
use gloo_utils::{document, document_element};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Saves this page as one file that opens a link, a query string without its `?`, and that holds the talk which the link only names.
/// `waiting` is what the page shows before the program has started.
///
/// # Errors
/// In words, if a file of the page cannot be got from its host any more.
pub(crate) async fn save_page(
    link: String,
    talk: Option<&TalkFile>,
    name: &str,
    waiting: &str,
) -> Result<(), String> {
    let talk = talk.and_then(|file| serde_json::to_string(file).ok());
    let saved_with = |address| Saved {
        link,
        address,
        talk: talk.unwrap_or_default(),
    };
    let page = if is_single_file() {
        let remembered = saved_with(saved().address);
        with_saved(
            &own_text(waiting).ok_or("the document cannot be read")?,
            &remembered,
        )
    } else {
        let html = get(&own_address())
            .await?
            .text()
            .await
            .map_err(|error| error.to_string())?;
        let mut files = Vec::new();
        for name in files_in(&html) {
            let bytes = get(&name)
                .await?
                .binary()
                .await
                .map_err(|error| error.to_string())?;
            files.push(File { name, bytes });
        }
        single_file(&html, &files, &saved_with(page_address()))
            .map_err(|missing| missing.to_string())?
    };
    let file = Blob::new_with_options(page.as_str(), Some("text/html"));
    download(file, name).ok_or_else(|| String::from("the browser does not save files"))
}

/// A page that was opened from a file can ask nobody for its parts, and needs none.
fn is_single_file() -> bool {
    let program = document()
        .query_selector("meta[name=program]")
        .ok()
        .flatten();
    let script = program.and_then(|program| program.get_attribute("data-script"));
    script.is_some_and(|script| script.starts_with("data:"))
}

/// The text of this document as it was before the program started.
fn own_text(waiting: &str) -> Option<String> {
    let root: Element = document_element()
        .clone_node_with_deep(true)
        .ok()?
        .dyn_into()
        .ok()?;
    root.query_selector("#app").ok()??.set_inner_html(waiting);
    // The colours of the theme are set anew by each program.
    root.remove_attribute("style").ok()?;
    Some(["<!doctype html>\n", &root.outer_html()].concat())
}

async fn get(address: &str) -> Result<Response, String> {
    let response = Request::get(address).send().await;
    let response = response.map_err(|_| format!("{address} could not be loaded"))?;
    match response.status() {
        200 => Ok(response),
        status => Err(format!("the host answered {status} for {address}")),
    }
}
