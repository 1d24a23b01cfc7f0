//! What the keys do.

/// A key press as the browser tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press<'a> {
    /// `KeyboardEvent.key`.
    pub key: &'a str,
    /// Whether the key is held down and repeats.
    pub repeat: bool,
    /// Whether Shift was held.
    pub shift: bool,
    /// Whether Control, Alt or Meta was held: such presses belong to the browser.
    pub modified: bool,
    /// What has the focus.
    pub focus: Focus,
}

/// What has the focus, as far as keys care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// Nothing that takes keys.
    Page,
    /// A button, a link or a disclosure: Space and Enter are its own.
    Button,
    /// A slider: the arrows, Home and End are its own. A clicker's `PageUp` and `PageDown` never are.
    Slider,
    /// A field or a list: all keys are its own but a clicker's `PageUp` and `PageDown`.
    Field,
    /// The playhead, a slider on the time axis: all arrows are its own.
    Playhead,
    /// A region that scrolls: the arrows, Space, Home, End, `PageUp` and `PageDown` scroll it.
    Scroll,
    /// A dialog: all keys are its own.
    Dialog,
}

/// What the page does at a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Play or pause.
    Toggle,
    /// From the beginning.
    Restart,
    /// Move the moment by hundredths of the whole.
    Nudge(i64),
    /// To the next event (`true`) or the previous one.
    Step(bool),
    /// To the beginning.
    Start,
    /// To the end.
    End,
    /// The large slider, by steps.
    Slide(i64),
    /// Show the help.
    Help,
}

/// The keys and what they do, as the help shows them.
pub const HELP: [(&str, &str); 8] = [
    ("Space", "play, pause, play again"),
    ("← →", "move the playhead by 1% (with Shift by 10%)"),
    (", .", "to the previous or next event"),
    ("Home End", "to the beginning, to the end"),
    ("↑ ↓", "the large slider up or down"),
    (
        "PageDown PageUp",
        "play or pause, play from the beginning (a clicker's keys)",
    ),
    ("?", "this help"),
    ("Esc", "close it"),
];

/// The action of a key press, if it has one.
#[must_use]
pub fn action(press: Press) -> Option<Action> {
    let Press {
        key,
        repeat,
        shift,
        modified,
        focus,
    } = press;
    let stride = if shift { 10 } else { 1 };
    let moves = matches!(
        key,
        "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End"
    );
    let taken = match focus {
        Focus::Page => false,
        Focus::Button => key == " ",
        Focus::Slider => moves,
        Focus::Scroll => moves || matches!(key, " " | "PageUp" | "PageDown"),
        Focus::Field => !matches!(key, "PageUp" | "PageDown"),
        Focus::Dialog => true,
        Focus::Playhead => {
            if let Some(hundredths) = nudge_of_slider(key, stride) {
                return Some(Action::Nudge(hundredths));
            }
            false
        }
    };
    // A key that is held down would flicker between playing and not.
    if taken || modified || (repeat && matches!(key, " " | "PageDown" | "PageUp" | "?")) {
        return None;
    }
    let action = match key {
        " " | "PageDown" => Action::Toggle,
        "PageUp" => Action::Restart,
        "ArrowLeft" => Action::Nudge(-stride),
        "ArrowRight" => Action::Nudge(stride),
        "ArrowUp" => Action::Slide(stride),
        "ArrowDown" => Action::Slide(-stride),
        "," => Action::Step(false),
        "." => Action::Step(true),
        "Home" => Action::Start,
        "End" => Action::End,
        "?" => Action::Help,
        _ => return None,
    };
    Some(action)
}

/// What the upright arrows do to a slider that is the playhead; the others do the same everywhere.
fn nudge_of_slider(key: &str, stride: i64) -> Option<i64> {
    match key {
        "ArrowUp" => Some(stride),
        "ArrowDown" => Some(-stride),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(key: &str, focus: Focus, expected: Option<Action>) {
        assert_eq!(
            action(Press {
                key,
                repeat: false,
                shift: false,
                modified: false,
                focus
            }),
            expected,
            "{key:?} {focus:?}"
        );
    }

    #[test]
    fn keys_act_on_the_page_unless_the_focus_takes_them() {
        check(" ", Focus::Page, Some(Action::Toggle));
        check(" ", Focus::Slider, Some(Action::Toggle));
        check(" ", Focus::Button, None);
        check("ArrowRight", Focus::Page, Some(Action::Nudge(1)));
        check("ArrowRight", Focus::Slider, None);
        check("ArrowRight", Focus::Button, Some(Action::Nudge(1)));
        check(".", Focus::Page, Some(Action::Step(true)));
        check(".", Focus::Field, None);
        check("PageDown", Focus::Field, Some(Action::Toggle));
        check("ArrowUp", Focus::Page, Some(Action::Slide(1)));
        check("ArrowUp", Focus::Playhead, Some(Action::Nudge(1)));
        check("PageDown", Focus::Slider, Some(Action::Toggle));
        check("PageDown", Focus::Page, Some(Action::Toggle));
        check("PageDown", Focus::Scroll, None);
        check(".", Focus::Scroll, Some(Action::Step(true)));
        check("Home", Focus::Dialog, None);
        check("a", Focus::Page, None);
    }

    #[test]
    fn the_browsers_own_presses_are_left_alone() {
        let press = Press {
            key: "ArrowLeft",
            repeat: false,
            shift: true,
            modified: true,
            focus: Focus::Page,
        };
        assert_eq!(action(press), None);
        assert_eq!(
            action(Press {
                modified: false,
                ..press
            }),
            Some(Action::Nudge(-10))
        );
    }
}
