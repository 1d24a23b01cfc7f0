//! A long list, of which only the rows in view are there.

use std::ops::Range;

/// The tallest content that every browser can scroll, in CSS pixels; a longer list scrolls faster than by the pixel.
const TALLEST: f64 = 8_000_000.0;

/// A list of equally high rows in a frame that scrolls. Lengths are in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rows {
    /// The number of rows.
    pub count: usize,
    /// The height of a row.
    pub row: f64,
    /// The height of the frame.
    pub frame: f64,
}

impl Rows {
    /// The height of the content.
    #[must_use]
    pub fn height(self) -> f64 {
        (self.count as f64 * self.row).min(TALLEST)
    }

    /// The rows in view when the content is scrolled by `scroll`.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a list, not negative"
    )]
    pub fn range(self, scroll: f64) -> Range<usize> {
        let first = self.first(scroll).floor() as usize;
        let shown = (self.frame / self.row).ceil() as usize + 1;
        first.min(self.count)..(first + shown).min(self.count)
    }

    /// The place of the first row in view, from the top of the content.
    #[must_use]
    pub fn top(self, scroll: f64) -> f64 {
        let first = self.first(scroll);
        (scroll - (first - first.floor()) * self.row).max(0.0)
    }

    /// How far to scroll so that a row comes into the middle; `None` if it is wholly in view.
    #[must_use]
    pub fn scroll_to(self, place: usize, scroll: f64) -> Option<f64> {
        let (place, first) = (place as f64, self.first(scroll));
        let shown = self.frame / self.row;
        if first <= place && place + 1.0 <= first + shown {
            return None;
        }
        let first = (place + 0.5 - shown / 2.0).max(0.0);
        let most = (self.height() - self.frame).max(0.0);
        Some((first * self.pixels()).min(most))
    }

    /// The first row in view, with the part of it that is scrolled away.
    fn first(self, scroll: f64) -> f64 {
        let last = (self.count as f64 - self.frame / self.row).max(0.0);
        (scroll / self.pixels()).clamp(0.0, last)
    }

    /// How many pixels of scrolling are a row.
    fn pixels(self) -> f64 {
        let all = self.count as f64 * self.row;
        if all <= TALLEST {
            return self.row;
        }
        (TALLEST - self.frame) / (self.count as f64 - self.frame / self.row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(count: usize) -> Rows {
        Rows {
            count,
            row: 20.0,
            frame: 100.0,
        }
    }

    #[test]
    fn rows_in_view_are_there() {
        assert!((rows(1_000).height() - 20_000.0).abs() < 1e-6);
        assert_eq!(rows(1_000).range(0.0), 0..6);
        assert_eq!(rows(1_000).range(50.0), 2..8);
        assert!((rows(1_000).top(50.0) - 40.0).abs() < 1e-6);
        assert_eq!(rows(1_000).range(19_900.0), 995..1_000);
        assert_eq!(rows(3).range(0.0), 0..3);
        assert_eq!(rows(0).range(0.0), 0..0);
    }

    #[test]
    fn a_row_comes_into_the_middle() {
        assert_eq!(rows(1_000).scroll_to(3, 0.0), None);
        assert_eq!(rows(1_000).scroll_to(5, 0.0), Some(60.0));
        assert_eq!(rows(1_000).scroll_to(0, 500.0), Some(0.0));
        assert_eq!(rows(1_000).scroll_to(999, 0.0), Some(19_900.0));
    }

    #[test]
    fn millions_of_rows_can_be_reached() {
        let rows = rows(10_000_000);
        assert!((rows.height() - TALLEST).abs() < 1e-6);
        assert_eq!(rows.range(TALLEST - 100.0), 9_999_995..10_000_000);
        let scroll = rows.scroll_to(4_999_999, 0.0).unwrap();
        assert!(rows.range(scroll).contains(&4_999_999), "{scroll}");
    }

    proptest! {
        #[test]
        fn a_row_that_is_scrolled_to_is_in_view(
            count in 1..20_000_000_usize,
            part in 0.0..1.0_f64,
            (row, frame) in (10.0..60.0_f64, 60.0..900.0_f64),
            scroll in 0.0..TALLEST,
        ) {
            let rows = Rows { count, row, frame };
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list")]
            let place = (part * count as f64) as usize;
            let scroll = scroll.min((rows.height() - frame).max(0.0));
            let scroll = rows.scroll_to(place, scroll).unwrap_or(scroll);
            prop_assert!(rows.range(scroll).contains(&place));
            prop_assert!(rows.top(scroll) <= scroll + 1e-6);
        }
    }
}
