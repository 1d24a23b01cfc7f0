//! Messages, in the words of Go's compiler.

use std::fmt::Write as _;

use crate::syntax::Error;
use crate::syntax::pos::Pos;

use super::Checker;

/// How many errors are kept.
const MAX_ERRORS: usize = 1000;

impl Checker<'_> {
    /// Reports an error; one that only follows from another is left out.
    pub(super) fn error(&mut self, pos: Pos, message: impl Into<String>) {
        let mut message = message.into();
        if let (true, Some(((major, minor), is_own))) = (
            message.contains(" requires go1.") && message.ends_with(" or later"),
            self.declared_version(),
        ) {
            let _ = if is_own {
                write!(message, " (file declares //go:build go{major}.{minor})")
            } else {
                write!(
                    message,
                    " (-lang was set to go{major}.{minor}; check go.mod)"
                )
            };
        }
        let follows = ["invalid operand", "invalid type"]
            .iter()
            .any(|text| message.find(text).is_some_and(|at| at > 0));
        if follows && !self.errors.is_empty() {
            return;
        }
        if self.errors.len() >= MAX_ERRORS {
            return;
        }
        // The expression of a constant that repeats one before it was written elsewhere.
        let pos = self.env.constant_pos.unwrap_or(pos);
        // As Go's compiler does, nothing is said twice in a row of one line.
        let line = self.session.files.line(pos);
        let is_repeated = self.errors.last().is_some_and(|last| {
            last.message == message && self.session.files.line(last.pos) == line
        });
        if !is_repeated {
            self.errors.push(Error { pos, message });
        }
    }

    /// Complains if the language version of the current file is older than `version`.
    pub(super) fn require_version(&mut self, pos: Pos, version: (u32, u32), what: &str) {
        if !self.allows(version) {
            let (major, minor) = version;
            self.error(pos, format!("{what} requires go{major}.{minor} or later"));
        }
    }

    /// Reports an error whose words look like those of one that follows from another.
    pub(super) fn error_always(&mut self, pos: Pos, message: String) {
        self.errors.push(Error { pos, message });
    }

    /// `file:line:column` of a position.
    pub(super) fn place(&self, pos: Pos) -> String {
        self.session.files.position(pos).to_string()
    }

    /// Complains about the variables declared since there were `start` of them that are not used.
    pub(super) fn report_unused_variables(&mut self, start: usize) {
        for obj in self.locals.split_off(start) {
            if !self.used.contains(&obj) {
                let pos = self.types.object(obj).pos;
                let message = format!("declared and not used: {}", self.name_of(obj));
                self.error(pos, message);
            }
        }
    }
}
