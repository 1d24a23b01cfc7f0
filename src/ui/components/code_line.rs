//! What all lines of Go source have in common: their colours, and how those at the playhead look.

use crate::ui::highlight::highlight;
use analysis::LineCount;
use yew::prelude::*;

/// A line of Go in its colours.
pub(super) fn coloured(text: &str) -> Html {
    let pieces = highlight(text).into_iter();
    pieces
        .map(|(kind, piece)| match kind.class() {
            "" => html! { { piece } },
            class => html! { <span {class}>{ piece }</span> },
        })
        .collect()
}

/// The CSS class of a line at which goroutines are.
pub(super) fn state_class(mark: &LineCount) -> &'static str {
    if mark.blocked == mark.goroutines {
        "waiting"
    } else {
        "working"
    }
}
