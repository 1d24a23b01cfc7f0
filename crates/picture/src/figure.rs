//! A whole comparison as one standalone picture.

use super::axis::{axis, axis_height};
use super::lanes::lanes_height;
use super::legend::{LegendEntry, legend, legend_of_chosen};
use super::legend_mark::legend_mark;
use super::magnifier::magnified;
use super::palette::Ink;
use super::plot::Frame;
use super::scale::{Scale, strip_height, strips};
use super::shape::{Anchor, Area, Figure, Point, Shape, TextRole};
use super::strips::strip_label;
use super::timeline::timeline;
use analysis::{GoroutineId, Report, VerdictKind, verdicts};
use goruntime::time::Time;

/// From this width on, names and numbers are to the left of the pictures.
const WIDE: f32 = 720.0;
const MARGIN: f32 = 20.0;
/// The height of the rows of a lens.
const LENS: f32 = 400.0;

/// What of the runs a figure shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FigureView {
    /// The moment at the left edge.
    pub from: Time,
    /// The moment at the right edge; `None` for the end of the longest run.
    pub to: Option<Time>,
    /// The goroutine whose flows are shown as arrows.
    pub goroutine: Option<GoroutineId>,
    /// The first row of the lens, from 0; `None` without a lens.
    pub lens: Option<u32>,
}

/// The compared runs on one time axis, each with its name, headline and findings. `width` is in pixels; the height follows
/// from the content.
#[must_use]
pub fn figure(
    title: &str,
    subtitle: &str,
    runs: &[(&str, &Report)],
    width: f32,
    view: FigureView,
) -> Figure {
    let reports: Vec<&Report> = runs.iter().map(|run| run.1).collect();
    let mut scale = Scale::shared(&reports);
    if view.from > Time::ZERO || view.to.is_some() {
        scale = scale.zoomed(view.from, view.to.unwrap_or(scale.end));
    }
    let mut page = Page::new(width, scale);
    page.chosen = view.goroutine;
    page.lens = view.lens;
    page.lanes = match view.lens {
        Some(_) => LENS,
        None => lanes_height(&reports, false),
    };
    page.heading(title, subtitle);
    page.axis();
    for (run, kind) in runs.iter().zip(verdicts(&reports)) {
        page.run(run.0, run.1, kind);
    }
    let scale = page.scale;
    let chosen = view.goroutine.into_iter().flat_map(|id| {
        let of_run = move |report| legend_of_chosen(report, id, &scale, view.lens.is_some());
        reports.iter().copied().flat_map(of_run)
    });
    let mut entries = legend(&reports);
    for entry in chosen {
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    page.legend(&entries);
    let sentences = runs.iter().map(|(name, report)| {
        let finding = report.findings.first().map_or("", |finding| &finding.text);
        String::from(*name) + ": " + finding
    });
    let description = std::iter::once(subtitle.to_owned())
        .chain(sentences)
        .collect::<Vec<_>>()
        .join(" ");
    Figure {
        title: title.to_owned(),
        description,
        width,
        height: page.y + MARGIN,
        shapes: page.shapes,
    }
}

/// A picture that grows downwards.
struct Page {
    width: f32,
    /// The left edge and the width of the time axis.
    plot_x: f32,
    plot_width: f32,
    scale: Scale,
    chosen: Option<GoroutineId>,
    lens: Option<u32>,
    /// The height that the lanes of a run need for names.
    lanes: f32,
    y: f32,
    shapes: Vec<Shape>,
}

impl Page {
    fn new(width: f32, scale: Scale) -> Page {
        let plot_x = if width >= WIDE {
            (width * 0.2).clamp(252.0, 340.0)
        } else {
            MARGIN
        };
        Page {
            width,
            plot_x,
            plot_width: (width - plot_x - MARGIN).max(40.0),
            scale,
            chosen: None,
            lens: None,
            lanes: 0.0,
            y: MARGIN,
            shapes: Vec::new(),
        }
    }

    fn is_wide(&self) -> bool {
        self.width >= WIDE
    }

    fn heading(&mut self, title: &str, subtitle: &str) {
        let room = self.width - 2.0 * MARGIN;
        for line in wrapped(title, TextRole::Title, room) {
            self.y += 26.0;
            self.text(MARGIN, self.y, TextRole::Title, Ink::Text, line);
        }
        self.y += 6.0;
        for line in wrapped(subtitle, TextRole::Body, room) {
            self.y += 20.0;
            self.text(MARGIN, self.y, TextRole::Body, Ink::Muted, line);
        }
        self.y += 18.0;
    }

    fn axis(&mut self) {
        let (dx, dy) = (self.plot_x, self.y);
        self.shapes.extend(
            axis(self.scale.from, self.scale.end, self.plot_width, false)
                .into_iter()
                .map(|shape| shape.moved(dx, dy)),
        );
        self.y += axis_height(false) + 4.0;
    }

    fn run(&mut self, name: &str, report: &Report, kind: VerdictKind) {
        let ink = match kind {
            VerdictKind::Good => Ink::Good,
            VerdictKind::Neutral => Ink::Text,
            VerdictKind::Bad => Ink::Failed,
        };
        let top = self.y;
        let height = if self.is_wide() {
            let room = self.plot_x - 2.0 * MARGIN;
            let mut y = top + 18.0;
            for line in wrapped(name, TextRole::Name, room) {
                y += 20.0;
                self.text(MARGIN, y, TextRole::Name, Ink::Text, line);
            }
            let headline = report.verdict.headline.clone();
            // What is too long for the column would lie over the picture.
            let role = if TextRole::Headline.width(&headline) <= room + MARGIN {
                TextRole::Headline
            } else {
                TextRole::Title
            };
            self.text(MARGIN - 2.0, y + 44.0, role, ink, headline);
            y += 70.0;
            for line in wrapped_at(&report.verdict.chip, " · ", TextRole::Label, room) {
                self.text(MARGIN, y, TextRole::Label, Ink::Muted, line);
                y += 18.0;
            }
            170.0
        } else {
            self.text(
                MARGIN,
                top + 22.0,
                TextRole::Name,
                Ink::Text,
                name.to_owned(),
            );
            let headline = report.verdict.headline.clone();
            self.text(MARGIN - 1.0, top + 65.0, TextRole::Headline, ink, headline);
            let mut y = top + 87.0;
            for line in wrapped_at(
                &report.verdict.chip,
                " · ",
                TextRole::Label,
                self.plot_width,
            ) {
                self.text(MARGIN, y, TextRole::Label, Ink::Muted, line);
                y += 18.0;
            }
            self.y = y - 14.0;
            130.0
        };
        let strips = strips(&self.scale);
        let strip = f32::from(strip_height(false));
        // The memory strip needs some room, too.
        let memory = if self.scale.memory > 0 { 80.0 } else { 0.0 };
        let needed = if self.lanes > 0.0 {
            self.lanes + memory
        } else {
            0.0
        };
        let lanes = needed.max(height);
        let height = lanes + strip * strips.len() as f32;
        let frame = Frame {
            width: self.plot_width,
            height,
            scale: self.scale,
            large: false,
            chosen: self.chosen,
            lens: self.lens,
        };
        let (dx, dy) = (self.plot_x, self.y);
        let mut shapes = timeline(report, &frame);
        shapes.extend(magnified(report, &frame));
        // What is magnified covers no words.
        shapes.sort_by_key(is_readable);
        let moved = shapes.into_iter().map(|shape| shape.moved(dx, dy));
        self.shapes.extend(moved);
        for (place, resource) in strips.into_iter().enumerate() {
            let y = dy + lanes + strip * place as f32 + TextRole::Label.size();
            let text = strip_label(report, resource, None);
            // The label of the limit needs room beside it.
            let room = self.plot_width - 75.0;
            let line = wrapped_at(&text, ", ", TextRole::Label, room)
                .into_iter()
                .next();
            self.text(dx, y, TextRole::Label, Ink::Muted, line.unwrap_or_default());
        }
        self.y += height + 4.0;
        self.findings(report);
        self.y += 14.0;
    }

    fn findings(&mut self, report: &Report) {
        let count = if self.is_wide() { 2 } else { 1 };
        let text = report
            .findings
            .iter()
            .take(count)
            .map(|finding| finding.text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        for line in wrapped(&text, TextRole::Body, self.plot_width) {
            self.y += 19.0;
            self.text(self.plot_x, self.y, TextRole::Body, Ink::Text, line);
        }
        self.y += 8.0;
    }

    fn legend(&mut self, entries: &[LegendEntry]) {
        let role = TextRole::Label;
        let mut x = self.plot_x;
        self.y += 16.0;
        for entry in entries {
            let width = 22.0 + role.width(entry.text) + 16.0;
            if x + width > self.width - MARGIN + 16.0 && x > self.plot_x {
                x = self.plot_x;
                self.y += 20.0;
            }
            let mark = Area {
                x,
                y: self.y - 10.0,
                width: 16.0,
                height: 11.0,
            };
            legend_mark(entry, mark, &mut self.shapes);
            self.text(x + 22.0, self.y, role, Ink::Muted, entry.text.to_owned());
            x += width;
        }
    }

    fn text(&mut self, x: f32, y: f32, role: TextRole, ink: Ink, text: String) {
        self.shapes.push(Shape::Text {
            at: Point { x, y },
            anchor: Anchor::Start,
            role,
            ink,
            text,
        });
    }
}

/// Whether a shape must stay readable: a word, or the cross of a failure.
pub(super) fn is_readable(shape: &Shape) -> bool {
    matches!(shape, Shape::Text { .. } | Shape::Cross { .. })
}

/// Breaks a text at spaces into lines that are at most `room` pixels wide.
pub(super) fn wrapped(text: &str, role: TextRole, room: f32) -> Vec<String> {
    wrapped_at(text, " ", role, room)
}

fn wrapped_at(text: &str, separator: &str, role: TextRole, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(separator).filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if role.width(line) + role.width(separator) + role.width(word) <= room => {
                line.push_str(separator);
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines
}
