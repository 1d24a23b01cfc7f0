//! The flags and the seed of somebody's own program, each with a field for the exact value.

use super::dial::DialRange;
use super::panel::PanelProps;
use super::value_field::refusal;
use crate::program::{Dial, Kind, Program};
use crate::ui::hooks::use_dispatch;
use crate::ui::state::Command;
use std::collections::BTreeMap;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The fields, behind a disclosure.
#[component]
pub(crate) fn OwnSettings(props: &PanelProps) -> Html {
    let dispatch = use_dispatch();
    let program = props.session.program();
    let Some(program) = program.filter(|_| !props.own.dials.is_empty()) else {
        return Html::default();
    };
    let dials = &props.own.dials;
    let field = |dial: &Dial| html! { <Field key={dial.part.clone()} program={Rc::clone(program)} dial={dial.clone()} /> };
    let as_written = Program {
        settings: BTreeMap::new(),
        ..Program::clone(program)
    };
    let back = Command::in_schedule(&as_written, "");
    let has_flags = dials.iter().any(|dial| dial.part.starts_with("go."));
    let name = if has_flags { "Flags and seed" } else { "Seed" };
    html! {
        <details class="parameters">
            <summary>{ name }</summary>
            <div class="fields">{ for dials.iter().map(field) }</div>
            if !program.settings.is_empty() {
                <button class="reset" onclick={dispatch.on(back)}>{ "Back to the program’s own values" }</button>
            }
        </details>
    }
}

#[derive(PartialEq, Properties)]
struct FieldProps {
    program: Rc<Program>,
    dial: Dial,
}

/// A field with its slider. What cannot be the value stays in it, with the reason below.
#[component]
fn Field(FieldProps { program, dial }: &FieldProps) -> Html {
    let dispatch = use_dispatch();
    let refused = use_state_eq(|| None::<(String, String)>);
    let now = program.value(dial);
    // Another value from elsewhere takes the place of what was refused.
    use_effect_with(String::from(now), {
        let refused = refused.setter();
        move |_| refused.set(None)
    });
    let onchange = {
        let (dial, refused) = (dial.clone(), refused.setter());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let text = String::from(input.value().trim());
            match dial.check(&text) {
                Ok(()) => {
                    refused.set(None);
                    dispatch.give(Command::set_to(&dial, &text));
                }
                Err(reason) => refused.set(Some((text, reason))),
            }
        })
    };
    let (text, reason) = match &*refused {
        Some((text, reason)) => (text.as_str(), Some(reason)),
        None => (now, None),
    };
    let about = format!("{}-about", dial.part);
    let is_switch = dial.kind == Kind::Bool;
    html! {
        <div class="field">
            <label for={dial.part.clone()}>{ &dial.label }</label>
            <input type="text" id={dial.part.clone()} autocomplete="off" spellcheck="false" value={String::from(text)}
                aria-describedby={about.clone()} aria-invalid={reason.is_some().then_some("true")} {onchange} />
            if let Some(reason) = reason {
                { refusal(Some(&about), reason) }
            } else {
                <small id={about}>{ if is_switch && dial.help.is_empty() { "true or false" } else { &dial.help } }</small>
            }
            <DialRange program={Rc::clone(program)} dial={dial.clone()} />
        </div>
    }
}
