//! The words of states: what a goroutine does, and on which task it works.

use super::badges::Places;
use crate::palette::Ink;
use crate::plot::Plot;
use crate::shape::{Anchor, Area, Point, Shape, TextRole};
use analysis::{GoroutineId, GoroutineState, Report, Segment};
use goruntime::time::Time;

/// The room at both ends of a word.
const MARGIN: f32 = 4.0;
/// A word is said again after this many of its sizes.
const AGAIN: f32 = 20.0;

/// What the words of a run's states are made from.
pub(super) struct Words<'r> {
    report: &'r Report,
    plot: &'r Plot,
    badges: &'r Places,
    /// The tasks of each goroutine, sorted: the goroutine, the beginning, the end and the number of the task.
    tasks: Vec<(GoroutineId, Time, Time, u32)>,
}

/// The line for words of a row, and what was said last.
pub(super) struct Line {
    row: usize,
    /// The baseline of the words above the bar.
    y: f32,
    /// Where they may begin.
    free_from: f32,
    /// The longest form of what was said last, and where it ended.
    said: String,
    said_to: f32,
}

impl Line {
    /// The line for words of a row: its baseline, and where the name ends.
    pub(super) const fn new(row: usize, y: f32, free_from: f32) -> Line {
        Line {
            row,
            y,
            free_from,
            said: String::new(),
            said_to: 0.0,
        }
    }
}

impl<'r> Words<'r> {
    pub(super) fn of(report: &'r Report, plot: &'r Plot, badges: &'r Places) -> Words<'r> {
        let of_task = |task: &analysis::TaskSpan| {
            let end = task.end.unwrap_or(report.total);
            Some((task.goroutine?, task.start?, end, task.id))
        };
        let mut tasks: Vec<_> = report.tasks.iter().filter_map(of_task).collect();
        tasks.sort_unstable();
        Words {
            report,
            plot,
            badges,
            tasks,
        }
    }

    /// The word of a state: in its bar, or above it, or nowhere if there is no room, or if the same was just said. Above the
    /// bar it may reach to `until`, the end of the states of the same colour.
    pub(super) fn word(
        &self,
        id: GoroutineId,
        segment: &Segment,
        area: Area,
        until: f32,
        line: &mut Line,
    ) -> Option<Shape> {
        let role = self.plot.label();
        let is_inside = area.height >= role.size() + 2.0;
        if area.width < role.size() * 1.2 {
            return None;
        }
        let begin = if is_inside {
            area.x
        } else {
            area.x.max(line.free_from + 8.0 - MARGIN)
        };
        let end = if is_inside {
            area.x + area.width
        } else {
            until.min(self.plot.width)
        };
        let (begin, end) = if is_inside || self.badges.are_tall {
            let begin = self.badges.clear(line.row, begin, role);
            (begin, self.badges.before(line.row, begin, end, role))
        } else {
            (begin, end)
        };
        let forms = self.forms(id, segment);
        let room = end - begin - 2.0 * MARGIN;
        let is_again = forms[2] == line.said && area.x - line.said_to < AGAIN * role.size();
        let mut fitting = forms.iter().rev().filter(|text| role.width(text) <= room);
        let text = fitting.next().filter(|_| !is_again)?.clone();
        let (x, ink) = (
            begin + MARGIN,
            if is_inside {
                Ink::Background
            } else {
                Ink::Muted
            },
        );
        if !is_inside {
            line.free_from = x + role.width(&text);
        }
        line.said.clone_from(&forms[2]);
        line.said_to = x + role.width(&text);
        let y = if is_inside {
            area.y + area.height / 2.0 + role.size() * 0.35
        } else {
            line.y
        };
        Some(said(Point { x, y }, role, ink, text))
    }

    /// What a goroutine does, from the shortest form to the longest. Work on a task is named by the task.
    fn forms(&self, id: GoroutineId, segment: &Segment) -> [String; 3] {
        let works = match segment.state {
            GoroutineState::Sleeping => true,
            GoroutineState::Running(_)
            | GoroutineState::Runnable
            | GoroutineState::Blocked(_)
            | GoroutineState::Done
            | GoroutineState::Leaked
            | GoroutineState::Killed => false,
        };
        let words = self.report.state_words(segment);
        match self.task(id, segment).filter(|_| works) {
            Some(task) => {
                let number = task.to_string();
                let named = String::from("task ") + &number;
                let [short, ..] = words;
                let long = [&named, ": ", &short].concat();
                [number, named, long]
            }
            None => words,
        }
    }

    /// The task on which a goroutine works during a state.
    fn task(&self, id: GoroutineId, segment: &Segment) -> Option<u32> {
        let before = |task: &(GoroutineId, Time, Time, u32)| (task.0, task.1) <= (id, segment.from);
        let last = self.tasks.partition_point(before).checked_sub(1)?;
        let (of, _, end, task) = *self.tasks.get(last)?;
        (of == id && segment.to <= end).then_some(task)
    }
}

fn said(at: Point, role: TextRole, ink: Ink, text: String) -> Shape {
    Shape::Text {
        at,
        anchor: Anchor::Start,
        role,
        ink,
        text,
    }
}
