//! Who waits for whom in a ring.

use goruntime::trace::GoroutineId;
use std::collections::{BTreeMap, BTreeSet};

/// The rings among goroutines that wait for others: in each, everyone waits for the next one, and the last for the first. A
/// goroutine that waits for several waits for all of them. No goroutine is in two rings.
pub(crate) fn rings(waits: &BTreeMap<GoroutineId, Vec<GoroutineId>>) -> Vec<Vec<GoroutineId>> {
    let mut rings: Vec<Vec<GoroutineId>> = Vec::new();
    let (mut seen, mut taken) = (BTreeSet::new(), BTreeSet::new());
    for first in waits.keys() {
        // Depth first: whom each waits for that is not looked at yet.
        let mut path = Vec::new();
        let mut places = BTreeMap::new();
        let mut next = Some(*first).filter(|id| seen.insert(*id));
        loop {
            if let Some(id) = next.take() {
                places.insert(id, path.len());
                path.push((id, waits.get(&id).into_iter().flatten()));
            }
            let Some((id, left)) = path.last_mut() else {
                break;
            };
            match left.next() {
                None => {
                    places.remove(id);
                    path.pop();
                }
                Some(target) => match places.get(target) {
                    Some(place) => {
                        let ring: Vec<GoroutineId> =
                            path[*place..].iter().map(|(id, _)| *id).collect();
                        if ring.iter().all(|id| !taken.contains(id)) {
                            taken.extend(ring.iter().copied());
                            rings.push(ring);
                        }
                    }
                    None => next = Some(*target).filter(|id| seen.insert(*id)),
                },
            }
        }
    }
    rings
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The rings of `(who, for whom)`, in numbers.
    fn of(waits: impl IntoIterator<Item = (u32, u32)>) -> Vec<Vec<u32>> {
        let mut graph: BTreeMap<GoroutineId, Vec<GoroutineId>> = BTreeMap::new();
        for (id, target) in waits {
            graph
                .entry(GoroutineId(id))
                .or_default()
                .push(GoroutineId(target));
        }
        let numbers = |ring: Vec<GoroutineId>| ring.iter().map(|id| id.0).collect();
        rings(&graph).into_iter().map(numbers).collect()
    }

    #[test]
    fn each_ring_is_found_once() {
        assert_eq!(of([]), [[0; 0]; 0]);
        assert_eq!(of([(1, 2), (2, 3)]), [[0; 0]; 0]);
        assert_eq!(of([(5, 5)]), [[5]]);
        assert_eq!(of([(1, 3), (2, 3), (3, 4), (4, 3)]), [[3, 4]]);
        assert_eq!(of([(1, 2), (2, 1), (3, 4), (4, 3)]), [[1, 2], [3, 4]]);
        assert_eq!(of([(1, 2), (1, 3), (3, 1)]), [[1, 3]]);
        assert_eq!(of((1..20_000).map(|id| (id, id + 1))), [[0; 0]; 0]);
    }

    proptest! {
        #[test]
        fn a_ring_is_found_if_there_is_one(
            waits in prop::collection::btree_set((0..9_u32, 0..9_u32), 0..16),
        ) {
            let is_edge = |id: u32, target: u32| waits.contains(&(id, target));
            let found = of(waits.iter().copied());
            for ring in &found {
                for (place, id) in ring.iter().enumerate() {
                    prop_assert!(is_edge(*id, ring[(place + 1) % ring.len()]));
                }
            }
            // Whom each reaches, as Warshall has it.
            let mut reaches = waits.clone();
            for by in 0..9 {
                for (id, target) in (0..9).flat_map(|id| (0..9).map(move |target| (id, target))) {
                    if reaches.contains(&(id, by)) && reaches.contains(&(by, target)) {
                        reaches.insert((id, target));
                    }
                }
            }
            prop_assert_eq!(!found.is_empty(), (0..9).any(|id| reaches.contains(&(id, id))));
        }
    }
}
