//! What is said of work that takes a while, before it is begun.

use lab::cost::Cost;
use lab::scenarios::Scenario;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct WorkingProps {
    pub scenario: Rc<Scenario>,
}

/// The work that is under way, if it is large enough to be noticed. The page goes on meanwhile: it is done in slices.
#[component]
pub(crate) fn Working(WorkingProps { scenario }: &WorkingProps) -> Html {
    let cost = Cost::of(scenario);
    if !cost.is_large() {
        return Html::default();
    }
    html! { <p class="toast" role="status">{ format!("Running {cost} …") }</p> }
}

/// The first words of the page, before it has a run.
pub(crate) fn first_words(scenario: &Scenario) -> String {
    let cost = Cost::of(scenario);
    if cost.is_large() {
        return format!("Running {cost} …");
    }
    String::from("Running the programs …")
}
