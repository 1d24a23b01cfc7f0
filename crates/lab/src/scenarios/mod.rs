//! The templates of scenarios from the talk: each is a workload, a world and the patterns compared on them.

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
mod words;
mod workflow_status;

pub use scenario::{MOST_PATTERNS, Scenario};
pub use words::OwnWords;

use crate::params::Key;

/// A scenario of the talk, as the registry holds it. [`Scenario::new`] makes one that can be edited.
#[derive(Debug)]
pub struct Template {
    /// Its id in links.
    pub id: &'static str,
    /// Its name on the page.
    pub title: &'static str,
    /// The subject in a sentence or two.
    pub summary: &'static str,
    /// The talk's claim.
    pub claim: &'static str,
    /// The place of the claim in the talk: document and section.
    pub source: &'static str,
    /// The patterns that are compared unless a link names others.
    pub patterns: &'static [&'static str],
    /// The parameters that are shown first, in this order; the first one has the large slider.
    pub params: &'static [Key],
    /// Defaults that differ from the parameters' own, in the form of links.
    pub defaults: &'static [(Key, &'static str)],
    /// Defaults of one pattern alone: its id, a parameter, and the value in the form of links.
    pub only: &'static [(&'static str, Key, &'static str)],
    /// The same case with other values, as in other places of the talk: the name, and the rest of the link after the
    /// scenario.
    pub presets: &'static [(&'static str, &'static str)],
    /// Its own words for the Lab's terms.
    pub words: &'static [Word],
}

/// A scenario's own word for one of the Lab's terms.
#[derive(Debug)]
pub struct Word {
    /// The Lab's term, in the singular.
    pub lab: &'static str,
    /// The scenario's word, in the singular.
    pub own: &'static str,
    /// Its icon: the path of an SVG of 24 by 24. Empty if another word has the same.
    pub icon: &'static str,
}

/// A template without optional parts.
const BARE: Template = Template {
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

impl Template {
    /// The names of its presets, each with the link.
    pub fn presets(&self) -> impl Iterator<Item = (&'static str, String)> {
        let link = |rest: &str| ["scenario=", self.id, "&", rest].concat();
        self.presets
            .iter()
            .map(move |(name, rest)| (*name, link(rest)))
    }

    /// Translates a text of the Lab into the scenario's own words.
    #[must_use]
    pub fn say(&self, text: &str) -> String {
        OwnWords::default().say(text, self.words)
    }
}

/// Every template. The page, the command line and the tests walk this list; a link without a scenario means the first.
pub const ALL: [&Template; 16] = [
    &ci_auto_trigger::TEMPLATE,
    &ci_connections::TEMPLATE,
    &ci_api_limit::TEMPLATE,
    &workflow_status::TEMPLATE,
    &k8s_manifests::TEMPLATE,
    &rbac_batch::TEMPLATE,
    &hibernation_check::TEMPLATE,
    &cluster_test::TEMPLATE,
    &deploy_50_clusters::TEMPLATE,
    &emails::TEMPLATE,
    &files::TEMPLATE,
    &cpu_bound::TEMPLATE,
    &restaurant::TEMPLATE,
    &client_disconnect::TEMPLATE,
    &sse_broker::TEMPLATE,
    &threads_vs_goroutines::TEMPLATE,
];

/// The template of an id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Template> {
    ALL.into_iter().find(|e| e.id == id)
}
