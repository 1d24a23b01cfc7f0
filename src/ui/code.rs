//! The Go source of the chosen run, with the lines that are running at the playhead.

use super::highlight::{Kind, highlight};
use crate::analysis::LineCount;
use crate::analysis::words::grouped;
use crate::patterns::{Line, Pattern};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct CodeProps {
    pub(super) pattern: &'static Pattern,
    pub(super) lines: Vec<LineCount>,
}

/// The function that is the pattern, line by line.
#[component]
pub(super) fn Code(props: &CodeProps) -> Html {
    let row = |(Line(number), text): (Line, &'static str)| {
        let count = props.lines.iter().find(|count| count.line == number);
        let class = match count {
            None => "",
            Some(count) if count.blocked == count.goroutines => "waiting",
            Some(_) => "working",
        };
        html! {
            <div class={classes!("line", class)}>
                <span class="number" aria-hidden="true">{ number }</span>
                <code>{ for highlight(text).into_iter().map(piece) }</code>
                if let Some(count) = count {
                    <span class="count">{ words(count) }</span>
                }
            </div>
        }
    };
    let node = use_node_ref();
    let marked: Vec<u32> = props.lines.iter().map(|count| count.line).collect();
    use_effect_with((props.pattern.id, marked), {
        let node = node.clone();
        move |_| show_marked(&node)
    });
    html! {
        <div ref={node} class="code" role="region" aria-label={format!("Go source: {}", props.pattern.name)} tabindex="0">
            { for props.pattern.source.lines().map(row) }
        </div>
    }
}

/// Scrolls so that the lines that run are in view.
fn show_marked(node: &NodeRef) {
    let Some(code) = node.cast::<HtmlElement>() else {
        return;
    };
    let Ok(marked) = code.query_selector_all(".working, .waiting") else {
        return;
    };
    let places =
        (0..marked.length()).filter_map(|i| marked.item(i)?.dyn_into::<HtmlElement>().ok());
    let places: Vec<(i32, i32)> = places
        .map(|line| (line.offset_top(), line.offset_top() + line.offset_height()))
        .collect();
    let (Some(top), Some(bottom)) = (
        places.iter().map(|p| p.0).min(),
        places.iter().map(|p| p.1).max(),
    ) else {
        return;
    };
    let (from, height) = (code.scroll_top(), code.client_height());
    if top < from || bottom > from + height {
        code.set_scroll_top((top + bottom - height) / 2);
    }
}

fn piece((kind, text): (Kind, &'static str)) -> Html {
    let class = match kind {
        Kind::Plain => return html! { { text } },
        Kind::Keyword => "keyword",
        Kind::Literal => "literal",
        Kind::Comment => "comment",
        Kind::Call => "call",
    };
    html! { <span {class}>{ text }</span> }
}

/// `main waits`, `5 goroutines`, `main and 3 more`.
fn words(count: &LineCount) -> String {
    let all = u64::from(count.goroutines);
    match (count.main, all) {
        (true, 1) if count.blocked == 1 => String::from("main waits"),
        (true, 1) => String::from("main"),
        (true, n) => format!("main and {} more", grouped(n - 1)),
        (false, 1) => String::from("1 goroutine"),
        (false, n) => format!("{} goroutines", grouped(n)),
    }
}
