//! A text as a part of a link: compressed (DEFLATE, RFC 1951) and written as base64url (RFC 4648, section 5), without padding.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

/// The most bytes of text that a link carries.
pub const MOST_TEXT: usize = 32 << 10;
/// The level of compression: the best.
const LEVEL: u8 = 10;

/// Why what a link carries could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is not what [`pack`] writes; most likely the link was cut off.
    Damaged,
    /// Its text is longer than [`MOST_TEXT`].
    TooLong,
}

impl Unreadable {
    /// Why, and what is allowed. `what` is what should have been there, in a word.
    #[must_use]
    pub fn of(self, what: &str) -> String {
        match self {
            Unreadable::Damaged => format!(
                "no {what} can be read from it, perhaps because the link was cut off; allowed is what the Lab itself writes"
            ),
            Unreadable::TooLong => format!(
                "the {what} is too long; allowed are {} KiB of text",
                MOST_TEXT >> 10
            ),
        }
    }
}

/// The text for a link; `None` if it is longer than [`MOST_TEXT`].
#[must_use]
pub fn pack(text: &str) -> Option<String> {
    let fits = text.len() <= MOST_TEXT;
    fits.then(|| URL_SAFE_NO_PAD.encode(compress_to_vec(text.as_bytes(), LEVEL)))
}

/// The text that a link carries.
///
/// # Errors
/// If it is damaged, or too long. No more memory is taken than the longest text needs.
pub fn unpack(packed: &str) -> Result<String, Unreadable> {
    let bytes = URL_SAFE_NO_PAD.decode(packed);
    let bytes = bytes.map_err(|_| Unreadable::Damaged)?;
    match decompress_to_vec_with_limit(&bytes, MOST_TEXT) {
        Ok(text) => String::from_utf8(text).map_err(|_| Unreadable::Damaged),
        Err(error) if error.status == TINFLStatus::HasMoreOutput => Err(Unreadable::TooLong),
        Err(_) => Err(Unreadable::Damaged),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_back_and_a_long_one_refused() {
        for text in ["", "a", "Grüße & more\n", &"x".repeat(MOST_TEXT)] {
            let packed = pack(text).expect("it is short");
            assert_eq!(unpack(&packed).as_deref(), Ok(text));
        }
        let long = "x".repeat(MOST_TEXT + 1);
        assert_eq!(pack(&long), None);
        let packed = URL_SAFE_NO_PAD.encode(compress_to_vec(long.as_bytes(), 6));
        assert_eq!(unpack(&packed), Err(Unreadable::TooLong));
        assert_eq!(
            Unreadable::TooLong.of("talk"),
            "the talk is too long; allowed are 32 KiB of text"
        );
    }

    #[test]
    fn what_is_damaged_is_refused() {
        let whole = pack(&"a talk of one's own. ".repeat(50)).expect("it is short");
        let no_text = URL_SAFE_NO_PAD.encode(compress_to_vec(&[0xff, 0xfe], LEVEL));
        for text in ["", "!", "AAAA", &whole[..whole.len() - 8], &no_text] {
            assert_eq!(unpack(text), Err(Unreadable::Damaged), "{text}");
        }
        assert!(
            Unreadable::Damaged
                .of("talk")
                .starts_with("no talk can be read from it")
        );
    }
}
