//! `goroutine-lab run --format svg`: a standalone picture.

use super::printed;
use crate::common::check_golden;
use lab::patterns;
use roxmltree::Document;

const SMALL: &str =
    "?tasks=6&batch=2&latency=list:40,80,60,20,90,30&goroutines=3&memory-limit=2MiB";

/// Parses the picture and checks that it is well-formed and standalone.
#[track_caller]
pub(super) fn check(svg: &str, width: &str) {
    let document = Document::parse(svg).expect("the picture is well-formed XML");
    let root = document.root_element();
    assert!(root.has_tag_name(("http://www.w3.org/2000/svg", "svg")));
    assert_eq!(root.attribute("width"), Some(width));
    assert!(root.attribute("viewBox").is_some());
    for node in root.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        assert!(
            !["script", "image", "use", "foreignObject"].contains(&name),
            "<{name}> refers to another file"
        );
        for attribute in node.attributes() {
            assert!(
                !attribute.name().ends_with("href"),
                "<{name} {}>",
                attribute.name()
            );
            assert!(
                !attribute.value().contains("NaN"),
                "<{name} {}>",
                attribute.name()
            );
        }
    }
}

#[test]
fn every_theme_and_width_is_well_formed() {
    for theme in ["dark", "light", "projector", "contrast"] {
        for width in ["320", "960", "4000"] {
            check(
                &printed(&[
                    "run", "", "--format", "svg", "--theme", theme, "--width", width,
                ]),
                width,
            );
        }
    }
    check(&printed(&["run", "", "--format", "svg"]), "960");
}

#[test]
fn the_readme_shows_what_the_command_line_renders() {
    let svg = printed(&["run", "", "--format", "svg"]);
    check_golden("../../assets/readme/ci-auto-trigger.svg", &svg);
}

#[test]
fn every_pattern_has_its_picture() {
    for pattern in patterns::ALL {
        let svg = printed(&["run", SMALL, "--pattern", pattern.id, "--format", "svg"]);
        check(&svg, "960");
        assert!(svg.contains(pattern.name), "{}", pattern.id);
        insta::assert_snapshot!(format!("svg_{}", pattern.id), svg);
    }
}

#[test]
fn many_goroutines_make_no_large_picture() {
    let svg = printed(&[
        "run",
        "tasks=10000&goroutines=0&jitter=50&batch=100",
        "--format",
        "svg",
    ]);
    check(&svg, "960");
    assert!(svg.len() < 200_000, "{} bytes", svg.len());
}

/// The texts of a picture.
fn texts(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).expect("the picture is well-formed XML");
    let is_text =
        |node: &roxmltree::Node| node.has_tag_name(("http://www.w3.org/2000/svg", "text"));
    let all = document.descendants().filter(is_text);
    all.filter_map(|node| node.text().map(String::from))
        .collect()
}

#[test]
fn a_picture_says_who_was_dropped_and_when() {
    let svg = printed(&["run", "pattern=sse-broker", "--format", "svg"]);
    let said = texts(&svg);
    for word in [
        "main", "broker", "client 0", "client 1", "client 2", "D", "L", "sleep",
    ] {
        assert!(
            said.iter().any(|text| text == word),
            "{word:?} is not among {said:?}"
        );
    }
    // The drop, in both rows and in the legend.
    assert_eq!(said.iter().filter(|text| *text == "D").count(), 3);
}

#[test]
fn a_part_of_a_run_and_a_goroutine_can_be_drawn() {
    let run = ["run", "pattern=sse-broker", "--format", "svg"];
    let part = |more: &[&str]| printed(&[&run[..], more].concat());
    let whole = part(&[]);
    let early = part(&["--to", "350ms"]);
    check(&early, "960");
    assert!(
        !texts(&early).contains(&String::from("1 s")),
        "the axis ends before"
    );
    // Only the legend has the letter: the drop is later.
    assert_eq!(texts(&early).iter().filter(|text| *text == "D").count(), 1);
    let chosen = part(&["--goroutine", "2", "--from", "350ms", "--to", "620ms"]);
    check(&chosen, "960");
    assert!(texts(&chosen).contains(&String::from("chan receive ← outbound 0")));
    let arrows = |svg: &str| svg.matches("Z\"").count();
    assert!(arrows(&part(&["--goroutine", "2"])) > arrows(&whole) + 10);
}

#[test]
fn a_lens_shows_goroutines_of_a_run_that_keeps_no_lives() {
    let link = "pattern=unbounded&tasks=5000&goroutines=5&memory=0B&memory-limit=64GiB";
    let said = |lens: &str| {
        let svg = printed(&["run", link, "--format", "svg", "--lens", lens]);
        texts(&svg)
    };
    let (first, deep) = (said("1"), said("20001"));
    let has = |said: &[String], word: &str| said.iter().any(|text| text == word);
    assert!(has(&first, "task 0: sleep"), "{first:?}");
    assert!(has(&deep, "chan receive ← done"), "{deep:?}");
    assert!(!has(&deep, "task 0"), "{deep:?}");
}
