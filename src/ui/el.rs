//! Elements of the page, built by plain calls. Yew's `html!` writes the making of each attribute, listener and child out at
//! the element's place; these functions are compiled once, which halves the code of the page's view.

use super::app::Msg;
use super::ears::{Ears, Hear, MARK};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, Key, VList, VTag, VText};

/// The value of an attribute that the element does not have.
pub(super) const ABSENT: &str = "\0";

/// `el!("p.toast")`: an element and its class; `el!("p", "class" = "toast", "role" = "status")`: an element and its attributes.
macro_rules! el {
    ($tag_and_class:literal) => {
        $crate::ui::el::El::plain($tag_and_class)
    };
    ($tag:literal $(, $name:literal = $value:expr)* $(,)?) => {
        $crate::ui::el::El::new($tag, &[$($name,)* $crate::ui::ears::MARK], &[$($value),*])
    };
}
pub(super) use el;

/// An element under construction.
pub(super) struct El(Rc<VTag>);

/// Whether an attribute is there, for those that have no value.
pub(super) fn given(there: bool) -> &'static str {
    if there { "" } else { ABSENT }
}

/// A truth as ARIA writes it.
pub(super) fn truth(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}

impl El {
    /// An element with a class, or without; see [`el!`].
    #[inline(never)]
    pub(super) fn plain(tag_and_class: &'static str) -> El {
        let (tag, class) = tag_and_class
            .split_once('.')
            .unwrap_or((tag_and_class, ABSENT));
        El::new(tag, &["class", MARK], &[class])
    }

    /// An element with attributes; see [`el!`].
    ///
    /// The `value` of an input or a list is the property: it is set when another value is to be shown, not over what
    /// somebody types or chooses.
    #[inline(never)]
    pub(super) fn new(tag: &'static str, names: &'static [&'static str], values: &[&str]) -> El {
        let mut attributes = Vec::new();
        for (name, value) in names.iter().zip(values) {
            attributes.push(if *value == ABSENT {
                None
            } else if matches!(tag, "input" | "select") && *name == "value" {
                Some(AttributeOrProperty::Property(JsValue::from_str(value)))
            } else {
                Some(AttributeOrProperty::Attribute(text_of(value)))
            });
        }
        // The last one is the mark of those that listen.
        attributes.push(None);
        let mut element = VTag::new(tag);
        element.attributes = Attributes::Dynamic {
            keys: names,
            values: attributes.into_boxed_slice(),
        };
        El(Rc::new(element))
    }

    /// Changes what is under construction: nobody else has it.
    #[inline(never)]
    fn with(mut self, change: &mut dyn FnMut(&mut VTag)) -> El {
        if let Some(tag) = Rc::get_mut(&mut self.0) {
            change(tag);
        }
        self
    }

    /// By which it is found again among its changed siblings.
    #[inline(never)]
    pub(super) fn key(self, key: &str) -> El {
        self.with(&mut |tag| tag.key = Some(Key::from(key)))
    }

    /// The value of a slider, which the browser may have moved: it is set each time.
    #[inline(never)]
    pub(super) fn position(self, value: &str) -> El {
        self.with(&mut |tag| tag.set_value(Some(text_of(value))))
    }

    /// Adds a text.
    #[inline(never)]
    pub(super) fn text(self, text: &str) -> El {
        self.html(VText::new(text_of(text)).into())
    }

    /// Adds a child.
    #[inline(never)]
    pub(super) fn child(self, child: El) -> El {
        self.html(child.into())
    }

    /// Adds a child, or keeps its place among its siblings.
    #[inline(never)]
    pub(super) fn maybe(self, child: Option<El>) -> El {
        self.html(child.map_or_else(Html::default, Html::from))
    }

    /// Adds any number of children, with a place of their own among their siblings.
    pub(super) fn list(self, children: impl IntoIterator<Item = El>) -> El {
        let mut list = VList::new();
        for child in children {
            add(&mut list, child);
        }
        self.html(list.into())
    }

    /// Adds what is built already.
    #[inline(never)]
    pub(super) fn html(mut self, child: Html) -> El {
        if let Some(tag) = Rc::get_mut(&mut self.0) {
            tag.add_child(child);
        }
        self
    }

    /// A click sends a message.
    #[inline(never)]
    pub(super) fn click(self, ears: &Ears, msg: Msg) -> El {
        self.on(&["click"], ears, Hear::Msg(msg))
    }

    /// Another value sends what is read off the event.
    #[inline(never)]
    pub(super) fn change(self, ears: &Ears, hear: Hear) -> El {
        self.on(&["change"], ears, hear)
    }

    /// Events of these kinds send a message. An element listens once.
    #[inline(never)]
    pub(super) fn on(self, kinds: &'static [&'static str], ears: &Ears, hear: Hear) -> El {
        let mark = ears.mark(kinds, hear);
        self.with(&mut |tag| {
            if let Attributes::Dynamic { values, .. } = &mut tag.attributes
                && let Some(last) = values.last_mut()
            {
                *last = Some(AttributeOrProperty::Attribute(text_of(&mark)));
            }
        })
    }
}

impl From<El> for Html {
    fn from(element: El) -> Html {
        Html::VTag(element.0)
    }
}

/// Several elements without one around them.
pub(super) fn together(elements: [El; 3]) -> Html {
    let mut list = VList::new();
    for element in elements {
        add(&mut list, element);
    }
    list.into()
}

/// A button with a word on it.
pub(super) fn button(class: &str, word: &str, ears: &Ears, msg: Msg) -> El {
    let class = if class.is_empty() { ABSENT } else { class };
    el!("button", "class" = class).text(word).click(ears, msg)
}

/// Apart from the loops of [`El::list`], so that only the loops are there for each kind of list.
#[inline(never)]
fn add(list: &mut VList, child: El) {
    list.add_child(child.into());
}

#[inline(never)]
fn text_of(text: &str) -> AttrValue {
    AttrValue::from(Rc::<str>::from(text))
}
