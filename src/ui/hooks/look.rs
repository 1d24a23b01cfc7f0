//! What the screen is like.

use crate::ui::css::decimal;
use crate::ui::inks;
use gloo_events::EventListener;
use gloo_utils::{document_element, window};
use lab::link::{SizeOption, ThemeOption};
use picture::Theme;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, MediaQueryList};
use yew::prelude::*;

/// From this width on, in CSS pixels, the page is taken to be on a projector.
const PROJECTOR: &str = "(min-width: 1600px)";
const NARROW: &str = "(max-width: 700px)";
const LIGHT: &str = "(prefers-color-scheme: light)";
const STILL: &str = "(prefers-reduced-motion: reduce)";
const CONTRAST: &str = "(prefers-contrast: more)";
/// While the page is printed.
const PRINT: &str = "print";
/// From this size of type on, in per cent, labels in pictures are large.
const LARGE: u32 = 130;

/// What decides how pictures look besides their data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Look {
    /// The colours.
    pub theme: Theme,
    /// Whether labels are larger, as on a stage.
    pub large: bool,
    /// Whether type and code have the size for a stage.
    pub stage: bool,
    /// Whether the screen is as narrow as a phone's.
    pub narrow: bool,
    /// How many of the screen's pixels are one of CSS's.
    pub pixel_ratio: f64,
}

/// Follows what the screen is like, and gives the document the theme's colours as CSS variables, so that the canvases
/// and everything else agree.
#[hook]
pub(crate) fn use_screen(theme: ThemeOption, scale: u32, size: SizeOption) -> Look {
    let current = move || current(theme, scale, size);
    let look = use_state_eq(current);
    use_effect_with((theme, scale, size), {
        let look = look.clone();
        move |_| look.set(current())
    });
    let listened = look.clone();
    // A window that comes to another screen has other pixels from then on, and is listened to anew.
    use_effect_with(
        (look.pixel_ratio, theme, scale, size),
        move |(ratio, ..)| {
            let pixels = format!("(resolution: {ratio}dppx)");
            let queries = [LIGHT, CONTRAST, PROJECTOR, NARROW, PRINT, &pixels];
            let mut listeners: Vec<EventListener> = queries
                .into_iter()
                .filter_map(media)
                .map(|query| {
                    let look = listened.clone();
                    EventListener::new(&query, "change", move |_| look.set(current()))
                })
                .collect();
            // Not every engine tells of another resolution; a window that moves to such a screen gets another size.
            listeners.push(EventListener::new(&window(), "resize", move |_| {
                listened.set(current());
            }));
            || drop(listeners)
        },
    );
    use_effect_with(look.theme, |theme| set_colours(*theme));
    use_effect_with(look.stage, |stage| set_size(*stage));
    // The paper is laid out when the listener returns. A new state would come to the document by then only if nothing else waits
    // to be rendered.
    use_effect_with((theme, scale, size), move |_| {
        let listener = on_paper(move |is_paper| {
            // Engines differ in whether the paper's media still match when they tell of the screen.
            let colours = if is_paper {
                Theme::Light
            } else {
                on_screen(theme, size)
            };
            set_colours(colours);
            set_size(is_stage(size) && !is_paper);
        });
        || drop(listener)
    });
    use_effect_with(scale, |scale| {
        let root: HtmlElement = document_element().unchecked_into();
        // Without the variable the size is the style sheet's own.
        let _ = root
            .style()
            .set_property("--scale", &decimal(f64::from(*scale) / 100.0));
    });
    *look
}

/// Whether the user wants no motion.
pub(crate) fn wants_no_motion() -> bool {
    matches(STILL)
}

/// Calls when the page is about to be laid out on paper, and when it is back on the screen, as long as the value lives.
pub(crate) fn on_paper(changed: impl Fn(bool) + 'static) -> [EventListener; 2] {
    let changed = Rc::new(changed);
    [("beforeprint", true), ("afterprint", false)].map(|(event, is_paper)| {
        let changed = Rc::clone(&changed);
        EventListener::new(&window(), event, move |_| changed(is_paper))
    })
}

fn set_colours(theme: Theme) {
    let root: HtmlElement = document_element().unchecked_into();
    for (name, colour) in inks::variables(theme.palette()) {
        // A variable that cannot be set leaves the style sheet's own.
        let _ = root.style().set_property(name, &colour);
    }
}

fn set_size(stage: bool) {
    let size = if stage { "stage" } else { "normal" };
    // Without the attribute the sizes are those for a reader.
    let _ = document_element().set_attribute("data-size", size);
}

fn current(theme: ThemeOption, scale: u32, size: SizeOption) -> Look {
    let stage = is_stage(size);
    Look {
        // On paper the ground is white, whatever the screen's is.
        theme: if matches(PRINT) {
            Theme::Light
        } else {
            on_screen(theme, size)
        },
        large: stage || scale >= LARGE,
        stage,
        narrow: matches(NARROW),
        pixel_ratio: window().device_pixel_ratio(),
    }
}

fn is_stage(size: SizeOption) -> bool {
    match size {
        SizeOption::Auto => matches(PROJECTOR),
        SizeOption::Normal => false,
        SizeOption::Stage => true,
    }
}

/// The theme on a screen.
fn on_screen(theme: ThemeOption, size: SizeOption) -> Theme {
    match theme {
        ThemeOption::Contrast => Theme::Contrast,
        ThemeOption::Light => Theme::Light,
        ThemeOption::Auto if matches(CONTRAST) => Theme::Contrast,
        ThemeOption::Auto if matches(LIGHT) => Theme::Light,
        ThemeOption::Auto | ThemeOption::Dark if is_stage(size) => Theme::Projector,
        ThemeOption::Auto | ThemeOption::Dark => Theme::Dark,
    }
}

fn matches(query: &str) -> bool {
    media(query).is_some_and(|list| list.matches())
}

fn media(query: &str) -> Option<MediaQueryList> {
    window().match_media(query).ok().flatten()
}
