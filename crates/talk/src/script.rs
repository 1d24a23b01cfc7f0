//! The talk as the page gets it: one text of JSON, which it loads when somebody opens the talk.

use crate::diagram::Diagram;
use crate::excerpt::GoLine;
use crate::fault::Fault;
use crate::plan::{Form, Section};
use crate::step::{Mark, Slot, Step};
use crate::talk::Talk;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All that the page shows of a talk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Script {
    /// The title.
    pub title: String,
    /// Who gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The forms in which it is given; at least one.
    pub forms: Vec<Form>,
    /// All steps and cards.
    pub steps: Vec<ScriptStep>,
    /// The diagrams of its documents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub diagrams: Vec<Diagram>,
}

/// A step or a card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ScriptStep {
    /// The file's name without its ending.
    pub id: String,
    /// The title.
    pub title: String,
    /// The run: a query string.
    pub link: String,
    /// The group of cards; `None` for a step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
    /// The places of the documents that it covers, such as `slide 5`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<String>,
    /// Its section and seconds in each form, by the form's id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub slots: BTreeMap<String, Slot>,
    /// The Go that matters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub go: Option<Go>,
    /// What to notice, as moments of the run.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Showing>,
    /// The idea, as HTML.
    pub idea: String,
    /// What to try, as HTML; empty for nothing. The same holds for the others.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tries: String,
    /// What to notice, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub notice: String,
    /// Where the talk's own code or figures are not right.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub printed: String,
    /// What the speaker says.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

/// Lines of a Go program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Go {
    /// The folder of the program below `assets/go/`.
    pub program: String,
    /// The lines, with their numbers in the program.
    pub lines: Vec<GoLine>,
}

/// A moment of the run to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Showing {
    /// What is seen there.
    pub says: String,
    /// The moment, such as `78ms`; the end without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The run to choose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// The goroutine to select.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goroutine: Option<u32>,
}

impl Script {
    /// The script of a talk. `go_lines` gives the lines of Go of a step; none if it shows none.
    ///
    /// # Errors
    ///
    /// What `go_lines` finds wrong.
    pub fn of(
        talk: &Talk,
        go_lines: impl Fn(&Step) -> Result<Vec<GoLine>, Fault>,
    ) -> Result<Script, Vec<Fault>> {
        let (mut steps, mut faults) = (Vec::new(), Vec::new());
        for step in &talk.steps {
            match go_lines(step) {
                Ok(lines) => steps.push(ScriptStep::of(step, lines)),
                Err(fault) => faults.push(fault),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Script {
            title: talk.title.clone(),
            name: talk.name.clone(),
            date: talk.date.clone(),
            forms: talk.forms.clone(),
            steps,
            diagrams: talk.diagrams.clone(),
        })
    }

    /// The place of the form of an id.
    #[must_use]
    pub fn form(&self, id: &str) -> Option<usize> {
        self.forms.iter().position(|form| form.id == id)
    }

    /// The places of the steps of a form, in the order in which they are given, each with its section.
    pub fn order<'a>(&'a self, form: &'a Form) -> impl Iterator<Item = (&'a Section, usize)> {
        let steps = self.steps.iter().enumerate();
        form.sections.iter().flat_map(move |section| {
            let of_section = move |(place, step): (usize, &ScriptStep)| {
                let slot = step.slots.get(&form.id)?;
                (slot.section == section.id).then_some((section, place))
            };
            steps.clone().filter_map(of_section)
        })
    }

    /// The places of the cards, in their order.
    pub fn cards(&self) -> impl Iterator<Item = usize> {
        let steps = self.steps.iter().enumerate();
        steps.filter_map(|(place, step)| step.card.is_some().then_some(place))
    }
}

impl ScriptStep {
    fn of(step: &Step, lines: Vec<GoLine>) -> ScriptStep {
        let showing = |mark: &Mark| Showing {
            says: mark.says.clone(),
            at: mark.at.clone(),
            pattern: mark.pattern.clone(),
            goroutine: mark.goroutine,
        };
        ScriptStep {
            id: step.id.clone(),
            title: step.title.clone(),
            link: step.link.clone(),
            card: step.card.clone(),
            covers: step.covers.iter().map(ToString::to_string).collect(),
            slots: step.slots.clone(),
            go: step.go.as_ref().map(|excerpt| Go {
                program: excerpt.program.clone(),
                lines,
            }),
            marks: step.marks.iter().map(showing).collect(),
            idea: step.idea.html.clone(),
            tries: step.tries.html.clone(),
            notice: step.notice.html.clone(),
            printed: step.printed.html.clone(),
            notes: step.notes.html.clone(),
        }
    }

    /// Its seconds in a form; none if it has no place there.
    #[must_use]
    pub fn seconds(&self, form: &Form) -> u32 {
        self.slots.get(&form.id).map_or(0, |slot| slot.seconds)
    }
}
