//! Sorting by owner.

/// Sorts items by their owner, `0..owners`; the items of one owner keep their order (a counting sort). Returns for each
/// owner the range of its items, and the items.
pub(super) fn by_owner<T: Copy>(items: &[(u32, T)], owners: usize) -> (Vec<(u32, u32)>, Vec<T>) {
    let mut ranges = vec![(0, 0); owners];
    for (owner, _) in items {
        ranges[*owner as usize].1 += 1;
    }
    let mut from = 0;
    for range in &mut ranges {
        let count = range.1;
        // While items are placed, the range's end is the place of the owner's next item.
        *range = (from, from);
        from += count;
    }
    let mut sorted: Vec<T> = items.iter().map(|item| item.1).collect();
    for (owner, item) in items {
        let end = &mut ranges[*owner as usize].1;
        sorted[*end as usize] = *item;
        *end += 1;
    }
    (ranges, sorted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_owner_keeps_its_order() {
        let items = [(2, 'a'), (0, 'b'), (2, 'c'), (0, 'd')];
        let (ranges, sorted) = by_owner(&items, 4);
        assert_eq!(ranges, [(0, 2), (2, 2), (2, 4), (4, 4)]);
        assert_eq!(sorted, ['b', 'd', 'a', 'c']);
        assert_eq!(by_owner::<char>(&[], 1), (vec![(0, 0)], vec![]));
    }
}
