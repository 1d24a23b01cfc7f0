//! From compiled code to a trace.

use super::frames::Goroutine;
use super::limits::Limits;
use super::shared::Shared;
use crate::code::Code;
use goruntime::runtime::Run;
use goruntime::trace::{Outcome, Trace};
use std::rc::Rc;

/// What an execution did.
#[derive(Clone, Debug)]
pub struct Execution {
    /// What happened, in order, and how it ended.
    pub trace: Trace,
    /// All that was printed.
    pub stdout: Vec<u8>,
    /// All that was written to the standard error, with what Go says when a program dies.
    pub stderr: Vec<u8>,
    /// The exit code that a shell would see; none if the Lab stopped the program.
    pub exit_code: Option<i32>,
}

/// A program in the middle of its execution.
pub struct Started {
    run: Run,
    shared: Rc<Shared>,
}

/// Starts a program. `args` is `os.Args`; `seed` decides what Go leaves to chance.
#[must_use]
pub fn start(code: Rc<Code>, limits: Limits, args: Vec<String>, seed: u64) -> Started {
    let shared = Rc::new(Shared::new(code, &limits, args));
    let main = {
        let shared = Rc::clone(&shared);
        async move {
            let mut goroutine = Goroutine::new(Rc::clone(&shared));
            goroutine.start(0);
            goroutine.run().await;
            if goroutine.has_exited() {
                // Main called Goexit: the others go on, and main never returns.
                goruntime::go::Chan::<()>::nil().receive().await;
            }
            shared.end_line();
        }
    };
    Started {
        run: Run::new(limits.budget, seed, main),
        shared,
    }
}

impl Started {
    /// The run, to advance it in pieces.
    pub fn run_mut(&mut self) -> &mut Run {
        &mut self.run
    }

    /// Executes it to its end.
    #[must_use]
    pub fn finish(self) -> Execution {
        let trace = self.run.finish();
        let exit = trace.exit();
        let exit_code = self
            .shared
            .exit_code
            .get()
            .or_else(|| exit.outcome.exit_code());
        let mut stderr = self.shared.stderr.take();
        match exit.outcome {
            Outcome::Finished | Outcome::MainReturnedEarly | Outcome::Exited => {}
            _ => {
                stderr.extend_from_slice(exit.message.as_bytes());
                stderr.push(b'\n');
            }
        }
        let stdout = self.shared.stdout.take();
        Execution {
            trace,
            stdout,
            stderr,
            exit_code,
        }
    }
}
