//! Links that somebody wrote to do harm, or that came apart on their way: scripts in every part, texts of a megabyte, characters
//! that cannot be seen, numbers at every extreme, deep lists, cut escapes, repeated names, fragments. Nothing changes but the
//! notices, which stay short.
//!
//! A sample runs with the other tests. A million links, in about a minute:
//! `cargo test --release --test it hostile -- --ignored --nocapture`.

use goruntime::rng::Rng;
use lab::link::{self, Link, OPTIONS, Options};
use lab::params::Key;
use lab::scenarios::Scenario;
use rayon::prelude::*;
use std::fmt::Write as _;

const SEED: u64 = 20_261_128;
/// The number of links of the sample, and of all.
const SAMPLE: u64 = 4_000;
const ALL: u64 = 1_000_000;
/// One in this many of the links is a megabyte long.
const LARGE_OF_SAMPLE: u64 = 1_000;
const LARGE_OF_ALL: u64 = 10_000;
const MEGABYTE: usize = 1 << 20;

/// The most notices of a link: six, and one that counts the others.
const MOST_NOTICES: usize = 7;
/// The longest that a notice may be, in characters: what it quotes, and the list of all patterns.
const LONGEST_NOTICE: usize = 1_500;
/// The longest that reading a link may take, in milliseconds, in a program that is not optimised on a busy machine, too.
const LONGEST: u128 = 2_000;

#[test]
fn a_sample_of_hostile_links_changes_nothing_but_the_notices() {
    (0..SAMPLE)
        .into_par_iter()
        .for_each(|number| check(&Hostile::new(number, LARGE_OF_SAMPLE)));
}

#[test]
#[ignore = "takes a minute, and belongs into an optimised build"]
fn a_million_hostile_links_change_nothing_but_the_notices() {
    (0..ALL)
        .into_par_iter()
        .for_each(|number| check(&Hostile::new(number, LARGE_OF_ALL)));
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

/// A link with good parts, and with bad ones, of which no value may be taken.
struct Hostile {
    good: String,
    bad: String,
}

impl Hostile {
    fn new(number: u64, large: u64) -> Hostile {
        let mut rng = Rng::new(SEED, number);
        let good = pick(&mut rng, &GOOD);
        let mut bad = String::new();
        let most = if rng.below(20) == 0 { 200 } else { 4 };
        let count = rng.between(1, most);
        for _ in 0..count {
            let name = name(&mut rng, good);
            let value = value(&mut rng);
            bad += &["&", &name, "=", &value].concat();
        }
        if number.is_multiple_of(large) {
            let unit = value(&mut rng);
            let times = MEGABYTE / unit.len().max(1);
            bad += &["&batch=", &unit.repeat(times.min(MEGABYTE))].concat();
        }
        Hostile {
            good: String::from(good),
            bad,
        }
    }
}

/// What a person wanted to send.
const GOOD: [&str; 6] = [
    "scenario=ci-auto-trigger&batch=8&seed=7",
    "scenario=ci-api-limit&qps=20&embed",
    "pattern=worker-pool&workers=3&theme=dark",
    "pattern=batched,naive&tasks=9&latency=uniform:1..9ms",
    "scenario=restaurant&at=120ms&sel=2",
    "pattern=leak&spoil=1&scale=150",
];

/// The name of a part that the good ones do not have: a parameter's, an option's, or one that is nobody's.
fn name(rng: &mut Rng, good: &str) -> String {
    let params: Vec<&str> = Key::all().map(|key| key.param().name).collect();
    let options: Vec<&str> = OPTIONS.iter().map(|option| option.name).collect();
    let name = match rng.below(4) {
        0 => pick(rng, &options),
        1 => pick(rng, &["pattern", "patterns", "scenario", "slider", "axis"]),
        2 => return nobody(rng),
        _ => pick(rng, &params),
    };
    let is_there = good
        .split('&')
        .any(|part| part.split('=').next() == Some(name));
    // A title is any text.
    if name == "title" || (is_there && rng.below(2) == 0) {
        return nobody(rng);
    }
    String::from(name)
}

fn nobody(rng: &mut Rng) -> String {
    let forms = [
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "__proto__",
        "constructor",
        "%00",
        "%E2%80%AE",
        "onload",
        "javascript:alert(1)",
        "tasks%20",
        "BATCH",
        "batch[]",
        "%",
        "",
    ];
    let form = pick(rng, &forms);
    let mut name = String::from(form);
    // A space at the end is none of the name's.
    if form == "tasks%20" || form.is_empty() {
        let _ = write!(name, "{}", rng.below(9));
    }
    name
}

/// A value that is none of any part but a title.
fn value(rng: &mut Rng) -> String {
    match rng.below(9) {
        0 => String::from(pick(rng, &SCRIPTS)),
        1 => String::from(pick(rng, &UNSEEN)),
        2 => String::from(pick(rng, &NUMBERS)),
        3 => String::from(pick(rng, &CUT)),
        4 => {
            let some = rng.between(10_001, 12_000);
            let item = pick(rng, &["1,", ",", "x,", "18446744073709551615,", "[", "(1,"]);
            let many = if rng.below(50) == 0 { some } else { 60 };
            let list = item.repeat(usize::try_from(many).unwrap_or_default());
            format!("list:{list}x")
        }
        5 => {
            let colon = ["uniform:", "normal:", "lognormal:", "bimodal:"];
            format!("{}{}", pick(rng, &colon), pick(rng, &NUMBERS))
        }
        6 => format!(
            "{}{}",
            pick(rng, &NUMBERS),
            pick(rng, &["ms", "s", "GiB", "%25", "h9"])
        ),
        _ => {
            let length = rng.between(1, 80);
            let mut text = String::from("~");
            for _ in 0..length {
                let byte = rng.below(256);
                let _ = write!(text, "%{byte:02X}");
            }
            text
        }
    }
}

const SCRIPTS: [&str; 6] = [
    "<script>alert(1)</script>",
    "%3Cimg%20src=x%20onerror=alert(1)%3E",
    "javascript:alert(1)",
    "\"><svg/onload=alert(1)>",
    "{{constructor.constructor('alert(1)')()}}",
    "'; DROP TABLE tasks; --",
];
const UNSEEN: [&str; 7] = [
    "%00%01%02",
    "%0D%0ASet-Cookie:%20a=b",
    "%E2%80%AEtpircs",
    "\u{202e}8",
    "%EF%BB%BF8",
    "%E2%81%A68",
    "8\u{2028}9",
];
const NUMBERS: [&str; 10] = [
    "-1",
    "-0",
    "18446744073709551615",
    "18446744073709551616",
    "99999999999999999999999999999999",
    "1e308",
    "NaN",
    "Infinity",
    "0x10",
    "1_000",
];
const CUT: [&str; 6] = ["%", "%4", "%E2%80", "%zz", "%u202E", "%C0%AF"];

#[expect(clippy::disallowed_types, reason = "it says what takes too long")]
fn checked(text: &str) -> Link {
    let begun = std::time::Instant::now();
    let link = link::parse(text);
    let taken = begun.elapsed().as_millis();
    let beginning: String = text.chars().take(200).collect();
    assert!(taken < LONGEST, "{taken} ms for ?{beginning}");
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
    assert!(!link.notices.is_empty(), "?{text}");
    assert_eq!(link.scenario, alone.scenario, "?{text}");
    assert_eq!(link.options, alone.options, "?{text}");
}

fn whole(scenario: &Scenario, options: &Options) -> String {
    let mut query = link::format(scenario);
    options.append_to(&mut query);
    query
}

fn pick<'a>(rng: &mut Rng, all: &[&'a str]) -> &'a str {
    all[usize::try_from(rng.below(all.len() as u64)).expect("it is below a length")]
}
