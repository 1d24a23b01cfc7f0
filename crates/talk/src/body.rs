//! The text of a step: Markdown, in parts.

use crate::fault::{Fault, Text};
use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd, html};
use std::ops::Range;

/// A part of a step's text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// As HTML. HTML in the Markdown is shown as text.
    pub html: String,
    /// The same without any marks: a paragraph, an item of a list and a cell of a table are lines of their own.
    pub plain: String,
    /// The targets of its links.
    pub links: Vec<String>,
    /// The line on which it begins, counted from 1.
    pub line: usize,
}

/// The head of a file, and the parts of its text, each with its heading; the idea has none.
pub(crate) struct Parts {
    pub(crate) head: Range<usize>,
    pub(crate) parts: Vec<(String, Part)>,
}

/// Takes a file apart. The heading of a part is of level two. `own` gives the link for one that names a scenario of the talk's own.
pub(crate) fn read(text: Text, own: &dyn Fn(&str) -> String) -> Result<Parts, Fault> {
    let mut options = Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    options.insert(Options::ENABLE_TABLES);
    let events = Parser::new_ext(text.whole, options).into_offset_iter();
    let mut head = None;
    let mut pieces: Vec<(String, usize, Vec<Event>)> = vec![(String::new(), 0, Vec::new())];
    let (mut in_head, mut in_heading) = (false, false);
    for (event, place) in events {
        match event {
            Event::Start(Tag::MetadataBlock(MetadataBlockKind::PlusesStyle)) => in_head = true,
            Event::End(TagEnd::MetadataBlock(_)) => in_head = false,
            Event::Text(_) if in_head => {
                let until = head.map_or(place.end, |head: Range<usize>| head.end.max(place.end));
                let from = until.min(place.start);
                head = Some(from..until);
            }
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            }) => {
                in_heading = true;
                pieces.push((String::new(), place.start, Vec::new()));
            }
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => in_heading = false,
            Event::Text(words) if in_heading => {
                if let Some((heading, ..)) = pieces.last_mut() {
                    heading.push_str(&words);
                }
            }
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            }) => {
                let dest_url = match dest_url.strip_prefix('?') {
                    Some(link) => ["?", &own(link)].concat().into(),
                    None => dest_url,
                };
                let link = Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    id,
                };
                add(&mut pieces, Event::Start(link), place.start);
            }
            // What people write is shown, never executed.
            Event::Html(words) | Event::InlineHtml(words) => {
                add(&mut pieces, Event::Text(words), place.start);
            }
            event => add(&mut pieces, event, place.start),
        }
    }
    let head = head.ok_or_else(|| {
        text.fault(
            0,
            "head",
            "",
            "a step begins with a head in TOML between two lines of +++",
        )
    })?;
    let parts = pieces
        .into_iter()
        .map(|(heading, at, events)| (heading, part(text.line(at), events)))
        .collect();
    Ok(Parts { head, parts })
}

fn add<'a>(pieces: &mut [(String, usize, Vec<Event<'a>>)], event: Event<'a>, at: usize) {
    if let Some((heading, begins, events)) = pieces.last_mut() {
        if heading.is_empty() && events.is_empty() {
            *begins = at;
        }
        events.push(event);
    }
}

fn part(line: usize, events: Vec<Event>) -> Part {
    let mut part = Part {
        line,
        ..Part::default()
    };
    for event in &events {
        match event {
            Event::Text(words) | Event::Code(words) => part.plain.push_str(words),
            Event::SoftBreak | Event::HardBreak => part.plain.push(' '),
            Event::Start(Tag::Item)
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell) => {
                part.plain.push('\n');
            }
            Event::Start(Tag::Link { dest_url, .. }) => part.links.push(dest_url.to_string()),
            _ => {}
        }
    }
    part.plain = String::from(part.plain.trim());
    html::push_html(&mut part.html, events.into_iter());
    part
}

impl Part {
    /// The number of sentences: what ends with a full stop, a question mark or an exclamation mark before a space.
    pub(crate) fn sentences(&self) -> usize {
        let words = self.plain.split_whitespace();
        let ends = |word: &&str| {
            word.trim_end_matches(['”', '"', ')'])
                .ends_with(['.', '!', '?'])
        };
        words.filter(ends).count()
    }
}
