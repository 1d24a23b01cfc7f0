//! What only who gives the talk sees: notes, the next step, the time.

use super::talk_text::TalkText;
use crate::ui::hooks::{now, use_dispatch};
use crate::ui::state::{Command, Pace, Tour};
use gloo_timers::callback::Interval;
use yew::prelude::*;

/// How often the time is shown anew, in milliseconds.
const TICK: u32 = 500;

#[derive(PartialEq, Properties)]
pub(crate) struct PresenterProps {
    pub tour: Tour,
}

/// The presenter's part of the window.
#[component]
pub(crate) fn Presenter(PresenterProps { tour }: &PresenterProps) -> Html {
    let dispatch = use_dispatch();
    let Some(step) = tour.step() else {
        return Html::default();
    };
    html! {
        <section class="presenter" aria-label="For who gives the talk">
            if tour.has_audience() && tour.is_black() {
                <p class="dark" role="status">
                    { "The audience’s screen is black." }
                    <button onclick={dispatch.on(Command::Black)}>{ "Show the step again (b)" }</button>
                </p>
            }
            <Time tour={tour.clone()} />
            if step.notes.is_empty() {
                <p class="talk-notes">{ "No notes." }</p>
            } else {
                <TalkText class="talk-notes" html={step.notes.clone()} />
            }
            <p class="talk-next">
                <span>{ "Next" }</span>
                { tour.beside(true).map_or("The end", |next| next.title.as_str()) }
            </p>
            <div class="ways">
                <button onclick={dispatch.on(Command::Audience)}>{ "Open an audience window" }</button>
                <button aria-pressed={tour.is_black().to_string()} onclick={dispatch.on(Command::Black)} title="Black screen (b)">{ "Black" }</button>
            </div>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct TimeProps {
    tour: Tour,
}

/// The time against the budget.
#[component]
fn Time(TimeProps { tour }: &TimeProps) -> Html {
    let at = use_state_eq(now);
    use_effect_with((), {
        let at = at.setter();
        move |()| {
            let ticks = Interval::new(TICK, move || at.set(now()));
            || drop(ticks)
        }
    });
    // The newest turn may be younger than the last tick.
    let Some(pace) = tour.pace(at.max(now())) else {
        return Html::default();
    };
    html! {
        <dl class="pace">
            <div><dt>{ "Elapsed" }</dt><dd>{ Pace::clock(pace.elapsed) }</dd></div>
            <div><dt>{ "Remaining" }</dt><dd>{ Pace::clock(pace.remaining) }</dd></div>
            if let Some(step) = pace.step {
                <div><dt>{ "Section" }</dt><dd>{ Pace::clock(step.section) }</dd></div>
                <div class={(step.behind > 0).then_some("late")}><dt>{ "Pace" }</dt><dd>{ step.words() }</dd></div>
            }
        </dl>
    }
}
