//! The page as one file: whatever it names of its folder stands in it, as `data:` addresses.

use crate::document::{attribute, escape, insert, without};
use crate::{File, WORKERS, policy};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt;

/// What a saved page remembers besides the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// The link that it opens: a query string, without its `?`. Empty for the page's own start.
    pub link: String,
    /// The page's address on a host, without query and fragment, for links that others can open. Empty if it is on none.
    pub address: String,
    /// A talk that the link names and does not carry, as the page writes it. Empty for none.
    pub talk: String,
}

/// A file that the page names and that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing(pub String);

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the page names the file {}, which is not there", self.0)
    }
}

impl std::error::Error for Missing {}

const LINK: &str = "goroutine-lab-link";
const ADDRESS: &str = "goroutine-lab-address";
const TALK: &str = "goroutine-lab-talk";

/// The names of the files that the page as one file consists of, each once.
#[must_use]
pub fn files_in(html: &str) -> Vec<String> {
    let html = alone(html);
    let mut names: Vec<String> = Vec::new();
    for (_, name) in references(&html) {
        if !names.iter().any(|known| known == name) {
            names.push(String::from(name));
        }
    }
    names.extend(WORKERS.iter().flat_map(|worker| worker.files_in(&html)));
    names
}

/// The page as one file. `files` holds what [`files_in`] names.
///
/// # Errors
/// If a file that the page names is not among `files`.
pub fn single_file(html: &str, files: &[File], saved: &Saved) -> Result<String, Missing> {
    let html = alone(html);
    let mut page = String::new();
    let mut place = 0;
    for (start, name) in references(&html) {
        let file = files.iter().find(|file| file.name == name);
        let file = file.ok_or_else(|| Missing(String::from(name)))?;
        page.push_str(&html[place..start]);
        let is_quoted = page.ends_with(['"', '\'', '`']);
        let quote = if is_quoted { "" } else { "\"" };
        page.extend([quote, &data_address(file), quote]);
        place = start + MARK.len() + name.len();
    }
    page.push_str(&html[place..]);
    for worker in WORKERS {
        page = worker.contained_in(&page, files)?;
    }
    Ok(with_saved(&policy::single_file_policy(&page), saved))
}

/// A page that is one file already, with something else to remember.
#[must_use]
pub fn with_saved(html: &str, saved: &Saved) -> String {
    let Saved {
        link,
        address,
        talk,
    } = saved;
    let is_old = |tag: &str| matches!(attribute(tag, "name"), Some(LINK | ADDRESS | TALK));
    let html = without(html, "meta", is_old);
    let meta = |name: &str, content: &str| match content {
        "" => String::new(),
        content => format!("<meta name=\"{name}\" content=\"{}\">", escape(content)),
    };
    let metas = [meta(LINK, link), meta(ADDRESS, address), meta(TALK, talk)];
    insert(&html, &metas.concat())
}

impl Saved {
    /// What a page remembers. `content` gives the content of the `<meta>` of a name.
    #[must_use]
    pub fn read(content: impl Fn(&str) -> Option<String>) -> Saved {
        Saved {
            link: content(LINK).unwrap_or_default(),
            address: content(ADDRESS).unwrap_or_default(),
            talk: content(TALK).unwrap_or_default(),
        }
    }
}

/// The page without what only a page on a host can use.
fn alone(html: &str) -> String {
    let of_a_host = |tag: &str| {
        matches!(
            attribute(tag, "rel"),
            Some("modulepreload" | "preload" | "manifest" | "apple-touch-icon" | "canonical")
        )
    };
    let html = without(html, "link", of_a_host);
    let is_for_hosts = |tag: &str| {
        let about = attribute(tag, "property").is_some_and(|property| property.starts_with("og:"));
        policy::is_policy(tag) || about || attribute(tag, "name") == Some("service-worker")
    };
    without(&html, "meta", is_for_hosts)
}

/// What the name of a file of the page's folder begins with.
const MARK: &str = "./";

/// The places at which the page names a file of its folder, and the names.
fn references(html: &str) -> Vec<(usize, &str)> {
    let marks = html.match_indices(MARK);
    let named = marks.filter_map(|(start, _)| {
        let is_whole = html[..start].ends_with(['"', '\'', '`', '=']);
        let behind = &html[start + MARK.len()..];
        let end = behind.find(|c: char| !c.is_ascii_alphanumeric() && !"-_./".contains(c));
        let name = &behind[..end.unwrap_or(behind.len())];
        // Without an extension it is a folder.
        (is_whole && name.contains('.')).then_some((start, name))
    });
    named.collect()
}

fn data_address(File { name, bytes }: &File) -> String {
    let mime = match name.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript",
        "css" => "text/css",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        _ => "application/octet-stream",
    };
    format!("data:{mime};base64,{}", STANDARD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{tags, unescape};

    const PAGE: &str = "<!doctype html><meta charset=utf-8><meta name=\"service-worker\" content=\"sw.js\">\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\"><link href=manifest.webmanifest rel=manifest>\
        <link href=./a-1.css rel=stylesheet><script src=./load-1.js type=module></script>\
        <meta data-script=./a-1.js data-wasm=\"./a-1_bg.wasm\" name=program><link href=./a-1.js rel=modulepreload>\
        </head><body><a href=./folder/>x</a></body>";

    fn file(name: &str, text: &str) -> File {
        File {
            name: String::from(name),
            bytes: text.into(),
        }
    }

    fn files() -> Vec<File> {
        let files = [
            ("a-1.css", "c"),
            ("load-1.js", "l"),
            ("a-1.js", "j"),
            ("a-1_bg.wasm", "w"),
        ];
        files.map(|(name, text)| file(name, text)).to_vec()
    }

    #[test]
    fn every_file_that_the_page_names_stands_in_it() {
        assert_eq!(
            files_in(PAGE),
            ["a-1.css", "load-1.js", "a-1.js", "a-1_bg.wasm"]
        );
        let page = single_file(PAGE, &files(), &Saved::default()).unwrap();
        for part in [
            "<link href=\"data:text/css;base64,Yw==\" rel=stylesheet>",
            "<script src=\"data:text/javascript;base64,bA==\" type=module>",
            "data-script=\"data:text/javascript;base64,ag==\" data-wasm=\"data:application/wasm;base64,dw==\"",
            "default-src 'none'",
            "<a href=./folder/>",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        for part in ["sw.js", "manifest", "preload", "'self'"] {
            assert!(!page.contains(part), "{part}: {page}");
        }
        assert_eq!(files_in(&page), Vec::<String>::new());
    }

    #[test]
    fn a_file_that_is_missing_is_named() {
        let missing = single_file(PAGE, &files()[..3], &Saved::default()).unwrap_err();
        assert_eq!(
            missing.to_string(),
            "the page names the file a-1_bg.wasm, which is not there"
        );
    }

    /// What a browser would read in the page.
    fn saved_in(html: &str) -> Saved {
        Saved::read(|name| {
            let tag = tags(html, "meta").into_iter().map(|tag| &html[tag]);
            let mut tag = tag.filter(|tag| attribute(tag, "name") == Some(name));
            Some(unescape(attribute(tag.next()?, "content")?))
        })
    }

    #[test]
    fn a_saved_page_remembers_its_link_and_forgets_the_one_before() {
        let saved = |link: &str, address: &str, talk: &str| Saved {
            link: String::from(link),
            address: String::from(address),
            talk: String::from(talk),
        };
        let talk = r#"{"text":"+++\n'<b>' & >\n"}"#;
        let first = saved("batch=8&fail=\"<1>\"", "https://lab.example/x/", talk);
        let page = single_file(PAGE, &files(), &first).unwrap();
        assert_eq!(saved_in(&page), first);
        let second = saved("seed=7", "", "");
        let page = with_saved(&page, &second);
        assert_eq!(saved_in(&page), second);
        assert_eq!(saved_in(PAGE), Saved::default());
    }
}
