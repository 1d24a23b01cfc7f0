//! The list of the talk's steps and cards, which finds them by words, numbers and places.

use super::dialog::Modal;
use super::talk_file::TalkFromFile;
use crate::ui::hooks::use_dispatch;
use crate::ui::state::{Command, Dialog, Found, Pace, Tour};
use talk::{Form, Script};
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct TalkStepsProps {
    pub tour: Tour,
}

/// The list.
#[component]
pub(crate) fn TalkSteps(TalkStepsProps { tour }: &TalkStepsProps) -> Html {
    let dispatch = use_dispatch();
    let (text, field) = (use_state(String::new), use_node_ref());
    let oninput = {
        let text = text.setter();
        Callback::from(move |event: InputEvent| {
            let field: Option<HtmlInputElement> = event.target_dyn_into();
            text.set(field.map(|field| field.value()).unwrap_or_default());
        })
    };
    let first = tour.script().zip(tour.form()).and_then(|(script, form)| {
        let first = Found::all(script, form, &text).first()?.step.id.clone();
        Some(first)
    });
    let onkeydown = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let ("Enter", Some(to)) = (event.key().as_str(), first.clone()) {
                event.prevent_default();
                dispatch.give(Command::Jump { to });
                dispatch.give(Command::Close);
            }
        })
    };
    let form = |form: &Form| {
        let is_shown = tour.step().is_some() && tour.form() == Some(form);
        let talk = Command::Talk {
            form: Some(form.id.clone()),
        };
        let (dispatch, title) = (dispatch.clone(), form.title.clone());
        let onclick = Callback::from(move |_| {
            dispatch.give(talk.clone());
            dispatch.give(Command::Close);
        });
        html! { <button aria-pressed={is_shown.to_string()} {onclick}>{ title }</button> }
    };
    let card = Command::Show {
        dialog: Dialog::Card,
    };
    let diagrams = Command::Show {
        dialog: Dialog::Diagrams,
    };
    html! {
        <Modal id="steps" title="The talk" field={field.clone()}>
            if let Some((script, shown)) = tour.script().zip(tour.form()) {
                <p>{ &script.title }{ for given(script).map(|given| format!(" · {given}")) }</p>
                <div class="ways">
                    { for script.forms.iter().map(form) }
                    <button onclick={dispatch.on(card)} title="Patterns, pitfalls, the decision tree and the numbers on one sheet, to be printed">{ "Quick reference" }</button>
                    if !script.diagrams.is_empty() {
                        <button onclick={dispatch.on(diagrams)} title="The diagrams of the talk, drawn from runs, each as a picture for slides">{ "Diagrams" }</button>
                    }
                    <TalkFromFile is_own={tour.is_own()} />
                    if tour.step().is_some() {
                        <button onclick={dispatch.on(Command::Share)} title="A link to this step: it carries all of a talk of your own">{ "Share" }</button>
                    }
                </div>
                <input ref={field} type="search" aria-label="Find a step" placeholder="slide 24, question 10, leak, timeout …" {oninput} {onkeydown} />
                <StepList tour={tour.clone()} form={shown.clone()} text={(*text).clone()} />
            } else if let Some(fault) = tour.fault() {
                <p role="alert">{ fault }</p>
                <div class="ways"><TalkFromFile is_own={tour.is_own()} /></div>
            } else {
                <p role="status">{ "The talk is loading …" }</p>
            }
        </Modal>
    }
}

/// Who gives a talk, and when.
fn given(script: &Script) -> impl Iterator<Item = &String> {
    script.name.iter().chain(&script.date)
}

#[derive(PartialEq, Properties)]
struct StepListProps {
    tour: Tour,
    form: Form,
    text: String,
}

/// What is found, below its headings.
#[component]
fn StepList(StepListProps { tour, form, text }: &StepListProps) -> Html {
    let dispatch = use_dispatch();
    let Some(script) = tour.script() else {
        return Html::default();
    };
    let found = Found::all(script, form, text);
    if found.is_empty() {
        return html! { <p role="status">{ "No step and no card has all of this." }</p> };
    }
    let item = |found: &Found| {
        let (dispatch, to) = (dispatch.clone(), found.step.id.clone());
        let onclick = Callback::from(move |_| {
            dispatch.give(Command::Jump { to: to.clone() });
            dispatch.give(Command::Close);
        });
        let is_shown = tour.step() == Some(found.step);
        let number = found.number.map(|number| format!("{number}. "));
        let seconds = found.step.seconds(form);
        html! {
            <li key={found.step.id.clone()}>
                <button aria-current={is_shown.then_some("step")} {onclick}>
                    <span>{ number }{ &found.step.title }</span>
                    <small>
                        { found.step.covers.join(", ") }
                        if seconds > 0 { { format!(" · {} min", Pace::clock(seconds.into())) } }
                    </small>
                </button>
            </li>
        }
    };
    let groups = found.chunk_by(|one, other| one.heading == other.heading);
    let group = |group: &[Found]| {
        html! { <><h3>{ group[0].heading }</h3><ol>{ for group.iter().map(item) }</ol></> }
    };
    html! { <div class="steps">{ for groups.map(group) }</div> }
}
