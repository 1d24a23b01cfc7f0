//! The console: what the chosen program has printed up to the playhead.

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
    let count = report.stdout.partition_point(|line| line.at <= at);
    let newest = report.stdout[..count].last();
    let line = newest.map_or("nothing printed yet", |line| &line.line);
    let rows = {
        let report = report.clone();
        Callback::from(move |range: Range<usize>| {
            let lines = range.clone().zip(&report.stdout[range]);
            let row = |(place, line): (usize, &analysis::Printed)| {
                let who = line
                    .by
                    .map_or_else(|| String::from("runtime"), |by| report.goroutine_name(by));
                let show = dispatch.on(Command::Seek { at: line.at });
                html! {
                    <button key={place} class="row" onclick={show}>
                        <time>{ exact_length(line.at.elapsed()) }</time>
                        <span class="who">{ who }</span>
                        <samp class="text">{ &line.line }</samp>
                    </button>
                }
            };
            lines.map(row).collect::<Vec<Html>>()
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
