//! The whole talk.

use crate::fault::Fault;
use crate::place::Place;
use crate::plan::{self, Form, Section};
use crate::step::Step;

/// The talk: its forms, and its steps and cards in the order of their files' names.
#[derive(Clone, Debug, PartialEq)]
pub struct Talk {
    /// The title.
    pub title: String,
    /// The forms in which it is given.
    pub forms: Vec<Form>,
    /// All steps and cards.
    pub steps: Vec<Step>,
}

impl Talk {
    /// Reads the talk. Each file is its name and its text; `plan` is that of `talk.toml`. The steps have the order of the files.
    ///
    /// # Errors
    ///
    /// Every fault of every file.
    pub fn read<'a>(
        plan: (&str, &str),
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Talk, Vec<Fault>> {
        let (title, forms) = plan::read(plan.0, plan.1)?;
        let (mut steps, mut faults) = (Vec::<Step>::new(), Vec::new());
        for (file, text) in files {
            match Step::read(file, text, &forms) {
                Ok(step) => {
                    if steps.iter().any(|known| known.id == step.id) {
                        faults.push(Fault {
                            file: String::from(file),
                            line: 1,
                            field: String::from("file"),
                            value: step.id.clone(),
                            allowed: String::from("two files have this name"),
                        });
                    }
                    steps.push(step);
                }
                Err(more) => faults.extend(more),
            }
        }
        let talk = Talk {
            title,
            forms,
            steps,
        };
        faults.extend(talk.off_budget(plan.0));
        if faults.is_empty() {
            Ok(talk)
        } else {
            Err(faults)
        }
    }

    /// The form of an id.
    #[must_use]
    pub fn form(&self, id: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.id == id)
    }

    /// The steps of a section of a form, in their order, each with its seconds.
    pub fn steps_of<'a>(
        &'a self,
        form: &'a Form,
        section: &'a Section,
    ) -> impl Iterator<Item = (&'a Step, u32)> {
        self.steps.iter().filter_map(|step| {
            let slot = step.slots.get(&form.id)?;
            (slot.section == section.id).then_some((step, slot.seconds))
        })
    }

    /// The steps of a form in the order in which they are given, each with its section.
    pub fn order<'a>(&'a self, form: &'a Form) -> impl Iterator<Item = (&'a Section, &'a Step)> {
        form.sections.iter().flat_map(move |section| {
            let steps = self.steps_of(form, section);
            steps.map(move |(step, _)| (section, step))
        })
    }

    /// The cards, which are opened by name and have no place in the order.
    pub fn cards(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.card.is_some())
    }

    /// The step of an id.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The steps and cards that cover a place of the documents.
    pub fn covering(&self, place: Place) -> impl Iterator<Item = &Step> {
        self.steps
            .iter()
            .filter(move |step| step.covers.contains(&place))
    }

    /// A fault for each section whose steps do not take its minutes.
    fn off_budget(&self, file: &str) -> Vec<Fault> {
        let sections = self.forms.iter().flat_map(|form| {
            let sections = form.sections.iter();
            sections.map(move |section| (form, section))
        });
        let off = sections.filter_map(|(form, section)| {
            let sum: u32 = self
                .steps_of(form, section)
                .map(|(_, seconds)| seconds)
                .sum();
            let minutes = |seconds: u32| f64::from(seconds) / 60.0;
            (sum != section.seconds).then(|| Fault {
                file: String::from(file),
                line: 1,
                field: format!("form {}, section {}", form.id, section.id),
                value: format!("{} min", minutes(section.seconds)),
                allowed: format!("its steps take {} min", minutes(sum)),
            })
        });
        off.collect()
    }
}

#[cfg(test)]
mod tests;
