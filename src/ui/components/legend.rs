//! What the colours and marks mean.

use crate::comparison::Comparison;
use crate::ui::hooks::use_playback;
use crate::ui::inks;
use analysis::IncidentKind;
use picture::{LegendEntry, LegendMark, badge_letter};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct LegendProps {
    pub comparison: Rc<Comparison>,
}

/// An entry for each mark that occurs. Those of what went wrong have their room from the beginning, and are seen once the playhead
/// has come to the first of their marks.
#[component]
pub(crate) fn Legend(LegendProps { comparison }: &LegendProps) -> Html {
    let item = |entry: &LegendEntry| {
        let text = comparison.scenario.say(entry.text);
        html! { <Entry entry={*entry} {text} /> }
    };
    html! {
        <ul class="legend" aria-label="Legend">{ for comparison.legend.iter().map(item) }</ul>
    }
}

#[derive(PartialEq, Properties)]
struct EntryProps {
    entry: LegendEntry,
    text: String,
}

#[component]
fn Entry(EntryProps { entry, text }: &EntryProps) -> Html {
    let playback = use_playback();
    let is_later = !playback.is_revealed(entry.from);
    let (mark, letter) = match entry.mark {
        LegendMark::Block => ("block", ""),
        LegendMark::Wedge => ("wedge", ""),
        LegendMark::Bar => ("bar", ""),
        LegendMark::Line => ("stroke", ""),
        LegendMark::Cross => ("cross", ""),
        LegendMark::Outline => ("outline", ""),
        LegendMark::Framed => ("framed", ""),
        LegendMark::Badge(kind) => (badge(kind), badge_letter(kind)),
    };
    let is_badge = matches!(entry.mark, LegendMark::Badge(_));
    let class = classes!(is_badge.then_some("of-badge"), is_later.then_some("later"));
    let style = format!("--ink:var({})", inks::variable(entry.ink));
    html! {
        <li {class}><i class={mark} {style} aria-hidden="true">{ letter }</i>{ text }</li>
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
