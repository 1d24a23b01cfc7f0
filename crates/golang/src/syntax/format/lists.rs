//! Lists over one or more lines: expressions, names, parameters, fields.

use crate::syntax::ast::{Expr, ExprKind, Field, FieldList, FuncType, Ident, KeyValue};
use crate::syntax::pos::Pos;
use crate::syntax::token::Token;

use super::printer::{Printer, Space};

/// Larger than any source line.
const LONGEST: usize = 1_000_000;

/// What a list is of.
#[derive(Clone, Copy)]
pub(super) enum Item<'a> {
    Expr(&'a Expr),
    Ident(&'a Ident),
}

impl<'a> Item<'a> {
    fn pos(self) -> Pos {
        match self {
            Self::Expr(x) => x.pos,
            Self::Ident(x) => x.pos,
        }
    }

    fn end(self) -> Pos {
        match self {
            Self::Expr(x) => x.end,
            Self::Ident(x) => x.end,
        }
    }

    fn pair(self) -> Option<&'a KeyValue> {
        match self {
            Self::Expr(Expr {
                kind: ExprKind::KeyValue(pair),
                ..
            }) => Some(pair),
            _ => None,
        }
    }
}

/// How a list is printed.
#[derive(Clone, Copy, Default)]
pub(super) struct ListMode {
    /// The tokens before and after the list.
    pub(super) previous: Pos,
    pub(super) next: Pos,
    pub(super) depth: usize,
    /// Whether a comma follows the last item if the list ends with a line.
    pub(super) comma: bool,
    /// Whether lines after the first are not indented.
    pub(super) no_indent: bool,
}

/// What brackets are printed around parameters, and what for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Params {
    Func,
    FuncTypes,
    DeclTypes,
}

/// The sizes of the lines before, whose geometric mean decides whether the next is aligned with them.
#[derive(Default)]
struct Sizes {
    previous: usize,
    log_sum: f64,
    count: u32,
}

impl Sizes {
    /// Whether a line of `size` starts a new section: if it or the one before does not fit, or if it is far longer or
    /// shorter than those before.
    fn breaks_section(&self, size: usize) -> bool {
        const SMALL: usize = 40;
        const RATIO: f64 = 2.5;
        if self.previous == 0 || size == 0 {
            return true;
        }
        if self.count == 0 || (self.previous <= SMALL && size <= SMALL) {
            return false;
        }
        let mean = rough_exp2(self.log_sum / f64::from(self.count));
        let ratio = size as f64 / mean;
        RATIO * ratio <= 1.0 || RATIO <= ratio
    }

    fn add(&mut self, size: usize) {
        if size > 0 {
            self.log_sum += rough_log2(size);
            self.count += 1;
        }
    }
}

/// A rough binary logarithm, as gofmt takes it: linear between powers of two. `size` is not 0.
fn rough_log2(size: usize) -> f64 {
    let exponent = size.ilog2() + 1;
    let fraction = size as f64 / (1_u64 << exponent) as f64;
    f64::from(exponent) + 2.0 * (fraction - 1.0)
}

/// The inverse of [`rough_log2`].
fn rough_exp2(x: f64) -> f64 {
    let whole = x.floor();
    (1.0 + (x - whole)) * 2_f64.powf(whole)
}

impl<'a> Printer<'a> {
    pub(super) fn idents(&mut self, names: &'a [Ident], indent: bool) {
        let items: Vec<_> = names.iter().map(Item::Ident).collect();
        self.items(
            &items,
            ListMode {
                depth: 1,
                no_indent: !indent,
                ..ListMode::default()
            },
        );
    }

    pub(super) fn exprs(&mut self, exprs: &'a [Expr], mode: ListMode) {
        let items: Vec<_> = exprs.iter().map(Item::Expr).collect();
        self.items(&items, mode);
    }

    fn item(&mut self, item: Item<'a>, depth: usize) {
        match item {
            Item::Expr(x) => self.expr_at(x, depth),
            Item::Ident(x) => {
                self.set_pos(x.pos);
                self.ident(x);
            }
        }
    }

    fn item_size(&self, item: Item<'a>) -> usize {
        match item {
            Item::Expr(x) => self.expr_size(x, LONGEST),
            Item::Ident(x) => self.source.names.get(x.name).len(),
        }
    }

    /// Items with commas between. Line breaks between them are those of the source.
    fn items(&mut self, items: &[Item<'a>], mode: ListMode) {
        let (Some(first), Some(last)) = (items.first(), items.last()) else {
            return;
        };
        let previous_line = self.line(mode.previous);
        let line = self.line(first.pos());
        if mode.previous.is_some() && previous_line == line && line == self.line(last.end()) {
            for (index, &item) in items.iter().enumerate() {
                if index > 0 {
                    self.set_pos(item.pos());
                    self.token(Token::Comma);
                    self.blank();
                }
                self.item(item, mode.depth);
            }
            return;
        }
        self.items_on_lines(items, mode, previous_line);
    }

    fn items_on_lines(&mut self, items: &[Item<'a>], mode: ListMode, mut previous_line: usize) {
        let mut space = if mode.no_indent {
            Space::Ignore
        } else {
            Space::Indent
        };
        let mut last_break = None;
        let first_line = self.line(items[0].pos());
        if mode.previous.is_some()
            && previous_line < first_line
            && self.linebreak(first_line, 0, space, true) > 0
        {
            space = Space::Ignore;
            last_break = Some(0);
        }
        let measured = mode.previous.is_some() && mode.next.is_some();
        let mut sizes = Sizes::default();
        for (index, &item) in items.iter().enumerate() {
            let line = self.line(item.pos());
            let size = self.aligned_size(item, measured);
            let section = sizes.breaks_section(size);
            let needs_break = 0 < previous_line && previous_line < line;
            if index > 0 {
                if !needs_break {
                    self.set_pos(item.pos());
                }
                self.token(Token::Comma);
                let mut broken = false;
                if needs_break {
                    let alone = last_break.map_or(0, |last| last + 1) >= index;
                    let breaks = self.linebreak(line, 0, space, section || !alone);
                    if breaks > 0 {
                        space = Space::Ignore;
                        last_break = Some(index);
                        broken = true;
                    }
                    if breaks > 1 {
                        sizes = Sizes::default();
                    }
                }
                if !broken {
                    self.blank();
                }
            }
            match item.pair() {
                Some(pair) if items.len() > 1 && size > 0 && needs_break => {
                    self.expr(&pair.key);
                    self.set_pos(pair.colon);
                    self.token(Token::Colon);
                    self.space(Space::Tab);
                    self.expr(&pair.value);
                }
                _ => self.item(item, mode.depth),
            }
            sizes.add(size);
            sizes.previous = size;
            previous_line = line;
        }
        let indented = space == Space::Ignore && !mode.no_indent;
        let ends_line = mode.comma && mode.next.is_some() && self.pos.line < self.line(mode.next);
        if ends_line {
            self.token(Token::Comma);
        }
        if indented {
            self.space(Space::Unindent);
        }
        if ends_line {
            self.space(Space::Section);
        }
    }

    /// The size that counts for alignment: that of a pair's key; 0 if the item does not fit on a line.
    fn aligned_size(&self, item: Item<'a>, measured: bool) -> usize {
        let size = self.item_size(item);
        match item.pair() {
            _ if size > LONGEST || !measured => 0,
            Some(pair) => self.expr_size(&pair.key, LONGEST),
            None => size,
        }
    }

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
