//! Drawing a program: its declarations and its main function.

use crate::ty::{BASIC, Func, INTEGERS, Kind, NUMBERS, Named, Ty};
use goruntime::rng::Rng;

/// The program of a seed: a function `p<seed>` and what it needs.
pub(crate) fn program(seed: u64) -> String {
    let mut draw = Draw {
        rng: Rng::new(seed, 15),
        prefix: format!("p{seed}"),
        types: Vec::new(),
        funcs: Vec::new(),
        complete: 0,
        vars: Vec::new(),
        read_only: Vec::new(),
        labels: Vec::new(),
        text: String::new(),
        indent: 0,
        fresh: 0,
        left: 0,
        loops: 0,
    };
    draw.declarations();
    draw.main();
    draw.text
}

pub(crate) struct Draw {
    rng: Rng,
    /// What the names of the program begin with.
    pub(crate) prefix: String,
    pub(crate) types: Vec<Named>,
    pub(crate) funcs: Vec<Func>,
    /// How many of the types are complete, so that their methods may be called.
    pub(crate) complete: usize,
    /// The variables in scope.
    pub(crate) vars: Vec<(String, Ty)>,
    /// The variables in scope that may not be assigned.
    pub(crate) read_only: Vec<(String, Ty)>,
    /// The labels of the loops around.
    pub(crate) labels: Vec<String>,
    pub(crate) text: String,
    pub(crate) indent: usize,
    fresh: usize,
    /// How many statements may follow.
    pub(crate) left: usize,
    /// The number of loops around.
    pub(crate) loops: usize,
}

impl Draw {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.rng.below(n as u64)).unwrap_or_default()
    }

    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(crate) fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }

    /// A new name.
    pub(crate) fn name(&mut self, letter: &str) -> String {
        self.fresh += 1;
        format!("{letter}{}", self.fresh)
    }

    pub(crate) fn line(&mut self, line: &str) {
        self.text.extend(std::iter::repeat_n('\t', self.indent));
        self.text.push_str(line);
        self.text.push('\n');
    }

    pub(crate) fn open(&mut self, line: &str) {
        self.line(line);
        self.indent += 1;
    }

    pub(crate) fn close(&mut self, line: &str) {
        self.indent -= 1;
        self.line(line);
    }

    /// A type's name in Go.
    pub(crate) fn go(&self, ty: &Ty) -> String {
        match ty {
            Ty::Basic(kind) => String::from(BASIC[*kind]),
            Ty::Slice(elem) => format!("[]{}", self.go(elem)),
            Ty::Array(len, elem) => format!("[{len}]{}", self.go(elem)),
            Ty::Map(key, elem) => format!("map[{}]{}", self.go(key), self.go(elem)),
            Ty::Named(number) => self.types[*number].name.clone(),
            Ty::Shape => format!("{}Shape", self.prefix),
        }
    }

    pub(crate) fn basic(&mut self) -> Ty {
        // Integers of type int and strings are the most used.
        match self.below(6) {
            0 => crate::ty::INT,
            1 => crate::ty::STRING,
            _ => Ty::Basic(self.below(BASIC.len())),
        }
    }

    pub(crate) fn integer(&mut self) -> Ty {
        Ty::Basic(self.below(INTEGERS))
    }

    pub(crate) fn number(&mut self) -> Ty {
        Ty::Basic(self.below(NUMBERS))
    }

    /// A type that a map's key may have.
    pub(crate) fn key(&mut self) -> Ty {
        match self.below(4) {
            0 => crate::ty::STRING,
            1 => Ty::Array(2, Box::new(crate::ty::INT)),
            _ => self.integer(),
        }
    }

    pub(crate) fn ty(&mut self, depth: usize) -> Ty {
        if depth == 0 {
            return self.basic();
        }
        match self.below(10) {
            0 | 1 => self.ty(depth - 1).slice(),
            2 => Ty::Array(1 + self.below(3), Box::new(self.ty(depth - 1))),
            3 => Ty::Map(Box::new(self.key()), Box::new(self.ty(depth - 1))),
            4 | 5 if !self.types.is_empty() => Ty::Named(self.below(self.types.len())),
            6 if !self.types.is_empty() => Ty::Shape,
            _ => self.basic(),
        }
    }

    /// Whether values may be compared with `==`, whatever they hold.
    pub(crate) fn is_comparable(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Basic(_) => true,
            Ty::Slice(_) | Ty::Map(..) | Ty::Shape => false,
            Ty::Array(_, elem) => self.is_comparable(elem),
            Ty::Named(number) => match &self.types[*number].kind {
                Kind::Basic(_) => true,
                Kind::Struct(fields) => fields.iter().all(|(_, ty)| self.is_comparable(ty)),
            },
        }
    }
}
