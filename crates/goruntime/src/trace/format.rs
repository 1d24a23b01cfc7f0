//! The format of a trace, which the recorder writes and [`super::records`] reads: a stream of bytes.
//!
//! An event is one byte: its tag in the low half, a small argument in the high half. The tags from [`EXTENDED`] on do not
//! fit there: the low half is then [`EXTENDED`], and a second byte is the tag. An argument of [`WIDE`] or more follows as a
//! LEB128 number, less [`WIDE`]. Time is a [`Tag::Tick`] with the nanoseconds since the tick before, so that the many
//! events of one instant need no bytes for it. Ids are differences from the last id of the same kind, which in most runs is
//! one.

use crate::time::Time;

/// The first argument that does not fit into the high half of an event's first byte.
pub(super) const WIDE: u64 = 15;

/// The first tag that does not fit into the low half of an event's first byte.
pub(super) const EXTENDED: u8 = 15;

/// The kind of an event. The frequent ones come first. A new one is added at the end, which keeps old hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Tag {
    Tick,
    Create,
    Start,
    Block,
    Unblock,
    End,
    TaskStart,
    TaskEnd,
    Acquire,
    Release,
    Log,
    Mark,
    Compute,
    Stop,
    Demand,
    /// From here on a tag takes a second byte.
    Race,
    UnblockCase,
    Object,
    SelectCase,
    ChanSend,
    ChanReceive,
    ChanFull,
    Close,
    Lock,
    Unlock,
}

impl Tag {
    /// All tags, in the order of their codes.
    const ALL: [Tag; 25] = [
        Tag::Tick,
        Tag::Create,
        Tag::Start,
        Tag::Block,
        Tag::Unblock,
        Tag::End,
        Tag::TaskStart,
        Tag::TaskEnd,
        Tag::Acquire,
        Tag::Release,
        Tag::Log,
        Tag::Mark,
        Tag::Compute,
        Tag::Stop,
        Tag::Demand,
        Tag::Race,
        Tag::UnblockCase,
        Tag::Object,
        Tag::SelectCase,
        Tag::ChanSend,
        Tag::ChanReceive,
        Tag::ChanFull,
        Tag::Close,
        Tag::Lock,
        Tag::Unlock,
    ];

    /// Its code.
    #[inline]
    pub(super) const fn code(self) -> u8 {
        self as u8
    }

    /// The tag of a code; `None` if no tag has it.
    #[inline]
    pub(super) fn of(code: u8) -> Option<Tag> {
        Tag::ALL.get(usize::from(code)).copied()
    }
}

/// The state that writer and reader keep alike: the ids from which the next ones are counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    pub(super) at: Time,
    pub(super) goroutines: u32,
    pub(super) started: u32,
    pub(super) unblocked: u32,
    pub(super) task: u32,
    pub(super) line: u32,
    /// The number of objects, and the last one that an event named.
    pub(super) objects: u32,
    pub(super) object: u32,
    /// The last number in a name.
    pub(super) number: u32,
}

/// The forms of a name as a number: 0 for no name, else 1, the form, and 3 for each text before its own.
pub(super) mod name_form {
    /// The text alone.
    pub(in crate::trace) const PLAIN: u64 = 0;
    /// A number that is one more than the last.
    pub(in crate::trace) const NEXT: u64 = 1;
    /// A number that follows.
    pub(in crate::trace) const NUMBERED: u64 = 2;
    /// The number of forms.
    pub(in crate::trace) const COUNT: u64 = 3;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_their_codes() {
        for (code, tag) in (0..).zip(Tag::ALL) {
            assert_eq!((tag.code(), Tag::of(code)), (code, Some(tag)));
        }
        assert_eq!(Tag::of(25), None);
        assert_eq!(Tag::Race.code(), EXTENDED);
    }
}
