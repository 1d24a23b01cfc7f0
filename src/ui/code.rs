//! The Go source of the chosen run, with the lines that are running at the playhead.

use super::dom;
use super::el::{El, el};
use super::highlight::highlight;
use analysis::LineCount;
use analysis::words::grouped;
use lab::patterns::{Line, Pattern};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The function that is the pattern, line by line.
pub(super) fn view(pattern: &Pattern, lines: &[LineCount]) -> El {
    let row = |(Line(number), text): (Line, &'static str)| {
        let count = lines.iter().find(|count| count.line == number);
        let class = match count {
            None => "line",
            Some(count) if count.blocked == count.goroutines => "line waiting",
            Some(_) => "line working",
        };
        let number =
            el!("span", "class" = "number", "aria-hidden" = "true").text(&number.to_string());
        el!("div", "class" = class)
            .child(number)
            .child(coloured(text))
            .maybe(count.map(|count| el!("span.count").text(&words(count))))
    };
    let label = ["Go source: ", pattern.name].concat();
    el!(
        "div",
        "class" = "code",
        "role" = "region",
        "aria-label" = &label,
        "tabindex" = "0",
    )
    .list(pattern.source.lines().map(row))
}

/// A line in its colours.
fn coloured(line: &str) -> El {
    highlight(line)
        .into_iter()
        .fold(el!("code"), |code, (kind, text)| match kind.class() {
            "" => code.text(text),
            class => code.child(el!("span", "class" = class).text(text)),
        })
}

/// Scrolls so that the lines that run are in view.
pub(super) fn show_marked() {
    let document = dom::document();
    let Some(code) = dom::all(&document, ".code").next() else {
        return;
    };
    let mut area: Option<(i32, i32)> = None;
    for line in dom::all(&document, ".working, .waiting") {
        let line: HtmlElement = line.unchecked_into();
        let top = line.offset_top();
        let bottom = top + line.offset_height();
        let (first, last) = area.unwrap_or((top, bottom));
        area = Some((first.min(top), last.max(bottom)));
    }
    let Some((top, bottom)) = area else {
        return;
    };
    let (from, height) = (code.scroll_top(), code.client_height());
    if top < from || bottom > from + height {
        code.set_scroll_top((top + bottom - height) / 2);
    }
}

/// `main waits`, `5 goroutines`, `main and 3 more`.
fn words(count: &LineCount) -> String {
    let all = u64::from(count.goroutines);
    match (count.main, all) {
        (true, 1) if count.blocked == 1 => String::from("main waits"),
        (true, 1) => String::from("main"),
        (true, n) => ["main and ", &grouped(n - 1), " more"].concat(),
        (false, 1) => String::from("1 goroutine"),
        (false, n) => grouped(n) + " goroutines",
    }
}
