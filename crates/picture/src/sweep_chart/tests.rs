use super::*;
use analysis::fixtures::{Script, trace};
use analysis::{Metrics, measure};

/// A run of 100 tasks with this total in milliseconds and this number of failures. Without a total it is killed and all
/// tasks fail.
fn run(total: Option<u64>, failures: u32) -> Metrics {
    let script = trace(&[Script::new(0, 60, 0)], Outcome::Finished, 60);
    let mut run = measure(&script);
    (run.ok, run.failures) = (100 - failures, failures);
    if let Some(ms) = total {
        run.total = Duration::millis(ms);
    } else {
        (run.outcome, run.ok, run.failures) = (Outcome::OutOfMemory, 0, 100);
    }
    run
}

/// Batches of 1 to 100 tasks of 100 ms, killed from 80 on, and refused from `refused` on.
fn curve(refused: u64, seeds: u64) -> Curve {
    let point = |value: u64| {
        let total = (value < 80).then_some(100 * 100_u64.div_ceil(value));
        let failures = if value >= refused { 40 } else { 0 };
        let runs = (0..seeds).map(|seed| run(total.map(|ms| ms + seed * 30), failures));
        Run {
            value,
            runs: runs.collect(),
        }
    };
    let points = (1..=100).map(point).collect();
    Curve {
        points,
        is_a_choice: true,
    }
}

fn draw(curve: &Curve, current: u64, width: f32, height: f32, large: bool) -> Vec<Shape> {
    sweep_chart(&SweepFrame {
        curve,
        current: Some(current),
        width,
        height,
        inset: 16.0,
        large,
        apart: None,
        is_linear: false,
        place: &|value| libm::log(value as f64) / libm::log(100.0),
        show: &|value| value.to_string(),
        say: &|text| String::from(text),
    })
}

fn texts<'a>(shapes: &'a [Shape]) -> Vec<&'a str> {
    let text = |shape: &'a Shape| match shape {
        Shape::Text { text, .. } => Some(text.as_str()),
        _ => None,
    };
    shapes.iter().filter_map(text).collect()
}

#[track_caller]
fn check_texts(refused: u64, current: u64, expected: &[&str]) {
    let shapes = draw(&curve(refused, 1), current, 900.0, 120.0, false);
    assert_eq!(texts(&shapes), expected, "at {current}");
}

#[test]
fn important_values_are_labelled() {
    check_texts(
        101,
        5,
        &["2 s", "killed for memory", "recommended 50, knee", "10 s"],
    );
    check_texts(
        101,
        50,
        &["200 ms, recommended, knee", "killed for memory", "10 s"],
    );
    check_texts(
        101,
        90,
        &["recommended 50, knee", "killed for memory", "10 s"],
    );
}

#[test]
fn reasons_stand_where_they_have_room() {
    let says_why = |height: f32| {
        let shapes = draw(&curve(101, 1), 5, 358.0, height, false);
        texts(&shapes).contains(&"killed for memory")
    };
    // A phone held upright, and one held sideways.
    assert_eq!((says_why(24.8), says_why(28.8)), (false, true));
}

#[test]
fn failing_values_have_a_background_and_a_share() {
    let shapes = draw(&curve(60, 1), 5, 900.0, 120.0, false);
    let grounds = shapes.iter().filter(
        |shape| matches!(shape, Shape::Rect { ink: Ink::FailedGround, area, .. } if area.width > 2.0),
    );
    assert_eq!(grounds.count(), 2, "two reasons");
    assert!(texts(&shapes).contains(&"tasks fail"));
}

#[test]
fn several_seeds_make_a_band() {
    let has_band = |seeds| {
        let shapes = draw(&curve(101, seeds), 5, 900.0, 120.0, false);
        let band = |shape: &Shape| {
            matches!(
                shape,
                Shape::Polygon {
                    ink: Ink::WorkingSoft,
                    ..
                }
            )
        };
        shapes.iter().any(band)
    };
    assert!(!has_band(1));
    assert!(has_band(3));
}

#[test]
fn labels_never_touch_and_lie_inside() {
    for (width, height, large) in [
        (900.0, 120.0, false),
        (1_300.0, 119.0, true),
        (260.0, 76.0, false),
        (330.0, 56.0, false),
        (40.0, 20.0, false),
    ] {
        for refused in [2, 20, 101] {
            for current in [1, 2, 5, 30, 50, 79, 80, 100] {
                let shapes = draw(&curve(refused, 3), current, width, height, large);
                check_apart(&shapes, width, height);
            }
        }
    }
}

#[track_caller]
fn check_apart(shapes: &[Shape], width: f32, height: f32) {
    let mut areas: Vec<(Area, &str)> = Vec::new();
    for shape in shapes {
        if let Shape::Text { at, role, text, .. } = shape {
            let (top, right) = (at.y - role.size() * 0.8, at.x + role.width(text));
            assert!(
                at.x >= 0.0 && right <= width + 0.5 && top >= -0.5 && at.y <= height,
                "{text:?} leaves {width} × {height}"
            );
            for (other, said) in &areas {
                let meet = at.x < other.x + other.width
                    && other.x < right
                    && top < other.y + other.height
                    && other.y < at.y;
                assert!(!meet, "{text:?} touches {said:?} on {width} × {height}");
            }
            areas.push((Area::between(at.x, right, top, at.y), text));
        }
    }
}

#[test]
fn nothing_is_drawn_of_nothing() {
    assert_eq!(
        texts(&draw(&Curve::default(), 5, 900.0, 120.0, false)),
        [""; 0]
    );
    assert_eq!(draw(&curve(101, 1), 5, 20.0, 10.0, false), []);
}

#[test]
fn a_curve_in_words() {
    #[track_caller]
    fn check(refused: u64, expected: &str) {
        assert_eq!(
            sweep_words(&curve(refused, 1), &|n| n.to_string()),
            expected
        );
    }
    check(
        101,
        "Recommended 50, the knee: 200 ms. 80 to 100: killed for memory.",
    );
    check(1, "1 to 79: tasks fail. 80 to 100: killed for memory.");
}

#[test]
fn the_chosen_value_is_marked_with_the_run_that_is_shown() {
    let mut curve = curve(101, 3);
    let point = curve.points.iter_mut().find(|point| point.value == 5);
    let runs = &mut point.expect("it is one of them").runs;
    *runs = vec![run(Some(9_690), 0), run(Some(10_200), 7), run(None, 0)];
    let shapes = draw(&curve, 5, 900.0, 120.0, false);
    assert_eq!(texts(&shapes).first(), Some(&"9.69 s"));
}

#[test]
fn a_curve_without_a_limit_recommends_nothing_and_says_so() {
    let unlimited = Curve {
        is_a_choice: true,
        points: curve(101, 1).points.into_iter().take(3).collect(),
    };
    let words = sweep_words(&unlimited, &|value| value.to_string());
    let said = "Nothing sets a limit here: ";
    assert!(words.starts_with(said), "{words}");
    let shapes = draw(&unlimited, 1, 900.0, 120.0, false);
    let said = texts(&shapes);
    assert!(
        !said.iter().any(|text| text.contains("recommended")),
        "{said:?}"
    );
}
