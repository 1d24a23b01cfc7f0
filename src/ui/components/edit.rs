//! The way from a pattern's source to the editor.

use crate::program::{Answer, Base, Request, why_not_editable};
use crate::ui::hooks::{Unanswered, use_dispatch, use_machine};
use crate::ui::state::{Command, Origin};
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(super) struct EditProps {
    pub pattern: &'static Pattern,
    pub scenario: Rc<Scenario>,
}

/// Opens the pattern's Go program in the editor, beside the runs of the scenario.
#[component]
pub(super) fn Edit(EditProps { pattern, scenario }: &EditProps) -> Html {
    let pattern = *pattern;
    let (dispatch, machine) = (use_dispatch(), use_machine());
    let said = use_state_eq(AttrValue::default);
    // What was asked for another program, or for other values, does not open any more.
    use_effect_with((pattern.id, Rc::clone(scenario)), {
        let (said, machine) = (said.setter(), Rc::clone(&machine));
        move |_| {
            machine.stop();
            said.set(AttrValue::default());
        }
    });
    if let Some(reason) = why_not_editable(pattern) {
        return html! { <p class="hint">{ reason }</p> };
    }
    let open = {
        let (said, scenario) = (said.setter(), Rc::clone(scenario));
        Callback::from(move |_: MouseEvent| {
            let (dispatch, machine, said) = (dispatch.clone(), Rc::clone(&machine), said.clone());
            let base = Base::of(pattern, &scenario);
            said.set(AttrValue::from("The editor is loading …"));
            spawn_local(async move {
                match machine
                    .ask(&Request::Original { base }, Callback::noop())
                    .await
                {
                    Ok((Answer::Text { source }, _)) => dispatch.give(Command::Program {
                        source,
                        schedule: String::new(),
                        compared: true,
                        origin: Some(Origin(pattern)),
                        settings: BTreeMap::new(),
                    }),
                    Ok(_) => said.set(AttrValue::from("The program could not be read.")),
                    Err(Unanswered::Failed(problem)) => {
                        said.set(AttrValue::from(format!("{problem}.")));
                    }
                    Err(Unanswered::Stopped) => {}
                }
            });
        })
    };
    html! {
        <>
            <button class="edit" onclick={open} aria-label={format!("Edit {}", pattern.name)}
                title="Change this program and run it beside the others">{ "Edit" }</button>
            <span class="hint" role="status">{ &*said }</span>
        </>
    }
}
