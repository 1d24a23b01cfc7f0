//! How distributions are written: `uniform:50..150ms`, `normal:100,20ms`, `lognormal:80,300ms`, `bimodal:50,2000ms,5%`.

use super::Distribution;
use super::units::{milliseconds, read_duration, whole};

/// How they can be written, for complaints.
pub(super) const WAYS: &str =
    "uniform:50..150ms, normal:100,20ms, lognormal:80,300ms or bimodal:50,2000ms,5%";

/// Reads a distribution. A number without a unit is of the unit of the one behind it.
pub(super) fn read(text: &str) -> Option<Distribution> {
    let (kind, numbers) = text.split_once(':')?;
    match kind {
        "uniform" => {
            let (low, high) = pair(numbers, "..")?;
            (low <= high).then_some(Distribution::Uniform { low, high })
        }
        "normal" => {
            let (mean, deviation) = pair(numbers, ",")?;
            Some(Distribution::Normal { mean, deviation })
        }
        "lognormal" => {
            let (median, p95) = pair(numbers, ",")?;
            (0 < median && median <= p95).then_some(Distribution::LogNormal { median, p95 })
        }
        "bimodal" => {
            let (both, percent) = numbers.rsplit_once(',')?;
            let (usual, straggler) = pair(both, ",")?;
            let percent = percent.trim();
            let percent = whole(percent.strip_suffix('%').unwrap_or(percent))?;
            (percent <= 100).then_some(Distribution::Bimodal {
                usual,
                straggler,
                percent,
            })
        }
        _ => None,
    }
}

/// Writes a distribution so that [`read`] reads the same.
pub(super) fn write(distribution: Distribution) -> String {
    let ms = milliseconds;
    match distribution {
        Distribution::Uniform { low, high } => format!("uniform:{}..{}ms", ms(low), ms(high)),
        Distribution::Normal { mean, deviation } => {
            format!("normal:{},{}ms", ms(mean), ms(deviation))
        }
        Distribution::LogNormal { median, p95 } => {
            format!("lognormal:{},{}ms", ms(median), ms(p95))
        }
        Distribution::Bimodal {
            usual,
            straggler,
            percent,
        } => format!("bimodal:{},{}ms,{percent}%", ms(usual), ms(straggler)),
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
