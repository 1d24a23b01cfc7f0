//! What lies behind the disclosure, and sharing.

use crate::page::{Screen, browse};
use lab::patterns;
use lab::scenarios::MOST_PATTERNS;
use serde_json::json;

const DISCLOSURE: &str = "Parameters";
const COMPARE: &str = "Compare with another pattern";

#[test]
fn a_typed_parameter_applies_and_a_bad_one_is_named() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.lacks("Tasks");
        page.click(DISCLOSURE);
        page.shows("Tasks");

        page.type_into("Tasks", "50");
        page.headline("sequential").is("5 s");
        page.address().is("?scenario=ci-auto-trigger&tasks=50");

        page.type_into("Tasks", "lots");
        let complaint = "allowed is a whole number, 1 to 1000000";
        page.complaints().is(&[complaint]);
        page.type_into("Tasks", "1000001");
        let complaint = "allowed is 1 to 1000000";
        page.complaints().is(&[complaint]);
        page.headline("sequential").is("5 s");
        page.attribute("#tasks", "aria-invalid").is("true");
        let about = page.attribute("#tasks", "aria-describedby").get();
        page.text(&format!("#{about}")).is(complaint);
        page.read::<String>(
            "what was typed",
            "return document.querySelector('#tasks').value",
        )
        .is("1000001");

        page.type_into("Latency", "1.5s");
        page.headline("sequential").is("75 s");
        page.type_into("Tasks", "10");
        page.complaints().is_empty();
        page.notices().is_empty();

        page.click("Back to the talk's values");
        page.headlines().is(&["10 s", "killed", "2 s"]);
        page.address().is("?scenario=ci-auto-trigger");
    });
}

#[test]
fn the_naive_pattern_joins_and_shows_that_nothing_finished() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.choose(COMPARE, "naive");
        page.headlines().has_length(4);
        page.text("article[data-pattern=naive]")
            .contains("0 of 100 done");
        page.text("article[data-pattern=naive] .finding")
            .contains("Main returned at 0 s while 100 tasks had not finished");
        page.address()
            .is("?scenario=ci-auto-trigger&patterns=sequential,unbounded,batched,naive");

        page.click("Remove Naive");
        page.headlines().has_length(3);
    });
}

#[test]
fn a_pattern_is_opened_alone_and_others_join_up_to_six() {
    browse(Screen::LAPTOP, |page| {
        page.open("?batch=0&seed=7");
        page.choose("Open a scenario or a pattern", "pattern=batched");
        page.headlines().has_length(1);
        page.address().is("?pattern=batched");
        page.notices().is_empty();
        page.text("h1").is("Batched");
        page.lacks("Remove Batched");
        let batched = patterns::find("batched").expect("the pattern is in the registry");
        page.text("aside").contains(batched.when);

        let others = patterns::ALL.into_iter().filter(|p| *p != batched);
        let others: Vec<&str> = others.map(|p| p.id).take(MOST_PATTERNS - 1).collect();
        for id in &others {
            page.choose(COMPARE, id);
        }
        let all = format!("?pattern=batched,{}", others.join(","));
        page.address().is(&all);
        page.headlines().has_length(others.len() + 1);
        page.has(COMPARE).is(&(others.len() + 1 < MOST_PATTERNS));
        page.click("Remove Batched");
        let rest = format!("?pattern={}", others.join(","));
        page.address().is(&rest);

        page.choose("Open a scenario or a pattern", "scenario=ci-auto-trigger");
        page.address().is("?scenario=ci-auto-trigger");
    });
}

#[test]
fn fewer_tasks_for_a_while_keep_the_batch_size() {
    browse(Screen::LAPTOP, |page| {
        page.open("?batch=8");
        page.click(DISCLOSURE);
        page.shows("Tasks");
        page.type_into("Tasks", "3");
        page.address().contains("tasks=3");
        page.batch().is("8");
        page.type_into("Tasks", "100");
        page.address().is("?scenario=ci-auto-trigger&batch=8");
        page.batch().is("8");
    });
}

#[test]
fn sharing_copies_the_link() {
    browse(Screen::LAPTOP, |page| {
        let permissions =
            json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        page.session()
            .devtools("Browser.grantPermissions", &permissions);
        page.open("?batch=8&seed=7");
        page.click("Share");
        page.click("Copy");
        page.texts("[role=status]").wait("say so", |texts| {
            texts.iter().any(|text| text.contains("Link copied"))
        });
        let copied = page
            .session()
            .async_script("return await navigator.clipboard.readText()");
        let expected = format!("{}/?scenario=ci-auto-trigger&batch=8&seed=7", page.origin());
        assert_eq!(copied, json!(expected));
    });
}

#[test]
fn copying_again_says_so_for_as_long_as_the_first_time() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.session().script(
            "window.clicks = [];
             document.addEventListener('click', () => clicks.push(performance.now()), true);
             let shown = false;
             new MutationObserver(() => {
                 const now = document.querySelector('.toast') !== null;
                 if (shown && !now) window.gone = performance.now();
                 shown = now;
             }).observe(document.body, { childList: true, subtree: true });",
        );
        page.click("Share");
        page.session().script("clicks.length = 0");
        page.click("Copy");
        page.texts(".toast").has_length(1);
        page.read(
            "that a second has passed",
            "return performance.now() - clicks[0] > 1000",
        )
        .holds();
        page.click("Copy");
        let shown = page.read::<f64>(
            "milliseconds",
            "return window.gone ? gone - clicks[1] : null",
        );
        shown.wait("be two seconds or more", |shown| *shown > 2_000.0);
    });
}
