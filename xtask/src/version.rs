//! Version numbers as tools print them.

use semver::Version;

/// The first version in what a tool prints about itself, such as `go version go1.27.3 linux/amd64`.
///
/// A missing third number counts as 0, and a fourth is dropped: browsers have four, Go's first releases two.
pub(crate) fn find_in(text: &str) -> Option<Version> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.')
        .find_map(|word| {
            let mut numbers = word.split('.').map(|number| number.parse::<u64>().ok());
            let (major, minor) = (numbers.next()??, numbers.next()??);
            Some(Version::new(
                major,
                minor,
                numbers.next().unwrap_or(Some(0))?,
            ))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(u64, u64, u64)>) {
        let expected = expected.map(|(major, minor, patch)| Version::new(major, minor, patch));
        assert_eq!(find_in(text), expected, "{text}");
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
        check("Python 3.11.7", Some((3, 11, 7)));
        check("command not found.", None);
        check("", None);
    }
}
