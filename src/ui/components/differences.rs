//! Where the order of events of the chosen run parts from that of the others.

use super::panel::PanelProps;
use crate::comparison::{Comparison, Run};
use crate::ui::css::percent;
use crate::ui::hooks::use_dispatch;
use crate::ui::state::Command;
use analysis::{Difference, first_difference};
use goruntime::time::Time;
use picture::x_of;
use std::rc::Rc;
use yew::prelude::*;

/// A difference, and the name of the run from which the chosen one differs.
type Named = (String, Difference);

/// The first difference from each other run, and from the run as it was before a change. Runs on other seeds have other tasks,
/// and are not compared.
#[hook]
fn use_differences(comparison: &Rc<Comparison>, chosen: usize) -> Rc<Vec<Named>> {
    use_memo((Rc::clone(comparison), chosen), |(comparison, chosen)| {
        let chosen_run = &comparison.runs[*chosen];
        let others = comparison.runs.iter().enumerate();
        let others = others.filter(|(place, _)| place != chosen);
        let others = others.map(|(_, run)| (String::from(run.name()), run));
        let before = comparison.before[*chosen].iter();
        let before = before.map(|run| (String::from("before, it"), run));
        let find = |(name, other): (String, &Run)| {
            let pair = |run: &Run| (Rc::clone(&run.trace), Rc::clone(&run.report));
            let (a, b) = (pair(chosen_run), pair(other));
            Some((name, first_difference((&a.0, &a.1), (&b.0, &b.1))?))
        };
        before.chain(others).filter_map(find).collect()
    })
}

/// The differences in words. Each shows its moment.
#[component]
pub(crate) fn Differences(props: &PanelProps) -> Html {
    let dispatch = use_dispatch();
    let found = use_differences(&props.comparison, props.chosen);
    if found.is_empty() {
        return Html::default();
    }
    let scenario = &props.comparison.scenario;
    let chosen = props.run().name();
    let sentence = |(name, difference): &Named| {
        let words = scenario.say(&difference.words(chosen, name));
        let show = dispatch.on(Command::Seek { at: difference.at });
        html! { <li><button class="finding" onclick={show}><b aria-hidden="true">{ "≠ " }</b>{ words }</button></li> }
    };
    html! {
        <section class="differences">
            <h3>{ "First difference in the order of events" }</h3>
            <ul>{ for found.iter().map(sentence) }</ul>
        </section>
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct MarksProps {
    pub comparison: Rc<Comparison>,
    /// The place of the chosen run.
    pub chosen: usize,
    /// The moments at the ends of the axis.
    pub shown: (Time, Time),
}

/// The moments of the differences, on the axis.
#[component]
pub(crate) fn DifferenceMarks(props: &MarksProps) -> Html {
    let MarksProps {
        comparison,
        chosen,
        shown: (from, to),
    } = props;
    let found = use_differences(comparison, *chosen);
    let mut moments: Vec<Time> = found.iter().map(|(_, difference)| difference.at).collect();
    moments.sort_unstable();
    moments.dedup();
    let in_view = moments.into_iter().filter(|at| (*from..=*to).contains(at));
    let mark = |at: Time| {
        let part = x_of(Time(at.since(*from).0), Time(to.since(*from).0), 1.0);
        let style = format!("--at:{}", percent(part.into()));
        html! { <span {style}>{ "≠" }</span> }
    };
    html! { <div class="difference-marks" aria-hidden="true">{ for in_view.map(mark) }</div> }
}
