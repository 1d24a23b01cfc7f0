//! Links that somebody wrote to do harm, or that came apart on their way: scripts in every part, texts of a megabyte, characters
//! that cannot be seen, numbers at every extreme, deep lists, cut escapes, repeated names, fragments. Nothing changes but the
//! notices, which stay short.
//!
//! A sample runs with the other tests. A million links, in about a minute:
//! `cargo test --release --test it hostile -- --ignored --nocapture`.

mod links;

use lab::link::{self, Link, Options};
use lab::scenarios::Scenario;
use links::{Hostile, MEGABYTE};
use rayon::prelude::*;

/// The number of links of the sample, and of all.
const SAMPLE: u64 = 4_000;
const ALL: u64 = 1_000_000;
/// One in this many of the links is a megabyte long.
const LARGE_OF_SAMPLE: u64 = 1_000;
const LARGE_OF_ALL: u64 = 10_000;

/// The most notices of a link: six, and one that counts the others.
const MOST_NOTICES: usize = 7;
/// The longest that a notice may be, in characters: what it quotes, and the list of all patterns.
const LONGEST_NOTICE: usize = 1_700;

#[test]
fn a_sample_of_hostile_links_changes_nothing_but_the_notices() {
    (0..SAMPLE)
        .into_par_iter()
        .for_each(|number| check(&Hostile::new(number, LARGE_OF_SAMPLE)));
}

#[test]
#[ignore = "takes a minute, and belongs into an optimised build"]
#[expect(clippy::disallowed_types, reason = "it says what took the longest")]
fn a_million_hostile_links_change_nothing_but_the_notices() {
    let timed = |number: u64| {
        let link = Hostile::new(number, LARGE_OF_ALL);
        let begun = std::time::Instant::now();
        check(&link);
        (begun.elapsed(), number)
    };
    let slowest = (0..ALL).into_par_iter().map(timed).max();
    let (taken, number) = slowest.expect("there are links");
    println!("at most {taken:?} for a link, number {number}");
}

#[test]
fn a_megabyte_of_anything_is_read_at_once_and_quoted_in_short() {
    let fill = |unit: &str| unit.repeat(MEGABYTE / unit.len());
    for text in [
        fill("a"),
        fill("&"),
        fill("="),
        fill("%"),
        fill("%2"),
        fill("#"),
        fill("a=b&"),
        fill("batch=8&"),
        format!("patterns={}", fill("batched,")),
        format!("patterns={}", fill("x,")),
        format!("pattern={}", fill("%F0%9F%92%A9")),
        format!("latency=list:{}1", fill("1,")),
        format!("latency=list:{}", fill("9")),
        format!("fail={}1", fill("1,")),
        format!("tasks={}", fill("9")),
        format!("pause-at={}1", fill("1,")),
        format!("show={}runs", fill("runs,")),
        format!("title={}", fill("\u{202e}")),
        format!("slider={}", fill("\u{7}")),
        format!("{}=1", fill("é")),
    ] {
        checked(&text);
    }
}

#[test]
fn what_cannot_be_seen_stands_in_a_notice_as_its_code() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let Link { notices, .. } = link::parse(text);
        let said: Vec<String> = notices.iter().map(ToString::to_string).collect();
        assert!(said[0].starts_with(expected), "{text:?}: {said:?}");
    }
    check("batch=%00%E2%80%AE8", r"batch=\u{0}\u{202e}8: allowed is ");
    check(
        "title=%E2%80%AEbatched",
        r"title=\u{202e}batched: allowed is up to 80",
    );
    check("pattern=%0A", r#"pattern: there is no pattern "";"#);
    check(
        "pattern=a%0Ab",
        r#"pattern=a\u{a}b: there is no pattern "a\u{a}b";"#,
    );
    check(
        &format!("batch={}", "9".repeat(MEGABYTE)),
        "batch=9999999999999999999999999999999999999999… (1,048,576 characters): allowed is ",
    );
}

fn checked(text: &str) -> Link {
    let link = link::parse(text);
    let beginning: String = text.chars().take(200).collect();
    assert!(link.notices.len() <= MOST_NOTICES, "?{beginning}");
    for notice in &link.notices {
        let said = notice.to_string();
        let length = said.chars().count();
        let begins: String = said.chars().take(LONGEST_NOTICE).collect();
        assert!(
            length <= LONGEST_NOTICE,
            "{length} characters for ?{beginning}: {begins}"
        );
        let unseen = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!said.contains(unseen), "?{beginning}: {said:?}");
    }
    let again = link::parse(&whole(&link.scenario, &link.options));
    assert_eq!(again.notices, [], "?{beginning}");
    assert_eq!(again.scenario, link.scenario, "?{beginning}");
    assert_eq!(again.options, link.options, "?{beginning}");
    link
}

#[track_caller]
fn check(Hostile { good, bad }: &Hostile) {
    let alone = link::parse(good);
    assert_eq!(alone.notices, [], "?{good}");
    let text = [good, bad.as_str()].concat();
    let link = checked(&text);
    let begins: String = text.chars().take(2_000).collect();
    assert!(!link.notices.is_empty(), "?{begins}");
    assert_eq!(link.scenario, alone.scenario, "?{begins}");
    assert_eq!(link.options, alone.options, "?{begins}");
}

fn whole(scenario: &Scenario, options: &Options) -> String {
    let mut query = link::format(scenario);
    options.append_to(&mut query);
    query
}
