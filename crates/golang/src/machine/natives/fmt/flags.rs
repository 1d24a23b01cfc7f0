//! The flags of a verb, and padding.

use super::super::super::utf8::decode_rune;

/// The flags of a verb.
#[expect(clippy::struct_excessive_bools, reason = "a verb has so many flags")]
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Flags {
    pub(super) width: Option<usize>,
    pub(super) precision: Option<usize>,
    pub(super) minus: bool,
    pub(super) plus: bool,
    pub(super) sharp: bool,
    pub(super) space: bool,
    pub(super) zero: bool,
    /// `%+v`
    pub(super) plus_v: bool,
    /// `%#v`
    pub(super) sharp_v: bool,
}

impl Flags {
    /// Appends a text, padded to the width.
    pub(super) fn pad(&self, out: &mut Vec<u8>, text: &[u8]) {
        let (mut runes, mut rest) = (0, text);
        while !rest.is_empty() {
            rest = &rest[decode_rune(rest).1..];
            runes += 1;
        }
        let missing = self.width.unwrap_or(0).saturating_sub(runes);
        if self.minus {
            out.extend_from_slice(text);
            out.extend(std::iter::repeat_n(b' ', missing));
        } else {
            let with = if self.zero { b'0' } else { b' ' };
            out.extend(std::iter::repeat_n(with, missing));
            out.extend_from_slice(text);
        }
    }

    /// The flags as they are written, for `fmt.State`.
    pub(super) fn written(&self) -> String {
        let mut text = String::new();
        let flags = [
            (self.minus, '-'),
            (self.plus || self.plus_v, '+'),
            (self.sharp || self.sharp_v, '#'),
            (self.space, ' '),
            (self.zero, '0'),
        ];
        text.extend(flags.iter().filter(|flag| flag.0).map(|flag| flag.1));
        if let Some(width) = self.width {
            text.push_str(&width.to_string());
        }
        if let Some(precision) = self.precision {
            text.push('.');
            text.push_str(&precision.to_string());
        }
        text
    }
}
