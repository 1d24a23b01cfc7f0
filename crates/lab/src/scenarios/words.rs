//! Words for the Lab's terms: those of a template, and those that somebody gives a scenario.

use super::Word;
use std::fmt;

/// The terms that may have a word of somebody's own.
const TERMS: [&str; 5] = ["task", "goroutine", "worker", "connection", "database"];
/// The most characters of a word.
const LONGEST: usize = 24;

/// Somebody's own words for the Lab's terms, in the singular. They count before those of the template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnWords(Vec<(&'static str, String)>);

impl OwnWords {
    /// Reads them as a link has them: `task:build,goroutine:runner`.
    ///
    /// # Errors
    ///
    /// A sentence with what is allowed.
    pub fn read(text: &str) -> Result<OwnWords, String> {
        let mut words: Vec<(&'static str, String)> = Vec::new();
        for part in text.split(',').filter(|part| !part.is_empty()) {
            let known = part
                .split_once(':')
                .and_then(|(term, own)| known(term.trim(), own.trim()));
            let is_new = |(term, _): &(&str, String)| words.iter().all(|(said, _)| said != term);
            words.push(known.filter(is_new).ok_or_else(allowed)?);
        }
        Ok(OwnWords(words))
    }

    /// Whether a word can stand for a term.
    ///
    /// # Errors
    ///
    /// A sentence with what is allowed.
    pub fn check(term: &str, own: &str) -> Result<(), String> {
        known(term, own).map(|_| ()).ok_or_else(allowed)
    }

    /// Translates a text of the Lab: by these words, and by a template's where there is none.
    #[must_use]
    pub fn say(&self, text: &str, template: &[Word]) -> String {
        let own = self.0.iter().map(|(lab, own)| (*lab, own.as_str()));
        let further = template.iter().map(|word| (word.lab, word.own));
        let known: Vec<(&str, &str)> = own.chain(further).collect();
        if known.is_empty() {
            return String::from(text);
        }
        let words = text.split_inclusive(|c: char| !c.is_ascii_alphabetic());
        words.map(|word| say_word(word, &known)).collect()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for OwnWords {
    /// As a link has them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (lab, own)) in self.0.iter().enumerate() {
            let comma = if place > 0 { "," } else { "" };
            write!(f, "{comma}{lab}:{own}")?;
        }
        Ok(())
    }
}

/// A term and a word for it, if both may be.
fn known(term: &str, own: &str) -> Option<(&'static str, String)> {
    let term = TERMS.into_iter().find(|known| *known == term)?;
    is_word(own).then(|| (term, String::from(own)))
}

fn allowed() -> String {
    format!(
        "allowed are a term and a word of up to {LONGEST} letters, such as task:build, once for each of {}",
        TERMS.join(", ")
    )
}

/// Letters, with hyphens or spaces between them.
fn is_word(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphabetic)
        && text.chars().count() <= LONGEST
        && text
            .chars()
            .all(|c| c.is_alphabetic() || c == '-' || c == ' ')
}

/// Translates a word, with the punctuation after it.
fn say_word(text: &str, known: &[(&str, &str)]) -> String {
    let found = known.iter().find_map(|(lab, own)| {
        let (head, tail) = text.split_at_checked(lab.len())?;
        let ends = !tail
            .trim_start_matches('s')
            .starts_with(|c: char| c.is_ascii_alphabetic());
        (ends && head.eq_ignore_ascii_case(lab)).then_some((head, *own, tail))
    });
    let Some((head, own, tail)) = found else {
        return String::from(text);
    };
    let mut own = own.chars();
    let first = own.next().into_iter();
    let first: String = if head.starts_with(|c: char| c.is_ascii_uppercase()) {
        first.flat_map(char::to_uppercase).collect()
    } else {
        first.collect()
    };
    [&first, own.as_str(), tail].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenarios::{ci_auto_trigger, restaurant};

    #[track_caller]
    fn check(words: &str, text: &str, expected: &str) {
        let own = OwnWords::read(words).unwrap();
        assert_eq!(own.to_string(), words);
        assert_eq!(own.say(text, restaurant::TEMPLATE.words), expected);
    }

    #[test]
    fn a_scenario_has_its_own_words() {
        check(
            "",
            "990 of 1,000 tasks failed.",
            "990 of 1,000 customers failed.",
        );
        check(
            "",
            "Tasks: 1 goroutine, 5 goroutines",
            "Customers: 1 chef, 5 chefs",
        );
        check("", "Worker pool", "Chef pool");
        check("", "multitasking taskbar", "multitasking taskbar");
        check("task:étape", "Tasks and a task", "Étapes and a étape");
        assert_eq!(ci_auto_trigger::TEMPLATE.say("5 tasks"), "5 tasks");
    }

    #[test]
    fn words_of_somebodys_own_count_before_the_templates() {
        check("task:guest", "Tasks and goroutines", "Guests and chefs");
        check(
            "task:build job,goroutine:runner",
            "Task 3: 5 goroutines",
            "Build job 3: 5 runners",
        );
    }

    #[test]
    fn a_word_alone_is_one_word() {
        assert_eq!(OwnWords::check("task", "build job"), Ok(()));
        assert!(OwnWords::check("task", "build,goroutine:runner").is_err());
        assert!(OwnWords::check("taks", "build").is_err());
    }

    #[track_caller]
    fn refused(words: &str) {
        let said = OwnWords::read(words).unwrap_err();
        assert!(said.starts_with("allowed are a term and a word"), "{said}");
    }

    #[test]
    fn what_is_no_term_or_no_word_is_refused() {
        refused("task");
        refused("task:");
        refused("tasks:build");
        refused("task:b<i>ld");
        refused("task:build,task:job");
        refused(&format!("task:{}", "x".repeat(25)));
    }
}
