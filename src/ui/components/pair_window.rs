//! What keeps a presenter's window and the audience's in step.

use crate::ui::hooks::{
    PairHandle, use_dispatch, use_pair_messages, use_playback, use_playback_dispatch,
};
use crate::ui::state::{Command, Motion, Pair, Session, Shown, View};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct PairWindowProps {
    pub pair: PairHandle,
    pub session: UseReducerHandle<Session>,
    pub view: View,
    /// Lets the view show what the presenter's shows.
    pub view_as: Callback<Command>,
}

/// Shows nothing. The presenter's window says what it shows, at every frame that moves; the audience's shows it.
#[component]
pub(crate) fn PairWindow(props: &PairWindowProps) -> Html {
    let PairWindowProps {
        pair,
        session,
        view,
        view_as,
    } = props;
    let (playback, dispatch, motion) = (use_playback(), use_dispatch(), use_playback_dispatch());
    let shown = Shown::new(session, *view, &playback);
    let newest = use_mut_ref(|| None::<Shown>);
    let seen = use_mut_ref(|| None::<Shown>);
    let answer = use_mut_ref(|| None::<Callback<Pair>>);

    let dependencies = (
        pair.is_audience,
        session.dispatcher(),
        view_as.clone(),
        motion,
        dispatch,
    );
    let heard = use_callback(dependencies, {
        let (newest, answer) = (Rc::clone(&newest), Rc::clone(&answer));
        move |message, (is_audience, session, view_as, motion, dispatch)| match (
            message,
            *is_audience,
        ) {
            (Pair::Join, false) => {
                if let (Some(shown), Some(answer)) = (&*newest.borrow(), &*answer.borrow()) {
                    answer.emit(Pair::Shows(shown.clone()));
                }
            }
            (Pair::Command(command), false) => dispatch.give(command),
            (Pair::Shows(shown), true) => {
                let last = seen.replace(Some(shown.clone()));
                if !last.is_some_and(|last| last.is_same_picture(&shown)) {
                    session.dispatch(shown.change());
                    for command in shown.commands() {
                        view_as.emit(command);
                    }
                }
                motion.emit(Motion::Follow(shown));
            }
            (Pair::Join | Pair::Command(_), true) | (Pair::Shows(_), false) => {}
        }
    });
    let say = use_pair_messages(pair, heard);
    *newest.borrow_mut() = Some(shown.clone());
    *answer.borrow_mut() = Some(say.clone());
    // An audience joins once; a presenter says what is new.
    let news = if pair.is_audience {
        Pair::Join
    } else {
        Pair::Shows(shown)
    };
    use_effect_with((say, news), |(say, news)| say.emit(news.clone()));
    Html::default()
}
