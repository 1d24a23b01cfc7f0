//! The arguments of a call, one after the other.

use super::flags::Flags;
use super::printer::{Printer, Request};
use super::work::Way;
use crate::code::Kind;

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
