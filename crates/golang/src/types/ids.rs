//! Dense numbers of types, objects and packages.

use super::basic::Basic;

/// A type of a [`super::Types`]. Equal numbers are identical types; different numbers may be identical, too, as
/// parameters have names and `byte` is `uint8`: see [`super::Types::identical`] and [`super::Types::canonical`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypeId(pub(super) u32);

impl TypeId {
    /// The number, to index a table by.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The type of a predeclared one.
    #[must_use]
    pub const fn of(basic: Basic) -> Self {
        Self(basic as u32)
    }

    /// What is in error.
    pub const INVALID: Self = Self::of(Basic::Invalid);
    /// `bool`
    pub const BOOL: Self = Self::of(Basic::Bool);
    /// `int`
    pub const INT: Self = Self::of(Basic::Int);
    /// `uint`
    pub const UINT: Self = Self::of(Basic::Uint);
    /// `string`
    pub const STRING: Self = Self::of(Basic::String);
    /// `byte`
    pub const BYTE: Self = Self::of(Basic::Byte);
    /// `rune`
    pub const RUNE: Self = Self::of(Basic::Rune);
    /// `float64`
    pub const FLOAT64: Self = Self::of(Basic::Float64);
    /// The type of `nil`.
    pub const UNTYPED_NIL: Self = Self::of(Basic::UntypedNil);
    /// The type of a comparison.
    pub const UNTYPED_BOOL: Self = Self::of(Basic::UntypedBool);
    /// The type of `1`.
    pub const UNTYPED_INT: Self = Self::of(Basic::UntypedInt);
    /// The empty interface under its name `any`.
    pub const ANY: Self = Self(Basic::Rune as u32 + 1);
    /// The tuple of nothing: the type of a call without results.
    pub const EMPTY_TUPLE: Self = Self(Self::ANY.0 + 1);
}

/// A defined type, or an instance of a generic one; see [`super::Types::named`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedId(pub(super) u32);

/// A type parameter; see [`super::Types::type_param`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypeParamId(pub(super) u32);

/// The dense number of an [`super::Object`] of a [`super::Types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ObjId(pub u32);

impl ObjId {
    /// The number, to index a table by.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A package: 0 is the universe, the others are in the order in which they are initialized.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PkgId(pub u32);

impl PkgId {
    /// The universe, in which `int` and `len` are declared.
    pub const UNIVERSE: Self = Self(0);

    /// The number, to index a table by.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
