//! The text form of distributions: `uniform:50..150ms`, `normal:100,20ms`, `lognormal:80,300ms`, `bimodal:50,2000ms,5%`.

use super::Distribution;
use super::units::{milliseconds, read_duration, whole};

/// The forms of a distribution, for messages.
pub(super) const WAYS: &str =
    "uniform:50..150ms, normal:100,20ms, lognormal:80,300ms or bimodal:50,2000ms,5%";

/// Reads a distribution. A number without a unit has that of the number after it.
pub(super) fn read(text: &str) -> Option<Distribution> {
    let (kind, numbers) = text.split_once(':')?;
    let (numbers, percent) = match kind {
        "bimodal" => numbers.rsplit_once(',')?,
        _ => (numbers, ""),
    };
    let between = if kind == "uniform" { ".." } else { "," };
    let (first, second) = pair(numbers, between)?;
    match kind {
        "uniform" => (first <= second).then_some(Distribution::Uniform {
            low: first,
            high: second,
        }),
        "normal" => Some(Distribution::Normal {
            mean: first,
            deviation: second,
        }),
        "lognormal" => (0 < first && first <= second).then_some(Distribution::LogNormal {
            median: first,
            p95: second,
        }),
        "bimodal" => {
            let percent = percent.trim();
            let percent = whole(percent.strip_suffix('%').unwrap_or(percent))?;
            (percent <= 100).then_some(Distribution::Bimodal {
                usual: first,
                straggler: second,
                percent,
            })
        }
        _ => None,
    }
}

/// Writes a distribution so that [`read`] reads the same.
pub(super) fn write(distribution: Distribution) -> String {
    let (kind, first, between, second) = match distribution {
        Distribution::Uniform { low, high } => ("uniform:", low, "..", high),
        Distribution::Normal { mean, deviation } => ("normal:", mean, ",", deviation),
        Distribution::LogNormal { median, p95 } => ("lognormal:", median, ",", p95),
        Distribution::Bimodal {
            usual, straggler, ..
        } => ("bimodal:", usual, ",", straggler),
    };
    let (first, second) = (milliseconds(first), milliseconds(second));
    let text = [kind, &first, between, &second, "ms"].concat();
    match distribution {
        Distribution::Bimodal { percent, .. } => format!("{text},{percent}%"),
        Distribution::Uniform { .. }
        | Distribution::Normal { .. }
        | Distribution::LogNormal { .. } => text,
    }
}

fn pair(text: &str, between: &str) -> Option<(u64, u64)> {
    let (between, bytes) = (between.as_bytes(), text.as_bytes());
    let place = bytes
        .windows(between.len())
        .position(|part| part == between)?;
    let (first, second) = (text.get(..place)?, text.get(place + between.len()..)?);
    let (first, second) = (first.trim(), second.trim());
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    let unit = second.trim_start_matches(is_digit);
    let first = if !first.chars().all(is_digit) {
        read_duration(first)?
    } else if unit.contains(is_digit) {
        return None;
    } else {
        read_duration(&format!("{first}{unit}"))?
    };
    Some((first, read_duration(second)?))
}
