//! `fmt.Sprintf` (`src/fmt/print.go`, `doPrintf`).

use super::super::super::utf8::decode_rune;
use super::super::super::value::Ref;
use super::printer::{Printer, Request};
use super::reader::Reader;
use super::work::Way;
use crate::code::Kind;

impl Printer {
    /// The text of the format up to its next verb, and that verb's argument.
    pub(super) fn formatted(&mut self) -> Result<bool, Request> {
        let Way::Format(reader) = &mut self.way else {
            return Ok(false);
        };
        let rest = &reader.text.bytes()[reader.at..];
        let text = rest.iter().position(|&byte| byte == b'%');
        self.out
            .extend_from_slice(&rest[..text.unwrap_or(rest.len())]);
        if let Some(text) = text {
            reader.at += text + 1;
            let mut reader = reader.clone();
            let argument = self.verb(&mut reader);
            self.way = Way::Format(reader);
            if let Some((arg, verb)) = argument {
                self.arg(&arg, verb)?;
            }
            return Ok(true);
        }
        let has_extra = !reader.reordered && reader.next < self.args.len();
        if has_extra {
            self.next = reader.next;
            self.way = Way::Extra(reader.next);
        }
        Ok(has_extra)
    }

    /// What stands after a `%`: an argument and its verb, or a text that is printed at once.
    fn verb(&mut self, reader: &mut Reader) -> Option<(Ref, char)> {
        self.flags = reader.flags();
        reader.after_index = false;
        reader.index(self.args.len());
        self.width(reader);
        self.precision(reader);
        if !reader.after_index {
            reader.index(self.args.len());
        }
        if reader.at >= reader.format().len() {
            self.push("%!(NOVERB)");
            return None;
        }
        let (rune, width) = decode_rune(&reader.format()[reader.at..]);
        reader.at += width;
        let verb = char::from_u32(rune).unwrap_or(char::REPLACEMENT_CHARACTER);
        if verb == '%' {
            self.out.push(b'%');
            return None;
        }
        if !reader.sound {
            let text = format!("%!{verb}(BADINDEX)");
            self.push(&text);
            return None;
        }
        let Some(arg) = self.args.get(reader.next) else {
            let text = format!("%!{verb}(MISSING)");
            self.push(&text);
            return None;
        };
        reader.next += 1;
        if verb == 'v' {
            self.flags.sharp_v = std::mem::take(&mut self.flags.sharp);
            self.flags.plus_v = std::mem::take(&mut self.flags.plus);
        }
        Some((arg, verb))
    }

    fn width(&mut self, reader: &mut Reader) {
        if reader.peek() == Some(b'*') {
            reader.at += 1;
            match self.star(reader) {
                Some(width) => {
                    self.flags.minus |= width < 0;
                    if width < 0 {
                        self.flags.zero = false;
                    }
                    self.flags.width = usize::try_from(width.unsigned_abs()).ok();
                }
                None => self.push("%!(BADWIDTH)"),
            }
            reader.after_index = false;
        } else {
            self.flags.width = reader.number();
            if reader.after_index && self.flags.width.is_some() {
                reader.sound = false;
            }
        }
    }

    fn precision(&mut self, reader: &mut Reader) {
        if reader.peek() != Some(b'.') {
            return;
        }
        reader.at += 1;
        if reader.after_index {
            reader.sound = false;
        }
        reader.index(self.args.len());
        if reader.peek() == Some(b'*') {
            reader.at += 1;
            match self.star(reader) {
                Some(precision) => self.flags.precision = usize::try_from(precision).ok(),
                None => self.push("%!(BADPREC)"),
            }
            reader.after_index = false;
        } else {
            self.flags.precision = Some(reader.number().unwrap_or(0));
        }
    }

    /// The argument of `*`.
    fn star(&self, reader: &mut Reader) -> Option<i64> {
        let arg = self.args.get(reader.next)?;
        reader.next += 1;
        let kind = self.code.types[usize::from(arg.dynamic()?)].kind;
        let number = match kind {
            Kind::Int(_) => arg.held().number().cast_signed(),
            Kind::Uint(_) => i64::try_from(arg.held().number()).ok()?,
            _ => return None,
        };
        (-1_000_000..=1_000_000).contains(&number).then_some(number)
    }
}
