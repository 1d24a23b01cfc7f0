use super::*;
use crate::link::parse;
use proptest::prelude::*;

#[track_caller]
fn check(query: &str, expected: &str, notices: &[&str]) {
    let link = parse(query);
    let mut written = String::new();
    link.options.append_to(&mut written);
    assert_eq!(written, expected, "{query}");
    let said: Vec<String> = link.notices.iter().map(ToString::to_string).collect();
    assert_eq!(said, notices, "{query}");
}

#[test]
fn options_are_read_and_written() {
    check("?embed", "&embed", &[]);
    check("?embed=0&spoil=1", "spoil=1", &[]);
    check("?size=stage&pace=story", "pace=story&size=stage", &[]);
    check("?size=auto&pace=even", "", &[]);
    check("?pace=fast", "", &["pace=fast: allowed is even or story"]);
    check(
        "?size=huge",
        "",
        &["size=huge: allowed is auto, normal or stage"],
    );
    check(
        "?show=code,runs&controls=minimal&theme=light&autoplay=0",
        "controls=minimal&show=runs,code&theme=light&autoplay=0",
        &[],
    );
    check(
        "?at=1.2s&speed=.25&loop&scale=150%25&pause-at=2s,78ms&title=Batches+win",
        "at=1.2s&speed=0.25&loop=1&scale=150&pause-at=78ms,2s&title=Batches+win",
        &[],
    );
}

#[test]
fn a_part_and_a_goroutine_are_in_a_link() {
    check(
        "?pattern=sse-broker&sel=3&to=620ms&from=0.35s",
        "from=350ms&to=620ms&sel=3",
        &[],
    );
    check(
        "?embed&allow-origin=https://Slides.example:443/,null&audience=7",
        "allow-origin=https:%2F%2Fslides.example,null&audience=7&embed",
        &[],
    );
    check("?pattern=sse-broker&object=5", "object=5", &[]);
    for sel in ["0", "-1", "main"] {
        let allowed = "allowed is the number of a goroutine, from 1; main is 1";
        check(
            &format!("?sel={sel}"),
            "",
            &[&format!("sel={sel}: {allowed}")],
        );
    }
}

#[test]
fn a_talks_own_text_is_in_the_fragment_of_a_link() {
    #[track_caller]
    fn check_text(talk: &str, is_carried: bool) {
        let link = parse(&format!("?step=2#talk={talk}"));
        assert_eq!(link.options.carries_talk(), is_carried, "{talk}");
        let mut fragment = String::new();
        link.options.append_talk_to(&mut fragment);
        let expected = if is_carried {
            format!("talk={talk}")
        } else {
            String::new()
        };
        assert_eq!(fragment, expected);
        let mut query = String::new();
        link.options.append_to(&mut query);
        assert_eq!(
            query.contains("talk="),
            !is_carried && link.notices.is_empty()
        );
    }
    let text = "aZ09-_".repeat(20);
    check_text(&text, true);
    check_text(&format!("{text},10"), true);
    check_text("aZ09-_", false);
    check_text(&format!("{text}!"), false);
    let long = format!("#talk={text}/mine.md");
    let said = parse(&long).notices[0].to_string();
    assert!(said.contains("as Share writes it behind #"), "{said}");
    assert!(said.len() < 400, "{said}");
}

#[test]
fn a_place_of_the_talk_is_in_a_link() {
    check("?talk", "talk=on", &[]);
    check("?talk=35&step=060-batches", "talk=35&step=060-batches", &[]);
    check("?slide=24", "step=slide+24", &[]);
    check("?question=3&talk=1", "talk=on&step=question+3", &[]);
    check(
        "?slide=first",
        "",
        &["slide=first: allowed is a number, from 1"],
    );
}

#[test]
fn bad_options_are_named() {
    check(
        "?embed=maybe",
        "",
        &["embed=maybe: allowed is 1 or 0, or nothing behind it"],
    );
    check(
        "?theme=blue",
        "",
        &["theme=blue: allowed is auto, dark, light or contrast"],
    );
    check(
        "?scale=10",
        "",
        &["scale=10: allowed is a whole number of percent from 50 to 300"],
    );
    for speed in ["0", "1001", "-1", "1.2345", "", "x"] {
        let notice = format!(
            "speed{}{speed}: allowed is a number from 0.001 to 1000",
            if speed.is_empty() { "" } else { "=" }
        );
        check(&format!("?speed={speed}"), "", &[&notice]);
    }
    let long = "x".repeat(81);
    let notice = format!(
        "title={}… (81 characters): allowed is up to 80 characters that can be seen",
        "x".repeat(40)
    );
    check(&format!("?title={long}"), "", &[&notice]);
    check(
        "?title=a%E2%80%AEb",
        "",
        &[r"title=a\u{202e}b: allowed is up to 80 characters that can be seen"],
    );
}

#[test]
fn a_frame_has_fewer_parts() {
    let shown = |query: &str| {
        let options = parse(query).options;
        let all = PARTS.iter().filter(|(_, part)| options.shows(*part));
        all.map(|(name, _)| *name).collect::<Vec<_>>().join(",")
    };
    assert_eq!(shown(""), "title,runs,findings,legend,code,slider,curve");
    assert_eq!(shown("?embed"), "runs,slider,curve");
    assert_eq!(shown("?embed&show=code,runs"), "runs,code");
}

fn options() -> impl Strategy<Value = Options> {
    let shown = prop::option::of(prop::sample::subsequence(PARTS.to_vec(), 1..=7));
    let first = (
        any::<bool>(),
        0..3_usize,
        shown,
        0..4_usize,
        any::<Option<bool>>(),
    );
    let second = (
        prop::option::of(any::<u64>()),
        prop::option::of(1..=1_000_000_u64),
        any::<bool>(),
        50..=300_u32,
        prop::collection::btree_set(any::<u64>(), 0..9),
        prop::option::of("[^\\p{C}\\p{Zl}\\p{Zp}]{1,80}"),
        any::<bool>(),
    );
    let third = (
        prop::option::of(any::<u64>()),
        prop::option::of(any::<u64>()),
        prop::option::of(1..=u32::MAX),
        prop::collection::btree_set("https?://[a-z]{1,9}(:[1-9][0-9]{3})?|null", 0..4),
        (
            prop::option::of(1..=u32::MAX),
            prop::option::of(1..=u32::MAX),
            prop::option::of(1..=u32::MAX),
        ),
        0..2_usize,
        0..3_usize,
        any::<bool>(),
        prop::option::of("[a-z0-9-]{0,9}|[a-z]{1,9}/[a-z]{1,9}[.]md(,[0-9]{1,2})?"),
        prop::option::of("[a-z0-9-]{1,9}"),
    );
    (first, second, third).prop_map(|(first, second, third)| {
        let (embed, controls, show, theme, autoplay) = first;
        let (from, to, goroutine, origins, numbers, pace, size, predict, talk, step) = third;
        let (audience, lens, object) = numbers;
        let (at, speed, is_loop, scale, pauses, title, spoil) = second;
        Options {
            embed,
            controls: CONTROLS[controls].1,
            show: show.map(|parts| parts.into_iter().map(|(_, part)| part).collect()),
            theme: THEMES[theme].1,
            autoplay,
            at: at.map(Time),
            speed,
            is_loop,
            scale,
            from: from.map(Time),
            to: to.map(Time),
            goroutine,
            object,
            lens,
            pause_at: pauses.into_iter().map(Time).collect(),
            title: title
                .map(|title| String::from(title.trim()))
                .filter(|title| !title.is_empty()),
            spoil,
            pace: PACES[pace].1,
            size: SIZES[size].1,
            prelude: if predict {
                Prelude::Guess
            } else {
                Prelude::None
            },
            allow_origin: origins.into_iter().collect(),
            audience,
            talk: talk.and_then(|talk| talk.parse().ok()),
            step,
        }
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(options in options()) {
        let mut query = String::from("pattern=leak");
        options.append_to(&mut query);
        let link = parse(&query);
        prop_assert_eq!(&link.notices, &[], "{}", query);
        prop_assert_eq!(link.options, options);
    }
}
