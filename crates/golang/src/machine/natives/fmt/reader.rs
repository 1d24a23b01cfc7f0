//! A format, read from its beginning to its end.

use super::super::super::value::Ref;
use super::flags::Flags;

/// Where a format is read, and which argument comes next.
#[derive(Clone)]
pub(super) struct Reader {
    pub(super) text: Ref,
    pub(super) at: usize,
    pub(super) next: usize,
    /// An index of an argument was given somewhere.
    pub(super) reordered: bool,
    /// The last index was sound.
    pub(super) sound: bool,
    /// An index stands right before.
    pub(super) after_index: bool,
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

    pub(super) fn format(&self) -> &[u8] {
        self.text.bytes()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.format().get(self.at).copied()
    }

    pub(super) fn flags(&mut self) -> Flags {
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

    pub(super) fn number(&mut self) -> Option<usize> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        let text = std::str::from_utf8(&self.format()[start..self.at]).ok()?;
        text.parse().ok().filter(|number| *number <= 1_000_000)
    }

    /// `[n]`: the argument of this number comes next.
    pub(super) fn index(&mut self, count: usize) {
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
