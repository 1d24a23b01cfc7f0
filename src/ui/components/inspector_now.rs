//! What the inspected goroutine does at the playhead. This is all of the inspector that renders at every frame.

use crate::comparison::Run;
use crate::ui::hooks::{Dispatch, use_dispatch, use_playback};
use crate::ui::inks;
use crate::ui::state::Command;
use crate::ui::state::what_if::{Offer, offers_to};
use analysis::fmt::length;
use analysis::{Detail, GoroutineId, GoroutineSpan, GoroutineState, Report, Segment};
use goruntime::time::Time;
use lab::scenarios::Scenario;
use picture::Ink;
use std::rc::Rc;
use yew::prelude::*;

/// The most goroutines named that can end a wait.
const MOST_NAMED: usize = 5;

#[derive(PartialEq, Properties)]
pub(crate) struct NowProps {
    pub run: Run,
    pub detail: Rc<Detail>,
    /// The end of the axis.
    pub end: Time,
    pub scenario: Rc<Scenario>,
}

/// The state that it is in, since when and until when, who can end it, what it holds, and what can be done to it.
#[component]
pub(crate) fn Now(
    NowProps {
        run,
        detail,
        end,
        scenario,
    }: &NowProps,
) -> Html {
    let (dispatch, at) = (use_dispatch(), use_playback().at());
    let report = &run.report;
    let Some(span) = report.span(detail.id) else {
        return Html::default();
    };
    if let Some(words) = stuck(report, span, at) {
        return stuck_words(words);
    }
    // At the end of the axis the last state is still shown, as in the picture.
    let shown = if at == span.end && at == *end {
        Time(at.0.saturating_sub(1))
    } else {
        at
    };
    let Some(segment) = report
        .segment_at(span, shown)
        .filter(|_| !run.is_over(shown))
    else {
        return html! { <p class="doing">{ absent(span, at) }</p> };
    };
    let [_, _, words] = report.state_words(segment);
    let ending = detail.ending(report, segment);
    let held = detail.held_at(report, shown);
    let style = format!(
        "--ink:var({})",
        inks::variable(picture::state_ink(segment.state))
    );
    html! {
        <div class="doing" {style}>
            <p><strong>{ words }</strong>{ place(segment) }</p>
            <p>{ format!("since {}, {}", length(segment.from.elapsed()), ending.words(report, segment)) }</p>
            { able(run, detail, segment, shown, &dispatch) }
            if !held.is_empty() {
                <p>{ "holds " }{ held.join(", ") }</p>
            }
            { what_if(scenario, offers_to(scenario, report, detail.id, shown, *end), &dispatch) }
        </div>
    }
}

/// For what one waits at the end of the run that came there just then, so that no state says so.
fn stuck(report: &Report, span: &GoroutineSpan, at: Time) -> Option<String> {
    (at == span.end).then(|| report.unsaid_wait(span))?
}

fn stuck_words(words: String) -> Html {
    let style = format!("--ink:var({})", inks::variable(Ink::Blocked));
    html! {
        <div class="doing" {style}>
            <p><strong>{ words }</strong></p>
            <p class="alone">{ "nobody is left who can end this" }</p>
        </div>
    }
}

/// Buttons for what can be done to it here.
pub(super) fn what_if(scenario: &Scenario, offers: Vec<Offer>, dispatch: &Dispatch) -> Html {
    if offers.is_empty() {
        return Html::default();
    }
    let button = |Offer { label, changes }: Offer| {
        let onclick = dispatch.on(Command::Intervene { changes });
        html! { <><button class="to" {onclick}>{ scenario.say(&label) }</button>{ " " }</> }
    };
    html! {
        <p>{ "what if " }{ for offers.into_iter().map(button) }</p>
    }
}

/// The words for one that is not there.
fn absent(span: &GoroutineSpan, at: Time) -> &'static str {
    if at < span.created {
        return "not yet started";
    }
    match span.fate {
        GoroutineState::Leaked => "left behind when main returned",
        GoroutineState::Killed => "killed with the run",
        GoroutineState::Done
        | GoroutineState::Runnable
        | GoroutineState::Running(_)
        | GoroutineState::Sleeping
        | GoroutineState::Blocked(_) => "returned",
    }
}

fn place(segment: &Segment) -> String {
    match segment.line {
        0 => String::new(),
        line => format!(", line {line}"),
    }
}

/// Who can end a wait.
fn able(run: &Run, detail: &Detail, segment: &Segment, at: Time, dispatch: &Dispatch) -> Html {
    let partners = detail.partners(&run.report, segment, at);
    if partners.is_empty() {
        if segment.state.is_blocked() && detail.ending(&run.report, segment).at.is_none() {
            return html! { <p class="alone">{ "nobody is left who can end this" }</p> };
        }
        return Html::default();
    }
    let more = partners.len().saturating_sub(MOST_NAMED);
    let name = |id: &GoroutineId| {
        let select = Command::Select {
            goroutine: Some(id.0),
        };
        html! { <><button class="to" onclick={dispatch.on(select)}>{ run.report.goroutine_name(*id) }</button>{ " " }</> }
    };
    html! {
        <p>
            { "can be ended by " }
            { for partners.iter().take(MOST_NAMED).map(name) }
            if more > 0 {
                { format!("and {more} more") }
            }
        </p>
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct StepsProps {
    pub detail: Rc<Detail>,
}

/// To the previous and the next event of the goroutine.
#[component]
pub(crate) fn Steps(StepsProps { detail }: &StepsProps) -> Html {
    let (dispatch, at) = (use_dispatch(), use_playback().at());
    let around = (detail.previous_moment(at), detail.next_moment(at));
    step_buttons(around, "event", &dispatch)
}

/// Buttons to the moment before and the one after, each if there is one.
pub(super) fn step_buttons(
    (before, after): (Option<Time>, Option<Time>),
    what: &str,
    dispatch: &Dispatch,
) -> Html {
    let button = |to: Option<Time>, which: &str, sign: &'static str| {
        let words = AttrValue::from(format!("Its {which} {what}"));
        let show = dispatch.on(Command::Seek {
            at: to.unwrap_or_default(),
        });
        html! { <button aria-label={words.clone()} title={words} disabled={to.is_none()} onclick={show}>{ sign }</button> }
    };
    html! {
        <>
            { button(before, "previous", "◂") }
            { button(after, "next", "▸") }
        </>
    }
}
