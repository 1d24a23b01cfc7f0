//! The talk's figures, computed one after the other: a table, each row a link to its run.

use super::app::{App, Msg};
use crate::claims::{Computed, all};
use yew::html::Scope;
use yew::prelude::*;

/// What the talk says beside what comes out, as far as that has been computed.
pub(super) fn view(link: &Scope<App>, computed: &[Computed]) -> Html {
    let closed = link.callback(|_: Event| Msg::CloseClaims);
    let rows = all().iter().enumerate().map(|(place, claim)| {
        let computed = computed.get(place);
        let (figure, verdict) =
            computed.map_or(("…", ""), |it| (&*it.text, it.verdict.words()));
        html! {
            <tr>
                <td><a href={["?", claim.link].concat()}>{ claim.words }</a><small>{ claim.place }</small></td>
                <td>{ figure.to_owned() }</td>
                <td>{ verdict }<small>{ claim.note }</small></td>
            </tr>
        }
    });
    html! {
        <dialog id="claims" class="dialog" aria-labelledby="claims-title" onclose={closed}>
            <h2 id="claims-title">{ "The talk’s figures" }</h2>
            <table>
                <thead><tr><th>{ "The talk says" }</th><th>{ "Computed" }</th><th>{ "Verdict" }</th></tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
            <form method="dialog"><button class="close">{ "Close" }</button></form>
        </dialog>
    }
}
