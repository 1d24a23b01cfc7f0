//! Figures of the chosen run over time, with their values at the playhead.

use super::canvas::Canvas;
use super::fold::Fold;
use super::panel::PanelProps;
use super::playhead::Playhead;
use crate::comparison::{Comparison, Run};
use crate::ui::hooks::{Size, use_playback};
use analysis::{Gauge, Gauges};
use picture::{Scale, gauge_curve};
use std::rc::Rc;
use yew::prelude::*;

/// The panel.
#[component]
pub(crate) fn LiveFigures(props: &PanelProps) -> Html {
    let summary = html! { <summary>{ "Figures over time" }</summary> };
    html! {
        <Fold class="live-figures" {summary}>
            <Curves run={props.run().clone()} comparison={Rc::clone(&props.comparison)} />
        </Fold>
    }
}

#[derive(PartialEq, Properties)]
struct CurvesProps {
    run: Run,
    comparison: Rc<Comparison>,
}

/// What main does, and a curve for each figure that is not zero throughout.
#[component]
fn Curves(CurvesProps { run, comparison }: &CurvesProps) -> Html {
    let gauges = use_memo(run.clone(), |run| Gauges::of(&run.report));
    let curve = |gauge: &Gauge| {
        let name = comparison.scenario.say(&gauge.name());
        html! {
            <Curve run={run.clone()} gauges={Rc::clone(&gauges)} gauge={*gauge} {name} scale={comparison.scale} />
        }
    };
    html! {
        <>
            <Main run={run.clone()} />
            <ul class="gauges">{ for gauges.list.iter().map(curve) }</ul>
        </>
    }
}

#[derive(PartialEq, Properties)]
struct MainProps {
    run: Run,
}

/// What main does now, and that the counts leave it out.
#[component]
fn Main(MainProps { run }: &MainProps) -> Html {
    let at = use_playback().at();
    let words = if at > run.report.total {
        None
    } else {
        run.report.main_words(at)
    };
    let words = words.unwrap_or_else(|| String::from("–"));
    html! {
        <p class="main-now">
            <span class="name">{ "main" }</span><output>{ words }</output>
            <span class="hint">{ "not among the goroutines counted below" }</span>
        </p>
    }
}

#[derive(PartialEq, Properties)]
struct CurveProps {
    run: Run,
    gauges: Rc<Gauges>,
    gauge: Gauge,
    name: String,
    scale: Scale,
}

/// A figure: its name, its value now, its curve.
#[component]
fn Curve(props: &CurveProps) -> Html {
    let CurveProps {
        run,
        gauges,
        gauge,
        name,
        scale,
    } = props;
    let at = use_playback().at();
    let of = (run.clone(), Rc::clone(gauges), *gauge, *scale);
    let draw = use_callback(of, |size: Size, (run, gauges, gauge, scale)| {
        let report = &run.report;
        let steps = gauges.steps(report, *gauge);
        let size = (size.width, size.height);
        Rc::new(gauge_curve(*gauge, steps, report.total, scale, size))
    });
    // At its end the run shows what was left.
    let is_gone = at > run.report.total;
    let value = if is_gone && !matches!(gauge, Gauge::Done | Gauge::Failed) {
        0
    } else {
        gauges.value(&run.report, *gauge, at)
    };
    html! {
        <li>
            <span class="name">{ name }</span>
            <output>{ gauge.words(value) }</output>
            <div class="small-curve"><Canvas {draw} /><Playhead shown={(scale.from, scale.end)} /></div>
        </li>
    }
}
