//! The tables of `docs/parameters.md` and `docs/embedding.md`, made from those of the code.

use crate::common;
use lab::link::{self, OPTIONS, OWN_PARTS};
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

#[test]
fn the_docs_name_every_part_that_is_no_parameter() {
    let docs = std::fs::read_to_string("docs/parameters.md").unwrap();
    let rows = docs.lines().filter_map(|line| line.strip_prefix("| `"));
    let named: Vec<&str> = rows.filter_map(|row| row.split('`').next()).collect();
    for part in OWN_PARTS {
        assert!(named.contains(&part), "{part}");
    }
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

#[test]
fn the_docs_list_every_option() {
    let mut text = String::from("| name | what | allowed | default |\n|---|---|---|---|\n");
    for option in OPTIONS {
        let (name, help, allowed) = (option.name, option.help, option.allowed);
        writeln!(
            text,
            "| `{name}` | {help} | {allowed} | {} |",
            option.default
        )
        .unwrap();
    }
    let (begin, end) = (
        "<!-- options: a test writes this table -->\n",
        "<!-- end of options -->\n",
    );
    common::check_docs("embedding.md", begin, end, &text);
}

#[test]
fn the_examples_of_the_docs_can_be_read() {
    let docs = std::fs::read_to_string("docs/embedding.md").unwrap();
    let links = docs.lines().filter_map(|line| line.strip_prefix("    ?"));
    let links: Vec<&str> = links.collect();
    assert!(links.len() >= 3);
    for text in links {
        let link = link::parse(text);
        assert_eq!(link.notices, [], "{text}");
        assert!(link.options.embed, "{text}");
        let mut written = link::format(&link.scenario);
        link.options.append_to(&mut written);
        assert_eq!(link::parse(&written), link, "{text}");
    }
}
