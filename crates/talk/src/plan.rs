//! The plan: the forms of the talk, with their sections and budgets.

use crate::fault::{Fault, Text};
use serde::{Deserialize, Serialize};
use toml::Spanned;

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
}

impl Form {
    /// The budget of all sections, in seconds.
    #[must_use]
    pub fn seconds(&self) -> u32 {
        self.sections.iter().map(|section| section.seconds).sum()
    }
}

/// `talk.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    title: String,
    form: Vec<FormHead>,
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

/// Reads `talk.toml`: the title, and the forms.
pub(crate) fn read(file: &str, whole: &str) -> Result<(String, Vec<Form>), Vec<Fault>> {
    let text = Text {
        file,
        whole,
        from: 0,
    };
    let plan: Plan = toml::from_str(whole).map_err(|error| vec![text.not_read(&error)])?;
    let mut faults = Vec::new();
    let mut forms: Vec<Form> = Vec::new();
    for head in plan.form {
        let mut form = Form {
            id: head.id.get_ref().clone(),
            title: head.title,
            sections: Vec::new(),
        };
        if forms.iter().any(|known| known.id == form.id) {
            let at = head.id.span().start;
            faults.push(text.fault(at, "form.id", &form.id, "stands twice"));
        }
        for section in head.section {
            let id = section.id.get_ref().clone();
            if form.sections.iter().any(|known| known.id == id) {
                let at = section.id.span().start;
                faults.push(text.fault(at, "section.id", &id, "stands twice in this form"));
            }
            match seconds(text, "section.minutes", &section.minutes) {
                Ok(seconds) => form.sections.push(Section {
                    id,
                    title: section.title,
                    seconds,
                }),
                Err(fault) => faults.push(fault),
            }
        }
        forms.push(form);
    }
    if faults.is_empty() {
        Ok((plan.title, forms))
    } else {
        Err(faults)
    }
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
