//! The plan: the forms of the talk, with their sections and budgets.

use crate::diagram::{self, Diagram, DiagramHead};
use crate::fault::{Fault, Text};
use crate::name::is_name;
use crate::own::{OwnScenario, OwnWord};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;

/// What the id of a form may be.
const FORM_ID: &str = "allowed are small letters, digits, - and _, but not 1 and on, which mean the first form in links";

/// A form in which the talk is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Its name on the command line and in the heads: its minutes.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Its sections, in their order.
    pub sections: Vec<Section>,
}

/// A section of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its name in the heads of the steps.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its budget in seconds.
    pub seconds: u32,
    /// The line in which that stands, counted from 1.
    #[serde(skip)]
    pub line: usize,
}

impl Form {
    /// The budget of all sections, in seconds.
    #[must_use]
    pub fn seconds(&self) -> u32 {
        self.sections.iter().map(|section| section.seconds).sum()
    }
}

/// The plan of a talk.
pub(crate) struct Plan {
    /// The title.
    pub(crate) title: String,
    /// Who gives it.
    pub(crate) name: Option<String>,
    /// When.
    pub(crate) date: Option<String>,
    /// The forms; at least one.
    pub(crate) forms: Vec<Form>,
    /// The scenarios of its own.
    pub(crate) scenarios: Vec<OwnScenario>,
    /// The diagrams.
    pub(crate) diagrams: Vec<Diagram>,
}

/// `talk.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanHead {
    title: String,
    name: Option<String>,
    date: Option<String>,
    form: Vec<FormHead>,
    #[serde(default)]
    scenario: Vec<ScenarioHead>,
    #[serde(default)]
    diagram: Vec<DiagramHead>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScenarioHead {
    id: Spanned<String>,
    title: String,
    link: Spanned<String>,
    #[serde(default)]
    words: BTreeMap<String, Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormHead {
    id: Spanned<String>,
    title: String,
    section: Vec<SectionHead>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionHead {
    id: Spanned<String>,
    title: String,
    minutes: Spanned<f64>,
}

/// Reads `talk.toml`.
pub(crate) fn read(file: &str, whole: &str) -> Result<Plan, Vec<Fault>> {
    let text = Text {
        file,
        whole,
        from: 0,
        before: 0,
    };
    let head: PlanHead = toml::from_str(whole).map_err(|error| vec![text.not_read(&error)])?;
    let mut faults = Vec::new();
    let mut forms: Vec<Form> = Vec::new();
    for head in head.form {
        if forms.iter().any(|known| known.id == *head.id.get_ref()) {
            faults.push(twice(text, "form.id", &head.id));
        }
        if !is_form_id(head.id.get_ref()) {
            let (at, id) = (head.id.span().start, head.id.get_ref());
            faults.push(text.fault(at, "form.id", id, FORM_ID));
        }
        forms.push(form(text, head, &mut faults));
    }
    if forms.is_empty() {
        faults.push(text.fault(0, "form", "", "a talk has at least one form: [[form]]"));
    }
    let mut scenarios: Vec<OwnScenario> = Vec::new();
    for ScenarioHead {
        id,
        title,
        link,
        words,
    } in head.scenario
    {
        if scenarios.iter().any(|known| known.id == *id.get_ref()) {
            faults.push(twice(text, "scenario.id", &id));
        }
        if link.get_ref().starts_with('?') {
            let at = link.span().start;
            let allowed = "it is written without its ?";
            faults.push(text.fault(at, "scenario.link", link.get_ref(), allowed));
        }
        let words = words.into_iter().map(|(term, own)| OwnWord {
            term,
            line: text.line(own.span().start),
            own: own.into_inner(),
        });
        scenarios.push(OwnScenario {
            id: id.into_inner(),
            title,
            words: words.collect(),
            line: text.line(link.span().start),
            link: link.into_inner(),
        });
    }
    let diagrams = diagram::read(text, head.diagram, &scenarios, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Plan {
        title: head.title,
        name: head.name,
        date: head.date,
        forms,
        scenarios,
        diagrams,
    })
}

fn form(text: Text, head: FormHead, faults: &mut Vec<Fault>) -> Form {
    let mut form = Form {
        id: head.id.into_inner(),
        title: head.title,
        sections: Vec::new(),
    };
    for section in head.section {
        let id = section.id.get_ref().clone();
        if form.sections.iter().any(|known| known.id == id) {
            faults.push(twice(text, "section.id", &section.id));
        }
        match seconds(text, "section.minutes", &section.minutes) {
            Ok(seconds) => form.sections.push(Section {
                id,
                title: section.title,
                seconds,
                line: text.line(section.minutes.span().start),
            }),
            Err(fault) => faults.push(fault),
        }
    }
    form
}

/// Whether links can name a form so: they may hold a path or a talk's text in its place, and `1` and `on` for the first form.
fn is_form_id(id: &str) -> bool {
    is_name(id) && !["1", "on"].contains(&id)
}

fn twice(text: Text, field: &str, id: &Spanned<String>) -> Fault {
    text.fault(id.span().start, field, id.get_ref(), "stands twice")
}

/// Minutes as seconds.
pub(crate) fn seconds(text: Text, field: &str, minutes: &Spanned<f64>) -> Result<u32, Fault> {
    let value = *minutes.get_ref();
    // Quarters of a minute up to an hour: the comparison is exact, since all of them are floats.
    let quarters = (1..=240_u32).find(|quarters| (f64::from(*quarters) / 4.0 - value).abs() < 1e-9);
    quarters.map(|quarters| quarters * 15).ok_or_else(|| {
        text.fault(
            minutes.span().start,
            field,
            &value.to_string(),
            "allowed are minutes in quarters, 0.25 to 60",
        )
    })
}
