//! What the page is told.

use crate::params::Key;
use crate::patterns::Pattern;
use crate::scenarios::Scenario;
use crate::time::Time;
use crate::ui::keys::Action;
use crate::ui::live::Ended;
use crate::ui::playback::Speed;

/// What can happen to the page.
pub(in crate::ui) enum Msg {
    /// Time to work on what is wanted.
    Work,
    /// Time to go on with the sweep.
    Sweep,
    /// A frame, at so many milliseconds.
    Frame(f64),
    /// A parameter gets a number.
    Set(Key, u64),
    /// A parameter moves by steps.
    Slide(Key, i64),
    /// A parameter gets what somebody typed.
    Type(Key, String),
    /// Something else is to be shown.
    Open(Box<Scenario>),
    /// A pattern joins the comparison.
    Add(&'static Pattern),
    /// A pattern leaves it.
    Remove(&'static Pattern),
    /// Back to the defaults.
    Reset,
    /// A run's source is to be shown.
    Choose(&'static Pattern),
    /// Show a moment.
    Seek(Time),
    /// Play, pause or play again.
    Toggle,
    /// To the next event (`true`) or the previous one.
    Step(bool),
    /// Another speed.
    Speed(Speed),
    /// Start or stop a live run.
    ToggleLive,
    /// The live run got so far.
    LiveAt(Time),
    /// The live run ended.
    LiveEnded(Ended),
    /// A key was pressed.
    Act(Action),
    /// Hide the help.
    CloseHelp,
    /// Somebody wants advice.
    Advise,
    /// Show the talk's figures.
    Claims,
    /// Compute the next of them.
    Claim,
    /// Hide them.
    CloseClaims,
    /// Forget the notices.
    Dismiss,
    /// Share the link.
    Share,
    /// The link was shared, or not.
    Shared(&'static str),
    /// The address bar is to follow.
    Address,
    /// Theme or size of the screen changed.
    Look,
}
