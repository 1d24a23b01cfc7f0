//! What went wrong in a run is in no layer of its picture that is seen before it happens; the words of those layers are read on the
//! dimmed ground beyond the playhead, too.

use crate::common;
use analysis::{Report, analyse};
use lab::{patterns, scenarios};
use picture::{Frame, Ink, Layers, Scale, Shape, layers};

fn spoils(shape: &Shape) -> bool {
    matches!(
        shape.ink(),
        Ink::Failed | Ink::FailedSoft | Ink::FailedGround
    )
}

/// Whether a shape is a word that is read on any ground: also where that is dimmed, beyond the playhead. The tests of the
/// palette hold the contrast of these colours with their halo.
fn is_read(shape: &Shape) -> bool {
    let Shape::Text { role, ink, .. } = shape else {
        return false;
    };
    let is_word = matches!(
        ink,
        Ink::Text | Ink::Muted | Ink::Limit | Ink::Failed | Ink::Good | Ink::Playhead
    );
    is_word && role.halo(*ink).is_some()
}

/// Checks the pictures of a link's runs at several sizes. Runs that take no time have nothing to come.
#[track_caller]
fn check(link: &str) {
    let scenario = common::scenario(link);
    let report = |pattern: &&'static patterns::Pattern| analyse(&common::run(link, pattern));
    let reports: Vec<Report> = scenario.patterns().iter().map(report).collect();
    let reports: Vec<&Report> = reports.iter().collect();
    for (width, height) in [(340.0, 90.0), (900.0, 160.0), (900.0, 620.0)] {
        for report in reports.iter().filter(|report| report.total.0 > 0) {
            let scale = Scale::shared(&reports);
            let large = height > 600.0;
            let frame = Frame {
                width,
                height,
                scale,
                large,
                chosen: None,
                lens: None,
            };
            let Layers {
                lanes,
                words,
                before,
                ..
            } = layers(report, &frame);
            for shape in [&lanes, &words, &before].into_iter().flatten() {
                assert!(!spoils(shape), "{link}, {width} x {height}: {shape:?}");
            }
            for word in words.iter().chain(&before) {
                assert!(is_read(word), "{link}, {width} x {height}: {word:?}");
            }
        }
    }
}

/// Checks that the refusals of a run are marked in a picture of a height, whether or not its resource has a strip there.
#[track_caller]
fn check_refused(height: f32) {
    let link = "?scenario=ci-api-limit";
    let unbounded = patterns::find("unbounded").expect("it is a pattern");
    let report = analyse(&common::run(link, unbounded));
    let scale = Scale::shared(&[&report]);
    let frame = Frame {
        width: 900.0,
        height,
        scale,
        large: false,
        chosen: None,
        lens: None,
    };
    let Layers { incidents, .. } = layers(&report, &frame);
    let is_mark = |shape: &Shape| matches!(shape, Shape::Rect { .. }) && spoils(shape);
    assert!(incidents.iter().any(is_mark), "in {height} px");
}

#[test]
fn refusals_are_marked_at_every_height() {
    for height in [50.0, 76.0, 150.0, 400.0] {
        check_refused(height);
    }
}

#[test]
fn no_picture_shows_what_goes_wrong_before_it_does() {
    for pattern in patterns::ALL {
        check(&format!("?pattern={}", pattern.id));
    }
    for template in scenarios::ALL {
        check(&format!("?scenario={}", template.id));
    }
    check("?scenario=ci-api-limit&retry=backoff");
    check("?pattern=unbounded&tasks=1000&memory-limit=8MiB");
}
