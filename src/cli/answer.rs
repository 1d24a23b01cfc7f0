//! What a command answers, and where that goes: to the standard output or to a file.

use super::Refusal;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

/// The answer of a command.
#[derive(Debug)]
pub(super) enum Answer {
    /// Text, for people or for programs.
    Text(String),
    /// The same as bytes.
    Bytes(Vec<u8>),
    /// Bytes in this format, which a terminal cannot show.
    Binary(&'static str, Vec<u8>),
    /// What a program wrote, and its exit code.
    Process {
        /// To the standard output.
        stdout: Vec<u8>,
        /// To the standard error.
        stderr: Vec<u8>,
        /// The exit code.
        code: u8,
    },
}

impl From<String> for Answer {
    fn from(text: String) -> Answer {
        Answer::Text(text)
    }
}

impl Answer {
    fn bytes(&self) -> &[u8] {
        match self {
            Answer::Text(text) => text.as_bytes(),
            Answer::Bytes(bytes)
            | Answer::Binary(_, bytes)
            | Answer::Process { stdout: bytes, .. } => bytes,
        }
    }

    /// Writes the answer to a file, if one is named, or to the standard output. A reader that closes the pipe (`… | head`)
    /// is no error.
    pub(super) fn give(&self, file: Option<&Path>) -> Result<ExitCode, Refusal> {
        if let Some(file) = file {
            return Ok(match std::fs::write(file, self.bytes()) {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => failed(&format!("cannot write {}: {error}", file.display())),
            });
        }
        let mut out = io::stdout().lock();
        if let (Answer::Binary(format, _), true) = (self, out.is_terminal()) {
            return Err(Refusal(format!(
                "--format {format}: these bytes are not for a terminal; allowed is a file (--output FILE) or a pipe"
            )));
        }
        let written = out.write_all(self.bytes()).and_then(|()| out.flush());
        let mut success = ExitCode::SUCCESS;
        if let Answer::Process { stderr, code, .. } = self {
            // If this cannot be written, the exit code must do.
            let _ = io::stderr().write_all(stderr);
            success = ExitCode::from(*code);
        }
        Ok(match written {
            Ok(()) => success,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => success,
            Err(error) => failed(&format!("cannot write the answer: {error}")),
        })
    }
}

fn failed(line: &str) -> ExitCode {
    super::complain(line);
    ExitCode::FAILURE
}
