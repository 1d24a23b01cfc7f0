//! Links as people paste them.

use super::*;

#[test]
fn what_counts_readers_is_passed_over() {
    check(
        "?utm_source=newsletter&UTM_Medium=mail&batch=8&fbclid=IwAR0&gclid=1&mc_cid=2&_gl=3",
        "scenario=ci-auto-trigger&batch=8",
        &[],
    );
    // Often enough it is all that there is, or more than a link has parts.
    check(
        "https://lab.example/?fbclid=IwAR0",
        "scenario=ci-auto-trigger",
        &[],
    );
    let many = "utm_term=x&".repeat(MOST_PARTS);
    check(
        &format!("?{many}batch=8"),
        "scenario=ci-auto-trigger&batch=8",
        &[],
    );
    check("#batch=8&fbclid=1", "scenario=ci-auto-trigger&batch=8", &[]);
}

#[test]
fn links_are_read_as_people_paste_them() {
    let compared = "pattern=worker-pool,batched&workers=8";
    for text in [
        "?pattern=worker-pool%2Cbatched&workers=8&",
        "?pattern=worker-pool,+batched&workers=8",
        "?pattern=worker-pool,%20batched&workers=%208&&",
        "  <https://lab.example/x/?pattern=worker-pool,batched&workers=8>\n",
        "?pattern=worker-pool,batched&amp;workers=8",
        "?pattern=worker-pool,batched&workers=8#",
        "?pattern=worker-pool,batched&workers=8#code",
        "?pattern=worker-pool,batched#workers=8",
        "https://lab.example/#pattern=worker-pool,batched&workers=8",
        "#?pattern=worker-pool,batched&workers=8",
    ] {
        check(text, compared, &[]);
    }
    check(
        "?batch=8&batch=9#batch=10&seed=7",
        "scenario=ci-auto-trigger&batch=8&seed=7",
        &[
            "batch=9: stands twice; the first counts",
            "batch=10: stands twice; the first counts",
        ],
    );
    // A fragment that is not the Lab's is the browser's, or a deck's.
    check("?batch=8#/3/1", "scenario=ci-auto-trigger&batch=8", &[]);
    check(
        "?batch=8#colour=red",
        "scenario=ci-auto-trigger&batch=8",
        &[],
    );
    check(
        "#embed&colour=red",
        "scenario=ci-auto-trigger",
        &[&format!(
            "colour=red: {}",
            no_such_parameter(&Scenario::new(scenarios::ALL[0]), false)
        )],
    );
}

#[test]
fn two_thousand_latencies_fit_behind_the_sign_that_is_not_sent() {
    let list: Vec<String> = (0..2_000).map(|i| (100 + i % 900).to_string()).collect();
    let query = format!("scenario=ci-auto-trigger&latency=list:{}", list.join(","));
    let text = Address::behind_path(&query);
    assert!(
        text.starts_with('#') && text.len() > 8_000,
        "{}",
        text.len()
    );
    check(&text, &query, &[]);
}

#[test]
fn what_a_link_holds_is_said_in_words() {
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words(&parse(text).scenario), expected, "{text}");
    }
    check("", &["CI auto-trigger: Sequential, Unbounded, Batched"]);
    check(
        "batch=8&seed=7&slider=tasks&axis=linear",
        &[
            "CI auto-trigger: Sequential, Unbounded, Batched",
            "Batch size: 8, otherwise 5",
            "Seed: 7, otherwise 1",
            "On the large slider: Tasks",
            "The slider’s axis is linear",
        ],
    );
    check(
        "pattern=worker-pool,batched&tasks=3&latency=list:120,80,95&memory-limit=64MiB",
        &[
            "Worker pool, Batched",
            "Latency: a list of 3, otherwise 100 ms",
            "Memory limit: 64 MiB, otherwise 512 MiB",
        ],
    );
}
