//! Version numbers, as tools print them and as `Cargo.lock` records them.

use std::fmt;

/// A version of three numbers; further ones are dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version {
    /// The number that changes when users must change too.
    pub(crate) major: u64,
    /// The second number.
    pub(crate) minor: u64,
    /// The third number, 0 where there is none.
    pub(crate) patch: u64,
}

impl Version {
    /// A version from its three numbers.
    pub(crate) const fn new(major: u64, minor: u64, patch: u64) -> Self {
        Self {
            major,
            minor,
            patch,
        }
    }

    /// The first version in what a tool prints about itself: `go version go1.27.3 linux/amd64`.
    pub(crate) fn find_in(text: &str) -> Option<Self> {
        text.split(|c: char| !c.is_ascii_digit() && c != '.')
            .find_map(Self::parse)
    }

    /// A version that stands alone, with at least two numbers: `0.21.14`, `156.0.8078.79`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.split('.').map(|number| number.parse::<u64>().ok());
        let major = numbers.next()??;
        let minor = numbers.next()??;
        let patch = numbers.next().unwrap_or(Some(0))?;
        Some(Self {
            major,
            minor,
            patch,
        })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The version of `package` in the text of a `Cargo.lock`; the newest where there are several.
pub(crate) fn locked(lock: &str, package: &str) -> Option<Version> {
    let name = format!("name = \"{package}\"");
    lock.split("[[package]]")
        .filter(|entry| entry.lines().any(|line| line.trim() == name))
        .filter_map(|entry| {
            entry
                .lines()
                .find_map(|line| line.trim().strip_prefix("version = "))
        })
        .filter_map(|quoted| Version::parse(quoted.trim_matches('"')))
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(u64, u64, u64)>) {
        let expected = expected.map(|(major, minor, patch)| Version::new(major, minor, patch));
        assert_eq!(Version::find_in(text), expected, "{text}");
    }

    #[test]
    fn versions_as_tools_print_them() {
        check("trunk 0.21.14", Some((0, 21, 14)));
        check("wasm-bindgen 0.2.130 (abc1234)", Some((0, 2, 130)));
        check("go version go1.27.3 linux/amd64", Some((1, 27, 3)));
        check("go version go1.25rc1 darwin/arm64", Some((1, 25, 0)));
        check(
            "Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)",
            Some((156, 0, 8078)),
        );
        check(
            "ChromeDriver 156.0.8078.79 (refs/branch-heads/8078@{#12})",
            Some((156, 0, 8078)),
        );
        check("Python 3.11.7", Some((3, 11, 7)));
        check("command not found.", None);
        check("", None);
    }

    #[test]
    fn versions_are_ordered_by_number_not_by_letter() {
        assert!(Version::new(1, 9, 0) < Version::new(1, 25, 0));
        assert!(Version::new(1, 25, 0) <= Version::new(1, 25, 0));
        assert!(Version::new(0, 21, 14) < Version::new(0, 22, 0));
        assert!(Version::new(2, 0, 0) > Version::new(1, 99, 99));
        assert_eq!(Version::new(0, 2, 130).to_string(), "0.2.130");
    }

    const LOCK: &str = r#"
version = 4

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
dependencies = [
 "wasm-bindgen-macro",
]

[[package]]
name = "wasm-bindgen-macro"
version = "0.2.131"

[[package]]
name = "rand"
version = "0.8.5"

[[package]]
name = "rand"
version = "0.10.0"
"#;

    #[test]
    fn versions_in_a_lock_file() {
        assert_eq!(locked(LOCK, "wasm-bindgen"), Some(Version::new(0, 2, 130)));
        assert_eq!(
            locked(LOCK, "wasm-bindgen-macro"),
            Some(Version::new(0, 2, 131))
        );
        assert_eq!(locked(LOCK, "rand"), Some(Version::new(0, 10, 0)));
        assert_eq!(locked(LOCK, "yew"), None);
    }
}
