//! The tables of `docs/parameters.md`, made from the table of the parameters.

use crate::common;
use lab::params::{Key, Value, Values};
use std::fmt::Write as _;

#[test]
fn the_docs_list_every_parameter() {
    let check = |name: &str, is_of_world: bool| {
        let begin = format!("<!-- parameters of {name}: a test writes this table -->\n");
        let end = format!("<!-- end of parameters of {name} -->\n");
        common::check_docs("parameters.md", &begin, &end, &table(is_of_world));
    };
    check("programs", false);
    check("the world", true);
}

fn table(is_of_world: bool) -> String {
    let mut text = String::from("| name | what | allowed | default |\n|---|---|---|---|\n");
    let values = Values::default();
    for key in Key::all().filter(|key| key.is_of_world() == is_of_world) {
        let param = key.param();
        let default = match param.default_value() {
            Value::Numbers(_) => String::from("none"),
            value => param.write(&value),
        };
        let (name, help, range) = (param.name, param.help, param.range(&values));
        writeln!(text, "| `{name}` | {help} | {range} | `{default}` |").unwrap();
    }
    text
}
