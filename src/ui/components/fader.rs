//! A slider.

use crate::ui::css::percent;
use crate::ui::hooks::finger_of;
use crate::ui::state::Finger;
use lab::params::{POSITIONS, Slider};
use std::cell::Cell;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct FaderProps {
    /// Where the values lie.
    pub slider: Slider,
    pub value: u64,
    pub label: String,
    /// The value in words.
    pub said: String,
    /// Gets a value that is chosen.
    pub set: Callback<u64>,
    /// Gets by how many steps a key moves the value.
    pub step: Callback<i64>,
    #[prop_or_default]
    pub id: Option<&'static str>,
    /// Whether it lets the keys go after a press of a mouse or a finger, as the faders of audio and video editors do: keys
    /// then move the playhead. Who comes to it by the keyboard moves it by the keyboard.
    #[prop_or_default]
    pub lets_keys_go: bool,
}

/// A slider. The browser's own moves by position; here the keys move by the slider's steps, and a finger that scrolls the
/// page moves nothing.
#[component]
pub(crate) fn Fader(props: &FaderProps) -> Html {
    let FaderProps {
        slider,
        value,
        label,
        said,
        set,
        step,
        id,
        lets_keys_go,
    } = props;
    let (slider, value) = (*slider, *value);
    let node = use_node_ref();
    let finger = use_memo((), |()| Cell::new(Finger::default()));
    let position = slider.position(value).to_string();
    // Gives what the browser's slider shows.
    let give = {
        let (set, node, position) = (set.clone(), node.clone(), position.clone());
        move || {
            let shown = node.cast::<HtmlInputElement>().map(|input| input.value());
            let moved = shown.filter(|shown| *shown != position);
            if let Some(position) = moved.and_then(|shown| shown.parse().ok()) {
                set.emit(slider.value(position));
            }
        }
    };
    let oninput = {
        let (finger, give) = (finger.clone(), give.clone());
        Callback::from(move |_| {
            if finger.get().acts() {
                give();
            }
        })
    };
    let onpointerdown = {
        let finger = finger.clone();
        Callback::from(move |event| finger.set(finger_of(&event)))
    };
    let onpointermove = {
        let (finger, give) = (finger.clone(), give.clone());
        Callback::from(move |event: PointerEvent| {
            let (before, x, y) = (finger.get(), event.client_x(), event.client_y());
            finger.set(before.moved(x.into(), y.into()));
            if finger.get() != before {
                give();
            }
        })
    };
    // A tap. Engines differ in whether they have moved the slider by now.
    let onpointerup = {
        let (finger, node, lets_keys_go) = (finger.clone(), node.clone(), *lets_keys_go);
        Callback::from(move |_| {
            if finger.get() != Finger::Elsewhere {
                finger.set(Finger::Free);
                give();
            }
            if let Some(input) = node.cast::<HtmlInputElement>().filter(|_| lets_keys_go) {
                // An input that has not got the focus loses nothing.
                let _ = input.blur();
            }
        })
    };
    let onpointercancel = {
        let finger = finger.clone();
        Callback::from(move |_| finger.set(Finger::Elsewhere))
    };
    // Fingers that have scrolled or zoomed the page may have moved the browser's slider all the same.
    let ontouchend = {
        let (node, position) = (node.clone(), position.clone());
        Callback::from(move |event: TouchEvent| {
            if event.touches().length() > 0 {
                return;
            }
            let scrolled = finger.replace(Finger::Free) == Finger::Elsewhere;
            if let Some(input) = node.cast::<HtmlInputElement>().filter(|_| scrolled) {
                input.set_value(&position);
            }
        })
    };
    let onkeydown = {
        let (set, step) = (set.clone(), step.clone());
        Callback::from(move |event: KeyboardEvent| {
            match event.key().as_str() {
                "ArrowRight" | "ArrowUp" => step.emit(1),
                "ArrowLeft" | "ArrowDown" => step.emit(-1),
                "Home" => set.emit(slider.value(0)),
                "End" => set.emit(slider.value(POSITIONS)),
                _ => return,
            }
            event.prevent_default();
        })
    };
    html! {
        <input ref={node} type="range" id={*id} min="0" max={POSITIONS.to_string()} step="1" value={position} style={format!("--part:{}", percent(slider.fraction(value)))}
            aria-label={label.clone()} aria-valuetext={said.clone()}
            {oninput} {onkeydown} {onpointerdown} {onpointermove} {onpointerup} {onpointercancel} {ontouchend} />
    }
}
