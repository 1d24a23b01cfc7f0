//! Where the page is, and what it was saved with.

use crate::talk::TalkFile;
use bundle::Saved;
use gloo_utils::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{NavigationType, PerformanceNavigationTiming};

/// The query string of the address, or its fragment, or both. A page that was saved with a link opens that link.
pub(crate) fn current_query() -> String {
    let own = own_query();
    if own.is_empty() { saved().link } else { own }
}

fn own_query() -> String {
    let location = window().location();
    location.search().unwrap_or_default() + &location.hash().unwrap_or_default()
}

/// The talk whose text this page was saved with, for the link that it was saved with.
pub(crate) fn saved_talk() -> Option<TalkFile> {
    serde_json::from_str(&saved().talk).ok()
}

/// Whether the page opens the link that it was saved with.
pub(crate) fn opens_saved_link() -> bool {
    !saved().link.is_empty() && own_query().is_empty()
}

/// The path of this page.
pub(crate) fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// The address of this page for others, without query and fragment: where it was saved from, if it is a file.
pub(crate) fn page_address() -> String {
    match saved().address {
        address if address.is_empty() => own_address(),
        address => address,
    }
}

/// The address of this page, without query and fragment.
pub(crate) fn own_address() -> String {
    let address = window().location().href().unwrap_or_default();
    let end = address.find(['?', '#']).unwrap_or(address.len());
    String::from(&address[..end])
}

/// Whether this page was opened as a file: it has no other windows then.
pub(crate) fn is_file() -> bool {
    let scheme = window().location().protocol();
    scheme.is_ok_and(|scheme| scheme == "file:")
}

/// Whether this document was loaded again in its tab.
pub(crate) fn is_reloaded() -> bool {
    let entries = window()
        .performance()
        .map(|clock| clock.get_entries_by_type("navigation"));
    let first = entries.map(|entries| entries.get(0));
    let first = first.and_then(|entry| entry.dyn_into::<PerformanceNavigationTiming>().ok());
    first.is_some_and(|entry| entry.type_() == NavigationType::Reload)
}

/// What this page was saved with.
pub(crate) fn saved() -> Saved {
    Saved::read(|name| {
        let selector = format!("meta[name={name}]");
        let meta = document().query_selector(&selector).ok()??;
        meta.get_attribute("content")
    })
}
