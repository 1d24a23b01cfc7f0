//! A real Go: the one that `GOROUTINE_LAB_GO` names.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The go command.
pub(crate) struct Go {
    command: PathBuf,
}

impl Go {
    /// `None`, and a word on it, if no Go is named.
    pub(crate) fn find() -> Option<Go> {
        let command = env::var_os("GOROUTINE_LAB_GO").map(PathBuf::from);
        if command.is_none() {
            eprintln!("not run: GOROUTINE_LAB_GO names no Go");
        }
        command.map(|command| Go { command })
    }

    /// Runs `go` in a folder; it must succeed.
    #[track_caller]
    pub(crate) fn run(&self, folder: &Path, arguments: &[&str]) -> String {
        let output = self.output(folder, arguments);
        assert!(
            output.status.success(),
            "go {}: {}",
            arguments.join(" "),
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The program of one of Go's tools, which Go builds when it is first asked for.
    #[track_caller]
    pub(crate) fn tool(&self, name: &str) -> PathBuf {
        PathBuf::from(self.run(Path::new("."), &["tool", "-n", name]).trim())
    }

    fn output(&self, folder: &Path, arguments: &[&str]) -> Output {
        let settings = [
            ("CGO_ENABLED", "0"),
            ("GOTOOLCHAIN", "local"),
            ("GOPROXY", "off"),
            ("GOFLAGS", "-mod=mod"),
            ("GOWORK", "off"),
        ];
        let output = Command::new(&self.command)
            .args(arguments)
            .current_dir(folder)
            .envs(settings)
            .output();
        output.expect("GOROUTINE_LAB_GO names a go command")
    }
}

/// A fresh folder for a test's files.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // It may not be there yet.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for the files can be made");
    folder
}
