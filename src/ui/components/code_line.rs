//! What all lines of Go source have in common: their colours, and how those at the playhead look.

use crate::ui::highlight::{Kind, highlight};
use analysis::LineCount;
use yew::prelude::*;

/// The fewest letters of a name that stands in a line of its own where its line is too long.
const LONG: usize = 24;

/// A line of Go in its colours.
pub(super) fn coloured(text: &str) -> Html {
    let pieces = highlight(text).into_iter();
    pieces.map(|(kind, piece)| in_colour(kind, piece)).collect()
}

/// The same, and where it is too long it may go on in another line before a long name, which would else be broken.
pub(super) fn wrapping(text: &str) -> Html {
    let mut before = "";
    let pieces = highlight(text).into_iter();
    pieces
        .map(|(kind, piece)| {
            let breaks = before.ends_with('.') && piece.len() >= LONG;
            before = piece;
            html! { <>if breaks { <wbr /> }{ in_colour(kind, piece) }</> }
        })
        .collect()
}

fn in_colour(kind: Kind, piece: &str) -> Html {
    match kind.class() {
        "" => html! { { piece } },
        class => html! { <span {class}>{ piece }</span> },
    }
}

/// The CSS class of a line at which goroutines are.
pub(super) fn state_class(mark: &LineCount) -> &'static str {
    if mark.blocked == mark.goroutines {
        "waiting"
    } else {
        "working"
    }
}
