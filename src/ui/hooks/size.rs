//! The size of an element.

use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// After this time an element of which the browser says nothing is measured, in milliseconds.
const UNOBSERVED: u32 = 300;

/// The size of an element in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Size {
    /// The width.
    pub width: f32,
    /// The height.
    pub height: f32,
}

/// Follows the size of an element; nothing while it is not laid out. The browser tells it after its own layout, so that none is
/// made for it. What the first size is for is rendered in a task of its own: the one of the layout is long when a page opens.
#[hook]
pub(crate) fn use_size(node: &NodeRef) -> Size {
    let size = use_state_eq(Size::default);
    let set = size.setter();
    use_effect_with(node.clone(), move |node| {
        let observed = node.cast::<Element>().and_then(|element| {
            let newest = Rc::new(Cell::new(None));
            // A frame that is not in view is not laid out, and nothing is observed there: what it will show is drawn all the same.
            let (unseen, measured) = (set.clone(), element.clone());
            let unobserved = Timeout::new(UNOBSERVED, move || unseen.set(size_of(&measured)));
            let first = RefCell::new(unobserved);
            let measured = element.clone();
            let changed = Closure::<dyn Fn()>::new(move || {
                let size = size_of(&measured);
                if newest.replace(Some(size)).is_some() {
                    set.set(size);
                    return;
                }
                let (set, newest) = (set.clone(), Rc::clone(&newest));
                let tell = move || set.set(newest.get().unwrap_or_default());
                *first.borrow_mut() = Timeout::new(0, tell);
            });
            let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok()?;
            observer.observe(&element);
            Some((observer, changed))
        });
        move || {
            if let Some((observer, changed)) = observed {
                observer.disconnect();
                drop(changed);
            }
        }
    });
    *size
}

fn size_of(element: &Element) -> Size {
    Size {
        width: element.client_width() as f32,
        height: element.client_height() as f32,
    }
}
