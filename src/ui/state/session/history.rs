//! What can be taken back of a session, and made again.

use super::{Before, Session};
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
