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
    /// Whether the page is on its way to paper.
    pub paper: bool,
    /// How many of the screen's pixels are one of CSS's.
    pub pixel_ratio: f64,
}

/// Follows what the screen is like, and gives the document the theme's colours as CSS variables, so that the canvases
/// and everything else agree.
#[hook]
pub(crate) fn use_screen(theme: ThemeOption, scale: u32, size: SizeOption) -> Look {
    let printing = use_mut_ref(|| false);
    let current = {
        let printing = Rc::clone(&printing);
        move || current(theme, scale, size, *printing.borrow())
    };
    let look = use_state_eq(current.clone());
    use_effect_with((theme, scale, size), {
        let (look, current) = (look.clone(), current.clone());
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
                    let (look, current) = (listened.clone(), current.clone());
                    EventListener::new(&query, "change", move |_| look.set(current()))
                })
                .collect();
            // Not every engine tells of another resolution; a window that moves to such a screen gets another size. Nor does
            // every engine tell of the medium before it has laid out the paper.
            for (event, is_printing) in [
                ("resize", None),
                ("beforeprint", Some(true)),
                ("afterprint", Some(false)),
            ] {
                let (look, current) = (listened.clone(), current.clone());
                let printing = Rc::clone(&printing);
                listeners.push(EventListener::new(&window(), event, move |_| {
                    if let Some(is_printing) = is_printing {
                        *printing.borrow_mut() = is_printing;
                    }
                    look.set(current());
                }));
            }
            || drop(listeners)
        },
    );
    use_effect_with(look.theme, |theme| {
        let root: HtmlElement = document_element().unchecked_into();
        for (name, colour) in inks::variables(theme.palette()) {
            // A variable that cannot be set leaves the style sheet's own.
            let _ = root.style().set_property(name, &colour);
        }
    });
    use_effect_with(look.stage, |stage| {
        let size = if *stage { "stage" } else { "normal" };
        // Without the attribute the sizes are those for a reader.
        let _ = document_element().set_attribute("data-size", size);
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

fn current(theme: ThemeOption, scale: u32, size: SizeOption, is_printing: bool) -> Look {
    let paper = is_printing || matches(PRINT);
    let stage = match size {
        // Paper is held in the hand.
        _ if paper => false,
        SizeOption::Auto => matches(PROJECTOR),
        SizeOption::Normal => false,
        SizeOption::Stage => true,
    };
    let dark = if stage { Theme::Projector } else { Theme::Dark };
    let theme = match theme {
        // On paper the ground is white, whatever the screen's is.
        _ if paper => Theme::Light,
        ThemeOption::Contrast => Theme::Contrast,
        ThemeOption::Light => Theme::Light,
        ThemeOption::Auto if matches(CONTRAST) => Theme::Contrast,
        ThemeOption::Auto if matches(LIGHT) => Theme::Light,
        ThemeOption::Auto | ThemeOption::Dark => dark,
    };
    Look {
        theme,
        large: stage || (scale >= LARGE && !paper),
        stage,
        narrow: matches(NARROW),
        paper,
        pixel_ratio: window().device_pixel_ratio(),
    }
}

fn matches(query: &str) -> bool {
    media(query).is_some_and(|list| list.matches())
}

fn media(query: &str) -> Option<MediaQueryList> {
    window().match_media(query).ok().flatten()
}
