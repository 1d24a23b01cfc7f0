//! What the page consists of: the whole of it, or the part that a slide shows.

use super::deck::Deck;
use super::dialogs::Dialogs;
use super::divider::Divider;
use super::header::Header;
use super::keys_back::KeysBack;
use super::notices::Notices;
use super::outcomes::Outcomes;
use super::panel::PanelProps;
use super::presenter::Presenter;
use super::side::Side;
use super::skip_link::SkipLink;
use super::source::Source;
use super::stage::Stage;
use super::talk_head::TalkHead;
use super::talk_side::TalkSide;
use super::toaster::{Toast, Toaster};
use super::update_notice::UpdateNotice;
use super::working::{Working, first_words};
use crate::ui::hooks::{Live, OwnCurve, OwnRun};
use crate::ui::state::{Session, Tour, View};
use crate::ui::work::Results;
use analysis::{GoroutineId, ObjectId};
use lab::link::{Controls, Part};
use std::rc::Rc;
use yew::prelude::*;

/// The page's state.
#[derive(PartialEq, Properties)]
pub(crate) struct ShellProps {
    pub session: UseReducerHandle<Session>,
    pub view: View,
    pub results: Results,
    pub tour: Tour,
    pub own: OwnRun,
    pub own_curve: Option<OwnCurve>,
    pub live: Live,
    pub toast: Option<Toast>,
    /// Whether a new version of the page is ready.
    pub is_old: bool,
}

/// The page, or as much of it as a frame in a slide has.
#[component]
pub(crate) fn Shell(props: &ShellProps) -> Html {
    let ShellProps {
        session,
        view,
        results,
        tour,
        own,
        own_curve,
        live,
        toast,
        is_old,
    } = props;
    let options = session.options();
    let (embed, shows) = (options.embed, |part| options.shows(part));
    // On the page, what is beside the runs is always there.
    let has_code = embed && shows(Part::Code);
    let class = classes!(
        "lab",
        embed.then_some("embed"),
        has_code.then_some("with-code"),
        (!shows(Part::Runs)).then_some("no-runs"),
        (!shows(Part::Findings)).then_some("no-findings"),
        (!shows(Part::Legend)).then_some("no-legend"),
        view.prediction.asks().then_some("asking"),
        tour.step().map(|_| "touring"),
        (tour.step().is_some() && tour.presents()).then_some("presenting"),
    );
    let is_audience = options.audience.is_some();
    // Who presents goes on reading while the audience sees black.
    let is_presenters = tour.has_audience() && tour.presents();
    let comparison = results.comparison.as_ref();
    let Some(comparison) = comparison.filter(|_| !tour.is_coming()) else {
        let words = if tour.is_coming() {
            String::from("The talk is loading …")
        } else {
            first_words(session.scenario())
        };
        return html! {
            <main {class}>
                <p class="first-run" role="status">{ words }</p>
            </main>
        };
    };
    let chosen = comparison.place_of(view.chosen_id());
    let alone = session.program().filter(|_| session.is_program_alone());
    let panel = PanelProps {
        session: session.clone(),
        comparison: Rc::clone(comparison),
        chosen,
        goroutine: view.goroutine.map(GoroutineId),
        object: view.object.map(ObjectId),
        line: view.line,
        own: own.clone(),
        results: results.clone(),
    };
    let of_link = session.notices().iter().map(ToString::to_string);
    let of_talk = tour.fault().into_iter().flat_map(str::lines);
    let notices: Vec<String> = of_link.chain(of_talk.map(String::from)).collect();
    let style = view.side.map(|side| format!("--side:{side}%"));
    html! {
        <main {class} {style}>
            if !embed && options.controls != Controls::None {
                <SkipLink />
            }
            if tour.step().is_some() {
                <TalkHead tour={tour.clone()} scenario={Rc::clone(session.scenario())} {is_audience} />
            } else if !embed {
                <Header title={session.title()} summary={session.summary()} />
            } else if shows(Part::Title) {
                <h1 class="slide-title">{ session.title() }</h1>
            } else {
                <h1 class="spoken">{ session.title() }</h1>
            }
            <Notices {notices} />
            <Stage comparison={comparison} {chosen} part={view.part(comparison.scale.end)}
                goroutine={view.goroutine.map(GoroutineId)} object={view.object.map(ObjectId)} lens={view.lens.map(|row| row.saturating_sub(1))} line={view.line} is_busy={results.is_busy} prediction={view.prediction} />
            if tour.step().is_some() {
                <TalkSide tour={tour.clone()} panel={panel.clone()} {is_audience} />
                if tour.presents() && !is_audience {
                    <Presenter tour={tour.clone()} />
                }
            } else if has_code {
                <aside><Source ..panel.clone() /></aside>
            }
            if !embed && tour.step().is_none() {
                <Side ..panel />
                <Divider side={view.side} />
            }
            if options.controls != Controls::None {
                <Deck scenario={session.scenario()} curve={results.curve.clone()} options={options} live={live.clone()} alone={alone.cloned()} own={own.clone()} own_curve={own_curve.clone()} />
            }
            if embed {
                <KeysBack />
            }
            <Dialogs view={*view} session={session.clone()} figures={results.figures.clone()} tour={tour.clone()} own={own.run.clone()} />
            <Outcomes {comparison} />
            if results.is_busy {
                <Working scenario={session.scenario()} />
            }
            <Toaster toast={toast.clone()} />
            if *is_old && !embed {
                <UpdateNotice />
            }
            if tour.is_black() && !is_presenters {
                <div class="black" role="status"><span class="spoken">{ "The screen is black" }</span></div>
            }
        </main>
    }
}
