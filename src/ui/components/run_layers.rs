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

/// How the layers of a run's picture are painted, from the lowest.
#[derive(Clone)]
pub(super) struct Paint {
    pub ground: Draw,
    pub lanes: Draw,
    pub words: Draw,
    pub before: Draw,
    pub incidents: Draw,
    pub result: Draw,
}

/// Draws the layers of a run's picture.
#[hook]
pub(super) fn use_layers(
    run: &Run,
    scale: Scale,
    large: bool,
    chosen: Option<GoroutineId>,
    lens: Option<u32>,
) -> Paint {
    let of = (run.clone(), scale, large, chosen, lens);
    let layers = use_memo(of, |(run, scale, large, chosen, lens)| Layers {
        run: run.clone(),
        scale: *scale,
        large: *large,
        chosen: *chosen,
        lens: *lens,
        drawn: RefCell::default(),
    });
    let paint = |of: fn(&Drawn) -> &Rc<Vec<Shape>>| {
        let layers = Rc::clone(&layers);
        Callback::from(move |size| Rc::clone(of(&layers.at(size))))
    };
    let paint = use_memo(layers.clone(), |_| Paint {
        ground: paint(|drawn| &drawn.ground),
        lanes: paint(|drawn| &drawn.lanes),
        words: paint(|drawn| &drawn.words),
        before: paint(|drawn| &drawn.before),
        incidents: paint(|drawn| &drawn.incidents),
        result: paint(|drawn| &drawn.result),
    });
    (*paint).clone()
}

/// The layers of a run's picture at a size; all canvases ask for the same one.
struct Layers {
    run: Run,
    scale: Scale,
    large: bool,
    chosen: Option<GoroutineId>,
    lens: Option<u32>,
    drawn: RefCell<Option<(Size, Drawn)>>,
}

#[derive(Clone, Default)]
struct Drawn {
    ground: Rc<Vec<Shape>>,
    lanes: Rc<Vec<Shape>>,
    words: Rc<Vec<Shape>>,
    before: Rc<Vec<Shape>>,
    incidents: Rc<Vec<Shape>>,
    result: Rc<Vec<Shape>>,
}

impl PartialEq for Layers {
    fn eq(&self, other: &Layers) -> bool {
        self.run == other.run
            && self.scale == other.scale
            && self.large == other.large
            && self.chosen == other.chosen
            && self.lens == other.lens
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
            lens: self.lens,
        };
        let picture::Layers {
            ground,
            lanes,
            words,
            before,
            incidents,
            result,
        } = layers(&self.run.report, &frame);
        let new = Drawn {
            ground: Rc::new(ground),
            lanes: Rc::new(lanes),
            words: Rc::new(words),
            before: Rc::new(before),
            incidents: Rc::new(incidents),
            result: Rc::new(result),
        };
        *drawn = Some((size, new.clone()));
        new
    }
}
