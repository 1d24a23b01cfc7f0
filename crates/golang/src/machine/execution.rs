//! From compiled code to a trace.

use super::flags::Flag;
use super::frames::Goroutine;
use super::limits::Limits;
use super::loaded::Loaded;
use super::shared::Shared;
use goruntime::go::unwind;
use goruntime::runtime::{self, Run};
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
    /// The flags of its command line, in the order in which they were defined; none if it was not read.
    pub flags: Vec<Flag>,
}

/// A program in the middle of its execution.
pub struct Started {
    run: Run,
    shared: Rc<Shared>,
}

/// Starts a program. `args` is `os.Args`; `seed` decides what Go leaves to chance.
#[must_use]
pub fn start(loaded: Rc<Loaded>, limits: Limits, args: Vec<String>, seed: u64) -> Started {
    let shared = Rc::new(Shared::new(loaded, &limits, args));
    Started {
        run: Run::new(limits.budget, seed, main(Rc::clone(&shared))),
        shared,
    }
}

/// The main goroutine.
pub(super) async fn main(shared: Rc<Shared>) {
    let (bytes, limit) = (shared.held.get(), shared.limits.memory);
    if bytes > limit {
        let message =
            format!("out of memory: {bytes} bytes in package variables, the limit is {limit}");
        runtime::fatal(Outcome::OutOfMemory, &message);
        return unwind().await;
    }
    let mut goroutine = Goroutine::new(Rc::clone(&shared));
    goroutine.start(0);
    goroutine.run().await;
    if goroutine.has_exited() {
        // Main called Goexit: the others go on, and main never returns.
        goruntime::go::Chan::<()>::nil().receive().await;
    }
    shared.end_line();
}

/// What a run did.
pub(super) fn execution(trace: Trace, shared: &Shared) -> Execution {
    let exit = trace.exit();
    let exit_code = shared.exit_code.get().or_else(|| exit.outcome.exit_code());
    let mut stderr = shared.stderr.take();
    match exit.outcome {
        Outcome::Finished | Outcome::MainReturnedEarly | Outcome::Exited => {}
        _ => {
            stderr.extend_from_slice(exit.message.as_bytes());
            stderr.push(b'\n');
        }
    }
    // Package variables may hold what holds them, as a timer does whose function is the program's.
    drop(shared.globals.refs.take());
    let stdout = shared.stdout.take();
    let flags = shared.flags.take();
    Execution {
        trace,
        stdout,
        stderr,
        exit_code,
        flags: if flags.are_read {
            flags.defined
        } else {
            Vec::new()
        },
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
        execution(self.run.finish(), &self.shared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Program;

    #[test]
    fn a_timer_in_a_package_variable_does_not_keep_the_program() {
        let text = "package main\n\nimport \"time\"\n\nvar f = func() { println(t) }\nvar t *time.Timer\n\n\
                    func main() {\n\tt = time.AfterFunc(time.Hour, f)\n}\n";
        let files = [(String::from("main.go"), text.into())];
        let program = Program::compile(&files).expect("it compiles");
        let started = program.start(&[], 1, Limits::default());
        let shared = Rc::downgrade(&started.shared);
        assert_eq!(started.finish().exit_code, Some(0));
        assert!(shared.upgrade().is_none());
    }
}
