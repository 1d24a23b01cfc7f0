//! The workloads under Go's `testing/synctest`: a Go program that runs beside the benchmark and takes its turns.

use crate::workloads::Workload;
use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// A million real goroutines need some 3 GB.
const LARGEST: usize = 100_000;

/// The running Go program. It ends when this is dropped.
pub(crate) struct Synctest {
    program: Child,
    requests: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Synctest {
    /// Compiles and starts the program.
    ///
    /// # Errors
    ///
    /// The reason why it cannot run: no Go, or one before 1.25.
    pub(crate) fn start() -> Result<Synctest, String> {
        let file = compile()?;
        let mut command = Command::new(file);
        // One processor, as for the other peers.
        command
            .env("GOMAXPROCS", "1")
            .args(["-test.run=^TestServe$", "-test.timeout=0"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut program = command.spawn().map_err(|error| error.to_string())?;
        let requests = program.stdin.take().expect("its input is piped");
        let answers = program.stdout.take().expect("its output is piped");
        Ok(Synctest {
            program,
            requests,
            answers: BufReader::new(answers),
        })
    }

    /// The time in nanoseconds per task; `None` for more tasks than it can run.
    ///
    /// # Panics
    ///
    /// If the program ends early.
    pub(crate) fn per_task(&mut self, workload: Workload, n: usize) -> Option<f64> {
        if n > LARGEST {
            return None;
        }
        let mut answer = String::new();
        writeln!(self.requests, "{} {n}", workload.name())
            .and_then(|()| self.answers.read_line(&mut answer))
            .expect("the Go program reads and writes");
        let time = answer.trim().parse();
        Some(
            time.unwrap_or_else(|_| {
                panic!("{} {n}: the Go program wrote {answer:?}", workload.name())
            }),
        )
    }
}

impl Drop for Synctest {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// Compiles the program with the Go that `GOROUTINE_LAB_GO` names, or the one on `PATH`.
fn compile() -> Result<PathBuf, String> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/runtime/synctest");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("synctest-peer");
    let go = env::var_os("GOROUTINE_LAB_GO").unwrap_or_else(|| "go".into());
    let mut command = Command::new(&go);
    command.args(["test", "-c", "-o"]).arg(&file);
    // It needs no module but Go's own, and no other version of Go.
    command
        .current_dir(sources)
        .env("GOTOOLCHAIN", "local")
        .env("GOFLAGS", "-mod=mod");
    let output = command
        .output()
        .map_err(|error| format!("{}: {error}", go.display()))?;
    if output.status.success() {
        return Ok(file);
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}
