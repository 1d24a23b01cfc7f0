//! How the page is laid out: the header, the runs, the side, and the controls below.

use super::super::ears::Ears;
use super::super::el::{El, el};
use super::super::engine::Comparison;
use super::super::keys::Action;
use super::super::plot::Drawing;
use super::super::{chooser, claims, code, controls, dialog, dom, inks, runs, sweep, transport};
use super::{App, Msg};
use analysis::LineCount;
use lab::scenarios::{Entry, Word};
use wasm_bindgen::JsCast;

impl App {
    pub(super) fn page(&self, ears: &Ears) -> El {
        let page = el!(
            "main",
            "class" = if self.embed { "lab embed" } else { "lab" }
        );
        let Some((shown, chosen)) = self.shown() else {
            let words = el!("p", "class" = "first-run", "role" = "status");
            return page.child(words.text("Running the programs …"));
        };
        let (look, busy) = (self.look, self.engine.busy());
        let deck = el!("div.deck")
            .child(controls::large(
                ears,
                &self.scenario,
                &self.sweeper,
                look,
                !self.embed,
            ))
            .child(transport::view(
                ears,
                &self.playback,
                &self.live,
                &self.scenario,
            ));
        let computed = self.claims.as_ref();
        let toast = |words| el!("p", "class" = "toast", "role" = "status").text(words);
        page.maybe((!self.embed).then(|| self.header(ears)))
            .maybe(dialog::notices(ears, &self.notices))
            .child(runs::view(
                ears,
                &self.scenario,
                shown,
                self.playback.at(),
                chosen,
                look,
                busy,
            ))
            .maybe((!self.embed).then(|| self.side(ears, shown, chosen)))
            .child(deck)
            .maybe(computed.map(|computed| claims::view(ears, computed)))
            .maybe(self.help.then(|| dialog::help(ears, self.scenario.entry())))
            .maybe(self.toast.map(toast))
    }

    /// What is on the screen, and the place of the run whose source is shown.
    fn shown(&self) -> Option<(&Comparison, usize)> {
        let shown = self.engine.shown()?;
        let runs = &shown.runs;
        let chosen = runs.iter().position(|run| run.pattern.id == self.chosen);
        Some((shown, chosen.unwrap_or(runs.len() - 1)))
    }

    /// The lines of the chosen program at which goroutines are at the playhead.
    pub(super) fn lines_now(&self) -> Vec<LineCount> {
        let Some((shown, chosen)) = self.shown() else {
            return Vec::new();
        };
        let (run, at) = (&shown.runs[chosen], self.playback.at());
        if runs::is_over(run, at) {
            return Vec::new();
        }
        run.report.lines_at(at)
    }

    /// Paints the canvases whose picture is another.
    pub(super) fn paint(&mut self) {
        let Some(shown) = self.engine.shown() else {
            return;
        };
        let mut drawings = vec![Drawing::Axis(shown.scale.end)];
        for run in &shown.runs {
            drawings.push(Drawing::Timeline(run.report.clone(), shown.scale));
        }
        drawings.extend(sweep::drawing(&self.sweeper, &self.scenario));
        self.plots.paint(drawings, self.look);
    }

    /// The colours of the theme as CSS variables, so that the canvases and the rest agree.
    pub(super) fn paint_root(&self) {
        let Some(root) = dom::all(&dom::document(), ":root").next() else {
            return;
        };
        let root: web_sys::HtmlElement = root.unchecked_into();
        for (name, colour) in inks::variables(self.look.theme.palette()) {
            // A variable that cannot be set leaves the style sheet's own.
            let _ = root.style().set_property(name, &colour);
        }
    }

    fn header(&self, ears: &Ears) -> El {
        let logo = el!("p.logo")
            .child(transport::icon("M2 17h20v4H2zM2 10h13v4H2zM2 3h6v4H2z"))
            .text("Goroutine Lab");
        let help = el!(
            "button",
            "class" = "help",
            "aria-label" = "Help",
            "title" = "Help (?)",
        );
        el!("header")
            .child(logo)
            .child(el!("h1").text(&self.scenario.title()))
            .child(el!("p.summary").text(self.scenario.summary()))
            .child(chooser::open(ears))
            .child(el!("button").text("Share").click(ears, Msg::Share))
            .child(help.text("?").click(ears, Msg::Act(Action::Help)))
    }

    /// The source of the chosen run, what else was found about it, and the other parameters.
    fn side(&self, ears: &Ears, shown: &Comparison, chosen: usize) -> El {
        let (run, at) = (&shown.runs[chosen], self.playback.at());
        let (report, pattern) = (&run.report, run.pattern);
        let printed = report.stdout.iter().take_while(|line| line.at <= at).last();
        let printed = printed.map_or("nothing printed yet", |line| &line.line);
        let printed = el!("p.printed")
            .child(el!("span").text("stdout"))
            .child(el!("samp").text(printed));
        // The first finding stands beside the run, where there is room.
        let beside = usize::from(shown.runs.len() <= 4);
        let findings = report.findings.iter().skip(beside);
        let compares = shown.runs.len() > 1 || self.scenario.entry().is_some();
        let advice = |class, heading, words| {
            el!("p", "class" = class)
                .child(el!("strong").text(heading))
                .text(words)
        };
        let more = el!("div.more-findings")
            .maybe(self.scenario.entry().and_then(analogy))
            .maybe(compares.then(|| el!("p").text(pattern.summary)))
            .child(advice("when", "When to use it: ", pattern.when))
            .maybe(
                pattern
                    .note
                    .map(|note| advice("note", "In the talk’s code: ", note)),
            )
            .list(findings.map(|finding| runs::sentence(ears, finding)))
            .list(chooser::presets(ears, &self.scenario));
        el!("aside")
            .child(chooser::tabs(ears, &shown.runs, chosen))
            .child(code::view(pattern, &self.lines))
            .child(printed)
            .child(more)
            .html(self.others.clone())
    }
}

/// What stands for what, where a scenario has words and pictures of its own.
fn analogy(entry: &Entry) -> Option<El> {
    let item = |word: &Word| {
        el!("li")
            .child(transport::icon(word.icon))
            .text(&[word.own, " = ", word.lab].concat())
    };
    let words = entry.words.iter().filter(|word| !word.icon.is_empty());
    let list = el!("ul.analogy").list(words.map(item));
    (!entry.words.is_empty()).then_some(list)
}
