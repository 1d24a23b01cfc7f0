//! The whole talk.

use crate::diagram::Diagram;
use crate::fault::Fault;
use crate::own::OwnScenario;
use crate::place::Place;
use crate::plan::{self, Form, Plan, Section};
use crate::single;
use crate::step::{Source, Step};
use std::collections::BTreeSet;

/// The talk: its forms, and its steps and cards in the order of their files' names.
#[derive(Clone, Debug, PartialEq)]
pub struct Talk {
    /// The file with its plan, as faults name it.
    pub file: String,
    /// The title.
    pub title: String,
    /// Who gives it.
    pub name: Option<String>,
    /// When.
    pub date: Option<String>,
    /// The forms in which it is given.
    pub forms: Vec<Form>,
    /// The scenarios of its own. The links of the steps have what they stand for in their place.
    pub scenarios: Vec<OwnScenario>,
    /// The diagrams of its documents.
    pub diagrams: Vec<Diagram>,
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
        let files = files.into_iter();
        let sources = files.map(|(file, text)| Source::of_file(file, text));
        Talk::of(plan.0, plan::read(plan.0, plan.1)?, sources)
    }

    /// Reads a talk that is one text: the lines of `talk.toml`, then the steps. A line `+++ NAME` stands in the place of the line that
    /// begins a step's file; `file` is what faults name.
    ///
    /// # Errors
    ///
    /// Every fault of the text.
    pub fn read_single(file: &str, text: &str) -> Result<Talk, Vec<Fault>> {
        let (plan, steps) = single::split(file, text)?;
        Talk::of(file, plan::read(file, plan)?, steps)
    }

    fn of<'a>(
        file: &str,
        plan: Plan,
        sources: impl IntoIterator<Item = Source<'a>>,
    ) -> Result<Talk, Vec<Fault>> {
        let (mut steps, mut faults, mut ids) = (Vec::new(), Vec::new(), BTreeSet::new());
        for source in sources {
            if !ids.insert(String::from(source.id)) {
                faults.push(Fault {
                    file: String::from(source.file),
                    line: source.before + 1,
                    field: String::from("step"),
                    value: String::from(source.id),
                    allowed: String::from("two steps have this name"),
                });
            }
            match Step::read(&source, &plan) {
                Ok(step) => steps.push(step),
                Err(more) => faults.extend(more),
            }
        }
        let talk = Talk {
            file: String::from(file),
            title: plan.title,
            name: plan.name,
            date: plan.date,
            forms: plan.forms,
            scenarios: plan.scenarios,
            diagrams: plan.diagrams,
            steps,
        };
        // The minutes of steps that could not be read are not known.
        if faults.is_empty() {
            faults = talk.off_budget(file);
        }
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
                line: section.line,
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
