//! The number of goroutines at each line of the Go program over time.

use super::series::last_at;
use goruntime::time::Time;

/// The goroutines at a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineCount {
    /// The line of the Go program, counted from 1.
    pub line: u32,
    /// The number of goroutines there, with main.
    pub goroutines: u32,
    /// The number of those that wait for another goroutine.
    pub blocked: u32,
    /// Whether main is there.
    pub main: bool,
}

/// The counts of every line over time.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct LineActivity {
    lines: Vec<Line>,
    changed: Vec<u32>,
    main: Vec<(Time, u32)>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Line {
    now: Count,
    is_changed: bool,
    changes: Vec<(Time, Count)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Count {
    goroutines: u32,
    blocked: u32,
}

impl LineActivity {
    /// A goroutine comes to a line. Line 0 stands for a goroutine without marks.
    #[inline]
    pub(super) fn enter(&mut self, line: u32, blocked: bool) {
        let now = self.change(line);
        now.goroutines += 1;
        now.blocked += u32::from(blocked);
    }

    /// A goroutine leaves a line.
    #[inline]
    pub(super) fn leave(&mut self, line: u32, blocked: bool) {
        let now = self.change(line);
        now.goroutines -= 1;
        now.blocked -= u32::from(blocked);
    }

    /// A goroutine at a line begins or stops waiting for another.
    #[inline]
    pub(super) fn set_blocked(&mut self, line: u32, blocked: bool) {
        let now = self.change(line);
        if blocked {
            now.blocked += 1;
        } else {
            now.blocked -= 1;
        }
    }

    /// Main is at a line; 0 once it has returned.
    pub(super) fn main_at(&mut self, line: u32, at: Time) {
        match self.main.last_mut() {
            Some(last) if last.0 == at => last.1 = line,
            Some(_) | None => self.main.push((at, line)),
        }
    }

    /// Stores the changes of the instant `at`, which is over.
    pub(super) fn close_instant(&mut self, at: Time) {
        for i in self.changed.drain(..) {
            let line = &mut self.lines[i as usize];
            line.is_changed = false;
            let before = line
                .changes
                .last()
                .map_or(Count::default(), |change| change.1);
            if line.now != before {
                line.changes.push((at, line.now));
            }
        }
    }

    /// The lines with goroutines at a moment, in order.
    pub(super) fn at(&self, at: Time) -> Vec<LineCount> {
        let main = last_at(&self.main, at, |change| change.0).map_or(0, |change| change.1);
        let mut counts = Vec::new();
        for (number, line) in (0..).zip(&self.lines).skip(1) {
            let Some((_, count)) = last_at(&line.changes, at, |change| change.0) else {
                continue;
            };
            if count.goroutines > 0 {
                let (goroutines, blocked) = (count.goroutines, count.blocked);
                counts.push(LineCount {
                    line: number,
                    goroutines,
                    blocked,
                    main: number == main,
                });
            }
        }
        counts
    }

    /// The lines at which goroutines are at some moment, in order.
    pub(super) fn ever(&self) -> impl Iterator<Item = u32> + '_ {
        let lines = (0..).zip(&self.lines).skip(1);
        lines
            .filter(|(_, line)| !line.changes.is_empty())
            .map(|(number, _)| number)
    }

    /// The number of goroutines at a line from each moment on.
    pub(super) fn steps(&self, line: u32) -> impl Iterator<Item = (Time, u32)> + '_ {
        let changes = self.lines.get(line as usize).map(|line| &line.changes);
        let changes = changes.into_iter().flatten();
        changes.map(|(at, count)| (*at, count.goroutines))
    }

    /// Gives back the room for changes that did not come.
    pub(super) fn shrink_to_fit(&mut self) {
        for line in &mut self.lines {
            line.changes.shrink_to_fit();
        }
        self.main.shrink_to_fit();
    }

    /// The memory of its lists in bytes.
    pub(super) fn size(&self) -> usize {
        let changes = self.lines.iter().map(|line| line.changes.capacity());
        changes.sum::<usize>() * size_of::<(Time, Count)>()
            + self.main.capacity() * size_of::<(Time, u32)>()
    }

    #[inline]
    fn change(&mut self, line: u32) -> &mut Count {
        let i = line as usize;
        if i >= self.lines.len() {
            self.lines.resize_with(i + 1, Line::default);
        }
        let entry = &mut self.lines[i];
        if !entry.is_changed {
            entry.is_changed = true;
            self.changed.push(line);
        }
        &mut entry.now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_those_after_the_instant() {
        let mut lines = LineActivity::default();
        lines.main_at(3, Time(0));
        lines.enter(3, false);
        lines.close_instant(Time(0));
        lines.enter(7, true);
        lines.set_blocked(3, true);
        lines.set_blocked(3, false);
        lines.close_instant(Time(5));
        lines.leave(3, false);
        lines.main_at(0, Time(9));
        lines.close_instant(Time(9));
        let main = LineCount {
            line: 3,
            goroutines: 1,
            blocked: 0,
            main: true,
        };
        let other = LineCount {
            line: 7,
            goroutines: 1,
            blocked: 1,
            main: false,
        };
        assert_eq!(lines.at(Time(0)), [main]);
        assert_eq!(lines.at(Time(4)), [main]);
        assert_eq!(lines.at(Time(5)), [main, other]);
        assert_eq!(lines.at(Time(99)), [other]);
        assert_eq!(lines.ever().collect::<Vec<_>>(), [3, 7]);
        let steps = [(Time(0), 1), (Time(9), 0)];
        assert_eq!(lines.steps(3).collect::<Vec<_>>(), steps);
        assert_eq!(lines.steps(99).count(), 0);
    }
}
