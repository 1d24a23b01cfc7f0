//! Reading a program: its package and all that it imports.

use std::collections::BTreeMap;

use crate::syntax::ast::{Decl, File, ImportSpec};
use crate::syntax::literal::string_value;
use crate::syntax::{Error, Limits, Session, parse};

/// Where imported packages come from.
pub trait Importer {
    /// The files of the package at an import path: names and Go text. A function without a body is native.
    ///
    /// # Errors
    /// The message for the import's line if there is no such package, saying what there is instead.
    fn package(&mut self, path: &str) -> Result<Vec<(String, Vec<u8>)>, String>;

    /// Names that the package has elsewhere, but not here.
    fn absent(&mut self, _path: &str) -> Vec<String> {
        Vec::new()
    }
}

/// A program that was read, not yet checked.
#[derive(Clone, Debug)]
pub struct Program {
    /// The packages, each after those it imports; the program's own is the last.
    pub packages: Vec<SourcePackage>,
    /// Imports that failed, and syntax errors; a program with any is not worth running.
    pub errors: Vec<Error>,
    /// Whether a file has a syntax error: then nothing more is said about the program.
    pub has_syntax_errors: bool,
}

/// The files of a package.
#[derive(Clone, Debug)]
pub struct SourcePackage {
    /// The import path.
    pub path: String,
    /// The files.
    pub files: Vec<File>,
    /// Names that the package has elsewhere, but not here: [`Importer::absent`].
    pub absent: Vec<String>,
}

/// Reads the files (names and texts) of the package `path`, and from `importer` all that they import. A `go.mod` among the
/// files says which version of the language those are in that do not say it themselves.
pub fn load(
    session: &mut Session,
    path: &str,
    files: &[(String, Vec<u8>)],
    importer: &mut dyn Importer,
    limits: Limits,
) -> Program {
    let mut loader = Loader {
        session,
        importer,
        limits,
        version: None,
        states: BTreeMap::new(),
        program: Program {
            packages: Vec::new(),
            errors: Vec::new(),
            has_syntax_errors: false,
        },
    };
    loader.states.insert(path.to_owned(), State::Loading);
    let (modules, sources): (Vec<_>, Vec<_>) = files
        .iter()
        .cloned()
        .partition(|file| is_module_file(&file.0));
    loader.version = modules.first().and_then(|file| module_version(&file.1));
    loader.add(path, &sources, 0);
    let mut program = loader.program;
    program.errors.sort_by_key(|error| error.pos);
    program
}

/// How deep imports may be nested.
const MAX_NESTING: usize = 100;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Loading,
    Loaded,
    Failed,
}

struct Loader<'a> {
    session: &'a mut Session,
    importer: &'a mut dyn Importer,
    limits: Limits,
    /// The language version of the program's module.
    version: Option<(u32, u32)>,
    states: BTreeMap<String, State>,
    program: Program,
}

impl Loader<'_> {
    fn add(&mut self, path: &str, sources: &[(String, Vec<u8>)], depth: usize) {
        let mut files = Vec::with_capacity(sources.len());
        for (name, source) in sources {
            let parsed = parse(self.session, name, source, self.limits);
            // Misplaced branches and the like do not hide what else is wrong, as in Go's compiler.
            self.program.has_syntax_errors |= parsed.file.is_none()
                || parsed.too_many
                || parsed
                    .errors
                    .iter()
                    .any(|error| error.message.starts_with("syntax error"));
            self.program.errors.extend(parsed.errors);
            files.extend(parsed.file.map(|file| File {
                module_version: self.version.filter(|_| depth == 0),
                ..file
            }));
        }
        for file in &files {
            for spec in imports(file) {
                if let Some(imported) = import_path(self.session, spec) {
                    self.import(&imported, spec, depth);
                }
            }
        }
        self.states.insert(path.to_owned(), State::Loaded);
        let absent = if depth == 0 {
            Vec::new()
        } else {
            self.importer.absent(path)
        };
        self.program.packages.push(SourcePackage {
            path: path.to_owned(),
            files,
            absent,
        });
    }

    fn import(&mut self, path: &str, spec: &ImportSpec, depth: usize) {
        let message = match self.states.get(path) {
            _ if depth == 0 && path.starts_with("internal/") => {
                format!("use of internal package {path} not allowed")
            }
            Some(State::Loaded | State::Failed) => return,
            Some(State::Loading) => "import cycle not allowed".to_owned(),
            None if depth >= MAX_NESTING => "imports are nested too deep".to_owned(),
            None => match self.importer.package(path) {
                Ok(sources) => {
                    self.states.insert(path.to_owned(), State::Loading);
                    self.add(path, &sources, depth + 1);
                    return;
                }
                Err(message) => {
                    self.states.insert(path.to_owned(), State::Failed);
                    message
                }
            },
        };
        self.program.errors.push(Error {
            pos: spec.path.pos,
            message,
        });
    }
}

/// Whether a file of this name is a module's `go.mod`.
#[must_use]
pub fn is_module_file(name: &str) -> bool {
    name == "go.mod" || name.ends_with("/go.mod") || name.ends_with("\\go.mod")
}

/// The language version of a `go.mod`: `(1, 21)` of its line `go 1.21.3`. A module without such a line is in Go 1.16.
fn module_version(text: &[u8]) -> Option<(u32, u32)> {
    let text = String::from_utf8_lossy(text);
    let mut lines = text.lines().map(|line| line.split_whitespace());
    let version = lines.find_map(|mut words| match words.next() {
        Some("go") => words.next(),
        _ => None,
    });
    let mut parts = version
        .unwrap_or("1.16")
        .split(|c: char| !c.is_ascii_digit());
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// The imports of a file.
pub(super) fn imports(file: &File) -> impl Iterator<Item = &ImportSpec> {
    file.decls.iter().flat_map(|decl| match decl {
        Decl::Import(group) => &group.specs[..],
        _ => &[],
    })
}

/// The path of an import; `None` if it is no sound string.
pub(super) fn import_path(session: &Session, spec: &ImportSpec) -> Option<String> {
    String::from_utf8(string_value(session.names.get(spec.path.text))?).ok()
}
