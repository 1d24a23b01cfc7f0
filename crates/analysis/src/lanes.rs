//! Lanes: the rows of the timeline. Each start takes the lowest free lane, and its end frees it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Hands out lanes.
#[derive(Clone, Debug, Default)]
pub(super) struct Lanes {
    free: BinaryHeap<Reverse<u32>>,
    count: u32,
}

impl Lanes {
    /// The lowest free lane.
    pub(super) fn take(&mut self) -> u32 {
        if let Some(Reverse(lane)) = self.free.pop() {
            return lane;
        }
        self.count += 1;
        self.count - 1
    }

    /// Frees a lane.
    pub(super) fn free(&mut self, lane: u32) {
        self.free.push(Reverse(lane));
    }

    /// The number of lanes that were ever in use at once.
    pub(super) fn count(&self) -> u32 {
        self.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_free_lane_is_taken() {
        let mut lanes = Lanes::default();
        assert_eq!([lanes.take(), lanes.take(), lanes.take()], [0, 1, 2]);
        lanes.free(2);
        lanes.free(0);
        assert_eq!([lanes.take(), lanes.take(), lanes.take()], [0, 2, 3]);
        assert_eq!(lanes.count(), 4);
    }
}
