//! A bar on the terminal for work that takes over a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::Duration;

/// The time after which a user wants to see that something happens.
const PATIENCE: Duration = Duration::from_secs(1);

/// The progress of some work, shown on the standard error once it has taken a second. Nothing is shown where that is no
/// terminal, and no colours if `NO_COLOR` is set.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    target: fn() -> ProgressDrawTarget,
}

impl Progress {
    /// Work of so many steps.
    pub(super) fn of(steps: usize) -> Progress {
        Progress::with_target(steps, ProgressDrawTarget::stderr)
    }

    fn with_target(steps: usize, target: fn() -> ProgressDrawTarget) -> Progress {
        let hidden = ProgressDrawTarget::hidden();
        let bar = ProgressBar::with_draw_target(Some(steps as u64), hidden);
        let style = ProgressStyle::with_template("{bar:30.cyan} {pos} of {len} {wide_msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Progress { bar, target }
    }

    /// Says what is going to be done, without waiting for a second.
    pub(super) fn announce(&self, what: &str) {
        self.bar.set_message(String::from(what));
        self.bar.set_draw_target((self.target)());
        self.bar.tick();
    }

    /// A step is done.
    pub(super) fn step(&self) {
        self.bar.inc(1);
        self.show();
    }

    /// Something has been done of the step that `what` is.
    pub(super) fn tick(&self, what: &str) {
        if self.is_shown() {
            self.bar.set_message(String::from(what));
            self.bar.tick();
        } else {
            self.show();
        }
    }

    fn is_shown(&self) -> bool {
        !self.bar.is_hidden()
    }

    fn show(&self) {
        if !self.is_shown() && self.bar.elapsed() >= PATIENCE {
            self.bar.set_draw_target((self.target)());
        }
    }
}

impl Drop for Progress {
    /// Leaves nothing of the bar behind.
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use indicatif::InMemoryTerm;
    use std::sync::OnceLock;

    fn terminal() -> &'static InMemoryTerm {
        static TERMINAL: OnceLock<InMemoryTerm> = OnceLock::new();
        TERMINAL.get_or_init(|| InMemoryTerm::new(5, 80))
    }

    #[test]
    fn a_bar_is_shown_after_a_second_and_then_removed() {
        let target = || ProgressDrawTarget::term_like(Box::new(terminal().clone()));
        let progress = Progress::with_target(4, target);
        progress.step();
        progress.tick("Batched");
        assert_eq!(terminal().contents(), "", "nothing before a second is over");
        let progress = Progress {
            bar: progress.bar.clone().with_elapsed(PATIENCE),
            target,
        };
        progress.step();
        progress.tick("Batched");
        let shown = terminal().contents();
        assert!(shown.ends_with("2 of 4 Batched"), "{shown:?}");
        drop(progress);
        assert_eq!(terminal().contents(), "");
    }

    #[test]
    fn much_work_is_named_before_it_is_begun() {
        fn terminal() -> &'static InMemoryTerm {
            static TERMINAL: OnceLock<InMemoryTerm> = OnceLock::new();
            TERMINAL.get_or_init(|| InMemoryTerm::new(5, 80))
        }
        let target = || ProgressDrawTarget::term_like(Box::new(terminal().clone()));
        let progress = Progress::with_target(4, target);
        progress.announce("10,000 tasks");
        let shown = terminal().contents();
        assert!(shown.ends_with("0 of 4 10,000 tasks"), "{shown:?}");
    }
}
