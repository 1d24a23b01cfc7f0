//! What joins the page to the one around it.

use crate::comparison::Comparison;
use crate::ui::hooks::{
    EVERYBODY, Heard, host, tell, use_dispatch, use_host_messages, use_playback,
    use_playback_dispatch, use_remember, use_sight,
};
use crate::ui::state::{Deed, Exchange, Motion, Refusal, Rights, Session, Shown, State, View};
use gloo_utils::window;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct FrameProps {
    pub session: UseReducerHandle<Session>,
    pub view: View,
    /// The runs that are shown; none before the first are there.
    pub comparison: Option<Rc<Comparison>>,
}

/// Shows nothing. In a frame, it does what the host says, tells it what is shown, and remembers that for when the frame is loaded again.
#[component]
pub(crate) fn Frame(props: &FrameProps) -> Html {
    let FrameProps {
        session,
        view,
        comparison,
    } = props;
    let (playback, dispatch, motion) = (use_playback(), use_dispatch(), use_playback_dispatch());
    let exchange = use_mut_ref(Exchange::default);
    let origin = use_mut_ref(|| String::from(EVERYBODY));
    let again = use_force_update();

    use_sight(&motion);
    let heard = use_callback((motion.clone(), Rc::clone(session.options())), {
        let (exchange, origin, again) = (Rc::clone(&exchange), Rc::clone(&origin), again.clone());
        move |heard, (motion, options)| match heard {
            Heard::Sight(sight) => motion.emit(Motion::Sight(sight)),
            Heard::Message { origin: host, text } => {
                let rights = Rights::of(&host, &own_origin(), &options.allow_origin);
                match text {
                    Some(text) => exchange.borrow_mut().hear(&text, rights),
                    None => exchange.borrow_mut().refuse(Refusal {
                        id: None,
                        reason: String::from("the message: allowed is what JSON can write"),
                    }),
                }
                // No message can be sent to a file's origin by its name.
                *origin.borrow_mut() = if host == "null" {
                    String::from(EVERYBODY)
                } else {
                    host
                };
                again.force_update();
            }
        }
    });
    use_host_messages(heard);

    // Without runs nothing is shown yet.
    let is_shown = comparison.is_some();
    let rests = is_shown && !playback.playing();
    let resting = rests.then(|| Shown::new(session, *view, &playback));
    let now = (session.clone(), *view, playback, comparison.clone());
    use_remember(resting, {
        let (session, view, playback, _) = now.clone();
        move || is_shown.then(|| Shown::new(&session, view, &playback))
    });
    use_effect(move || {
        let Some(host) = host().filter(|_| exchange.borrow().is_awake()) else {
            return;
        };
        let (session, view, playback, comparison) = now;
        let state = comparison.map(|runs| State::new(&session, view, &playback, &runs));
        let next = exchange.borrow_mut().next(state.as_ref());
        for event in next.events {
            tell(&host, &origin.borrow(), event);
        }
        for deed in next.deeds {
            match deed {
                Deed::Command(command) => dispatch.give(command),
                Deed::Show(shown) => {
                    session.dispatch(shown.change());
                    for command in shown.commands() {
                        dispatch.give(command);
                    }
                    motion.emit(Motion::Shown(shown));
                }
            }
        }
        if next.again {
            again.force_update();
        }
    });
    Html::default()
}

fn own_origin() -> String {
    window().location().origin().unwrap_or_default()
}
