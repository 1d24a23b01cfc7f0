//! What stands above the runs of a step of the talk: its place, its title, its idea.

use super::icon::Icon;
use super::talk_text::TalkText;
use crate::ui::hooks::{can_pair, use_dispatch};
use crate::ui::state::{Command, Dialog, Tour, foreign_diagram};
use lab::scenarios::Scenario;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct TalkHeadProps {
    pub tour: Tour,
    /// What is run below it.
    pub scenario: Rc<Scenario>,
    /// Whether this is a window for the audience, which has no controls.
    pub is_audience: bool,
}

/// The head of a step.
#[component]
pub(crate) fn TalkHead(props: &TalkHeadProps) -> Html {
    let TalkHeadProps {
        tour,
        scenario,
        is_audience,
    } = props;
    let Some(step) = tour.step() else {
        return Html::default();
    };
    let heading = match (tour.section(), &step.card) {
        (Some(section), _) => section.title.clone(),
        (None, Some(group)) => format!("Cards: {group}"),
        (None, None) => String::new(),
    };
    let number = tour
        .number()
        .map(|(number, all)| format!("{number} / {all} · "));
    let script = tour.script();
    let diagram = script.and_then(|script| foreign_diagram(script, step, scenario));
    let whose = diagram.map(|diagram| format!("Diagram {}: {}", diagram.number, diagram.title));
    html! {
        <>
            <header class="talk-head">
                <p class="talk-place">{ number }{ heading }
                    if let Some(whose) = whose {
                        { " · below: " }<b>{ whose }</b>
                    }
                </p>
                <h1 title={step.title.clone()}>{ &step.title }</h1>
            </header>
            <TalkText key={step.id.clone()} class="talk-idea" html={step.idea.clone()} />
            if !is_audience {
                <TalkNav tour={tour.clone()} />
            }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct TalkNavProps {
    tour: Tour,
}

/// From step to step.
#[component]
fn TalkNav(TalkNavProps { tour }: &TalkNavProps) -> Html {
    let dispatch = use_dispatch();
    let turn = |forward: bool, name: &'static str, key: &str, shape: &'static str| {
        let beside = tour.beside(forward);
        let title = beside.map(|step| format!("{} ({key})", step.title));
        html! {
            <button class="turn" aria-label={name} {title} disabled={beside.is_none()}
                onclick={dispatch.on(Command::Turn { forward })}><Icon {shape} /></button>
        }
    };
    let steps = Command::Show {
        dialog: Dialog::Steps,
    };
    html! {
        <nav class="talk-nav" aria-label="Talk">
            { turn(false, "Previous step", "PageUp", "M15.5 5v14L7 12z") }
            if let Some((number, step)) = tour.left() {
                <button class="to-step" aria-label={format!("Back to step {number}")} title={format!("Back to the step: {}", step.title)}
                    onclick={dispatch.on(Command::Jump { to: step.id.clone() })}>
                    <span>{ "Back to step " }</span>{ number }
                </button>
            }
            <button onclick={dispatch.on(steps)}>{ "Steps" }</button>
            if can_pair() {
                <button class="present" aria-pressed={tour.presents().to_string()} onclick={dispatch.on(Command::Present)}
                    title="Notes, the next step and the time, for who gives the talk">{ "Present" }</button>
            }
            <button onclick={dispatch.on(Command::Leave)} title="Leave the talk, with this run: all that the Lab can do with it">
                { "Explore" }
            </button>
            { turn(true, "Next step", "PageDown", "M8.5 5l8.5 7-8.5 7z") }
        </nav>
    }
}
