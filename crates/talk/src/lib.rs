//! The talk as data: its forms, their sections, the steps and the cards.
//!
//! Text goes in, data comes out. A step is a Markdown file with a head in TOML between two lines of `+++`; the plan of the talk
//! (`talk.toml`) has the forms with their sections and minutes. What is wrong is a [`Fault`], which names file, line, field and
//! value, and what is allowed. Whether a link runs and a figure comes out of its run is not known here: that is for who can run
//! it.

mod body;
mod diagram;
mod excerpt;
mod fault;
mod figure;
mod gain;
mod head;
mod name;
mod own;
mod place;
mod plan;
mod script;
mod single;
mod step;
mod talk;

pub use body::Part;
pub use diagram::{Diagram, Kind};
pub use excerpt::{Excerpt, GoLine, MOST_LINES};
pub use fault::Fault;
pub use figure::Figure;
pub use gain::{End, Gain};
pub use head::Read;
pub use own::{OwnScenario, OwnWord};
pub use place::Place;
pub use plan::{Form, Section};
pub use script::{Go, Script, ScriptStep, Showing};
pub use step::{Mark, MarkLines, Slot, Step};
pub use talk::Talk;
