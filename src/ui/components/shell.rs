//! What the page consists of: the whole of it, or the part that a slide shows.

use super::deck::Deck;
use super::dialogs::Dialogs;
use super::divider::Divider;
use super::header::Header;
use super::keys_back::KeysBack;
use super::notices::Notices;
use super::outcomes::Outcomes;
use super::panel::PanelProps;
use super::side::Side;
use super::skip_link::SkipLink;
use super::source::Source;
use super::stage::Stage;
use super::toaster::{Toast, Toaster};
use super::update_notice::UpdateNotice;
use super::working::{Working, first_words};
use crate::ui::hooks::{Live, OwnRun};
use crate::ui::state::{Session, View};
use crate::ui::work::Results;
use analysis::GoroutineId;
use lab::link::{Controls, Part};
use std::rc::Rc;
use yew::prelude::*;

/// The page's state.
#[derive(PartialEq, Properties)]
pub(crate) struct ShellProps {
    pub session: UseReducerHandle<Session>,
    pub view: View,
    pub results: Results,
    pub own: OwnRun,
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
        own,
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
    );
    let Some(comparison) = &results.comparison else {
        return html! {
            <main {class}>
                <p class="first-run" role="status">{ first_words(session.scenario()) }</p>
            </main>
        };
    };
    let chosen = comparison.place_of(view.chosen_id());
    let is_alone = session.is_program_alone();
    let panel = PanelProps {
        session: session.clone(),
        comparison: Rc::clone(comparison),
        chosen,
        goroutine: view.goroutine.map(GoroutineId),
        line: view.line,
        own: own.clone(),
        results: results.clone(),
    };
    let style = view.side.map(|side| format!("--side:{side}%"));
    html! {
        <main {class} {style}>
            if !embed && options.controls != Controls::None {
                <SkipLink />
            }
            if !embed {
                <Header title={session.title()} summary={session.summary()} />
            } else if shows(Part::Title) {
                <h1 class="slide-title">{ session.title() }</h1>
            } else {
                <h1 class="spoken">{ session.title() }</h1>
            }
            <Notices notices={session.notices().to_vec()} />
            <Stage comparison={comparison} {chosen} part={view.part(comparison.scale.end)}
                goroutine={view.goroutine.map(GoroutineId)} line={view.line} is_busy={results.is_busy} />
            if has_code {
                <aside><Source ..panel.clone() /></aside>
            }
            if !embed {
                <Side ..panel />
                <Divider side={view.side} />
            }
            if options.controls != Controls::None {
                <Deck scenario={session.scenario()} curve={results.curve.clone()} options={options} live={live.clone()} {is_alone} />
            }
            if embed {
                <KeysBack />
            }
            <Dialogs view={*view} session={session.clone()} figures={results.figures.clone()} />
            <Outcomes {comparison} />
            if results.is_busy {
                <Working scenario={session.scenario()} />
            }
            <Toaster toast={toast.clone()} />
            if *is_old && !embed {
                <UpdateNotice />
            }
        </main>
    }
}
