//! What moves the playhead: playing, seeking, stepping, and the live run.

use super::super::dom;
use super::App;
use goruntime::time::Time;
use yew::prelude::*;

impl App {
    pub(super) fn frame(&mut self, ctx: &Context<App>, at: f64) -> bool {
        let step = self.last_frame.replace(at).map_or(0.0, |last| at - last);
        let moved = self.playback.frame(step);
        self.frame = None;
        self.request_frame(ctx);
        moved
    }

    /// Frames come only while something moves.
    pub(super) fn request_frame(&mut self, ctx: &Context<App>) {
        if !self.playback.playing() {
            self.last_frame = None;
        } else if self.frame.is_none() {
            self.frame = Some(dom::next_frame(ctx.link()));
        }
    }

    pub(super) fn seek(&mut self, at: Time) {
        self.live.stop();
        self.playback.pause();
        self.playback.seek(at);
    }

    pub(super) fn toggle(&mut self, ctx: &Context<App>) {
        self.live.stop();
        self.playback.toggle();
        self.request_frame(ctx);
    }

    pub(super) fn step(&mut self, forward: bool) {
        let Some(shown) = self.engine.shown() else {
            return;
        };
        let at = self.playback.at();
        let instants = shown.runs.iter().filter_map(|run| {
            if forward {
                run.report.next_instant(at)
            } else {
                run.report.previous_instant(at)
            }
        });
        let to = if forward {
            instants.min()
        } else {
            instants.max()
        };
        self.live.stop();
        self.playback.pause();
        self.playback.seek(to.unwrap_or(at));
    }

    pub(super) fn toggle_live(&mut self, ctx: &Context<App>) {
        if self.live.running() {
            self.live.stop();
            return;
        }
        if let Some(pattern) = self
            .scenario
            .patterns()
            .iter()
            .find(|pattern| pattern.id == self.chosen)
        {
            self.playback.pause();
            self.live.start(ctx.link(), &self.scenario, pattern);
        }
    }

    pub(super) fn live(&mut self, ctx: &Context<App>) {
        let Some((at, ended)) = self.live.go_on(ctx.link()) else {
            return;
        };
        self.playback.seek(at);
        if let Some(ended) = ended {
            let shown = self.engine.shown();
            let run =
                shown.and_then(|shown| shown.runs.iter().find(|run| run.pattern == ended.pattern));
            self.live.ended(&ended, run.map(|run| run.trace_hash));
            self.playback.seek(Time(ended.virtual_time.0));
        }
    }
}
