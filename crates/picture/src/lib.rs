//! Pictures as data: a display list of shapes, computed from reports.
//!
//! Height is concurrency and width is time, so that the outline of a run shows its behaviour. Compared runs share a
//! [`Scale`]; the page draws each run's [`timeline()`] on its own canvas, and [`figure()`] combines them into one picture. [`flow_figure`] has no time: who started and woke whom.

mod axis;
mod bucket;
mod density;
mod drawn;
mod figure;
mod flow;
mod gauge;
mod helpers;
mod inset;
mod instant;
mod lanes;
mod layers;
mod legend;
mod legend_mark;
mod lesson_room;
mod lessons;
mod line;
mod magnifier;
mod marks;
mod memory;
mod palette;
mod plot;
mod preview;
mod rows;
mod scale;
mod shape;
mod step_curve;
mod strips;
mod svg;
mod sweep_chart;
mod sweep_figure;
mod tasks;
#[cfg(test)]
mod tests;
mod timeline;

pub use axis::{Tick, axis, axis_height, ticks, time_at, x_of};
pub use figure::{FigureView, figure};
pub use flow::flow_figure;
pub use gauge::gauge_curve;
pub use inset::magnified_frame;
pub use lanes::{
    Lens, MOST_ROWS, around_object, badge_letter, goroutine_at, lanes_height, lens, object_at,
    row_at,
};
pub use layers::{Layers, layers};
pub use legend::{LegendEntry, LegendMark, legend, legend_of_choices, legend_of_chosen};
pub use line::at_line;
pub use magnifier::magnified;
pub use marks::has_died;
pub use palette::{Colour, Ink, Palette, Theme};
pub use plot::Frame;
pub use preview::preview_figure;
pub use rows::state_ink;
pub use scale::{Extent, Scale, strip_height, strips};
pub use shape::{Anchor, Area, Figure, Point, Shape, TextRole};
pub use strips::strip_label;
pub use svg::{svg, svg_element};
pub use sweep_chart::{SweepFrame, sweep_chart, sweep_words};
pub use sweep_figure::sweep_figure;
pub use timeline::timeline;
