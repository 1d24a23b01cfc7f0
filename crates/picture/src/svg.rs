//! Shapes as SVG: a figure as a standalone document without script, font or external file, and a picture within a page.

use crate::{Anchor, Area, Colour, Figure, Ink, Palette, Point, Shape, TextRole, Theme};

const FONT: &str = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

/// The figure as SVG, in the colours of a theme. Equal figures give equal texts.
#[must_use]
pub fn svg(figure: &Figure, theme: Theme) -> String {
    let mut out = Svg::new(theme, &figure.shapes);
    out.open(figure);
    out.close(&figure.shapes)
}

/// Shapes as an `<svg>` element within a page, in the colours of a theme. It has the proportions of `width` to `height`, in the
/// shapes' pixels, and takes its size, its name and what is behind it from the page.
#[must_use]
pub fn svg_element(shapes: &[Shape], width: f32, height: f32, theme: Theme) -> String {
    let mut out = Svg::new(theme, shapes);
    let (width, height) = (number(width), number(height));
    out.put(&["<svg viewBox=\"0 0 ", &width, " ", &height]);
    out.put(&["\" font-family=\"", FONT, "\">\n"]);
    out.close(shapes)
}

struct Svg {
    text: String,
    palette: &'static Palette,
}

impl Svg {
    fn new(theme: Theme, shapes: &[Shape]) -> Svg {
        Svg {
            text: String::with_capacity(64 * shapes.len() + 1_024),
            palette: theme.palette(),
        }
    }

    /// The text with the shapes and the element's end.
    fn close(mut self, shapes: &[Shape]) -> String {
        for shape in shapes {
            self.shape(shape);
        }
        self.text.push_str("</svg>\n");
        self.text
    }

    fn open(&mut self, figure: &Figure) {
        let (width, height) = (number(figure.width), number(figure.height));
        self.put(&[
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"",
            &width,
            "\" height=\"",
            &height,
        ]);
        self.put(&["\" viewBox=\"0 0 ", &width, " ", &height]);
        self.put(&[
            "\" role=\"img\" aria-labelledby=\"title desc\" font-family=\"",
            FONT,
        ]);
        self.put(&["\" style=\"font-variant-numeric:tabular-nums\">\n<title id=\"title\">"]);
        self.escaped(&figure.title);
        self.put(&["</title>\n<desc id=\"desc\">"]);
        self.escaped(&figure.description);
        self.put(&[
            "</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"",
            &self.css(Ink::Background),
            "\"/>\n",
        ]);
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Rect { area, radius, ink } => {
                self.rect(area);
                if *radius > 0.0 {
                    self.put(&[" rx=\"", &number(*radius), "\""]);
                }
                self.put(&[" fill=\"", &self.css(*ink), "\"/>\n"]);
            }
            Shape::Outline { area, width, ink } => {
                let inner = Area {
                    x: area.x + width / 2.0,
                    y: area.y + width / 2.0,
                    width: (area.width - width).max(0.0),
                    height: (area.height - width).max(0.0),
                };
                self.rect(&inner);
                self.stroke(*ink, *width);
            }
            Shape::Line {
                from,
                to,
                width,
                dashed,
                ink,
            } => {
                let dash = if *dashed {
                    "\" stroke-dasharray=\"5 4"
                } else {
                    ""
                };
                self.put(&["<path d=\"M", &point(*from), "L", &point(*to), dash, "\""]);
                self.stroke(*ink, *width);
            }
            Shape::Polyline { points, width, ink } => {
                self.path(points, "");
                self.put(&[" stroke-linejoin=\"round\""]);
                self.stroke(*ink, *width);
            }
            Shape::Polygon { points, ink } => {
                self.path(points, "Z");
                self.put(&[" fill=\"", &self.css(*ink), "\"/>\n"]);
            }
            Shape::Cross {
                center: Point { x, y },
                radius: r,
                width,
                ink,
            } => {
                let corner = |x, y| point(Point { x, y });
                self.put(&[
                    "<path d=\"M",
                    &corner(x - r, y - r),
                    "L",
                    &corner(x + r, y + r),
                ]);
                self.put(&[
                    "M",
                    &corner(x - r, y + r),
                    "L",
                    &corner(x + r, y - r),
                    "\" stroke-linecap=\"round\"",
                ]);
                self.stroke(*ink, *width);
            }
            Shape::Text {
                at,
                anchor,
                role,
                ink,
                text,
            } => self.label(*at, *anchor, *role, *ink, text),
        }
    }

    fn label(&mut self, at: Point, anchor: Anchor, role: TextRole, ink: Ink, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        self.put(&[
            "<text x=\"",
            &number(at.x),
            "\" y=\"",
            &number(at.y),
            "\" font-size=\"",
            &number(role.size()),
            "\"",
        ]);
        if role.weight() != 400 {
            self.put(&[" font-weight=\"", &role.weight().to_string(), "\""]);
        }
        if let Some(width) = role.halo(ink) {
            let ground = self.css(Ink::Background);
            self.put(&[
                " paint-order=\"stroke\" stroke-linejoin=\"round\" stroke=\"",
                &ground,
            ]);
            self.put(&["\" stroke-width=\"", &number(width), "\""]);
        }
        self.put(&[anchor, " fill=\"", &self.css(ink), "\">"]);
        self.escaped(text);
        self.put(&["</text>\n"]);
    }

    fn rect(&mut self, area: &Area) {
        self.put(&["<rect x=\"", &number(area.x), "\" y=\"", &number(area.y)]);
        self.put(&[
            "\" width=\"",
            &number(area.width),
            "\" height=\"",
            &number(area.height),
            "\"",
        ]);
    }

    fn path(&mut self, points: &[Point], end: &str) {
        self.put(&["<path d=\""]);
        let mut command = "M";
        for at in points {
            self.put(&[command, &point(*at)]);
            command = "L";
        }
        self.put(&[end, "\""]);
    }

    fn stroke(&mut self, ink: Ink, width: f32) {
        self.put(&[
            " fill=\"none\" stroke=\"",
            &self.css(ink),
            "\" stroke-width=\"",
            &number(width),
            "\"/>\n",
        ]);
    }

    fn css(&self, ink: Ink) -> String {
        Colour::css(self.palette.colour(ink))
    }

    fn put(&mut self, parts: &[&str]) {
        for part in parts {
            self.text.push_str(part);
        }
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' => self.text.push_str("&quot;"),
                // XML 1.0 does not allow other control characters, not even escaped.
                c if c.is_control() && c != '\n' && c != '\t' => self.text.push('\u{fffd}'),
                c => self.text.push(c),
            }
        }
    }
}

fn point(point: Point) -> String {
    let mut text = number(point.x);
    text.push(' ');
    text.push_str(&number(point.y));
    text
}

/// A number with at most two decimals.
///
/// It is formatted as integers: the page prints with this, and the code that formats floats would add to its download.
#[expect(
    clippy::cast_possible_truncation,
    reason = "pictures are a few thousand pixels wide"
)]
fn number(value: f32) -> String {
    let hundredths = (f64::from(value) * 100.0).round() as i64;
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (
        hundredths.unsigned_abs() / 100,
        hundredths.unsigned_abs() % 100,
    );
    match (part / 10, part % 10) {
        (0, 0) => format!("{sign}{whole}"),
        (tenths, 0) => format!("{sign}{whole}.{tenths}"),
        (tenths, rest) => format!("{sign}{whole}.{tenths}{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure;
    use analysis::fixtures::{Script, report};
    use analysis::{Outcome, TaskOutcome};

    fn batches(count: u64, size: u64, helpers: u64) -> Vec<Script> {
        let batch = |i| (0..size).map(move |_| Script::new(100 * i, 100 * (i + 1), helpers));
        (0..count).flat_map(batch).collect()
    }

    #[track_caller]
    fn check_figure(name: &str, width: f32, theme: Theme) {
        let mut failing = batches(3, 4, 3);
        failing[5].outcome = TaskOutcome::Error;
        failing[6].outcome = TaskOutcome::Cancelled;
        let failing = report(&failing, Outcome::Finished, 300);
        let killed = report(&batches(1, 100, 50), Outcome::OutOfMemory, 78);
        let runs = [("Batched", &failing), ("Unbounded", &killed)];
        insta::assert_snapshot!(
            name,
            svg(
                &figure(
                    "Batches",
                    "Twelve tasks.",
                    &runs,
                    width,
                    crate::FigureView::default()
                ),
                theme
            )
        );
    }

    #[test]
    fn figures_look_as_they_did() {
        check_figure("wide_dark", 960.0, Theme::Dark);
        check_figure("narrow_light", 360.0, Theme::Light);
    }

    #[track_caller]
    fn check_number(value: f32, expected: &str) {
        assert_eq!(number(value), expected);
    }

    #[test]
    fn numbers_are_short() {
        check_number(3.0, "3");
        check_number(0.1 + 0.2, "0.3");
        check_number(-0.001, "0");
        check_number(1.0 / 3.0, "0.33");
        check_number(-12.05, "-12.05");
        check_number(-0.5, "-0.5");
    }

    #[test]
    fn a_picture_in_a_page_has_no_ground_and_no_name_of_its_own() {
        let words = Shape::Text {
            at: Point { x: 1.5, y: 2.0 },
            anchor: Anchor::End,
            role: TextRole::Body,
            ink: Ink::Text,
            text: String::from("a<b"),
        };
        let element = svg_element(&[words], 540.0, 120.5, Theme::Light);
        let ink = Theme::Light.palette().colour(Ink::Text).css();
        let text = format!(
            "<text x=\"1.5\" y=\"2\" font-size=\"15\" text-anchor=\"end\" fill=\"{ink}\">a&lt;b</text>"
        );
        let expected =
            format!("<svg viewBox=\"0 0 540 120.5\" font-family=\"{FONT}\">\n{text}\n</svg>\n");
        assert_eq!(element, expected);
    }

    #[test]
    fn texts_cannot_break_out() {
        let mut out = Svg::new(Theme::Dark, &[]);
        out.escaped("a<b & \"c\">\u{1}é");
        assert_eq!(out.text, "a&lt;b &amp; &quot;c&quot;&gt;\u{fffd}é");
    }
}
