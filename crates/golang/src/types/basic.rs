//! The predeclared types.

/// A predeclared type, or the type of an untyped constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basic {
    /// The type of what was in error.
    Invalid,
    /// `bool`
    Bool,
    /// `int`, of 64 bits
    Int,
    /// `int8`
    Int8,
    /// `int16`
    Int16,
    /// `int32`
    Int32,
    /// `int64`
    Int64,
    /// `uint`, of 64 bits
    Uint,
    /// `uint8`
    Uint8,
    /// `uint16`
    Uint16,
    /// `uint32`
    Uint32,
    /// `uint64`
    Uint64,
    /// `uintptr`, of 64 bits
    Uintptr,
    /// `float32`
    Float32,
    /// `float64`
    Float64,
    /// `string`
    String,
    /// The type of `x == y`
    UntypedBool,
    /// The type of `1`
    UntypedInt,
    /// The type of `'a'`
    UntypedRune,
    /// The type of `1.5`
    UntypedFloat,
    /// The type of `"a"`
    UntypedString,
    /// The type of `nil`
    UntypedNil,
    /// `byte`: identical to `uint8`, with another name in messages
    Byte,
    /// `rune`: identical to `int32`, with another name in messages
    Rune,
}

impl Basic {
    /// All of them, in the order of their type ids.
    pub(super) const ALL: [Self; 24] = [
        Self::Invalid,
        Self::Bool,
        Self::Int,
        Self::Int8,
        Self::Int16,
        Self::Int32,
        Self::Int64,
        Self::Uint,
        Self::Uint8,
        Self::Uint16,
        Self::Uint32,
        Self::Uint64,
        Self::Uintptr,
        Self::Float32,
        Self::Float64,
        Self::String,
        Self::UntypedBool,
        Self::UntypedInt,
        Self::UntypedRune,
        Self::UntypedFloat,
        Self::UntypedString,
        Self::UntypedNil,
        Self::Byte,
        Self::Rune,
    ];

    /// The name as messages have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Invalid => "invalid type",
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Int8 => "int8",
            Self::Int16 => "int16",
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::Uint => "uint",
            Self::Uint8 => "uint8",
            Self::Uint16 => "uint16",
            Self::Uint32 => "uint32",
            Self::Uint64 => "uint64",
            Self::Uintptr => "uintptr",
            Self::Float32 => "float32",
            Self::Float64 => "float64",
            Self::String => "string",
            Self::UntypedBool => "untyped bool",
            Self::UntypedInt => "untyped int",
            Self::UntypedRune => "untyped rune",
            Self::UntypedFloat => "untyped float",
            Self::UntypedString => "untyped string",
            Self::UntypedNil => "untyped nil",
            Self::Byte => "byte",
            Self::Rune => "rune",
        }
    }

    /// `uint8` for `byte`, `int32` for `rune`, else itself.
    #[must_use]
    pub fn canonical(self) -> Self {
        match self {
            Self::Byte => Self::Uint8,
            Self::Rune => Self::Int32,
            other => other,
        }
    }

    /// Whether it is the type of an untyped constant, bool or nil.
    #[must_use]
    pub fn is_untyped(self) -> bool {
        matches!(
            self,
            Self::UntypedBool
                | Self::UntypedInt
                | Self::UntypedRune
                | Self::UntypedFloat
                | Self::UntypedString
                | Self::UntypedNil
        )
    }

    /// The width in bits and whether it is signed, of a typed integer.
    #[must_use]
    pub fn integer(self) -> Option<(u32, bool)> {
        Some(match self.canonical() {
            Self::Int | Self::Int64 => (64, true),
            Self::Int8 => (8, true),
            Self::Int16 => (16, true),
            Self::Int32 => (32, true),
            Self::Uint | Self::Uint64 | Self::Uintptr => (64, false),
            Self::Uint8 => (8, false),
            Self::Uint16 => (16, false),
            Self::Uint32 => (32, false),
            _ => return None,
        })
    }

    /// Whether it is an integer, typed or not.
    #[must_use]
    pub fn is_integer(self) -> bool {
        self.integer().is_some() || matches!(self, Self::UntypedInt | Self::UntypedRune)
    }

    /// Whether it is a typed unsigned integer.
    #[must_use]
    pub fn is_unsigned(self) -> bool {
        matches!(self.integer(), Some((_, false)))
    }

    /// Whether it is a float, typed or not.
    #[must_use]
    pub fn is_float(self) -> bool {
        matches!(self, Self::Float32 | Self::Float64 | Self::UntypedFloat)
    }

    /// Whether it is a number, typed or not.
    #[must_use]
    pub fn is_numeric(self) -> bool {
        self.is_integer() || self.is_float()
    }

    /// Whether it is a string, typed or not.
    #[must_use]
    pub fn is_string(self) -> bool {
        matches!(self, Self::String | Self::UntypedString)
    }

    /// Whether it is a truth value, typed or not.
    #[must_use]
    pub fn is_boolean(self) -> bool {
        matches!(self, Self::Bool | Self::UntypedBool)
    }

    /// Whether `<` applies.
    #[must_use]
    pub fn is_ordered(self) -> bool {
        self.is_numeric() || self.is_string()
    }

    /// Whether a constant can have it.
    #[must_use]
    pub fn is_constant(self) -> bool {
        self.is_boolean() || self.is_ordered()
    }

    /// The type that a value of an untyped one gets by itself.
    #[must_use]
    pub fn default_type(self) -> Self {
        match self {
            Self::UntypedBool => Self::Bool,
            Self::UntypedInt => Self::Int,
            Self::UntypedRune => Self::Rune,
            Self::UntypedFloat => Self::Float64,
            Self::UntypedString => Self::String,
            other => other,
        }
    }
}
