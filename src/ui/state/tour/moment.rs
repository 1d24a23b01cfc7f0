//! What a step points at.

use crate::ui::state::command::Command;
use analysis::fmt::length;
use goruntime::time::Time;
use lab::params::read_duration;
use lab::patterns;
use talk::Showing;

/// The commands that show what a step points at: the run, the goroutine, the moment.
#[must_use]
pub fn shows(showing: &Showing) -> Vec<Command> {
    let pattern = showing.pattern.as_deref().and_then(patterns::find);
    let choose = pattern.map(|pattern| Command::Choose { pattern });
    let select = Command::Select {
        goroutine: showing.goroutine,
    };
    let moment = showing.at.as_deref().and_then(read_duration);
    let seek = moment.map_or(Command::End, |at| Command::Seek { at: Time(at) });
    choose.into_iter().chain([select, seek]).collect()
}

/// The moment that a step points at, as the Lab writes it.
#[must_use]
pub fn moment_of(showing: &Showing) -> String {
    let moment = showing.at.as_deref().and_then(read_duration);
    moment.map_or_else(|| String::from("end"), |at| length(Time(at).elapsed()))
}
