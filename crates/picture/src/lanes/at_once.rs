//! The rows of a run that takes no time: who was there, how each ended, and for what it waits.

use super::{Layout, badge, ring, visible};
use crate::drawn::Drawn;
use crate::instant::WIDTH;
use crate::palette::Ink;
use crate::plot::Plot;
use crate::rows::{activity_ink, thinned};
use crate::shape::{Anchor, Area, Point, Shape, fill};
use analysis::{Activity, GoroutineSpan, GoroutineState, Incident, Report};

/// Draws a row for each goroutine: of those that have shared one, for the last.
pub(super) fn draw(report: &Report, plot: &Plot, layout: &Layout, drawn: &mut Drawn) {
    let mut rows = vec![None; layout.rows as usize];
    for span in visible(report, plot, layout) {
        rows[layout.place(span)] = Some(span);
    }
    let reach = ring::reach(report, plot);
    for span in rows.into_iter().flatten() {
        let mut incidents = report.incidents().iter().rev();
        let found = incidents.find(|incident| incident.goroutine == span.id);
        row(report, plot, layout, (span, found, reach), drawn);
    }
    ring::draw(report, plot, layout, 0.0, &mut drawn.result);
}

/// A row: its block, the name of its goroutine to the right of what the arrows of a ring reach, and what went wrong.
fn row(
    report: &Report,
    plot: &Plot,
    layout: &Layout,
    (span, found, reach): (&GoroutineSpan, Option<&Incident>, f32),
    drawn: &mut Drawn,
) {
    let bar = Area {
        width: WIDTH.min(plot.width),
        ..layout.bar(span, plot)
    };
    let waits = report.left_waiting(span.id);
    let is_cut = match span.fate {
        GoroutineState::Leaked | GoroutineState::Killed => true,
        GoroutineState::Done
        | GoroutineState::Runnable
        | GoroutineState::Running(_)
        | GoroutineState::Sleeping
        | GoroutineState::Blocked(_) => false,
    };
    let (area, ink) = match (is_cut, &waits) {
        (false, _) => (bar, Ink::WorkingSoft),
        (true, Some(_)) => (
            thinned(bar, Activity::Blocked),
            activity_ink(Activity::Blocked, false),
        ),
        (true, None) => (
            thinned(bar, Activity::Runnable),
            activity_ink(Activity::Runnable, false),
        ),
    };
    fill(&mut drawn.shapes, area, ink);
    let role = plot.label();
    let y = layout.row(span) + layout.words - 3.0;
    let mut x = if reach > 0.0 { WIDTH + reach } else { 2.0 };
    let texts = [
        (Some(report.goroutine_name(span.id)), Ink::Text),
        (waits, Ink::Muted),
    ];
    for (text, ink) in texts {
        let Some(text) = text.filter(|text| x + role.width(text) <= plot.width) else {
            break;
        };
        let at = Point { x, y };
        x += role.width(&text) + role.size();
        drawn.shapes.push(Shape::Text {
            at,
            anchor: Anchor::Start,
            role,
            ink,
            text,
        });
    }
    if is_cut {
        let edge = Area {
            x: (bar.width - 2.0).max(0.0),
            width: 2.0,
            ..bar
        };
        fill(&mut drawn.result, edge, Ink::Failed);
    }
    if let Some(incident) = found {
        let center = Point {
            x: bar.x + bar.width / 2.0,
            y: bar.y + bar.height / 2.0,
        };
        drawn.result.extend(badge(incident.kind, center, role));
    }
}
