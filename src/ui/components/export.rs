//! The export dialog: files about what is shown.

use super::dialog::Modal;
use crate::exports::{Format, Look, Request};
use crate::ui::hooks::{save, use_look};
use analysis::fmt::bytes;
use lab::link;
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// A file that can be saved.
#[derive(Clone, Copy, PartialEq)]
struct Offer {
    format: Format,
    /// Whether a picture is saved as pixels.
    as_png: bool,
    name: &'static str,
    words: &'static str,
}

/// Of all runs, or of one.
const RUNS: [Offer; 6] = [
    offer(Format::Svg, "Picture (SVG)", "Sharp at any size; for slides and papers."),
    Offer {
        as_png: true,
        ..offer(Format::Svg, "Picture (PNG)", "Pixels, twice as many as the picture is wide.")
    },
    offer(Format::Chrome, "Perfetto", "Trace events; open them at ui.perfetto.dev."),
    offer(Format::Tasks, "Tasks (CSV)", "A row for each task, for a spreadsheet."),
    offer(Format::EventTable, "Events (CSV)", "A row for each event."),
    offer(Format::Events, "Events (JSON lines)", "A JSON object for each event, in the words of Go's tracer."),
];

/// Of one pattern only.
const PROGRAM: [Offer; 4] = [
    offer(Format::GoTrace, "Go execution trace", "For go tool trace."),
    offer(Format::Go, "Go program", "One file with these parameters, for go run."),
    offer(Format::Sweep, "Curve (SVG)", "The total time over the large slider."),
    Offer {
        as_png: true,
        ..offer(Format::Sweep, "Curve (PNG)", "The same in pixels.")
    },
];

const fn offer(format: Format, name: &'static str, words: &'static str) -> Offer {
    Offer {
        format,
        as_png: false,
        name,
        words,
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct ExportProps {
    pub scenario: Rc<Scenario>,
    /// The pattern of the chosen run.
    pub chosen: &'static Pattern,
}

/// What can be saved, and what came of it.
#[component]
pub(crate) fn Export(ExportProps { scenario, chosen }: &ExportProps) -> Html {
    let look = use_look();
    let said = use_state_eq(|| AttrValue::Static(""));
    let is_busy = use_state_eq(|| false);
    let look = Look::new(look.theme, Look::WIDTH);
    let save_as = |offer: Offer, pattern: Option<&'static Pattern>| {
        let (said, is_busy) = (said.setter(), is_busy.setter());
        let request = Request {
            link: link::format(scenario),
            pattern: pattern.map(|pattern| String::from(pattern.id)),
            format: offer.format,
            look,
        };
        Callback::from(move |_: MouseEvent| {
            let (said, is_busy, request) = (said.clone(), is_busy.clone(), request.clone());
            said.set(AttrValue::Static("Writing …"));
            is_busy.set(true);
            spawn_local(async move {
                let words = match save(&request, offer.as_png).await {
                    Ok((name, size)) => format!("Saved {name}, {}.", bytes(size)),
                    Err(problem) => format!("{problem}."),
                };
                said.set(words.into());
                is_busy.set(false);
            });
        })
    };
    let list = |offers: &[Offer], pattern: Option<&'static Pattern>| {
        let item = |offer: &Offer| {
            html! {
                <li>
                    <button onclick={save_as(*offer, pattern)} disabled={*is_busy}>{ offer.name }</button>
                    <span>{ offer.words }</span>
                </li>
            }
        };
        html! { <ul>{ for offers.iter().map(item) }</ul> }
    };
    let count = scenario.patterns().len();
    html! {
        <Modal id="export" title="Export">
            if count > 1 {
                <h3>{ format!("All {count} runs") }</h3>
                { list(&RUNS, None) }
            }
            <h3>{ chosen.name }</h3>
            { list(&RUNS, Some(*chosen)) }
            { list(&PROGRAM, Some(*chosen)) }
            <p class="said" role="status">{ &*said }</p>
        </Modal>
    }
}
