//! Declarations: types, their methods, functions, generic functions, constants.

use crate::draw::Draw;
use crate::ty::{BASIC, Func, INT, Kind, Named, STRING, Ty};

impl Draw {
    pub(crate) fn declarations(&mut self) {
        self.constants();
        let shape = self.go(&Ty::Shape);
        self.line(&format!("type {shape} interface{{ M(int) int }}\n"));
        self.open(&format!("func {}m(s {shape}, a int) int {{", self.prefix));
        self.open("if s == nil {");
        self.line("return a");
        self.close("}");
        self.line("return s.M(a)");
        self.close("}\n");
        for _ in 0..=self.below(2) {
            self.named();
        }
        self.generic();
        for _ in 0..=self.below(2) {
            self.func();
        }
    }

    fn constants(&mut self) {
        let prefix = self.prefix.clone();
        let shift = self.below(7);
        let factor = 1 + self.below(9);
        self.open("const (");
        self.line(&format!("{prefix}A = iota*{factor} + 1"));
        self.line(&format!("{prefix}B"));
        self.line("_");
        self.line(&format!("{prefix}C = 1 << (iota * {shift})"));
        let big = self.constant(4);
        self.line(&format!("{prefix}Big = {big}"));
        let by = 3 + self.below(90);
        self.line(&format!("{prefix}Ratio = {big} / {by}.0"));
        self.close(")\n");
    }

    /// An untyped integer constant.
    fn constant(&mut self, depth: usize) -> String {
        if depth == 0 {
            let literals = [
                "7",
                "1_000_003",
                "0x1F",
                "0b1011",
                "'a'",
                "1 << 70",
                "123456789012345678901234567890",
            ];
            return String::from(self.of(&literals));
        }
        let left = self.constant(depth - 1);
        match self.below(6) {
            0 => format!("({left} / {})", 1 + self.below(99)),
            1 => format!("({left} % {})", 1 + self.below(99_999)),
            2 => format!("(-{left})"),
            3 => format!("(^{left})"),
            _ => {
                let op = self.of(&["+", "-", "*", "&", "|", "^", "&^"]);
                format!("({left} {op} {})", self.constant(depth - 1))
            }
        }
    }

    /// A type with methods: `M` makes it a shape, `P` changes it, and `String` or `Error` may say how it is printed.
    fn named(&mut self) {
        let number = self.types.len();
        let name = format!("{}T{number}", self.prefix);
        let kind = if self.one_in(3) {
            Kind::Basic(self.below(BASIC.len()))
        } else {
            Kind::Struct(self.fields())
        };
        match &kind {
            Kind::Basic(basic) => self.line(&format!("type {name} {}\n", BASIC[*basic])),
            Kind::Struct(fields) => {
                self.open(&format!("type {name} struct {{"));
                for (field, ty) in fields {
                    let ty = self.go(ty);
                    self.line(&if *field == ty {
                        ty
                    } else {
                        format!("{field} {ty}")
                    });
                }
                self.close("}\n");
            }
        }
        let state = match &kind {
            Kind::Basic(basic) => (String::from("t"), Ty::Basic(*basic)),
            Kind::Struct(fields) => {
                let own = fields.iter().find(|(_, ty)| matches!(ty, Ty::Basic(_)));
                let (field, ty) = own.cloned().unwrap_or_else(|| (String::from("N"), INT));
                (format!("t.{field}"), ty)
            }
        };
        let basic = matches!(kind, Kind::Basic(_));
        self.types.push(Named {
            name: name.clone(),
            kind,
        });
        let read = if basic {
            format!("{}(t)", self.go(&state.1))
        } else {
            state.0.clone()
        };
        self.vars = vec![(String::from("a"), INT)];
        let value = self.expr(&INT, 2).text;
        let seen = Draw::as_int(&read, &state.1);
        self.line(&format!(
            "func (t {name}) M(a int) int {{ return {value} ^ {seen} }}\n"
        ));
        let value = self.expr(&state.1, 2).text;
        let (place, value) = match &state {
            _ if basic => (String::from("*t"), format!("{name}({value})")),
            (field, ty) if *ty == STRING => (field.clone(), format!("clip({value})")),
            (field, _) => (field.clone(), value),
        };
        self.line(&format!(
            "func (t *{name}) P(a int) {{ {place} = {value} }}\n"
        ));
        self.vars.clear();
        match self.below(4) {
            0 => self.line(&format!(
                "func (t {name}) String() string {{ return \"<\" + fmt.Sprint({read}) + \">\" }}\n"
            )),
            1 if self.one_in(3) => {
                self.line(&format!("func (t {name}) Error() string {{ return \"error of \" + strconv.Itoa({seen}) }}\n"));
            }
            _ => {}
        }
        self.complete = self.types.len();
    }

    fn fields(&mut self) -> Vec<(String, Ty)> {
        let mut fields = Vec::new();
        let embeds = !self.types.is_empty() && self.one_in(3);
        if embeds {
            let number = self.below(self.types.len());
            fields.push((self.types[number].name.clone(), Ty::Named(number)));
        }
        fields.push((String::from("N"), INT));
        for n in 0..self.below(4) {
            let letter = self.of(&["F", "g"]);
            let ty = self.ty(2);
            // A struct that holds a shape might hold itself and be printed without end.
            if ty != Ty::Shape {
                fields.push((format!("{letter}{n}"), ty));
            }
        }
        fields
    }

    /// What a value of a basic type is as an int.
    pub(crate) fn as_int(text: &str, ty: &Ty) -> String {
        match ty {
            Ty::Basic(12) => format!("len({text})"),
            Ty::Basic(13) => format!("pick({text}, 1, 2)"),
            ty if ty.is_float() => format!("pick({text} > 1, 5, -5)"),
            _ => format!("int({text})"),
        }
    }

    fn generic(&mut self) {
        let prefix = self.prefix.clone();
        let mut value = String::from("a");
        for _ in 0..=self.below(4) {
            let op = self.of(&["+", "-", "*"]);
            let other = self.of(&["a", "b", "T(3)", "max(a, b)", "min(b, T(7))"]);
            value = format!("({value} {op} {other})");
        }
        self.open(&format!("func {prefix}Gen[T number](a, b T) (sum T) {{"));
        self.open("for i := T(0); i < 4; i++ {");
        self.line(&format!("sum += {value} - i"));
        self.open("if sum > 100 {");
        self.line("break");
        self.close("}");
        self.close("}");
        self.line("return sum");
        self.close("}\n");
    }

    fn func(&mut self) {
        let name = format!("{}F{}", self.prefix, self.funcs.len());
        let params: Vec<Ty> = (0..=self.below(3)).map(|_| self.ty(1)).collect();
        let result = self.ty(1);
        let mut list = Vec::new();
        self.vars.clear();
        for (number, ty) in params.iter().enumerate() {
            let param = format!("a{number}");
            list.push(format!("{param} {}", self.go(ty)));
            self.vars.push((param, ty.clone()));
        }
        let head = format!("func {name}({}) {} {{", list.join(", "), self.go(&result));
        self.open(&head);
        self.left = 1 + self.below(2);
        self.pure_statements();
        let value = self.expr(&result, 2).text;
        self.line(&format!("return {value}"));
        self.close("}\n");
        self.vars.clear();
        self.funcs.push(Func {
            name,
            params,
            result,
        });
    }

    pub(crate) fn main(&mut self) {
        let prefix = self.prefix.clone();
        self.open(&format!("func {prefix}() {{"));
        self.line(&format!("fmt.Println({prefix}A, {prefix}B, {prefix}C, {prefix}Big%1000003, {prefix}Big > 1<<40, float64({prefix}Ratio))"));
        self.left = 5 + self.below(8);
        self.statements();
        for (name, ty) in self.vars.clone() {
            self.print(&name, &ty);
        }
        self.ending();
        self.close("}\n");
    }
}
