//! The talk's decision tree with the open scenario's numbers put in, and what running it says.

use super::app::{App, Msg, Refused};
use super::controls::value_of;
use super::dom;
use super::engine::Shared;
use crate::advice::{Approach, QUESTIONS, RESOURCES, advise, bounded, check, setting};
use crate::analysis::Curve;
use crate::analysis::words::grouped;
use crate::params::{Key, Value};
use crate::patterns;
use crate::scenarios::{self, Scenario};
use yew::html::Scope;
use yew::prelude::*;

/// The questions, prefilled, and the answer. `curve` is that of the bound, once it is whole.
pub(super) fn part(
    link: &Scope<App>,
    scenario: &Scenario,
    chosen: &str,
    refused: &[Refused],
    curve: Option<&Shared<Curve>>,
) -> Html {
    let advice = advise(scenario);
    let params = scenario.params();
    let questions = QUESTIONS.iter().filter(|(key, _)| params.contains(key));
    let bound = bounded(scenario, chosen);
    let checked = curve.and_then(|curve| check(advice.value, curve));
    let best = curve.and_then(|curve| curve.recommended());
    let best = best
        .map(|best| best.value)
        .filter(|best| *best != advice.value);
    let values = [Some(advice.value), best].into_iter().flatten();
    let bounded = advice.approach == Approach::Bounded;
    html! {
        <details class="parameters advice">
            <summary onclick={link.callback(|_| Msg::Advise)}>{ "Which batch size?" }</summary>
            <div class="fields">
                { resources(link, scenario) }
                { for questions.map(|(key, words)| question(link, scenario, *key, words, refused)) }
            </div>
            <p><strong>{ "The talk’s rules: " }</strong>{ advice.approach.words() }</p>
            <ul>{ for advice.bounds.iter().map(|bound| html! { <li>{ &bound.rule }</li> }) }</ul>
            if let Some((_, pattern, key)) = &bound {
                <p>
                    { [pattern.name, ", ", key.param().label, ": ", &grouped(advice.value), ". "].concat() }
                    if let Some(name) = setting(scenario) {
                        { "In Devtron’s configuration: " }<code>{ name }</code>{ "." }
                    }
                </p>
            }
            <p role="status">{ checked.unwrap_or_else(|| String::from("Running the values …")) }</p>
            <p>
                if !bounded { { apply(link, "Show it", all_at_once(scenario, advice.approach)) } }
                if let Some((with, _, key)) = &bound {
                    { for values.map(|value| {
                        let mut with = with.clone();
                        let _ = with.set(*key, Value::Number(value));
                        apply(link, &(String::from("Apply ") + &grouped(value)), with)
                    }) }
                }
            </p>
        </details>
    }
}

fn apply(link: &Scope<App>, words: &str, scenario: Scenario) -> Html {
    let open = link.callback(move |_| Msg::Open(Box::new(scenario.clone())));
    html! { <button class="apply" onclick={open}>{ words.to_owned() }</button> }
}

/// The scenario with the pattern that needs no bound among the others.
fn all_at_once(scenario: &Scenario, approach: Approach) -> Scenario {
    let id = match approach {
        Approach::Sequential => "sequential",
        Approach::WaitGroup | Approach::Bounded => "unbounded",
    };
    let mut scenario = scenario.clone();
    let patterns = scenario.patterns().to_vec();
    scenario.set_patterns(patterns.into_iter().chain(patterns::find(id)));
    scenario
}

/// What is scarce decides which of the talk's scenarios it is.
fn resources(link: &Scope<App>, scenario: &Scenario) -> Html {
    let own = scenario.entry().map_or("", |entry| entry.id);
    let tasks = scenario.values().get(Key::Tasks).clone();
    let chosen = link.batch_callback(move |event: Event| {
        let id = dom::target_of(&event).map(value_of)?;
        let mut scenario = Scenario::new(scenarios::find(&id)?);
        // Each of these scenarios takes any number of tasks.
        let _ = scenario.set(Key::Tasks, tasks.clone());
        Some(Msg::Open(Box::new(scenario)))
    });
    let option = |(words, id): &(&'static str, &'static str)| {
        html! { <option value={*id} selected={*id == own}>{ *words }</option> }
    };
    html! {
        <label class="field">
            { "What is scarce?" }
            <select onchange={chosen}>
                <option value="">{ "what this scenario has" }</option>
                { for RESOURCES.iter().map(option) }
            </select>
        </label>
    }
}

fn question(
    link: &Scope<App>,
    scenario: &Scenario,
    key: Key,
    words: &'static str,
    refused: &[Refused],
) -> Html {
    let param = key.param();
    let refused = refused.iter().find(|refused| refused.key == key);
    let text = refused.map_or_else(
        || param.show(scenario.values().get(key)),
        |refused| refused.text.clone(),
    );
    let entered = link.callback(move |event: Event| {
        Msg::Type(
            key,
            dom::target_of(&event).map(value_of).unwrap_or_default(),
        )
    });
    html! {
        <label class="field" key={param.name}>
            { words }
            <input type="text" autocomplete="off" value={text} onchange={entered} aria-invalid={refused.map(|_| "true")} />
            if let Some(refused) = refused { <small class="refused" role="alert">{ &refused.reason }</small> }
        </label>
    }
}
