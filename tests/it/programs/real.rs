//! Programs under a real Go in virtual time: many in one binary, so that the compiler is called once.

use super::account;
use super::as_go;
use super::program::Program;
use crate::go_programs::program::{Go, Output, module};
use std::path::{Path, PathBuf};

/// A binary of programs.
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
        // The source lies where nothing is written to, for the compiler's eyes only, so that it has the module's go.mod.
        let place = module().join("programs/main.go");
        let replace = serde_json::json!({ "Replace": { text(&place): text(&source) } });
        write(&overlay, &replace.to_string());
        let (overlay, output) = (text(&overlay), text(&binary));
        go.tool(&[
            "build",
            "-tags=faketime",
            // Compiled without optimisation it is there in a third of the time.
            "-gcflags=-N -l",
            "-overlay",
            overlay,
            "-o",
            output,
            "./programs",
        ]);
        Built { binary }
    }

    /// What a program does, if it does that in one of a few runs: where virtual time jumps, Go's monitor thread may
    /// rarely preempt a goroutine that has hardly run.
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
