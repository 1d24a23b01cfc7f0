//! The talk as it is given: which step of it is shown, and how much time it has taken.

mod find;
mod keys;
mod moment;
mod pace;
#[cfg(test)]
mod tests;

pub use find::Found;
pub use keys::{Digits, answer as tour_answer};
pub use moment::{moment_of, shows};
pub use pace::Pace;

use super::command::Command;
use super::session::Turned;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use talk::{Form, Script, ScriptStep, Section};

/// What of the talk is to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stop {
    /// The form's id; the first one if it is empty or `None`.
    pub form: Option<String>,
    /// The step or card: its number, its id, or a place.
    pub step: Option<String>,
    /// Whether the step's own run is opened. Otherwise what is run stays.
    pub opens: bool,
}

/// What changes the tour.
#[derive(Clone, Debug, PartialEq)]
pub enum TourChange {
    /// A command, and when it was given, in milliseconds since 1970.
    Command(Command, f64),
    /// The script has come, or a reason why it has not.
    Read(Result<Rc<Script>, String>),
    /// The address names a place of the talk, or none any more.
    Named(Option<Stop>),
    /// The presenter's window shows this.
    Follow(Option<Stop>, bool),
}

/// What of the tour outlives its document, when that is loaded again.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// When the talk began, in milliseconds since 1970.
    pub began: Option<f64>,
    /// Whether notes and time are shown.
    pub presents: bool,
}

/// How long ago a talk can have begun that is still being given, in milliseconds.
const LONGEST: f64 = 6.0 * 3_600_000.0;

impl Kept {
    /// What is still of use at a moment, in milliseconds since 1970: yesterday's talk is not the one that is given today.
    fn at(self, now: f64) -> Kept {
        let is_recent = |began: &f64| (0.0..LONGEST).contains(&(now - began));
        let began = self.began.filter(is_recent);
        Kept {
            presents: self.presents && began.is_some(),
            began,
        }
    }
}

/// The tour through the talk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tour {
    script: Option<Rc<Script>>,
    /// What is shown as soon as the script has come.
    wish: Option<Stop>,
    /// Why there is no script, or no such step.
    fault: Option<String>,
    /// The places of the form and of the step in the script.
    form: usize,
    at: Option<usize>,
    is_black: bool,
    presents: bool,
    /// Whether somebody asked for the list of steps.
    lists: bool,
    /// When the talk began, in milliseconds since 1970.
    began: Option<f64>,
    turned: Turned,
    turns: u32,
}

impl Tour {
    /// The tour of an address, which may name a place of the talk.
    #[must_use]
    pub fn new(wish: Option<Stop>) -> Tour {
        Tour {
            wish,
            ..Tour::default()
        }
    }

    /// The same in a document that was loaded again, with what was kept of it. `now` is in milliseconds since 1970.
    #[must_use]
    pub fn resumed(self, kept: Kept, now: f64) -> Tour {
        let Kept { began, presents } = kept.at(now);
        Tour {
            began,
            presents,
            ..self
        }
    }

    /// What is to be kept of it.
    #[must_use]
    pub fn kept(&self) -> Kept {
        Kept {
            began: self.began,
            presents: self.presents,
        }
    }

    /// The tour after a change.
    #[must_use]
    pub fn change(&self, change: &TourChange) -> Tour {
        let mut next = self.clone();
        match change {
            TourChange::Command(command, now) => next.apply(command, *now),
            TourChange::Read(Ok(script)) => {
                next.script = Some(Rc::clone(script));
                next.fault = None;
                if let Some(wish) = next.wish.take() {
                    next.grant(&wish, false);
                }
            }
            TourChange::Read(Err(reason)) => {
                next.fault = Some(reason.clone());
                next.wish = None;
                next.lists = false;
            }
            TourChange::Named(wish) => next.follow(wish.as_ref()),
            TourChange::Follow(wish, is_black) => {
                next.follow(wish.as_ref());
                next.is_black = *is_black;
            }
        }
        next
    }

    /// Whether the script is needed and not there.
    #[must_use]
    pub fn wants_script(&self) -> bool {
        self.script.is_none() && (self.wish.is_some() || self.lists)
    }

    /// Whether a step is on its way.
    #[must_use]
    pub fn is_coming(&self) -> bool {
        self.script.is_none() && self.wish.as_ref().is_some_and(|wish| wish.opens)
    }

    /// The script, once it has come.
    #[must_use]
    pub fn script(&self) -> Option<&Rc<Script>> {
        self.script.as_ref()
    }

    /// Why the talk, or a step of it, cannot be shown.
    #[must_use]
    pub fn fault(&self) -> Option<&str> {
        self.fault.as_deref()
    }

    /// Whether the screen is black.
    #[must_use]
    pub fn is_black(&self) -> bool {
        self.is_black
    }

    /// Whether notes and time are shown.
    #[must_use]
    pub fn presents(&self) -> bool {
        self.presents
    }

    /// The step or card that is shown.
    #[must_use]
    pub fn step(&self) -> Option<&ScriptStep> {
        self.script.as_ref()?.steps.get(self.at?)
    }

    /// The form in which the talk is given.
    #[must_use]
    pub fn form(&self) -> Option<&Form> {
        self.script.as_ref()?.forms.get(self.form)
    }

    /// The section of the step that is shown; `None` for a card.
    #[must_use]
    pub fn section(&self) -> Option<&Section> {
        let (at, form) = (self.at?, self.form()?);
        let mut order = self.script.as_ref()?.order(form);
        order
            .find(|(_, place)| *place == at)
            .map(|(section, _)| section)
    }

    /// The number of the step that is shown, from 1, and how many there are; `None` for a card.
    #[must_use]
    pub fn number(&self) -> Option<(usize, usize)> {
        let order = self.order();
        let number = order.iter().position(|place| Some(*place) == self.at)?;
        Some((number + 1, order.len()))
    }

    /// The step that comes next or came before; among cards the next card.
    #[must_use]
    pub fn beside(&self, forward: bool) -> Option<&ScriptStep> {
        let place = self.place_beside(forward)?;
        self.script.as_ref()?.steps.get(place)
    }

    /// What the last turn lets the session run, and how many turns there were.
    #[must_use]
    pub fn turned(&self) -> (&Turned, u32) {
        (&self.turned, self.turns)
    }

    /// How the talk does against its budget; `None` before it has begun.
    #[must_use]
    pub fn pace(&self, now: f64) -> Option<Pace> {
        let (script, form) = (self.script.as_ref()?, self.form()?);
        Some(Pace::of(script, form, self.at?, now - self.began?))
    }

    fn apply(&mut self, command: &Command, now: f64) {
        match command {
            Command::Talk { form } => {
                let wish = Stop {
                    form: form.clone(),
                    step: None,
                    opens: true,
                };
                self.began = Some(now);
                self.ask(wish);
            }
            Command::Jump { to } => self.ask(Stop {
                form: self.form().map(|form| form.id.clone()),
                step: Some(to.clone()),
                opens: true,
            }),
            Command::Turn { forward } => {
                if let Some(place) = self.place_beside(*forward) {
                    self.began.get_or_insert(now);
                    self.show(place, true, true);
                }
            }
            Command::Black => self.is_black = !self.is_black && self.at.is_some(),
            Command::Present => {
                self.presents = !self.presents;
                self.began.get_or_insert(now);
            }
            Command::Show {
                dialog: super::command::Dialog::Steps | super::command::Dialog::Card,
            } => self.lists = true,
            Command::Leave => self.leave(true),
            Command::Open { .. } | Command::Dismiss => self.fault = None,
            _ => {}
        }
    }

    /// Shows what is wished, as soon as there is a script.
    fn ask(&mut self, wish: Stop) {
        self.fault = None;
        if self.script.is_some() {
            self.grant(&wish, true);
        } else {
            self.wish = Some(wish);
        }
    }

    fn follow(&mut self, wish: Option<&Stop>) {
        match wish {
            Some(wish) if self.script.is_some() => self.grant(wish, false),
            Some(wish) => self.wish = Some(wish.clone()),
            None => self.leave(false),
        }
    }

    fn grant(&mut self, wish: &Stop, is_step: bool) {
        let Some(script) = self.script.clone() else {
            return;
        };
        let form = wish.form.as_deref().filter(|form| !form.is_empty());
        self.form = form.map_or(0, |id| {
            script.form(id).unwrap_or_else(|| {
                let ids: Vec<&str> = script.forms.iter().map(|form| form.id.as_str()).collect();
                self.fault = Some(format!("talk={id}: allowed is {}", ids.join(" or ")));
                0
            })
        });
        let first = self.order().first().copied();
        let place = match &wish.step {
            None => first,
            Some(text) => {
                let found = script.forms.get(self.form);
                let found = found.and_then(|form| find::place_of(&script, form, text));
                if found.is_none() {
                    self.fault = Some(format!(
                        "step={text}: there is no such step; allowed is a number from 1 to {}, a step's name, or a place such as slide 5",
                        self.order().len()
                    ));
                }
                found.or(self.at).or(first)
            }
        };
        if let Some(place) = place {
            self.show(place, wish.opens, is_step);
        }
    }

    fn show(&mut self, place: usize, opens: bool, is_step: bool) {
        self.at = Some(place);
        self.is_black = false;
        let link = self.step().map(|step| step.link.clone());
        self.turned = Turned {
            form: self.form().map(|form| form.id.clone()),
            step: self.step().map(|step| step.id.clone()),
            link: link.filter(|_| opens),
            is_step,
        };
        self.turns += 1;
    }

    fn leave(&mut self, is_step: bool) {
        self.wish = None;
        self.presents = false;
        self.is_black = false;
        if self.at.take().is_some() {
            self.turned = Turned {
                is_step,
                ..Turned::default()
            };
            self.turns += 1;
        }
    }

    fn order(&self) -> Vec<usize> {
        let script = self.script.as_ref();
        let order = script.zip(self.form()).map(|(script, form)| {
            let order = script.order(form);
            order.map(|(_, place)| place).collect()
        });
        order.unwrap_or_default()
    }

    fn place_beside(&self, forward: bool) -> Option<usize> {
        let at = self.at?;
        let cards: Vec<usize> = self.script.as_ref()?.cards().collect();
        let order = self.order();
        let row = if cards.contains(&at) { cards } else { order };
        let now = row.iter().position(|place| *place == at);
        match (now, forward) {
            (Some(now), true) => row.get(now + 1).copied(),
            (Some(now), false) => row.get(now.checked_sub(1)?).copied(),
            // A step of another form.
            (None, true) => row.iter().copied().find(|place| *place > at),
            (None, false) => row.iter().copied().rev().find(|place| *place < at),
        }
    }
}
