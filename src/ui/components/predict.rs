//! Predict, then run: the question before the runs are played, and the guess beside what came out.

use super::canvas::Canvas;
use crate::comparison::{Comparison, Run};
use crate::ui::css::percent;
use crate::ui::hooks::{Size, use_dispatch, use_look, use_playback};
use crate::ui::state::{Command, Failing, Prediction};
use analysis::VerdictKind;
use analysis::fmt::length;
use goruntime::time::Time;
use goruntime::trace::Outcome;
use lab::patterns::Pattern;
use picture::x_of;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The places of the mark on its axis.
const PLACES: u64 = 1_000;

#[derive(PartialEq, Properties)]
pub(crate) struct PredictProps {
    pub comparison: Rc<Comparison>,
    /// The place of the run of which it is asked how long it takes.
    pub chosen: usize,
    pub prediction: Prediction,
}

/// The question, the guess, or nothing.
#[component]
pub(crate) fn Predict(props: &PredictProps) -> Html {
    let PredictProps {
        comparison,
        chosen,
        prediction,
    } = props;
    let (comparison, prediction) = (Rc::clone(comparison), *prediction);
    if prediction.asks() {
        html! { <Question {comparison} chosen={*chosen} {prediction} /> }
    } else if prediction.is_made() {
        html! { <Answer {comparison} chosen={*chosen} {prediction} /> }
    } else {
        Html::default()
    }
}

/// Asks how long the chosen run takes and, of several, which one fails.
#[component]
fn Question(props: &PredictProps) -> Html {
    let PredictProps {
        comparison,
        chosen,
        prediction,
    } = props;
    let dispatch = use_dispatch();
    let runs = &comparison.runs;
    let name = runs[*chosen].name();
    let button = |failing: Failing| {
        let (words, command) = match failing {
            Failing::Run(pattern) => (pattern.name, Command::GuessFailing { pattern }),
            Failing::None => ("None of them", Command::GuessNoneFails),
        };
        let pressed = (prediction.failing == Some(failing)).to_string();
        let onclick = dispatch.on(command);
        html! { <button aria-pressed={pressed} aria-label={format!("Fails: {words}")} {onclick}>{ words }</button> }
    };
    let of_run = |run: &Run| run.pattern().map(|pattern| button(Failing::Run(pattern)));
    let has_guess = prediction.length.is_some() || prediction.failing.is_some();
    html! {
        <section class="predict" aria-label="Predict, then run">
            <h2>{ format!("How long will {name} take?") }</h2>
            if let Some(pattern) = runs[*chosen].pattern() {
                <Mark {comparison} {pattern} prediction={*prediction} />
            }
            if runs.len() > 1 {
                <p>{ "Which one fails?" }</p>
            }
            <div class="choices">
                if runs.len() > 1 {
                    <div class="answers" role="group" aria-label="Which one fails?">
                        { for runs.iter().filter_map(of_run) }
                        { button(Failing::None) }
                    </div>
                }
                <div class="answers">
                    <button class="run-it" onclick={dispatch.on(Command::Restart)}>
                        { if has_guess { "Run and see" } else { "Run without a guess" } }
                    </button>
                    <button onclick={dispatch.on(Command::Unasked)}>{ "Do not ask" }</button>
                </div>
            </div>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct MarkProps {
    comparison: Rc<Comparison>,
    /// The pattern of the run that is guessed.
    pattern: &'static Pattern,
    prediction: Prediction,
}

/// The mark that is dragged along an axis, by mouse, finger or keys. The axis ends a quarter after all tasks one after the other,
/// or after the longest run, so that its length says nothing of the chosen run.
#[component]
fn Mark(props: &MarkProps) -> Html {
    let MarkProps {
        comparison,
        pattern,
        prediction,
    } = props;
    let (dispatch, look) = (use_dispatch(), use_look());
    let pattern: &'static Pattern = pattern;
    let in_turn = use_memo(Rc::clone(&comparison.scenario), |scenario| {
        scenario.latencies()
    });
    let end = (*in_turn).max(comparison.scale.end.0).max(PLACES);
    let end = Time(end.saturating_add(end / 4));
    let draw = use_callback((end, look.large), |size: Size, (end, large)| {
        Rc::new(picture::axis(Time::ZERO, *end, size.width, *large))
    });
    let guess = prediction.length.filter(|(of, _)| *of == pattern);
    let place = guess.map_or(PLACES / 2, |(_, at)| place(at, end));
    let oninput = Callback::from(move |event: InputEvent| {
        let input: Option<HtmlInputElement> = event.target_dyn_into();
        let place = input.and_then(|input| input.value().parse::<u64>().ok());
        if let Some(place) = place {
            let at = moment(place, end);
            dispatch.give(Command::Guess { pattern, at });
        }
    });
    let said = guess.map_or_else(|| String::from("drag the mark"), |(_, at)| about(at));
    let part = percent(x_of(Time(place), Time(PLACES), 1.0).into());
    html! {
        <div class="guess">
            <div class="guess-axis">
                <Canvas {draw} />
                <input type="range" id="guess" min="0" max={PLACES.to_string()} step="1" value={place.to_string()} style={format!("--part:{part}")}
                    aria-label={format!("Your guess for {}", pattern.name)} aria-valuetext={said.clone()} {oninput} />
            </div>
            <output for="guess">{ said }</output>
        </div>
    }
}

fn place(at: Time, end: Time) -> u64 {
    let place = u128::from(at.0) * u128::from(PLACES) / u128::from(end.0.max(1));
    u64::try_from(place).unwrap_or(PLACES).min(PLACES)
}

fn moment(place: u64, end: Time) -> Time {
    let at = u128::from(end.0) * u128::from(place.min(PLACES)) / u128::from(PLACES);
    Time(u64::try_from(at).unwrap_or(u64::MAX))
}

/// A guess, not more exact than it is.
fn about(at: Time) -> String {
    format!("about {}", length(at.elapsed()))
}

/// What was guessed and, as soon as a run has ended, what came out.
#[component]
fn Answer(props: &PredictProps) -> Html {
    let PredictProps {
        comparison,
        prediction,
        ..
    } = props;
    let (dispatch, playback) = (use_dispatch(), use_playback());
    let find = |pattern: &'static Pattern| {
        let mut runs = comparison.runs.iter();
        runs.find(|run| run.pattern() == Some(pattern))
    };
    let seen = |run: &Run| playback.is_revealed(run.report.total);
    let length = prediction.length.and_then(|(pattern, at)| {
        let run = find(pattern)?;
        Some(length_words(run, at, seen(run)))
    });
    let all_seen = comparison.runs.iter().all(seen);
    let failing = prediction
        .failing
        .map(|failing| failing_words(&comparison.runs, failing, all_seen));
    let again = dispatch.on(Command::Ask);
    html! {
        <section class="predict" aria-label="Your guess">
            <ul role="status">
                { for length.into_iter().chain(failing).map(|words| html! { <li>{ words }</li> }) }
            </ul>
            <div class="answers">
                <button onclick={again}>{ "Guess again" }</button>
                <button aria-label="Hide the guess" onclick={dispatch.on(Command::Unasked)}>{ "✕" }</button>
            </div>
        </section>
    }
}

fn length_words(run: &Run, guess: Time, is_seen: bool) -> String {
    let (name, guess) = (run.name(), length(guess.elapsed()));
    if !is_seen {
        return format!("Your guess: {name} takes {guess}.");
    }
    let total = length(run.report.total.elapsed());
    if run.report.outcome == Outcome::Finished {
        format!("You guessed {guess}; {name} took {total}.")
    } else {
        let headline = &run.report.verdict.headline;
        format!("You guessed {guess}; {name} ended at {total}: {headline}.")
    }
}

fn failing_words(runs: &[Run], guess: Failing, is_seen: bool) -> String {
    let guessed = match guess {
        Failing::None => "none of them fails",
        Failing::Run(pattern) => pattern.name,
    };
    if !is_seen {
        return match guess {
            Failing::None => format!("Your guess: {guessed}."),
            Failing::Run(_) => format!("Your guess: {guessed} fails."),
        };
    }
    let is_bad = |run: &&Run| run.report.verdict.kind == VerdictKind::Bad;
    let failed = runs.iter().filter(is_bad);
    let failed: Vec<&str> = failed.map(Run::name).collect();
    let is_right = match guess {
        Failing::None => failed.is_empty(),
        Failing::Run(pattern) => failed.contains(&pattern.name),
    };
    let verdict = if is_right { "Right" } else { "Not so" };
    match failed.as_slice() {
        [] => format!("{verdict}: none of them fails."),
        [one] => format!("{verdict}: {one} fails."),
        more => format!("{verdict}: {} fail.", more.join(" and ")),
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct GuessMarkProps {
    /// The guess for this run, if there is one.
    pub guess: Time,
    /// The moments at the ends of the picture.
    pub shown: (Time, Time),
}

/// The guess in the picture of its run: a line at its moment, or at the edge if that is beyond.
#[component]
pub(crate) fn GuessMark(GuessMarkProps { guess, shown }: &GuessMarkProps) -> Html {
    let (from, to) = *shown;
    let since = |at: Time| Time(at.since(from).0);
    let part = f64::from(x_of(since(*guess), since(to), 1.0)).clamp(0.0, 1.0);
    let words = format!("your guess: {}", length(guess.elapsed()));
    let class = classes!("guess-mark", (part > 0.5).then_some("from-right"));
    html! { <p {class} style={format!("--at:{}", percent(part))}><span>{ words }</span></p> }
}
