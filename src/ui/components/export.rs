//! The export dialog: files about what is shown.

use super::dialog::Modal;
use super::panel::PanelProps;
use crate::comparison::{OWN_PROGRAM, Run};
use crate::exports::{Format, Look, OwnProgram, Request};
use crate::ui::hooks::{save, use_dispatch, use_look};
use crate::ui::state::{Command, Dialog};
use analysis::fmt::bytes;
use lab::link;
use lab::scenarios::Scenario;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Something that can be saved, and as what.
struct Offer {
    name: &'static str,
    words: &'static str,
    files: &'static [File],
}

/// The word on a button, the format, and whether a picture is saved as pixels.
type File = (&'static str, Format, bool);

const OFFERS: [Offer; 8] = [
    Offer {
        name: "Picture",
        words: "The timeline, for slides and papers.",
        files: &[("SVG", Format::Svg, false), ("PNG", Format::Svg, true)],
    },
    Offer {
        name: "Flow",
        words: "Who started and woke whom.",
        files: &[("SVG", Format::Flow, false), ("PNG", Format::Flow, true)],
    },
    Offer {
        name: "Curve",
        words: "The total time over the large slider.",
        files: &[("SVG", Format::Sweep, false), ("PNG", Format::Sweep, true)],
    },
    Offer {
        name: "Tasks",
        words: "A row for each task, for a spreadsheet.",
        files: &[("CSV", Format::Tasks, false)],
    },
    Offer {
        name: "Events",
        words: "Each event, in the words of Go's tracer.",
        files: &[
            ("CSV", Format::EventTable, false),
            ("JSON lines", Format::Events, false),
        ],
    },
    Offer {
        name: "Trace events",
        words: "Goroutines as threads: open it at ui.perfetto.dev.",
        files: &[("Perfetto", Format::Chrome, false)],
    },
    Offer {
        name: "Go execution trace",
        words: "What go tool trace opens.",
        files: &[("Trace", Format::GoTrace, false)],
    },
    Offer {
        name: "Go program",
        words: "One file with these parameters, for go run.",
        files: &[("Go", Format::Go, false)],
    },
];

/// The way to the dialog.
#[component]
pub(crate) fn ExportButton(_: &PanelProps) -> Html {
    let open = use_dispatch().on(Command::Show {
        dialog: Dialog::Export,
    });
    html! {
        <button class="all-claims" onclick={open}>{ "Export" }</button>
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct ExportProps {
    pub scenario: Rc<Scenario>,
    /// The newest run of somebody's own program.
    pub own: Option<Run>,
}

/// What can be saved, and what came of it.
#[component]
pub(crate) fn Export(ExportProps { scenario, own }: &ExportProps) -> Html {
    let look = use_look();
    let shown = shown(scenario, own.as_ref());
    // The id of one of the runs, or none for all of them.
    let chosen = use_state_eq(|| own.as_ref().map(Run::id));
    let said = use_state_eq(|| AttrValue::Static(""));
    let is_busy = use_state_eq(|| false);
    let only = chosen.or(match &shown[..] {
        [only] => Some(only.0),
        _ => None,
    });
    let is_own = only == Some(OWN_PROGRAM);
    let program = own.as_ref().and_then(Run::program);
    let is_edited = program.is_some_and(|program| program.origin.is_some());
    let save_as = |format: Format, as_png: bool| {
        let (said, is_busy) = (said.setter(), is_busy.setter());
        // The others' files have nothing of it.
        let own = own.clone().filter(|_| is_own || only.is_none());
        let request = Request {
            link: link::format(scenario),
            pattern: only.map(String::from),
            format,
            look: Look::new(look.theme, Look::WIDTH),
            own: own.as_ref().and_then(own_program),
        };
        Callback::from(move |_: MouseEvent| {
            let (said, is_busy, request) = (said.clone(), is_busy.clone(), request.clone());
            let trace = own.as_ref().map(|run| Rc::clone(&run.trace));
            said.set(AttrValue::Static("Writing …"));
            is_busy.set(true);
            spawn_local(async move {
                let words = match save(&request, as_png, trace.as_deref()).await {
                    Ok((name, size)) => format!("Saved {name}, {}.", bytes(size)),
                    Err(problem) => format!("{problem}."),
                };
                said.set(words.into());
                is_busy.set(false);
            });
        })
    };
    let offer = |offer: &Offer| {
        let button = |(word, format, as_png): &File| {
            let (label, onclick) = (
                format!("{} as {word}", offer.name),
                save_as(*format, *as_png),
            );
            html! { <button aria-label={label} {onclick} disabled={*is_busy}>{ *word }</button> }
        };
        html! {
            <li>
                <p><b>{ offer.name }</b><span>{ offer.words }</span></p>
                { for offer.files.iter().map(button) }
            </li>
        }
    };
    // What holds one program is there once one is chosen.
    let fits = |offer: &&Offer| {
        let mut formats = offer.files.iter().map(|file| file.1);
        match only {
            // Its curve is made of other runs of it; what is edited from a pattern is no file of its own, since it imports the
            // helpers.
            Some(OWN_PROGRAM) => formats
                .all(|format| format != Format::Sweep && !(is_edited && format == Format::Go)),
            Some(_) => true,
            None => formats.all(|format| !format.is_of_one()),
        }
    };
    html! {
        <Modal id="export" title="Export">
            if shown.len() > 1 {
                <RunMenu shown={shown.clone()} chosen={*chosen} choose={chosen.setter()} />
            }
            <ul>{ for OFFERS.iter().filter(fits).map(offer) }</ul>
            if only.is_none() {
                <p class="said">{ "Choose one run for its curve, its Go execution trace and its Go program." }</p>
            }
            <p class="said" role="status">{ &*said }</p>
        </Modal>
    }
}

/// The ids and names of the runs that are shown.
fn shown(scenario: &Scenario, own: Option<&Run>) -> Vec<(&'static str, AttrValue)> {
    let program = own.and_then(Run::program);
    let are_alone = program.is_none_or(|program| program.is_compared);
    let patterns = scenario.patterns().iter().filter(|_| are_alone);
    let patterns = patterns.map(|pattern| (pattern.id, AttrValue::Static(pattern.name)));
    let own = own.map(|run| (run.id(), AttrValue::from(String::from(run.name()))));
    patterns.chain(own).collect()
}

/// What a request says of somebody's own program.
fn own_program(run: &Run) -> Option<OwnProgram> {
    let program = run.program()?;
    Some(OwnProgram {
        source: program.source.clone(),
        origin: program.origin.map(|pattern| String::from(pattern.id)),
        is_compared: program.is_compared,
    })
}

#[derive(PartialEq, Properties)]
struct RunMenuProps {
    /// The ids and names of the runs.
    shown: Vec<(&'static str, AttrValue)>,
    chosen: Option<&'static str>,
    choose: UseStateSetter<Option<&'static str>>,
}

/// All runs, or one of them.
#[component]
fn RunMenu(
    RunMenuProps {
        shown,
        chosen,
        choose,
    }: &RunMenuProps,
) -> Html {
    let onchange = {
        let (shown, choose) = (shown.clone(), choose.clone());
        Callback::from(move |event: Event| {
            let list: Option<HtmlSelectElement> = event.target_dyn_into();
            let value = list.map(|list| list.value());
            let run = shown.iter().find(|run| Some(run.0) == value.as_deref());
            choose.set(run.map(|run| run.0));
        })
    };
    let option = |(id, name): &(&'static str, AttrValue)| {
        html! { <option value={*id} selected={*chosen == Some(*id)}>{ name }</option> }
    };
    html! {
        <select aria-label="What to export" {onchange}>
            <option value="" selected={chosen.is_none()}>{ format!("All {} runs", shown.len()) }</option>
            { for shown.iter().map(option) }
        </select>
    }
}
