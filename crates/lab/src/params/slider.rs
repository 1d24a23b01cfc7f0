//! The place of a value on a slider.
//!
//! Large ranges are logarithmic, so that 1, 2, 5 and 10 are as far apart as 100, 200, 500 and 1,000: the effect of a batch
//! size depends on ratios. Zero, where it is allowed, has the first step to itself.

use super::{Key, Unit, Values};

/// The number of positions of a slider.
pub const POSITIONS: u32 = 1_000;

/// The most tasks of a slider: more take a page long.
const MANY: u64 = 10_000;

/// A slider's range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slider {
    min: u64,
    max: u64,
    /// Values are multiples of this, apart from the ends of the range.
    step: u64,
    logarithmic: bool,
}

impl Slider {
    /// The slider of a parameter. It ends where larger values make no difference, but not before the present value.
    #[must_use]
    pub fn of(key: Key, values: &Values) -> Slider {
        let param = key.param();
        let (tasks, calls) = (values.number(Key::Tasks), values.number(Key::Calls).max(1));
        let useful = match key {
            Key::Batch
            | Key::Workers
            | Key::Permits
            | Key::Limit
            | Key::Buffer
            | Key::Chunks
            | Key::Heavy
            | Key::Burst
            | Key::Failures => tasks.max(2),
            Key::Tasks => MANY,
            Key::MaxConnections => values.number(Key::Taken) + 2 * tasks,
            Key::Taken => values.number(Key::MaxConnections),
            Key::MaxOpen | Key::MaxIdle | Key::Knee | Key::InFlight | Key::Queue | Key::Files => {
                2 * tasks
            }
            Key::ApiBurst | Key::ClientBurst => tasks * calls,
            Key::Qps | Key::ClientQps => 10 * tasks * calls,
            _ => u64::MAX,
        };
        let step = match param.unit {
            Unit::Count | Unit::Numbers | Unit::Percent | Unit::Choice(_) => 1,
            Unit::Duration | Unit::DurationOrNone | Unit::Durations | Unit::Latency => 1_000_000,
            Unit::Bytes(unit) => unit.bytes(),
        };
        let linear = matches!(param.unit, Unit::Percent | Unit::Choice(_)) || key == Key::Seed;
        Slider {
            min: values.min(key),
            max: values.max(key).min(useful.max(values.number(key))),
            step,
            logarithmic: !linear,
        }
    }

    /// A slider between two values of a parameter.
    #[must_use]
    pub fn between(key: Key, min: u64, max: u64) -> Slider {
        Slider {
            min,
            max,
            ..Slider::of(key, &Values::default())
        }
    }

    /// A slider over these values, which are multiples of `step` apart from its ends. A logarithmic one begins with 0 or with
    /// one step.
    #[must_use]
    pub const fn over((min, max): (u64, u64), step: u64, logarithmic: bool) -> Slider {
        Slider {
            min,
            max,
            step,
            logarithmic,
        }
    }

    /// The same range, linear.
    #[must_use]
    pub fn linear(self) -> Slider {
        Slider {
            logarithmic: false,
            ..self
        }
    }

    /// The distance of neighbouring values.
    #[must_use]
    pub fn step(&self) -> u64 {
        self.step
    }

    /// Its ends.
    #[must_use]
    pub fn ends(&self) -> (u64, u64) {
        (self.min, self.max)
    }

    /// The position of a value, `0..=POSITIONS`.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the fraction is in 0..=1"
    )]
    pub fn position(&self, value: u64) -> u32 {
        (self.fraction(value) * f64::from(POSITIONS)).round() as u32
    }

    /// The place of a value, 0 to 1.
    #[must_use]
    pub fn fraction(&self, value: u64) -> f64 {
        let (low, high) = (self.stretch(self.min), self.stretch(self.max));
        if high > low {
            ((self.stretch(value) - low) / (high - low)).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }

    /// The value at a position.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "values lie between min and max"
    )]
    pub fn value(&self, position: u32) -> u64 {
        let (low, high) = (self.stretch(self.min), self.stretch(self.max));
        let stretched =
            low + (high - low) * f64::from(position.min(POSITIONS)) / f64::from(POSITIONS);
        let value = if self.logarithmic {
            (libm::exp(stretched) - 1.0) * self.step as f64 + self.origin()
        } else {
            stretched
        };
        self.snap(value.round() as u64)
    }

    /// The value `steps` steps away.
    #[must_use]
    pub fn moved(&self, value: u64, steps: i64) -> u64 {
        let distance = self.step * steps.unsigned_abs();
        self.snap(if steps < 0 {
            value.saturating_sub(distance)
        } else {
            value + distance
        })
    }

    /// The values written under the slider: 1, 2, 5, 10, …, and the end; on a linear one the multiples of one of these. They are
    /// at least `gap`, a part of the whole, apart.
    #[must_use]
    pub fn marks(&self, gap: f64) -> Vec<u64> {
        let mut marks = vec![self.min];
        if !self.logarithmic {
            marks.extend(self.even_marks(gap));
        }
        let mut decade = self.step;
        while self.logarithmic && decade <= self.max {
            for digit in [1, 2, 5] {
                let value = decade * digit;
                let after = marks
                    .last()
                    .is_none_or(|last| self.fraction(value) - self.fraction(*last) >= gap);
                if value > self.min && after && self.fraction(value) <= 1.0 - gap {
                    marks.push(value);
                }
            }
            decade *= 10;
        }
        if self.max > self.min {
            marks.push(self.max);
        }
        marks
    }

    /// The multiples of the smallest of 1, 2, 5, 10, … steps that are `gap` apart, clear of the ends.
    fn even_marks(&self, gap: f64) -> Vec<u64> {
        let decades = std::iter::successors(Some(self.step), |decade| decade.checked_mul(10));
        let mut steps =
            decades.flat_map(|decade| [1, 2, 5].map(|digit| decade.saturating_mul(digit)));
        let length = self.max.saturating_sub(self.min).max(1) as f64;
        let Some(step) = steps.find(|step| *step as f64 / length >= gap) else {
            return Vec::new();
        };
        let is_clear = |value: &u64| {
            let place = self.fraction(*value);
            *value > self.min && (gap..=1.0 - gap).contains(&place)
        };
        (self.min / step + 1..=self.max / step)
            .map(|times| times * step)
            .filter(is_clear)
            .collect()
    }

    fn snap(&self, value: u64) -> u64 {
        let whole = (value + self.step / 2) / self.step * self.step;
        whole.clamp(self.min, self.max)
    }

    fn stretch(&self, value: u64) -> f64 {
        if self.logarithmic {
            libm::log((value as f64 - self.origin()) / self.step as f64 + 1.0)
        } else {
            value as f64
        }
    }

    /// A range from 1 is scaled by `log(value)`, one from 0 by `log(value + 1)`.
    fn origin(&self) -> f64 {
        if self.min == 0 { 0.0 } else { self.step as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Value;
    use super::*;

    fn batch(tasks: u64) -> Slider {
        let mut values = Values::default();
        values.set(Key::Tasks, Value::Number(tasks));
        Slider::of(Key::Batch, &values)
    }

    #[test]
    fn ratios_are_equally_far() {
        let slider = batch(100);
        assert_eq!(
            (
                slider.position(1),
                slider.position(10),
                slider.position(100)
            ),
            (0, 500, 1_000)
        );
        assert_eq!(slider.marks(0.05), [1, 2, 5, 10, 20, 50, 100]);
        // Not before the present value, which is 5.
        assert_eq!(batch(1).marks(0.05), [1, 2, 5]);
    }

    #[test]
    fn on_a_linear_axis_differences_are_equally_far() {
        let slider = batch(101).linear();
        assert_eq!((slider.position(51), slider.value(500)), (500, 51));
        assert_eq!(slider.marks(0.15), [1, 20, 40, 60, 80, 101]);
        let percent = Slider::between(Key::Jitter, 0, 100).linear();
        assert_eq!(percent.marks(0.2), [0, 20, 40, 60, 80, 100]);
        assert_eq!(slider.ends(), batch(101).ends());
    }

    #[test]
    fn a_position_gives_its_value_back() {
        for key in Key::all() {
            let slider = Slider::of(key, &Values::default());
            for position in 0..=POSITIONS {
                let value = slider.value(position);
                assert_eq!(
                    slider.value(slider.position(value)),
                    value,
                    "{key:?} at {position}"
                );
                assert!(
                    Values::default().check(key, &Value::Number(value)).is_ok(),
                    "{key:?} = {value}"
                );
            }
            assert_eq!(slider.value(0), key.param().min);
        }
    }

    #[test]
    fn sliders_end_where_more_makes_no_difference() {
        let mut values = Values::default();
        let end = |key: Key, values: &Values| Slider::of(key, values).value(POSITIONS);
        assert_eq!(end(Key::Tasks, &values), 10_000);
        assert_eq!(end(Key::Workers, &values), 100);
        values.set(Key::Tasks, Value::Number(7));
        assert_eq!(end(Key::Workers, &values), 7);
        assert_eq!(end(Key::Batch, &values), 7);
        values.set(Key::Workers, Value::Number(9));
        assert_eq!(end(Key::Workers, &values), 9);
        // The world's parameters, too, end where there is enough for all tasks.
        assert_eq!(end(Key::MaxOpen, &values), 14);
        values.set(Key::Calls, Value::Number(2));
        assert_eq!(
            (end(Key::Qps, &values), end(Key::ApiBurst, &values)),
            (140, 14)
        );
    }

    #[test]
    fn steps_stay_in_the_range() {
        assert_eq!(batch(100).moved(5, 1), 6);
        assert_eq!(batch(100).moved(1, -1), 1);
        assert_eq!(batch(100).moved(100, 7), 100);
    }
}
