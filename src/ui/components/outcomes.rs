//! Outcomes for those who hear the page: a polite live region says how each run ended, once that is shown.

use crate::comparison::{Comparison, Run};
use crate::ui::hooks::use_playback;
use gloo_timers::callback::Timeout;
use lab::params::Value;
use std::rc::Rc;
use yew::prelude::*;

/// How long nothing must change before it is said, in milliseconds: a slider that moves on is not commented on.
const PAUSE: u32 = 700;

#[derive(PartialEq, Properties)]
pub(crate) struct OutcomesProps {
    pub comparison: Rc<Comparison>,
}

/// The live region. It cannot be seen: all that it says is in the runs.
#[component]
pub(crate) fn Outcomes(OutcomesProps { comparison }: &OutcomesProps) -> Html {
    let playback = use_playback();
    let runs = comparison.runs.iter();
    let shown: Vec<bool> = runs
        .map(|run| playback.is_revealed(run.report.total))
        .collect();
    html! { <Announcement {comparison} {shown} /> }
}

#[derive(PartialEq, Properties)]
struct AnnouncementProps {
    comparison: Rc<Comparison>,
    /// For each run whether its outcome is shown.
    shown: Vec<bool>,
}

/// It renders anew only when another outcome is shown, and not at every frame.
#[component]
fn Announcement(AnnouncementProps { comparison, shown }: &AnnouncementProps) -> Html {
    let said = use_state_eq(AttrValue::default);
    use_effect_with(words(comparison, shown), {
        let said = said.setter();
        move |words| {
            let words = AttrValue::from(words.clone());
            let later = Timeout::new(PAUSE, move || said.set(words));
            || drop(later)
        }
    });
    html! { <p class="spoken" aria-live="polite">{ &*said }</p> }
}

/// `Batch size 5. Batched: 2 s, peak 255 goroutines, 100 of 100 done.`
fn words(comparison: &Comparison, shown: &[bool]) -> String {
    let scenario = &comparison.scenario;
    let param = scenario.slider().param();
    let value: &Value = scenario.values().get(scenario.slider());
    let of = |run: &Run| {
        let verdict = &run.report.verdict;
        let details = verdict.chip.replace(" · ", ", ");
        format!(" {}: {}, {details}.", run.name(), verdict.headline)
    };
    let runs = comparison.runs.iter().zip(shown);
    let ended: String = runs
        .filter(|(_, shown)| **shown)
        .map(|(run, _)| of(run))
        .collect();
    if ended.is_empty() {
        return ended;
    }
    format!(
        "{} {}.{ended}",
        scenario.say(param.label),
        param.show(value)
    )
}
