//! The goroutines at the selected line of the source, over the picture of their run.

use super::canvas::Canvas;
use crate::comparison::Run;
use crate::ui::hooks::{Reading, Size, use_look, use_reading};
use analysis::{Stay, StayReading};
use picture::{Frame, Scale, at_line};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct AtLineProps {
    pub run: Run,
    pub scale: Scale,
    /// The first row of the lens, from 0.
    pub lens: Option<u32>,
    /// The line of the Go program.
    pub line: u32,
}

/// The stays at a line of a run.
struct Stays(StayReading);

impl Reading for Stays {
    type Of = (Run, u32);
    type Found = Vec<Stay>;

    fn begin((_, line): &(Run, u32)) -> Stays {
        Stays(StayReading::new(*line))
    }

    fn advance(&mut self, (run, _): &(Run, u32), events: usize) -> bool {
        self.0.advance(&run.trace, events)
    }

    fn finish(self, (run, _): &(Run, u32)) -> Vec<Stay> {
        self.0.finish(&run.trace)
    }
}

/// Marks where and when they are there, once that is read.
#[component]
pub(crate) fn AtLine(
    AtLineProps {
        run,
        scale,
        lens,
        line,
    }: &AtLineProps,
) -> Html {
    let stays = use_reading::<Stays>(&(run.clone(), *line));
    let of = (run.clone(), *scale, *lens, *line, stays, use_look().large);
    let draw = use_callback(of, |size: Size, (run, scale, lens, line, stays, large)| {
        let frame = Frame {
            width: size.width,
            height: size.height,
            scale: *scale,
            large: *large,
            chosen: None,
            lens: *lens,
        };
        let stays = stays.as_deref();
        let shapes = stays.map(|stays| at_line(&run.report, &frame, *line, stays));
        Rc::new(shapes.unwrap_or_default())
    });
    html! { <Canvas {draw} /> }
}
