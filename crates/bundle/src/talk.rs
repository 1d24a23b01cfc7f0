//! The script of the talk, which the page loads when somebody opens the talk. Its name then holds a hash of its content: a page that
//! is open while its host gets another version asks for that of its own, or finds none.

use crate::document::{escape, insert};
use crate::workers::hex;
use sha2::{Digest as _, Sha256};

/// The script, as trunk leaves it.
pub const TALK: &str = "talk.json";

/// The name of the script with the hash of its content: `talk-` and 16 hexadecimal digits.
#[must_use]
pub fn talk_file(script: &[u8]) -> String {
    format!("talk-{}.json", hex(&Sha256::digest(script)))
}

/// The page, which then takes the script from this file of its folder.
#[must_use]
pub fn with_talk(html: &str, name: &str) -> String {
    let content = escape(&["./", name].concat());
    insert(html, &format!("<meta name=\"talk\" content=\"{content}\">"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{File, Saved, single_file};

    #[test]
    fn the_name_is_another_one_for_every_script() {
        let name = talk_file(b"a");
        assert_eq!(name.len(), "talk-.json".len() + 16, "{name}");
        assert_eq!(name, talk_file(b"a"));
        assert_ne!(name, talk_file(b"b"));
    }

    #[test]
    fn the_page_as_one_file_carries_the_script() {
        let page = with_talk("<meta charset=utf-8><title>x</title>", "talk-1.json");
        let file = File {
            name: String::from("talk-1.json"),
            bytes: b"{}".to_vec(),
        };
        let page = single_file(&page, &[file], &Saved::default()).unwrap();
        let expected = "<meta name=\"talk\" content=\"data:application/json;base64,e30=\">";
        assert!(page.contains(expected), "{page}");
    }
}
