//! The side: panels about the chosen run. A panel is a component of [`PanelProps`] and a line of [`PANELS`].

use super::advice::Advice;
use super::findings::Findings;
use super::parameters::{AllFigures, Parameters};
use super::printed::Printed;
use super::source::Source;
use super::tabs::Tabs;
use crate::comparison::{Comparison, Run};
use crate::ui::state::Session;
use crate::ui::work::Results;
use std::rc::Rc;
use yew::prelude::*;

/// What every panel gets.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct PanelProps {
    /// The scenario that is being edited, and what was refused.
    pub session: UseReducerHandle<Session>,
    /// The runs that are shown; while newer ones are on their way, their scenario is an older one.
    pub comparison: Rc<Comparison>,
    /// The place of the chosen run among them.
    pub chosen: usize,
    /// What else has been computed.
    pub results: Results,
}

impl PanelProps {
    /// The chosen run.
    pub(crate) fn run(&self) -> &Run {
        &self.comparison.runs[self.chosen]
    }
}

/// The panels, from top to bottom.
const PANELS: [fn(PanelProps) -> Html; 7] = [
    panel::<Tabs>,
    panel::<Source>,
    panel::<Printed>,
    panel::<Findings>,
    panel::<Advice>,
    panel::<Parameters>,
    panel::<AllFigures>,
];

/// All panels.
#[component]
pub(crate) fn Side(props: &PanelProps) -> Html {
    html! {
        <aside>{ for PANELS.iter().map(|panel| panel(props.clone())) }</aside>
    }
}

fn panel<P: BaseComponent<Properties = PanelProps>>(props: PanelProps) -> Html {
    html! { <P ..props /> }
}
