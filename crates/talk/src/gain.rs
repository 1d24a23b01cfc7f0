//! What something was worth: two runs of one link as bars beside each other, a row in the one picture of a step.

use crate::fault::Text;
use crate::figure::Figure;
use crate::head::{EndHead, GainHead, Read};
use pulldown_cmark_escape::{escape_href, escape_html};
use toml::Spanned;

/// A row of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Gain {
    /// What was done.
    pub says: String,
    /// The link with both runs: a query string.
    pub link: String,
    /// How it was.
    pub before: End,
    /// How it is.
    pub after: End,
    /// How many times as fast it became, as the Lab writes it.
    pub faster: Option<String>,
}

/// What came of one of the two runs.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// The words beside the bar.
    pub says: String,
    /// How long it took, in seconds; `None` if it came to nothing, and then there is no bar.
    pub seconds: Option<f64>,
}

impl Gain {
    /// The row, and the figures that it says: all must come out of the runs of its link. `own` gives the link for one that names a
    /// scenario of the talk's own.
    pub(crate) fn of_head(
        head: GainHead,
        text: Text,
        own: &dyn Fn(&str) -> String,
    ) -> (Gain, Vec<Figure>) {
        let link = own(head.link.get_ref());
        let patterns = [&head.before, &head.after].map(|end| end.of.get_ref().trim());
        let figure = |of: &[&str], read: Read, is: &Spanned<String>| Figure {
            of: of.iter().copied().map(String::from).collect(),
            read,
            is: is.get_ref().clone(),
            link: Some(link.clone()),
            line: text.line(is.span().start),
        };
        let ends = [&head.before, &head.after];
        let ends = ends.map(|end| figure(&[end.of.get_ref().trim()], end.read, &end.is));
        let faster = head.faster.as_ref();
        let faster = faster.map(|is| figure(&patterns, Read::Faster, is));
        let figures = ends.into_iter().chain(faster).collect();
        let gain = Gain {
            says: head.says,
            before: End::of_head(head.before),
            after: End::of_head(head.after),
            faster: head.faster.map(Spanned::into_inner),
            link,
        };
        (gain, figures)
    }
}

impl End {
    fn of_head(head: EndHead) -> End {
        let is = head.is.into_inner();
        End {
            seconds: matches!(head.read, Read::Total | Read::End)
                .then(|| seconds(&is))
                .flatten(),
            says: head.says.unwrap_or(is),
        }
    }
}

/// A length as the Lab writes it, such as `1 h 40 min` or `1.5 s`, in seconds.
fn seconds(length: &str) -> Option<f64> {
    let words: Vec<&str> = length.split(' ').collect();
    let parts = words.chunks(2).map(|part| {
        let &[number, unit] = part else { return None };
        let unit = match unit {
            "h" => 3600.0,
            "min" => 60.0,
            "s" => 1.0,
            "ms" => 1e-3,
            "µs" => 1e-6,
            _ => return None,
        };
        Some(number.replace(',', "").parse::<f64>().ok()? * unit)
    });
    parts.sum()
}

/// The picture: a table, in which each row has its two bars to one scale, so that those who hear it get the same. What runs longer of
/// the two is as wide as the row.
pub(crate) fn picture(gains: &[Gain]) -> String {
    let row = |gain: &Gain| {
        let ends = [&gain.before, &gain.after];
        let longest = ends
            .iter()
            .filter_map(|end| end.seconds)
            .fold(0.0, f64::max);
        let [before, after] = ends.map(|end| bar(end, longest));
        let mut link = String::new();
        // Writing to a String cannot fail.
        let _ = escape_href(&mut link, &gain.link);
        format!(
            "<tr><th scope=\"row\"><a href=\"?{link}\">{}</a></th><td><span class=\"before\">{before}</span>\
             <span class=\"after\">{after}</span></td><td>{}</td></tr>\n",
            escaped(&gain.says),
            escaped(gain.faster.as_deref().unwrap_or_default())
        )
    };
    let rows: String = gains.iter().map(row).collect();
    format!(
        "<table class=\"gains\">\n<thead><tr><th>operation</th><th>before, after</th><th>faster</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n"
    )
}

/// A bar, in hundredths of the longest one, and its words.
fn bar(end: &End, longest: f64) -> String {
    let words = escaped(&end.says);
    let Some(seconds) = end.seconds.filter(|_| longest > 0.0) else {
        return format!("<b class=\"none\">{words}</b>");
    };
    let width = 100.0 * seconds / longest;
    format!(
        "<svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"{width:.1}\" height=\"1\"/></svg>\
         <b>{words}</b>"
    )
}

fn escaped(text: &str) -> String {
    let mut html = String::new();
    // Writing to a String cannot fail.
    let _ = escape_html(&mut html, text);
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(length: &str, expected: Option<f64>) {
        let found = seconds(length);
        let is_near = match (found, expected) {
            (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
            (found, expected) => found == expected,
        };
        assert!(is_near, "{length}: {found:?}");
    }

    #[test]
    fn lengths_are_read() {
        check("500 ms", Some(0.5));
        check("1.5 s", Some(1.5));
        check("1 h 40 min", Some(6000.0));
        check("2 min 3 s", Some(123.0));
        check("killed", None);
        check("2 parsecs", None);
    }
}
