//! What is shown of the runs besides the moment.

use super::command::{Command, Dialog};
use super::part::Part;
use super::prediction::Prediction;
use super::speed::Speed;
use crate::comparison::OWN_PROGRAM;
use goruntime::time::Time;
use lab::link::{Options, Pace, Prelude, SizeOption};
use lab::scenarios::Scenario;

/// The least and the largest width of the source's side, in hundredths of the page's.
pub const LEAST_SIDE: u32 = 20;
/// See [`LEAST_SIDE`].
pub const MOST_SIDE: u32 = 75;

/// What is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct View {
    /// The id of the run whose source is shown; the last one's if it is not among the runs.
    chosen: Option<&'static str>,
    /// The part of the time axis that is shown; `None` for the whole.
    part: Option<Part>,
    /// The goroutine of the chosen run that is selected.
    pub goroutine: Option<u32>,
    /// The channel or lock of the chosen run that is selected, by its number in the trace; never beside a goroutine.
    pub object: Option<u32>,
    /// The first row of the chosen run that the lens shows, from 1; `None` without a lens.
    pub lens: Option<u32>,
    /// The line of the chosen run's Go program that is selected.
    pub line: Option<u32>,
    /// The width of the source's side in hundredths of the page's; `None` for the usual one.
    pub side: Option<u32>,
    /// The open dialog.
    pub dialog: Option<Dialog>,
    /// Whether the advice is computed: from when it was first asked for.
    pub advised: bool,
    /// Whether type and code have the size for a stage, if that was chosen here.
    stage: Option<bool>,
    /// The speed of playback, if one was chosen.
    speed: Option<Speed>,
    /// How playback goes through stretches that are too short to see.
    pace: Pace,
    /// What is guessed before the runs are played.
    pub prediction: Prediction,
}

impl View {
    /// The view after a command.
    #[must_use]
    pub fn apply(mut self, command: &Command) -> View {
        self.prediction = self.prediction.apply(command);
        match command {
            Command::Choose { pattern } | Command::Add { pattern } => View {
                chosen: Some(pattern.id),
                ..self
            },
            Command::ChooseProgram | Command::Program { .. } => View {
                chosen: Some(OWN_PROGRAM),
                ..self
            },
            Command::Open { .. } | Command::CloseProgram => View {
                part: None,
                goroutine: None,
                object: None,
                lens: None,
                line: None,
                pace: Pace::Even,
                ..self
            },
            Command::Fit { from, to } => View {
                part: Part::of(*from, *to, Time(u64::MAX)),
                ..self
            },
            // A live run goes on to the end of the axis.
            Command::Whole | Command::Live => View { part: None, ..self },
            Command::Select { goroutine } => View {
                goroutine: *goroutine,
                object: None,
                ..self
            },
            Command::Object { object } => View {
                goroutine: None,
                object: *object,
                ..self
            },
            Command::Lens { row } => View { lens: *row, ..self },
            Command::ToggleLens => View {
                lens: match self.lens {
                    None => Some(1),
                    Some(_) => None,
                },
                ..self
            },
            Command::Line { line } => View {
                line: *line,
                ..self
            },
            Command::Divide { hundredths } => View {
                side: Some((*hundredths).clamp(LEAST_SIDE, MOST_SIDE)),
                ..self
            },
            Command::Show { dialog } => View {
                dialog: Some(*dialog),
                ..self
            },
            Command::Share => View {
                dialog: Some(Dialog::Share),
                ..self
            },
            Command::Close => View {
                dialog: None,
                ..self
            },
            Command::Advise => View {
                advised: true,
                ..self
            },
            Command::Size { stage } => View {
                stage: Some(*stage),
                ..self
            },
            Command::Speed { thousandths } => View {
                speed: Some(*thousandths),
                pace: Pace::Even,
                ..self
            },
            Command::Pace { story } => View {
                pace: if *story { Pace::Story } else { Pace::Even },
                ..self
            },
            _ => self,
        }
    }

    /// What a change gives up of what is shown: another run has other goroutines and lines, another scenario other moments.
    pub fn given_up(
        before: (View, &Scenario),
        after: (View, &Scenario),
    ) -> impl Iterator<Item = Command> + use<> {
        let run = |(view, scenario): (View, &Scenario)| {
            if view.chosen == Some(OWN_PROGRAM) {
                return view.chosen;
            }
            let patterns = scenario.patterns();
            patterns.get(view.chosen(scenario)).map(|chosen| chosen.id)
        };
        let template = |scenario: &Scenario| scenario.template().map(|template| template.id);
        let is_other_run = run(before) != run(after);
        let is_other_scenario = template(before.1) != template(after.1);
        let of_run = [
            Command::Select { goroutine: None },
            Command::Lens { row: None },
            Command::Line { line: None },
        ];
        let of_run = of_run.into_iter().filter(move |_| is_other_run);
        of_run.chain(is_other_scenario.then_some(Command::Whole))
    }

    /// The id of the run whose source was chosen, if any was.
    #[must_use]
    pub fn chosen_id(self) -> Option<&'static str> {
        self.chosen
    }

    /// The part that is shown of a time axis that ends at `end`; `None` for the whole.
    #[must_use]
    pub fn part(self, end: Time) -> Option<Part> {
        let Part { from, to } = self.part?;
        Part::of(from, to, end)
    }

    /// The commands that show what a link's options name.
    pub fn opened(options: &Options) -> impl Iterator<Item = Command> + use<> {
        let &Options {
            from,
            to,
            goroutine,
            object,
            lens,
            speed,
            pace,
            size,
            prelude,
            ..
        } = options;
        let is_part = from.is_some() || to.is_some();
        let fit = is_part.then(|| Command::Fit {
            from: from.unwrap_or_default(),
            to: to.unwrap_or(Time(u64::MAX)),
        });
        let select = match (goroutine, object) {
            (None, None) => None,
            (None, object) => Some(Command::Object { object }),
            (goroutine, _) => Some(Command::Select { goroutine }),
        };
        let lens = lens.map(|row| Command::Lens { row: Some(row) });
        let speed = speed.map(|thousandths| Command::Speed {
            thousandths: Speed(thousandths),
        });
        let pace = (pace == Pace::Story).then_some(Command::Pace { story: true });
        let size = match size {
            SizeOption::Auto => None,
            SizeOption::Normal => Some(Command::Size { stage: false }),
            SizeOption::Stage => Some(Command::Size { stage: true }),
        };
        let ask = (prelude == Prelude::Guess).then_some(Command::Ask);
        let commands = [fit, select, lens, speed, pace, size, ask];
        commands.into_iter().flatten()
    }

    /// The options of a link that shows the same.
    #[must_use]
    pub fn options(self) -> Options {
        Options {
            from: self
                .part
                .map(|part| part.from)
                .filter(|from| *from > Time::ZERO),
            to: self.part.map(|part| part.to).filter(|to| to.0 < u64::MAX),
            goroutine: self.goroutine,
            object: self.object,
            lens: self.lens,
            size: self.size(SizeOption::Auto),
            speed: self.speed.map(|speed| speed.0),
            pace: self.pace,
            prelude: if self.prediction.asks() {
                Prelude::Guess
            } else {
                Prelude::None
            },
            ..Options::default()
        }
    }

    /// The size of type and code that was chosen here, or else that of the link.
    #[must_use]
    pub fn size(self, of_link: SizeOption) -> SizeOption {
        match self.stage {
            None => of_link,
            Some(true) => SizeOption::Stage,
            Some(false) => SizeOption::Normal,
        }
    }

    /// What a command does to a time axis that ends at `end`: zooming and panning show a part between two moments. While a guess is
    /// asked for, playing begins at the beginning, and shows no result before it comes to it.
    #[must_use]
    pub fn resolved(self, command: Command, end: Time) -> Command {
        let shown = self.part(end);
        let part = match &command {
            Command::Zoom { steps, at } => Part::zoomed(shown, end, *at, *steps),
            Command::Pan { hundredths } => shown.and_then(|part| part.panned(end, *hundredths)),
            Command::Play | Command::Toggle if self.prediction.asks() => return Command::Restart,
            _ => return command,
        };
        part.map_or(Command::Whole, |Part { from, to }| Command::Fit {
            from,
            to,
        })
    }

    /// The place, among the scenario's patterns, of the one whose source is shown.
    #[must_use]
    pub fn chosen(self, scenario: &Scenario) -> usize {
        let patterns = scenario.patterns();
        patterns
            .iter()
            .position(|pattern| Some(pattern.id) == self.chosen)
            .unwrap_or(patterns.len().saturating_sub(1))
    }
}
