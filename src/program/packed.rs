//! A program as a part of a link: compressed (DEFLATE, RFC 1951) and written as base64url (RFC 4648, section 5), without padding;
//! or the name of a template's file, which is never that, as it has a dot.

use super::template::TEMPLATES;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use std::fmt;

/// The most bytes of source that a link carries.
pub const MOST_SOURCE: usize = 32 << 10;
/// The level of compression: the best.
const LEVEL: u8 = 10;

/// Why a link's program could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is not what [`pack`] writes; most likely the link was cut off.
    Damaged,
    /// Its source is longer than [`MOST_SOURCE`].
    TooLong,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::Damaged => f.write_str(
                "no program can be read from it, perhaps because the link was cut off; allowed is what the Lab itself writes",
            ),
            Unreadable::TooLong => write!(
                f,
                "the program is too long; allowed are {} KiB of source",
                MOST_SOURCE >> 10
            ),
        }
    }
}

/// The program for a link; `None` if its source is longer than [`MOST_SOURCE`].
#[must_use]
pub fn pack(source: &str) -> Option<String> {
    let fits = source.len() <= MOST_SOURCE;
    fits.then(|| URL_SAFE_NO_PAD.encode(compress_to_vec(source.as_bytes(), LEVEL)))
}

/// The source of a link's program.
///
/// # Errors
/// If the text is damaged, or the source too long. No more memory is taken than the longest source needs.
pub fn unpack(text: &str) -> Result<String, Unreadable> {
    use miniz_oxide::inflate::TINFLStatus;
    if let Some(template) = TEMPLATES.iter().find(|template| template.file == text) {
        return Ok(String::from(template.source));
    }
    let bytes = URL_SAFE_NO_PAD.decode(text);
    let bytes = bytes.map_err(|_| Unreadable::Damaged)?;
    match decompress_to_vec_with_limit(&bytes, MOST_SOURCE) {
        Ok(source) => String::from_utf8(source).map_err(|_| Unreadable::Damaged),
        Err(error) if error.status == TINFLStatus::HasMoreOutput => Err(Unreadable::TooLong),
        Err(_) => Err(Unreadable::Damaged),
    }
}
