//! Playback: a cursor over finished traces.

mod motion;
#[cfg(test)]
mod tests;

pub use motion::Motion;

use crate::ui::state::command::Command;
use crate::ui::state::part::Part;
use crate::ui::state::presence::{Presence, Sight};
use crate::ui::state::shown::Shown;
use crate::ui::state::speed::Speed;
use goruntime::time::Time;
use lab::link::{Options, Pace, Prelude};
use std::rc::Rc;

/// How long a story stays in a stretch that is too short to see, in milliseconds: eight seconds up to the end of the runs in it,
/// and two for the quarter behind that.
const SLOW: f64 = 10_000.0;
/// How long a story takes for the rest, in milliseconds.
const QUICK: f64 = 4_000.0;
/// A detail is shown if the playhead stays in it for so many milliseconds.
const LEAST_DETAIL: f64 = 1_500.0;
/// The fastest speed, in thousandths.
const FASTEST: u64 = 1_000_000;

/// The moment shown, and whether it moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Playback {
    at: Time,
    end: Time,
    /// The part of the time axis that is shown; `None` for the whole. Only that part is played.
    part: Option<Part>,
    /// How often a moment was chosen by hand.
    chosen_moments: u32,
    playing: bool,
    speed: Speed,
    chosen_speed: bool,
    /// The end of the stretch at the beginning that is too short to see; zero if there is none.
    detail: Time,
    /// How that stretch is played.
    pace: Pace,
    /// The time stamp of the newest frame while it plays, in milliseconds.
    last_frame: Option<f64>,
    /// How many frames came: two of one time stamp differ in this, and each asks for the next.
    frames: u32,
    /// The part of a nanosecond that the newest frame left over.
    rest: f64,
    /// What the link says.
    options: Rc<Options>,
    /// Whether results are shown that the playhead has not come to.
    revealed: bool,
    /// Whether somebody can see it.
    presence: Presence,
    /// The moment that is shown as soon as there are runs as long.
    awaited: Option<Time>,
    /// What another window shows, if this one follows it: it then moves by nothing else.
    followed: Option<Time>,
}

impl Playback {
    /// At the beginning of runs of which the longest ends at `end`.
    #[must_use]
    pub fn new(end: Time) -> Playback {
        Playback {
            at: Time::ZERO,
            end,
            part: None,
            chosen_moments: 0,
            playing: false,
            speed: Speed::for_length(end),
            chosen_speed: false,
            detail: Time::ZERO,
            pace: Pace::Even,
            last_frame: None,
            frames: 0,
            rest: 0.0,
            options: Rc::default(),
            revealed: false,
            presence: Presence::default(),
            awaited: None,
            followed: None,
        }
    }

    /// The playback after a change.
    #[must_use]
    pub fn apply(mut self, motion: &Motion) -> Playback {
        match motion {
            Motion::Command(command) => self.command(command),
            Motion::Step { runs, forward } => {
                self.pause();
                if let Some(to) = runs.event_beside(self.at, *forward) {
                    self.show(to);
                }
            }
            Motion::Frame(at) => {
                let step = self.last_frame.map_or(0.0, |last| at - last);
                self.last_frame = Some(*at);
                self.frames = self.frames.wrapping_add(1);
                self.frame(step);
            }
            Motion::Runs { end, detail } => {
                self.detail = *detail;
                self.set_end(*end);
            }
            Motion::Part(part) => self.show_part(*part),
            Motion::Live(at) => {
                self.pause();
                self.seek(*at);
            }
            Motion::Opened { options, still } => self.open(options, *still),
            Motion::Sight(sight) => self.sight(*sight),
            Motion::Shown(shown) => self.show_again(shown),
            Motion::Follow(shown) => {
                self.followed = Some(shown.at);
                self.show_again(shown);
            }
        }
        if !self.playing {
            self.last_frame = None;
        }
        self
    }

    fn command(&mut self, command: &Command) {
        match command {
            Command::Play => self.play(),
            Command::Pause => self.pause(),
            Command::Toggle => self.toggle(),
            Command::Restart => {
                self.revealed = false;
                self.seek(self.first());
                self.play();
            }
            // A change of the runs shows its results at once.
            Command::Set { .. } | Command::Slide { .. } | Command::Intervene { .. } => {
                self.revealed = true;
            }
            // So does a change of somebody's own program. If the program took no time, its end was seen, so the next end is.
            Command::Edit { .. } | Command::Setting { .. } => {
                self.revealed = true;
                if self.end == Time::ZERO && !self.playing {
                    self.awaited = Some(Time(u64::MAX));
                }
            }
            Command::Seek { at } => self.show(*at),
            Command::Start => self.show(Time::ZERO),
            Command::End => self.show(self.end),
            Command::Nudge { hundredths } => self.nudge(*hundredths),
            Command::Speed { thousandths } => self.set_speed(*thousandths),
            Command::Pace { story: true } => self.pace = Pace::Story,
            Command::Pace { story: false } => self.pace = Pace::Even,
            _ => {}
        }
    }

    fn open(&mut self, options: &Rc<Options>, still: bool) {
        self.options = Rc::clone(options);
        if self.followed.is_some() {
            return;
        }
        let asks = options.prelude == Prelude::Guess;
        self.revealed = options.spoil && !asks;
        if let Some(thousandths) = options.speed {
            self.set_speed(Speed(thousandths));
        }
        self.pace = options.pace;
        let plays = !asks && options.autoplay.unwrap_or(!still);
        match options.at {
            _ if asks => self.seek(Time::ZERO),
            Some(at) => self.seek(at),
            None if plays || options.autoplay.is_some() => self.seek(Time::ZERO),
            None => self.seek(self.end),
        }
        if plays {
            self.play();
        } else {
            self.pause();
        }
    }

    /// What plays waits while nobody can see it.
    fn sight(&mut self, sight: Sight) {
        let wants_to_play = self.wants_to_play();
        self.presence.change(sight);
        self.playing = wants_to_play && !self.presence.is_away();
        self.presence.resumes = wants_to_play && self.presence.is_away();
    }

    fn show_again(&mut self, shown: &Shown) {
        self.pause();
        self.seek(shown.at);
        self.awaited = (shown.at > self.end).then_some(shown.at);
        self.set_speed(Speed(shown.speed.clamp(1, FASTEST)));
        self.chosen_speed = shown.chosen_speed;
        if shown.story {
            self.pace = Pace::Story;
        }
        if shown.playing {
            self.start();
        }
        self.revealed = shown.revealed;
    }

    /// Shows a moment that was chosen by hand.
    fn show(&mut self, at: Time) {
        self.pause();
        self.seek(at);
        self.chosen_moments = self.chosen_moments.wrapping_add(1);
    }

    /// What plays, plays in the part that is shown.
    fn show_part(&mut self, part: Option<Part>) {
        self.part = part;
        if self.wants_to_play() && self.is_outside() && self.followed.is_none() {
            self.at = self.first();
        }
    }

    /// The moment shown.
    #[must_use]
    pub fn at(&self) -> Time {
        self.at
    }

    /// How often a moment was chosen by hand, and not played to: the picture then follows the playhead.
    #[must_use]
    pub fn chosen_moments(&self) -> u32 {
        self.chosen_moments
    }

    /// Where playing begins: the left edge of what is shown.
    fn first(&self) -> Time {
        self.part.map_or(Time::ZERO, |part| part.from.min(self.end))
    }

    /// Where playing ends: the right edge of what is shown.
    fn last(&self) -> Time {
        self.part.map_or(self.end, |part| part.to.min(self.end))
    }

    /// Whether there is nothing to play from here: what is shown has been played, or lies elsewhere.
    fn is_outside(&self) -> bool {
        self.at < self.first() || self.at >= self.last()
    }

    /// The end of the longest run.
    #[must_use]
    pub fn end(&self) -> Time {
        self.end
    }

    /// Whether the moment moves.
    #[must_use]
    pub fn playing(&self) -> bool {
        self.playing
    }

    /// Whether it moves by itself with the frames of this window.
    #[must_use]
    pub fn moves(&self) -> bool {
        self.playing && self.followed.is_none()
    }

    /// Whether the moment moves, or will as soon as somebody sees it.
    #[must_use]
    pub fn wants_to_play(&self) -> bool {
        self.playing || self.presence.resumes
    }

    /// Whether the speed was chosen, and does not follow the length of the runs.
    #[must_use]
    pub fn has_chosen_speed(&self) -> bool {
        self.chosen_speed
    }

    /// The speed.
    #[must_use]
    pub fn speed(&self) -> Speed {
        self.speed
    }

    /// How it goes through stretches that are too short to see, if there are any.
    #[must_use]
    pub fn pace(&self) -> Pace {
        self.pace
    }

    /// Whether a stretch that is too short to see is played slowly and the rest quickly; `None` if there is no such stretch.
    #[must_use]
    pub fn story(&self) -> Option<bool> {
        (self.detail > Time::ZERO).then_some(self.pace == Pace::Story)
    }

    /// The end of the stretch that is being played slowly.
    #[must_use]
    pub fn slow_until(&self) -> Option<Time> {
        let is_slow = self.story() == Some(true) && self.at < self.detail;
        is_slow.then_some(self.detail)
    }

    /// Whether the playhead is in the stretch that is too short to see, and stays there long enough to see something of it.
    #[must_use]
    pub fn shows_detail(&self) -> bool {
        let is_in_it = self.at > Time::ZERO && self.at <= self.detail;
        is_in_it && (!self.playing || self.detail.0 as f64 >= self.speed_now() * LEAST_DETAIL)
    }

    /// Whether results are shown that the playhead has not come to.
    #[must_use]
    pub fn revealed(&self) -> bool {
        self.revealed
    }

    /// Whether the result of a run of a length is shown: from its end on, and after a change of the runs or if the link says so.
    #[must_use]
    pub fn is_revealed(&self, total: Time) -> bool {
        self.revealed || self.at >= total
    }

    /// Whether everything has been shown.
    #[must_use]
    pub fn at_end(&self) -> bool {
        self.at >= self.end
    }

    /// Whether the part of the time axis that is shown has been played: it is played anew then.
    #[must_use]
    pub fn at_last(&self) -> bool {
        self.at >= self.last()
    }

    /// Plays what is shown, as video editors play a selection: from the playhead, or from the left edge if the playhead lies
    /// elsewhere or at the right edge.
    pub fn play(&mut self) {
        if self.is_outside() {
            self.revealed &= !self.at_end();
            self.at = self.first();
        }
        self.awaited = None;
        self.start();
    }

    fn start(&mut self) {
        self.playing = !self.presence.is_away();
        self.presence.resumes = self.presence.is_away();
    }

    /// Stops where it is.
    pub fn pause(&mut self) {
        self.playing = false;
        self.presence.resumes = false;
    }

    /// Plays if it was stopped, and stops if it played.
    pub fn toggle(&mut self) {
        if self.wants_to_play() {
            self.pause();
        } else {
            self.play();
        }
    }

    /// Shows a moment.
    pub fn seek(&mut self, at: Time) {
        self.awaited = None;
        self.at = at.min(self.end);
    }

    /// Moves by a part of the whole, in hundredths, either way; stops.
    pub fn nudge(&mut self, hundredths: i64) {
        let step = (self.end.0 / 100).saturating_mul(hundredths.unsigned_abs());
        let at = if hundredths < 0 {
            self.at.0.saturating_sub(step)
        } else {
            self.at.0.saturating_add(step)
        };
        self.show(Time(at));
    }

    /// Chooses the speed.
    pub fn set_speed(&mut self, speed: Speed) {
        self.speed = speed;
        self.chosen_speed = true;
        self.pace = Pace::Even;
    }

    /// The runs changed. The end stays shown if it was; any other moment stays.
    pub fn set_end(&mut self, end: Time) {
        let at_end = self.at_end() && self.end > Time::ZERO && !self.playing;
        self.end = end;
        self.at = match self.followed.or(self.awaited) {
            Some(at) => at.min(end),
            None if at_end => end,
            None => self.at.min(end),
        };
        if !self.chosen_speed {
            self.speed = Speed::for_length(end);
        }
    }

    /// How much virtual time passes now in a millisecond of the viewer's, in nanoseconds.
    fn speed_now(&self) -> f64 {
        if self.story() != Some(true) {
            1e3 * self.speed.0 as f64
        } else if self.at < self.detail {
            self.detail.0 as f64 / SLOW
        } else {
            self.end.since(self.detail).0 as f64 / QUICK
        }
    }

    /// A frame came `milliseconds` after the last. Returns whether the moment moved.
    pub fn frame(&mut self, milliseconds: f64) -> bool {
        if !self.moves() {
            return false;
        }
        // A page that was in the background comes back with one long frame: that is no reason to leap.
        let step = milliseconds.clamp(0.0, 100.0) * self.speed_now() + self.rest;
        let whole = step.floor();
        self.rest = step - whole;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most 100 ms times the largest speed"
        )]
        let to = Time(self.at.0 + whole as u64).min(self.last());
        let mut pauses = self.options.pause_at.iter().copied();
        if let Some(pause) = pauses.find(|pause| *pause > self.at && *pause <= to) {
            self.seek(pause);
            self.playing = false;
            return true;
        }
        self.seek(to);
        if self.at_last() {
            self.playing = self.options.is_loop;
            if self.playing {
                self.at = self.first();
            }
        }
        true
    }
}
