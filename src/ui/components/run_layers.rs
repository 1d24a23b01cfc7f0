//! The layers of a run's picture, drawn once for a size and shared by its canvases.

use crate::comparison::Run;
use crate::ui::hooks::Size;
use analysis::GoroutineId;
use picture::{Frame, Scale, Shape, layers};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// What paints a layer for a size.
pub(super) type Draw = Callback<Size, Rc<Vec<Shape>>>;

/// Draws the layers of a run's picture: the lanes, the words, and what came of it.
#[hook]
pub(super) fn use_layers(
    run: &Run,
    scale: Scale,
    large: bool,
    chosen: Option<GoroutineId>,
) -> [Draw; 3] {
    let of = (run.clone(), scale, large, chosen);
    let layers = use_memo(of, |(run, scale, large, chosen)| Layers {
        run: run.clone(),
        scale: *scale,
        large: *large,
        chosen: *chosen,
        drawn: RefCell::default(),
    });
    let lanes = use_callback(layers.clone(), |size, layers: &Rc<Layers>| {
        layers.at(size).lanes
    });
    let words = use_callback(layers.clone(), |size, layers: &Rc<Layers>| {
        layers.at(size).words
    });
    let result = use_callback(layers, |size, layers: &Rc<Layers>| layers.at(size).result);
    [lanes, words, result]
}

/// The layers of a run's picture at a size; all canvases ask for the same one.
struct Layers {
    run: Run,
    scale: Scale,
    large: bool,
    chosen: Option<GoroutineId>,
    drawn: RefCell<Option<(Size, Drawn)>>,
}

#[derive(Clone, Default)]
struct Drawn {
    lanes: Rc<Vec<Shape>>,
    words: Rc<Vec<Shape>>,
    result: Rc<Vec<Shape>>,
}

impl PartialEq for Layers {
    fn eq(&self, other: &Layers) -> bool {
        self.run == other.run
            && self.scale == other.scale
            && self.large == other.large
            && self.chosen == other.chosen
    }
}

impl Layers {
    fn at(&self, size: Size) -> Drawn {
        let mut drawn = self.drawn.borrow_mut();
        if let Some((_, same)) = drawn.as_ref().filter(|(of, _)| *of == size) {
            return same.clone();
        }
        let frame = Frame {
            width: size.width,
            height: size.height,
            scale: self.scale,
            large: self.large,
            chosen: self.chosen,
        };
        let picture::Layers {
            lanes,
            words,
            result,
        } = layers(&self.run.report, &frame);
        let new = Drawn {
            lanes: Rc::new(lanes),
            words: Rc::new(words),
            result: Rc::new(result),
        };
        *drawn = Some((size, new.clone()));
        new
    }
}
