//! The figures of a step, read off its runs.

use crate::comparison::{Comparison, Run};
use analysis::fmt::{counted, length};
use analysis::{Report, Resource};
use lab::claims::Reading;
use lab::patterns;
use talk::Read;

/// What comes out of the runs of a comparison, as the Lab writes it. `is` is what is expected: a line or a finding that has it is
/// what comes out.
///
/// # Errors
///
/// What is wrong with the patterns that are named, in a sentence.
pub fn text(
    comparison: &Comparison,
    of: &[String],
    read: Read,
    is: &str,
) -> Result<String, String> {
    let runs = of
        .iter()
        .map(|id| run(comparison, id))
        .collect::<Result<Vec<&Run>, String>>()?;
    let takes = match read {
        Read::Faster | Read::Saved => 2,
        _ => 1,
    };
    let ([first, ..], true) = (runs.as_slice(), runs.len() == takes) else {
        return Err(format!(
            "this figure is read off {takes} of the compared patterns"
        ));
    };
    let id = |place: usize| runs.get(place).map_or("", |run| run.id());
    let reading = match read {
        Read::Total => Reading::Total(id(0)),
        Read::Faster => Reading::Faster(id(0), id(1)),
        Read::Saved => Reading::Saved(id(0), id(1)),
        Read::Memory => Reading::Memory(id(0)),
        Read::Goroutines => Reading::Goroutines(id(0)),
        Read::Connections => Reading::Peak(id(0), Resource::Connection),
        Read::Calls => Reading::Peak(id(0), Resource::Request),
        Read::Done => Reading::Done(id(0)),
        Read::Refused => Reading::Refused(id(0)),
        Read::Batches => Reading::Batches(id(0)),
        Read::Killed => Reading::Killed(id(0)),
        Read::End | Read::Failed | Read::Outcome | Read::Prints | Read::Finds => {
            return Ok(own(&first.report, read, is));
        }
    };
    let reports: Vec<Report> = runs.iter().map(|run| (*run.report).clone()).collect();
    Ok(reading.text(&reports))
}

/// What no claim of the talk's table is read by.
fn own(report: &Report, read: Read, is: &str) -> String {
    let counts = report.counts;
    match read {
        Read::End => length(report.total.elapsed()),
        Read::Failed => counted(counts.error.into(), "failed", "failed"),
        Read::Outcome => {
            let said = report.message.lines().next();
            String::from(said.unwrap_or(report.outcome.name()))
        }
        Read::Prints => {
            let mut lines = report.stdout.iter().map(|printed| printed.line.as_str());
            let all = lines.clone().collect::<Vec<_>>();
            let found = lines.find(|line| *line == is);
            found.map_or_else(|| all.join(" / "), String::from)
        }
        _ => {
            let findings = report.findings.iter().map(|finding| finding.text.as_str());
            let all = findings.collect::<Vec<_>>().join(" / ");
            if all.contains(is) {
                String::from(is)
            } else {
                all
            }
        }
    }
}

fn run<'a>(comparison: &'a Comparison, id: &str) -> Result<&'a Run, String> {
    let found = comparison.runs.iter().find(|run| run.id() == id);
    found.ok_or_else(|| {
        let compared: Vec<&str> = comparison.runs.iter().map(Run::id).collect();
        let known = if patterns::find(id).is_some() {
            "is not compared here"
        } else {
            "is no pattern"
        };
        format!("{id} {known}; allowed is {}", compared.join(", "))
    })
}
