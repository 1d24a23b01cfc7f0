//! Lists.

use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Keeps a list at a value. The attribute `selected` alone would not do: once the user has chosen, the browser goes by the
/// choice and no longer by the attribute.
#[hook]
pub(crate) fn use_list_value(value: &str) -> NodeRef {
    let node = use_node_ref();
    let list = node.clone();
    use_effect_with(String::from(value), move |value| {
        if let Some(list) = list.cast::<HtmlSelectElement>() {
            list.set_value(value);
        }
    });
    node
}

/// What a list listens to of which a line does something.
pub(crate) struct Choice {
    pub node: NodeRef,
    pub changed: Callback<Event>,
    pub pressed: Callback<KeyboardEvent>,
    pub left: Callback<FocusEvent>,
}

/// A list that does something with the line that is chosen, and then shows its value again. In a closed list the arrow keys and
/// letters only move the choice, which Enter or Space take and Escape or leaving the list drop (WCAG 2.2, 3.2.2: browsers tell
/// of every move as of a choice). A line that is clicked, or taken in the open list, counts at once.
#[hook]
pub(crate) fn use_choice(value: &str, act: Callback<String>) -> Choice {
    let node = use_list_value(value);
    // There is one while the browser handles a key: what changes then was moved and not chosen.
    let handles_key = use_memo((), |()| RefCell::new(None::<Timeout>));
    let take = {
        let (node, shown) = (node.clone(), String::from(value));
        move || {
            let list = node.cast::<HtmlSelectElement>()?;
            let choice = list.value();
            list.set_value(&shown);
            (choice != shown).then_some(choice)
        }
    };
    let changed = {
        let (handles_key, take, act) = (handles_key.clone(), take.clone(), act.clone());
        Callback::from(move |_| {
            if handles_key.borrow().is_none()
                && let Some(choice) = take()
            {
                act.emit(choice);
            }
        })
    };
    let pressed = {
        let take = take.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" | " " => {
                if let Some(choice) = take() {
                    event.prevent_default();
                    act.emit(choice);
                }
            }
            "Escape" => {
                take();
            }
            _ => {
                let over = handles_key.clone();
                let until = Timeout::new(0, move || drop(over.take()));
                handles_key.replace(Some(until));
            }
        })
    };
    let left = Callback::from(move |_| {
        take();
    });
    Choice {
        node,
        changed,
        pressed,
        left,
    }
}
