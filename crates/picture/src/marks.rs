//! The mark of a run's end.

use super::inset::Inset;
use super::instant;
use super::lessons;
use super::palette::Ink;
use super::plot::Plot;
use super::shape::{Anchor, Area, Point, Shape, TextRole, fill, within};
use analysis::{Outcome, Report, fmt};
use goruntime::time::Time;

/// The mark of the end, and the place of its text in the band above the plot.
#[derive(Debug)]
pub(super) struct EndMark {
    pub(super) shapes: Vec<Shape>,
    /// The ends of its text in the band above the plot; both 0 if it has none there.
    pub(super) top_from: f32,
    pub(super) top_to: f32,
}

/// Marks the end of a run, unless it simply finished. `lanes_top` is the upper edge of the lanes at the end; without it the
/// rows say who was concerned, and a cross would name one of them.
pub(super) fn end(report: &Report, plot: &Plot, lanes_top: Option<f32>) -> EndMark {
    let mut mark = EndMark {
        shapes: Vec::new(),
        top_from: 0.0,
        top_to: 0.0,
    };
    if !(plot.scale.from..=plot.scale.end).contains(&report.total) {
        return mark;
    }
    let Some(texts) = texts(report) else {
        lesson(report, plot, &mut mark);
        if mark.shapes.is_empty() {
            departure(report, plot, &mut mark);
        }
        if mark.shapes.is_empty() {
            caption(report, plot, &mut mark);
        }
        return mark;
    };
    let x = instant::until(plot, report.total);
    let (from, to) = (
        Point {
            x: within(x, 1.0, plot.width - 1.0),
            y: plot.ceiling,
        },
        plot.bottom,
    );
    let to = Point { x: from.x, y: to };
    let radius = if plot.large { 9.0 } else { 6.5 };
    let y = match report.outcome {
        Outcome::OutOfMemory => Some(plot.y_of_memory(report.peak_memory.value)),
        Outcome::Finished
        | Outcome::MainReturnedEarly
        | Outcome::Deadlock
        | Outcome::Panic
        | Outcome::Fatal
        | Outcome::Exited
        | Outcome::BudgetExceeded
        | Outcome::Cancelled => {
            // Without lanes nothing was cut off, and rows of one instant have their words there.
            if x > 2.0 * radius && !has_words(plot, lanes_top) {
                mark.shapes.push(Shape::Line {
                    from,
                    to,
                    width: 2.0,
                    dashed: false,
                    ink: Ink::Failed,
                });
            }
            lanes_top
        }
    };
    let center = Point {
        // With its ground it is wider than its arms.
        x: within(x, radius * 1.25 + 1.5, plot.width - radius * 1.25 - 1.5),
        y: within(y.unwrap_or(plot.top), radius + 1.0, plot.bottom - radius),
    };
    let width = radius / 2.2;
    let cross = [(width + 3.0, Ink::Background), (width, Ink::Failed)];
    let cross = cross.map(|(width, ink)| Shape::Cross {
        center,
        radius,
        width,
        ink,
    });
    mark.shapes.extend(y.map(|_| cross).into_iter().flatten());
    let is_above = has_words(plot, lanes_top);
    let text = text_of_end(report, plot, (texts, is_above), (center, radius), &mut mark);
    let below = losses(report, plot, &text);
    mark.shapes.push(text);
    mark.shapes.extend(below);
    mark
}

/// Whether words stand beside the end: those of the rows of a run that takes no time.
fn has_words(plot: &Plot, lanes_top: Option<f32>) -> bool {
    lanes_top.is_none() && instant::is_all(plot)
}

/// What a run that came to its end teaches, large and in the band above the plot.
fn lesson(report: &Report, plot: &Plot, mark: &mut EndMark) {
    let Some((texts, ink)) = lessons::said(report) else {
        return;
    };
    let role = if plot.large {
        TextRole::Title
    } else {
        TextRole::Name
    };
    let fits = |text: &String| role.width(text) <= plot.label_right();
    let Some(text) = texts.into_iter().find(fits) else {
        return;
    };
    let long = role.width(&text);
    mark.top_to = plot.x(report.total).min(plot.label_right()).max(long);
    mark.top_from = mark.top_to - long;
    if mark.top_from >= 0.0 {
        mark.shapes.push(Shape::Text {
            at: Point {
                x: mark.top_to,
                y: plot.ceiling - 6.0,
            },
            anchor: Anchor::End,
            role,
            ink,
            text,
        });
    }
}

/// Leaves the room to the caption of a magnified picture, which the magnifier draws.
fn caption(report: &Report, plot: &Plot, mark: &mut EndMark) {
    if let Some(inset) = Inset::of(report, plot)
        && let Some(text) = inset.caption(plot)
    {
        mark.top_from = inset.left;
        mark.top_to = inset.left + plot.label().width(&text);
    }
}

/// The words at the moment at which the client went away.
fn departure(report: &Report, plot: &Plot, mark: &mut EndMark) {
    let is_shown = |at: &Time| (plot.scale.from..=plot.scale.end).contains(at);
    let Some(gone) = report.client_gone().filter(is_shown) else {
        return;
    };
    let (role, text) = (plot.label(), String::from("client gone"));
    let long = role.width(&text);
    let x = within(plot.x(gone) - long / 2.0, 0.0, plot.width - long);
    (mark.top_from, mark.top_to) = (x, x + long);
    mark.shapes.push(Shape::Text {
        at: Point {
            x,
            y: plot.ceiling - 8.0,
        },
        anchor: Anchor::Start,
        role,
        ink: Ink::Cancelled,
        text,
    });
}

/// The time after a process has died: a band up to the right edge, in which nothing of it runs any more.
pub(super) fn aftermath(report: &Report, plot: &Plot, ground: &mut Vec<Shape>) {
    if !has_died(report) || report.total > plot.scale.end {
        return;
    }
    let x = if report.total < plot.scale.from {
        0.0
    } else {
        instant::until(plot, report.total)
    };
    if plot.width - x >= 1.0 {
        let area = Area::between(x, plot.width, plot.top, plot.bottom);
        fill(ground, area, Ink::FailedGround);
    }
}

/// Whether the process ended with what it had not done.
#[must_use]
pub fn has_died(report: &Report) -> bool {
    match report.outcome {
        Outcome::OutOfMemory
        | Outcome::Panic
        | Outcome::Fatal
        | Outcome::Deadlock
        | Outcome::MainReturnedEarly => true,
        Outcome::Finished | Outcome::Exited | Outcome::BudgetExceeded | Outcome::Cancelled => false,
    }
}

/// What died with a process, below the text of its end, where there is room.
fn losses(report: &Report, plot: &Plot, text: &Shape) -> Vec<Shape> {
    let Shape::Text {
        at: Point { x, y },
        anchor: Anchor::Start,
        role,
        ink,
        ..
    } = *text
    else {
        return Vec::new();
    };
    if !has_died(report) || y < plot.ceiling {
        return Vec::new();
    }
    let alive = report.state_counts_at(report.total).live();
    let tasks = report.counts.unfinished;
    let right = Inset::of(report, plot).map_or(plot.width, |inset| inset.left - 6.0);
    let said = [
        (
            alive,
            fmt::counted(alive.into(), "goroutine died", "goroutines died"),
        ),
        (tasks, fmt::counted(tasks.into(), "task lost", "tasks lost")),
    ];
    let said = said.into_iter().filter(|(count, _)| *count > 0);
    let line = |(place, (_, text)): (usize, (u32, String))| {
        let y = y + role.size() * 1.3 * (place + 1) as f32;
        let has_room = y <= plot.bottom - 4.0 && x + role.width(&text) <= right;
        has_room.then_some(Shape::Text {
            at: Point { x, y },
            anchor: Anchor::Start,
            role,
            ink,
            text,
        })
    };
    said.enumerate().filter_map(line).collect()
}

/// The text of the end: in the band above the plot if it `is_above`, has no room beside the mark, or a magnified picture is there;
/// or else beside the mark.
fn text_of_end(
    report: &Report,
    plot: &Plot,
    (texts, is_above): (Vec<String>, bool),
    (center, radius): (Point, f32),
    mark: &mut EndMark,
) -> Shape {
    let role = plot.label();
    let beside = center.x + radius + 7.0;
    let tight = Inset::of(report, plot).filter(|inset| inset.is_tight);
    let (texts, room) = match &tight {
        Some(inset) => {
            let times = inset.times(plot);
            let with_times = |text: String| with_times(text, &times, plot);
            (
                texts.into_iter().map(with_times).collect(),
                plot.width - beside,
            )
        }
        None => (Vec::from_iter(texts), plot.width),
    };
    let last = texts.len().saturating_sub(1);
    let mut texts = texts.into_iter().enumerate();
    let fits = |(place, text): &(usize, String)| *place == last || role.width(text) <= room;
    let text = texts.find(fits).map(|(_, text)| text).unwrap_or_default();
    let long = role.width(&text);
    let above = plot.ceiling - 8.0;
    let (x, y, anchor) = if tight.is_some() {
        (mark.top_from, mark.top_to) = (beside, beside + long);
        (beside, above, Anchor::Start)
    } else if !is_above && beside + long <= plot.width {
        // Beside the cross, below the line of the limit.
        let lowest = plot.bottom - 6.0;
        let y = (center.y + role.size() * 0.36)
            .max(plot.ceiling + role.size() + 5.0)
            .min(lowest);
        (beside, y, Anchor::Start)
    } else {
        mark.top_to = (center.x + radius).min(plot.label_right()).max(long);
        mark.top_from = mark.top_to - long;
        (mark.top_to, above, Anchor::End)
    };
    Shape::Text {
        at: Point { x, y },
        anchor,
        role,
        ink: Ink::Failed,
        text,
    }
}

/// Whether the end of a run has a text.
pub(super) fn has_text(report: &Report) -> bool {
    texts(report).is_some()
}

/// The text of the end with the magnification of the picture under it, in words where there is room beside a label.
fn with_times(text: String, times: &str, plot: &Plot) -> String {
    let long = [&text, ", magnified ", times].concat();
    if plot.label().width(&long) <= plot.width * 0.6 {
        long
    } else {
        text + ", " + times
    }
}

/// The kind and the moment of the end, with as many details as there may be room for; the longest text first.
fn texts(report: &Report) -> Option<Vec<String>> {
    let what = match report.outcome {
        Outcome::Finished => return None,
        Outcome::MainReturnedEarly => "main returned at ",
        Outcome::Deadlock => "deadlock at ",
        Outcome::Panic => "panic at ",
        Outcome::Fatal => "fatal error at ",
        Outcome::Exited => "exited at ",
        Outcome::OutOfMemory => "killed at ",
        Outcome::BudgetExceeded | Outcome::Cancelled => "stopped at ",
    };
    let rest = match (report.exit_code, report.counts.unfinished) {
        (Some(0) | None, 0) => String::new(),
        (Some(0) | None, tasks) => [
            ", ",
            &fmt::counted(tasks.into(), "task", "tasks"),
            " unfinished",
        ]
        .concat(),
        (Some(code), _) => String::from(", exit ") + &code.to_string(),
    };
    let short = [what, &fmt::length(report.total.elapsed())].concat();
    let mut texts = vec![[&*short, &rest].concat(), short.clone()];
    // Without a length there is no curve on which to see how much there was.
    let peak = report.peak_goroutines.value;
    if report.outcome == Outcome::OutOfMemory && report.total == Time::ZERO && peak > 0 {
        let with = [" with ", &fmt::counted(peak, "goroutine", "goroutines")].concat();
        let more = [[&*short, &with, &rest].concat(), short + &with];
        texts.splice(0..0, more);
    }
    Some(texts)
}
