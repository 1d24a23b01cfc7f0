//! A new program: from a template, or from a file.

use crate::program::{TEMPLATES, Template};
use crate::ui::hooks::{TextFile, chosen_text, use_choice, use_dispatch};
use crate::ui::state::Command;
use std::collections::BTreeMap;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The command that runs the program of a file. One that could not be read is a comment that says so.
pub(crate) fn program_of(file: TextFile) -> Command {
    Command::Program {
        source: file.text.unwrap_or_else(|why| format!("// {why}\n")),
        schedule: String::new(),
        compared: false,
        origin: None,
        settings: BTreeMap::new(),
    }
}

/// The list of templates, and of ways to open a file. A `.go` file can also be dropped on the page.
#[component]
pub(crate) fn NewProgram() -> Html {
    let dispatch = use_dispatch();
    let file = use_node_ref();
    let open = use_callback(dispatch, |file: TextFile, dispatch| {
        dispatch.give(program_of(file));
    });
    let chosen = {
        let (open, file) = (open.clone(), file.clone());
        Callback::from(move |name: String| {
            let template = TEMPLATES.iter().find(|template| template.name == name);
            match (template, file.cast::<HtmlInputElement>()) {
                (Some(template), _) => open.emit(TextFile {
                    name: String::from(template.name),
                    text: Ok(String::from(template.source)),
                }),
                (None, Some(file)) => file.click(),
                (None, None) => {}
            }
        })
    };
    let choice = use_choice("", chosen);
    let picked = Callback::from(move |event: Event| chosen_text(&event, open.clone()));
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
