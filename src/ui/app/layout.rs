//! What stands around the runs: the header and the side.

use super::super::chooser;
use super::super::code::Code;
use super::super::controls::Others;
use super::super::keys::Action;
use super::super::runs;
use super::{App, Msg};
use yew::html::Scope;
use yew::prelude::*;

impl App {
    pub(super) fn header(&self, link: &Scope<App>) -> Html {
        html! {
            <header>
                <p class="logo"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M2 17h20v4H2zM2 10h13v4H2zM2 3h6v4H2z" /></svg>{ "Goroutine Lab" }</p>
                <h1>{ self.scenario.title() }</h1>
                <p class="summary">{ self.scenario.summary() }</p>
                { chooser::open(link) }
                <button onclick={link.callback(|_| Msg::Share)}>{ "Share" }</button>
                <button class="help" aria-label="Help" title="Help (?)" onclick={link.callback(|_| Msg::Act(Action::Help))}>{ "?" }</button>
            </header>
        }
    }

    /// The source of the chosen run, what else was found about it, and the other parameters.
    pub(super) fn side(&self, link: &Scope<App>, chosen: usize) -> Html {
        let Some(shown) = self.engine.shown() else {
            return Html::default();
        };
        let (run, at) = (&shown.runs[chosen], self.playback.at());
        let printed = run
            .report
            .stdout
            .iter()
            .take_while(|line| line.at <= at)
            .last();
        // The first finding stands beside the run, where there is room.
        let beside = usize::from(shown.runs.len() <= 4);
        html! {
            <aside>
                { chooser::tabs(link, &shown.runs, chosen) }
                <Code pattern={run.pattern} lines={if runs::is_over(run, at) { Vec::new() } else { run.report.lines_at(at) }} />
                <p class="printed">
                    <span>{ "stdout" }</span>
                    <samp>{ printed.map_or("nothing printed yet", |line| &line.line).to_string() }</samp>
                </p>
                <div class="more-findings">
                    if shown.runs.len() > 1 || self.scenario.entry().is_some() {
                        <p>{ run.pattern.summary }</p>
                    }
                    <p class="when"><strong>{ "When to use it: " }</strong>{ run.pattern.when }</p>
                    if let Some(note) = run.pattern.note {
                        <p class="note"><strong>{ "In the talk’s code: " }</strong>{ note }</p>
                    }
                    { for run.report.findings.iter().skip(beside).map(|finding| runs::sentence(link, finding)) }
                    { chooser::presets(link, &self.scenario) }
                </div>
                <Others link={link.clone()} scenario={self.scenario.clone()} refused={self.refused.clone()}
                    chosen={self.chosen} advised={self.advisor.whole().cloned()} />
            </aside>
        }
    }
}
