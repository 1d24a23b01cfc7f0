//! A step or a card.

use crate::body::{self, Part};
use crate::excerpt::Excerpt;
use crate::fault::{Fault, Text};
use crate::figure::Figure;
use crate::gain::{self, Gain};
use crate::head::{GoHead, Head, MarkHead};
use crate::own::expanded;
use crate::place::Place;
use crate::plan::{Form, Plan, seconds};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A step of the talk, or a card: one idea, the run that shows it, and the Go that matters.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The file's name without its ending.
    pub id: String,
    /// The file, as faults name it.
    pub file: String,
    /// The title.
    pub title: String,
    /// The line of the head in which the title stands, counted from 1.
    pub title_line: usize,
    /// The run: a query string.
    pub link: String,
    /// The line of the head in which the link stands, counted from 1.
    pub link_line: usize,
    /// The group of cards; `None` for a step.
    pub card: Option<String>,
    /// The places of the documents that it covers.
    pub covers: Vec<Place>,
    /// The figures that come out of its runs.
    pub figures: Vec<Figure>,
    /// What was gained, row by row, as one picture below what to notice. Its figures are among those of the step.
    pub gains: Vec<Gain>,
    /// Numbers that the text says and no run computes.
    pub quotes: Vec<String>,
    /// Its section and seconds in each form, by the form's id.
    pub slots: BTreeMap<String, Slot>,
    /// The Go that matters.
    pub go: Option<Excerpt>,
    /// What to notice, as moments of the run.
    pub marks: Vec<Mark>,
    /// The idea, in at most two sentences.
    pub idea: Part,
    /// What to try.
    pub tries: Part,
    /// What to notice, in words.
    pub notice: Part,
    /// Where the talk's own code or figures are not right, and the corrected program.
    pub printed: Part,
    /// What the speaker says.
    pub notes: Part,
}

/// Where a step has its place in a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The id of the section.
    pub section: String,
    /// How long it takes.
    pub seconds: u32,
}

/// A moment of the run to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What is seen there.
    pub says: String,
    /// The moment, such as `78ms`; the end without it.
    pub at: Option<String>,
    /// The run to choose.
    pub pattern: Option<String>,
    /// The goroutine to select.
    pub goroutine: Option<u32>,
    /// The lines of the head in which it stands.
    pub lines: MarkLines,
}

/// The lines of a mark's fields, counted from 1; that of `says` for a field that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkLines {
    /// That of the words.
    pub says: usize,
    /// That of the moment.
    pub at: usize,
    /// That of the run.
    pub pattern: usize,
    /// That of the goroutine.
    pub goroutine: usize,
}

/// The headings of the parts of a text.
const PARTS: [&str; 4] = ["Try", "Notice", "As printed", "Notes"];
/// The most sentences of an idea.
const MOST_SENTENCES: usize = 2;

/// The text of a step.
pub(crate) struct Source<'a> {
    /// The file, as faults name it.
    pub(crate) file: &'a str,
    /// The step's name.
    pub(crate) id: &'a str,
    /// The text.
    pub(crate) text: &'a str,
    /// Where the text begins in its file, in bytes.
    pub(crate) begins: usize,
    /// How many lines of the file stand before the step.
    pub(crate) before: usize,
    /// Whether the text has the line of `+++` before its head.
    pub(crate) has_sign: bool,
}

impl<'a> Source<'a> {
    /// A file that is one step, named after it.
    pub(crate) fn of_file(file: &'a str, text: &'a str) -> Source<'a> {
        let name = file.rsplit('/').next().unwrap_or(file);
        Source {
            file,
            id: name.trim_end_matches(".md"),
            text,
            begins: 0,
            before: 0,
            has_sign: true,
        }
    }
}

impl Step {
    /// Reads a step.
    pub(crate) fn read(source: &Source, plan: &Plan) -> Result<Step, Vec<Fault>> {
        let sign = if source.has_sign { "" } else { "+++\n" };
        let whole = [sign, source.text].concat();
        let text = Text {
            file: source.file,
            whole: &whole,
            from: 0,
            before: source.before,
        };
        let own = |link: &str| expanded(link, &plan.scenarios);
        let parts = body::read(text, &own).map_err(|fault| vec![fault])?;
        let from = parts.head.start;
        let written = whole.get(parts.head).unwrap_or_default();
        let head_text = Text { from, ..text };
        let mut head: Head =
            toml::from_str(written).map_err(|error| vec![head_text.not_read(&error)])?;
        let gains = std::mem::take(&mut head.gains).into_iter();
        let (gains, gained): (Vec<Gain>, Vec<Vec<Figure>>) = gains
            .map(|gain| Gain::of_head(gain, head_text, &own))
            .unzip();
        let mut reading = Reading {
            text: head_text,
            faults: Vec::new(),
        };
        let mut step = reading.head(head, &plan.forms);
        step.link = own(&step.link);
        for figure in &mut step.figures {
            figure.link = figure.link.as_deref().map(own);
        }
        step.figures.extend(gained.into_iter().flatten());
        step.id = String::from(source.id);
        step.file = String::from(source.file);
        reading.parts(&mut step, parts.parts);
        if !gains.is_empty() {
            step.notice.html += &gain::picture(&gains);
        }
        step.gains = gains;
        if reading.faults.is_empty() {
            Ok(step)
        } else {
            Err(reading.faults)
        }
    }

    /// All that it says to the room: texts, each with the line on which it begins.
    pub fn said(&self) -> impl Iterator<Item = (&str, usize)> {
        let parts = [&self.idea, &self.tries, &self.notice, &self.printed];
        let parts = parts
            .into_iter()
            .map(|part| (part.plain.as_str(), part.line));
        let marks = self.marks.iter();
        let marks = marks.map(|mark| (mark.says.as_str(), mark.lines.says));
        let title = (self.title.as_str(), self.title_line);
        std::iter::once(title).chain(parts).chain(marks)
    }

    /// The links of its text into the Lab: those that begin with `?`, without it, each with the line of its part.
    pub fn lab_links(&self) -> impl Iterator<Item = (&str, usize)> {
        let parts = [
            &self.idea,
            &self.tries,
            &self.notice,
            &self.printed,
            &self.notes,
        ];
        let links = |part: &'_ Part| part.line;
        parts.into_iter().flat_map(move |part| {
            let line = links(part);
            part.links
                .iter()
                .filter_map(move |link| Some((link.strip_prefix('?')?, line)))
        })
    }
}

/// A step that is being read.
struct Reading<'a> {
    text: Text<'a>,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn head(&mut self, head: Head, forms: &[Form]) -> Step {
        let text = self.text;
        let line_of = |at: usize| text.line(at);
        if head.title.get_ref().trim().is_empty() {
            self.wrong(head.title.span().start, "title", "", "a title is needed");
        }
        if head.link.get_ref().starts_with('?') {
            let written = head.link.get_ref();
            self.wrong(
                head.link.span().start,
                "link",
                written,
                "it is written without its ?",
            );
        }
        if let Some(card) = &head.card
            && let (Some((form, _)), at) = (head.slots.first_key_value(), card.span().start)
        {
            let allowed = format!(
                "a card has no place in a form, and this one has [in.{}]",
                form.get_ref()
            );
            self.wrong(at, "card", card.get_ref(), &allowed);
        }
        if head.card.is_none() && head.slots.is_empty() {
            self.wrong(
                0,
                "in",
                "",
                "a step has a place in a form, such as [in.25]; a card has a card = \"…\"",
            );
        }
        let mut covers = Vec::new();
        for place in &head.covers {
            match place.get_ref().parse::<Place>() {
                Ok(place) => covers.push(place),
                Err(allowed) => {
                    self.wrong(place.span().start, "covers", place.get_ref(), &allowed);
                }
            }
        }
        Step {
            id: String::new(),
            file: String::new(),
            title_line: line_of(head.title.span().start),
            title: head.title.into_inner(),
            link_line: line_of(head.link.span().start),
            link: head.link.into_inner(),
            covers,
            card: head.card.map(toml::Spanned::into_inner),
            figures: head
                .figures
                .into_iter()
                .map(|figure| Figure::of_head(figure, text))
                .collect(),
            gains: Vec::new(),
            quotes: head.quotes,
            slots: self.slots(head.slots, forms),
            go: head.go.map(|go| self.excerpt(go)),
            marks: head
                .marks
                .into_iter()
                .map(|mark| Mark {
                    lines: self.mark_lines(&mark),
                    says: mark.says.into_inner(),
                    at: mark.at.map(toml::Spanned::into_inner),
                    pattern: mark.pattern.map(toml::Spanned::into_inner),
                    goroutine: mark.goroutine.map(toml::Spanned::into_inner),
                })
                .collect(),
            idea: Part::default(),
            tries: Part::default(),
            notice: Part::default(),
            printed: Part::default(),
            notes: Part::default(),
        }
    }

    fn slots(
        &mut self,
        slots: BTreeMap<toml::Spanned<String>, crate::head::SlotHead>,
        forms: &[Form],
    ) -> BTreeMap<String, Slot> {
        let mut places = BTreeMap::new();
        for (id, slot) in slots {
            let at = id.span().start;
            let Some(form) = forms.iter().find(|form| form.id == *id.get_ref()) else {
                let allowed = allowed(forms.iter().map(|form| form.id.as_str()));
                self.wrong(at, "in", id.get_ref(), &allowed);
                continue;
            };
            let section = slot.section.get_ref();
            if form.sections.iter().all(|known| known.id != *section) {
                let allowed = allowed(form.sections.iter().map(|section| section.id.as_str()));
                self.wrong(slot.section.span().start, "section", section, &allowed);
            }
            match seconds(self.text, "minutes", &slot.minutes) {
                Ok(seconds) => {
                    let section = section.clone();
                    places.insert(id.into_inner(), Slot { section, seconds });
                }
                Err(fault) => self.faults.push(fault),
            }
        }
        places
    }

    fn mark_lines(&self, mark: &MarkHead) -> MarkLines {
        let line = |at: usize| self.text.line(at);
        let says = line(mark.says.span().start);
        let at = mark.at.as_ref().map(|at| line(at.span().start));
        let pattern = mark.pattern.as_ref();
        let goroutine = mark.goroutine.as_ref();
        MarkLines {
            says,
            at: at.unwrap_or(says),
            pattern: pattern.map_or(says, |pattern| line(pattern.span().start)),
            goroutine: goroutine.map_or(says, |number| line(number.span().start)),
        }
    }

    fn excerpt(&mut self, go: GoHead) -> Excerpt {
        let at = go.program.span().start;
        if go.function.is_none() && (go.from.is_none() || go.to.is_none()) {
            let program = go.program.get_ref();
            self.wrong(
                at,
                "go",
                program,
                "a function is needed, or the first and the last line: from and to",
            );
        }
        Excerpt {
            line: self.text.line(at),
            program: go.program.into_inner(),
            function: go.function.map(toml::Spanned::into_inner),
            from: go.from.map(toml::Spanned::into_inner),
            to: go.to.map(toml::Spanned::into_inner),
        }
    }

    fn parts(&mut self, step: &mut Step, parts: Vec<(String, Part)>) {
        let file = Text {
            from: 0,
            ..self.text
        };
        for (heading, part) in parts {
            let fault = |field: &str, value: &str, allowed: String| Fault {
                file: String::from(file.file),
                line: part.line,
                field: String::from(field),
                value: String::from(value),
                allowed,
            };
            for link in &part.links {
                if !["?", "https://", "http://"]
                    .iter()
                    .any(|sign| link.starts_with(sign))
                {
                    let allowed = "allowed is ?… for a run of the Lab, https://… or http://…";
                    self.faults.push(fault("link", link, String::from(allowed)));
                }
            }
            let place = match heading.as_str() {
                "" => &mut step.idea,
                "Try" => &mut step.tries,
                "Notice" => &mut step.notice,
                "As printed" => &mut step.printed,
                "Notes" => &mut step.notes,
                _ => {
                    self.faults
                        .push(fault("heading", &heading, allowed(PARTS.into_iter())));
                    continue;
                }
            };
            if *place != Part::default() {
                self.faults
                    .push(fault("heading", &heading, String::from("stands twice")));
            }
            *place = part;
        }
        let sentences = step.idea.sentences();
        if !(1..=MOST_SENTENCES).contains(&sentences) {
            self.faults.push(Fault {
                file: String::from(file.file),
                line: step.idea.line,
                field: String::from("idea"),
                value: format!("{sentences} sentences"),
                allowed: format!("one idea is said in 1 to {MOST_SENTENCES} sentences"),
            });
        }
    }

    fn wrong(&mut self, at: usize, field: &str, value: &str, allowed: &str) {
        self.faults.push(self.text.fault(at, field, value, allowed));
    }
}

fn allowed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    format!("allowed is {}", names.collect::<Vec<_>>().join(", "))
}
