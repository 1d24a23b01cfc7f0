//! What a person reads on the page.

use crate::look::Look;
use crate::page::Page;
use serde::Deserialize;
use serde_json::json;
use std::cell::Cell;
use std::fmt::{self, Debug};

pub(crate) const BATCH_SLIDER: &str = r#"[aria-label="Batch size"] input[type=range]"#;
pub(crate) const PLAYHEAD: &str = r#"[role=slider][aria-label="Playhead"]"#;
pub(crate) const TRANSPORT: &str = r#"[aria-label="Transport"]"#;

/// Where an element is, in CSS pixels of the window.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
pub(crate) struct Place {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Place {
    /// A point on its middle line, at a part of its width.
    pub(crate) fn at(&self, part: f64) -> Point {
        Point {
            x: self.left + self.width * part,
            y: self.top + self.height / 2.0,
        }
    }

    pub(crate) fn middle(&self) -> Point {
        self.at(0.5)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

impl Page {
    /// The texts of all elements of a selector that can be seen.
    pub(crate) fn texts(&self, selector: &str) -> Look<'_, Vec<String>> {
        let script = format!(
            "return all({}).filter(shown).map(element => element.innerText.trim())",
            json!(selector)
        );
        self.read(&format!("the texts of {selector}"), script)
    }

    /// The text of the one element of a selector that can be seen.
    pub(crate) fn text(&self, selector: &str) -> Look<'_, String> {
        self.texts(selector).try_map(|mut texts| match texts.len() {
            1 => Ok(texts.remove(0)),
            _ => Err(format!("it is not one element, but {texts:?}")),
        })
    }

    /// An attribute of the first element of a selector.
    pub(crate) fn attribute(&self, selector: &str, name: &str) -> Look<'_, String> {
        let script = format!(
            "return document.querySelector({})?.getAttribute({}) ?? null",
            json!(selector),
            json!(name)
        );
        self.read(&format!("{name} of {selector}"), script)
    }

    /// The list that a function of `page.js` gives, as `cutOff()`.
    pub(crate) fn list(&self, call: &str) -> Look<'_, Vec<String>> {
        self.read(call, format!("return {call}"))
    }

    /// Whether an element of a selector lies wholly in the window as it is scrolled now.
    pub(crate) fn wholly_in_window(&self, selector: &str) -> Look<'_, bool> {
        let script = format!("return inWindow({})", json!(selector));
        self.read(&format!("that {selector} is wholly in the window"), script)
    }

    /// Whether a control of this name can be seen.
    pub(crate) fn has(&self, control: &str) -> Look<'_, bool> {
        let script = format!("return controls({}).length > 0", json!(control));
        self.read(&format!("that there is a control {control}"), script)
    }

    /// Waits until a control of this name can be seen.
    #[track_caller]
    pub(crate) fn shows(&self, control: &str) {
        self.has(control).holds();
    }

    /// Waits until no control of this name can be seen.
    #[track_caller]
    pub(crate) fn lacks(&self, control: &str) {
        self.has(control).is(&false);
    }

    /// The large words of all runs, from the top.
    pub(crate) fn headlines(&self) -> Look<'_, Vec<String>> {
        self.texts("article .headline")
    }

    /// The large words of one run.
    pub(crate) fn headline(&self, pattern: &str) -> Look<'_, String> {
        self.text(&format!("article[data-pattern={pattern}] .headline"))
    }

    /// The batch size that stands beside the slider.
    pub(crate) fn batch(&self) -> Look<'_, String> {
        self.text(r#"[aria-label="Batch size"] output"#)
    }

    /// The moment that the clock shows.
    pub(crate) fn clock(&self) -> Look<'_, String> {
        self.attribute(PLAYHEAD, "aria-valuetext")
    }

    /// That moment in seconds, to compare it.
    pub(crate) fn moment(&self) -> Look<'_, f64> {
        self.clock().map(|text| seconds(&text))
    }

    /// What the address bar holds behind the path.
    pub(crate) fn address(&self) -> Look<'_, String> {
        self.read("the address", "return location.search")
    }

    /// What stands behind the address, which is not sent to the host.
    pub(crate) fn fragment(&self) -> Look<'_, String> {
        self.read("the fragment", "return location.hash")
    }

    /// The pixels of a run's picture.
    pub(crate) fn picture(&self, pattern: &str) -> Look<'_, Picture> {
        self.pixels(&format!("article[data-pattern={pattern}] canvas"))
    }

    /// The pixels of all canvases of a selector, once something is drawn on one of them.
    pub(crate) fn pixels(&self, selector: &str) -> Look<'_, Picture> {
        let script = format!("return await pixels(all({}))", json!(selector));
        self.read_async(&format!("the picture of {selector}"), script)
            .map(Picture)
    }

    /// The source, with the counts that stand behind its lines.
    pub(crate) fn source(&self) -> Look<'_, String> {
        self.text(r#"[role=region][aria-label^="Go source"]"#)
    }

    /// The notices about a link.
    pub(crate) fn notices(&self) -> Look<'_, Vec<String>> {
        self.texts("[role=alert] li")
    }

    /// What is said beside fields whose values are refused.
    pub(crate) fn complaints(&self) -> Look<'_, Vec<String>> {
        self.texts(".field [role=alert]")
    }

    /// Where the first element of a selector that can be seen is, once it has come to rest.
    #[track_caller]
    pub(crate) fn place(&self, selector: &str) -> Place {
        let element = format!("all({}).find(shown)", json!(selector));
        self.place_of(selector, &element)
    }

    /// Where an element is, by a script's expression, once it has come to rest. It is scrolled to if it is out of reach.
    #[track_caller]
    pub(crate) fn place_of(&self, what: &str, element: &str) -> Place {
        let script = format!("const element = {element}; return element ? place(element) : null");
        let last = Cell::new(None);
        self.read(&format!("the place of {what}"), script)
            .try_map(move |place: Place| {
                let rests = last.replace(Some(place)) == Some(place);
                rests.then_some(place).ok_or(String::from("it moves"))
            })
            .get()
    }
}

/// What a run looks like. Too long to be printed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Picture(String);

impl Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a picture of {} bytes", self.0.len())
    }
}

/// Reads a length as the page writes it: `78 ms`, `2 min 5 s`.
fn seconds(length: &str) -> f64 {
    let words: Vec<&str> = length.split(' ').collect();
    let part = |part: &[&str]| {
        let [number, unit] = part else {
            panic!("{length} is no length")
        };
        let number: f64 = number.replace(',', "").parse().expect("a number");
        number
            * match *unit {
                "ns" => 1e-9,
                "µs" => 1e-6,
                "ms" => 1e-3,
                "s" => 1.0,
                "min" => 60.0,
                "h" => 3_600.0,
                unit => panic!("{unit} is no unit"),
            }
    };
    words.chunks(2).map(part).sum()
}
