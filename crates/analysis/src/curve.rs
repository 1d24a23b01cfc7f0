//! A sweep as a curve: where runs fail and why, where the curve bends, which value to choose.

use super::Metrics;
use goruntime::time::Duration;
use std::collections::BinaryHeap;

/// The runs with one value of the parameter, one for each seed.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The value.
    pub value: u64,
    /// The runs in the order of their seeds; at least one.
    pub runs: Vec<Metrics>,
}

/// The points of a sweep in the order of their values. It grows while the sweep runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// The points.
    pub points: Vec<Point>,
    /// Whether a value can be recommended: the parameter is a choice of the program's author, and all values have been
    /// tried.
    pub is_a_choice: bool,
}

/// Neighbouring values with failing runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailingRegion {
    /// The first value.
    pub from: u64,
    /// The last value.
    pub to: u64,
    /// The reason in a few words.
    pub reason: &'static str,
}

/// A choice counts as good if it is slower than the best by at most a twentieth: 5%.
const AS_GOOD: u64 = 20;

impl Point {
    /// The smallest, the middle and the largest of a number over the seeds.
    #[must_use]
    pub fn band(&self, of: fn(&Metrics) -> u64) -> [u64; 3] {
        let all: BinaryHeap<u64> = self.runs.iter().map(of).collect();
        let all = all.into_sorted_vec();
        let place = |n: usize| all.get(n).copied().unwrap_or_default();
        [
            place(0),
            place(all.len() / 2),
            place(all.len().saturating_sub(1)),
        ]
    }

    /// The median over the seeds of the total time, in nanoseconds.
    #[must_use]
    pub fn total(&self) -> Duration {
        Duration(self.band(|run| run.total.0)[1])
    }

    /// The reason of a failed run; `None` if none failed.
    #[must_use]
    pub fn failure(&self) -> Option<&'static str> {
        self.runs.iter().find_map(Metrics::failure)
    }
}

impl Curve {
    /// The failing regions, in order.
    #[must_use]
    pub fn failing(&self) -> Vec<FailingRegion> {
        let mut regions: Vec<FailingRegion> = Vec::new();
        let mut open = false;
        for point in &self.points {
            let Some(reason) = point.failure() else {
                open = false;
                continue;
            };
            match regions
                .last_mut()
                .filter(|last| open && last.reason == reason)
            {
                Some(last) => last.to = point.value,
                None => regions.push(FailingRegion {
                    from: point.value,
                    to: point.value,
                    reason,
                }),
            }
            open = true;
        }
        regions
    }

    /// The value to choose, where there is a choice and a reason to choose: the [`best`](Self::best). `None` where nothing speaks
    /// against the largest one, as [`limitless`](Self::limitless) says.
    #[must_use]
    pub fn recommended(&self) -> Option<&Point> {
        self.best().filter(|_| self.limitless().is_none())
    }

    /// The largest value, where it is the only one as fast as that and none fails: then nothing limits how many run at once, and a
    /// curve does not know where something would.
    #[must_use]
    pub fn limitless(&self) -> Option<&Point> {
        let (best, last) = (self.best()?, self.points.last()?);
        let fails = self.points.iter().any(|point| point.failure().is_some());
        (self.points.len() > 1 && best.value == last.value && !fails).then_some(best)
    }

    /// The best value, where there is a choice: the smallest that never fails and is within 5% of the fastest that never fails.
    #[must_use]
    pub fn best(&self) -> Option<&Point> {
        let fastest = self.whole().map(Point::total).min()?;
        let limit = fastest + Duration(fastest.0 / AS_GOOD);
        self.whole().find(|point| point.total() <= limit)
    }

    /// The knee of the curve, where there is a choice: of the values that never fail, the one farthest below the line from
    /// the first to the last of them, both axes logarithmic (after Satopää et al., *Finding a "Kneedle" in a Haystack*,
    /// 2011).
    #[must_use]
    pub fn knee(&self) -> Option<&Point> {
        let (first, last) = (self.whole().next()?, self.whole().last()?);
        let place = |point: &Point| (log(point.value), log(point.total().0));
        let ((x0, y0), (x1, y1)) = (place(first), place(last));
        let below = |point: &Point| {
            let (x, y) = place(point);
            let share = if x1 > x0 { (x - x0) / (x1 - x0) } else { 0.0 };
            y0 + share * (y1 - y0) - y
        };
        let mut farthest: Option<(&Point, f64)> = None;
        for point in self.whole() {
            let depth = below(point);
            if depth > farthest.map_or(1e-9, |(_, depth)| depth) {
                farthest = Some((point, depth));
            }
        }
        farthest.map(|(point, _)| point)
    }

    /// The point of a value.
    #[must_use]
    pub fn at(&self, value: u64) -> Option<&Point> {
        let place = self
            .points
            .binary_search_by_key(&value, |point| point.value);
        place.ok().and_then(|place| self.points.get(place))
    }

    /// Inserts a point in the order of the values.
    pub fn add(&mut self, point: Point) {
        let place = self
            .points
            .partition_point(|other| other.value < point.value);
        self.points.insert(place, point);
    }

    /// The points to choose from: they never fail. (Zero stands for no limit.)
    fn whole(&self) -> impl Iterator<Item = &Point> {
        let can_be_chosen = |point: &&Point| point.value > 0 && point.failure().is_none();
        let points = if self.is_a_choice { &*self.points } else { &[] };
        points.iter().filter(can_be_chosen)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a bend is not a matter of nanoseconds"
)]
fn log(n: u64) -> f64 {
    libm::log(n.max(1) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{Script, trace};
    use crate::measure;
    use goruntime::trace::Outcome;

    /// A point with this total in milliseconds; killed if there is none.
    fn point(value: u64, total: Option<u64>) -> Point {
        let trace = trace(&[Script::new(0, 60, 0)], Outcome::Finished, 60);
        let mut run = measure(&trace);
        run.failures = 0;
        match total {
            Some(ms) => run.total = Duration::millis(ms),
            None => run.outcome = Outcome::OutOfMemory,
        }
        Point {
            value,
            runs: vec![run],
        }
    }

    #[track_caller]
    fn check(
        totals: &[Option<u64>],
        knee: Option<u64>,
        recommended: Option<u64>,
        failing: &[(u64, u64)],
    ) {
        let mut curve = Curve {
            is_a_choice: true,
            ..Curve::default()
        };
        for (place, total) in totals.iter().enumerate().rev() {
            curve.add(point(place as u64 + 1, *total));
        }
        let value = |point: Option<&Point>| point.map(|point| point.value);
        assert_eq!(
            value(curve.recommended()),
            recommended,
            "recommended of {totals:?}"
        );
        assert_eq!(value(curve.knee()), knee, "knee of {totals:?}");
        let regions: Vec<(u64, u64)> = curve.failing().iter().map(|r| (r.from, r.to)).collect();
        assert_eq!(regions, failing, "{totals:?}");
    }

    #[test]
    fn a_curve_is_read() {
        check(&[], None, None, &[]);
        check(&[Some(100)], None, Some(1), &[]);
        check(&[None, None], None, None, &[(1, 2)]);
        let bends = [
            Some(1000),
            Some(500),
            Some(333),
            Some(250),
            Some(249),
            Some(248),
            Some(248),
            Some(248),
        ];
        check(&bends, Some(4), Some(4), &[]);
        let dies = [Some(1000), Some(500), Some(333), None, None];
        check(&dies, None, Some(3), &[(4, 5)]);
        let patchy = [None, Some(500), None, None, Some(200)];
        check(&patchy, None, Some(5), &[(1, 1), (3, 4)]);
    }

    #[test]
    fn nothing_is_recommended_where_there_is_no_choice() {
        let mut curve = Curve::default();
        for value in 0..4 {
            curve.add(point(value, Some(100 - 10 * value)));
        }
        curve.add(point(4, Some(70)));
        assert_eq!((curve.recommended(), curve.knee()), (None, None));
        curve.is_a_choice = true;
        assert_eq!(curve.recommended().map(|point| point.value), Some(3));
    }

    #[test]
    fn nothing_is_recommended_where_nothing_limits() {
        let limitless = |last: &[Option<u64>]| {
            let mut curve = Curve {
                is_a_choice: true,
                ..Curve::default()
            };
            let totals = [Some(100), Some(80)].iter().chain(last);
            for (value, total) in (1..).zip(totals) {
                curve.add(point(value, *total));
            }
            let value = |point: Option<&Point>| point.map(|point| point.value);
            (value(curve.recommended()), value(curve.limitless()))
        };
        assert_eq!(limitless(&[Some(60)]), (None, Some(3)));
        // As fast with less at once, or failing somewhere: there is something to choose.
        assert_eq!(limitless(&[Some(80)]), (Some(2), None));
        assert_eq!(limitless(&[None]), (Some(2), None));
        assert_eq!(limitless(&[None, Some(60)]), (Some(4), None));
    }
}
