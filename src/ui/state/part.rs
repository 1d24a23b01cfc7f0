//! The part of the time axis that is shown.

use goruntime::time::Time;

/// The shortest part that is shown, in nanoseconds.
const SHORTEST: u64 = 10;
/// A step of zooming makes the part this many hundredths as long.
const STEP: u64 = 80;
/// The most steps at once: enough for any axis.
const MOST_STEPS: u64 = 200;

/// A part of the time axis: two moments, the first before the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The moment at the left edge.
    pub from: Time,
    /// The moment at the right edge.
    pub to: Time,
}

impl Part {
    /// The part between two moments of an axis that ends at `end`; `None` if that is the whole axis, or no part of it.
    #[must_use]
    pub fn of(from: Time, to: Time, end: Time) -> Option<Part> {
        let to = to.min(end);
        let is_part = from < to && (from > Time::ZERO || to < end);
        is_part.then_some(Part { from, to })
    }

    /// A part after `steps` of zooming in (negative: out), in which `at` keeps its place; the middle without `at`. `shown` is
    /// the part before, `None` for the whole axis, which ends at `end`.
    #[must_use]
    pub fn zoomed(shown: Option<Part>, end: Time, at: Option<Time>, steps: i64) -> Option<Part> {
        let Part { from, to } = shown.unwrap_or(Part {
            from: Time::ZERO,
            to: end,
        });
        let length = to.since(from).0;
        let at = at.unwrap_or(Time(from.0 + length / 2));
        let at = at.max(from).min(to);
        let mut new = u128::from(length);
        for _ in 0..steps.unsigned_abs().min(MOST_STEPS) {
            new = if steps > 0 {
                new * u128::from(STEP) / 100
            } else {
                // One more, so that the shortest part can grow.
                new * 100 / u128::from(STEP) + 1
            };
            new = new.min(end.0.into()).max(SHORTEST.min(end.0).into());
        }
        let before = u128::from(at.since(from).0) * new / u128::from(length.max(1));
        let [new, before] = [new, before].map(|n| u64::try_from(n).unwrap_or(u64::MAX));
        Part::at(at.0.saturating_sub(before), new, end)
    }

    /// The part moved by hundredths of its length, within the axis that ends at `end`.
    #[must_use]
    pub fn panned(self, end: Time, hundredths: i64) -> Option<Part> {
        let length = self.to.since(self.from).0;
        let by = u128::from(length) * u128::from(hundredths.unsigned_abs()) / 100;
        let by = u64::try_from(by).unwrap_or(u64::MAX);
        let from = if hundredths < 0 {
            self.from.0.saturating_sub(by)
        } else {
            self.from.0.saturating_add(by)
        };
        Part::at(from, length, end)
    }

    /// The part moved by nanoseconds, negative is back, as far as the axis goes, which ends at `end`.
    #[must_use]
    pub fn moved(self, end: Time, by: i64) -> Part {
        let length = self.to.since(self.from).0;
        let from = self.from.0.saturating_add_signed(by);
        let from = from.min(end.0.saturating_sub(length));
        Part {
            from: Time(from),
            to: Time(from + length),
        }
    }

    /// The part itself if a moment lies in it; else one as long with the moment in its middle, as far as the axis goes, which ends
    /// at `end`.
    #[must_use]
    pub fn around(self, at: Time, end: Time) -> Part {
        if (self.from..=self.to).contains(&at) {
            return self;
        }
        let length = self.to.since(self.from).0;
        let from = at.0.saturating_sub(length / 2);
        let by = i128::from(from) - i128::from(self.from.0);
        self.moved(end, i64::try_from(by).unwrap_or_default())
    }

    /// The part in which two moments lie at two places of a picture, from its left edge: so far apart, and as far that way as the
    /// axis goes, which ends at `end`. `None` if that is the whole, or if moments or places
    /// are not apart.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "moments within the axis, not negative"
    )]
    pub fn held(moments: (Time, Time), places: (f64, f64), width: f64, end: Time) -> Option<Part> {
        let (apart, between) = (places.1 - places.0, moments.1.since(moments.0).0);
        if apart <= 0.0 || between == 0 {
            return None;
        }
        let each = between as f64 / apart;
        let length = (width * each).clamp(SHORTEST as f64, end.0.max(SHORTEST) as f64) as u64;
        let from = (moments.0.0 as f64 - places.0 * each).max(0.0) as u64;
        Part::at(from, length, end)
    }

    /// The part of a length that begins at `from`, moved into the axis.
    fn at(from: u64, length: u64, end: Time) -> Option<Part> {
        let from = from.min(end.0.saturating_sub(length));
        Part::of(Time(from), Time(from + length), end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part(from: u64, to: u64) -> Part {
        Part {
            from: Time(from),
            to: Time(to),
        }
    }

    #[test]
    fn a_moment_keeps_its_place() {
        let end = Time(1_000);
        assert_eq!(
            Part::zoomed(None, end, Some(Time(0)), 1),
            Some(part(0, 800))
        );
        assert_eq!(
            Part::zoomed(None, end, Some(end), 1),
            Some(part(200, 1_000))
        );
        assert_eq!(Part::zoomed(None, end, None, 1), Some(part(100, 900)));
        assert_eq!(Part::zoomed(Some(part(100, 900)), end, None, -1), None);
        assert_eq!(
            Part::zoomed(None, end, Some(Time(500)), 1_000),
            Some(part(495, 505))
        );
    }

    #[test]
    fn panning_stops_at_the_ends() {
        let end = Time(1_000);
        assert_eq!(part(100, 300).panned(end, 50), Some(part(200, 400)));
        assert_eq!(part(100, 300).panned(end, -500), Some(part(0, 200)));
        assert_eq!(part(100, 300).panned(end, 5_000), Some(part(800, 1_000)));
    }

    #[test]
    fn a_part_goes_where_a_moment_is() {
        let end = Time(1_000);
        let around = |at| part(100, 300).around(Time(at), end);
        assert_eq!(around(300), part(100, 300));
        assert_eq!(around(600), part(500, 700));
        assert_eq!(around(10), part(0, 200));
        assert_eq!(around(1_000), part(800, 1_000));
    }

    #[test]
    fn two_fingers_move_the_part_no_farther_than_the_axis_and_keep_its_length() {
        let end = Time(1_000);
        // The moments 200 and 300 lie under the fingers at 100 and 200 of 400 pixels: a nanosecond each.
        let held = |x0: f64, x1: f64| Part::held((Time(200), Time(300)), (x0, x1), 400.0, end);
        assert_eq!(held(100.0, 200.0), Some(part(100, 500)));
        assert_eq!(held(350.0, 450.0), Some(part(0, 400)), "past the beginning");
        assert_eq!(held(-900.0, -800.0), Some(part(600, 1_000)), "past the end");
        assert_eq!(held(100.0, 300.0), Some(part(150, 350)), "apart");
        assert_eq!(held(100.0, 110.0), None, "the whole");
    }

    #[test]
    fn the_whole_is_no_part() {
        assert_eq!(Part::of(Time(0), Time(9), Time(9)), None);
        assert_eq!(Part::of(Time(0), Time(99), Time(9)), None);
        assert_eq!(Part::of(Time(5), Time(5), Time(9)), None);
        assert_eq!(Part::of(Time(5), Time(99), Time(9)), Some(part(5, 9)));
    }

    proptest! {
        #[test]
        fn a_part_lies_in_the_axis(
            end in 0..u64::MAX,
            at: u64,
            moves in prop::collection::vec((-300..300_i64, any::<bool>()), 0..20),
        ) {
            let end = Time(end);
            let mut shown = None;
            for (by, zooms) in moves {
                shown = match shown {
                    Some(part) if !zooms => Part::panned(part, end, by),
                    shown => Part::zoomed(shown, end, Some(Time(at)), by),
                };
                if let Some(Part { from, to }) = shown {
                    prop_assert!(from < to && to <= end);
                    prop_assert!(to.since(from).0 >= SHORTEST.min(end.0));
                }
            }
        }
    }
}
