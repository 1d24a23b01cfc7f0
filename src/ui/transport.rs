//! The transport: play, step, speed, live.

use super::app::Msg;
use super::dom;
use super::ears::{Ears, Hear};
use super::el::{El, el, given, truth};
use super::keys::Action;
use super::live::Live;
use super::playback::{Playback, Speed, clock};
use lab::params::Key;
use lab::scenarios::Scenario;
use web_sys::Event;

/// An arrow that goes round.
const AGAIN: &str = "M12 5a7 7 0 1 1-6.6 4.7l1.9.7A5 5 0 1 0 12 7v3L7 6l5-4z";

/// The bar at the foot of the page.
pub(super) fn view(ears: &Ears, playback: &Playback, live: &Live, scenario: &Scenario) -> El {
    let (label, shape) = match (playback.playing(), playback.at_end()) {
        (true, _) => ("Pause", "M7 5h4v14H7zM13 5h4v14h-4z"),
        (false, true) => ("Play again", AGAIN),
        (false, false) => ("Play", "M8 5l11 7-11 7z"),
    };
    let icon_button = |class, label, title: &str, shape, msg| {
        el!(
            "button",
            "class" = class,
            "aria-label" = label,
            "title" = title
        )
        .child(icon(shape))
        .click(ears, msg)
    };
    let time = el!("p.clock")
        .child(el!("strong").text(&clock(playback.at())))
        .child(el!("span").text(" / ").text(&clock(playback.end())));
    let live_button = el!(
        "button",
        "class" = "live",
        "role" = "switch",
        "aria-checked" = truth(live.running()),
        "title" = "Run the chosen program on the browser's own event loop and clock",
    );
    let live_button = live_button
        .child(el!("span", "class" = "lamp", "aria-hidden" = "true"))
        .text("Live")
        .click(ears, Msg::ToggleLive);
    let seed = scenario.values().number(Key::Seed).to_string();
    let made_of = el!("p.made-of").text(&["virtual time · seed ", &seed].concat());
    el!(
        "div",
        "class" = "transport",
        "role" = "group",
        "aria-label" = "Transport"
    )
    .child(icon_button(
        "play",
        label,
        &[label, " (Space)"].concat(),
        shape,
        Msg::Toggle,
    ))
    .child(time)
    .child(icon_button(
        "step-event restart",
        "Restart",
        "Play from the beginning (PageUp)",
        AGAIN,
        Msg::Act(Action::Restart),
    ))
    .child(icon_button(
        "step-event",
        "Previous event",
        "Previous event (,)",
        "M6 5h2.5v14H6zM19 5v14l-9-7z",
        Msg::Step(false),
    ))
    .child(icon_button(
        "step-event",
        "Next event",
        "Next event (.)",
        "M15.5 5H18v14h-2.5zM5 5l9 7-9 7z",
        Msg::Step(true),
    ))
    .child(speeds(ears, playback.speed()))
    .child(live_button)
    .child(el!("p", "class" = "remark", "role" = "status").text(live.remark()))
    .maybe(live.remark().is_empty().then_some(made_of))
}

/// A picture of one path.
pub(super) fn icon(shape: &str) -> El {
    el!("svg", "viewBox" = "0 0 24 24", "aria-hidden" = "true").child(el!("path", "d" = shape))
}

fn speeds(ears: &Ears, chosen: Speed) -> El {
    let change = |event: &Event| Some(Msg::Speed(Speed(dom::value_of(event).parse().ok()?)));
    let option = |speed: Speed| {
        let value = speed.0.to_string();
        el!(
            "option",
            "value" = &value,
            "selected" = given(speed == chosen)
        )
        .text(&speed.label())
    };
    el!(
        "select",
        "class" = "speed",
        "aria-label" = "Speed",
        "title" = "Speed: virtual seconds in a second of yours",
    )
    .change(ears, Hear::read(change))
    .list(Speed::ALL.map(option))
}
