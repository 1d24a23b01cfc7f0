//! The page on paper: a page in the dark is printed in the light, and its source whole.

use crate::page::{Screen, browse};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use std::fs;

#[test]
fn a_dark_page_is_printed_in_the_light_with_all_of_its_source() {
    browse(Screen::LAPTOP, |page| {
        page.open("?spoil=1");
        let screen = page.picture("batched").get();
        let media = json!({ "media": "print", "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
        page.session()
            .devtools("Emulation.setEmulatedMedia", &media);
        let ink = "return getComputedStyle(document.documentElement).getPropertyValue('--ink-background').trim()";
        page.read::<String>("the ground", ink).is("#ffffff");
        page.picture("batched").is_not(&screen);
        page.texts(".deck, .tabs, header button").is_empty();
        page.headlines().is(&["10 s", "killed", "2 s"]);
        let cut = "return all('.code').map(code => code.scrollHeight - code.clientHeight)";
        page.read::<Vec<u32>>("how much of the source is cut", cut)
            .is(&[0]);
        page.list("poorContrasts(4.5)").is_empty();
        let printed = page
            .session()
            .devtools("Page.printToPDF", &json!({ "printBackground": false }));
        let pdf = printed["data"].as_str().expect("a file in base64");
        let pdf = STANDARD.decode(pdf).expect("a file in base64");
        assert!(pdf.starts_with(b"%PDF-"));
        // To be looked at.
        let file = env!("CARGO_TARGET_TMPDIR").to_owned() + "/printed.pdf";
        fs::write(file, pdf).expect("the file can be written");
    });
}

/// On paper the words about a run lie beside its picture, as on a large screen, and no button is printed.
#[test]
fn paper_has_no_phones_layout() {
    browse(Screen::PHONE, |page| {
        page.open("?spoil=1&autoplay=0&at=1s");
        let media = json!({ "media": "print" });
        page.session()
            .devtools("Emulation.setEmulatedMedia", &media);
        let beside = "return all('article').map(run => Math.round(run.querySelector('.plot').getBoundingClientRect().left
            - run.querySelector('.about').getBoundingClientRect().right) >= 0)";
        page.read::<Vec<bool>>("that the words are beside the picture", beside)
            .is(&[true, true, true]);
        page.texts(".ways-of-run button, .deck, header button")
            .is_empty();
        page.text(".summary").contains("freed at its end.");
        page.list("overlapping()").is_empty();
    });
}

/// The sizes of A4 and Letter in inches.
const SHEETS: [(&str, f64, f64); 2] = [("a4", 8.27, 11.69), ("letter", 8.5, 11.0)];

/// Prints what is open on both sizes of paper: each time it is one sheet.
#[track_caller]
fn is_one_sheet(session: &crate::driver::Session, name: &str) {
    for (paper, width, height) in SHEETS {
        let sheet = json!({ "paperWidth": width, "paperHeight": height, "preferCSSPageSize": false, "printBackground": false });
        let printed = session.devtools("Page.printToPDF", &sheet);
        let pdf = printed["data"].as_str().expect("a file in base64");
        let pdf = STANDARD.decode(pdf).expect("a file in base64");
        let text = String::from_utf8_lossy(&pdf);
        let pages = text.matches("/Type /Page").count() - text.matches("/Type /Pages").count();
        // To be looked at.
        let file = format!("{}/{name}-{paper}.pdf", env!("CARGO_TARGET_TMPDIR"));
        fs::write(file, &pdf).expect("the file can be written");
        assert_eq!(pages, 1, "{name}, {paper}");
    }
}

#[test]
fn the_quick_reference_card_is_one_sheet() {
    let talk = goroutine_lab::talk::read().expect("the talk can be read");
    let script = goroutine_lab::talk::script(&talk).expect("its lines are there");
    let card = goroutine_lab::talk::card(&script, Some("https://the.lab.example/?talk"));
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("card.html");
    fs::write(&file, card.expect("the address has a code")).expect("the file can be written");
    let session = crate::driver::Session::start(&[]);
    session.open(&format!("file://{}", file.display()));
    is_one_sheet(&session, "card");
}

#[test]
fn the_card_is_opened_from_the_list_of_the_talk_and_is_one_sheet() {
    let talk = goroutine_lab::talk::read().expect("the talk can be read");
    browse(Screen::LAPTOP, |page| {
        for screen in [Screen::LAPTOP, Screen::PHONE] {
            page.look_at(screen);
            page.open("?talk");
            page.click("Steps");
            page.click("Quick reference");
            page.text("#card h1").is(&talk.title);
            for heading in ["Decision tree", "When to use which", "The numbers"] {
                page.texts("#card h2")
                    .wait(&format!("name {heading}"), |all| {
                        all.iter().any(|text| text == heading)
                    });
            }
            page.wholly_in_window("#card svg[aria-label='The address as a QR code']")
                .holds();
            page.list("poorContrasts(4.5)").is_empty();
            page.list("cutOff()").is_empty();
            is_one_sheet(page.session(), "card-on-the-page");
        }
        let media = json!({ "media": "print" });
        page.session()
            .devtools("Emulation.setEmulatedMedia", &media);
        let behind =
            "return getComputedStyle(document.querySelector('#card'), '::backdrop').display";
        page.read::<String>("what is behind the card on paper", behind)
            .is("none");
    });
}
