//! Latencies, drawn from distributions.

use crate::params::{Distribution, Key, Value, Values};
use goruntime::rng::Rng;
use goruntime::time::Duration;

/// The latency of each task. It depends on the seed and the task alone, whatever pattern runs it.
pub(super) fn latencies(values: &Values) -> Vec<Duration> {
    let mut latencies = usual_latencies(values);
    for task in values.numbers(Key::Slow) {
        let slow = usize::try_from(*task)
            .ok()
            .and_then(|task| latencies.get_mut(task));
        if let Some(latency) = slow {
            *latency = Duration(values.number(Key::SlowLatency));
        }
    }
    latencies
}

fn usual_latencies(values: &Values) -> Vec<Duration> {
    let tasks = values.number(Key::Tasks);
    let distribution = match values.get(Key::Latency) {
        Value::List(list) => {
            return list
                .iter()
                .take(usize::try_from(tasks).unwrap_or(usize::MAX))
                .map(|ns| Duration(*ns))
                .collect();
        }
        Value::Drawn(distribution) => *distribution,
        Value::Number(_) | Value::Numbers(_) => {
            let mean = values.number(Key::Latency);
            let spread = mean / 100 * values.number(Key::Jitter);
            Distribution::Uniform {
                low: mean - spread.min(mean),
                high: mean + spread,
            }
        }
    };
    let seed = values.number(Key::Seed);
    // Stream 0 belongs to the scheduler.
    let latency = |task| Duration(draw(distribution, &mut Rng::new(seed, task + 1)));
    (0..tasks).map(latency).collect()
}

/// The longest latency, at which the tail of a distribution is cut: ten minutes.
const LONGEST: u64 = 600_000_000_000;

fn draw(distribution: Distribution, rng: &mut Rng) -> u64 {
    match distribution {
        Distribution::Uniform { low, high } => rng.between(low, high),
        Distribution::Normal { mean, deviation } => {
            whole(float(mean) + float(deviation) * bell(rng))
        }
        Distribution::LogNormal { median, p95 } => {
            // The 95th percentile of the bell curve is at 1.645 deviations.
            let sigma = libm::log(float(p95) / float(median.max(1))) / 1.644_853_626_951;
            whole(float(median) * libm::exp(sigma * bell(rng)))
        }
        Distribution::Bimodal {
            usual,
            straggler,
            percent,
        } => {
            if rng.below(100) < percent {
                straggler
            } else {
                usual
            }
        }
    }
}

/// A number from the standard normal distribution (Box and Muller, 1958). `libm` computes in software, so that native
/// and wasm32 draw the same.
fn bell(rng: &mut Rng) -> f64 {
    const FINE: u64 = 1 << 53;
    let first = float(rng.below(FINE) + 1) / float(FINE);
    let second = float(rng.below(FINE)) / float(FINE);
    let angle = std::f64::consts::TAU * second;
    // The angle is below 7. With this bound the compiler drops the code of `cos` for large angles from the page.
    let angle = f64::from_bits(angle.to_bits().min(7.0_f64.to_bits()));
    (-2.0 * libm::log(first)).sqrt() * libm::cos(angle)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a nanosecond in a month does not matter"
)]
fn float(n: u64) -> f64 {
    n as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "negative numbers become 0"
)]
fn whole(n: f64) -> u64 {
    (n as u64).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the share of 10,000 draws that are at most as long as each of these, in percent.
    #[track_caller]
    fn check(text: &str, expected: &[(u64, u64)]) {
        let Ok(Value::Drawn(distribution)) = Key::Latency.param().read(text) else {
            panic!("{text} is a distribution")
        };
        let drawn: Vec<u64> = (0..10_000)
            .map(|n| draw(distribution, &mut Rng::new(7, n)) / 1_000_000)
            .collect();
        for (ms, percent) in expected {
            let below = drawn.iter().filter(|n| *n <= ms).count() as u64;
            assert!(
                below.abs_diff(percent * 100) <= 200,
                "{text}: {below} of 10,000 are at most {ms} ms, not {percent}%"
            );
        }
    }

    #[test]
    fn draws_have_their_distribution() {
        check("uniform:50..150ms", &[(49, 0), (100, 50), (150, 100)]);
        check(
            "normal:100,20ms",
            &[(79, 16), (99, 50), (119, 84), (200, 100)],
        );
        check("lognormal:100,300ms", &[(99, 50), (299, 95)]);
        check(
            "bimodal:50,2000ms,5%",
            &[(50, 95), (1_999, 95), (2_000, 100)],
        );
    }
}
