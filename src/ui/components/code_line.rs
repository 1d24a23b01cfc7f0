//! What all lines of Go source have in common: their colours, and how those at the playhead look.

use crate::ui::highlight::highlight;
use analysis::LineCount;
use yew::prelude::*;

/// A line of Go in its colours.
pub(super) fn coloured(text: &str) -> Html {
    in_colours(text, |piece| html! { { piece } })
}

/// The same, and where it is too long it may go on in another line behind a dot, so that none begins within a name.
pub(super) fn wrapping(text: &str) -> Html {
    let part = |part: &str| html! { <>{ part }if part.ends_with('.') { <wbr /> }</> };
    in_colours(text, |piece| piece.split_inclusive('.').map(part).collect())
}

/// A line of Go, of which `plain` shows what has no colour.
fn in_colours(text: &str, plain: impl Fn(&str) -> Html) -> Html {
    let pieces = highlight(text).into_iter();
    pieces
        .map(|(kind, piece)| match kind.class() {
            "" => plain(piece),
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
