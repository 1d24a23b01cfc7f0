//! The header: what is run, and what else can be opened.

use super::icon::Icon;
use super::open_menu::OpenMenu;
use crate::ui::hooks::{use_dispatch, use_look};
use crate::ui::state::{Command, Dialog};
use lab::scenarios::Scenario;
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct HeaderProps {
    pub scenario: Rc<Scenario>,
    pub title: String,
}

/// The header.
#[component]
pub(crate) fn Header(HeaderProps { scenario, title }: &HeaderProps) -> Html {
    let (dispatch, is_stage) = (use_dispatch(), use_look().stage);
    let size = dispatch.on(Command::Size { stage: !is_stage });
    let summary = scenario.summary();
    let help = dispatch.on(Command::Show {
        dialog: Dialog::Help,
    });
    html! {
        <header>
            <p class="logo">
                <Icon shape="M2 17h20v4H2zM2 10h13v4H2zM2 3h6v4H2z" />
                { "Goroutine Lab" }
            </p>
            <h1 title={title.clone()}>{ title }</h1>
            <p class="summary" title={summary}>{ summary }</p>
            <OpenMenu />
            <button class="size" aria-label="Large type" aria-pressed={is_stage.to_string()} onclick={size}
                title="Large type and code, for the back row of a room">{ "Aa" }</button>
            <button onclick={dispatch.on(Command::Share)}>{ "Share" }</button>
            <button class="help" aria-label="Help" title="Help (?)" onclick={help}>{ "?" }</button>
        </header>
    }
}
