//! The scenarios of the talk: each a workload, a world and the patterns compared on them.

mod ci_api_limit;
mod ci_auto_trigger;
mod ci_connections;
mod client_disconnect;
mod cluster_test;
mod cpu_bound;
mod deploy_50_clusters;
mod emails;
mod files;
mod hibernation_check;
mod k8s_manifests;
mod rbac_batch;
mod restaurant;
mod scenario;
mod sse_broker;
mod threads_vs_goroutines;
mod workflow_status;

pub use scenario::{MOST_PATTERNS, Scenario};

use crate::params::Key;

/// A scenario of the talk, as the registry knows it.
#[derive(Debug)]
pub struct Entry {
    /// Its id in links.
    pub id: &'static str,
    /// Its name on the page.
    pub title: &'static str,
    /// What is at stake, in a sentence or two.
    pub summary: &'static str,
    /// What the talk says of it.
    pub claim: &'static str,
    /// Where the talk says it: document and section.
    pub source: &'static str,
    /// The patterns that are compared unless a link says otherwise.
    pub patterns: &'static [&'static str],
    /// The parameters that it shows first, in this order; the first of all is the large slider.
    pub params: &'static [Key],
    /// Defaults that differ from the parameters' own, as a link writes them.
    pub defaults: &'static [(Key, &'static str)],
    /// Defaults of one pattern alone, where it is the pattern that differs: its id, and the same.
    pub only: &'static [(&'static str, Key, &'static str)],
    /// The same case with other values, as the talk also tells it: what it is called, and its link behind the scenario.
    pub presets: &'static [(&'static str, &'static str)],
    /// Its own words for some of the Lab's.
    pub words: &'static [Word],
}

/// A scenario's own word for one of the Lab's.
#[derive(Debug)]
pub struct Word {
    /// The Lab's, in the singular.
    pub lab: &'static str,
    /// Its own, in the singular.
    pub own: &'static str,
    /// A picture of it: the path of an SVG of 24 by 24. Empty if another word of the Lab's has the same.
    pub icon: &'static str,
}

/// What most scenarios do not have.
const BARE: Entry = Entry {
    id: "",
    title: "",
    summary: "",
    claim: "",
    source: "",
    patterns: &[],
    params: &[],
    defaults: &[],
    only: &[],
    presets: &[],
    words: &[],
};

impl Entry {
    /// The links of its presets, each with what it is called.
    pub fn presets(&self) -> impl Iterator<Item = (&'static str, String)> {
        let link = |rest: &str| ["scenario=", self.id, "&", rest].concat();
        self.presets
            .iter()
            .map(move |(name, rest)| (*name, link(rest)))
    }

    /// A text of the Lab in the scenario's own words.
    #[must_use]
    pub fn say(&self, text: &str) -> String {
        let words = text.split_inclusive(|c: char| !c.is_ascii_alphabetic());
        words.map(|word| self.say_word(word)).collect()
    }

    /// A word and the sign that follows it.
    fn say_word(&self, text: &str) -> String {
        let known = self.words.iter().find_map(|word| {
            let (head, tail) = text.split_at_checked(word.lab.len())?;
            let ends = !tail
                .trim_start_matches('s')
                .starts_with(|c: char| c.is_ascii_alphabetic());
            (ends && head.eq_ignore_ascii_case(word.lab)).then_some((head, word.own, tail))
        });
        match known {
            Some((head, own, tail)) => {
                let mut said = [own, tail].concat();
                if head.starts_with(|c: char| c.is_ascii_uppercase())
                    && let Some(first) = said.get_mut(..1)
                {
                    first.make_ascii_uppercase();
                }
                said
            }
            None => String::from(text),
        }
    }
}

/// Every scenario. The page, the command line and the tests walk this list; a link without one means the first.
pub const ALL: [&Entry; 16] = [
    &ci_auto_trigger::ENTRY,
    &ci_connections::ENTRY,
    &ci_api_limit::ENTRY,
    &workflow_status::ENTRY,
    &k8s_manifests::ENTRY,
    &rbac_batch::ENTRY,
    &hibernation_check::ENTRY,
    &cluster_test::ENTRY,
    &deploy_50_clusters::ENTRY,
    &emails::ENTRY,
    &files::ENTRY,
    &cpu_bound::ENTRY,
    &restaurant::ENTRY,
    &client_disconnect::ENTRY,
    &sse_broker::ENTRY,
    &threads_vs_goroutines::ENTRY,
];

/// The scenario of an id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Entry> {
    ALL.into_iter().find(|e| e.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(restaurant::ENTRY.say(text), expected);
    }

    #[test]
    fn a_scenario_has_its_own_words() {
        check(
            "990 of 1,000 tasks failed.",
            "990 of 1,000 customers failed.",
        );
        check(
            "Tasks: 1 goroutine, 5 goroutines",
            "Customers: 1 chef, 5 chefs",
        );
        check("Worker pool", "Chef pool");
        check("multitasking taskbar", "multitasking taskbar");
        assert_eq!(ci_auto_trigger::ENTRY.say("5 tasks"), "5 tasks");
    }
}
