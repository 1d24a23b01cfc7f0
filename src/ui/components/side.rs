//! The side: panels about the chosen run. A panel is a component of [`PanelProps`] and a line of [`PANELS`].

use super::advice::Advice;
use super::console::Console;
use super::differences::Differences;
use super::editor::Editor;
use super::event_log::EventLog;
use super::export::ExportButton;
use super::findings::Findings;
use super::inspector::Inspector;
use super::live_figures::LiveFigures;
use super::own_settings::OwnSettings;
use super::panel::PanelProps;
use super::parameters::{AllFigures, Parameters};
use super::source::Source;
use super::story::Story;
use super::tabs::Tabs;
use super::what_if::WhatIf;
use crate::program::Program;
use crate::ui::hooks::use_later;
use std::rc::Rc;
use yew::prelude::*;

/// The panels, from top to bottom.
const PANELS: [fn(PanelProps) -> Html; 14] = [
    shown::<Tabs>,
    shown::<Inspector>,
    shown::<Source>,
    shown::<Console>,
    shown::<EventLog>,
    shown::<LiveFigures>,
    shown::<Differences>,
    shown::<Findings>,
    shown::<Story>,
    shown::<WhatIf>,
    shown::<Advice>,
    shown::<Parameters>,
    shown::<ExportButton>,
    shown::<AllFigures>,
];

/// Those about somebody's own program.
const OWN_PANELS: [fn(PanelProps) -> Html; 11] = [
    shown::<Tabs>,
    shown::<Inspector>,
    shown::<Editor>,
    shown::<OwnSettings>,
    shown::<Console>,
    shown::<EventLog>,
    shown::<LiveFigures>,
    shown::<Differences>,
    shown::<Findings>,
    shown::<Story>,
    shown::<ExportButton>,
];

/// All panels. They come after the runs, which are seen first.
#[component]
pub(crate) fn Side(props: &PanelProps) -> Html {
    if !use_later() {
        return html! { <aside></aside> };
    }
    let panels: &[fn(PanelProps) -> Html] = if props.edits() { &OWN_PANELS } else { &PANELS };
    // The edited program of a pattern has the parameters of its scenario.
    let is_of_pattern = |program: &Rc<Program>| program.origin.is_some();
    let has_parameters = props.edits() && props.session.program().is_some_and(is_of_pattern);
    html! {
        <aside>
            { for panels.iter().map(|panel| panel(props.clone())) }
            if has_parameters {
                <Parameters ..props.clone() />
            }
        </aside>
    }
}

fn shown<P: BaseComponent<Properties = PanelProps>>(props: PanelProps) -> Html {
    html! { <P ..props /> }
}
