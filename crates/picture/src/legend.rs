//! The legend of a picture's colours, as far as they occur in it.

use super::lanes::{badge_ink, flow_ink, lanes_height, with_strips};
use super::palette::Ink;
use super::scale::{Scale, most_memory};
use analysis::{
    CircuitState, Flow, FlowKind, GoroutineId, GoroutineState, IncidentKind, Report, ResourceUse,
    StateCounts, TaskOutcome,
};
use goruntime::time::{Duration, Time};

/// An entry of the legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegendEntry {
    /// The colour.
    pub ink: Ink,
    /// The shape beside the text.
    pub mark: LegendMark,
    /// Its meaning.
    pub text: &'static str,
    /// The moment of the first such mark of something that went wrong: to name it earlier would give it away. 0 of all others.
    pub from: Time,
}

/// The shape beside a legend's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegendMark {
    /// A block, for a task.
    Block,
    /// A rising wedge, for helpers within a task.
    Wedge,
    /// A thin bar, for a goroutine that waits.
    Bar,
    /// A line, for a curve.
    Line,
    /// A cross.
    Cross,
    /// An empty block.
    Outline,
    /// A block with an outline.
    Framed,
    /// The badge of an incident.
    Badge(IncidentKind),
    /// An arrow.
    Arrow,
}

/// The legend for the pictures of these runs.
#[must_use]
pub fn legend(reports: &[&Report]) -> Vec<LegendEntry> {
    let seen = seen(reports);
    let any = |test: fn(&Report) -> bool| reports.iter().any(|report| test(report));
    let has_helpers = any(|report| report.helpers_peak > 0);
    let helpers_wait = any(|report| report.most(0..report.moments().len()).helpers_blocked > 0);
    let failure = first_failure(reports);
    let main_waits = any(|report| main_is(report, GoroutineState::is_blocked));
    let main_sleeps = any(|report| main_is(report, |state| state == GoroutineState::Sleeping));
    let has_tasks_at_work = any(|report| {
        let mut tasks = report.tasks.iter();
        tasks.any(|task| task.times.sleeping > Duration::ZERO)
    });
    let working = if has_helpers {
        Ink::WorkingSoft
    } else {
        Ink::Working
    };
    let mut entries: Vec<LegendEntry> = [
        (
            has_tasks_at_work,
            entry(working, LegendMark::Block, "task, working (sleep or I/O)"),
        ),
        (
            !has_tasks_at_work && (seen.sleeping > 0 || main_sleeps),
            entry(Ink::Working, LegendMark::Block, "sleep or I/O"),
        ),
        (
            seen.running > 0,
            entry(Ink::Running, LegendMark::Block, "running on a P"),
        ),
        (
            seen.runnable > 0,
            entry(Ink::Runnable, LegendMark::Bar, "waits for a P"),
        ),
        (
            has_helpers && !helpers_wait,
            entry(Ink::Working, LegendMark::Wedge, "its goroutines, working"),
        ),
        (
            helpers_wait,
            entry(Ink::Blocked, LegendMark::Wedge, "its goroutines, blocked"),
        ),
        (
            (seen.blocked > 0 || main_waits) && !helpers_wait,
            entry(Ink::Blocked, LegendMark::Bar, "waits for others"),
        ),
        (
            any(|report| report.counts.cancelled > 0),
            entry(Ink::Cancelled, LegendMark::Outline, "cancelled"),
        ),
        (
            any(|report| report.for_nobody().is_some()),
            entry(Ink::Cancelled, LegendMark::Block, "work for nobody"),
        ),
        (
            any(|report| report.client_gone().is_some()),
            entry(Ink::Cancelled, LegendMark::Bar, "the client goes away"),
        ),
        (
            failure.is_some(),
            LegendEntry {
                from: failure.unwrap_or_default(),
                ..entry(Ink::Failed, LegendMark::Cross, "failed, killed or lost")
            },
        ),
        (
            any(|report| {
                report
                    .waves
                    .is_some_and(|waves| waves.idle > Duration::ZERO)
            }),
            entry(
                Ink::Muted,
                LegendMark::Framed,
                "idle until the slowest of the batch ends",
            ),
        ),
    ]
    .into_iter()
    .chain(incidents(reports))
    .chain(finite(reports))
    .chain(strips(reports))
    .filter_map(|(is_shown, entry)| is_shown.then_some(entry))
    .collect();
    // Until it happens, the room of what goes wrong is empty: behind all others it is no gap.
    entries.sort_by_key(|entry| entry.from > Time::ZERO);
    entries
}

/// The legend for the edge and the arrows of a chosen goroutine in the picture of its run, as far as the scale shows them. `has_lens`
/// says whether the picture is that of a lens.
#[must_use]
pub fn legend_of_chosen(
    report: &Report,
    chosen: GoroutineId,
    scale: &Scale,
    has_lens: bool,
) -> Vec<LegendEntry> {
    let has_rows = has_lens || are_few(scale.goroutines);
    let lane = |id: GoroutineId| report.span(id).map(|span| span.lane);
    if lane(chosen).is_none() || !has_rows || report.total == Time::ZERO {
        return Vec::new();
    }
    // No arrow stays in its row.
    let is_drawn = |flow: &&Flow| {
        let lanes = (lane(flow.from), lane(flow.to));
        flow.at >= scale.from
            && flow.from_at <= scale.end
            && matches!(lanes, (Some(from), Some(to)) if from != to)
    };
    let drawn = report.flows_of(chosen).filter(is_drawn);
    of_choice(&inks(drawn))
}

/// All that the choice of a goroutine, any of them, may add to the legend of these runs, which share a scale. `has_lens` says whether
/// one of the pictures is that of a lens.
#[must_use]
pub fn legend_of_choices(reports: &[&Report], scale: &Scale, has_lens: bool) -> Vec<LegendEntry> {
    if !has_lens && !are_few(scale.goroutines) {
        return Vec::new();
    }
    let flows = reports.iter().flat_map(|report| report.flows());
    of_choice(&inks(flows))
}

/// The colours of arrows, each once.
fn inks<'r>(flows: impl Iterator<Item = &'r Flow>) -> Vec<Ink> {
    let mut inks = Vec::new();
    for ink in flows.map(|flow| flow_ink(flow.kind)) {
        if !inks.contains(&ink) {
            inks.push(ink);
        }
    }
    inks
}

/// The edge, and the arrows of these colours.
fn of_choice(inks: &[Ink]) -> Vec<LegendEntry> {
    let edge = entry(Ink::Playhead, LegendMark::Outline, "the chosen goroutine");
    let arrows = [
        (FlowKind::Go, "starts a goroutine"),
        (FlowKind::Send, "hands over a value"),
        (FlowKind::Wake, "wakes"),
    ]
    .map(|(kind, text)| entry(flow_ink(kind), LegendMark::Arrow, text));
    let drawn = arrows.into_iter().filter(|arrow| inks.contains(&arrow.ink));
    std::iter::once(edge).chain(drawn).collect()
}

const fn entry(ink: Ink, mark: LegendMark, text: &'static str) -> LegendEntry {
    LegendEntry {
        ink,
        mark,
        text,
        from: Time::ZERO,
    }
}

/// The first moment at which a task failed, or a run ended badly.
fn first_failure(reports: &[&Report]) -> Option<Time> {
    let tasks = reports.iter().flat_map(|report| &report.tasks);
    let failed = tasks.filter(|task| task.outcome == Some(TaskOutcome::Error));
    let ends = reports.iter().filter(|report| is_lost(report));
    let moments = failed.filter_map(|task| task.end);
    moments.chain(ends.map(|report| report.total)).min()
}

fn is_lost(report: &Report) -> bool {
    report.verdict.kind == analysis::VerdictKind::Bad
}

/// Whether main has a row, and is for some time in such a state: it is in no count of goroutines.
fn main_is(report: &Report, test: fn(GoroutineState) -> bool) -> bool {
    let main = report
        .span(GoroutineId::MAIN)
        .filter(|_| has_few_rows(report));
    main.is_some_and(|main| {
        let mut states = report.segments(main).iter();
        states.any(|segment| test(segment.state))
    })
}

/// Whether a run has so few goroutines at once that its picture has a row for each, or may have.
fn has_few_rows(report: &Report) -> bool {
    are_few(report.span_lanes())
}

/// Whether so many goroutines at once, if they were kept, may have a row each.
fn are_few(goroutines: Option<u32>) -> bool {
    goroutines.is_some_and(|all| all < 40)
}

/// The most goroutines in each state that takes time.
fn seen(reports: &[&Report]) -> StateCounts {
    let mut seen = StateCounts::default();
    // A state that only occurs at the last instant takes no time.
    for report in reports {
        let lasting = 0..report.moments().len().saturating_sub(1);
        let most = report.most(lasting).states;
        seen.sleeping = seen.sleeping.max(most.sleeping);
        seen.runnable = seen.runnable.max(most.runnable);
        seen.running = seen.running.max(most.running);
        seen.blocked = seen.blocked.max(most.blocked);
    }
    seen
}

/// What went wrong, by the badges in the rows; none if no run has rows with names.
fn incidents(reports: &[&Report]) -> Vec<(bool, LegendEntry)> {
    let has_rows = lanes_height(reports, false) > 0.0;
    let first = |kind: IncidentKind| {
        let all = reports.iter().flat_map(|report| report.incidents());
        let of_kind = all.filter(|incident| has_rows && incident.kind == kind);
        of_kind.map(|incident| incident.at).min()
    };
    let entry = |kind: IncidentKind| {
        let entry = entry(badge_ink(kind), LegendMark::Badge(kind), kind.name());
        match first(kind) {
            Some(from) => (true, LegendEntry { from, ..entry }),
            None => (false, entry),
        }
    };
    let badges = IncidentKind::ALL.into_iter().rev().map(entry);
    badges.chain(rings(reports, has_rows)).collect()
}

/// The arrows of the ring of a deadlock.
fn rings(reports: &[&Report], has_rows: bool) -> Option<(bool, LegendEntry)> {
    let of_ring = reports.iter().filter(|report| !report.ring().is_empty());
    let from = of_ring.map(|report| report.total).min()?;
    let arrow = entry(Ink::Failed, LegendMark::Arrow, "waits for, in a ring");
    Some((has_rows, LegendEntry { from, ..arrow }))
}

/// What the strips of lessons, channels and locks show.
fn strips(reports: &[&Report]) -> Vec<(bool, LegendEntry)> {
    let has_rows = lanes_height(reports, false) > 0.0;
    let has_strip = |report: &&Report| !with_strips(report).is_empty();
    let has_counter = |report: &&Report| report.counter().is_some();
    let lost = reports.iter().filter_map(|report| first_lost(report)).min();
    let changes = reports.iter().flat_map(|report| report.circuit());
    let first = |state: CircuitState| {
        let of_state = changes.clone().filter(|change| change.1 == state);
        of_state.map(|change| change.0).min()
    };
    let since = |from: Option<Time>, entry: LegendEntry| {
        let from_then = LegendEntry {
            from: from.unwrap_or_default(),
            ..entry
        };
        (from.is_some(), from_then)
    };
    vec![
        (
            has_rows && reports.iter().any(has_strip),
            entry(Ink::Memory, LegendMark::Line, "in a buffer, or held"),
        ),
        (
            reports.iter().any(has_counter),
            entry(Ink::Memory, LegendMark::Line, "the shared value"),
        ),
        since(
            lost,
            entry(Ink::FailedSoft, LegendMark::Block, "updates that were lost"),
        ),
        since(
            first(CircuitState::Closed),
            entry(Ink::Good, LegendMark::Block, "the circuit is closed"),
        ),
        since(
            first(CircuitState::Open),
            entry(Ink::Failed, LegendMark::Outline, "open"),
        ),
        since(
            first(CircuitState::HalfOpen),
            entry(Ink::Blocked, LegendMark::Outline, "half-open"),
        ),
    ]
}

/// The first moment at which a shared value is less than it should be.
fn first_lost(report: &Report) -> Option<Time> {
    let counter = report.counter()?;
    let mut writes = (1..).zip(&counter.writes);
    let lost = writes.find(|(writes, (_, value))| *value < *writes);
    lost.map(|(_, (at, _))| *at)
}

/// Memory and the strips of the resources.
fn finite(reports: &[&Report]) -> [(bool, LegendEntry); 3] {
    let uses = |test: fn(&ResourceUse) -> bool| {
        let mut used = reports.iter().flat_map(|report| &report.resources);
        used.any(test)
    };
    let has_memory = most_memory(reports) > 0;
    let in_use = match (has_memory, uses(|_| true)) {
        (true, true) => "memory, or resource, in use",
        (true, false) => "memory in use",
        (false, _) => "resource in use",
    };
    [
        (
            has_memory || uses(|_| true),
            entry(Ink::Memory, LegendMark::Line, in_use),
        ),
        (
            uses(|used| used.peak_queue.value > 0),
            entry(
                Ink::BlockedSoft,
                LegendMark::Block,
                "waiting for a resource",
            ),
        ),
        (
            uses(|used| used.refused.count + used.gave_up.count > 0),
            entry(Ink::Failed, LegendMark::Block, "refused"),
        ),
    ]
}
