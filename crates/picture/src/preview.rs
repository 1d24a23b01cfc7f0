//! The picture that chats show beside a link.

use super::figure::{is_readable, wrapped};
use super::magnifier::magnified;
use super::palette::Ink;
use super::plot::Frame;
use super::scale::Scale;
use super::shape::{Anchor, Figure, Point, Shape, TextRole};
use super::timeline::timeline;
use analysis::{Report, VerdictKind, verdicts};

/// The width in pixels. A PNG has twice as many: the 1,200 that chats ask for.
const WIDTH: f32 = 600.0;
/// The height in pixels. What is higher than a 1.91th of its width, chats cut.
const HEIGHT: f32 = 315.0;
const MARGIN: f32 = 20.0;
/// Where the runs begin, below the title.
const TOP: f32 = 62.0;
/// The width of the names and the headlines, left of the pictures.
const WORDS: f32 = 196.0;
/// The gap between two runs.
const GAP: f32 = 10.0;
/// The most runs that have room for a picture.
const MOST: usize = 4;
/// What the picture is of, in its corner.
const MAKER: &str = "Goroutine Lab";

/// The compared runs on one time axis, in the shape of a preview: 600×315 pixels, whatever they are. It has names, headlines and
/// pictures, and no sentence: chats show it at a third of its size.
#[must_use]
pub fn preview_figure(title: &str, runs: &[(&str, &Report)]) -> Figure {
    let reports: Vec<&Report> = runs.iter().map(|run| run.1).collect();
    let scale = Scale::shared(&reports);
    let mut shapes = Vec::new();
    let room = WIDTH - 3.0 * MARGIN - TextRole::Name.width(MAKER);
    let role = fitting(title, &[TextRole::Title, TextRole::Name], room);
    words(
        &mut shapes,
        42.0,
        role,
        Ink::Text,
        one_line(title, role, room),
    );
    shapes.push(Shape::Text {
        at: Point {
            x: WIDTH - MARGIN,
            y: 42.0,
        },
        anchor: Anchor::End,
        role: TextRole::Name,
        ink: Ink::Muted,
        text: String::from(MAKER),
    });
    let height = (HEIGHT - TOP - MARGIN + GAP) / runs.len().clamp(1, MOST) as f32;
    let drawn = runs.iter().zip(verdicts(&reports)).take(MOST);
    for (place, ((name, report), kind)) in drawn.enumerate() {
        // A run alone has its name in the title.
        let name = if *name == title { "" } else { name };
        let run = Run { name, report, kind };
        run.draw(
            TOP + height * place as f32,
            height - GAP,
            scale,
            &mut shapes,
        );
    }
    if runs.len() > MOST {
        let more = format!("and {} more", runs.len() - MOST);
        words(&mut shapes, HEIGHT - 5.0, TextRole::Label, Ink::Muted, more);
    }
    let sentences = runs
        .iter()
        .map(|(name, report)| [name, ": ", &report.verdict.headline].concat());
    Figure {
        title: String::from(title),
        description: sentences.collect::<Vec<_>>().join(". "),
        width: WIDTH,
        height: HEIGHT,
        shapes,
    }
}

/// A run in a preview.
struct Run<'a> {
    name: &'a str,
    report: &'a Report,
    kind: VerdictKind,
}

impl Run<'_> {
    /// Draws the run from `top` down, `height` pixels high.
    fn draw(&self, top: f32, height: f32, scale: Scale, shapes: &mut Vec<Shape>) {
        let named = if self.name.is_empty() { 0.0 } else { 19.0 };
        if !self.name.is_empty() {
            let name = one_line(self.name, TextRole::Name, WORDS);
            words(shapes, top + 17.0, TextRole::Name, Ink::Text, name);
        }
        let headline = &self.report.verdict.headline;
        let ink = match self.kind {
            VerdictKind::Good => Ink::Good,
            VerdictKind::Neutral => Ink::Text,
            VerdictKind::Bad => Ink::Failed,
        };
        let below = height - named - 2.0;
        let sizes = [TextRole::Headline, TextRole::Title, TextRole::Name];
        let low = |role: &TextRole| role.size() * 0.95 > below;
        let first = sizes.iter().take_while(|role| low(role)).count();
        let sizes = &sizes[first.min(sizes.len() - 1)..];
        let role = fitting(headline, sizes, WORDS);
        let y = top + named + role.size() * 0.85;
        words(shapes, y, role, ink, one_line(headline, role, WORDS));
        let frame = Frame {
            width: WIDTH - 2.0 * MARGIN - WORDS - GAP,
            height,
            scale,
            large: false,
            chosen: None,
            lens: None,
        };
        let mut picture = timeline(self.report, &frame);
        picture.extend(magnified(self.report, &frame));
        // What is magnified covers no words.
        picture.sort_by_key(is_readable);
        let moved = picture.into_iter();
        shapes.extend(moved.map(|shape| shape.moved(MARGIN + WORDS + GAP, top)));
    }
}

/// The first of the sizes in which a text has room; the last if there is none.
fn fitting(text: &str, sizes: &[TextRole], room: f32) -> TextRole {
    let fits = |role: &&TextRole| role.width(text) <= room;
    let fitting = sizes.iter().find(fits).or(sizes.last());
    fitting.copied().unwrap_or(TextRole::Name)
}

/// As many words of a text as have room, and an ellipsis if there are more.
fn one_line(text: &str, role: TextRole, room: f32) -> String {
    if role.width(text) <= room {
        return String::from(text);
    }
    let line = wrapped(text, role, room - role.width("…"))
        .into_iter()
        .next();
    line.map(|line| line + "…").unwrap_or_default()
}

/// Adds words at the left edge.
fn words(shapes: &mut Vec<Shape>, y: f32, role: TextRole, ink: Ink, text: String) {
    shapes.push(Shape::Text {
        at: Point { x: MARGIN, y },
        anchor: Anchor::Start,
        role,
        ink,
        text,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{check_texts_apart, check_within};
    use analysis::fixtures::run;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_preview_has_its_shape_whatever_is_run(one in run(), other in run(), count in 1..=6_usize, long: bool) {
            let (title, name) = if long {
                ("A scenario whose name is longer than what has room", "Leak: channel that is never closed")
            } else {
                ("CI auto-trigger", "Batched")
            };
            let runs: Vec<(&str, &Report)> = [&one, &other].into_iter().cycle().take(count).map(|report| (name, report)).collect();
            let figure = preview_figure(title, &runs);
            prop_assert_eq!((figure.width, figure.height), (WIDTH, HEIGHT));
            check_within(&figure.shapes, WIDTH, HEIGHT);
            check_texts_apart(&figure.shapes);
            let says = |what: &str| figure.shapes.iter().any(|shape| matches!(shape, Shape::Text { text, .. } if text == what));
            prop_assert!(says(MAKER));
            prop_assert_eq!(says(&format!("and {} more", count.saturating_sub(MOST))), count > MOST);
        }
    }
}
