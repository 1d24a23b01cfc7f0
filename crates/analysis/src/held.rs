//! The memory of goroutines besides their own bytes.

/// The memory that goroutines have acquired.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Held {
    /// Bytes held now.
    pub(super) bytes: u64,
    /// The number of acquisitions that were not released.
    pub(super) holders: u64,
    /// The amount of every acquisition and release, if they were all equal.
    pub(super) each: Each,
}

/// Whether all amounts so far were equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Each {
    /// There was none.
    #[default]
    None,
    /// All were this amount.
    Equal(u64),
    /// They differed.
    Mixed,
}

impl Held {
    /// A goroutine acquired memory.
    pub(super) fn acquire(&mut self, amount: u64) {
        self.seen(amount);
        self.bytes = self.bytes.saturating_add(amount);
        self.holders += 1;
    }

    /// A goroutine released memory.
    pub(super) fn release(&mut self, amount: u64) {
        self.seen(amount);
        self.bytes = self.bytes.saturating_sub(amount);
        self.holders = self.holders.saturating_sub(1);
    }

    fn seen(&mut self, amount: u64) {
        self.each = match self.each {
            Each::None => Each::Equal(amount),
            Each::Equal(same) if same == amount => Each::Equal(same),
            Each::Equal(_) | Each::Mixed => Each::Mixed,
        };
    }
}
