//! What a double tap on a goroutine's row brings near.

use super::command::Command;
use analysis::{GoroutineId, Report};
use goruntime::time::{Duration, Time};

/// A mark counts as tapped within this part of the axis that is shown.
const NEAR: u64 = 40;
/// Around a mark, this part of the axis that is shown is left.
const AROUND: u64 = 10;

/// The part of the axis that fits the mark of a goroutine's incident, if one is near `at`, or else the goroutine's life. `shown` is
/// what is shown now. The whole axis without a goroutine.
#[must_use]
pub fn fit(
    report: &Report,
    goroutine: Option<GoroutineId>,
    at: Time,
    shown: (Time, Time),
) -> Command {
    let Some(span) = goroutine.and_then(|id| report.span(id)) else {
        return Command::Whole;
    };
    if let Some(mark) = mark_at(report, span.id, at, shown) {
        let half = Duration(shown.1.since(shown.0).0 / AROUND / 2);
        return Command::Fit {
            from: Time(mark.0.saturating_sub(half.0)),
            to: Time(mark.0.saturating_add(half.0)),
        };
    }
    Command::Fit {
        from: span.created,
        to: span.end,
    }
}

/// The moment of the mark of a goroutine's incident that a tap at `at` means, if one is near. `shown` is the part of the axis that is
/// shown.
#[must_use]
pub fn mark_at(
    report: &Report,
    goroutine: GoroutineId,
    at: Time,
    shown: (Time, Time),
) -> Option<Time> {
    let distance = |incident: &Time| incident.0.abs_diff(at.0);
    // An incident has a mark in the row of its other goroutine, too.
    let marks = report
        .incidents_of(goroutine)
        .map(|incident| match incident.other {
            Some((other, at)) if other == goroutine => at,
            _ => incident.at,
        });
    let nearest = marks.min_by_key(distance);
    nearest.filter(|mark| distance(mark) <= shown.1.since(shown.0).0 / NEAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::Comparison;
    use lab::link;

    #[test]
    fn a_double_tap_fits_a_mark_or_a_life() {
        let runs = Comparison::simulate(link::parse("?pattern=sse-broker").scenario, |_| ());
        let report = &runs.runs[0].report;
        let drop = report.incidents()[0];
        let whole = (Time::ZERO, report.total);
        let span = report.span(drop.goroutine).unwrap();
        let tap = |at: Time| fit(report, Some(drop.goroutine), at, whole);
        let Command::Fit { from, to } = tap(drop.at) else {
            panic!("{:?}", tap(drop.at))
        };
        assert!(from < drop.at && drop.at < to && to.0 - from.0 <= report.total.0 / 10);
        let life = Command::Fit {
            from: span.created,
            to: span.end,
        };
        assert_eq!(tap(Time(drop.at.0 / 2)), life);
        assert_eq!(fit(report, None, drop.at, whole), Command::Whole);
        let near = Time(drop.at.0 - 2_000_000);
        let (client, _) = drop.other.expect("a client is dropped");
        for goroutine in [drop.goroutine, client] {
            assert_eq!(mark_at(report, goroutine, near, whole), Some(drop.at));
        }
        assert_eq!(
            mark_at(report, drop.goroutine, Time(drop.at.0 / 2), whole),
            None
        );
    }
}
