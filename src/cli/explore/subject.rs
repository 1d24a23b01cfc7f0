//! What is explored: Go files, their tests, or patterns.

use super::super::Refusal;
use super::super::arguments::ExploreArguments;
use super::super::go::{
    LinkedProgram, are_tests, compile_linked, linked, may_have_tests, read, svg,
};
use super::super::run::scenario;
use explore::{GoProgram, Subject, Twin};
use golang::machine::Limits;
use golang::types::is_module_file;
use golang::{Complaint, Program};
use goroutine_lab::comparison::Comparison;
use goroutine_lab::exports::{Look, run_svg};
use goroutine_lab::program::{Base, Program as Linked, SEED, is_test};
use goruntime::runtime::Schedule;
use lab::link;
use lab::patterns::{self, Pattern};
use picture::FigureView;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

/// The text of a subject, of which each thread makes its own.
#[derive(Clone, Debug)]
pub(super) enum Source {
    Go {
        files: Arc<Vec<(String, Vec<u8>)>>,
        test: Option<String>,
        arguments: Vec<String>,
        seed: u64,
    },
    /// The program of a link.
    Linked {
        link: String,
        program: Arc<Linked>,
        base: Option<Base>,
        test: Option<String>,
        /// All arguments: the link's, then those of the command line.
        arguments: Vec<String>,
        seed: u64,
        /// What the command line says besides the link.
        besides: (Option<u64>, Vec<String>),
    },
    Pattern {
        link: String,
        pattern: &'static str,
    },
}

fn is_go_file(name: impl AsRef<Path>) -> bool {
    name.as_ref()
        .extension()
        .is_some_and(|extension| extension == "go")
}

impl Source {
    /// All that the command line asks for; or what is wrong with the program.
    pub(super) fn all(
        arguments: &ExploreArguments,
    ) -> Result<Result<Vec<Source>, Vec<Complaint>>, Refusal> {
        let ExploreArguments { subject, test, .. } = arguments;
        if subject.iter().any(is_go_file) {
            return Source::of_files(arguments);
        }
        let refuse = |reason: &str| Err(Refusal(String::from(reason)));
        let [link] = &subject[..] else {
            return refuse(&format!(
                "{}: allowed is one link, or files whose names end with .go",
                subject.join(" ")
            ));
        };
        if let Some(program) = linked(link)? {
            may_have_tests(program.base.as_ref(), test.as_deref())?;
            return Ok(Source::of_link(link, program, arguments));
        }
        if let Some(test) = test {
            return refuse(&format!("--test {test}: only Go programs have tests"));
        }
        if let Some(argument) = arguments.arguments.first() {
            return refuse(&format!("{argument}: only a Go program takes arguments"));
        }
        let scenario = scenario(link, None)?;
        let sources = scenario.patterns().iter().map(|pattern| Source::Pattern {
            link: link::format(&link::parse_for(link, Some(pattern)).scenario),
            pattern: pattern.id,
        });
        Ok(Ok(sources.collect()))
    }

    fn of_files(
        arguments: &ExploreArguments,
    ) -> Result<Result<Vec<Source>, Vec<Complaint>>, Refusal> {
        let files = Arc::new(read(&arguments.subject)?);
        let tests: Vec<Option<String>> = match &arguments.test {
            Some(test) => vec![Some(test.clone())],
            None if are_tests(&files) => Program::tests(&files).into_iter().map(Some).collect(),
            None => vec![None],
        };
        if tests.is_empty() {
            // It says what is missing.
            return Ok(Program::compile_tests(&files, None).map(|_| Vec::new()));
        }
        let mut sources = Vec::new();
        for test in tests {
            let source = Source::Go {
                files: Arc::clone(&files),
                test,
                arguments: arguments.arguments.clone(),
                seed: arguments.seed.unwrap_or(SEED),
            };
            if let Err(complaints) = source.program() {
                return Ok(Err(complaints));
            }
            sources.push(source);
        }
        Ok(Ok(sources))
    }

    fn of_link(
        link: &str,
        linked: LinkedProgram,
        arguments: &ExploreArguments,
    ) -> Result<Vec<Source>, Vec<Complaint>> {
        let of_scenario = linked.base.as_ref();
        let compiled = compile_linked(&linked.program, of_scenario, arguments.test.as_deref())?;
        let mut all = of_scenario.map_or_else(Vec::new, |base| base.arguments_of(&compiled));
        all.extend(linked.arguments);
        all.extend_from_slice(&arguments.arguments);
        let source = Source::Linked {
            link: String::from(link),
            program: Arc::new(linked.program),
            base: linked.base,
            test: arguments.test.clone(),
            arguments: all,
            seed: arguments.seed.or(linked.seed).unwrap_or(SEED),
            besides: (arguments.seed, arguments.arguments.clone()),
        };
        let tests = source.tests_of_link();
        if tests.is_empty() {
            return Ok(vec![source]);
        }
        Ok(tests.into_iter().map(|name| source.of_test(name)).collect())
    }

    /// The tests of a link's program, if all of them are explored.
    fn tests_of_link(&self) -> Vec<String> {
        match self {
            Source::Linked {
                program,
                base: None,
                test: None,
                ..
            } if is_test(&program.source) => {
                let name = program.file_name().into_owned();
                Program::tests(&[(name, program.source.clone().into_bytes())])
            }
            Source::Linked { .. } | Source::Go { .. } | Source::Pattern { .. } => Vec::new(),
        }
    }

    /// One test of the same.
    fn of_test(&self, name: String) -> Source {
        let mut one = self.clone();
        if let Source::Go { test, .. } | Source::Linked { test, .. } = &mut one {
            *test = Some(name);
        }
        one
    }

    fn program(&self) -> Result<Program, Vec<Complaint>> {
        match self {
            Source::Linked {
                program,
                base,
                test,
                ..
            } => compile_linked(program, base.as_ref(), test.as_deref()),
            Source::Go {
                files,
                test: Some(test),
                ..
            } => Program::compile_tests(files, Some(test)),
            Source::Go { files, .. } => Program::compile(files),
            Source::Pattern { .. } => Err(Vec::new()),
        }
    }

    fn compiled(&self) -> Program {
        match self.program() {
            Ok(program) => program,
            Err(_) => unreachable!("it was compiled before"),
        }
    }

    /// The subject, for one thread.
    pub(super) fn subject(&self) -> Box<dyn Subject> {
        match self {
            Source::Go {
                test,
                arguments,
                seed,
                ..
            } => Box::new(GoProgram::new(
                self.compiled(),
                arguments.clone(),
                *seed,
                test.is_some(),
            )),
            Source::Linked {
                program,
                base,
                test,
                arguments,
                seed,
                ..
            } => {
                let tests = test.is_some() || base.is_none() && is_test(&program.source);
                let budget = base.as_ref().map(Base::budget).unwrap_or_default();
                let subject = GoProgram::new(self.compiled(), arguments.clone(), *seed, tests);
                Box::new(subject.within(budget))
            }
            Source::Pattern { link, pattern } => {
                let pattern = Source::found(pattern);
                let scenario = link::parse_for(link, Some(pattern)).scenario;
                Box::new(Twin::new(scenario, pattern))
            }
        }
    }

    fn found(id: &str) -> &'static Pattern {
        patterns::find(id).unwrap_or_else(|| unreachable!("it was found before"))
    }

    /// The files, or the link.
    pub(super) fn name(&self) -> String {
        match self {
            Source::Go { files, .. } => {
                let names: Vec<&str> = own_names(files).collect();
                names.join(" ")
            }
            Source::Linked { program, .. } => program.name().into_owned(),
            Source::Pattern { link, .. } => format!("?{link}"),
        }
    }

    pub(super) fn test(&self) -> Option<String> {
        match self {
            Source::Go { test, .. } | Source::Linked { test, .. } => test.clone(),
            Source::Pattern { .. } => None,
        }
    }

    /// The command that runs a schedule again.
    pub(super) fn replay(&self, schedule: &Schedule) -> String {
        match self {
            Source::Go {
                files,
                test,
                arguments,
                seed,
                ..
            } => {
                // Writing to a String cannot fail.
                let mut line = format!("goroutine-lab go {}", in_shell(own_names(files)));
                if let Some(test) = test {
                    let _ = write!(line, " --test {}", in_shell([&**test]));
                }
                if *seed != 1 {
                    let _ = write!(line, " --seed {seed}");
                }
                with_schedule(line, schedule, arguments)
            }
            Source::Linked {
                link,
                test,
                besides,
                ..
            } => {
                let mut line = format!("goroutine-lab go {}", in_shell([&**link]));
                if let Some(test) = test {
                    let _ = write!(line, " --test {}", in_shell([&**test]));
                }
                let (seed, arguments) = besides;
                if let Some(seed) = seed {
                    let _ = write!(line, " --seed {seed}");
                }
                with_schedule(line, schedule, arguments)
            }
            Source::Pattern { link, .. } if *schedule == Schedule::default() => {
                format!("goroutine-lab run '{link}'")
            }
            Source::Pattern { link, .. } => {
                format!("goroutine-lab run '{link}&schedule={schedule}'")
            }
        }
    }

    /// The timeline of a schedule.
    pub(super) fn svg(&self, schedule: Schedule) -> Result<String, Refusal> {
        match self {
            Source::Go {
                arguments, seed, ..
            } => {
                let execution =
                    self.compiled()
                        .replay(arguments, *seed, Limits::default(), schedule);
                Ok(svg(&self.name(), &execution.trace))
            }
            Source::Linked {
                base,
                arguments,
                seed,
                ..
            } => {
                let limits = Limits {
                    budget: base.as_ref().map(Base::budget).unwrap_or_default(),
                    ..Limits::default()
                };
                let execution = self.compiled().replay(arguments, *seed, limits, schedule);
                Ok(svg(&self.name(), &execution.trace))
            }
            Source::Pattern { link, .. } => {
                let scenario = scenario(&format!("{link}&schedule={schedule}"), None)?;
                let comparison = Comparison::simulate(scenario, |_| {});
                let view = FigureView::default();
                Ok(run_svg(&comparison, Look::default(), view))
            }
        }
    }
}

/// The names of a program's files, without the `go.mod` that is found beside them.
fn own_names(files: &[(String, Vec<u8>)]) -> impl Iterator<Item = &str> {
    let names = files.iter().map(|file| &*file.0);
    names.filter(|name| !is_module_file(name))
}

/// A command of `go` with its schedule, and the program's own arguments.
fn with_schedule(mut line: String, schedule: &Schedule, arguments: &[String]) -> String {
    // Writing to a String cannot fail.
    let _ = write!(line, " --schedule '{schedule}'");
    if !arguments.is_empty() {
        let arguments = arguments.iter().map(|argument| &**argument);
        let _ = write!(line, " -- {}", in_shell(arguments));
    }
    line
}

/// Words of a command as a shell reads them. One that no shell can hold, with a NUL character, is left out: no system gave it.
fn in_shell<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    shlex::try_join(words).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_can_be_pasted() {
        let source = Source::Go {
            files: Arc::new(vec![(String::from("my pool.go"), Vec::new())]),
            test: Some(String::from("TestPool")),
            arguments: vec![String::from("-name=$HOME"), String::from("a b")],
            seed: 2,
        };
        let line = source.replay(&Schedule::default());
        let words = shlex::split(&line).unwrap();
        let expected = [
            "goroutine-lab",
            "go",
            "my pool.go",
            "--test",
            "TestPool",
            "--seed",
            "2",
            "--schedule",
            "",
            "--",
            "-name=$HOME",
            "a b",
        ];
        assert_eq!(words, expected, "{line}");
    }
}
