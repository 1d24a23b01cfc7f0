//! Go maps.

use super::account::{account, release};
use super::value::{Entry, Key, Map, Ref};
use xxhash_rust::xxh64::{Xxh64, xxh64};

impl Key {
    /// The bytes that its parts count for.
    fn bytes(&self) -> u64 {
        match self {
            Key::Text(text) => text.len() as u64,
            Key::Many(parts) => parts.iter().map(|part| KEY + part.bytes()).sum(),
            Key::Interface(_, key) => KEY + key.bytes(),
            Key::Num(_) | Key::Nan(_) | Key::Address(..) | Key::NilInterface => 0,
        }
    }

    fn hash(&self) -> u64 {
        match self {
            Key::Num(value) => mixed(*value),
            Key::Text(text) => xxh64(text, 0),
            _ => {
                let mut hasher = Xxh64::new(0);
                self.hash_into(&mut hasher);
                hasher.digest()
            }
        }
    }

    fn hash_into(&self, hasher: &mut Xxh64) {
        match self {
            Key::Num(value) | Key::Nan(value) => hasher.update(&value.to_le_bytes()),
            Key::Text(text) => hasher.update(text),
            // An address differs from run to run; nothing but the speed of the table depends on it.
            Key::Address(address, num, reference) => {
                hasher.update(&address.to_le_bytes());
                hasher.update(&num.to_le_bytes());
                hasher.update(&reference.to_le_bytes());
            }
            Key::Many(parts) => parts.iter().for_each(|part| part.hash_into(hasher)),
            Key::NilInterface => hasher.update(&[0]),
            Key::Interface(ty, key) => {
                hasher.update(&ty.to_le_bytes());
                key.hash_into(hasher);
            }
        }
    }
}

/// A number whose bits all depend on all bits of another (the last step of `SplitMix64`).
fn mixed(value: u64) -> u64 {
    let value = (value ^ value >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ value >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ value >> 31
}

/// The bytes that an entry counts for besides the parts of its key.
const ENTRY: u64 = 128;

/// The bytes that a key counts for besides its parts.
pub(super) const KEY: u64 = 40;

impl Entry {
    /// The bytes that it counts for.
    fn bytes(&self) -> u64 {
        ENTRY + self.key.bytes()
    }
}

impl Map {
    /// The number of entries.
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &Key) -> Option<&Ref> {
        let place = self.place(key, key.hash())?;
        self.entries[place].as_ref().map(|entry| &entry.value)
    }

    /// The value of an integer that is a key, in a map to numbers.
    pub(crate) fn number(&self, key: u64) -> Option<u64> {
        self.get(&Key::Num(key)).map(Ref::number)
    }

    /// Sets the value of a key, and returns the one before.
    pub(crate) fn set(&mut self, key: Key, original: Ref, value: Ref) -> Option<Ref> {
        let hash = key.hash();
        if let Some(place) = self.place(&key, hash) {
            let entry = self.entries[place].as_mut()?;
            return Some(std::mem::replace(&mut entry.value, value));
        }
        self.insert(hash, key, original, value);
        None
    }

    /// Sets the value of an integer that is a key, in a map to numbers. Returns whether it is a new one.
    pub(crate) fn set_number(&mut self, key: u64, value: u64) -> bool {
        let (of, hash) = (Key::Num(key), mixed(key));
        let place = self.place(&of, hash);
        if let Some(entry) = place.and_then(|place| self.entries[place].as_mut()) {
            entry.value = Ref::Num(value);
            return false;
        }
        self.insert(hash, of, Ref::Num(key), Ref::Num(value));
        true
    }

    #[inline]
    fn place(&self, key: &Key, hash: u64) -> Option<usize> {
        let entries = &self.entries;
        let place = self.places.find(hash, |place| is_at(entries, *place, key));
        place.copied()
    }

    /// Puts an entry whose key is not there behind the others.
    fn insert(&mut self, hash: u64, key: Key, original: Ref, value: Ref) {
        account(ENTRY + key.bytes());
        let entries = &self.entries;
        self.places
            .insert_unique(hash, entries.len(), |place| hash_at(entries, *place));
        self.entries.push(Some(Entry {
            key,
            original,
            value,
        }));
    }

    /// Deletes a key, and returns its value.
    pub(crate) fn delete(&mut self, key: &Key) -> Option<Ref> {
        let entries = &self.entries;
        let found = self
            .places
            .find_entry(key.hash(), |place| is_at(entries, *place, key));
        let (place, _) = found.ok()?.remove();
        let deleted = self.entries[place].take();
        release(deleted.as_ref().map_or(0, Entry::bytes));
        if self.entries.len() > 2 * self.places.len() + 16 {
            self.compact();
        }
        deleted.map(|entry| entry.value)
    }

    /// Deletes all, and returns the references.
    pub(crate) fn clear(&mut self) -> Vec<Ref> {
        release(self.entries.iter().flatten().map(Entry::bytes).sum());
        self.places.clear();
        self.move_loops(&[]);
        let entries = std::mem::take(&mut self.entries);
        entries
            .into_iter()
            .flatten()
            .flat_map(|entry| [entry.original, entry.value])
            .collect()
    }

    /// All keys and values in the order of insertion.
    pub(crate) fn entries(&self) -> Vec<(Ref, Ref)> {
        let entries = self.entries.iter().flatten();
        entries
            .map(|entry| (entry.original.clone(), entry.value.clone()))
            .collect()
    }

    /// All keys and values, in one list.
    pub(super) fn refs(&self) -> impl Iterator<Item = Ref> + '_ {
        let entries = self.entries.iter().flatten();
        entries.flat_map(|entry| [entry.original.clone(), entry.value.clone()])
    }

    /// Forgets the deleted entries.
    fn compact(&mut self) {
        let mut kept = 0..;
        let places = self.entries.iter();
        let places: Vec<Option<usize>> = places
            .map(|entry| entry.as_ref().and_then(|_| kept.next()))
            .collect();
        self.move_loops(&places);
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

fn is_at(entries: &[Option<Entry>], place: usize, key: &Key) -> bool {
    entries[place]
        .as_ref()
        .is_some_and(|entry| entry.key == *key)
}

fn hash_at(entries: &[Option<Entry>], place: usize) -> u64 {
    entries[place].as_ref().map_or(0, |entry| entry.key.hash())
}
