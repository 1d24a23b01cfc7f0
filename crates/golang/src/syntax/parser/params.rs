//! Parameters and type parameters: whether a name is a parameter's or a type's is known only at the end of the list.

use super::{Parser, Token, describe};
use crate::syntax::ast::{Expr, ExprKind, Field, FieldList, Ident};
use crate::syntax::pos::Pos;

/// One entry between commas: a name, a type, or both.
struct Entry {
    pos: Pos,
    name: Option<Ident>,
    ty: Option<Expr>,
    end: Pos,
}

impl Parser<'_> {
    /// The entries after the opening bracket at `open` and the closing one.
    ///
    /// `first` is a name (and its type) that was read; a list of type parameters `needs_names`; `...` is allowed for the
    /// last parameter with `dots`. In the result either all fields have names or none has.
    pub(super) fn param_list(
        &mut self,
        open: Pos,
        mut first: Option<(Ident, Option<Expr>)>,
        close: Token,
        needs_names: bool,
        dots: bool,
    ) -> FieldList {
        let mut entries = Vec::new();
        if self.token == close
            && let Some((name, Some(ty))) = first.take_if(|(_, ty)| ty.is_some())
        {
            entries.push(Entry {
                pos: name.pos,
                end: ty.end,
                name: Some(name),
                ty: Some(ty),
            });
        }
        let end = self.list("parameter list", Token::Comma, close, |parser| {
            match first.take() {
                Some((name, Some(ty))) => {
                    entries.push(Entry {
                        pos: name.pos,
                        end: ty.end,
                        name: Some(name),
                        ty: Some(ty),
                    });
                }
                first => entries.extend(parser.param(first.map(|(name, _)| name), close)),
            }
            false
        });
        let mut fields = self.group_params(entries, end, needs_names);
        self.check_dots(&mut fields, dots);
        FieldList {
            open,
            fields,
            close: end,
        }
    }

    /// Gives names their types: those of the types after them, if any entry has a name and a type.
    fn group_params(&mut self, entries: Vec<Entry>, end: Pos, needs_names: bool) -> Vec<Field> {
        let both = entries
            .iter()
            .filter(|entry| entry.name.is_some() && entry.ty.is_some())
            .count();
        let typed = entries.iter().filter(|entry| entry.ty.is_some()).count();
        let count = entries.len();
        if both == 0 && !needs_names {
            return entries
                .into_iter()
                .map(|entry| self.unnamed(entry))
                .collect();
        }
        if both != count {
            let bad = entries.iter().find(|entry| entry.name.is_none());
            let lonely = entries.last().is_some_and(|entry| entry.ty.is_none());
            let unnamed = bad.map(|entry| entry.ty.as_ref().map_or(entry.pos, |ty| ty.pos));
            if unnamed.is_some() || lonely {
                let pos = unnamed
                    .or(entries.last().map(|entry| entry.pos))
                    .unwrap_or(end);
                let (pos, message) = match (both == typed, needs_names) {
                    (true, true) => (end, "missing type constraint"),
                    (true, false) => (end, "missing parameter type"),
                    (false, true) if count == 1 => {
                        (pos, "missing type parameter name or invalid array length")
                    }
                    (false, true) => (pos, "missing type parameter name"),
                    (false, false) => (pos, "missing parameter name"),
                };
                self.syntax_error_at(pos, message);
            }
        }
        self.named(entries)
    }

    fn unnamed(&mut self, entry: Entry) -> Field {
        let ty = match (entry.ty, entry.name) {
            (Some(ty), _) => ty,
            (None, Some(name)) => self.name_expr(name),
            (None, None) => self.bad_expr(),
        };
        let mut field = self.field(entry.pos, Vec::new(), ty);
        field.end = entry.end;
        field
    }

    fn named(&mut self, entries: Vec<Entry>) -> Vec<Field> {
        let mut fields = Vec::new();
        let mut names = Vec::new();
        let mut pos = None;
        for entry in entries {
            pos = pos.or(Some(entry.pos));
            names.push(entry.name.unwrap_or_else(|| self.blank()));
            if let Some(ty) = entry.ty {
                let start = pos.take().unwrap_or(entry.pos);
                let mut field = self.field(start, std::mem::take(&mut names), ty);
                field.end = entry.end;
                fields.push(field);
            }
        }
        if let Some(pos) = pos {
            let bad = self.bad_expr();
            fields.push(self.field(pos, names, bad));
        }
        fields
    }

    fn check_dots(&mut self, fields: &mut [Field], allowed: bool) {
        let last = fields.len().saturating_sub(1);
        let mut reported = false;
        for (index, field) in fields.iter_mut().enumerate() {
            let ExprKind::Ellipsis(elem) = &mut field.ty.kind else {
                continue;
            };
            if allowed && index == last && field.names.len() <= 1 {
                continue;
            }
            let message = if allowed {
                "can only use ... with final parameter"
            } else {
                "invalid use of ..."
            };
            if !std::mem::replace(&mut reported, true) {
                self.error_at(field.ty.pos, message.to_owned());
            }
            if let Some(elem) = elem.take() {
                field.ty = *elem;
            }
        }
    }

    /// A name, a type or both; `first` is a name that was read.
    fn param(&mut self, first: Option<Ident>, close: Token) -> Option<Entry> {
        let sets = close == Token::RBrack;
        let pos = first.map_or(self.pos(), |name| name.pos);
        let first = first.or_else(|| (self.token == Token::Name).then(|| self.name()));
        let (name, ty) = match first {
            Some(name) => match self.token {
                Token::LBrack => match self.array_or_instance(name) {
                    Ok(ty) => (Some(name), Some(ty)),
                    Err(instance) => (None, Some(instance)),
                },
                Token::Period => (None, Some(self.qualified_name(Some(name)))),
                Token::Or if sets => (None, Some(self.name_expr(name))),
                _ => (Some(name), self.param_type(sets)),
            },
            None => (None, self.param_type(sets)),
        };
        let ty = match ty {
            Some(ty) if sets && self.token == Token::Or => Some(self.union_from(ty)),
            ty => ty,
        };
        if name.is_none() && ty.is_none() {
            self.syntax_error(&format!("expected {}", describe(close)));
            self.skip_to(&[Token::Comma, close]);
            return None;
        }
        Some(Entry {
            pos,
            name,
            ty,
            end: self.end(),
        })
    }

    /// `...T`, a type, or a union where `sets` are allowed
    fn param_type(&mut self, sets: bool) -> Option<Expr> {
        let pos = self.pos();
        if self.got(Token::Ellipsis) {
            let elem = self.type_or_none().map(Box::new);
            if elem.is_none() {
                self.syntax_error("... is missing type");
                return Some(self.bad_expr());
            }
            return Some(self.expr_node(pos, ExprKind::Ellipsis(elem)));
        }
        if sets && self.token == Token::Tilde {
            return Some(self.union());
        }
        self.type_or_none()
    }
}
