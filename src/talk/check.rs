//! Whether all that the talk says is so: links run, figures come out of their runs, lines of Go exist.

use super::figure;
use crate::comparison::{Comparison, Run};
use crate::program::{
    Answer, Answerer, Base, Complaint, Program as OwnProgram, Request, TEMPLATES, unpack,
};
use analysis::analyse;
use analysis::fmt::exact_length;
use export::Program;
use goruntime::time::Time;
use lab::params::{Key, read_duration};
use lab::scenarios::OwnWords;
use lab::{link, patterns};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::rc::Rc;
use talk::{Diagram, Fault, GoLine, Mark, OwnWord, Step, Talk};

/// Every fault of the talk that can be found by running it.
#[must_use]
pub fn check(talk: &Talk) -> Vec<Fault> {
    let scenarios = bad_scenarios(talk);
    if !scenarios.is_empty() {
        return scenarios;
    }
    let steps = talk.steps.iter().flat_map(check_step);
    let diagrams = talk.diagrams.iter();
    let diagrams = diagrams.filter_map(|diagram| {
        let notices = runs(&diagram.link).err()?;
        Some(bad_diagram(&talk.file, diagram, &notices))
    });
    steps.chain(diagrams).collect()
}

/// The faults of the scenarios of its own. Each link that names such a scenario would have them, too.
pub(super) fn bad_scenarios(talk: &Talk) -> Vec<Fault> {
    let fault = |line: usize, field: String, value: &str, allowed: String| Fault {
        file: talk.file.clone(),
        line,
        field,
        value: String::from(value),
        allowed,
    };
    let faults = talk.scenarios.iter().flat_map(|scenario| {
        let words = scenario.words.iter();
        let words = words.filter_map(move |OwnWord { term, own, line }| {
            let allowed = OwnWords::check(term, own).err()?;
            Some(fault(*line, format!("scenario.words.{term}"), own, allowed))
        });
        let notices = notices(&scenario.link);
        let link = notices.map(|notices| {
            let field = String::from("scenario.link");
            fault(scenario.line, field, &scenario.link, notices)
        });
        words.chain(link)
    });
    faults.collect()
}

/// What of a link cannot be read; `None` if all can be.
pub(super) fn notices(text: &str) -> Option<String> {
    let link = link::parse(text);
    let mut notices: Vec<String> = link.notices.iter().map(ToString::to_string).collect();
    if let Some(Err(reason)) = link.program.map(|program| unpack(&program.packed)) {
        notices.push(["go: ", &reason.of("program")].concat());
    }
    (!notices.is_empty()).then(|| notices.join("; "))
}

/// The fault of a diagram's link.
pub(super) fn bad_diagram(file: &str, diagram: &Diagram, notices: &str) -> Fault {
    Fault {
        file: String::from(file),
        line: diagram.line,
        field: String::from("diagram.link"),
        value: diagram.link.clone(),
        allowed: String::from(notices),
    }
}

/// The lines of Go of a step; empty if it shows none.
///
/// # Errors
///
/// The fault of its head: the program, the function or a line is not there.
pub fn go_lines(step: &Step) -> Result<Vec<GoLine>, Fault> {
    let Some(excerpt) = &step.go else {
        return Ok(Vec::new());
    };
    let Some(text) = program_text(&excerpt.program) else {
        let allowed = "no program of assets/go and no file of assets/templates has this name";
        return Err(fault(
            step,
            excerpt.line,
            "go.program",
            &excerpt.program,
            allowed,
        ));
    };
    excerpt
        .cut(&text)
        .map_err(|(field, value, allowed)| fault(step, excerpt.line, field, &value, &allowed))
}

/// The text of a program: that of a folder of `assets/go/`, or a file of `assets/templates/`.
fn program_text(name: &str) -> Option<Cow<'static, str>> {
    let mut all = patterns::ALL.into_iter();
    let of_pattern = all.find(|pattern| pattern.folder == name);
    let of_pattern = of_pattern.map(|pattern| Program::of(pattern).text().to_owned().into());
    let template = || TEMPLATES.iter().find(|template| template.file == name);
    of_pattern.or_else(|| Some(template()?.source.into()))
}

/// The runs of a link, with that of the Go program which it carries.
///
/// # Errors
///
/// What cannot be read of the link, or what is wrong with its program.
pub fn runs(text: &str) -> Result<Comparison, String> {
    if let Some(notices) = notices(text) {
        return Err(notices);
    }
    let link = link::parse(text);
    let comparison = Comparison::simulate(link.scenario, |_| ());
    let Some(carried) = link.program else {
        return Ok(comparison);
    };
    let program = OwnProgram {
        source: unpack(&carried.packed).map_err(|reason| reason.of("program"))?,
        schedule: carried.schedule,
        is_compared: carried.is_compared,
        origin: carried.origin,
        settings: carried.settings,
    };
    let scenario = Rc::clone(&comparison.scenario);
    let base = program.origin.map(|origin| Base::of(origin, &scenario));
    let request = Request::run_of(&program, base, true);
    match Answerer::default().answer(&request, |_| ()) {
        (_, Some(trace)) => {
            let is_compared = program.is_compared;
            let run = Run::of_program(Rc::new(program), &scenario, analyse(&trace), trace);
            Ok(comparison.with_program(run, is_compared))
        }
        (Answer::Wrong { complaints }, None) => {
            let complaints = complaints.iter();
            let complaints =
                complaints.map(|Complaint { line, message, .. }| format!("go:{line}: {message}"));
            Err(complaints.collect::<Vec<_>>().join("; "))
        }
        (answer, None) => unreachable!("a run was asked for: {answer:?}"),
    }
}

fn check_step(step: &Step) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut known = Numbers::default();
    match runs(&step.link) {
        Err(notices) => faults.push(fault(step, step.link_line, "link", &step.link, &notices)),
        Ok(comparison) => {
            faults.extend(
                step.marks
                    .iter()
                    .filter_map(|mark| check_mark(step, mark, &comparison)),
            );
            known.add_scenario(&comparison);
            faults.extend(check_figures(step, &comparison));
        }
    }
    faults.extend(go_lines(step).err());
    for (text, line) in step.lab_links() {
        known.add_link(text);
        if let Err(notices) = runs(text) {
            faults.push(fault(step, line, "link", text, &notices));
        }
    }
    for figure in &step.figures {
        known.add(&figure.is);
        known.add_link(figure.link.as_deref().unwrap_or_default());
    }
    known.add(&step.quotes.join(" "));
    let said = step.said();
    let said = said.flat_map(|(text, line)| numbers(text).map(move |number| (number, line)));
    let unknown = said.filter(|(number, _)| !known.0.contains(number));
    faults.extend(unknown.map(|(number, line)| {
        let allowed = "a number that the text says is in figures, in a link, or in quotes";
        fault(step, line, "text", &number, allowed)
    }));
    faults
}

fn check_figures(step: &Step, comparison: &Comparison) -> Vec<Fault> {
    let check = |figure: &talk::Figure| {
        let other = figure.link.as_deref().map(runs).transpose();
        let text = other.and_then(|other| {
            let comparison = other.as_ref().unwrap_or(comparison);
            figure::text(comparison, &figure.of, figure.read, &figure.is)
        });
        match text {
            Ok(text) if text == figure.is => None,
            Ok(text) => Some(format!("the run says: {text}")),
            Err(wrong) => Some(wrong),
        }
    };
    let wrong = step
        .figures
        .iter()
        .filter_map(|figure| Some((figure, check(figure)?)));
    wrong
        .map(|(figure, wrong)| fault(step, figure.line, "figures", &figure.is, &wrong))
        .collect()
}

fn check_mark(step: &Step, mark: &Mark, comparison: &Comparison) -> Option<Fault> {
    let mut run = comparison.runs.first();
    if let Some(id) = &mark.pattern {
        run = comparison.runs.iter().find(|run| run.id() == *id);
        if run.is_none() {
            let compared: Vec<&str> = comparison.runs.iter().map(Run::id).collect();
            let allowed = format!("allowed is {}", compared.join(", "));
            return Some(fault(
                step,
                mark.lines.pattern,
                "mark.pattern",
                id,
                &allowed,
            ));
        }
    }
    let end = comparison.scale.end;
    if let Some(at) = &mark.at
        && read_duration(at).is_none_or(|at| Time(at) > end)
    {
        let allowed = format!(
            "allowed is a moment such as 400ms, 0 to {}",
            exact_length(end.elapsed())
        );
        return Some(fault(step, mark.lines.at, "mark.at", at, &allowed));
    }
    let most = run.map_or(1, |run| run.report.goroutines + 1);
    let number = mark
        .goroutine
        .filter(|number| !(1..=most).contains(number))?;
    let allowed = format!("allowed is 1 to {most}, the goroutines of the run");
    Some(fault(
        step,
        mark.lines.goroutine,
        "mark.goroutine",
        &number.to_string(),
        &allowed,
    ))
}

fn fault(step: &Step, line: usize, field: &str, value: &str, allowed: &str) -> Fault {
    Fault {
        file: step.file.clone(),
        line,
        field: String::from(field),
        value: String::from(value),
        allowed: String::from(allowed),
    }
}

/// Numbers that a step may say.
#[derive(Default)]
struct Numbers(BTreeSet<String>);

impl Numbers {
    fn add(&mut self, text: &str) {
        self.0.extend(numbers(text));
    }

    /// Adds the values of a link, of which the lists have commas between them.
    fn add_link(&mut self, text: &str) {
        self.add(&text.replace(',', " "));
    }

    /// Adds the values of the parameters.
    fn add_scenario(&mut self, comparison: &Comparison) {
        let scenario = &comparison.scenario;
        let params = scenario.params();
        for key in Key::all().filter(|key| params.contains(key)) {
            let value = scenario.values().get(key);
            self.add_link(&key.param().write(value));
        }
    }
}

/// Words before a number that make it the name of a place, as in "slide 5".
const PLACES: [&str; 7] = [
    "slide", "slides", "diagram", "section", "approach", "advanced", "question",
];

/// The numbers in a text, without the commas between thousands. A number within a name, as in `AddUint64` and Q2, is none, and
/// neither is that of a place.
fn numbers(text: &str) -> impl Iterator<Item = String> {
    // The word before the first one of an item, a cell or a paragraph belongs to another.
    text.lines().flat_map(numbers_of_block)
}

fn numbers_of_block(text: &str) -> impl Iterator<Item = String> {
    let befores = std::iter::once("").chain(text.split_whitespace());
    let words = befores.zip(text.split_whitespace()).filter(|(before, _)| {
        let before = before.to_lowercase();
        !PLACES.contains(&before.as_str())
    });
    words.flat_map(|(_, word)| in_word(word))
}

fn in_word(word: &str) -> Vec<String> {
    let is_part = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
    let mut found = Vec::new();
    let mut rest = word;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, number) = rest.split_at(at);
        let end = number.find(|c| !is_part(c)).unwrap_or(number.len());
        if !before.ends_with(char::is_alphabetic) {
            let number = number.get(..end).unwrap_or_default();
            found.push(number.trim_end_matches(['.', ',']).replace(',', ""));
        }
        rest = number.get(end..).unwrap_or_default();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packed::pack;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = numbers(text).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_are_found_in_a_text() {
        check(
            "1,000 tasks in 2.5 s, Go 1.22: 5, then 10.",
            &["1000", "2.5", "1.22", "5", "10"],
        );
        check("5-10× of \"97\" (100)", &["5", "10", "97", "100"]);
    }

    #[test]
    fn the_word_before_a_number_is_one_of_its_own_item() {
        check("- the question\n- 5 of them", &["5"]);
    }

    #[test]
    fn a_step_may_say_each_number_of_a_list_in_a_link() {
        let mut known = Numbers::default();
        known.add_link("latency=list:200,300,150ms&batch=10");
        let numbers: Vec<&str> = known.0.iter().map(String::as_str).collect();
        assert_eq!(numbers, ["10", "150", "200", "300"]);
    }

    /// What `talk --check` says of a card with a text, and with this at the end of its head.
    fn faults(head: &str, text: &str) -> Vec<String> {
        const PLAN: &str =
            "title = \"A talk\"\n[[form]]\nid = \"25\"\ntitle = \"Short\"\nsection = []\n";
        let card = "title = \"One\"\nlink = \"pattern=batched&tasks=3\"\ncard = \"cards\"";
        let step = format!("+++\n{card}\n{head}+++\n{text}");
        let talk = Talk::read(("talk.toml", PLAN), [("one.md", step.as_str())]).unwrap();
        let faults = super::check(&talk);
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn numbers_in_lists_and_tables_are_checked_as_those_in_sentences_are() {
        let allowed = "a number that the text says is in figures, in a link, or in quotes";
        let fault =
            |line: usize, number: &str| format!("one.md:{line}: text = {number}: {allowed}");
        assert!(faults("", "3 tasks.\n").is_empty());
        for text in [
            "3 tasks.\n\n## Notice\n- 3 tasks in\n  - 70 more\n",
            "3 tasks.\n\n## Notice\n- 3 tasks of the question\n- 70 more\n",
            "3 tasks.\n\n## Notice\n1. 3 tasks in\n2. 70 more\n",
            "3 tasks.\n\n## Notice\n| a section | 70 |\n|---|---|\n| 3 | b |\n",
        ] {
            assert_eq!(faults("", text), [fault(8, "70")], "{text}");
        }
    }

    #[test]
    fn a_mark_that_is_not_so_is_named_with_its_line() {
        let of_mark = |mark: &str| {
            faults(
                &format!("[[mark]]\nsays = \"There.\"\n{mark}\n"),
                "An idea.\n",
            )
        };
        assert_eq!(
            of_mark("pattern = \"naive\""),
            ["one.md:7: mark.pattern = naive: allowed is batched"]
        );
        assert_eq!(
            of_mark("pattern = \"batched\"\ngoroutine = 9"),
            ["one.md:8: mark.goroutine = 9: allowed is 1 to 4, the goroutines of the run"]
        );
    }

    #[test]
    fn what_is_wrong_with_a_program_that_a_link_carries_is_named() {
        let of_link = |link: &str| faults("", &format!("Three.\n\n## Try\n- [tests](?{link})\n"));
        assert!(of_link("go=pool_test.go").is_empty());
        let fault = |link: &str, allowed: &str| [format!("one.md:8: link = {link}: {allowed}")];
        let damaged = "go: no program can be read from it, perhaps because the link was cut off; allowed is what the Lab itself writes";
        assert_eq!(of_link("go=pool.go"), fault("go=pool.go", damaged));
        let packed = pack("package main\n\nfunc main() {\n\tx\n}\n").expect("it is short");
        let wrong = format!("go={packed}");
        assert_eq!(of_link(&wrong), fault(&wrong, "go:4: undefined: x"));
    }

    #[test]
    fn names_and_places_are_no_numbers() {
        check(
            "On slide 5 and in Section 2, Q2.1 uses AddUint64 for 3 of them.",
            &["3"],
        );
    }
}
