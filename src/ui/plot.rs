//! Canvases: a run's timeline, the time axis, the curve of a sweep. Each is painted when its data or its size changes; the playhead
//! lies over them as an element of its own.

use super::dom::{self, use_size};
use super::engine::Shared;
use crate::analysis::{Curve, Report};
use crate::display::{
    Frame, Scale, Shape, SweepFrame, Theme, axis, magnified, sweep_chart, time_at, timeline,
};
use crate::paint::canvas::paint;
use crate::params::{Key, Slider, Value};
use crate::time::Time;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, PointerEvent};
use yew::prelude::*;

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

#[derive(Properties, PartialEq)]
pub(super) struct TimelineProps {
    pub(super) report: Shared<Report>,
    pub(super) scale: Scale,
    pub(super) look: Look,
    pub(super) label: AttrValue,
}

/// A run's timeline: on the lower canvas what the part beyond the playhead dims, on the upper one the words and
/// marks that must stay readable.
#[component]
pub(super) fn Timeline(props: &TimelineProps) -> Html {
    let (lower, upper) = (use_node_ref(), use_node_ref());
    let size = use_size(&lower);
    let drawn = (props.report.clone(), props.scale, props.look, size);
    use_effect_with(drawn, {
        let (lower, upper) = (lower.clone(), upper.clone());
        move |(report, scale, look, size)| {
            if !is_laid_out(*size) {
                return;
            }
            let frame = Frame {
                width: size.0,
                height: size.1,
                scale: *scale,
                large: look.large,
            };
            let (mut words, picture) = timeline(report, &frame)
                .into_iter()
                .partition::<Vec<Shape>, _>(stays_readable);
            words.extend(magnified(report, &frame));
            draw(&lower, *size, look, &picture);
            draw(&upper, *size, look, &words);
        }
    });
    html! {
        <>
            <canvas ref={lower} role="img" aria-label={props.label.clone()} />
            <div class="future" />
            <canvas ref={upper} aria-hidden="true" />
        </>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct AxisProps {
    pub(super) end: Time,
    pub(super) look: Look,
}

/// The shared time axis.
#[component]
pub(super) fn Axis(props: &AxisProps) -> Html {
    let node = use_node_ref();
    let size = use_size(&node);
    use_effect_with((props.end, props.look, size), {
        let node = node.clone();
        move |(end, look, size)| {
            if is_laid_out(*size) {
                draw(&node, *size, look, &axis(*end, size.0, look.large));
            }
        }
    });
    html! { <canvas ref={node} aria-hidden="true" /> }
}

#[derive(Properties, PartialEq)]
pub(super) struct SweepProps {
    pub(super) curve: Shared<Curve>,
    pub(super) of: Key,
    pub(super) slider: Slider,
    pub(super) value: u64,
    pub(super) look: Look,
    pub(super) label: AttrValue,
}

/// The curve of a sweep, over the slider that is its axis.
#[component]
pub(super) fn SweepChart(props: &SweepProps) -> Html {
    let node = use_node_ref();
    let size = use_size(&node);
    let drawn = (
        props.curve.clone(),
        props.slider,
        props.value,
        props.look,
        size,
    );
    use_effect_with(drawn, {
        let (node, param) = (node.clone(), props.of.param());
        move |(curve, slider, value, look, size)| {
            if is_laid_out(*size) {
                let shapes = sweep_chart(&SweepFrame {
                    curve,
                    current: Some(*value),
                    width: size.0,
                    height: size.1,
                    // Half a thumb, as the style sheet has it: 1.05rem.
                    inset: if look.large { 21.0 } else { 16.8 },
                    large: look.large,
                    place: &|value| slider.fraction(value),
                    show: &|value| param.show(&Value::Number(value)),
                });
                draw(&node, *size, look, &shapes);
            }
        }
    });
    html! { <canvas ref={node} role="img" aria-label={props.label.clone()} /> }
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

/// Whether there is room to draw: a canvas has none before its first layout, and in a hidden frame.
fn is_laid_out((width, height): (f32, f32)) -> bool {
    width >= 32.0 && height >= 16.0
}

/// Paints shapes on a canvas that is as sharp as the screen.
fn draw(node: &NodeRef, (width, height): (f32, f32), look: &Look, shapes: &[Shape]) {
    let Some(canvas) = node.cast::<HtmlCanvasElement>() else {
        return;
    };
    let Some(context) = context_of(&canvas) else {
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
    paint(&context, shapes, look.theme.palette(), ratio, width, height);
}

fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// What an axis or a plot listens to: presses, drags, taps.
pub(super) struct Scrub {
    pub(super) press: Callback<PointerEvent>,
    pub(super) drag: Callback<PointerEvent>,
    pub(super) tap: Callback<MouseEvent>,
}

/// Turns pointer presses, drags and taps on an axis or a plot into moments. A thumb that comes down on a plot may be about
/// to scroll the page, so there only a drag or a tap counts.
pub(super) fn scrub(end: Time, seek: &Callback<Time>) -> Scrub {
    let moment = move |element: &Element, event: &MouseEvent| {
        let area = element.get_bounding_client_rect();
        let x = (f64::from(event.client_x()) - area.left())
            .min(area.width())
            .max(0.0);
        time_at(single(x), end, single(area.width()))
    };
    let press = {
        let seek = seek.clone();
        Callback::from(move |event: PointerEvent| {
            if event.button() == 0
                && let Some(element) = scrubbed(&event)
            {
                // Without the capture a drag ends at the element's edge; the press itself works.
                let _ = element.set_pointer_capture(event.pointer_id());
                if event.pointer_type() != "touch" || element.matches(".axis").unwrap_or(false) {
                    seek.emit(moment(&element, &event));
                }
            }
        })
    };
    let drag = {
        let seek = seek.clone();
        Callback::from(move |event: PointerEvent| {
            if let Some(element) = scrubbed(&event)
                && element.has_pointer_capture(event.pointer_id())
            {
                seek.emit(moment(&element, &event));
            }
        })
    };
    let seek = seek.clone();
    let tap = Callback::from(move |event: MouseEvent| {
        if let Some(element) = scrubbed(&event) {
            seek.emit(moment(&element, &event));
        }
    });
    Scrub { press, drag, tap }
}

#[expect(clippy::cast_possible_truncation, reason = "a place on a screen fits")]
fn single(pixels: f64) -> f32 {
    pixels as f32
}

/// The axis or plot that an event is for. Yew hands events out from the page's root, so that the event's own current
/// target is always that.
fn scrubbed(event: &MouseEvent) -> Option<Element> {
    dom::target_of(event)?.closest(".axis, .plot").ok()?
}
