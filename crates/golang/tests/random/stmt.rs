//! Statements.

use crate::draw::Draw;
use crate::ty::{BOOL, INT, Kind, STRING, Ty, UINT};

impl Draw {
    /// As many statements as may follow.
    pub(crate) fn statements(&mut self) {
        while self.left > 0 {
            self.left -= 1;
            match self.below(12) {
                0..=4 => self.pure_statement(),
                5 | 6 => self.print_something(),
                7 | 8 => self.risk(),
                9 | 10 => self.template(),
                _ => self.closure(),
            }
        }
    }

    /// As many statements as may follow, of those that print nothing.
    pub(crate) fn pure_statements(&mut self) {
        while self.left > 0 {
            self.left -= 1;
            self.pure_statement();
        }
    }

    fn pure_statement(&mut self) {
        match self.below(12) {
            0..=3 => self.declare(),
            4..=6 => self.assign(),
            7 => self.branch(),
            8 => self.switch(),
            9 | 10 if self.loops < 2 => self.repeat(),
            _ => self.change_element(),
        }
    }

    fn declare(&mut self) {
        let ty = self.ty(2);
        let name = self.name("v");
        let value = self.expr(&ty, 3).text;
        let go = self.go(&ty);
        let value = clipped(&value, &ty);
        let line = if self.one_in(2) {
            format!("var {name} {go} = {value}")
        } else {
            format!("{name} := {go}({value})")
        };
        self.line(&line);
        self.line(&format!("_ = {name}"));
        self.vars.push((name, ty));
    }

    /// A variable that may be assigned, of a type for which `fits` holds.
    pub(crate) fn variable(&mut self, fits: impl Fn(&Ty) -> bool) -> Option<(String, Ty)> {
        let fitting: Vec<_> = self
            .vars
            .iter()
            .filter(|(_, ty)| fits(ty))
            .cloned()
            .collect();
        (!fitting.is_empty()).then(|| fitting[self.below(fitting.len())].clone())
    }

    fn assign(&mut self) {
        let Some((name, ty)) = self.variable(|_| true) else {
            return self.declare();
        };
        let value = self.expr(&ty, 3).text;
        let value = clipped(&value, &ty);
        let integer = ty.is_integer();
        let line = match self.below(6) {
            0 if ty.is_number() => format!("{name}{}", self.of(&["++", "--"])),
            1 if integer => format!("{name} {}= {value}", self.of(&["&", "|", "^", "&^"])),
            2 if integer => format!(
                "{name} {}= {} & 15",
                self.of(&["<<", ">>"]),
                self.value(&UINT, 1)
            ),
            3 if ty.is_number() => format!("{name} {}= {value}", self.of(&["+", "-", "*"])),
            4 if ty != STRING => {
                let Some((other, _)) = self.variable(|other| *other == ty) else {
                    return;
                };
                format!("{name}, {other} = {other}, {value}")
            }
            _ => format!("{name} = {value}"),
        };
        self.line(&line);
    }

    fn block(&mut self, most: usize) {
        let (left, vars) = (self.left, self.vars.len());
        self.left = 1 + self.below(most.min(2));
        self.pure_statements();
        self.left = left;
        self.vars.truncate(vars);
    }

    fn branch(&mut self) {
        let condition = self.expr(&BOOL, 3).text;
        self.open(&format!("if {condition} {{"));
        self.block(3);
        if self.one_in(2) {
            self.indent -= 1;
            self.open("} else {");
            self.block(2);
        }
        self.close("}");
    }

    fn switch(&mut self) {
        if self.one_in(2) {
            let ty = if self.one_in(2) {
                STRING
            } else {
                self.integer()
            };
            let (tag, keys) = (self.value(&ty, 2), self.keys(&ty));
            self.open(&format!("switch {tag} {{"));
            for (number, key) in keys.iter().enumerate() {
                self.line(&format!("case {key}:"));
                self.block(2);
                if number + 1 < keys.len() && self.one_in(3) {
                    self.line("\tfallthrough");
                }
            }
        } else {
            self.open("switch {");
            for _ in 0..2 {
                let condition = self.value(&BOOL, 2);
                self.line(&format!("case {condition}:"));
                self.block(2);
            }
        }
        self.line("default:");
        self.block(2);
        self.close("}");
    }

    fn repeat(&mut self) {
        let label = self.name("l");
        let i = self.name("i");
        self.line(&format!("{label}:"));
        let count = 1 + self.below(4);
        let (head, ty) = match self.below(6) {
            0 => (format!("for {i} := range {count} {{"), INT),
            1 => {
                let text = self.expr(&STRING, 1).text;
                (format!("for _, {i} := range clip({text}) {{"), Ty::Basic(3))
            }
            2 => {
                let elem = self.ty(1);
                let items = self.expr(&elem.clone().slice(), 1).text;
                (format!("for _, {i} := range cut({items}, 0, 3) {{"), elem)
            }
            3 => {
                let text = self.expr(&STRING, 1).text;
                (
                    format!("for {i} := range strings.SplitSeq(clip({text}), \"a\") {{"),
                    STRING,
                )
            }
            4 => {
                let ty = self.integer();
                (
                    format!("for {i} := {}({count}); {i} > 0; {i}-- {{", self.go(&ty)),
                    ty,
                )
            }
            _ => (format!("for {i} := 0; {i} < {count}; {i}++ {{"), INT),
        };
        self.open(&head);
        self.line(&format!("_ = {i}"));
        self.read_only.push((i, ty));
        self.labels.push(label);
        self.loops += 1;
        self.block(3);
        let condition = self.value(&BOOL, 2);
        let word = self.of(&["break", "continue"]);
        let chosen = self.below(self.labels.len());
        let label = self.labels[chosen].clone();
        self.open(&format!("if {condition} {{"));
        self.line(&format!("{word} {label}"));
        self.close("}");
        let own = self.labels.pop().unwrap_or_default();
        self.open("if gbool && !gbool {");
        self.line(&format!("continue {own}"));
        self.close("}");
        self.loops -= 1;
        self.read_only.pop();
        self.close("}");
    }

    /// Elements, fields and entries.
    fn change_element(&mut self) {
        let Some((name, ty)) = self.variable(|ty| !matches!(ty, Ty::Basic(_) | Ty::Shape)) else {
            return self.declare();
        };
        match ty {
            Ty::Slice(elem) => self.change_slice(&name, &elem),
            Ty::Array(len, elem) => {
                let (index, value) = (self.value(&UINT, 1), self.expr(&elem, 2).text);
                let value = clipped(&value, &elem);
                self.line(&format!("{name}[({index})%{len}] = {value}"));
            }
            Ty::Map(key, elem) => {
                let (at, value) = (self.expr(&key, 1).text, self.expr(&elem, 2).text);
                let value = clipped(&value, &elem);
                match self.below(5) {
                    0 => self.line(&format!("delete({name}, {at})")),
                    1 if self.one_in(3) => self.line(&format!("clear({name})")),
                    _ => {
                        self.open(&format!("if {name} != nil {{"));
                        self.line(&format!("{name}[{at}] = {value}"));
                        self.close("}");
                    }
                }
            }
            Ty::Named(number) => {
                let fields = match self.types[number].kind.clone() {
                    Kind::Struct(fields) if !self.one_in(3) => fields,
                    _ => {
                        let value = self.expr(&INT, 2).text;
                        return self.line(&format!("{name}.P({value})"));
                    }
                };
                let (field, ty) = &fields[self.below(fields.len())];
                let value = self.expr(ty, 2).text;
                self.line(&format!("{name}.{field} = {}", clipped(&value, ty)));
            }
            Ty::Basic(_) | Ty::Shape => {}
        }
    }

    fn change_slice(&mut self, name: &str, elem: &Ty) {
        let value = self.expr(elem, 2).text;
        let value = clipped(&value, elem);
        match self.below(5) {
            0 => self.line(&format!("copy({name}, cut({name}, 1, 3))")),
            1 => {
                let items = self.expr(&elem.clone().slice(), 2).text;
                self.line(&format!("{name} = cut(append({name}, {items}...), 0, 9)"));
            }
            2 if self.one_in(3) => self.line(&format!("clear({name})")),
            3 => self.line(&format!("slices.Reverse({name})")),
            _ => {
                let index = self.value(&UINT, 1);
                self.open(&format!("if len({name}) > 0 {{"));
                self.line(&format!("{name}[({index})%uint(len({name}))] = {value}"));
                self.close("}");
            }
        }
    }

    fn print_something(&mut self) {
        if let Some((name, ty)) = self.variable(|_| true)
            && !self.one_in(3)
        {
            return self.print(&name, &ty);
        }
        let ty = self.ty(2);
        let (name, value) = (self.name("v"), self.expr(&ty, 3).text);
        self.open("{");
        self.line(&format!(
            "var {name} {} = {}",
            self.go(&ty),
            clipped(&value, &ty)
        ));
        self.print(&name, &ty);
        self.close("}");
    }

    /// A function literal that changes a variable around it.
    fn closure(&mut self) {
        let Some((name, ty)) = self.variable(Ty::is_number) else {
            return self.declare();
        };
        let (f, a) = (self.name("f"), self.name("a"));
        let go = self.go(&ty);
        self.open(&format!("{f} := func(a {go}) func({go}) {go} {{"));
        self.read_only.push((String::from("a"), ty.clone()));
        self.open(&format!("return func({a} {go}) {go} {{"));
        self.read_only.push((a, ty.clone()));
        let value = self.expr(&ty, 3).text;
        self.line(&format!("{name} += {value}"));
        let value = self.expr(&ty, 2).text;
        self.line(&format!("return {value}"));
        self.read_only.truncate(self.read_only.len() - 2);
        self.close("}");
        self.close("}");
        let (value, other) = (self.expr(&ty, 2).text, self.expr(&ty, 1).text);
        let (result, again) = (self.name("v"), self.name("v"));
        self.line(&format!("{result} := {f}({value})({other})"));
        self.line(&format!("{again} := {f}(1)"));
        self.line(&format!("fmt.Println({result}, {name})"));
        self.line(&format!("{result} = {again}({again}({result}))"));
        self.line(&format!("fmt.Println({result}, {name})"));
        self.vars.push((result, ty));
    }
}

/// Strings stay short.
pub(crate) fn clipped(text: &str, ty: &Ty) -> String {
    if *ty == STRING {
        format!("clip({text})")
    } else {
        String::from(text)
    }
}
