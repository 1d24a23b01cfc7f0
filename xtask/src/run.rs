//! Runs other programs.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, anyhow, bail};
use wait_timeout::ChildExt as _;

/// How often a long silent step says that it still runs.
const SIGN_OF_LIFE: Duration = Duration::from_secs(30);

/// A command without the variables that `cargo run` sets for xtask: cargo and trunk would take them for their own.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        let about_xtask = name.to_str().is_some_and(|name| {
            name == "CARGO"
                || name == "CARGO_BIN_NAME"
                || name.starts_with("CARGO_MANIFEST_")
                || name.starts_with("CARGO_PKG_")
        });
        if about_xtask {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a command whose output the user reads.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| not_started(command))?;
    check(command, status)
}

/// Runs a command with its output in a log file. Kills it after `limit`, and tells the user every 30 s that it runs.
pub(crate) fn run_logged(command: &mut Command, limit: Duration, log: &Path) -> Result<()> {
    let (out, err) = open_log(log).with_context(|| format!("could not write {}", log.display()))?;
    command.stdin(Stdio::null()).stdout(out).stderr(err);
    let start = Instant::now();
    let mut child = command.spawn().with_context(|| not_started(command))?;
    let result = loop {
        let left = limit.saturating_sub(start.elapsed());
        if let Some(status) = child.wait_timeout(left.min(SIGN_OF_LIFE))? {
            break check(command, status);
        }
        let passed = start.elapsed();
        if passed >= limit {
            // The error means that it has just ended by itself.
            let _ = child.kill();
            child.wait()?;
            let seconds = limit.as_secs();
            break Err(anyhow!(
                "`{}` was stopped after {seconds} s",
                shown(command)
            ));
        }
        println!("        … {} s", passed.as_secs());
    };
    result.map_err(|error| anyhow!("{error}; its output is in {}", log.display()))
}

/// Runs a command that prints little, and returns what it printed.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| not_started(command))?;
    if !output.status.success() {
        let words = String::from_utf8_lossy(&output.stderr);
        bail!("{}\n{}", failed(command, output.status), words.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// An error and its causes, one a line.
pub(crate) fn describe(error: &anyhow::Error) -> String {
    let lines: Vec<String> = error.chain().map(ToString::to_string).collect();
    lines.join("\n  because: ")
}

/// A program on `PATH`.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// `PATH` with these folders first.
pub(crate) fn path_with(folders: &[PathBuf]) -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&path));
    // A folder whose name holds the separator cannot be on PATH. Then the tool must be there already.
    env::join_paths(all).unwrap_or(path)
}

/// Opens an empty log twice, for the two streams.
fn open_log(log: &Path) -> std::io::Result<(File, File)> {
    fs::create_dir_all(log.parent().unwrap_or(log))?;
    let file = File::create(log)?;
    Ok((file.try_clone()?, file))
}

fn check(command: &Command, status: ExitStatus) -> Result<()> {
    anyhow::ensure!(status.success(), failed(command, status));
    Ok(())
}

fn failed(command: &Command, status: ExitStatus) -> String {
    format!("`{}` failed ({status})", shown(command))
}

fn not_started(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    format!("could not start `{program}`: install it, or put it on PATH")
}

/// The command as a user would type it.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(OsStr::to_string_lossy).collect();
    words.join(" ")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn sh(script: &str) -> Command {
        let mut command = command("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn output_is_captured_and_a_failure_shows_the_command_and_its_words() {
        let text = capture(&mut sh("echo out; echo err >&2")).expect("it succeeds");
        assert_eq!(text, "out\n");
        let error = capture(&mut sh("echo why >&2; exit 3")).expect_err("it fails");
        let text = describe(&error);
        assert!(text.contains("`sh -c") && text.contains("why"), "{text}");
    }

    #[test]
    fn a_command_past_its_limit_is_stopped_and_its_log_is_named() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let log = folder.path().join("logs").join("step.log");
        let start = Instant::now();
        let error = run_logged(
            &mut sh("echo begun; exec sleep 60"),
            Duration::from_millis(200),
            &log,
        );
        let text = describe(&error.expect_err("it outlives the limit"));
        assert!(
            text.contains("was stopped") && text.contains("step.log"),
            "{text}"
        );
        assert!(start.elapsed() < Duration::from_secs(30));
        assert_eq!(fs::read_to_string(&log).expect("a log"), "begun\n");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let error = run(&mut command("no-such-program")).expect_err("it is not there");
        let text = describe(&error);
        assert!(
            text.contains("`no-such-program`") && text.contains("PATH"),
            "{text}"
        );
    }
}
