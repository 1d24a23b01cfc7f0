//! What all executions of a program share.

use super::called::own_name;
use super::shadow::Order;
use super::value::Text;
use crate::code::{Bank, Code, Function};
use std::cell::OnceCell;
use std::rc::Rc;

/// A compiled program with what all its executions share.
#[derive(Debug)]
pub struct Loaded {
    pub(crate) code: Rc<Code>,
    pub(crate) texts: Vec<Text>,
    places: OnceCell<Places>,
    /// What goroutines are called that begin with each function.
    names: OnceCell<Vec<Option<String>>>,
}

impl Loaded {
    /// A program of this code.
    #[must_use]
    pub fn new(code: Code) -> Rc<Loaded> {
        let texts = code.texts.iter().map(|text| Text::new(text.clone()));
        Rc::new(Loaded {
            texts: texts.collect(),
            code: Rc::new(code),
            places: OnceCell::new(),
            names: OnceCell::new(),
        })
    }

    /// The compiled form.
    #[must_use]
    pub fn code(&self) -> &Code {
        &self.code
    }

    /// What a goroutine is called that begins with a function; none if that is not the program's own.
    pub(crate) fn own_name(&self, function: u32) -> Option<&str> {
        let names = self
            .names
            .get_or_init(|| self.code.functions.iter().map(own_name).collect());
        names[function as usize].as_deref()
    }

    pub(crate) fn places(&self) -> &Places {
        self.places.get_or_init(|| Places::of(&self.code))
    }
}

/// What a search for schedules knows of the functions, and the places of a program: the operations of all its functions,
/// one after the other.
#[derive(Debug)]
pub(crate) struct Places {
    /// The place of the first operation of each function.
    first: Vec<u32>,
    roles: Vec<Role>,
    orders: Vec<Option<Order>>,
    atomics: Vec<Option<Bank>>,
}

/// How a function is watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Its accesses to memory may race; others may run between its operations.
    Watched,
    /// A part of a package that orders others: others may run where it waits.
    Open,
    /// It stands for code that nothing comes between.
    Whole,
}

/// Packages that are used without synchronisation, so that their accesses are those of their callers.
const PLAIN: [&str; 10] = [
    "bufio.", "bytes.", "heap.", "list.", "maps.", "ring.", "slices.", "sort.", "strings.", "iter.",
];

impl Places {
    fn of(code: &Code) -> Places {
        let mut first = Vec::with_capacity(code.functions.len());
        let mut next = 0;
        for function in &code.functions {
            first.push(next);
            next += u32::try_from(function.ops.len()).unwrap_or(u32::MAX);
        }
        Places {
            first,
            roles: code.functions.iter().map(role).collect(),
            orders: code.functions.iter().map(order).collect(),
            atomics: code.functions.iter().map(atomic).collect(),
        }
    }

    pub(crate) fn place(&self, function: u32, op: u32) -> u32 {
        self.first[function as usize].saturating_add(op)
    }

    /// The function and the operation at a place.
    pub(crate) fn at(&self, place: u32) -> (u32, u32) {
        let after = self.first.partition_point(|first| *first <= place);
        let function = after.saturating_sub(1);
        let first = self.first.get(function).copied().unwrap_or(0);
        (u32::try_from(function).unwrap_or(0), place - first)
    }

    pub(crate) fn role(&self, function: u32) -> Role {
        self.roles[function as usize]
    }

    pub(crate) fn order(&self, function: u32) -> Option<Order> {
        self.orders[function as usize]
    }

    /// Where the variable of an operation of package atomic lies.
    pub(crate) fn atomic(&self, function: u32) -> Option<Bank> {
        self.atomics[function as usize]
    }
}

fn role(function: &Function) -> Role {
    let name = short(&function.name);
    if function.file.is_some() || PLAIN.iter().any(|prefix| name.starts_with(prefix)) {
        Role::Watched
    } else if name.is_empty() || name.starts_with("sync.") {
        // What has no name only calls another.
        Role::Open
    } else {
        Role::Whole
    }
}

/// The name of a function behind the last element of its package's path: `atomic.(*Int64).Load`.
fn short(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// Where the variable of an operation of package atomic lies, if the function is one.
fn atomic(function: &Function) -> Option<Bank> {
    let name = short(&function.name);
    let is_atomic = function.file.is_none() && name.starts_with("atomic.");
    let is_reference = ["Pointer", "Value"].iter().any(|ty| name.contains(ty));
    is_atomic.then_some(if is_reference { Bank::Ref } else { Bank::Num })
}

/// What functions of packages do for the order of memory, on what their first parameter points to. What uses channels and
/// locks of its own has its order from them.
fn order(function: &Function) -> Option<Order> {
    const BOTH: Order = Order {
        acquires: true,
        releases: true,
    };
    if function.file.is_some() {
        return None;
    }
    let name = short(&function.name);
    if let Some(atomic) = name.strip_prefix("atomic.") {
        let function = atomic.rsplit(").").next().unwrap_or(atomic);
        return Some(if function.starts_with("Load") {
            Order {
                acquires: true,
                releases: false,
            }
        } else {
            BOTH
        });
    }
    match name {
        "sync.(*Once).Do" => Some(Order {
            acquires: true,
            releases: false,
        }),
        "sync.(*Once).finish" => Some(BOTH),
        _ => {
            let guarded = [
                "sync.(*Map).",
                "sync.(*Pool).",
                "context.(*cancelCtx).",
                "testing.(*T).",
            ];
            guarded
                .iter()
                .any(|prefix| name.starts_with(prefix))
                .then_some(BOTH)
        }
    }
}
