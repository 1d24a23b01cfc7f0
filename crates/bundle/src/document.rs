//! The few things that have to be found in the page's HTML. It is our own `index.html` after trunk, minified or not.

use std::ops::Range;

/// The places of all tags of a name in the head.
pub(crate) fn tags(html: &str, name: &str) -> Vec<Range<usize>> {
    let head = html.find("<body").unwrap_or(html.len());
    let opening = ["<", name].concat();
    let starts = html[..head].match_indices(&opening);
    let ends = starts.filter_map(|(start, _)| {
        let behind = &html[start + opening.len()..head];
        // `<link` begins `<links`, too.
        let is_whole = behind.starts_with(|c: char| c.is_ascii_whitespace() || c == '>');
        let end = end_of_tag(&html[start..head])?;
        is_whole.then_some(start..start + end)
    });
    ends.collect()
}

/// The length of the tag with which a text begins. A `>` in quotes does not end it.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    for (place, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(place + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute of a tag, as it is written there.
pub(crate) fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let sign = [" ", name, "="].concat();
    let behind = &tag[tag.find(&sign)? + sign.len()..];
    match behind.chars().next()? {
        quote @ ('"' | '\'') => behind[1..].split(quote).next(),
        _ => behind.split([' ', '\n', '>']).next(),
    }
}

/// Puts text behind the first `<meta>`, which says in which encoding the rest is.
pub(crate) fn insert(html: &str, text: &str) -> String {
    let place = tags(html, "meta").first().map_or(0, |tag| tag.end);
    [&html[..place], text, &html[place..]].concat()
}

/// Takes those tags of a name out for which something holds.
pub(crate) fn without(html: &str, name: &str, is_meant: impl Fn(&str) -> bool) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut place = 0;
    for tag in tags(html, name) {
        if is_meant(&html[tag.clone()]) {
            kept.push_str(&html[place..tag.start]);
            place = tag.end;
        }
    }
    kept + &html[place..]
}

/// A text as the value of a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// What [`escape`] was given.
#[cfg(test)]
pub(crate) fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<!doctype html><meta charset=utf-8><link href=./a.css rel=stylesheet>\
        <link rel=\"preload\" title='a > b' href=\"./a.wasm\">\
        </head><body><link rel=late></body>";

    #[test]
    fn tags_of_the_head_are_found_with_their_attributes() {
        let found: Vec<_> = tags(PAGE, "link")
            .into_iter()
            .map(|tag| &PAGE[tag])
            .collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(attribute(found[0], "href"), Some("./a.css"));
        assert_eq!(attribute(found[0], "rel"), Some("stylesheet"));
        assert_eq!(attribute(found[1], "rel"), Some("preload"));
        assert_eq!(attribute(found[1], "href"), Some("./a.wasm"));
        assert_eq!(attribute(found[1], "as"), None);
    }

    #[test]
    fn tags_are_put_in_and_taken_out() {
        let page = insert(PAGE, "<meta name=new>");
        assert!(
            page.contains("charset=utf-8><meta name=new><link"),
            "{page}"
        );
        let page = without(PAGE, "link", |tag| attribute(tag, "rel") == Some("preload"));
        assert!(!page.contains("a.wasm") && page.contains("a.css"), "{page}");
    }

    #[test]
    fn escaped_texts_are_read_back() {
        let text = "a&b=\"<1>\"&amp;";
        assert_eq!(unescape(&escape(text)), text);
    }
}
