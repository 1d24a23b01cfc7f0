//! Pictures as standalone SVG.

use super::settings;
use crate::comparison::Comparison;
use analysis::{Curve, Point, Report};
use lab::params::{Key, Slider, Value};
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use picture::{FigureView, SweepFrame, Theme, figure, flow_figure, preview_figure, sweep_figure};
use serde::{Deserialize, Serialize};

/// How a picture looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// The place of the theme in [`Theme::ALL`].
    theme: usize,
    /// In pixels; the height follows.
    width: u16,
}

impl Default for Look {
    fn default() -> Look {
        Look::new(Theme::default(), Look::WIDTH)
    }
}

impl Look {
    /// The usual width in pixels.
    pub const WIDTH: u16 = 960;

    /// The colours of a theme, at a width in pixels.
    #[must_use]
    pub fn new(theme: Theme, width: u16) -> Look {
        let theme = Theme::ALL.iter().position(|one| *one == theme);
        Look {
            theme: theme.unwrap_or_default(),
            width,
        }
    }

    /// The theme.
    #[must_use]
    pub fn theme(self) -> Theme {
        Theme::ALL.get(self.theme).copied().unwrap_or_default()
    }
}

/// The timeline of the runs, or a part of it, as a standalone picture.
#[must_use]
pub fn run_svg(comparison: &Comparison, look: Look, view: FigureView) -> String {
    let (title, settings, runs) = parts(comparison);
    let figure = figure(&title, &settings, &runs, f32::from(look.width), view);
    picture::svg(&figure, look.theme())
}

/// Who started and woke whom in the runs, as a standalone picture.
#[must_use]
pub fn flow_svg(comparison: &Comparison, look: Look) -> String {
    let (title, settings, runs) = parts(comparison);
    let figure = flow_figure(&title, &settings, &runs, f32::from(look.width));
    picture::svg(&figure, look.theme())
}

/// The runs in the shape in which chats show a picture beside a link.
#[must_use]
pub fn preview_svg(comparison: &Comparison, theme: Theme) -> String {
    let (title, _, runs) = parts(comparison);
    picture::svg(&preview_figure(&title, &runs), theme)
}

/// The title, the settings, and the runs with their names.
fn parts(comparison: &Comparison) -> (String, String, Vec<(&str, &Report)>) {
    let runs = comparison.runs.iter();
    let runs = runs.map(|run| (run.name(), &*run.report)).collect();
    // Lines are broken between settings, not within one.
    let settings = settings(comparison)
        .into_iter()
        .map(|setting| setting.replace(' ', "\u{a0}"));
    let settings = settings.collect::<Vec<_>>().join(" · ");
    (comparison.scenario.title(), settings, runs)
}

/// The curve of a pattern as a standalone picture, over the axis of a slider with the same ends.
#[must_use]
pub fn sweep_svg(
    curve: &Curve,
    key: Key,
    scenario: &Scenario,
    pattern: &'static Pattern,
    theme: Theme,
) -> String {
    let value = |point: Option<&Point>| point.map_or(0, |point| point.value);
    let ends = (value(curve.points.first()), value(curve.points.last()));
    let slider = Slider::between(key, ends.0, ends.1);
    let (slider, height) = if scenario.is_linear() {
        (slider.linear(), "linear")
    } else {
        (slider, "logarithmic")
    };
    let own = scenario.values().number(key);
    let frame = SweepFrame {
        curve,
        current: (ends.0..=ends.1).contains(&own).then_some(own),
        width: 960.0,
        height: 420.0,
        inset: 16.0,
        large: false,
        apart: key.param().never(),
        is_linear: scenario.is_linear(),
        place: &|value| slider.fraction(value),
        show: &|value| key.param().show(&Value::Number(value)),
        say: &|text| scenario.say(text),
    };
    let title = match scenario.title() {
        title if title == pattern.name => title,
        title => format!("{title}: {}", pattern.name),
    };
    let axis = format!("{}; height: total time, {height}", key.param().label);
    let figure = sweep_figure(&title, &axis, &slider.marks(0.06), &frame);
    picture::svg(&figure, theme)
}
