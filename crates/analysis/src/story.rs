//! A run in words, for those who do not see its picture: a summary, and what happened in order.

use super::fmt::{bytes, counted, grouped, length};
use super::{Finding, FindingKind, Incident, Report};
use goruntime::time::Time;

/// The most steps that are told one by one of a kind; more are told by the first and the number of the others.
const MOST: usize = 12;

/// A step of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The moment.
    pub at: Time,
    /// What happened, as a sentence.
    pub text: String,
}

impl Report {
    /// The run in a few sentences: its verdict and its findings.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut text = [
            &self.verdict.headline,
            ", ",
            &self.verdict.chip.replace(" · ", ", "),
            ".",
        ]
        .concat();
        for finding in &self.findings {
            text += &[" ", &finding.text].concat();
        }
        text
    }

    /// What happened, in the order of time: starts and ends of the tasks or of their waves, what was printed, what went wrong,
    /// the most goroutines and memory, the findings, and the end. A few dozen sentences at most, however long the run is.
    #[must_use]
    pub fn story(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        steps.extend(self.beginning());
        steps.extend(self.progress());
        steps.extend(self.printed());
        steps.extend(self.wrongs());
        steps.extend(self.peaks());
        let findings = self.findings.iter();
        steps.extend(findings.map(|finding| step(finding.at, finding.text.clone())));
        // Equal moments keep this order, and the end is last.
        steps.sort_by_key(|step| step.at);
        steps.push(self.end());
        steps
    }

    fn beginning(&self) -> Option<Step> {
        let first = self.tasks.iter().filter_map(|task| task.start).min()?;
        let tasks = counted(self.tasks.len() as u64, "task", "tasks");
        Some(step(first, format!("The first of {tasks} starts.")))
    }

    /// The waves, or where there are none, the moments at which a quarter of the tasks each had ended.
    fn progress(&self) -> Vec<Step> {
        let (count, all) = (self.barriers.len(), self.tasks.len());
        let ended = |at: Time| {
            let ended = grouped(self.moment_at(at).tasks_ended.into());
            format!("{ended} of {} tasks have ended", grouped(all as u64))
        };
        if self.waves.is_some() {
            let waves = (1..).zip(&self.barriers).take(MOST);
            let told = waves.map(|(number, (_, until))| {
                let text = format!("Wave {number} of {count} is over: {}.", ended(*until));
                step(*until, text)
            });
            return told.collect();
        }
        let mut ends: Vec<Time> = self.tasks.iter().filter_map(|task| task.end).collect();
        ends.sort_unstable();
        let mut moments: Vec<Time> = (1..=4)
            .filter_map(|quarter| ends.get((all * quarter / 4).checked_sub(1)?).copied())
            .collect();
        moments.dedup();
        let told = moments.into_iter();
        told.map(|at| step(at, ended(at) + ".")).collect()
    }

    fn printed(&self) -> Vec<Step> {
        let lines = self.stdout.iter().take(MOST);
        let told = lines.map(|printed| step(printed.at, format!("Printed: {}", printed.line)));
        let more = self.stdout.get(MOST).map(|next| {
            let others = (self.stdout.len() - MOST) as u64;
            let text = format!(
                "{} more begin.",
                counted(others, "printed line", "printed lines")
            );
            step(next.at, text)
        });
        told.chain(more).collect()
    }

    fn wrongs(&self) -> Vec<Step> {
        let incidents = self.incidents();
        let words = |incident: &Incident| {
            let who = self.goroutine_name(incident.goroutine);
            step(incident.at, format!("{who}: {}.", incident.kind.name()))
        };
        let more = incidents.get(MOST).map(|next| {
            let others = (incidents.len() - MOST) as u64;
            let text = format!(
                "{} go wrong from here on.",
                counted(others, "more thing", "more things")
            );
            step(next.at, text)
        });
        let told = incidents.iter().take(MOST).map(words);
        told.chain(more).collect()
    }

    fn peaks(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        let goroutines = self.peak_goroutines;
        if goroutines.value > 1 {
            let count = counted(goroutines.value, "goroutine", "goroutines");
            let text = format!("{count} at once, the most of this run.");
            steps.push(step(goroutines.at, text));
        }
        let is_found = |finding: &Finding| finding.kind == FindingKind::Memory;
        let limit = self.memory_limit;
        if let Some(limit) = limit.filter(|_| !self.findings.iter().any(is_found)) {
            let used = bytes(self.peak_memory.value);
            let text = format!("Memory is at its most: {used} of {}.", bytes(limit));
            steps.push(step(self.peak_memory.at, text));
        }
        steps
    }

    fn end(&self) -> Step {
        let code = self.exit_code;
        let code = code.map_or_else(String::new, |code| format!(", exit code {code}"));
        let after = length(self.total.elapsed());
        step(self.total, format!("The run ends after {after}{code}."))
    }
}

fn step(at: Time, text: String) -> Step {
    Step { at, text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{Script, report, run};
    use goruntime::trace::Outcome;
    use proptest::prelude::*;

    #[test]
    fn a_run_is_told_in_order() {
        let scripts: Vec<Script> = (0..8)
            .map(|n| Script::new(10 * n, 10 * n + 25, 0))
            .collect();
        let report = report(&scripts, Outcome::Finished, 100);
        let told: Vec<String> = report
            .story()
            .iter()
            .map(|step| format!("{} {}", length(step.at.elapsed()), step.text))
            .collect();
        let expected = [
            "0 s The first of 8 tasks starts.",
            "20 ms 3 goroutines at once, the most of this run.",
            "20 ms Peak memory 392 KiB is less than 1% of the 512 MiB limit.",
            "35 ms 2 of 8 tasks have ended.",
            "55 ms 4 of 8 tasks have ended.",
            "75 ms 6 of 8 tasks have ended.",
            "95 ms 8 of 8 tasks have ended.",
            "100 ms At most 3 tasks at once.",
            "100 ms The run ends after 100 ms, exit code 0.",
        ];
        assert_eq!(told, expected);
        assert!(
            report
                .summary()
                .starts_with("100 ms, peak 3 goroutines, 8 of 8 done. "),
            "{}",
            report.summary()
        );
    }

    proptest! {
        #[test]
        fn stories_are_short_ordered_and_come_to_an_end(report in run()) {
            let story = report.story();
            prop_assert!(story.len() <= 4 * MOST, "{} steps", story.len());
            prop_assert!(story.is_sorted_by_key(|step| step.at));
            let last = story.last().map(|step| step.at);
            prop_assert_eq!(last, Some(report.total));
            for step in story {
                prop_assert!(step.text.ends_with('.') || step.text.starts_with("Printed: "), "{}", step.text);
            }
        }
    }
}
