//! The command line: which task, with which flags.

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// Print this text.
    Help(&'static str),
    /// Get every tool.
    Setup,
    /// Build the page, serve it, and build it again at each change.
    Serve {
        /// Optimise, as for publishing.
        release: bool,
        /// The port to serve on.
        port: u16,
    },
    /// Build the static page into `dist/`.
    Build,
    /// Run every check.
    Test {
        /// Go on after a failed step.
        keep_going: bool,
    },
    /// Run the benchmarks.
    Bench,
}

const DEFAULT_PORT: u16 = 8080;

const HELP: &str = "\
Goroutine Lab's tasks. Each gets the tools that it needs and does not find.

Usage: cargo xtask <command> [flags]

Commands:
  serve   build the page, serve it, and build it again at each change
  test    run every check: format, lints, tests, documentation, the page in a real browser, its size
  build   build the static page into dist/, for any folder of any static host
  bench   run the benchmarks, natively and in a browser
  setup   only get the tools that the others need

`cargo xtask <command> --help` lists a command's flags.
";

const SERVE_HELP: &str = "\
Builds the page, serves it on this machine, and builds it again at each change.

Usage: cargo xtask serve [--release] [--port N]

  --release   optimise, as `cargo xtask build` does
  --port N    the port to serve on [default: 8080]
";

const TEST_HELP: &str = "\
Runs every check and prints each step's time. Stops at the first step that fails.

Usage: cargo xtask test [--keep-going]

  --keep-going   run the other steps too after one has failed
";

const BUILD_HELP: &str = "\
Builds the static page into dist/. All its paths are relative: copy the folder to any place on any static host.

Usage: cargo xtask build
";

const BENCH_HELP: &str = "\
Runs the runtime's benchmarks natively and the same ones in a browser.

Usage: cargo xtask bench
";

const SETUP_HELP: &str = "\
Gets every tool that the other commands need: the wasm32 target, trunk, wasm-bindgen, Chromium, chromedriver and Go.

Usage: cargo xtask setup
";

/// Reads the command line. The error names the word that is wrong and what is allowed in its place.
pub(crate) fn parse(args: impl IntoIterator<Item = String>) -> Result<Task, String> {
    let mut args = args.into_iter();
    let Some(command) = args.next() else {
        return Ok(Task::Help(HELP));
    };
    let mut flags = Flags { args };
    match command.as_str() {
        "help" | "--help" | "-h" => Ok(Task::Help(HELP)),
        "setup" => flags.none("setup", SETUP_HELP, Task::Setup),
        "build" => flags.none("build", BUILD_HELP, Task::Build),
        "bench" => flags.none("bench", BENCH_HELP, Task::Bench),
        "serve" => flags.serve(),
        "test" => flags.test(),
        other => Err(format!(
            "unknown command `{other}`; the commands are serve, test, build, bench and setup (`cargo xtask --help`)"
        )),
    }
}

/// The words after the command.
struct Flags<I> {
    args: I,
}

impl<I: Iterator<Item = String>> Flags<I> {
    fn none(&mut self, command: &str, help: &'static str, task: Task) -> Result<Task, String> {
        match self.args.next().as_deref() {
            None => Ok(task),
            Some("--help" | "-h") => Ok(Task::Help(help)),
            Some(other) => Err(unknown(command, other, "it takes only --help")),
        }
    }

    fn serve(&mut self) -> Result<Task, String> {
        let (mut release, mut port) = (false, DEFAULT_PORT);
        while let Some(flag) = self.args.next() {
            match flag.as_str() {
                "--help" | "-h" => return Ok(Task::Help(SERVE_HELP)),
                "--release" => release = true,
                "--port" => port = parse_port(self.args.next().as_deref())?,
                _ => match flag.strip_prefix("--port=") {
                    Some(value) => port = parse_port(Some(value))?,
                    None => {
                        return Err(unknown(
                            "serve",
                            &flag,
                            "it takes --release, --port N and --help",
                        ));
                    }
                },
            }
        }
        Ok(Task::Serve { release, port })
    }

    fn test(&mut self) -> Result<Task, String> {
        let mut keep_going = false;
        for flag in self.args.by_ref() {
            match flag.as_str() {
                "--help" | "-h" => return Ok(Task::Help(TEST_HELP)),
                "--keep-going" => keep_going = true,
                other => return Err(unknown("test", other, "it takes --keep-going and --help")),
            }
        }
        Ok(Task::Test { keep_going })
    }
}

fn unknown(command: &str, word: &str, allowed: &str) -> String {
    format!("`cargo xtask {command}` does not know `{word}`; {allowed}")
}

fn parse_port(value: Option<&str>) -> Result<u16, String> {
    let allowed = "a number from 1 to 65535";
    let value = value.ok_or_else(|| format!("--port needs {allowed} after it"))?;
    match value.parse() {
        Ok(port) if port > 0 => Ok(port),
        _ => Err(format!(
            "`--port {value}` is not a port; it takes {allowed}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_line(line: &str) -> Result<Task, String> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[track_caller]
    fn check(line: &str, expected: &Task) {
        assert_eq!(parse_line(line).as_ref(), Ok(expected), "{line}");
    }

    #[track_caller]
    fn check_error(line: &str, named: &[&str]) {
        let message = parse_line(line).expect_err(line);
        for name in named {
            assert!(
                message.contains(name),
                "{line}: {message:?} does not name {name:?}"
            );
        }
    }

    #[test]
    fn commands_and_flags() {
        check("setup", &Task::Setup);
        check("build", &Task::Build);
        check("bench", &Task::Bench);
        check("test", &Task::Test { keep_going: false });
        check("test --keep-going", &Task::Test { keep_going: true });
        check(
            "serve",
            &Task::Serve {
                release: false,
                port: 8080,
            },
        );
        check(
            "serve --port 9000 --release",
            &Task::Serve {
                release: true,
                port: 9000,
            },
        );
        check(
            "serve --port=9001",
            &Task::Serve {
                release: false,
                port: 9001,
            },
        );
    }

    #[test]
    fn help() {
        check("", &Task::Help(HELP));
        check("--help", &Task::Help(HELP));
        check("help", &Task::Help(HELP));
        check("serve --help", &Task::Help(SERVE_HELP));
        check("test -h", &Task::Help(TEST_HELP));
        check("build --help", &Task::Help(BUILD_HELP));
    }

    #[test]
    fn errors_name_the_word_and_what_is_allowed() {
        check_error("tset", &["`tset`", "test", "serve"]);
        check_error("serve --prot 1", &["`--prot`", "--port N", "--release"]);
        check_error("test --fast", &["`--fast`", "--keep-going"]);
        check_error("build --release", &["`--release`", "--help"]);
        check_error("serve --port", &["--port", "65535"]);
        check_error("serve --port 0", &["`--port 0`", "65535"]);
        check_error("serve --port 65536", &["65536"]);
        check_error("serve --port x", &["`--port x`"]);
    }
}
