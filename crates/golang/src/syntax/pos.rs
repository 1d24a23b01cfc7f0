//! Positions in source text.
//!
//! A [`Pos`] is one number for file and offset, so that a node pays four bytes for it. A [`FileSet`] turns it into
//! file, line and column, as `go/token` does.

use std::fmt;

/// A byte in one of the files of a [`FileSet`]; [`Pos::NONE`] is no position.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pos(u32);

impl Pos {
    /// No position: what was not written, or was lost to a syntax error.
    pub const NONE: Self = Self(0);

    /// Whether this is a position at all.
    #[must_use]
    pub fn is_some(self) -> bool {
        self.0 != 0
    }

    /// The position `bytes` further on in the same file; [`Pos::NONE`] stays none.
    #[must_use]
    pub fn plus(self, bytes: usize) -> Self {
        if self.is_some() {
            Self(
                self.0
                    .saturating_add(u32::try_from(bytes).unwrap_or(u32::MAX)),
            )
        } else {
            self
        }
    }
}

/// A file, line and column for people; line and column count from 1, the column in bytes, as in Go.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The file's name as it was given.
    pub file: String,
    /// The line, from 1; 0 if unknown.
    pub line: u32,
    /// The column in bytes, from 1; 0 if unknown.
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One file of a [`FileSet`]: its name and where its lines start.
#[derive(Clone, Debug)]
pub struct SourceFile {
    name: String,
    base: u32,
    size: u32,
    lines: Vec<u32>,
}

impl SourceFile {
    /// The file's name as it was given.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The size in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size as usize
    }

    /// The number of lines: one more than there are line feeds.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// The position of byte `offset`; past the end it is the end.
    #[must_use]
    pub fn pos(&self, offset: usize) -> Pos {
        Pos(self.base + u32::try_from(offset).unwrap_or(u32::MAX).min(self.size))
    }

    /// The byte offset of `pos` in this file; a position of another file gives the nearest end.
    #[must_use]
    pub fn offset(&self, pos: Pos) -> usize {
        pos.0.saturating_sub(self.base).min(self.size) as usize
    }

    /// The line of `pos`, from 1; 0 for [`Pos::NONE`].
    #[must_use]
    pub fn line(&self, pos: Pos) -> u32 {
        if !pos.is_some() {
            return 0;
        }
        let offset = pos.0.saturating_sub(self.base);
        u32::try_from(self.lines.partition_point(|&start| start <= offset)).unwrap_or(u32::MAX)
    }

    /// The byte offset at which line `line` (from 1) starts; past the last line it is the size.
    #[must_use]
    pub fn line_start(&self, line: u32) -> usize {
        let index = (line as usize).saturating_sub(1);
        self.lines.get(index).copied().unwrap_or(self.size) as usize
    }

    /// Joins a line (from 1) with the one after it, as if its line feed were a blank.
    pub(super) fn join_line(&mut self, line: u32) {
        let next = line as usize;
        if next < self.lines.len() {
            self.lines.remove(next);
        }
    }

    fn column(&self, pos: Pos) -> u32 {
        let start = self.line_start(self.line(pos));
        u32::try_from(self.offset(pos) - start)
            .unwrap_or(u32::MAX)
            .saturating_add(1)
    }
}

/// The files of a program, in the order in which they were added. Their positions do not overlap.
#[derive(Clone, Debug, Default)]
pub struct FileSet {
    files: Vec<SourceFile>,
}

/// The largest file in bytes; a larger one is refused by the parser.
pub const MAX_FILE_SIZE: usize = 16 << 20;

impl FileSet {
    /// An empty set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and returns its index. `None` if the set would outgrow 4 GiB.
    pub fn add(&mut self, name: &str, source: &[u8]) -> Option<usize> {
        let base = self
            .files
            .last()
            .map_or(1, |file| file.base + file.size + 1);
        let size = u32::try_from(source.len()).ok()?;
        base.checked_add(size)?.checked_add(1)?;
        let starts = (1..=size)
            .zip(source)
            .filter(|(_, byte)| **byte == b'\n')
            .map(|(next, _)| next);
        let lines = std::iter::once(0).chain(starts).collect();
        self.files.push(SourceFile {
            name: name.to_owned(),
            base,
            size,
            lines,
        });
        Some(self.files.len() - 1)
    }

    /// The file at an index that [`FileSet::add`] returned.
    #[must_use]
    pub fn file(&self, index: usize) -> &SourceFile {
        &self.files[index]
    }

    /// The file that `pos` is in.
    #[must_use]
    pub fn file_of(&self, pos: Pos) -> Option<&SourceFile> {
        let after = self.files.partition_point(|file| file.base <= pos.0);
        self.files.get(after.checked_sub(1)?)
    }

    /// File, line and column of `pos`; an empty name and zeros for [`Pos::NONE`].
    #[must_use]
    pub fn position(&self, pos: Pos) -> Position {
        match self.file_of(pos) {
            Some(file) => Position {
                file: file.name.clone(),
                line: file.line(pos),
                column: file.column(pos),
            },
            None => Position {
                file: String::new(),
                line: 0,
                column: 0,
            },
        }
    }

    /// The line of `pos` in its file, from 1; 0 for [`Pos::NONE`].
    #[must_use]
    pub fn line(&self, pos: Pos) -> u32 {
        self.file_of(pos).map_or(0, |file| file.line(pos))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(offset: usize, line: u32, column: u32) {
        let mut set = FileSet::new();
        set.add("a.go", b"other").expect("small");
        let index = set.add("b.go", b"one\n\nthree\n").expect("small");
        let pos = set.file(index).pos(offset);
        assert_eq!(
            set.position(pos),
            Position {
                file: "b.go".into(),
                line,
                column
            }
        );
        assert_eq!(set.file(index).offset(pos), offset);
    }

    #[test]
    fn a_position_is_a_line_and_a_column() {
        check(0, 1, 1);
        check(3, 1, 4);
        check(4, 2, 1);
        check(5, 3, 1);
        check(9, 3, 5);
        check(11, 4, 1);
    }

    #[test]
    fn no_position_has_no_line() {
        let mut set = FileSet::new();
        set.add("a.go", b"x").expect("small");
        assert_eq!(set.position(Pos::NONE).to_string(), ":0:0");
        assert_eq!(Pos::NONE.plus(4), Pos::NONE);
    }
}
