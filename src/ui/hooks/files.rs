//! Files: reading what is chosen or dropped, saving.

use gloo_events::{EventListener, EventListenerOptions};
use gloo_file::{Blob, File, ObjectUrl};
use gloo_timers::future::TimeoutFuture;
use gloo_utils::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, HtmlAnchorElement, HtmlDocument, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// The largest file that is read, in bytes. A program of this size has tens of thousands of lines.
const LARGEST: f64 = 1_048_576.0;
/// How long the browser may take to begin a download, in milliseconds.
const DOWNLOAD: u32 = 60_000;

/// A file of somebody's.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TextFile {
    pub name: String,
    /// Its text, or why there is none, in a sentence.
    pub text: Result<String, String>,
}

/// Gives the text of a file, unless it is too large or cannot be read.
pub(crate) fn read_text(file: web_sys::File, read: Callback<TextFile>) {
    let (name, size) = (file.name(), file.size());
    spawn_local(async move {
        let text = if size > LARGEST {
            Err(format!(
                "{name} has {size} bytes; allowed are up to {LARGEST}."
            ))
        } else {
            let text = gloo_file::futures::read_as_text(&File::from(file)).await;
            text.map_err(|error| format!("{name} could not be read: {error}"))
        };
        read.emit(TextFile { name, text });
    });
}

/// Gives the text of the file that is chosen in a field. The same file can then be chosen again.
pub(crate) fn chosen_text(event: &Event, read: Callback<TextFile>) {
    let input: HtmlInputElement = event.target_unchecked_into();
    if let Some(file) = input.files().and_then(|files| files.get(0)) {
        read_text(file, read);
    }
    input.set_value("");
}

/// Gives the text of a file that is dropped on the page.
#[hook]
pub(crate) fn use_dropped(read: Callback<TextFile>) {
    use_effect_with(read, |read| {
        let read = read.clone();
        let options = EventListenerOptions::enable_prevent_default();
        let over = EventListener::new_with_options(&window(), "dragover", options, |event| {
            let event: &DragEvent = event.unchecked_ref();
            let types = event.data_transfer().map(|data| data.types());
            if types.is_some_and(|types| types.includes(&"Files".into(), 0)) {
                event.prevent_default();
            }
        });
        let dropped = EventListener::new_with_options(&window(), "drop", options, move |event| {
            let event: &DragEvent = event.unchecked_ref();
            let files = event.data_transfer().and_then(|data| data.files());
            if let Some(file) = files.and_then(|files| files.get(0)) {
                event.prevent_default();
                read_text(file, read.clone());
            }
        });
        || drop((over, dropped))
    });
}

/// Lets the browser save a file under a name. `None` if it cannot. The file is kept while the browser may still read it.
pub(crate) fn download(file: Blob, name: &str) -> Option<()> {
    let address = ObjectUrl::from(file);
    let link: HtmlAnchorElement = document().create_element("a").ok()?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    spawn_local(async move {
        TimeoutFuture::new(DOWNLOAD).await;
        drop(address);
    });
    Some(())
}

/// Puts a text in the place of what is selected in a field, and the cursor behind it. Where the browser can, it is typed as its own keys
/// type, so that its undo takes it back, and it sends an `input` event. Returns whether it did.
pub(crate) fn insert(field: &HtmlTextAreaElement, text: &str) -> bool {
    let typed = document()
        .dyn_into::<HtmlDocument>()
        .ok()
        .and_then(|document| {
            let command = "insertText";
            document
                .exec_command_with_show_ui_and_value(command, false, text)
                .ok()
        });
    if typed == Some(true) {
        return true;
    }
    let place = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or_default();
    let (from, to) = (place(field.selection_start()), place(field.selection_end()));
    // The places are the field's own.
    let _ = field.set_range_text_with_start_and_end_and_mode(text, from, to, "end");
    false
}

/// The text of a field before the cursor, or before what is selected.
pub(crate) fn before_cursor(field: &HtmlTextAreaElement) -> String {
    let place = field.selection_start().ok().flatten().unwrap_or_default();
    let text: Vec<u16> = field.value().encode_utf16().take(place as usize).collect();
    String::from_utf16_lossy(&text)
}
