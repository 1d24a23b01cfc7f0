//! Interned strings: names and literals are compared as numbers.

use std::collections::BTreeMap;
use std::rc::Rc;

/// A string of an [`Interner`]. Numbers are dense and given in the order of first use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(u32);

impl Symbol {
    /// The blank identifier `_`; every interner has it.
    pub const BLANK: Self = Self(0);
    /// The empty string; every interner has it.
    pub const EMPTY: Self = Self(1);

    /// The dense number, to index a table by.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Owns the strings of a program.
#[derive(Clone, Debug)]
pub struct Interner {
    strings: Vec<Rc<str>>,
    symbols: BTreeMap<Rc<str>, Symbol>,
}

impl Default for Interner {
    fn default() -> Self {
        let mut interner = Self {
            strings: Vec::new(),
            symbols: BTreeMap::new(),
        };
        interner.intern("_");
        interner.intern("");
        interner
    }
}

impl Interner {
    /// An interner with `_` and the empty string.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The symbol of `text`, new if it was not seen before.
    pub fn intern(&mut self, text: &str) -> Symbol {
        if let Some(&symbol) = self.symbols.get(text) {
            return symbol;
        }
        let symbol = Symbol(u32::try_from(self.strings.len()).unwrap_or(u32::MAX));
        let text: Rc<str> = text.into();
        self.strings.push(Rc::clone(&text));
        self.symbols.insert(text, symbol);
        symbol
    }

    /// The symbol of `text` if it was interned.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Symbol> {
        self.symbols.get(text).copied()
    }

    /// The string of a symbol.
    #[must_use]
    pub fn get(&self, symbol: Symbol) -> &str {
        &self.strings[symbol.index()]
    }

    /// The string of a symbol, shared.
    #[must_use]
    pub fn shared(&self, symbol: Symbol) -> Rc<str> {
        Rc::clone(&self.strings[symbol.index()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_strings_have_one_symbol() {
        let mut interner = Interner::new();
        let first = interner.intern("x");
        assert_eq!(interner.intern("x"), first);
        assert_ne!(interner.intern("y"), first);
        assert_eq!(interner.get(first), "x");
        assert_eq!(interner.find("_"), Some(Symbol::BLANK));
        assert_eq!(interner.get(Symbol::EMPTY), "");
    }
}
