//! Which lives are needed of a run that has too many goroutines to keep those of all.

use analysis::{GoroutineId, Kept};

/// The rows that are read beyond those in view, above and below.
const BESIDE: u32 = 100;
/// How many are read at once: more than have room in any window.
const ROWS: u32 = 500;

/// The lives that a lens with this first row, from 1, and this selected goroutine need; `None` if none are needed. While the lens moves
/// a little, they are the same.
#[must_use]
pub fn kept(lens: Option<u32>, goroutine: Option<u32>) -> Option<Kept> {
    let first = |row: u32| ((row.saturating_sub(1)) / BESIDE * BESIDE).saturating_sub(BESIDE);
    let rows = match lens {
        Some(row) => first(row)..first(row).saturating_add(ROWS),
        None => 0..0,
    };
    let goroutine = goroutine.map(GoroutineId);
    (lens.is_some() || goroutine.is_some()).then_some(Kept { rows, goroutine })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lens: Option<u32>, goroutine: Option<u32>, rows: Option<(u32, u32)>) {
        let kept = kept(lens, goroutine);
        let found = kept.as_ref().map(|kept| (kept.rows.start, kept.rows.end));
        assert_eq!(found, rows);
        let chosen = kept.and_then(|kept| kept.goroutine);
        assert_eq!(chosen, goroutine.map(GoroutineId));
    }

    #[test]
    fn what_is_in_view_is_kept_with_some_rows_beside() {
        check(None, None, None);
        check(None, Some(7), Some((0, 0)));
        check(Some(1), None, Some((0, 500)));
        check(Some(200), None, Some((0, 500)));
        check(Some(250), Some(9), Some((100, 600)));
        check(Some(50_042), None, Some((49_900, 50_400)));
    }
}
