//! The page on paper: it is printed in the light, its pictures as lines, and its source whole.

use crate::driver::Session;
use crate::page::{Screen, browse};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::inflate::decompress_to_vec_zlib;
use picture::{Ink, Theme};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;

/// Prints what is open, and keeps it to be looked at.
#[track_caller]
fn printed(session: &Session, name: &str, settings: &Value) -> Vec<u8> {
    let printed = session.devtools("Page.printToPDF", settings);
    let pdf = printed["data"].as_str().expect("a file in base64");
    let pdf = STANDARD.decode(pdf).expect("a file in base64");
    assert!(pdf.starts_with(b"%PDF-"));
    let file = format!("{}/{name}.pdf", env!("CARGO_TARGET_TMPDIR"));
    fs::write(file, &pdf).expect("the file can be written");
    pdf
}

/// The places of a text in bytes.
fn places<'a>(bytes: &'a [u8], text: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let all = bytes.windows(text.len()).enumerate();
    all.filter(move |(_, here)| *here == text)
        .map(|(place, _)| place)
}

/// How often each colour is set to fill or to draw a line in a PDF's pages: `red green blue rg`, each from 0 to 1, in streams that
/// are deflated.
fn inks(pdf: &[u8]) -> BTreeMap<String, u32> {
    let mut inks = BTreeMap::new();
    for place in places(pdf, b"stream\n") {
        let Ok(page) = decompress_to_vec_zlib(&pdf[place + 7..]) else {
            continue;
        };
        let page = String::from_utf8_lossy(&page);
        let words: Vec<&str> = page.split_ascii_whitespace().collect();
        for window in words.windows(4) {
            let [rgb @ .., "rg" | "RG"] = window else {
                continue;
            };
            let byte = |part: &&str| {
                (0..=u8::MAX).find(|byte| {
                    (f64::from(*byte) / 255.0 - part.parse().unwrap_or(0.0)).abs() <= 0.5 / 255.0
                })
            };
            let ink = rgb
                .iter()
                .map(|part| format!("{:02x}", byte(part).unwrap_or_default()));
            *inks
                .entry(format!("#{}", ink.collect::<String>()))
                .or_default() += 1;
        }
    }
    inks
}

/// A page is printed in the light, with its pictures as lines and areas in the palette's colours, whatever the screen's ground and size.
#[track_caller]
fn prints_its_lanes(screen: Screen, link: &str, name: &str) {
    let palette = |theme: Theme, ink| theme.palette().colour(ink).css();
    browse(screen, |page| {
        page.open(link);
        let before = page.picture("batched").get();
        let pdf = printed(page.session(), name, &json!({ "printBackground": false }));
        let inks = inks(&pdf);
        for ink in [Ink::Working, Ink::Failed, Ink::Line] {
            let colour = palette(Theme::Light, ink);
            let times = inks.get(&colour).copied().unwrap_or_default();
            assert!(times > 0, "{name}: no {ink:?} ({colour}) in {inks:?}");
        }
        for ink in [Ink::Background, Ink::Working] {
            let colour = palette(Theme::Dark, ink);
            assert!(
                !inks.contains_key(&colour),
                "{name}: {ink:?} of the dark, {colour}"
            );
        }
        // A canvas would be an image in colours; the grey ones are masks of labels.
        let images = places(&pdf, b"/ColorSpace /DeviceRGB").count();
        assert_eq!(images, 0, "{name}: pixels");
        // The screen is as it was.
        page.picture("batched").is(&before);
        page.texts(".drawing").is_empty();
    });
}

#[test]
fn pictures_are_printed_as_lines_in_the_colours_of_paper() {
    let light = Screen {
        dark: false,
        ..Screen::LAPTOP
    };
    prints_its_lanes(Screen::LAPTOP, "?spoil=1&autoplay=0&at=1s", "printed-dark");
    prints_its_lanes(light, "?spoil=1&autoplay=0&at=1s", "printed-light");
    prints_its_lanes(
        Screen::PROJECTOR,
        "?spoil=1&autoplay=0&at=1s",
        "printed-stage",
    );
    prints_its_lanes(Screen::PHONE, "?spoil=1&autoplay=0&at=1s", "printed-phone");
    prints_its_lanes(
        Screen::LAPTOP,
        "?scenario=ci-connections&spoil=1&autoplay=0&at=1s",
        "printed-strips",
    );
}

#[test]
fn a_dark_page_is_on_paper_in_the_light_with_all_of_its_source() {
    browse(Screen::LAPTOP, |page| {
        page.open("?spoil=1");
        let media = json!({ "media": "print", "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
        page.session()
            .devtools("Emulation.setEmulatedMedia", &media);
        let ink = "return getComputedStyle(document.documentElement).getPropertyValue('--ink-background').trim()";
        page.read::<String>("the ground", ink).is("#ffffff");
        page.texts(".deck, .tabs, header button").is_empty();
        page.headlines().is(&["10 s", "killed", "2 s"]);
        let cut = "return all('.code').map(code => code.scrollHeight - code.clientHeight)";
        page.read::<Vec<u32>>("how much of the source is cut", cut)
            .is(&[0]);
        page.list("poorContrasts(4.5)").is_empty();
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

/// A step of the talk on paper: its run has the whole width, its Go stands below, and no button is printed.
#[test]
fn a_step_of_the_talk_is_printed_one_part_below_the_other() {
    browse(Screen::LAPTOP, |page| {
        page.open("?talk");
        let media = json!({ "media": "print" });
        page.session()
            .devtools("Emulation.setEmulatedMedia", &media);
        let below = "const [runs, go] = ['.runs', '.talk-go'].map(part => document.querySelector(part)?.getBoundingClientRect());
            return Boolean(runs && go) && go.top >= runs.bottom && Math.abs(go.width - runs.width) < 40";
        page.read::<bool>("that the Go stands below the run", below)
            .holds();
        page.texts(".talk-nav button, .deck, header button")
            .is_empty();
        page.list("overlapping()").is_empty();
    });
}

/// The sizes of A4 and Letter in inches.
const SHEETS: [(&str, f64, f64); 2] = [("a4", 8.27, 11.69), ("letter", 8.5, 11.0)];

/// Prints what is open on both sizes of paper: each time it is one sheet.
#[track_caller]
fn is_one_sheet(session: &Session, name: &str) {
    for (paper, width, height) in SHEETS {
        let sheet = json!({ "paperWidth": width, "paperHeight": height, "preferCSSPageSize": false, "printBackground": false });
        let pdf = printed(session, &format!("{name}-{paper}"), &sheet);
        let pages = places(&pdf, b"/Type /Page").count() - places(&pdf, b"/Type /Pages").count();
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
    let session = Session::start(&[]);
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
