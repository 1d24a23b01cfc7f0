//! What keeps a presenter's window and the audience's in step.

use crate::ui::hooks::{
    PairHandle, is_reloaded, use_dispatch, use_leaving, use_pair_messages, use_playback,
    use_playback_dispatch,
};
use crate::ui::state::{
    Audience, Command, Motion, Pair, Session, Shown, Stop, Tour, TourChange, View,
};
use lab::link::TalkOption;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct PairWindowProps {
    pub pair: PairHandle,
    pub session: UseReducerHandle<Session>,
    pub view: View,
    /// Lets the view show what the presenter's shows.
    pub view_as: Callback<Command>,
    pub tour: UseReducerHandle<Tour>,
}

/// Shows nothing. The presenter's window says what it shows, at every frame that moves; the audience's shows it.
#[component]
pub(crate) fn PairWindow(props: &PairWindowProps) -> Html {
    let PairWindowProps {
        pair,
        session,
        view,
        view_as,
        tour,
    } = props;
    let (playback, dispatch, motion) = (use_playback(), use_dispatch(), use_playback_dispatch());
    let shown = Shown::new(session, *view, &playback);
    let place = place_of(tour);
    let newest = use_mut_ref(|| None::<(Shown, Pair)>);
    let seen = use_mut_ref(|| None::<Shown>);
    let answer = use_mut_ref(|| None::<Callback<Pair>>);

    let dependencies = (
        pair.clone(),
        session.dispatcher(),
        view_as.clone(),
        motion,
        dispatch,
        tour.dispatcher(),
    );
    let heard = use_callback(dependencies, {
        let (newest, answer) = (Rc::clone(&newest), Rc::clone(&answer));
        move |message, (pair, session, view_as, motion, dispatch, tour)| match (
            message,
            pair.is_audience,
        ) {
            (Pair::Present, false) => {
                if let Some(answer) = &*answer.borrow() {
                    answer.emit(Pair::Taken);
                }
            }
            (Pair::Taken, false) => {
                pair.leave();
                tour.dispatch(TourChange::Audience(Audience::Gone));
            }
            (Pair::There, false) => tour.dispatch(TourChange::Audience(Audience::There)),
            (Pair::Leave, false) => tour.dispatch(TourChange::Audience(Audience::Gone)),
            (news @ (Pair::Join | Pair::Rejoin), false) => {
                let audience = match news {
                    Pair::Rejoin => Audience::Again,
                    _ => Audience::There,
                };
                tour.dispatch(TourChange::Audience(audience));
                if let (Some((shown, place)), Some(answer)) = (&*newest.borrow(), &*answer.borrow())
                {
                    answer.emit(place.clone());
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
            (Pair::Talk { at, black, file }, true) => {
                let named = |talk: String| match &file {
                    Some(_) => TalkOption::form(Some(talk)),
                    // A window of another version may name what this one does not know.
                    None => talk.parse().unwrap_or_default(),
                };
                let stop = at.map(|(talk, step)| Stop {
                    talk: named(talk),
                    step: Some(step),
                    opens: false,
                });
                tour.dispatch(TourChange::Follow(stop, black, file));
            }
            // A presenter that was loaded again, or whose other audience went, still has this one.
            (Pair::Present | Pair::Leave, true) => {
                if let Some(answer) = &*answer.borrow() {
                    answer.emit(Pair::There);
                }
            }
            (Pair::Join | Pair::Rejoin | Pair::There | Pair::Taken | Pair::Command(_), true)
            | (Pair::Shows(_) | Pair::Talk { .. }, false) => {}
        }
    });
    let say = use_pair_messages(pair, heard);
    *newest.borrow_mut() = Some((shown.clone(), place.clone()));
    *answer.borrow_mut() = Some(say.clone());
    use_effect_with((say.clone(), pair.is_audience), |(say, is_audience)| {
        if !is_audience {
            say.emit(Pair::Present);
        }
    });
    // An audience joins once; a presenter says what is new.
    let news = if !pair.is_audience {
        Pair::Shows(shown)
    } else if is_reloaded() {
        Pair::Rejoin
    } else {
        Pair::Join
    };
    use_effect_with((say.clone(), news), |(say, news)| say.emit(news.clone()));
    use_leaving(pair, say.clone());
    use_effect_with(
        (say, place, pair.is_audience),
        |(say, place, is_audience)| {
            if !is_audience {
                say.emit(place.clone());
            }
        },
    );
    Html::default()
}

/// What this window shows of the talk.
fn place_of(tour: &Tour) -> Pair {
    Pair::Talk {
        at: tour.paired_place(),
        black: tour.is_black(),
        file: tour.file().cloned(),
    }
}
