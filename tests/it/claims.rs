//! The talk's claims: each is computed, and its verdict is pinned here.

use crate::common;
use lab::claims::{self, Claim, Reading, UNCOMPUTED, Verdict};
use lab::params::Key;
use std::fmt::Write as _;

const BEGIN: &str = "<!-- the talk's numbers: a test writes this table -->\n";
const END: &str = "<!-- end of the talk's numbers -->\n";

#[test]
fn every_claim_can_be_opened_and_says_why() {
    for claim in claims::all() {
        // Its link is read without a notice.
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
        assert!(
            claim.line.starts_with(|c: char| c.is_ascii_digit()),
            "{claim:?}"
        );
        let needs_words = verdict != Verdict::Holds;
        assert!(!needs_words || !claim.note.is_empty(), "{claim:?}");
    }
}

/// A reading with a range that allows any figure.
#[track_caller]
fn check(link: &'static str, reading: Reading, text: &str, verdict: Verdict) {
    let claim = Claim {
        place: "",
        line: "",
        words: "",
        link,
        reading,
        from: 0,
        to: u64::MAX,
        note: "",
        given: false,
    };
    let computed = claim.compute();
    assert_eq!(
        (&*computed.text, computed.verdict),
        (text, verdict),
        "{link}"
    );
}

#[test]
fn a_time_counts_only_if_the_work_is_done() {
    use Verdict::{DoesNotFollow, Holds};
    let manifests = Reading::Total("manifests");
    check("scenario=k8s-manifests", manifests, "1 s", Holds);
    let refused = "scenario=k8s-manifests&api-burst=1";
    check(refused, manifests, "1 s, 80 not done", DoesNotFollow);
    let faster = Reading::Faster("sequential", "manifests");
    check("scenario=k8s-manifests", faster, "5×", Holds);
    check(refused, faster, "5×, 80 not done", DoesNotFollow);
    // Tasks of either pattern are undone.
    let slower = Reading::Faster("manifests", "sequential");
    check(refused, slower, "0.2×, 80 not done", DoesNotFollow);
    // The run was killed, or main returned early.
    let killed = Reading::Total("unbounded");
    check("", killed, "78 ms, 100 not done", DoesNotFollow);
    check(
        "",
        Reading::Total("naive"),
        "0 s, 100 not done",
        DoesNotFollow,
    );
    // The saving comes from tasks that are not done, so they do not make it void.
    let saved = Reading::Saved("client-disconnect-ignored", "client-disconnect");
    check("scenario=client-disconnect", saved, "5.05 s", Holds);
}

/// The smallest of the values that never fail and are as good as any.
#[test]
fn the_best_value_is_the_sweeps() {
    use Verdict::Holds;
    let workers = Reading::Best("worker-pool", Key::Workers);
    check("scenario=emails", workers, "best with workers=5", Holds);
    check(
        "scenario=emails&calls=1",
        workers,
        "best with workers=10",
        Holds,
    );
    let fails = "scenario=emails&latency=1ms";
    check(fails, workers, "every value fails", Holds);
}

/// Exactly these claims do not follow from the talk's own description.
#[test]
fn five_figures_do_not_follow() {
    let not: Vec<&str> = claims::all()
        .iter()
        .filter(|claim| claim.compute().verdict == Verdict::DoesNotFollow)
        .map(|claim| claim.words)
        .collect();
    let expected = [
        "1,000 at once: 100 ms but crash (too many goroutines)",
        "… all 1,000 checked in 1.5 s",
        "… 6.7x faster",
        "… → 3 s",
        "100 goroutines: 200KB",
    ];
    assert_eq!(not, expected);
}

#[test]
fn the_docs_say_where_the_numbers_come_from() {
    common::check_docs("claims.md", BEGIN, END, &table());
}

/// The talk's largest number: too much for a phone's page, but not for the runtime.
#[test]
fn a_million_tasks_need_five_goroutines() {
    let link = "pattern=batched&tasks=1000000";
    let goroutines = Reading::Goroutines("batched");
    check(link, goroutines, "5 goroutines", Verdict::Holds);
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
        let place = format!("{place}, line {}", claim.line);
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "| {} | {place} | {} | {} |",
            claim.words,
            computed.text,
            verdict(claim, computed.verdict)
        );
    }
    text += "\n| not computed | where | why |\n|---|---|---|\n";
    for figure in UNCOMPUTED {
        let (place, line) = (figure.document, figure.line);
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "| {} | {place}, line {line} | {} |",
            figure.words, figure.reason
        );
    }
    text
}

/// Every figure that is not computed has a line, words and a reason, stands once, and in the order of its document.
#[test]
fn what_is_not_computed_says_where_it_stands_and_why() {
    let mut known = std::collections::BTreeMap::new();
    for figure in UNCOMPUTED {
        assert!(
            !figure.words.is_empty() && !figure.reason.is_empty(),
            "{figure:?}"
        );
        let first = figure.line.split(|c: char| !c.is_ascii_digit()).next();
        let first: u32 = first.and_then(|line| line.parse().ok()).expect(figure.line);
        let before = known.insert(figure.document, first).unwrap_or_default();
        assert!(before <= first, "{figure:?} stands behind line {before}");
        let is_computed = claims::all()
            .iter()
            .any(|claim| claim.words == figure.words);
        assert!(!is_computed, "{figure:?}");
    }
    assert_eq!(known.len(), 5, "{known:?}");
}

fn verdict(claim: &Claim, verdict: Verdict) -> String {
    match verdict {
        Verdict::Holds => String::from(verdict.words()),
        Verdict::HoldsIf => format!("{} {}", verdict.words(), claim.note),
        Verdict::DoesNotFollow => format!("**{}.** {}", verdict.words(), claim.note),
    }
}
