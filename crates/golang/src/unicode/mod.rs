//! What Go's package `unicode` says of runes. The standard library here knows derived properties, not the categories that Go
//! asks for, and changes some letters to several: real Go wrote the table (`tables.go`), so that both are of one version of
//! Unicode.

use std::sync::LazyLock;

/// A set of categories: a bit for each, in the order of `tables.go`.
pub(crate) type Categories = u32;

pub(crate) const UPPER: Categories = 1;
pub(crate) const LOWER: Categories = 1 << 1;
pub(crate) const TITLE: Categories = 1 << 2;
pub(crate) const LETTER: Categories = 0b1_1111;
pub(crate) const MARK: Categories = 0b111 << 5;
pub(crate) const DIGIT: Categories = 1 << 8;
pub(crate) const NUMBER: Categories = 0b111 << 8;
pub(crate) const PUNCT: Categories = 0b111_1111 << 11;
pub(crate) const SYMBOL: Categories = 0b1111 << 18;
pub(crate) const CONTROL: Categories = 1 << 25;

/// What `strconv.IsPrint` takes, besides the space.
const PRINT: Categories = LETTER | MARK | NUMBER | PUNCT | SYMBOL;

/// Runes in a row that are of one kind: the first rune, and the kind.
type Runs = Vec<(u32, u8)>;

/// Runes that change by the same distance.
struct Row {
    first: u32,
    last: u32,
    step: u32,
    distance: i32,
}

struct Tables {
    categories: Runs,
    scripts: Runs,
    upper: Vec<Row>,
    lower: Vec<Row>,
    /// Those whose title case is not their upper case.
    title: Vec<Row>,
    /// Runes whose next one in a circle of equal letters is neither their lower nor, if they are lower case, their upper case.
    fold: Vec<Row>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut sections = include_str!("tables.txt").split('#').skip(1);
    let mut section = || {
        sections
            .next()
            .and_then(|text| text.split_once('\n'))
            .map_or("", |(_, rest)| rest)
    };
    Tables {
        categories: runs(section()),
        scripts: runs(section()),
        upper: rows(section()),
        lower: rows(section()),
        title: rows(section()),
        fold: rows(section()),
    }
});

fn runs(text: &str) -> Runs {
    let (mut runs, mut first, mut count) = (Runs::new(), 0, 0);
    let mut kind = None;
    for byte in text.bytes().chain([b'A']) {
        if byte.is_ascii_digit() {
            count = count * 10 + u32::from(byte - b'0');
        } else if byte.is_ascii_alphabetic() {
            if let Some(kind) = kind {
                runs.push((first, kind));
                first += count.max(1);
            }
            let letters = if byte.is_ascii_uppercase() {
                b'A'
            } else {
                b'a' - 26
            };
            kind = Some(byte - letters);
            count = 0;
        }
    }
    runs
}

fn rows(text: &str) -> Vec<Row> {
    let row = |line: &str| {
        let mut numbers = line
            .split(' ')
            .map_while(|number| number.parse::<i32>().ok());
        let mut next = || numbers.next();
        let [first, count, step] = [next()?, next()?, next()?].map(i32::unsigned_abs);
        Some(Row {
            first,
            last: first + (count - 1) * step,
            step,
            distance: next()?,
        })
    };
    text.lines().filter_map(row).collect()
}

/// The kind of the run that a rune is in.
fn kind(all: &Runs, rune: u32) -> u8 {
    let after = all.partition_point(|run| run.0 <= rune);
    after.checked_sub(1).map_or(0, |place| all[place].1)
}

/// The rune that a table changes a rune to, if it does.
fn change(rows: &[Row], ch: char) -> Option<char> {
    let rune = u32::from(ch);
    let after = rows.partition_point(|row| row.first <= rune);
    let row = &rows[after.checked_sub(1)?];
    let changes = rune <= row.last && (rune - row.first).is_multiple_of(row.step);
    changes
        .then(|| {
            rune.checked_add_signed(row.distance)
                .and_then(char::from_u32)
        })
        .flatten()
}

/// The number of a rune's category, in the order of `tables.go`. A half of a surrogate pair has one, too, and
/// so have runes that nothing is assigned to, but not what is no rune.
pub(crate) fn category(rune: u32) -> u8 {
    const NONE: u8 = 30;
    match rune {
        0..=0x10_FFFF => kind(&TABLES.categories, rune),
        _ => NONE,
    }
}

/// The number of a rune's script among those that the Lab knows, in the order of `tables.go`; 0 for the others.
pub(crate) fn script(rune: u32) -> u8 {
    kind(&TABLES.scripts, rune)
}

/// Whether a rune is in one of these categories.
pub(crate) fn is(categories: Categories, ch: char) -> bool {
    categories >> category(ch.into()) & 1 == 1
}

/// `unicode.IsPrint`, which is `strconv.IsPrint`
pub(crate) fn is_print(ch: char) -> bool {
    matches!(ch, ' '..='~') || !ch.is_ascii() && is(PRINT, ch)
}

pub(crate) fn to_upper(ch: char) -> char {
    match ch {
        '\0'..='\x7F' => ch.to_ascii_uppercase(),
        _ => change(&TABLES.upper, ch).unwrap_or(ch),
    }
}

pub(crate) fn to_lower(ch: char) -> char {
    match ch {
        '\0'..='\x7F' => ch.to_ascii_lowercase(),
        _ => change(&TABLES.lower, ch).unwrap_or(ch),
    }
}

pub(crate) fn to_title(ch: char) -> char {
    change(&TABLES.title, ch).unwrap_or_else(|| to_upper(ch))
}

/// `unicode.SimpleFold`: the next rune that is the same but for its case.
pub(crate) fn fold(ch: char) -> char {
    change(&TABLES.fold, ch).unwrap_or_else(|| match to_lower(ch) {
        lower if lower != ch => lower,
        _ => to_upper(ch),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(categories: Categories, holds: &str, fails: &str) {
        assert!(holds.chars().all(|ch| is(categories, ch)), "{holds}");
        assert!(!fails.chars().any(|ch| is(categories, ch)), "{fails}");
    }

    #[test]
    fn runes_have_their_categories() {
        check(UPPER, "AÉΩ", "aⒶ1\u{1C5}");
        check(LOWER, "aéß", "AªⓐU");
        check(TITLE, "\u{1C5}", "A");
        check(LETTER, "aZªéन漢", "1 \u{93E}\u{345}_");
        check(MARK, "\u{93E}\u{301}", "a");
        check(DIGIT, "09\u{AE7}", "²½a");
        check(NUMBER, "0²½Ⅷ", "a漢");
        check(PUNCT, "!_«", "+$");
        check(SYMBOL, "+$€", "!_");
        check(CONTROL, "\0\x7F\u{85}", "a\u{AD}");
    }

    #[test]
    fn a_table_covers_all_runes() {
        let last = char::MAX;
        assert_eq!(category(last.into()), 29);
        assert_eq!(category(0x11_0000), 30);
        assert_eq!((script('я'.into()), script('a'.into())), (2, 9));
    }

    #[test]
    fn changes_go_to_one_rune() {
        assert_eq!(
            (to_lower('İ'), to_upper('ß'), to_upper('ᾳ')),
            ('i', 'ß', 'ᾼ')
        );
        assert_eq!((to_title('Ǆ'), to_title('a')), ('\u{1C5}', 'A'));
        assert_eq!(
            (fold('K'), fold('k'), fold('\u{212A}'), fold('1')),
            ('k', '\u{212A}', 'K', '1')
        );
    }
}
