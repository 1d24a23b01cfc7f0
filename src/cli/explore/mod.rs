//! `goroutine-lab explore FILE.go|LINK`: runs a program under one schedule after another, on all cores.

mod report;
mod subject;

use super::Refusal;
use super::answer::Answer;
use super::arguments::{ExploreArguments, ExploreFormat, Shard};
use super::go::said;
use super::progress::Progress;
use explore::{Found, Search, Settings, Tally, shrink, try_all};
use goroutine_lab::program::SEED;
use rayon::prelude::*;
use report::{Report, Shown};
use subject::Source;

/// How many schedules are tried if nothing else is said.
const SCHEDULES: u64 = 1_000;

/// The most faults of a program that are made smaller and shown.
const MOST_SHOWN: usize = 20;

pub(super) fn explore(arguments: &ExploreArguments) -> Result<Answer, Refusal> {
    let sources = match Source::all(arguments)? {
        Ok(sources) => sources,
        Err(complaints) => return Ok(said(&complaints, 2)),
    };
    let progress = Progress::of(steps(arguments) * sources.len());
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(arguments.jobs)
        .build()
        .map_err(|error| Refusal(format!("--jobs {}: {error}", arguments.jobs)))?;
    let reports: Vec<Report> = pool.install(|| {
        let report = |source: &Source| report_on(source, arguments, &progress);
        sources.iter().map(report).collect()
    });
    drop(progress);
    let stdout = match arguments.format {
        ExploreFormat::Text => reports
            .iter()
            .map(Report::text)
            .collect::<Vec<_>>()
            .join("\n"),
        ExploreFormat::Json => reports.iter().map(Report::json).collect(),
        ExploreFormat::Github => reports.iter().map(Report::github).collect(),
        ExploreFormat::Svg => svg(&sources, &reports)?,
    };
    let is_sound = reports.iter().all(|report| report.faults.is_empty());
    Ok(Answer::Process {
        stdout: stdout.into_bytes(),
        stderr: Vec::new(),
        code: u8::from(!is_sound),
    })
}

/// How many schedules are tried of each program, at most.
fn schedules(arguments: &ExploreArguments) -> u64 {
    arguments.schedules.unwrap_or(SCHEDULES)
}

/// How many schedules this shard tries of each program.
fn steps(arguments: &ExploreArguments) -> usize {
    let Shard { number, of } = arguments.shard;
    let count = (schedules(arguments) + of - number) / of;
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn report_on(source: &Source, arguments: &ExploreArguments, progress: &Progress) -> Report {
    let settings = Settings {
        schedules: schedules(arguments),
        decisions: match arguments.schedules {
            Some(_) => u64::MAX,
            None => Settings::DECISIONS,
        },
        seed: arguments.seed.unwrap_or(SEED),
        depth: arguments.depth,
    };
    let (tally, is_complete) = tally(source, settings, arguments, progress);
    let subject = source.subject();
    let mut found: Vec<(String, Found)> = tally.found.into_iter().collect();
    found.sort_by_key(|(_, found)| (found.fault.kind, found.first));
    let more = found.len().saturating_sub(MOST_SHOWN);
    let faults = found.into_iter().take(MOST_SHOWN).map(|(identity, found)| {
        progress.tick("making the schedules smaller");
        let (schedule, fault) =
            shrink(&*subject, &found.schedule, &identity).unwrap_or((found.schedule, found.fault));
        Shown {
            fault,
            seen: found.seen,
            replay: source.replay(&schedule),
            schedule,
        }
    });
    Report {
        program: source.name(),
        test: source.test(),
        settings,
        shard: arguments.shard,
        tried: tally.tried,
        cut: tally.cut,
        is_complete,
        faults: faults.collect(),
        more,
    }
}

/// Tries the schedules of the shard; all that differ, if they are no more, and then true. The same numbers give the same result, however many threads try them.
fn tally(
    source: &Source,
    settings: Settings,
    arguments: &ExploreArguments,
    progress: &Progress,
) -> (Tally, bool) {
    let shard = arguments.shard;
    if shard.of == 1
        && let Some(complete) = try_all(&*source.subject(), settings.schedules, || {
            progress.tick("trying all schedules");
        })
    {
        return (complete.tally, true);
    }
    let (search, first) = Search::begin(&*source.subject(), settings);
    let mut tally = Tally::default();
    for (_, one) in (0..).zip(first).filter(|(number, _)| shard.has(*number)) {
        tally.merge(one);
        progress.step();
    }
    let jobs = arguments.jobs as u64;
    let part = |job: u64| {
        let (subject, racy) = (source.subject(), search.racy());
        let mut tally = Tally::default();
        let numbers = search.left().filter(|number| shard.has(*number));
        for (_, number) in (0..).zip(numbers).filter(|(n, _)| n % jobs == job) {
            search.try_one(&*subject, number, &racy, &mut tally);
            progress.step();
        }
        tally
    };
    let rest = (0..jobs).into_par_iter().map(part);
    let rest = rest.reduce(Tally::default, |mut tally, other| {
        tally.merge(other);
        tally
    });
    tally.merge(rest);
    (tally, false)
}

/// The timeline of the first fault; that of a run without one, if there is none.
fn svg(sources: &[Source], reports: &[Report]) -> Result<String, Refusal> {
    let mut pairs = sources.iter().zip(reports);
    let with_fault = pairs.find(|(_, report)| !report.faults.is_empty());
    let (source, schedule) = match with_fault {
        Some((source, report)) => (source, report.faults[0].schedule.clone()),
        None => (&sources[0], goruntime::runtime::Schedule::default()),
    };
    source.svg(schedule)
}
