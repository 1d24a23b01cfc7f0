//! What is found in the list of steps.

use super::*;

#[test]
fn words_numbers_and_places_find_steps_and_cards() {
    #[track_caller]
    fn check(text: &str, ids: &[&str]) {
        let script = script();
        let found = Found::all(&script, &script.forms[0], text);
        let found: Vec<&str> = found.iter().map(|found| found.step.id.as_str()).collect();
        assert_eq!(found, ids, "{text}");
    }
    check("", &["first", "second", "third", "q1", "q2"]);
    check("slide 24", &["third", "q1"]);
    check("diagram 1", &["second"]);
    check("2", &["second", "q2"]);
    check("section b", &["second", "third"]);
    check("questions how", &["q2"]);
    // A part of another number is none: the step on slide 24 is not found by a 4 in its name.
    check("slide 4", &[]);
    check("question 2", &["q2"]);
    check("nothing of it", &[]);
}

#[test]
fn words_that_a_speaker_types_find_the_question_that_is_meant() {
    #[track_caller]
    fn check(script: &Script, text: &str, id: &str) {
        for form in &script.forms {
            let found = Found::all(script, form, text);
            let ids: Vec<&str> = found.iter().map(|found| found.step.id.as_str()).collect();
            assert!(ids.contains(&id), "{text} in {}: {ids:?}", form.id);
            let most = script.steps.len() / 3;
            assert!(ids.len() < most, "{text} in {}: {ids:?}", form.id);
        }
    }
    let script = crate::talk::script(&crate::talk::read().unwrap()).unwrap();
    for (text, id) in [
        ("testing", "410-question"),
        ("tests", "410-question"),
        ("timeout", "408-question"),
        ("timeouts", "408-question"),
        ("best batch size", "409-question"),
        ("mutex", "407-question"),
        ("mutexes", "407-question"),
        ("debugging", "406-question"),
        ("race", "406-question"),
        ("deadlock", "406-question"),
        ("goroutine cost", "405-question"),
        ("leak", "404-question"),
        ("leaking", "404-question"),
        ("buffered", "403-question"),
        ("errgroup", "402-question"),
        ("errors", "402-question"),
        ("WaitGroup", "401-question"),
        ("pool", "060-batches"),
    ] {
        check(&script, text, id);
    }
    for form in &script.forms {
        for text in ["kubernetesque", "testify", "batchelor"] {
            assert!(Found::all(&script, form, text).is_empty(), "{text}");
        }
    }
}

#[test]
fn a_diagrams_run_below_the_title_of_another_step_is_named() {
    let script = crate::talk::script(&crate::talk::read().unwrap()).unwrap();
    let step = script.steps.iter().find(|step| step.id == "060-batches");
    let step = step.unwrap();
    let check = |link: &str, expected: Option<u8>| {
        let scenario = lab::link::parse(link).scenario;
        let found = foreign_diagram(&script, step, &scenario);
        assert_eq!(found.map(|diagram| diagram.number), expected, "{link}");
    };
    for diagram in &script.diagrams {
        check(&diagram.link, Some(diagram.number));
    }
    check(&step.link, None);
    check("pattern=batched&tasks=77", None);
}

#[test]
fn every_place_of_the_documents_is_found_by_its_link_and_in_the_list() {
    let script = Rc::new(crate::talk::script(&crate::talk::read().unwrap()).unwrap());
    let read = TourChange::Read(Source::Lab, Ok(Rc::clone(&script)));
    for place in ::talk::Place::all().map(|place| place.to_string()) {
        let query = format!("?{}", place.replace(' ', "="));
        let step = lab::link::parse(&query).options.step;
        assert_eq!(step.as_deref(), Some(place.as_str()), "{query}");
        let wish = Stop {
            step,
            ..Stop::default()
        };
        let shown = Tour::new(Some(wish)).change(&read);
        assert_eq!(shown.fault(), None, "{query}");
        assert!(shown.step().unwrap().covers.contains(&place), "{query}");
        for form in &script.forms {
            let found = Found::all(&script, form, &place);
            let is_there = found.iter().any(|found| found.step.covers.contains(&place));
            assert!(is_there, "{place} in the form of {}", form.id);
        }
    }
}
