//! The talk's decision tree with the open scenario's numbers put in, and what running it says.

use super::panel::PanelProps;
use super::value_field::{ValueInput, reading, refusal};
use crate::ui::hooks::{use_choice, use_dispatch, use_opened};
use crate::ui::state::{Command, Session};
use crate::ui::work::CurveOf;
use analysis::fmt::grouped;
use lab::advice::{Approach, QUESTIONS, RESOURCES, advise, bounded, check, setting};
use lab::link;
use lab::params::{Key, Value};
use lab::patterns::{self, Pattern};
use lab::scenarios::{self, Scenario};
use yew::prelude::*;

/// The questions, prefilled, and the answer.
#[component]
pub(crate) fn Advice(props: &PanelProps) -> Html {
    let dispatch = use_dispatch();
    let asked = use_callback(dispatch, |(), dispatch| dispatch.give(Command::Advise));
    let node = use_opened(asked);
    let session = &props.session;
    let scenario = session.scenario();
    let advice = advise(scenario);
    let params = scenario.params();
    let questions = QUESTIONS.iter().filter(|(key, _)| params.contains(key));
    let bound = bounded(scenario, props.run().id());
    let curve = props
        .results
        .advice
        .as_ref()
        .filter(|curve| curve.is_whole());
    let checked = curve.and_then(|curve| check(&advice, &curve.curve));
    let talk = advice.rules.iter().filter_map(|rule| rule.talk.as_ref());
    let mut right = advice
        .rules
        .iter()
        .filter_map(|rule| rule.correction.as_ref())
        .peekable();
    let all_at_once = all_at_once(scenario, advice.approach);
    html! {
        <details ref={node} class="parameters advice">
            <summary>{ "Which batch size?" }</summary>
            <div class="fields">
                <Resources {session} />
                { for questions.map(|(key, words)| question(session, *key, words)) }
            </div>
            <p><strong>{ "The talk’s tree: " }</strong>{ advice.approach.words() }{ " " }{ advice.open }</p>
            <ul>{ for talk.map(|bound| html! { <li>{ &bound.rule }</li> }) }</ul>
            if right.peek().is_some() {
                <p><strong>{ "What is right:" }</strong></p>
                <ul>{ for right.map(|(bound, why)| html! { <li>{ &bound.rule }{ ": " }{ *why }</li> }) }</ul>
            }
            if let Some((_, pattern, key)) = &bound {
                { answer(scenario, pattern, *key, advice.right) }
            }
            <p role="status">{ checked.unwrap_or_else(|| String::from("Running the values …")) }</p>
            <p>
                if advice.approach != Approach::Bounded {
                    <Apply words="Show it" link={link::format(&all_at_once)} />
                }
                if let Some((with, _, key)) = bound {
                    { for values_to_apply(curve, advice.right).map(|value| apply(&with, key, value)) }
                }
            </p>
        </details>
    }
}

/// The right rule's value in words, and what it is called in Devtron's configuration.
fn answer(scenario: &Scenario, pattern: &Pattern, key: Key, value: u64) -> Html {
    let words = format!(
        "{}, {}: {}. ",
        pattern.name,
        key.param().label,
        grouped(value)
    );
    html! {
        <p>
            { words }
            if let Some(name) = setting(scenario) {
                { "In Devtron’s configuration: " }<code>{ name }</code>{ "." }
            }
        </p>
    }
}

/// The right rule's value and the best one. What has not been tried, or fails, is not offered.
fn values_to_apply(curve: Option<&CurveOf>, rule: u64) -> impl Iterator<Item = u64> + use<> {
    let curve = curve.map(|curve| &curve.curve);
    let tried = curve.and_then(|curve| curve.at(rule));
    let works = tried.filter(|point| point.failure().is_none());
    let best = curve.and_then(|curve| curve.best());
    let best = best.map(|best| best.value).filter(|best| *best != rule);
    [works.map(|point| point.value), best].into_iter().flatten()
}

fn apply(with: &Scenario, key: Key, value: u64) -> Html {
    let mut scenario = with.clone();
    // A value beyond its range is cut to it, as everywhere.
    let _ = scenario.set(key, Value::Number(value));
    html! { <Apply words={format!("Apply {}", grouped(value))} link={link::format(&scenario)} /> }
}

#[derive(PartialEq, Properties)]
struct ApplyProps {
    words: AttrValue,
    link: String,
}

#[component]
fn Apply(ApplyProps { words, link }: &ApplyProps) -> Html {
    let open = use_dispatch().on(Command::Open { link: link.clone() });
    html! { <button class="apply" onclick={open}>{ words }</button> }
}

/// The scenario with the pattern that needs no bound among the others.
fn all_at_once(scenario: &Scenario, approach: Approach) -> Scenario {
    let id = match approach {
        Approach::Sequential => "sequential",
        Approach::WaitGroup | Approach::FanOut | Approach::Bounded => "unbounded",
    };
    let mut scenario = scenario.clone();
    let patterns = scenario.patterns().to_vec();
    scenario.set_patterns(patterns.into_iter().chain(patterns::find(id)));
    scenario
}

#[derive(PartialEq, Properties)]
struct ResourcesProps {
    session: UseReducerHandle<Session>,
}

/// What is scarce: it decides which of the talk's scenarios it is.
#[component]
fn Resources(ResourcesProps { session }: &ResourcesProps) -> Html {
    let dispatch = use_dispatch();
    let scenario = session.scenario();
    let own = scenario.template().map_or("", |template| template.id);
    let is_listed = RESOURCES.iter().any(|(_, id)| *id == own);
    let own = if is_listed { own } else { "" };
    let before = scenario.clone();
    let open = Callback::from(move |id: String| {
        if let Some(link) = with_resource(&before, &id) {
            dispatch.give(Command::Open { link });
        }
    });
    let choice = use_choice(own, open);
    let option = |(words, id): (&'static str, &'static str)| {
        html! { <option value={id} selected={id == own}>{ words }</option> }
    };
    html! {
        <label class="field">
            { "What is scarce?" }
            <select ref={choice.node} onchange={choice.changed} onkeydown={choice.pressed} onblur={choice.left}>
                { option(("what this scenario has", "")) }
                { for RESOURCES.into_iter().map(option) }
            </select>
        </label>
    }
}

/// The link of another scenario, with the values that were set here and that it has, too.
fn with_resource(before: &Scenario, id: &str) -> Option<String> {
    let mut scenario = Scenario::new(scenarios::find(id)?);
    for key in scenario.params() {
        let value = before.values().get(key);
        if key == Key::Tasks || *value != before.default_of(key) {
            // A value that is not allowed there stays behind.
            let _ = scenario.set(key, value.clone());
        }
    }
    Some(link::format(&scenario))
}

fn question(session: &Session, parameter: Key, words: &'static str) -> Html {
    let (text, reason) = reading(session, parameter);
    html! {
        <label class="field" key={parameter.param().name}>
            { words }
            <ValueInput {parameter} {text} is_refused={reason.is_some()} typed={session.typed()} />
            if let Some(reason) = reason {
                { refusal(None, &reason) }
            }
        </label>
    }
}
