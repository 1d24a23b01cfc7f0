//! A link as a QR code.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use std::fmt::Write as _;

/// A QR code as a picture in black on white, its quiet zone included.
///
/// In the room it is as high as the screen but for a heading and a line: 900 pixels and more at 1920×1080. A link of 70
/// characters is 45 modules wide with its quiet zone, of 20 pixels each; the largest code that is made is 105 wide, of 8.5 pixels
/// each. From eight heights of the screen away, where the last row should be at most, 8.5 of 1080 pixels are 3.4 minutes of
/// arc, and a phone's main camera has a pixel for each minute or less. At least 15 % of the code may be lost to glare (level M).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// How many modules it is wide and high, quiet zone included.
    pub width: u32,
    /// The black modules as the path of an SVG, in modules.
    pub path: String,
}

/// The quiet zone in modules. ISO/IEC 18004 asks for four.
const QUIET: i32 = 4;

/// The largest version: 97 modules wide, for up to [`MOST_BYTES`].
const LARGEST: u8 = 20;

/// The longest text that has a code, in bytes.
pub const MOST_BYTES: usize = 666;

impl Code {
    /// The code of a text; none if it is longer than [`MOST_BYTES`].
    #[must_use]
    pub fn of(text: &str) -> Option<Code> {
        let segments = QrSegment::make_segments(text);
        let correction = QrCodeEcc::Medium;
        let code = QrCode::encode_segments_advanced(
            &segments,
            correction,
            Version::MIN,
            Version::new(LARGEST),
            None,
            true,
        );
        let code = code.ok()?;
        Some(Code {
            width: u32::try_from(code.size() + 2 * QUIET).ok()?,
            path: path(&code),
        })
    }
}

/// One rectangle for each row of adjacent black modules.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let length = (x..code.size())
                .take_while(|x| code.get_module(*x, y))
                .count();
            let length = i32::try_from(length).unwrap_or_default();
            if length > 0 {
                let (left, top) = (x + QUIET, y + QUIET);
                // Writing to a string does not fail.
                let _ = write!(path, "M{left} {top}h{length}v1h-{length}z");
            }
            x += length.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The black modules of a path, row by row.
    fn modules(code: &Code) -> Vec<Vec<bool>> {
        let width = usize::try_from(code.width).unwrap();
        let mut rows = vec![vec![false; width]; width];
        for bar in code.path.split('z').filter(|bar| !bar.is_empty()) {
            let numbers: Vec<usize> = bar
                .split(['M', ' ', 'h', 'v'])
                .filter_map(|number| number.parse().ok())
                .collect();
            let [left, top, length, ..] = numbers[..] else {
                panic!("{bar}")
            };
            rows[top][left..left + length].fill(true);
        }
        rows
    }

    #[track_caller]
    fn check(text: &str, width: u32) {
        let code = Code::of(text).unwrap();
        assert_eq!(code.width, width, "{text}");
        let rows = modules(&code);
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(rows.len() * 4, rows.len() * 4, |x, y| {
                if rows[y / 4][x / 4] { 0 } else { 255 }
            });
        let grids = image.detect_grids();
        let texts: Vec<String> = grids.iter().map(|grid| grid.decode().unwrap().1).collect();
        assert_eq!(texts, [text]);
    }

    #[test]
    fn a_code_is_read_back_by_another_library() {
        check("HTTPS://LAB.EXAMPLE/", 21 + 8);
        check(
            "https://lab.example/go/?scenario=ci-auto-trigger&batch=8&seed=7",
            37 + 8,
        );
        check(&"x".repeat(MOST_BYTES), 97 + 8);
    }

    #[test]
    fn a_text_that_is_too_long_has_no_code() {
        assert_eq!(Code::of(&"x".repeat(MOST_BYTES + 1)), None);
    }

    #[test]
    fn around_it_is_a_quiet_zone_of_four_modules() {
        let rows = modules(&Code::of("https://lab.example/").unwrap());
        let quiet = |line: &[bool]| line.iter().all(|black| !black);
        let end = rows.len() - 4;
        for (y, row) in rows.iter().enumerate() {
            let within = (4..end).contains(&y);
            assert!(quiet(&row[..4]) && quiet(&row[end..]), "{y}");
            assert_eq!(quiet(row), !within, "{y}");
        }
    }
}
