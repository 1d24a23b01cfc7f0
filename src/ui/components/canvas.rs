//! A canvas that paints a display list at its own size, and the same picture for paper.

use crate::ui::hooks::{Size, on_paper, use_look, use_size};
use crate::ui::painter::paint;
use picture::{Shape, Theme, svg_element};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement};
use yew::prelude::*;

/// Below this size there is no room for a picture: before the first layout, and in a hidden frame. In CSS pixels.
const LEAST: Size = Size {
    width: 32.0,
    height: 16.0,
};

/// How wide pictures are drawn for paper, in CSS pixels: what A4 upright has beside the words about a run.
const PAPER: f32 = 540.0;
/// How high a run's picture is on paper, at least and at most, in CSS pixels.
const PAPER_HEIGHT: (f32, f32) = (110.0, 420.0);

#[derive(PartialEq, Properties)]
pub(crate) struct CanvasProps {
    /// The shapes for a size in CSS pixels. The picture is painted anew when this is another callback: make it with
    /// `use_callback` and all that the shapes depend on.
    pub draw: Callback<Size, Rc<Vec<Shape>>>,
    /// What it shows, for those who cannot see it. Without, it is hidden from them.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// Whether it is on paper as high as on the screen. Pictures of runs are higher than a phone has room for.
    #[prop_or_default]
    pub flat: bool,
}

/// A canvas as large as the style sheet makes it and as sharp as the screen.
///
/// On paper a drawing takes its place, with lines and letters as sharp as the printer: what is painted on a canvas while the paper
/// is laid out is missing in some prints, and it would have the screen's width.
#[component]
pub(crate) fn Canvas(CanvasProps { draw, label, flat }: &CanvasProps) -> Html {
    let (node, drawing, look) = (use_node_ref(), use_node_ref(), use_look());
    let size = use_size(&node);
    use_effect_with((draw.clone(), size, look.theme, look.pixel_ratio), {
        let node = node.clone();
        move |(draw, size, theme, ratio)| {
            let canvas = node.cast::<HtmlCanvasElement>();
            if let Some(canvas) = canvas.filter(|_| has_room(*size))
                && let Some(context) = sharp_context(&canvas, *size, *ratio)
            {
                let (width, height) = (f64::from(size.width), f64::from(size.height));
                let shapes = draw.emit(*size);
                paint(&context, &shapes, theme.palette(), *ratio, width, height);
            }
        }
    });
    use_effect_with((draw.clone(), size, *flat), {
        let drawing = drawing.clone();
        move |(draw, size, flat)| {
            let (draw, size, flat) = (draw.clone(), *size, *flat);
            let listeners = on_paper(move |is_paper| {
                if let Some(drawing) = drawing.cast::<Element>() {
                    let is_drawn = is_paper && has_room(size);
                    let svg = is_drawn.then(|| for_paper(&draw, size, flat));
                    drawing.set_inner_html(&svg.unwrap_or_default());
                }
            });
            || drop(listeners)
        }
    });
    let role = label.as_ref().map(|_| "img");
    let hidden = label.is_none().then_some("true");
    html! {
        <>
            <canvas ref={node} {role} aria-label={label.clone()} aria-hidden={hidden}></canvas>
            // Only one of the two is there: this on paper, the other on a screen.
            <div ref={drawing} class="drawing" {role} aria-label={label.clone()} aria-hidden={hidden}></div>
        </>
    }
}

/// The drawing that takes a canvas's place.
fn for_paper(draw: &Callback<Size, Rc<Vec<Shape>>>, on_screen: Size, flat: bool) -> String {
    let (least, most) = PAPER_HEIGHT;
    let height = if flat {
        on_screen.height
    } else {
        on_screen.height.clamp(least, most)
    };
    let size = Size {
        width: PAPER,
        height,
    };
    svg_element(&draw.emit(size), PAPER, height, Theme::Light)
}

fn has_room(size: Size) -> bool {
    size.width >= LEAST.width && size.height >= LEAST.height
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
