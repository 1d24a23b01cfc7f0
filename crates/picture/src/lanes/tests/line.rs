//! A line of the source in the picture.

use super::*;

/// Two goroutines at line 7, one after the other for 10 ms each, of a run of 40 ms. They pass line 9 in no time.
fn at_line_seven() -> (Trace, Report) {
    traced(async {
        for name in ["first", "second"] {
            mark(3);
            go_named(name, async {
                mark(7);
                pause(10).await;
                mark(9);
                mark(8);
                pause(5).await;
            });
            pause(20).await;
        }
    })
}

#[test]
fn a_line_is_edged_where_goroutines_are_there() {
    let (trace, report) = at_line_seven();
    let edges = |line| {
        let frame = frame(&report, 800.0, 200.0);
        let shapes = at_line(&report, &frame, line, &stays(&trace, line));
        let area = |shape| match shape {
            Shape::Outline { area, .. } => (area.x, area.width),
            other => panic!("{other:?}"),
        };
        shapes.into_iter().map(area).collect::<Vec<_>>()
    };
    let near = |found: &[(f32, f32)], expected: &[(f32, f32)]| {
        let same =
            |(a, b): (&(f32, f32), &(f32, f32))| (a.0 - b.0).abs() < 1.0 && (a.1 - b.1).abs() < 1.0;
        found.len() == expected.len() && found.iter().zip(expected).all(same)
    };
    assert!(
        near(&edges(7), &[(0.0, 200.0), (400.0, 200.0)]),
        "{:?}",
        edges(7)
    );
    assert!(
        near(&edges(8), &[(200.0, 100.0), (600.0, 100.0)]),
        "{:?}",
        edges(8)
    );
    assert!(
        near(&edges(9), &[(200.0, 7.0), (600.0, 7.0)]),
        "{:?}",
        edges(9)
    );
    assert_eq!(edges(99), []);
}

#[test]
fn without_rows_a_curve_counts_who_is_at_a_line() {
    let report = report(async {
        for worker in 0..9 {
            go_named(("worker", worker), async {
                mark(7);
                pause(10).await;
            });
        }
        pause(20).await;
    });
    let shapes = |line| at_line(&report, &frame(&report, 800.0, 44.0), line, &[]);
    assert_eq!(texts(&shapes(7))[0].0, "at most 9 goroutines at line 7");
    assert_eq!(shapes(99), []);
}
