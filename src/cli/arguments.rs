//! The arguments of the command line.

use clap::builder::PossibleValuesParser;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use lab::patterns;
use lab::sweep::MOST_SEEDS;
use picture::Theme;
use std::path::PathBuf;

const EXAMPLES: &str = "Examples:
  goroutine-lab run 'scenario=ci-auto-trigger&batch=10'
  goroutine-lab run 'pattern=worker-pool&workers=3' --format png --output pool.png
  goroutine-lab sweep 'scenario=ci-auto-trigger' --over batch=1..100 --format svg > sweep.svg
  goroutine-lab list";

const RUN_EXAMPLES: &str = "Examples:
  goroutine-lab run 'scenario=ci-auto-trigger&batch=10'
  goroutine-lab run 'pattern=worker-pool&workers=3' --format png --output pool.png
  goroutine-lab run 'pattern=worker-pool' --format go-trace > pool.trace && go tool trace pool.trace
  goroutine-lab run 'pattern=worker-pool' --format chrome > pool.json    # for ui.perfetto.dev
  goroutine-lab run 'pattern=counter' --format go > main.go && go run main.go
  goroutine-lab run 'scenario=ci-auto-trigger' --format events | jq -c 'select(.event == \"GoBlock\")' | head";

const SWEEP_EXAMPLES: &str = "Examples:
  goroutine-lab sweep 'scenario=ci-auto-trigger' --over batch=1..100
  goroutine-lab sweep 'pattern=worker-pool&jitter=50' --over workers=1..32 --seeds 5 --format json
  goroutine-lab sweep 'scenario=ci-connections' --over batch=1..100 --format png --output sweep.png";

const GO_EXAMPLES: &str = "Examples:
  goroutine-lab go main.go
  goroutine-lab go main.go -- -workers=4
  goroutine-lab go pool_test.go --test TestPool --seed 7
  goroutine-lab go main.go --format svg > main.svg";

const EXPLORE_EXAMPLES: &str = "Examples:
  goroutine-lab explore main.go
  goroutine-lab explore pool_test.go --test TestPool --schedules 10000
  goroutine-lab explore 'pattern=sse-broker' --format json
  goroutine-lab explore pool_test.go --shard 2/8 --format json > 2.json
  goroutine-lab explore pool_test.go --format github

Exit code: 0 nothing was found, 1 a fault was found, 2 the program or the command line is wrong";

const TALK_EXAMPLES: &str = "Examples:
  goroutine-lab talk --form 35
  goroutine-lab talk --check
  goroutine-lab talk --export handout
  goroutine-lab talk my-talk.md --check
  goroutine-lab talk my-talk.md --link --address https://lab.example/";

const EXAMPLE_EXAMPLES: &str = "Examples:
  goroutine-lab examples --output go-concurrency-examples.go && go run go-concurrency-examples.go";

const LIST_EXAMPLES: &str = "Examples:
  goroutine-lab list
  goroutine-lab list --format json | jq -r '.patterns[].id'";

const CLAIMS_EXAMPLES: &str = "Examples:
  goroutine-lab claims
  goroutine-lab claims --format json > claims.json";

const ADVISE_EXAMPLES: &str = "Examples:
  goroutine-lab advise 'scenario=ci-api-limit'
  goroutine-lab advise 'scenario=emails&latency=200ms'";

const COMPLETION_EXAMPLES: &str = "Examples:
  goroutine-lab completions bash > ~/.local/share/bash-completion/completions/goroutine-lab
  goroutine-lab completions zsh > ~/.zfunc/_goroutine-lab
  goroutine-lab completions fish > ~/.config/fish/completions/goroutine-lab.fish";

/// Run the concurrency patterns of the talk "Go Concurrency at Scale" and see what every goroutine did
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List the scenarios, the patterns, and the parameters with their ranges and defaults
    #[command(after_help = LIST_EXAMPLES)]
    List {
        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
    /// Compute the talk's own figures, and say which of them hold
    #[command(after_help = CLAIMS_EXAMPLES)]
    Claims {
        /// How to write it
        #[arg(long, value_enum, default_value_t)]
        format: ListFormat,
    },
    /// List the steps and the cards of the talk, check them by running them, or write them for print
    Talk(TalkArguments),
    /// Write seven programs of the talk as one Go file, which needs nothing but Go
    #[command(after_help = EXAMPLE_EXAMPLES)]
    Examples {
        /// Write to this file instead of the standard output
        #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
        output: Option<PathBuf>,
    },
    /// Say what the talk's decision tree advises for a scenario, and what running says to it
    #[command(after_help = ADVISE_EXAMPLES)]
    Advise {
        /// The scenario or the pattern, as for `run`
        link: String,
    },
    /// Run patterns, of a scenario or alone
    Run(RunArguments),
    /// Run a pattern again and again, with a parameter going through a range
    Sweep(SweepArguments),
    /// Run a Go program on the Lab's runtime: its output and exit code are the program's own
    Go(GoArguments),
    /// Run a Go program or a pattern under many schedules, and find the one that breaks it
    Explore(ExploreArguments),
    /// Write the script with which a shell completes commands and options
    #[command(after_help = COMPLETION_EXAMPLES)]
    Completions {
        /// The shell
        shell: Shell,
    },
}

#[derive(Args, Debug)]
#[command(
    after_help = TALK_EXAMPLES,
    group = ArgGroup::new("for_others").args(["export", "link"])
)]
pub(super) struct TalkArguments {
    /// A talk of your own: one file, a link that carries it, or a folder with a talk.toml and a Markdown file for each step
    #[arg(value_name = "FILE|LINK|DIR", value_hint = ValueHint::AnyPath, conflicts_with = "from")]
    pub(super) own: Option<PathBuf>,
    /// In which form; the talk's first without: 25 of the Lab's own, which has 35, too
    #[arg(long)]
    pub(super) form: Option<String>,
    /// The same as FILE|DIR
    #[arg(long, value_name = "FILE|DIR", value_hint = ValueHint::AnyPath)]
    pub(super) from: Option<PathBuf>,
    /// Run every step: links, figures and lines of Go
    #[arg(long, conflicts_with = "export")]
    pub(super) check: bool,
    /// Write a picture of each step's run and two pages to print, talk.html and card.html, into this folder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) export: Option<PathBuf>,
    /// Write a link that carries the whole talk of one file
    #[arg(long, conflicts_with_all = ["export", "check"])]
    pub(super) link: bool,
    /// The address of a Lab: it stands on card.html with its QR code, or before the link
    #[arg(long, value_name = "URL", requires = "for_others")]
    pub(super) address: Option<String>,
}

#[derive(Args, Debug)]
#[command(
    after_help = GO_EXAMPLES,
    override_usage = "goroutine-lab go [--test NAME] [--seed N] [--schedule TEXT] [--format text|json|svg|chrome] FILE.go... [-- ARGUMENT...]"
)]
pub(super) struct GoArguments {
    /// The files of package main, test files, or a link of the page with a program in it
    #[arg(required = true, value_name = "FILE.go|LINK", value_hint = ValueHint::FilePath)]
    pub(super) files: Vec<PathBuf>,
    /// Run this test alone; without, test files run all of theirs
    #[arg(long, value_name = "NAME")]
    pub(super) test: Option<String>,
    /// What Go leaves to chance, such as the choice among ready cases of a select; without, 1, or for the edited program of a
    /// pattern the seed of its link
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
    /// Take the decisions of this schedule, which `explore` has found
    #[arg(long, value_name = "TEXT")]
    pub(super) schedule: Option<String>,
    /// How to write what happened
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: GoFormat,
    /// The program's own arguments
    #[arg(last = true, value_name = "ARGUMENT")]
    pub(super) arguments: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum GoFormat {
    /// The program's own output
    #[default]
    Text,
    /// For programs: outcome, exit code, output
    Json,
    /// The timeline as a picture
    Svg,
    /// Chrome trace events, for Perfetto
    Chrome,
}

#[derive(Args, Debug)]
#[command(
    after_help = EXPLORE_EXAMPLES,
    override_usage = "goroutine-lab explore [--test NAME] [--schedules N] [--seed N] [--depth D] [--jobs N|all] [--shard I/N] [--format text|json|svg|github] FILE.go...|LINK [-- ARGUMENT...]"
)]
pub(super) struct ExploreArguments {
    /// The files of package main, or test files; or a link: to patterns, as for `run`, or with a program in it, as for `go`
    #[arg(required = true, value_name = "FILE.go|LINK", value_hint = ValueHint::FilePath)]
    pub(super) subject: Vec<String>,
    /// Explore this test alone; without, each test of test files, in a process of its own
    #[arg(long, value_name = "NAME")]
    pub(super) test: Option<String>,
    /// How many schedules to try of each program, test or pattern; without, 1,000, or fewer if they are long
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    pub(super) schedules: Option<u64>,
    /// What all chance is drawn from; without, 1, or the seed of the program in the link
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
    /// How many orderings a fault may need so that it is looked for with priorities (PCT)
    #[arg(long, value_name = "D", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=5))]
    pub(super) depth: u32,
    /// How many threads to use
    #[arg(long, value_name = "N|all", default_value = "all", value_parser = jobs)]
    pub(super) jobs: usize,
    /// Try only this part of the schedules, such as 2/8; the parts together are all of them
    #[arg(long, value_name = "I/N", default_value = "1/1", value_parser = Shard::read)]
    pub(super) shard: Shard,
    /// How to write what was found
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: ExploreFormat,
    /// The program's own arguments
    #[arg(last = true, value_name = "ARGUMENT")]
    pub(super) arguments: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ExploreFormat {
    /// For people
    #[default]
    Text,
    /// A JSON object a line for each program, test or pattern
    Json,
    /// The timeline of the first fault as a picture
    Svg,
    /// Annotations of GitHub Actions at the lines that are concerned
    Github,
}

/// How many threads: all cores, or a number.
fn jobs(text: &str) -> Result<usize, String> {
    if text == "all" {
        return Ok(std::thread::available_parallelism().map_or(1, usize::from));
    }
    match text.parse() {
        Ok(jobs @ 1..=1024) => Ok(jobs),
        _ => Err(String::from("allowed is all, or 1 to 1024")),
    }
}

/// A part of some work that several machines do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shard {
    /// From 1.
    pub(super) number: u64,
    pub(super) of: u64,
}

impl Shard {
    fn read(text: &str) -> Result<Shard, String> {
        let parts = text.split_once('/');
        let parsed = parts.and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parsed {
            Some((number, of)) if 1 <= number && number <= of && of <= 100_000 => {
                Ok(Shard { number, of })
            }
            _ => Err(String::from(
                "allowed is I/N with I from 1 to N, such as 2/8; N is 100000 at most",
            )),
        }
    }

    /// Whether a piece of the work, counted from 0, is in this part.
    pub(super) fn has(self, number: u64) -> bool {
        number % self.of == self.number - 1
    }
}

#[derive(Args, Debug)]
#[command(
    override_usage = "goroutine-lab sweep --over NAME=FROM..TO[:STEP] [--pattern P] [--seeds N] [--shard I/N] [--format csv|json|svg|png] [--output FILE] [--theme dark|light|projector|contrast] LINK",
    after_help = SWEEP_EXAMPLES
)]
pub(super) struct SweepArguments {
    /// The scenario or the pattern, as for `run`
    pub(super) link: String,
    /// The parameter and its first and last value, such as "batch=1..100" or "latency=10ms..1s:10ms". Without a step, at
    /// most 100 values, nearer to each other where they are small
    #[arg(long, value_name = "NAME=FROM..TO[:STEP]")]
    pub(super) over: String,
    /// The pattern [default: the first of the scenario's that has the parameter, or its last]
    #[arg(long, value_name = "P", value_parser = PossibleValuesParser::new(patterns::ALL.map(|p| p.id)))]
    pub(super) pattern: Option<String>,
    /// How many seeds to run each value with: the scenario's and those after it (before it, if it is the last)
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..=MOST_SEEDS))]
    pub(super) seeds: u64,
    /// Run only this part of the values, such as 2/8; the parts together are all of them
    #[arg(long, value_name = "I/N", default_value = "1/1", value_parser = Shard::read)]
    pub(super) shard: Shard,
    /// How to write what came out
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: SweepFormat,
    /// Write to this file instead of the standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output: Option<PathBuf>,
    /// The colours of the picture [default: dark]
    #[arg(long, value_enum)]
    pub(super) theme: Option<ThemeName>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum SweepFormat {
    /// A line for each value and seed
    #[default]
    Csv,
    /// For programs: also what fails, the knee and the value to choose
    Json,
    /// The curve as a picture
    Svg,
    /// The same picture in pixels
    Png,
}

#[derive(Args, Debug)]
#[command(
    override_usage = "goroutine-lab run [--pattern P] [--format FORMAT] [--output FILE] [--picture timeline|flow|preview] [--table tasks|events] [--theme dark|light|projector|contrast] [--width PIXELS] [--goroutine N] [--lens ROW] [--from T] [--to T] LINK",
    after_help = RUN_EXAMPLES
)]
pub(super) struct RunArguments {
    /// What to run: the address of a page of the Lab, or only what follows its question mark, such as
    /// "scenario=ci-auto-trigger&batch=10" or "pattern=batched&tasks=37"
    pub(super) link: String,
    /// Run only this pattern, whichever the link names; "goroutine-lab list" shows them all
    #[arg(long, value_name = "P", hide_possible_values = true, value_parser = PossibleValuesParser::new(patterns::ALL.map(|p| p.id)))]
    pub(super) pattern: Option<String>,
    /// How to write what happened
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: RunFormat,
    /// Write to this file instead of the standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) output: Option<PathBuf>,
    /// Which picture SVG and PNG are [default: timeline]
    #[arg(long, value_enum)]
    pub(super) picture: Option<PictureName>,
    /// Which table the CSV has [default: tasks]
    #[arg(long, value_enum)]
    pub(super) table: Option<TableName>,
    /// The colours of the picture [default: dark]
    #[arg(long, value_enum)]
    pub(super) theme: Option<ThemeName>,
    /// The width of the picture; its height follows, and a PNG has twice as many pixels [default: 960]
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u16).range(320..=4000))]
    pub(super) width: Option<u16>,
    /// In the picture, show whom this goroutine started and woke, and who woke it; main is 1
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) goroutine: Option<u32>,
    /// In the picture, show rows with names from this row on, as many as have room, where all goroutines have none
    #[arg(long, value_name = "ROW", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) lens: Option<u32>,
    /// The moment at the left edge of the picture, such as "400ms" [default: 0]
    #[arg(long, value_name = "T")]
    pub(super) from: Option<String>,
    /// The moment at the right edge of the picture, such as "1.5s" [default: the end of the longest run]
    #[arg(long, value_name = "T")]
    pub(super) to: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum RunFormat {
    /// For people
    #[default]
    Text,
    /// For programs: every task's start, end and outcome
    Json,
    /// The timeline as a picture
    Svg,
    /// The same picture in pixels
    Png,
    /// A table of the tasks, or of the events
    Csv,
    /// A JSON object a line for each event, in the words of Go's tracer
    Events,
    /// Trace events, for Perfetto
    Chrome,
    /// A Go execution trace of one pattern, for "go tool trace"
    GoTrace,
    /// The Go program of one pattern with these parameters, in one file
    Go,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PictureName {
    /// What each goroutine did when
    Timeline,
    /// Who started and woke whom, and through what
    Flow,
    /// What chats show beside a link: as PNG it has 1,200 x 630 pixels
    Preview,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TableName {
    /// A line for each task
    Tasks,
    /// A line for each event
    Events,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ThemeName {
    /// Light on dark
    Dark,
    /// Dark on light
    Light,
    /// Stronger colours on black
    Projector,
    /// The strongest contrast
    Contrast,
}

impl From<ThemeName> for Theme {
    fn from(name: ThemeName) -> Theme {
        match name {
            ThemeName::Dark => Theme::Dark,
            ThemeName::Light => Theme::Light,
            ThemeName::Projector => Theme::Projector,
            ThemeName::Contrast => Theme::Contrast,
        }
    }
}
