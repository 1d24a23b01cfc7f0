//! Pieces of programs whose form is fixed and whose types and values are drawn.

use crate::draw::Draw;
use crate::ty::{INT, Kind, STRING, Ty};

impl Draw {
    pub(crate) fn template(&mut self) {
        self.open("{");
        match self.below(11) {
            0 => self.stack(),
            1 => self.tree(),
            2 => self.pairs(),
            3 => self.folds(),
            4 => self.generic_call(),
            5 => self.type_switch(),
            6 => self.channel(),
            7 => self.map_sum(),
            8 => self.grow(),
            9 => self.goto(),
            _ => self.method_values(),
        }
        self.close("}");
    }

    fn stack(&mut self) {
        let ty = self.ty(2);
        let go = self.go(&ty);
        self.line(&format!("var s stack[{go}]"));
        for _ in 0..=self.below(3) {
            let value = self.expr(&ty, 2).text;
            self.line(&format!("s.push({value})"));
        }
        self.line("top, ok := s.pop()");
        self.print("top", &ty);
        self.line("fmt.Println(ok, s, len(s.items))");
        self.line("fmt.Printf(\"%T %+v\\n\", s, s)");
    }

    fn tree(&mut self) {
        let ty = if self.one_in(3) {
            STRING
        } else {
            self.integer()
        };
        let go = self.go(&ty);
        self.line(&format!("var t *tree[{go}]"));
        for _ in 0..2 + self.below(4) {
            let value = self.expr(&ty, 2).text;
            self.line(&format!("t = t.insert({value})"));
        }
        self.open("for v := range t.all() {");
        let limit = self.value(&ty, 1);
        self.open(&format!("if v > {limit} {{"));
        self.line("break");
        self.close("}");
        self.line("fmt.Printf(\"%v %q;\", v, fmt.Sprint(v))");
        self.close("}");
        self.line("fmt.Println(slices.Collect(t.all()))");
    }

    fn pairs(&mut self) {
        let ty = self.ty(1);
        let items = self.expr(&ty.clone().slice(), 2).text;
        let stop = self.below(4);
        self.open("find := func() (found string) {");
        self.line("defer func() { found += \"!\" }()");
        self.open(&format!("for i, v := range pairs({items}) {{"));
        self.line("defer fmt.Println(\"deferred\", i)");
        self.open(&format!("if i == {stop} {{"));
        self.line("return fmt.Sprint(i, v)");
        self.close("}");
        self.close("}");
        self.line("return \"none\"");
        self.close("}");
        self.line("fmt.Println(find())");
    }

    fn folds(&mut self) {
        let (ty, to) = (self.ty(1), self.number());
        let (from, into) = (self.go(&ty), self.go(&to));
        let (items, start) = (
            self.expr(&ty.clone().slice(), 2).text,
            self.expr(&to, 1).text,
        );
        self.read_only.push((String::from("acc"), to.clone()));
        self.read_only.push((String::from("item"), ty));
        let value = self.expr(&to, 2).text;
        self.read_only.truncate(self.read_only.len() - 2);
        self.line(&format!(
            "fmt.Println(fold({items}, {start}, func(acc {into}, item {from}) {into} {{ return acc + {value} }}))"
        ));
    }

    fn generic_call(&mut self) {
        for _ in 0..2 {
            let ty = self.number();
            let (a, b) = (self.expr(&ty, 2).text, self.value(&ty, 2));
            let line = format!(
                "fmt.Println({}Gen[{}]({a}, {b}))",
                self.prefix,
                self.go(&ty)
            );
            self.line(&line);
        }
        let (key, value) = (self.key(), self.ty(2));
        let name = format!("pair[{}, {}]", self.go(&key), self.go(&value));
        let (key, value) = (self.expr(&key, 1).text, self.expr(&value, 1).text);
        self.line(&format!("p := {name}{{{key}, {value}}}"));
        self.line("fmt.Printf(\"%v %+v %T\\n\", p, p, p)");
    }

    fn type_switch(&mut self) {
        let mut values = Vec::new();
        for _ in 0..3 {
            let ty = self.ty(2);
            values.push(self.expr(&ty, 2).text);
        }
        self.open(&format!(
            "for _, x := range []any{{{}, nil}} {{",
            values.join(", ")
        ));
        self.open("switch x := x.(type) {");
        let shape = self.go(&Ty::Shape);
        for case in [
            "int, int8",
            "string",
            "[]int",
            "error",
            "fmt.Stringer",
            &shape,
            "nil",
        ] {
            self.line(&format!("case {case}:"));
            self.line(&format!("\tfmt.Printf(\"{case} %v %T\\n\", x, x)"));
        }
        self.line("default:");
        self.line("\tfmt.Printf(\"other %v %T\\n\", x, x)");
        self.close("}");
        self.close("}");
    }

    fn channel(&mut self) {
        let ty = self.ty(2);
        let go = self.go(&ty);
        let capacity = 1 + self.below(4);
        self.line(&format!("c := make(chan {go}, {capacity})"));
        self.open("for range 5 {");
        let value = self.expr(&ty, 2).text;
        self.open("select {");
        self.line(&format!("case c <- {value}:"));
        self.line("default:");
        self.line("\tfmt.Println(\"full\", len(c), cap(c))");
        self.close("}");
        self.close("}");
        self.line("close(c)");
        self.open("for v := range c {");
        self.print("v", &ty);
        self.close("}");
        self.line("v, ok := <-c");
        self.line("fmt.Println(v, ok)");
    }

    fn map_sum(&mut self) {
        let (key, value) = (self.key(), self.number());
        let map = Ty::Map(Box::new(key), Box::new(value.clone()));
        let (name, text) = (self.go(&map), self.expr(&map, 2).text);
        self.line(&format!("m, sum, n := {name}({text}), 0, 0"));
        self.open("for k, v := range m {");
        self.line("n++");
        let seen = Draw::as_int("v", &value);
        self.line(&format!("sum += {seen} * len(fmt.Sprint(k))"));
        self.line("delete(m, k)");
        self.close("}");
        self.line("fmt.Println(m, sum, n, len(m))");
    }

    /// The capacity of what grows, where it is not on the stack.
    fn grow(&mut self) {
        let (first, more) = (self.below(40), 1 + self.below(700));
        self.line(&format!("grown = make([]int, {first})"));
        let rounds = 1 + self.below(4);
        self.open(&format!("for range {rounds} {{"));
        self.line(&format!("grown = append(grown, make([]int, {more})...)"));
        self.line("fmt.Println(len(grown), cap(grown))");
        self.line("grown = append(grown, 1)");
        self.line("fmt.Println(len(grown), cap(grown), cap(grown[3:]), cap(grown[1:2:2]))");
        self.close("}");
    }

    fn goto(&mut self) {
        let (label, count) = (self.name("g"), 1 + self.below(4));
        self.line("n := 0");
        self.line("var all []func() int");
        self.line(&format!("{label}:"));
        self.open("for i := 0; i < 3; i++ {");
        self.line("all = append(all, func() int { i += 10; return i*100 + n })");
        self.close("}");
        self.line("n++");
        self.open(&format!("if n < {count} {{"));
        self.line(&format!("goto {label}"));
        self.close("}");
        self.open("for _, f := range all {");
        self.line("fmt.Print(f(), \" \", f(), \" \")");
        self.close("}");
        self.line("fmt.Println(n)");
    }

    fn method_values(&mut self) {
        let number = self.below(self.complete.max(1));
        let name = self.types[number].name.clone();
        let is_struct = matches!(self.types[number].kind, Kind::Struct(_));
        let value = self.expr(&Ty::Named(number), 1).text;
        let int = self.expr(&INT, 2).text;
        self.line(&format!("var t {name} = {value}"));
        self.line("f, g := t.M, t.P");
        self.line(&format!("g({int})"));
        self.line(&format!("fmt.Println(f(1), t.M(1), {name}.M(t, 2))"));
        self.line(&format!("(*{name}).P(&t, 4)"));
        if is_struct {
            self.line("u := &t");
            self.line("u.N += 3");
            self.line("fmt.Println(u.N, t.N, u == &t)");
        }
        self.print("t", &Ty::Named(number));
    }
}
