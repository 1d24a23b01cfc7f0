//! Canvases: a run's timeline and the time axis. Each is painted when its data or its size changes; the playhead
//! lies over them as an element of its own.

use super::dom::{self, use_size};
use super::engine::Shared;
use crate::analysis::Report;
use crate::display::{Frame, Scale, Shape, Theme, axis, time_at, timeline};
use crate::paint::canvas::paint;
use crate::time::Time;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, PointerEvent};
use yew::prelude::*;

/// What decides how canvases look besides their data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    pub(super) theme: Theme,
    /// For a projector: larger labels.
    pub(super) large: bool,
}

#[derive(Properties, PartialEq)]
pub(super) struct TimelineProps {
    pub(super) report: Shared<Report>,
    pub(super) scale: Scale,
    pub(super) look: Look,
    pub(super) label: AttrValue,
}

/// A run's timeline.
#[component]
pub(super) fn Timeline(props: &TimelineProps) -> Html {
    let node = use_node_ref();
    let size = use_size(&node);
    let drawn = (props.report.clone(), props.scale, props.look, size);
    use_effect_with(drawn, {
        let node = node.clone();
        move |(report, scale, look, (width, height))| {
            let frame = Frame { width: *width as f32, height: *height as f32, scale: *scale, large: look.large };
            draw(&node, *width, *height, look.theme, || timeline(report, &frame));
        }
    });
    html! { <canvas ref={node} role="img" aria-label={props.label.clone()} /> }
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
        move |(end, look, (width, height))| {
            draw(&node, *width, *height, look.theme, || axis(*end, *width as f32, look.large));
        }
    });
    html! { <canvas ref={node} aria-hidden="true" /> }
}

/// Paints shapes on a canvas that is as sharp as the screen.
fn draw(node: &NodeRef, width: f64, height: f64, theme: Theme, shapes: impl FnOnce() -> Vec<Shape>) {
    if width < 1.0 || height < 1.0 {
        return;
    }
    let Some(canvas) = node.cast::<HtmlCanvasElement>() else { return };
    let Some(context) = context_of(&canvas) else { return };
    let ratio = dom::window().device_pixel_ratio();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a canvas is a few thousand pixels wide")]
    let pixels = |length: f64| (length * ratio).round() as u32;
    canvas.set_width(pixels(width));
    canvas.set_height(pixels(height));
    paint(&context, &shapes(), theme.palette(), ratio, width, height);
}

fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// Turns pointer presses and drags on an element into moments.
pub(super) fn scrub(end: Time, seek: &Callback<Time>) -> (Callback<PointerEvent>, Callback<PointerEvent>) {
    let moment = move |event: &PointerEvent| {
        let element = event.current_target()?.dyn_into::<web_sys::Element>().ok()?;
        let width = f64::from(element.client_width());
        let x = f64::from(event.client_x()) - element.get_bounding_client_rect().left();
        Some(time_at(x.clamp(0.0, width) as f32, end, width as f32))
    };
    let press = {
        let seek = seek.clone();
        Callback::from(move |event: PointerEvent| {
            if event.button() != 0 {
                return;
            }
            if let Some(element) = event.current_target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()) {
                // Without the capture a drag ends at the element's edge; it still works inside.
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            if let Some(at) = moment(&event) {
                seek.emit(at);
            }
        })
    };
    let seek = seek.clone();
    let drag = Callback::from(move |event: PointerEvent| {
        if event.buttons() & 1 == 1
            && let Some(at) = moment(&event)
        {
            seek.emit(at);
        }
    });
    (press, drag)
}
