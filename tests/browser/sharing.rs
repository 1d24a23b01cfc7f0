//! Giving a link away: the sheet, the code for the room, and links as they come back.

use crate::page::{Page, Screen, browse, browse_failing};
use crate::reading::Place;
use crate::server::{File, Server};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::io::Cursor;

const SHEET: &str = "dialog[open]";
const CODE: &str = "dialog[open] [role=img]";

/// The link that the sheet shows, once all of it is selected.
#[track_caller]
pub(crate) fn shown_link(page: &Page) -> String {
    page.read(
        "the selected link",
        "const field = document.activeElement;
         const isAll = field.matches('dialog[open] input') && field.selectionStart === 0 && field.selectionEnd === field.value.length;
         return isAll ? field.value : null",
    )
    .get()
}

/// The texts of all QR codes on a picture of the window, as another library reads them.
fn read_codes(page: &Page) -> Vec<String> {
    let picture = page
        .session()
        .screenshot()
        .expect("the browser gives a picture");
    let bytes = STANDARD.decode(picture).expect("it is base64");
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().expect("it is a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("it fits into memory")];
    let info = reader.next_frame(&mut pixels).expect("it is whole");
    let samples = info.color_type.samples();
    let width = usize::try_from(info.width).expect("a width");
    let height = usize::try_from(info.height).expect("a height");
    // Green alone is grey enough for black on white.
    let grey = |x: usize, y: usize| pixels[(y * width + x) * samples + 1];
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    let grids = image.detect_grids();
    grids
        .iter()
        .map(|grid| grid.decode().expect("the code can be read").1)
        .collect()
}

#[test]
fn the_sheet_shows_the_link_selected_and_says_what_it_holds() {
    browse(Screen::LAPTOP, |page| {
        page.open("?utm_source=newsletter&batch=8&seed=7");
        page.notices().is_empty();
        page.click("Share");
        let expected = format!("{}/?scenario=ci-auto-trigger&batch=8&seed=7", page.origin());
        assert_eq!(shown_link(page), expected);
        page.texts("dialog[open] li").is(&[
            "CI auto-trigger: Sequential, Unbounded, Batched",
            "Batch size: 8, otherwise 5",
            "Seed: 7, otherwise 1",
        ]);
        for fault in [
            "cutOff()",
            "overlapping()",
            "smallTargets(44)",
            "poorContrasts(4.5)",
        ] {
            page.list(fault).is_empty();
        }
        page.click("Copy");
        page.text("[role=status]").is("Link copied");
        page.click("Close");
        page.texts(SHEET).is_empty();
        page.address()
            .is("?scenario=ci-auto-trigger&batch=8&seed=7");
    });
}

#[test]
fn the_sheet_fits_a_phone_in_light_and_dark() {
    browse(Screen::PHONE, |page| {
        for dark in [true, false] {
            page.look_at(Screen {
                dark,
                ..Screen::PHONE
            });
            page.open("?pattern=worker-pool,batched&workers=8");
            page.click("Share");
            page.place(CODE);
            for fault in [
                "cutOff()",
                "overlapping()",
                "smallTexts(12)",
                "smallTargets(44)",
                "poorContrasts(4.5)",
            ] {
                page.list(fault).is_empty();
            }
            page.list("scrollable()")
                .map(|mut across| {
                    across.retain(|what| !what.contains(" 0 across"));
                    across
                })
                .is_empty();
        }
    });
}

#[test]
fn the_code_for_the_room_is_read_from_a_picture_of_the_screen() {
    browse(Screen::PROJECTOR, |page| {
        page.open("?batch=8");
        page.click("Share");
        let link = shown_link(page);
        assert_eq!(read_codes(page), [link.as_str()], "on the sheet");
        page.click("Show it to the room");
        page.text("dialog[open] .address").is(&link);
        let Place { width, height, .. } = page.place(CODE);
        let modules = page
            .read::<f64>(
                "its modules",
                format!("return document.querySelector('{CODE}').viewBox.baseVal.width"),
            )
            .get();
        // What `Code` says of a link of this length.
        assert!(width >= 900.0 && height >= 900.0, "{width}×{height}");
        assert!(
            width / modules >= 20.0,
            "{} pixels a module",
            width / modules
        );
        assert_eq!(read_codes(page), [link.as_str()]);
        let fits = "const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.querySelector('dialog[open]');
             return scrollWidth <= clientWidth && scrollHeight <= clientHeight";
        page.read("that all of it is on the screen", fits).holds();

        page.keys(&[crate::hands::keys::ESCAPE]);
        page.texts(SHEET).is_empty();
    });
}

/// Who has no keyboard at hand closes the code on the full screen by a button, which lies beside it.
#[track_caller]
fn the_room_is_closed_by_its_button(screen: Screen) {
    browse(screen, |page| {
        page.open("?batch=8");
        page.click("Share");
        let link = shown_link(page);
        page.click("Show it to the room");
        page.read(
            "that the code has the whole screen",
            "return document.fullscreenElement?.matches('.screen') ?? false",
        )
        .holds();
        page.list("smallTargets(44)").is_empty();
        page.wholly_in_window(".screen .close").holds();
        let (code, close) = (page.place(CODE), page.place(".screen .close"));
        assert!(
            close.left >= code.left + code.width || close.top + close.height <= code.top,
            "{close:?} lies in the code's quiet zone, {code:?}"
        );
        assert_eq!(read_codes(page), [link]);
        page.click("Close");
        page.texts(SHEET).is_empty();
        page.read(
            "that the page is back",
            "return document.fullscreenElement === null",
        )
        .holds();
    });
}

#[test]
fn the_code_on_the_whole_screen_has_a_button_that_closes_it() {
    the_room_is_closed_by_its_button(Screen::PROJECTOR);
    the_room_is_closed_by_its_button(Screen::PHONE);
}

#[test]
fn the_largest_code_is_read_too() {
    browse(Screen::PROJECTOR, |page| {
        let list: Vec<String> = (0..140).map(|i| (100 + i).to_string()).collect();
        page.open(&format!("?tasks=140&latency=list:{}", list.join(",")));
        page.click("Share");
        let link = shown_link(page);
        assert!((620..=666).contains(&link.len()), "{}", link.len());
        page.click("Show it to the room");
        let Place { width, .. } = page.place(CODE);
        assert!(width / 105.0 >= 8.0, "{} pixels a module", width / 105.0);
        assert_eq!(read_codes(page), [link]);
    });
}

#[test]
fn a_link_that_hosts_refuse_stands_behind_the_sign_that_is_not_sent() {
    browse(Screen::LAPTOP, |page| {
        let list: Vec<String> = (0..2_000).map(|i| (100 + i % 900).to_string()).collect();
        let query = format!("scenario=ci-auto-trigger&latency=list:{}", list.join(","));
        page.open(&format!("#{query}"));
        page.notices().is_empty();
        page.address().is("");
        page.read::<String>("the fragment", "return location.hash")
            .is(&format!("#{query}"));
        page.click("Share");
        let link = shown_link(page);
        assert_eq!(link, format!("{}/#{query}", page.origin()));
        page.text(SHEET).contains("8,0");
        page.text(SHEET).contains("Many hosts refuse");
        page.lacks("Show it to the room");
        page.click("Close");

        // A shorter one is a query again, and the fragment is gone.
        page.choose("Open a scenario or a pattern", "pattern=leak");
        page.address().is("?pattern=leak");
        page.read::<String>("the fragment", "return location.hash")
            .is("");
    });
}

#[test]
fn a_frame_of_another_site_shows_and_copies_its_own_link() {
    browse(Screen::LAPTOP, |page| {
        let lab = page.other_origin();
        page.allow(lab.clone());
        let deck = format!(
            "<!doctype html><title>A deck</title><link rel=icon href=data:,><body>
             <iframe src='{lab}/?batch=8' width=1200 height=700 title=Lab></iframe>"
        );
        let deck = Server::start(move |path| (path == "deck").then(|| File::html(&deck)));
        page.allow(deck.origin());
        page.open_at(&format!("{}/deck", deck.origin()));
        page.enter_frame();
        page.wait_for_runs();
        page.click("Share");
        assert_eq!(
            shown_link(page),
            format!("{lab}/?scenario=ci-auto-trigger&batch=8")
        );
        page.click("Copy");
        page.text("[role=status]").is("Link copied");
    });
}

#[test]
fn nothing_but_the_pages_own_files_runs_or_is_asked_for() {
    browse_failing(Screen::LAPTOP, |page| {
        page.open("");
        let foreign = page.other_origin();
        let tried = format!(
            "const refused = [];
             addEventListener('securitypolicyviolation', event => refused.push(event.effectiveDirective));
             const script = document.createElement('script');
             script.textContent = 'window.ran = true';
             document.body.append(script);
             document.body.insertAdjacentHTML('beforeend', '<img src={foreign}/x.png onerror=\"window.ran = true\">');
             document.body.insertAdjacentHTML('beforeend', '<iframe src={foreign}></iframe>');
             const answer = await fetch('{foreign}').then(() => 'came', () => 'refused');
             await new Promise(done => setTimeout(done, 200));
             return [answer, window.ran ?? 'nothing ran', ...refused.sort()]"
        );
        page.read_async::<Vec<String>>("what came of it", tried)
            .is(&[
                "refused",
                "nothing ran",
                "connect-src",
                "frame-src",
                "img-src",
                "script-src-attr",
                "script-src-elem",
            ]);
    });
}
