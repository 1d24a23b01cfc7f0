//! Finding steps and cards.

use lab::link;
use lab::scenarios::Scenario;
use talk::{Diagram, Form, Place, Script, ScriptStep};

/// The heading of steps that are not in the form.
const OTHERS: &str = "In another form of the talk";

/// The heading of steps and cards that say nothing of it in title and place.
const IN_TEXTS: &str = "In what they say";
/// Endings that words are looked for without, too: the title has `test` for who types `testing`.
const ENDINGS: [&str; 5] = ["ing", "ed", "es", "s", "er"];
/// The fewest letters that are left of a word then.
const FEWEST: usize = 4;

/// A step or card that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found<'a> {
    /// Its number in the form, from 1; `None` for a card and a step of another form.
    pub number: Option<usize>,
    /// The heading below which it stands: a section or a group of cards.
    pub heading: &'a str,
    /// The step.
    pub step: &'a ScriptStep,
}

impl<'a> Found<'a> {
    /// The steps of a form, the cards and, if there are words, the steps of other forms in which all words of a text are found: first
    /// those in whose title, heading and places of the documents they are, then those that say them.
    pub fn all(script: &'a Script, form: &'a Form, text: &str) -> Vec<Found<'a>> {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let steps = script
            .order(form)
            .enumerate()
            .map(|(number, (section, place))| (Some(number + 1), section.title.as_str(), place));
        let cards = script.cards().map(|place| (None, "", place));
        // Who looks for something finds it in the steps of the other forms, too.
        let is_other =
            |step: &ScriptStep| step.card.is_none() && !step.slots.contains_key(&form.id);
        let others = script.steps.iter().enumerate();
        let others = others.filter(|(_, step)| !words.is_empty() && is_other(step));
        let others = others.map(|(place, _)| (None, OTHERS, place));
        let all = steps
            .chain(cards)
            .chain(others)
            .filter_map(|(number, heading, place)| {
                let step = script.steps.get(place)?;
                Some(Found {
                    number,
                    heading: step.card.as_deref().unwrap_or(heading),
                    step,
                })
            });
        let (mut found, unnamed): (Vec<_>, Vec<_>) =
            all.partition(|one: &Found| one.is_named(&words));
        let in_texts = unnamed.into_iter().filter(|one| one.says(&words));
        found.extend(in_texts.map(|one| Found {
            heading: IN_TEXTS,
            ..one
        }));
        found
    }

    /// Whether all words are in the title, the heading, the id, and the places of the documents.
    fn is_named(&self, words: &[String]) -> bool {
        let text = format!("{} {} {}", self.step.title, self.heading, self.step.id).to_lowercase();
        let places = self.step.covers.join(", ");
        let mut before = "";
        words.iter().all(|word| {
            let kind = std::mem::replace(&mut before, word);
            if word.bytes().all(|byte| byte.is_ascii_digit()) {
                return self.has_number(kind, word);
            }
            has_word(&text, word) || places.contains(word.as_str())
        })
    }

    /// Whether all words are in the title and in what is said. Numbers are those of places and titles alone.
    fn says(&self, words: &[String]) -> bool {
        if words
            .iter()
            .any(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
        {
            return false;
        }
        let step = self.step;
        let marks = step.marks.iter().map(|mark| mark.says.as_str());
        let texts = [
            &step.idea,
            &step.tries,
            &step.notice,
            &step.printed,
            &step.notes,
        ];
        let mut text = String::from(&step.title);
        for part in texts.into_iter().map(String::as_str).chain(marks) {
            text.push(' ');
            append_words(&mut text, part);
        }
        if let Some(go) = &step.go {
            for line in &go.lines {
                text.push(' ');
                text.push_str(&line.text);
            }
        }
        let text = text.to_lowercase();
        words.iter().all(|word| has_word(&text, word))
    }

    /// Whether a number is that of the step, of a place that it covers, or stands in its title. `kind` is the word before the number:
    /// that of a place asks for this place alone.
    fn has_number(&self, kind: &str, word: &str) -> bool {
        let place = format!("{kind} {word}");
        let places = &self.step.covers;
        let is_kind = Place::all().any(|place| place.to_string().starts_with(&format!("{kind} ")));
        if is_kind {
            return places.contains(&place);
        }
        let number = self.number.map(|number| number.to_string());
        let ends = |place: &String| kind.is_empty() && place.rsplit(' ').next() == Some(word);
        let mut in_title = self.step.title.split(|c: char| !c.is_ascii_alphanumeric());
        (kind.is_empty() && number.as_deref() == Some(word))
            || places.iter().any(ends)
            || in_title.any(|part| part == word)
    }
}

/// Whether a word is in a text, or the same word without an ending.
fn has_word(text: &str, word: &str) -> bool {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let begins = |stem: &str| words.clone().any(|word| word.starts_with(stem));
    text.contains(word)
        || ENDINGS.iter().any(|ending| {
            let stem = word.strip_suffix(ending).unwrap_or_default();
            // `debugging` is `debug`.
            let mut letters = stem.chars().rev();
            let is_doubled = letters
                .next()
                .is_some_and(|last| letters.next() == Some(last));
            let short = if is_doubled && stem.is_ascii() {
                &stem[..stem.len() - 1]
            } else {
                stem
            };
            short.len() >= FEWEST && begins(short)
        })
}

/// Appends the words of HTML that the Lab has made of Markdown, without its tags.
fn append_words(text: &mut String, html: &str) {
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            c if !is_tag => text.push(c),
            _ => {}
        }
    }
}

/// The place of a step by its number in a form, its id, or a place of the documents. Where several cover a place, a step of the form
/// comes before a card.
pub(super) fn place_of(script: &Script, form: &Form, text: &str) -> Option<usize> {
    let text = text.trim().to_lowercase();
    let mut order = script.order(form).map(|(_, place)| place);
    if let Ok(number) = text.parse::<usize>() {
        return order.nth(number.checked_sub(1)?);
    }
    let by_id = script.steps.iter().position(|step| step.id == text);
    let covers = |place: &usize| {
        script
            .steps
            .get(*place)
            .is_some_and(|step| step.covers.contains(&text))
    };
    by_id
        .or_else(|| order.find(covers))
        .or_else(|| (0..script.steps.len()).find(covers))
}

/// The diagram of the talk whose run this is, if it is not the step's own: it then stands below a title that is not its own.
#[must_use]
pub fn foreign_diagram<'a>(
    script: &'a Script,
    step: &ScriptStep,
    scenario: &Scenario,
) -> Option<&'a Diagram> {
    let shown = link::format(scenario);
    let is_shown = |text: &str| link::format(&link::parse(text).scenario) == shown;
    if is_shown(&step.link) {
        return None;
    }
    script
        .diagrams
        .iter()
        .find(|diagram| is_shown(&diagram.link))
}
