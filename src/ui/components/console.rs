//! The console: what the chosen program has printed up to the playhead, and what Go's runtime said as it ended the program.

use super::fold::Fold;
use super::panel::PanelProps;
use super::virtual_list::VirtualList;
use crate::ui::hooks::{use_dispatch, use_playback};
use crate::ui::state::Command;
use analysis::fmt::exact_length;
use std::ops::Range;
use yew::prelude::*;

/// The newest line up to the playhead; opened, all lines until then.
#[component]
pub(crate) fn Console(props: &PanelProps) -> Html {
    let (dispatch, at) = (use_dispatch(), use_playback().at());
    let report = &props.run().report;
    let printed = report.stdout.partition_point(|line| line.at <= at);
    let is_over = at >= report.total;
    let last_words = report.last_words().filter(|_| is_over);
    let count = printed + last_words.count();
    let newest = report.stdout[..printed].last();
    let newest = newest.map(|line| &*line.line);
    let first = report.last_words().next().filter(|_| is_over);
    let line = first.or(newest).unwrap_or("nothing printed yet");
    let rows = {
        let report = report.clone();
        Callback::from(move |range: Range<usize>| {
            let row = |place: usize| {
                let (at, by, line) = if let Some(line) = report.stdout.get(place) {
                    (line.at, line.by, &*line.line)
                } else {
                    let line = report.last_words().nth(place - report.stdout.len());
                    (report.total, None, line.unwrap_or_default())
                };
                let who =
                    by.map_or_else(|| String::from("runtime"), |by| report.goroutine_name(by));
                let show = dispatch.on(Command::Seek { at });
                html! {
                    <button key={place} class="row" onclick={show}>
                        <time>{ exact_length(at.elapsed()) }</time>
                        <span class="who">{ who }</span>
                        <samp class="text">{ line }</samp>
                    </button>
                }
            };
            range.map(row).collect::<Vec<Html>>()
        })
    };
    let summary = html! {
        <summary class="printed"><span>{ "Console" }</span><samp>{ line }</samp></summary>
    };
    html! {
        <Fold class="console" {summary}>
            <VirtualList {count} follow={count.checked_sub(1)} {rows} label="Printed lines" />
        </Fold>
    }
}
