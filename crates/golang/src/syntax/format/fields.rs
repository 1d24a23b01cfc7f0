//! Parameters, and the fields of structs and interfaces.

use crate::syntax::ast::{Expr, ExprKind, Field, FieldList, FuncType};
use crate::syntax::token::Token;

use super::lists::Item;
use super::printer::{Printer, Space};

/// What brackets are printed around parameters, and what for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Params {
    Func,
    FuncTypes,
    DeclTypes,
}

impl<'a> Printer<'a> {
    pub(super) fn params(&mut self, list: &'a FieldList, kind: Params) {
        let (open, close) = if kind == Params::Func {
            (Token::LParen, Token::RParen)
        } else {
            (Token::LBrack, Token::RBrack)
        };
        self.set_pos(list.open);
        self.token(open);
        if !list.fields.is_empty() {
            self.param_fields(list, kind);
        }
        self.set_pos(list.close);
        self.token(close);
    }

    fn param_fields(&mut self, list: &'a FieldList, kind: Params) {
        let mut previous_line = self.line(list.open);
        let mut space = Space::Indent;
        for (index, field) in list.fields.iter().enumerate() {
            let line = self.line(field.pos);
            let needs_break = 0 < previous_line && previous_line < line;
            if index > 0 {
                if !needs_break {
                    self.set_pos(field.pos);
                }
                self.token(Token::Comma);
            }
            if needs_break && self.linebreak(line, 0, space, true) > 0 {
                space = Space::Ignore;
            } else if index > 0 {
                self.blank();
            }
            if !field.names.is_empty() {
                self.idents(&field.names, space == Space::Indent);
                self.blank();
            }
            self.expr(field.ty.unparen());
            previous_line = self.line(field.end);
        }
        let closing = self.line(list.close);
        if 0 < previous_line && previous_line < closing {
            self.token(Token::Comma);
            self.linebreak(closing, 0, Space::Ignore, true);
        } else if kind == Params::DeclTypes
            && list.count() == 1
            && combines_with_name(list.fields[0].ty.unparen())
        {
            self.token(Token::Comma);
        }
        if space == Space::Ignore {
            self.space(Space::Unindent);
        }
    }

    pub(super) fn signature(&mut self, ty: &'a FuncType) {
        if let Some(params) = &ty.type_params {
            self.params(params, Params::FuncTypes);
        }
        self.params(&ty.params, Params::Func);
        let Some(results) = ty
            .results
            .as_ref()
            .filter(|results| !results.fields.is_empty())
        else {
            return;
        };
        self.blank();
        match results.fields.as_slice() {
            [field] if field.names.is_empty() => self.expr(field.ty.unparen()),
            _ => self.params(results, Params::Func),
        }
    }

    /// The fields of a struct, or the elements of an interface.
    pub(super) fn fields(&mut self, list: &'a FieldList, is_struct: bool) {
        let close = self.place(list.close);
        let has_comments = self.comment_before(close);
        if !has_comments && self.line(list.open) == close.line {
            if list.fields.is_empty() {
                self.set_pos(list.open);
                self.token(Token::LBrace);
                self.set_pos(list.close);
                self.token(Token::RBrace);
                return;
            }
            if let [field] = list.fields.as_slice()
                && self.fits_on_line(field)
            {
                self.one_line_field(list, field, is_struct);
                return;
            }
        }
        self.blank();
        self.set_pos(list.open);
        self.token(Token::LBrace);
        self.space(Space::Indent);
        if has_comments || !list.fields.is_empty() {
            self.space(Space::Section);
        }
        let slot = self.line_slot();
        let separator = if list.fields.len() == 1 {
            Space::Blank
        } else {
            Space::Tab
        };
        for (index, field) in list.fields.iter().enumerate() {
            if index > 0 {
                let section = self.many_lines_since(slot);
                self.linebreak(self.line(field.pos), 1, Space::Ignore, section);
            }
            self.record_line(slot);
            if is_struct {
                self.struct_field(field, separator);
            } else {
                self.interface_element(field);
            }
        }
        self.space(Space::Unindent);
        self.space(Space::Section);
        self.set_pos(list.close);
        self.token(Token::RBrace);
    }

    fn fits_on_line(&self, field: &'a Field) -> bool {
        const MAX: usize = 30;
        if field.tag.is_some() || field.comment {
            return false;
        }
        let names = usize::from(!field.names.is_empty());
        names + self.expr_size(&field.ty, MAX) <= MAX
    }

    fn one_line_field(&mut self, list: &'a FieldList, field: &'a Field, is_struct: bool) {
        self.set_pos(list.open);
        self.token(Token::LBrace);
        self.blank();
        if is_struct {
            for (index, name) in field.names.iter().enumerate() {
                if index > 0 {
                    self.token(Token::Comma);
                    self.blank();
                }
                self.item(Item::Ident(name), 1);
            }
            if !field.names.is_empty() {
                self.blank();
            }
            self.expr(&field.ty);
        } else {
            self.interface_element(field);
        }
        self.blank();
        self.set_pos(list.close);
        self.token(Token::RBrace);
    }

    fn struct_field(&mut self, field: &'a Field, separator: Space) {
        let mut cells = 2;
        if !field.names.is_empty() {
            self.idents(&field.names, false);
            self.space(separator);
            cells = 1;
        }
        self.expr(&field.ty);
        if let Some(tag) = &field.tag {
            if !field.names.is_empty() && separator == Space::Tab {
                self.space(separator);
            }
            self.space(separator);
            self.set_pos(tag.pos);
            self.basic(tag);
            cells = 0;
        }
        if field.comment {
            for _ in 0..cells {
                self.space(separator);
            }
        }
    }

    fn interface_element(&mut self, field: &'a Field) {
        match (&field.ty.kind, field.names.first()) {
            (ExprKind::Func(ty), Some(name)) => {
                self.item(Item::Ident(name), 1);
                self.signature(ty);
            }
            _ => self.expr(&field.ty),
        }
    }
}

/// Whether a name before the type `x` could be read as a value: `P *T` as a product.
fn combines_with_name(x: &Expr) -> bool {
    match &x.kind {
        ExprKind::Star(x) | ExprKind::Paren(x) => !x.is_type_element(),
        ExprKind::Binary(binary) => combines_with_name(&binary.x) && !binary.y.is_type_element(),
        _ => false,
    }
}
