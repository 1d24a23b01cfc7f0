//! A crash is seen, however short it was.

use super::*;

/// The run of a page that is killed early, beside a long one.
fn crash(end: u64) -> Report {
    report(
        &many(100, |_| Script::new(0, end + 22, 50)),
        Outcome::OutOfMemory,
        end,
    )
}

fn long() -> Report {
    report(
        &many(100, |i| Script::new(100 * i, 100 * (i + 1), 50)),
        Outcome::Finished,
        10_000,
    )
}

/// From where to where the goroutines of a magnified run are drawn.
fn ends_of_lanes(shapes: &[Shape]) -> (f32, f32) {
    let is_lane = |shape: &&Shape| {
        let (Shape::Rect { ink, .. } | Shape::Polygon { ink, .. }) = shape else {
            return false;
        };
        [Ink::Working, Ink::Blocked].contains(ink)
    };
    let places = shapes.iter().filter(is_lane).flat_map(corners);
    places.fold((f32::MAX, f32::MIN), |(from, to), at| {
        (from.min(at.x), to.max(at.x))
    })
}

#[test]
fn a_crash_is_seen_at_every_width() {
    let (killed, slow) = (crash(78), long());
    for width in [280.0, 336.0, 360.0, 500.0, 640.0, 800.0, 1_000.0, 1_500.0] {
        for large in [false, true]
            .into_iter()
            .take(if width < 600.0 { 1 } else { 2 })
        {
            let frame = frame(&[&killed, &slow], width, 120.0, large);
            let magnified = magnified(&killed, &frame);
            let (from, to) = ends_of_lanes(&magnified);
            let wide = to - from;
            assert!(wide >= 100.0, "{wide} of {width} px, large {large}");
            let mut shapes = timeline(&killed, &frame);
            shapes.extend(magnified);
            check_within(&shapes, width, 120.0);
            check_texts_apart(&shapes);
        }
    }
}

#[test]
fn short_runs_are_magnified_alike() {
    let (shorter, longer, slow) = (crash(78), crash(312), long());
    for width in [360.0, 500.0, 640.0, 760.0, 940.0, 1_500.0] {
        let frame = frame(&[&shorter, &longer, &slow], width, 120.0, false);
        let [short, long] = [&shorter, &longer].map(|run| ends_of_lanes(&magnified(run, &frame)));
        assert!((short.0 - long.0).abs() < 1.0, "{short:?} {long:?}");
        let ratio = (long.1 - long.0) / (short.1 - short.0);
        assert!((3.8..4.2).contains(&ratio), "{ratio} of {width} px");
    }
}

#[test]
fn a_magnified_run_has_its_goroutines_at_the_same_heights() {
    let (killed, slow) = (crash(78), long());
    for (width, height) in [(1_000.0, 120.0), (1_000.0, 400.0), (1_900.0, 120.0)] {
        let frame = frame(&[&killed, &slow], width, height, false);
        let (left, inner) = magnified_frame(&killed, &frame).expect("it is magnified");
        assert!(left > 0.0 && left + inner.width <= width);
        assert_eq!(
            (inner.scale.from, inner.scale.end),
            (Time::ZERO, killed.total)
        );
        let rows = (0..120).map(|row| row as f32 / 120.0 * height);
        let last = |frame: &Frame, x: f32, y: f32| goroutine_at(&killed, frame, Point { x, y });
        for y in rows {
            let (whole, magnified) = (last(&frame, width, y), last(&inner, inner.width, y));
            assert_eq!(whole, magnified, "{y} of {height}");
        }
        assert_eq!(magnified_frame(&slow, &frame), None);
        let narrow = Frame {
            width: 360.0,
            ..frame
        };
        assert_eq!(magnified_frame(&killed, &narrow), None);
    }
}

#[test]
fn from_a_kill_on_a_band_says_what_died() {
    let (killed, slow) = (crash(78), long());
    for width in [320.0, 500.0, 1_000.0, 1_900.0] {
        let frame = frame(&[&killed, &slow], width, 150.0, false);
        let shapes = timeline(&killed, &frame);
        let of_band = |shape: &&Shape| {
            matches!(
                shape,
                Shape::Rect {
                    ink: Ink::FailedGround,
                    ..
                }
            )
        };
        let bands: Vec<Vec<Point>> = shapes.iter().filter(of_band).map(corners).collect();
        assert_eq!(bands.len(), 1, "{width}");
        let end = x_of(millis(78), frame.scale.end, width);
        assert!((bands[0][0].x - end).abs() < 0.1 && (bands[0][1].x - width).abs() < 0.1);
        let says = |what: &str| {
            let is_it = |shape: &Shape| matches!(shape, Shape::Text { text, .. } if text == what);
            shapes.iter().any(is_it)
        };
        assert_eq!(says("100 tasks lost"), width > 400.0, "{width}");
        assert!(!timeline(&slow, &frame).iter().any(|shape| of_band(&shape)));
    }
}

#[test]
fn the_memory_strip_has_one_height_and_a_ground() {
    let slow = long();
    let heights = [150.0, 300.0, 600.0].map(|height| {
        let mut reports = vec![&slow];
        let killed = crash(78);
        reports.push(&killed);
        let shapes = timeline(&slow, &frame(&reports, 900.0, height, false));
        let ground = |shape: &Shape| match shape {
            Shape::Rect {
                area,
                ink: Ink::Panel,
                ..
            } => Some(area.height),
            _ => None,
        };
        shapes.iter().find_map(ground).expect("a ground")
    });
    assert!(
        heights.iter().all(|height| (height - 34.0).abs() < 0.1),
        "{heights:?}"
    );
}

#[test]
fn no_line_is_drawn_after_a_word() {
    for reports in [[crash(78), long()], [long(), crash(312)]] {
        let refs: Vec<&Report> = reports.iter().collect();
        let shapes = timeline(&reports[0], &frame(&refs, 900.0, 150.0, false));
        let is_word = |shape: &Shape| matches!(shape, Shape::Text { .. });
        let first = shapes.iter().position(is_word).expect("a word");
        assert!(shapes[first..].iter().all(is_word));
    }
}

#[test]
fn the_detail_is_shared_and_ends_behind_the_kill() {
    let (shorter, longer, slow) = (crash(78), crash(312), long());
    let scale = Scale::shared(&[&shorter, &longer, &slow]);
    let detail = scale.detail().expect("short runs");
    assert_eq!((detail.from, detail.end), (Time::ZERO, millis(390)));
    assert_eq!(detail.detail(), None);
    assert_eq!(Scale::shared(&[&slow]).detail(), None);
}
