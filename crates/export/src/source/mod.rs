//! The files of a pattern's Go program, and which function a line is in.

mod outline;

pub use outline::Function;

use lab::patterns::Pattern;
use outline::Outline;
use rust_embed::RustEmbed;

/// The package of the helpers, as programs import it.
pub(crate) const HELPERS: &str = "goroutinelab/lab";

/// The Go module with the programs of all patterns.
#[derive(RustEmbed)]
#[folder = "../../assets/go/"]
struct Files;

/// The Go files of a folder of `assets/go/`, names and texts, in the order of their names.
#[must_use]
pub fn folder(folder: &str) -> Vec<(String, String)> {
    let prefix = format!("{folder}/");
    let mut paths: Vec<_> = Files::iter().collect();
    paths.sort();
    let files = paths.iter().filter_map(|path| {
        let name = path.strip_prefix(&prefix)?;
        name.strip_suffix(".go")?;
        let text = Files::get(path)?;
        Some((
            String::from(name),
            String::from_utf8(text.data.into_owned()).ok()?,
        ))
    });
    files.collect()
}

/// A file of a Go program.
#[derive(Clone, Debug)]
pub(crate) struct SourceFile {
    /// Its path below `assets/go/`, or the name of somebody's own file.
    pub(crate) path: String,
    pub(crate) text: String,
    outline: Outline,
}

impl SourceFile {
    /// A file of `assets/go/` by its path there.
    fn of_pattern(path: String) -> SourceFile {
        let file = Files::get(&path).map(|file| file.data.into_owned());
        let text = String::from_utf8(file.unwrap_or_default()).unwrap_or_default();
        let package = if path.starts_with("lab/") {
            HELPERS
        } else {
            "main"
        };
        SourceFile::new(path, package, text)
    }

    fn new(path: String, package: &str, text: String) -> SourceFile {
        let outline = Outline::new(package, &text);
        SourceFile {
            path,
            text,
            outline,
        }
    }

    /// A line, counted from 1; empty where there is none.
    fn line(&self, line: u32) -> &str {
        let before = (line as usize).checked_sub(1);
        let line = before.and_then(|before| self.text.lines().nth(before));
        line.unwrap_or_default()
    }
}

/// A Go program: that of a pattern with the files of its folder and those of the helpers, or somebody's own.
#[derive(Clone, Debug)]
pub struct Program {
    files: Vec<SourceFile>,
    helpers: Vec<SourceFile>,
    /// The place in `files` of the one that the marks of the pattern point into.
    marked: usize,
}

/// A place in a Go program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The function with its package: `main.(*broker).run`.
    pub(crate) function: String,
    /// The path below `assets/go/`.
    pub(crate) file: String,
    /// The line, counted from 1.
    pub(crate) line: u32,
}

impl Program {
    /// The program of a pattern.
    #[must_use]
    pub fn of(pattern: &Pattern) -> Program {
        let files = files_in(pattern.folder);
        let is_marked = |file: &SourceFile| {
            let mut lines = pattern.source.lines();
            // The empty lines between functions are not the file's.
            lines.all(|(line, text)| text.is_empty() || file.line(line.0) == text)
        };
        let marked = files.iter().position(is_marked).unwrap_or_default();
        Program {
            files,
            helpers: files_in("lab"),
            marked,
        }
    }

    /// Somebody's own program: the name and the text of the file that the marks point into, which is the first one.
    #[must_use]
    pub fn own(name: &str, text: &str) -> Program {
        let clause = text.lines().find_map(|line| line.strip_prefix("package "));
        let package = clause.and_then(|clause| clause.split_whitespace().next());
        Program {
            files: vec![SourceFile::new(
                String::from(name),
                package.unwrap_or("main"),
                String::from(text),
            )],
            helpers: Vec::new(),
            marked: 0,
        }
    }

    /// The text of the file that the pattern's marks point into.
    #[must_use]
    pub fn text(&self) -> &str {
        self.marked().map_or("", |file| &file.text)
    }

    /// The functions of the file that the pattern's marks point into, and of the helpers.
    pub fn functions(&self) -> impl Iterator<Item = &Function> {
        let files = self.marked().into_iter().chain(&self.helpers);
        files.flat_map(|file| file.outline.functions())
    }

    pub(crate) fn files(&self) -> &[SourceFile] {
        &self.files
    }

    pub(crate) fn helpers(&self) -> &[SourceFile] {
        &self.helpers
    }

    /// The file that the marks of the pattern point into.
    pub(crate) fn marked(&self) -> Option<&SourceFile> {
        self.files.get(self.marked)
    }

    /// The place of a mark; `None` if no function has the line.
    pub(crate) fn place(&self, line: u32) -> Option<Place> {
        let file = self.marked()?;
        let function = file.outline.at(line)?;
        Some(place(file, function, line))
    }

    /// The place in `from` from which `called` is called: the first line there that names it. Both are names with their
    /// package. The first line of `from` if no line names it, as when there is a function between them.
    pub(crate) fn call(&self, from: &str, called: &str) -> Option<Place> {
        let mut files = self.files.iter();
        let (file, function) = files.find_map(|file| Some((file, file.outline.named(from)?)))?;
        let name = called.rsplit('.').next().unwrap_or(called);
        let calls = |line: &u32| {
            let text = file.line(*line);
            text.contains(&format!("{name}("))
        };
        let line = (function.first + 1..=function.last).find(calls);
        Some(place(file, function, line.unwrap_or(function.first)))
    }

    /// The place where a goroutine starts that a helper started on behalf of `line`; `None` if the line calls no helper.
    pub(crate) fn helper(&self, line: u32) -> Option<Place> {
        let calls = self.marked()?.line(line).contains("lab.");
        let mut files = self.helpers.iter().filter(|_| calls);
        files.find_map(|file| {
            let function = file.outline.first_goroutine()?;
            Some(place(file, function, function.first + 1))
        })
    }
}

/// The files of a folder of `assets/go/`: first the one with the package's main part, `main.go` or `lab.go`, then the rest in
/// the order of their names.
fn files_in(folder: &str) -> Vec<SourceFile> {
    let prefix = format!("{folder}/");
    let paths = Files::iter().filter(|path| path.starts_with(&prefix) && path.ends_with(".go"));
    let mut paths: Vec<String> = paths.map(String::from).collect();
    let is_first = |path: &str| path.ends_with("/main.go") || path.ends_with("/lab.go");
    paths.sort_by_key(|path| (!is_first(path), path.clone()));
    paths.into_iter().map(SourceFile::of_pattern).collect()
}

fn place(file: &SourceFile, function: &Function, line: u32) -> Place {
    Place {
        function: function.name.clone(),
        file: file.path.clone(),
        line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_of_ones_own_program_have_its_package() {
        #[track_caller]
        fn check(text: &str, expected: &[&str]) {
            let program = Program::own("own.go", text);
            let names: Vec<&str> = program
                .functions()
                .map(|function| &*function.name)
                .collect();
            assert_eq!(names, expected, "{text}");
        }
        check("package main\n\nfunc main() {\n}\n", &["main.main"]);
        check(
            "// Package pool works.\npackage pool // of workers\n\nfunc TestPool(t *testing.T) {\n}\n",
            &["pool.TestPool"],
        );
        check("func f() {\n}\n", &["main.f"]);
    }
}
