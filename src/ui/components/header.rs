//! The header: what is run, and what else can be opened.

use super::icon::Icon;
use super::open_menu::OpenMenu;
use crate::ui::hooks::use_dispatch;
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
    let dispatch = use_dispatch();
    let help = dispatch.on(Command::Show {
        dialog: Dialog::Help,
    });
    html! {
        <header>
            <p class="logo">
                <Icon shape="M2 17h20v4H2zM2 10h13v4H2zM2 3h6v4H2z" />
                { "Goroutine Lab" }
            </p>
            <h1>{ title }</h1>
            <p class="summary">{ scenario.summary() }</p>
            <OpenMenu />
            <button onclick={dispatch.on(Command::Share)}>{ "Share" }</button>
            <button class="help" aria-label="Help" title="Help (?)" onclick={help}>{ "?" }</button>
        </header>
    }
}
