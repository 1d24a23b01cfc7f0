//! What the inspected channel or lock is like at the playhead.

use super::inspector_now::{step_buttons, what_if};
use crate::comparison::Run;
use crate::ui::hooks::{Dispatch, use_dispatch, use_playback};
use crate::ui::inks;
use crate::ui::state::Command;
use crate::ui::state::what_if::offers;
use analysis::fmt::{grouped, length};
use analysis::{GoroutineId, ObjectId};
use goruntime::time::Time;
use lab::scenarios::Scenario;
use picture::Ink;
use std::rc::Rc;
use yew::prelude::*;

/// The most goroutines named that hold it, and that wait.
const MOST_NAMED: usize = 8;

#[derive(PartialEq, Properties)]
pub(crate) struct ObjectProps {
    pub run: Run,
    pub id: ObjectId,
}

/// To its previous and its next change.
#[component]
pub(crate) fn ObjectSteps(ObjectProps { run, id }: &ObjectProps) -> Html {
    let (dispatch, at) = (use_dispatch(), use_playback().at());
    let object = run.report.object(*id);
    let around = object.map(|object| object.changes_around(at));
    step_buttons(around.unwrap_or_default(), "change", &dispatch)
}

#[derive(PartialEq, Properties)]
pub(crate) struct ObjectNowProps {
    pub run: Run,
    pub id: ObjectId,
    /// The end of the axis.
    pub end: Time,
    pub scenario: Rc<Scenario>,
}

/// How full it is, who holds it, who waits for it and since when, and what can be done to the run here.
#[component]
pub(crate) fn ObjectNow(props: &ObjectNowProps) -> Html {
    let ObjectNowProps {
        run,
        id,
        end,
        scenario,
    } = props;
    let (dispatch, at) = (use_dispatch(), use_playback().at());
    let report = &run.report;
    let Some(object) = report.object(*id) else {
        return html! { <p class="hint">{ "There is no such channel or lock in this run." }</p> };
    };
    let holders: Vec<(GoroutineId, Time)> = object
        .holders_at(at)
        .map(|hold| (hold.goroutine, hold.from))
        .collect();
    let waiters = report.waiters_at(*id, at);
    let words = report.object_words(*id, at);
    let comma = if words.is_empty() { "" } else { ": " };
    let style = format!("--ink:var({})", inks::variable(Ink::Memory));
    html! {
        <div class="doing" {style}>
            <p><strong>{ report.object_name(*id) }</strong>{ comma }{ words }</p>
            if !holders.is_empty() {
                <p>{ "held by " }{ named(run, &holders, &dispatch) }</p>
            }
            if waiters.is_empty() {
                <p>{ "nobody waits for it" }</p>
            } else {
                <p>{ "waited for by " }{ named(run, &waiters, &dispatch) }</p>
            }
            { what_if(scenario, offers(scenario, at, *end), &dispatch) }
        </div>
    }
}

/// Goroutines, each with the moment since which it does what is said, as ways to them.
fn named(run: &Run, all: &[(GoroutineId, Time)], dispatch: &Dispatch) -> Html {
    let more = all.len().saturating_sub(MOST_NAMED);
    let name = |(id, since): &(GoroutineId, Time)| {
        let select = Command::Select {
            goroutine: Some(id.0),
        };
        html! {
            <><button class="to" onclick={dispatch.on(select)}>{ run.report.goroutine_name(*id) }</button>{ format!(" since {} ", length(since.elapsed())) }</>
        }
    };
    html! {
        <>
            { for all.iter().take(MOST_NAMED).map(name) }
            if more > 0 {
                { format!("and {} more", grouped(more as u64)) }
            }
        </>
    }
}
