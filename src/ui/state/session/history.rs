//! What can be taken back of a session, and made again.

use super::{Before, Dragged, Session};
use crate::program::Program;
use lab::params::Key;
use lab::scenarios::Scenario;
use std::rc::Rc;

/// How many changes can be taken back.
const MOST_CHANGES: usize = 100;

impl Session {
    pub(super) fn become_scenario(&mut self, scenario: Scenario, dragged: Option<Key>) {
        if scenario == *self.scenario {
            return;
        }
        let before = Before {
            scenario: Rc::clone(&self.scenario),
            settings: None,
            is_step: false,
        };
        self.remember(before, dragged.map(Dragged::Parameter));
        self.scenario = Rc::new(scenario);
    }

    /// Sets something of somebody's own program, if there is one.
    pub(super) fn set_of_program(&mut self, setting: &str, value: Option<&str>) {
        let Some(program) = &self.program else {
            return;
        };
        let mut changed = Program::clone(program);
        changed.set(setting, value);
        if changed.settings != program.settings {
            let before = self.with_settings(program);
            self.remember(before, Some(Dragged::Setting(String::from(setting))));
        }
        self.program = Some(Rc::new(changed));
    }

    /// Another program, or none any more, takes the place of the present one. What was set of that is not set again of the
    /// other; the same program with other settings is a change of these.
    pub(super) fn become_program(&mut self, program: Option<Rc<Program>>) {
        let is_same = |now: &Rc<Program>, next: &Rc<Program>| {
            (now.origin, &now.source) == (next.origin, &next.source)
        };
        match (&self.program, &program) {
            (Some(now), Some(next)) if is_same(now, next) => {
                if now.settings != next.settings {
                    let before = self.with_settings(now);
                    self.remember(before, None);
                }
            }
            _ => {
                self.past.retain(|before| before.settings.is_none());
                self.future.retain(|after| after.settings.is_none());
            }
        }
        self.program = program;
    }

    /// The present scenario, and the settings of a program.
    fn with_settings(&self, program: &Program) -> Before {
        Before {
            scenario: Rc::clone(&self.scenario),
            settings: Some(Rc::new(program.settings.clone())),
            is_step: false,
        }
    }

    /// A change begins, or goes on if it is of what is dragged.
    fn remember(&mut self, before: Before, dragged: Option<Dragged>) {
        if dragged.is_none() || dragged != self.dragged {
            self.past.push(before);
            let surplus = self.past.len().saturating_sub(MOST_CHANGES);
            self.past.drain(..surplus);
        }
        self.future.clear();
        self.dragged = dragged;
    }

    pub(super) fn turn_back(&mut self) {
        if let Some(before) = self.past.pop() {
            let after = self.show_again(before);
            self.future.push(after);
        }
    }

    pub(super) fn turn_forward(&mut self) {
        if let Some(after) = self.future.pop() {
            let before = self.show_again(after);
            self.past.push(before);
        }
    }

    /// Shows what was shown before, and returns what was shown.
    fn show_again(&mut self, other: Before) -> Before {
        let Before {
            scenario,
            settings,
            is_step,
        } = other;
        self.opened += u32::from(is_step);
        self.dragged = None;
        self.refused.clear();
        let now = self
            .program
            .as_mut()
            .zip(settings)
            .map(|(program, settings)| {
                Rc::new(Rc::make_mut(program).set_all(Rc::unwrap_or_clone(settings)))
            });
        Before {
            scenario: std::mem::replace(&mut self.scenario, scenario),
            settings: now,
            is_step,
        }
    }
}
