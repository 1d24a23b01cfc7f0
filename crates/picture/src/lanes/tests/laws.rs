//! Laws over random programs, and over runs of many states.

use super::*;
use proptest::prelude::*;

#[test]
fn many_states_cost_no_more_than_pixels_can_show() {
    let report = report(async {
        for worker in 0..8 {
            go_named(("worker", worker), async move {
                for turn in 0..5_000 {
                    pause(1 + (turn + worker as u64) % 3).await;
                }
            });
        }
        pause(20_000).await;
    });
    assert!(report.spans().is_some());
    for width in [320.0, 1_400.0] {
        let shapes = timeline(&report, &frame(&report, width, 400.0));
        assert!(
            shapes.len() as f32 <= 8.0 * width / 2.0,
            "{} shapes",
            shapes.len()
        );
        let part = Frame {
            scale: frame(&report, width, 400.0)
                .scale
                .zoomed(at(1_000), at(1_020)),
            ..frame(&report, width, 400.0)
        };
        let words = texts(&timeline(&report, &part)).len();
        assert!(words > 8, "a part has words: {words}");
    }
}

/// A step of a goroutine of a random program.
#[derive(Clone, Copy, Debug)]
enum Step {
    Sleep(u64),
    Send(usize),
    Receive(usize),
    Either(usize),
    Try(usize),
    Lock(u64),
}

fn program() -> impl Strategy<Value = Vec<Vec<Step>>> {
    let step = prop_oneof![
        (0..90_u64).prop_map(Step::Sleep),
        (0..3_usize).prop_map(Step::Send),
        (0..3_usize).prop_map(Step::Receive),
        (0..3_usize).prop_map(Step::Either),
        (0..3_usize).prop_map(Step::Try),
        (0..90_u64).prop_map(Step::Lock),
    ];
    prop::collection::vec(prop::collection::vec(step, 0..12), 0..30)
}

fn execute(program: Vec<Vec<Step>>) -> Report {
    report(async move {
        let chans: Vec<Chan<u8>> = (0..3).map(|i| Chan::new(i).named(("ch", i))).collect();
        let mu = Mutex::new().named("mu");
        for (i, steps) in program.into_iter().enumerate() {
            let (chans, mu) = (chans.clone(), mu.clone());
            go_named(("goroutine with a long name", i), async move {
                for step in steps {
                    match step {
                        Step::Sleep(ms) => pause(ms).await,
                        Step::Send(i) => chans[i].send(0).await,
                        Step::Receive(i) => drop(chans[i].receive().await),
                        Step::Either(i) => {
                            let next = &chans[(i + 1) % 3];
                            let (mut a, mut b) = (chans[i].receiving(), next.sending(1));
                            select(&mut [&mut a, &mut b]).await;
                        }
                        Step::Try(i) => {
                            select_default(&mut [&mut chans[i].sending(2)]);
                        }
                        Step::Lock(ms) => {
                            mu.lock().await;
                            pause(ms).await;
                            mu.unlock().await;
                        }
                    }
                }
            });
        }
        pause(400).await;
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rows_keep_within_their_frame_and_texts_apart(
        program in program(),
        width in 280..2_000_u16,
        height in 70..900_u16,
        large: bool,
        chosen in 0..20_u32,
        part in (0..400_u64, 1..200_u64),
        lens in prop::option::of(0..20_u32),
    ) {
        let report = execute(program);
        let (width, height) = (f32::from(width), f32::from(height));
        let whole = Scale::shared(&[&report]);
        for scale in [whole, whole.zoomed(at(part.0), at(part.0 + part.1))] {
            let chosen = Some(GoroutineId(chosen));
            let frame = Frame { width, height, scale, large, chosen, lens };
            let shapes = timeline(&report, &frame);
            crate::tests::check_within(&shapes, width, height);
            crate::tests::check_texts_apart(&shapes);
            let bound = width * 8.0 + height * width / TextRole::Label.size();
            prop_assert!(shapes.len() as f32 <= bound, "{} shapes", shapes.len());
        }
    }

    #[test]
    fn no_badge_is_moved_beyond_the_end_of_its_run(
        report in analysis::fixtures::run(),
        width in 280..2_000_u16,
        height in 70..400_u16,
        large: bool,
    ) {
        let (width, height) = (f32::from(width), f32::from(height));
        let frame = Frame { large, ..frame(&report, width, height) };
        let plot = Plot::of(&frame);
        // At the left edge a badge needs room for itself.
        let end = plot.x(report.total).max(plot.label().size() + 2.0);
        for shape in timeline(&report, &frame) {
            if let Shape::Text { at, ink: Ink::Background, .. } = shape {
                prop_assert!(at.x <= end + 0.1, "{} > {end}", at.x);
            }
        }
    }
}
