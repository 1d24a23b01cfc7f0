//! The time of a talk against its budget.

use talk::{Form, Script, Section};

/// How a talk does against its budget, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Since it began.
    pub elapsed: i64,
    /// Until it must end; negative beyond.
    pub remaining: i64,
    /// Where a step of the form is shown, or was left.
    pub step: Option<StepPace>,
}

/// How a talk does against the budget of a step, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepPace {
    /// Until the section must end; negative beyond.
    pub section: i64,
    /// How far it is behind the step; negative is ahead, and 0 is within the step's own time.
    pub behind: i64,
}

impl Pace {
    /// The pace at a step of a form, so many milliseconds after the beginning. A card has no time of its own.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a talk takes less than centuries"
    )]
    pub fn of(script: &Script, form: &Form, at: usize, milliseconds: f64) -> Pace {
        let elapsed = (milliseconds / 1_000.0) as i64;
        let total = i64::from(form.seconds());
        let seconds = |place: usize| {
            let step = script.steps.get(place);
            step.map_or(0, |step| i64::from(step.seconds(form)))
        };
        let order: Vec<_> = script.order(form).collect();
        let own = order.iter().position(|(_, place)| *place == at);
        let sum = |count: usize| {
            let steps = order.iter().take(count);
            steps.map(|(_, place)| seconds(*place)).sum::<i64>()
        };
        let step = own.map(|own| {
            let is_same = |(section, _): &(&Section, usize)| section.id == order[own].0.id;
            let last = order.iter().rposition(is_same).unwrap_or(own);
            let (from, to) = (sum(own), sum(own + 1));
            StepPace {
                section: sum(last + 1) - elapsed,
                behind: (elapsed - to).max(0) + (elapsed - from).min(0),
            }
        });
        Pace {
            elapsed,
            remaining: total - elapsed,
            step,
        }
    }

    /// Seconds as `12:05`, with a sign below zero.
    #[must_use]
    pub fn clock(seconds: i64) -> String {
        let sign = if seconds < 0 { "−" } else { "" };
        let seconds = seconds.abs();
        format!("{sign}{}:{:02}", seconds / 60, seconds % 60)
    }
}

impl StepPace {
    /// Whether it is ahead or behind, in words.
    #[must_use]
    pub fn words(&self) -> String {
        match self.behind {
            0 => String::from("on time"),
            behind @ 1.. => format!("{} behind", Pace::clock(behind)),
            ahead => format!("{} ahead", Pace::clock(-ahead)),
        }
    }
}
