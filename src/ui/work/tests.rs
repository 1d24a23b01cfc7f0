use super::*;
use crate::ui::state::{Command, Session};
use lab::claims;
use lab::params::Key;
use std::cell::Cell;
use std::rc::Rc;

/// A clock that goes on by a millisecond at each look.
struct Clock(Cell<f64>);

impl Clock {
    fn now(&self) -> f64 {
        self.0.set(self.0.get() + 1.0);
        self.0.get()
    }
}

fn wanted(link: &str) -> Wanted {
    let scenario = Rc::clone(Session::new(link).scenario());
    Wanted {
        chosen: scenario.patterns().last().unwrap(),
        scenario,
        kept: None,
        advised: false,
        figures: false,
    }
}

/// Works until nothing is left to do; returns how many slices brought something new.
fn finish(scheduler: &mut Scheduler, clock: &Clock) -> usize {
    let mut news = 0;
    while scheduler.is_busy() {
        let until = clock.now() + 8.0;
        news += usize::from(scheduler.work(until, || clock.now()));
    }
    news
}

fn totals(results: &Results) -> Vec<u64> {
    let runs = &results.comparison.as_ref().unwrap().runs;
    runs.iter().map(|run| run.report.total.0).collect()
}

#[test]
fn the_runs_come_before_the_curve() {
    let (mut scheduler, clock) = (Scheduler::default(), Clock(Cell::new(0.0)));
    scheduler.want(&wanted("?pattern=batched&batch=10"), 0.0);
    assert!(scheduler.awaits_runs());
    while scheduler.awaits_runs() {
        assert!(scheduler.results().curve.is_none());
        scheduler.work(clock.now(), || clock.now());
    }
    assert_eq!(totals(&scheduler.results()), [1_000_000_000]);
    assert!(
        finish(&mut scheduler, &clock) > 1,
        "the curve is shown as it comes"
    );
    let curve = scheduler.results().curve.unwrap();
    assert!(curve.is_whole() && curve.key == Key::Batch);
    assert_eq!(curve.curve.at(10).unwrap().runs[0].total.0, 1_000_000_000);
}

#[test]
fn runs_are_shown_before_anything_else_is_begun() {
    let (mut scheduler, clock) = (Scheduler::default(), Clock(Cell::new(0.0)));
    scheduler.want(&wanted("?pattern=batched&batch=10"), 0.0);
    assert!(scheduler.work(f64::INFINITY, || clock.now()));
    let results = scheduler.results();
    assert!(!results.is_busy && results.curve.is_none());
    assert_eq!(totals(&results), [1_000_000_000]);
}

#[test]
fn the_newest_wish_wins() {
    let (mut scheduler, clock) = (Scheduler::default(), Clock(Cell::new(0.0)));
    for batch in ["1", "2", "5", "10", "20"] {
        scheduler.want(
            &wanted(&format!("?pattern=batched&batch={batch}")),
            clock.now(),
        );
        scheduler.work(clock.now() + 2.0, || clock.now());
    }
    finish(&mut scheduler, &clock);
    assert_eq!(totals(&scheduler.results()), [500_000_000]);
}

#[test]
fn what_depends_on_nothing_new_is_not_run_again() {
    let (mut scheduler, clock) = (Scheduler::default(), Clock(Cell::new(0.0)));
    let first = wanted("");
    scheduler.want(&first, 0.0);
    finish(&mut scheduler, &clock);
    let before = scheduler.results().comparison.unwrap();
    let session = Session::new("").apply(&Command::Set {
        parameter: Key::Batch,
        value: String::from("10"),
    });
    let second = Wanted {
        scenario: Rc::clone(session.scenario()),
        ..first
    };
    scheduler.want(&second, clock.now());
    finish(&mut scheduler, &clock);
    let after = scheduler.results().comparison.unwrap();
    assert_eq!(before.runs[0], after.runs[0], "sequential has no batches");
    assert_ne!(before.runs[2], after.runs[2]);
}

#[test]
fn figures_are_computed_while_they_are_wanted() {
    let (mut scheduler, clock) = (Scheduler::default(), Clock(Cell::new(0.0)));
    let mut wanted = wanted("?pattern=sequential&tasks=1");
    wanted.figures = true;
    scheduler.want(&wanted, 0.0);
    while scheduler.results().figures.len() < 3 {
        scheduler.work(clock.now(), || clock.now());
    }
    wanted.figures = false;
    scheduler.want(&wanted, clock.now());
    assert!(!scheduler.is_busy());
    let figures = scheduler.results().figures;
    for (claim, computed) in claims::all().iter().zip(&*figures) {
        assert_eq!(*computed, claim.compute());
    }
}

#[test]
fn the_advice_has_its_own_curve() {
    let (mut scheduler, clock) = (Scheduler::default(), Clock(Cell::new(0.0)));
    let mut wanted = wanted("?scenario=emails");
    wanted.advised = true;
    scheduler.want(&wanted, 0.0);
    finish(&mut scheduler, &clock);
    assert!(scheduler.results().advice.unwrap().is_whole());
}

#[test]
fn a_curve_says_nothing_of_values_that_are_not_tried() {
    let (mut scheduler, clock) = (Scheduler::default(), Clock(Cell::new(0.0)));
    let wanted = wanted("");
    scheduler.want(&wanted, 0.0);
    let mut said = Vec::new();
    while scheduler.is_busy() {
        scheduler.work(clock.now(), || clock.now());
        if let Some(curve) = scheduler.results().curve {
            said.push(curve.words(&wanted.scenario));
        }
    }
    said.dedup();
    let last = said.pop();
    let whole = "Recommended 50, the knee: 200 ms. 79 to 100: killed for memory.";
    assert_eq!(last.as_deref(), Some(whole));
    assert!(said.len() > 2);
    let all_partial = said
        .iter()
        .all(|words| words.ends_with(" of 100 values tried"));
    assert!(all_partial, "{said:?}");
}

#[test]
fn runs_are_kept_behind_those_of_a_change() {
    let (mut scheduler, clock) = (Scheduler::default(), Clock(Cell::new(0.0)));
    let first = wanted("?pattern=batched,sequential&tasks=10");
    scheduler.want(&first, 0.0);
    finish(&mut scheduler, &clock);
    let before = scheduler.results().comparison.unwrap();
    assert_eq!(before.before, [None, None]);

    let second = Wanted {
        kept: Some(Rc::clone(&first.scenario)),
        ..wanted("?pattern=batched,sequential&tasks=10&batch=10")
    };
    scheduler.want(&second, clock.now());
    finish(&mut scheduler, &clock);
    let after = scheduler.results().comparison.unwrap();
    // Sequential is the same, so nothing lies behind it.
    assert_eq!(after.before, [Some(before.runs[0].clone()), None]);
    let longer = before.runs[0].report.total.max(before.runs[1].report.total);
    assert_eq!(after.scale.end, longer);

    let forgotten = Wanted {
        kept: None,
        ..second
    };
    scheduler.want(&forgotten, clock.now());
    let after = scheduler.results().comparison.unwrap();
    assert_eq!(after.before, [None, None]);
}

#[test]
fn a_page_that_is_shown_again_runs_what_was_kept() {
    let (mut scheduler, clock) = (Scheduler::default(), Clock(Cell::new(0.0)));
    let kept = wanted("?pattern=batched&tasks=10").scenario;
    let both = Wanted {
        kept: Some(kept),
        ..wanted("?pattern=batched&tasks=10&batch=10")
    };
    scheduler.want(&both, 0.0);
    while scheduler.awaits_runs() {
        scheduler.work(clock.now(), || clock.now());
    }
    let first = scheduler.results().comparison.unwrap();
    assert_eq!(first.before, [None], "the runs come first");
    finish(&mut scheduler, &clock);
    let after = scheduler.results().comparison.unwrap();
    assert_eq!(totals(&scheduler.results()), [100_000_000]);
    let before = after.before[0].as_ref().unwrap();
    assert_eq!(before.report.total.0, 200_000_000);
}

#[test]
fn nothing_follows_from_the_curve_of_what_was_open_before() {
    let (mut scheduler, clock) = (Scheduler::default(), Clock(Cell::new(0.0)));
    let advised = |link| Wanted {
        advised: true,
        ..wanted(link)
    };
    scheduler.want(&advised("?scenario=emails"), 0.0);
    finish(&mut scheduler, &clock);
    assert!(scheduler.results().advice.unwrap().is_whole());
    scheduler.want(&advised("?scenario=emails&qps=7"), clock.now());
    let (advice, curve) = (scheduler.results().advice, scheduler.results().curve);
    assert!(!advice.unwrap().is_whole() && !curve.unwrap().is_whole());
    finish(&mut scheduler, &clock);
    assert!(scheduler.results().advice.unwrap().is_whole());
}

/// A million tasks are run, and no curve is made of hundreds of such runs; one over the tasks ends where they are too many.
#[test]
fn a_curve_leaves_out_what_is_too_much_work() {
    let mut sweeper = Sweeper::default();
    let mut want = |text: &str| {
        let wanted = wanted(text);
        let (scenario, key) = (&wanted.scenario, wanted.scenario.slider());
        sweeper.want(scenario, key, wanted.chosen, scenario.values().number(key));
        // What is not worked on has its reason.
        assert_eq!(
            why_no_curve(scenario, key).is_none(),
            sweeper.is_busy(),
            "{text}"
        );
        sweeper.is_busy()
    };
    assert!(!want("?pattern=batched&tasks=1000000&slider=batch"));
    assert!(want("?pattern=batched&tasks=1000000&slider=tasks"));
    assert!(want("?pattern=batched&tasks=10000&slider=batch"));
    assert!(want(
        "?pattern=batched&tasks=10000&goroutines=200&slider=goroutines"
    ));
    assert!(!want("?pattern=batched&tasks=1000000&slider=goroutines"));
}
