//! The talk as it is given: which step of it is shown, and how much time it has taken.

mod audience;
mod find;
mod kept;
mod keys;
mod moment;
mod pace;
mod shown;
mod source;
#[cfg(test)]
mod tests;

pub use audience::Audience;
pub use find::{Found, foreign_diagram};
pub use kept::Kept;
pub use keys::{Digits, answer as tour_answer};
pub use moment::{moment_of, shows};
pub use pace::Pace;
pub use source::Source;

use super::command::Command;
use super::session::Turned;
use crate::talk::TalkFile;
use audience::AudienceWindow;
use lab::link::TalkOption;
use std::rc::Rc;
use talk::Script;

/// What of the talk is to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stop {
    /// The talk and its form.
    pub talk: TalkOption,
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
    /// The text of a talk that is a file beside the page has come.
    Fetched(Rc<TalkFile>),
    /// The script of a source has come, or a reason why it has not.
    Read(Source, Result<Rc<Script>, String>),
    /// The address names a place of the talk, or none any more.
    Named(Option<Stop>),
    /// The presenter's window shows this: the place, whether the screen is black, and the talk if it is a text.
    Follow(Option<Stop>, bool, Option<Rc<TalkFile>>),
    /// What became of the audience's window.
    Audience(Audience),
}

/// The tour through the talk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tour {
    script: Option<Rc<Script>>,
    /// Where it comes from.
    source: Source,
    /// Its text as a link carries it, if it does.
    packed: Option<Rc<str>>,
    /// The text of the newest file beside the page.
    fetched: Option<Rc<TalkFile>>,
    /// Where the script comes from that is wanted and not there.
    coming: Option<Source>,
    /// What is shown as soon as that has come.
    wish: Option<Stop>,
    /// Why there is no script, or no such step.
    fault: Option<String>,
    /// The places of the form and of the step in the script.
    form: usize,
    at: Option<usize>,
    /// The id of the step of the form that was left for the card, or the step of another form, that is shown.
    left: Option<String>,
    is_black: bool,
    audience: AudienceWindow,
    presents: bool,
    /// When the talk began, in milliseconds since 1970.
    began: Option<f64>,
    turned: Turned,
    turns: u32,
}

impl Tour {
    /// The tour of an address, which may name a place of the talk.
    #[must_use]
    pub fn new(wish: Option<Stop>) -> Tour {
        let mut tour = Tour::default();
        if let Some(wish) = wish {
            tour.follow(Some(&wish), true);
        }
        tour
    }

    /// The same in a document that was loaded again, with what was kept of it. `now` is in milliseconds since 1970.
    #[must_use]
    pub fn resumed(self, kept: Kept, now: f64) -> Tour {
        let Kept {
            began,
            presents,
            left,
            file,
        } = kept.at(now);
        let given = file.map(Source::Given);
        let given = given.filter(|given| match &self.coming {
            None | Some(Source::Lab) => true,
            Some(named) => named.is_same(given),
        });
        Tour {
            began,
            presents,
            left,
            coming: given.or(self.coming),
            ..self
        }
    }

    /// What is to be kept of it.
    #[must_use]
    pub fn kept(&self) -> Kept {
        Kept {
            began: self.began,
            presents: self.presents,
            left: self.left.clone(),
            file: self.file().cloned(),
        }
    }

    /// The tour after a change.
    #[must_use]
    pub fn change(&self, change: &TourChange) -> Tour {
        let mut next = self.clone();
        match change {
            TourChange::Command(command, now) => next.apply(command, *now),
            TourChange::Fetched(file) => next.fetched = Some(Rc::clone(file)),
            TourChange::Read(source, script) if next.coming.as_ref() == Some(source) => {
                next.coming = None;
                next.read(source, script);
            }
            // Another one is wanted by now.
            TourChange::Read(..) => {}
            TourChange::Named(wish) => next.follow(wish.as_ref(), true),
            TourChange::Follow(Some(wish), is_black, Some(file)) => {
                next.want(Source::Given(Rc::clone(file)), wish, false);
                next.is_black = *is_black;
            }
            TourChange::Follow(wish, is_black, _) => {
                next.follow(wish.as_ref(), false);
                next.is_black = *is_black;
            }
            TourChange::Audience(audience) => next.hear(*audience),
        }
        next
    }

    fn apply(&mut self, command: &Command, now: f64) {
        match command {
            Command::Talk { form } => {
                let wish = Stop {
                    talk: TalkOption::form(form.clone()),
                    step: None,
                    opens: true,
                };
                self.began = Some(now);
                let script = self.script.as_ref();
                let is_here = form
                    .as_ref()
                    .is_some_and(|id| script.is_some_and(|script| script.form(id).is_some()));
                let source = Some(self.source.clone()).filter(|_| is_here);
                self.want(source.unwrap_or_default(), &wish, true);
            }
            Command::TalkFile(file) => {
                self.began = Some(now);
                let wish = Stop {
                    opens: true,
                    ..Stop::default()
                };
                self.want(Source::Given(Rc::clone(file)), &wish, true);
            }
            Command::Jump { to } => {
                let wish = Stop {
                    talk: TalkOption::form(self.form().map(|form| form.id.clone())),
                    step: Some(to.clone()),
                    opens: true,
                };
                self.want(self.source.clone(), &wish, true);
            }
            Command::Turn { forward } => {
                if let Some(place) = self.place_beside(*forward) {
                    self.began.get_or_insert(now);
                    self.show(place, true, true);
                }
            }
            Command::Black => {
                let is_black = !self.is_black && self.at.is_some();
                self.end_black();
                self.is_black = is_black;
            }
            Command::Present => {
                self.presents = !self.presents;
                self.began.get_or_insert(now);
            }
            Command::Show {
                dialog:
                    super::command::Dialog::Steps
                    | super::command::Dialog::Card
                    | super::command::Dialog::Diagrams,
            } if self.script.is_none() => {
                self.coming.get_or_insert_default();
            }
            Command::Leave => self.leave(true),
            Command::Open { .. } | Command::Dismiss => self.fault = None,
            _ => {}
        }
    }

    fn read(&mut self, source: &Source, script: &Result<Rc<Script>, String>) {
        let wish = self.wish.take();
        match script {
            Ok(script) => {
                self.script = Some(Rc::clone(script));
                self.source = source.clone();
                self.packed = source.packed();
                (self.form, self.at, self.fault) = (0, None, None);
                if let Some(wish) = wish {
                    // The audience's window may have heard in the meantime that its screen is black.
                    let is_black = self.is_black;
                    self.grant(&wish, false);
                    self.is_black = is_black;
                }
            }
            Err(reason) => self.fault = Some(reason.clone()),
        }
    }

    /// Shows what is wished of a talk, as soon as its script is there.
    fn want(&mut self, source: Source, wish: &Stop, is_step: bool) {
        self.fault = None;
        self.end_black();
        if self.script.is_some() && self.source.is_same(&source) {
            self.coming = None;
            self.grant(wish, is_step);
            return;
        }
        let is_coming = self.coming.as_ref().is_some_and(|now| now.is_same(&source));
        if !is_coming {
            self.coming = Some(source);
        }
        self.wish = Some(wish.clone());
    }

    /// Shows what an address names. `keeps_file` is whether a talk that has no address is still meant by one.
    fn follow(&mut self, wish: Option<&Stop>, keeps_file: bool) {
        let Some(wish) = wish else {
            self.leave(false);
            return;
        };
        let fault = self.fault.take();
        match Source::of_option(&wish.talk) {
            Ok(None) => {}
            Ok(Some(source)) => {
                self.want(source, wish, false);
                return;
            }
            Err(fault) => {
                // The address keeps nothing of a text that nobody can read.
                self.leave(false);
                self.turned = Turned::default();
                self.turns += 1;
                self.fault = Some(fault);
                return;
            }
        }
        let now = self.coming.as_ref().unwrap_or(&self.source);
        let is_file = matches!(now, Source::Given(_)) && keeps_file;
        let script = self.script.as_ref();
        let form = wish.talk.form.as_deref();
        let has_form = form.is_none_or(|id| script.is_none_or(|script| script.form(id).is_some()));
        let source = Some(now.clone()).filter(|_| is_file && has_form);
        self.want(source.unwrap_or_default(), wish, false);
        self.fault = self.fault.take().or(fault);
    }

    fn grant(&mut self, wish: &Stop, is_step: bool) {
        let Some(script) = self.script.clone() else {
            return;
        };
        let form = wish.talk.form.as_deref();
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
        let order = self.order();
        self.left = match self.at {
            _ if order.contains(&place) => None,
            Some(at) if order.contains(&at) => self.step().map(|step| step.id.clone()),
            _ => self.left.take(),
        };
        self.at = Some(place);
        self.end_black();
        let link = self.step().map(|step| step.link.clone());
        self.turned = Turned {
            talk: self.option(),
            step: self.step().map(|step| step.id.clone()),
            link: link.filter(|_| opens),
            is_step,
        };
        self.turns += 1;
    }

    fn leave(&mut self, is_step: bool) {
        self.wish = None;
        self.presents = false;
        self.end_black();
        self.left = None;
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
