//! What changes a session.

use super::{Change, Refused, Session, Turned, carried};
use crate::program::Program;
use crate::ui::state::command::{Command, History, Origin};
use crate::ui::state::what_if::Changes;
use lab::link::{self, Link, Options, TalkOption};
use lab::params::{Key, Slider, Value};
use lab::scenarios::Scenario;
use std::rc::Rc;

impl Session {
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
                next.become_program(carried(shown.program, &mut Vec::new()));
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
            // The scenario is not seen then.
            Command::Slide {
                parameter: None, ..
            } if self.is_program_alone() => {}
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
                origin,
                settings,
            } => {
                // Another program than the one that is edited: Back returns to that.
                let origin = origin.map(|Origin(pattern)| pattern);
                let is_other = |program: &Rc<Program>| program.origin != origin;
                let opens = self.program.as_ref().is_none_or(is_other);
                if opens {
                    // They are about the link that was opened before.
                    next.notices.clear();
                }
                next.opened += u32::from(opens);
                next.become_program(Some(Rc::new(Program {
                    source: source.clone(),
                    schedule: schedule.clone(),
                    is_compared: *compared,
                    origin,
                    settings: settings.clone(),
                })));
            }
            Command::Edit { source } => next.change_program(|program| {
                program.source.clone_from(source);
                program.schedule.clear();
            }),
            Command::Setting { setting, value } => {
                next.set_of_program(setting, value.as_deref());
            }
            Command::CloseProgram => {
                next.opened += u32::from(self.program.is_some());
                next.become_program(None);
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
        next.set_place(turned.talk.clone(), turned.step.clone());
        let is_other = next.scenario != self.scenario || next.options != self.options;
        next.opened += u32::from(turned.is_step && is_other);
        next
    }

    /// The place of the talk that the address names.
    fn set_place(&mut self, talk: Option<TalkOption>, step: Option<String>) {
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
        let program = carried(program, &mut notices);
        self.become_program(program);
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

    /// Changes the program of somebody's own, if there is one.
    fn change_program(&mut self, change: impl FnOnce(&mut Program)) {
        if let Some(program) = &mut self.program {
            change(Rc::make_mut(program));
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
}
