//! The runs of a scenario beside each other: what the page shows and the command line prints.

use analysis::{Report, VerdictKind, analyse, verdicts};
use goruntime::time::Time;
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use lab::simulate::simulate;
use picture::{LegendEntry, Scale, legend};
use std::rc::Rc;

/// A run that has ended.
#[derive(Clone, Debug)]
pub struct Run {
    /// What ran.
    pub pattern: &'static Pattern,
    /// What is read off its trace, in the scenario's words.
    pub report: Rc<Report>,
    /// The trace's fingerprint.
    pub trace_hash: u64,
}

impl Run {
    /// A run of which the report is read; it is put into the scenario's words.
    #[must_use]
    pub fn new(
        scenario: &Scenario,
        pattern: &'static Pattern,
        mut report: Report,
        trace_hash: u64,
    ) -> Run {
        report.reword(|text| scenario.say(text));
        Run {
            pattern,
            report: Rc::new(report),
            trace_hash,
        }
    }
}

impl Run {
    /// Whether the process has ended at a moment. At the very moment of a kill what is killed is still seen.
    #[must_use]
    pub fn is_over(&self, at: Time) -> bool {
        let report = &self.report;
        at > report.total || (at == report.total && report.main_returned.is_some())
    }
}

impl PartialEq for Run {
    /// Whether it is the same run, not whether two happen to be alike: that is quick to tell.
    fn eq(&self, other: &Run) -> bool {
        self.pattern == other.pattern && Rc::ptr_eq(&self.report, &other.report)
    }
}

/// The runs of a scenario, and what they share.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What was run.
    pub scenario: Rc<Scenario>,
    /// The runs, in the order of the scenario's patterns; at least one.
    pub runs: Vec<Run>,
    /// How each run fares beside the others.
    pub verdicts: Vec<VerdictKind>,
    /// The scale that their pictures share.
    pub scale: Scale,
    /// What the marks in their pictures mean.
    pub legend: Vec<LegendEntry>,
}

impl Comparison {
    /// Runs a scenario to its end.
    #[must_use]
    pub fn simulate(scenario: Scenario) -> Comparison {
        let traces = simulate(&scenario);
        let runs = scenario.patterns().iter().zip(&traces);
        let runs =
            runs.map(|(pattern, trace)| Run::new(&scenario, pattern, analyse(trace), trace.hash()));
        let runs = runs.collect();
        Comparison::new(Rc::new(scenario), runs)
    }

    /// Puts runs of a scenario beside each other.
    #[must_use]
    pub fn new(scenario: Rc<Scenario>, runs: Vec<Run>) -> Comparison {
        let reports: Vec<&Report> = runs.iter().map(|run| &*run.report).collect();
        let (verdicts, scale) = (verdicts(&reports), Scale::shared(&reports));
        let legend = legend(&reports);
        Comparison {
            scenario,
            runs,
            verdicts,
            scale,
            legend,
        }
    }

    /// The moment of the next (`forward`) or the previous event of any run; `None` if there is none.
    #[must_use]
    pub fn event_beside(&self, at: Time, forward: bool) -> Option<Time> {
        let reports = self.runs.iter().map(|run| &run.report);
        if forward {
            reports.filter_map(|report| report.next_instant(at)).min()
        } else {
            reports
                .filter_map(|report| report.previous_instant(at))
                .max()
        }
    }
}
