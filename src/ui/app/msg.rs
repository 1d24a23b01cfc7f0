//! What the page is told.

use crate::ui::keys::Action;
use crate::ui::playback::Speed;
use goruntime::time::Time;
use lab::params::Key;
use lab::patterns::Pattern;
use lab::scenarios::Scenario;
use std::rc::Rc;

/// What can happen to the page.
#[derive(Clone)]
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
    /// The large slider gets another parameter.
    Slider(Key),
    /// Its axis becomes linear, or logarithmic again.
    Axis(bool),
    /// A parameter gets what somebody typed.
    Type(Key, String),
    /// Something else is to be shown.
    Open(Box<Scenario>),
    /// What a link says is to be shown.
    Follow(Rc<str>),
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
    /// Time for the live run to go on.
    Live,
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
    /// A canvas has another size.
    Resized,
}
