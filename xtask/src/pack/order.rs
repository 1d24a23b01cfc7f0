//! An order in which neighbours are alike. A compressor finds what it has seen before, and the nearer that is, the fewer
//! bits it takes to say where.

/// What makes two texts alike.
#[derive(Clone, Copy, Debug)]
pub(super) struct Likeness {
    /// So many bytes in the same order that both have.
    window: usize,
    /// So many of these are added to a text's own, lest the shortest texts be like everything.
    bias: u64,
}

/// Which of these compresses best, differs from one module to the next, by a few hundred bytes.
pub(super) const LIKENESSES: [Likeness; 4] = [
    Likeness {
        window: 4,
        bias: 30,
    },
    Likeness {
        window: 4,
        bias: 60,
    },
    Likeness {
        window: 5,
        bias: 30,
    },
    Likeness {
        window: 5,
        bias: 45,
    },
];

/// The places of the texts in such an order: the shortest first, and after each the one that is most like it.
pub(super) fn alike(texts: &[Vec<u8>], likeness: Likeness) -> Vec<usize> {
    let (windows, texts_with) = index(texts, likeness.window);
    let mut left: Vec<usize> = (0..texts.len()).collect();
    let mut order: Vec<usize> = Vec::with_capacity(texts.len());
    let mut shared = vec![0_u64; texts.len()];
    while let Some(place) = nearest(&left, &windows, &shared, likeness.bias) {
        let next = left.swap_remove(place);
        order.push(next);
        shared.fill(0);
        for window in &windows[next] {
            for text in &texts_with[*window] {
                shared[*text] += 1;
            }
        }
    }
    order
}

/// The different windows of each text, and the texts in which each of them is.
fn index(texts: &[Vec<u8>], length: usize) -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let mut all: Vec<(&[u8], usize)> = texts
        .iter()
        .enumerate()
        .flat_map(|(text, bytes)| bytes.windows(length).map(move |window| (window, text)))
        .collect();
    all.sort_unstable();
    all.dedup();
    let mut windows = vec![Vec::new(); texts.len()];
    let mut texts_with = Vec::new();
    for same in all.chunk_by(|a, b| a.0 == b.0) {
        for (_, text) in same {
            windows[*text].push(texts_with.len());
        }
        texts_with.push(same.iter().map(|(_, text)| *text).collect());
    }
    (windows, texts_with)
}

/// The place, among those that are left, of the one that shares the most for its length; of the first such text.
fn nearest(left: &[usize], windows: &[Vec<usize>], shared: &[u64], bias: u64) -> Option<usize> {
    let length = |text: usize| windows[text].len() as u64 + bias;
    let places = 0..left.len();
    places.min_by(|a, b| {
        let (a, b) = (left[*a], left[*b]);
        // Fractions are compared crosswise.
        let by_share = (shared[b] * length(a)).cmp(&(shared[a] * length(b)));
        by_share
            .then_with(|| length(a).cmp(&length(b)))
            .then_with(|| a.cmp(&b))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(texts: &[&str], expected: &[usize]) {
        let texts: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
        let likeness = Likeness {
            window: 5,
            bias: 30,
        };
        assert_eq!(alike(&texts, likeness), expected);
        // However alike they are, none is left out.
        for likeness in LIKENESSES {
            let mut order = alike(&texts, likeness);
            order.sort_unstable();
            assert!(order.into_iter().eq(0..texts.len()), "{likeness:?}");
        }
    }

    #[test]
    fn neighbours_are_alike() {
        check(&[], &[]);
        check(&["one", "two", "six"], &[0, 1, 2]);
        check(
            &[
                "the quick brown fox jumps",
                "sphinx of black quartz",
                "a quick brown fox jumped",
                "the sphinx of black quartz",
            ],
            &[1, 3, 2, 0],
        );
    }
}
