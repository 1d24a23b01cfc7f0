//! Go maps.

use super::value::{Ref, Text, Value};
use goruntime::runtime::random_below;
use hashbrown::HashTable;
use xxhash_rust::xxh64::xxh64;

/// The key of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// An integer, a boolean.
    Num(u64),
    /// A string.
    Text(Text),
}

impl Key {
    fn hash(&self) -> u64 {
        match self {
            Key::Num(value) => xxh64(&value.to_le_bytes(), 0),
            Key::Text(text) => xxh64(text, 0),
        }
    }

    /// The key as a value.
    pub(super) fn value(self) -> Value {
        match self {
            Key::Num(value) => Value::Num(value),
            Key::Text(text) => Value::Ref(Ref::Text(text)),
        }
    }
}

/// A map. Entries are kept in the order of their insertion, so that nothing depends on the table's own order, which is not
/// the same on all machines.
#[derive(Debug, Default)]
pub(super) struct Map {
    /// Deleted ones are `None`.
    entries: Vec<Option<(Key, Value)>>,
    /// The places of those that are not deleted.
    places: HashTable<usize>,
}

impl Map {
    /// The number of entries.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &Key) -> Option<&Value> {
        let entries = &self.entries;
        let place = *self
            .places
            .find(key.hash(), |place| is_at(entries, *place, key))?;
        entries[place].as_ref().map(|(_, value)| value)
    }

    /// Sets the value of a key, and returns the one before.
    pub(super) fn set(&mut self, key: Key, value: Value) -> Option<Value> {
        let (hash, entries) = (key.hash(), &self.entries);
        if let Some(place) = self.places.find(hash, |place| is_at(entries, *place, &key)) {
            return self.entries[*place]
                .replace((key, value))
                .map(|(_, before)| before);
        }
        let place = entries.len();
        self.places
            .insert_unique(hash, place, |place| hash_at(entries, *place));
        self.entries.push(Some((key, value)));
        None
    }

    /// Deletes a key, and returns its value.
    pub(super) fn delete(&mut self, key: &Key) -> Option<Value> {
        let entries = &self.entries;
        let found = self
            .places
            .find_entry(key.hash(), |place| is_at(entries, *place, key));
        let (place, _) = found.ok()?.remove();
        let deleted = self.entries[place].take();
        if self.entries.len() > 2 * self.places.len() + 16 {
            self.compact();
        }
        deleted.map(|(_, value)| value)
    }

    /// All keys, in an order that the run's seed decides. A loop over a map takes them at its start and leaves out those
    /// that are deleted when their turn comes; those that are set meanwhile it need not see.
    pub(super) fn keys(&self) -> Vec<Key> {
        let mut keys: Vec<Key> = self
            .entries
            .iter()
            .flatten()
            .map(|(key, _)| key.clone())
            .collect();
        for last in (1..keys.len()).rev() {
            // The drawn number is at most `last`.
            let other = usize::try_from(random_below(last as u64 + 1)).unwrap_or(last);
            keys.swap(last, other);
        }
        keys
    }

    /// The references among its values.
    pub(super) fn into_refs(self) -> Vec<Ref> {
        let values = self.entries.into_iter().flatten().map(|(_, value)| value);
        values.flat_map(Value::into_refs).collect()
    }

    /// Forgets the deleted entries.
    fn compact(&mut self) {
        self.entries.retain(Option::is_some);
        self.places.clear();
        let entries = &self.entries;
        for place in 0..entries.len() {
            let hash = hash_at(entries, place);
            self.places
                .insert_unique(hash, place, |place| hash_at(entries, *place));
        }
    }
}

fn is_at(entries: &[Option<(Key, Value)>], place: usize, key: &Key) -> bool {
    entries[place].as_ref().is_some_and(|(at, _)| at == key)
}

fn hash_at(entries: &[Option<(Key, Value)>], place: usize) -> u64 {
    entries[place].as_ref().map_or(0, |(key, _)| key.hash())
}
