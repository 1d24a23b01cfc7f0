//! The page's state, what changes it, and how it is laid out.

mod layout;
mod listen;
mod moving;
mod msg;
mod sweeping;

pub(super) use msg::Msg;

use super::dom::{Callback, Timeout};
use super::ears::Ears;
use super::engine::Engine;
use super::keys::Action;
use super::live::Live;
use super::playback::Playback;
use super::plot::{Look, Plots};
use super::sweep::Sweeper;
use super::{code, controls, dialog, dom};
use analysis::LineCount;
use goruntime::time::Time;
use lab::claims::Computed;
use lab::link::{self, Link, Notice};
use lab::params::{Key, Slider, Value};
use lab::scenarios::Scenario;
use listen::{Listeners, current_look};
use std::rc::Rc;
use yew::prelude::*;

/// How long a piece of simulating may take within an event, in milliseconds: enough to answer a slider in its own frame
/// at a thousand tasks, short enough that ten thousand do not hang the page.
const SLICE: f64 = 40.0;
/// Browsers limit how often the address may change, so it follows a drag after this pause, in milliseconds.
const ADDRESS_PAUSE: i32 = 150;
/// Who wants no motion.
const STILL: &str = "(prefers-reduced-motion: reduce)";

/// What the page does when its first runs have ended.
#[derive(Clone, Copy)]
enum Opening {
    /// It plays them.
    Play,
    /// It shows the whole, for those who want no motion.
    Whole,
}

/// What was typed for a parameter and cannot be its value.
#[derive(Clone, PartialEq)]
pub(super) struct Refused {
    pub(super) key: Key,
    pub(super) text: String,
    /// Why, and what is allowed.
    pub(super) reason: String,
}

/// The page.
pub(super) struct App {
    scenario: Scenario,
    embed: bool,
    notices: Vec<Notice>,
    refused: Vec<Refused>,
    engine: Engine,
    sweeper: Sweeper,
    /// The sweep that checks the advice, once somebody has asked for it.
    advisor: Sweeper,
    advised: bool,
    /// The talk's figures as far as they are computed, while they are shown.
    claims: Option<Vec<Computed>>,
    playback: Playback,
    live: Live,
    chosen: &'static str,
    help: bool,
    toast: Option<&'static str>,
    look: Look,
    plots: Plots,
    /// What does not follow the playhead, as it was built last: a frame has no time to build it again.
    others: Html,
    /// The lines of the chosen program at which goroutines are now.
    lines: Vec<LineCount>,
    /// The program and the lines of it that were scrolled into view.
    scrolled: (&'static str, Vec<u32>),
    /// What the first runs do; nothing once they have done it.
    opening: Option<Opening>,
    frame: Option<Callback>,
    last_frame: Option<f64>,
    work: Option<Timeout>,
    sweep: Option<Timeout>,
    claim: Option<Timeout>,
    address: Option<Timeout>,
    toast_end: Option<Timeout>,
    listeners: Listeners,
    /// What the elements of the view listen to, and those of `others`.
    ears: [Rc<Ears>; 2],
}

impl Component for App {
    type Message = Msg;
    type Properties = ();

    fn create(ctx: &Context<App>) -> App {
        let Link {
            scenario,
            embed,
            notices,
        } = link::parse(&dom::query());
        let ears = ['v', 'o'].map(Ears::new);
        let mut app = App {
            engine: Engine::new(scenario.clone()),
            sweeper: Sweeper::default(),
            advisor: Sweeper::default(),
            advised: false,
            claims: None,
            chosen: scenario.patterns().last().map_or("", |pattern| pattern.id),
            scenario,
            embed,
            notices,
            refused: Vec::new(),
            playback: Playback::new(Time::ZERO),
            live: Live::default(),
            help: false,
            toast: None,
            look: current_look(),
            plots: Plots::new(ctx.link()),
            others: Html::default(),
            lines: Vec::new(),
            scrolled: ("", Vec::new()),
            opening: Some(opening()),
            frame: None,
            last_frame: None,
            work: None,
            sweep: None,
            claim: None,
            address: None,
            toast_end: None,
            listeners: Listeners::new(ctx.link(), ears.clone()),
            ears,
        };
        app.paint_root();
        app.write_address();
        app.work(ctx);
        app.prepare(false);
        app
    }

    fn update(&mut self, ctx: &Context<App>, msg: Msg) -> bool {
        let moves = matches!(msg, Msg::Frame(_) | Msg::Live);
        let news = self.told(ctx, msg);
        if news {
            self.prepare(moves);
        }
        news
    }

    fn rendered(&mut self, _: &Context<App>, _: bool) {
        if self.help || self.claims.is_some() {
            dialog::show();
        }
        self.paint();
        let lines = self.lines.iter().map(|count| count.line);
        let scrolled = (self.chosen, lines.collect());
        if self.scrolled != scrolled {
            self.scrolled = scrolled;
            code::show_marked();
        }
    }

    fn view(&self, _: &Context<App>) -> Html {
        let [ears, _] = &self.ears;
        ears.clear();
        self.page(ears).into()
    }
}

impl App {
    /// Something happened. True when the page is to be shown anew.
    fn told(&mut self, ctx: &Context<App>, msg: Msg) -> bool {
        match msg {
            Msg::Work => return self.work(ctx),
            Msg::Sweep => return self.sweep(ctx),
            Msg::Frame(at) => return self.frame(ctx, at),
            Msg::Set(key, n) => self.set(ctx, key, Value::Number(n)),
            Msg::Slide(key, steps) => self.slide(ctx, key, steps),
            Msg::Slider(key) => {
                // One of the list; what is not there any more is passed over.
                let _ = self.scenario.set_slider(key.param().name);
                self.changed(ctx);
            }
            Msg::Axis(is_linear) => {
                self.scenario.set_linear(is_linear);
                self.changed(ctx);
            }
            Msg::Type(key, text) => match self.scenario.values().read(key, &text) {
                Ok(value) => self.set(ctx, key, value),
                Err(reason) => self.refuse(key, text, Some(reason)),
            },
            Msg::Open(scenario) => self.open(ctx, *scenario),
            Msg::Follow(query) => self.open(ctx, link::parse(&query).scenario),
            Msg::Add(pattern) => {
                let patterns = self.scenario.patterns().to_vec();
                self.scenario
                    .set_patterns(patterns.into_iter().chain([pattern]));
                self.chosen = pattern.id;
                self.changed(ctx);
            }
            Msg::Remove(pattern) => {
                let mut patterns = self.scenario.patterns().to_vec();
                patterns.retain(|other| *other != pattern);
                self.scenario.set_patterns(patterns);
                self.changed(ctx);
            }
            Msg::Reset => {
                self.scenario.reset();
                self.show_anew(ctx);
            }
            Msg::Choose(pattern) => {
                self.live.forget();
                self.chosen = pattern.id;
                self.want_sweep(ctx);
            }
            Msg::Seek(at) => self.seek(at),
            Msg::Toggle => self.toggle(ctx),
            Msg::Step(forward) => self.step(forward),
            Msg::Speed(speed) => self.playback.set_speed(speed),
            Msg::ToggleLive => self.toggle_live(ctx),
            Msg::Live => self.live(ctx),
            Msg::Act(action) => self.act(ctx, action),
            Msg::CloseHelp => self.help = false,
            Msg::Advise => {
                self.advised = true;
                self.want_sweep(ctx);
            }
            Msg::Claims => {
                self.claims = Some(Vec::new());
                self.next_claim(ctx);
            }
            Msg::Claim => self.compute_claim(ctx),
            Msg::CloseClaims => self.claims = None,
            Msg::Dismiss => self.notices.clear(),
            Msg::Share => self.share(ctx),
            Msg::Shared(words) => {
                self.toast = (!words.is_empty()).then_some(words);
                self.toast_end = self
                    .toast
                    .map(|_| dom::later(ctx.link(), 2_500, Msg::Shared("")));
            }
            Msg::Address => {
                self.write_address();
                return false;
            }
            Msg::Look => {
                self.look = current_look();
                self.listeners.listen();
                self.paint_root();
            }
            Msg::Resized => {
                self.plots.resized();
                self.paint();
                return false;
            }
        }
        true
    }

    /// Builds what the next views need. `moves` says that only the playhead has moved.
    fn prepare(&mut self, moves: bool) {
        if !moves && !self.embed {
            let [_, ears] = &self.ears;
            ears.clear();
            self.others = controls::others(
                ears,
                &self.scenario,
                &self.refused,
                self.chosen,
                self.advisor.whole(),
            );
        }
        self.lines = self.lines_now();
    }

    fn set(&mut self, ctx: &Context<App>, key: Key, value: Value) {
        let text = key.param().write(&value);
        match self.scenario.set(key, value) {
            Ok(()) => {
                self.notices.clear();
                self.refuse(key, text, None);
                self.changed(ctx);
            }
            Err(reason) => self.refuse(key, text, Some(reason)),
        }
    }

    /// Complains about what was typed for a parameter, or no longer.
    fn refuse(&mut self, key: Key, text: String, reason: Option<String>) {
        self.refused.retain(|refused| refused.key != key);
        self.refused
            .extend(reason.map(|reason| Refused { key, text, reason }));
    }

    fn slide(&mut self, ctx: &Context<App>, key: Key, steps: i64) {
        let values = self.scenario.values();
        let moved = Slider::of(key, values).moved(values.number(key), steps);
        self.set(ctx, key, Value::Number(moved));
    }

    fn open(&mut self, ctx: &Context<App>, scenario: Scenario) {
        self.scenario = scenario;
        self.opening = Some(opening());
        self.show_anew(ctx);
    }

    /// Another scenario, or other patterns, to which what was complained about does not belong.
    fn show_anew(&mut self, ctx: &Context<App>) {
        self.notices.clear();
        self.refused.clear();
        self.changed(ctx);
    }

    /// The scenario is another: run it, and let the address follow.
    fn changed(&mut self, ctx: &Context<App>) {
        self.live.forget();
        self.engine.want(self.scenario.clone());
        self.work(ctx);
        self.address = Some(dom::later(ctx.link(), ADDRESS_PAUSE, Msg::Address));
    }

    fn work(&mut self, ctx: &Context<App>) -> bool {
        let news = self.engine.work(SLICE);
        if news && let Some(shown) = self.engine.shown() {
            self.playback.set_end(shown.scale.end);
            match self.opening.take() {
                Some(Opening::Play) => self.playback.play(),
                Some(Opening::Whole) => self.playback.seek(self.playback.end()),
                None => {}
            }
            self.request_frame(ctx);
        }
        self.work = self
            .engine
            .busy()
            .then(|| dom::later(ctx.link(), 0, Msg::Work));
        if !self.engine.busy() {
            self.want_sweep(ctx);
        }
        news
    }

    fn act(&mut self, ctx: &Context<App>, action: Action) {
        match action {
            Action::Toggle => self.toggle(ctx),
            Action::Restart => {
                self.live.stop();
                self.playback.seek(Time::ZERO);
                self.playback.play();
                self.request_frame(ctx);
            }
            Action::Nudge(hundredths) => {
                self.live.stop();
                self.playback.nudge(hundredths);
            }
            Action::Step(forward) => self.step(forward),
            Action::Start => self.seek(Time::ZERO),
            Action::End => self.seek(self.playback.end()),
            Action::Slide(steps) => self.slide(ctx, self.scenario.slider(), steps),
            Action::Help => self.help = true,
        }
    }

    fn query(&self) -> String {
        let embed = if self.embed { "&embed" } else { "" };
        ["?", &link::format(&self.scenario), embed].concat()
    }

    fn write_address(&self) {
        dom::set_query(&self.query());
    }

    fn share(&mut self, ctx: &Context<App>) {
        self.write_address();
        let address = dom::address_of(&["?", &link::format(&self.scenario)].concat());
        let words = ["Link copied", "Copy the link from the address bar"];
        dom::share(ctx.link(), &address, words);
    }
}

fn opening() -> Opening {
    if dom::matches(STILL) {
        Opening::Whole
    } else {
        Opening::Play
    }
}
