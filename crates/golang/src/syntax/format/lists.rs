//! Lists over one or more lines: expressions, names, parameters, fields.

use crate::syntax::ast::{Expr, ExprKind, Ident, KeyValue};
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
    pub(super) fn pos(self) -> Pos {
        match self {
            Self::Expr(x) => x.pos,
            Self::Ident(x) => x.pos,
        }
    }

    pub(super) fn end(self) -> Pos {
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

    pub(super) fn item(&mut self, item: Item<'a>, depth: usize) {
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
}
