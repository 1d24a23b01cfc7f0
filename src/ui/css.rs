//! Numbers in the syntax of CSS.

/// A fraction as a percentage: `12.345%`. It is clamped to 0 to 1.
#[must_use]
pub fn percent(part: f64) -> String {
    decimal(part.clamp(0.0, 1.0) * 100.0) + "%"
}

/// A number that is not negative, with three decimals.
///
/// It is formatted as integers: the code that formats floats would be a tenth of the page's download.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "numbers in style sheets are below a million"
)]
pub fn decimal(number: f64) -> String {
    let thousandths = (number * 1e3).round() as u32;
    format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_written_for_css() {
        assert_eq!(
            [percent(0.0), percent(0.123_456), percent(7.0)],
            ["0.000%", "12.346%", "100.000%"]
        );
    }
}
