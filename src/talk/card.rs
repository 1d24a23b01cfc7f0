//! The quick reference card: one page, on A4 and on Letter.

use super::handout::escaped;
use crate::ui::code::Code;
use lab::patterns;
use std::fmt::Write as _;
use talk::Script;

/// The style of the file.
const STYLE: &str = include_str!("card.css");
/// The style of the card itself, in the file and on the page: three columns on one sheet.
const CARD: &str = include_str!("../../assets/css/card.css");

/// The cards and steps from which the card is made: its heading, a file's name, and the parts of it.
const PARTS: [(&str, &str, &[Which]); 6] = [
    (
        "Decision tree",
        "207-decision-tree",
        &[Which::Idea, Which::Notice],
    ),
    ("When to use which", "320-when", &[Which::Tries]),
    ("Do", "300-do", &[Which::Tries]),
    ("Don't", "305-dont", &[Which::Tries]),
    (
        "Pitfall: a goroutine that stays",
        "310-pitfall-leak",
        &[Which::Idea],
    ),
    (
        "Pitfall: a Done too few",
        "315-pitfall-done",
        &[Which::Idea],
    ),
];
/// The step with the numbers.
const NUMBERS: &str = "200-summary";

#[derive(Clone, Copy)]
enum Which {
    Idea,
    Tries,
    Notice,
}

/// The patterns on the card, by their ids.
const PATTERNS: [&str; 12] = [
    "unbounded",
    "batched",
    "worker-pool",
    "semaphore",
    "errgroup-limit",
    "fan-out-fan-in",
    "cluster-test",
    "pipeline",
    "token-bucket",
    "circuit-breaker",
    "client-disconnect",
    "graceful-shutdown",
];

/// What the talk calls a worker pool is another program than the Lab's: which is which stands behind both names.
const POOLS: [(&str, &str); 2] = [
    ("batched", " (the talk's worker pool)"),
    ("worker-pool", " (by a channel)"),
];

/// Lines of Go: what each is good for, the pattern in whose functions it stands, and a part of it.
const LINES: [(&str, &str, &str); 8] = [
    ("end, whatever happens", "batched", "defer wg.Done()"),
    ("wait for all", "batched", "wg.Wait()"),
    ("no more than this at once", "errgroup-limit", "g.SetLimit("),
    (
        "work until the channel is closed",
        "worker-pool",
        "for task := range jobs",
    ),
    (
        "stop when nobody waits, or the time is over",
        "client-disconnect",
        "case <-ctx.Done():",
    ),
    (
        "stop after a time",
        "timeout-per-task",
        "context.WithTimeout(",
    ),
    ("count without a lock", "counter-atomic", "atomic.AddInt64("),
    (
        "keep a result from any goroutine",
        "cluster-test",
        "respMap.Store(",
    ),
];

/// The card as a page of HTML. `address` is that of the Lab, which stands on it with its QR code.
///
/// # Errors
///
/// The address, if it is too long for a code.
pub fn card(script: &Script, address: Option<&str>) -> Result<String, String> {
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>Quick reference: {title}</title>\n<style>\n{STYLE}{CARD}</style>\n\
         </head>\n<body>\n<main class=\"card\">\n{parts}</main>\n</body>\n</html>\n",
        title = escaped(&script.title),
        parts = card_parts(script, address)?
    ))
}

/// What stands on the card, as HTML: its head, and its sections. A talk without the steps of a section has no such section.
///
/// # Errors
///
/// The address, if it is too long for a code.
pub fn card_parts(script: &Script, address: Option<&str>) -> Result<String, String> {
    let mut page = format!(
        "<div class=\"card-head\"><h1>{}</h1>{}</div>\n<div class=\"card-parts\">\n",
        escaped(&script.title),
        address.map(code).transpose()?.unwrap_or_default()
    );
    page += &section("Patterns, and when to use each", &patterns_table());
    let step = |id: &str| script.steps.iter().find(|step| step.id == id);
    for (heading, id, which) in PARTS {
        let Some(step) = step(id) else { continue };
        let parts = which.iter().map(|which| match which {
            Which::Idea => step.idea.as_str(),
            Which::Tries => step.tries.as_str(),
            Which::Notice => step.notice.as_str(),
        });
        page += &section(heading, &parts.collect::<String>());
    }
    page += &section("Lines of Go", &lines_table());
    if let Some(step) = step(NUMBERS) {
        page += &section("The numbers", &step.notice);
    }
    Ok(page + "</div>\n")
}

fn section(heading: &str, html: &str) -> String {
    format!(
        "<section>\n<h2>{}</h2>\n{html}</section>\n",
        escaped(heading)
    )
}

fn patterns_table() -> String {
    let rows = PATTERNS.iter().filter_map(|id| patterns::find(id));
    let rows = rows.map(|pattern| {
        let (name, when) = (escaped(pattern.name), escaped(pattern.when));
        let pool = POOLS.iter().find(|(id, _)| *id == pattern.id);
        let pool = pool.map_or("", |(_, words)| words);
        format!("<dt>{name}{pool}</dt><dd>{when}</dd>\n")
    });
    format!("<dl>\n{}</dl>\n", rows.collect::<String>())
}

/// The lines, each as it stands in the program that runs.
fn lines_table() -> String {
    let mut table = String::from("<dl>\n");
    for (use_of_it, id, part) in LINES {
        let line = patterns::find(id).and_then(|pattern| {
            let mut lines = pattern.source.lines();
            lines.find(|(_, line)| line.contains(part))
        });
        if let Some((_, line)) = line {
            let code = line.split(" //").next().unwrap_or(line);
            let code = code.trim().trim_end_matches(" {");
            // Writing to a String cannot fail.
            let _ = writeln!(
                table,
                "<dt><code>{}</code></dt><dd>{use_of_it}</dd>",
                escaped(code)
            );
        }
    }
    table + "</dl>\n"
}

/// The address with its QR code.
fn code(address: &str) -> Result<String, String> {
    let code = Code::of(address).ok_or_else(|| {
        let (length, most) = (address.len(), crate::ui::code::MOST_BYTES);
        format!("{length} bytes: allowed are up to {most}, which a QR code holds")
    })?;
    let Code { width, path } = code;
    Ok(format!(
        "<p class=\"card-code\">{}<svg role=\"img\" aria-label=\"The address as a QR code\" viewBox=\"0 0 {width} {width}\" \
         shape-rendering=\"crispEdges\"><path d=\"{path}\"/></svg></p>",
        escaped(address)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_talk() -> Script {
        crate::talk::script(&crate::talk::read().unwrap()).unwrap()
    }

    fn made(address: Option<&str>) -> String {
        card(&of_talk(), address).unwrap()
    }

    #[test]
    fn every_part_of_the_card_is_there() {
        let page = made(None);
        let count = |sign: &str| page.matches(sign).count();
        assert_eq!(count("<section>"), PARTS.len() + 3, "{page}");
        assert_eq!(count("<dt>"), PATTERNS.len() + LINES.len(), "{page}");
        assert!(page.contains(">killed</b>"), "{page}");
        assert!(!page.contains("class=\"card-code\""), "{page}");
    }

    #[test]
    fn the_address_stands_on_the_card_with_its_code() {
        let page = made(Some("https://lab.example/?talk&a=1"));
        assert!(page.contains("https://lab.example/?talk&amp;a=1"), "{page}");
        let code = Code::of("https://lab.example/?talk&a=1").unwrap();
        assert!(page.contains(&code.path), "{page}");
        let refused = card(&of_talk(), Some(&"x".repeat(700))).unwrap_err();
        assert_eq!(
            refused,
            "700 bytes: allowed are up to 666, which a QR code holds"
        );
    }
}
