//! The types of the programs.

/// The basic types.
pub(crate) const BASIC: [&str; 14] = [
    "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64",
    "float32", "float64", "string", "bool",
];

/// How many of them are integers, and how many numbers.
pub(crate) const INTEGERS: usize = 10;
pub(crate) const NUMBERS: usize = 12;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ty {
    /// An index of [`BASIC`].
    Basic(usize),
    Slice(Box<Ty>),
    Array(usize, Box<Ty>),
    Map(Box<Ty>, Box<Ty>),
    /// The number of a type of the program.
    Named(usize),
    /// The program's interface.
    Shape,
}

pub(crate) const INT: Ty = Ty::Basic(0);
pub(crate) const UINT: Ty = Ty::Basic(5);
pub(crate) const STRING: Ty = Ty::Basic(12);
pub(crate) const BOOL: Ty = Ty::Basic(13);

impl Ty {
    pub(crate) fn slice(self) -> Ty {
        Ty::Slice(Box::new(self))
    }

    pub(crate) fn is_integer(&self) -> bool {
        matches!(self, Ty::Basic(kind) if *kind < INTEGERS)
    }

    pub(crate) fn is_number(&self) -> bool {
        matches!(self, Ty::Basic(kind) if *kind < NUMBERS)
    }

    pub(crate) fn is_float(&self) -> bool {
        self.is_number() && !self.is_integer()
    }
}

/// A type that a program declares.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// The names and types of the fields. The first may be embedded: its name is its type's.
    Struct(Vec<(String, Ty)>),
    /// A type over a basic one.
    Basic(usize),
}

/// A function of a program.
#[derive(Clone, Debug)]
pub(crate) struct Func {
    pub(crate) name: String,
    pub(crate) params: Vec<Ty>,
    pub(crate) result: Ty,
}
