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
    pub choice: ChoiceLegend,
}

/// What a chosen goroutine has in the picture besides: an edge and arrows.
#[derive(Clone, PartialEq)]
pub(crate) struct ChoiceLegend {
    /// All that any choice may add. It has its room from the beginning, so that no row moves when one is tapped.
    pub all: Rc<Vec<LegendEntry>>,
    /// What is drawn for the one that is chosen.
    pub drawn: Rc<Vec<LegendEntry>>,
}

/// The element of the list that opens.
pub(crate) const KEY: &str = "key";

/// What opens all of it as a list, where the line below the runs has no room for all. On a phone that is in the menu of the transport.
#[component]
pub(crate) fn Key(LegendProps { comparison, choice }: &LegendProps) -> Html {
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
                    { entries(comparison, choice) }
                }
            </ul>
        </>
    }
}

/// An entry for each mark that occurs. Those of what went wrong have their room from the beginning, and are seen once the playhead
/// has come to the first of their marks.
#[component]
pub(crate) fn Legend(LegendProps { comparison, choice }: &LegendProps) -> Html {
    html! { <ul class="legend" aria-label="Legend">{ entries(comparison, choice) }</ul> }
}

fn entries(comparison: &Comparison, choice: &ChoiceLegend) -> Html {
    let entry = |entry: &LegendEntry, of_choice: Option<bool>| {
        let text = comparison.scenario.say(entry.text);
        html! { <Entry entry={*entry} {text} {of_choice} /> }
    };
    let of_runs = comparison.legend.iter().map(|of_run| entry(of_run, None));
    let drawn = &choice.drawn;
    let of_choice = choice.all.iter();
    let of_choice = of_choice.map(|added| entry(added, Some(drawn.contains(added))));
    of_runs.chain(of_choice).collect()
}

#[derive(PartialEq, Properties)]
struct EntryProps {
    entry: LegendEntry,
    text: String,
    /// Whether such a mark is in the picture, if only the choice of a goroutine brings it there.
    of_choice: Option<bool>,
}

#[component]
fn Entry(
    EntryProps {
        entry,
        text,
        of_choice,
    }: &EntryProps,
) -> Html {
    let playback = use_playback();
    let is_later = *of_choice == Some(false) || !playback.is_revealed(entry.from);
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
    let class = classes!(
        is_badge.then_some("of-badge"),
        of_choice.is_some().then_some("of-choice"),
        is_later.then_some("later")
    );
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
