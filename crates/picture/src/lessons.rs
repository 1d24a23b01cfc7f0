//! What a run teaches, drawn: the states of a circuit breaker, a shared value with its lost updates, what is left behind, and
//! the moment from which on the work is for nobody.

use super::drawn::Drawn;
use super::lesson_room::{GAP, circuit_height};
use super::palette::Ink;
use super::plot::Plot;
use super::shape::{Anchor, Area, Point, Shape, fill, within};
use super::step_curve::StepCurve;
use analysis::fmt::{counted, grouped};
use analysis::{CircuitState, Counter, Report};

/// Draws the strips above the lanes, as far as the plot has room for them: their ground at once, what happened up to the playhead.
pub(super) fn strips(report: &Report, plot: &Plot, drawn: &mut Drawn) {
    if plot.told <= 0.0 {
        return;
    }
    let mut y = plot.top - plot.told;
    if plot.scale.circuit {
        let height = circuit_height(plot.label());
        if !report.circuit().is_empty() {
            ground(report, plot, (y, y + height), &mut drawn.shapes);
        }
        circuit(report, plot, (y, height), &mut drawn.incidents);
        y += height + GAP;
    }
    if plot.scale.counter > 0
        && let Some(counter) = report.counter()
    {
        let floor = plot.top - GAP;
        ground(report, plot, (y, floor), &mut drawn.shapes);
        value(report, &counter, plot, (y, floor), drawn);
    }
}

/// What says how high a strip is, up to the end of the run.
fn ground(report: &Report, plot: &Plot, (top, floor): (f32, f32), shapes: &mut Vec<Shape>) {
    let right = plot.x(report.total).min(plot.width);
    fill(shapes, Area::between(0.0, right, top, floor), Ink::Panel);
}

/// The states of the circuit breaker as blocks: closed is solid, open is empty, half-open lies between.
fn circuit(report: &Report, plot: &Plot, (y, height): (f32, f32), shapes: &mut Vec<Shape>) {
    let states = report.circuit();
    for (place, (at, state)) in states.iter().enumerate() {
        let until = states.get(place + 1).map_or(report.total, |next| next.0);
        if until < plot.scale.from || *at > plot.scale.end {
            continue;
        }
        let x = plot.x(*at);
        let area = Area {
            x,
            y,
            width: (plot.x(until) - x - 1.0).max(1.0).min(plot.width - x),
            height,
        };
        let (ground, edge, word) = match state {
            CircuitState::Closed => (Ink::Good, Ink::Good, Ink::Text),
            CircuitState::Open => (Ink::FailedGround, Ink::Failed, Ink::Failed),
            CircuitState::HalfOpen => (Ink::Panel, Ink::Blocked, Ink::Text),
        };
        fill(shapes, area, ground);
        shapes.push(Shape::Outline {
            area,
            width: 1.5,
            ink: edge,
        });
        let role = plot.label();
        if role.width(state.name()) + 6.0 <= area.width {
            shapes.push(Shape::Text {
                at: Point {
                    x: x + area.width / 2.0,
                    y: y + height / 2.0 + role.size() * 0.35,
                },
                anchor: Anchor::Middle,
                role,
                ink: word,
                text: String::from(state.name()),
            });
        }
    }
}

/// A shared value over time. Above it, up to what it should be by then, are the lost updates.
fn value(
    report: &Report,
    counter: &Counter,
    plot: &Plot,
    (ceiling, floor): (f32, f32),
    drawn: &mut Drawn,
) {
    let Drawn {
        shapes, incidents, ..
    } = drawn;
    let unit = (floor - ceiling) / plot.scale.counter.max(1) as f32;
    let y = |value: u64| within(floor - value as f32 * unit, ceiling, floor);
    let (mut is, mut should_be) = (StepCurve::from(floor), StepCurve::from(floor));
    for (writes, (at, value)) in (1..).zip(&counter.writes) {
        let x = plot.x(*at);
        is.step(x, y(*value), y(*value));
        should_be.step(x, y(writes), y(writes));
    }
    let end = plot.x(report.total);
    let lost = (Ink::FailedSoft, Ink::Failed);
    should_be.fill(end, floor, lost, 1.0, incidents);
    is.fill(end, floor, (Ink::MemorySoft, Ink::Memory), 1.5, incidents);
    let y = y(counter.expected);
    shapes.push(Shape::Line {
        from: Point { x: 0.0, y },
        to: Point { x: plot.width, y },
        width: 1.0,
        dashed: true,
        ink: Ink::Limit,
    });
}

/// What is said large above the end of a run that came to its end: what is left behind, or what a shared value came to.
/// The longest form comes first.
pub(super) fn said(report: &Report) -> Option<(Vec<String>, Ink)> {
    if let Some(Counter {
        value, expected, ..
    }) = report.counter()
    {
        let of = ["counter ", &grouped(value), " of ", &grouped(expected)].concat();
        return Some(match expected.saturating_sub(value) {
            0 => (vec![of], Ink::Good),
            lost => (
                vec![[&of, ": ", &grouped(lost), " lost"].concat()],
                Ink::Failed,
            ),
        });
    }
    match report.left_behind() {
        0 => None,
        left => {
            let who = [
                counted(left as u64, "goroutine", "goroutines"),
                grouped(left as u64),
            ];
            let words = who.map(|who| who + " left behind");
            Some((words.to_vec(), Ink::Failed))
        }
    }
}

/// Gives the work that is drawn after the client went away another colour, and marks the moment.
pub(super) fn departure(report: &Report, plot: &Plot, lanes: &mut Vec<Shape>) {
    let Some(gone) = report.client_gone() else {
        return;
    };
    if gone > plot.scale.end {
        return;
    }
    let x = plot.x(gone);
    if report.for_nobody().is_some() {
        let parts = std::mem::take(lanes).into_iter();
        lanes.extend(parts.flat_map(|shape| recoloured(shape, x)));
    }
    if gone < plot.scale.from {
        return;
    }
    let x = within(x, 1.0, plot.width - 1.0);
    let (from, to) = (Point { x, y: plot.top }, Point { x, y: plot.bottom });
    lanes.push(Shape::Line {
        from,
        to,
        width: 2.0,
        dashed: false,
        ink: Ink::Cancelled,
    });
}

/// A shape of work, divided at a place; what is behind it has the colour of work for nobody.
fn recoloured(shape: Shape, x: f32) -> Vec<Shape> {
    match shape {
        Shape::Rect { area, radius, ink } if is_work(ink) => {
            let right = area.x + area.width;
            let at = within(x, area.x, right);
            let part = |x: f32, to: f32, ink: Ink| {
                let area = Area {
                    x,
                    width: to - x,
                    ..area
                };
                (to - x > 0.0).then_some(Shape::Rect { area, radius, ink })
            };
            let parts = [part(area.x, at, ink), part(at, right, Ink::Cancelled)];
            parts.into_iter().flatten().collect()
        }
        Shape::Polygon { points, ink } if is_work(ink) => {
            let sides = [(1.0, ink), (-1.0, Ink::Cancelled)];
            let parts = sides.map(|(side, ink)| (cut(&points, x, side), ink));
            let parts = parts.into_iter().filter(|(points, _)| points.len() > 2);
            parts
                .map(|(points, ink)| Shape::Polygon { points, ink })
                .collect()
        }
        other => vec![other],
    }
}

fn is_work(ink: Ink) -> bool {
    matches!(ink, Ink::Working | Ink::WorkingSoft | Ink::Running)
}

/// The part of a polygon to the left of a place, or with a `side` of −1 to the right of it (Sutherland and Hodgman).
fn cut(points: &[Point], x: f32, side: f32) -> Vec<Point> {
    let is_in = |point: &Point| (x - point.x) * side >= 0.0;
    let mut cut = Vec::with_capacity(points.len() + 2);
    for (place, point) in points.iter().enumerate() {
        let next = &points[(place + 1) % points.len()];
        if is_in(point) {
            cut.push(*point);
        }
        if is_in(point) != is_in(next) {
            let part = (x - point.x) / (next.x - point.x);
            let y = point.y + (next.y - point.y) * part;
            cut.push(Point { x, y });
        }
    }
    cut
}
