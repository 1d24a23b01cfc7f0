//! A new program: from a template, or from a file.

use crate::program::{TEMPLATES, Template};
use crate::ui::hooks::{use_choice, use_dispatch, use_dropped};
use crate::ui::state::Command;
use std::collections::BTreeMap;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The list of templates, and of ways to open a file. A `.go` file can also be dropped on the page.
#[component]
pub(crate) fn NewProgram() -> Html {
    let dispatch = use_dispatch();
    let file = use_node_ref();
    let open = use_callback(dispatch, |source: String, dispatch| {
        dispatch.give(Command::Program {
            source,
            schedule: String::new(),
            compared: false,
            origin: None,
            settings: BTreeMap::new(),
        });
    });
    use_dropped(&open);
    let chosen = {
        let (open, file) = (open.clone(), file.clone());
        Callback::from(move |name: String| {
            let template = TEMPLATES.iter().find(|template| template.name == name);
            match (template, file.cast::<HtmlInputElement>()) {
                (Some(template), _) => open.emit(String::from(template.source)),
                (None, Some(file)) => file.click(),
                (None, None) => {}
            }
        })
    };
    let choice = use_choice("", chosen);
    let picked = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let first = input.files().and_then(|files| files.get(0));
            if let Some(file) = first {
                crate::ui::hooks::read_text(file, open.clone());
            }
            // The same file can then be chosen again.
            input.set_value("");
        })
    };
    let option =
        |template: &Template| html! { <option value={template.name}>{ template.name }</option> };
    html! {
        <>
            <select ref={choice.node} class="open new" aria-label="New Go program" onchange={choice.changed}
                onkeydown={choice.pressed} onblur={choice.left}>
                <option value="" selected=true>{ "New …" }</option>
                <optgroup label="A Go program of your own">{ for TEMPLATES.iter().map(option) }</optgroup>
                <optgroup label="From a file"><option value="file">{ "Open a .go file …" }</option></optgroup>
            </select>
            <input ref={file} type="file" accept=".go,text/plain" hidden=true aria-hidden="true" onchange={picked} />
        </>
    }
}
