//! Hostile links, each made from its number. The browser tests use them, too.

use goruntime::rng::Rng;
use lab::link::OPTIONS;
use lab::params::Key;
use std::fmt::Write as _;

const SEED: u64 = 20_261_128;
/// The length of a large link, in bytes.
pub(crate) const MEGABYTE: usize = 1 << 20;

/// A link with good parts, and with bad ones, of which no value may be taken.
pub(crate) struct Hostile {
    /// What a person wanted to send.
    pub(crate) good: String,
    /// What somebody put behind it, with its `&`.
    pub(crate) bad: String,
}

impl Hostile {
    /// The link of a number; one in `large` is a megabyte long.
    pub(crate) fn new(number: u64, large: u64) -> Hostile {
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
    // A title is any text, and only the talk knows the names of its forms and steps.
    if ["title", "talk", "step"].contains(&name) || (is_there && rng.below(2) == 0) {
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

/// A value that is none of any part but a title, and the talk's names.
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

fn pick<'a>(rng: &mut Rng, all: &[&'a str]) -> &'a str {
    all[usize::try_from(rng.below(all.len() as u64)).expect("it is below a length")]
}
