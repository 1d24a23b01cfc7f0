//! What a person reads on the page.

use crate::page::Page;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use std::fmt::{self, Debug};

/// The functions that the scripts use.
const PRELUDE: &str = include_str!("page.js");

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
    /// The value of a script, which may use the functions of `page.js`.
    #[track_caller]
    pub(crate) fn read<T: DeserializeOwned>(&self, script: &str) -> T {
        let value = self.session().script(&format!("{PRELUDE}\n{script}"));
        serde_json::from_value(value.clone())
            .unwrap_or_else(|error| panic!("{script} gave {value}: {error}"))
    }

    /// The texts of all elements of a selector that can be seen.
    #[track_caller]
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        self.read(&format!(
            "return all({}).filter(shown).map(element => element.innerText.trim())",
            json!(selector)
        ))
    }

    /// The text of the one element of a selector.
    #[track_caller]
    pub(crate) fn text(&self, selector: &str) -> String {
        let texts = self.texts(selector);
        match texts.as_slice() {
            [text] => text.clone(),
            _ => panic!("{selector} is not one element: {texts:?}"),
        }
    }

    #[track_caller]
    pub(crate) fn attribute(&self, selector: &str, name: &str) -> String {
        let value: Option<String> = self.read(&format!(
            "return document.querySelector({})?.getAttribute({}) ?? null",
            json!(selector),
            json!(name)
        ));
        value.unwrap_or_else(|| panic!("there is no {name} of {selector}"))
    }

    /// Whether a control of this name can be seen.
    #[track_caller]
    pub(crate) fn has(&self, control: &str) -> bool {
        self.read(&format!("return controls({}).length > 0", json!(control)))
    }

    /// The large words of all runs, from the top.
    #[track_caller]
    pub(crate) fn headlines(&self) -> Vec<String> {
        self.texts("article .headline")
    }

    #[track_caller]
    pub(crate) fn headline(&self, pattern: &str) -> String {
        self.text(&format!("article[data-pattern={pattern}] .headline"))
    }

    /// The hash of the trace from which a run is drawn.
    #[track_caller]
    pub(crate) fn trace(&self, pattern: &str) -> String {
        self.attribute(&format!("article[data-pattern={pattern}]"), "data-trace")
    }

    /// The batch size that stands beside the slider.
    #[track_caller]
    pub(crate) fn batch(&self) -> String {
        self.text(r#"[aria-label="Batch size"] output"#)
    }

    /// The moment that the clock shows.
    #[track_caller]
    pub(crate) fn clock(&self) -> String {
        self.attribute(PLAYHEAD, "aria-valuetext")
    }

    /// What the address bar holds behind the path.
    #[track_caller]
    pub(crate) fn address(&self) -> String {
        self.read("return location.search")
    }

    /// The pixels of a run's picture.
    #[track_caller]
    pub(crate) fn picture(&self, pattern: &str) -> Picture {
        Picture(self.read(&format!(
            "return all('article[data-pattern={pattern}] canvas').map(canvas => canvas.toDataURL()).join()"
        )))
    }

    /// The source, with the counts that stand behind its lines.
    #[track_caller]
    pub(crate) fn source(&self) -> String {
        self.text(r#"[role=region][aria-label^="Go source"]"#)
    }

    /// The notices about a link.
    #[track_caller]
    pub(crate) fn notices(&self) -> Vec<String> {
        self.texts("[role=alert] li")
    }

    /// What is said beside fields whose values are refused.
    #[track_caller]
    pub(crate) fn complaints(&self) -> Vec<String> {
        self.texts(".field [role=alert]")
    }

    #[track_caller]
    pub(crate) fn place(&self, selector: &str) -> Place {
        self.read(&format!(
            "return place(all({}).find(shown))",
            json!(selector)
        ))
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
