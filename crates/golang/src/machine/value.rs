//! The values of a running program.

use super::account::{account, release};
use super::left::Left;
use super::shadow::Shadow;
use crate::code::TypeNo;
use goruntime::go::{Chan, Mutex, RwMutex, Ticker, Timer, WaitGroup};
use goruntime::runtime::Accesses;
use goruntime::time::Time;
use hashbrown::HashTable;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::rc::{Rc, Weak};

/// A value in the bank of references, in a channel, a map or an interface.
#[derive(Clone, Debug, Default)]
pub(crate) enum Ref {
    /// `nil` of any type; also the empty string and the nil slice.
    #[default]
    Nil,
    /// A number outside its bank: a capture, or an element of a channel or map.
    Num(u64),
    /// A string.
    Text(Text),
    /// A pointer, or the handle of a struct.
    Pointer(Pointer),
    /// A slice, or the handle of an array, or a pointer to one.
    Slice(Slice),
    /// A function.
    Closure(Rc<Closure>),
    /// An interface that holds a number.
    Boxed(TypeNo, u64),
    /// An interface that holds something else.
    Interface(Rc<Interface>),
    /// A map that is not nil.
    Map(Rc<RefCell<Map>>),
    /// A channel that is not nil.
    Chan(Chan<Sent>),
    /// The channel of a timer or ticker.
    TimeChan(Chan<Time>),
    /// Something of the runtime behind a field of a package's own type.
    Object(Object),
}

/// A value in an interface.
#[derive(Debug)]
pub(crate) struct Interface {
    /// Its dynamic type.
    pub(crate) ty: TypeNo,
    /// What it holds; never a number.
    pub(crate) value: Ref,
}

/// A function with what it captured.
#[derive(Debug)]
pub(crate) struct Closure {
    /// The number of the function.
    pub(crate) function: u32,
    /// The captures.
    pub(crate) captures: Box<[Ref]>,
    /// The loop whose body this is.
    pub(crate) body: Option<Rc<Loop>>,
}

/// An execution of a loop over a function: `yield` goes on in the function of the loop.
#[derive(Debug)]
pub(crate) struct Loop {
    /// The frame of the loop.
    pub(crate) frame: usize,
    /// Its place among the loops of its goroutine.
    pub(crate) place: usize,
    /// The operation at which the body begins.
    pub(crate) begin: u32,
    /// Whether the body may be executed.
    pub(crate) state: Cell<LoopState>,
}

/// The state of a loop over a function, as in `src/cmd/compile/internal/rangefunc/rewrite.go`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LoopState {
    /// The body may be executed.
    Ready,
    /// The body is executed, or has panicked.
    InBody,
    /// The body has returned false.
    Done,
    /// The function of the loop has returned.
    Exhausted,
}

/// What the runtime has for the types of packages.
#[derive(Clone)]
pub(crate) enum Object {
    WaitGroup(WaitGroup),
    Mutex(Mutex),
    RwMutex(RwMutex),
    Timer(Timer),
    Ticker(Ticker),
    /// A lock or a wait group that an assignment has copied, until its first use.
    Copied(Rc<Object>),
    /// A loop over a map.
    Iteration(Rc<RefCell<Iteration>>),
    /// What a native function goes on with; it alone knows what it is.
    Paused(Rc<dyn Any>),
}

/// A value in a channel.
#[derive(Debug)]
pub(crate) struct Sent(pub(super) Ref);

/// Variables, fields and elements: what pointers and slices point into.
pub(crate) struct Memory {
    pub(crate) nums: Box<[Cell<u64>]>,
    pub(crate) refs: RefCell<Box<[Ref]>>,
    /// Who used it. Only in a search for schedules.
    pub(crate) shadow: Cell<Option<Box<Shadow>>>,
}

/// A pointer to a variable, a field or an element: where it starts in each bank.
#[derive(Clone, Debug)]
pub(crate) struct Pointer {
    pub(crate) memory: Rc<Memory>,
    pub(crate) num: u32,
    pub(crate) reference: u32,
}

/// A slice: its first element, its length and its capacity in elements.
#[derive(Clone, Debug)]
pub(crate) struct Slice {
    pub(crate) first: Pointer,
    pub(crate) len: u32,
    pub(crate) cap: u32,
}

/// The key of a map, as far as equality matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// An integer, a boolean; a float by its bits, with one zero.
    Num(u64),
    /// A NaN, which equals nothing: each has a number of its own.
    Nan(u64),
    /// A string.
    Text(Box<[u8]>),
    /// The address of what a pointer points to or of a channel.
    Address(usize, u32, u32),
    /// The fields of a struct or the elements of an array.
    Many(Box<[Key]>),
    /// The nil interface.
    NilInterface,
    /// An interface.
    Interface(u16, Box<Key>),
}

/// An entry: its key for comparing and as a value, and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(super) key: Key,
    pub(super) original: Ref,
    pub(super) value: Ref,
}

/// A map. Entries are kept in the order of their insertion, so that nothing depends on the table's own order, which is not
/// the same on all machines.
#[derive(Debug, Default)]
pub(crate) struct Map {
    /// Deleted ones are `None`.
    pub(super) entries: Vec<Option<Entry>>,
    /// The places of those that are not deleted.
    pub(super) places: HashTable<usize>,
    /// The loops over it.
    pub(super) loops: Vec<Weak<RefCell<Iteration>>>,
    /// Who used it. Only in a search for schedules.
    pub(super) accesses: Option<Box<Accesses>>,
}

/// A loop over a map, in an order that the run's seed decides. It takes the entries that are there at its start and leaves
/// out those that are deleted when their turn comes; those that are set meanwhile it need not see.
#[derive(Debug)]
pub(crate) struct Iteration {
    pub(super) map: Rc<RefCell<Map>>,
    /// The places of entries that it has not visited.
    pub(super) left: Left,
}

impl Object {
    /// What the copy of a variable holds: locks and wait groups are copied with their state, others are shared.
    fn copied(&self) -> Object {
        let copy = match self {
            Object::WaitGroup(group) => Object::WaitGroup(group.copied()),
            Object::Mutex(mutex) => Object::Mutex(mutex.copied()),
            Object::RwMutex(mutex) => Object::RwMutex(mutex.copied()),
            Object::Copied(copy) => return copy.copied(),
            Object::Timer(_) | Object::Ticker(_) | Object::Iteration(_) | Object::Paused(_) => {
                return self.clone();
            }
        };
        Object::Copied(Rc::new(copy))
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of the runtime")
    }
}

/// A string: bytes, most often UTF-8. A part of a string shares its bytes.
#[derive(Clone)]
pub(crate) struct Text {
    bytes: Rc<Bytes>,
    start: u32,
    len: u32,
}

struct Bytes(Box<[u8]>);

impl Drop for Bytes {
    fn drop(&mut self) {
        release(self.0.len() as u64);
    }
}

impl Text {
    /// A string of these bytes. Longer ones than 4 GiB are cut; the machine refuses them before.
    pub(crate) fn new(bytes: impl Into<Box<[u8]>>) -> Text {
        let bytes = bytes.into();
        account(bytes.len() as u64);
        let len = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        Text {
            bytes: Rc::new(Bytes(bytes)),
            start: 0,
            len,
        }
    }

    /// The bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes.0[self.start as usize..][..self.len as usize]
    }

    /// A part; the bounds have been checked.
    pub(crate) fn part(&self, from: usize, to: usize) -> Text {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Text {
            bytes: Rc::clone(&self.bytes),
            start: self.start + number(from),
            len: number(to - from),
        }
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", String::from_utf8_lossy(self.bytes()))
    }
}

impl From<&str> for Ref {
    fn from(text: &str) -> Ref {
        Ref::text(text.as_bytes())
    }
}

impl From<String> for Ref {
    fn from(text: String) -> Ref {
        Ref::Text(Text::new(text.into_bytes()))
    }
}

impl Ref {
    /// A string.
    pub(crate) fn text(bytes: &[u8]) -> Ref {
        if bytes.is_empty() {
            Ref::Nil
        } else {
            Ref::Text(Text::new(bytes))
        }
    }

    /// The bytes of a string.
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Ref::Text(text) => text.bytes(),
            _ => &[],
        }
    }

    /// What a copy of the variable holds.
    pub(crate) fn copied(&self) -> Ref {
        match self {
            Ref::Object(object) => Ref::Object(object.copied()),
            other => other.clone(),
        }
    }

    /// The slice; `None` if it is nil.
    pub(crate) fn slice(&self) -> Option<&Slice> {
        match self {
            Ref::Slice(slice) => Some(slice),
            _ => None,
        }
    }

    /// The number of a capture, an element or an interface.
    pub(crate) fn number(&self) -> u64 {
        match self {
            Ref::Num(value) | Ref::Boxed(_, value) => *value,
            _ => 0,
        }
    }

    /// The dynamic type of an interface; `None` if it is nil.
    pub(crate) fn dynamic(&self) -> Option<TypeNo> {
        match self {
            Ref::Boxed(ty, _) => Some(*ty),
            Ref::Interface(interface) => Some(interface.ty),
            _ => None,
        }
    }

    /// Whether it may refer to others.
    pub(crate) fn is_container(&self) -> bool {
        matches!(
            self,
            Ref::Pointer(_) | Ref::Slice(_) | Ref::Closure(_) | Ref::Interface(_) | Ref::Map(_)
        )
    }

    /// What an interface holds, a number as [`Ref::Num`].
    pub(crate) fn held(&self) -> Ref {
        match self {
            Ref::Boxed(_, value) => Ref::Num(*value),
            Ref::Interface(interface) => interface.value.clone(),
            _ => Ref::Nil,
        }
    }

    /// An interface of a type that holds a value.
    pub(crate) fn boxed(ty: TypeNo, value: Ref) -> Ref {
        match value {
            Ref::Num(value) => Ref::Boxed(ty, value),
            value => Ref::Interface(Rc::new(Interface::new(ty, value))),
        }
    }
}
