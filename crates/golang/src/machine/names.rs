//! How the trace calls what a program has no names for: goroutines are called after their functions, and what they wait on
//! after what the program's own code calls it.

use super::frames::Goroutine;
use super::loaded::Loaded;
use super::value::{Closure, Ref};
use std::borrow::Cow;

/// Packages whose channels and locks are those of a value of the program: what it is called, they are called.
const LENT: [&str; 6] = [
    "context.",
    "errgroup.",
    "rate.",
    "semaphore.",
    "singleflight.",
    "sync.",
];

impl Goroutine {
    /// What the program's own code calls what is used now: in its own function, or in one of a package that it has called.
    pub(super) fn used_as(&self) -> Option<Cow<'_, str>> {
        let code = &self.program.loaded.code;
        let is_own = |function: u32| code.functions[function as usize].file.is_some();
        let own = self
            .frames
            .iter()
            .rposition(|frame| is_own(frame.function))?;
        if let Some(called) = self.frames.get(own + 1) {
            let name = &code.functions[called.function as usize].name;
            let short = name.rsplit('/').next().unwrap_or(name);
            // What has no name only calls another.
            if !short.is_empty() && !LENT.iter().any(|package| short.starts_with(package)) {
                return None;
            }
        }
        let frame = &self.frames[own];
        code.applied_to(frame.function, frame.next.saturating_sub(1))
    }

    /// What a channel is called that is made now in a package, which does not name it.
    pub(super) fn lent_name(&self) -> Option<Cow<'_, str>> {
        let function = &self.program.loaded.code.functions[self.top().function as usize];
        if function.file.is_some() {
            return None;
        }
        self.used_as()
    }
}

/// Names a channel, or the channel of a timer: `jobs`, `ticker.C`.
pub(super) fn name_channel(made: &Ref, name: &str) {
    // Each channel is its own handle.
    match made {
        Ref::Chan(channel) => drop(channel.clone().named(name)),
        Ref::TimeChan(channel) => drop(channel.clone().named(name)),
        // `time.Timer` and `time.Ticker` begin with their channel.
        Ref::Pointer(timer) => {
            if let Ref::TimeChan(channel) = timer.load_ref(0) {
                drop(channel.named(&*format!("{name}.C")));
            }
        }
        _ => {}
    }
}

/// The name of a goroutine that begins with a function, and the function that it is called after: its own, or one of the
/// program that a package starts in it, as `wg.Go(f)` does.
pub(in crate::machine) fn goroutine_name<'a>(
    loaded: &'a Loaded,
    closure: &Closure,
) -> Option<(&'a str, u32)> {
    let name = |function: u32| Some((loaded.own_name(function)?, function));
    let captured = |value: &Ref| match value {
        Ref::Closure(closure) => name(closure.function),
        // A captured variable that is assigned to lies in memory.
        Ref::Pointer(pointer) if !pointer.memory.refs.borrow().is_empty() => {
            match pointer.load_ref(0) {
                Ref::Closure(closure) => name(closure.function),
                _ => None,
            }
        }
        _ => None,
    };
    name(closure.function).or_else(|| closure.captures.iter().find_map(captured))
}
