//! Writing what happens to objects: channels, locks and the like.

use super::{Recorder, zigzag};
use crate::time::Time;
use crate::trace::format::{Tag, name_form};
use crate::trace::name::{Name, ObjectId, ObjectKind};
use std::collections::BTreeMap;

/// The texts of names, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// The bytes of the texts.
    pub(super) size: usize,
    pub(super) texts: Vec<String>,
    places: BTreeMap<String, u32>,
    /// The place of the last name. Most goroutines have the name of the one before.
    last: u32,
}

impl Names {
    /// Texts by place.
    pub(super) fn of(texts: Vec<String>) -> Names {
        Names {
            size: texts.iter().map(String::len).sum(),
            texts,
            ..Names::default()
        }
    }

    /// The place of a text.
    fn place(&mut self, text: &str) -> u32 {
        let last = self.texts.get(self.last as usize);
        if last.is_none_or(|last| last != text) {
            self.last = self.find(text);
        }
        self.last
    }

    fn find(&mut self, text: &str) -> u32 {
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        let place = u32::try_from(self.texts.len()).expect("fewer than 2^32 names");
        self.size += text.len();
        self.texts.push(String::from(text));
        self.places.insert(String::from(text), place);
        place
    }
}

impl Recorder {
    /// Records that the trace learns of an object, and returns its number. `capacity` is that of a channel's buffer or the
    /// size of a semaphore; else 0.
    pub fn object(
        &mut self,
        at: Time,
        kind: ObjectKind,
        name: Option<Name<'_>>,
        capacity: u32,
    ) -> ObjectId {
        self.context.objects += 1;
        self.write(at, Tag::Object, kind as u64);
        let (code, number) = self.name_code(name);
        self.number(code);
        if let Some(number) = number {
            self.number(number);
        }
        self.number(capacity.into());
        ObjectId(self.context.objects)
    }

    /// Records a case of the `select` in which the running goroutine parks next; `None` is a nil channel.
    pub fn select_case(&mut self, at: Time, object: Option<ObjectId>, sends: bool) {
        let argument = u64::from(sends);
        self.write(at, Tag::SelectCase, argument);
        self.object_or_none(object);
    }

    /// Records that the running goroutine put a value into a channel's buffer, which now holds `length`.
    pub fn chan_send(&mut self, at: Time, object: ObjectId, length: u32) {
        self.write_object(at, Tag::ChanSend, object);
        self.number(length.into());
    }

    /// Records that the running goroutine took a value out of a channel's buffer, which now holds `length`.
    pub fn chan_receive(&mut self, at: Time, object: ObjectId, length: u32) {
        self.write_object(at, Tag::ChanReceive, object);
        self.number(length.into());
    }

    /// Records that the running goroutine found no room in a channel.
    pub fn chan_full(&mut self, at: Time, object: ObjectId) {
        self.write_object(at, Tag::ChanFull, object);
    }

    /// Records that the running goroutine closed a channel.
    pub fn close(&mut self, at: Time, object: ObjectId) {
        self.write_object(at, Tag::Close, object);
    }

    /// Records that the running goroutine got a lock, of which all goroutines now hold `held`.
    pub fn lock(&mut self, at: Time, object: ObjectId, held: u32) {
        self.write_object(at, Tag::Lock, object);
        self.number(held.into());
    }

    /// Records that the running goroutine released a lock, of which all goroutines now hold `held`.
    pub fn unlock(&mut self, at: Time, object: ObjectId, held: u32) {
        self.write_object(at, Tag::Unlock, object);
        self.number(held.into());
    }

    fn write_object(&mut self, at: Time, tag: Tag, object: ObjectId) {
        let step = self.object_step(object);
        self.write(at, tag, step);
    }

    /// Writes 0 for none, or else 1 and the difference from the last object.
    #[inline]
    pub(super) fn object_or_none(&mut self, object: Option<ObjectId>) {
        let code = object.map_or(0, |object| 1 + self.object_step(object));
        self.number(code);
    }

    fn object_step(&mut self, object: ObjectId) -> u64 {
        let step = zigzag(object.0, self.context.object);
        self.context.object = object.0;
        step
    }

    /// The code of a name, and the number that follows it.
    pub(super) fn name_code(&mut self, name: Option<Name<'_>>) -> (u64, Option<u64>) {
        let Some(Name { text, number }) = name else {
            return (0, None);
        };
        let last = self.context.number;
        let (form, more) = match number {
            None => (name_form::PLAIN, None),
            Some(number) if last.checked_add(1) == Some(number) => (name_form::NEXT, None),
            Some(number) => (name_form::NUMBERED, Some(number.into())),
        };
        self.context.number = number.unwrap_or(last);
        let place = u64::from(self.names.place(text));
        (1 + form + name_form::COUNT * place, more)
    }
}
