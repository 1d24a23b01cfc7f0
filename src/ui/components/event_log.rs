//! The log of the chosen run's events, which follows the playhead.

use super::fold::Fold;
use super::panel::PanelProps;
use super::virtual_list::VirtualList;
use crate::comparison::Run;
use crate::ui::hooks::{Dispatch, use_dispatch, use_event_index, use_playback};
use crate::ui::state::Command;
use analysis::GoroutineId;
use analysis::fmt::{counted, exact_length};
use analysis::log::{EventFilter, EventIndex, EventKind, EventRow};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The panel. Nothing is read before it is opened.
#[component]
pub(crate) fn EventLog(props: &PanelProps) -> Html {
    let summary = html! { <summary>{ "Events" }</summary> };
    html! {
        <Fold class="event-log" {summary}>
            <Log run={props.run().clone()} goroutine={props.goroutine} />
        </Fold>
    }
}

#[derive(PartialEq, Properties)]
struct LogProps {
    run: Run,
    /// The goroutine that is selected.
    goroutine: Option<GoroutineId>,
}

/// The filter and the rows.
#[component]
fn Log(LogProps { run, goroutine }: &LogProps) -> Html {
    let (kind, text, only) = (
        use_state_eq(|| None::<EventKind>),
        use_state_eq(String::new),
        use_state_eq(|| false),
    );
    let filter = EventFilter {
        goroutine: goroutine.filter(|_| *only),
        kind: *kind,
        text: (*text).clone(),
    };
    let index = use_event_index(run, &filter);
    let choose = {
        let kind = kind.setter();
        Callback::from(move |event: Event| {
            let list: Option<HtmlSelectElement> = event.target_dyn_into();
            let name = list.map(|list| list.value()).unwrap_or_default();
            kind.set(EventKind::ALL.into_iter().find(|kind| kind.name() == name));
        })
    };
    let search = {
        let text = text.setter();
        Callback::from(move |event: InputEvent| {
            let field: Option<HtmlInputElement> = event.target_dyn_into();
            text.set(field.map(|field| field.value()).unwrap_or_default());
        })
    };
    let narrow = {
        let only = only.setter();
        Callback::from(move |event: Event| {
            let field: Option<HtmlInputElement> = event.target_dyn_into();
            only.set(field.is_some_and(|field| field.checked()));
        })
    };
    let option = |of: EventKind| {
        html! { <option value={of.name()} selected={*kind == Some(of)}>{ of.name() }</option> }
    };
    html! {
        <>
            <div class="filter">
                <select aria-label="Kind of event" onchange={choose}>
                    <option value="" selected={kind.is_none()}>{ "all events" }</option>
                    { for EventKind::ALL.into_iter().map(option) }
                </select>
                <input type="search" aria-label="Text in an event" placeholder="GoBlock, jobs …" oninput={search} />
                if let Some(id) = goroutine {
                    <label><input type="checkbox" aria-label="Only the selected goroutine" checked={*only} onchange={narrow} />{ "only " }{ run.report.goroutine_name(*id) }</label>
                }
            </div>
            <Following run={run.clone()} index={Index(index)} />
        </>
    }
}

/// An index that grows: it is never the same as before.
#[derive(Clone)]
struct Index(Rc<RefCell<EventIndex>>);

impl PartialEq for Index {
    fn eq(&self, _: &Index) -> bool {
        false
    }
}

#[derive(PartialEq, Properties)]
struct FollowingProps {
    run: Run,
    index: Index,
}

/// The rows, with the newest at the playhead in view.
#[component]
fn Following(FollowingProps { run, index }: &FollowingProps) -> Html {
    let (dispatch, at) = (use_dispatch(), use_playback().at());
    let now = index.0.borrow().row_at(&run.trace, &run.report, at);
    let (count, is_complete) = {
        let index = index.0.borrow();
        (index.rows(), index.is_complete())
    };
    let rows = {
        let (run, index) = (run.clone(), index.clone());
        Callback::from(move |range: Range<usize>| {
            let rows = index
                .0
                .borrow()
                .read(&run.trace, &run.report, range.clone());
            let row = |(place, row): (usize, EventRow)| {
                html! { <Row key={place} run={run.clone()} {row} is_now={Some(place) == now} dispatch={dispatch.clone()} /> }
            };
            range.zip(rows).map(row).collect::<Vec<Html>>()
        })
    };
    let all = counted(u64::try_from(count).unwrap_or(u64::MAX), "event", "events");
    let words = if is_complete {
        all
    } else {
        all + " so far …"
    };
    html! {
        <>
            <VirtualList {count} follow={now} {rows} label="Events" />
            <p class="hint" role="status">{ words }</p>
        </>
    }
}

#[derive(PartialEq, Properties)]
struct RowProps {
    run: Run,
    row: EventRow,
    is_now: bool,
    dispatch: Dispatch,
}

/// An event. It shows its moment.
#[component]
fn Row(props: &RowProps) -> Html {
    let RowProps {
        run,
        row,
        is_now,
        dispatch,
    } = props;
    let who = row.who(&run.report);
    let at = exact_length(row.at.elapsed());
    html! {
        // The spaces are for those who hear the row; its layout has none.
        <button class="row" title={format!("{at} {who} {} {}", row.event, row.text)} aria-current={is_now.then_some("true")} onclick={dispatch.on(Command::Seek { at: row.at })}>
            <time>{ at.clone() }</time>{ " " }
            <span class="who">{ who.clone() }</span>{ " " }
            <b>{ row.event }</b>{ " " }
            <span class="text">{ &row.text }</span>
        </button>
    }
}
