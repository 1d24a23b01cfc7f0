//! What a running program knows of its types.

use super::{Bank, Shape};

/// The number of a type in [`super::Code::types`].
pub type TypeNo = u16;

/// A type.
#[derive(Clone, Debug)]
pub struct TypeDesc {
    /// The name as `%T` prints it.
    pub name: String,
    /// The path of the package and the name of a defined type.
    pub full_name: Option<String>,
    /// The kind of its underlying type.
    pub kind: Kind,
    /// The memory it takes.
    pub shape: Shape,
    /// Its size in bytes, as in Go on a machine of 64 bits; capacities of slices depend on it.
    pub size: u64,
    /// Its alignment in bytes.
    pub align: u64,
    /// Whether values hold pointers.
    pub has_pointers: bool,
    /// The type of elements of pointers, slices, arrays, maps and channels.
    pub elem: TypeNo,
    /// The type of keys.
    pub key: TypeNo,
    /// The length of an array.
    pub len: u64,
    /// The fields of a struct.
    pub fields: Vec<Field>,
    /// The methods that are called by interfaces, with their functions, sorted.
    pub methods: Vec<(u16, u32)>,
    /// The methods that an interface asks for.
    pub wants: Vec<u16>,
    /// Whether values can be compared.
    pub comparable: bool,
}

/// A field of a struct.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: TypeNo,
    /// Where it lies in the struct.
    pub offset: Shape,
    /// Whether other packages may use it.
    pub exported: bool,
}

/// The kinds of types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `bool`
    Bool,
    /// A signed integer of so many bits; `int` is one of 64.
    Int(u8),
    /// An unsigned integer.
    Uint(u8),
    /// `uintptr`
    Uintptr,
    /// A floating-point number.
    Float(u8),
    /// `string`
    Text,
    /// `*T`
    Pointer,
    /// `[]T`
    Slice,
    /// `[n]T`
    Array,
    /// `struct{…}`
    Struct,
    /// `map[K]V`
    Map,
    /// `chan T`
    Chan,
    /// `func(…)`
    Func,
    /// `interface{…}`
    Interface,
}

impl TypeDesc {
    /// The bank of a value in a slot.
    #[must_use]
    pub fn bank(&self) -> Bank {
        match self.kind {
            Kind::Bool | Kind::Int(_) | Kind::Uint(_) | Kind::Uintptr | Kind::Float(_) => Bank::Num,
            Kind::Struct | Kind::Array if self.shape == Shape::NONE => Bank::Num,
            _ => Bank::Ref,
        }
    }

    /// Whether a value in a slot is a handle of memory, which assigning copies.
    #[must_use]
    pub fn is_memory(&self) -> bool {
        matches!(self.kind, Kind::Struct | Kind::Array) && self.shape != Shape::NONE
    }
}

/// The sizes of Go's allocator (`src/internal/runtime/gc/sizeclasses.go`), which a growing slice is rounded up to.
const CLASSES: [u64; 66] = [
    8, 16, 24, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240, 256, 288, 320, 352,
    384, 416, 448, 480, 512, 576, 640, 704, 768, 896, 1024, 1152, 1280, 1408, 1536, 1792, 2048,
    2304, 2688, 3072, 3200, 3456, 4096, 4864, 5376, 6144, 6528, 6784, 6912, 8192, 9472, 9728,
    10240, 10880, 12288, 13568, 14336, 16384, 18432, 19072, 20480, 21760, 24576, 27264, 28672,
];

/// The bytes that Go allocates for so many (`src/runtime/msize.go`, `roundupsize`).
#[must_use]
pub fn class_size(size: u64, has_pointers: bool) -> u64 {
    const PAGE: u64 = 8192;
    // Larger objects with pointers have a header.
    let header = if has_pointers && size > 512 { 8 } else { 0 };
    let wanted = size.saturating_add(header);
    if wanted <= 32768 - header {
        let class = CLASSES
            .iter()
            .copied()
            .find(|class| *class >= wanted)
            .unwrap_or(32768);
        return class - header;
    }
    size.div_ceil(PAGE).saturating_mul(PAGE)
}
