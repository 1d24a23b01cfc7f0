//! What turns a dial of somebody's own program.

use super::fader::Fader;
use crate::program::{Dial, Program};
use crate::ui::hooks::use_dispatch;
use crate::ui::state::Command;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct DialProps {
    pub program: Rc<Program>,
    pub dial: Dial,
    #[prop_or_default]
    pub id: Option<&'static str>,
    /// See [`FaderProps`](super::fader::FaderProps).
    #[prop_or_default]
    pub lets_keys_go: bool,
}

/// Its slider, if its value has a place on one.
#[component]
pub(crate) fn DialRange(props: &DialProps) -> Html {
    let DialProps {
        program,
        dial,
        id,
        lets_keys_go,
    } = props;
    let dispatch = use_dispatch();
    let now = program.value(dial);
    let found = dial.slider(now).zip(dial.number(now));
    let set = use_callback(
        (dispatch.clone(), dial.clone()),
        |value, (dispatch, dial)| {
            dispatch.give(Command::turned(dial, value));
        },
    );
    let step = use_callback(
        (dispatch, dial.clone(), found),
        |steps, (dispatch, dial, found)| {
            if let Some((slider, value)) = found {
                dispatch.give(Command::turned(dial, slider.moved(*value, steps)));
            }
        },
    );
    let Some((slider, value)) = found else {
        return Html::default();
    };
    html! {
        <Fader {slider} {value} label={dial.label.clone()} said={String::from(now)} {set} {step} id={*id} lets_keys_go={*lets_keys_go} />
    }
}
