//! The keys of who gives the talk: those of a clicker, and a number with Enter.

use crate::ui::state::command::Command;
use crate::ui::state::keys::{Focus, Modifier, Press};

/// The digits of a step's number that have been typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digits(String);

/// The longest number of a step.
const MOST: usize = 3;

impl Digits {
    /// What a key leads to while a step of the talk is shown; `None` if it is none of the talk's.
    pub fn command(&mut self, press: Press, is_black: bool) -> Option<Command> {
        let command = answer(press, is_black);
        if command.is_some() || press.modifier != Modifier::None || takes_all(press.focus) {
            self.0.clear();
            return command;
        }
        match press.key {
            digit if digit.len() == 1 && digit.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.0.push_str(digit);
                let surplus = self.0.len().saturating_sub(MOST);
                self.0.drain(..surplus);
                None
            }
            "Enter" if !self.0.is_empty() => Some(Command::Jump {
                to: std::mem::take(&mut self.0),
            }),
            _ => {
                self.0.clear();
                None
            }
        }
    }

    /// Whether a number is being typed: its digits mean nothing else then.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        !self.0.is_empty()
    }
}

/// The command of a key alone.
#[must_use]
pub fn answer(press: Press, is_black: bool) -> Option<Command> {
    if press.modifier != Modifier::None || press.focus == Focus::Dialog {
        return None;
    }
    let turns = match press.key {
        "PageDown" => Some(true),
        "PageUp" => Some(false),
        _ => None,
    };
    if let Some(forward) = turns {
        return (!press.repeat).then_some(Command::Turn { forward });
    }
    let is_black_key = matches!(press.key, "b" | "B" | ".") || (is_black && press.key == "Escape");
    (is_black_key && !press.repeat && !takes_all(press.focus)).then_some(Command::Black)
}

fn takes_all(focus: Focus) -> bool {
    matches!(focus, Focus::Field | Focus::Dialog)
}
