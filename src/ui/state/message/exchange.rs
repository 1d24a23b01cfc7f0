//! The exchange with a host: what is asked, and what it is told.

use super::event::Event;
use super::request::{Refusal, Request, Wish, receive};
use super::rights::Rights;
use super::state::State;
use crate::ui::state::command::Command;
use crate::ui::state::shown::Shown;
use std::mem;

/// The most requests that wait for the first runs.
const MOST_WAITING: usize = 100;

/// The exchange with the page around a frame.
///
/// What is heard waits until there are runs. Commands are given first; the answers to them tell what is shown after them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exchange {
    /// What was asked, the oldest first.
    asked: Vec<Request>,
    /// What is answered in the next round: its commands have been given.
    due: Vec<Request>,
    refusals: Vec<Refusal>,
    /// What the host may do, as of its newest message.
    rights: Option<Rights>,
    /// Whether there have been runs.
    is_ready: bool,
    /// What a host that said hello was told last.
    told: Option<State>,
}

/// What is to be done in a round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Next {
    /// What the host is told.
    pub events: Vec<Event>,
    /// What the page is given to do, in order.
    pub deeds: Vec<Deed>,
    /// Whether another round follows, once the page has done it.
    pub again: bool,
}

/// Something that the page is given to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// A command.
    Command(Command),
    /// To show something again.
    Show(Shown),
}

impl Exchange {
    /// A message that is for the Lab, in its JSON text, of a host with these rights.
    pub fn hear(&mut self, text: &str, rights: Rights) {
        self.rights = Some(rights);
        match receive(text, rights) {
            Ok(Request { id, .. }) if self.asked.len() >= MOST_WAITING => {
                let reason = format!(
                    "{MOST_WAITING} requests are waiting: allowed are no more before the first runs are there"
                );
                self.refuse(Refusal { id, reason });
            }
            Ok(request) => self.asked.push(request),
            Err(refusal) => self.refuse(refusal),
        }
    }

    /// A message that cannot be read at all.
    pub fn refuse(&mut self, refusal: Refusal) {
        self.refusals.push(refusal);
    }

    /// Whether the next round needs to know what is shown.
    #[must_use]
    pub fn is_awake(&self) -> bool {
        let waits = self.asked.len() + self.due.len() + self.refusals.len();
        waits > 0 || self.told.is_some() || !self.is_ready
    }

    /// The next round, in which `state` is shown; `None` before the first runs.
    pub fn next(&mut self, state: Option<&State>) -> Next {
        let mut next = Next::default();
        let refusals = mem::take(&mut self.refusals).into_iter();
        next.events
            .extend(refusals.map(|Refusal { id, reason }| Event::Error { id, reason }));
        let Some(state) = state else { return next };
        if !mem::replace(&mut self.is_ready, true) {
            // The page has yet to show the runs that have just come as the link says.
            next.again = true;
            next.events.push(Event::Ready {
                id: None,
                may: None,
                state: None,
            });
            return next;
        }
        if let Some(told) = &mut self.told {
            next.events.extend(news(told, state));
            *told = state.clone();
        }
        let asked = mem::take(&mut self.asked);
        let deeds = asked.iter().filter_map(|request| match &request.wish {
            Wish::Command(command) => Some(Deed::Command(command.clone())),
            Wish::Show(shown) => Some(Deed::Show(shown.clone())),
            Wish::Hello | Wish::State => None,
        });
        next.deeds.extend(deeds);
        for request in mem::take(&mut self.due) {
            next.events.extend(self.answer(&request, state));
        }
        if next.deeds.is_empty() {
            for request in asked {
                next.events.extend(self.answer(&request, state));
            }
        } else {
            self.due = asked;
            next.again = true;
        }
        next
    }

    fn answer(&mut self, request: &Request, state: &State) -> Option<Event> {
        let (id, state) = (request.id, state.clone());
        match request.wish {
            Wish::Hello => {
                self.told = Some(state.clone());
                Some(Event::Ready {
                    id,
                    may: self.rights,
                    state: Some(state),
                })
            }
            Wish::State => Some(Event::State { id, state }),
            Wish::Command(_) | Wish::Show(_) => id.map(|id| Event::State {
                id: Some(id),
                state,
            }),
        }
    }
}

/// What a host is told when one state has become another: nothing of a moment that moves by itself.
fn news(before: &State, now: &State) -> Vec<Event> {
    let moves = before.shown.playing && now.shown.playing;
    let mut same = before.clone();
    if moves {
        same.shown.at = now.shown.at;
    }
    if same == *now {
        return Vec::new();
    }
    let mut events = vec![Event::Changed { state: now.clone() }];
    let has_stopped = before.shown.playing && !now.shown.playing;
    if has_stopped && now.shown.at >= now.end {
        events.push(Event::Ended { state: now.clone() });
    }
    events
}
