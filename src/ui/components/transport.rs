//! The transport: play, step, speed, live. On a phone all but the first is in a menu.

use super::icon::Icon;
use super::legend::KEY;
use crate::ui::hooks::{Live, use_dismissed, use_dispatch, use_list_value, use_playback};
use crate::ui::state::{Command, Speed};
use analysis::fmt::length;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// An arrow that goes round.
const AGAIN: &str = "M12 5a7 7 0 1 1-6.6 4.7l1.9.7A5 5 0 1 0 12 7v3L7 6l5-4z";

#[derive(PartialEq, Properties)]
pub(crate) struct TransportProps {
    /// The seed of what is run.
    pub seed: u64,
    pub live: Live,
    /// Whether only playing and the moment are there.
    pub is_minimal: bool,
}

/// The bar at the foot of the page.
#[component]
pub(crate) fn Transport(props: &TransportProps) -> Html {
    let TransportProps {
        seed,
        live,
        is_minimal,
    } = props;
    if *is_minimal {
        return html! {
            <div class="transport" role="group" aria-label="Transport"><PlayButton is_live={live.is_running} /><Clock /></div>
        };
    }
    html! {
        <div class="transport" role="group" aria-label="Transport">
            <PlayButton is_live={live.is_running} />
            <Clock />
            <button class="more" aria-label="More" title="More" popovertarget="rest">{ "⋯" }</button>
            <Rest is_live={live.is_running} />
            <p class="remark" role="status">{ &live.remark }</p>
            if live.remark.is_empty() {
                <p class="made-of">{ format!("virtual time · seed {seed}") }</p>
            }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct RestProps {
    /// Whether a live run is under way.
    is_live: bool,
}

/// The controls that a phone has in a menu.
#[component]
fn Rest(RestProps { is_live }: &RestProps) -> Html {
    let (dispatch, menu) = (use_dispatch(), use_dismissed());
    html! {
        <div ref={menu} class="rest" id="rest" popover="auto">
            <IconButton class="step-event restart" label="Restart" title="Play from the beginning (PageUp)" shape={AGAIN}
                command={Command::Restart} />
            <IconButton class="step-event" label="Previous event" title="Previous event (,)"
                shape="M6 5h2.5v14H6zM19 5v14l-9-7z" command={Command::Step { forward: false }} />
            <IconButton class="step-event" label="Next event" title="Next event (.)"
                shape="M15.5 5H18v14h-2.5zM5 5l9 7-9 7z" command={Command::Step { forward: true }} />
            <SpeedMenu />
            <button class="live" role="switch" aria-checked={is_live.to_string()}
                title="Run the chosen program on the browser's own event loop and clock"
                onclick={dispatch.on(Command::Live)}>
                <span class="lamp" aria-hidden="true"></span>{ "Live" }
            </button>
            <button class="in-menu" popovertarget={KEY}>{ "Legend" }</button>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct IconButtonProps {
    class: &'static str,
    label: &'static str,
    title: AttrValue,
    shape: &'static str,
    command: Command,
}

#[component]
fn IconButton(props: &IconButtonProps) -> Html {
    let onclick = use_dispatch().on(props.command.clone());
    html! {
        <button class={props.class} aria-label={props.label} title={props.title.clone()} {onclick}>
            <Icon shape={props.shape} />
        </button>
    }
}

/// Plays, pauses, or plays again. A live run is stopped.
#[component]
fn PlayButton(RestProps { is_live }: &RestProps) -> Html {
    let playback = use_playback();
    let moves = playback.playing() || *is_live;
    let (label, shape) = match (moves, playback.at_last()) {
        (true, _) => ("Pause", "M7 5h4v14H7zM13 5h4v14h-4z"),
        (false, true) => ("Play again", AGAIN),
        (false, false) => ("Play", "M8 5l11 7-11 7z"),
    };
    html! {
        <IconButton class="play" {label} title={format!("{label} (Space)")} {shape} command={Command::Toggle} />
    }
}

/// The moment shown.
#[component]
fn Clock() -> Html {
    let playback = use_playback();
    let rest = match playback.slow_until() {
        Some(until) => format!(" slow, to {}", length(until.elapsed())),
        None => format!(" / {}", length(playback.end().elapsed())),
    };
    html! {
        <p class="clock">
            <strong>{ length(playback.at().elapsed()) }</strong>
            <span>{ rest }</span>
        </p>
    }
}

/// How fast it plays.
#[component]
fn SpeedMenu() -> Html {
    let playback = use_playback();
    html! { <SpeedList chosen={playback.speed()} story={playback.story()} /> }
}

#[derive(PartialEq, Properties)]
struct SpeedListProps {
    chosen: Speed,
    /// Whether a stretch that is too short to see is played slowly, if there is one.
    story: Option<bool>,
}

/// What the list calls the pace of a story.
const STORY: &str = "story";

/// The speeds. It renders anew only when another is chosen.
#[component]
fn SpeedList(SpeedListProps { chosen, story }: &SpeedListProps) -> Html {
    let (dispatch, chosen, is_story) = (use_dispatch(), *chosen, *story == Some(true));
    let value = if is_story {
        String::from(STORY)
    } else {
        chosen.0.to_string()
    };
    let list = use_list_value(&value);
    let onchange = use_callback(dispatch, |event: Event, dispatch| {
        let list: Option<HtmlSelectElement> = event.target_dyn_into();
        let value = list.map(|list| list.value()).unwrap_or_default();
        if value == STORY {
            dispatch.give(Command::Pace { story: true });
        } else if let Ok(thousandths) = value.parse() {
            dispatch.give(Command::Speed {
                thousandths: Speed(thousandths),
            });
        }
    });
    let option = |speed: Speed| {
        let selected = speed == chosen && !is_story;
        html! { <option value={speed.0.to_string()} {selected}>{ speed.label() }</option> }
    };
    html! {
        <select ref={list} class="speed" aria-label="Speed" title="Speed: virtual seconds in a second of yours" {onchange}>
            { for Speed::ALL.into_iter().map(option) }
            if !Speed::ALL.contains(&chosen) {
                { option(chosen) }
            }
            if story.is_some() {
                <option value={STORY} selected={is_story}>{ "Story" }</option>
            }
        </select>
    }
}
