//! Functions: their types first, their bodies later.

use std::rc::Rc;

use crate::syntax::ast::{Block, FuncDecl, FuncType};
use crate::types::ObjId;
use crate::types::info::{Function, FunctionKind};
use crate::types::object::{ObjectKind, VarKind};
use crate::types::ty::{Signature, TypeId};

use super::Checker;
use super::later::Later;
use super::scope::Env;
use super::sight::Names;

impl<'a> Checker<'a> {
    pub(super) fn resolve_function(&mut self, obj: ObjId, decl: &'a FuncDecl) {
        let mark = self.open();
        let receiver = decl
            .recv
            .as_ref()
            .and_then(|recv| recv.fields.first())
            .map(|field| self.receiver(field));
        if let (Some(_), Some(list)) = (&decl.recv, &decl.ty.type_params) {
            let pos = list.fields.first().map_or(list.open, |field| field.pos);
            self.require_version(pos, (1, 27), "generic method");
        }
        let ty = self.func_type(&decl.ty);
        let names = self.env.names.from(mark.1).to_vec();
        self.function_scopes.insert(obj, names);
        self.close(mark);
        let object = &mut self.types.objects[obj.index()];
        object.ty = ty;
        if let (ObjectKind::Func(func), Some(receiver)) = (&mut object.kind, receiver) {
            func.receiver = receiver;
        }
        self.delayed.push_back(Later::Body(obj, decl));
    }

    pub(super) fn check_function(&mut self, obj: ObjId, decl: &'a FuncDecl) {
        let declaration = self.declarations[&obj].clone();
        let Some(signature) = self.types.signature(self.types.object(obj).ty) else {
            return;
        };
        let Some(body) = &decl.body else { return };
        let names = self.function_scopes.get(&obj).cloned().unwrap_or_default();
        let function = self.new_function(FunctionKind::Declared(obj), None);
        let env = Env {
            pkg: declaration.pkg,
            file: declaration.file,
            declaring: Some(obj),
            function: Some(function),
            names: Names::new(&names),
            ..Env::default()
        };
        let outer = std::mem::replace(&mut self.env, env);
        let current = std::mem::replace(&mut self.types.current, declaration.pkg);
        if let Some(field) = decl.recv.as_ref().and_then(|recv| recv.fields.first()) {
            let ty = match &self.types.object(obj).kind {
                ObjectKind::Func(func) => func
                    .receiver
                    .map_or(TypeId::INVALID, |receiver| receiver.ty),
                _ => TypeId::INVALID,
            };
            for ident in &field.names {
                let var = self.new_variable(ident, ty, VarKind::Receiver);
                self.declare(ident, var);
            }
        }
        self.function_body(&signature, &decl.ty, body);
        self.env = outer;
        self.types.current = current;
    }

    pub(super) fn new_function(&mut self, kind: FunctionKind, parent: Option<u32>) -> u32 {
        let index = u32::try_from(self.info.functions.len()).unwrap_or(u32::MAX);
        self.info.functions.push(Function {
            kind,
            parent,
            captures: Vec::new(),
        });
        index
    }

    /// Checks a body; the environment's function is set, and the block of the parameters open.
    pub(super) fn function_body(
        &mut self,
        signature: &Rc<Signature>,
        ty: &'a FuncType,
        body: &'a Block,
    ) {
        let first_local = self.locals.len();
        self.declare_params(signature, ty);
        self.env.signature = Some(Rc::clone(signature));
        self.block_statements(&body.stmts);
        if !signature.results.is_empty() && !self.is_terminating_list(&body.stmts) {
            self.error(body.rbrace, "missing return");
        }
        self.report_unused_variables(first_local);
    }

    fn declare_params(&mut self, signature: &Signature, ty: &'a FuncType) {
        let idents = |list: &'a crate::syntax::ast::FieldList| {
            list.fields.iter().flat_map(|field| {
                let unnamed = field.names.is_empty().then_some(None);
                field.names.iter().map(Some).chain(unnamed)
            })
        };
        for (param, ident) in signature.params.iter().zip(idents(&ty.params)) {
            if let Some(ident) = ident {
                let var = self.new_variable(ident, param.ty, VarKind::Param);
                self.declare(ident, var);
            }
        }
        self.env.results.clear();
        let Some(results) = &ty.results else { return };
        for (param, ident) in signature.results.iter().zip(idents(results)) {
            if let Some(ident) = ident {
                let var = self.new_variable(ident, param.ty, VarKind::Result);
                self.declare(ident, var);
                self.env.results.push(var);
            }
        }
    }
}
