//! One value after the other.

use super::super::super::compare::{loaded, place};
use super::super::super::value::Ref;
use super::flags::Flags;
use super::number::{float, integer};
use super::quote::{is_printable, quote, quote_rune};
use crate::code::{Code, Kind, TypeNo};

/// Which method is to be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Error = 1,
    Text = 2,
    GoText = 3,
    Format = 4,
}

/// A method whose text is not known yet.
pub(super) struct Request {
    pub(super) value: Ref,
    pub(super) how: How,
    pub(super) verb: char,
    pub(super) flags: String,
}

/// The text so far, and what the methods have returned.
pub(super) struct Printer<'a> {
    pub(super) code: &'a Code,
    pub(super) out: Vec<u8>,
    results: &'a [Ref],
    next: usize,
    pub(super) flags: Flags,
    /// A wrong verb is being shown: methods are not called.
    pub(super) is_erroring: bool,
}

/// A value with its type, and whether its methods may be called: not behind a field that is not exported.
#[derive(Clone)]
pub(super) struct Typed {
    pub(super) ty: TypeNo,
    pub(super) value: Ref,
    pub(super) open: bool,
}

pub(super) type Printed = Result<(), Request>;

impl<'a> Printer<'a> {
    pub(super) fn new(code: &'a Code, results: &'a [Ref]) -> Printer<'a> {
        Printer {
            code,
            out: Vec::new(),
            results,
            next: 0,
            flags: Flags::default(),
            is_erroring: false,
        }
    }

    /// `fmt.Print`
    pub(super) fn print(&mut self, args: &[Ref]) -> Printed {
        let mut after_text = true;
        for (number, arg) in args.iter().enumerate() {
            let is_text = arg
                .dynamic()
                .is_some_and(|ty| self.code.types[usize::from(ty)].kind == Kind::Text);
            if number > 0 && !is_text && !after_text {
                self.out.push(b' ');
            }
            self.arg(arg, 'v')?;
            after_text = is_text;
        }
        Ok(())
    }

    /// `fmt.Println`
    pub(super) fn println(&mut self, args: &[Ref]) -> Printed {
        for (number, arg) in args.iter().enumerate() {
            if number > 0 {
                self.out.push(b' ');
            }
            self.arg(arg, 'v')?;
        }
        self.out.push(b'\n');
        Ok(())
    }

    pub(super) fn push(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// An argument: an interface.
    pub(super) fn arg(&mut self, arg: &Ref, verb: char) -> Printed {
        let Some(ty) = arg.dynamic() else {
            match verb {
                'T' | 'v' => self.flags.pad(&mut self.out, b"<nil>"),
                _ => self.bad_verb(verb, None)?,
            }
            return Ok(());
        };
        let value = Typed {
            ty,
            value: arg.held(),
            open: true,
        };
        match verb {
            'T' => {
                let name = self.code.types[usize::from(ty)].name.clone();
                self.text(name.as_bytes(), 's', None)
            }
            'p' => self.pointer(&value, 'p'),
            _ => self.value(&value, verb, 0),
        }
    }

    /// A value, with its methods if it has any. `depth` is how many values are around it.
    pub(super) fn value(&mut self, value: &Typed, verb: char, depth: usize) -> Printed {
        if depth > 1000 {
            self.push("...");
            return Ok(());
        }
        if value.open && self.by_method(value, verb)? {
            return Ok(());
        }
        let desc = &self.code.types[usize::from(value.ty)];
        let number = value.value.number();
        match desc.kind {
            Kind::Bool => match verb {
                't' | 'v' => {
                    self.flags
                        .pad(&mut self.out, if number == 0 { b"false" } else { b"true" });
                    Ok(())
                }
                _ => self.bad_verb(verb, Some(value)),
            },
            Kind::Int(_) => self.integer(
                value,
                number.cast_signed().unsigned_abs(),
                number.cast_signed() < 0,
                true,
                verb,
            ),
            Kind::Uint(_) | Kind::Uintptr => self.integer(value, number, false, false, verb),
            Kind::Float(bits) => self.float(value, f64::from_bits(number), bits, verb),
            Kind::Text => {
                let text = value.value.clone();
                self.text(text.bytes(), verb, Some(value))
            }
            Kind::Map => self.map(value, verb, depth),
            Kind::Struct => self.fields(value, verb, depth),
            Kind::Interface => self.interface(value, verb, depth),
            Kind::Array | Kind::Slice => self.elements(value, verb, depth),
            Kind::Pointer => {
                let elem = &self.code.types[usize::from(desc.elem)];
                let follows = matches!(
                    elem.kind,
                    Kind::Array | Kind::Slice | Kind::Struct | Kind::Map
                );
                match place(&value.value).filter(|_| depth == 0 && follows) {
                    Some(at) => {
                        self.out.push(b'&');
                        let pointed = Typed {
                            ty: desc.elem,
                            value: loaded(self.code, desc.elem, &at),
                            open: value.open,
                        };
                        self.value(&pointed, verb, depth + 1)
                    }
                    None => self.pointer(value, verb),
                }
            }
            Kind::Chan | Kind::Func => self.pointer(value, verb),
        }
    }

    /// Shows a value by its method, if it has one for the verb.
    fn by_method(&mut self, value: &Typed, verb: char) -> Result<bool, Request> {
        if self.is_erroring || self.code.types[usize::from(value.ty)].methods.is_empty() {
            return Ok(false);
        }
        let has = |name| self.code.method_named(value.ty, name).is_some();
        let how = if has("Format") {
            How::Format
        } else if self.flags.sharp_v {
            if !has("GoString") {
                return Ok(false);
            }
            How::GoText
        } else if !matches!(verb, 'v' | 's' | 'x' | 'X' | 'q' | 'w') {
            return Ok(false);
        } else if has("Error") {
            How::Error
        } else if has("String") {
            How::Text
        } else {
            return Ok(false);
        };
        let Some(text) = self.results.get(self.next) else {
            let held = Ref::boxed(value.ty, value.value.clone());
            return Err(Request {
                value: held,
                how,
                verb,
                flags: self.flags.written(),
            });
        };
        self.next += 1;
        let text = text.bytes().to_vec();
        match how {
            // What comes after a NUL is shown as it is: the method was called in vain.
            _ if text.first() == Some(&0) => self.out.extend_from_slice(&text[1..]),
            How::Format => self.out.extend_from_slice(&text),
            How::GoText => self.flags.pad(&mut self.out, &text),
            How::Error | How::Text => self.text(&text, verb, None)?,
        }
        Ok(true)
    }

    fn integer(
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
                    && is_printable(ch)
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

    fn float(&mut self, value: &Typed, number: f64, bits: u8, verb: char) -> Printed {
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
                .all(|ch| ch == '\t' || ch != '`' && !ch.is_control() && ch != '\u{FEFF}')
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
            let digits = super::number::radix(u64::from(*byte) | 0x100, 16, verb == 'X');
            text.push_str(&digits[1..]);
        }
        text
    }

    /// A pointer, channel, function or map by its address. A run has no addresses: all but nil look alike.
    pub(super) fn pointer(&mut self, value: &Typed, verb: char) -> Printed {
        let desc = &self.code.types[usize::from(value.ty)];
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

    /// A value with a verb that is not for it: `%!d(string=x)`.
    pub(super) fn bad_verb(&mut self, verb: char, value: Option<&Typed>) -> Printed {
        let before = self.is_erroring;
        self.is_erroring = true;
        let start = format!("%!{verb}(");
        self.push(&start);
        match value {
            Some(value) => {
                let name = self.code.types[usize::from(value.ty)].name.clone();
                self.push(&name);
                self.out.push(b'=');
                self.value(value, 'v', 0)?;
            }
            None => self.push("<nil>"),
        }
        self.out.push(b')');
        self.is_erroring = before;
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
        let (_, width) = super::super::super::utf8::decode_rune(rest);
        rest = &rest[width..];
    }
    &text[..text.len() - rest.len()]
}
