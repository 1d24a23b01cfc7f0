//! The values of the parameters, as they stand beside the lines of the Go program that read them.

use lab::params::{Key, Values};
use lab::patterns::{Line, Pattern};

/// The lines of a pattern's source that read its parameters, each with what the run has there: `batchSize := 5` at the function
/// that gets it, `*workers = 4` where a flag is read. Each parameter stands at the first line that reads it.
#[must_use]
pub fn in_code(pattern: &Pattern, values: &Values) -> Vec<(u32, String)> {
    let mut notes = Vec::new();
    for key in pattern.params {
        let value = key.param().write(values.get(*key));
        // The flag of a list is then empty.
        if value == "none" {
            continue;
        }
        let (name, flag) = names(*key);
        let found = pattern.source.lines().find_map(|(Line(number), text)| {
            if has_word(text, &flag) {
                return Some((number, format!("{flag} = {value}")));
            }
            let gets = text.starts_with("func ") && has_word(text, &name);
            gets.then(|| (number, format!("{name} := {value}")))
        });
        notes.extend(found);
    }
    notes
}

/// The name of a parameter where a function gets it, and that of its flag, as the Go programs write them.
fn names(key: Key) -> (String, String) {
    let mut words = key.param().name.split('-');
    let first = words.next().unwrap_or_default();
    let camel = words.fold(String::from(first), |name, word| {
        let (head, tail) = word.split_at(word.len().min(1));
        name + head.to_uppercase().as_str() + tail
    });
    let flag = String::from("*") + camel.as_str();
    let name = match key {
        Key::Batch => String::from("batchSize"),
        _ => camel,
    };
    (name, flag)
}

/// Whether a text has a word, which no letter, digit or underscore goes on.
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use lab::link;

    #[track_caller]
    fn check(query: &str, expected: &[&str]) {
        let scenario = link::parse(query).scenario;
        let pattern = scenario.patterns()[0];
        let notes = in_code(pattern, &scenario.values_for(pattern));
        let source: Vec<(Line, &str)> = pattern.source.lines().collect();
        let said: Vec<String> = notes
            .iter()
            .map(|(number, note)| {
                let (_, text) = source.iter().find(|(line, _)| line.0 == *number).unwrap();
                format!("{} // {note}", text.trim())
            })
            .collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn values_stand_where_they_are_read() {
        check(
            "?pattern=batched&batch=7",
            &["func processTasksInBatches(tasks []lab.Task, batchSize int) { // batchSize := 7"],
        );
        check(
            "?pattern=worker-pool&workers=3&buffer=2",
            &[
                "for w := 0; w < *workers; w++ { // *workers = 3",
                "jobs := make(chan lab.Task, *buffer) // *buffer = 2",
                "if *kill != \"\" && *killAt > 0 { // *killAt = 120ms",
            ],
        );
        check(
            "?pattern=circuit-breaker&period=50ms",
            &[
                "cb := &circuitBreaker{maxFailures: *failures, resetTime: *reset, state: \"closed\"} // *failures = 3",
                "cb := &circuitBreaker{maxFailures: *failures, resetTime: *reset, state: \"closed\"} // *reset = 1s",
                "time.Sleep(*period) // *period = 50ms",
            ],
        );
    }

    #[test]
    fn words_are_whole() {
        assert!(has_word("f(*limit)", "*limit"));
        assert!(!has_word("f(*limits)", "*limit"));
        assert!(!has_word("batchSizes int", "batchSize"));
        assert!(has_word("a batchSize int", "batchSize"));
    }
}
