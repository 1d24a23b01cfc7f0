//! The talk's own figures: each is computed, and every verdict is held here.

use crate::common;
use goroutine_lab::claims::{self, Claim, Verdict};
use std::fmt::Write as _;

const BEGIN: &str = "<!-- the talk's numbers: a test writes this table -->\n";
const END: &str = "<!-- end of the talk's numbers -->\n";

#[test]
fn every_claim_can_be_opened_and_says_why() {
    for claim in claims::all() {
        // The link is read without a notice.
        let scenario = common::scenario(claim.link);
        let compared: Vec<&str> = scenario.patterns().iter().map(|p| p.id).collect();
        for id in claim.reading.patterns() {
            assert!(compared.contains(&id), "{id} is not shown: {}", claim.link);
        }
        let verdict = claim.compute().verdict;
        assert_eq!(
            verdict == Verdict::HoldsIf,
            claim.given && verdict != Verdict::DoesNotFollow,
            "{claim:?}"
        );
        let needs_words = verdict != Verdict::Holds;
        assert!(!needs_words || !claim.note.is_empty(), "{claim:?}");
    }
}

/// What does not follow from the talk's own description: nothing else, and none of it by chance.
#[test]
fn six_figures_do_not_follow() {
    let not: Vec<&str> = claims::all()
        .iter()
        .filter(|claim| claim.compute().verdict == Verdict::DoesNotFollow)
        .map(|claim| claim.words)
        .collect();
    let expected = [
        "1,000 at once: 100 ms but crash (too many goroutines)",
        "10,000 goroutines: out of memory",
        "… all 1,000 checked in 1.5 s",
        "… 6.7x faster",
        "… → 3 s",
        "100 goroutines: 200KB",
    ];
    assert_eq!(not, expected);
}

#[test]
fn the_readme_says_where_the_numbers_come_from() {
    common::check_readme(BEGIN, END, &table());
}

fn table() -> String {
    let mut text =
        String::from("| the talk says | where | what comes out | |\n|---|---|---|---|\n");
    for claim in claims::all() {
        let computed = claim.compute();
        let place = claim
            .place
            .replace("slides-outline.md, ", "")
            .replace(".md, ", " ");
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "| {} | {place} | {} | {} |",
            claim.words,
            computed.text,
            verdict(claim, computed.verdict)
        );
    }
    text
}

fn verdict(claim: &Claim, verdict: Verdict) -> String {
    match verdict {
        Verdict::Holds => String::from(verdict.words()),
        Verdict::HoldsIf => format!("{} {}", verdict.words(), claim.note),
        Verdict::DoesNotFollow => format!("**{}.** {}", verdict.words(), claim.note),
    }
}
