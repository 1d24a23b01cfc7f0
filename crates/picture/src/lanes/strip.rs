//! Where the strips of channels and locks lie: which one is at a place, and the edge around a chosen one.

use super::Layout;
use crate::instant;
use crate::palette::Ink;
use crate::plot::{Frame, Plot};
use crate::shape::{Area, Point, Shape};
use analysis::{ObjectId, Report};

/// The channel or lock whose strip lies at a place of a run's [`crate::timeline()`]; `None` beside the strips.
#[must_use]
pub fn object_at(report: &Report, frame: &Frame, place: Point) -> Option<ObjectId> {
    let plot = Plot::of(frame);
    let mut strips = areas(report, &plot);
    let is_there = |area: &Area| (area.y..area.y + area.height).contains(&place.y);
    strips.find(|(_, area)| is_there(area)).map(|(id, _)| id)
}

/// The edge around the strip of a channel or lock, to lie over a run's [`crate::timeline()`]; nothing if it has no strip there.
#[must_use]
pub fn around_object(report: &Report, frame: &Frame, id: ObjectId) -> Vec<Shape> {
    let plot = Plot::of(frame);
    let mut strips = areas(report, &plot);
    let edge = strips
        .find(|strip| strip.0 == id)
        .map(|(_, area)| Shape::Outline {
            area,
            width: 1.5,
            ink: Ink::Playhead,
        });
    edge.into_iter().collect()
}

/// The strips that are drawn, each with its place.
fn areas(report: &Report, plot: &Plot) -> impl Iterator<Item = (ObjectId, Area)> {
    let layout = Layout::drawn(report, plot).filter(|_| !instant::is_all(plot));
    let (width, bottom) = (plot.width, plot.bottom);
    layout.into_iter().flat_map(move |layout| {
        let (top, height) = (layout.strips_top(), layout.strip);
        let area = move |place: usize| {
            let y = top + height * place as f32;
            Area::between(0.0, width, y, (y + height).min(bottom))
        };
        let strips = layout.strips.into_iter().enumerate();
        strips.map(move |(place, id)| (id, area(place)))
    })
}
