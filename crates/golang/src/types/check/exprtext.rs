//! Expressions as messages show them: on one line, without the bodies of literals.

use crate::syntax::ast::{ArrayLen, ChanDir, Expr, ExprKind, FieldList, FuncType};
use crate::syntax::symbol::Interner;

/// The expression on one line; what is between braces is shown as `…`.
pub(crate) fn text(names: &Interner, expr: &Expr) -> String {
    let mut writer = Writer {
        names,
        out: String::new(),
    };
    writer.expr(expr);
    writer.out
}

struct Writer<'a> {
    names: &'a Interner,
    out: String,
}

impl Writer<'_> {
    pub(super) fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Bad => self.put("_"),
            ExprKind::Ident(ident) => self.put(self.names.shared(ident.name).as_ref()),
            ExprKind::Basic(literal) => self.put(self.names.shared(literal.text).as_ref()),
            ExprKind::Ellipsis(elem) => {
                self.put("...");
                self.optional(elem.as_deref());
            }
            ExprKind::Composite(literal) => {
                self.optional(literal.ty.as_ref());
                self.put(if literal.elements.is_empty() {
                    "{}"
                } else {
                    "{…}"
                });
            }
            ExprKind::FuncLit(literal) => {
                self.func_type(&literal.ty, "func");
                self.put(if literal.body.stmts.is_empty() {
                    " {}"
                } else {
                    " {…}"
                });
            }
            ExprKind::Paren(inner) => {
                self.put("(");
                self.expr(inner);
                self.put(")");
            }
            ExprKind::Selector(x, sel) => {
                self.expr(x);
                self.put(".");
                self.put(self.names.shared(sel.name).as_ref());
            }
            ExprKind::Index(index) => {
                self.expr(&index.x);
                self.put("[");
                self.list(&index.indices);
                self.put("]");
            }
            ExprKind::Slice(slice) => {
                self.expr(&slice.x);
                self.put("[");
                self.optional(slice.lo.as_ref());
                self.put(":");
                self.optional(slice.hi.as_ref());
                if slice.three {
                    self.put(":");
                    self.optional(slice.max.as_ref());
                }
                self.put("]");
            }
            ExprKind::TypeAssert(x, ty) => {
                self.expr(x);
                self.put(".(");
                match ty {
                    Some(ty) => self.expr(ty),
                    None => self.put("type"),
                }
                self.put(")");
            }
            ExprKind::Call(call) => {
                self.expr(&call.fun);
                self.put("(");
                self.list(&call.args);
                if call.ellipsis.is_some() {
                    self.put("...");
                }
                self.put(")");
            }
            ExprKind::Star(x) => {
                self.put("*");
                self.expr(x);
            }
            ExprKind::Unary(op, x) => {
                self.put(op.text());
                self.expr(x);
            }
            ExprKind::Binary(binary) => {
                self.expr(&binary.x);
                self.put(" ");
                self.put(binary.op.text());
                self.put(" ");
                self.expr(&binary.y);
            }
            ExprKind::KeyValue(pair) => {
                self.expr(&pair.key);
                self.put(": ");
                self.expr(&pair.value);
            }
            _ => self.ty(expr),
        }
    }

    fn ty(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Array(array) => {
                self.put("[");
                match &array.len {
                    ArrayLen::Slice => {}
                    ArrayLen::Auto(_) => self.put("..."),
                    ArrayLen::Len(len) => self.expr(len),
                }
                self.put("]");
                self.expr(&array.elem);
            }
            ExprKind::Struct(fields) => self.braces("struct", fields),
            ExprKind::Interface(fields) => self.braces("interface", fields),
            ExprKind::Func(ty) => self.func_type(ty, "func"),
            ExprKind::Map(key, elem) => {
                self.put("map[");
                self.expr(key);
                self.put("]");
                self.expr(elem);
            }
            ExprKind::Chan(chan) => {
                self.put(match chan.dir {
                    ChanDir::Both => "chan ",
                    ChanDir::Send => "chan<- ",
                    ChanDir::Recv => "<-chan ",
                });
                self.expr(&chan.elem);
            }
            _ => {}
        }
    }

    fn braces(&mut self, keyword: &str, fields: &FieldList) {
        self.put(keyword);
        self.put("{");
        for (i, field) in fields.fields.iter().enumerate() {
            self.put(if i == 0 { "" } else { "; " });
            match (&field.ty.kind, &field.names[..]) {
                (ExprKind::Func(ty), [name]) if keyword == "interface" => {
                    self.func_type(ty, &self.names.shared(name.name));
                }
                _ => self.names_and_type(&field.names, &field.ty),
            }
        }
        self.put("}");
    }

    fn names_and_type(&mut self, names: &[crate::syntax::ast::Ident], ty: &Expr) {
        for (i, name) in names.iter().enumerate() {
            if i > 0 {
                self.put(", ");
            }
            self.put(self.names.shared(name.name).as_ref());
        }
        if !names.is_empty() {
            self.put(" ");
        }
        self.expr(ty);
    }

    pub(super) fn func_type(&mut self, ty: &FuncType, start: &str) {
        self.put(start);
        self.params(&ty.params);
        match &ty.results {
            None => {}
            Some(results) if results.open.is_some() => {
                self.put(" ");
                self.params(results);
            }
            Some(results) => {
                for field in &results.fields {
                    self.put(" ");
                    self.expr(&field.ty);
                }
            }
        }
    }

    pub(super) fn params(&mut self, list: &FieldList) {
        self.put("(");
        for (i, field) in list.fields.iter().enumerate() {
            if i > 0 {
                self.put(", ");
            }
            self.names_and_type(&field.names, &field.ty);
        }
        self.put(")");
    }

    fn list(&mut self, exprs: &[Expr]) {
        for (i, expr) in exprs.iter().enumerate() {
            if i > 0 {
                self.put(", ");
            }
            self.expr(expr);
        }
    }

    fn optional(&mut self, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.expr(expr);
        }
    }

    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }
}
