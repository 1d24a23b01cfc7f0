//! What lies behind the disclosure, and sharing.

use crate::page::{Screen, browse, eventually, until};
use serde_json::json;

const DISCLOSURE: &str = "Parameters and patterns";

#[test]
fn a_typed_parameter_applies_and_a_bad_one_is_named() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        assert!(
            !page.has("Tasks"),
            "the other parameters wait behind the disclosure"
        );
        page.click(DISCLOSURE);
        until("the fields are there", || page.has("Tasks"));

        page.type_into("Tasks", "50");
        eventually("the sequential run", &"5 s".into(), || {
            page.headline("sequential")
        });
        eventually(
            "the address",
            &"?scenario=ci-auto-trigger&tasks=50".into(),
            || page.address(),
        );

        page.type_into("Tasks", "lots");
        eventually(
            "the notice",
            &vec![String::from(
                "tasks=lots: allowed is a whole number, 1 to 10000",
            )],
            || page.notices(),
        );
        page.type_into("Tasks", "10001");
        eventually(
            "the notice",
            &vec![String::from("tasks=10001: allowed is 1 to 10000")],
            || page.notices(),
        );
        assert_eq!(page.headline("sequential"), "5 s");

        page.type_into("Latency", "1.5s");
        eventually("the sequential run", &"75 s".into(), || {
            page.headline("sequential")
        });
        eventually("the notice is gone", &Vec::new(), || page.notices());

        page.click("Back to the talk's values");
        eventually(
            "the runs",
            &["10 s", "killed", "2 s"].map(String::from).to_vec(),
            || page.headlines(),
        );
        eventually("the address", &"?scenario=ci-auto-trigger".into(), || {
            page.address()
        });
    });
}

#[test]
fn the_naive_pattern_joins_and_shows_that_nothing_finished() {
    browse(Screen::LAPTOP, |page| {
        page.open("");
        page.click(DISCLOSURE);
        until("the patterns are there", || page.has("Naive"));
        page.check("Naive");
        until("there are four runs", || page.headlines().len() == 4);
        let naive = page.text("article[data-pattern=naive]");
        assert!(naive.contains("0 of 100 done"), "{naive}");
        let sentence = page.text("article[data-pattern=naive] .finding");
        assert!(
            sentence.contains("Main returned at 0 s while 100 tasks had not finished"),
            "{sentence}"
        );
        eventually(
            "the address",
            &"?scenario=ci-auto-trigger&patterns=sequential,naive,unbounded,batched".into(),
            || page.address(),
        );

        page.check("Naive");
        until("there are three runs again", || page.headlines().len() == 3);
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
        until("the page says that it is done", || {
            page.texts("[role=status]")
                .iter()
                .any(|text| text.contains("Link copied"))
        });
        let copied = page
            .session()
            .async_script("return await navigator.clipboard.readText()");
        let expected = format!("{}/?scenario=ci-auto-trigger&batch=8&seed=7", page.origin());
        assert_eq!(copied, json!(expected));
    });
}
