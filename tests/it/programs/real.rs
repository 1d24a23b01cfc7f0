//! Programs under real Go in virtual time: many in one binary, so that the compiler runs once.

use super::account;
use super::as_go;
use super::program::Program;
use crate::go_programs::program::{Go, Output, module};
use std::path::{Path, PathBuf};

/// A binary with programs.
pub(super) struct Built {
    binary: PathBuf,
}

impl Built {
    /// Prints the programs as Go and compiles them.
    #[track_caller]
    pub(super) fn new(go: &Go, name: &str, programs: &[Program]) -> Built {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).expect("a folder for the program can be made");
        let (source, overlay, binary) = ["main.go", "overlay.json", "programs"]
            .map(|name| folder.join(name))
            .into();
        write(&source, &as_go::source(programs));
        // The source file exists only in an overlay for the compiler, so that it belongs to the module with the go.mod.
        let place = module().join("programs/main.go");
        let replace = serde_json::json!({ "Replace": { text(&place): text(&source) } });
        write(&overlay, &replace.to_string());
        let (overlay, output) = (text(&overlay), text(&binary));
        go.tool(&[
            "build",
            "-tags=faketime",
            // Without optimisation, compiling takes a third of the time.
            "-gcflags=-N -l",
            "-overlay",
            overlay,
            "-o",
            output,
            "./programs",
        ]);
        Built { binary }
    }

    /// Runs a program up to a few times, until its account is the expected one: where virtual time jumps, Go's monitor
    /// thread may rarely preempt a goroutine that has hardly run.
    pub(super) fn again_until(&self, number: usize, expected: &str) -> String {
        let mut actual = self.run(number);
        for _ in 0..4 {
            if actual == expected {
                break;
            }
            actual = self.run(number);
        }
        actual
    }

    fn run(&self, number: usize) -> String {
        account::of_go(&Output::of(&self.binary, &[number.to_string()]))
    }
}

#[track_caller]
fn text(path: &Path) -> &str {
    path.to_str().expect("a path is text")
}

#[track_caller]
fn write(path: &Path, text: &str) {
    if let Err(error) = std::fs::write(path, text) {
        panic!("{}: {error}", path.display());
    }
}
