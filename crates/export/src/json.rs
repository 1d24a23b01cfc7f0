//! Writing JSON piece by piece.

use serde::Serialize;

/// Appends a value.
pub(crate) fn put(out: &mut Vec<u8>, value: &impl Serialize) {
    let written = serde_json::to_writer(out, value);
    written.expect("exports have only names and numbers, and memory can be written to");
}

/// The whole as text.
pub(crate) fn text(out: Vec<u8>) -> String {
    String::from_utf8(out).expect("JSON is text")
}
