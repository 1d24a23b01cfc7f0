//! All that can be done to the page.

mod history;

pub use history::History;

use super::speed::Speed;
use super::text;
use super::what_if::Changes;
use crate::comparison::Run;
use crate::program::Program;
use crate::talk::TalkFile;
use goruntime::time::Time;
use lab::params::Key;
use lab::patterns::Pattern;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A pattern whose program was edited; as text, its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Origin(#[serde(with = "text::pattern")] pub &'static Pattern);

/// Something that can be done to the page: by a button, a key, the address bar, or a host that embeds it.
///
/// Its text form is JSON: `{"command":"seek","at":1200000000}`. Moments are nanoseconds of virtual time, parameters and
/// patterns have the names that they have in links. `docs/commands.md` is made from this type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Command {
    /// Opens a link: a query string, with or without its `?`, or a whole address.
    Open {
        /// The link.
        link: String,
    },
    /// Sets a parameter to a value, written as in a link.
    Set {
        /// The parameter's name.
        #[serde(with = "text::parameter")]
        parameter: Key,
        /// The value. One that is not allowed changes nothing; the page says why.
        value: String,
    },
    /// Changes what happens from a moment on, by parameters such as `kill` and `kill-at`. The runs that are shown are kept
    /// behind the new ones.
    Intervene {
        /// The parameters' names with their values, written as in a link.
        #[serde(with = "text::changes")]
        changes: Changes,
    },
    /// Keeps the runs that are shown, to see later ones before them.
    Keep,
    /// Keeps no runs any more.
    Forget,
    /// Moves a parameter by steps of its slider.
    Slide {
        /// The parameter's name; the large slider's if absent.
        #[serde(
            with = "text::optional_parameter",
            default,
            skip_serializing_if = "Option::is_none"
        )]
        parameter: Option<Key>,
        /// How many steps; negative is down.
        steps: i64,
    },
    /// Puts a parameter on the large slider.
    Slider {
        /// The parameter's name.
        #[serde(with = "text::parameter")]
        parameter: Key,
    },
    /// Makes the axis of the large slider linear or logarithmic.
    Axis {
        /// Whether it is linear.
        linear: bool,
    },
    /// Adds a pattern to the comparison, and shows its source.
    Add {
        /// The pattern's id.
        #[serde(with = "text::pattern")]
        pattern: &'static Pattern,
    },
    /// Takes a pattern out of the comparison.
    Remove {
        /// The pattern's id.
        #[serde(with = "text::pattern")]
        pattern: &'static Pattern,
    },
    /// Goes back to the talk's, or the pattern's, own values.
    Reset,
    /// Takes the last change of the scenario back.
    Undo,
    /// Makes it again.
    Redo,
    /// Shows the source and the findings of a run.
    Choose {
        /// The pattern's id.
        #[serde(with = "text::pattern")]
        pattern: &'static Pattern,
    },
    /// Runs a program of somebody's own, and shows its source.
    Program {
        /// The Go source: one file.
        source: String,
        /// The schedule under which it runs; that of `GOMAXPROCS=1` if absent.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        schedule: String,
        /// Whether it stands beside the runs of the scenario; else it is alone.
        #[serde(default)]
        compared: bool,
        /// The pattern whose program was edited, by its id: it runs with the values of the scenario.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        origin: Option<Origin>,
        /// What is set of it, by the parts of a link: `go.workers`, `go-seed`, `go-slider`.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        settings: BTreeMap<String, String>,
    },
    /// Changes the text of that program, which then runs in the usual schedule.
    Edit {
        /// The Go source.
        source: String,
    },
    /// Sets a flag of that program, its seed, or what its large slider moves.
    Setting {
        /// The part of a link that does the same: `go.workers`, `go-seed`, `go-slider`.
        setting: String,
        /// The value; the program's own if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<String>,
    },
    /// Shows the source of that program.
    ChooseProgram,
    /// Closes that program.
    CloseProgram,
    /// Plays the part of the time axis that is shown, up to its end; from its beginning, if its end is reached or the playhead
    /// lies elsewhere.
    Play,
    /// Stops the playhead where it is.
    Pause,
    /// Plays or pauses.
    Toggle,
    /// Plays from the beginning of the part that is shown.
    Restart,
    /// Shows a moment, and pauses.
    Seek {
        /// The moment in nanoseconds of virtual time.
        #[serde(with = "text::moment")]
        at: Time,
    },
    /// Shows the beginning.
    Start,
    /// Shows the end.
    End,
    /// Moves the playhead by hundredths of the whole, and pauses.
    Nudge {
        /// How many; negative is back.
        hundredths: i64,
    },
    /// Moves the playhead to the next or the previous event, and pauses.
    Step {
        /// Whether to the next one.
        forward: bool,
    },
    /// Shows a shorter part of the time axis, or a longer one.
    Zoom {
        /// How many steps, of which each makes the part 80% as long; negative is out.
        steps: i64,
        /// The moment that keeps its place, in nanoseconds of virtual time; the middle if absent.
        #[serde(
            with = "text::optional_moment",
            default,
            skip_serializing_if = "Option::is_none"
        )]
        at: Option<Time>,
    },
    /// Moves the part of the time axis that is shown.
    Pan {
        /// By how many hundredths of its length; negative is back.
        hundredths: i64,
    },
    /// Shows the part of the time axis between two moments.
    Fit {
        /// The first moment in nanoseconds of virtual time.
        #[serde(with = "text::moment")]
        from: Time,
        /// The last moment in nanoseconds of virtual time.
        #[serde(with = "text::moment")]
        to: Time,
    },
    /// Shows the whole time axis.
    Whole,
    /// Shows whom a goroutine started and woke, and who woke it.
    Select {
        /// The goroutine's number; none is selected if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        goroutine: Option<u32>,
    },
    /// Shows what is in a channel or who holds a lock, and who waits for it.
    Object {
        /// Its number in the trace; none is selected if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        object: Option<u32>,
    },
    /// Shows goroutines of the chosen run in rows with their names, as many as have room, where all of them have none.
    Lens {
        /// The first row, from 1 at the top; all goroutines are shown again if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        row: Option<u32>,
    },
    /// Shows such rows from the first on, or all goroutines again.
    ToggleLens,
    /// Shows in the picture which goroutines are, were and will be at a line of the source.
    Line {
        /// The line of the Go program; none is selected if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        line: Option<u32>,
    },
    /// Moves the divider between the picture and the source.
    Divide {
        /// The width of the source's side, in hundredths of the page: 20 to 75.
        hundredths: u32,
    },
    /// Chooses the speed of playback.
    Speed {
        /// Virtual seconds in a thousand seconds of the viewer's: 1000 is real time.
        #[serde(with = "text::thousandths")]
        thousandths: Speed,
    },
    /// Plays stretches that are too short to see slowly and the rest quickly, or all at one speed.
    Pace {
        /// Whether stretches that are too short to see take their time.
        story: bool,
    },
    /// Chooses the size of type and code.
    Size {
        /// Whether it is for the back row of a room.
        stage: bool,
    },
    /// Asks for a guess before the runs are played; what would answer it is not shown meanwhile.
    Ask,
    /// Guesses how long a run takes, while that is asked.
    Guess {
        /// The pattern's id.
        #[serde(with = "text::pattern")]
        pattern: &'static Pattern,
        /// How long, in nanoseconds of virtual time.
        #[serde(with = "text::moment")]
        at: Time,
    },
    /// Guesses which run fails, while that is asked.
    GuessFailing {
        /// The pattern's id.
        #[serde(with = "text::pattern")]
        pattern: &'static Pattern,
    },
    /// Guesses that no run fails, while that is asked.
    GuessNoneFails,
    /// Goes on without a guess, or takes it away.
    Unasked,
    /// Runs the chosen program on the browser's own clock, or stops that.
    Live,
    /// Opens the sheet that shares what is shown: the link, its QR code, the page as a file.
    Share,
    /// Copies the link of what is shown.
    Copy,
    /// Hands the link of what is shown to the device's other programs, where it can do that.
    Send,
    /// Saves the page as one file, which opens with what is shown.
    Save,
    /// Opens a second window, for the audience, which shows what this one shows.
    Audience,
    /// Reloads the page in its new version, if one is ready.
    Update,
    /// Opens a dialog.
    Show {
        /// Which one.
        dialog: Dialog,
    },
    /// Closes the dialog.
    Close,
    /// Shows the talk from its first step, or in another form.
    Talk {
        /// The form's id; the first one of the Lab's own talk if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        form: Option<String>,
    },
    /// Gives a talk of somebody's own, from its first step.
    TalkFile(
        /// The name of the file and its text (`docs/talk.md`).
        Rc<TalkFile>,
    ),
    /// Shows the next or the previous step of the talk.
    Turn {
        /// Whether the next one.
        forward: bool,
    },
    /// Shows a step or a card of the talk.
    Jump {
        /// Its number, its id, or a place such as `slide 5`.
        to: String,
    },
    /// Makes the screen black, or shows it again.
    Black,
    /// Shows notes, the next step and the time beside a step of the talk, for who gives it, or hides them.
    Present,
    /// Leaves the talk; what is run stays.
    Leave,
    /// Computes the advice.
    Advise,
    /// Hides the notices about the link.
    Dismiss,
}

/// A dialog of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dialog {
    /// The keys, and what the page is.
    Help,
    /// The talk's figures, computed.
    Claims,
    /// The steps and cards of the talk.
    Steps,
    /// The talk's quick reference card.
    Card,
    /// The diagrams of the talk's documents, as pictures of runs.
    Diagrams,
    /// Files about what is shown.
    Export,
    /// The link of what is shown, and how to give it away.
    Share,
    /// The link as a QR code, as large as the screen.
    Room,
}

impl Command {
    /// The one that shows the source of a run.
    #[must_use]
    pub fn choose(run: &Run) -> Command {
        match run.pattern() {
            Some(pattern) => Command::Choose { pattern },
            None => Command::ChooseProgram,
        }
    }

    /// The one that runs a program in a schedule.
    #[must_use]
    pub fn in_schedule(program: &Program, schedule: &str) -> Command {
        Command::Program {
            source: program.source.clone(),
            schedule: String::from(schedule),
            compared: program.is_compared,
            origin: program.origin.map(Origin),
            settings: program.settings.clone(),
        }
    }

    /// Whether it moves the playhead by hand, which ends a live run.
    #[must_use]
    pub fn moves_playhead(&self) -> bool {
        matches!(
            self,
            Command::Play
                | Command::Pause
                | Command::Toggle
                | Command::Restart
                | Command::Seek { .. }
                | Command::Start
                | Command::End
                | Command::Nudge { .. }
                | Command::Step { .. }
        )
    }
}
