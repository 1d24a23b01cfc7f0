//! Statements that may panic, each in a function that recovers; and how a program ends.

use crate::draw::Draw;
use crate::ty::{INT, STRING, Ty, UINT};

impl Draw {
    /// A statement that may panic: in one place only.
    fn risky(&mut self) -> String {
        let int = self.value(&INT, 2);
        let small = format!("(int({}) & 7) - 2", self.value(&UINT, 1));
        match self.below(18) {
            0 => {
                let ty = self.integer();
                let (a, b) = (self.value(&ty, 1), self.value(&ty, 1));
                format!("fmt.Println({a} {} ({b} & 1))", self.of(&["/", "%"]))
            }
            1 => {
                let ty = self.ty(1).slice();
                format!(
                    "s, i := {}, {small}\nfmt.Println(s[i])",
                    self.expr(&ty, 2).text
                )
            }
            2 => {
                let ty = self.ty(1).slice();
                format!(
                    "s, i := {}, {small}\nfmt.Println(s[i:])",
                    self.expr(&ty, 2).text
                )
            }
            3 => format!(
                "s, i := {}, {small}\nfmt.Println(s[i:i+{}])",
                self.value(&STRING, 1),
                self.below(4)
            ),
            4 => format!("var m map[string]int\nm[\"k\"] = {int}"),
            5 => String::from("var t *tree[int]\nfmt.Println(t.value)"),
            6 => {
                let (ty, to) = (self.ty(2), self.ty(1));
                format!(
                    "var x any = {}\nfmt.Println(x.({}))",
                    self.expr(&ty, 1).text,
                    self.go(&to)
                )
            }
            7 => format!("s := make([]int, {small})\nfmt.Println(len(s))"),
            8 => format!("fmt.Println(1 << ({small}))"),
            9 => {
                let ty = self.ty(2);
                format!(
                    "x, y := any({0}), any({0})\nfmt.Println(x == y)",
                    self.expr(&ty, 1).text
                )
            }
            10 => {
                let ty = self.ty(1).slice();
                format!(
                    "s := {}\nfmt.Println([2]{}(s))",
                    self.expr(&ty, 2).text,
                    self.element(&ty)
                )
            }
            11 => format!("panic(failure{{{int}}})"),
            12 => {
                let ty = self.basic();
                format!("panic({})", self.expr(&ty, 1).text)
            }
            13 => String::from("panic(fmt.Errorf(\"wrapped: %w\", failure{3}))"),
            14 => String::from("panic(nil)"),
            15 => String::from("var f func()\nf()"),
            16 => {
                let shape = self.expr(&Ty::Shape, 2).text;
                format!("fmt.Println(({shape}).M({int}))")
            }
            _ => String::from(
                "defer func() {\n\tpanic(fmt.Sprint(\"again \", recover()))\n}()\npanic(\"first\")",
            ),
        }
    }

    fn element(&self, ty: &Ty) -> String {
        match ty {
            Ty::Slice(elem) => self.go(elem),
            _ => String::new(),
        }
    }

    pub(crate) fn risk(&mut self) {
        let statement = self.risky();
        let name = self.name("try");
        self.open(&format!("try(\"{name}\", func() {{"));
        if self.one_in(3)
            && let Some((name, ty)) = self.variable(|ty| *ty == INT)
        {
            self.open("defer func() {");
            let value = self.expr(&ty, 1).text;
            self.line(&format!("{name} = {value}"));
            self.line(&format!("fmt.Println(\"deferred\", {name})"));
            self.close("}()");
        }
        for line in statement.lines() {
            self.line(line);
        }
        self.close("})");
    }

    pub(crate) fn ending(&mut self) {
        match self.below(12) {
            0 => {
                let code = self.below(120);
                self.line("defer fmt.Println(\"not reached\")");
                self.line(&format!("os.Exit({code})"));
            }
            1 => {
                let ty = self.basic();
                let value = self.expr(&ty, 1).text;
                self.line("defer fmt.Println(\"deferred\")");
                self.line(&format!("panic({value})"));
            }
            2 => self.line("panic(fmt.Errorf(\"wrapped: %w\", failure{zero}))"),
            3 => {
                self.line("var s []int");
                self.line("fmt.Println(s[zero+5])");
            }
            4 => {
                let (a, b) = (self.basic(), self.basic());
                let line = format!(
                    "println({}, {}, nil == error(nil))",
                    self.expr(&a, 1).text,
                    self.expr(&b, 1).text
                );
                self.line(&line);
            }
            5 => self.line("<-make(chan int)"),
            6 => {
                let number = self.below(self.complete.max(1));
                let value = self.expr(&Ty::Named(number), 0).text;
                self.line(&format!(
                    "if e, ok := any({value}).(error); ok {{ panic(e) }}"
                ));
            }
            _ => {}
        }
    }
}
