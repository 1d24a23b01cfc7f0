//! What operations are applied to, in the program's own words: the trace, the findings and the race detector say them.

use super::func::Func;
use crate::code::{Op, Slot};
use crate::syntax::ast::{Expr, ExprKind};
use crate::types::info::SelectionKind;
use crate::types::object::{Builtin, ObjectKind};
use crate::types::{Mode, ObjId, Type, TypeId, expression_text};

/// The longest text of an expression that is a name, in bytes.
const MOST: usize = 40;

impl<'a> Func<'_, 'a> {
    /// Whether the function is one of the program's own files. What packages call their things tells their readers nothing.
    fn is_own(&self) -> bool {
        self.unit.own_files.contains_key(&self.number)
    }

    /// If a value is a channel that was just made, or a timer with one, the trace calls it by this name.
    pub(super) fn name_channel(
        &mut self,
        value: &'a Expr,
        made: Slot,
        name: impl FnOnce(&mut Self) -> Option<String>,
    ) {
        if self.is_own()
            && self.is_new_channel(value)
            && let Some(name) = name(self)
        {
            let text = self.unit.text(name.as_bytes());
            self.emit(Op::NameChan(made, text));
        }
    }

    fn is_new_channel(&mut self, value: &'a Expr) -> bool {
        let inner = value.unparen();
        let ExprKind::Call(call) = &inner.kind else {
            return false;
        };
        if self.makes_timer(&call.fun) {
            return true;
        }
        let mode = self.unit.info.expr(call.fun.id).map(|info| info.mode);
        if !matches!(mode, Some(Mode::Builtin(Builtin::Make))) {
            return false;
        }
        let ty = self.ty(inner);
        matches!(self.unit.types.under(ty), Type::Chan(..))
    }

    /// Whether a function makes a timer's channel, alone or in a `time.Timer` or `time.Ticker`.
    fn makes_timer(&self, fun: &Expr) -> bool {
        let ExprKind::Selector(_, name) = &fun.unparen().kind else {
            return false;
        };
        let types = &self.unit.types;
        self.object(name.id).is_some_and(|obj| {
            let object = types.object(obj);
            let is_function =
                matches!(&object.kind, ObjectKind::Func(func) if func.receiver.is_none());
            is_function
                && &*types.package(object.pkg).path == "time"
                && ["After", "NewTicker", "NewTimer", "Tick"].contains(&types.text(object.name))
        })
    }

    /// The name of a variable.
    pub(super) fn variable_name(&self, obj: ObjId) -> String {
        let name = self.unit.types.object(obj).name;
        self.unit.types.text(name).to_owned()
    }

    /// A variable, field or element as it is written; of what a call returns, the field alone.
    pub(super) fn as_written(&self, x: &Expr) -> Option<String> {
        let names = &self.unit.session.names;
        let text = is_path(x).then(|| expression_text(names, x));
        text.filter(|text| text.len() <= MOST)
            .or_else(|| match &x.kind {
                ExprKind::Selector(_, name) => Some(names.get(name.name).to_owned()),
                ExprKind::Paren(x) | ExprKind::Star(x) => self.as_written(x),
                _ => None,
            })
    }

    /// A field of a composite literal: `Broker.clients`.
    pub(super) fn field_name(&mut self, ty: TypeId, field: usize) -> Option<String> {
        let Type::Struct(fields) = self.unit.types.under(ty) else {
            return None;
        };
        let types = &self.unit.types;
        let field = types.text(fields.fields.get(field)?.name);
        Some(match types.get(ty) {
            Type::Named(named) => {
                let ty = types.object(types.named(*named).obj).name;
                format!("{}.{field}", types.text(ty))
            }
            _ => field.to_owned(),
        })
    }

    /// Notes for the call that was just emitted what its method is called on: `b.mu`, with the embedded fields on the way.
    pub(super) fn name_receiver(&mut self, fun: &'a Expr) {
        let ExprKind::Selector(x, _) = &fun.unparen().kind else {
            return;
        };
        let selection = self.unit.info.selection(fun.unparen().id);
        let Some(selection) = selection.filter(|found| found.kind == SelectionKind::Method) else {
            return;
        };
        let path = selection.path.clone();
        if !self.is_own() {
            return;
        }
        let Some(mut name) = self.as_written(x) else {
            return;
        };
        let mut ty = self.ty(x);
        for field in path {
            if let Type::Pointer(elem) = self.unit.types.under(ty) {
                ty = elem;
            }
            let Type::Struct(fields) = self.unit.types.under(ty) else {
                return;
            };
            let field = &fields.fields[field as usize];
            name.push('.');
            name.push_str(self.unit.types.text(field.name));
            ty = field.ty;
        }
        self.name_last(&name);
    }

    /// Notes for the call that was just emitted which variable its results make a context, if one of them is one.
    pub(super) fn name_context(&mut self, variables: &'a [Expr]) {
        if !self.is_own() {
            return;
        }
        let is_context = |obj: &ObjId| {
            let types = &self.unit.types;
            types.display(types.object(*obj).ty) == "context.Context"
        };
        let idents = variables.iter().filter_map(Expr::as_ident);
        let mut objects = idents.filter_map(|ident| self.object(ident.id));
        let found = objects.find(is_context);
        if let Some(obj) = found {
            self.name_last(&self.variable_name(obj));
        }
    }

    fn name_last(&mut self, name: &str) {
        let is_call = |op: &Op| {
            matches!(
                op,
                Op::Call(..) | Op::CallMethod(..) | Op::CallValue(..) | Op::Native(..)
            )
        };
        if self.ops.last().is_some_and(is_call) {
            let text = self.unit.text(name.as_bytes());
            self.names
                .insert(super::unit::index(self.ops.len() - 1), text);
        }
    }

    /// Notes what the operations since one of them read or write in memory, where that is not known yet.
    pub(super) fn name_accesses(&mut self, from: usize, x: &'a Expr) {
        if !self.is_own() {
            return;
        }
        let new = (super::unit::index(from)..).zip(&self.ops[from..]);
        let unnamed: Vec<u32> = new
            .filter(|(at, op)| is_access(op) && !self.names.contains_key(at))
            .map(|(at, _)| at)
            .collect();
        if let Some(name) = self.as_written(x).filter(|_| !unnamed.is_empty()) {
            let text = self.unit.text(name.as_bytes());
            self.names.extend(unnamed.into_iter().map(|at| (at, text)));
        }
    }
}

/// Whether an expression is made of names, fields, elements and pointers alone.
fn is_path(x: &Expr) -> bool {
    match &x.kind {
        ExprKind::Ident(_) => true,
        ExprKind::Selector(x, _) | ExprKind::Paren(x) | ExprKind::Star(x) => is_path(x),
        ExprKind::Index(index) => is_path(&index.x),
        _ => false,
    }
}

/// Whether an operation reads or writes a variable, a field, an element or an entry.
fn is_access(op: &Op) -> bool {
    matches!(
        op,
        Op::Load(..)
            | Op::LoadRef(..)
            | Op::Store(..)
            | Op::StoreRef(..)
            | Op::At(..)
            | Op::AtRef(..)
            | Op::SetAt(..)
            | Op::SetAtRef(..)
            | Op::LoadGlobal(..)
            | Op::LoadGlobalRef(..)
            | Op::StoreGlobal(..)
            | Op::StoreGlobalRef(..)
            | Op::Copy(..)
            | Op::CopyInto(..)
            | Op::MapGet(..)
            | Op::MapSet(..)
            | Op::MapGetNum(..)
            | Op::MapSetNum(..)
    )
}
