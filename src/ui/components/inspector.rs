//! The inspector: who a goroutine is, what it does at the playhead, and what it did in its life.

use super::inspector_now::{Now, Steps};
use super::inspector_object::{ObjectNow, ObjectSteps};
use super::panel::PanelProps;
use crate::comparison::Run;
use crate::ui::css::percent;
use crate::ui::hooks::{Dispatch, Reading, use_choice, use_dispatch, use_reading};
use crate::ui::inks;
use crate::ui::state::Command;
use analysis::fmt::{self, counted, length};
use analysis::{
    Detail, DetailReading, GoroutineId, GoroutineSpan, GoroutineState, Incident, LineShare,
    MOST_SEGMENTS, ObjectId, Printed, StateShare, TaskOutcome, TaskSpan,
};
use goruntime::time::Time;
use lab::scenarios::Scenario;
use std::rc::Rc;
use web_sys::{HtmlInputElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

/// The most goroutines in a list. Of more, one is chosen by its number.
const MOST_LISTED: u32 = 300;
/// What stands before the number of a channel or lock in the list.
const OBJECT: &str = "object ";
/// The most tasks, lines or printed lines that are shown.
const MOST_SHOWN: usize = 12;

/// The goroutine that is selected. Without one, a field to select one by.
#[component]
pub(crate) fn Inspector(props: &PanelProps) -> Html {
    let dispatch = use_dispatch();
    let run = props.run();
    let goroutine = props.goroutine;
    let object = props.object;
    let known = use_reading::<Known>(&(run.clone(), goroutine));
    let known = known.and_then(|known| (*known).clone());
    let is_open = goroutine.is_some() || object.is_some();
    use_effect_with((run.id(), is_open), |(_, is_open)| {
        if *is_open {
            show_picture();
        }
    });
    let end = props.comparison.scale.end;
    let scenario = Rc::clone(&props.comparison.scenario);
    html! {
        <section class={classes!("inspector", is_open.then_some("inspecting"))} aria-label="Inspector">
            <div class="inspector-head">
                <Choice run={run.clone()} {goroutine} {object} />
                if let Some(detail) = &known {
                    <Steps detail={Rc::clone(detail)} />
                } else if let Some(id) = object {
                    <ObjectSteps run={run.clone()} {id} />
                }
                if let Some(span) = goroutine.and_then(|id| run.report.span(id)) {
                    <button aria-label="Fit its life" title="Fit its life to the time axis"
                        onclick={dispatch.on(Command::Fit { from: span.created, to: span.end })}>{ "⇔" }</button>
                }
                if is_open {
                    <button class="remove" aria-label="Close the inspector" title="Close"
                        onclick={dispatch.on(Command::Select { goroutine: None })}>{ "✕" }</button>
                }
            </div>
            if let Some(detail) = &known {
                <Now run={run.clone()} detail={Rc::clone(detail)} {end} scenario={Rc::clone(&scenario)} />
                <Life run={run.clone()} detail={Rc::clone(detail)} {scenario} />
            } else if let Some(id) = goroutine {
                <p class="hint">{ unknown(id, run) }</p>
            } else if let Some(id) = object {
                <ObjectNow run={run.clone()} {id} {end} {scenario} />
            }
        </section>
    }
}

/// A goroutine's detail, read off the trace of a run; `None` if there is no such goroutine.
struct Known(Option<DetailReading>);

impl Reading for Known {
    type Of = (Run, Option<GoroutineId>);
    type Found = Option<Rc<Detail>>;

    fn begin((run, goroutine): &Self::Of) -> Known {
        let life = goroutine.filter(|id| run.report.span(*id).is_some());
        Known(life.map(DetailReading::new))
    }

    fn advance(&mut self, (run, _): &Self::Of, events: usize) -> bool {
        let reading = self.0.as_mut();
        reading.is_none_or(|reading| reading.advance(&run.trace, events))
    }

    fn finish(self, (run, _): &Self::Of) -> Option<Rc<Detail>> {
        Some(Rc::new(self.0?.finish(&run.report)?))
    }
}

/// Why a goroutine is not inspected. A link may name one that this run does not have.
fn unknown(id: GoroutineId, run: &Run) -> String {
    let all = run.trace.goroutines();
    if !(1..=all).contains(&id.0) {
        let all = counted(all.into(), "goroutine", "goroutines");
        return format!("There is no {id} in this run, which has {all}.");
    }
    if run.report.has_too_many_states() {
        return format!(
            "No inspector: what the shown goroutines did has more than {} states, and no more are kept. The event log has them all: \
             type a goroutine's name or number into its filter.",
            fmt::grouped(MOST_SEGMENTS as u64),
        );
    }
    String::from("Reading the trace …")
}

/// The picture of the chosen run stays in view beside the open inspector, which on a phone lies over the lower half.
fn show_picture() {
    let document = gloo_utils::document();
    let Ok(Some(plot)) = document.query_selector(".run.chosen .plot") else {
        return;
    };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    plot.scroll_into_view_with_scroll_into_view_options(&options);
}

#[derive(PartialEq, Properties)]
struct ChoiceProps {
    run: Run,
    goroutine: Option<GoroutineId>,
    object: Option<ObjectId>,
}

/// What is selected: a list of the goroutines and of the channels and locks that have a name, or, where there are too many goroutines
/// for one, a field for a number.
#[component]
fn Choice(
    ChoiceProps {
        run,
        goroutine,
        object,
    }: &ChoiceProps,
) -> Html {
    let dispatch = use_dispatch();
    let all = run.trace.goroutines();
    let spans = run.report.spans().unwrap_or_default();
    let value = match (goroutine, object) {
        (Some(id), _) => id.0.to_string(),
        (None, Some(id)) => format!("{OBJECT}{}", id.0),
        (None, None) => String::new(),
    };
    let select = {
        let dispatch = dispatch.clone();
        Callback::from(move |line: String| {
            dispatch.give(match line.strip_prefix(OBJECT) {
                Some(number) => Command::Object {
                    object: number.parse().ok(),
                },
                None => Command::Select {
                    goroutine: line.parse().ok(),
                },
            });
        })
    };
    let choice = use_choice(&value, select.clone());
    // The field gets its value when another goroutine is selected. At every rendering it would lose what is being typed.
    let field = use_node_ref();
    use_effect_with((*goroutine, all > MOST_LISTED, field.clone()), {
        let value = value.clone();
        move |(_, _, field)| {
            if let Some(field) = field.cast::<HtmlInputElement>() {
                field.set_value(&value);
            }
        }
    });
    if all > MOST_LISTED {
        let onchange = Callback::from(move |event: Event| {
            let field: Option<HtmlInputElement> = event.target_dyn_into();
            select.emit(field.map_or_else(String::new, |field| field.value()));
        });
        return html! {
            <label class="which-goroutine by-number"><span>{ goroutine.map_or_else(|| String::from("Goroutine"), |id| run.report.goroutine_name(id)) }</span>
                <input ref={field} type="number" aria-label="Goroutine" min="1" max={all.to_string()} placeholder={format!("1 to {all}")} {onchange} />
            </label>
        };
    }
    let option = |span: &GoroutineSpan| {
        let number = span.id.0;
        html! { <option value={number.to_string()} selected={Some(span.id) == *goroutine}>{ full_name(run, span.id) }</option> }
    };
    let named = run
        .report
        .objects()
        .filter(|(_, object)| !object.levels.is_empty());
    let objects: Vec<Html> = named
        .take(MOST_LISTED as usize)
        .map(|(id, _)| {
            let name = run.report.object_name(id);
            html! { <option value={format!("{OBJECT}{}", id.0)} selected={Some(id) == *object}>{ name }</option> }
        })
        .collect();
    html! {
        <label class="which-goroutine"><span>{ "Goroutine" }</span>
            <select ref={choice.node} aria-label="Goroutine" onchange={choice.changed} onkeydown={choice.pressed} onblur={choice.left}>
                <option value="" selected={goroutine.is_none()}>{ "none" }</option>
                { for spans.iter().map(option) }
                if !objects.is_empty() {
                    <optgroup label="Channels and locks">{ for objects }</optgroup>
                }
            </select>
        </label>
    }
}

/// Its name and its number: `worker 3 (goroutine 5)`.
fn full_name(run: &Run, id: GoroutineId) -> String {
    let (name, number) = (run.report.goroutine_name(id), id.to_string());
    if name == number {
        return number;
    }
    format!("{name} ({number})")
}

#[derive(PartialEq, Properties)]
struct LifeProps {
    run: Run,
    detail: Rc<Detail>,
    scenario: Rc<Scenario>,
}

/// What does not depend on the playhead.
#[component]
fn Life(
    LifeProps {
        run,
        detail,
        scenario,
    }: &LifeProps,
) -> Html {
    let dispatch = use_dispatch();
    let report = &run.report;
    let Some(span) = report.span(detail.id) else {
        return Html::default();
    };
    let life = span.end.since(span.created);
    let state = |share: &StateShare| state(share, life.0);
    let tasks: Vec<&TaskSpan> = report.tasks_of(span).collect();
    let wrongs: Vec<&Incident> = report.incidents_of(span.id).collect();
    html! {
        <>
            <p class="born">{ for born(run, span, &dispatch) }</p>
            { list("What went wrong", "incidents", &wrongs, |incident| incident_item(run, incident, span.id, &dispatch)) }
            <ul class="states" aria-label="States">{ for detail.states.iter().map(state) }</ul>
            { list("Tasks", "tasks", &tasks, |task| task_item(task, scenario, &dispatch)) }
            { list("Printed", "lines", &detail.printed, |line| printed_item(line, &dispatch)) }
            { list("Lines run", "lines", &detail.lines, line_item) }
        </>
    }
}

/// Who started it where, and how it ended.
fn born(run: &Run, span: &GoroutineSpan, dispatch: &Dispatch) -> Vec<Html> {
    let moment = |at: Time| {
        html! { <button class="to" onclick={dispatch.on(Command::Seek { at })}>{ length(at.elapsed()) }</button> }
    };
    let line = match span.go_line {
        0 => String::new(),
        line => format!(" at line {line}"),
    };
    let parent = match span.parent {
        Some(id) => {
            let select = Command::Select {
                goroutine: Some(id.0),
            };
            let name = run.report.goroutine_name(id);
            html! { <>{ "started by " }<button class="to" onclick={dispatch.on(select)}>{ name }</button></> }
        }
        None if span.id == GoroutineId::MAIN => html! { "started by the runtime" },
        None => html! { "started by a timer" },
    };
    let fate = match span.fate {
        GoroutineState::Leaked => "still there when main returned, at ",
        GoroutineState::Killed => "still there when the run ended, at ",
        GoroutineState::Done
        | GoroutineState::Runnable
        | GoroutineState::Running(_)
        | GoroutineState::Sleeping
        | GoroutineState::Blocked(_) => "returned at ",
    };
    vec![
        parent,
        html! { <>{ line }{ ", " }</> },
        moment(span.created),
        html! { <>{ "; " }{ fate }</> },
        moment(span.end),
    ]
}

fn state(share: &StateShare, life: u64) -> Html {
    let part = share.total.0 as f64 / (life.max(1) as f64);
    let ink = inks::variable(picture::state_ink(share.state));
    let style = format!("--ink:var({ink});--part:{}", percent(part));
    html! {
        <li {style}>
            <span class="what">{ &share.words }</span>
            <span>{ length(share.total) }</span>
            <span>{ fmt::percent(share.total.0, life) }</span>
            <span class="times">{ format!("× {}", fmt::grouped(share.count.into())) }</span>
        </li>
    }
}

/// A list with its heading; nothing if it is empty. Only its first items are shown.
fn list<T>(heading: &str, many: &str, all: &[T], item: impl Fn(&T) -> Html) -> Html {
    if all.is_empty() {
        return Html::default();
    }
    let more = all.len().saturating_sub(MOST_SHOWN);
    html! {
        <>
            <h3>{ heading }</h3>
            <ul class="facts">
                { for all.iter().take(MOST_SHOWN).map(item) }
                if more > 0 {
                    <li class="hint">{ format!("and {more} more {many}") }</li>
                }
            </ul>
        </>
    }
}

/// A moment at which something went wrong, and who else was concerned.
fn incident_item(run: &Run, incident: &Incident, id: GoroutineId, dispatch: &Dispatch) -> Html {
    let report = &run.report;
    let (words, with) = report.incident_words(incident, id);
    let own = incident.other.filter(|(other, _)| *other == id);
    let at = own.map_or(incident.at, |(_, at)| at);
    let show = dispatch.on(Command::Seek { at });
    let with = with.map(|other| {
        let select = Command::Select {
            goroutine: Some(other.0),
        };
        html! { <>{ ", with " }<button class="to" onclick={dispatch.on(select)}>{ report.goroutine_name(other) }</button></> }
    });
    html! {
        <li class="wrong"><button class="to" onclick={show}>{ length(at.elapsed()) }</button>{ " " }{ words }{ with }</li>
    }
}

fn task_item(task: &TaskSpan, scenario: &Scenario, dispatch: &Dispatch) -> Html {
    let outcome = task.outcome.map_or("unfinished", TaskOutcome::name);
    let words = scenario.say(&format!("Task {}", task.id));
    let times = match (task.start, task.end) {
        (Some(start), Some(end)) => format!("{} in {}", outcome, length(end.since(start))),
        _ => String::from(outcome),
    };
    let at = task.start.unwrap_or_default();
    html! {
        <li><button class="to" onclick={dispatch.on(Command::Seek { at })}>{ words }</button>{ ": " }{ times }</li>
    }
}

fn printed_item(line: &Printed, dispatch: &Dispatch) -> Html {
    let show = dispatch.on(Command::Seek { at: line.at });
    html! {
        <li><button class="to" onclick={show}>{ length(line.at.elapsed()) }</button>{ " " }<samp>{ &line.line }</samp></li>
    }
}

fn line_item(share: &LineShare) -> Html {
    let count = fmt::grouped(share.count.into());
    html! { <li>{ format!("{}: {count} ×, {}", share.line, length(share.total)) }</li> }
}
