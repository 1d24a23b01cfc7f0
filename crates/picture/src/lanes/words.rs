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
    /// The baseline of the words above the bar; `None` if they have no line there, and the name is in the bar.
    y: Option<f32>,
    /// Where they may begin.
    free_from: f32,
    /// The longest form of what was said last, and where it ended.
    said: String,
    said_to: f32,
}

impl Line {
    /// The line for words of a row: its baseline, and where the name ends.
    pub(super) const fn new(row: usize, y: Option<f32>, free_from: f32) -> Line {
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
        if area.width < role.size() * 1.2 {
            return None;
        }
        let forms = self.forms(id, segment);
        if forms[2] == line.said && area.x - line.said_to < AGAIN * role.size() {
            return None;
        }
        let right = area.x + area.width;
        let is_tall = area.height >= role.size() + 2.0;
        // The width of a name is a guess, and letters like its m are wider.
        let begin = area.x.max(line.free_from + role.size() - MARGIN);
        let first = if line.y.is_some() { area.x } else { begin };
        let inside = self.room(line.row, first, right, is_tall || line.y.is_none());
        let inside = inside.filter(|_| is_tall);
        let above = line.y.and_then(|_| {
            self.room(
                line.row,
                begin,
                until.min(self.plot.width),
                self.badges.are_tall,
            )
        });
        // The longer form counts; of equal ones that in the bar.
        let place = |of: Option<(f32, f32)>| {
            let (x, room) = of?;
            let form = forms.iter().rposition(|form| role.width(form) <= room)?;
            Some((form, x))
        };
        let (inside, above) = (place(inside), place(above));
        // A number alone would be read as a part of the name before it.
        let is_number = |form: usize| forms[form].bytes().all(|byte| byte.is_ascii_digit());
        let above = above.filter(|(form, _)| !is_number(*form));
        let is_inside = inside.is_some() && inside.map(|it| it.0) >= above.map(|it| it.0);
        let (form, x) = if is_inside { inside } else { above }?;
        let text = forms[form].clone();
        line.said_to = x + role.width(&text);
        line.said.clone_from(&forms[2]);
        if is_inside {
            let y = area.y + area.height / 2.0 + role.size() * 0.35;
            // With its halo it is read on the bar, and on what the part beyond the playhead leaves of it.
            Some(said(Point { x, y }, role, Ink::Text, text))
        } else {
            line.free_from = line.said_to;
            let y = line.y?;
            Some(said(Point { x, y }, role, Ink::Muted, text))
        }
    }

    /// Where a word may begin between two places of a row, and the room from there on.
    fn room(&self, row: usize, from: f32, to: f32, keeps_clear: bool) -> Option<(f32, f32)> {
        let role = self.plot.label();
        let (from, to) = if keeps_clear {
            let from = self.badges.clear(row, from, role);
            (from, self.badges.before(row, from, to, role))
        } else {
            (from, to)
        };
        let room = to - from - 2.0 * MARGIN;
        (room > 0.0).then_some((from + MARGIN, room))
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
        let forms = self.report.state_words(segment);
        match self.task(id, segment).filter(|_| works) {
            Some(task) => {
                let number = task.to_string();
                let named = String::from("task ") + &number;
                let [short, ..] = forms;
                let long = [&named, ": ", &short].concat();
                [number, named, long]
            }
            None => forms,
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
