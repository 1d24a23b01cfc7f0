//! The script of the talk, which is a file beside the page.

use gloo_net::http::Request;
use gloo_utils::document;
use std::rc::Rc;
use talk::Script;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The file, unless the document says where that of its version is.
const FILE: &str = "talk.json";

/// Loads the script from when it is wanted, and says what came of it.
#[hook]
pub(crate) fn use_script(is_wanted: bool, read: Callback<Result<Rc<Script>, String>>) {
    use_effect_with((is_wanted, read), |(is_wanted, read)| {
        if *is_wanted {
            let read = read.clone();
            spawn_local(async move { read.emit(load().await.map(Rc::new)) });
        }
    });
}

async fn load() -> Result<Script, String> {
    let answer = Request::get(&address()).send().await;
    let answer = answer.map_err(|_| {
        String::from("The talk could not be loaded. See whether there is a network, and try again.")
    })?;
    if !answer.ok() {
        let status = answer.status();
        return Err(format!(
            "The talk could not be loaded: the host answered {status}. Reload the page and try again."
        ));
    }
    let script = answer.json().await;
    script.map_err(|error| format!("The talk could not be read: {error}"))
}

fn address() -> String {
    let meta = document().query_selector("meta[name=talk]").ok().flatten();
    let named = meta.and_then(|meta| meta.get_attribute("content"));
    named.unwrap_or_else(|| String::from(FILE))
}
