//! The Go source of the chosen run, with the lines that are running at the playhead.

use super::code_line::{coloured, state_class};
use super::panel::PanelProps;
use crate::comparison::Run;
use crate::ui::hooks::{show_marked, use_dispatch, use_playback};
use crate::ui::state::{Command, in_code};
use analysis::LineCount;
use analysis::fmt::grouped;
use lab::patterns::{Line, Pattern};
use std::rc::Rc;
use yew::prelude::*;

/// The functions that are the pattern, line by line.
#[component]
pub(crate) fn Source(props: &PanelProps) -> Html {
    let at = use_playback().at();
    let run = props.run();
    let scenario = &props.comparison.scenario;
    let notes = use_memo((run.clone(), Rc::clone(scenario)), |(run, scenario)| {
        let pattern = run.pattern();
        pattern.map(|pattern| in_code(pattern, &scenario.values_for(pattern)))
    });
    // An own program has the editor.
    let (Some(pattern), Some(notes)) = (run.pattern(), &*notes) else {
        return Html::default();
    };
    let marks = if run.is_over(at) {
        Vec::new()
    } else {
        run.report.lines_at(at)
    };
    let here = props.goroutine.and_then(|id| run.report.line_of(id, at));
    html! { <Lines run={run.clone()} {pattern} {marks} {here} notes={notes.clone()} selected={props.line} /> }
}

#[derive(PartialEq, Properties)]
struct LinesProps {
    run: Run,
    pattern: &'static Pattern,
    /// The lines where goroutines are.
    marks: Vec<LineCount>,
    /// The line of the selected goroutine.
    here: Option<u32>,
    /// The lines that read parameters, with their values.
    notes: Vec<(u32, String)>,
    /// The line that is selected.
    selected: Option<u32>,
}

/// The lines. They render anew only when the marks are others.
#[component]
fn Lines(props: &LinesProps) -> Html {
    let LinesProps {
        run,
        pattern,
        marks,
        here,
        notes,
        selected,
    } = props;
    let node = use_node_ref();
    let marked: Vec<u32> = marks.iter().map(|mark| mark.line).collect();
    use_effect_with((pattern.id, marked, *here), {
        let node = node.clone();
        move |_| show_marked(&node)
    });
    let ever: Vec<u32> = run.report.lines_ever().collect();
    let line = |(Line(number), text): (Line, &'static str)| {
        let mark = marks.iter().find(|mark| mark.line == number).copied();
        let has_room = ever.contains(&number);
        let notes = notes.iter().filter(|note| note.0 == number);
        let note = notes
            .map(|note| note.1.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        let is_selected = *selected == Some(number);
        let is_here = *here == Some(number);
        html! { <SourceLine key={number} {number} {text} {mark} {is_here} {has_room} {note} {is_selected} /> }
    };
    html! {
        <div ref={node} class="code" role="region" aria-label={format!("Go source: {}", pattern.name)} tabindex="0">
            { for pattern.source.lines().map(line) }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct SourceLineProps {
    number: u32,
    text: &'static str,
    /// The goroutines that are there.
    mark: Option<LineCount>,
    /// Whether the selected goroutine is there.
    is_here: bool,
    /// Whether there are some at another moment: their count then has its room at all times, so that no code moves.
    has_room: bool,
    /// The values of the parameters that it reads.
    note: String,
    /// Whether the picture shows who is there over time.
    is_selected: bool,
}

/// A line in its colours. It renders anew only when its mark is another.
#[component]
fn SourceLine(props: &SourceLineProps) -> Html {
    let SourceLineProps {
        number,
        text,
        mark,
        is_here,
        has_room,
        note,
        is_selected,
    } = props;
    let dispatch = use_dispatch();
    let select = Command::Line {
        line: (!is_selected).then_some(*number),
    };
    let state = mark.as_ref().map(state_class);
    html! {
        <div data-line={number.to_string()} class={classes!("line", state, is_here.then_some("of-selected"), has_room.then_some("ever"), is_selected.then_some("selected"))}
            onclick={has_room.then(|| dispatch.on(select))}>
            <span class="number" aria-hidden="true">{ *number }</span>
            if *has_room {
                // For keys and mice. Its press comes to the line, which is what a finger presses.
                <button class="number" aria-pressed={is_selected.to_string()} aria-label={format!("Line {number} in the picture")}
                    title="Show in the picture who is here, and when">{ *number }</button>
            }
            <div class="text" style={format!("--depth:{}", depth(text))}>
                <code>{ coloured(text) }</code>
                if !note.is_empty() {
                    <span class="value">{ note }</span>
                }
                if let Some(mark) = mark {
                    <span class="count">{ words(mark) }</span>
                } else if *has_room {
                    <span class="count absent" aria-hidden="true">{ "–" }</span>
                }
            </div>
        </div>
    }
}

/// How many tabs a line begins with: what is wrapped begins behind them, too.
fn depth(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b'\t').count()
}

/// `main waits`, `5 goroutines`, `main and 3 more`.
fn words(mark: &LineCount) -> String {
    let all = u64::from(mark.goroutines);
    match (mark.main, all) {
        (true, 1) if mark.blocked == 1 => String::from("main waits"),
        (true, 1) => String::from("main"),
        (true, n) => format!("main and {} more", grouped(n - 1)),
        (false, 1) => String::from("1 goroutine"),
        (false, n) => format!("{} goroutines", grouped(n)),
    }
}
