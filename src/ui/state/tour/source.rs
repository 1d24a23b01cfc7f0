//! Where a talk comes from.

use crate::talk::TalkFile;
use lab::link::{TalkFrom, TalkOption};
use std::rc::Rc;

/// Where a talk comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// The Lab's own.
    #[default]
    Lab,
    /// A file beside the page, by its address.
    At(String),
    /// Somebody's text: a file that was chosen or dropped, or what a link carries.
    Given(Rc<TalkFile>),
}

impl Source {
    /// What a link names. `None` for the talk that is there.
    ///
    /// # Errors
    ///
    /// Why the text that it carries cannot be read, as the page says it.
    pub(super) fn of_option(option: &TalkOption) -> Result<Option<Source>, String> {
        match &option.from {
            TalkFrom::Here => Ok(None),
            TalkFrom::File(path) => Ok(Some(Source::At(path.clone()))),
            TalkFrom::Link(_) => {
                let file = TalkFile::of_link(option)?;
                Ok(file.map(|file| Source::Given(Rc::new(file))))
            }
        }
    }

    /// What a link carries of it: its text, compressed, if somebody has given it and it is not too long.
    pub(super) fn packed(&self) -> Option<Rc<str>> {
        match self {
            Source::Given(file) => file.pack().map(Rc::from),
            Source::Lab | Source::At(_) => None,
        }
    }

    /// How a link names a form of it. `packed` is its text, if the link carries that.
    pub(super) fn option(&self, packed: Option<&str>, form: &str, is_first: bool) -> TalkOption {
        let from = match (self, packed) {
            (Source::At(path), _) => TalkFrom::File(path.clone()),
            (Source::Given(_), Some(packed)) => TalkFrom::Link(String::from(packed)),
            (Source::Given(_), None) | (Source::Lab, _) => TalkFrom::Here,
        };
        // What stands behind a path's last comma would be taken for a form.
        let has_comma = matches!(&from, TalkFrom::File(path) if path.contains(','));
        let needs_form = !is_first || has_comma || from == TalkFrom::Here;
        TalkOption {
            from,
            form: needs_form.then(|| String::from(form)),
        }
    }

    /// Whether it is the same talk: a text that was given under another name is.
    pub(super) fn is_same(&self, other: &Source) -> bool {
        match (self, other) {
            (Source::Given(file), Source::Given(other)) => file.text == other.text,
            _ => self == other,
        }
    }
}
