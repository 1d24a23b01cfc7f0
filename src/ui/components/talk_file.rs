//! A talk of a speaker's own: from a file that is chosen, or dropped on the page.

use crate::talk::TalkFile;
use crate::ui::hooks::{TextFile, chosen_text, use_dispatch};
use crate::ui::state::Command;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// How names of files end that are talks: any other text that is dropped is a program.
const ENDINGS: [&str; 2] = [".md", ".toml"];

/// The command that gives the talk of a file, or why it could not be read; `None` if its name is not that of a talk.
pub(crate) fn talk_of(file: &TextFile) -> Option<Result<Command, String>> {
    let is_talk = ENDINGS.iter().any(|ending| file.name.ends_with(ending));
    is_talk.then(|| talk(file))
}

fn talk(file: &TextFile) -> Result<Command, String> {
    let text = file.text.clone()?;
    let file = file.name.clone();
    Ok(Command::TalkFile(Rc::new(TalkFile { file, text })))
}

#[derive(PartialEq, Properties)]
pub(crate) struct TalkFromFileProps {
    /// Whether the talk that is shown is a speaker's own.
    pub is_own: bool,
}

/// The way to a talk of one's own, and back to the Lab's.
#[component]
pub(crate) fn TalkFromFile(TalkFromFileProps { is_own }: &TalkFromFileProps) -> Html {
    let (dispatch, field) = (use_dispatch(), use_node_ref());
    let problem = use_state(|| None::<String>);
    let opened = {
        let (dispatch, problem) = (dispatch.clone(), problem.setter());
        Callback::from(move |file: TextFile| match talk(&file) {
            Ok(talk) => {
                dispatch.give(talk);
                dispatch.give(Command::Close);
            }
            Err(why) => problem.set(Some(why)),
        })
    };
    let picked = Callback::from(move |event: Event| chosen_text(&event, opened.clone()));
    let choose = {
        let field = field.clone();
        Callback::from(move |_| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                field.click();
            }
        })
    };
    let back = Callback::from(move |_| {
        dispatch.give(Command::Talk { form: None });
        dispatch.give(Command::Close);
    });
    html! {
        <>
            <button onclick={choose} title="A text file with the steps of your own talk (docs/talk.md). It stays on this machine unless you share its link, and can also be dropped on the page.">
                { "Your own talk …" }
            </button>
            <input ref={field} type="file" accept=".md,.toml,text/plain" hidden=true aria-hidden="true" aria-label="A talk of your own" onchange={picked} />
            if *is_own {
                <button onclick={back}>{ "The Lab’s own talk" }</button>
            }
            if let Some(problem) = &*problem {
                <p role="alert">{ problem }</p>
            }
        </>
    }
}
