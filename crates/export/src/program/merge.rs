//! Several files of Go, of `main` and of the package `lab`, as one.

use crate::source::{HELPERS, Program, SourceFile};
use golang::syntax::token::Token;
use golang::syntax::tokens;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The parts of the one file.
#[derive(Debug)]
pub(super) struct Merged {
    comment: String,
    language: Option<String>,
    imports: Vec<String>,
    body: String,
}

impl Merged {
    pub(super) fn new(program: &Program) -> Merged {
        let files: Vec<File> = chosen(program).map(File::new).collect();
        let helpers: Vec<File> = program.helpers().iter().map(File::new).collect();
        let taken: BTreeSet<&str> = files.iter().flat_map(File::declared).collect();
        let names = renamed(&helpers, &taken);
        let own = format!("\"{HELPERS}\"");
        let imports = files.iter().chain(&helpers).flat_map(|file| &file.imports);
        let imports = imports.filter(|import| **import != own).cloned();
        // The parameters are put in front of the arguments, which are there.
        let imports: BTreeSet<String> = imports.chain([String::from("\"os\"")]).collect();
        // gofmt keeps groups: the standard library first, then modules.
        let (modules, standard): (Vec<String>, Vec<String>) =
            imports.into_iter().partition(|import| import.contains('.'));
        let gap = (!modules.is_empty()).then(String::new);
        let mut body = String::new();
        for file in &files {
            body.push_str(&file.body(&names, Package::Main));
            body.push('\n');
        }
        body.push_str("// What follows is the same in all programs of the Lab: tasks, flags and the report.\n\n");
        for file in &helpers {
            body.push_str(&file.body(&names, Package::Helpers));
            body.push('\n');
        }
        Merged {
            comment: files.first().map_or_else(String::new, File::comment),
            language: language(program),
            imports: standard.into_iter().chain(gap).chain(modules).collect(),
            body,
        }
    }

    /// The comment in front of `main.go`, with a line end.
    pub(super) fn comment(&self) -> &str {
        &self.comment
    }

    /// The Go version whose language the file must have, as a build constraint; `None` if every version does.
    pub(super) fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// The imports, each in quotes. An empty one is a gap between groups.
    pub(super) fn imports(&self) -> &[String] {
        &self.imports
    }

    /// What follows the imports.
    pub(super) fn body(&self) -> &str {
        &self.body
    }
}

/// The files of the folder that are compiled together: of those for some versions of Go only, the ones that go with the file
/// to which the pattern's marks point.
fn chosen(program: &Program) -> impl Iterator<Item = &SourceFile> {
    let version = program.marked().and_then(constraint);
    let opposite = move |file: &SourceFile| match (constraint(file), version) {
        (None, _) => false,
        (Some(own), Some(version)) => own != version,
        (Some(own), None) => !own.starts_with('!'),
    };
    program.files().iter().filter(move |file| !opposite(file))
}

/// The language of the one file. Where a folder has a file for newer versions only, the others rely on the older language.
fn language(program: &Program) -> Option<String> {
    let versions: Vec<&str> = program.files().iter().filter_map(constraint).collect();
    let newer = versions.iter().find(|version| !version.starts_with('!'))?;
    match program.marked().and_then(constraint) {
        Some(version) => Some(String::from(version)),
        None => Some(before(newer)),
    }
}

/// The version before a `go1.N`.
fn before(version: &str) -> String {
    let number = version
        .strip_prefix("go1.")
        .and_then(|n| n.parse::<u32>().ok());
    number.map_or_else(String::new, |n| format!("go1.{}", n.saturating_sub(1)))
}

/// The version in a file's build constraint.
fn constraint(file: &SourceFile) -> Option<&str> {
    file.text.lines().next()?.strip_prefix("//go:build ")
}

/// Whether `lab.Name` or `Name` stands for a helper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Package {
    Main,
    Helpers,
}

/// New names of those helpers whose names the program has itself.
fn renamed<'a>(helpers: &'a [File<'_>], taken: &BTreeSet<&str>) -> BTreeMap<&'a str, String> {
    let names = helpers.iter().flat_map(File::declared);
    let clashes = names.filter(|name| taken.contains(name));
    let new = |name: &'a str| {
        let (first, rest) = name.split_at(1);
        (name, format!("lab{}{rest}", first.to_uppercase()))
    };
    clashes.map(new).collect()
}

/// A file and its tokens.
struct File<'a> {
    text: &'a str,
    tokens: Vec<(Token, Range<usize>)>,
    imports: Vec<String>,
    /// Where what follows the imports begins.
    begins: usize,
}

impl<'a> File<'a> {
    fn new(file: &'a SourceFile) -> File<'a> {
        let text = &*file.text;
        let tokens: Vec<_> = tokens(text).collect();
        let first = tokens.iter().position(|(token, _)| *token == Token::Import);
        // After the package's name and its semicolon.
        let mut begins = tokens.get(2).map_or(0, |(_, range)| range.end);
        let mut imports = Vec::new();
        if let Some(first) = first {
            let is_block = tokens
                .get(first + 1)
                .is_some_and(|next| next.0 == Token::LParen);
            let end = if is_block {
                Token::RParen
            } else {
                Token::Semicolon
            };
            for (token, range) in &tokens[first + 1..] {
                begins = range.end;
                match token {
                    Token::Str => imports.push(String::from(&text[range.clone()])),
                    token if *token == end => break,
                    _ => {}
                }
            }
        }
        File {
            text,
            tokens,
            imports,
            begins,
        }
    }

    /// The comment in front of the package clause, without build constraints.
    fn comment(&self) -> String {
        let before = self.tokens.first().map_or(0, |(_, range)| range.start);
        let lines = self.text[..before].lines();
        let lines = lines.filter(|line| line.starts_with("//") && !line.starts_with("//go:"));
        lines.flat_map(|line| [line, "\n"]).collect()
    }

    /// The names that the file declares outside of functions.
    fn declared(&self) -> impl Iterator<Item = &'a str> {
        let (mut depth, mut is_list, mut starts) = (0_u32, false, false);
        let mut before = Token::Semicolon;
        let mut names = Vec::new();
        for (token, range) in &self.tokens {
            match token {
                Token::RBrace => depth = depth.saturating_sub(1),
                Token::LParen
                    if matches!(before, Token::Var | Token::Const | Token::Type) && depth == 0 =>
                {
                    is_list = true;
                    starts = true;
                }
                Token::LBrace | Token::LParen => depth += 1,
                Token::RParen if depth == 0 => is_list = false,
                Token::RParen => depth -= 1,
                Token::Semicolon if depth == 0 => starts = is_list,
                Token::Name if depth == 0 => {
                    let declares = matches!(
                        before,
                        Token::Var | Token::Const | Token::Type | Token::Func
                    );
                    if declares || starts {
                        names.push(&self.text[range.clone()]);
                    }
                    starts = false;
                }
                _ => {}
            }
            before = *token;
        }
        names.into_iter()
    }

    /// What follows the imports: `lab.` is taken off, and helpers are renamed.
    fn body(&self, names: &BTreeMap<&str, String>, package: Package) -> String {
        let mut body = String::new();
        let mut from = self.begins;
        for (place, (token, range)) in self.tokens.iter().enumerate() {
            if *token != Token::Name || range.start < self.begins {
                continue;
            }
            let name = &self.text[range.clone()];
            let before = place.checked_sub(1).map(|before| self.tokens[before].0);
            let is_selected = before == Some(Token::Period);
            match package {
                Package::Main if name == "lab" && !is_selected => {
                    let next = self
                        .tokens
                        .get(place + 2)
                        .map_or(range.end, |next| next.1.start);
                    body.push_str(&self.text[from..range.start]);
                    from = next;
                    let helper = self
                        .tokens
                        .get(place + 2)
                        .map(|next| &self.text[next.1.clone()]);
                    if let Some(new) = helper.and_then(|helper| names.get(helper)) {
                        body.push_str(new);
                        from += helper.map_or(0, str::len);
                    }
                }
                Package::Helpers if !is_selected => {
                    if let Some(new) = names.get(name) {
                        body.push_str(&self.text[from..range.start]);
                        body.push_str(new);
                        from = range.end;
                    }
                }
                Package::Main | Package::Helpers => {}
            }
        }
        body.push_str(&self.text[from..]);
        body
    }
}
