//! The transport: play, step, speed, live.

use super::app::{App, Msg};
use super::dom;
use super::keys::Action;
use super::live::Live;
use super::playback::{Playback, Speed, clock};
use crate::params::Key;
use crate::scenarios::Scenario;
use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::html::Scope;
use yew::prelude::*;

/// An arrow that goes round.
const AGAIN: &str = "M12 5a7 7 0 1 1-6.6 4.7l1.9.7A5 5 0 1 0 12 7v3L7 6l5-4z";

/// The bar at the foot of the page.
pub(super) fn view(
    link: &Scope<App>,
    playback: &Playback,
    live: &Live,
    scenario: &Scenario,
) -> Html {
    let (label, icon) = match (playback.playing(), playback.at_end()) {
        (true, _) => ("Pause", "M7 5h4v14H7zM13 5h4v14h-4z"),
        (false, true) => ("Play again", AGAIN),
        (false, false) => ("Play", "M8 5l11 7-11 7z"),
    };
    html! {
        <div class="transport" role="group" aria-label="Transport">
            <button class="play" aria-label={label} title={format!("{label} (Space)")} onclick={link.callback(|_| Msg::Toggle)}>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d={icon} /></svg>
            </button>
            <p class="clock"><strong>{ clock(playback.at()) }</strong><span>{ " / " }{ clock(playback.end()) }</span></p>
            <button class="step-event restart" aria-label="Restart" title="Play from the beginning (PageUp)" onclick={link.callback(|_| Msg::Act(Action::Restart))}>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d={AGAIN} /></svg>
            </button>
            <button class="step-event" aria-label="Previous event" title="Previous event (,)" onclick={link.callback(|_| Msg::Step(false))}>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 5h2.5v14H6zM19 5v14l-9-7z" /></svg>
            </button>
            <button class="step-event" aria-label="Next event" title="Next event (.)" onclick={link.callback(|_| Msg::Step(true))}>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M15.5 5H18v14h-2.5zM5 5l9 7-9 7z" /></svg>
            </button>
            { speeds(link, playback.speed()) }
            <button class="live" role="switch" aria-checked={live.running().to_string()} onclick={link.callback(|_| Msg::ToggleLive)}
                    title="Run the chosen program on the browser's own event loop and clock">
                <span class="lamp" aria-hidden="true" />{ "Live" }
            </button>
            <p class="remark" role="status">{ live.remark() }</p>
            if live.remark().is_empty() {
                <p class="made-of">{ format!("virtual time · seed {}", scenario.values().number(Key::Seed)) }</p>
            }
        </div>
    }
}

fn speeds(link: &Scope<App>, chosen: Speed) -> Html {
    let change = link.batch_callback(|event: Event| {
        let list = dom::target_of(&event)?
            .dyn_into::<HtmlSelectElement>()
            .ok()?;
        let thousandths = list.value().parse().ok()?;
        Some(Msg::Speed(Speed(thousandths)))
    });
    html! {
        <select class="speed" aria-label="Speed" title="Speed: virtual seconds in a second of yours" onchange={change}>
            { for Speed::ALL.into_iter().map(|speed| html! {
                <option value={speed.0.to_string()} selected={speed == chosen}>{ speed.label() }</option>
            }) }
        </select>
    }
}
