//! A Go program: from its files to what it did.

use crate::code::Code;
use crate::compile::compile;
use crate::machine::{self, Execution, Explored, Limits, Loaded, Plan, Started};
use crate::packages::Library;
use crate::syntax::ast::Decl;
use crate::syntax::{Limits as SyntaxLimits, Session, parse};
use crate::types::{check, is_module_file, load};
use crate::unicode;
use goruntime::runtime::{Decisions, Replay, Schedule};
use goruntime::trace::Outcome;
use std::fmt;
use std::rc::Rc;

/// How many complaints are listed at once, as by Go's compiler.
const MAX_COMPLAINTS: usize = 10;

/// The most jumps and calls of a run whose data races are looked for: those of a search for schedules, below a second.
const MOST_WATCHED: u64 = 5_000_000;

/// Something that is wrong with a program, in the words of `go build` or `go vet` where they have one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The name of the file as it was given.
    pub file: String,
    /// The line, from 1; 0 if it is about no line.
    pub line: u32,
    /// The column in bytes, from 1; 0 if it is about no line.
    pub column: u32,
    /// What is wrong.
    pub message: String,
}

impl Complaint {
    fn about_nothing(message: String) -> Complaint {
        Complaint {
            file: String::new(),
            line: 0,
            column: 0,
            message,
        }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            return f.write_str(&self.message);
        }
        write!(
            f,
            "{}:{}:{}: {}",
            self.file, self.line, self.column, self.message
        )
    }
}

/// A program that was checked and compiled.
#[derive(Clone, Debug)]
pub struct Program {
    loaded: Rc<Loaded>,
}

impl Program {
    /// Compiles the files (names and texts) of package main. A `go.mod` among them says the version of the language.
    ///
    /// # Errors
    /// What is wrong with it, in the order of positions, at most ten.
    pub fn compile(files: &[(String, Vec<u8>)]) -> Result<Program, Vec<Complaint>> {
        Program::compile_with(files, &mut Library)
    }

    /// As [`Program::compile`], in a module whose go.mod names a version of Go: files without a `//go:build` line of their own
    /// are of that version.
    ///
    /// # Errors
    /// As [`Program::compile`].
    pub fn compile_in_module(
        files: &[(String, Vec<u8>)],
        version: (u32, u32),
    ) -> Result<Program, Vec<Complaint>> {
        compiled(files, &mut Library, Some(version))
    }

    /// As [`Program::compile`], with packages from elsewhere.
    ///
    /// # Errors
    /// As [`Program::compile`].
    pub fn compile_with(
        files: &[(String, Vec<u8>)],
        importer: &mut dyn crate::types::Importer,
    ) -> Result<Program, Vec<Complaint>> {
        compiled(files, importer, None)
    }

    /// Compiles test files: a program that runs the test of this name, or all tests in order.
    ///
    /// # Errors
    /// As [`Program::compile`]; also if there is no test, or none of this name.
    pub fn compile_tests(
        files: &[(String, Vec<u8>)],
        only: Option<&str>,
    ) -> Result<Program, Vec<Complaint>> {
        let (package, tests) = tests_of(files);
        let chosen: Vec<&String> = tests
            .iter()
            .filter(|test| only.is_none_or(|only| *test == only))
            .collect();
        if chosen.is_empty() && !package.is_empty() {
            let message = match only {
                Some(only) => format!("no test {only}; there are: {}", tests.join(", ")),
                None => String::from("no tests: a test is a func TestXxx(t *testing.T)"),
            };
            return Err(vec![Complaint::about_nothing(message)]);
        }
        let names: Vec<String> = chosen.iter().map(|test| format!("{test:?}")).collect();
        let functions: Vec<&str> = chosen.iter().map(|test| test.as_str()).collect();
        let main = format!(
            "package {package}\n\nimport \"testing\"\n\nfunc main() {{\n\ttesting.LabMain([]func(*testing.T){{{}}}, []string{{{}}})\n}}\n",
            functions.join(", "),
            names.join(", ")
        );
        let mut files = files.to_vec();
        if !chosen.is_empty() {
            files.push((String::from(machine::TEST_MAIN), main.into_bytes()));
        }
        Program::compile(&files)
    }

    /// The names of the tests in test files, in order.
    #[must_use]
    pub fn tests(files: &[(String, Vec<u8>)]) -> Vec<String> {
        tests_of(files).1
    }

    /// Whether it has functions of a package, given by its import path.
    #[must_use]
    pub fn uses(&self, package: &str) -> bool {
        let is_of_it = |name: &str| {
            let rest = name.strip_prefix(package);
            rest.is_some_and(|rest| rest.starts_with('.'))
        };
        let mut functions = self.loaded.code.functions.iter();
        functions.any(|function| is_of_it(&function.name))
    }

    /// Runs it to its end. `args` are the arguments after the program's name; `seed` decides what Go leaves to chance.
    #[must_use]
    pub fn run(&self, args: &[String], seed: u64, limits: Limits) -> Execution {
        self.start(args, seed, limits).finish()
    }

    /// Runs it to its end as [`Program::run`] does, and looks for data races meanwhile: the trace has those that show in this
    /// order of the goroutines. That takes longer, so that it is given up after five million jumps and calls.
    #[must_use]
    pub fn run_watched(&self, args: &[String], seed: u64, limits: Limits) -> Execution {
        let fewer = Limits {
            jumps: limits.jumps.min(MOST_WATCHED),
            ..limits
        };
        let watched = self.replay(args, seed, fewer, Schedule::default());
        let is_stopped = watched.trace.exit().outcome == Outcome::BudgetExceeded;
        if is_stopped && fewer.jumps < limits.jumps {
            self.run(args, seed, limits)
        } else {
            watched
        }
    }

    /// Starts it, to advance it in pieces.
    #[must_use]
    pub fn start(&self, args: &[String], seed: u64, limits: Limits) -> Started {
        machine::start(Rc::clone(&self.loaded), limits, os_args(args), seed)
    }

    /// Runs it to its end as a chooser decides, and looks for faults.
    #[must_use]
    pub fn explore(&self, args: &[String], seed: u64, limits: Limits, plan: Plan) -> Explored {
        machine::explore(&self.loaded, limits, os_args(args), seed, plan)
    }

    /// Runs it to its end as a schedule says. `seed` counts where the schedule has none of its own.
    #[must_use]
    pub fn replay(
        &self,
        args: &[String],
        seed: u64,
        limits: Limits,
        schedule: Schedule,
    ) -> Execution {
        let decisions = Decisions::default();
        let chooser = Replay::new(schedule.deviations, decisions.clone());
        let plan = Plan {
            chooser: (Box::new(chooser), decisions),
            racy: Rc::default(),
            keeps_stacks: false,
            touches: None,
            drain: 0,
        };
        self.explore(args, schedule.seed.unwrap_or(seed), limits, plan)
            .execution
    }

    /// The compiled form.
    #[must_use]
    pub fn code(&self) -> &Code {
        self.loaded.code()
    }
}

/// Checks and compiles the files of package main, which are of a version of Go if they name none themselves.
fn compiled(
    files: &[(String, Vec<u8>)],
    importer: &mut dyn crate::types::Importer,
    version: Option<(u32, u32)>,
) -> Result<Program, Vec<Complaint>> {
    let mut session = Session::new();
    let mut program = load(
        &mut session,
        "main",
        files,
        importer,
        SyntaxLimits::default(),
    );
    let own = program.packages.last_mut();
    for file in own.into_iter().flat_map(|package| &mut package.files) {
        file.go_version = file.go_version.or(version);
    }
    let checked = check(&session, &program);
    let errors = if checked.errors.is_empty() {
        match compile(&session, &program, &checked, machine::native) {
            Ok(code) => {
                return Ok(Program {
                    loaded: Loaded::new(code),
                });
            }
            Err(errors) => errors,
        }
    } else {
        checked.errors
    };
    let complaints = errors.into_iter().take(MAX_COMPLAINTS).map(|error| {
        let position = session.files.position(error.pos);
        Complaint {
            file: position.file,
            line: position.line,
            column: position.column,
            message: error.message,
        }
    });
    Err(complaints.collect())
}

fn os_args(args: &[String]) -> Vec<String> {
    let name = std::iter::once(String::from("main"));
    name.chain(args.iter().cloned()).collect()
}

/// The name of the package of test files, empty if they cannot be read; and their tests in order.
fn tests_of(files: &[(String, Vec<u8>)]) -> (String, Vec<String>) {
    let mut session = Session::new();
    let (mut package, mut tests) = (String::new(), Vec::new());
    for (name, text) in files.iter().filter(|file| !is_module_file(&file.0)) {
        let Some(file) = parse(&mut session, name, text, SyntaxLimits::default()).file else {
            continue;
        };
        session.names.get(file.name.name).clone_into(&mut package);
        for decl in &file.decls {
            if let Decl::Func(func) = decl {
                let name = session.names.get(func.name.name);
                let rest = name.strip_prefix("Test");
                let is_test = rest
                    .is_some_and(|rest| !rest.starts_with(|ch| unicode::is(unicode::LOWER, ch)));
                if is_test && func.recv.is_none() && func.ty.params.count() == 1 {
                    tests.push(name.to_owned());
                }
            }
        }
    }
    (package, tests)
}
