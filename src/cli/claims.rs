//! `goroutine-lab claims`: the talk's claims and their check.

use super::arguments::ListFormat;
use super::json::{self, Exact};
use super::progress::Progress;
use lab::claims::{self, Claim, Computed, UNCOMPUTED, Verdict};
use serde::Serialize;

#[derive(Serialize)]
struct ClaimAnswer {
    place: &'static str,
    /// The line of the document, or the lines.
    line: &'static str,
    claim: &'static str,
    link: String,
    /// The way to read the figure off the runs.
    reading: String,
    /// The smallest and the largest figure that agree with the talk.
    from: u64,
    to: Option<u64>,
    /// In nanoseconds, bytes, thousandths of a ratio, or a count.
    value: Exact,
    computed: String,
    verdict: &'static str,
    note: &'static str,
}

/// A figure that no run computes, in the same list.
#[derive(Serialize)]
struct UncomputedAnswer {
    place: &'static str,
    line: &'static str,
    claim: &'static str,
    verdict: &'static str,
    /// The reason.
    note: &'static str,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Row {
    Computed(ClaimAnswer),
    Uncomputed(UncomputedAnswer),
}

/// All rows: the computed ones first.
fn rows(all: impl Iterator<Item = (&'static Claim, Computed)>) -> Vec<Row> {
    let uncomputed = UNCOMPUTED.iter().map(|figure| {
        Row::Uncomputed(UncomputedAnswer {
            place: figure.document,
            line: figure.line,
            claim: figure.words,
            verdict: "not computed",
            note: figure.reason,
        })
    });
    all.map(|one| Row::Computed(answer(one)))
        .chain(uncomputed)
        .collect()
}

pub(super) fn claims(format: ListFormat) -> String {
    let progress = Progress::of(claims::all().len());
    let computed = |claim: &'static Claim| {
        let computed = claim.compute();
        progress.step();
        (claim, computed)
    };
    let all = || claims::all().iter().map(computed);
    match format {
        ListFormat::Text => text(&all().collect::<Vec<_>>()),
        ListFormat::Json => json::line(&rows(all())),
    }
}

fn answer((claim, computed): (&Claim, Computed)) -> ClaimAnswer {
    ClaimAnswer {
        place: claim.place,
        line: claim.line,
        claim: claim.words,
        link: format!("?{}", claim.link),
        reading: claim.reading.words(),
        from: claim.from,
        to: (claim.to < u64::MAX).then_some(claim.to),
        value: Exact(computed.value),
        computed: computed.text,
        verdict: computed.verdict.words(),
        note: claim.note,
    }
}

fn text(all: &[(&Claim, Computed)]) -> String {
    let (mut lines, mut place) = (Vec::new(), "");
    for (claim, computed) in all {
        if claim.place != place {
            place = claim.place;
            lines.extend([String::new(), String::from(place)]);
        }
        let reading = claim.reading.words();
        lines.push(format!("  {} (line {})", claim.words, claim.line));
        lines.push(format!("    {} ({reading})", computed.text));
        lines.push(format!("    {}", verdict(claim, computed.verdict)));
        lines.push(format!("    ?{}", claim.link));
    }
    let count = |verdict| all.iter().filter(|(_, c)| c.verdict == verdict).count();
    let counts = [Verdict::Holds, Verdict::HoldsIf, Verdict::DoesNotFollow].map(count);
    let [hold, if_so, not] = counts;
    lines.push(format!(
        "\n{hold} claims hold, {if_so} hold if something is so that the talk does not say, {not} do not follow."
    ));
    lines.push(String::from("\nNot computed:"));
    for figure in UNCOMPUTED {
        lines.push(format!(
            "  {}:{}  {}",
            figure.document, figure.line, figure.words
        ));
        lines.push(format!("    {}", figure.reason));
    }
    lines.join("\n").trim_start().to_string() + "\n"
}

/// The verdict with the claim's note.
fn verdict(claim: &Claim, verdict: Verdict) -> String {
    let words = verdict.words();
    match (verdict, claim.note) {
        (_, "") => String::from(words),
        (Verdict::HoldsIf, note) => format!("{words} {note}"),
        (_, note) => format!("{words}: {note}"),
    }
}
