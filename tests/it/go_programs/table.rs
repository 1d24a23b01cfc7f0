//! The table in `docs/proof.md`: every pattern of the registry with its parameter sets.

use super::{account, sets};
use crate::common;
use analysis::fmt;
use lab::patterns;
use std::fmt::Write as _;

const BEGIN: &str = "<!-- what is proven: a test writes this table -->\n";
const END: &str = "<!-- end of what is proven -->\n";

#[test]
fn the_docs_list_all_compared_sets() {
    common::check_docs("proof.md", BEGIN, END, &table());
}

/// [`super::every_trace_agrees_with_go`] checks that the traces of these sets agree with Go.
fn table() -> String {
    let mut text = String::from(
        "| pattern | what it is | proven against Go | parameter sets | in exact order |\n|---|---|---|---:|---:|\n",
    );
    let (mut sets_in_all, mut fixed_in_all) = (0, 0);
    for pattern in patterns::ALL {
        let (mut sets, mut fixed) = (0, 0);
        for set in sets::of(pattern) {
            let trace = common::run(&set.link, pattern);
            sets += 1;
            fixed += u64::from(account::has_one_order(&trace, &set));
        }
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "| [`{}`](../assets/go/{}/main.go) | {} | yes | {sets} | {fixed} |",
            pattern.id, pattern.folder, pattern.name
        );
        sets_in_all += sets;
        fixed_in_all += fixed;
    }
    let patterns = fmt::grouped(patterns::ALL.len() as u64);
    let (sets, fixed) = (fmt::grouped(sets_in_all), fmt::grouped(fixed_in_all));
    let _ = writeln!(
        text,
        "| **{patterns} patterns** | | | **{sets}** | **{fixed}** |"
    );
    text
}
