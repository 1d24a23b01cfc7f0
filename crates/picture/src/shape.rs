//! Shapes to draw, as plain data. No shape contains measured text, so that all painters agree.

use super::palette::Ink;

/// A point in pixels; x to the right, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Downwards.
    pub y: f32,
}

/// A shape. Lengths are in pixels; later shapes cover earlier ones.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A filled rectangle.
    Rect {
        /// Its place.
        area: Area,
        /// The radius of its corners; 0 for sharp ones.
        radius: f32,
        /// Its colour.
        ink: Ink,
    },
    /// The edge of a rectangle, inside its area.
    Outline {
        /// Its place.
        area: Area,
        /// The thickness of the edge.
        width: f32,
        /// Its colour.
        ink: Ink,
    },
    /// A straight line.
    Line {
        /// Where it begins.
        from: Point,
        /// Where it ends.
        to: Point,
        /// Its thickness.
        width: f32,
        /// Whether it is dashed.
        dashed: bool,
        /// Its colour.
        ink: Ink,
    },
    /// A line through all the points.
    Polyline {
        /// The points, two or more.
        points: Vec<Point>,
        /// Its thickness.
        width: f32,
        /// Its colour.
        ink: Ink,
    },
    /// A filled area.
    Polygon {
        /// Its corners, three or more.
        points: Vec<Point>,
        /// Its colour.
        ink: Ink,
    },
    /// The mark of a failure: a cross.
    Cross {
        /// Its middle.
        center: Point,
        /// Half its width.
        radius: f32,
        /// Its thickness.
        width: f32,
        /// Its colour.
        ink: Ink,
    },
    /// A line of text.
    Text {
        /// The place of the anchor on the baseline.
        at: Point,
        /// The point of the text that lies there.
        anchor: Anchor,
        /// Its size and weight.
        role: TextRole,
        /// Its colour.
        ink: Ink,
        /// The text.
        text: String,
    },
}

/// Adds a filled rectangle with sharp corners. It is not inlined, as each copy would be as large as a call and the body.
#[inline(never)]
pub(super) fn fill(shapes: &mut Vec<Shape>, area: Area, ink: Ink) {
    shapes.push(Shape::Rect {
        area,
        radius: 0.0,
        ink,
    });
}

/// A rectangle's place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    /// Its left edge.
    pub x: f32,
    /// Its upper edge.
    pub y: f32,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
}

/// The point of a text that lies at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// The role of a text, which gives its size and weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextRole {
    /// A label in a picture: 13 px.
    Label,
    /// A label in a picture on a projector: 20 px.
    LargeLabel,
    /// A sentence: 15 px.
    Body,
    /// The name of a run: 17 px, bold.
    Name,
    /// The title of a figure: 24 px, bold.
    Title,
    /// The most important number: 44 px, bold.
    Headline,
}

impl TextRole {
    /// The size in pixels.
    #[must_use]
    pub const fn size(self) -> f32 {
        match self {
            TextRole::Label => 13.0,
            TextRole::LargeLabel => 20.0,
            TextRole::Body => 15.0,
            TextRole::Name => 17.0,
            TextRole::Title => 24.0,
            TextRole::Headline => 44.0,
        }
    }

    /// The weight as in CSS.
    #[must_use]
    pub const fn weight(self) -> u16 {
        match self {
            TextRole::Label | TextRole::LargeLabel | TextRole::Body => 400,
            TextRole::Name | TextRole::Title => 600,
            TextRole::Headline => 700,
        }
    }

    /// The width of the edge in the colour of the background that a painter draws around the letters of a label, so that no line
    /// below it crosses the word; `None` for words on a coloured ground, and outside of pictures.
    #[must_use]
    pub fn halo(self, ink: Ink) -> Option<f32> {
        let is_in_pictures = match self {
            TextRole::Label | TextRole::LargeLabel | TextRole::Name => true,
            TextRole::Body | TextRole::Title | TextRole::Headline => false,
        };
        (is_in_pictures && ink != Ink::Background).then_some(3.0)
    }

    /// A rough width of a text, rather too wide than too narrow: enough to keep texts apart, but not to align them.
    #[must_use]
    pub fn width(self, text: &str) -> f32 {
        let per_letter = match self {
            TextRole::Label | TextRole::LargeLabel => 0.56,
            TextRole::Body => 0.53,
            TextRole::Name | TextRole::Title | TextRole::Headline => 0.61,
        };
        text.chars().count() as f32 * self.size() * per_letter
    }
}

impl Area {
    /// The area between two heights, `y0` above `y1`.
    #[must_use]
    pub fn between(x0: f32, x1: f32, y0: f32, y1: f32) -> Area {
        Area {
            x: x0,
            y: y0,
            width: x1 - x0,
            height: y1 - y0,
        }
    }
}

impl Shape {
    /// Its colour.
    #[must_use]
    pub const fn ink(&self) -> Ink {
        match self {
            Shape::Rect { ink, .. }
            | Shape::Outline { ink, .. }
            | Shape::Line { ink, .. }
            | Shape::Polyline { ink, .. }
            | Shape::Polygon { ink, .. }
            | Shape::Cross { ink, .. }
            | Shape::Text { ink, .. } => *ink,
        }
    }

    /// The shape, moved.
    #[must_use]
    pub fn moved(mut self, dx: f32, dy: f32) -> Shape {
        let shift = |point: &mut Point| {
            point.x += dx;
            point.y += dy;
        };
        match &mut self {
            Shape::Rect { area, .. } | Shape::Outline { area, .. } => {
                area.x += dx;
                area.y += dy;
            }
            Shape::Line { from, to, .. } => {
                shift(from);
                shift(to);
            }
            Shape::Polyline { points, .. } | Shape::Polygon { points, .. } => {
                points.iter_mut().for_each(shift);
            }
            Shape::Cross { center, .. } => shift(center),
            Shape::Text { at, .. } => shift(at),
        }
        self
    }
}

/// A complete picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its title.
    pub title: String,
    /// Its content in a sentence or two, for readers who cannot see it.
    pub description: String,
    /// Its width in pixels.
    pub width: f32,
    /// Its height in pixels.
    pub height: f32,
    /// The shapes in the order of drawing, on the palette's background.
    pub shapes: Vec<Shape>,
}

/// `x`, or the nearer end of the range. `f32::clamp` would do the same, but its panic message for an empty range brings the
/// formatting of floats into the page.
pub(super) fn within(x: f32, low: f32, high: f32) -> f32 {
    x.max(low).min(high)
}
