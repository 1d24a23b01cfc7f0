//! The goroutines at the selected line of the source, over the picture of their run.

use super::canvas::Canvas;
use crate::comparison::Run;
use crate::ui::hooks::{Size, use_look};
use analysis::stays;
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

/// Marks where and when they are there.
#[component]
pub(crate) fn AtLine(
    AtLineProps {
        run,
        scale,
        lens,
        line,
    }: &AtLineProps,
) -> Html {
    let stays = use_memo((run.clone(), *line), |(run, line)| stays(&run.trace, *line));
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
        Rc::new(at_line(&run.report, &frame, *line, stays))
    });
    html! { <Canvas {draw} /> }
}
