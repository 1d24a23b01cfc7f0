//! `fmt.Sprintf` (`src/fmt/print.go`, `doPrintf`).

use super::super::super::utf8::decode_rune;
use super::super::super::value::Ref;
use super::flags::Flags;
use super::operands::Way;
use super::printer::{Printer, Request};
use crate::code::Kind;

/// Where a format is read, and which argument comes next.
#[derive(Clone)]
pub(super) struct Reader {
    text: Ref,
    at: usize,
    next: usize,
    /// An index of an argument was given somewhere.
    reordered: bool,
    /// The last index was sound.
    sound: bool,
    /// An index stands right before.
    after_index: bool,
}

impl Reader {
    pub(super) fn new(format: Ref) -> Reader {
        Reader {
            text: format,
            at: 0,
            next: 0,
            reordered: false,
            sound: true,
            after_index: false,
        }
    }
}

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

impl Reader {
    fn format(&self) -> &[u8] {
        self.text.bytes()
    }

    fn peek(&self) -> Option<u8> {
        self.format().get(self.at).copied()
    }

    fn flags(&mut self) -> Flags {
        let mut flags = Flags::default();
        while let Some(byte) = self.peek() {
            match byte {
                b'#' => flags.sharp = true,
                b'0' => flags.zero = true,
                b'+' => flags.plus = true,
                b'-' => flags.minus = true,
                b' ' => flags.space = true,
                _ => break,
            }
            self.at += 1;
        }
        flags
    }

    fn number(&mut self) -> Option<usize> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        let text = std::str::from_utf8(&self.format()[start..self.at]).ok()?;
        text.parse().ok().filter(|number| *number <= 1_000_000)
    }

    /// `[n]`: the argument of this number comes next.
    fn index(&mut self, count: usize) {
        if self.peek() != Some(b'[') {
            return;
        }
        self.reordered = true;
        let rest = &self.format()[self.at..];
        let Some(end) = rest.iter().position(|byte| *byte == b']') else {
            self.sound = false;
            self.at += 1;
            return;
        };
        let index = std::str::from_utf8(&rest[1..end])
            .ok()
            .and_then(|text| text.parse::<usize>().ok());
        self.at += end + 1;
        self.after_index = true;
        match index {
            Some(index) if (1..=count).contains(&index) => self.next = index - 1,
            _ => self.sound = false,
        }
    }
}
