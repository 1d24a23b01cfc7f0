//! Where a talk comes from.

use crate::talk::TalkFile;
use std::rc::Rc;

/// Where a talk comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// The Lab's own.
    #[default]
    Lab,
    /// A file beside the page, by its address.
    At(String),
    /// Somebody's file, which has no address.
    Given(Rc<TalkFile>),
}

impl Source {
    /// The file that a value of `talk` in a link names, and the form of its talk: `talks/mine.md`, or `talks/mine.md,10`. `None` for a
    /// form of a talk that is there.
    pub(super) fn of_path(value: &str) -> Option<(Source, Option<String>)> {
        let (path, form) = match value.rsplit_once(',') {
            Some((path, form)) => (path, Some(String::from(form))),
            None => (value, None),
        };
        let is_path = path.contains(['/', '.']);
        is_path.then(|| (Source::At(String::from(path)), form))
    }

    /// How a link names a form of it.
    pub(super) fn name(&self, form: &str, is_first: bool) -> String {
        match self {
            Source::At(path) if is_first => path.clone(),
            Source::At(path) => [path, ",", form].concat(),
            Source::Lab | Source::Given(_) => String::from(form),
        }
    }
}
