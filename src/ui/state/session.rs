//! What is run: the scenario that is being edited, and what could not be read or set.

use super::command::{Command, History};
use super::what_if::Changes;
use crate::program::{Program, pack, unpack};
use lab::link::{self, Address, Carried, Link, Notice, Options};
use lab::params::{Key, Slider, Value};
use lab::scenarios::Scenario;
use std::rc::Rc;

/// How many changes can be taken back.
const MOST_CHANGES: usize = 100;

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

/// A scenario that can be shown again.
#[derive(Clone, Debug, PartialEq)]
struct Before {
    scenario: Rc<Scenario>,
    /// Whether what came in its place was a step of the browser's history. Taking it back is one, too.
    is_step: bool,
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
    /// The id of the talk's form; `None` outside of the talk.
    pub form: Option<String>,
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
    /// The parameter that the newest change set: a drag of its slider is one change.
    dragged: Option<Key>,
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
            if self.is_program_alone() {
                String::from("Your program")
            } else {
                self.scenario.title()
            }
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
        match self.carried() {
            None if query.is_empty() => query,
            None => Address::behind_path(&query),
            // A program is not sent to the host.
            Some(program) => {
                let address = match query.as_str() {
                    "" => String::new(),
                    _ => Address::behind_path(&query),
                };
                let mut fragment = String::new();
                program.append_to(&mut fragment);
                let sign = if address.starts_with('#') { '&' } else { '#' };
                format!("{address}{sign}{fragment}")
            }
        }
    }

    /// The program as a part of a link; none if it is too long for one.
    fn carried(&self) -> Option<Carried> {
        let program = self.program.as_ref()?;
        Some(Carried {
            packed: pack(&program.source)?,
            schedule: program.schedule.clone(),
            is_compared: program.is_compared,
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

    /// The session after a change.
    #[must_use]
    pub fn change(&self, change: &Change) -> Session {
        match change {
            Change::Command(command) => self.apply(command),
            Change::Returned(query) => {
                let mut next = self.clone();
                let Options { talk, step, .. } = link::parse(query).options;
                next.open(query);
                next.set_place(talk, step);
                next
            }
            Change::Talk(turned) => self.turned(turned),
            Change::Shown { link, kept } => {
                let mut next = self.clone();
                let scenario = |link: &String| link::parse(link).scenario;
                let shown = link::parse(link);
                next.become_scenario(shown.scenario, None);
                next.program = carried(shown.program, &mut Vec::new());
                next.kept = kept.as_ref().map(|link| Rc::new(scenario(link)));
                next
            }
        }
    }

    /// The session after a command.
    #[must_use]
    pub fn apply(&self, command: &Command) -> Session {
        let mut next = self.clone();
        match command {
            Command::Open { link } => next.open(link),
            Command::Set { parameter, value } => next.set(*parameter, value),
            Command::Intervene { changes } => next.intervene(changes),
            Command::Keep => next.kept = Some(Rc::clone(&self.scenario)),
            Command::Forget => next.kept = None,
            Command::Slide { parameter, steps } => {
                next.slide(parameter.unwrap_or(self.scenario.slider()), *steps);
            }
            Command::Slider { parameter } => {
                // A parameter that is no slider of this scenario changes nothing.
                next.edit(None, |scenario| scenario.set_slider(parameter.param().name));
            }
            Command::Axis { linear } => next.edit(None, |scenario| {
                scenario.set_linear(*linear);
                Ok(())
            }),
            Command::Add { pattern } => next.set_patterns(|patterns| patterns.push(pattern)),
            Command::Remove { pattern } => {
                next.set_patterns(|patterns| patterns.retain(|other| other != pattern));
            }
            Command::Reset => {
                next.edit(None, |scenario| {
                    scenario.reset();
                    Ok(())
                });
                next.notices.clear();
                next.refused.clear();
            }
            Command::Program {
                source,
                schedule,
                compared,
            } => {
                next.opened += u32::from(self.program.is_none());
                next.program = Some(Rc::new(Program {
                    source: source.clone(),
                    schedule: schedule.clone(),
                    is_compared: *compared,
                }));
            }
            Command::CloseProgram => {
                next.opened += u32::from(self.program.is_some());
                next.program = None;
            }
            Command::Undo => next.turn_back(),
            Command::Redo => next.turn_forward(),
            Command::Dismiss => next.notices.clear(),
            _ => return next,
        }
        if command.history() == History::Push && next.scenario != self.scenario {
            next.opened += 1;
            if let Some(before) = next.past.last_mut() {
                before.is_step = true;
            }
        }
        next
    }

    fn turned(&self, turned: &Turned) -> Session {
        let mut next = self.clone();
        if let Some(link) = &turned.link {
            next.open(link);
            // Undo takes changes back that were made at a step, not the step.
            next.past.clear();
        }
        next.set_place(turned.form.clone(), turned.step.clone());
        let is_other = next.scenario != self.scenario || next.options != self.options;
        next.opened += u32::from(turned.is_step && is_other);
        next
    }

    /// The place of the talk that the address names.
    fn set_place(&mut self, talk: Option<String>, step: Option<String>) {
        let options = Options {
            talk,
            step,
            ..Options::clone(&self.options)
        };
        if options != *self.options {
            self.options = Rc::new(options);
        }
    }

    fn open(&mut self, link: &str) {
        let Link {
            scenario,
            options,
            mut notices,
            program,
        } = link::parse(link);
        self.become_scenario(scenario, None);
        self.options = Rc::new(self.options.opened(&options));
        self.program = carried(program, &mut notices);
        self.links += 1;
        self.kept = None;
        self.notices = notices;
        self.refused.clear();
    }

    fn set(&mut self, key: Key, text: &str) {
        let set = |scenario: &mut Scenario| {
            let value = scenario.values().read(key, text)?;
            scenario.set(key, value)
        };
        let mut scenario = Scenario::clone(&self.scenario);
        let result = set(&mut scenario);
        self.refused.retain(|refused| refused.key != key);
        self.typed = self.typed.wrapping_add(1);
        match result {
            Ok(()) => {
                self.notices.clear();
                self.become_scenario(scenario, Some(key));
            }
            Err(reason) => self.refused.push(Refused {
                key,
                text: String::from(text),
                reason,
            }),
        }
    }

    /// Sets several parameters in one step. If one cannot be set, none is.
    fn intervene(&mut self, changes: &Changes) {
        let mut scenario = Scenario::clone(&self.scenario);
        for (key, text) in changes {
            let value = scenario.values().read(*key, text);
            if let Err(reason) = value.and_then(|value| scenario.set(*key, value)) {
                self.refused.retain(|refused| refused.key != *key);
                self.refused.push(Refused {
                    key: *key,
                    text: text.clone(),
                    reason,
                });
                return;
            }
        }
        self.refused
            .retain(|refused| changes.iter().all(|(key, _)| refused.key != *key));
        self.typed = self.typed.wrapping_add(1);
        if scenario != *self.scenario {
            self.kept.get_or_insert_with(|| Rc::clone(&self.scenario));
            self.become_scenario(scenario, None);
        }
    }

    fn slide(&mut self, key: Key, steps: i64) {
        let values = self.scenario.values();
        let moved = Slider::of(key, values).moved(values.number(key), steps);
        self.set(key, &key.param().write(&Value::Number(moved)));
    }

    fn set_patterns(&mut self, change: impl FnOnce(&mut Vec<&'static lab::patterns::Pattern>)) {
        self.edit(None, |scenario| {
            let mut patterns = scenario.patterns().to_vec();
            change(&mut patterns);
            scenario.set_patterns(patterns);
            Ok(())
        });
    }

    /// Changes the scenario; an error leaves it as it was.
    fn edit(
        &mut self,
        dragged: Option<Key>,
        change: impl FnOnce(&mut Scenario) -> Result<(), String>,
    ) {
        let mut scenario = Scenario::clone(&self.scenario);
        if change(&mut scenario).is_ok() {
            self.become_scenario(scenario, dragged);
        }
    }

    fn become_scenario(&mut self, scenario: Scenario, dragged: Option<Key>) {
        if scenario == *self.scenario {
            return;
        }
        if dragged.is_none() || dragged != self.dragged {
            self.past.push(Before {
                scenario: Rc::clone(&self.scenario),
                is_step: false,
            });
            let surplus = self.past.len().saturating_sub(MOST_CHANGES);
            self.past.drain(..surplus);
        }
        self.future.clear();
        self.dragged = dragged;
        self.scenario = Rc::new(scenario);
    }

    fn turn_back(&mut self) {
        if let Some(before) = self.past.pop() {
            let after = self.show_again(before);
            self.future.push(after);
        }
    }

    fn turn_forward(&mut self) {
        if let Some(after) = self.future.pop() {
            let before = self.show_again(after);
            self.past.push(before);
        }
    }

    /// Shows another scenario, and returns what was shown.
    fn show_again(&mut self, other: Before) -> Before {
        let Before { scenario, is_step } = other;
        self.opened += u32::from(is_step);
        self.dragged = None;
        self.refused.clear();
        Before {
            scenario: std::mem::replace(&mut self.scenario, scenario),
            is_step,
        }
    }
}

/// The program that a link carries. One that cannot be read becomes a notice.
fn carried(program: Option<Carried>, notices: &mut Vec<Notice>) -> Option<Rc<Program>> {
    let program = program?;
    match unpack(&program.packed) {
        Ok(source) => Some(Rc::new(Program {
            source,
            schedule: program.schedule,
            is_compared: program.is_compared,
        })),
        Err(reason) => {
            notices.push(Notice {
                name: String::from("go"),
                value: program.packed,
                reason: reason.to_string(),
            });
            None
        }
    }
}
