//! Text and white space to the output.

use super::align::ESCAPE;
use super::printer::{Place, Printer, Space};

impl Printer<'_> {
    fn write_indent(&mut self) {
        self.output.extend(std::iter::repeat_n(b'\t', self.indent));
        self.pos.offset += self.indent;
        self.pos.column += self.indent;
        self.out.column += self.indent;
    }

    /// Writes a blank, a tab or a line end `count` times.
    pub(super) fn write_space(&mut self, byte: u8, count: usize) {
        let byte = match byte {
            b'\t' | 0x0B if self.end_alignment => b' ',
            b'\n' | 0x0C if self.end_alignment => {
                self.end_alignment = false;
                0x0C
            }
            byte => byte,
        };
        if self.out.column == 1 {
            self.write_indent();
        }
        self.output.extend(std::iter::repeat_n(byte, count));
        self.pos.offset += count;
        if matches!(byte, b'\n' | 0x0C) {
            self.pos.line += count;
            self.out.line += count;
            self.pos.column = 1;
            self.out.column = 1;
        } else {
            self.pos.column += count;
            self.out.column += count;
        }
    }

    /// Writes text that starts at `pos` in the source; `literal` text may contain tabs and line ends.
    pub(super) fn write_text(&mut self, pos: Place, text: &str, literal: bool) {
        if self.out.column == 1 {
            self.write_indent();
        }
        self.pos = pos;
        if literal {
            self.output.push(ESCAPE);
        }
        self.output.extend_from_slice(text.as_bytes());
        if literal {
            self.output.push(ESCAPE);
        }
        self.pos.offset += text.len();
        let breaks = text
            .bytes()
            .filter(|byte| matches!(byte, b'\n' | 0x0C))
            .count();
        if breaks > 0 {
            self.end_alignment = true;
            let last = text.rfind(['\n', '\x0C']).unwrap_or(0);
            self.pos.line += breaks;
            self.out.line += breaks;
            self.pos.column = text.len() - last;
            self.out.column = text.len() - last;
        } else {
            self.pos.column += text.len();
            self.out.column += text.len();
        }
        self.last = self.pos;
    }

    /// Writes the first `count` waiting spaces.
    pub(super) fn write_waiting(&mut self, count: usize) {
        let mut index = 0;
        while index < count {
            match self.waiting[index] {
                Space::Ignore => {}
                Space::Indent => self.indent += 1,
                Space::Unindent => self.indent = self.indent.saturating_sub(1),
                // An unindent after a line break is done first, so that a label stands where it should.
                Space::Newline | Space::Section
                    if index + 1 < count && self.waiting[index + 1] == Space::Unindent =>
                {
                    self.waiting[index] = Space::Unindent;
                    self.waiting[index + 1] = Space::Section;
                    continue;
                }
                Space::Newline => self.write_space(b'\n', 1),
                Space::Section => self.write_space(0x0C, 1),
                Space::Blank => self.write_space(b' ', 1),
                Space::Tab => self.write_space(0x0B, 1),
            }
            index += 1;
        }
        self.waiting.drain(..count);
    }
}
