//! Badges of what went wrong, at its moment in the row of its goroutine.

use super::Layout;
use super::badge::{badge, word};
use crate::drawn::Drawn;
use crate::palette::Ink;
use crate::plot::Plot;
use crate::shape::{Anchor, Point, Shape, TextRole, within};
use analysis::{GoroutineId, Incident, IncidentKind, Report};
use goruntime::time::Time;

/// The room behind the word beside a badge.
const WORD_MARGIN: f32 = 6.0;

/// Where badges are drawn, and what connects them.
pub(super) struct Places {
    /// Whether badges are so much taller than bars that they cover the line for words.
    pub(super) are_tall: bool,
    /// The upper edge of the rows and their distance, where they are compact: a badge then covers some beside its own.
    compact: Option<(f32, f32)>,
    ties: Vec<Shape>,
    all: Vec<Badge>,
}

/// A badge, and the word beside it.
#[derive(Clone, Copy, Debug)]
struct Badge {
    row: usize,
    center: Point,
    kind: IncidentKind,
    word: &'static str,
    /// Whether it happened at the end of the run.
    is_end: bool,
    /// How far it and its word reach from its middle to the left and to the right.
    reach: (f32, f32),
    /// On which side the word is: -1 for the left, 1 for the right; 0 if there is no room for it.
    side: f32,
}

impl Places {
    /// The badges of the visible incidents. Of those of one kind that would cover each other, one is drawn; another kind is
    /// moved beside it, the more important keeping its place.
    pub(super) fn of(report: &Report, plot: &Plot, layout: &Layout) -> Places {
        let is_shown = |at: Time| (plot.scale.from..=plot.scale.end).contains(&at);
        let apart = plot.label().size() * 1.9;
        let end = plot.x(report.total);
        let bar = report.spans().unwrap_or_default().first();
        let bar = bar.map_or(0.0, |main| layout.bar(main, plot).height);
        let mut places = Places {
            are_tall: bar < plot.label().size() * 1.5,
            compact: layout.is_compact().then_some((layout.top, layout.pitch)),
            ties: Vec::new(),
            all: Vec::new(),
        };
        for kind in IncidentKind::ALL.into_iter().rev() {
            // In each row, the place of the last badge.
            let mut last = vec![f32::MIN; layout.rows as usize];
            let of_kind = report.incidents().iter().filter(|i| i.kind == kind);
            for incident in of_kind.filter(|incident| is_shown(incident.at)) {
                let own = (incident.goroutine, incident.at);
                let ends = [Some(own), incident.other.filter(|(_, at)| is_shown(*at))];
                let ends = ends.map(|end| {
                    let (id, at) = end?;
                    place(report, plot, layout, id, at)
                });
                let is_new = |row: usize, x: f32| (x - last[row]).abs() >= apart;
                let any_new = ends
                    .iter()
                    .flatten()
                    .any(|(row, center)| is_new(*row, center.x));
                if let ([Some((_, from)), Some((_, to))], true) = (ends, any_new) {
                    places.ties.extend(tie(incident, from, to));
                }
                for (place, end_of_tie) in ends.into_iter().enumerate() {
                    let Some((row, center)) = end_of_tie else {
                        continue;
                    };
                    if (center.x - last[row]).abs() >= apart {
                        last[row] = last[row].max(center.x);
                        // Behind the end of a run stand the words about it.
                        let right = center.x.max(end).min(plot.width - apart / 2.0);
                        let badge = Badge {
                            row,
                            center,
                            kind,
                            word: word(kind, place == 0),
                            is_end: incident.at == report.total,
                            reach: (apart / 1.9, apart / 1.9),
                            side: 0.0,
                        };
                        places.add(badge, apart, right);
                    }
                }
            }
        }
        if !places.are_tall && !layout.is_compact() {
            places.add_words(plot, end);
        }
        places
    }

    /// Adds words beside badges where there is room: to the right, up to the end of the run, or to the left of what happened at the
    /// end. A word to the left of anything else would be seen before it happens.
    fn add_words(&mut self, plot: &Plot, end: f32) {
        let role = plot.label();
        for place in 0..self.all.len() {
            let badge = &self.all[place];
            let long = role.size() + role.width(badge.word) + WORD_MARGIN;
            let x = badge.center.x;
            let others = || {
                let all = self.all.iter().enumerate();
                let others = all
                    .filter(|(other, _)| *other != place)
                    .map(|(_, other)| other);
                others.filter(|other| other.row == badge.row)
            };
            let right = others().filter(|other| other.center.x >= x);
            let right = right.map(|other| other.center.x - other.reach.0);
            let left = others().filter(|other| other.center.x < x);
            let left = left.map(|other| other.center.x + other.reach.1);
            let side = if x + long <= right.fold(end.min(plot.width), f32::min) {
                1.0
            } else if badge.is_end && x - long >= left.fold(0.0, f32::max) {
                -1.0
            } else {
                continue;
            };
            let badge = &mut self.all[place];
            badge.side = side;
            if side > 0.0 {
                badge.reach.1 = long;
            } else {
                badge.reach.0 = long;
            }
        }
    }

    /// Adds a badge beside those that are there, no farther than `right`. Where the seven nearest places are taken it is left out.
    fn add(&mut self, badge: Badge, apart: f32, right: f32) {
        let Badge { row, center, .. } = badge;
        let is_free = |x: f32| {
            let mut others = self.all.iter();
            let covers = |other: &Badge| {
                let at = other.center;
                let is_near = if self.compact.is_some() {
                    (at.y - center.y).abs() < apart
                } else {
                    // Low pictures bring the badges of two rows together.
                    other.row == row || (at.y - center.y).abs() < apart * 0.8
                };
                is_near && (at.x - x).abs() < apart
            };
            x >= apart / 2.0 && x <= right && !others.any(covers)
        };
        let steps = [0.0, -1.0, 1.0, -2.0, 2.0, -3.0, 3.0];
        let mut places = steps.iter().map(|step| center.x + step * apart);
        if let Some(x) = places.find(|x| is_free(*x)) {
            let center = Point { x, ..center };
            self.all.push(Badge { center, ..badge });
        }
    }

    /// Whether a badge lies over a row, or over a part of it.
    fn touches(&self, badge: &Badge, row: usize, role: TextRole) -> bool {
        match self.compact {
            Some((top, pitch)) => {
                let middle = top + pitch * (row as f32 + 0.5);
                (badge.center.y - middle).abs() < role.size() * 1.7
            }
            None => badge.row == row,
        }
    }

    /// How far the badges of what happened at the end of the run reach to the left, with their words.
    pub(super) fn reach_of_end(&self) -> f32 {
        let ends = self.all.iter().filter(|badge| badge.is_end);
        ends.map(|badge| badge.reach.0).fold(0.0, f32::max)
    }

    /// Where a word in a row's bar may begin that would begin at `x`: after a badge that lies there.
    pub(super) fn clear(&self, row: usize, x: f32, role: TextRole) -> f32 {
        let covers = |badge: &&Badge| {
            let (left, right) = (
                badge.center.x - badge.reach.0,
                badge.center.x + badge.reach.1,
            );
            self.touches(badge, row, role) && (left..right).contains(&x)
        };
        let last = self
            .all
            .iter()
            .filter(covers)
            .map(|badge| badge.center.x + badge.reach.1);
        last.fold(x, f32::max)
    }

    /// Where a text of a width may begin in a row that would begin at `x`: after the badges that it would touch.
    pub(super) fn after(&self, row: usize, x: f32, width: f32, role: TextRole) -> f32 {
        let mut x = self.clear(row, x, role);
        // Each turn passes a badge.
        for _ in 0..self.all.len() {
            let end = self.before(row, x, x + width, role);
            if end >= x + width {
                break;
            }
            // Behind the badge that begins there.
            x = self.clear(row, end + 0.5, role);
        }
        x
    }

    /// Where a word in a row's bar must end that begins at `x` and would end at `end`: before the next badge.
    pub(super) fn before(&self, row: usize, x: f32, end: f32, role: TextRole) -> f32 {
        let follows = |badge: &&Badge| self.touches(badge, row, role) && badge.center.x > x;
        let next = self
            .all
            .iter()
            .filter(follows)
            .map(|badge| badge.center.x - badge.reach.0);
        next.fold(end, f32::min)
    }
}

/// Draws the badges with their words, and what they connect: what happened at the end of the run is a part of its result.
pub(super) fn draw(places: &Places, plot: &Plot, drawn: &mut Drawn) {
    drawn.incidents.extend(places.ties.iter().cloned());
    for found in &places.all {
        let shapes = if found.is_end {
            &mut drawn.result
        } else {
            &mut drawn.incidents
        };
        let Badge {
            center,
            kind,
            word,
            side,
            ..
        } = *found;
        let role = plot.label();
        shapes.extend(badge(kind, center, role));
        if side != 0.0 {
            let anchor = if side > 0.0 {
                Anchor::Start
            } else {
                Anchor::End
            };
            let text = Shape::Text {
                at: Point {
                    x: center.x + side * (role.size() + 2.0),
                    y: center.y + role.size() * 0.36,
                },
                anchor,
                role,
                ink: Ink::Text,
                text: String::from(word),
            };
            shapes.push(text);
        }
    }
}

/// The row and the middle of a goroutine's badge at a moment.
fn place(
    report: &Report,
    plot: &Plot,
    layout: &Layout,
    id: GoroutineId,
    at: Time,
) -> Option<(usize, Point)> {
    let span = report.span(id).filter(|span| layout.has(span))?;
    let bar = layout.bar(span, plot);
    let room = plot.label().size() * 0.66 * 1.5 + 2.0;
    let middle = bar.y + bar.height / 2.0;
    let y = if layout.is_compact() {
        middle
    } else {
        middle.min(layout.row(span) + layout.pitch - room)
    };
    let (top, bottom) = (plot.top + room, plot.bottom - room);
    let center = Point {
        x: within(plot.x(at), room, plot.width - room),
        y: within(y, top.min(bottom), bottom),
    };
    Some((layout.place(span), center))
}

/// A line between both goroutines of an incident: dashed for a race, as nothing orders its accesses.
fn tie(incident: &Incident, from: Point, to: Point) -> Option<Shape> {
    let dashed = match incident.kind {
        IncidentKind::Race => true,
        IncidentKind::Drop => false,
        IncidentKind::Refusal
        | IncidentKind::Straggler
        | IncidentKind::Panic
        | IncidentKind::Deadlock
        | IncidentKind::Leak => return None,
    };
    Some(Shape::Line {
        from,
        to,
        width: 1.5,
        dashed,
        ink: Ink::Failed,
    })
}
