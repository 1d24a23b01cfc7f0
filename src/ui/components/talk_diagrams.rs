//! The diagrams of the talk, each as a picture of a run that the exporter draws.

use super::dialog::Modal;
use crate::exports::{Look, Request};
use crate::ui::hooks::{drawn, save, use_dispatch, use_look};
use crate::ui::state::{Command, Tour};
use futures::future::abortable;
use gloo_file::ObjectUrl;
use std::rc::Rc;
use talk::Diagram;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct TalkDiagramsProps {
    pub tour: Tour,
}

/// The list of the diagrams, and the picture of the chosen one.
#[component]
pub(crate) fn TalkDiagrams(TalkDiagramsProps { tour }: &TalkDiagramsProps) -> Html {
    let chosen = use_state_eq(|| 0_usize);
    let Some(script) = tour.script() else {
        let words = tour.fault().map_or("The talk is loading …", |fault| fault);
        return html! { <Modal id="diagrams" title="Diagrams"><p role="status">{ words }</p></Modal> };
    };
    let item = |(place, diagram): (usize, &Diagram)| {
        let chosen_one = chosen.setter();
        let onclick = Callback::from(move |_| chosen_one.set(place));
        html! {
            <li key={place}>
                <button aria-pressed={(*chosen == place).to_string()} {onclick}>
                    <span>{ format!("{}. {}", diagram.number, diagram.title) }</span>
                    <small>{ diagram.kind.word() }</small>
                </button>
            </li>
        }
    };
    html! {
        <Modal id="diagrams" title="Diagrams">
            if let Some(diagram) = script.diagrams.get(*chosen) {
                <DiagramPicture diagram={diagram.clone()} />
            }
            <ol class="diagrams">{ for script.diagrams.iter().enumerate().map(item) }</ol>
        </Modal>
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct DiagramPictureProps {
    pub diagram: Diagram,
}

/// A diagram as it is drawn from its run: its picture, the way to the run, and the file.
#[component]
pub(crate) fn DiagramPicture(DiagramPictureProps { diagram }: &DiagramPictureProps) -> Html {
    let (look, dispatch) = (use_look(), use_dispatch());
    let picture = use_state(|| None::<Result<Rc<ObjectUrl>, String>>);
    let said = use_state_eq(|| AttrValue::Static(""));
    let request = Request::of_diagram(diagram, Look::new(look.theme, Look::WIDTH));
    {
        let (picture, said) = (picture.setter(), said.setter());
        use_effect_with(request.clone(), move |request| {
            let request = request.clone();
            picture.set(None);
            said.set(AttrValue::Static(""));
            // Once another diagram is chosen, nobody waits for this one, and its worker ends.
            let (drawing, unwanted) = abortable(async move { drawn(&request).await });
            spawn_local(async move {
                if let Ok(drawn) = drawing.await {
                    picture.set(Some(drawn.map(Rc::new)));
                }
            });
            move || unwanted.abort()
        });
    }
    let save_it = {
        let said = said.setter();
        Callback::from(move |_: MouseEvent| {
            let (said, request) = (said.clone(), request.clone());
            spawn_local(async move {
                let words = match save(&request, false, None).await {
                    Ok((name, _)) => format!("Saved {name}."),
                    Err(problem) => format!("{problem}."),
                };
                said.set(words.into());
            });
        })
    };
    let run = {
        let (dispatch, link) = (dispatch.clone(), diagram.link.clone());
        Callback::from(move |_: MouseEvent| {
            dispatch.give(Command::Open { link: link.clone() });
            dispatch.give(Command::Close);
        })
    };
    let alt = format!(
        "Diagram {}, {}: {}",
        diagram.number,
        diagram.kind.word(),
        diagram.title
    );
    html! {
        <figure class="diagram">
            { match &*picture {
                Some(Ok(address)) => html! { <img src={address.to_string()} {alt} /> },
                Some(Err(problem)) => html! { <p role="alert">{ problem }{ "." }</p> },
                None => html! { <p role="status">{ "Drawing …" }</p> },
            } }
            <figcaption class="ways">
                <button onclick={run}>{ "Run it" }</button>
                <button onclick={save_it}>{ "Save SVG" }</button>
                <span role="status">{ &*said }</span>
            </figcaption>
        </figure>
    }
}
