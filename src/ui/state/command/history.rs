//! What commands do to the browser's history.

use super::Command;

/// What a command does to the browser's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum History {
    /// It opens something else: Back returns to what was there.
    Push,
    /// It changes a value of what is open.
    Replace,
    /// The address stays.
    Keep,
}

impl Command {
    /// What it does to the browser's history.
    #[must_use]
    pub fn history(&self) -> History {
        match self {
            Command::Open { .. }
            | Command::Add { .. }
            | Command::Remove { .. }
            | Command::CloseProgram
            | Command::Reset => History::Push,
            Command::Set { .. }
            | Command::Intervene { .. }
            | Command::Slide { .. }
            | Command::Slider { .. }
            | Command::Axis { .. }
            | Command::Program { .. }
            | Command::Edit { .. }
            | Command::Setting { .. }
            | Command::Undo
            | Command::Redo => History::Replace,
            Command::Choose { .. }
            | Command::ChooseProgram
            | Command::Keep
            | Command::Forget
            | Command::Play
            | Command::Pause
            | Command::Toggle
            | Command::Restart
            | Command::Seek { .. }
            | Command::Start
            | Command::End
            | Command::Nudge { .. }
            | Command::Step { .. }
            | Command::Zoom { .. }
            | Command::Pan { .. }
            | Command::Fit { .. }
            | Command::Whole
            | Command::Select { .. }
            | Command::Object { .. }
            | Command::Lens { .. }
            | Command::ToggleLens
            | Command::Line { .. }
            | Command::Divide { .. }
            | Command::Speed { .. }
            | Command::Pace { .. }
            | Command::Size { .. }
            | Command::Ask
            | Command::Guess { .. }
            | Command::GuessFailing { .. }
            | Command::GuessNoneFails
            | Command::Unasked
            | Command::Live
            | Command::Share
            | Command::Copy
            | Command::Send
            | Command::Save
            | Command::Audience
            | Command::Update
            | Command::Show { .. }
            | Command::Close
            | Command::Talk { .. }
            | Command::TalkFile(_)
            | Command::Turn { .. }
            | Command::Jump { .. }
            | Command::Black
            | Command::Present
            | Command::Leave
            | Command::Advise
            | Command::Dismiss => History::Keep,
        }
    }
}
