//! The mark of an entry of the legend, in a standalone picture.

use super::lanes::{badge, head};
use super::legend::{LegendEntry, LegendMark};
use super::palette::Ink;
use super::shape::{Area, Point, Shape, TextRole};

/// Draws the mark of an entry into an area.
pub(super) fn legend_mark(entry: &LegendEntry, area: Area, shapes: &mut Vec<Shape>) {
    let ink = entry.ink;
    let (right, floor, middle) = (
        area.x + area.width,
        area.y + area.height,
        area.y + area.height / 2.0,
    );
    let corner = |x, y| Point { x, y };
    shapes.push(match entry.mark {
        LegendMark::Block => Shape::Rect {
            area,
            radius: 2.0,
            ink,
        },
        LegendMark::Wedge => {
            let points = vec![
                corner(area.x, floor),
                corner(right, area.y),
                corner(right, floor),
            ];
            Shape::Polygon { points, ink }
        }
        LegendMark::Bar => {
            let area = Area {
                y: middle - 1.5,
                height: 3.0,
                ..area
            };
            Shape::Rect {
                area,
                radius: 0.0,
                ink,
            }
        }
        LegendMark::Line => {
            let points = vec![
                corner(area.x, floor),
                corner(right - 5.0, area.y),
                corner(right - 5.0, floor),
                corner(right, middle),
            ];
            Shape::Polyline {
                points,
                width: 1.5,
                ink,
            }
        }
        LegendMark::Cross => Shape::Cross {
            center: corner(area.x + 8.0, middle),
            radius: 5.0,
            width: 2.5,
            ink,
        },
        LegendMark::Outline => Shape::Outline {
            area,
            width: 1.0,
            ink,
        },
        LegendMark::Arrow => {
            let (from, tip) = (corner(area.x, middle), corner(right, middle));
            let line = Shape::Line {
                from,
                to: tip,
                width: 1.25,
                dashed: false,
                ink,
            };
            shapes.extend([line, head(tip, (1.0, 0.0), 5.0, ink)]);
            return;
        }
        LegendMark::Badge(kind) => {
            let center = corner(area.x + 8.0, middle);
            shapes.extend(badge(kind, center, TextRole::Label));
            return;
        }
        LegendMark::Framed => {
            let width = 1.0;
            let block = Shape::Rect {
                area,
                radius: 0.0,
                ink: Ink::Line,
            };
            shapes.extend([block, Shape::Outline { area, width, ink }]);
            return;
        }
    });
}
