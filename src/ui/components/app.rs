//! The page: its state, and what joins it to the browser.

use super::frame::Frame;
use super::new_program::program_of;
use super::own_results::{curve_wanted, use_own_results};
use super::pair_window::PairWindow;
use super::playback_provider::PlaybackProvider;
use super::shell::Shell;
use super::talk_file::talk_of;
use super::toaster::Toast;
use crate::ui::hooks::{
    Dispatch, Look, TextFile, Workers, copy, current_query, host, now, own_address, page_address,
    remembered, save_page, send, stop_of, use_dropped, use_history, use_keyboard, use_live,
    use_lives, use_own_curve, use_own_program, use_own_text, use_pair, use_playback_dispatch,
    use_screen, use_tour, use_update, use_work, wants_no_motion,
};
use crate::ui::state::{
    Change, Command, Dialog, Motion, Pair, Session, Sheet, Shown, Tour, TourChange, View,
    address_now, page_name, saved_link,
};
use crate::ui::work::{Results, Wanted};
use gloo_utils::{document, window};
use goruntime::time::Time;
use lab::link::{Options, Part};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`Session::links`] counts for the link with which the page was opened.
const FIRST_LINK: u32 = 0;

#[derive(PartialEq, Properties)]
pub(crate) struct AppProps {
    /// What the document shows before the program has started.
    pub waiting: AttrValue,
}

/// The page.
#[component]
pub(crate) fn App(AppProps { waiting }: &AppProps) -> Html {
    let workers = use_memo((), |()| Workers::default());
    html! {
        <ContextProvider<Workers> context={Workers::clone(&workers)}>
            <PlaybackProvider>
                <Lab {waiting} />
            </PlaybackProvider>
        </ContextProvider<Workers>>
    }
}

impl Reducible for Session {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        Rc::new(self.change(&change))
    }
}

impl Reducible for View {
    type Action = Command;

    fn reduce(self: Rc<Self>, command: Command) -> Rc<Self> {
        Rc::new(self.apply(&command))
    }
}

/// Everything but the moment shown, which has a context of its own.
#[component]
fn Lab(AppProps { waiting }: &AppProps) -> Html {
    let before = use_memo((), |()| remembered());
    let session = use_reducer_eq(|| {
        let session = Session::new(&current_query());
        match &*before {
            Some(shown) => session.change(&shown.change()),
            None => session,
        }
    });
    let view = use_reducer_eq(View::default);
    let opened_with = use_memo((), |()| current_query());
    let tour = use_tour(&opened_with, &session);
    let (toast, say) = use_toast();
    let motion = use_playback_dispatch();
    let live = use_live(motion.clone());
    let options = session.options();
    let size = tour.size(view.size(options.size));
    let look = use_screen(options.theme, options.scale, size);
    let pair = use_pair(options.audience);

    let scenario = session.scenario();
    let results = use_work(&Wanted {
        scenario: Rc::clone(scenario),
        kept: session.kept().cloned(),
        chosen: scenario.patterns()[view.chosen(scenario)],
        advised: view.advised,
        figures: view.dialog == Some(Dialog::Claims),
    });

    let own = use_own_program(session.program(), scenario);
    let own_curve = use_own_curve(curve_wanted(&session, *view, &own));
    let results = use_own_results(&session, results, &own, own_curve.as_ref());

    let update = use_update(results.comparison.is_some());

    // A callback that stays the same sees what is newest here.
    let newest = use_mut_ref(|| None);
    *newest.borrow_mut() = Some((
        session.clone(),
        *view,
        results.clone(),
        live.clone(),
        update.clone(),
        pair.clone(),
        Rc::clone(&own.dials),
        Tour::clone(&tour),
    ));
    let dispatch = use_callback((), {
        let (session, view, tour) = (session.dispatcher(), view.dispatcher(), tour.dispatcher());
        let (say, motion, waiting) = (say.clone(), motion.clone(), waiting.clone());
        move |command: Command, ()| {
            let Some((present, shown, results, live, update, pair, dials, talk)) =
                newest.borrow().clone()
            else {
                return;
            };
            let end = results.comparison.as_ref().map(|runs| runs.scale.end);
            let command = shown.resolved(command, end.unwrap_or_default());
            if pair.is_audience && command.is_shared() {
                pair.tell(&Pair::Command(command));
                return;
            }
            let command = match present.program() {
                Some(program) if present.is_program_alone() => {
                    command.of_program_alone(program, &dials)
                }
                _ => command,
            };
            // A live run is what moves: to pause is to stop it.
            let command = match command {
                Command::Toggle if live.is_running() => Command::Pause,
                command => command,
            };
            if command.moves_playhead() {
                live.stop();
            }
            match (&command, &results.comparison) {
                (Command::Copy | Command::Send | Command::Save, _) => {
                    spawn_local(give_away(
                        command.clone(),
                        (Session::clone(&present), shown, talk),
                        waiting.clone(),
                        say.clone(),
                    ));
                }
                (Command::Audience, _) => open_audience(&present, shown, pair.present()),
                (Command::Update, _) => update.reload(),
                // While newer runs are on their way, there is none that a live run could be compared with.
                (Command::Live, Some(runs)) if runs.scenario == *present.scenario() => {
                    live.toggle(runs, runs.place_of(shown.chosen_id()));
                }
                (Command::Step { forward }, Some(runs)) => motion.emit(Motion::Step {
                    runs: Rc::clone(runs),
                    forward: *forward,
                }),
                _ => {}
            }
            if matches!(command, Command::Choose { .. } | Command::ChooseProgram) {
                live.forget();
            }
            let after = (shown.apply(&command), present.apply(&command));
            let given_up =
                View::given_up((shown, present.scenario()), (after.0, after.1.scenario()));
            motion.emit(Motion::Command(command.clone()));
            tour.dispatch(TourChange::Command(command.clone(), now()));
            view.dispatch(command.clone());
            given_up.for_each(|command| view.dispatch(command));
            session.dispatch(Change::Command(command));
        }
    });
    let dispatch = Dispatch(dispatch);

    let dispatchers = (session.dispatcher(), view.dispatcher(), tour.dispatcher());
    let returned = use_callback(dispatchers, |query: String, (session, view, tour)| {
        tour.dispatch(TourChange::Named(stop_of(&query)));
        let link = query.clone();
        session.dispatch(Change::Returned(query));
        view.dispatch(Command::Open { link });
        // What it opened lay over the step that is left.
        view.dispatch(Command::Close);
    });
    use_history(&session, address_now(&session, *view), returned);
    use_keyboard(
        &dispatch,
        session.embed(),
        tour.step().map(|_| tour.is_black()),
    );
    let dropped = (dispatch.clone(), say.clone(), session.embed());
    let dropped = use_callback(
        dropped,
        |file: TextFile, (dispatch, say, is_embed)| match talk_of(&file) {
            Some(Ok(talk)) => dispatch.give(talk),
            Some(Err(why)) => say.emit(why.into()),
            None if *is_embed => {}
            None => dispatch.give(program_of(file)),
        },
    );
    use_dropped(dropped);
    use_own_text();
    let shown = live.shown();
    let shown_now = (Rc::clone(scenario), session.links());
    use_effect_with(shown_now, move |_| live.forget());
    use_new_runs(&session, &results, &motion, &before);
    use_part(*view, &results, &motion);
    use_opened(&session, view.dispatcher(), &before);
    use_title(&session, tour.step().map(|step| step.title.clone()));

    let results = Results {
        comparison: use_lives(results.comparison.clone(), *view),
        ..results
    };
    let view_as = use_callback(view.dispatcher(), |command, view| view.dispatch(command));
    let comparison = results.comparison.clone();

    html! {
        <ContextProvider<Dispatch> context={dispatch}>
            <ContextProvider<Look> context={look}>
                <Shell session={session.clone()} view={*view} {results} tour={(*tour).clone()} {own} {own_curve} live={shown} {toast} is_old={update.ready} />
            </ContextProvider<Look>>
            if host().is_some() {
                <Frame session={session.clone()} view={*view} {comparison} />
            }
            if pair.is_paired() {
                <PairWindow {pair} {session} view={*view} {view_as} {tour} />
            }
        </ContextProvider<Dispatch>>
    }
}

/// Copies the link of a scenario, sends it or saves the page with it, and says what came of it.
async fn give_away(
    command: Command,
    (session, view, tour): (Session, View, Tour),
    waiting: AttrValue,
    say: Callback<AttrValue>,
) {
    let link = Sheet::new(&session, view, &tour, &page_address()).link;
    let words = match command {
        Command::Save => {
            let (link, name) = (saved_link(&session, view, &tour), page_name(&session));
            let talk = tour.beside_link().map(Rc::as_ref);
            match save_page(link, talk, &name, &waiting).await {
                Ok(()) => AttrValue::from("Page saved"),
                Err(reason) => AttrValue::from(format!("The page could not be saved: {reason}")),
            }
        }
        Command::Send if send(session.title(), link.clone()).await => return,
        _ if copy(link).await => AttrValue::from("Link copied"),
        _ => AttrValue::from("Copy the link from its field"),
    };
    say.emit(words);
}

/// Opens the window for the audience: the runs, the source, the slider and the transport, which follow this window. A second press brings
/// the same window to the front.
fn open_audience(session: &Session, view: View, number: u32) {
    let parts = [
        Part::Title,
        Part::Runs,
        Part::Code,
        Part::Slider,
        Part::Curve,
    ];
    let own = session.options();
    let shown = view.options();
    let options = Options {
        embed: true,
        show: Some(parts.to_vec()),
        autoplay: Some(false),
        audience: Some(number),
        size: view.size(own.size),
        title: own.title.clone(),
        ..own.opened(&shown)
    };
    let address = own_address() + &session.query_with(&options);
    let name = format!("goroutine-lab-audience-{number}");
    // A browser that opens no window says so itself.
    let _ = window().open_with_url_and_target_and_features(
        &address,
        &name,
        "popup,width=1280,height=720",
    );
}

/// What is said in passing, and the way to say something.
#[hook]
fn use_toast() -> (Option<Toast>, Callback<AttrValue>) {
    let toast = use_state(|| None::<Toast>);
    let number = use_mut_ref(|| 0);
    let say = use_callback((), {
        let set = toast.setter();
        move |words, ()| {
            let mut number = number.borrow_mut();
            *number += 1;
            set.set(Some(Toast {
                words,
                number: *number,
            }));
        }
    });
    ((*toast).clone(), say)
}

/// Tells the playback of new runs. The first runs of a link are played, or shown whole to those who want no motion; those of a frame that
/// is loaded again are shown as they were before.
#[hook]
fn use_new_runs(
    session: &Session,
    results: &Results,
    motion: &Callback<Motion>,
    before: &Rc<Option<Shown>>,
) {
    let before = Rc::clone(before);
    let played = use_mut_ref(|| None::<u32>);
    let news = (
        results.comparison.clone(),
        Rc::clone(session.scenario()),
        session.links(),
    );
    let (motion, options) = (motion.clone(), Rc::clone(session.options()));
    use_effect_with(news, move |(runs, scenario, links)| {
        let Some(runs) = runs else { return };
        let detail = runs.scale.detail().map_or(Time::ZERO, |detail| detail.end);
        motion.emit(Motion::Runs {
            end: runs.scale.end,
            detail,
        });
        if runs.scenario == *scenario && played.replace(Some(*links)) != Some(*links) {
            motion.emit(Motion::Opened {
                options: Rc::clone(&options),
                still: wants_no_motion(),
            });
            if let (Some(shown), FIRST_LINK) = (&*before, *links) {
                motion.emit(Motion::Shown(shown.clone()));
            }
        }
    });
}

/// Tells the playback which part of the time axis is shown.
#[hook]
fn use_part(view: View, results: &Results, motion: &Callback<Motion>) {
    let end = results.comparison.as_ref().map(|runs| runs.scale.end);
    let part = end.and_then(|end| view.part(end));
    let motion = motion.clone();
    use_effect_with(part, move |part| motion.emit(Motion::Part(*part)));
}

/// Shows the part of the axis and the goroutine that an opened link names, or a frame showed before it was loaded again.
#[hook]
fn use_opened(session: &Session, view: UseReducerDispatcher<View>, before: &Rc<Option<Shown>>) {
    let (options, before) = (Rc::clone(session.options()), Rc::clone(before));
    use_effect_with(session.links(), move |links| {
        let commands = match &*before {
            Some(shown) if *links == FIRST_LINK => shown.commands(),
            _ => {
                // No command has opened a step of the talk: what was shown of other runs goes here.
                let reset = (*links != FIRST_LINK).then(|| Command::Open {
                    link: String::new(),
                });
                reset.into_iter().chain(View::opened(&options)).collect()
            }
        };
        for command in commands {
            view.dispatch(command);
        }
    });
}

/// Names the window, and with it the entry in the browser's history, after what is run.
#[hook]
fn use_title(session: &Session, step: Option<String>) {
    let title = step.unwrap_or_else(|| session.title());
    use_effect_with(title, |title| {
        document().set_title(&format!("{title} · Goroutine Lab"));
    });
}
