//! Tables as CSV (RFC 4180): the tasks, or the events, of the runs. The first line has the names of the columns.

use super::Run;
use super::event::{FIELDS, cell, lines};
use analysis::TaskOutcome;
use csv::{Terminator, Writer, WriterBuilder};

/// A line for each task of each run, started or not. Times are nanoseconds of virtual time; a cell is empty where a task
/// never came so far.
#[must_use]
pub fn tasks(runs: &[Run<'_>]) -> String {
    let mut table = Table::new(&[
        "pattern",
        "task",
        "goroutine",
        "start_ns",
        "end_ns",
        "outcome",
    ]);
    for run in runs {
        for task in &run.report.tasks {
            table.row(&[
                run.id,
                &task.id.to_string(),
                &cell(task.goroutine.map(|goroutine| goroutine.0)),
                &cell(task.start.map(|at| at.0)),
                &cell(task.end.map(|at| at.0)),
                task.outcome.map_or("unfinished", TaskOutcome::name),
            ]);
        }
    }
    table.text()
}

/// A line for each event of each run, with the fields of [`super::events::events`]; a cell is empty where a field does not
/// apply.
#[must_use]
pub fn events(runs: &[Run<'_>]) -> String {
    let mut table = Table::new(&FIELDS);
    for line in runs.iter().flat_map(lines) {
        table.row(&line.cells());
    }
    table.text()
}

struct Table(Writer<Vec<u8>>);

impl Table {
    fn new(columns: &[&str]) -> Table {
        // The RFC's own line end, a carriage return before the line feed, shows as a sign at each line's end in many tools.
        let terminator = Terminator::Any(b'\n');
        let writer = WriterBuilder::new()
            .terminator(terminator)
            .from_writer(Vec::new());
        let mut table = Table(writer);
        table.row(columns);
        table
    }

    fn row(&mut self, cells: &[impl AsRef<[u8]>]) {
        let written = self.0.write_record(cells);
        written.expect("a table in memory can be written, and its rows are equally long");
    }

    fn text(self) -> String {
        let bytes = self
            .0
            .into_inner()
            .expect("a table in memory can be written");
        String::from_utf8(bytes).expect("cells are text")
    }
}
