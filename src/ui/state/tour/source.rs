//! Where a talk comes from.

use crate::talk::TalkFile;
use lab::link::Options;
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
    /// What the option `talk` of a link names, and the form of that talk: a file as `talks/mine.md` or `talks/mine.md,10`, or a text in
    /// the place of the path. `None` for a form of a talk that is there.
    ///
    /// # Errors
    ///
    /// Why the text cannot be read, as the page says it.
    pub(super) fn of_option(value: &str) -> Result<Option<(Source, Option<String>)>, String> {
        let options = Options {
            talk: Some(String::from(value)),
            ..Options::default()
        };
        if let Some((file, form)) = TalkFile::of_link(&options)? {
            return Ok(Some((Source::Given(Rc::new(file)), form)));
        }
        let (path, form) = match value.rsplit_once(',') {
            Some((path, form)) => (path, Some(String::from(form))),
            None => (value, None),
        };
        let is_path = path.contains(['/', '.']);
        Ok(is_path.then(|| (Source::At(String::from(path)), form)))
    }

    /// What a link carries of it: its text, compressed, if somebody has given it and it is not too long.
    pub(super) fn packed(&self) -> Option<Rc<str>> {
        match self {
            Source::Given(file) => file.pack().map(Rc::from),
            Source::Lab | Source::At(_) => None,
        }
    }

    /// How a link names a form of it. `packed` is its text, if the link carries that.
    pub(super) fn name(&self, packed: Option<&str>, form: &str, is_first: bool) -> String {
        let name = match self {
            Source::At(path) => path,
            Source::Lab | Source::Given(_) => packed.unwrap_or_default(),
        };
        match name {
            "" => String::from(form),
            name if is_first => String::from(name),
            name => [name, ",", form].concat(),
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
