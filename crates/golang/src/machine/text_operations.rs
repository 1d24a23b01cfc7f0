//! Operations on strings.

use super::frames::{Done, Fault, Goroutine};
use super::utf8::{decode_rune, encode_rune};
use super::value::{Ref, Slice, Text};
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
                let Ok(end) = usize::try_from(to) else {
                    return fault(format!("[:{to}]"));
                };
                if end > len {
                    return fault(format!("[:{to}] with length {len}"));
                }
                let Ok(start) = usize::try_from(from) else {
                    return fault(format!("[{from}:]"));
                };
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
