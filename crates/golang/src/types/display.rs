//! Types as messages show them.

use std::fmt::Write;

use crate::syntax::ast::ChanDir;

use super::Types;
use super::object::PkgId;
use super::ty::{Param, Signature, Term, Type, TypeId};

/// How long a type is shown: it may have one part at many places.
const MAX_LENGTH: usize = 10_000;
/// How deep a type is shown.
const MAX_NESTING: usize = 50;

impl Types {
    /// The type as Go's compiler shows it, with the package's name before names of other packages.
    #[must_use]
    pub fn display(&self, ty: TypeId) -> String {
        let mut text = String::new();
        let writer = Writer {
            types: self,
            paths: false,
        };
        writer.write_type(&mut text, ty, 0);
        text
    }

    /// Terms of a type set, `~int | main.T`: Go's compiler writes these alone with the paths of packages.
    #[must_use]
    pub(super) fn display_terms(&self, terms: &[Term]) -> String {
        let mut text = String::new();
        let writer = Writer {
            types: self,
            paths: true,
        };
        writer.write_terms(&mut text, terms, 0);
        text
    }

    /// A generic alias with its type parameters: `A[P any]`.
    #[must_use]
    pub(super) fn display_alias(&self, name: &str, params: &[TypeId]) -> String {
        let mut text = name.to_owned();
        let writer = Writer {
            types: self,
            paths: false,
        };
        writer.write_type_params(&mut text, params, 0);
        text
    }

    /// The signature without `func`: `(a int) string`.
    #[must_use]
    pub(super) fn display_signature(&self, signature: &Signature, names: bool) -> String {
        let mut text = String::new();
        let writer = Writer {
            types: self,
            paths: false,
        };
        writer.write_signature(&mut text, signature, names, 0);
        text
    }
}

/// Writes types.
struct Writer<'a> {
    types: &'a Types,
    /// Whether all names are qualified, by the paths of their packages.
    paths: bool,
}

impl Writer<'_> {
    /// A list in brackets: `[int, string]`.
    fn write_list(&self, text: &mut String, types: &[TypeId], depth: usize) {
        text.push('[');
        for (i, &ty) in types.iter().enumerate() {
            if i > 0 {
                text.push_str(", ");
            }
            self.write_type(text, ty, depth);
        }
        text.push(']');
    }

    fn write_type(&self, text: &mut String, ty: TypeId, depth: usize) {
        if depth > MAX_NESTING || text.len() > MAX_LENGTH {
            text.push('…');
            return;
        }
        let depth = depth + 1;
        match self.types.get(ty) {
            Type::Basic(basic) => text.push_str(basic.name()),
            Type::Named(named) => {
                let named = self.types.named(*named);
                let obj = self.types.object(named.obj);
                self.write_qualifier(text, obj.pkg);
                text.push_str(self.types.text(obj.name));
                let ambient = named
                    .origin
                    .map_or(named, |origin| self.types.named(origin))
                    .ambient;
                if named.args.len() > ambient {
                    self.write_list(text, &named.args[ambient..], depth);
                } else if named.params.len() > ambient {
                    self.write_type_params(text, &named.params[ambient..], depth);
                }
            }
            Type::Param(param) => text.push_str(
                self.types
                    .text(self.types.object(self.types.type_param(*param).obj).name),
            ),
            Type::Pointer(elem) => {
                text.push('*');
                self.write_type(text, *elem, depth);
            }
            Type::Slice(elem) => {
                text.push_str("[]");
                self.write_type(text, *elem, depth);
            }
            Type::Array(len, elem) => {
                let _ = write!(text, "[{len}]");
                self.write_type(text, *elem, depth);
            }
            Type::Map(key, elem) => {
                text.push_str("map[");
                self.write_type(text, *key, depth);
                text.push(']');
                self.write_type(text, *elem, depth);
            }
            Type::Chan(dir, elem) => self.write_chan(text, *dir, *elem, depth),
            Type::Struct(fields) => {
                text.push_str("struct{");
                for (i, field) in fields.fields.iter().enumerate() {
                    if i > 0 {
                        text.push_str("; ");
                    }
                    if !field.embedded {
                        text.push_str(self.types.text(field.name));
                        text.push(' ');
                    }
                    self.write_type(text, field.ty, depth);
                    let tag = self.types.text(field.tag);
                    if !tag.is_empty() {
                        let _ = write!(text, " {tag:?}");
                    }
                }
                text.push('}');
            }
            Type::Func(signature) => {
                text.push_str("func");
                self.write_signature(text, signature, true, depth);
            }
            Type::Interface(_) => self.write_interface(text, ty, depth),
            Type::Tuple(results) => self.write_params(text, results, false, true, depth),
            Type::Union(terms) => self.write_terms(text, terms, depth),
        }
    }

    fn write_terms(&self, text: &mut String, terms: &[Term], depth: usize) {
        for (i, term) in terms.iter().enumerate() {
            if i > 0 {
                text.push_str(" | ");
            }
            if term.tilde {
                text.push('~');
            }
            self.write_type(text, term.ty, depth);
        }
    }

    fn write_qualifier(&self, text: &mut String, pkg: PkgId) {
        if self.paths && pkg != PkgId::UNIVERSE {
            text.push_str(&self.types.package(pkg).path);
            text.push('.');
            return;
        }
        if pkg != PkgId::UNIVERSE && pkg != self.types.current {
            text.push_str(self.types.text(self.types.package(pkg).name));
            text.push('.');
        }
    }

    fn write_chan(&self, text: &mut String, dir: ChanDir, elem: TypeId, depth: usize) {
        text.push_str(match dir {
            ChanDir::Both => "chan ",
            ChanDir::Send => "chan<- ",
            ChanDir::Recv => "<-chan ",
        });
        let receives = matches!(self.types.get(elem), Type::Chan(ChanDir::Recv, _));
        if dir == ChanDir::Both && receives {
            text.push('(');
            self.write_type(text, elem, depth);
            text.push(')');
        } else {
            self.write_type(text, elem, depth);
        }
    }

    fn write_interface(&self, text: &mut String, ty: TypeId, depth: usize) {
        let Type::Interface(interface) = self.types.get(ty) else {
            return;
        };
        if let Some(name) = interface.predeclared {
            text.push_str(name);
            return;
        }
        if interface.implicit && interface.methods.is_empty() && interface.embeds.len() == 1 {
            self.write_type(text, interface.embeds[0].0, depth);
            return;
        }
        text.push_str("interface{");
        let mut first = true;
        for method in &interface.methods {
            if !std::mem::take(&mut first) {
                text.push_str("; ");
            }
            text.push_str(self.types.text(method.name));
            if let Type::Func(signature) = self.types.get(method.ty) {
                self.write_signature(text, signature, true, depth);
            }
        }
        for (embed, _) in &interface.embeds {
            if !std::mem::take(&mut first) {
                text.push_str("; ");
            }
            self.write_type(text, *embed, depth);
        }
        text.push('}');
    }

    fn write_type_params(&self, text: &mut String, params: &[TypeId], depth: usize) {
        text.push('[');
        let mut last: Option<TypeId> = None;
        for (i, &ty) in params.iter().enumerate() {
            let Type::Param(param) = self.types.get(ty) else {
                continue;
            };
            let param = self.types.type_param(*param);
            if let Some(last) = last {
                if last != param.constraint {
                    text.push(' ');
                    self.write_type(text, last, depth);
                }
                text.push_str(", ");
            }
            text.push_str(self.types.text(self.types.object(param.obj).name));
            last = Some(param.constraint);
            if i + 1 == params.len() {
                text.push(' ');
                self.write_type(text, param.constraint, depth);
            }
        }
        text.push(']');
    }

    fn write_signature(&self, text: &mut String, signature: &Signature, names: bool, depth: usize) {
        if !signature.type_params.is_empty() {
            self.write_type_params(text, &signature.type_params, depth);
        }
        self.write_params(text, &signature.params, signature.variadic, names, depth);
        match &signature.results[..] {
            [] => {}
            [one] if !names || self.types.text(one.name).is_empty() => {
                text.push(' ');
                self.write_type(text, one.ty, depth);
            }
            results => {
                text.push(' ');
                self.write_params(text, results, false, names, depth);
            }
        }
    }

    fn write_params(
        &self,
        text: &mut String,
        params: &[Param],
        variadic: bool,
        names: bool,
        depth: usize,
    ) {
        text.push('(');
        for (i, param) in params.iter().enumerate() {
            if i > 0 {
                text.push_str(", ");
            }
            let name = self.types.text(param.name);
            if names && !name.is_empty() {
                text.push_str(name);
                text.push(' ');
            }
            match self.types.get(param.ty) {
                Type::Slice(elem) if variadic && i + 1 == params.len() => {
                    text.push_str("...");
                    self.write_type(text, *elem, depth);
                }
                _ => self.write_type(text, param.ty, depth),
            }
        }
        text.push(')');
    }
}
