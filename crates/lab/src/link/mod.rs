//! Links: a scenario as a query string, and back.
//!
//! `?scenario=ci-auto-trigger&batch=8&seed=7` is a scenario of the talk, `?pattern=worker-pool&workers=3` a pattern without
//! one. A link holds only the differences from the defaults, in a fixed order, so that equal scenarios have equal links. A
//! part that cannot be read becomes a [`Notice`]; the rest still applies.
//!
//! A link is read as people paste it. Parts that only count readers (`utm_source`, `fbclid`) are passed over. What stands
//! behind a `#` is read like a query if its first part has a name of the Lab's: a browser does not send it to the host, so
//! that the longest link works.

mod address;
mod carried;
mod notice;
mod options;
mod query;
mod tracking;
mod words;

pub use options::{
    Controls, NoTalk, OPTIONS, OptionHelp, Options, Pace, Part, Prelude, SizeOption, TalkFrom,
    TalkOption, ThemeOption,
};

use crate::params::{Key, quoted};
use crate::patterns::{self, Pattern};
use crate::scenarios::{self, MOST_PATTERNS, OwnWords, Scenario};
pub use address::{Address, LONGEST_QUERY};
use analysis::fmt::counted;
pub use carried::{Carried, PROGRAM_FLAG, PROGRAM_SEED, PROGRAM_SLIDER, is_program_setting};
use carried::{PROGRAM, PROGRAM_PATTERN, PROGRAM_SCHEDULE};
use goruntime::runtime::Schedule;
pub use notice::Notice;
use std::collections::BTreeMap;
pub use words::words;

/// The content of a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The scenario to run.
    pub scenario: Scenario,
    /// How it is shown.
    pub options: Options,
    /// The parts that could not be read.
    pub notices: Vec<Notice>,
    /// The program of somebody's own that it carries.
    pub program: Option<Carried>,
}

/// The most parts of a link that are read.
const MOST_PARTS: usize = 100;
/// The most notices; further ones are summed up.
const MOST_NOTICES: usize = 6;

/// Reads a query string (with or without its `?`) or a whole address.
#[must_use]
pub fn parse(text: &str) -> Link {
    parse_for(text, None)
}

/// Reads a link for one pattern alone, whatever patterns it names.
#[must_use]
pub fn parse_for(text: &str, only: Option<&'static Pattern>) -> Link {
    let (pairs, notices) = pairs_of(text);
    let mut reader = Reader {
        link: Link {
            scenario: Scenario::new(scenarios::ALL[0]),
            options: Options::default(),
            notices,
            program: None,
        },
        pairs,
    };
    reader.read_runs(only);
    reader.read_values();
    reader.read_program();
    let mut link = reader.link;
    if let Some(more @ 1..) = link.notices.len().checked_sub(MOST_NOTICES) {
        link.notices.truncate(MOST_NOTICES);
        link.notices.push(Notice {
            name: format!("{more} more"),
            value: String::new(),
            reason: String::from("could not be read either"),
        });
    }
    link
}

/// Whether a link says what is run. Without, it only says how it is shown.
#[must_use]
pub fn names_runs(text: &str) -> bool {
    let (pairs, _) = pairs_of(text);
    let is_option = |name: &str| OPTIONS.iter().any(|option| option.name == name);
    pairs
        .iter()
        .any(|(name, _)| is_known(name) && !is_option(name))
}

/// The query string of a scenario, without its `?`: only the differences from the defaults, in a fixed order.
#[must_use]
pub fn format(scenario: &Scenario) -> String {
    let mut query = String::new();
    let patterns: Vec<&str> = scenario.patterns().iter().map(|p| p.id).collect();
    match scenario.template() {
        None => {
            query::append(&mut query, PATTERN, &patterns.join(","));
        }
        Some(template) => {
            query::append(&mut query, SCENARIO, template.id);
            if patterns != template.patterns {
                query::append(&mut query, PATTERNS, &patterns.join(","));
            }
        }
    }
    let params = scenario.params();
    for key in Key::all().filter(|key| params.contains(key)) {
        let value = scenario.values().get(key);
        if *value != scenario.default_of(key) {
            query::append(&mut query, key.param().name, &key.param().write(value));
        }
    }
    let slider = scenario.slider();
    if scenario.sliders().first() != Some(&slider) {
        query::append(&mut query, SLIDER, slider.param().name);
    }
    if scenario.is_linear() {
        query::append(&mut query, AXIS, AXES[1]);
    }
    if !scenario.words().is_empty() {
        query::append(&mut query, WORDS, &scenario.words().to_string());
    }
    if *scenario.schedule() != Schedule::default() {
        query::append(&mut query, SCHEDULE, &scenario.schedule().to_string());
    }
    query
}

const SCENARIO: &str = "scenario";
/// The patterns to run without a scenario.
const PATTERN: &str = "pattern";
/// The patterns that a scenario compares.
const PATTERNS: &str = "patterns";
/// The parameter of the large slider, and its axis.
const SLIDER: &str = "slider";
const AXIS: &str = "axis";
/// Words of somebody's own for the Lab's terms.
const WORDS: &str = "words";
/// The order in which the goroutines of the only pattern run.
const SCHEDULE: &str = "schedule";
/// The parts that are neither options nor parameters: `docs/parameters.md` begins with them.
pub const OWN_PARTS: [&str; 10] = [
    SCENARIO,
    PATTERN,
    PATTERNS,
    SLIDER,
    AXIS,
    WORDS,
    SCHEDULE,
    PROGRAM,
    PROGRAM_SCHEDULE,
    PROGRAM_PATTERN,
];
/// What is wrong with a part about a program where there is none.
const NO_PROGRAM: &str = "there is no program beside it, which `go` carries";
const AXES: [&str; 2] = ["log", "linear"];

/// The ranges of other values depend on these, so they are read first. A list of latencies says how many tasks there are, so
/// that it comes before them.
const LEADERS: [Key; 3] = [Key::Latency, Key::Tasks, Key::Workers];

type Pairs = Vec<(String, String)>;

/// The parts of a link, each name once.
fn pairs_of(text: &str) -> (Pairs, Vec<Notice>) {
    let Address { query, fragment } = Address::of(text);
    let (mut pairs, mut notices) = (Pairs::new(), Vec::new());
    let parts = |text| query::parse(text).filter(|(name, _)| !tracking::is_tracking(name));
    let mut behind = parts(fragment).peekable();
    // Other fragments name a place in a document, or a text to scroll to.
    let is_query = behind.peek().is_some_and(|(name, _)| is_known(name));
    let behind = behind.filter(|_| is_query);
    let mut all = parts(query).chain(behind);
    for (name, value) in all.by_ref().take(MOST_PARTS) {
        if pairs.iter().all(|(known, _)| *known != name) {
            pairs.push((name, value));
        } else {
            notices.push(Notice {
                name,
                value,
                reason: String::from("stands twice; the first counts"),
            });
        }
    }
    let unread = all.count();
    if unread > 0 {
        notices.push(Notice {
            name: counted(unread as u64, "more part", "more parts"),
            value: String::new(),
            reason: format!("not read; allowed are {MOST_PARTS} parts"),
        });
    }
    (pairs, notices)
}

/// Whether a part of this name may stand in a link.
fn is_known(name: &str) -> bool {
    let is_option = OPTIONS.iter().any(|option| option.name == name);
    OWN_PARTS.contains(&name) || is_program_setting(name) || is_option || Key::of(name).is_some()
}

/// A link that is being read.
struct Reader {
    link: Link,
    /// The parts, each name once.
    pairs: Pairs,
}

impl Reader {
    fn value_of(&self, name: &str) -> Option<String> {
        let pair = self.pairs.iter().find(|(known, _)| known == name);
        pair.map(|(_, value)| value.clone())
    }

    /// Reads a part, if it is there.
    fn part(&mut self, name: &str, read: &dyn Fn(&mut Link, &str) -> Result<(), String>) {
        if let Some(value) = self.value_of(name)
            && let Err(reason) = read(&mut self.link, &value)
        {
            let name = String::from(name);
            self.link.notices.push(Notice {
                name,
                value,
                reason,
            });
        }
    }

    /// Reads the scenario and the patterns, which determine the parameters.
    fn read_runs(&mut self, only: Option<&'static Pattern>) {
        self.part(SCENARIO, &|link, id| {
            link.scenario = Scenario::new(scenarios::find(id).ok_or_else(|| {
                let ids = join(scenarios::ALL.iter().map(|e| e.id));
                format!("there is no such scenario; allowed is {ids}")
            })?);
            Ok(())
        });
        let id = self.value_of(SCENARIO);
        let has_scenario = id.is_some_and(|id| scenarios::find(&id).is_some());
        self.part(PATTERN, &|link, value| {
            let patterns = read_patterns(value)?;
            if has_scenario {
                return Err(String::from(
                    "a scenario is there too, whose patterns are chosen by patterns=…",
                ));
            }
            link.scenario = Scenario::of_pattern(patterns[0]);
            link.scenario.set_patterns(patterns);
            Ok(())
        });
        self.part(PATTERNS, &|link, value| {
            let patterns = read_patterns(value)?;
            if link.scenario.template().is_none() {
                return Err(String::from(
                    "chooses among a scenario's patterns; without a scenario, all stand in pattern=…",
                ));
            }
            link.scenario.set_patterns(patterns);
            Ok(())
        });
        if let Some(pattern) = only {
            self.link.scenario.set_patterns([pattern]);
        }
    }

    fn read_program(&mut self) {
        let names = [SCENARIO, PATTERN, PATTERNS];
        self.link.program = self.value_of(PROGRAM).map(|packed| Carried {
            packed,
            schedule: self.value_of(PROGRAM_SCHEDULE).unwrap_or_default(),
            is_compared: names.iter().any(|name| self.value_of(name).is_some()),
            origin: None,
            settings: BTreeMap::new(),
        });
        let settings = self.pairs.iter().map(|(name, _)| name.clone());
        let settings: Vec<String> = settings.filter(|name| is_program_setting(name)).collect();
        for name in settings {
            self.part(&name, &|link, value| {
                let program = link.program.as_mut().ok_or(NO_PROGRAM)?;
                if name == PROGRAM_SEED && value.parse::<u64>().is_err() {
                    return Err(String::from("allowed is a whole number from 0"));
                }
                program.settings.insert(name.clone(), String::from(value));
                Ok(())
            });
        }
        self.part(PROGRAM_PATTERN, &|link, id| {
            let origin = read_pattern(id)?;
            let program = link.program.as_mut().ok_or(NO_PROGRAM)?;
            program.origin = Some(origin);
            Ok(())
        });
    }

    fn read_values(&mut self) {
        let leaders = LEADERS.map(|key| key.param().name);
        for name in leaders {
            self.part(name, &|link, value| set(link, name, value));
        }
        let names = self.pairs.iter().map(|(name, _)| name.clone());
        let names_left: Vec<String> = names
            .filter(|name| !OWN_PARTS.contains(&name.as_str()) && !leaders.contains(&name.as_str()))
            .filter(|name| !is_program_setting(name))
            .collect();
        for name in names_left {
            self.part(&name, &|link, value| {
                let option = link.options.read(&name, value);
                option.unwrap_or_else(|| set(link, &name, value))
            });
        }
        // Whether a parameter is a number depends on its value, so the slider is read last.
        self.part(SLIDER, &|link, name| link.scenario.set_slider(name));
        self.part(AXIS, &|link, axis| {
            let place = AXES.iter().position(|known| *known == axis);
            let place = place.ok_or_else(|| ["allowed is ", &AXES.join(" or ")].concat())?;
            link.scenario.set_linear(place == 1);
            Ok(())
        });
        self.part(WORDS, &|link, text| {
            link.scenario.set_words(OwnWords::read(text)?);
            Ok(())
        });
        self.part(SCHEDULE, &|link, text| {
            link.scenario.set_schedule(text.parse()?)
        });
    }
}

fn set(link: &mut Link, name: &str, value: &str) -> Result<(), String> {
    let scenario = &mut link.scenario;
    let params = scenario.params();
    let key = Key::of(name);
    let Some(key) = key.filter(|key| params.contains(key)) else {
        return Err(no_such_parameter(scenario, key.is_some()));
    };
    let value = scenario.values().read(key, value)?;
    scenario.set(key, value)
}

/// `elsewhere`: a parameter of this name exists, but the patterns here do not have it.
fn no_such_parameter(scenario: &Scenario, elsewhere: bool) -> String {
    let params = scenario.params();
    let names = Key::all()
        .filter(|key| params.contains(key))
        .map(|key| key.param().name);
    let what: &[&str] = match scenario.template() {
        Some(_) => &[SCENARIO, PATTERNS],
        None => &[PATTERN],
    };
    let more = [SLIDER, AXIS, WORDS, SCHEDULE];
    let options = OPTIONS.iter().map(|option| option.name);
    let allowed = join(what.iter().copied().chain(names).chain(more).chain(options));
    if elsewhere {
        let patterns = join(scenario.patterns().iter().map(|p| p.id));
        format!("{patterns} cannot use it; allowed is {allowed}")
    } else {
        format!("there is no such parameter; allowed is {allowed}")
    }
}

/// Reads the id of a pattern.
fn read_pattern(id: &str) -> Result<&'static Pattern, String> {
    patterns::find(id.trim()).ok_or_else(|| {
        format!(
            "there is no pattern \"{}\"; allowed is one or more of {}",
            quoted(id),
            join(patterns::ALL.iter().map(|p| p.id))
        )
    })
}

/// Reads one or more patterns.
fn read_patterns(value: &str) -> Result<Vec<&'static Pattern>, String> {
    let mut patterns: Vec<&'static Pattern> = Vec::new();
    for id in value.split(',') {
        let pattern = read_pattern(id)?;
        if !patterns.contains(&pattern) {
            patterns.push(pattern);
        }
    }
    if patterns.len() > MOST_PATTERNS {
        return Err(format!(
            "{} patterns: allowed are up to {MOST_PATTERNS} at once",
            patterns.len()
        ));
    }
    Ok(patterns)
}

fn join<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
