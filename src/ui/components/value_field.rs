//! A field for a parameter's value. What cannot be its value stays in it, with the reason below.

use crate::ui::hooks::{use_dispatch, use_list_value};
use crate::ui::state::{Command, Session};
use lab::params::{Key, Unit};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What the field shows. It renders anew only when this changes, so that nothing disturbs what is being typed.
#[derive(PartialEq, Properties)]
pub(crate) struct ValueInputProps {
    pub parameter: Key,
    pub text: String,
    pub is_refused: bool,
    /// How many values were typed: see [`Session::typed`].
    pub typed: u32,
    /// The element's id, and that of the words about it.
    #[prop_or_default]
    pub id: Option<&'static str>,
    #[prop_or_default]
    pub described_by: Option<String>,
}

/// The field alone: a list where the values are words.
#[component]
pub(crate) fn ValueInput(props: &ValueInputProps) -> Html {
    let ValueInputProps {
        parameter,
        text,
        is_refused,
        id,
        described_by,
        ..
    } = props;
    let dispatch = use_dispatch();
    let list = use_list_value(text);
    let parameter = *parameter;
    let onchange = Callback::from(move |event: Event| {
        if let Some(value) = value_of(&event) {
            dispatch.give(Command::Set { parameter, value });
        }
    });
    if let Unit::Choice(words) = parameter.param().unit {
        let option = |word: &&'static str| {
            html! { <option value={*word} selected={word == text}>{ *word }</option> }
        };
        return html! {
            <select ref={list} id={*id} aria-describedby={described_by.clone()} {onchange}>
                { for words.iter().map(option) }
            </select>
        };
    }
    html! {
        <input type="text" id={*id} autocomplete="off" spellcheck="false" value={text.clone()}
            aria-describedby={described_by.clone()} aria-invalid={is_refused.then_some("true")} {onchange} />
    }
}

/// Why a value was refused.
pub(crate) fn refusal(id: Option<&str>, reason: &str) -> Html {
    let id = id.map(String::from);
    html! { <small class="refused" {id} role="alert">{ reason }</small> }
}

/// What a field shows of a session: the text, and why it was refused.
pub(crate) fn reading(session: &Session, parameter: Key) -> (String, Option<String>) {
    let (text, reason) = session.reading(parameter);
    (text, reason.map(String::from))
}

fn value_of(event: &Event) -> Option<String> {
    event
        .target_dyn_into::<HtmlInputElement>()
        .map(|input| input.value())
        .or_else(|| {
            let list: HtmlSelectElement = event.target_dyn_into()?;
            Some(list.value())
        })
}
