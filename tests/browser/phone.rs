//! Every run in view on a phone, the detail of what is too short to see, and the size for a stage.

use crate::hands::Hand;
use crate::hands::keys::{ENTER, ESCAPE};
use crate::page::{Page, Screen, browse};
use crate::reading::{BATCH_SLIDER, PLAYHEAD, Place};

const DETAIL: &str = r#"[role=slider][aria-label="Playhead, magnified"]"#;
const CHOSEN: &str = "article:has([aria-pressed=true])";
/// What a thumb would miss, but for the numbers of source lines, which are as high as the lines.
const SMALL_TARGETS: &str = "smallTargets(44).filter(name => !name.startsWith('Line '))";
/// Phones held upright and sideways.
const PHONES: [(u32, u32); 4] = [(390, 844), (360, 640), (320, 568), (844, 390)];

fn phone(width: u32, height: u32) -> Screen {
    Screen {
        width,
        height,
        ..Screen::PHONE
    }
}

/// The pictures of all runs lie in the window, and neither the axis nor the deck lies over them.
#[track_caller]
fn all_runs_are_in_view(page: &Page, count: usize) {
    let script = "const deck = all('.deck')[0].getBoundingClientRect();
         const axis = all('.axis-row')[0].getBoundingClientRect();
         return all('article .plot').map(plot => plot.getBoundingClientRect())
             .map(({ top, bottom, height }) => height >= 40 && top >= axis.bottom - 1 && bottom <= Math.min(deck.top || innerHeight, innerHeight) + 1)";
    page.read::<Vec<bool>>("which pictures are in view", script)
        .wait("be all of them", |seen| {
            seen.len() == count && seen.iter().all(|is| *is)
        });
}

#[test]
fn a_phone_shows_all_runs_and_the_slider_without_scrolling() {
    browse(Screen::PHONE, |page| {
        for (width, height) in PHONES {
            page.look_at(phone(width, height));
            page.open("?scenario=ci-auto-trigger");
            all_runs_are_in_view(page, 3);
            page.wholly_in_window(BATCH_SLIDER).holds();
            page.read::<f64>("how far the page is scrolled", "return scrollY")
                .is(&0.0);
            for fault in ["cutOff()", "overlapping()", SMALL_TARGETS, "smallTexts(12)"] {
                page.list(fault).is_empty();
            }
        }
    });
}

#[test]
fn what_is_in_use_below_three_runs_leaves_them_all_in_view() {
    browse(Screen::PHONE, |page| {
        for (width, height) in PHONES {
            page.look_at(phone(width, height));
            page.open("?scenario=ci-api-limit&retry=backoff&spoil=1");
            all_runs_are_in_view(page, 3);
            page.wholly_in_window(BATCH_SLIDER).holds();
            for fault in ["cutOff()", "overlapping()", "smallTexts(12)"] {
                page.list(fault).is_empty();
            }
        }
    });
}

#[test]
fn a_card_over_a_step_of_two_figures_has_all_its_ways_in_the_window() {
    browse(Screen::PHONE, |page| {
        page.open("?talk=25&step=12");
        page.click("Steps");
        page.keys(&"question 3".chars().collect::<Vec<_>>());
        page.keys(&[ENTER]);
        page.text(".to-step").is("12");
        for (width, height) in PHONES {
            page.look_at(phone(width, height));
            page.wholly_in_window(".talk-nav > :last-child").holds();
            for fault in ["cutOff()", SMALL_TARGETS] {
                page.list(fault).is_empty();
            }
        }
    });
}

#[test]
fn a_low_window_shows_three_runs_and_a_legend_over_no_row() {
    browse(Screen::LAPTOP, |page| {
        page.look_at(Screen {
            width: 960,
            height: 540,
            ..Screen::LAPTOP
        });
        for link in ["?scenario=rbac-batch", "?scenario=ci-api-limit"] {
            page.open(&format!("{link}&spoil=1"));
            all_runs_are_in_view(page, 3);
            page.list("smallTexts(12)").is_empty();
        }
        page.open("?talk&spoil=1");
        all_runs_are_in_view(page, 3);
        for link in ["?pattern=forgotten-done", "?pattern=sse-broker"] {
            page.open(&format!("{link}&spoil=1"));
            let (plot, legend) = (page.place("article .plot"), page.place(".legend"));
            assert!(
                plot.top + plot.height <= legend.top,
                "{link}: {plot:?} {legend:?}"
            );
        }
    });
}

#[test]
fn colours_and_shapes_are_named_at_every_size() {
    for (screen, sizes) in [
        (Screen::PHONE, &PHONES[..]),
        (Screen::LAPTOP, &[(1280, 800), (960, 540)][..]),
    ] {
        browse(screen, |page| {
            for &(width, height) in sizes {
                page.look_at(Screen {
                    width,
                    height,
                    ..screen
                });
                page.open("?pattern=sse-broker&spoil=1");
                page.texts(".legend li").has_length(5);
                page.wholly_in_window(".legend .of-badge").holds();
                let (badge, deck) = (page.place(".legend .of-badge"), page.place(".deck"));
                assert!(badge.top + badge.height <= deck.top, "{width}x{height}");
                let (axis, plot) = (page.place(".axis"), page.place("article .plot"));
                let ends = |of: Place| (of.left, of.width);
                assert_eq!(ends(axis), ends(plot), "{width}x{height}: one time axis");
            }
        });
    }
}

#[test]
fn where_a_line_has_no_room_the_legend_opens_as_a_list() {
    const TWO: &str = "?scenario=client-disconnect&spoil=1";
    let slide = format!("{TWO}&embed&show=runs,legend,slider");
    let stage = format!("{TWO}&size=stage");
    for (screen, width, height, link) in [
        (Screen::LAPTOP, 1280, 720, TWO),
        (Screen::LAPTOP, 960, 540, TWO),
        (Screen::LAPTOP, 1280, 720, &*stage),
        (Screen::LAPTOP, 960, 540, &*slide),
        (Screen::PHONE, 844, 390, TWO),
    ] {
        browse(screen, |page| {
            page.look_at(Screen {
                width,
                height,
                ..screen
            });
            page.open(link);
            page.click("Legend");
            page.texts(".key li").wait("name every colour", |named| {
                ["work for nobody", "waits for others", "task, working"]
                    .iter()
                    .all(|name| named.iter().any(|text| text.contains(name)))
            });
            page.wholly_in_window(".key").holds();
            for fault in ["cutOff()", "smallTexts(12)"] {
                page.list(fault).is_empty();
            }
            page.keys(&[ESCAPE]);
            page.texts(".key li").is_empty();
        });
    }
}

#[test]
fn a_tap_chooses_a_run_and_its_source_is_a_tap_away() {
    browse(Screen::PHONE, |page| {
        page.open("?scenario=ci-auto-trigger");
        page.text(&format!("{CHOSEN} .name")).is("Batched");
        let plot = page.place("article[data-pattern=unbounded] .plot").middle();
        page.drag(Hand::Finger, &[plot]);
        page.text(&format!("{CHOSEN} .name")).is("Unbounded");
        page.text(&format!("{CHOSEN} .finding")).contains("512 MiB");
        // What is found about the others is not in the way.
        page.texts("article .finding").has_length(1);
        page.click("Source");
        page.wholly_in_window("[aria-label='Go source: Unbounded'] .line")
            .holds();
        page.wholly_in_window(BATCH_SLIDER).holds();
    });
}

#[test]
fn what_is_seldom_used_is_in_a_menu_on_a_phone() {
    browse(Screen::PHONE, |page| {
        page.open("");
        page.lacks("Live");
        page.click("More");
        for control in ["Live", "Speed", "Next event", "Restart"] {
            page.shows(control);
        }
        page.list(SMALL_TARGETS).is_empty();
        page.choose_and_see("Speed", "story", "story");
    });
}

#[test]
fn the_menu_of_a_phone_opens_the_legend() {
    browse(Screen::PHONE, |page| {
        page.open("?pattern=sse-broker&spoil=1&autoplay=0");
        page.click("More");
        page.click("Legend");
        page.wholly_in_window(".key").holds();
        page.texts(".key li").wait("explain what is seen", |said| {
            said.iter()
                .any(|text| text.contains("dropped: no room in the buffer"))
        });
    });
}

#[test]
fn a_stretch_too_short_to_see_has_an_axis_of_its_own() {
    browse(Screen::PHONE, |page| {
        for (width, height) in [(390, 844), (844, 390), (1_280, 800)] {
            page.look_at(phone(width, height));
            page.open("?scenario=ci-auto-trigger&at=61ms");
            page.wholly_in_window(DETAIL).holds();
            page.attribute(DETAIL, "aria-valuetext").is("61 ms");
            page.wholly_in_window("article[data-pattern=unbounded] .plot")
                .holds();
            let detailed = page.picture("unbounded").get();
            // Its playhead goes from one end of the short stretch to the other.
            let axis = page.place(DETAIL);
            page.drag(Hand::Finger, &[axis.at(0.6), axis.at(0.7), axis.at(0.8)]);
            page.moment()
                .wait("be that of the kill", |at| (0.07..0.085).contains(at));
            // A mouse: right after a drag the browser takes a finger's tap for an end of its own scrolling.
            page.drag(Hand::Mouse, &[page.place(PLAYHEAD).middle()]);
            page.read::<usize>(
                "the number of axes",
                "return all('.axis').filter(shown).length",
            )
            .is(&1);
            page.picture("unbounded")
                .wait("show the whole again", |picture| *picture != detailed);
        }
    });
}

#[test]
fn a_story_plays_slowly_what_is_too_short_to_see() {
    let moving = Screen {
        still: false,
        ..Screen::LAPTOP
    };
    browse(moving, |page| {
        page.open("?scenario=ci-auto-trigger&pace=story");
        page.text(".clock").contains("slow, to");
        page.wholly_in_window(DETAIL).holds();
        page.headline("unbounded").is("killed");
        // Once the stretch is over, the rest takes seconds.
        page.clock().is("10 s");
        page.headline("batched").is("2 s");
    });
}

#[test]
fn a_stage_has_large_type_at_any_number_of_pixels() {
    let projector = Screen {
        height: 720,
        ..Screen::LAPTOP
    };
    let size = |selector: &str| {
        format!("return parseFloat(getComputedStyle(all('{selector}').find(shown)).fontSize)")
    };
    browse(projector, |page| {
        page.open("?scenario=ci-auto-trigger");
        page.read::<f64>("the code's size", size(".code code"))
            .wait("be a reader's", |size| *size < 20.0);
        page.click("Large type");
        page.read::<f64>("the code's size", size(".code code"))
            .wait("be 24 px or more", |size| *size >= 24.0);
        page.read::<f64>("the words' size", size(".finding"))
            .wait("be 18 px or more", |size| *size >= 18.0);
        let part = "return all('.code')[0].clientHeight / all('aside')[0].clientHeight";
        page.read::<f64>("the code's part of its side", part)
            .wait("be 60% or more", |part| *part >= 0.6);
        all_runs_are_in_view(page, 3);
        let fits = "const [side] = all('aside'); return side.scrollWidth <= side.clientWidth";
        page.read("that the side does not scroll sideways", fits)
            .holds();
        for fault in ["cutOff()", "overlapping()"] {
            page.list(fault).is_empty();
        }
        page.open("?scenario=ci-auto-trigger&size=stage");
        page.read::<f64>("the code's size", size(".code code"))
            .wait("be 24 px or more", |size| *size >= 24.0);
    });
}

#[test]
fn three_runs_on_a_stage_are_whole_above_their_legend() {
    let stage = Screen {
        width: 1920,
        height: 1080,
        ..Screen::LAPTOP
    };
    let links = [
        ("?scenario=rbac-batch&at=300ms&autoplay=0", 1),
        ("?scenario=rbac-batch&spoil=1", 0),
        ("?scenario=ci-api-limit&retry=backoff&spoil=1", 0),
    ];
    browse(stage, |page| {
        for (link, magnified) in links {
            page.open(link);
            page.texts(".beam").has_length(magnified);
            let (plot, legend) = (
                page.place("article:last-of-type .plot"),
                page.place(".legend"),
            );
            assert!(
                plot.top + plot.height <= legend.top,
                "{link}: {plot:?} {legend:?}"
            );
        }
    });
}

#[test]
fn the_axis_can_be_fitted_to_one_run() {
    browse(Screen::LAPTOP, |page| {
        page.open("?scenario=ci-auto-trigger");
        let whole = page.picture("batched").get();
        page.click("Fit");
        page.shows("All");
        page.lacks("Fit");
        page.picture("batched")
            .wait("be wider", |picture| *picture != whole);
        page.click("All");
        page.shows("Fit");
    });
}

#[test]
fn the_line_of_a_run_is_whole_on_a_phone() {
    browse(Screen::PHONE, |page| {
        page.open("?pattern=forgotten-done");
        page.headline("forgotten-done").is("deadlock");
        let cut = "return all('header h1, article .name').filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(element => element.innerText)";
        page.read::<Vec<String>>("the names that are cut off", cut)
            .is_empty();
        // Two facts are two lines: nothing stands between them.
        let tops = "const parts = all('.chip > span').filter(shown).map(part => part.getBoundingClientRect());
             return parts.length === 2 && parts[0].bottom <= parts[1].top + 2";
        page.read("that the facts are below each other", tops)
            .holds();
        for (width, height) in PHONES {
            page.look_at(phone(width, height));
            page.open("?scenario=rbac-batch&spoil=1");
            page.read::<Vec<String>>("the names that are cut off", cut)
                .is_empty();
        }
    });
}

#[test]
fn the_deck_of_a_phone_leaves_the_room_to_the_runs() {
    browse(Screen::PHONE, |page| {
        page.open("?scenario=ci-auto-trigger");
        let height = "return all('.deck')[0].getBoundingClientRect().height";
        page.read::<f64>("the deck's height", height)
            .wait("be 132 px or less", |height| *height <= 132.0);
        page.list(SMALL_TARGETS).is_empty();
    });
}

#[test]
fn the_ways_of_the_inspector_are_large_enough_for_a_thumb() {
    browse(Screen::PHONE, |page| {
        page.open("?pattern=worker-pool&sel=3&spoil=1&autoplay=0");
        page.text(".inspector").contains("started by");
        page.list(SMALL_TARGETS).is_empty();
    });
}

#[test]
fn the_menu_closes_when_something_else_is_used() {
    browse(Screen::PHONE, |page| {
        page.open("?pattern=forgotten-done");
        page.click("More");
        page.shows("Live");
        // A tap on a row opens the inspector, which the menu would cover.
        let plot = page.place("article .plot");
        page.drag(Hand::Finger, &[plot.middle()]);
        page.lacks("Live");
    });
}

#[test]
fn the_way_to_the_source_lies_over_no_name() {
    let apart = "const [name, way] = ['.chosen .name', '.to-source'].map(found => all(found).find(shown)?.getBoundingClientRect());
        return name !== undefined && (!way || name.right <= way.left + 1 || name.bottom <= way.top + 1)";
    for (width, height) in PHONES {
        let screen = Screen {
            width,
            height,
            ..Screen::PHONE
        };
        browse(screen, |page| {
            for link in ["?pattern=leak", "?pattern=circuit-breaker&spoil=1", ""] {
                page.open(link);
                page.read::<bool>("whether name and way are apart", apart)
                    .holds();
            }
        });
    }
}
