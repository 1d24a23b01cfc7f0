//! Printing: verbs with flags, widths and precisions for values of every type.

use crate::draw::Draw;
use crate::ty::{Kind, Ty};

impl Draw {
    /// A format of one verb, as a Go string.
    pub(crate) fn verb(&mut self) -> String {
        let flags = self.of(&["", "", "", "+", "-", "#", "0", " ", "+#", "-0", "# ", "+0"]);
        let width = self.of(&["", "", "", "3", "8", "12", "20"]);
        let precision = self.of(&["", "", "", ".0", ".2", ".5", "."]);
        let verbs = [
            "v", "v", "v", "d", "s", "q", "x", "X", "o", "b", "c", "U", "e", "f", "g", "G", "E",
            "t", "T", "O", "z",
        ];
        let verb = self.of(&verbs);
        format!("\"%{flags}{width}{precision}{verb}\"")
    }

    /// A statement that prints a value of this type.
    pub(crate) fn print(&mut self, text: &str, ty: &Ty) {
        match self.below(5) {
            0 => self.line(&format!("fmt.Println(\"{}\", {text})", self.indent)),
            1 => self.line(&format!(
                "fmt.Printf(\"%v %+v %#v %T\\n\", {text}, {text}, {text}, {text})"
            )),
            2 => {
                let (a, b) = (self.verb(), self.verb());
                let line = format!("fmt.Printf({a}+\"|\"+{b}+\"\\n\", {text}, {text})");
                self.line(&line);
            }
            // The address of another value would be printed as a number.
            3 if self.is_struct(ty) => {
                self.line(&format!("fmt.Printf(\"%v %+v\\n\", &{text}, {text})"));
            }
            _ => {
                let verb = self.verb();
                let other = self.basic();
                let value = self.expr(&other, 1).text;
                let line = format!(
                    "fmt.Printf(\"%*d %[3]v %[2]v \"+{verb}+\"\\n\", {}, {value}, {text})",
                    self.indent
                );
                self.line(&line);
            }
        }
    }

    fn is_struct(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Named(number) => matches!(self.types[*number].kind, Kind::Struct(_)),
            _ => false,
        }
    }
}
