//! Other schedules of somebody's own program: the search for those that break it.

use crate::program::{Answer, Base, Explored, Fault, Program, Request, SCHEDULES};
use crate::ui::hooks::{Unanswered, use_dispatch, use_machine};
use crate::ui::state::Command;
use analysis::fmt::grouped;
use lab::scenarios::Scenario;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct SchedulesProps {
    pub program: Rc<Program>,
    /// The scenario, whose values the edited program of a pattern has.
    pub scenario: Rc<Scenario>,
    /// Whether the program has errors, so that nothing can be tried.
    pub is_wrong: bool,
}

/// How far a search is.
#[derive(Clone, PartialEq)]
enum Search {
    None,
    Running(u64, u64),
    Failed(String),
    Found(Rc<Explored>),
}

/// The button that searches, and what was found.
#[component]
pub(crate) fn Schedules(
    SchedulesProps {
        program,
        scenario,
        is_wrong,
    }: &SchedulesProps,
) -> Html {
    let (dispatch, machine) = (use_dispatch(), use_machine());
    let search = use_state_eq(|| Search::None);
    let base = program.origin.map(|origin| Base::of(origin, scenario));
    // What was found is of one text with one scenario's values; a schedule of it is still of those.
    let settings = program.to_run().settings.clone();
    use_effect_with((program.source.clone(), settings, base.clone()), {
        let (machine, search) = (Rc::clone(&machine), search.setter());
        move |_| {
            machine.stop();
            search.set(Search::None);
        }
    });
    let begin = {
        let (machine, search, program) = (Rc::clone(&machine), search.setter(), Rc::clone(program));
        Callback::from(move |_: MouseEvent| {
            let (machine, search) = (Rc::clone(&machine), search.clone());
            let base = base.clone();
            let request = Request::Explore {
                source: program.source.clone(),
                seed: base.as_ref().map_or(program.seed(), |base| base.seed),
                schedules: SCHEDULES,
                arguments: program.arguments(),
                base,
            };
            search.set(Search::Running(0, SCHEDULES));
            spawn_local(async move {
                let progress = {
                    let search = search.clone();
                    Callback::from(move |answer| {
                        if let Answer::Progress { tried, of } = answer {
                            search.set(Search::Running(tried, of));
                        }
                    })
                };
                match machine.ask(&request, progress).await {
                    Ok((Answer::Explored(found), _)) => search.set(Search::Found(Rc::new(found))),
                    Ok(_) => search.set(Search::Failed(String::from("The program has errors"))),
                    Err(Unanswered::Failed(problem)) => search.set(Search::Failed(problem)),
                    Err(Unanswered::Stopped) => {}
                }
            });
        })
    };
    let stop = {
        let (machine, search) = (machine, search.setter());
        Callback::from(move |_: MouseEvent| {
            machine.stop();
            search.set(Search::None);
        })
    };
    let usual = Command::in_schedule(program, "");
    let is_running = matches!(*search, Search::Running(..));
    html! {
        <section class="schedules" aria-label="Schedules">
            if is_running {
                <button onclick={stop}>{ "Stop the search" }</button>
            } else {
                <button onclick={begin} disabled={*is_wrong}>{ "Try other schedules" }</button>
            }
            if !program.schedule.is_empty() {
                <button onclick={dispatch.on(usual)}>{ "Back to the usual schedule" }</button>
                <p class="hint">{ "The picture is of the schedule " }<code>{ &program.schedule }</code></p>
            }
            <p role="status">{ words(&search) }</p>
            if let Search::Found(found) = &*search {
                <ul>{ for found.faults.iter().map(|fault| html! {
                    <Row program={Rc::clone(program)} fault={fault.clone()} of={(found.tried, found.is_complete)} />
                }) }</ul>
            }
        </section>
    }
}

fn words(search: &Search) -> String {
    match search {
        Search::None => String::new(),
        Search::Running(tried, of) => {
            format!("{} of {} schedules tried", grouped(*tried), grouped(*of))
        }
        Search::Failed(problem) => format!("{problem}."),
        Search::Found(found) => {
            let all = if found.is_complete { "All " } else { "" };
            let tried = grouped(found.tried);
            let faults = match found.faults.len() + found.more {
                0 => String::from("no fault"),
                1 => String::from("1 fault"),
                n => format!("{n} faults"),
            };
            let cut = match found.cut {
                0 => String::new(),
                n => format!(" {} were stopped before their end.", grouped(n)),
            };
            format!("{all}{tried} schedules tried: {faults}.{cut}")
        }
    }
}

#[derive(PartialEq, Properties)]
struct RowProps {
    program: Rc<Program>,
    fault: Fault,
    /// How many schedules were tried, and whether these are all.
    of: (u64, bool),
}

/// A fault, which shows its schedule.
#[component]
fn Row(RowProps { program, fault, of }: &RowProps) -> Html {
    let show = use_dispatch().on(Command::in_schedule(program, &fault.schedule));
    let all = if of.1 { "all " } else { "" };
    let seen = format!(
        "Seen in {} of {all}{} schedules",
        grouped(fault.seen),
        grouped(of.0)
    );
    let is_shown = program.schedule == fault.schedule;
    html! {
        <li>
            <p><strong>{ &fault.text }</strong></p>
            <p>{ seen }</p>
            <button onclick={show} aria-pressed={is_shown.to_string()}>{ "Show this schedule" }</button>
            <details>
                <summary>{ "Goroutines" }</summary>
                <ul>{ for fault.details.iter().map(|detail| html! { <li>{ detail }</li> }) }</ul>
            </details>
        </li>
    }
}
