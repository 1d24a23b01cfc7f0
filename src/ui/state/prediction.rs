//! Predict, then run: a guess before the runs are played.

use super::command::Command;
use goruntime::time::Time;
use lab::patterns::Pattern;

/// What is guessed of the runs, and whether it is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Prediction {
    stage: Stage,
    /// How long the run of a pattern takes.
    pub length: Option<(&'static Pattern, Time)>,
    /// Which run fails.
    pub failing: Option<Failing>,
}

/// Which run fails, as somebody guesses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Failing {
    /// None of them.
    None,
    /// That of a pattern.
    Run(&'static Pattern),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// Nothing is guessed.
    #[default]
    Off,
    /// A guess is asked for: what would answer it is not shown.
    Asks,
    /// There is a guess, and the runs were played.
    Guessed,
}

impl Prediction {
    /// Whether a guess is asked for.
    #[must_use]
    pub fn asks(self) -> bool {
        self.stage == Stage::Asks
    }

    /// Whether there is a guess to be held against what comes out.
    #[must_use]
    pub fn is_made(self) -> bool {
        self.stage == Stage::Guessed
    }

    /// The prediction after a command. Whatever plays, or shows a moment, takes the guess as it is, and who has none goes
    /// on without one.
    #[must_use]
    pub fn apply(self, command: &Command) -> Prediction {
        match command {
            Command::Ask => Prediction {
                stage: Stage::Asks,
                ..Prediction::default()
            },
            Command::Guess { pattern, at } if self.asks() => Prediction {
                length: Some((pattern, *at)),
                ..self
            },
            Command::GuessFailing { pattern } if self.asks() => Prediction {
                failing: Some(Failing::Run(pattern)),
                ..self
            },
            Command::GuessNoneFails if self.asks() => Prediction {
                failing: Some(Failing::None),
                ..self
            },
            Command::Unasked | Command::Open { .. } => Prediction::default(),
            // The guess was about other runs.
            Command::Set { .. }
            | Command::Slide { .. }
            | Command::Intervene { .. }
            | Command::Add { .. }
            | Command::Remove { .. }
            | Command::Reset
            | Command::Undo
            | Command::Redo => Prediction {
                stage: if self.asks() { Stage::Asks } else { Stage::Off },
                ..Prediction::default()
            },
            command if self.asks() && (command.moves_playhead() || *command == Command::Live) => {
                let is_made = self.length.is_some() || self.failing.is_some();
                let stage = if is_made { Stage::Guessed } else { Stage::Off };
                Prediction { stage, ..self }
            }
            _ => self,
        }
    }
}

/// The end of the axis on which a length is guessed: 1, 2 or 5 times a power of ten nanoseconds, at least a quarter after `longest`. It
/// says nothing of how long the runs take.
#[must_use]
pub fn guess_end(longest: Time) -> Time {
    let least = longest.0.saturating_add(longest.0 / 4);
    let powers = std::iter::successors(Some(1_u64), |power| power.checked_mul(10));
    let mut round = powers.flat_map(|power| [1, 2, 5].map(|digit| power.saturating_mul(digit)));
    Time(round.find(|round| *round >= least).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use lab::patterns;

    fn pattern(id: &str) -> &'static Pattern {
        patterns::find(id).unwrap()
    }

    fn after(commands: &[Command]) -> Prediction {
        let start = Prediction::default();
        commands.iter().fold(start, Prediction::apply)
    }

    fn guess() -> Command {
        Command::Guess {
            pattern: pattern("batched"),
            at: Time(3_000_000_000),
        }
    }

    #[track_caller]
    fn check(commands: &[Command], asks: bool, is_made: bool) {
        let prediction = after(commands);
        let found = (prediction.asks(), prediction.is_made());
        assert_eq!(found, (asks, is_made), "{commands:?}");
    }

    #[test]
    fn nothing_is_asked_without_a_wish() {
        check(&[], false, false);
        check(&[guess(), Command::Play], false, false);
        check(&[Command::Ask], true, false);
    }

    #[test]
    fn playing_takes_the_guess() {
        check(&[Command::Ask, guess()], true, false);
        check(&[Command::Ask, guess(), Command::Toggle], false, true);
        let none = Command::GuessNoneFails;
        check(&[Command::Ask, none, Command::Play], false, true);
        let played = after(&[Command::Ask, guess(), Command::Play, Command::End]);
        assert_eq!(
            played.length,
            Some((pattern("batched"), Time(3_000_000_000)))
        );
        assert_eq!(played.failing, None);
    }

    #[test]
    fn nobody_has_to_guess() {
        check(&[Command::Ask, Command::Play], false, false);
        check(&[Command::Ask, Command::End], false, false);
        check(&[Command::Ask, guess(), Command::Unasked], false, false);
    }

    #[test]
    fn a_guess_is_about_the_runs_that_were_there() {
        let set = Command::Slide {
            parameter: None,
            steps: 1,
        };
        check(&[Command::Ask, guess(), set.clone()], true, false);
        assert_eq!(after(&[Command::Ask, guess(), set.clone()]).length, None);
        check(&[Command::Ask, guess(), Command::Play, set], false, false);
        let open = Command::Open {
            link: String::from("?pattern=leak"),
        };
        check(&[Command::Ask, guess(), open], false, false);
    }

    #[test]
    fn runs_of_other_lengths_are_guessed_on_the_same_axis() {
        const MS: u64 = 1_000_000;
        for (longest, end) in [
            (10_000, 20_000),
            (9_000, 20_000),
            (15_000, 20_000),
            (1_150, 2_000),
        ] {
            let ends = guess_end(Time(longest * MS));
            assert_eq!(ends, Time(end * MS), "{longest} ms");
        }
        assert_eq!(guess_end(Time(u64::MAX)), Time(u64::MAX));
    }
}
