//! What the chosen program has printed.

use super::panel::PanelProps;
use crate::ui::hooks::use_playback;
use yew::prelude::*;

/// The newest line up to the playhead.
#[component]
pub(crate) fn Printed(props: &PanelProps) -> Html {
    let at = use_playback().at();
    let stdout = &props.run().report.stdout;
    let newest = stdout.iter().take_while(|line| line.at <= at).last();
    let line = newest.map_or("nothing printed yet", |line| &line.line);
    html! {
        <p class="printed"><span>{ "stdout" }</span><samp>{ line }</samp></p>
    }
}
