//! A talk of a speaker's own, as one text.

use super::check::{bad_diagram, bad_scenarios, notices};
use super::script;
use crate::packed;
use lab::link::{Notice, TalkFrom, TalkOption};
use serde::{Deserialize, Serialize};
use talk::{Fault, Script, Talk};

/// The most faults that are named.
const MOST_FAULTS: usize = 8;
/// How faults name the file of a talk that a link carries.
const OF_LINK: &str = "talk.md";

/// A talk that is one text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TalkFile {
    /// The file's name, as faults name it.
    pub file: String,
    /// The text.
    pub text: String,
}

impl TalkFile {
    /// The talk whose text a link carries; `None` if it carries none.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, and what is allowed, as a link's notice.
    pub fn of_link(option: &TalkOption) -> Result<Option<TalkFile>, String> {
        let TalkFrom::Link(packed) = &option.from else {
            return Ok(None);
        };
        let text = packed::unpack(packed).map_err(|reason| {
            let notice = Notice {
                name: String::from("talk"),
                value: option.to_string(),
                reason: reason.of("talk"),
            };
            notice.to_string()
        })?;
        let file = String::from(OF_LINK);
        Ok(Some(TalkFile { file, text }))
    }

    /// The text as a part of a link; `None` if it is longer than [`packed::MOST_TEXT`].
    #[must_use]
    pub fn pack(&self) -> Option<String> {
        packed::pack(&self.text)
    }

    /// The talk as the page gets it: its links can be run and its lines of Go are there. Whether its figures come out is what
    /// `goroutine-lab talk --check` finds.
    ///
    /// # Errors
    ///
    /// The faults, a line for each.
    pub fn script(&self) -> Result<Script, String> {
        let talk = Talk::read_single(&self.file, &self.text).map_err(|faults| lines(&faults))?;
        let mut faults = bad_scenarios(&talk);
        if faults.is_empty() {
            faults = bad_links(&talk);
        }
        if !faults.is_empty() {
            return Err(lines(&faults));
        }
        script(&talk).map_err(|faults| lines(&faults))
    }
}

/// A fault for every link that cannot be read in full.
fn bad_links(talk: &Talk) -> Vec<Fault> {
    let links = talk.steps.iter().flat_map(|step| {
        let own = std::iter::once((step.link.as_str(), step.link_line));
        own.chain(step.lab_links())
            .map(move |(link, line)| (step, link, line))
    });
    let bad = links.filter_map(|(step, text, line)| {
        Some(Fault {
            file: step.file.clone(),
            line,
            field: String::from("link"),
            value: String::from(text),
            allowed: notices(text)?,
        })
    });
    let diagrams = talk.diagrams.iter().filter_map(|diagram| {
        let notices = notices(&diagram.link)?;
        Some(bad_diagram(&talk.file, diagram, &notices))
    });
    bad.chain(diagrams).collect()
}

fn lines(faults: &[Fault]) -> String {
    let shown = faults.iter().take(MOST_FAULTS).map(ToString::to_string);
    let mut all: Vec<String> = shown.collect();
    if faults.len() > MOST_FAULTS {
        all.push(format!("and {} more", faults.len() - MOST_FAULTS));
    }
    all.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the documentation.
    const EXAMPLE: &str = include_str!("../../docs/talk-example.md");

    fn file(text: String) -> TalkFile {
        let file = String::from("mine.md");
        TalkFile { file, text }
    }

    #[test]
    fn the_example_is_a_talk_of_which_all_is_so() {
        let script = file(String::from(EXAMPLE)).script().unwrap();
        assert!(script.order(&script.forms[0]).count() > 2);
        assert!(script.name.is_some() && script.date.is_some());
        let talk = Talk::read_single("mine.md", EXAMPLE).unwrap();
        assert_eq!(crate::talk::check(&talk), []);
    }

    #[track_caller]
    fn check(from: &str, to: &str, expected: &str) {
        assert!(EXAMPLE.contains(from), "{from}");
        let text = EXAMPLE.replacen(from, to, 1);
        let line = text.lines().position(|line| line.contains(to)).unwrap() + 1;
        let said = file(text).script().unwrap_err();
        let expected = format!("mine.md:{line}: {expected}");
        assert!(said.starts_with(&expected), "{said}");
    }

    #[test]
    fn a_fault_of_it_names_file_line_and_field() {
        check(
            "scenario=our-ci\"",
            "scenario=your-ci\"",
            "link = scenario=your-ci: scenario=your-ci: there is no such scenario",
        );
        check(
            "task = \"build\"",
            "task = \"b<i>ld\"",
            "scenario.words.task = b<i>ld: allowed are a term and a word of up to 24 letters",
        );
        check(
            "goroutine = \"runner\"",
            "goroutines = \"runner\"",
            "scenario.words.goroutines = runner: allowed are a term and a word",
        );
        check(
            "scenario=ci-auto-trigger&tasks=300&batch=6\"",
            "scenario=ci-auto-trigger&tsks=300&batch=6\"",
            "scenario.link = scenario=ci-auto-trigger&tsks=300&batch=6: tsks=300: there is no such parameter",
        );
        check(
            "program = \"batched\"",
            "program = \"batch\"",
            "go.program = batch: no program of assets/go and no file of assets/templates has this name",
        );
    }

    #[test]
    fn a_link_carries_it() {
        let of = |value: &str| {
            let link = lab::link::parse(&format!("https://lab.example/#talk={value}"));
            assert_eq!(link.notices, [], "{value}");
            TalkFile::of_link(&link.options.talk.unwrap())
        };
        let packed = file(String::from(EXAMPLE)).pack().unwrap();
        for value in [packed.clone(), format!("{packed},5")] {
            let read = of(&value).unwrap().unwrap();
            assert_eq!((read.file.as_str(), read.text.as_str()), (OF_LINK, EXAMPLE));
        }
        assert_eq!(of("25"), Ok(None));
        assert_eq!(of("talks/mine.md,10"), Ok(None));
        assert_eq!(file("x".repeat(packed::MOST_TEXT + 1)).pack(), None);
        for hostile in [String::from(&packed[..packed.len() / 2]), "A".repeat(5_000)] {
            let said = of(&hostile).unwrap_err();
            assert!(said.contains(": no talk can be read from it"), "{said}");
            assert!(said.len() < 250, "{said}");
        }
    }

    #[test]
    fn of_many_faults_the_first_are_named() {
        let said = file(EXAMPLE.replace("+++ ", "+++ No "))
            .script()
            .unwrap_err();
        let steps = EXAMPLE.matches("\n+++ ").count();
        assert_eq!(said.lines().count(), steps.min(MOST_FAULTS + 1), "{said}");
    }
}
