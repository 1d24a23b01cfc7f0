//! The runs of a scenario side by side: the content of the page and of the command line's output.

use crate::program::Program;
use analysis::{Analysis, Kept, Report, VerdictKind, verdicts};
use goruntime::time::Time;
use goruntime::trace::Trace;
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use lab::simulate::Simulation;
use picture::{LegendEntry, Scale, legend};
use std::borrow::Cow;
use std::rc::Rc;

/// The id of the run of somebody's own program. No pattern has it.
pub const OWN_PROGRAM: &str = "your-program";

/// How many scheduling steps, or events, a piece of work has.
const PIECE: u32 = 100_000;

/// What has been done of a comparison.
#[derive(Clone, Copy, Debug)]
pub enum Progress {
    /// A piece of the work on this pattern.
    Piece(&'static Pattern),
    /// A pattern has been run, or its trace has been read: half of the work on it.
    Half,
}

/// What a run is of.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// A pattern of the Lab.
    Pattern(&'static Pattern),
    /// A program of somebody's own.
    Program(Rc<Program>),
}

/// A finished run.
#[derive(Clone, Debug)]
pub struct Run {
    /// What it is of.
    pub subject: Subject,
    /// Its name on the page.
    name: Cow<'static, str>,
    /// Its report, in the scenario's words.
    pub report: Rc<Report>,
    /// Its trace, for what is read only when somebody asks: one goroutine's detail, the log of its events.
    pub trace: Rc<Trace>,
    /// The hash of its trace.
    pub trace_hash: u64,
}

impl Run {
    /// A run with the report of its trace, which is put into the scenario's words.
    #[must_use]
    pub fn new(
        scenario: &Scenario,
        pattern: &'static Pattern,
        mut report: Report,
        trace: Trace,
    ) -> Run {
        report.reword(|text| scenario.say(text));
        Run::of(Subject::Pattern(pattern), report, trace)
    }

    /// A run of somebody's own program, with the report of its trace. If it is the edited program of a pattern, its report is put
    /// into the scenario's words.
    #[must_use]
    pub fn of_program(
        program: Rc<Program>,
        scenario: &Scenario,
        mut report: Report,
        trace: Trace,
    ) -> Run {
        if program.origin.is_some() {
            report.reword(|text| scenario.say(text));
        }
        Run::of(Subject::Program(program), report, trace)
    }

    /// The same run with a report that has kept other lives.
    #[must_use]
    pub fn with_report(&self, mut report: Report, scenario: &Scenario) -> Run {
        let program = self.program();
        if program.is_none_or(|program| program.origin.is_some()) {
            report.reword(|text| scenario.say(text));
        }
        Run {
            report: Rc::new(report),
            ..self.clone()
        }
    }

    fn of(subject: Subject, report: Report, trace: Trace) -> Run {
        let name = match &subject {
            Subject::Pattern(pattern) => Cow::Borrowed(pattern.name),
            Subject::Program(program) => program.name(),
        };
        Run {
            subject,
            name,
            report: Rc::new(report),
            trace_hash: trace.hash(),
            trace: Rc::new(trace),
        }
    }

    /// The pattern, if it is a run of one.
    #[must_use]
    pub fn pattern(&self) -> Option<&'static Pattern> {
        match &self.subject {
            Subject::Pattern(pattern) => Some(pattern),
            Subject::Program(_) => None,
        }
    }

    /// The program, if it is somebody's own.
    #[must_use]
    pub fn program(&self) -> Option<&Rc<Program>> {
        match &self.subject {
            Subject::Pattern(_) => None,
            Subject::Program(program) => Some(program),
        }
    }

    /// What names it among the runs: the pattern's id, or [`OWN_PROGRAM`].
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.pattern().map_or(OWN_PROGRAM, |pattern| pattern.id)
    }

    /// Its name on the page.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the process has ended by a moment. At the moment of the kill itself it is still shown.
    #[must_use]
    pub fn is_over(&self, at: Time) -> bool {
        let report = &self.report;
        at > report.total || (at == report.total && report.main_returned.is_some())
    }
}

impl PartialEq for Run {
    /// Compares identity, not content: that is quick.
    fn eq(&self, other: &Run) -> bool {
        self.subject == other.subject && Rc::ptr_eq(&self.report, &other.report)
    }
}

/// The runs of a scenario, and the data they share.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The scenario.
    pub scenario: Rc<Scenario>,
    /// The runs, in the order of the scenario's patterns; at least one.
    pub runs: Vec<Run>,
    /// The verdict on each run in comparison with the rest.
    pub verdicts: Vec<VerdictKind>,
    /// The scale of all pictures.
    pub scale: Scale,
    /// The legend of all pictures.
    pub legend: Vec<LegendEntry>,
    /// The runs as they were before a change, of the same patterns; `None` where there is none, or an equal one. The scale
    /// has room for them.
    pub before: Vec<Option<Run>>,
}

impl Comparison {
    /// Runs a scenario to its end. `progress` hears of every piece of work of some milliseconds.
    #[must_use]
    pub fn simulate(scenario: Scenario, mut progress: impl FnMut(Progress)) -> Comparison {
        let mut runs = Vec::new();
        for pattern in scenario.patterns() {
            let mut simulation = Simulation::new(&scenario, pattern);
            while !simulation.advance(PIECE.into()) {
                progress(Progress::Piece(pattern));
            }
            let trace = simulation.into_trace();
            progress(Progress::Half);
            let mut analysis = Analysis::new(&trace);
            while !analysis.advance(&trace, PIECE as usize) {
                progress(Progress::Piece(pattern));
            }
            let report = analysis.finish(&trace);
            progress(Progress::Half);
            runs.push(Run::new(&scenario, pattern, report, trace));
        }
        Comparison::new(Rc::new(scenario), runs)
    }

    /// Compares runs of a scenario.
    #[must_use]
    pub fn new(scenario: Rc<Scenario>, runs: Vec<Run>) -> Comparison {
        let reports: Vec<&Report> = runs.iter().map(|run| &*run.report).collect();
        let (verdicts, scale) = (verdicts(&reports), Scale::shared(&reports));
        let legend = legend(&reports);
        let before = vec![None; runs.len()];
        Comparison {
            scenario,
            runs,
            verdicts,
            scale,
            legend,
            before,
        }
    }

    /// The same with the run of somebody's own program: after the others, or alone.
    #[must_use]
    pub fn with_program(&self, run: Run, is_compared: bool) -> Comparison {
        let mut runs = Vec::new();
        let mut before = Vec::new();
        if is_compared {
            runs.clone_from(&self.runs);
            before.clone_from(&self.before);
        }
        runs.push(run);
        before.push(None);
        let mut comparison = Comparison::new(Rc::clone(&self.scenario), runs);
        comparison.before = before;
        comparison
    }

    /// The same with these lives in the reports of runs that have too many goroutines to keep all.
    #[must_use]
    pub fn with_lives(mut self, kept: &Kept) -> Comparison {
        for run in &mut self.runs {
            if run.report.spans().is_none() {
                let mut analysis = Analysis::of_some(&run.trace, kept.clone());
                while !analysis.advance(&run.trace, PIECE as usize) {}
                *run = run.with_report(analysis.finish(&run.trace), &self.scenario);
            }
        }
        self
    }

    /// The same with another report of one of the runs.
    #[must_use]
    pub fn with_run(&self, place: usize, run: Run) -> Comparison {
        let mut comparison = self.clone();
        if let Some(own) = comparison.runs.get_mut(place) {
            *own = run;
        }
        comparison
    }

    /// The place of the run with this id, or of the last.
    #[must_use]
    pub fn place_of(&self, id: Option<&str>) -> usize {
        let place = self.runs.iter().position(|run| Some(run.id()) == id);
        place.unwrap_or(self.runs.len().saturating_sub(1))
    }

    /// The same with earlier runs behind these.
    #[must_use]
    pub fn with_before(mut self, earlier: &[Run]) -> Comparison {
        let before = |run: &Run| {
            let same = earlier.iter().find(|other| other.id() == run.id());
            same.filter(|other| other.trace_hash != run.trace_hash)
                .cloned()
        };
        self.before = self.runs.iter().map(before).collect();
        let all = self.runs.iter().chain(self.before.iter().flatten());
        let reports: Vec<&Report> = all.map(|run| &*run.report).collect();
        self.scale = Scale::shared(&reports);
        self
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
