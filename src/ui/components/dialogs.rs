//! The dialogs: one line each.

use super::export::Export;
use super::figures::Figures;
use super::help::Help;
use super::room::Room;
use super::share_sheet::ShareSheet;
use super::talk_card::TalkCard;
use super::talk_diagrams::TalkDiagrams;
use super::talk_steps::TalkSteps;
use crate::comparison::Run;
use crate::ui::state::{Dialog, Session, Tour, View};
use lab::claims::Computed;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct DialogsProps {
    pub view: View,
    pub session: UseReducerHandle<Session>,
    pub figures: Rc<Vec<Computed>>,
    pub tour: Tour,
    /// The newest run of somebody's own program.
    pub own: Option<Run>,
}

/// The open dialog.
#[component]
pub(crate) fn Dialogs(props: &DialogsProps) -> Html {
    let (view, session) = (props.view, &props.session);
    let scenario = session.scenario();
    match view.dialog {
        Some(Dialog::Help) => html! { <Help {scenario} /> },
        Some(Dialog::Export) => html! { <Export {scenario} own={props.own.clone()} /> },
        Some(Dialog::Claims) => html! { <Figures computed={&props.figures} /> },
        Some(Dialog::Steps) => html! { <TalkSteps tour={props.tour.clone()} /> },
        Some(Dialog::Card) => html! { <TalkCard tour={props.tour.clone()} /> },
        Some(Dialog::Diagrams) => html! { <TalkDiagrams tour={props.tour.clone()} /> },
        Some(Dialog::Share) => {
            html! { <ShareSheet session={session.clone()} {view} tour={props.tour.clone()} /> }
        }
        Some(Dialog::Room) => {
            html! { <Room session={session.clone()} {view} tour={props.tour.clone()} /> }
        }
        None => Html::default(),
    }
}
