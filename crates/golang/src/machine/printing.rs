//! The predeclared functions `print` and `println`.

use super::frames::Goroutine;
use super::panics::printed_float;
use super::value::{Ref, Slice};
use crate::code::{Kind, Slot};

impl Goroutine {
    /// `print` and `println` write to the standard error, in formats of their own.
    pub(super) fn print(&self, slot: Slot, is_line: bool) {
        let values = self
            .reference(slot)
            .slice()
            .map_or_else(Vec::new, Slice::refs);
        let mut text = String::new();
        for (number, value) in values.iter().enumerate() {
            if is_line && number > 0 {
                text.push(' ');
            }
            text.push_str(&self.printed_plainly(value));
        }
        if is_line {
            text.push('\n');
        }
        self.program.complain(text.as_bytes());
    }

    fn printed_plainly(&self, value: &Ref) -> String {
        let Some(ty) = value.dynamic() else {
            return String::from("nil");
        };
        let held = value.held();
        match self.program.loaded.code.types[usize::from(ty)].kind {
            Kind::Bool => (held.number() != 0).to_string(),
            Kind::Int(_) => held.number().cast_signed().to_string(),
            Kind::Uint(_) | Kind::Uintptr => held.number().to_string(),
            Kind::Float(bits) => printed_float(f64::from_bits(held.number()), bits),
            Kind::Text => String::from_utf8_lossy(held.bytes()).into_owned(),
            Kind::Slice => {
                let (len, cap) = held.slice().map_or((0, 0), |slice| (slice.len, slice.cap));
                format!(
                    "[{len}/{cap}]0x{:x}",
                    if matches!(held, Ref::Nil) {
                        0
                    } else {
                        0x00C0_0001_2345_u64
                    }
                )
            }
            // Go prints addresses here, which a run does not have.
            _ => String::from(if matches!(held, Ref::Nil) {
                "0x0"
            } else {
                "0xc000012345"
            }),
        }
    }
}
