//! The two places of an address in which a link can stand: its query, and its fragment.

/// The longest query, in characters, that is written as a query; a longer one is written as a fragment.
///
/// RFC 9110, section 4.1, asks hosts to take addresses of 8,000 octets; usual hosts refuse longer ones, and chats and mail
/// programs cut addresses after 2,083 characters, which was the most that Internet Explorer took.
pub const LONGEST_QUERY: usize = 2_000;

/// What an address holds besides the host and the path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address<'a> {
    /// What stands between `?` and `#`, or a text that is a query alone.
    pub query: &'a str,
    /// What stands behind `#`, without a directive for the browser (`:~:text=…`).
    pub fragment: &'a str,
}

impl<'a> Address<'a> {
    /// Takes an address apart. A text without a scheme and without `?` is a query itself.
    #[must_use]
    pub fn of(text: &'a str) -> Address<'a> {
        // Mail programs put addresses into angle brackets.
        let text = text.trim().trim_start_matches('<').trim_end_matches('>');
        let (address, fragment) = text.split_once('#').unwrap_or((text, ""));
        let fragment = fragment.split(":~:").next().unwrap_or_default();
        let has_scheme = || {
            address
                .split(':')
                .skip(1)
                .any(|behind| behind.starts_with("//"))
        };
        let query = match address.split_once('?') {
            Some((_, query)) => query,
            None if has_scheme() => "",
            None => address,
        };
        Address {
            query,
            fragment: fragment.trim_start_matches('?'),
        }
    }

    /// A query with the sign before it: `?` if usual hosts and chats take it, else `#`.
    #[must_use]
    pub fn behind_path(query: &str) -> String {
        let sign = if query.chars().count() <= LONGEST_QUERY {
            '?'
        } else {
            '#'
        };
        format!("{sign}{query}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, query: &str, fragment: &str) {
        assert_eq!(Address::of(text), Address { query, fragment }, "{text}");
    }

    #[test]
    fn an_address_is_taken_apart() {
        check("", "", "");
        check("batch=8", "batch=8", "");
        check("?batch=8", "batch=8", "");
        check("#batch=8", "", "batch=8");
        check("#?batch=8", "", "batch=8");
        check(" <https://lab.example/x/?a=1#b=2> ", "a=1", "b=2");
        check("https://lab.example/x/", "", "");
        check("file:///media/usb/lab.html?a=1", "a=1", "");
        check("https://lab.example/#:~:text=batch=8", "", "");
        check("?a=b?c", "a=b?c", "");
    }

    #[test]
    fn a_long_query_is_written_behind_the_sign_that_is_not_sent() {
        let long = "a".repeat(LONGEST_QUERY);
        assert_eq!(Address::behind_path(&long), format!("?{long}"));
        assert_eq!(
            Address::behind_path(&format!("{long}a")),
            format!("#{long}a")
        );
    }
}
