//! The size of an element.

use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

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
            let first = RefCell::new(None::<Timeout>);
            let newest = Rc::new(Cell::new(Size::default()));
            let measured = element.clone();
            let changed = Closure::<dyn Fn()>::new(move || {
                newest.set(size_of(&measured));
                if first.borrow().is_some() {
                    set.set(newest.get());
                    return;
                }
                let (set, newest) = (set.clone(), Rc::clone(&newest));
                first.replace(Some(Timeout::new(0, move || set.set(newest.get()))));
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
