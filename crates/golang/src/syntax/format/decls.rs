//! Declarations and files.

use crate::syntax::ast::{BasicLit, Decl, File, FuncDecl, Group, ImportSpec, TypeSpec, ValueSpec};
use crate::syntax::pos::Pos;
use crate::syntax::token::Token;

use super::fields::Params;
use super::lists::ListMode;
use super::printer::{INFINITY, Printer, Space};

impl<'a> Printer<'a> {
    pub(super) fn file(&mut self, file: &'a File) {
        self.set_pos(file.package);
        self.token(Token::Package);
        self.blank();
        self.set_pos(file.name.pos);
        self.ident(&file.name);
        let mut previous = None;
        for decl in &file.decls {
            let keyword = keyword(decl);
            let min = if previous.replace(keyword) == Some(keyword) {
                1
            } else {
                2
            };
            let many_lines = self.line(decl.end()) > self.line(decl.pos());
            self.linebreak(
                self.line(decl.pos()),
                min,
                Space::Ignore,
                keyword == Token::Func && many_lines,
            );
            self.decl(decl);
        }
        self.space(Space::Newline);
    }

    pub(super) fn decl(&mut self, decl: &'a Decl) {
        let keyword = keyword(decl);
        match decl {
            Decl::Import(group) => self.group(
                keyword,
                group,
                |spec| spec.pos,
                |printer, spec, _, _| printer.import(spec),
            ),
            Decl::Const(group) | Decl::Var(group) => self.values(keyword, group),
            Decl::Type(group) => {
                self.group(
                    keyword,
                    group,
                    |spec| spec.name.pos,
                    |printer, spec, count, _| printer.type_spec(spec, count),
                );
            }
            Decl::Func(func) => self.func(func),
        }
    }

    /// A keyword and one specification, or several in parentheses. `print` gets the number of specifications and the index.
    fn group<T>(
        &mut self,
        keyword: Token,
        group: &'a Group<T>,
        pos: impl Fn(&T) -> Pos,
        print: impl Fn(&mut Self, &'a T, usize, usize),
    ) {
        self.set_pos(group.pos);
        self.token(keyword);
        self.blank();
        let count = group.specs.len();
        if !group.lparen.is_some() {
            if let Some(spec) = group.specs.first() {
                print(self, spec, 1, 0);
            }
            return;
        }
        self.set_pos(group.lparen);
        self.token(Token::LParen);
        if count > 0 {
            self.space(Space::Indent);
            self.space(Space::Section);
            let slot = self.line_slot();
            for (index, spec) in group.specs.iter().enumerate() {
                if index > 0 {
                    let section = self.many_lines_since(slot);
                    self.linebreak(self.line(pos(spec)), 1, Space::Ignore, section);
                }
                self.record_line(slot);
                print(self, spec, count, index);
            }
            self.space(Space::Unindent);
            self.space(Space::Section);
        }
        self.set_pos(group.rparen);
        self.token(Token::RParen);
    }

    fn values(&mut self, keyword: Token, group: &'a Group<ValueSpec>) {
        let keep = keep_types(&group.specs);
        let single = !group.lparen.is_some();
        self.group(
            keyword,
            group,
            |spec| spec.pos,
            |printer, spec, count, index| {
                if count > 1 {
                    printer.value_columns(spec, keep[index]);
                } else {
                    printer.value(spec, single);
                }
            },
        );
    }

    fn import(&mut self, spec: &'a ImportSpec) {
        if let Some(name) = &spec.name {
            self.set_pos(name.pos);
            self.ident(name);
            self.blank();
        }
        self.set_pos(spec.path.pos);
        self.import_path(&spec.path);
        self.set_pos(spec.end);
    }

    /// An import path in double quotes, if it was in back quotes and is a sound path.
    fn import_path(&mut self, path: &BasicLit) {
        const ILLEGAL: &str = "!\"#$%&'()*,:;<=>?[\\]^{|}`\u{FFFD}";
        let text = self.source.names.get(path.text);
        let raw = text
            .strip_prefix('`')
            .and_then(|rest| rest.strip_suffix('`'));
        match raw {
            Some(raw)
                if !raw.is_empty()
                    && !raw
                        .chars()
                        .any(|c| c.is_whitespace() || c.is_control() || ILLEGAL.contains(c)) =>
            {
                self.literal(Token::Str, &format!("\"{raw}\""));
            }
            _ => self.literal(Token::Str, text),
        }
    }

    /// Values of one declaration alone.
    fn value(&mut self, spec: &'a ValueSpec, indent: bool) {
        self.idents(&spec.names, indent);
        if let Some(ty) = &spec.ty {
            self.blank();
            self.expr(ty);
        }
        if !spec.values.is_empty() {
            self.blank();
            self.token(Token::Assign);
            self.blank();
            self.exprs(
                &spec.values,
                ListMode {
                    depth: 1,
                    ..ListMode::default()
                },
            );
        }
    }

    /// Values of one of several declarations, in columns.
    fn value_columns(&mut self, spec: &'a ValueSpec, keep_type: bool) {
        self.idents(&spec.names, false);
        let mut cells = 3;
        if spec.ty.is_some() || keep_type {
            self.space(Space::Tab);
            cells -= 1;
        }
        if let Some(ty) = &spec.ty {
            self.expr(ty);
        }
        if !spec.values.is_empty() {
            self.space(Space::Tab);
            self.token(Token::Assign);
            self.blank();
            self.exprs(
                &spec.values,
                ListMode {
                    depth: 1,
                    ..ListMode::default()
                },
            );
            cells -= 1;
        }
        if spec.comment {
            for _ in 0..cells {
                self.space(Space::Tab);
            }
        }
    }

    fn type_spec(&mut self, spec: &'a TypeSpec, count: usize) {
        self.set_pos(spec.name.pos);
        self.ident(&spec.name);
        if let Some(params) = &spec.type_params {
            self.params(params, Params::DeclTypes);
        }
        self.space(if count == 1 { Space::Blank } else { Space::Tab });
        if spec.assign.is_some() {
            self.token(Token::Assign);
            self.blank();
        }
        self.expr(&spec.ty);
    }

    fn func(&mut self, func: &'a FuncDecl) {
        self.set_pos(func.pos);
        self.token(Token::Func);
        self.blank();
        // The column counts after the keyword, before which all waiting line ends are written; the blank waits still.
        let start = self.out.column - "func ".len();
        if let Some(recv) = &func.recv {
            self.params(recv, Params::Func);
            self.blank();
        }
        self.set_pos(func.name.pos);
        self.ident(&func.name);
        self.signature(&func.ty);
        if let Some(body) = &func.body {
            let header = if self.line(func.pos) == self.pos.line {
                self.out.column - start
            } else {
                INFINITY
            };
            self.func_body(header, Space::Tab, body);
        }
    }
}

fn keyword(decl: &Decl) -> Token {
    match decl {
        Decl::Import(_) => Token::Import,
        Decl::Const(_) => Token::Const,
        Decl::Type(_) => Token::Type,
        Decl::Var(_) => Token::Var,
        Decl::Func(_) => Token::Func,
    }
}

/// For each declaration of a group, whether its type column is kept. In a run of declarations with values but without a
/// type, the values take the place of the types.
fn keep_types(specs: &[ValueSpec]) -> Vec<bool> {
    let mut keep = vec![false; specs.len()];
    let mut start: Option<usize> = None;
    let mut typed = false;
    for (index, spec) in specs.iter().enumerate() {
        if spec.values.is_empty() {
            if let Some(start) = start.take() {
                keep[start..index].fill(typed);
            }
        } else if start.is_none() {
            start = Some(index);
            typed = false;
        }
        typed |= spec.ty.is_some();
    }
    if let Some(start) = start {
        keep[start..].fill(typed);
    }
    keep
}
