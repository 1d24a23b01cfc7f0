//! `sync.Map`.

use crate::runtime::SyncVar;
use std::cell::RefCell;
use std::rc::Rc;

/// A map that goroutines share. Clones are the same map, as pointers are in Go.
///
/// The rules are those of `src/sync/hashtriemap.go`. Go leaves the order of [`Map::range`] to chance; here it is the order
/// in which the keys were added.
#[derive(Debug)]
pub struct Map<K, V> {
    state: Rc<RefCell<State<K, V>>>,
}

#[derive(Debug)]
struct State<K, V> {
    /// In the order in which they were added. The talk's maps are small, so a key is searched linearly.
    entries: Vec<Entry<K, V>>,
    added: u64,
    /// Orders a deletion before the loads that miss the key.
    deleted: SyncVar,
}

#[derive(Debug)]
struct Entry<K, V> {
    /// Its number among all keys ever added.
    number: u64,
    key: K,
    value: V,
    order: SyncVar,
}

impl<K: PartialEq, V> State<K, V> {
    fn place(&self, key: &K) -> Option<usize> {
        self.entries.iter().position(|entry| entry.key == *key)
    }
}

impl<K, V> Clone for Map<K, V> {
    fn clone(&self) -> Map<K, V> {
        Map {
            state: Rc::clone(&self.state),
        }
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Map<K, V> {
        let state = State {
            entries: Vec::new(),
            added: 0,
            deleted: SyncVar::default(),
        };
        Map {
            state: Rc::new(RefCell::new(state)),
        }
    }
}

impl<K: Clone + PartialEq, V: Clone> Map<K, V> {
    /// An empty map.
    #[must_use]
    pub fn new() -> Map<K, V> {
        Map::default()
    }

    /// `value, ok := m.Load(key)`.
    pub fn load(&self, key: &K) -> Option<V> {
        let state = self.state.borrow();
        let entry = state.place(key).map(|place| &state.entries[place]);
        entry.map_or(&state.deleted, |entry| &entry.order).acquire();
        entry.map(|entry| entry.value.clone())
    }

    /// `m.Store(key, value)`.
    pub fn store(&self, key: K, value: V) {
        self.swap(key, value);
    }

    /// `m.Swap(key, value)`: stores a value and returns the previous one.
    pub fn swap(&self, key: K, value: V) -> Option<V> {
        let state = &mut *self.state.borrow_mut();
        if let Some(place) = state.place(&key) {
            let entry = &mut state.entries[place];
            entry.order.acquire();
            entry.order.release();
            return Some(std::mem::replace(&mut entry.value, value));
        }
        let (number, order) = (state.added, SyncVar::default());
        order.release();
        state.entries.push(Entry {
            number,
            key,
            value,
            order,
        });
        state.added += 1;
        None
    }

    /// `actual, loaded := m.LoadOrStore(key, value)`: the present value and true; without one, stores `value` and returns
    /// it and false.
    pub fn load_or_store(&self, key: K, value: V) -> (V, bool) {
        if let Some(there) = self.load(&key) {
            return (there, true);
        }
        self.store(key, value.clone());
        (value, false)
    }

    /// `value, loaded := m.LoadAndDelete(key)`.
    pub fn load_and_delete(&self, key: &K) -> Option<V> {
        let state = &mut *self.state.borrow_mut();
        let Some(place) = state.place(key) else {
            state.deleted.acquire();
            return None;
        };
        let entry = state.entries.remove(place);
        entry.order.acquire();
        state.deleted.release();
        Some(entry.value)
    }

    /// `m.Delete(key)`.
    pub fn delete(&self, key: &K) {
        self.load_and_delete(key);
    }

    /// `m.Range(visit)`: visits entries until `visit` returns false, which may change the map. Keys that are deleted or
    /// added meanwhile are not visited; Go leaves this open.
    pub fn range(&self, mut visit: impl FnMut(&K, &V) -> bool) {
        let end = self.state.borrow().added;
        let mut from = 0;
        while let Some((number, key, value)) = self.first_in(from, end) {
            if !visit(&key, &value) {
                return;
            }
            from = number + 1;
        }
    }

    fn first_in(&self, from: u64, end: u64) -> Option<(u64, K, V)> {
        let state = self.state.borrow();
        let place = state.entries.partition_point(|entry| entry.number < from);
        let entry = state
            .entries
            .get(place)
            .filter(|entry| entry.number < end)?;
        entry.order.acquire();
        Some((entry.number, entry.key.clone(), entry.value.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn keys(map: &Map<u8, u32>) -> Vec<u8> {
        let mut keys = Vec::new();
        map.range(|key, _| {
            keys.push(*key);
            true
        });
        keys
    }

    #[test]
    fn range_goes_in_the_order_in_which_keys_were_added() {
        let map = Map::new();
        for key in [5, 1, 3, 2] {
            map.store(key, 0);
        }
        map.store(1, 9);
        map.delete(&5);
        map.store(5, 0);
        assert_eq!(keys(&map), [1, 3, 2, 5]);
    }

    #[test]
    fn range_may_change_the_map_and_stop() {
        let (map, mut seen) = (Map::new(), Vec::new());
        for key in 0..5_u8 {
            map.store(key, 0);
        }
        map.range(|key, _| {
            seen.push(*key);
            map.delete(&(key + 1));
            map.store(key + 10, 0);
            *key < 2
        });
        assert_eq!(seen, [0, 2]);
        assert_eq!(keys(&map), [0, 2, 4, 10, 12]);
    }

    proptest! {
        /// Every call returns the same as on a plain map.
        #[test]
        fn it_is_a_map(calls in prop::collection::vec((0_u8..5, 0_u8..6, any::<u32>()), 0..60)) {
            let (map, mut plain) = (Map::new(), BTreeMap::new());
            for (call, key, value) in calls {
                match call {
                    0 => prop_assert_eq!(map.load(&key), plain.get(&key).copied()),
                    1 => prop_assert_eq!(map.swap(key, value), plain.insert(key, value)),
                    2 => prop_assert_eq!(map.load_and_delete(&key), plain.remove(&key)),
                    3 => {
                        let loaded = plain.contains_key(&key);
                        let actual = *plain.entry(key).or_insert(value);
                        prop_assert_eq!(map.load_or_store(key, value), (actual, loaded));
                    }
                    _ => {
                        map.delete(&key);
                        plain.remove(&key);
                    }
                }
            }
            let mut keys = keys(&map);
            keys.sort_unstable();
            prop_assert_eq!(keys, plain.into_keys().collect::<Vec<_>>());
        }
    }
}
