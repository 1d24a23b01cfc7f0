//! The talk's figures, computed one after the other: a table, each row a link to its run.

use super::app::Msg;
use super::dialog::dialog;
use super::ears::Ears;
use super::el::{ABSENT, El, el};
use lab::claims::{Computed, Verdict, all};

/// What the talk says beside what comes out, as far as that has been computed.
pub(super) fn view(ears: &Ears, computed: &[Computed]) -> El {
    let rows = all().iter().enumerate().map(|(place, claim)| {
        let (figure, verdict, class) = computed.get(place).map_or(("…", "", ABSENT), |it| {
            let class = match it.verdict {
                Verdict::Holds => ABSENT,
                Verdict::HoldsIf => "given",
                Verdict::DoesNotFollow => "bad",
            };
            (&*it.text, it.verdict.words(), class)
        });
        let words = el!("a", "href" = &["?", claim.link].concat()).text(claim.words);
        el!("tr")
            .child(el!("td").child(words).child(el!("small").text(claim.place)))
            .child(el!("td").text(figure))
            .child(
                el!("td", "class" = class)
                    .text(verdict)
                    .child(el!("small").text(claim.note)),
            )
    });
    let heads = ["The talk says", "Computed", "Verdict"].map(|words| el!("th").text(words));
    let table = el!("table")
        .child(el!("thead").child(el!("tr").list(heads)))
        .child(el!("tbody").list(rows));
    dialog(
        ears,
        ["claims", "claims-title", "The talk’s figures"],
        Msg::CloseClaims,
    )
    .child(table)
}
