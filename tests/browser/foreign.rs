//! What others do to the page: translators, extensions, injected scripts.

use crate::page::{Page, Screen, browse, browse_failing};
use crate::server::{File, Server, built_page};
use serde_json::json;
use std::fs;

/// What translators do: each piece of text gives way to an element with other words.
const TRANSLATE: &str = r#"
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const pieces = [];
    while (walker.nextNode()) pieces.push(walker.currentNode);
    for (const piece of pieces.filter(piece => piece.data.trim())) {
        const [outer, inner] = [document.createElement("font"), document.createElement("font")];
        inner.textContent = `«${piece.data}»`;
        outer.append(inner);
        REPLACE
    }
"#;

/// The ways in which they put it there.
const WAYS: [&str; 3] = [
    "piece.replaceWith(outer);",
    "piece.before(outer); piece.remove();",
    "piece.before(outer); inner.textContent = ''; inner.append(piece);",
];

#[track_caller]
fn the_page_goes_on(page: &Page) {
    page.click("Batch size up");
    page.batch().is("6");
    page.click("Sequential");
    page.source().contains("func processTasks");
    page.click("Batched");
    page.click("Play again");
    page.shows("Pause");
    page.keys(&[crate::hands::keys::HOME]);
    page.clock().is("0 s");
    page.choose("Compare with another pattern", "naive");
    page.headlines().has_length(4);
    page.click("Remove Naive");
    page.headlines().has_length(3);
    page.choose("Open a scenario or a pattern", "scenario=ci-connections");
    page.text("h1").contains("database");
    page.texts("#end, font").is_empty();
}

#[test]
fn the_page_asks_translators_to_leave_it_alone() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.attribute("html", "translate").is("no");
        page.attribute("meta[name=google]", "content")
            .is("notranslate");
    });
}

#[test]
fn a_translator_that_does_not_ask_changes_nothing() {
    for way in WAYS {
        browse(Screen::LAPTOP, |page| {
            page.open("");
            page.session().script(&TRANSLATE.replace("REPLACE", way));
            the_page_goes_on(page);
        });
    }
}

#[test]
fn a_translator_that_never_gives_up_does_not_freeze_the_page() {
    browse_failing(Screen::LAPTOP, |page| {
        page.open("");
        page.session().script(
            r#"const again = () => {
                 const piece = document.querySelector("h1").firstChild;
                 if (piece?.nodeType !== Node.TEXT_NODE) return;
                 const font = document.createElement("font");
                 font.textContent = "stubborn";
                 piece.replaceWith(font);
             };
             new MutationObserver(again).observe(document.querySelector("h1"), { childList: true });
             again();"#,
        );
        page.click("Batch size up");
        page.batch().is("6");
    });
}

#[test]
fn elements_of_extensions_are_no_harm() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.session().script(
            r#"for (const element of [document.documentElement, document.body, ...document.querySelectorAll("main, main *")]) {
                 if (element.closest("svg, select, canvas")) continue;
                 for (const place of ["prepend", "append"]) {
                     const foreign = document.createElement("x-extension");
                     foreign.hidden = true;
                     element[place](foreign);
                 }
             }"#,
        );
        the_page_goes_on(page);
    });
}

#[test]
fn what_others_take_away_leads_to_the_readable_screen_at_worst() {
    browse_failing(Screen::LAPTOP, |page| {
        page.open("");
        page.session().script(
            "for (const element of document.querySelectorAll('.deck, .tabs, article:last-of-type, .legend')) element.remove();",
        );
        page.choose("Open a scenario or a pattern", "scenario=ci-connections");
        page.read(
            "that the page goes on, or says that it has stopped",
            "return (document.querySelector('#end h1') ?? document.querySelector('h1'))?.innerText",
        )
        .wait("be so", |heading: &String| {
            heading.contains("database") || heading.contains("has stopped")
        });
    });
}

/// What scripts of others throw, at once and as a promise.
const FOREIGN: &str = r#"
    const errors = [
        new RangeError("Invalid array length"),
        new Error("an extension failed"),
        ...(window.WebAssembly ? [new WebAssembly.RuntimeError("unreachable")] : []),
    ];
    for (const error of errors) {
        setTimeout(() => { throw error; });
        Promise.reject(error);
    }
    const script = document.createElement("script");
    script.src = "missing.js";
    document.head.append(script);
"#;

#[test]
fn errors_of_other_scripts_do_not_replace_the_page() {
    let folder = built_page();
    let page = fs::read_to_string(folder.join("index.html")).expect("the page can be read");
    let foreign = format!("<title>Foreign</title><script>{{{FOREIGN}}}</script>");
    let with_foreign = page.replace("<title>Goroutine Lab</title>", &foreign);
    // The page's policy does not bind an extension, but it would bind this script.
    let with_foreign = with_foreign.replace("Content-Security-Policy", "x-no-policy");
    assert_ne!(page, with_foreign, "the page has a title");
    let host = Server::start(move |path| match path {
        "" => Some(File::html(&with_foreign)),
        _ => File::of_folder(&folder, path),
    });
    browse_failing(Screen::LAPTOP, |page| {
        // Before the page starts, and again while it runs.
        page.open_at(&host.origin());
        page.wait_for_runs();
        page.session().script(&format!(
            "const foreign = document.createElement('script');
             foreign.textContent = {};
             document.head.append(foreign);",
            json!(format!("{{{FOREIGN}}}"))
        ));
        page.console().wait("tell of them", |lines| {
            let told = lines.iter();
            told.filter(|line| line.contains("an extension failed"))
                .count()
                >= 4
        });
        page.click("Batch size up");
        page.batch().is("6");
    });
}
