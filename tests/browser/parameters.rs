//! What lies behind the disclosure, and sharing.

use crate::page::{Screen, browse, eventually, until};
use lab::patterns;
use lab::scenarios::MOST_PATTERNS;
use serde_json::json;

const DISCLOSURE: &str = "Parameters";
const COMPARE: &str = "Compare with another pattern";

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
        let complaint = String::from("allowed is a whole number, 1 to 10000");
        eventually("the complaint", &vec![complaint], || page.complaints());
        page.type_into("Tasks", "10001");
        let complaint = String::from("allowed is 1 to 10000");
        let complaints = vec![complaint.clone()];
        eventually("the complaint", &complaints, || page.complaints());
        assert_eq!(page.headline("sequential"), "5 s");
        assert_eq!(page.attribute("#tasks", "aria-invalid"), "true");
        let about = page.attribute("#tasks", "aria-describedby");
        assert_eq!(page.text(&format!("#{about}")), complaint);
        let kept: String = page.read("return document.querySelector('#tasks').value");
        assert_eq!(kept, "10001", "what was typed can be mended");

        page.type_into("Latency", "1.5s");
        eventually("the sequential run", &"75 s".into(), || {
            page.headline("sequential")
        });
        page.type_into("Tasks", "10");
        eventually("no complaint is left", &Vec::new(), || page.complaints());
        assert_eq!(page.notices(), [""; 0]);

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
        page.choose(COMPARE, "naive");
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
            &"?scenario=ci-auto-trigger&patterns=sequential,unbounded,batched,naive".into(),
            || page.address(),
        );

        page.click("Remove Naive");
        until("there are three runs again", || page.headlines().len() == 3);
    });
}

#[test]
fn a_pattern_is_opened_alone_and_others_join_up_to_six() {
    browse(Screen::LAPTOP, |page| {
        page.open("?batch=0&seed=7");
        page.choose("Open a scenario or a pattern", "batched");
        until("there is one run", || page.headlines().len() == 1);
        eventually("the address", &"?pattern=batched".into(), || page.address());
        assert_eq!(page.notices(), [""; 0], "they were about another link");
        assert_eq!(page.text("h1"), "Batched");
        assert!(!page.has("Remove Batched"), "one is always shown");
        let batched = patterns::find("batched").expect("the pattern is in the registry");
        let said = page.text("aside");
        assert!(said.contains(batched.when), "{said}");

        let others = patterns::ALL.into_iter().filter(|p| *p != batched);
        let others: Vec<&str> = others.map(|p| p.id).take(MOST_PATTERNS - 1).collect();
        for id in &others {
            page.choose(COMPARE, id);
        }
        let all = format!("?pattern=batched,{}", others.join(","));
        eventually("the address", &all, || page.address());
        until("all runs are there", || {
            page.headlines().len() == others.len() + 1
        });
        assert_eq!(page.has(COMPARE), others.len() + 1 < MOST_PATTERNS);
        page.click("Remove Batched");
        let rest = format!("?pattern={}", others.join(","));
        eventually("the address", &rest, || page.address());

        page.choose("Open a scenario or a pattern", "ci-auto-trigger");
        eventually("the address", &"?scenario=ci-auto-trigger".into(), || {
            page.address()
        });
    });
}

#[test]
fn fewer_tasks_for_a_while_keep_the_batch_size() {
    browse(Screen::LAPTOP, |page| {
        page.open("?batch=8");
        page.click(DISCLOSURE);
        until("the fields are there", || page.has("Tasks"));
        page.type_into("Tasks", "3");
        eventually("the batch size", &"3".into(), || page.batch());
        page.type_into("Tasks", "100");
        eventually("the batch size", &"8".into(), || page.batch());
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
