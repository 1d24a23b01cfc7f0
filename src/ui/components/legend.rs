//! What the colours and marks mean.

use crate::comparison::Comparison;
use crate::ui::hooks::{use_dismissed, use_playback};
use crate::ui::inks;
use analysis::IncidentKind;
use picture::{LegendEntry, LegendMark, badge_letter};
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct LegendProps {
    pub comparison: Rc<Comparison>,
    /// What the chosen goroutine has besides: an edge and arrows.
    pub chosen: Rc<Vec<LegendEntry>>,
}

/// The element of the list that opens.
pub(crate) const KEY: &str = "key";

/// What opens all of it as a list, where the line below the runs has no room for all. On a phone that is in the menu of the transport.
#[component]
pub(crate) fn Key(LegendProps { comparison, chosen }: &LegendProps) -> Html {
    let menu = use_dismissed();
    let is_open = use_state_eq(|| false);
    let ontoggle = {
        let (menu, is_open) = (menu.clone(), is_open.setter());
        Callback::from(move |_: Event| {
            let menu = menu.cast::<Element>();
            is_open.set(menu.is_some_and(|menu| menu.matches(":popover-open").unwrap_or(false)));
        })
    };
    html! {
        <>
            <button class="to-key" popovertarget={KEY}>{ "Legend" }</button>
            <ul ref={menu} class="key" id={KEY} popover="auto" aria-label="Legend" {ontoggle}>
                if *is_open {
                    { entries(comparison, chosen) }
                }
            </ul>
        </>
    }
}

/// An entry for each mark that occurs. Those of what went wrong have their room from the beginning, and are seen once the playhead
/// has come to the first of their marks.
#[component]
pub(crate) fn Legend(LegendProps { comparison, chosen }: &LegendProps) -> Html {
    html! { <ul class="legend" aria-label="Legend">{ entries(comparison, chosen) }</ul> }
}

fn entries(comparison: &Comparison, chosen: &[LegendEntry]) -> Html {
    let entry = |entry: &LegendEntry| {
        let text = comparison.scenario.say(entry.text);
        html! { <Entry entry={*entry} {text} /> }
    };
    comparison.legend.iter().chain(chosen).map(entry).collect()
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
        LegendMark::Arrow => ("arrow", ""),
    };
    let is_badge = matches!(entry.mark, LegendMark::Badge(_));
    let class = classes!(is_badge.then_some("of-badge"), is_later.then_some("later"));
    let style = format!("--ink:var({})", inks::variable(entry.ink));
    html! {
        <li {class}><i class={classes!("swatch", mark)} {style} aria-hidden="true">{ letter }</i>{ text }</li>
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
