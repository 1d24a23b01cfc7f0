//! Lists in doc comments.

use super::doc_text::{Link, indented, quotes};

/// Items with bullets or numbers.
pub(super) struct List<'a> {
    /// Number and paragraphs of each item.
    items: Vec<(&'a str, Vec<String>)>,
    blank_between: bool,
}

impl<'a> List<'a> {
    pub(super) fn new(lines: &[&'a str]) -> Self {
        let numbered = marker(lines[0]).is_some_and(|(number, _)| !number.is_empty());
        let mut list = Self {
            items: Vec::new(),
            blank_between: false,
        };
        let mut new_paragraph = true;
        for &line in lines {
            let mut text = line.trim();
            if let Some((number, rest)) =
                marker(line).filter(|(number, _)| number.is_empty() != numbered)
            {
                list.items.push((number, Vec::new()));
                text = rest.trim();
                new_paragraph = true;
            }
            if text.is_empty() {
                list.blank_between = true;
                new_paragraph = true;
                continue;
            }
            let Some((_, paragraphs)) = list.items.last_mut() else {
                continue;
            };
            match paragraphs.last_mut().filter(|_| !new_paragraph) {
                Some(paragraph) => {
                    paragraph.push('\n');
                    paragraph.push_str(text);
                }
                None => paragraphs.push(text.to_owned()),
            }
            new_paragraph = false;
        }
        list
    }

    pub(super) fn loose(&self) -> bool {
        self.blank_between
            || self
                .items
                .iter()
                .any(|(_, paragraphs)| paragraphs.len() != 1)
    }

    pub(super) fn write(&self, out: &mut String, refs: &mut [Link<'_>]) {
        for (index, (number, paragraphs)) in self.items.iter().enumerate() {
            if index > 0 && self.loose() {
                out.push('\n');
            }
            if number.is_empty() {
                out.push_str("  - ");
            } else {
                out.extend([" ", number, ". "]);
            }
            for (index, paragraph) in paragraphs.iter().enumerate() {
                out.push_str(if index > 0 { "\n    " } else { "" });
                out.push_str(&quotes(paragraph, refs).replace('\n', "\n    "));
                out.push('\n');
            }
        }
    }
}

/// The number (empty for a bullet) and the text of the first line of a list's item.
fn marker(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let first = line.chars().next()?;
    let (number, rest) = if matches!(first, '•' | '*' | '+' | '-') {
        ("", &line[first.len_utf8()..])
    } else {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let rest = line[digits..]
            .strip_prefix(['.', ')'])
            .filter(|_| digits > 0)?;
        (&line[..digits], rest)
    };
    (indented(rest) && !rest.trim().is_empty()).then_some((number, rest))
}

pub(super) fn is_list(line: &str) -> bool {
    marker(line).is_some()
}
