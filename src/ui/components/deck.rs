//! The deck: the large slider under its curve, and the transport.

use super::curve::CurvePlot;
use super::own_slider::OwnSlider;
use super::range::Range;
use super::transport::Transport;
use crate::program::Program;
use crate::ui::css::percent;
use crate::ui::hooks::{Live, OwnCurve, OwnRun, use_choice, use_covered, use_dispatch, use_look};
use crate::ui::state::Command;
use crate::ui::work::{CurveOf, why_no_curve};
use lab::link::{Controls, Options, Part};
use lab::params::{Key, Value};
use lab::scenarios::Scenario;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct DeckProps {
    pub scenario: Rc<Scenario>,
    pub curve: Option<CurveOf>,
    pub options: Rc<Options>,
    pub live: Live,
    /// Somebody's own program, if it is alone: the slider is then of its flags.
    pub alone: Option<Rc<Program>>,
    pub own: OwnRun,
    pub own_curve: Option<OwnCurve>,
}

/// What is at the foot of the page.
#[component]
pub(crate) fn Deck(props: &DeckProps) -> Html {
    let DeckProps {
        scenario,
        curve,
        options,
        live,
        alone,
        own,
        own_curve,
    } = props;
    let is_minimal = options.controls == Controls::Minimal;
    let has_curve = options.shows(Part::Curve) && !is_minimal;
    // A curve of another parameter has another axis.
    let curve = curve
        .as_ref()
        .filter(|curve| has_curve && curve.key == scenario.slider());
    let of_scenario = || scenario.values().number(Key::Seed);
    let seed = alone
        .as_ref()
        .map_or_else(of_scenario, |program| program.seed());
    let node = use_node_ref();
    use_covered(&node);
    html! {
        <div ref={node} class={classes!("deck", is_minimal.then_some("minimal"))}>
            if let Some(program) = alone {
                if options.shows(Part::Slider) {
                    <OwnSlider program={Rc::clone(program)} own={own.clone()} curve={own_curve.clone().filter(|_| has_curve)} />
                }
            } else if options.shows(Part::Slider) {
                <LargeSlider {scenario} curve={curve.cloned()} {has_curve} chooses={!options.embed} />
            }
            <Transport {seed} live={live.clone()} {is_minimal} />
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct LargeSliderProps {
    scenario: Rc<Scenario>,
    curve: Option<CurveOf>,
    /// Whether a curve is shown where there is one.
    has_curve: bool,
    /// Whether the parameter of the slider can be chosen.
    chooses: bool,
}

/// One parameter, large.
#[component]
fn LargeSlider(props: &LargeSliderProps) -> Html {
    let LargeSliderProps {
        scenario,
        curve,
        has_curve,
        chooses,
    } = props;
    let (dispatch, look) = (use_dispatch(), use_look());
    let (parameter, slider) = (scenario.slider(), scenario.scale());
    let param = parameter.param();
    let show = |value| param.show(&Value::Number(value));
    // Room for the widest of them, and for a space.
    let widest = show(scenario.values().max(parameter)).chars().count() as f64 + 1.0;
    let marks = slider.marks(widest * if look.narrow { 0.04 } else { 0.018 });
    let mark = |value| {
        let style = format!("left:{}", percent(slider.fraction(value)));
        html! { <span {style}>{ show(value) }</span> }
    };
    let words = match curve {
        Some(curve) => Some(curve.words(scenario)),
        None if *has_curve => why_no_curve(scenario, parameter),
        None => None,
    };
    let label = scenario.say(param.label);
    let step = |direction: &str, sign: &'static str, steps: i64| {
        let slide = Command::Slide {
            parameter: None,
            steps,
        };
        html! {
            <button class="step" aria-label={format!("{label} {direction}")} onclick={dispatch.on(slide)}>{ sign }</button>
        }
    };
    html! {
        <section class="large" aria-label={label.clone()}>
            <div class="reading">
                if *chooses {
                    <SliderMenu {scenario} key={scenario.title()} />
                } else {
                    <label for="large">{ &label }</label>
                }
                <output for="large">{ param.show(scenario.values().get(parameter)) }</output>
                <p class="found" title={words.clone()}>{ words.clone() }</p>
            </div>
            { step("down", "−", -1) }
            <div class="track">
                if let (Some(curve), Some(words)) = (curve, words) {
                    <CurvePlot {scenario} curve={curve.clone()} {words} />
                }
                <Range {scenario} {parameter} {slider} id="large" lets_keys_go={*chooses} />
                <div class="marks" aria-hidden="true">{ for marks.into_iter().map(mark) }</div>
            </div>
            { step("up", "+", 1) }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct SliderMenuProps {
    scenario: Rc<Scenario>,
}

/// What the large slider moves, and what its axis is like.
#[component]
fn SliderMenu(SliderMenuProps { scenario }: &SliderMenuProps) -> Html {
    let dispatch = use_dispatch();
    let (now, linear) = (scenario.slider(), scenario.is_linear());
    let change = Callback::from(move |line: String| {
        dispatch.give(match Key::of(&line) {
            Some(parameter) => Command::Slider { parameter },
            None => Command::Axis { linear: !linear },
        });
    });
    let choice = use_choice(now.param().name, change);
    let option = |key: Key| {
        let param = key.param();
        html! { <option value={param.name} selected={key == now}>{ scenario.say(param.label) }</option> }
    };
    let axis = if linear { "logarithmic" } else { "linear" };
    html! {
        <select ref={choice.node} class="which" aria-label="What the slider moves" onchange={choice.changed}
            onkeydown={choice.pressed} onblur={choice.left}>
            <optgroup label="What the slider moves">{ for scenario.sliders().into_iter().map(option) }</optgroup>
            <optgroup label="Make its axis"><option value={axis}>{ axis }</option></optgroup>
        </select>
    }
}
