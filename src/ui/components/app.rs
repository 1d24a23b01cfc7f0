//! The page: its state, and what joins it to the browser.

use super::playback_provider::PlaybackProvider;
use super::shell::Shell;
use crate::ui::hooks::{
    Dispatch, Look, address_of, current_query, share, use_history, use_keyboard, use_live,
    use_playback_dispatch, use_screen, use_work, wants_no_motion,
};
use crate::ui::state::{Change, Command, Dialog, Motion, Session, View};
use crate::ui::work::{Results, Wanted};
use gloo_utils::document;
use std::rc::Rc;
use yew::prelude::*;

/// The page.
#[component]
pub(crate) fn App() -> Html {
    html! {
        <PlaybackProvider>
            <Lab />
        </PlaybackProvider>
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
fn Lab() -> Html {
    let session = use_reducer_eq(|| Session::new(&current_query()));
    let view = use_reducer_eq(View::default);
    let toast = use_state_eq(|| None::<AttrValue>);
    let motion = use_playback_dispatch();
    let live = use_live(motion.clone());
    let options = session.options();
    let look = use_screen(options.theme, options.scale);

    let scenario = session.scenario();
    let results = use_work(&Wanted {
        scenario: Rc::clone(scenario),
        kept: session.kept().cloned(),
        chosen: scenario.patterns()[view.chosen(scenario)],
        advised: view.advised,
        figures: view.dialog == Some(Dialog::Claims),
    });

    // A callback that stays the same sees what is newest here.
    let newest = use_mut_ref(|| None);
    *newest.borrow_mut() = Some((session.clone(), *view, results.clone(), live.clone()));
    let dispatch = use_callback((), {
        let (session, view) = (session.dispatcher(), view.dispatcher());
        let (toast, motion) = (toast.setter(), motion.clone());
        move |command: Command, ()| {
            let Some((now, shown, results, live)) = newest.borrow().clone() else {
                return;
            };
            let end = results.comparison.as_ref().map(|runs| runs.scale.end);
            let command = shown.resolved(command, end.unwrap_or_default());
            if command.moves_playhead() {
                live.stop();
            }
            match (&command, &results.comparison) {
                (Command::Share, _) => share(&address_of(&now.shared_query(&shown)), toast.clone()),
                // While newer runs are on their way, there is none that a live run could be compared with.
                (Command::Live, Some(runs)) if runs.scenario == *now.scenario() => {
                    live.toggle(runs, shown.chosen(&runs.scenario));
                }
                (Command::Step { forward }, Some(runs)) => motion.emit(Motion::Step {
                    runs: Rc::clone(runs),
                    forward: *forward,
                }),
                _ => {}
            }
            if matches!(command, Command::Choose { .. }) {
                live.forget();
            }
            motion.emit(Motion::Command(command.clone()));
            view.dispatch(command.clone());
            session.dispatch(Change::Command(command));
        }
    });
    let dispatch = Dispatch(dispatch);

    let dispatchers = (session.dispatcher(), view.dispatcher());
    let returned = use_callback(dispatchers, |query, (session, view)| {
        session.dispatch(Change::Returned(query));
        // What it opened lay over the step that is left.
        view.dispatch(Command::Close);
    });
    use_history(&session, returned);
    use_keyboard(&dispatch);
    let shown = live.shown();
    let shown_now = (Rc::clone(scenario), session.links());
    use_effect_with(shown_now, move |_| live.forget());
    use_new_runs(&session, &results, &motion);
    use_opened(&session, view.dispatcher());
    use_title(&session);

    html! {
        <ContextProvider<Dispatch> context={dispatch}>
            <ContextProvider<Look> context={look}>
                <Shell {session} view={*view} {results} live={shown} toast={(*toast).clone()} />
            </ContextProvider<Look>>
        </ContextProvider<Dispatch>>
    }
}

/// Tells the playback of new runs. The first runs of a link are played, or shown whole to those who want no motion.
#[hook]
fn use_new_runs(session: &Session, results: &Results, motion: &Callback<Motion>) {
    let played = use_mut_ref(|| None::<u32>);
    let news = (
        results.comparison.clone(),
        Rc::clone(session.scenario()),
        session.links(),
    );
    let (motion, options) = (motion.clone(), Rc::clone(session.options()));
    use_effect_with(news, move |(runs, scenario, links)| {
        let Some(runs) = runs else { return };
        motion.emit(Motion::Runs(runs.scale.end));
        if runs.scenario == *scenario && played.replace(Some(*links)) != Some(*links) {
            motion.emit(Motion::Opened {
                options: Rc::clone(&options),
                still: wants_no_motion(),
            });
        }
    });
}

/// Shows the part of the axis and the goroutine that an opened link names.
#[hook]
fn use_opened(session: &Session, view: UseReducerDispatcher<View>) {
    let options = Rc::clone(session.options());
    use_effect_with(session.links(), move |_| {
        for command in View::opened(&options) {
            view.dispatch(command);
        }
    });
}

/// Names the window, and with it the entry in the browser's history, after what is run.
#[hook]
fn use_title(session: &Session) {
    let title = session.title();
    use_effect_with(title, |title| {
        document().set_title(&format!("{title} · Goroutine Lab"));
    });
}
