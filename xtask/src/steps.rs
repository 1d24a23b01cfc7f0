//! Running other programs: with a time limit, saying what is done and how long it may take.

use std::env;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Why a step failed, and what the user can do about it.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    problem: String,
    advice: Option<String>,
}

impl Failure {
    /// A failure with nothing known to do about it.
    pub(crate) fn new(problem: impl Into<String>) -> Self {
        Self {
            problem: problem.into(),
            advice: None,
        }
    }

    /// A file or folder that could not be used.
    pub(crate) fn io(verb: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(format!("could not {verb} {}: {error}", path.display()))
    }

    /// Says what the user can do, unless that is known already.
    pub(crate) fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice.get_or_insert_with(|| advice.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)?;
        match &self.advice {
            Some(advice) => write!(f, "\nWhat to do: {advice}"),
            None => Ok(()),
        }
    }
}

/// Says what is done now and how long it may take.
pub(crate) fn announce(what: &str, takes: &str) {
    println!("set-up: {what} ({takes})");
}

/// Runs a command whose output the user reads.
pub(crate) fn run(command: &mut Command, limit: Duration) -> Result<(), Failure> {
    let child = spawn(command)?;
    check(command, wait(child, limit, None)?, limit)
}

/// Runs a command whose output matters only when it fails: into a log file, with a sign of life on the way.
pub(crate) fn run_logged(
    command: &mut Command,
    limit: Duration,
    log: &Path,
) -> Result<(), Failure> {
    let folder = log.parent().unwrap_or(log);
    fs::create_dir_all(folder).map_err(|error| Failure::io("make", folder, &error))?;
    let open = || File::options().create(true).append(true).open(log);
    // The log of the last try is of no use any more.
    File::create(log).map_err(|error| Failure::io("write", log, &error))?;
    let (out, err) = (open(), open());
    let (out, err) = out
        .and_then(|out| Ok((out, err?)))
        .map_err(|error| Failure::io("write", log, &error))?;
    let child = spawn(command.stdin(Stdio::null()).stdout(out).stderr(err))?;
    check(command, wait(child, limit, Some(SIGN_OF_LIFE))?, limit).map_err(|failure| Failure {
        problem: format!(
            "{}\nThe end of its output ({}):\n{}",
            failure.problem,
            log.display(),
            tail(log)
        ),
        ..failure
    })
}

/// Runs a command that prints little, and returns what it printed.
pub(crate) fn capture(command: &mut Command, limit: Duration) -> Result<String, Failure> {
    let mut child = spawn(
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null()),
    )?;
    let stdout = child.stdout.take();
    check(command, wait(child, limit, None)?, limit)?;
    let mut text = Vec::new();
    if let Some(mut stdout) = stdout {
        stdout
            .read_to_end(&mut text)
            .map_err(|error| Failure::new(format!("{}: {error}", shown(command))))?;
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// What a tool prints when asked for its version, if it is there and answers.
pub(crate) fn version_text(program: &Path, args: &[&str]) -> Option<String> {
    capture(Command::new(program).args(args), Duration::from_secs(20)).ok()
}

/// The command as the user would type it.
pub(crate) fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

/// How often a long silent step says that it still runs.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);

/// Starts a command, and names it where that fails.
fn spawn(command: &mut Command) -> Result<Child, Failure> {
    command.spawn().map_err(|error| {
        let program = command.get_program().to_string_lossy().into_owned();
        Failure::new(format!("could not start `{program}`: {error}"))
            .advise(format!("install {program}, or put it on PATH"))
    })
}

/// The child's exit, or `None` where it was killed at the limit.
fn wait(
    mut child: Child,
    limit: Duration,
    sign: Option<Duration>,
) -> Result<Option<ExitStatus>, Failure> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(2);
    let mut next_sign = sign;
    loop {
        let exit = child
            .try_wait()
            .map_err(|error| Failure::new(format!("could not wait for a command: {error}")))?;
        if exit.is_some() {
            return Ok(exit);
        }
        let passed = start.elapsed();
        if passed >= limit {
            kill_tree(&mut child);
            return Ok(None);
        }
        if let (Some(at), Some(every)) = (next_sign, sign)
            && passed >= at
        {
            println!("        … still at it after {} s", passed.as_secs());
            next_sign = Some(at + every);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(100));
    }
}

fn check(command: &Command, exit: Option<ExitStatus>, limit: Duration) -> Result<(), Failure> {
    match exit {
        Some(status) if status.success() => Ok(()),
        Some(status) => Err(Failure::new(format!(
            "`{}` failed ({status})",
            shown(command)
        ))),
        None => Err(Failure::new(format!(
            "`{}` was stopped: it was not done after {} s",
            shown(command),
            limit.as_secs()
        ))),
    }
}

/// The last lines of a log.
fn tail(log: &Path) -> String {
    const LINES: usize = 25;
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().collect();
    let kept = &lines[lines.len().saturating_sub(LINES)..];
    kept.iter()
        .map(|line| format!("    {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Stops a child and everything that it started.
///
/// The children stay in xtask's own process group, so that Ctrl-C reaches them; so the group cannot be killed here,
/// and the tree is walked instead.
fn kill_tree(child: &mut Child) {
    if cfg!(windows) {
        let mut kill = Command::new("taskkill");
        kill.args(["/T", "/F", "/PID", &child.id().to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        drop(kill.status());
    } else {
        let pids = descendants(child.id(), &parents());
        let mut kill = Command::new("sh");
        kill.args(["-c", "kill -KILL \"$@\"", "kill"])
            .args(pids.iter().map(u32::to_string));
        drop(kill.stdout(Stdio::null()).stderr(Stdio::null()).status());
    }
    drop(child.kill());
    // A child of another user (sudo) may have outlived all this; it ends by its own limit, and is not waited for.
    for _ in 0..50 {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// Every process with its parent: from `/proc` where there is one, else from `ps`.
fn parents() -> Vec<(u32, u32)> {
    let Ok(entries) = fs::read_dir("/proc") else {
        let table = capture(
            Command::new("ps").args(["-A", "-o", "pid=,ppid="]),
            Duration::from_secs(5),
        );
        return table
            .unwrap_or_default()
            .lines()
            .filter_map(pid_and_parent)
            .collect();
    };
    let stats = entries
        .flatten()
        .filter_map(|entry| fs::read_to_string(entry.path().join("stat")).ok());
    stats.filter_map(|stat| parent_in_stat(&stat)).collect()
}

fn pid_and_parent(line: &str) -> Option<(u32, u32)> {
    let (pid, parent) = line.trim().split_once(char::is_whitespace)?;
    Some((pid.parse().ok()?, parent.trim().parse().ok()?))
}

/// A line of `/proc/<pid>/stat`: `pid (name) state parent …`, where the name may hold spaces and brackets.
fn parent_in_stat(stat: &str) -> Option<(u32, u32)> {
    let (pid, rest) = stat.split_once(' ')?;
    let (_, after_name) = rest.rsplit_once(')')?;
    Some((
        pid.parse().ok()?,
        after_name.split_whitespace().nth(1)?.parse().ok()?,
    ))
}

/// A process and all that it started, itself first.
fn descendants(root: u32, parents: &[(u32, u32)]) -> Vec<u32> {
    let mut tree = vec![root];
    let mut next = 0;
    while let Some(&process) = tree.get(next) {
        tree.extend(
            parents
                .iter()
                .filter(|(pid, parent)| *parent == process && *pid != root)
                .map(|(pid, _)| pid),
        );
        next += 1;
    }
    tree
}

/// `PATH` with these folders first.
pub(crate) fn path_with(folders: &[PathBuf]) -> std::ffi::OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&path));
    // A folder whose name holds the separator cannot be on PATH at all; then the tools must already be there.
    env::join_paths(all).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_table_gives_the_tree() {
        let table = [(1, 0), (10, 1), (11, 10), (12, 10), (13, 12), (20, 1)];
        assert_eq!(descendants(10, &table), [10, 11, 12, 13]);
        assert_eq!(descendants(20, &table), [20]);
    }

    #[test]
    fn lines_of_process_tables() {
        assert_eq!(parent_in_stat("42 (a (b) c) S 7 42 42 0 -1"), Some((42, 7)));
        assert_eq!(parent_in_stat("42 (cut"), None);
        assert_eq!(pid_and_parent("  42     7"), Some((42, 7)));
        assert_eq!(pid_and_parent("PID PPID"), None);
    }

    #[test]
    fn a_failure_says_what_to_do_and_keeps_the_first_advice() {
        let failure = Failure::new("no trunk")
            .advise("install trunk")
            .advise("despair");
        assert_eq!(failure.to_string(), "no trunk\nWhat to do: install trunk");
    }

    #[cfg(unix)]
    #[test]
    fn a_command_past_its_limit_is_stopped_with_its_children() {
        let start = Instant::now();
        let mut command = Command::new("sh");
        // The inner shell would keep the outer one alive for long after the limit.
        command.args(["-c", "sh -c 'sleep 30; true'; true"]);
        let failure =
            run(&mut command, Duration::from_millis(100)).expect_err("it outlives the limit");
        assert!(failure.to_string().contains("was stopped"), "{failure}");
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[cfg(unix)]
    #[test]
    fn a_command_is_shown_as_typed_and_its_output_captured() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo out; echo err >&2"]);
        assert_eq!(
            capture(&mut command, Duration::from_mins(1)).expect("it succeeds"),
            "out\n"
        );
        let failure = capture(
            Command::new("sh").args(["-c", "exit 3"]),
            Duration::from_mins(1),
        )
        .expect_err("it fails");
        assert!(
            failure.to_string().contains("`sh -c exit 3` failed"),
            "{failure}"
        );
    }
}
