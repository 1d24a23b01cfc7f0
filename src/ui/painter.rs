//! Draws a display list on a canvas.
//!
//! Neighbouring shapes of the same ink share one path, so that thousands of blocks cost a few fills.

use picture::{Anchor, Area, Ink, Palette, Point, Shape, TextRole};
use web_sys::CanvasRenderingContext2d;

const FONT: &str = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
/// The lengths of a dash and of the gap after it, in CSS pixels.
const DASH: (f64, f64) = (5.0, 4.0);

/// Clears the canvas and draws the shapes in order. `width` and `height` are in CSS pixels; the canvas itself must be
/// `device_pixel_ratio` times as large. The background stays transparent: the page fills it.
pub(crate) fn paint(
    ctx: &CanvasRenderingContext2d,
    shapes: &[Shape],
    palette: &Palette,
    device_pixel_ratio: f64,
    width: f64,
    height: f64,
) {
    // A transform of finite numbers cannot fail.
    let _ = ctx.set_transform(device_pixel_ratio, 0.0, 0.0, device_pixel_ratio, 0.0, 0.0);
    ctx.clear_rect(0.0, 0.0, width, height);
    ctx.set_line_join("round");
    let mut canvas = Canvas {
        ctx,
        palette,
        path: Path::None,
        font: None,
    };
    for shape in shapes {
        canvas.shape(shape);
    }
    canvas.finish();
}

struct Canvas<'c> {
    ctx: &'c CanvasRenderingContext2d,
    palette: &'c Palette,
    path: Path,
    font: Option<TextRole>,
}

/// The path under construction, and how it will be drawn.
#[derive(Clone, Copy, PartialEq)]
enum Path {
    None,
    Fill(Ink),
    Stroke {
        ink: Ink,
        width: f32,
        is_round: bool,
    },
}

impl Canvas<'_> {
    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Rect { area, radius, ink } => {
                self.begin(Path::Fill(*ink));
                self.rect(area, *radius);
            }
            Shape::Outline { area, width, ink } => {
                self.begin(Path::Stroke {
                    ink: *ink,
                    width: *width,
                    is_round: false,
                });
                let half = width / 2.0;
                let inner = Area {
                    x: area.x + half,
                    y: area.y + half,
                    width: (area.width - width).max(0.0),
                    height: (area.height - width).max(0.0),
                };
                self.rect(&inner, 0.0);
            }
            Shape::Line {
                from,
                to,
                width,
                dashed,
                ink,
            } => {
                self.begin(Path::Stroke {
                    ink: *ink,
                    width: *width,
                    is_round: false,
                });
                if *dashed {
                    self.dashes(*from, *to);
                } else {
                    self.lines(&[*from, *to]);
                }
            }
            Shape::Polyline { points, width, ink } => {
                self.begin(Path::Stroke {
                    ink: *ink,
                    width: *width,
                    is_round: false,
                });
                self.lines(points);
            }
            Shape::Polygon { points, ink } => {
                self.begin(Path::Fill(*ink));
                self.lines(points);
                self.ctx.close_path();
            }
            Shape::Cross {
                center: Point { x, y },
                radius: r,
                width,
                ink,
            } => {
                self.begin(Path::Stroke {
                    ink: *ink,
                    width: *width,
                    is_round: true,
                });
                self.lines(&[Point { x: x - r, y: y - r }, Point { x: x + r, y: y + r }]);
                self.lines(&[Point { x: x - r, y: y + r }, Point { x: x + r, y: y - r }]);
            }
            Shape::Text {
                at,
                anchor,
                role,
                ink,
                text,
            } => self.text(*at, *anchor, *role, *ink, text),
        }
    }

    /// Continues the current path if `path` is the same; else draws it and begins a new one.
    fn begin(&mut self, path: Path) {
        if self.path != path {
            self.finish();
            self.ctx.begin_path();
            self.path = path;
        }
    }

    fn finish(&mut self) {
        match std::mem::replace(&mut self.path, Path::None) {
            Path::None => {}
            Path::Fill(ink) => {
                self.ctx.set_fill_style_str(&self.palette.colour(ink).css());
                self.ctx.fill();
            }
            Path::Stroke {
                ink,
                width,
                is_round,
            } => {
                self.ctx
                    .set_stroke_style_str(&self.palette.colour(ink).css());
                self.ctx.set_line_width(width.into());
                self.ctx
                    .set_line_cap(if is_round { "round" } else { "butt" });
                self.ctx.stroke();
            }
        }
    }

    fn rect(&self, area: &Area, radius: f32) {
        let (x, y) = (f64::from(area.x), f64::from(area.y));
        let (width, height) = (f64::from(area.width), f64::from(area.height));
        // A browser without `roundRect` gets square corners.
        let is_round = radius > 0.0
            && self
                .ctx
                .round_rect_with_f64(x, y, width, height, radius.into())
                .is_ok();
        if !is_round {
            self.ctx.rect(x, y, width, height);
        }
    }

    fn lines(&self, points: &[Point]) {
        if let Some((first, rest)) = points.split_first() {
            self.ctx.move_to(first.x.into(), first.y.into());
            for point in rest {
                self.ctx.line_to(point.x.into(), point.y.into());
            }
        }
    }

    fn dashes(&self, from: Point, to: Point) {
        let (x, y) = (f64::from(from.x), f64::from(from.y));
        let (dx, dy) = (f64::from(to.x) - x, f64::from(to.y) - y);
        let length = (dx * dx + dy * dy).sqrt();
        let mut at = 0.0;
        while at < length {
            let end = (at + DASH.0).min(length);
            self.ctx.move_to(x + dx * at / length, y + dy * at / length);
            self.ctx
                .line_to(x + dx * end / length, y + dy * end / length);
            at = end + DASH.1;
        }
    }

    fn text(&mut self, at: Point, anchor: Anchor, role: TextRole, ink: Ink, text: &str) {
        self.finish();
        self.ctx.set_fill_style_str(&self.palette.colour(ink).css());
        if self.font != Some(role) {
            // Sizes are whole numbers. The code that formats floats would add to the page's download.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a size is a small whole number"
            )]
            let size = (role.size() as u32).to_string();
            let weight = role.weight().to_string();
            self.ctx
                .set_font(&[&weight, " ", &size, "px ", FONT].concat());
            self.font = Some(role);
        }
        self.ctx.set_text_align(match anchor {
            Anchor::Start => "left",
            Anchor::Middle => "center",
            Anchor::End => "right",
        });
        if let Some(width) = role.halo(ink) {
            let ground = self.palette.colour(Ink::Background).css();
            self.ctx.set_stroke_style_str(&ground);
            self.ctx.set_line_width(width.into());
            let _ = self.ctx.stroke_text(text, at.x.into(), at.y.into());
        }
        // `fillText` and `strokeText` fail only on a canvas that no longer exists.
        let _ = self.ctx.fill_text(text, at.x.into(), at.y.into());
    }
}
