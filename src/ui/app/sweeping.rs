//! What is computed when nothing else is to be done: the sweeps, and the talk's figures.

use super::super::dom;
use super::{App, Msg};
use lab::advice;
use lab::claims;
use yew::prelude::*;

/// How long a piece of sweeping may take, in milliseconds: while something moves, and while nothing does. Either leaves
/// room in every frame.
const SLICES: (f64, f64) = (8.0, 12.0);

impl App {
    /// The sweep goes on when the runs are on the screen, and from the beginning when it is another.
    pub(super) fn want_sweep(&mut self, ctx: &Context<App>) {
        let (scenario, chosen) = (&self.scenario, self.chosen);
        let key = scenario.slider();
        let value = scenario.values().number(key);
        self.sweeper.want(scenario, key, chosen, value);
        if self.advised
            && let Some((scenario, pattern, key)) = advice::bounded(scenario, chosen)
        {
            let value = advice::advise(&scenario).value;
            self.advisor.want(&scenario, key, pattern.id, value);
        }
        self.go_on_sweeping(ctx);
    }

    pub(super) fn sweep(&mut self, ctx: &Context<App>) -> bool {
        let (moving, still) = SLICES;
        let slice = if self.playback.playing() {
            moving
        } else {
            still
        };
        // What the user waits for comes first.
        let news = if self.engine.busy() {
            false
        } else if self.sweeper.busy() {
            self.sweeper.work(slice)
        } else {
            self.advisor.work(slice)
        };
        self.go_on_sweeping(ctx);
        news
    }

    fn go_on_sweeping(&mut self, ctx: &Context<App>) {
        let goes_on = (self.sweeper.busy() || self.advisor.busy()) && !self.engine.busy();
        self.sweep = goes_on.then(|| dom::later(ctx.link(), 0, Msg::Sweep));
    }

    /// Computes the next of the talk's figures in a while, so that the page stays awake.
    pub(super) fn next_claim(&mut self, ctx: &Context<App>) {
        self.claim = Some(dom::later(ctx.link(), 10, Msg::Claim));
    }

    pub(super) fn compute_claim(&mut self, ctx: &Context<App>) {
        if let Some(computed) = &mut self.claims
            && let Some(claim) = claims::all().get(computed.len())
        {
            computed.push(claim.compute());
            self.next_claim(ctx);
        }
    }
}
