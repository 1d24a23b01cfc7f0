//! The edge around the strip of the selected channel or lock, over the picture of its run.

use super::canvas::Canvas;
use crate::comparison::Run;
use crate::ui::hooks::{Size, use_look};
use analysis::ObjectId;
use picture::{Frame, Scale, around_object};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct AroundObjectProps {
    pub run: Run,
    pub scale: Scale,
    /// The first row of the lens, from 0.
    pub lens: Option<u32>,
    pub id: ObjectId,
}

/// The edge.
#[component]
pub(crate) fn AroundObject(props: &AroundObjectProps) -> Html {
    let AroundObjectProps {
        run,
        scale,
        lens,
        id,
    } = props;
    let of = (run.clone(), *scale, *lens, *id, use_look().large);
    let draw = use_callback(of, |size: Size, (run, scale, lens, id, large)| {
        let frame = Frame {
            width: size.width,
            height: size.height,
            scale: *scale,
            large: *large,
            chosen: None,
            lens: *lens,
        };
        Rc::new(around_object(&run.report, &frame, *id))
    });
    html! { <Canvas {draw} /> }
}
