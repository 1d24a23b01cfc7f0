//! Cells to columns: the elastic tabs of Go's `text/tabwriter`, and the trimming of what they leave at line ends.
//!
//! A cell is ended by a tab (`\t`, or `\v` for a column that vanishes where it is empty). Cells above one another form a
//! column, up to a line that has none there. A form feed ends a line and all columns.

/// Brackets text that passes unchanged; it is no part of any UTF-8 text.
pub(super) const ESCAPE: u8 = 0xFF;

const TAB_WIDTH: usize = 8;
const PADDING: usize = 1;

#[derive(Clone, Copy, Default)]
struct Cell {
    size: usize,
    width: usize,
    /// Whether it was ended by a hard tab, which keeps its column even if it is empty.
    hard: bool,
}

/// Aligns the printer's output, with tabs for indentation and spaces elsewhere.
pub(super) fn align(text: &[u8]) -> Vec<u8> {
    let mut columns = Columns {
        lines: vec![Vec::new()],
        ..Columns::default()
    };
    let mut escaped = false;
    for &byte in text {
        match byte {
            ESCAPE => {
                escaped = !escaped;
                columns.buffer.push(byte);
                columns.cell.size += 1;
            }
            b'\t' | 0x0B | b'\n' | 0x0C if !escaped => {
                let cells = columns.end_cell(byte == b'\t');
                if matches!(byte, b'\n' | 0x0C) {
                    columns.lines.push(Vec::new());
                    // A line of one cell has no influence on what follows.
                    if byte == 0x0C || cells == 1 {
                        columns.flush();
                    }
                }
            }
            _ => {
                columns.buffer.push(byte);
                columns.cell.size += 1;
                // Characters count, not bytes.
                columns.cell.width += usize::from(byte & 0xC0 != 0x80);
            }
        }
    }
    if columns.cell.size > 0 {
        columns.end_cell(false);
    }
    columns.flush();
    columns.output
}

/// Lines whose columns are not known yet.
#[derive(Default)]
struct Columns {
    buffer: Vec<u8>,
    cell: Cell,
    lines: Vec<Vec<Cell>>,
    widths: Vec<usize>,
    output: Vec<u8>,
}

impl Columns {
    fn end_cell(&mut self, hard: bool) -> usize {
        let mut cell = std::mem::take(&mut self.cell);
        cell.hard = hard;
        let line = self.lines.last_mut().expect("there is always a line");
        line.push(cell);
        line.len()
    }

    fn flush(&mut self) {
        let lines = std::mem::replace(&mut self.lines, vec![Vec::new()]);
        self.format(&lines, 0, 0, lines.len());
        self.buffer.clear();
    }

    /// Writes lines `first..end`, whose columns so far are in `widths`; `at` is where their text starts.
    fn format(
        &mut self,
        lines: &[Vec<Cell>],
        mut at: usize,
        mut first: usize,
        end: usize,
    ) -> usize {
        let column = self.widths.len();
        // The last cell of a line is no part of a column.
        let has_cell = |line: usize| column + 1 < lines[line].len();
        let mut this = first;
        while this < end {
            if !has_cell(this) {
                this += 1;
                continue;
            }
            at = self.write(lines, at, first, this);
            first = this;
            let block_end = (this..end).find(|&line| !has_cell(line)).unwrap_or(end);
            let cells = || lines[this..block_end].iter().map(|line| line[column]);
            let empty = cells().all(|cell| cell.width == 0 && !cell.hard);
            let width = cells().map(|cell| cell.width + PADDING).max().unwrap_or(0);
            self.widths.push(if empty { 0 } else { width });
            at = self.format(lines, at, first, block_end);
            self.widths.pop();
            first = block_end;
            // The line after a block was seen not to have the cell.
            this = block_end + 1;
        }
        self.write(lines, at, first, end)
    }

    fn write(&mut self, lines: &[Vec<Cell>], mut at: usize, first: usize, end: usize) -> usize {
        for (index, line) in lines.iter().enumerate().take(end).skip(first) {
            let mut leading = true;
            for (column, cell) in line.iter().enumerate() {
                leading &= cell.size == 0;
                self.output
                    .extend_from_slice(&self.buffer[at..at + cell.size]);
                at += cell.size;
                if let Some(&width) = self.widths.get(column) {
                    if leading {
                        let tabs = width.div_ceil(TAB_WIDTH);
                        self.output.extend(std::iter::repeat_n(b'\t', tabs));
                    } else {
                        self.output
                            .extend(std::iter::repeat_n(b' ', width - cell.width));
                    }
                }
            }
            if index + 1 < lines.len() {
                self.output.push(b'\n');
            }
        }
        at
    }
}

/// Removes escapes, and blanks at line ends outside escaped text; form feeds become line feeds, vertical tabs tabs.
pub(super) fn trim(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut blanks = Vec::new();
    let mut escaped = false;
    for &byte in text {
        match byte {
            ESCAPE => {
                out.append(&mut blanks);
                escaped = !escaped;
            }
            _ if escaped => out.push(byte),
            b' ' | b'\t' => blanks.push(byte),
            0x0B => blanks.push(b'\t'),
            b'\n' | 0x0C => {
                blanks.clear();
                out.push(b'\n');
            }
            _ => {
                out.append(&mut blanks);
                out.push(byte);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let aligned = trim(&align(text.as_bytes()));
        assert_eq!(String::from_utf8_lossy(&aligned), expected);
    }

    #[test]
    fn cells_above_one_another_are_as_wide_as_the_widest() {
        check("a\x0bint\nlong\x0bstring\n", "a    int\nlong string\n");
        check("ä\x0bint\nlong\x0bstring\n", "ä    int\nlong string\n");
    }

    #[test]
    fn a_column_ends_at_a_line_without_it_and_at_a_form_feed() {
        check("a\x0bint\nx\nlong\x0bstring\n", "a int\nx\nlong string\n");
        check("a\x0bint\x0clong\x0bstring\n", "a int\nlong string\n");
    }

    #[test]
    fn a_column_of_empty_cells_vanishes_unless_its_tabs_are_hard() {
        check("a\x0b\x0b= 1\nbb\x0b\x0b= 2\n", "a  = 1\nbb = 2\n");
        check("\ta\n\tb\n", "\ta\n\tb\n");
    }

    #[test]
    fn blanks_at_line_ends_go() {
        check("a \x0b\nb\t\n", "a\nb\n");
    }
}
