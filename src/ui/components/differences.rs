//! Where the order of events of the chosen run parts from that of the others.

use super::panel::PanelProps;
use crate::comparison::{Comparison, Run};
use crate::ui::css::percent;
use crate::ui::hooks::{Reading, use_dispatch, use_reading};
use crate::ui::state::Command;
use analysis::{Difference, DifferenceReading};
use goruntime::time::Time;
use picture::x_of;
use std::rc::Rc;
use yew::prelude::*;

/// A difference, and the name of the run from which the chosen one differs.
type Named = (String, Difference);

/// The runs that are compared with the chosen one, each with its name.
type Others = (Run, Vec<(String, Run)>);

/// The search for the first difference from each of them.
struct Search(Vec<DifferenceReading>);

impl Reading for Search {
    type Of = Others;
    type Found = Vec<Named>;

    fn begin((_, others): &Others) -> Search {
        Search(
            others
                .iter()
                .map(|_| DifferenceReading::default())
                .collect(),
        )
    }

    fn advance(&mut self, (chosen, others): &Others, events: usize) -> bool {
        let own = (&*chosen.trace, &*chosen.report);
        // One is searched after the other.
        self.0.iter_mut().zip(others).all(|(reading, (_, other))| {
            reading.advance(own, (&other.trace, &other.report), events)
        })
    }

    fn finish(self, (_, others): &Others) -> Vec<Named> {
        let found = self.0.into_iter().zip(others);
        let named = |(reading, (name, _)): (DifferenceReading, &(String, Run))| {
            Some((name.clone(), reading.finish()?))
        };
        found.filter_map(named).collect()
    }
}

/// The first difference from each other run, and from the run as it was before a change; none until they are found. Runs on other seeds
/// have other tasks, and are not compared.
#[hook]
fn use_differences(comparison: &Comparison, chosen: usize) -> Rc<Vec<Named>> {
    let others = comparison.runs.iter().enumerate();
    let others = others.filter(|(place, _)| *place != chosen);
    let others = others.map(|(_, run)| (String::from(run.name()), run.clone()));
    let before = comparison.before[chosen].iter();
    let before = before.map(|run| (String::from("before, it"), run.clone()));
    let of = (
        comparison.runs[chosen].clone(),
        before.chain(others).collect(),
    );
    use_reading::<Search>(&of).unwrap_or_default()
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
