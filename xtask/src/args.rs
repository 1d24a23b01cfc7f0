//! The command line.

use clap::{Parser, Subcommand};

use crate::page_options::PageOptions;
use crate::test::Selection;

/// Goroutine Lab's tasks. Each gets the tools that it needs and does not find.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask", arg_required_else_help = true)]
pub(crate) struct Args {
    /// Name the tools that are missing instead of installing them
    #[arg(long, global = true)]
    pub(crate) no_install: bool,
    /// What to do.
    #[command(subcommand)]
    pub(crate) task: Task,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Build the page, serve it on this machine, and build it again at each change
    Serve {
        /// Serve the same files as `cargo xtask build` makes; after a change, reload the page by hand
        #[arg(long)]
        release: bool,
        /// The port to serve on, from 1 to 65535
        #[arg(long, value_name = "N", default_value_t = 8080, value_parser = clap::value_parser!(u16).range(1..))]
        port: u16,
    },
    /// Build the static page into dist/; the folder works below any path of any static host
    Build(PageOptions),
    /// Run every check: format, licenses, lints, documentation, tests, the page in a real browser, its size
    Test(Selection),
    /// Run the benchmarks, natively and in a browser
    Bench,
    /// Only get the tools that the other commands need
    Setup,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    fn parse(line: &str) -> Result<Args, String> {
        let words = std::iter::once("xtask").chain(line.split_whitespace());
        Args::try_parse_from(words).map_err(|error| error.to_string())
    }

    #[track_caller]
    fn check(line: &str, expected: (bool, u16)) {
        match parse(line).map(|args| args.task) {
            Ok(Task::Serve { release, port }) => assert_eq!((release, port), expected, "{line}"),
            other => panic!("{line}: {other:?}"),
        }
    }

    #[track_caller]
    fn check_build(line: &str, single_file: bool, address: Option<&str>) {
        match parse(line).map(|args| args.task) {
            Ok(Task::Build(options)) => {
                assert_eq!(
                    (options.single_file, options.address.as_deref()),
                    (single_file, address),
                    "{line}"
                );
            }
            other => panic!("{line}: {other:?}"),
        }
    }

    #[track_caller]
    fn check_error(line: &str, named: &[&str]) {
        let message = parse(line).expect_err(line);
        for name in named {
            assert!(
                message.contains(name),
                "{line}: {message:?} does not name {name:?}"
            );
        }
    }

    #[test]
    fn clap_accepts_the_definition() {
        Args::command().debug_assert();
    }

    #[test]
    fn serve_takes_a_port_and_a_profile() {
        check("serve", (false, 8080));
        check("serve --port 9000 --release", (true, 9000));
        check("serve --port=9001 --no-install", (false, 9001));
    }

    #[test]
    fn build_makes_one_file_and_knows_its_address() {
        check_build("build", false, None);
        let address = "https://lab.example/go/";
        check_build(
            &format!("build --single-file --address {address}"),
            true,
            Some(address),
        );
        check_build(
            "build --address https://lab.example/go",
            false,
            Some(address),
        );
    }

    #[test]
    fn errors_name_the_word_and_what_is_allowed() {
        check_error("tset", &["tset", "test"]);
        check_error("serve --prot 1", &["--prot", "--port"]);
        check_error("serve --port 0", &["--port", "'0'", "1..=65535"]);
        check_error("serve --port x", &["--port", "'x'"]);
        check_error("test brwser", &["brwser", "browser", "format"]);
        check_error("test --repeat 0", &["--repeat", "'0'"]);
        check_error("build --release", &["--release"]);
        check_error("build --picture a.png", &["--address"]);
        for bad in [
            "lab.example",
            "ftp://lab.example/",
            "https://",
            "https://lab.example/?a=1",
            "https://lab.example/#a",
        ] {
            check_error(
                &format!("build --address={bad}"),
                &["--address", bad, "https://"],
            );
        }
    }
}
