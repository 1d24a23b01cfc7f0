//! Packages `os` and `math/rand`.

use super::super::frames::{Done, Goroutine, Stop, Window};
use super::super::value::{Ref, Slice};
use super::{List, Native};
use goruntime::runtime;
use goruntime::trace::Outcome;

pub(super) const LIST: List = &[
    ("os.Exit", Native::Fails(exit)),
    ("os.arguments", Native::Plain(args)),
    ("os.write", Native::Fails(write)),
    ("os.writeString", Native::Fails(write_string)),
    ("math/rand.random", Native::Plain(random)),
    ("math/rand/v2.random", Native::Plain(random)),
];

/// `func Exit(code int)`
fn exit(goroutine: &mut Goroutine, w: Window) -> Done {
    let code = goroutine.nums[w.nums].cast_signed();
    let code = i32::try_from(code & 0xFF).unwrap_or(0);
    goroutine.program.exit_code.set(Some(code));
    goroutine.program.end_line();
    match code {
        0 => runtime::fatal(Outcome::Finished, ""),
        code => runtime::fatal(Outcome::Exited, &format!("exit status {code}")),
    }
    Err(Stop::End.into())
}

/// `func arguments() []string`
fn args(goroutine: &mut Goroutine, w: Window) {
    let args = goroutine
        .program
        .args
        .iter()
        .map(|arg| Ref::from(&**arg))
        .collect();
    goroutine.refs[w.refs] = Ref::Slice(Slice::of_refs(args));
}

/// `func write(fd int, b []byte)`
fn write(goroutine: &mut Goroutine, w: Window) -> Done {
    let bytes = goroutine.refs[w.refs]
        .slice()
        .map_or_else(Vec::new, Slice::bytes);
    put(goroutine, goroutine.nums[w.nums], &bytes)
}

/// `func writeString(fd int, s string)`
fn write_string(goroutine: &mut Goroutine, w: Window) -> Done {
    put(
        goroutine,
        goroutine.nums[w.nums],
        goroutine.refs[w.refs].bytes(),
    )
}

fn put(goroutine: &Goroutine, descriptor: u64, bytes: &[u8]) -> Done {
    goroutine.mark();
    match descriptor {
        1 => goroutine.program.print(bytes),
        _ => goroutine.program.complain(bytes),
    }
    if runtime::is_panicking() {
        // The trace is full.
        return Err(Stop::End.into());
    }
    Ok(())
}

/// `func random() uint64`
fn random(goroutine: &mut Goroutine, w: Window) {
    let half = || runtime::random_below(1 << 32);
    goroutine.nums[w.nums] = half() << 32 | half();
}
