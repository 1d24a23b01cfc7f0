//! Operations on strings.

use super::frames::{Done, Fault, Goroutine};
use super::memory::Slice;
use super::value::{Ref, Text};
use crate::code::{Op, Shape};

impl Goroutine {
    pub(crate) fn operate_on_text(&mut self, op: Op) -> Done {
        match op {
            Op::Concat(d, a, b) => {
                let value = match (self.reference(a), self.reference(b)) {
                    (text, Ref::Nil) | (Ref::Nil, text) => text.clone(),
                    (a, b) => {
                        let len = a.bytes().len() + b.bytes().len();
                        self.size(
                            len as u64,
                            Shape::NONE,
                            "string concatenation too long",
                            true,
                        )?;
                        Ref::text(&[a.bytes(), b.bytes()].concat())
                    }
                };
                self.set_ref(d, value);
            }
            Op::TextSlice(d, s, lo) => {
                let (from, to) = (self.num(lo).cast_signed(), self.num(lo + 1).cast_signed());
                let text = self.reference(s);
                let len = text.bytes().len();
                let fault = |text: String| {
                    Err(Fault::Runtime(format!("slice bounds out of range {text}")).into())
                };
                let (Ok(start), Ok(end)) = (usize::try_from(from), usize::try_from(to)) else {
                    return fault(if to < 0 {
                        format!("[:{to}]")
                    } else {
                        format!("[{from}:]")
                    });
                };
                if end > len {
                    return fault(format!("[:{to}] with length {len}"));
                }
                if start > end {
                    return fault(format!("[{from}:{to}]"));
                }
                let part = match text {
                    Ref::Text(text) if start < end => Ref::Text(text.part(start, end)),
                    _ => Ref::Nil,
                };
                self.set_ref(d, part);
            }
            Op::TextRune(d, s, i) => {
                let at = usize::try_from(self.num(i)).unwrap_or(usize::MAX);
                let (rune, width) = decode_rune(self.reference(s).bytes().get(at..).unwrap_or(&[]));
                self.set_num(d, u64::from(rune));
                self.set_num(d + 1, width as u64);
            }
            Op::BytesToText(d, a) => {
                let text = self
                    .reference(a)
                    .slice()
                    .map_or(Ref::Nil, |slice| Ref::text(&slice.bytes()));
                self.set_ref(d, text);
            }
            Op::TextToBytes(d, a) => {
                let len = self.reference(a).bytes().len();
                self.size(len as u64, Shape::NUM, "string too long", true)?;
                let slice = Slice::of_bytes(self.reference(a).bytes());
                self.set_ref(d, Ref::Slice(slice));
            }
            Op::RunesToText(d, a) => {
                let mut text = Vec::new();
                if let Some(slice) = self.reference(a).slice() {
                    slice
                        .nums()
                        .iter()
                        .for_each(|rune| encode_rune(&mut text, rune.get()));
                }
                self.set_ref(d, Ref::text(&text));
            }
            Op::TextToRunes(d, a) => {
                let mut bytes = self.reference(a).bytes();
                let mut runes = Vec::new();
                while !bytes.is_empty() {
                    let (rune, width) = decode_rune(bytes);
                    runes.push(rune);
                    bytes = &bytes[width..];
                }
                let len = self.size(runes.len() as u64, Shape::NUM, "string too long", true)?;
                let slice = Slice::new(Shape::NUM, len, len);
                slice
                    .nums()
                    .iter()
                    .zip(runes)
                    .for_each(|(cell, rune)| cell.set(u64::from(rune)));
                self.set_ref(d, Ref::Slice(slice));
            }
            Op::RuneToText(d, a) => {
                let mut text = Vec::new();
                encode_rune(&mut text, self.num(a));
                self.set_ref(d, Ref::Text(Text::new(text)));
            }
            _ => unreachable!("{op:?} is an operation of another kind"),
        }
        Ok(())
    }
}

/// What stands for a byte that is no UTF-8.
pub(crate) const RUNE_ERROR: u32 = 0xFFFD;

/// The first rune of a text and its width: U+FFFD and 1 if it is no UTF-8, 0 if there is none.
pub(crate) fn decode_rune(bytes: &[u8]) -> (u32, usize) {
    let Some(&first) = bytes.first() else {
        return (RUNE_ERROR, 0);
    };
    if first < 0x80 {
        return (u32::from(first), 1);
    }
    let width = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return (RUNE_ERROR, 1),
    };
    let rune = bytes
        .get(..width)
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
        .and_then(|text| text.chars().next());
    rune.map_or((RUNE_ERROR, 1), |rune| (u32::from(rune), width))
}

/// Appends a rune; U+FFFD if there is none of this number.
pub(crate) fn encode_rune(text: &mut Vec<u8>, rune: u64) {
    let rune = u32::try_from(rune)
        .ok()
        .and_then(char::from_u32)
        .unwrap_or(char::REPLACEMENT_CHARACTER);
    text.extend_from_slice(rune.encode_utf8(&mut [0; 4]).as_bytes());
}
