//! Numbers for readers: grouped thousands, three significant figures, units.

use goruntime::time::{self, Duration};

/// A count with grouped thousands: `4,017`.
#[must_use]
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count and its noun, `one` or `many`: `1 task`, `4,017 goroutines`.
#[must_use]
pub fn counted(n: u64, one: &str, many: &str) -> String {
    let mut text = grouped(n);
    text.push(' ');
    text.push_str(if n == 1 { one } else { many });
    text
}

/// Bytes, rounded, in the largest binary unit: `2.6 KiB`, `33 MiB`.
#[must_use]
pub fn bytes(n: u64) -> String {
    const UNITS: [&str; 4] = [" KiB", " MiB", " GiB", " TiB"];
    if n < 1 << 10 {
        return grouped(n) + " B";
    }
    let mut unit = 0;
    while unit + 1 < UNITS.len() && n >> (10 * (unit + 2)) > 0 {
        unit += 1;
    }
    let size = 1_u64 << (10 * (unit + 1));
    let decimals = u32::from(n / size < 10);
    decimal(n, size, decimals) + UNITS[unit]
}

/// A duration, rounded to three figures: `0 s`, `78 ms`, `1.25 s`, `2 min 5 s`, `2 h 5 min`.
#[must_use]
pub fn length(d: Duration) -> String {
    const UNITS: [(u64, &str); 4] = [
        (1, " ns"),
        (1_000, " µs"),
        (1_000_000, " ms"),
        (1_000_000_000, " s"),
    ];
    const MINUTE: u64 = 60_000_000_000;
    let ns = d.0;
    if ns == 0 {
        return String::from("0 s");
    }
    if ns >= 60 * MINUTE {
        let minutes = ns / MINUTE;
        return two_units((minutes / 60, " h"), (minutes % 60, " min"));
    }
    if ns >= 2 * MINUTE {
        let seconds = ns / 1_000_000_000;
        return two_units((seconds / 60, " min"), (seconds % 60, " s"));
    }
    // The largest unit in which the number, rounded to three figures, is at least one.
    let (unit, name) = *UNITS
        .iter()
        .rev()
        .find(|(unit, _)| ns.saturating_mul(2_000) >= unit * 1_999)
        .unwrap_or(&UNITS[0]);
    let decimals = match ns / unit {
        0..10 => 2,
        10..100 => 1,
        100.. => 0,
    };
    decimal(ns, unit, decimals) + name
}

/// An exact duration: `100 ms`, `1.5 s`, `2 min 5 s`, `1 h`. Values of parameters are written like this.
#[must_use]
pub fn exact_length(d: Duration) -> String {
    const LARGE: [(u64, &str); 2] = [(3_600_000_000_000, " h"), (60_000_000_000, " min")];
    const SMALL: [(u64, &str); 4] = [
        (1_000_000_000, " s"),
        (1_000_000, " ms"),
        (1_000, " µs"),
        (1, " ns"),
    ];
    let mut rest = d.0;
    let mut parts = Vec::new();
    for (unit, name) in LARGE {
        if rest >= unit {
            parts.push((rest / unit).to_string() + name);
            rest %= unit;
        }
    }
    if parts.is_empty() || rest > 0 {
        // Below a minute the largest fitting unit counts; beside minutes the rest is written in seconds.
        let fits = |(unit, _): &&(u64, &str)| rest >= *unit;
        let fitting = SMALL.iter().find(fits).filter(|_| parts.is_empty());
        let (unit, name) = fitting.unwrap_or(&SMALL[0]);
        parts.push(time::decimal(rest, *unit, name));
    }
    parts.join(" ")
}

/// Bytes, exactly, in the largest unit that divides them: `1536 KiB`.
#[must_use]
pub fn exact_bytes(n: u64) -> String {
    const UNITS: [(u32, &str); 3] = [(30, " GiB"), (20, " MiB"), (10, " KiB")];
    let divides = |(bits, _): &&(u32, &str)| n > 0 && n.trailing_zeros() >= *bits;
    let (bits, name) = UNITS.iter().find(divides).unwrap_or(&(0, " B"));
    (n >> bits).to_string() + name
}

/// `part` of `whole` in per cent, rounded. A part that is not zero is never 0%, and one less than the whole never 100%.
#[must_use]
pub fn percent(part: u64, whole: u64) -> String {
    if whole == 0 {
        return String::from("0%");
    }
    // Numbers that are too large to be multiplied lose their last bits.
    let coarse = (u64::BITS - part.max(whole).leading_zeros()).saturating_sub(50);
    let ten_thousandths = (part >> coarse) * 10_000 / (whole >> coarse).max(1);
    match ten_thousandths {
        0 if part == 0 => String::from("0%"),
        0..100 => String::from("less than 1%"),
        9_950.. if part < whole => String::from("99%"),
        n => ((n + 50) / 100).to_string() + "%",
    }
}

/// The ratio `large / small` in three figures: `8.33×`, `66.7×`.
#[must_use]
pub fn times(large: u64, small: u64) -> String {
    let small = small.max(1);
    let decimals = match large / small {
        0..10 => 2,
        10..100 => 1,
        100.. => 0,
    };
    decimal(large, small, decimals) + "×"
}

/// `2 h 5 min`, without the second unit if there is none of it.
fn two_units(large: (u64, &str), small: (u64, &str)) -> String {
    let text = grouped(large.0) + large.1;
    match small.0 {
        0 => text,
        n => text + " " + &n.to_string() + small.1,
    }
}

/// `n / unit` rounded to `decimals` decimals, without trailing zeros.
fn decimal(n: u64, unit: u64, decimals: u32) -> String {
    let power = 10_u64.pow(decimals);
    let rest = ((n % unit).saturating_mul(power) + unit / 2) / unit;
    let scaled = (n / unit).saturating_mul(power) + rest;
    if scaled.is_multiple_of(power) {
        return grouped(scaled / power);
    }
    time::decimal(scaled, power, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_length(ns: u64, expected: &str) {
        assert_eq!(length(Duration(ns)), expected);
    }

    #[test]
    fn lengths_have_three_figures() {
        check_length(0, "0 s");
        check_length(7, "7 ns");
        check_length(1_500, "1.5 µs");
        check_length(78_000_000, "78 ms");
        check_length(78_449_000, "78.4 ms");
        check_length(333_333_333, "333 ms");
        check_length(999_600_000, "1 s");
        check_length(999_400_000, "999 ms");
        check_length(1_254_000_000, "1.25 s");
        check_length(10_000_000_000, "10 s");
        check_length(100_500_000_000, "101 s");
        check_length(125_000_000_000, "2 min 5 s");
        check_length(600_000_000_000, "10 min");
        check_length(7_500_000_000_000, "2 h 5 min");
        check_length(u64::MAX, "5,124,095 h 34 min");
    }

    #[track_caller]
    fn check_exact(ns: u64, expected: &str) {
        assert_eq!(exact_length(Duration(ns)), expected);
    }

    #[test]
    fn exact_lengths_lose_nothing() {
        check_exact(0, "0 s");
        check_exact(7, "7 ns");
        check_exact(1_500, "1.5 µs");
        check_exact(100_000_000, "100 ms");
        check_exact(1_234_567_890, "1.23456789 s");
        check_exact(60_000_000_000, "1 min");
        check_exact(600_000_000_000, "10 min");
        check_exact(125_500_000_000, "2 min 5.5 s");
        check_exact(3_600_000_000_000, "1 h");
        check_exact(7_500_000_000_001, "2 h 5 min 0.000000001 s");
    }

    #[test]
    fn exact_bytes_lose_nothing() {
        assert_eq!(exact_bytes(0), "0 B");
        assert_eq!(exact_bytes(700), "700 B");
        assert_eq!(exact_bytes(128 << 10), "128 KiB");
        assert_eq!(exact_bytes(1536 << 10), "1536 KiB");
        assert_eq!(exact_bytes(64 << 30), "64 GiB");
    }

    #[test]
    fn counts_are_grouped() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(4_017), "4,017");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(counted(1, "task", "tasks"), "1 task");
        assert_eq!(counted(0, "task", "tasks"), "0 tasks");
    }

    #[test]
    fn bytes_pick_their_unit() {
        assert_eq!(bytes(700), "700 B");
        assert_eq!(bytes(2_698), "2.6 KiB");
        assert_eq!(bytes(128 << 10), "128 KiB");
        assert_eq!(bytes(34_281_600), "33 MiB");
        assert_eq!(bytes(512 << 20), "512 MiB");
        assert_eq!(bytes(u64::MAX), "16,777,216 TiB");
    }

    #[test]
    fn ratios_have_three_figures() {
        assert_eq!(times(25, 3), "8.33×");
        assert_eq!(times(20_001, 300), "66.7×");
        assert_eq!(times(10, 10), "1×");
        assert_eq!(times(1, 0), "1×");
    }

    #[test]
    fn percents_do_not_round_to_a_claim() {
        assert_eq!(percent(33, 512), "6%");
        assert_eq!(percent(1, 1_000), "less than 1%");
        assert_eq!(percent(9_999, 10_000), "99%");
        assert_eq!(percent(5, 5), "100%");
        assert_eq!(percent(0, 5), "0%");
        assert_eq!(percent(6, 5), "120%");
    }
}
