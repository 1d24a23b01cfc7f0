//! The parameters besides the one on the large slider.

use super::panel::PanelProps;
use super::range::Range;
use super::value_field::{ValueInput, reading, refusal};
use crate::ui::hooks::use_dispatch;
use crate::ui::state::{Command, Dialog, Session};
use lab::params::{Key, Slider};
use yew::prelude::*;

/// The parameters, behind a disclosure.
#[component]
pub(crate) fn Parameters(props: &PanelProps) -> Html {
    let dispatch = use_dispatch();
    let session = &props.session;
    let scenario = session.scenario();
    let large = scenario.slider();
    let keys = scenario.params_of_use().into_iter();
    let fields = keys
        .filter(|key| *key != large)
        .map(|key| field(session, key));
    let back = match scenario.template() {
        Some(_) => "Back to the talk's values",
        None => "Back to the pattern's values",
    };
    html! {
        <>
            <details class="parameters">
                <summary>{ "Parameters" }</summary>
                <div class="fields">{ for fields }</div>
            </details>
            <button class="reset" onclick={dispatch.on(Command::Reset)}>{ back }</button>
        </>
    }
}

/// The way to the talk's figures.
#[component]
pub(crate) fn AllFigures(_: &PanelProps) -> Html {
    let open = use_dispatch().on(Command::Show {
        dialog: Dialog::Claims,
    });
    html! {
        <button class="all-claims" onclick={open}>{ "The talk’s figures, computed" }</button>
    }
}

fn field(session: &Session, parameter: Key) -> Html {
    let scenario = session.scenario();
    let param = parameter.param();
    let (text, reason) = reading(session, parameter);
    let about = format!("{}-about", param.name);
    let slider = Slider::of(parameter, scenario.values());
    html! {
        <div class="field" key={param.name}>
            <label for={param.name}>{ scenario.say(param.label) }</label>
            <ValueInput {parameter} {text} is_refused={reason.is_some()} typed={session.typed()} id={param.name} described_by={about.clone()} />
            if let Some(reason) = reason {
                { refusal(Some(&about), &reason) }
            } else {
                <small id={about}>{ scenario.say(param.help) }</small>
            }
            if scenario.sliders().contains(&parameter) {
                <Range {scenario} {parameter} {slider} />
            }
        </div>
    }
}
