//! The side: panels about the chosen run. A panel is a component of [`PanelProps`] and a line of [`PANELS`].

use super::advice::Advice;
use super::export::ExportButton;
use super::findings::Findings;
use super::panel::PanelProps;
use super::parameters::{AllFigures, Parameters};
use super::printed::Printed;
use super::source::Source;
use super::story::Story;
use super::tabs::Tabs;
use super::what_if::WhatIf;
use yew::prelude::*;

/// The panels, from top to bottom.
const PANELS: [fn(PanelProps) -> Html; 10] = [
    shown::<Tabs>,
    shown::<Source>,
    shown::<Printed>,
    shown::<Findings>,
    shown::<Story>,
    shown::<WhatIf>,
    shown::<Advice>,
    shown::<Parameters>,
    shown::<ExportButton>,
    shown::<AllFigures>,
];

/// All panels.
#[component]
pub(crate) fn Side(props: &PanelProps) -> Html {
    html! {
        <aside>{ for PANELS.iter().map(|panel| panel(props.clone())) }</aside>
    }
}

fn shown<P: BaseComponent<Properties = PanelProps>>(props: PanelProps) -> Html {
    html! { <P ..props /> }
}
