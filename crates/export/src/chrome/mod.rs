//! Chrome trace events, which Perfetto and `chrome://tracing` open.
//!
//! The format is described in the public document "Trace Event Format" of the Chromium project. A run becomes a process,
//! and a goroutine a thread of it:
//!
//! - A thread's slices (`B`, `E`) are the goroutine's states in the Lab's words: `running`, `runnable`, `sleep`, `chan receive`,
//!   … A slice that takes no time is left out, except that of running, to which arrows are attached.
//! - Arrows (`s`, `f`) go from who creates or wakes a goroutine to the moment at which that goroutine runs.
//! - Tasks are asynchronous slices (`b`, `e`) of the process.
//! - Counters (`C`) are the goroutines by state, the memory, and what is in use of other resources.
//! - Printed lines and races are instants (`i`).
//!
//! Times are microseconds with three decimals: nanoseconds of virtual time.

mod event;
mod writer;

use super::{Run, json};
use event::{Arguments, ChromeEvent};
use writer::Writer;

/// The runs as one file of trace events.
#[must_use]
pub fn chrome(runs: &[Run<'_>]) -> String {
    let mut out = Vec::from(&b"{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n"[..]);
    let mut is_first = true;
    let mut put = |event: &ChromeEvent<'_>| {
        if !std::mem::take(&mut is_first) {
            out.extend_from_slice(b",\n");
        }
        json::put(&mut out, event);
    };
    let mut arrows = 0;
    for (process, run) in (1..).zip(runs) {
        let names = |name, arguments| ChromeEvent::metadata(process, 0, name, arguments);
        put(&names("process_name", Arguments::name(run.name)));
        put(&names("process_sort_index", Arguments::sort_index(process)));
        let mut writer = Writer::new(run, process, arrows, &mut put);
        writer.run();
        arrows = writer.arrows();
    }
    out.extend_from_slice(b"\n]}\n");
    json::text(out)
}
