//! The speeds of playback.

use goruntime::time::{Duration, Time};

/// How much virtual time passes in a second of the viewer's, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speed(pub u64);

impl Speed {
    /// The speeds that one can choose.
    pub const ALL: [Speed; 11] = [
        Speed(1),
        Speed(10),
        Speed(50),
        Speed(100),
        Speed(250),
        Speed(500),
        Speed(1_000),
        Speed(2_000),
        Speed(10_000),
        Speed(100_000),
        Speed(1_000_000),
    ];

    /// The slowest speed, but not slower than real time, that shows `end` in about ten seconds.
    #[must_use]
    pub fn for_length(end: Time) -> Speed {
        let fits =
            |speed: &Speed| speed.0 >= 1_000 && end.0 / speed.0 <= Duration::secs(12).0 / 1_000;
        Speed::ALL
            .into_iter()
            .find(fits)
            .unwrap_or(Speed(1_000_000))
    }

    /// How it is written: `0.25×`.
    #[must_use]
    pub fn label(self) -> String {
        let (whole, thousandths) = (self.0 / 1_000, self.0 % 1_000);
        if thousandths == 0 {
            return format!("{whole}×");
        }
        let digits = format!("{thousandths:03}");
        format!("{whole}.{}×", digits.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_runs_play_faster() {
        assert_eq!(Speed::for_length(Time(100_000_000_000)).label(), "10×");
        assert_eq!(Speed::for_length(Time(1)).label(), "1×");
        assert_eq!(Speed(250).label(), "0.25×");
        assert_eq!(Speed(1).label(), "0.001×");
    }
}
