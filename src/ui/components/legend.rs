//! What the colours and marks mean.

use crate::comparison::Comparison;
use crate::ui::inks;
use picture::{LegendEntry, LegendMark};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct LegendProps {
    pub comparison: Rc<Comparison>,
}

/// An entry for each mark that occurs.
#[component]
pub(crate) fn Legend(LegendProps { comparison }: &LegendProps) -> Html {
    let item = |entry: &LegendEntry| {
        let mark = match entry.mark {
            LegendMark::Block => "block",
            LegendMark::Wedge => "wedge",
            LegendMark::Bar => "bar",
            LegendMark::Line => "stroke",
            LegendMark::Cross => "cross",
            LegendMark::Outline => "outline",
            LegendMark::Hatch => "hatch",
            LegendMark::Badge(_) => "badge",
        };
        let style = format!("--ink:var({})", inks::variable(entry.ink));
        html! {
            <li><i class={mark} {style} aria-hidden="true"></i>{ comparison.scenario.say(entry.text) }</li>
        }
    };
    html! {
        <ul class="legend" aria-label="Legend">{ for comparison.legend.iter().map(item) }</ul>
    }
}
