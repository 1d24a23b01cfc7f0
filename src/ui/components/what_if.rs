//! "What if …": interventions at the playhead, and what has been changed.

use super::fold::Fold;
use super::panel::PanelProps;
use crate::comparison::Run;
use crate::ui::hooks::{use_dispatch, use_playback};
use crate::ui::state::Command;
use crate::ui::state::what_if::{Changes, Offer, kill, offers, present, running, task, workers};
use analysis::fmt::{exact_length, length};
use goruntime::time::{Duration, Time};
use lab::params::Key;
use lab::scenarios::Scenario;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The most tasks or workers in a list.
const MOST_CHOICES: usize = 100;

/// The panel.
#[component]
pub(crate) fn WhatIf(props: &PanelProps) -> Html {
    let session = &props.session;
    let scenario = session.scenario();
    let summary = html! { <summary>{ "What if …" }</summary> };
    html! {
        <Fold class="what-if" {summary}>
            <AtPlayhead {scenario} run={props.run().clone()} end={props.comparison.scale.end} />
            <Changed {scenario} is_kept={session.kept().is_some()} can={session.can_undo_and_redo()} />
        </Fold>
    }
}

#[derive(PartialEq, Properties)]
struct AtPlayheadProps {
    scenario: Rc<Scenario>,
    run: Run,
    end: Time,
}

/// What can be done at the moment shown. It renders at every frame, while it is open.
#[component]
fn AtPlayhead(props: &AtPlayheadProps) -> Html {
    let AtPlayheadProps { scenario, run, end } = props;
    let (dispatch, at) = (use_dispatch(), use_playback().at());
    let intervene = |changes: Changes| dispatch.on(Command::Intervene { changes });
    let button = |offer: Offer| {
        html! { <button onclick={intervene(offer.changes)}>{ scenario.say(&offer.label) }</button> }
    };
    let tasks: Vec<u32> = running(&run.report.tasks, at).take(MOST_CHOICES).collect();
    let workers: Vec<u32> = (0..)
        .take(usize::try_from(workers(scenario)).map_or(MOST_CHOICES, |all| all.min(MOST_CHOICES)))
        .collect();
    let slow = exact_length(Duration(scenario.values().number(Key::SlowLatency)));
    let of_task = |key: Key| {
        let (dispatch, scenario) = (dispatch.clone(), Rc::clone(scenario));
        Callback::from(move |number| {
            let changes = task(&scenario, key, number);
            dispatch.give(Command::Intervene { changes });
        })
    };
    let of_worker = {
        let (dispatch, end) = (dispatch.clone(), *end);
        Callback::from(move |number: u32| {
            let changes = kill(number.into(), at, end);
            dispatch.give(Command::Intervene { changes });
        })
    };
    html! {
        <>
            <p class="moment">{ format!("at {}:", length(at.elapsed())) }</p>
            { for offers(scenario, at, *end).into_iter().map(button) }
            if !workers.is_empty() {
                <Choice what="Worker" numbers={workers} actions={vec![(String::from("is killed"), of_worker)]} />
            }
            if tasks.is_empty() {
                <p class="hint">{ scenario.say("No task is running now.") }</p>
            } else {
                <Choice what={scenario.say("Task")} numbers={tasks} actions={vec![
                    (String::from("fails"), of_task(Key::Fail)),
                    (format!("takes {slow}"), of_task(Key::Slow)),
                ]} />
            }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct ChoiceProps {
    /// What the numbers are of.
    what: AttrValue,
    numbers: Vec<u32>,
    /// What can happen to it, each with its button.
    actions: Vec<(String, Callback<u32>)>,
}

/// One of several, and what can happen to it.
#[component]
fn Choice(props: &ChoiceProps) -> Html {
    let ChoiceProps {
        what,
        numbers,
        actions,
    } = props;
    let chosen = use_state_eq(|| None::<u32>);
    // One that is no longer there gives way to the first.
    let now = chosen.filter(|number| numbers.contains(number));
    let now = now.or(numbers.first().copied()).unwrap_or_default();
    let onchange = {
        let chosen = chosen.setter();
        Callback::from(move |event: Event| {
            let list: Option<HtmlSelectElement> = event.target_dyn_into();
            chosen.set(list.and_then(|list| list.value().parse().ok()));
        })
    };
    let option = |number: &u32| {
        html! { <option value={number.to_string()} selected={*number == now}>{ format!("{what} {number}") }</option> }
    };
    let button = |(words, action): &(String, Callback<u32>)| {
        let onclick = action.reform(move |_: MouseEvent| now);
        html! { <button {onclick} aria-label={format!("{what} {now} {words}")}>{ words }</button> }
    };
    html! {
        <div class="choice">
            <select aria-label={what.clone()} {onchange}>{ for numbers.iter().map(option) }</select>
            { for actions.iter().map(button) }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct ChangedProps {
    scenario: Rc<Scenario>,
    /// Whether earlier runs lie behind those that are shown.
    is_kept: bool,
    /// Whether a change can be undone, and redone.
    can: (bool, bool),
}

/// What has been changed, and the ways back.
#[component]
fn Changed(props: &ChangedProps) -> Html {
    let ChangedProps {
        scenario,
        is_kept,
        can: (undo, redo),
    } = props;
    let dispatch = use_dispatch();
    let item = |offer: Offer| {
        let words = scenario.say(&offer.label);
        let label = format!("Without it: {words}");
        let onclick = dispatch.on(Command::Intervene {
            changes: offer.changes,
        });
        html! {
            <li><span>{ words }</span><button class="remove" aria-label={label} {onclick}>{ "✕" }</button></li>
        }
    };
    let (keep, words) = if *is_kept {
        (Command::Forget, "Hide the runs as they were")
    } else {
        (Command::Keep, "Keep these runs to compare")
    };
    html! {
        <>
            <ul class="changed">{ for present(scenario).into_iter().map(item) }</ul>
            <div class="ways">
                <button disabled={!undo} onclick={dispatch.on(Command::Undo)}>{ "Undo" }</button>
                <button disabled={!redo} onclick={dispatch.on(Command::Redo)}>{ "Redo" }</button>
                <button aria-pressed={is_kept.to_string()} onclick={dispatch.on(keep)}>{ words }</button>
            </div>
        </>
    }
}
