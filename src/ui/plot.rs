//! Canvases: a run's timeline, the time axis, the curve of a sweep. Each is painted when its data or its size changes; the playhead
//! lies over them as an element of its own.

use super::app::{App, Msg};
use super::canvas::paint;
use super::dom::{self, Callback};
use super::ears::{Ears, Hear};
use super::el::El;
use super::engine::Shared;
use analysis::{Curve, Report};
use goruntime::time::Time;
use lab::params::{Key, Value};
use lab::scenarios::Scenario;
use picture::{
    Frame, Scale, Shape, SweepFrame, Theme, axis, magnified, sweep_chart, time_at, timeline,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlCanvasElement, PointerEvent, ResizeObserver};
use yew::html::Scope;

/// What decides how canvases look besides their data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    pub(super) theme: Theme,
    /// For a projector: larger labels.
    pub(super) large: bool,
    /// For a phone: fewer numbers under the slider.
    pub(super) narrow: bool,
    /// How many of the screen's pixels are one of CSS's.
    pub(super) pixel_ratio: f64,
}

/// What an axis or a plot shows.
#[derive(PartialEq)]
pub(super) enum Drawing {
    /// The shared time axis, up to its end.
    Axis(Time),
    /// A run's timeline.
    Timeline(Shared<Report>, Scale),
    /// The curve of a sweep, over the slider that is its axis.
    Sweep {
        curve: Shared<Curve>,
        key: Key,
        scenario: Box<Scenario>,
    },
}

/// An axis or a plot of the document, and what is on its canvases.
struct Plot {
    element: Element,
    size: (i32, i32),
    shown: Option<(Drawing, Look)>,
}

/// All of them, in the document's order.
pub(super) struct Plots {
    all: Vec<Plot>,
    observer: Option<ResizeObserver>,
    _resized: Callback,
}

impl Plots {
    /// None yet; whenever the size of one changes the page is told.
    pub(super) fn new(link: &Scope<App>) -> Plots {
        let resized = dom::callback(link, Hear::Msg(Msg::Resized));
        Plots {
            all: Vec::new(),
            observer: ResizeObserver::new(resized.as_ref().unchecked_ref()).ok(),
            _resized: resized,
        }
    }

    /// They have other sizes, so that all must be looked at.
    pub(super) fn resized(&mut self) {
        for plot in &mut self.all {
            let size = size_of(&plot.element);
            if plot.size != size {
                plot.size = size;
                plot.shown = None;
            }
        }
    }

    /// Paints what is not shown yet.
    pub(super) fn paint(&mut self, drawings: Vec<Drawing>, look: Look) {
        let mut before = std::mem::take(&mut self.all);
        let elements = dom::all(&dom::document(), ".axis, .plot");
        for (drawing, element) in drawings.into_iter().zip(elements) {
            let known = before.iter().position(|plot| plot.element == element);
            let mut plot = match known {
                Some(place) => before.swap_remove(place),
                None => self.observed(element),
            };
            let shown = Some((drawing, look));
            if plot.shown != shown {
                plot.shown = shown;
                plot.paint();
            }
            self.all.push(plot);
        }
    }

    fn observed(&self, element: Element) -> Plot {
        if let Some(observer) = &self.observer {
            observer.observe(&element);
        }
        Plot {
            size: size_of(&element),
            element,
            shown: None,
        }
    }
}

impl Plot {
    fn paint(&self) {
        let (width, height) = (self.size.0 as f32, self.size.1 as f32);
        // There is no room before the first layout, and in a hidden frame.
        let Some((drawing, look)) = self
            .shown
            .as_ref()
            .filter(|_| width >= 32.0 && height >= 16.0)
        else {
            return;
        };
        let large = look.large;
        let (shapes, words) = match drawing {
            Drawing::Axis(end) => (axis(*end, width, large), Vec::new()),
            Drawing::Timeline(report, scale) => {
                let frame = Frame {
                    width,
                    height,
                    scale: *scale,
                    large,
                };
                let (mut words, picture) = timeline(report, &frame)
                    .into_iter()
                    .partition::<Vec<Shape>, _>(stays_readable);
                words.extend(magnified(report, &frame));
                (picture, words)
            }
            Drawing::Sweep {
                curve,
                key,
                scenario,
            } => {
                let slider = scenario.scale();
                let frame = SweepFrame {
                    curve,
                    current: Some(scenario.values().number(*key)),
                    width,
                    height,
                    // Half a thumb, as the style sheet has it: 1.05rem.
                    inset: if large { 21.0 } else { 16.8 },
                    large,
                    is_linear: scenario.is_linear(),
                    place: &|value| slider.fraction(value),
                    show: &|value| key.param().show(&Value::Number(value)),
                    say: &|text| scenario.say(text),
                };
                (sweep_chart(&frame), Vec::new())
            }
        };
        for (canvas, shapes) in dom::all(&self.element, "canvas").zip([shapes, words]) {
            draw(&canvas.unchecked_into(), self.size, *look, &shapes);
        }
    }
}

/// The size of the canvases of an axis or a plot, in CSS pixels.
fn size_of(element: &Element) -> (i32, i32) {
    dom::all(element, "canvas").next().map_or((0, 0), |canvas| {
        (canvas.client_width(), canvas.client_height())
    })
}

fn stays_readable(shape: &Shape) -> bool {
    match shape {
        Shape::Text { .. } | Shape::Cross { .. } => true,
        Shape::Rect { .. }
        | Shape::Outline { .. }
        | Shape::Line { .. }
        | Shape::Polyline { .. }
        | Shape::Polygon { .. } => false,
    }
}

/// Paints shapes on a canvas that is as sharp as the screen.
fn draw(canvas: &HtmlCanvasElement, (width, height): (i32, i32), look: Look, shapes: &[Shape]) {
    let Ok(Some(context)) = canvas.get_context("2d") else {
        return;
    };
    let (width, height) = (f64::from(width), f64::from(height));
    let ratio = look.pixel_ratio;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a canvas is a few thousand pixels wide"
    )]
    let pixels = |length: f64| (length * ratio).round() as u32;
    canvas.set_width(pixels(width));
    canvas.set_height(pixels(height));
    let context = context.unchecked_into();
    paint(&context, shapes, look.theme.palette(), ratio, width, height);
}

/// What an axis listens to.
pub(super) const DRAGS: [&str; 2] = ["pointerdown", "pointermove"];

/// What a plot listens to.
pub(super) const DRAGS_AND_TAPS: [&str; 3] = ["pointerdown", "pointermove", "click"];

/// Turns pointer presses, drags and taps on an axis or a plot into moments. A thumb that comes down on a plot may be about
/// to scroll the page, so there only a drag or a tap counts.
pub(super) fn scrub(
    element: El,
    kinds: &'static [&'static str],
    ears: &Ears,
    end: Time,
    to: impl Fn(Time) -> Msg + 'static,
) -> El {
    let hear = Hear::read(move |event| scrubbed(event.unchecked_ref(), end).map(&to));
    element.on(kinds, ears, hear)
}

/// The moment that an event on an axis or a plot asks for.
#[inline(never)]
fn scrubbed(event: &PointerEvent, end: Time) -> Option<Time> {
    // The document hears for all elements, so that the event's own current target is always that.
    let element = dom::target_of(event)?.closest(".axis, .plot").ok()??;
    let counts = match event.type_().as_str() {
        "pointermove" => element.has_pointer_capture(event.pointer_id()),
        "pointerdown" if event.button() == 0 => {
            // Without the capture a drag ends at the element's edge; the press itself works.
            let _ = element.set_pointer_capture(event.pointer_id());
            event.pointer_type() != "touch" || dom::is_within(&element, ".axis")
        }
        "pointerdown" => false,
        _ => true,
    };
    let area = element.get_bounding_client_rect();
    let x = (f64::from(event.client_x()) - area.left())
        .min(area.width())
        .max(0.0);
    counts.then(|| time_at(single(x), end, single(area.width())))
}

#[expect(clippy::cast_possible_truncation, reason = "a place on a screen fits")]
fn single(pixels: f64) -> f32 {
    pixels as f32
}
