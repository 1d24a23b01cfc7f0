//! Building the Go programs for virtual time, running them, and reading their output.

use goruntime::time::Duration;
use lab::params::{Key, Unit, Value};
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use lab::world::Workload;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Go's virtual time begins here, in nanoseconds since 1970 (`src/runtime/time_fake.go`).
const BEGINNING: u64 = 1_257_894_000_000_000_000;

/// A real Go, and the programs of all patterns built with it.
#[derive(Debug)]
pub(crate) struct Go {
    command: PathBuf,
    programs: PathBuf,
}

/// The output of a program, and its exit code.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) frames: Vec<Frame>,
    pub(crate) exit_code: i32,
}

/// One write to an output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) at: u64,
    pub(crate) stream: Stream,
    pub(crate) text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    Stdout,
    Stderr,
}

/// The folder of the Go module.
pub(crate) fn module() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/go")
}

impl Go {
    /// The Go that `GOROUTINE_LAB_GO` names; `None` if it is not set.
    pub(crate) fn find() -> Option<Go> {
        let command = env::var_os("GOROUTINE_LAB_GO").map(PathBuf::from)?;
        let programs = Path::new(env!("CARGO_TARGET_TMPDIR")).join("go-programs");
        Some(Go { command, programs })
    }

    /// Builds all programs.
    #[track_caller]
    pub(crate) fn build(&self) {
        std::fs::create_dir_all(&self.programs).expect("the folder for the programs can be made");
        let into = self.programs.join("");
        let into = into.to_str().expect("the target folder's name is text");
        self.tool(&["build", "-tags=faketime", "-o", into, "./..."]);
    }

    /// The files that gofmt would change. gofmt is built from Go's source, since not every Go has it.
    #[track_caller]
    pub(super) fn unformatted(&self) -> String {
        let beside = self.command.with_file_name("gofmt");
        let gofmt = if beside.is_file() {
            beside
        } else {
            let built = self.programs.with_file_name("gofmt");
            let into = built.to_str().expect("the target folder's name is text");
            self.tool(&["build", "-o", into, "cmd/gofmt"]);
            built
        };
        let output = Command::new(gofmt)
            .args(["-l", "."])
            .current_dir(module())
            .output()
            .expect("gofmt runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Runs `go` with these arguments in the module's folder.
    #[track_caller]
    pub(crate) fn tool(&self, arguments: &[&str]) {
        let settings = [
            ("CGO_ENABLED", "0"),
            ("GOTOOLCHAIN", "local"),
            ("GOPROXY", "off"),
            ("GOFLAGS", "-mod=mod"),
            ("GOWORK", "off"),
        ];
        // Where golang.org/x/… cannot be downloaded, the set-up names a go.mod that replaces these modules.
        let mod_file = env::var("GOROUTINE_LAB_GO_MOD").map(|file| format!("-modfile={file}"));
        let (verb, rest) = arguments.split_first().expect("go has a verb");
        let output = Command::new(&self.command)
            .arg(verb)
            .args(mod_file)
            .args(rest)
            .current_dir(module())
            .envs(settings)
            .output()
            .expect("GOROUTINE_LAB_GO names a go command");
        assert!(
            output.status.success(),
            "go {}: {}",
            arguments.join(" "),
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// Runs a pattern's program on a scenario.
    #[track_caller]
    pub(crate) fn run(&self, scenario: &Scenario, pattern: &Pattern) -> Output {
        self.run_with(pattern, &flags(scenario, pattern))
    }

    /// Runs a pattern's program on a scenario, with a further flag.
    #[track_caller]
    pub(super) fn run_and(&self, scenario: &Scenario, pattern: &Pattern, flag: &str) -> Output {
        let mut flags = flags(scenario, pattern);
        flags.push(String::from(flag));
        self.run_with(pattern, &flags)
    }

    /// Runs a pattern's program with these flags.
    #[track_caller]
    pub(crate) fn run_with(&self, pattern: &Pattern, flags: &[String]) -> Output {
        Output::of(&self.programs.join(pattern.folder), flags)
    }
}

impl Output {
    /// Runs a program that was built for virtual time.
    #[track_caller]
    pub(crate) fn of(program: &Path, arguments: &[String]) -> Output {
        let output = Command::new(program)
            .args(arguments)
            .envs([("GOMAXPROCS", "1"), ("GOGC", "off")])
            .output()
            .expect("the program has been built");
        let mut frames = frames(&output.stdout, Stream::Stdout);
        frames.extend(self::frames(&output.stderr, Stream::Stderr));
        Output {
            frames: in_order(frames),
            exit_code: output.status.code().expect("no signal ends the program"),
        }
    }
}

/// The flags of `assets/go/lab/lab.go`, and those of the pattern's own parameters. The world has none but these. Jitter, seed and slow tasks have none:
/// the latencies are passed as a list.
pub(super) fn flags(scenario: &Scenario, pattern: &Pattern) -> Vec<String> {
    let values = scenario.values();
    // The variant comes first, since it presets values that other flags may change.
    let variant = pattern
        .variant()
        .map(|variant| format!("-variant={variant}"));
    let mut flags: Vec<String> = variant.into_iter().collect();
    flags.push(String::from("-trace"));
    flags.push(latencies(&Workload::new(values)));
    for key in Key::all() {
        let has_no_flag = matches!(
            key,
            Key::Latency | Key::Jitter | Key::Seed | Key::Slow | Key::SlowLatency
        );
        let is_its_own = key.belongs_to_patterns() || key.is_of_world();
        if has_no_flag || (is_its_own && !pattern.params.contains(&key)) {
            continue;
        }
        let (param, value) = (key.param(), values.get(key));
        let text = match (param.unit, value) {
            (Unit::Bytes(_), Value::Number(n)) => n.to_string(),
            (Unit::DurationOrNone, Value::Number(0)) => String::from("0s"),
            (Unit::Numbers, Value::Numbers(numbers)) if numbers.is_empty() => String::new(),
            _ => param.write(value),
        };
        flags.push(format!("-{}={text}", param.name));
    }
    flags
}

fn latencies(workload: &Workload) -> String {
    let all: Vec<Duration> = (0..workload.len())
        .map(|task| workload.latency(task))
        .collect();
    let latency = Key::Latency.param();
    let value = if all.iter().all(|latency| *latency == all[0]) {
        Value::Number(all[0].0)
    } else {
        Value::List(all.iter().map(|latency| latency.0).collect())
    };
    format!("-latency={}", latency.write(&value))
}

/// Splits the output into its writes. Each has a header: `\0\0PB`, eight bytes of time, four of length.
#[track_caller]
fn frames(mut bytes: &[u8], stream: Stream) -> Vec<Frame> {
    let mut frames = Vec::new();
    while !bytes.is_empty() {
        let (head, rest) = bytes
            .split_at_checked(16)
            .filter(|(head, _)| head.starts_with(b"\0\0PB"))
            .unwrap_or_else(|| panic!("not a frame: {:?}", String::from_utf8_lossy(bytes)));
        let big_endian = |bytes: &[u8]| bytes.iter().fold(0, |n, byte| n << 8 | u64::from(*byte));
        let length = usize::try_from(big_endian(&head[12..])).expect("a length fits");
        let (text, rest) = rest.split_at(length);
        frames.push(Frame {
            at: big_endian(&head[4..12]) - BEGINNING,
            stream,
            text: String::from_utf8_lossy(text).into_owned(),
        });
        bytes = rest;
    }
    frames
}

/// The writes of both streams in order. Go adds a nanosecond wherever the stream changes within an instant, to keep the
/// order; this is removed again.
fn in_order(mut frames: Vec<Frame>) -> Vec<Frame> {
    frames.sort_by_key(|frame| frame.at);
    let (mut before, mut instant) = (None, 0);
    for frame in &mut frames {
        let written = (frame.stream, frame.at);
        match before {
            Some((stream, at)) if stream != frame.stream && frame.at == at + 1 => {}
            Some((_, at)) if frame.at == at => {}
            _ => instant = frame.at,
        }
        frame.at = instant;
        before = Some(written);
    }
    frames
}

#[test]
fn the_nanoseconds_that_keep_the_order_are_removed() {
    let frame = |at, stream| Frame {
        at,
        stream,
        text: String::new(),
    };
    let written = vec![
        frame(5, Stream::Stdout),
        frame(7, Stream::Stdout),
        frame(5, Stream::Stdout),
        frame(6, Stream::Stderr),
        frame(8, Stream::Stderr),
        frame(100, Stream::Stderr),
    ];
    let moments: Vec<u64> = in_order(written).iter().map(|frame| frame.at).collect();
    assert_eq!(moments, [5, 5, 5, 5, 5, 100]);
}
