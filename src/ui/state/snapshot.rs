//! Taking down what a page shows, and showing it again.

use super::command::Command;
use super::playback::Playback;
use super::session::{Change, Session};
use super::sheet::query_of;
use super::shown::Shown;
use super::view::View;
use lab::link::{self, Address, Pace};
use lab::patterns;

impl Shown {
    /// What is shown now.
    #[must_use]
    pub fn new(session: &Session, view: View, playback: &Playback) -> Shown {
        let scenario = session.scenario();
        let behind = |query: String| Address::behind_path(&query);
        let chosen = scenario.patterns().get(view.chosen(scenario));
        Shown {
            link: behind(query_of(scenario, view)),
            kept: session.kept().map(|kept| behind(link::format(kept))),
            chosen: chosen.map_or_else(String::new, |pattern| String::from(pattern.id)),
            at: playback.at(),
            playing: playback.wants_to_play(),
            speed: playback.speed().0,
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
        let choose = chosen.map(|pattern| Command::Choose { pattern });
        let none = [
            Command::Whole,
            Command::Select { goroutine: None },
            Command::Unasked,
        ];
        let all = choose.into_iter().chain(none);
        all.chain(View::opened(&options)).collect()
    }
}
