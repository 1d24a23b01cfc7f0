//! The editor: somebody's own Go program, in the place of the source.
//!
//! A field of the browser lies over the same text in colours, so that undo, the clipboard, phones' keyboards and screen readers
//! work as everywhere.

use super::code_line::{coloured, state_class};
use super::panel::PanelProps;
use super::schedules::Schedules;
use crate::packed::MOST_TEXT;
use crate::program::{Answer, Complaint, Program, Request, lacks};
use crate::ui::hooks::{
    Machine, OwnRun, Unanswered, before_cursor, download, insert, show_marked, use_dispatch,
    use_machine, use_playback,
};
use crate::ui::state::{Command, new_line, word_at};
use analysis::fmt::grouped;
use analysis::{GoroutineId, LineCount};
use gloo_file::Blob;
use gloo_timers::callback::Timeout;
use lab::scenarios::Scenario;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// After this pause behind the last key a text is run, in milliseconds.
const PAUSE: u32 = 500;

/// The editor, if there is a program.
#[component]
pub(crate) fn Editor(props: &PanelProps) -> Html {
    let Some(program) = props.session.program() else {
        return Html::default();
    };
    html! { <Editing program={Rc::clone(program)} own={props.own.clone()} goroutine={props.goroutine} scenario={Rc::clone(props.session.scenario())} /> }
}

#[derive(PartialEq, Properties)]
struct EditingProps {
    program: Rc<Program>,
    own: OwnRun,
    /// The goroutine that is selected.
    goroutine: Option<GoroutineId>,
    scenario: Rc<Scenario>,
}

/// The text as it is typed. It is given to the page after a pause.
#[component]
fn Editing(
    EditingProps {
        program,
        own,
        goroutine,
        scenario,
    }: &EditingProps,
) -> Html {
    let dispatch = use_dispatch();
    let machine = use_machine();
    let text = use_state_eq(|| program.source.clone());
    let said = use_state_eq(AttrValue::default);
    let field = use_node_ref();
    let timer = use_mut_ref(|| None::<Timeout>);
    let newest = use_mut_ref(|| program.source.clone());
    let given = use_mut_ref(|| program.source.clone());
    // A text from elsewhere: a link, a template, Back. What was typed before it and not given to the page yet is not run any more.
    use_effect_with(program.source.clone(), {
        let (text, timer) = (text.setter(), Rc::clone(&timer));
        let (newest, given) = (Rc::clone(&newest), Rc::clone(&given));
        move |source| {
            if given.replace(source.clone()) != *source {
                timer.replace(None);
                newest.replace(source.clone());
                text.set(source.clone());
            }
        }
    });
    let run = {
        let (dispatch, timer) = (dispatch.clone(), Rc::clone(&timer));
        Callback::from(move |source: String| {
            timer.replace(None);
            given.replace(source.clone());
            dispatch.give(Command::Edit { source });
        })
    };
    let typed = {
        let (text, run, timer) = (text.setter(), run.clone(), Rc::clone(&timer));
        let newest = Rc::clone(&newest);
        Callback::from(move |source: String| {
            newest.replace(source.clone());
            text.set(source.clone());
            let run = run.clone();
            let later = Timeout::new(PAUSE, move || run.emit(source));
            timer.replace(Some(later));
        })
    };
    let format = {
        let (machine, typed, said) = (Rc::clone(&machine), typed.clone(), said.setter());
        Callback::from(move |_: MouseEvent| {
            let (machine, typed, said) = (Rc::clone(&machine), typed.clone(), said.clone());
            let (source, newest) = (newest.borrow().clone(), Rc::clone(&newest));
            spawn_local(async move {
                said.set(formatted(&machine, source, &newest, &typed).await);
            });
        })
    };
    let save = {
        let (source, said, file) = ((*text).clone(), said.setter(), program.file_name());
        Callback::from(move |_: MouseEvent| {
            said.set(match download(Blob::new(source.as_str()), &file) {
                Some(()) => AttrValue::from(format!("Saved {file}.")),
                None => AttrValue::from("The browser does not save files."),
            });
        })
    };
    let now = {
        let (run, source) = (run.clone(), (*text).clone());
        Callback::from(move |()| run.emit(source.clone()))
    };
    let lacking = program
        .origin
        .map(|origin| lacks(origin, scenario))
        .unwrap_or_default();
    html! {
        <section class="editor" aria-label="Editor">
            <div class="editor-tools">
                <button onclick={now.reform(|_: MouseEvent| ())} title="Run (Ctrl+Enter)">{ "Run" }</button>
                <button onclick={format} title="Lay it out as gofmt does">{ "Format" }</button>
                <button onclick={save}>{ "Save file" }</button>
                <button onclick={dispatch.on(Command::CloseProgram)}>{ "Close program" }</button>
                <span role="status">{ words(own, &said) }</span>
            </div>
            <Text {field} text={(*text).clone()} own={own.clone()} goroutine={*goroutine} {typed} {now} />
            if let Some(length) = too_long(&text) {
                <p class="hint" role="status">{ length }</p>
            }
            <Complaints complaints={Rc::clone(&own.complaints)} />
            <p class="hint">{ "It runs half a second after the last key" }<span class="of-keys">{ "; Ctrl+Enter runs at once. Tab puts a tab; Esc and then Tab leaves the field" }</span>{ "." }</p>
            { for lacking.into_iter().map(|lacking| html! { <p class="hint">{ lacking }</p> }) }
            <Schedules program={Rc::clone(program)} {scenario} is_wrong={!own.complaints.is_empty()} />
        </section>
    }
}

/// Lays the newest text out; what is in the way in words. A text that is typed meanwhile stays as it is.
async fn formatted(
    machine: &Machine,
    source: String,
    newest: &RefCell<String>,
    typed: &Callback<String>,
) -> AttrValue {
    let request = Request::Format {
        source: source.clone(),
    };
    match machine.ask(&request, Callback::noop()).await {
        Ok((Answer::Text { .. }, _)) if *newest.borrow() != source => {
            AttrValue::from("Not formatted: the text has changed meanwhile.")
        }
        Ok((Answer::Text { source: laid_out }, _)) => {
            if laid_out == source {
                return AttrValue::from("It is laid out as gofmt does.");
            }
            typed.emit(laid_out);
            AttrValue::from("Formatted.")
        }
        Ok((Answer::Wrong { complaints }, _)) => {
            let first = complaints.first().map(in_words).unwrap_or_default();
            AttrValue::from(format!("Not formatted: {first}"))
        }
        Err(Unanswered::Failed(problem)) => AttrValue::from(format!("{problem}.")),
        Ok(_) | Err(Unanswered::Stopped) => AttrValue::default(),
    }
}

/// How long a program is that no link carries.
fn too_long(text: &str) -> Option<String> {
    (text.len() > MOST_TEXT).then(|| {
        format!(
            "The program has {} bytes, and a link carries up to {}: the address does not hold it. “Save file” keeps it.",
            grouped(text.len() as u64),
            grouped(MOST_TEXT as u64)
        )
    })
}

/// What the page is doing with the program.
fn words(own: &OwnRun, said: &AttrValue) -> AttrValue {
    if own.is_busy {
        return AttrValue::from("Running …");
    }
    match (&own.problem, own.complaints.len()) {
        (Some(problem), _) => AttrValue::from(format!("{problem}.")),
        (None, 0) => said.clone(),
        (None, 1) => AttrValue::from("1 error; the picture is of the text before."),
        (None, n) => AttrValue::from(format!("{n} errors; the picture is of the text before.")),
    }
}

#[derive(PartialEq, Properties)]
struct TextProps {
    field: NodeRef,
    text: String,
    own: OwnRun,
    goroutine: Option<GoroutineId>,
    typed: Callback<String>,
    /// Runs it at once.
    now: Callback<()>,
}

/// The field over the text in colours.
#[component]
fn Text(props: &TextProps) -> Html {
    let TextProps {
        field,
        text,
        own,
        goroutine,
        typed,
        now,
    } = props;
    let pane = use_node_ref();
    let escaped = use_mut_ref(|| false);
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            let field: HtmlTextAreaElement = event.target_unchecked_into();
            typed.emit(field.value());
        })
    };
    let onkeydown = {
        let (typed, now, field) = (typed.clone(), now.clone(), field.clone());
        Callback::from(move |event: KeyboardEvent| {
            let put = |field: &HtmlTextAreaElement, text: &str| {
                if !insert(field, text) {
                    typed.emit(field.value());
                }
            };
            let Some(field) = field.cast::<HtmlTextAreaElement>() else {
                return;
            };
            let has_left = escaped.replace(event.key() == "Escape");
            match event.key().as_str() {
                "Enter" if event.ctrl_key() || event.meta_key() => {
                    event.prevent_default();
                    now.emit(());
                }
                "Tab" if !has_left && !event.shift_key() => {
                    event.prevent_default();
                    put(&field, "\t");
                }
                "Enter" if !event.is_composing() => {
                    event.prevent_default();
                    put(&field, &new_line(&before_cursor(&field)));
                }
                _ => {}
            }
        })
    };
    html! {
        <div ref={pane.clone()} class="editor-text">
            <Colours text={text.clone()} own={own.clone()} goroutine={*goroutine} {pane} />
            <textarea ref={field} value={text.clone()} {oninput} {onkeydown} aria-label="Go program" spellcheck="false"
                autocapitalize="off" autocomplete="off" wrap="off"
                aria-invalid={(!own.complaints.is_empty()).then_some("true")} aria-describedby="complaints" />
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct ColoursProps {
    text: String,
    own: OwnRun,
    goroutine: Option<GoroutineId>,
    /// What scrolls.
    pane: NodeRef,
}

/// The text in colours, with the goroutines' lines at the playhead and the lines with errors.
#[component]
fn Colours(
    ColoursProps {
        text,
        own,
        goroutine,
        pane,
    }: &ColoursProps,
) -> Html {
    let at = use_playback().at();
    let run = own.run.as_ref().filter(|run| {
        let program = run.program();
        !run.is_over(at) && program.is_some_and(|program| program.source == *text)
    });
    let marks = run.map(|run| run.report.lines_at(at)).unwrap_or_default();
    let here = run.and_then(|run| run.report.line_of((*goroutine)?, at));
    html! { <ColouredLines text={text.clone()} {marks} {here} {pane} complaints={Rc::clone(&own.complaints)} /> }
}

#[derive(PartialEq, Properties)]
struct ColouredLinesProps {
    text: String,
    /// The lines where goroutines are.
    marks: Vec<LineCount>,
    /// The line of the selected goroutine.
    here: Option<u32>,
    pane: NodeRef,
    complaints: Rc<Vec<Complaint>>,
}

/// The lines. They render anew only when the marks are others.
#[component]
fn ColouredLines(props: &ColouredLinesProps) -> Html {
    let marked: Vec<u32> = props.marks.iter().map(|mark| mark.line).collect();
    use_effect_with((marked, props.here), {
        let pane = props.pane.clone();
        move |_| show_marked(&pane)
    });
    let line = |(number, text): (u32, &str)| {
        let wrong = props.complaints.iter().find(|wrong| wrong.line == number);
        let fault = wrong.and_then(|wrong| word_at(text, wrong.column));
        let mark = props.marks.iter().find(|mark| mark.line == number);
        let state = mark.map(state_class);
        let here = (props.here == Some(number)).then_some("of-selected");
        let class = classes!("editor-line", state, here, wrong.map(|_| "wrong"));
        html! { <ColouredLine key={number} {number} text={String::from(text)} {class} {fault} /> }
    };
    html! {
        <div class="editor-colours" aria-hidden="true">{ for (1..).zip(props.text.split('\n')).map(line) }</div>
    }
}

#[derive(PartialEq, Properties)]
struct ColouredLineProps {
    number: u32,
    text: String,
    class: Classes,
    /// The bytes of the word that is wrong.
    fault: Option<Range<usize>>,
}

#[component]
fn ColouredLine(
    ColouredLineProps {
        number,
        text,
        class,
        fault,
    }: &ColouredLineProps,
) -> Html {
    let code = match fault.clone() {
        Some(Range { start, end }) => html! {
            <>{ &text[..start] }<span class="fault">{ &text[start..end] }</span>{ &text[end..] }</>
        },
        None => coloured(text),
    };
    html! {
        <div class={class.clone()}>
            <span class="number">{ *number }</span>
            <code>{ code }</code>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct ComplaintsProps {
    complaints: Rc<Vec<Complaint>>,
}

/// What is wrong, in words.
#[component]
fn Complaints(ComplaintsProps { complaints }: &ComplaintsProps) -> Html {
    html! {
        <ul id="complaints" class="complaints" aria-live="polite">
            { for complaints.iter().map(|wrong| html! { <li>{ in_words(wrong) }</li> }) }
        </ul>
    }
}

/// `Line 5, column 2: undefined: printn`
fn in_words(complaint: &Complaint) -> String {
    match complaint.line {
        0 => complaint.message.clone(),
        line => format!(
            "Line {line}, column {}: {}",
            complaint.column, complaint.message
        ),
    }
}
