//! A strip for each named channel with a buffer and each named lock: how much is in it or held, who waits, who holds.

use super::Layout;
use crate::palette::Ink;
use crate::plot::Plot;
use crate::shape::{Anchor, Area, Point, Shape, fill};
use crate::step_curve::StepCurve;
use analysis::fmt::grouped;
use analysis::{ObjectId, ObjectUse, Report};
use goruntime::time::Time;

/// A hold is drawn if it is at least this wide, in pixels.
const LEAST_HOLD: f32 = 1.5;
/// The part of a strip's curve for what is in it, below those that wait.
const AMOUNT: f32 = 0.7;

/// Draws the strips below the rows.
pub(super) fn draw(report: &Report, plot: &Plot, layout: &Layout, shapes: &mut Vec<Shape>) {
    for (place, id) in layout.strips.iter().enumerate() {
        let Some(object) = report.object(*id) else {
            continue;
        };
        let top = layout.strips_top() + layout.strip * place as f32;
        let floor = (top + layout.strip).min(plot.bottom);
        label(report, plot, *id, object, top, shapes);
        let ceiling = top + plot.label().size() + 4.0;
        if object.is_lock() && object.capacity <= 1 {
            holds(report, plot, object, (ceiling, floor), shapes);
        } else {
            curve(report, plot, object, (ceiling, floor), shapes);
        }
    }
}

/// The name, and the most that was in it.
fn label(
    report: &Report,
    plot: &Plot,
    id: ObjectId,
    object: &ObjectUse,
    top: f32,
    shapes: &mut Vec<Shape>,
) {
    let most = |of: fn(&analysis::ObjectLevel) -> u32| object.levels.iter().map(of).max();
    let (amount, waiting) = (
        most(|level| level.amount).unwrap_or(0),
        most(|level| level.waiting).unwrap_or(0),
    );
    let mut text = report.object_name(id);
    if object.capacity > 0 {
        let capacity = grouped(object.capacity.into());
        text += &[": at most ", &grouped(amount.into()), " of ", &capacity].concat();
    }
    if waiting > 0 {
        let before = if object.capacity > 0 {
            ", "
        } else {
            ": at most "
        };
        text += &[before, &grouped(waiting.into()), " waiting"].concat();
    }
    let role = plot.label();
    if role.width(&text) <= plot.width {
        shapes.push(Shape::Text {
            at: Point {
                x: 2.0,
                y: top + role.size(),
            },
            anchor: Anchor::Start,
            role,
            ink: Ink::Muted,
            text,
        });
    }
}

/// What is in it over time, and above that who waits.
fn curve(
    report: &Report,
    plot: &Plot,
    object: &ObjectUse,
    (ceiling, floor): (f32, f32),
    shapes: &mut Vec<Shape>,
) {
    let queue = object.levels.iter().map(|level| level.waiting).max();
    let queue = queue.unwrap_or(0);
    let part = if queue > 0 { AMOUNT } else { 1.0 };
    let brim = floor - (floor - ceiling) * part;
    let unit = (floor - brim) / object.capacity.max(1) as f32;
    let each = (brim - ceiling) / queue.max(1) as f32;
    let (mut amount, mut waiting) = (StepCurve::from(floor), StepCurve::from(brim));
    let shown = |at: Time| at <= plot.scale.end;
    for level in object.levels.iter().filter(|level| shown(level.at)) {
        let x = plot.x(level.at);
        for (curve, y) in [
            (
                &mut amount,
                floor - level.amount.min(object.capacity) as f32 * unit,
            ),
            (&mut waiting, brim - level.waiting as f32 * each),
        ] {
            curve.step(x, y, y);
        }
    }
    let end = plot.x(report.total);
    amount.fill(end, floor, (Ink::MemorySoft, Ink::Memory), 1.0, shapes);
    if queue > 0 {
        waiting.fill(end, brim, (Ink::BlockedSoft, Ink::Blocked), 1.0, shapes);
    }
    let (from, to) = (
        Point { x: 0.0, y: brim },
        Point {
            x: plot.width,
            y: brim,
        },
    );
    shapes.push(Shape::Line {
        from,
        to,
        width: 1.0,
        dashed: true,
        ink: Ink::Limit,
    });
}

/// Who held a lock, one after the other, and above that who waits.
fn holds(
    report: &Report,
    plot: &Plot,
    object: &ObjectUse,
    (ceiling, floor): (f32, f32),
    shapes: &mut Vec<Shape>,
) {
    let role = plot.label();
    let mut drawn_to = f32::MIN;
    let from = object
        .holds
        .partition_point(|hold| hold.to.is_some_and(|to| to < plot.scale.from));
    for hold in object.holds.get(from..).unwrap_or_default() {
        if hold.from > plot.scale.end {
            break;
        }
        let (x0, x1) = (plot.x(hold.from), plot.x(hold.to.unwrap_or(report.total)));
        if x1 < drawn_to + LEAST_HOLD {
            continue;
        }
        let width = (x1 - x0 - 1.0).max(1.0).min(plot.width - x0);
        let area = Area {
            x: x0,
            y: ceiling,
            width,
            height: floor - ceiling - 1.0,
        };
        fill(shapes, area, Ink::MemorySoft);
        drawn_to = x0 + width;
        let name = report.goroutine_name(hold.goroutine);
        // The words about the lock name those who wait: a name alone might be read as theirs.
        let mut words = [["held by ", &name].concat(), name].into_iter();
        let said = words.find(|words| role.width(words) + 6.0 <= width);
        if let Some(text) = said.filter(|_| area.height >= role.size()) {
            shapes.push(Shape::Text {
                at: Point {
                    x: x0 + 3.0,
                    y: ceiling + area.height / 2.0 + role.size() * 0.35,
                },
                anchor: Anchor::Start,
                role,
                ink: Ink::Text,
                text,
            });
        }
    }
}
