//! Variables, literals and composite literals.

use crate::draw::Draw;
use crate::expr::Expr;
use crate::ty::{BASIC, Kind, Ty};

impl Draw {
    pub(crate) fn leaf(&mut self, ty: &Ty, depth: usize) -> Expr {
        let all = self.vars.iter().chain(&self.read_only);
        let fitting: Vec<String> = all
            .filter(|(_, other)| other == ty)
            .map(|(name, _)| name.clone())
            .collect();
        if !fitting.is_empty() && !self.one_in(4) {
            let chosen = self.below(fitting.len());
            return fitting[chosen].clone().into();
        }
        match ty {
            Ty::Basic(kind) => self.literal(*kind),
            _ => self.composite(ty, depth.min(1)).into(),
        }
    }

    fn literal(&mut self, kind: usize) -> Expr {
        let name = BASIC[kind];
        if self.one_in(4) {
            return format!("g{name}").into();
        }
        let literal = match name {
            "string" => self.of(&[
                "\"\"",
                "\"a\"",
                "\"héllo\"",
                "\"x\\ty\\n\"",
                "`raw \"q\"`",
                "\"世界\"",
                "\"\\xff\\x00z\"",
                "\"%d\"",
            ]),
            "bool" => self.of(&["true", "false"]),
            "float32" | "float64" => self.of(&[
                "0", "1", "-2.5", "1e10", "3.14159", "1e-7", "100000", "0.1", "-1e21", "16777216",
            ]),
            "int8" => self.of(&["0", "1", "-1", "127", "-128", "'a'", "0x1f"]),
            "uint8" => self.of(&["0", "1", "255", "'z'", "0b1010"]),
            "int16" => self.of(&["0", "1", "-1", "32767", "-32768", "0o17"]),
            "uint16" => self.of(&["0", "1", "65535", "300"]),
            "int32" => self.of(&["0", "1", "-1", "2147483647", "-2147483648", "'世'"]),
            "uint32" => self.of(&["0", "1", "4294967295", "70000"]),
            "uint" | "uint64" => {
                self.of(&["0", "1", "1<<64 - 1", "18446744073709551557", "12345678901"])
            }
            _ => self.of(&[
                "0",
                "1",
                "-1",
                "1<<63 - 1",
                "-1 << 63",
                "3",
                "10",
                "-100",
                "1_000_000_007",
            ]),
        };
        let is_plain = matches!(name, "string" | "bool");
        let text = if is_plain {
            String::from(literal)
        } else {
            format!("{name}({literal})")
        };
        Expr {
            text,
            is_constant: true,
        }
    }

    /// A composite literal, or a conversion to a type over a basic one.
    fn composite(&mut self, ty: &Ty, depth: usize) -> String {
        let name = self.go(ty);
        let inner = |draw: &mut Draw, ty: &Ty| draw.expr(ty, depth.saturating_sub(1)).text;
        match ty {
            Ty::Basic(_) => inner(self, ty),
            Ty::Slice(_) | Ty::Map(..) if depth == 0 => format!("{name}{{}}"),
            Ty::Slice(elem) => {
                let count = self.below(4);
                let items: Vec<String> = (0..count).map(|_| inner(self, elem)).collect();
                if count == 0 && self.one_in(2) {
                    return format!("{name}(nil)");
                }
                format!("{name}{{{}}}", items.join(", "))
            }
            Ty::Array(len, elem) => {
                let items: Vec<String> = (0..self.below(len + 1))
                    .map(|_| inner(self, elem))
                    .collect();
                format!("{name}{{{}}}", items.join(", "))
            }
            Ty::Map(key, elem) => {
                let keys = self.keys(key);
                let items: Vec<String> = keys
                    .iter()
                    .map(|key| format!("{key}: {}", inner(self, elem)))
                    .collect();
                format!("{name}{{{}}}", items.join(", "))
            }
            Ty::Named(number) => match self.types[*number].kind.clone() {
                Kind::Basic(kind) => format!("{name}({})", inner(self, &Ty::Basic(kind))),
                Kind::Struct(fields) => {
                    let mut items = Vec::new();
                    for (field, ty) in &fields {
                        if !self.one_in(3) {
                            items.push(format!("{field}: {}", inner(self, ty)));
                        }
                    }
                    format!("{name}{{{}}}", items.join(", "))
                }
            },
            Ty::Shape if depth == 0 || self.complete == 0 || self.one_in(8) => {
                format!("{name}(nil)")
            }
            Ty::Shape => {
                let number = self.below(self.complete);
                format!(
                    "{name}({})",
                    self.composite(&Ty::Named(number), depth.saturating_sub(1))
                )
            }
        }
    }

    /// Different constant keys.
    pub(crate) fn keys(&mut self, key: &Ty) -> Vec<String> {
        let all: &[&str] = match key {
            Ty::Basic(12) => &["\"a\"", "\"b\"", "\"\"", "\"longer key\""],
            Ty::Array(..) => &["{0, 1}", "{1}", "{1: 7}", "{5, 5}"],
            _ => &["0", "1", "17", "100"],
        };
        let first = self.below(all.len());
        all[first..].iter().map(|key| String::from(*key)).collect()
    }
}
