//! The option `talk`: which talk a link shows, and in which of its forms.

use super::MOST_TITLE;
use super::values::title;
use std::fmt;
use std::str::FromStr;

/// Which talk a link shows. Its text form is `35`, `talks/mine.md,10`, or a talk's own text, packed, with a form behind it in the same way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TalkOption {
    /// Where the talk comes from.
    pub from: TalkFrom,
    /// The id of its form; `None` for the first.
    pub form: Option<String>,
}

/// Where a talk comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum TalkFrom {
    /// It is the one that is there: the Lab's, unless somebody has given another.
    #[default]
    Here,
    /// A file beside the page, by its path.
    File(String),
    /// The link itself, in which its text is packed.
    Link(String),
}

/// A text that names no talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoTalk;

/// What stands for the first form of the talk that is there.
const FIRST_FORM: &str = "on";

impl TalkOption {
    /// A form of the talk that is there; the first if it is `None` or empty.
    #[must_use]
    pub fn form(id: Option<String>) -> TalkOption {
        TalkOption {
            from: TalkFrom::Here,
            form: id.filter(|id| !id.is_empty()),
        }
    }

    /// Whether the talk's own text is in the link, and not only its name.
    #[must_use]
    pub fn is_carried(&self) -> bool {
        matches!(self.from, TalkFrom::Link(_))
    }
}

impl FromStr for TalkOption {
    type Err = NoTalk;

    /// A name is as long as a title at most; all that is longer is a text.
    fn from_str(text: &str) -> Result<TalkOption, NoTalk> {
        if matches!(text, "" | "1" | FIRST_FORM) {
            return Ok(TalkOption::default());
        }
        let (from, form) = if text.chars().count() > MOST_TITLE {
            let (packed, form) = parted(text, text.find(','));
            let is_packed = packed.bytes().all(is_digit) && form.is_none_or(is_name);
            (
                is_packed.then(|| TalkFrom::Link(String::from(packed))),
                form,
            )
        } else if is_name(text) {
            // A path may have commas of its own.
            let (path, form) = parted(text, text.rfind(','));
            if path.contains(['/', '.']) {
                (Some(TalkFrom::File(String::from(path))), form)
            } else {
                (Some(TalkFrom::Here), Some(text))
            }
        } else {
            (None, None)
        };
        Ok(TalkOption {
            from: from.ok_or(NoTalk)?,
            form: form.map(String::from),
        })
    }
}

impl fmt::Display for TalkOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.from, self.form.as_deref()) {
            (TalkFrom::Here, form) => f.write_str(form.unwrap_or(FIRST_FORM)),
            (TalkFrom::File(talk) | TalkFrom::Link(talk), None) => f.write_str(talk),
            (TalkFrom::File(talk) | TalkFrom::Link(talk), Some(form)) => write!(f, "{talk},{form}"),
        }
    }
}

/// What stands before and behind a comma, and all of a text without one. Nothing behind it is no form.
fn parted(text: &str, comma: Option<usize>) -> (&str, Option<&str>) {
    let Some(comma) = comma else {
        return (text, None);
    };
    let form = &text[comma + 1..];
    (&text[..comma], (!form.is_empty()).then_some(form))
}

fn is_name(text: &str) -> bool {
    title(text).is_some()
}

/// Whether a byte is a digit of base64url.
fn is_digit(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn talk(from: TalkFrom, form: &str) -> TalkOption {
        TalkOption {
            from,
            form: (!form.is_empty()).then(|| String::from(form)),
        }
    }

    fn file(path: &str) -> TalkFrom {
        TalkFrom::File(String::from(path))
    }

    #[track_caller]
    fn check(text: &str, from: TalkFrom, form: &str) {
        assert_eq!(text.parse(), Ok(talk(from, form)), "{text}");
    }

    #[test]
    fn a_form_a_file_and_a_text_are_told_apart() {
        for first in ["", "1", "on"] {
            check(first, TalkFrom::Here, "");
        }
        check("35", TalkFrom::Here, "35");
        check("35,1", TalkFrom::Here, "35,1");
        check("mine.md", file("mine.md"), "");
        check("talks/mine.md,10", file("talks/mine.md"), "10");
        check("talks/mine.md,", file("talks/mine.md"), "");
        check("one,two.md,10", file("one,two.md"), "10");
        check("//host/a,35", file("//host/a"), "35");
        let packed = "aZ09-_".repeat(20);
        let text = || TalkFrom::Link(packed.clone());
        check(&packed, text(), "");
        check(&format!("{packed},"), text(), "");
        check(&format!("{packed},10,5"), text(), "10,5");
    }

    #[test]
    fn what_is_neither_a_name_nor_a_text_is_refused() {
        let packed = "aZ09-_".repeat(20);
        let long_form = format!("{packed},{}", "x".repeat(MOST_TITLE + 1));
        for bad in [
            "a\u{202e}b",
            &format!("{packed}!"),
            &format!("{packed}/mine.md"),
            &long_form,
        ] {
            assert_eq!(bad.parse::<TalkOption>(), Err(NoTalk), "{bad}");
        }
    }

    fn options() -> impl Strategy<Value = TalkOption> {
        let from = prop_oneof![
            Just(TalkFrom::Here),
            "[a-z,]{0,9}[./][a-z,]{0,9}".prop_map(TalkFrom::File),
            "[a-zA-Z0-9_-]{81,200}".prop_map(TalkFrom::Link),
        ];
        let form = prop::option::of("[a-z0-9-]{2,9}");
        (from, form).prop_map(|(from, form)| TalkOption { from, form })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(option in options()) {
            let form = option.form.as_deref();
            let is_clear = match &option.from {
                TalkFrom::Here => form != Some(FIRST_FORM),
                TalkFrom::File(path) => form.is_some() || !path.contains(','),
                TalkFrom::Link(_) => true,
            };
            prop_assume!(is_clear);
            prop_assert_eq!(option.to_string().parse(), Ok(option));
        }
    }
}
