//! Prints one value after the other. A method's text comes from outside: until it is there, the printer waits with all that it
//! still has to do on a stack of its own.

use super::super::super::compare::{loaded, place};
use super::super::super::value::Ref;
use super::flags::Flags;
use super::work::{Arguments, Left, Typed, Way};
use crate::code::{Code, Kind};
use std::rc::Rc;

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

/// The text so far, and what is left to be printed.
pub(super) struct Printer {
    pub(super) code: Rc<Code>,
    pub(super) out: Vec<u8>,
    /// It stops when the text is longer than this.
    most: u64,
    pub(super) flags: Flags,
    /// A wrong verb is being shown: methods are not called.
    pub(super) is_erroring: bool,
    pub(super) args: Arguments,
    /// The number of the next argument.
    pub(super) next: usize,
    pub(super) way: Way,
    /// What has begun, the innermost last.
    pub(super) left: Vec<Left>,
    /// The method that was asked for last.
    asked: Option<(How, char)>,
}

/// Whoever gets an error returns it at once, with nothing left to do that is not on the stack.
pub(super) type Printed = Result<(), Request>;

impl Printer {
    pub(super) fn new(code: &Rc<Code>, args: Arguments, way: Way, most: u64) -> Printer {
        Printer {
            code: Rc::clone(code),
            out: Vec::new(),
            most,
            flags: Flags::default(),
            is_erroring: false,
            args,
            next: 0,
            way,
            left: Vec::new(),
            asked: None,
        }
    }

    /// Prints all that is left, or as much as comes before a method's text or makes the text too long.
    pub(super) fn advance(&mut self) -> Printed {
        while self.out.len() as u64 <= self.most {
            match self.left.pop() {
                Some(Left::Parts(parts)) => self.part(parts)?,
                Some(Left::Wrong(before)) => {
                    self.out.push(b')');
                    self.is_erroring = before;
                }
                None => {
                    if !self.operand()? {
                        break;
                    }
                }
            }
        }
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
            verb,
            depth: 0,
        };
        match verb {
            'T' => {
                let name = self.code.types[usize::from(ty)].name.clone();
                self.text(name.as_bytes(), 's', None)
            }
            'p' => self.pointer(&value, 'p'),
            _ => self.value(&value),
        }
    }

    /// A value, with its methods if it has any.
    pub(super) fn value(&mut self, value: &Typed) -> Printed {
        if value.depth > 1000 {
            self.push("...");
            return Ok(());
        }
        if let Some(request) = self.by_method(value) {
            return Err(request);
        }
        let code = Rc::clone(&self.code);
        let desc = &code.types[usize::from(value.ty)];
        let number = value.value.number();
        let verb = value.verb;
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
            Kind::Text => self.text(value.value.bytes(), verb, Some(value)),
            Kind::Map => {
                self.map(value);
                Ok(())
            }
            Kind::Struct => {
                self.fields(value);
                Ok(())
            }
            Kind::Interface => self.interface(value),
            Kind::Array | Kind::Slice => self.elements(value),
            Kind::Pointer => {
                let elem = &code.types[usize::from(desc.elem)];
                let follows = matches!(
                    elem.kind,
                    Kind::Array | Kind::Slice | Kind::Struct | Kind::Map
                );
                match place(&value.value).filter(|_| value.depth == 0 && follows) {
                    Some(at) => {
                        self.out.push(b'&');
                        self.value(&value.part(desc.elem, loaded(&code, desc.elem, &at)))
                    }
                    None => self.pointer(value, verb),
                }
            }
            Kind::Chan | Kind::Func => self.pointer(value, verb),
        }
    }

    fn interface(&mut self, value: &Typed) -> Printed {
        match value.value.dynamic() {
            Some(ty) => return self.value(&value.part(ty, value.value.held())),
            None if self.flags.sharp_v => {
                let name = format!("{}(nil)", self.code.types[usize::from(value.ty)].name);
                self.push(&name);
            }
            None => self.push("<nil>"),
        }
        Ok(())
    }

    /// The method by which a value is shown, if it has one for the verb.
    fn by_method(&mut self, value: &Typed) -> Option<Request> {
        let has_none = self.code.types[usize::from(value.ty)].methods.is_empty();
        if self.is_erroring || !value.open || has_none {
            return None;
        }
        let has = |name| self.code.method_named(value.ty, name).is_some();
        let how = if has("Format") {
            How::Format
        } else if self.flags.sharp_v {
            has("GoString").then_some(How::GoText)?
        } else if !matches!(value.verb, 'v' | 's' | 'x' | 'X' | 'q' | 'w') {
            return None;
        } else if has("Error") {
            How::Error
        } else {
            has("String").then_some(How::Text)?
        };
        self.asked = Some((how, value.verb));
        Some(Request {
            value: Ref::boxed(value.ty, value.value.clone()),
            how,
            verb: value.verb,
            flags: self.flags.written(),
        })
    }

    /// Shows the text of the method that was asked for. What comes after a NUL is shown as it is: the method was called in vain.
    pub(super) fn answer(&mut self, text: &[u8]) -> Printed {
        match self.asked.take() {
            None => {}
            Some(_) if text.first() == Some(&0) => self.out.extend_from_slice(&text[1..]),
            Some((How::Format, _)) => self.out.extend_from_slice(text),
            Some((How::GoText, _)) => self.flags.pad(&mut self.out, text),
            Some((How::Error | How::Text, verb)) => self.text(text, verb, None)?,
        }
        Ok(())
    }

    /// A value with a verb that is not for it: `%!d(string=x)`.
    pub(super) fn bad_verb(&mut self, verb: char, value: Option<&Typed>) -> Printed {
        let start = format!("%!{verb}(");
        self.push(&start);
        let Some(value) = value else {
            self.push("<nil>)");
            return Ok(());
        };
        let name = self.code.types[usize::from(value.ty)].name.clone();
        self.push(&name);
        self.out.push(b'=');
        self.left.push(Left::Wrong(self.is_erroring));
        self.is_erroring = true;
        self.value(&Typed {
            verb: 'v',
            depth: 0,
            ..value.clone()
        })
    }
}
