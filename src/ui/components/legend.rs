//! What the colours and marks mean.

use crate::comparison::Comparison;
use crate::ui::inks;
use analysis::IncidentKind;
use picture::{LegendEntry, LegendMark, badge_letter};
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
            LegendMark::Framed => "framed",
            LegendMark::Badge(kind) => badge(kind),
        };
        let letter = match entry.mark {
            LegendMark::Badge(kind) => badge_letter(kind),
            LegendMark::Block
            | LegendMark::Wedge
            | LegendMark::Bar
            | LegendMark::Line
            | LegendMark::Cross
            | LegendMark::Outline
            | LegendMark::Framed => "",
        };
        let style = format!("--ink:var({})", inks::variable(entry.ink));
        html! {
            <li class={matches!(entry.mark, LegendMark::Badge(_)).then_some("of-badge")}><i class={mark} {style} aria-hidden="true">{ letter }</i>{ comparison.scenario.say(entry.text) }</li>
        }
    };
    html! {
        <ul class="legend" aria-label="Legend">{ for comparison.legend.iter().map(item) }</ul>
    }
}

/// The style of a badge, which has the shape that it has in the pictures.
const fn badge(kind: IncidentKind) -> &'static str {
    match kind {
        IncidentKind::Race => "badge race",
        IncidentKind::Drop => "badge drop",
        IncidentKind::Refusal => "badge refusal",
        IncidentKind::Straggler => "badge straggler",
        IncidentKind::Panic => "badge panic",
        IncidentKind::Deadlock => "badge deadlock",
        IncidentKind::Leak => "badge leak",
    }
}
