//! What a printer has to do: the arguments of a call, and the values that have begun.

use super::super::super::value::{Pointer, Ref, Slice};
use super::reader::Reader;
use crate::code::{Shape, TypeNo};

/// The arguments of a call: a `[]any`, which a method may change while they are printed.
pub(super) struct Arguments(pub(super) Option<Slice>);

impl Arguments {
    pub(super) fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |slice| slice.len as usize)
    }

    pub(super) fn get(&self, number: usize) -> Option<Ref> {
        let slice = self.0.as_ref()?;
        let number = u32::try_from(number).ok().filter(|&n| n < slice.len)?;
        Some(slice.element(number, Shape::REF).load_ref(0))
    }
}

/// What is made of the arguments.
pub(super) enum Way {
    /// `fmt.Print`, and whether the last argument was a string.
    Print { after_text: bool },
    /// `fmt.Println`
    Println,
    /// `fmt.Printf`
    Format(Reader),
    /// What `fmt.Printf` says of arguments from this one on, which the format does not name.
    Extra(usize),
}

/// Something that has begun.
pub(super) enum Left {
    /// The parts of a value.
    Parts(Parts),
    /// A value with a wrong verb, and whether it stands in another such.
    Wrong(bool),
}

/// A value with its type, and how it is printed.
#[derive(Clone)]
pub(super) struct Typed {
    pub(super) ty: TypeNo,
    pub(super) value: Ref,
    /// Its methods may be called: it is not behind a field that is not exported.
    pub(super) open: bool,
    pub(super) verb: char,
    /// How many values are around it.
    pub(super) depth: usize,
}

impl Typed {
    /// A part of this value.
    pub(super) fn part(&self, ty: TypeNo, value: Ref) -> Typed {
        Typed {
            ty,
            value,
            depth: self.depth + 1,
            ..*self
        }
    }
}

/// A value that has parts, and which of them is next.
pub(super) struct Parts {
    pub(super) whole: Typed,
    pub(super) next: u64,
    pub(super) of: Of,
}

/// What has the parts.
pub(super) enum Of {
    /// A map in the order of its keys; the element whose key has been printed.
    Map(std::vec::IntoIter<(Ref, Ref)>, Option<Ref>),
    /// A struct, at this place if it has one.
    Struct(Option<Pointer>),
    /// An array or a slice of so many elements.
    List(u64),
}
