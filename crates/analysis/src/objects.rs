//! Names, and the things on which goroutines wait: channels, locks and the like, with their levels over time.

use super::series::last_at;
use goruntime::time::Time;
use goruntime::trace::{GoroutineId, Name, ObjectId, ObjectKind};
use std::collections::{BTreeMap, VecDeque};
use std::num::NonZeroU32;

/// A name whose text is in a table, as there are far fewer texts than names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label {
    text: u32,
    number: Option<u32>,
}

/// The texts of names, each once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Texts {
    texts: Vec<String>,
    places: BTreeMap<String, u32>,
}

impl Texts {
    pub(super) fn label(&mut self, name: Name<'_>) -> Label {
        let number = name.number;
        if let Some(text) = self.places.get(name.text) {
            return Label {
                text: *text,
                number,
            };
        }
        let text = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(name.text.to_owned());
        self.places.insert(name.text.to_owned(), text);
        Label { text, number }
    }

    pub(super) fn name(&self, label: Label) -> Name<'_> {
        Name {
            text: self
                .texts
                .get(label.text as usize)
                .map_or("", String::as_str),
            number: label.number,
        }
    }
}

/// A thing on which goroutines wait.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectUse {
    /// Its kind.
    pub kind: ObjectKind,
    /// How many values a channel's buffer holds, or the size of a semaphore; else 0.
    pub capacity: u32,
    /// What was in it, or held, and who waited, over time; only of a named object.
    pub levels: Vec<ObjectLevel>,
    /// Who held the lock, in the order of locking; only of a named lock.
    pub holds: Vec<Hold>,
    pub(super) label: Option<Label>,
    /// The goroutine that last received from it or waited to.
    pub(super) receiver: Option<GoroutineId>,
    /// Who sent the values in the buffer, and when.
    sent: VecDeque<(GoroutineId, Time)>,
}

/// The state of an object after all events of an instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ObjectLevel {
    /// The instant.
    pub at: Time,
    /// The number of values in the buffer, or how much of a lock is held.
    pub amount: u32,
    /// The number of goroutines that wait to send to the channel, or for the lock.
    pub waiting: u32,
}

/// A time for which a goroutine held a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Who.
    pub goroutine: GoroutineId,
    /// Since when.
    pub from: Time,
    /// Until when; `None` if it was held at the end of the run.
    pub to: Option<Time>,
}

impl ObjectUse {
    /// The level at a moment.
    #[must_use]
    pub fn level_at(&self, at: Time) -> ObjectLevel {
        let level = last_at(&self.levels, at, |level| level.at);
        level.copied().unwrap_or_default()
    }

    /// A goroutine that held the lock at a moment; of several, the one that took it last.
    #[must_use]
    pub fn holder_at(&self, at: Time) -> Option<GoroutineId> {
        let until = self.holds.partition_point(|hold| hold.from <= at);
        let holds = self.holds[..until].iter().rev();
        let mut held = holds.filter(|hold| hold.to.is_none_or(|to| to > at));
        held.next().map(|hold| hold.goroutine)
    }

    /// Whether it is a lock.
    #[must_use]
    pub const fn is_lock(&self) -> bool {
        match self.kind {
            ObjectKind::Mutex | ObjectKind::RwMutex | ObjectKind::Semaphore => true,
            ObjectKind::Chan | ObjectKind::Timer | ObjectKind::Context | ObjectKind::WaitGroup => {
                false
            }
        }
    }
}

/// The objects during the pass. Their numbers count from 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Objects {
    all: Vec<ObjectUse>,
    /// The place of each object in `all`. Timers have none: there may be one for each turn of a loop.
    places: Vec<Option<NonZeroU32>>,
    /// The number of levels and holds of all objects.
    size: usize,
}

impl Objects {
    pub(super) fn declare(&mut self, kind: ObjectKind, capacity: u32, label: Option<Label>) {
        if kind == ObjectKind::Timer {
            self.places.push(None);
            return;
        }
        self.places.push(
            u32::try_from(self.all.len() + 1)
                .ok()
                .and_then(NonZeroU32::new),
        );
        self.all.push(ObjectUse {
            kind,
            capacity,
            levels: Vec::new(),
            holds: Vec::new(),
            label,
            receiver: None,
            sent: VecDeque::new(),
        });
    }

    pub(super) fn get(&self, id: ObjectId) -> Option<&ObjectUse> {
        self.all.get(self.place(id)?)
    }

    pub(super) fn get_mut(&mut self, id: ObjectId) -> Option<&mut ObjectUse> {
        let place = self.place(id)?;
        self.all.get_mut(place)
    }

    /// Every object but timers, with its number.
    pub(super) fn all(&self) -> impl Iterator<Item = (ObjectId, &ObjectUse)> {
        let known = |(id, place): (u32, &Option<NonZeroU32>)| {
            let place = place.as_ref()?.get() as usize - 1;
            Some((ObjectId(id), self.all.get(place)?))
        };
        (1..).zip(&self.places).filter_map(known)
    }

    fn place(&self, id: ObjectId) -> Option<usize> {
        let place = self.places.get((id.0 as usize).checked_sub(1)?)?;
        Some(place.as_ref()?.get() as usize - 1)
    }

    /// Its buffer now holds this many values, or this much of the lock is held.
    pub(super) fn set_amount(&mut self, id: ObjectId, at: Time, amount: u32) {
        self.change(id, at, |level| level.amount = amount);
    }

    /// A goroutine begins to stand in its queue, or stops.
    pub(super) fn wait(&mut self, id: ObjectId, at: Time, begins: bool) {
        self.change(id, at, |level| {
            level.waiting = if begins {
                level.waiting + 1
            } else {
                level.waiting.saturating_sub(1)
            };
        });
    }

    /// A goroutine puts a value into the buffer.
    pub(super) fn sent(&mut self, id: ObjectId, by: GoroutineId, at: Time) {
        if let Some(object) = self.get_mut(id) {
            object.sent.push_back((by, at));
        }
    }

    /// A goroutine takes the oldest value out of the buffer. Returns who sent it, and when.
    pub(super) fn received(&mut self, id: ObjectId) -> Option<(GoroutineId, Time)> {
        self.get_mut(id)?.sent.pop_front()
    }

    pub(super) fn lock(&mut self, id: ObjectId, by: GoroutineId, at: Time) {
        let Some(object) = self.get_mut(id) else {
            return;
        };
        object.holds.push(Hold {
            goroutine: by,
            from: at,
            to: None,
        });
        self.size += 1;
    }

    /// Ends the hold of this goroutine, or, if another one unlocks, the oldest.
    pub(super) fn unlock(&mut self, id: ObjectId, by: Option<GoroutineId>, at: Time) {
        let Some(object) = self.get_mut(id) else {
            return;
        };
        let open = |hold: &&mut Hold| hold.to.is_none();
        let own = |hold: &&mut Hold| hold.to.is_none() && Some(hold.goroutine) == by;
        // The newest holds are at the end; a lock has few open ones.
        let found = object.holds.iter_mut().rev().take(64).find(own);
        let hold = match found {
            Some(own) => Some(own),
            None => object.holds.iter_mut().find(open),
        };
        if let Some(hold) = hold {
            hold.to = Some(at);
        }
    }

    /// Numbers locks that have one name and are held at the same time: `from.mu 1`, `from.mu 2`. What a function calls its parameter
    /// may be another lock in each goroutine.
    pub(super) fn tell_locks_apart(&mut self) {
        let mut alike: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (place, object) in self.all.iter().enumerate() {
            if let Some(Label { text, number: None }) = object.label
                && object.is_lock()
            {
                alike.entry(text).or_default().push(place);
            }
        }
        for places in alike.values() {
            if !self.are_held_at_once(places) {
                continue;
            }
            for (number, place) in (1..).zip(places) {
                let label = &mut self.all[*place].label;
                *label = label.map(|Label { text, .. }| Label {
                    text,
                    number: Some(number),
                });
            }
        }
    }

    /// Whether two of these locks are held at the same time.
    fn are_held_at_once(&self, places: &[usize]) -> bool {
        let end = |hold: &Hold| hold.to.unwrap_or(Time(u64::MAX));
        let of = |place: usize| {
            let holds = self.all[place].holds.iter();
            holds.map(move |hold| (hold.from, end(hold), place))
        };
        let mut holds: Vec<(Time, Time, usize)> = places.iter().copied().flat_map(of).collect();
        holds.sort_unstable();
        // The hold that ends last of those that began before.
        let mut longest = (Time::ZERO, usize::MAX);
        holds.into_iter().any(|(from, to, place)| {
            let is_at_once = from < longest.0 && place != longest.1;
            longest = longest.max((to, place));
            is_at_once
        })
    }

    /// The memory of the lists in bytes.
    pub(super) fn bytes(&self) -> usize {
        let of = |object: &ObjectUse| {
            object.levels.capacity() * size_of::<ObjectLevel>()
                + object.holds.capacity() * size_of::<Hold>()
                + object.sent.capacity() * size_of::<(GoroutineId, Time)>()
        };
        self.all.capacity() * size_of::<ObjectUse>() + self.all.iter().map(of).sum::<usize>()
    }

    /// The number of objects, their levels and holds.
    pub(super) fn size(&self) -> usize {
        self.all.len() + self.size
    }

    fn change(&mut self, id: ObjectId, at: Time, change: impl FnOnce(&mut ObjectLevel)) {
        let Some(object) = self.get_mut(id).filter(|object| object.label.is_some()) else {
            return;
        };
        match object.levels.last_mut() {
            Some(last) if last.at == at => change(last),
            last => {
                let mut level = last.map_or(ObjectLevel::default(), |last| *last);
                level.at = at;
                change(&mut level);
                object.levels.push(level);
                self.size += 1;
            }
        }
    }
}
