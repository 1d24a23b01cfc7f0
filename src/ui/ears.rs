//! What the elements of the page listen to.
//!
//! The document hears each kind of event once, and finds who listens by a mark on the element. Yew can do that too, for a
//! hundred kinds of events, and needs 3 KB of the compressed page for it.

use super::app::{App, Msg};
use super::dom::{self, Callback};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Event;
use yew::html::Scope;

/// The attribute of an element that listens: which ear is its.
pub(super) const MARK: &str = "data-ear";

/// The events that elements listen to.
const KINDS: [&str; 7] = [
    "change",
    "click",
    "close",
    "input",
    "keydown",
    "pointerdown",
    "pointermove",
];

/// What an event makes happen.
pub(super) enum Hear {
    /// Always the same.
    Msg(Msg),
    /// What is read off the event, if anything.
    Read(Box<Reader>),
}

type Reader = dyn Fn(&Event) -> Option<Msg>;

impl Hear {
    /// Sends what the event makes happen.
    #[inline(never)]
    pub(super) fn tell(&self, link: &Scope<App>, event: &Event) {
        let msg = match self {
            Hear::Msg(msg) => Some(msg.clone()),
            Hear::Read(read) => read(event),
        };
        if let Some(msg) = msg {
            link.send_message(msg);
        }
    }

    /// What is read off the event, if anything.
    pub(super) fn read(read: impl Fn(&Event) -> Option<Msg> + 'static) -> Hear {
        Hear::Read(Box::new(read))
    }
}

/// What the elements of a part of the page listen to, in the order in which they were built.
pub(super) struct Ears {
    /// Parts that are built at different times do not share their marks: a letter.
    part: char,
    all: RefCell<Vec<(&'static [&'static str], Rc<Hear>)>>,
}

impl Ears {
    /// Those of a part, none yet.
    pub(super) fn new(part: char) -> Rc<Ears> {
        Rc::new(Ears {
            part,
            all: RefCell::default(),
        })
    }

    /// The part is built anew.
    pub(super) fn clear(&self) {
        self.all.borrow_mut().clear();
    }

    /// The mark of an element that is to hear events of these kinds.
    pub(super) fn mark(&self, kinds: &'static [&'static str], hear: Hear) -> String {
        let mut all = self.all.borrow_mut();
        all.push((kinds, Rc::new(hear)));
        format!("{}{}", self.part, all.len())
    }

    /// What an element with this mark makes of an event of this kind.
    fn of(&self, mark: &str, kind: &str) -> Option<Rc<Hear>> {
        let number: usize = mark.strip_prefix(self.part)?.parse().ok()?;
        let all = self.all.borrow();
        let (kinds, hear) = all.get(number.checked_sub(1)?)?;
        kinds.contains(&kind).then(|| Rc::clone(hear))
    }
}

/// Has the document hear for the elements of these parts.
pub(super) fn listen(link: &Scope<App>, parts: [Rc<Ears>; 2]) -> Callback {
    let link = link.clone();
    let callback = Callback::new(move |event: JsValue| {
        let event: &Event = event.unchecked_ref();
        if let Some(hear) = listener(&parts, event) {
            hear.tell(&link, event);
        }
    });
    let document = dom::document();
    let function = callback.as_ref().unchecked_ref();
    for kind in KINDS {
        // On its way down: the end of a dialog does not come up again. It cannot fail for a function.
        let _ = document.add_event_listener_with_callback_and_bool(kind, function, true);
    }
    callback
}

/// The innermost element around that for which the event is that listens to its kind.
fn listener(parts: &[Rc<Ears>], event: &Event) -> Option<Rc<Hear>> {
    let (selector, kind) = (["[", MARK, "]"].concat(), event.type_());
    let mut inner = dom::target_of(event);
    while let Some(element) = inner {
        let marked = element.closest(&selector).ok()??;
        let mark = marked.get_attribute(MARK)?;
        let hear = parts.iter().find_map(|part| part.of(&mark, &kind));
        if hear.is_some() {
            return hear;
        }
        inner = marked.parent_element();
    }
    None
}
