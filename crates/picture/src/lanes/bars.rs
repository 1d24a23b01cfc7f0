//! The rows: a name, and the states over time, each with its word where there is room.

use super::badges::Places;
use super::words::{Line, Words};
use super::{Layout, visible};
use crate::drawn::Drawn;
use crate::palette::Ink;
use crate::plot::Plot;
use crate::rows::{COLUMN, activity_ink, columns, thinned};
use crate::shape::{Anchor, Area, Point, Shape, fill};
use analysis::{Activity, GoroutineSpan, GoroutineState, Report, Segment};
use goruntime::time::Time;

/// Two states of one colour have a gap between them if both are at least this wide, in pixels.
const LEAST_APART: f32 = 4.0;

/// Draws every visible row. Words keep clear of the badges.
pub(super) fn draw(
    report: &Report,
    plot: &Plot,
    layout: &Layout,
    badges: &Places,
    drawn: &mut Drawn,
) {
    let Drawn { shapes, result, .. } = drawn;
    let mut texts = Vec::new();
    let mut free_from = vec![0.0_f32; layout.rows as usize];
    let mut covered_to = vec![f32::MIN; layout.rows as usize];
    let words = Words::of(report, plot, badges);
    for span in visible(report, plot, layout) {
        let bar = layout.bar(span, plot);
        let row = layout.place(span);
        // Short lives that share a column of pixels are drawn as one; how each ended is drawn for all.
        let ends_at = plot.x(span.end);
        if ends_at <= covered_to[row] && plot.chosen != Some(span.id) {
            end(plot, span, bar, result);
            continue;
        }
        covered_to[row] = ends_at.max(plot.x(span.created) + COLUMN);
        base(plot, span, bar, shapes);
        let name = name(report, plot, layout, badges, span, free_from[row]);
        if let Some(name) = &name {
            free_from[row] = name.to;
        }
        texts.extend(name.map(|name| name.shape));
        let above = (!layout.is_compact()).then(|| baseline(plot, layout, span));
        let mut line = Line::new(row, above, free_from[row]);
        let states = states(report, plot, span);
        for (i, state) in states.iter().enumerate() {
            let area = place_of(state, states.get(i + 1), bar);
            fill(shapes, area, activity_ink(state.activity, false));
            if let Some(segment) = state.segment.filter(|_| layout.names) {
                let same = states[i..]
                    .iter()
                    .take_while(|next| next.activity == state.activity);
                let until = same.last().map_or(state.to, |last| last.to);
                texts.extend(words.word(span.id, segment, area, until, &mut line));
            }
        }
        end(plot, span, bar, result);
    }
    shapes.extend(texts);
}

/// The baseline of a row's name: above its bar, or in it where the row is compact.
fn baseline(plot: &Plot, layout: &Layout, span: &GoroutineSpan) -> f32 {
    if layout.is_compact() {
        layout.row(span) + layout.pitch / 2.0 + plot.label().size() * 0.35
    } else {
        layout.row(span) + layout.words - 3.0
    }
}

/// A thin line under a whole life, so that a state of no width can be placed.
fn base(plot: &Plot, span: &GoroutineSpan, bar: Area, shapes: &mut Vec<Shape>) {
    let (from, to) = (plot.x(span.created), plot.x(span.end));
    let area = Area {
        x: from,
        y: bar.y + bar.height / 2.0,
        width: to - from,
        height: 1.0,
    };
    fill(shapes, area, Ink::Line);
}

/// A name, and where it ends.
struct Name {
    shape: Shape,
    to: f32,
}

/// The name of a goroutine: at the left edge, or, where a row has several goroutines, at its beginning.
fn name(
    report: &Report,
    plot: &Plot,
    layout: &Layout,
    badges: &Places,
    span: &GoroutineSpan,
    free_from: f32,
) -> Option<Name> {
    if !layout.names {
        return None;
    }
    let role = plot.label();
    let text = report.goroutine_name(span.id);
    let width = role.width(&text);
    let is_first = free_from == 0.0;
    let born = plot.x(span.created);
    let x = if is_first && born < plot.width / 2.0 {
        2.0
    } else {
        born.min(plot.width - width - 2.0).max(2.0)
    };
    let x = if badges.are_tall {
        badges.after(layout.place(span), x, width, role)
    } else {
        x
    };
    // A name that is longer than the life is left out where another goroutine follows in the row.
    let has_room = is_first || (x >= free_from + 6.0 && width <= plot.x(span.end) - born);
    // The words of the run's end may stand behind it.
    let right = if layout.is_compact() || crate::marks::has_text(report) {
        plot.x(report.total)
    } else {
        plot.width
    };
    if !has_room || x + width > right {
        return None;
    }
    let y = baseline(plot, layout, span);
    let at = Point { x, y };
    let ink = if plot.chosen == Some(span.id) {
        Ink::Playhead
    } else {
        Ink::Text
    };
    let (anchor, to) = (Anchor::Start, x + width);
    let shape = Shape::Text {
        at,
        anchor,
        role,
        ink,
        text,
    };
    Some(Name { shape, to })
}

/// A state to draw.
struct State<'r> {
    from: f32,
    to: f32,
    activity: Activity,
    /// The state, if it is drawn alone.
    segment: Option<&'r Segment>,
}

/// The visible states of a goroutine: one by one if they are few, or else for each column of pixels what took most of its
/// time. The cost is bounded by the width.
fn states<'r>(report: &'r Report, plot: &Plot, span: &GoroutineSpan) -> Vec<State<'r>> {
    let (from, to) = (plot.scale.from, plot.scale.end);
    let all = report.segments(span);
    let first = all.partition_point(|segment| segment.to <= from);
    let last = all.partition_point(|segment| segment.from < to);
    let shown = all.get(first..last).unwrap_or_default();
    if shown.len() as f32 > plot.width / COLUMN {
        let (begin, end) = (plot.x(span.created), plot.x(span.end));
        let columns = columns(report, plot, span, begin, end).into_iter();
        let alone = columns.map(|(from, to, activity)| State {
            from,
            to,
            activity,
            segment: None,
        });
        return alone.collect();
    }
    let mut states: Vec<State<'r>> = Vec::with_capacity(shown.len());
    for segment in shown {
        let Some(activity) = Activity::of(segment.state) else {
            continue;
        };
        let (from, to) = (plot.x(segment.from), plot.x(segment.to));
        match states.last_mut() {
            // States that are too narrow to see join the one before.
            Some(last) if to - last.to < COLUMN && from - last.from >= COLUMN => last.to = to,
            _ => states.push(State {
                from,
                to,
                activity,
                segment: Some(segment),
            }),
        }
    }
    states
}

/// Where a state is drawn. Between two states of one colour there is a gap: the goroutine was woken.
fn place_of(state: &State<'_>, next: Option<&State<'_>>, bar: Area) -> Area {
    let wide = state.to - state.from;
    let is_apart = next.is_some_and(|next| {
        next.activity == state.activity && wide >= LEAST_APART && next.to - next.from >= LEAST_APART
    });
    let x = state.from.min(bar.width - 1.0);
    let width = (wide - if is_apart { 1.0 } else { 0.0 }).max(1.0);
    let area = Area {
        x,
        width: width.min(bar.width - x),
        ..bar
    };
    thinned(area, state.activity)
}

/// The end of a life that the end of the run cut off, which is a part of the run's result.
fn end(plot: &Plot, span: &GoroutineSpan, bar: Area, result: &mut Vec<Shape>) {
    let is_cut = match span.fate {
        GoroutineState::Killed | GoroutineState::Leaked => true,
        GoroutineState::Done
        | GoroutineState::Runnable
        | GoroutineState::Running(_)
        | GoroutineState::Sleeping
        | GoroutineState::Blocked(_) => false,
    };
    let is_shown = |at: Time| (plot.scale.from..=plot.scale.end).contains(&at);
    if is_cut && is_shown(span.end) {
        let area = Area {
            x: (plot.x(span.end) - 2.0).max(0.0),
            width: 2.0,
            ..bar
        };
        fill(result, area, Ink::Failed);
    }
}
