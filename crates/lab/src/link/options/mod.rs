//! The options of the page: how a link is shown, as in a frame on a slide. They do not change what runs.

mod help;
mod origin;
mod talk;
#[cfg(test)]
mod tests;
mod values;

pub use help::{OPTIONS, OptionHelp};
pub use talk::{NoTalk, TalkFrom, TalkOption};

use super::query;
use goruntime::time::Time;
use values::{
    moment, moments, name_of, number, parts, percent, switch, thousandths, title, word,
    write_moment, write_thousandths,
};

/// How a link is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether the page is a frame on a slide: only what the slide needs.
    pub embed: bool,
    /// The controls below the runs.
    pub controls: Controls,
    /// The parts of a frame besides the controls; `None` for the usual ones.
    pub show: Option<Vec<Part>>,
    /// The colours.
    pub theme: ThemeOption,
    /// Whether it plays by itself; `None` plays unless the user wants no motion.
    pub autoplay: Option<bool>,
    /// The moment shown first.
    pub at: Option<Time>,
    /// The speed in thousandths: virtual seconds in a thousand seconds of the viewer's.
    pub speed: Option<u64>,
    /// Whether it plays again when it has ended.
    pub is_loop: bool,
    /// The size of all type and controls, in per cent.
    pub scale: u32,
    /// The moments at which playback stops, in order.
    pub pause_at: Vec<Time>,
    /// The moment at the left edge of the pictures.
    pub from: Option<Time>,
    /// The moment at the right edge of the pictures.
    pub to: Option<Time>,
    /// The goroutine whose flows are shown.
    pub goroutine: Option<u32>,
    /// The channel or lock that is selected, by its number in the trace, from 1; not beside a goroutine.
    pub object: Option<u32>,
    /// The first row of the chosen run that the lens shows, from 1.
    pub lens: Option<u32>,
    /// The title in the place of the scenario's.
    pub title: Option<String>,
    /// Whether results are shown before the playhead comes to them.
    pub spoil: bool,
    /// How playback goes through stretches that are too short to see.
    pub pace: Pace,
    /// The size of type and code.
    pub size: SizeOption,
    /// What comes before the runs are played.
    pub prelude: Prelude,
    /// The origins of the pages around a frame that may give it every command, as browsers write origins.
    pub allow_origin: Vec<String>,
    /// The number that an audience window shares with the window that it follows.
    pub audience: Option<u32>,
    /// The talk that is shown.
    pub talk: Option<TalkOption>,
    /// The step or card of the talk that is shown: its number, its id, or a place such as `slide 5`.
    pub step: Option<String>,
}

/// How playback goes through stretches that are too short to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// At the speed of all else.
    #[default]
    Even,
    /// Slowly, and through the rest quickly.
    Story,
}

/// What comes before the runs are played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prelude {
    /// Nothing.
    #[default]
    None,
    /// A guess is asked for.
    Guess,
}

/// The size of type and code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SizeOption {
    /// That of a stage where the window is as wide as a projector's.
    #[default]
    Auto,
    /// For a reader.
    Normal,
    /// For the back row, whatever the projector's pixels.
    Stage,
}

/// The controls below the runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Controls {
    /// The slider and the transport.
    #[default]
    Full,
    /// Play, the moment and the slider without its curve.
    Minimal,
    /// None.
    None,
}

/// A part of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The title.
    Title,
    /// The runs and their axis.
    Runs,
    /// What was found about each run, beside it.
    Findings,
    /// What the colours mean.
    Legend,
    /// The Go source.
    Code,
    /// The large slider.
    Slider,
    /// The curve over it.
    Curve,
}

/// The colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeOption {
    /// As the system has it.
    #[default]
    Auto,
    /// Light on dark.
    Dark,
    /// Dark on light.
    Light,
    /// The strongest contrast.
    Contrast,
}

const MOST_TITLE: usize = 80;
const PARTS: [(&str, Part); 7] = [
    ("title", Part::Title),
    ("runs", Part::Runs),
    ("findings", Part::Findings),
    ("legend", Part::Legend),
    ("code", Part::Code),
    ("slider", Part::Slider),
    ("curve", Part::Curve),
];
const CONTROLS: [(&str, Controls); 3] = [
    ("full", Controls::Full),
    ("minimal", Controls::Minimal),
    ("none", Controls::None),
];
const THEMES: [(&str, ThemeOption); 4] = [
    ("auto", ThemeOption::Auto),
    ("dark", ThemeOption::Dark),
    ("light", ThemeOption::Light),
    ("contrast", ThemeOption::Contrast),
];
const PACES: [(&str, Pace); 2] = [("even", Pace::Even), ("story", Pace::Story)];
const SIZES: [(&str, SizeOption); 3] = [
    ("auto", SizeOption::Auto),
    ("normal", SizeOption::Normal),
    ("stage", SizeOption::Stage),
];

/// Places of the talk that a link names by their numbers; they are written as a step.
const PLACES: [&str; 6] = [
    "slide", "diagram", "question", "advanced", "section", "approach",
];
/// The name of the option that says which talk is shown.
const TALK: &str = "talk";

impl Default for Options {
    fn default() -> Options {
        Options {
            embed: false,
            controls: Controls::Full,
            show: None,
            theme: ThemeOption::Auto,
            autoplay: None,
            at: None,
            speed: None,
            is_loop: false,
            scale: 100,
            pause_at: Vec::new(),
            from: None,
            to: None,
            goroutine: None,
            object: None,
            lens: None,
            title: None,
            spoil: false,
            pace: Pace::Even,
            size: SizeOption::Auto,
            prelude: Prelude::None,
            allow_origin: Vec::new(),
            audience: None,
            talk: None,
            step: None,
        }
    }
}

impl Options {
    /// Whether a part is shown.
    #[must_use]
    pub fn shows(&self, part: Part) -> bool {
        match (&self.show, self.embed) {
            (Some(parts), _) => parts.contains(&part),
            (None, false) => true,
            (None, true) => [Part::Runs, Part::Slider, Part::Curve].contains(&part),
        }
    }

    /// Reads an option. `None` if there is none of this name.
    ///
    /// # Errors
    ///
    /// A sentence with the allowed values; nothing has changed then.
    pub(super) fn read(&mut self, name: &str, value: &str) -> Option<Result<(), String>> {
        let option = OPTIONS.iter().find(|option| option.name == name)?;
        let read = self.set(name, value.trim());
        Some(read.ok_or_else(|| format!("allowed is {}", option.allowed)))
    }

    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "controls" => self.controls = word(&CONTROLS, value)?,
            "show" => self.show = Some(parts(value)?),
            "theme" => self.theme = word(&THEMES, value)?,
            "autoplay" => self.autoplay = Some(switch(value)?),
            "at" => self.at = Some(moment(value)?),
            "speed" => self.speed = Some(thousandths(value)?),
            "loop" => self.is_loop = switch(value)?,
            "scale" => self.scale = percent(value)?,
            "pause-at" => self.pause_at = moments(value)?,
            "from" => self.from = Some(moment(value)?),
            "to" => self.to = Some(moment(value)?),
            "lens" => self.lens = Some(number(value)?),
            "sel" => self.goroutine = Some(number(value)?),
            "object" => self.object = Some(number(value)?),
            "allow-origin" => self.allow_origin = origin::origins(value)?,
            "audience" => self.audience = Some(number(value)?),
            "title" => self.title = Some(title(value)?),
            "spoil" => self.spoil = switch(value)?,
            "pace" => self.pace = word(&PACES, value)?,
            "size" => self.size = word(&SIZES, value)?,
            "predict" => {
                self.prelude = if switch(value)? {
                    Prelude::Guess
                } else {
                    Prelude::None
                };
            }
            "embed" => self.embed = switch(value)?,
            TALK => self.talk = Some(value.parse().ok()?),
            "step" => self.step = Some(title(value)?),
            place if PLACES.contains(&place) => {
                self.step = Some(format!("{place} {}", number(value)?));
            }
            _ => return None,
        }
        Some(())
    }

    /// These options in a window in which another link is opened: the window stays as it is, and what is shown of the runs is the
    /// other link's.
    #[must_use]
    pub fn opened(&self, other: &Options) -> Options {
        Options {
            at: other.at,
            speed: other.speed,
            pause_at: other.pause_at.clone(),
            from: other.from,
            to: other.to,
            goroutine: other.goroutine,
            object: other.object,
            lens: other.lens,
            title: other.title.clone(),
            pace: other.pace,
            prelude: other.prelude,
            ..self.clone()
        }
    }

    /// Whether the talk's own text is in the link.
    fn carries_talk(&self) -> bool {
        self.talk.as_ref().is_some_and(TalkOption::is_carried)
    }

    /// Adds the talk's own text to a fragment, if the link carries it: it is not sent to the host.
    pub fn append_talk_to(&self, fragment: &mut String) {
        if self.carries_talk() {
            query::append(fragment, TALK, &self.write(TALK));
        }
    }

    /// Adds what differs from the defaults to a query string, without a talk's own text.
    pub fn append_to(&self, query: &mut String) {
        let standard = Options::default();
        for option in OPTIONS {
            let value = self.write(option.name);
            if option.name == TALK && self.carries_talk() {
                continue;
            }
            if value != standard.write(option.name) {
                match option.name {
                    // As people write it.
                    "embed" | "predict" => {
                        query.push('&');
                        query.push_str(option.name);
                    }
                    name if PLACES.contains(&name) => {}
                    name => query::append(query, name, &value),
                }
            }
        }
    }

    /// An option's value in the form that is read back; empty for none.
    fn write(&self, name: &str) -> String {
        let switch = |is_on: bool| String::from(if is_on { "1" } else { "0" });
        match name {
            "controls" => name_of(&CONTROLS, self.controls),
            "show" => {
                let parts = self.show.iter().flatten();
                let names: Vec<String> = parts.map(|part| name_of(&PARTS, *part)).collect();
                names.join(",")
            }
            "theme" => name_of(&THEMES, self.theme),
            "autoplay" => self.autoplay.map(switch).unwrap_or_default(),
            "at" => self.at.map(write_moment).unwrap_or_default(),
            "speed" => self.speed.map(write_thousandths).unwrap_or_default(),
            "loop" => switch(self.is_loop),
            "scale" => self.scale.to_string(),
            "pause-at" => {
                let moments = self.pause_at.iter().copied();
                moments.map(write_moment).collect::<Vec<_>>().join(",")
            }
            "from" => self.from.map(write_moment).unwrap_or_default(),
            "to" => self.to.map(write_moment).unwrap_or_default(),
            "sel" => self.goroutine.map(|n| n.to_string()).unwrap_or_default(),
            "object" => self.object.map(|n| n.to_string()).unwrap_or_default(),
            "lens" => self.lens.map(|n| n.to_string()).unwrap_or_default(),
            "title" => self.title.clone().unwrap_or_default(),
            "allow-origin" => self.allow_origin.join(","),
            "audience" => self.audience.map(|n| n.to_string()).unwrap_or_default(),
            "spoil" => switch(self.spoil),
            "pace" => name_of(&PACES, self.pace),
            "size" => name_of(&SIZES, self.size),
            "predict" => switch(self.prelude == Prelude::Guess),
            TALK => {
                let talk = self.talk.as_ref();
                talk.map(TalkOption::to_string).unwrap_or_default()
            }
            "step" => self.step.clone().unwrap_or_default(),
            place if PLACES.contains(&place) => String::new(),
            _ => switch(self.embed),
        }
    }
}
