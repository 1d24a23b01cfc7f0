//! The arguments of a call, one after the other.

use super::super::super::value::{Ref, Slice};
use super::flags::Flags;
use super::format::Reader;
use super::printer::{Printer, Request};
use crate::code::{Kind, Shape};

/// The arguments of a call: a `[]any`, which a method may change while they are printed.
pub(super) struct Arguments(pub(super) Option<Slice>);

impl Arguments {
    pub(super) fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |slice| slice.len as usize)
    }

    pub(super) fn get(&self, number: usize) -> Option<Ref> {
        let slice = self.0.as_ref()?;
        let number = u32::try_from(number).ok().filter(|&n| n < slice.len)?;
        Some(slice.element(number, Shape::REF).load_ref(0))
    }
}

/// What is made of the arguments.
pub(super) enum Way {
    /// `fmt.Print`, and whether the last argument was a string.
    Print { after_text: bool },
    /// `fmt.Println`
    Println,
    /// `fmt.Printf`
    Format(Reader),
    /// What `fmt.Printf` says of arguments from this one on, which the format does not name.
    Extra(usize),
}

impl Printer {
    /// Begins with the next argument, or says that there is none.
    pub(super) fn operand(&mut self) -> Result<bool, Request> {
        match self.way {
            Way::Print { after_text } => self.printed(after_text),
            Way::Println => self.printed_line(),
            Way::Format(_) => self.formatted(),
            Way::Extra(first) => self.extra(first),
        }
    }

    fn printed(&mut self, after_text: bool) -> Result<bool, Request> {
        let Some(arg) = self.args.get(self.next) else {
            return Ok(false);
        };
        let is_text = arg
            .dynamic()
            .is_some_and(|ty| self.code.types[usize::from(ty)].kind == Kind::Text);
        if self.next > 0 && !is_text && !after_text {
            self.out.push(b' ');
        }
        self.next += 1;
        self.way = Way::Print {
            after_text: is_text,
        };
        self.arg(&arg, 'v')?;
        Ok(true)
    }

    fn printed_line(&mut self) -> Result<bool, Request> {
        let Some(arg) = self.args.get(self.next) else {
            self.out.push(b'\n');
            return Ok(false);
        };
        if self.next > 0 {
            self.out.push(b' ');
        }
        self.next += 1;
        self.arg(&arg, 'v')?;
        Ok(true)
    }

    fn extra(&mut self, first: usize) -> Result<bool, Request> {
        let Some(arg) = self.args.get(self.next) else {
            self.out.push(b')');
            return Ok(false);
        };
        if self.next == first {
            self.flags = Flags::default();
            self.push("%!(EXTRA ");
        } else {
            self.push(", ");
        }
        self.next += 1;
        let Some(ty) = arg.dynamic() else {
            self.push("<nil>");
            return Ok(true);
        };
        let name = self.code.types[usize::from(ty)].name.clone();
        self.push(&name);
        self.out.push(b'=');
        self.arg(&arg, 'v')?;
        Ok(true)
    }
}
