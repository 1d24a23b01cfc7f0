//! The header: what is run, and what else can be opened.

use super::icon::Icon;
use super::new_program::NewProgram;
use super::open_menu::OpenMenu;
use crate::ui::hooks::{use_dispatch, use_look};
use crate::ui::state::{Command, Dialog};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct HeaderProps {
    pub title: String,
    pub summary: String,
}

/// The header.
#[component]
pub(crate) fn Header(HeaderProps { title, summary }: &HeaderProps) -> Html {
    let (dispatch, is_stage) = (use_dispatch(), use_look().stage);
    let size = dispatch.on(Command::Size { stage: !is_stage });
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
            <p class="summary" title={summary.clone()}>{ summary }</p>
            <OpenMenu />
            <NewProgram />
            <button class="size" aria-label="Large type" aria-pressed={is_stage.to_string()} onclick={size}
                title="Large type and code, for the back row of a room">{ "Aa" }</button>
            <button onclick={dispatch.on(Command::Share)}>{ "Share" }</button>
            <button class="help" aria-label="Help" title="Help (?)" onclick={help}>{ "?" }</button>
        </header>
    }
}
