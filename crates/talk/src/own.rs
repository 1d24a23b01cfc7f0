//! Scenarios of a talk's own: links with a name and a title.

use form_urlencoded::byte_serialize;

/// A scenario of a talk's own, which its links name as `scenario=ID`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnScenario {
    /// Its name in links.
    pub id: String,
    /// Its title, as people see it.
    pub title: String,
    /// What it stands for: a query string.
    pub link: String,
    /// Its words for the Lab's terms, those of a term once.
    pub words: Vec<OwnWord>,
    /// The line in which the link stands, counted from 1.
    pub line: usize,
}

/// A word of a talk's own for a term of the Lab's. Whether the Lab has the term and takes the word is for who can run a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnWord {
    /// The term, such as `task`.
    pub term: String,
    /// The word for it.
    pub own: String,
    /// The line in which it stands, counted from 1.
    pub line: usize,
}

impl OwnScenario {
    /// Its words as links have them: `task:build,goroutine:runner`; empty for none.
    fn words_of_link(&self) -> String {
        let words = self.words.iter();
        let words: Vec<String> = words
            .map(|OwnWord { term, own, .. }| format!("{term}:{own}"))
            .collect();
        words.join(",")
    }
}

/// A link in which a scenario of the talk's own is what it stands for. What the link says besides counts before what that says.
pub(crate) fn expanded(link: &str, own: &[OwnScenario]) -> String {
    let named = |id: &str| own.iter().find(|scenario| scenario.id == id);
    let pairs: Vec<&str> = link.split('&').collect();
    let found = pairs
        .iter()
        .find_map(|pair| named(pair.strip_prefix("scenario=")?));
    let Some(scenario) = found else {
        return String::from(link);
    };
    let name = |pair: &str| String::from(pair.split('=').next().unwrap_or(pair));
    let sign = format!("scenario={}", scenario.id);
    let further: Vec<&str> = pairs.into_iter().filter(|pair| *pair != sign).collect();
    let is_said = |pair: &str| further.iter().any(|said| name(said) == name(pair));
    let mut all: Vec<String> = scenario
        .link
        .split('&')
        .filter(|pair| !is_said(pair))
        .chain(further.iter().copied())
        .map(String::from)
        .collect();
    let words = scenario.words_of_link();
    for (part, value) in [("words", &words), ("title", &scenario.title)] {
        if !value.is_empty() && !all.iter().any(|pair| name(pair) == part) {
            let value: String = byte_serialize(value.as_bytes()).collect();
            all.push(format!("{part}={value}"));
        }
    }
    all.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(link: &str, expected: &str) {
        let own = [OwnScenario {
            id: String::from("our-ci"),
            title: String::from("Our CI & yours"),
            link: String::from("scenario=ci-auto-trigger&tasks=300&batch=8"),
            words: vec![OwnWord {
                term: String::from("task"),
                own: String::from("build"),
                line: 1,
            }],
            line: 1,
        }];
        assert_eq!(expanded(link, &own), expected);
    }

    #[test]
    fn a_scenario_of_the_talks_own_is_what_it_stands_for() {
        let own = "scenario=ci-auto-trigger&tasks=300";
        let title = "words=task%3Abuild&title=Our+CI+%26+yours";
        check("scenario=our-ci", &format!("{own}&batch=8&{title}"));
        check(
            "scenario=our-ci&batch=20",
            &format!("{own}&batch=20&{title}"),
        );
        check(
            "batch=20&scenario=our-ci&title=Now",
            &format!("{own}&batch=20&title=Now&words=task%3Abuild"),
        );
        check("scenario=emails&batch=20", "scenario=emails&batch=20");
        check("pattern=leak", "pattern=leak");
    }
}
