//! The chart over a slider, which is its axis: the total time with every other value of the parameter.
//!
//! Total times are logarithmic, like the slider's values, so that a factor has the same height everywhere: work that is
//! divided evenly is a straight line. Over a linear slider they are linear too, from zero.

mod labels;
#[cfg(test)]
mod tests;

use super::axis::label_role;
use super::palette::Ink;
use super::shape::{Area, Point, Shape, TextRole, within};
use analysis::fmt::{grouped, length};
use analysis::{Curve, Metrics, Outcome, Point as Run, UNDONE};
use goruntime::time::Duration;

/// A curve, and the layout of its chart.
pub struct SweepFrame<'a> {
    /// The points so far.
    pub curve: &'a Curve,
    /// The chosen value.
    pub current: Option<u64>,
    /// In pixels.
    pub width: f32,
    /// In pixels.
    pub height: f32,
    /// The distance of the axis's ends from the edges: half a slider's thumb.
    pub inset: f32,
    /// Whether labels are large, for a projector.
    pub large: bool,
    /// A value that is no amount, such as the time of what never happens: the line does not lead to it.
    pub apart: Option<u64>,
    /// Whether the axis of times is linear; else it is logarithmic.
    pub is_linear: bool,
    /// The place of a value on the axis, 0 to 1.
    pub place: &'a dyn Fn(u64) -> f64,
    /// Formats a value.
    pub show: &'a dyn Fn(u64) -> String,
    /// Translates a text into the words of the scenario.
    pub say: &'a dyn Fn(&str) -> String,
}

/// The chart. The line has gaps where runs do not finish; failing values have a background.
#[must_use]
pub fn sweep_chart(frame: &SweepFrame<'_>) -> Vec<Shape> {
    let mut chart = Chart::of(frame);
    if chart.width() >= 16.0 && chart.floor - chart.top >= 8.0 {
        chart.regions();
        chart.failures();
        chart.totals();
        chart.marks();
    }
    chart.shapes
}

/// The content of the chart in words.
#[must_use]
pub fn sweep_words(curve: &Curve, show: &dyn Fn(u64) -> String) -> String {
    let mut said = String::new();
    let mut say = |parts: &[&str]| {
        if !said.is_empty() {
            said += " ";
        }
        said += &parts.concat();
        said += ".";
    };
    if let Some(most) = curve.limitless() {
        let (value, total) = (show(most.value), length(most.total()));
        say(&["Nothing sets a limit here: ", &total, " with ", &value]);
    }
    let (recommended, knee) = (curve.recommended(), curve.knee());
    let is_knee = recommended == knee;
    let both = if is_knee { ", the knee: " } else { ": " };
    for (name, point, both) in [
        ("Recommended ", recommended, both),
        ("Knee ", knee.filter(|_| !is_knee), ": "),
    ] {
        if let Some(point) = point {
            say(&[name, &show(point.value), both, &length(point.total())]);
        }
    }
    for region in curve.failing().iter().take(2) {
        let mut values = show(region.from);
        if region.to > region.from {
            values = values + " to " + &show(region.to);
        }
        say(&[&values, ": ", region.reason]);
    }
    said
}

impl SweepFrame<'_> {
    /// A time's coordinate on the vertical axis, before scaling.
    fn stretch(&self, total: u64) -> f64 {
        if self.is_linear {
            total as f64
        } else {
            log(total)
        }
    }
}

/// A chart under construction.
struct Chart<'a> {
    frame: &'a SweepFrame<'a>,
    /// The edges of the area for the line, below the room for labels.
    top: f32,
    floor: f32,
    /// The coordinates at the lower and the upper edge.
    low: f64,
    high: f64,
    role: TextRole,
    /// The areas of the labels so far.
    taken: Vec<Area>,
    shapes: Vec<Shape>,
}

impl<'a> Chart<'a> {
    fn of(frame: &'a SweepFrame<'a>) -> Chart<'a> {
        let role = label_role(frame.large);
        let ended = frame.curve.points.iter().filter(|point| has_ended(point));
        let totals = ended.map(|point| point.band(|run| run.total.0));
        let (mut least, mut most) = (u64::MAX, 1);
        for [low, _, high] in totals {
            (least, most) = (least.min(low), most.max(high));
        }
        Chart {
            frame,
            // So low a chart has no room for labels above the line.
            top: if frame.height < 3.0 * role.size() {
                4.0
            } else {
                role.size() + 10.0
            },
            floor: frame.height - 6.0,
            // A small range is widened, so that small differences do not look large.
            low: if frame.is_linear {
                0.0
            } else {
                log(least.min(most / 2))
            },
            high: frame.stretch(most),
            role,
            taken: Vec::new(),
            shapes: Vec::new(),
        }
    }

    fn width(&self) -> f32 {
        self.frame.width - 2.0 * self.frame.inset
    }

    fn x(&self, value: u64) -> f32 {
        self.frame.inset + single((self.frame.place)(value)) * self.width()
    }

    fn y(&self, total: u64) -> f32 {
        let part = (self.frame.stretch(total) - self.low) / (self.high - self.low).max(1e-9);
        self.floor - single(part) * (self.floor - self.top)
    }

    /// Draws the background of failing values.
    fn regions(&mut self) {
        for region in self.frame.curve.failing() {
            let (x0, x1) = (self.x(region.from), self.x(region.to));
            self.shapes.push(Shape::Rect {
                area: Area::between(x0 - 1.0, x1 + 1.0, 0.0, self.frame.height),
                radius: 0.0,
                ink: Ink::FailedGround,
            });
        }
    }

    /// Draws the share of failing tasks, from none at the lower edge to all at the upper one.
    fn failures(&mut self) {
        let count = |point: &Run| point.band(|run| run.failures.into())[1];
        let all = |point: &Run| point.band(|run| u64::from(run.ok) + u64::from(run.failures))[2];
        let points = &self.frame.curve.points;
        for some in points.split(|point| count(point) == 0) {
            let (Some(first), Some(last)) = (some.first(), some.last()) else {
                continue;
            };
            let floor = self.frame.height;
            let mut corners = vec![Point {
                x: self.x(first.value) - 1.0,
                y: floor,
            }];
            corners.extend(some.iter().map(|point| Point {
                x: self.x(point.value),
                y: floor - (floor - self.top) * count(point) as f32 / all(point).max(1) as f32,
            }));
            corners.push(Point {
                x: self.x(last.value) + 1.0,
                y: floor,
            });
            self.shapes.push(Shape::Polygon {
                points: corners,
                ink: Ink::FailedSoft,
            });
        }
    }

    /// Draws the total times: the median of the seeds as a line, on a band from the fastest to the slowest.
    fn totals(&mut self) {
        let points = &self.frame.curve.points;
        let is_apart = |point: &Run| Some(point.value) == self.frame.apart;
        let joined = |one: &Run, next: &Run| !is_apart(one) && !is_apart(next);
        let ended = points.split(|point| !has_ended(point));
        for ended in ended.flat_map(|ended| ended.chunk_by(joined)) {
            let edge = |which: usize| {
                let place = |point: &Run| Point {
                    x: self.x(point.value),
                    y: self.y(point.band(|run| run.total.0)[which]),
                };
                ended.iter().map(place).collect::<Vec<Point>>()
            };
            let [low, points, mut high] = [0, 1, 2].map(edge);
            if points.len() < 2 {
                // A single point has no line.
                self.shapes
                    .extend(points.first().map(|at| dot(*at, 2.0, Ink::Working)));
                continue;
            }
            if low != high {
                high.reverse();
                self.shapes.push(Shape::Polygon {
                    points: [low, high].concat(),
                    ink: Ink::WorkingSoft,
                });
            }
            self.shapes.push(Shape::Polyline {
                points,
                width: if self.frame.large { 3.0 } else { 2.0 },
                ink: Ink::Working,
            });
        }
    }

    /// Marks the chosen value, the recommended one, the knee, and the reasons of failures; earlier ones take the room
    /// first.
    fn marks(&mut self) {
        if let Some(value) = self.frame.current {
            let x = self.x(value);
            self.shapes.push(Shape::Line {
                from: Point { x, y: self.top },
                to: Point {
                    x,
                    y: self.frame.height,
                },
                width: 1.5,
                dashed: true,
                ink: Ink::Playhead,
            });
        }
        for (place, (point, ink, text)) in self.worth_marking().into_iter().enumerate() {
            // The chosen value has the time of the run above, which uses the first seed.
            let total = if ink == Ink::Playhead {
                first_total(point)
            } else {
                point.total()
            };
            let at = Point {
                x: self.x(point.value),
                y: self.y(total.0),
            };
            if ink != Ink::Muted {
                let radius = if place == 0 { 5.5 } else { 4.0 };
                self.shapes.push(dot(at, radius, ink));
            }
            if !self.label(at, ink, &text) && ink == Ink::Good {
                let value = (self.frame.show)(point.value);
                self.label(at, ink, &value);
            }
            if place == 0 {
                self.reasons();
            }
        }
        if self.taken.is_empty() {
            self.reasons();
        }
    }

    /// The points to mark, with their texts; the most important first.
    fn worth_marking(&self) -> Vec<(&'a Run, Ink, String)> {
        let curve = self.frame.curve;
        let current = self.frame.current.and_then(|value| curve.at(value));
        // The chosen value is marked with the run that is shown, which has the first seed.
        let shown = current.and_then(|point| Some((point, point.runs.first()?)));
        let shown = shown.filter(|(_, run)| is_comparable(run));
        let mut marks: Vec<(&'a Run, Ink, String)> = shown
            .map(|(point, run)| {
                (
                    point,
                    Ink::Playhead,
                    outcome(run.total, run.failures.into(), run.failure()),
                )
            })
            .into_iter()
            .collect();
        for (point, word, ink) in [
            (curve.recommended(), "recommended", Ink::Good),
            (curve.knee(), "knee", Ink::Text),
        ] {
            let Some(point) = point.filter(|point| has_ended(point)) else {
                continue;
            };
            if let Some(mark) = marks.iter_mut().find(|mark| mark.0.value == point.value) {
                mark.2 = [&mark.2, ", ", word].concat();
            } else {
                let text = [word, " ", &(self.frame.show)(point.value)].concat();
                marks.push((point, ink, text));
            }
        }
        let ends = [curve.points.first(), curve.points.last()];
        for end in ends.into_iter().flatten().filter(|end| has_ended(end)) {
            if marks.iter().all(|mark| mark.0.value != end.value) {
                let failures = end.band(|run| run.failures.into())[1];
                marks.push((
                    end,
                    Ink::Muted,
                    outcome(end.total(), failures, end.failure()),
                ));
            }
        }
        marks
    }

    /// Puts the reasons of failures at the upper edge of their background. In a chart that is lower than two lines of words they would
    /// lie on the curve and under what stands above it, which says them, too.
    fn reasons(&mut self) {
        if self.frame.height < 2.0 * self.role.size() {
            return;
        }
        for region in self.frame.curve.failing() {
            let (x0, x1) = (self.x(region.from), self.x(region.to));
            let reason = (self.frame.say)(region.reason);
            let wide = self.room(&reason);
            let middle = f32::midpoint(x0, x1);
            let x = within(middle - wide / 2.0, 0.0, self.frame.width - wide);
            self.put(x, 0.0, Ink::Failed, &reason);
        }
    }
}

/// The total time and the number of failures, with their reason.
fn outcome(total: Duration, failures: u64, reason: Option<&str>) -> String {
    let total = length(total);
    let what = match reason {
        Some(UNDONE) => " left undone",
        Some(_) | None => " fail",
    };
    match failures {
        0 => total,
        failures => [&total, ", ", &grouped(failures), what].concat(),
    }
}

fn first_total(point: &Run) -> Duration {
    let first = point.runs.first();
    first.map_or(point.total(), |run| run.total)
}

/// Whether all runs of a value finish, so that their times can be compared.
fn has_ended(point: &Run) -> bool {
    point.runs.iter().all(is_comparable)
}

/// Whether a run finishes by itself.
fn is_comparable(run: &Metrics) -> bool {
    match run.outcome {
        Outcome::Finished | Outcome::Exited | Outcome::Cancelled => true,
        Outcome::MainReturnedEarly
        | Outcome::Deadlock
        | Outcome::Panic
        | Outcome::Fatal
        | Outcome::OutOfMemory
        | Outcome::BudgetExceeded => false,
    }
}

fn dot(at: Point, radius: f32, ink: Ink) -> Shape {
    Shape::Rect {
        area: Area::between(at.x - radius, at.x + radius, at.y - radius, at.y + radius),
        radius,
        ink,
    }
}

fn log(n: u64) -> f64 {
    libm::log(n.max(1) as f64)
}

#[expect(clippy::cast_possible_truncation, reason = "a place on a screen fits")]
fn single(part: f64) -> f32 {
    part as f32
}
