//! The talk: all that its steps and cards say is run.

use crate::common;
use ::talk::{Place, Talk};
use goroutine_lab::talk;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[track_caller]
fn read() -> Talk {
    talk::read().unwrap_or_else(|faults| panic!("{faults:#?}"))
}

/// Every link is read without a notice and runs, every figure comes out of its run, every line of Go and every moment exists,
/// and each number that a text says is one of these or marked as quoted.
#[test]
fn all_that_the_talk_says_is_so() {
    let faults: Vec<String> = talk::check(&read())
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn a_figure_that_does_not_come_out_is_a_fault() {
    let mut talk = read();
    talk.steps.retain(|step| step.id == "145-manifests");
    let step = &mut talk.steps[0];
    step.figures[0].is = String::from("2 s");
    let faults: Vec<String> = talk::check(&talk).iter().map(ToString::to_string).collect();
    let expected = "assets/talk/145-manifests.md:6: figures = 2 s: the run says: 1 s";
    assert_eq!(faults.first().map(String::as_str), Some(expected));
}

/// Each section's steps take its minutes: `Talk::read` refuses the talk otherwise, and these are the talk's own sums.
#[test]
fn both_forms_take_their_minutes() {
    let talk = read();
    let minutes = |id: &str| {
        let form = talk.form(id).expect("the form is there");
        let sections = form.sections.iter();
        sections
            .map(|section| section.seconds / 60)
            .collect::<Vec<_>>()
    };
    assert_eq!(minutes("25"), [2, 6, 5, 4, 4, 3, 1]);
    assert_eq!(minutes("35"), [3, 8, 10, 10, 4]);
    for form in &talk.forms {
        let sum: u32 = talk
            .order(form)
            .map(|(_, step)| step.slots[&form.id].seconds)
            .sum();
        assert_eq!(sum, form.seconds(), "{}", form.id);
    }
}

#[test]
fn every_slide_diagram_question_and_approach_has_a_step_or_a_card() {
    let talk = read();
    let missing: Vec<String> = Place::all()
        .filter(|place| talk.covering(*place).next().is_none())
        .map(|place| place.to_string())
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}

/// The rows of `docs/coverage.md` by document: their letter, and how many parts the document has.
const PARTS: [(&str, usize); 5] = [("T", 82), ("S", 61), ("A", 44), ("V", 28), ("P", 45)];

#[test]
fn the_coverage_names_every_part_and_its_links_run() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/coverage.md");
    let text = fs::read_to_string(path).expect("the page is there");
    let rows = text
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split_once(" |"));
    let numbers: BTreeSet<&str> = rows.clone().map(|(number, _)| number).collect();
    for (letter, count) in PARTS {
        for number in 1..=count {
            let number = format!("{letter}{number}");
            assert!(numbers.contains(number.as_str()), "{number} has no row");
        }
    }
    let talk = read();
    for (number, row) in rows {
        for quoted in row.split('`').skip(1).step_by(2) {
            if let Some(link) = quoted.strip_prefix('?') {
                common::scenario(link);
            }
        }
        for step in row.split("](../assets/talk/").skip(1) {
            let file = step.split(')').next().unwrap_or_default();
            let id = file.trim_end_matches(".md");
            let path = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("assets/talk")
                .join(file);
            assert!(talk.step(id).is_some() || path.exists(), "{number}: {file}");
        }
    }
}

/// The page to print shows every step of its form and every card, and has a picture for each.
#[test]
fn the_handout_has_every_step() {
    let talk = read();
    for form in &talk.forms {
        let page = talk::handout(&talk, form);
        let steps = talk.order(form).map(|(_, step)| step).chain(talk.cards());
        for step in steps {
            assert!(
                page.contains(&format!("<article id=\"{}\">", step.id)),
                "{}",
                step.id
            );
            assert!(
                page.contains(&format!("<img src=\"{}.svg\"", step.id)),
                "{}",
                step.id
            );
        }
    }
    let step = talk.step("145-manifests").expect("it is there");
    assert!(talk::picture(step).starts_with("<svg"));
}
