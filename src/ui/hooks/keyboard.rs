//! The keys.

use super::Dispatch;
use super::host::{give_focus_back, hand_on, host};
use crate::ui::state::{Answer, Digits, Focus, Modifier, Press, answer};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_utils::window;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

/// Gives the commands of the keys that are pressed anywhere on the page and that nothing else has taken. In a slide (`embed`)
/// the host gets the keys that the Lab has no use for, and the focus on Escape. While a step of the talk is shown, `talk` says whether
/// the screen is black; the keys of who gives it come before all others.
#[hook]
pub(crate) fn use_keyboard(dispatch: &Dispatch, embed: bool, talk: Option<bool>) {
    let digits = use_mut_ref(Digits::default);
    use_effect_with(
        (dispatch.clone(), embed, talk),
        |(dispatch, embed, talk)| {
            let (dispatch, host) = (dispatch.clone(), host().filter(|_| *embed));
            let talk = *talk;
            // The page takes keys that scroll, so the browser must wait for it.
            let options = EventListenerOptions::enable_prevent_default();
            let listener =
                EventListener::new_with_options(&window(), "keydown", options, move |event| {
                    let event: &KeyboardEvent = event.unchecked_ref();
                    if event.default_prevented() {
                        return;
                    }
                    let key = event.key();
                    if let Some(is_black) = talk {
                        let press = press(event, &key);
                        let command = digits.borrow_mut().command(press, is_black);
                        let is_typing = digits.borrow().is_typing();
                        if command.is_some() || is_typing {
                            event.prevent_default();
                            if let Some(command) = command {
                                dispatch.give(command);
                            }
                            return;
                        }
                    }
                    match (answer(press(event, &key), host.is_some()), &host) {
                        (Answer::Command(command), _) => {
                            event.prevent_default();
                            dispatch.give(command);
                        }
                        (Answer::Host, Some(host)) => {
                            event.prevent_default();
                            hand_on(host, event);
                            if key == "Escape" {
                                give_focus_back(host);
                            }
                        }
                        (Answer::Host, None) | (Answer::Nothing, _) => {}
                    }
                });
            || drop(listener)
        },
    );
}

fn press<'a>(event: &KeyboardEvent, key: &'a str) -> Press<'a> {
    Press {
        key,
        repeat: event.repeat(),
        shift: event.shift_key(),
        modifier: modifier(event),
        focus: focus(event),
    }
}

fn modifier(event: &KeyboardEvent) -> Modifier {
    if event.alt_key() {
        Modifier::Alt
    } else if event.ctrl_key() || event.meta_key() {
        Modifier::Control
    } else {
        Modifier::None
    }
}

fn focus(event: &KeyboardEvent) -> Focus {
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return Focus::Page;
    };
    // The first that fits.
    let kinds = [
        ("dialog", Focus::Dialog),
        (".axis", Focus::Playhead),
        (".code, .rows", Focus::Scroll),
        ("input[type=range], [role=separator]", Focus::Slider),
        ("input[type=checkbox], button, a, summary", Focus::Button),
        ("input, select, textarea", Focus::Field),
    ];
    let within = |selector: &str| target.closest(selector).ok().flatten().is_some();
    kinds
        .into_iter()
        .find(|(selector, _)| within(selector))
        .map_or(Focus::Page, |(_, focus)| focus)
}
