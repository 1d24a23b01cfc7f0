//! What a host is told of what is shown.

use crate::comparison::Comparison;
use crate::ui::state::playback::Playback;
use crate::ui::state::session::Session;
use crate::ui::state::shown::Shown;
use crate::ui::state::text;
use crate::ui::state::view::View;
use goruntime::time::Time;
use serde::Serialize;

/// What is shown, as a host reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct State {
    /// What another page could show again.
    #[serde(flatten)]
    pub shown: Shown,
    /// The title.
    pub title: String,
    /// The end of the longest run.
    #[serde(with = "text::moment")]
    pub end: Time,
    /// Whether newer runs are on their way: `runs` are then those of an earlier link.
    pub busy: bool,
    /// The runs, from the top.
    pub runs: Vec<RunState>,
}

/// A run, as a host reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunState {
    /// The pattern's id.
    pub pattern: &'static str,
    /// The pattern's name; of an edited one `Batched, edited`, of another program `Your program`.
    pub name: String,
    /// The number or the word that matters most: `2 s`, `killed`.
    pub headline: String,
    /// When it ended.
    #[serde(with = "text::moment")]
    pub end: Time,
}

impl State {
    /// What is shown now.
    #[must_use]
    pub fn new(
        session: &Session,
        view: View,
        playback: &Playback,
        comparison: &Comparison,
    ) -> State {
        let runs = comparison.runs.iter().map(|run| RunState {
            pattern: run.id(),
            name: String::from(run.name()),
            headline: run.report.verdict.headline.clone(),
            end: run.report.total,
        });
        State {
            shown: Shown::new(session, view, playback),
            title: session.title(),
            end: playback.end(),
            busy: comparison.scenario != *session.scenario(),
            runs: runs.collect(),
        }
    }
}
