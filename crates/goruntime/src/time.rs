//! Virtual time: integer nanoseconds since the run began, printed the way Go prints a `time.Duration`.

use std::fmt;
use std::ops::{Add, AddAssign, Mul, Sub};

/// A moment of a run, in nanoseconds since the run began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(pub u64);

/// A length of virtual time in nanoseconds. Go's `time.Duration` is signed; nothing in a run is negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(pub u64);

impl Time {
    /// The moment at which a run begins.
    pub const ZERO: Time = Time(0);

    /// How long after `earlier` this moment is; zero if it is not after it.
    #[must_use]
    pub const fn since(self, earlier: Time) -> Duration {
        Duration(self.0.saturating_sub(earlier.0))
    }

    /// The time since the beginning of the run.
    #[must_use]
    pub const fn elapsed(self) -> Duration {
        Duration(self.0)
    }
}

impl Duration {
    /// No time at all.
    pub const ZERO: Duration = Duration(0);

    /// `n` microseconds.
    #[must_use]
    pub const fn micros(n: u64) -> Duration {
        Duration(n.saturating_mul(1_000))
    }

    /// `n` milliseconds.
    #[must_use]
    pub const fn millis(n: u64) -> Duration {
        Duration(n.saturating_mul(1_000_000))
    }

    /// `n` seconds.
    #[must_use]
    pub const fn secs(n: u64) -> Duration {
        Duration(n.saturating_mul(1_000_000_000))
    }

    /// The length rounded to whole milliseconds, halves up: Go's `Round(time.Millisecond)`.
    #[must_use]
    pub const fn round_to_millis(self) -> Duration {
        Duration(self.0.saturating_add(500_000) / 1_000_000 * 1_000_000)
    }

    /// The length in seconds, for drawing.
    #[must_use]
    pub fn as_secs_f64(self) -> f64 {
        self.0 as f64 / 1e9
    }
}

impl Add<Duration> for Time {
    type Output = Time;

    fn add(self, d: Duration) -> Time {
        Time(self.0.saturating_add(d.0))
    }
}

impl Add for Duration {
    type Output = Duration;

    fn add(self, other: Duration) -> Duration {
        Duration(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Duration {
    fn add_assign(&mut self, other: Duration) {
        *self = *self + other;
    }
}

impl Sub for Duration {
    type Output = Duration;

    fn sub(self, other: Duration) -> Duration {
        Duration(self.0.saturating_sub(other.0))
    }
}

impl Mul<u64> for Duration {
    type Output = Duration;

    fn mul(self, n: u64) -> Duration {
        Duration(self.0.saturating_mul(n))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.elapsed().fmt(f)
    }
}

/// Go's `Duration.String` (src/time/time.go): `0s`, `1.5µs`, `100ms`, `2s`, `1m40s`, `1h0m0.5s`.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ns = self.0;
        let text = match ns {
            0 => String::from("0s"),
            1..1_000 => format!("{ns}ns"),
            1_000..1_000_000 => decimal(ns, 1_000, "µs"),
            1_000_000..1_000_000_000 => decimal(ns, 1_000_000, "ms"),
            _ => {
                let minutes = ns / 60_000_000_000;
                let seconds = decimal(ns % 60_000_000_000, 1_000_000_000, "s");
                match (minutes / 60, minutes % 60) {
                    (0, 0) => seconds,
                    (0, m) => format!("{m}m{seconds}"),
                    (h, m) => format!("{h}h{m}m{seconds}"),
                }
            }
        };
        f.pad(&text)
    }
}

/// `n / unit` with as many decimals as are needed and no more, then `suffix`. `unit` is a power of ten.
#[must_use]
pub fn decimal(n: u64, unit: u64, suffix: &str) -> String {
    let mut text = (n / unit).to_string();
    let (mut rest, mut place) = (n % unit, unit);
    if rest > 0 {
        text.push('.');
    }
    while rest > 0 {
        place /= 10;
        text += &(rest / place).to_string();
        rest %= place;
    }
    text + suffix
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(d: Duration, expected: &str) {
        assert_eq!(d.to_string(), expected);
    }

    #[test]
    fn durations_print_as_in_go() {
        check(Duration(0), "0s");
        check(Duration(1), "1ns");
        check(Duration(1_100), "1.1µs");
        check(Duration::micros(2_200), "2.2ms");
        check(Duration::millis(100), "100ms");
        check(Duration::millis(3_300), "3.3s");
        check(Duration::secs(245) + Duration::millis(1), "4m5.001s");
        check(Duration::secs(3600) + Duration::millis(500), "1h0m0.5s");
        check(Duration(u64::MAX), "5124095h34m33.709551615s");
    }

    #[test]
    fn arithmetic_saturates() {
        assert_eq!(Time(5).since(Time(7)), Duration::ZERO);
        assert_eq!(Time(u64::MAX) + Duration(1), Time(u64::MAX));
        assert_eq!(Duration(3) - Duration(4), Duration::ZERO);
    }
}
