//! Values without parts.

use super::super::super::utf8::decode_rune;
use super::super::super::value::Ref;
use super::flags::Flags;
use super::number::{float, integer, radix};
use super::printer::{Printed, Printer};
use super::quote::{quote, quote_rune};
use super::work::Typed;
use crate::code::Kind;
use crate::unicode::is_print;
use std::rc::Rc;

impl Printer {
    pub(super) fn integer(
        &mut self,
        value: &Typed,
        number: u64,
        negative: bool,
        signed: bool,
        verb: char,
    ) -> Printed {
        let raw = value.value.number();
        let flags = self.flags;
        match verb {
            'v' if flags.sharp_v && !signed => {
                let flags = Flags {
                    sharp: true,
                    ..flags
                };
                integer(&mut self.out, flags, number, false, 16, 'v');
            }
            'v' | 'd' => integer(&mut self.out, flags, number, negative, 10, verb),
            'b' => integer(&mut self.out, flags, number, negative, 2, verb),
            'o' | 'O' => integer(&mut self.out, flags, number, negative, 8, verb),
            'x' | 'X' => integer(&mut self.out, flags, number, negative, 16, verb),
            'c' => {
                let ch = u32::try_from(raw)
                    .ok()
                    .and_then(char::from_u32)
                    .unwrap_or(char::REPLACEMENT_CHARACTER);
                flags.pad(&mut self.out, ch.encode_utf8(&mut [0; 4]).as_bytes());
            }
            'q' => flags.pad(&mut self.out, quote_rune(raw, flags.plus).as_bytes()),
            'U' => {
                let digits = flags.precision.unwrap_or(4).max(4);
                let mut text = format!("U+{raw:0digits$X}");
                if flags.sharp
                    && let Some(ch) = u32::try_from(raw).ok().and_then(char::from_u32)
                    && is_print(ch)
                {
                    text.extend([" '", ch.encode_utf8(&mut [0; 4]), "'"]);
                }
                Flags {
                    zero: false,
                    ..flags
                }
                .pad(&mut self.out, text.as_bytes());
            }
            _ => return self.bad_verb(verb, Some(value)),
        }
        Ok(())
    }

    pub(super) fn float(&mut self, value: &Typed, number: f64, bits: u8, verb: char) -> Printed {
        let flags = self.flags;
        match verb {
            'v' => float(&mut self.out, flags, number, bits, 'g', None),
            'b' | 'g' | 'G' | 'x' | 'X' => float(&mut self.out, flags, number, bits, verb, None),
            'f' | 'e' | 'E' | 'F' => float(&mut self.out, flags, number, bits, verb, Some(6)),
            _ => return self.bad_verb(verb, Some(value)),
        }
        Ok(())
    }

    /// A string, or the text of a method, which has no type.
    pub(super) fn text(&mut self, text: &[u8], verb: char, value: Option<&Typed>) -> Printed {
        let flags = self.flags;
        match verb {
            'v' | 's' | 'w' if !(verb == 'v' && flags.sharp_v) => {
                let text = truncated(text, flags.precision);
                flags.pad(&mut self.out, text);
            }
            'x' | 'X' => {
                let hex = self.hexadecimal(text, verb);
                flags.pad(&mut self.out, hex.as_bytes());
            }
            'v' | 'q' => {
                let text = truncated(text, flags.precision);
                let quoted = self.quoted(text);
                flags.pad(&mut self.out, quoted.as_bytes());
            }
            _ => return self.bad_verb(verb, value),
        }
        Ok(())
    }

    fn quoted(&self, text: &[u8]) -> String {
        let plain = std::str::from_utf8(text).ok();
        let can_backquote = |text: &&str| {
            text.chars()
                .all(|ch| ch == '\t' || ch >= ' ' && !matches!(ch, '`' | '\x7F' | '\u{FEFF}'))
        };
        match plain.filter(can_backquote) {
            Some(text) if self.flags.sharp && !self.flags.sharp_v => format!("`{text}`"),
            _ => quote(text, '"', self.flags.plus),
        }
    }

    pub(super) fn hexadecimal(&self, bytes: &[u8], verb: char) -> String {
        let flags = self.flags;
        let bytes = &bytes[..bytes.len().min(flags.precision.unwrap_or(usize::MAX))];
        let prefix = match (flags.sharp, verb) {
            (false, _) => "",
            (true, 'X') => "0X",
            (true, _) => "0x",
        };
        let mut text = String::new();
        for (number, byte) in bytes.iter().enumerate() {
            if flags.space && number > 0 {
                text.push(' ');
            }
            if number == 0 || flags.space {
                text.push_str(prefix);
            }
            let digits = radix(u64::from(*byte) | 0x100, 16, verb == 'X');
            text.push_str(&digits[1..]);
        }
        text
    }

    /// A pointer, channel, function or map by its address. A run has no addresses: all but nil look alike.
    pub(super) fn pointer(&mut self, value: &Typed, verb: char) -> Printed {
        let code = Rc::clone(&self.code);
        let desc = &code.types[usize::from(value.ty)];
        if !matches!(
            desc.kind,
            Kind::Pointer | Kind::Chan | Kind::Func | Kind::Map | Kind::Slice
        ) {
            return self.bad_verb(verb, Some(value));
        }
        let is_nil = matches!(value.value, Ref::Nil);
        let address = if is_nil { 0 } else { 0x00C0_0001_20A8 };
        let flags = self.flags;
        match verb {
            'v' if flags.sharp_v => {
                let shown = if is_nil {
                    String::from("nil")
                } else {
                    format!("0x{address:x}")
                };
                let text = format!("({})({shown})", desc.name);
                self.push(&text);
            }
            'v' if is_nil => flags.pad(&mut self.out, b"<nil>"),
            'v' | 'p' => {
                let flags = Flags {
                    sharp: !flags.sharp,
                    ..flags
                };
                integer(&mut self.out, flags, address, false, 16, 'x');
            }
            'b' => integer(&mut self.out, flags, address, false, 2, verb),
            'o' => integer(&mut self.out, flags, address, false, 8, verb),
            'd' => integer(&mut self.out, flags, address, false, 10, verb),
            'x' | 'X' => integer(&mut self.out, flags, address, false, 16, verb),
            _ => return self.bad_verb(verb, Some(value)),
        }
        Ok(())
    }
}

/// At most so many runes.
fn truncated(text: &[u8], runes: Option<usize>) -> &[u8] {
    let Some(runes) = runes else { return text };
    let mut rest = text;
    for _ in 0..runes {
        if rest.is_empty() {
            break;
        }
        let (_, width) = decode_rune(rest);
        rest = &rest[width..];
    }
    &text[..text.len() - rest.len()]
}
