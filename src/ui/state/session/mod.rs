//! What is run: the scenario that is being edited, and what could not be read or set.

mod change;
mod history;

use super::command::Command;
use crate::packed::pack;
use crate::program::{Program, unpack, why_not_editable};
use lab::link::{self, Address, Carried, Link, Notice, Options, TalkOption};
use lab::params::Key;
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What was typed for a parameter and cannot be its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// The parameter.
    pub key: Key,
    /// What was typed.
    pub text: String,
    /// Why it was refused, and what is allowed.
    pub reason: String,
}

/// What can be shown again.
#[derive(Clone, Debug, PartialEq)]
struct Before {
    scenario: Rc<Scenario>,
    /// The flags and the seed of somebody's own program, if these were changed.
    settings: Option<Rc<BTreeMap<String, String>>>,
    /// Whether what came in its place was a step of the browser's history. Taking it back is one, too.
    is_step: bool,
}

/// What the newest change set: a drag of its slider is one change.
#[derive(Clone, Debug, PartialEq)]
enum Dragged {
    /// A parameter of the scenario.
    Parameter(Key),
    /// A setting of somebody's own program.
    Setting(String),
}

/// What changes the session.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A command.
    Command(Command),
    /// The browser went back or forward to this query string.
    Returned(String),
    /// A step of the talk is shown, or none any more.
    Talk(Turned),
    /// What another window shows, or this one showed before: the link of its runs, and of those that are kept.
    Shown {
        /// The link.
        link: String,
        /// The link of the runs that are kept.
        kept: Option<String>,
    },
}

/// A step of the talk that comes to be shown, or none any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turned {
    /// The talk and its form; `None` outside of the talk.
    pub talk: Option<TalkOption>,
    /// The id of the step or card.
    pub step: Option<String>,
    /// What is run for it: a query string. `None` leaves what is run.
    pub link: Option<String>,
    /// Whether Back returns to what was there before.
    pub is_step: bool,
}

/// What is run, and how it came to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    scenario: Rc<Scenario>,
    options: Rc<Options>,
    notices: Vec<Notice>,
    refused: Vec<Refused>,
    /// A program of somebody's own.
    program: Option<Rc<Program>>,
    /// The scenario whose runs are kept behind those of the present one.
    kept: Option<Rc<Scenario>>,
    /// What can be undone, and redone: the newest last.
    past: Vec<Before>,
    future: Vec<Before>,
    dragged: Option<Dragged>,
    opened: u32,
    links: u32,
    typed: u32,
}

impl Session {
    /// What a link says.
    #[must_use]
    pub fn new(query: &str) -> Session {
        let Link {
            scenario,
            options,
            mut notices,
            program,
        } = link::parse(query);
        let program = carried(program, &mut notices);
        Session {
            scenario: Rc::new(scenario),
            options: Rc::new(options),
            notices,
            refused: Vec::new(),
            program,
            kept: None,
            past: Vec::new(),
            future: Vec::new(),
            dragged: None,
            opened: 0,
            links: 0,
            typed: 0,
        }
    }

    /// What is run.
    #[must_use]
    pub fn scenario(&self) -> &Rc<Scenario> {
        &self.scenario
    }

    /// A program of somebody's own that is run, too.
    #[must_use]
    pub fn program(&self) -> Option<&Rc<Program>> {
        self.program.as_ref()
    }

    /// Whether that program is all that is shown.
    #[must_use]
    pub fn is_program_alone(&self) -> bool {
        let program = self.program.as_ref();
        program.is_some_and(|program| !program.is_compared)
    }

    /// What is kept to be compared with what is run.
    #[must_use]
    pub fn kept(&self) -> Option<&Rc<Scenario>> {
        self.kept.as_ref()
    }

    /// Whether a change can be taken back, and whether one that was can be made again.
    #[must_use]
    pub fn can_undo_and_redo(&self) -> (bool, bool) {
        (!self.past.is_empty(), !self.future.is_empty())
    }

    /// Whether the page is a frame in a slide.
    #[must_use]
    pub fn embed(&self) -> bool {
        self.options.embed
    }

    /// How the page is shown.
    #[must_use]
    pub fn options(&self) -> &Rc<Options> {
        &self.options
    }

    /// The title: the link's own, or the scenario's.
    #[must_use]
    pub fn title(&self) -> String {
        let own = self.options.title.clone();
        own.unwrap_or_else(|| {
            let alone = self.program.as_ref().filter(|_| self.is_program_alone());
            alone.map_or_else(
                || self.scenario.title(),
                |program| program.name().into_owned(),
            )
        })
    }

    /// What is run, in a sentence.
    #[must_use]
    pub fn summary(&self) -> String {
        if self.is_program_alone() {
            return String::from("A Go program of your own, on the Lab’s runtime, in virtual time");
        }
        String::from(self.scenario.summary())
    }

    /// What could not be read of the link.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// What was typed and refused.
    #[must_use]
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }

    /// How often something else was opened: each time is a step of the browser's history.
    #[must_use]
    pub fn opened(&self) -> u32 {
        self.opened
    }

    /// How many links were opened since the first: each is played from its beginning.
    #[must_use]
    pub fn links(&self) -> u32 {
        self.links
    }

    /// How many values were typed: each field then shows its value anew, in the form in which the Lab writes it.
    #[must_use]
    pub fn typed(&self) -> u32 {
        self.typed
    }

    /// What opens this page as it is, behind the path: a query with its `?`, or a long one with `#`.
    #[must_use]
    pub fn query(&self) -> String {
        self.query_with(&self.options)
    }

    /// The same with these options.
    #[must_use]
    pub fn query_with(&self, options: &Options) -> String {
        let mut query = String::new();
        if !self.is_program_alone() {
            query = link::format(&self.scenario);
        }
        options.append_to(&mut query);
        let address = match query.as_str() {
            "" => String::new(),
            _ => Address::behind_path(&query),
        };
        // People's own programs and talks are not sent to the host.
        let mut fragment = String::new();
        if let Some(program) = self.carried() {
            program.append_to(&mut fragment);
        }
        options.append_talk_to(&mut fragment);
        if fragment.is_empty() {
            return address;
        }
        let sign = if address.starts_with('#') { '&' } else { '#' };
        format!("{address}{sign}{fragment}")
    }

    /// The program as a part of a link; none if it is too long for one.
    fn carried(&self) -> Option<Carried> {
        let program = self.program.as_ref()?;
        Some(Carried {
            packed: pack(&program.source)?,
            schedule: program.schedule.clone(),
            is_compared: program.is_compared,
            origin: program.origin,
            settings: program.settings.clone(),
        })
    }

    /// What a parameter's field shows: what was refused, or its value; and why it was refused.
    #[must_use]
    pub fn reading(&self, key: Key) -> (String, Option<&str>) {
        match self.refused.iter().find(|refused| refused.key == key) {
            Some(refused) => (refused.text.clone(), Some(&refused.reason)),
            None => (key.param().show(self.scenario.values().get(key)), None),
        }
    }
}

/// The pattern whose program was edited, if it can be; else a notice says why not.
fn editable(
    origin: Option<&'static Pattern>,
    notices: &mut Vec<Notice>,
) -> Option<&'static Pattern> {
    let pattern = origin?;
    let Some(reason) = why_not_editable(pattern) else {
        return origin;
    };
    notices.push(Notice {
        name: String::from("go-pattern"),
        value: String::from(pattern.id),
        reason: String::from(reason),
    });
    None
}

/// The program that a link carries. One that cannot be read becomes a notice.
fn carried(program: Option<Carried>, notices: &mut Vec<Notice>) -> Option<Rc<Program>> {
    let program = program?;
    match unpack(&program.packed) {
        Ok(source) => Some(Rc::new(Program {
            source,
            schedule: program.schedule,
            is_compared: program.is_compared,
            origin: editable(program.origin, notices),
            settings: program.settings,
        })),
        Err(reason) => {
            notices.push(Notice {
                name: String::from("go"),
                value: program.packed,
                reason: reason.of("program"),
            });
            None
        }
    }
}
