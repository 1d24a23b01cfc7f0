//! A canvas that paints a display list at its own size.

use crate::ui::hooks::{Size, use_look, use_size};
use crate::ui::painter::paint;
use picture::Shape;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};
use yew::prelude::*;

/// Below this size there is no room for a picture: before the first layout, and in a hidden frame. In CSS pixels.
const LEAST: Size = Size {
    width: 32.0,
    height: 16.0,
};

#[derive(PartialEq, Properties)]
pub(crate) struct CanvasProps {
    /// The shapes for a size in CSS pixels. The picture is painted anew when this is another callback: make it with
    /// `use_callback` and all that the shapes depend on.
    pub draw: Callback<Size, Rc<Vec<Shape>>>,
    /// What it shows, for those who cannot see it. Without, it is hidden from them.
    #[prop_or_default]
    pub label: Option<AttrValue>,
}

/// A canvas as large as the style sheet makes it and as sharp as the screen.
#[component]
pub(crate) fn Canvas(CanvasProps { draw, label }: &CanvasProps) -> Html {
    let (node, look) = (use_node_ref(), use_look());
    let size = use_size(&node);
    use_effect_with((draw.clone(), size, look.theme, look.pixel_ratio), {
        let node = node.clone();
        move |(draw, size, theme, ratio)| {
            let canvas = node.cast::<HtmlCanvasElement>();
            let has_room = size.width >= LEAST.width && size.height >= LEAST.height;
            if let Some(canvas) = canvas.filter(|_| has_room)
                && let Some(context) = sharp_context(&canvas, *size, *ratio)
            {
                let (width, height) = (f64::from(size.width), f64::from(size.height));
                let shapes = draw.emit(*size);
                paint(&context, &shapes, theme.palette(), *ratio, width, height);
            }
        }
    });
    let role = label.as_ref().map(|_| "img");
    let hidden = label.is_none().then_some("true");
    html! { <canvas ref={node} {role} aria-label={label} aria-hidden={hidden}></canvas> }
}

/// The context of a canvas with as many pixels as the screen has there. Setting its size also clears it.
fn sharp_context(
    canvas: &HtmlCanvasElement,
    size: Size,
    ratio: f64,
) -> Option<CanvasRenderingContext2d> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a canvas is a few thousand pixels wide"
    )]
    let pixels = |length: f32| (f64::from(length) * ratio).round() as u32;
    canvas.set_width(pixels(size.width));
    canvas.set_height(pixels(size.height));
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}
