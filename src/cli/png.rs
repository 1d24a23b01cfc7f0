//! A picture as PNG: its SVG, drawn by resvg. The page draws the same SVG with the browser's own fonts.

use super::Refusal;
use epaint_default_fonts::{HACK_REGULAR, UBUNTU_LIGHT};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::sync::Arc;

/// Pixels for each unit of the SVG, so that text is sharp on today's screens.
const SCALE: f32 = 2.0;

/// The picture with twice the width and height of the SVG, in fonts that the binary carries: it is the same on every machine.
pub(super) fn png(svg: &str) -> Result<Vec<u8>, Refusal> {
    let refuse = |problem: &dyn ToString| Refusal(format!("--format png: {}", problem.to_string()));
    let tree = Tree::from_str(svg, &options()).map_err(|error| refuse(&error))?;
    let size = tree.size().to_int_size();
    let size = size.scale_by(SCALE).unwrap_or(size);
    let mut pixels = Pixmap::new(size.width(), size.height())
        .ok_or_else(|| refuse(&"the picture is too large"))?;
    let scale = Transform::from_scale(SCALE, SCALE);
    resvg::render(&tree, scale, &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| refuse(&error))
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    let fonts = Arc::make_mut(&mut options.fontdb);
    for font in [UBUNTU_LIGHT, HACK_REGULAR] {
        fonts.load_font_data(font.to_vec());
    }
    // The SVG names the fonts of systems, and then this one.
    fonts.set_sans_serif_family("Ubuntu");
    options
}
