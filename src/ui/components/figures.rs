//! The talk's figures, computed one after the other: a table, each row a link to its run.

use super::dialog::Modal;
use lab::claims::{Claim, Computed, UNCOMPUTED, Uncomputed, Verdict, all};
use std::rc::Rc;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct FiguresProps {
    /// As far as they are computed, in the order of [`all`].
    pub computed: Rc<Vec<Computed>>,
}

/// What the talk says beside what comes out.
#[component]
pub(crate) fn Figures(FiguresProps { computed }: &FiguresProps) -> Html {
    let rows = all().iter().enumerate();
    let rows = rows.map(|(place, claim)| row(claim, computed.get(place)));
    html! {
        <Modal id="claims" title="The talk’s figures">
            <table>
                <thead>
                    <tr><th>{ "The talk says" }</th><th>{ "Computed" }</th><th>{ "Verdict" }</th></tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
            <details class="uncomputed">
                <summary>{ format!("{} further figures, which no run computes", UNCOMPUTED.len()) }</summary>
                <table>
                    <thead><tr><th>{ "The talk says" }</th><th>{ "Why it is not computed" }</th></tr></thead>
                    <tbody>{ for UNCOMPUTED.iter().map(uncomputed) }</tbody>
                </table>
            </details>
        </Modal>
    }
}

fn uncomputed(figure: &Uncomputed) -> Html {
    html! {
        <tr>
            <td>{ figure.words }<small>{ format!("{}, line {}", figure.document, figure.line) }</small></td>
            <td>{ figure.reason }</td>
        </tr>
    }
}

fn row(claim: &Claim, computed: Option<&Computed>) -> Html {
    let (figure, verdict, class) = match computed {
        None => (String::from("…"), "", None),
        Some(computed) => {
            let class = match computed.verdict {
                Verdict::Holds => None,
                Verdict::HoldsIf => Some("given"),
                Verdict::DoesNotFollow => Some("bad"),
            };
            (computed.text.clone(), computed.verdict.words(), class)
        }
    };
    html! {
        <tr>
            <td><a href={format!("?{}", claim.link)}>{ claim.words }</a><small>{ claim.place }</small></td>
            <td>{ figure }</td>
            <td {class}>{ verdict }<small>{ claim.note }</small></td>
        </tr>
    }
}
