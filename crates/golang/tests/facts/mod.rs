//! What the checker finds out, a line a fact, as `go_info/dump.go` prints it.

mod walk;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use golang::packages::Library;
use golang::syntax::ast::{CaseClause, Expr, ExprId, ExprKind, Ident};
use golang::syntax::pos::{Pos, SourceFile};
use golang::syntax::symbol::Symbol;
use golang::syntax::{Limits, Session};
use golang::types::constant::Value;
use golang::types::info::SelectionKind;
use golang::types::{Checked, Mode, ObjId, ObjectKind, PkgId, TypeId, check, load};

/// The facts about a file; none if it is in error.
pub(crate) fn of(path: &Path, source: &[u8]) -> Option<Vec<String>> {
    let mut session = Session::new();
    let files = [(path.display().to_string(), source.to_vec())];
    let limits = Limits {
        height: 10_000,
        errors: 10,
    };
    let program = load(&mut session, "main", &files, &mut Library, limits);
    let checked = check(&session, &program);
    let fatal = |message: &str| !message.starts_with("function main is undeclared");
    if checked.errors.iter().any(|error| fatal(&error.message)) {
        return None;
    }
    let tree = program.packages.last()?.files.first()?;
    let mut facts = Facts {
        pkg: PkgId(u32::try_from(program.packages.len()).ok()?),
        file: session.files.file(tree.index),
        checked,
        spans: BTreeMap::new(),
        list: Vec::new(),
    };
    walk::file(tree, &mut facts);
    facts.list.sort();
    facts.initializers();
    Some(facts.list)
}

/// What is gathered on the way through a file.
struct Facts<'a> {
    pkg: PkgId,
    file: &'a SourceFile,
    checked: Checked,
    /// Where expressions are.
    spans: BTreeMap<ExprId, String>,
    list: Vec<String>,
}

impl Facts<'_> {
    fn span(&self, pos: Pos, end: Pos) -> String {
        format!("{}-{}", self.file.offset(pos), self.file.offset(end))
    }

    fn display(&self, ty: TypeId) -> String {
        self.checked.types.display(ty)
    }

    /// An expression: its type, and what it selects.
    fn expr(&mut self, expr: &Expr) {
        let span = self.span(expr.pos, expr.end);
        self.spans.insert(expr.id, span.clone());
        if let ExprKind::Selector(..) = &expr.kind
            && let Some(selection) = self.checked.info.selection(expr.id)
        {
            let kind = match selection.kind {
                SelectionKind::Field => 0,
                SelectionKind::Method => 1,
                SelectionKind::MethodExpr => 2,
            };
            let path: Vec<String> = selection.path.iter().map(u32::to_string).collect();
            let (receiver, ty) = (self.display(selection.receiver), self.display(selection.ty));
            let path = path.join(" ");
            let mut fact = format!("S {span} {kind} [{path}] {receiver}");
            if selection.kind != SelectionKind::MethodExpr {
                let _ = write!(fact, " : {ty}");
            }
            self.list.push(fact);
        }
        let Some(info) = self.checked.info.expr(expr.id).cloned() else {
            return;
        };
        let mode = match info.mode {
            Mode::Invalid => return,
            Mode::NoValue => "void",
            Mode::Builtin(_) => "builtin",
            Mode::Type => "type",
            Mode::Constant => "constant",
            Mode::Variable => "variable",
            Mode::MapIndex => "mapindex",
            Mode::Nil if info.ty == TypeId::UNTYPED_NIL => "nil",
            Mode::Value | Mode::Nil => "value",
            Mode::CommaOk => "commaok",
        };
        let mut ty = self.display(info.ty).replace("interface{}", "any");
        if self.checked.info.is_comma_ok(expr.id) {
            ty = format!("({ty}, bool)");
        }
        let value = info.value.as_deref().map_or_else(String::new, |value| {
            let is_float = self
                .checked
                .types
                .basic(info.ty)
                .is_some_and(golang::types::Basic::is_float);
            format!(" = {}", shown(value, is_float))
        });
        self.list.push(format!("T {span} {mode} {ty}{value}"));
    }

    /// A name: what it stands for, and its type arguments.
    fn ident(&mut self, ident: &Ident) {
        let span = self.span(ident.pos, ident.end);
        if let Some(instance) = self.checked.info.instance(ident.id) {
            let args: Vec<String> = instance.args.iter().map(|&arg| self.display(arg)).collect();
            let ty = self.display(instance.ty);
            self.list
                .push(format!("I {span} [{}] {ty}", args.join(", ")));
        }
        if ident.name == Symbol::BLANK {
            return;
        }
        let Some(obj) = self.checked.info.object(ident.id) else {
            return;
        };
        if let Some(place) = self.place(obj) {
            self.list.push(format!("N {span} {place}"));
        }
    }

    fn place(&self, obj: ObjId) -> Option<String> {
        let types = &self.checked.types;
        let object = types.object(obj);
        let name = types.text(object.name);
        match &object.kind {
            ObjectKind::Func(func) if func.receiver.is_some() => return None,
            ObjectKind::Package(pkg) => {
                return Some(format!("package {}", types.package(*pkg).path));
            }
            _ => {}
        }
        Some(if object.pkg == PkgId::UNIVERSE {
            name.to_owned()
        } else if object.pkg == self.pkg {
            self.file.offset(object.pos).to_string()
        } else {
            format!("{}.{name}", types.package(object.pkg).path)
        })
    }

    /// A clause of a type switch: the variable that it declares.
    fn clause(&mut self, clause: &CaseClause) {
        if let Some(obj) = self.checked.info.implicit(clause.id) {
            let ty = self.display(self.checked.types.object(obj).ty);
            let pos = self.file.offset(clause.pos);
            self.list.push(format!("C {pos} {ty}"));
        }
    }

    /// The initializations of package variables, in order.
    fn initializers(&mut self) {
        let types = &self.checked.types;
        let own = self.checked.info.initializers.iter();
        for initializer in own.filter(|initializer| initializer.pkg == self.pkg) {
            let names: Vec<&str> = initializer
                .lhs
                .iter()
                .map(|&obj| types.text(types.object(obj).name))
                .collect();
            let span = &self.spans[&initializer.rhs];
            self.list.push(format!("O {} = {span}", names.join(", ")));
        }
    }
}

fn shown(value: &Value, is_float: bool) -> String {
    match value {
        Value::Bool(value) => value.to_string(),
        Value::Str(bytes) => bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<Vec<_>>()
            .concat(),
        Value::Int(value) if !is_float => value.to_string(),
        Value::Int(_) | Value::Float(_) => {
            format!("{:016x}", value.to_f64().unwrap_or_default().to_bits())
        }
    }
}
