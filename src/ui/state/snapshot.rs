//! Taking down what a page shows, and showing it again.

use super::address::address_of;
use super::command::Command;
use super::playback::Playback;
use super::session::{Change, Session};
use super::shown::Shown;
use super::view::View;
use crate::comparison::OWN_PROGRAM;
use lab::link::{self, Address, Pace};
use lab::patterns;

impl Shown {
    /// What is shown now.
    #[must_use]
    pub fn new(session: &Session, view: View, playback: &Playback) -> Shown {
        let scenario = session.scenario();
        let behind = |query: String| Address::behind_path(&query);
        let chosen = scenario.patterns().get(view.chosen(scenario));
        let is_own = session.is_program_alone() || view.chosen_id() == Some(OWN_PROGRAM);
        let chosen = match chosen {
            _ if is_own && session.program().is_some() => OWN_PROGRAM,
            Some(pattern) => pattern.id,
            None => "",
        };
        Shown {
            link: address_of(session, view),
            kept: session.kept().map(|kept| behind(link::format(kept))),
            chosen: String::from(chosen),
            line: view.line,
            at: playback.at(),
            playing: playback.wants_to_play(),
            speed: playback.speed().0,
            chosen_speed: playback.has_chosen_speed(),
            story: playback.pace() == Pace::Story,
            revealed: playback.revealed(),
        }
    }

    /// The change that lets a session run the same.
    #[must_use]
    pub fn change(&self) -> Change {
        Change::Shown {
            link: self.link.clone(),
            kept: self.kept.clone(),
        }
    }

    /// The commands that let a page's view show the same.
    #[must_use]
    pub fn commands(&self) -> Vec<Command> {
        let options = link::parse(&self.link).options;
        let chosen = patterns::find(&self.chosen);
        let choose = match chosen {
            Some(pattern) => Some(Command::Choose { pattern }),
            None => (self.chosen == OWN_PROGRAM).then_some(Command::ChooseProgram),
        };
        let none = [
            Command::Whole,
            Command::Select { goroutine: None },
            Command::Lens { row: None },
            Command::Unasked,
        ];
        let all = choose.into_iter().chain(none);
        let line = Command::Line { line: self.line };
        all.chain(View::opened(&options)).chain([line]).collect()
    }
}
