//! What a kind of incident looks like: its shape, letter, colour and word.

use crate::palette::Ink;
use crate::shape::{Anchor, Area, Point, Shape, TextRole};
use analysis::IncidentKind;

/// The letter of a kind of incident.
#[must_use]
pub const fn badge_letter(kind: IncidentKind) -> &'static str {
    match kind {
        IncidentKind::Race => "R",
        IncidentKind::Drop => "D",
        IncidentKind::Refusal => "X",
        IncidentKind::Straggler => "S",
        IncidentKind::Panic => "P",
        // All are asleep.
        IncidentKind::Deadlock => "Z",
        IncidentKind::Leak => "L",
    }
}

/// The colour of a kind of incident.
#[must_use]
pub(crate) const fn badge_ink(kind: IncidentKind) -> Ink {
    match kind {
        IncidentKind::Straggler => Ink::Blocked,
        IncidentKind::Race
        | IncidentKind::Drop
        | IncidentKind::Refusal
        | IncidentKind::Panic
        | IncidentKind::Deadlock
        | IncidentKind::Leak => Ink::Failed,
    }
}

/// The badge of a kind of incident around a point: a shape with a letter in it.
#[must_use]
pub(crate) fn badge(kind: IncidentKind, center: Point, role: TextRole) -> Vec<Shape> {
    let radius = role.size() * 0.66;
    let ink = badge_ink(kind);
    let letter = Shape::Text {
        at: Point {
            x: center.x,
            y: center.y + role.size() * 0.36,
        },
        anchor: Anchor::Middle,
        role,
        ink: Ink::Background,
        text: String::from(badge_letter(kind)),
    };
    vec![
        outlined(kind, center, radius + 1.5, Ink::Background),
        outlined(kind, center, radius, ink),
        letter,
    ]
}

/// The shape of a kind of incident.
fn outlined(kind: IncidentKind, center: Point, radius: f32, ink: Ink) -> Shape {
    let corner = |dx: f32, dy: f32| Point {
        x: center.x + dx * radius,
        y: center.y + dy * radius,
    };
    let square = Area {
        x: center.x - radius,
        y: center.y - radius,
        width: 2.0 * radius,
        height: 2.0 * radius,
    };
    let points = match kind {
        // A circle.
        IncidentKind::Drop => {
            return Shape::Rect {
                area: square,
                radius,
                ink,
            };
        }
        // A square.
        IncidentKind::Refusal => {
            return Shape::Rect {
                area: square,
                radius: 2.0,
                ink,
            };
        }
        // A diamond.
        IncidentKind::Race => vec![
            corner(0.0, -1.35),
            corner(1.35, 0.0),
            corner(0.0, 1.35),
            corner(-1.35, 0.0),
        ],
        // A triangle, which points up.
        IncidentKind::Straggler => vec![corner(0.0, -1.5), corner(1.35, 0.95), corner(-1.35, 0.95)],
        // A triangle, which points down.
        IncidentKind::Panic => vec![corner(-1.35, -0.95), corner(1.35, -0.95), corner(0.0, 1.5)],
        // An octagon, as the sign to stop.
        IncidentKind::Deadlock => vec![
            corner(-0.45, -1.1),
            corner(0.45, -1.1),
            corner(1.1, -0.45),
            corner(1.1, 0.45),
            corner(0.45, 1.1),
            corner(-0.45, 1.1),
            corner(-1.1, 0.45),
            corner(-1.1, -0.45),
        ],
        // A flag.
        IncidentKind::Leak => vec![
            corner(-1.1, -1.0),
            corner(0.7, -1.0),
            corner(1.35, 0.0),
            corner(0.7, 1.0),
            corner(-1.1, 1.0),
        ],
    };
    Shape::Polygon { points, ink }
}

/// The word for a kind of incident beside its badge: of who acted, or of whom it befell.
pub(super) fn word(kind: IncidentKind, has_acted: bool) -> &'static str {
    match kind {
        IncidentKind::Drop if has_acted => "drops",
        IncidentKind::Drop => "dropped",
        IncidentKind::Race
        | IncidentKind::Refusal
        | IncidentKind::Straggler
        | IncidentKind::Panic
        | IncidentKind::Deadlock
        | IncidentKind::Leak => kind.name(),
    }
}
