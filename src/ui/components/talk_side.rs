//! What stands beside the runs of a step of the talk: the Go that matters, what to notice, what to try.

use super::code_line::{state_class, wrapping};
use super::fold::Fold;
use super::panel::PanelProps;
use super::talk_diagrams::DiagramPicture;
use super::talk_text::TalkText;
use crate::comparison::Run;
use crate::ui::hooks::{use_dispatch, use_playback};
use crate::ui::state::{Tour, moment_of, shows};
use talk::{Diagram, Go, GoLine, Showing};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct TalkSideProps {
    pub tour: Tour,
    pub panel: PanelProps,
    /// Whether this is a window for the audience, which has no controls.
    pub is_audience: bool,
}

/// The side of a step.
#[component]
pub(crate) fn TalkSide(props: &TalkSideProps) -> Html {
    let TalkSideProps {
        tour,
        panel,
        is_audience,
    } = props;
    let Some(step) = tour.step() else {
        return Html::default();
    };
    // Within the folded text, where there is one, so that they do not lengthen the side.
    let drawn = diagrams_of(tour);
    let drawn =
        drawn.map(|diagram| html! { <Drawn key={diagram.number} diagram={diagram.clone()} /> });
    html! {
        <aside class="talk-side" key={step.id.clone()}>
            if let Some(go) = &step.go {
                <Excerpt go={go.clone()} run={run_of(panel, go)} />
            }
            <Notice showings={step.marks.clone()} notice={step.notice.clone()} {is_audience} />
            if !is_audience && !step.tries.is_empty() {
                <section class="talk-part" aria-label="Try"><h2>{ "Try" }</h2><TalkText class="talk-try" html={step.tries.clone()} /></section>
            }
            if !is_audience && !step.printed.is_empty() {
                <details class="talk-part">
                    <summary>{ "As printed in the talk" }</summary>
                    <TalkText class="talk-printed" html={step.printed.clone()} />
                    { for drawn }
                </details>
            } else if !is_audience {
                { for drawn }
            }
        </aside>
    }
}

/// The diagrams that the step covers.
fn diagrams_of(tour: &Tour) -> impl Iterator<Item = &Diagram> {
    let covered = tour.step().into_iter().flat_map(|step| &step.covers);
    let numbers = covered.filter_map(|place| place.strip_prefix("diagram ")?.parse().ok());
    let all = tour
        .script()
        .into_iter()
        .flat_map(|script| &script.diagrams);
    numbers.flat_map(move |number: u8| all.clone().filter(move |diagram| diagram.number == number))
}

#[derive(PartialEq, Properties)]
struct DrawnProps {
    diagram: Diagram,
}

/// A diagram, drawn once it is opened.
#[component]
fn Drawn(DrawnProps { diagram }: &DrawnProps) -> Html {
    let (number, kind) = (diagram.number, diagram.kind.word());
    let summary = html! { <summary>{ format!("Diagram {number} as a picture: {kind}") }</summary> };
    html! {
        <Fold class="talk-part talk-drawn" {summary}>
            <DiagramPicture diagram={diagram.clone()} />
        </Fold>
    }
}

/// The run of the program, the chosen one first.
fn run_of(panel: &PanelProps, go: &Go) -> Option<Run> {
    let chosen = std::iter::once(panel.run());
    let mut runs = chosen.chain(&panel.comparison.runs);
    runs.find(|run| {
        run.pattern()
            .is_some_and(|pattern| pattern.folder == go.program)
    })
    .cloned()
}

#[derive(PartialEq, Properties)]
struct ExcerptProps {
    go: Go,
    /// The run of the program, if it is shown.
    run: Option<Run>,
}

/// The lines of Go, with those at which goroutines are.
#[component]
fn Excerpt(ExcerptProps { go, run }: &ExcerptProps) -> Html {
    let at = use_playback().at();
    let marks = match run {
        Some(run) if !run.is_over(at) => run.report.lines_at(at),
        _ => Vec::new(),
    };
    let line = |line: &GoLine| {
        let is_here =
            |mark: &&analysis::LineCount| usize::try_from(mark.line).ok() == Some(line.number);
        let state = marks.iter().find(is_here).map(state_class);
        html! {
            <div class={classes!("line", state)}>
                <span class="number" aria-hidden="true">{ line.number }</span>
                <div class="text"><code>{ wrapping(&line.text) }</code></div>
            </div>
        }
    };
    html! {
        <div class="code talk-go" role="region" aria-label={format!("Go: {}", go.program)} tabindex="0">{ for go.lines.iter().map(line) }</div>
    }
}

#[derive(PartialEq, Properties)]
struct NoticeProps {
    showings: Vec<Showing>,
    notice: AttrValue,
    is_audience: bool,
}

/// What to notice: a press shows it in the run.
#[component]
fn Notice(props: &NoticeProps) -> Html {
    let NoticeProps {
        showings,
        notice,
        is_audience,
    } = props;
    let dispatch = use_dispatch();
    let showing = |showing: &Showing| {
        let (dispatch, commands) = (dispatch.clone(), shows(showing));
        let onclick = Callback::from(move |_| {
            for command in &commands {
                dispatch.give(command.clone());
            }
        });
        html! {
            <button class="showing" {onclick} disabled={*is_audience}>
                <b>{ moment_of(showing) }</b>{ " " }{ &showing.says }
            </button>
        }
    };
    if showings.is_empty() && notice.is_empty() {
        return Html::default();
    }
    html! {
        <section class="talk-part" aria-label="Notice">
            <h2>{ "Notice" }</h2>
            { for showings.iter().map(showing) }
            if !notice.is_empty() {
                <TalkText class="talk-notice" html={notice.clone()} />
            }
        </section>
    }
}
