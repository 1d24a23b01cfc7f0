//! What a running program knows of its types: see [`TypeDesc`].

use super::unit::Unit;
use crate::code::{Field, Kind, Shape, TypeDesc, TypeNo};
use crate::types::ty::{Interface, Signature, Struct};
use crate::types::{Basic, Type, TypeId};

impl Unit<'_> {
    /// The number of a type.
    pub(crate) fn type_no(&mut self, ty: TypeId) -> TypeNo {
        let ty = self.types.canonical(ty);
        if let Some(number) = self.type_nos.get(&ty) {
            return *number;
        }
        let number = u16::try_from(self.type_ids.len()).unwrap_or(u16::MAX);
        self.type_nos.insert(ty, number);
        self.type_ids.push(ty);
        // Its number is known before its parts are, since a type may refer to itself.
        let name = self.type_name(ty);
        let size = (8, 8, true);
        self.code
            .types
            .push(new_desc(name, Kind::Pointer, Shape::REF, size));
        let desc = self.describe(ty);
        self.code.types[usize::from(number)] = desc;
        number
    }

    /// The type of a number.
    pub(crate) fn desc(&mut self, ty: TypeId) -> &TypeDesc {
        let number = self.type_no(ty);
        &self.code.types[usize::from(number)]
    }

    fn describe(&mut self, ty: TypeId) -> TypeDesc {
        let name = self.type_name(ty);
        let full_name = match *self.types.get(ty) {
            Type::Named(named) => {
                let object = self.types.object(self.types.named(named).obj);
                let path = &self.types.package(object.pkg).path;
                Some(format!("{path}.{}", self.types.text(object.name)))
            }
            _ => None,
        };
        let mut desc = match self.types.under(ty) {
            Type::Basic(basic) => basic_desc(name, basic),
            Type::Pointer(elem) => {
                let mut desc = new_desc(name, Kind::Pointer, Shape::REF, (8, 8, true));
                desc.elem = self.type_no(elem);
                desc
            }
            Type::Slice(elem) => {
                let mut desc = new_desc(name, Kind::Slice, Shape::REF, (24, 8, true));
                desc.elem = self.type_no(elem);
                desc.comparable = false;
                desc
            }
            Type::Array(len, elem) => self.array_desc(name, len, elem),
            Type::Map(key, elem) => {
                let mut desc = new_desc(name, Kind::Map, Shape::REF, (8, 8, true));
                desc.key = self.type_no(key);
                desc.elem = self.type_no(elem);
                desc.comparable = false;
                desc
            }
            Type::Chan(_, elem) => {
                let mut desc = new_desc(name, Kind::Chan, Shape::REF, (8, 8, true));
                desc.elem = self.type_no(elem);
                desc
            }
            Type::Struct(fields) => self.struct_desc(name, &fields),
            Type::Func(_) => {
                let mut desc = new_desc(name, Kind::Func, Shape::REF, (8, 8, true));
                desc.comparable = false;
                desc
            }
            Type::Interface(_) => {
                let mut desc = new_desc(name, Kind::Interface, Shape::REF, (16, 8, true));
                let interface = self.types.underlying(ty);
                let methods = self.types.type_set(interface).methods.clone();
                desc.wants = methods
                    .iter()
                    .map(|method| self.method(method.name, method.pkg, method.ty))
                    .collect();
                desc
            }
            Type::Named(_) | Type::Param(_) | Type::Tuple(_) | Type::Union(_) => {
                new_desc(name, Kind::Pointer, Shape::REF, (8, 8, true))
            }
        };
        desc.full_name = full_name;
        desc
    }

    fn array_desc(&mut self, name: String, len: u64, elem: TypeId) -> TypeDesc {
        let number = self.type_no(elem);
        let elem = &self.code.types[usize::from(number)];
        let size = (elem.size.saturating_mul(len), elem.align, elem.has_pointers);
        let mut desc = new_desc(name, Kind::Array, elem.shape.times(len), size);
        desc.comparable = elem.comparable;
        desc.elem = number;
        desc.len = len;
        desc
    }

    fn struct_desc(&mut self, name: String, fields: &Struct) -> TypeDesc {
        let (mut size, mut align, mut has_pointers) = (0_u64, 1, false);
        let (mut shape, mut comparable) = (Shape::NONE, true);
        let mut list = Vec::new();
        for field in &fields.fields {
            let ty = self.type_no(field.ty);
            let desc = &self.code.types[usize::from(ty)];
            size = size.next_multiple_of(desc.align).saturating_add(desc.size);
            align = align.max(desc.align);
            has_pointers |= desc.has_pointers;
            comparable &= desc.comparable;
            let offset = shape;
            shape = shape.plus(desc.shape);
            list.push(Field {
                name: self.types.text(field.name).to_owned(),
                ty,
                offset,
                exported: self.types.is_exported(field.name),
            });
        }
        let mut desc = new_desc(
            name,
            Kind::Struct,
            shape,
            (size.next_multiple_of(align), align, has_pointers),
        );
        desc.comparable = comparable;
        desc.fields = list;
        desc
    }

    /// The name of a type as `%T` prints it.
    pub(crate) fn type_name(&mut self, ty: TypeId) -> String {
        match self.types.get(ty).clone() {
            Type::Basic(Basic::Byte) => String::from("uint8"),
            Type::Basic(Basic::Rune) => String::from("int32"),
            Type::Basic(_) | Type::Param(_) | Type::Union(_) => self.types.display(ty),
            Type::Named(named) => {
                let data = self.types.named(named).clone();
                let object = self.types.object(data.obj);
                let (pkg, name) = (object.pkg, self.types.text(object.name).to_owned());
                let pkg = self.types.package(pkg).name;
                let pkg = self.types.text(pkg).to_owned();
                let args: Vec<String> = data.args.iter().map(|arg| self.type_name(*arg)).collect();
                let args = if args.is_empty() {
                    String::new()
                } else {
                    format!("[{}]", args.join(","))
                };
                if pkg.is_empty() {
                    name
                } else {
                    format!("{pkg}.{name}{args}")
                }
            }
            Type::Pointer(elem) => format!("*{}", self.type_name(elem)),
            Type::Slice(elem) => format!("[]{}", self.type_name(elem)),
            Type::Array(len, elem) => format!("[{len}]{}", self.type_name(elem)),
            Type::Map(key, elem) => format!("map[{}]{}", self.type_name(key), self.type_name(elem)),
            Type::Chan(dir, elem) => {
                let elem = self.type_name(elem);
                match dir {
                    crate::syntax::ast::ChanDir::Both if elem.starts_with("<-") => {
                        format!("chan ({elem})")
                    }
                    crate::syntax::ast::ChanDir::Both => format!("chan {elem}"),
                    crate::syntax::ast::ChanDir::Send => format!("chan<- {elem}"),
                    crate::syntax::ast::ChanDir::Recv => format!("<-chan {elem}"),
                }
            }
            Type::Struct(fields) => self.struct_name(&fields),
            Type::Func(signature) => format!("func{}", self.signature_name(&signature)),
            Type::Interface(interface) => self.interface_name(&interface, ty),
            Type::Tuple(types) => {
                let names: Vec<String> =
                    types.iter().map(|param| self.type_name(param.ty)).collect();
                format!("({})", names.join(", "))
            }
        }
    }

    fn struct_name(&mut self, fields: &Struct) -> String {
        let mut parts = Vec::new();
        for field in &fields.fields {
            let ty = self.type_name(field.ty);
            let tag = self.types.text(field.tag).to_owned();
            let tag = if tag.is_empty() {
                tag
            } else {
                format!(" {tag:?}")
            };
            parts.push(if field.embedded {
                format!("{ty}{tag}")
            } else {
                format!("{} {ty}{tag}", self.types.text(field.name))
            });
        }
        if parts.is_empty() {
            String::from("struct {}")
        } else {
            format!("struct {{ {} }}", parts.join("; "))
        }
    }

    fn signature_name(&mut self, signature: &Signature) -> String {
        let mut params: Vec<String> = signature
            .params
            .iter()
            .map(|param| self.type_name(param.ty))
            .collect();
        if signature.variadic
            && let Some(last) = params.last_mut()
        {
            *last = format!("...{}", last.trim_start_matches("[]"));
        }
        let results: Vec<String> = signature
            .results
            .iter()
            .map(|param| self.type_name(param.ty))
            .collect();
        let results = match &results[..] {
            [] => String::new(),
            [one] => format!(" {one}"),
            _ => format!(" ({})", results.join(", ")),
        };
        format!("({}){results}", params.join(", "))
    }

    fn interface_name(&mut self, interface: &Interface, ty: TypeId) -> String {
        if interface.predeclared == Some("comparable") {
            return String::from("comparable");
        }
        let methods = self.types.type_set(ty).methods.clone();
        let parts: Vec<String> = methods
            .iter()
            .map(|method| {
                let signature = self.types.signature(method.ty);
                let signature =
                    signature.map_or_else(String::new, |signature| self.signature_name(&signature));
                format!("{}{signature}", self.types.text(method.name))
            })
            .collect();
        if parts.is_empty() {
            String::from("interface {}")
        } else {
            format!("interface {{ {} }}", parts.join("; "))
        }
    }
}

/// The type of runtime errors.
pub(crate) fn runtime_error_desc() -> TypeDesc {
    new_desc(
        String::from("runtime.Error"),
        Kind::Text,
        Shape::REF,
        (16, 8, true),
    )
}

fn new_desc(
    name: String,
    kind: Kind,
    shape: Shape,
    (size, align, has_pointers): (u64, u64, bool),
) -> TypeDesc {
    TypeDesc {
        name,
        full_name: None,
        kind,
        shape,
        size,
        align,
        has_pointers,
        elem: 0,
        key: 0,
        len: 0,
        fields: Vec::new(),
        methods: Vec::new(),
        wants: Vec::new(),
        comparable: true,
    }
}

fn basic_desc(name: String, basic: Basic) -> TypeDesc {
    let (kind, size) = match basic {
        Basic::String | Basic::UntypedString => {
            return new_desc(name, Kind::Text, Shape::REF, (16, 8, true));
        }
        Basic::UntypedNil | Basic::Invalid => {
            return new_desc(name, Kind::Pointer, Shape::REF, (8, 8, true));
        }
        Basic::Bool | Basic::UntypedBool => (Kind::Bool, 1),
        Basic::Uintptr => (Kind::Uintptr, 8),
        Basic::Float32 => (Kind::Float(32), 4),
        Basic::Float64 | Basic::UntypedFloat => (Kind::Float(64), 8),
        Basic::UntypedRune => (Kind::Int(32), 4),
        Basic::UntypedInt => (Kind::Int(64), 8),
        _ => {
            let (bits, is_signed) = basic.integer().unwrap_or((64, true));
            let bits = u8::try_from(bits).unwrap_or(64);
            (
                if is_signed {
                    Kind::Int(bits)
                } else {
                    Kind::Uint(bits)
                },
                u64::from(bits) / 8,
            )
        }
    };
    new_desc(name, kind, Shape::NUM, (size, size, false))
}
