//! Commands that turn a dial of somebody's own program.

use super::command::Command;
use crate::program::{Dial, Program};

impl Command {
    /// Sets a dial to a number.
    #[must_use]
    pub fn turned(dial: &Dial, number: u64) -> Command {
        Command::set_to(dial, &dial.text(number))
    }

    /// Sets a dial to a text that can be its value; its own value is none that was set.
    #[must_use]
    pub fn set_to(dial: &Dial, text: &str) -> Command {
        let is_own = text == dial.default
            || dial
                .number(text)
                .is_some_and(|n| dial.number(&dial.default) == Some(n));
        Command::Setting {
            setting: dial.part.clone(),
            value: (!is_own).then(|| String::from(text)),
        }
    }

    /// What the command means while this program is alone: what moves the large slider turns the dial that is on it. Without
    /// a dial there it stays as it is.
    #[must_use]
    pub fn of_program_alone(self, program: &Program, dials: &[Dial]) -> Command {
        let Command::Slide {
            parameter: None,
            steps,
        } = self
        else {
            return self;
        };
        let moved = program.on_slider(dials).and_then(|dial| {
            let now = program.value(dial);
            let (slider, value) = dial.slider(now).zip(dial.number(now))?;
            Some(Command::turned(dial, slider.moved(value, steps)))
        });
        moved.unwrap_or(self)
    }
}
