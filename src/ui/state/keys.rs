//! The commands that keys give.

use super::command::{Command, Dialog};

/// A key press as the browser tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press<'a> {
    /// `KeyboardEvent.key`.
    pub key: &'a str,
    /// Whether the key is held down and repeats.
    pub repeat: bool,
    /// Whether Shift was held.
    pub shift: bool,
    /// What else was held. Such presses belong to the browser, but for undo and redo.
    pub modifier: Modifier,
    /// What has the focus.
    pub focus: Focus,
}

/// A key that is held while another is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// None, or Shift alone.
    None,
    /// Control, or Meta on a Mac.
    Control,
    /// Alt, alone or with others.
    Alt,
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
    /// A region that scrolls: the arrows, Space, Home and End scroll it. A clicker's `PageUp` and `PageDown` never do.
    Scroll,
    /// A dialog: all keys are its own.
    Dialog,
}

/// The keys and what they do, as the help shows them.
pub const HELP: [(&str, &str); 18] = [
    (
        "Space",
        "play, pause, play again; of a zoomed picture what is shown, up to its edge",
    ),
    ("← →", "move the playhead by 1% (with Shift by 10%)"),
    (", .", "to the previous or next event"),
    ("Home End", "to the beginning, to the end"),
    ("↑ ↓", "the large slider up or down"),
    (
        "Tab",
        "to a control: a slider that has the focus is moved by all arrows, Home and End",
    ),
    (
        "PageDown PageUp",
        "play or pause, play from the beginning (a clicker's keys)",
    ),
    ("+ - w s", "zoom in or out"),
    ("a d", "to the left or right of the part that is shown"),
    ("0", "the whole time axis"),
    (
        "l",
        "rows with names for some of many goroutines, or all again",
    ),
    ("Ctrl+wheel Shift+drag", "zoom a picture, move it"),
    ("Ctrl+Z Ctrl+Y", "undo, redo a change"),
    ("?", "this help"),
    ("Esc", "close it"),
    (
        "PageDown PageUp",
        "in the talk: to the next or previous step",
    ),
    ("1 2 Enter", "in the talk: to step 12"),
    ("b .", "in the talk: a black screen"),
];

/// What fingers do, as the help shows it.
pub const GESTURES: [(&str, &str); 8] = [
    ("Drag across a picture", "move the playhead"),
    ("Tap a run", "its source, its findings"),
    ("Tap a row", "the goroutine: who it is, what it waits for"),
    (
        "Double tap",
        "fit a mark or a goroutine to the time axis; give rows to some of many",
    ),
    ("Two fingers", "zoom and move the time axis"),
    ("All", "the whole time axis again"),
    ("Tap a line of Go", "who is there, and when"),
    ("⋯", "step, speed, story, live"),
];

/// What a key press leads to.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A command.
    Command(Command),
    /// The page around the frame may have a use for it.
    Host,
    /// It belongs to the browser, or to what has the focus.
    Nothing,
}

/// What a key press leads to; `framed` is whether the Lab is a frame in a slide. There, few keys are the Lab's: Space, and
/// those of the slider, the playhead or the dialog that has the focus. All others are for the deck around it.
#[must_use]
pub fn answer(press: Press, framed: bool) -> Answer {
    let own = !framed
        || press.modifier != Modifier::None
        || press.focus == Focus::Dialog
        || press.key == " "
        || (press.focus == Focus::Playhead && is_move(press.key));
    if own {
        return command(press).map_or(Answer::Nothing, Answer::Command);
    }
    let taken = match press.focus {
        Focus::Button => press.key == "Enter",
        Focus::Slider | Focus::Scroll => is_move(press.key),
        Focus::Field => !matches!(press.key, "PageUp" | "PageDown" | "Escape"),
        Focus::Page | Focus::Playhead | Focus::Dialog => false,
    };
    if !taken && is_for_decks(press.key) {
        Answer::Host
    } else {
        Answer::Nothing
    }
}

fn is_move(key: &str) -> bool {
    matches!(
        key,
        "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End"
    )
}

/// Whether decks may have a use for a key: one that writes, or that turns pages. Tab and the browser's own are not among them.
fn is_for_decks(key: &str) -> bool {
    let writes = key.chars().count() == 1;
    writes
        || is_move(key)
        || matches!(
            key,
            "PageUp" | "PageDown" | "Escape" | "Enter" | "Backspace"
        )
}

/// The command of a key press, if it has one.
#[must_use]
pub fn command(press: Press) -> Option<Command> {
    let Press {
        key,
        repeat,
        shift,
        modifier,
        focus,
    } = press;
    let modified = modifier != Modifier::None;
    let stride = if shift { 10 } else { 1 };
    let moves = is_move(key);
    let taken = match focus {
        Focus::Page => false,
        Focus::Button => key == " ",
        Focus::Slider => moves,
        Focus::Scroll => moves || key == " ",
        Focus::Field => !matches!(key, "PageUp" | "PageDown"),
        Focus::Dialog => true,
        Focus::Playhead => {
            if let (Some(hundredths), false) = (nudge_of_slider(key, stride), modified) {
                return Some(Command::Nudge { hundredths });
            }
            false
        }
    };
    if modifier == Modifier::Control && !matches!(focus, Focus::Field | Focus::Dialog) {
        // With caps lock the letter is large without Shift.
        match (key.to_ascii_lowercase().as_str(), shift) {
            ("z", false) => return Some(Command::Undo),
            ("y", _) | ("z", true) => return Some(Command::Redo),
            _ => {}
        }
    }
    // A key that is held down would flicker between playing and not.
    if taken || modified || (repeat && matches!(key, " " | "PageDown" | "PageUp" | "?")) {
        return None;
    }
    let slide = |steps| Command::Slide {
        parameter: None,
        steps,
    };
    let zoom = |steps| Command::Zoom { steps, at: None };
    let command = match key {
        " " | "PageDown" => Command::Toggle,
        "PageUp" => Command::Restart,
        "ArrowLeft" => Command::Nudge {
            hundredths: -stride,
        },
        "ArrowRight" => Command::Nudge { hundredths: stride },
        "ArrowUp" => slide(stride),
        "ArrowDown" => slide(-stride),
        "+" | "=" | "w" => zoom(1),
        "-" | "_" | "s" => zoom(-1),
        "a" => Command::Pan { hundredths: -25 },
        "d" => Command::Pan { hundredths: 25 },
        "0" => Command::Whole,
        "l" => Command::ToggleLens,
        "," => Command::Step { forward: false },
        "." => Command::Step { forward: true },
        "Home" => Command::Start,
        "End" => Command::End,
        "?" => Command::Show {
            dialog: Dialog::Help,
        },
        _ => return None,
    };
    Some(command)
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

    fn press(key: &str, focus: Focus) -> Press<'_> {
        Press {
            key,
            repeat: false,
            shift: false,
            modifier: Modifier::None,
            focus,
        }
    }

    #[track_caller]
    fn check(key: &str, focus: Focus, expected: impl Into<Option<Command>>) {
        assert_eq!(
            command(press(key, focus)),
            expected.into(),
            "{key:?} {focus:?}"
        );
    }

    fn nudge(hundredths: i64) -> Command {
        Command::Nudge { hundredths }
    }

    #[test]
    fn keys_act_on_the_page_unless_the_focus_takes_them() {
        let toggle = || Some(Command::Toggle);
        let step = || Some(Command::Step { forward: true });
        check(" ", Focus::Page, toggle());
        check(" ", Focus::Slider, toggle());
        check(" ", Focus::Button, None);
        check("ArrowRight", Focus::Page, nudge(1));
        check("ArrowRight", Focus::Slider, None);
        check("ArrowRight", Focus::Button, nudge(1));
        check(".", Focus::Page, step());
        check(".", Focus::Field, None);
        check("PageDown", Focus::Field, toggle());
        let up = Command::Slide {
            parameter: None,
            steps: 1,
        };
        check("ArrowUp", Focus::Page, Some(up));
        check("ArrowUp", Focus::Playhead, nudge(1));
        check("PageDown", Focus::Slider, toggle());
        check("PageDown", Focus::Page, toggle());
        // A click into the source gives it the focus; a clicker goes on working.
        check("PageDown", Focus::Scroll, toggle());
        check("ArrowDown", Focus::Scroll, None);
        check(".", Focus::Scroll, step());
        check("Home", Focus::Dialog, None);
        check("x", Focus::Page, None);
        let zoom = |steps| Command::Zoom { steps, at: None };
        check("+", Focus::Page, Some(zoom(1)));
        check("s", Focus::Playhead, Some(zoom(-1)));
        check("d", Focus::Page, Some(Command::Pan { hundredths: 25 }));
        check("0", Focus::Button, Some(Command::Whole));
        check("0", Focus::Field, None);
        check("l", Focus::Page, Some(Command::ToggleLens));
    }

    #[test]
    fn a_slide_keeps_few_keys_and_its_deck_gets_the_others() {
        #[track_caller]
        fn check(focus: Focus, keys: &[&str], expected: &Answer) {
            for key in keys {
                assert_eq!(
                    answer(press(key, focus), true),
                    *expected,
                    "{key} {focus:?}"
                );
            }
        }
        let toggle = Answer::Command(Command::Toggle);
        let deck = ["PageUp", "PageDown", ".", ",", "b", "f", "?", "Escape"];
        let arrows = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home"];
        for focus in [Focus::Page, Focus::Button, Focus::Slider, Focus::Playhead] {
            check(focus, &deck, &Answer::Host);
            check(focus, &["Tab", "F5", "Shift"], &Answer::Nothing);
        }
        check(Focus::Page, &arrows, &Answer::Host);
        check(Focus::Button, &arrows, &Answer::Host);
        check(Focus::Slider, &arrows, &Answer::Nothing);
        check(Focus::Playhead, &["ArrowUp"], &Answer::Command(nudge(1)));
        check(Focus::Page, &[" "], &toggle);
        check(Focus::Slider, &[" "], &toggle);
        check(Focus::Button, &[" ", "Enter"], &Answer::Nothing);
        check(Focus::Field, &["PageDown", "Escape"], &Answer::Host);
        check(Focus::Field, &["ArrowDown", "2", " "], &Answer::Nothing);
        check(Focus::Dialog, &deck, &Answer::Nothing);
        let reload = Press {
            modifier: Modifier::Control,
            ..press("r", Focus::Page)
        };
        assert_eq!(answer(reload, true), Answer::Nothing);
    }

    #[test]
    fn the_browsers_own_presses_are_left_alone() {
        let shifted = Press {
            shift: true,
            ..press("ArrowLeft", Focus::Page)
        };
        assert_eq!(command(shifted), Some(nudge(-10)));
        let modified = Press {
            modifier: Modifier::Alt,
            ..shifted
        };
        assert_eq!(command(modified), None);
    }

    #[test]
    fn control_z_undoes() {
        let held = |key, focus, shift| {
            command(Press {
                modifier: Modifier::Control,
                shift,
                ..press(key, focus)
            })
        };
        assert_eq!(held("z", Focus::Page, false), Some(Command::Undo));
        assert_eq!(held("Z", Focus::Slider, true), Some(Command::Redo));
        assert_eq!(held("Z", Focus::Page, false), Some(Command::Undo));
        assert_eq!(held("y", Focus::Button, false), Some(Command::Redo));
        assert_eq!(
            held("z", Focus::Field, false),
            None,
            "the field undoes its own text"
        );
        assert_eq!(held("c", Focus::Page, false), None);
    }
}
