//! Expressions: they change nothing and never panic.

use crate::draw::Draw;
use crate::ty::{BASIC, BOOL, INT, Kind, NUMBERS, STRING, Ty, UINT};

/// An expression, and whether it is constant: operators on constants might overflow.
pub(crate) struct Expr {
    pub(crate) text: String,
    pub(crate) is_constant: bool,
}

impl From<String> for Expr {
    fn from(text: String) -> Expr {
        Expr {
            text,
            is_constant: false,
        }
    }
}

impl Draw {
    pub(crate) fn expr(&mut self, ty: &Ty, depth: usize) -> Expr {
        if depth == 0 || self.one_in(6) {
            return self.leaf(ty, depth);
        }
        if self.one_in(4)
            && let Some(text) = self.general(ty, depth - 1)
        {
            return text.into();
        }
        match ty {
            Ty::Basic(12) => self.string(depth - 1).into(),
            Ty::Basic(13) => self.condition(depth - 1).into(),
            Ty::Basic(_) => self.arithmetic(ty, depth - 1).into(),
            Ty::Slice(elem) => self.slice(ty, elem, depth - 1).into(),
            _ => self.leaf(ty, depth),
        }
    }

    /// An expression that is not constant.
    pub(crate) fn value(&mut self, ty: &Ty, depth: usize) -> String {
        let expr = self.expr(ty, depth);
        match ty {
            Ty::Basic(kind) if expr.is_constant => format!("g{}", BASIC[*kind]),
            _ => expr.text,
        }
    }

    /// What there is for every type: calls, elements of a map or slice, a choice.
    fn general(&mut self, ty: &Ty, depth: usize) -> Option<String> {
        let go = self.go(ty);
        Some(match self.below(5) {
            0 => {
                let fitting: Vec<_> = self
                    .funcs
                    .iter()
                    .filter(|func| func.result == *ty)
                    .cloned()
                    .collect();
                if fitting.is_empty() {
                    return None;
                }
                let func = &fitting[self.below(fitting.len())];
                let args: Vec<String> = func
                    .params
                    .iter()
                    .map(|param| self.expr(param, depth.min(1)).text)
                    .collect();
                format!("{}({})", func.name, args.join(", "))
            }
            1 => {
                let key = self.key();
                let map = Ty::Map(Box::new(key.clone()), Box::new(ty.clone()));
                let (map, key) = (
                    self.leaf(&map, depth.min(1)).text,
                    self.expr(&key, depth.min(1)).text,
                );
                format!("{map}[{key}]")
            }
            2 => {
                let items = self.expr(&ty.clone().slice(), depth.min(1)).text;
                format!("at({items}, {})", self.expr(&INT, depth).text)
            }
            3 => {
                let first = self.expr(&BOOL, depth).text;
                let (a, b) = (
                    self.expr(ty, depth.min(1)).text,
                    self.expr(ty, depth.min(1)).text,
                );
                format!("pick[{go}]({first}, {a}, {b})")
            }
            _ => return self.field(ty),
        })
    }

    /// A field of a variable.
    fn field(&mut self, ty: &Ty) -> Option<String> {
        let mut found = Vec::new();
        for (name, of) in self.vars.iter().chain(&self.read_only) {
            let Ty::Named(number) = of else { continue };
            if let Kind::Struct(fields) = &self.types[*number].kind {
                let fitting = fields.iter().filter(|(_, other)| other == ty);
                found.extend(fitting.map(|(field, _)| format!("{name}.{field}")));
            }
        }
        (!found.is_empty()).then(|| {
            let chosen = self.below(found.len());
            found.swap_remove(chosen)
        })
    }

    fn arithmetic(&mut self, ty: &Ty, depth: usize) -> String {
        let name = self.go(ty);
        let left = self.value(ty, depth);
        let right = self.expr(ty, depth).text;
        let integer = ty.is_integer();
        match self.below(14) {
            0 | 1 => format!("({left} + {right})"),
            2 => format!("({left} - {right})"),
            3 | 4 => format!("({left} * {right})"),
            5 if integer => {
                let op = self.of(&["/", "%"]);
                format!("({left} {op} ({} | 1))", self.value(ty, depth))
            }
            5 => format!("({left} / {right})"),
            6 => {
                let f = self.of(&["min", "max"]);
                format!("{f}({left}, {right})")
            }
            7 => format!("(-{left})"),
            8 if integer => format!("(^{left})"),
            9 | 10 if integer => {
                let op = self.of(&["&", "|", "^", "&^"]);
                format!("({left} {op} {right})")
            }
            11 if integer => {
                let (op, by) = (
                    self.of(&["<<", ">>"]),
                    self.of(&["uint", "uint8", "uint64"]),
                );
                let count = self.value(&INT, depth.min(1));
                format!("({left} {op} ({by}({count}) & 71))")
            }
            12 if *ty == INT => self.measure(depth),
            13 if ty.is_float() => {
                let from = self.of(&["gint16", "gint8", "guint8", "gint32"]);
                format!("{name}({from})")
            }
            _ if integer => {
                let from = self.integer();
                format!("{name}({})", self.value(&from, depth))
            }
            _ => {
                let from = self.number();
                format!("{name}({})", self.value(&from, depth))
            }
        }
    }

    /// An int about something else.
    fn measure(&mut self, depth: usize) -> String {
        match self.below(6) {
            0 => format!("len({})", self.value(&STRING, depth)),
            1 => {
                let ty = self.ty(1).slice();
                format!("len({})", self.expr(&ty, depth).text)
            }
            2 => format!(
                "int(byteAt({}, {}))",
                self.expr(&STRING, depth).text,
                self.expr(&INT, depth.min(1)).text
            ),
            3 => {
                let ty = self.number();
                let name = self.go(&ty);
                let (a, b) = (self.value(&ty, depth), self.expr(&ty, depth).text);
                format!("cmp.Compare[{name}]({a}, {b})")
            }
            4 => {
                let shape = self.expr(&Ty::Shape, depth).text;
                let int = self.expr(&INT, depth.min(1)).text;
                format!("{}m({shape}, {int})", self.prefix)
            }
            _ => format!(
                "strings.Index({}, {})",
                self.expr(&STRING, depth).text,
                self.expr(&STRING, 0).text
            ),
        }
    }

    fn string(&mut self, depth: usize) -> String {
        let text = self.value(&STRING, depth);
        match self.below(9) {
            0 | 1 => format!("({text} + {})", self.expr(&STRING, depth).text),
            2 => format!(
                "strings.Repeat({text}, int({}&3))",
                self.value(&UINT, depth.min(1))
            ),
            3 => format!("strconv.Itoa({})", self.expr(&INT, depth).text),
            4 => format!("string(rune({}))", self.value(&Ty::Basic(3), depth)),
            5 => {
                let f = self.of(&["ToUpper", "TrimSpace", "ToLower", "Clone"]);
                format!("strings.{f}({text})")
            }
            6 => {
                let (i, j) = (self.value(&UINT, 0), self.value(&UINT, depth.min(1)));
                let kind = self.of(&["[]rune", "[]byte"]);
                format!("string(cut({kind}({text}), {i}, {j}))")
            }
            7 => {
                let ty = self.ty(1);
                format!("fmt.Sprint({})", self.expr(&ty, depth.min(1)).text)
            }
            _ => {
                let ty = self.ty(2);
                let verb = self.verb();
                format!("fmt.Sprintf({verb}, {})", self.expr(&ty, depth.min(1)).text)
            }
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        match self.below(7) {
            0 | 1 => {
                let ty = Ty::Basic(self.below(NUMBERS + 1));
                let op = self.of(&["<", "<=", ">", ">=", "==", "!="]);
                format!(
                    "({} {op} {})",
                    self.value(&ty, depth),
                    self.expr(&ty, depth).text
                )
            }
            2 => {
                let op = self.of(&["&&", "||", "==", "!="]);
                format!(
                    "({} {op} {})",
                    self.value(&BOOL, depth),
                    self.expr(&BOOL, depth).text
                )
            }
            3 => format!("(!{})", self.value(&BOOL, depth)),
            4 => format!(
                "strings.Contains({}, {})",
                self.expr(&STRING, depth).text,
                self.expr(&STRING, 0).text
            ),
            _ => {
                let ty = self.ty(2);
                if !self.is_comparable(&ty) {
                    return format!("({} == nil)", self.nillable(depth));
                }
                let op = self.of(&["==", "!="]);
                let (a, b) = (self.value(&ty, depth), self.expr(&ty, depth).text);
                let any = self.one_in(3);
                if any {
                    format!("(any({a}) {op} any({b}))")
                } else {
                    format!("(pick(true, {a}, {a}) {op} ({b}))")
                }
            }
        }
    }

    fn nillable(&mut self, depth: usize) -> String {
        let ty = match self.below(3) {
            0 => Ty::Shape,
            1 => self.ty(1).slice(),
            _ => Ty::Map(Box::new(self.key()), Box::new(self.ty(1))),
        };
        let text = self.expr(&ty, depth).text;
        format!("({text})")
    }

    fn slice(&mut self, ty: &Ty, elem: &Ty, depth: usize) -> String {
        let items = self.expr(ty, depth).text;
        match self.below(5) {
            0 => format!(
                "cut({items}, {}, {})",
                self.value(&UINT, 0),
                self.value(&UINT, depth.min(1))
            ),
            1 => format!("append({items}, {})", self.expr(elem, depth).text),
            2 => format!("append({}(nil), {items}...)", self.go(ty)),
            3 => format!("slices.Clone({items})"),
            _ => {
                let from = self.ty(1);
                let name = self.go(&from);
                let items = self.expr(&from.clone().slice(), depth.min(1)).text;
                let x = self.name("x");
                self.read_only.push((x.clone(), from));
                let value = self.expr(elem, depth.min(1)).text;
                self.read_only.pop();
                format!(
                    "apply({items}, func({x} {name}) {} {{ return {value} }})",
                    self.go(elem)
                )
            }
        }
    }
}
