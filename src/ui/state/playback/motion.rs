//! What changes the playback.

use crate::comparison::Comparison;
use crate::ui::state::command::Command;
use crate::ui::state::part::Part;
use crate::ui::state::presence::Sight;
use crate::ui::state::shown::Shown;
use goruntime::time::Time;
use lab::link::Options;
use std::rc::Rc;

/// What changes the playback.
#[derive(Clone, Debug)]
pub enum Motion {
    /// A command. The others than those of the transport change nothing.
    Command(Command),
    /// To the next (`forward`) or the previous event of some runs.
    Step {
        /// The runs.
        runs: Rc<Comparison>,
        /// Whether to the next one.
        forward: bool,
    },
    /// A frame of the browser, with its time stamp in milliseconds.
    Frame(f64),
    /// The runs are others.
    Runs {
        /// The end of the longest.
        end: Time,
        /// The end of the stretch that is too short to see; zero if there is none.
        detail: Time,
    },
    /// This part of the time axis is shown; `None` for the whole.
    Part(Option<Part>),
    /// A live run has come to this moment.
    Live(Time),
    /// The first runs of a link are there: they are shown as its options say. Those who want no motion (`still`) see the end at
    /// once, unless the link says otherwise.
    Opened {
        /// The options.
        options: Rc<Options>,
        /// Whether the user wants no motion.
        still: bool,
    },
    /// Whether it can be seen has changed.
    Sight(Sight),
    /// It is shown as it was before.
    Shown(Shown),
    /// It is shown as another window has it.
    Follow(Shown),
}
