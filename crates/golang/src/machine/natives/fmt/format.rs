//! `fmt.Sprintf` (`src/fmt/print.go`, `doPrintf`).

use super::super::super::utf8::decode_rune;
use super::super::super::value::Ref;
use super::flags::Flags;
use super::printer::{Printed, Printer};
use crate::code::Kind;

/// Where a format is read, and which argument comes next.
struct Reader<'f> {
    format: &'f [u8],
    at: usize,
    next: usize,
    /// An index of an argument was given somewhere.
    reordered: bool,
    /// The last index was sound.
    sound: bool,
    /// An index stands right before.
    after_index: bool,
}

impl Printer<'_> {
    pub(super) fn format(&mut self, format: &[u8], args: &[Ref]) -> Printed {
        let mut reader = Reader {
            format,
            at: 0,
            next: 0,
            reordered: false,
            sound: true,
            after_index: false,
        };
        while reader.at < format.len() {
            let start = reader.at;
            while reader.at < format.len() && format[reader.at] != b'%' {
                reader.at += 1;
            }
            self.out.extend_from_slice(&format[start..reader.at]);
            if reader.at >= format.len() {
                break;
            }
            reader.at += 1;
            self.verb(&mut reader, args)?;
        }
        if !reader.reordered && reader.next < args.len() {
            self.flags = Flags::default();
            self.push("%!(EXTRA ");
            for (number, arg) in args[reader.next..].iter().enumerate() {
                if number > 0 {
                    self.push(", ");
                }
                match arg.dynamic() {
                    None => self.push("<nil>"),
                    Some(ty) => {
                        let name = self.code.types[usize::from(ty)].name.clone();
                        self.push(&name);
                        self.out.push(b'=');
                        self.arg(arg, 'v')?;
                    }
                }
            }
            self.out.push(b')');
        }
        Ok(())
    }

    fn verb(&mut self, reader: &mut Reader, args: &[Ref]) -> Printed {
        self.flags = reader.flags();
        reader.after_index = false;
        reader.index(args.len());
        self.width(reader, args);
        self.precision(reader, args);
        if !reader.after_index {
            reader.index(args.len());
        }
        if reader.at >= reader.format.len() {
            self.push("%!(NOVERB)");
            return Ok(());
        }
        let (rune, width) = decode_rune(&reader.format[reader.at..]);
        reader.at += width;
        let verb = char::from_u32(rune).unwrap_or(char::REPLACEMENT_CHARACTER);
        if verb == '%' {
            self.out.push(b'%');
            return Ok(());
        }
        if !reader.sound {
            let text = format!("%!{verb}(BADINDEX)");
            self.push(&text);
            return Ok(());
        }
        let Some(arg) = args.get(reader.next) else {
            let text = format!("%!{verb}(MISSING)");
            self.push(&text);
            return Ok(());
        };
        reader.next += 1;
        if verb == 'v' {
            self.flags.sharp_v = std::mem::take(&mut self.flags.sharp);
            self.flags.plus_v = std::mem::take(&mut self.flags.plus);
        }
        self.arg(arg, verb)
    }

    fn width(&mut self, reader: &mut Reader, args: &[Ref]) {
        if reader.peek() == Some(b'*') {
            reader.at += 1;
            match self.star(reader, args) {
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

    fn precision(&mut self, reader: &mut Reader, args: &[Ref]) {
        if reader.peek() != Some(b'.') {
            return;
        }
        reader.at += 1;
        if reader.after_index {
            reader.sound = false;
        }
        reader.index(args.len());
        if reader.peek() == Some(b'*') {
            reader.at += 1;
            match self.star(reader, args) {
                Some(precision) => self.flags.precision = usize::try_from(precision).ok(),
                None => self.push("%!(BADPREC)"),
            }
            reader.after_index = false;
        } else {
            self.flags.precision = Some(reader.number().unwrap_or(0));
        }
    }

    /// The argument of `*`.
    fn star(&self, reader: &mut Reader, args: &[Ref]) -> Option<i64> {
        let arg = args.get(reader.next)?;
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

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.format.get(self.at).copied()
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
        let text = std::str::from_utf8(&self.format[start..self.at]).ok()?;
        text.parse().ok().filter(|number| *number <= 1_000_000)
    }

    /// `[n]`: the argument of this number comes next.
    fn index(&mut self, count: usize) {
        if self.peek() != Some(b'[') {
            return;
        }
        self.reordered = true;
        let rest = &self.format[self.at..];
        let Some(end) = rest.iter().position(|byte| *byte == b']') else {
            self.sound = false;
            self.at += 1;
            return;
        };
        self.at += end + 1;
        self.after_index = true;
        let index = std::str::from_utf8(&rest[1..end])
            .ok()
            .and_then(|text| text.parse::<usize>().ok());
        match index {
            Some(index) if (1..=count).contains(&index) => self.next = index - 1,
            _ => self.sound = false,
        }
    }
}
