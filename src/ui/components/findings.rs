//! What was found about the chosen run, and what is said of its pattern.

use super::icon::Icon;
use super::panel::PanelProps;
use crate::comparison::Run;
use crate::ui::hooks::{show_line, use_dispatch};
use crate::ui::state::Command;
use analysis::{Finding, fmt};
use lab::scenarios::{Template, Word};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct SentenceProps {
    pub finding: Finding,
    /// The run that it is about.
    pub run: Run,
}

/// A finding, which shows its moment, and its lines in the source.
#[component]
pub(crate) fn Sentence(SentenceProps { finding, run }: &SentenceProps) -> Html {
    let dispatch = use_dispatch();
    let at = fmt::length(finding.at.elapsed());
    let show = use_callback(
        (dispatch, finding.clone(), Command::choose(run)),
        |_: MouseEvent, (dispatch, finding, choose)| {
            dispatch.give(choose.clone());
            dispatch.give(Command::Seek { at: finding.at });
            let line = finding.lines.first().copied();
            if line.is_some() {
                dispatch.give(Command::Line { line });
            }
            show_line(line);
        },
    );
    html! {
        <button class="finding" title={format!("Show {at}")} onclick={show}>
            <time>{ at }</time>{ " " }{ &finding.text }
        </button>
    }
}

/// The findings that do not stand beside the picture, and what is to be known of the pattern.
#[component]
pub(crate) fn Findings(props: &PanelProps) -> Html {
    let dispatch = use_dispatch();
    let (runs, scenario) = (&props.comparison.runs, props.session.scenario());
    let run = props.run();
    let pattern = run.pattern();
    // The first finding stands beside the run, where there is room.
    let beside = usize::from(runs.len() <= 4);
    let findings = run.report.findings.iter().skip(beside);
    let compares = runs.len() > 1 || scenario.template().is_some();
    let presets = scenario.template().filter(|_| pattern.is_some());
    let presets = presets.into_iter().flat_map(Template::presets);
    let preset = |(name, link): (&'static str, String)| {
        let open = Command::Open { link };
        html! { <button onclick={dispatch.on(open)}>{ name }</button> }
    };
    html! {
        <div class="more-findings">
            { scenario.template().filter(|_| pattern.is_some()).map(analogy) }
            if let Some(pattern) = pattern.filter(|_| compares) {
                <p>{ pattern.summary }</p>
            }
            if let Some(pattern) = pattern {
                <p class="when"><strong>{ "When to use it: " }</strong>{ pattern.when }</p>
            }
            if let Some(note) = pattern.and_then(|pattern| pattern.note) {
                <p class="note"><strong>{ "In the talk’s code: " }</strong>{ note }</p>
            }
            { for findings.map(|finding| html! { <Sentence finding={finding.clone()} run={run.clone()} /> }) }
            { for presets.map(preset) }
        </div>
    }
}

/// What stands for what, where a scenario has words and pictures of its own.
fn analogy(template: &'static Template) -> Html {
    if template.words.is_empty() {
        return Html::default();
    }
    let item = |word: &Word| {
        html! { <li><Icon shape={word.icon} />{ format!("{} = {}", word.own, word.lab) }</li> }
    };
    let words = template.words.iter().filter(|word| !word.icon.is_empty());
    html! { <ul class="analogy">{ for words.map(item) }</ul> }
}
