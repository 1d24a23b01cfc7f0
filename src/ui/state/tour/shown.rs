//! What is read off the tour.

use super::{Pace, Source, Tour, Turned};
use crate::talk::TalkFile;
use lab::link::{SizeOption, TalkOption};
use std::rc::Rc;
use talk::{Form, Script, ScriptStep, Section};

impl Tour {
    /// The script that is needed and not there.
    #[must_use]
    pub fn coming(&self) -> Option<&Source> {
        self.coming.as_ref()
    }

    /// Whether the talk is a speaker's own.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.source != Source::Lab
    }

    /// The talk, if it is a text that somebody has given.
    #[must_use]
    pub fn file(&self) -> Option<&Rc<TalkFile>> {
        match &self.source {
            Source::Given(file) => Some(file),
            Source::Lab | Source::At(_) => None,
        }
    }

    /// How a link names the talk, in the form in which it is given.
    #[must_use]
    pub fn option(&self) -> Option<TalkOption> {
        let (form, packed) = (self.form()?, self.packed.as_deref());
        Some(self.source.option(packed, &form.id, self.form == 0))
    }

    /// What a link names of the talk: the form in which it is given, and the step. `None` outside of the talk.
    #[must_use]
    pub fn place(&self) -> Option<(TalkOption, String)> {
        Some((self.option()?, self.step()?.id.clone()))
    }

    /// What a link for others names of the talk. `None` outside of the talk, and if its text is too long for a link.
    #[must_use]
    pub fn shared_place(&self) -> Option<(TalkOption, String)> {
        let is_left_out = self.file().is_some() && self.packed.is_none();
        self.place().filter(|_| !is_left_out)
    }

    /// The text of the talk that is shown, if a link only names it: a page that is saved as a file keeps it.
    #[must_use]
    pub fn beside_link(&self) -> Option<&Rc<TalkFile>> {
        self.step()?;
        match &self.source {
            Source::Given(file) => Some(file).filter(|_| self.packed.is_none()),
            Source::At(path) => self.fetched.as_ref().filter(|file| file.file == *path),
            Source::Lab => None,
        }
    }

    /// What the other window of a pair is told of the talk, which gets a given text besides: the form, and the step.
    #[must_use]
    pub fn paired_place(&self) -> Option<(String, String)> {
        let form = match self.file() {
            Some(_) => self.form()?.id.clone(),
            None => self.option()?.to_string(),
        };
        Some((form, self.step()?.id.clone()))
    }

    /// Whether a step is on its way.
    #[must_use]
    pub fn is_coming(&self) -> bool {
        self.coming.is_some() && self.wish.as_ref().is_some_and(|wish| wish.opens)
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

    /// The size of type in this window: who presents reads at a desk what the audience reads in its own window, unless a size was chosen.
    #[must_use]
    pub fn size(&self, chosen: SizeOption) -> SizeOption {
        match chosen {
            SizeOption::Auto if self.presents && self.at.is_some() => SizeOption::Normal,
            chosen => chosen,
        }
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

    /// The number of the step that was left for the card that is shown, from 1, and the step.
    #[must_use]
    pub fn left(&self) -> Option<(usize, &ScriptStep)> {
        let (left, script) = (self.left.as_ref()?, self.script.as_ref()?);
        let order = self.order().into_iter();
        let mut steps = (1..).zip(order.filter_map(|place| script.steps.get(place)));
        steps.find(|(_, step)| step.id == *left)
    }

    /// How the talk does against its budget, at the step that is shown or that was left for a card; `None` before it has begun.
    #[must_use]
    pub fn pace(&self, now: f64) -> Option<Pace> {
        let (script, form) = (self.script.as_ref()?, self.form()?);
        let at = match self.left() {
            Some((_, left)) => script.steps.iter().position(|step| step == left),
            None => self.at,
        };
        Some(Pace::of(script, form, at?, now - self.began?))
    }
}
