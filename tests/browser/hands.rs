//! What hands do with the page: real presses, drags and keys, which take the same way as a person's.

use crate::page::Page;
use crate::reading::{PLAYHEAD, Point};
use serde_json::{Value, json};

/// Keys that are not characters, as the protocol writes them.
pub(crate) mod keys {
    pub(crate) const BACKSPACE: char = '\u{e003}';
    pub(crate) const ENTER: char = '\u{e007}';
    pub(crate) const ESCAPE: char = '\u{e00c}';
    pub(crate) const END: char = '\u{e010}';
    pub(crate) const HOME: char = '\u{e011}';
    pub(crate) const LEFT: char = '\u{e012}';
    pub(crate) const UP: char = '\u{e013}';
    pub(crate) const RIGHT: char = '\u{e014}';
    pub(crate) const DOWN: char = '\u{e015}';
    pub(crate) const PAGE_DOWN: char = '\u{e00f}';
    pub(crate) const PAGE_UP: char = '\u{e00e}';
    pub(crate) const TAB: char = '\u{e004}';
}

use keys::TAB;

/// The bits of the protocol for Control and Shift.
const CONTROL: u32 = 2;
const SHIFT: u32 = 8;

/// What presses and drags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hand {
    Mouse,
    Finger,
}

impl Page {
    /// Clicks on the one control of a name, once it can be seen and rests.
    #[track_caller]
    pub(crate) fn click(&self, control: &str) {
        let only = format!(
            "(found => found.length === 1 ? target(found[0]) : null)(controls({}))",
            json!(control)
        );
        let place = self.place_of(&format!("the one control {control}"), &only);
        self.drag(Hand::Mouse, &[place.middle()]);
    }

    /// Chooses a line of a list, which then shows its first line again or, where no line is left, is gone.
    #[track_caller]
    pub(crate) fn choose(&self, list: &str, value: &str) {
        self.choose_and_see(list, value, "");
    }

    /// Chooses a line of a list, and sees which line it shows then.
    #[track_caller]
    pub(crate) fn choose_and_see(&self, list: &str, value: &str, shown: &str) {
        let (name, line) = (json!(list), json!(value));
        let find =
            format!("const list = controls({name}).find(control => control.matches('select'))");
        let choose = format!(
            "{find};
             if (![...list?.options ?? []].some(option => option.value === {line})) return null;
             list.value = {line};
             list.dispatchEvent(new Event('change', {{ bubbles: true }}));
             return true"
        );
        self.read(&format!("the line {value} of {list}"), choose)
            .holds();
        self.read::<String>(list, format!("{find}; return list?.value ?? ''"))
            .is(shown);
    }

    /// Presses at the first point, moves over the others and lets go at the last.
    #[track_caller]
    pub(crate) fn drag(&self, hand: Hand, points: &[Point]) {
        self.press(hand, points);
        self.release(hand);
    }

    /// Presses at the first point and moves over the others, without letting go.
    #[track_caller]
    pub(crate) fn press(&self, hand: Hand, points: &[Point]) {
        let (first, others) = points.split_first().expect("a press is somewhere");
        match hand {
            Hand::Mouse => {
                self.mouse("mouseMoved", *first, 0);
                self.mouse("mousePressed", *first, 1);
            }
            Hand::Finger => self.touch("touchStart", Some(*first)),
        }
        for point in others {
            self.move_to(hand, *point);
        }
    }

    /// Taps twice at a place, as fast as a double click is.
    #[track_caller]
    pub(crate) fn double_tap(&self, hand: Hand, point: Point) {
        if hand == Hand::Finger {
            for _ in 0..2 {
                self.drag(hand, &[point]);
            }
            return;
        }
        self.mouse("mouseMoved", point, 0);
        for count in 1..=2 {
            self.mouse_times("mousePressed", point, 1, count);
            self.mouse_times("mouseReleased", point, 0, count);
        }
    }

    /// Presses with two fingers at the first pair of points, moves them over the others, and lets go.
    #[track_caller]
    pub(crate) fn drag_two(&self, pairs: &[[Point; 2]]) {
        for (place, pair) in pairs.iter().enumerate() {
            let kind = if place == 0 {
                "touchStart"
            } else {
                "touchMove"
            };
            self.touches(kind, pair);
        }
        self.touches("touchEnd", &[]);
    }

    /// Drags the mouse with Shift held down.
    #[track_caller]
    pub(crate) fn drag_with_shift(&self, points: &[Point]) {
        self.modifiers().set(SHIFT);
        self.drag(Hand::Mouse, points);
        self.modifiers().set(0);
    }

    /// Turns the wheel with Control held down: a trackpad's pinch comes as the same. `down` is in CSS pixels.
    #[track_caller]
    pub(crate) fn wheel_with_control(&self, point: Point, down: f64) {
        let at = self.in_window(point);
        self.session().devtools("Input.dispatchMouseEvent", &json!({
            "type": "mouseWheel", "x": at.x, "y": at.y, "deltaX": 0, "deltaY": down, "modifiers": CONTROL,
        }));
    }

    /// Moves on, while pressed.
    #[track_caller]
    pub(crate) fn move_to(&self, hand: Hand, point: Point) {
        match hand {
            Hand::Mouse => self.mouse("mouseMoved", point, 1),
            Hand::Finger => self.touch("touchMove", Some(point)),
        }
    }

    /// Lets go.
    #[track_caller]
    pub(crate) fn release(&self, hand: Hand) {
        match hand {
            Hand::Mouse => self.mouse("mouseReleased", self.mouse_at().get(), 0),
            Hand::Finger => self.touch("touchEnd", None),
        }
    }

    /// The browser's own input, since the driver's actions forget between two commands that the mouse is pressed.
    #[track_caller]
    fn mouse(&self, kind: &str, point: Point, buttons: u32) {
        self.mouse_times(kind, point, buttons, 1);
    }

    /// The same for one of several clicks that follow each other, by its number.
    #[track_caller]
    fn mouse_times(&self, kind: &str, point: Point, buttons: u32, clicks: u32) {
        let button = if kind == "mouseMoved" && buttons == 0 {
            "none"
        } else {
            "left"
        };
        let at = self.in_window(point);
        self.session().devtools("Input.dispatchMouseEvent", &json!({
            "type": kind, "x": at.x, "y": at.y, "button": button, "buttons": buttons, "clickCount": clicks,
            "modifiers": self.modifiers().get(),
        }));
        self.mouse_at().set(point);
    }

    #[track_caller]
    fn touch(&self, kind: &str, point: Option<Point>) {
        self.touches(kind, point.as_slice());
    }

    #[track_caller]
    fn touches(&self, kind: &str, points: &[Point]) {
        let points: Vec<Value> = points
            .iter()
            .map(|point| self.in_window(*point))
            .map(|at| json!({ "x": at.x, "y": at.y }))
            .collect();
        self.session().devtools(
            "Input.dispatchTouchEvent",
            &json!({ "type": kind, "touchPoints": points }),
        );
    }

    /// Presses keys, one after the other.
    #[track_caller]
    pub(crate) fn keys(&self, keys: &[char]) {
        self.session().keys(keys);
    }

    /// Puts the cursor into the field of a label and selects what is there.
    #[track_caller]
    pub(crate) fn focus_field(&self, label: &str) {
        let focus = format!(
            "const field = controls({}).find(control => control.type === 'text'); field?.focus(); field?.select();
             return field !== undefined && document.activeElement === field",
            json!(label)
        );
        self.read(&format!("that the field {label} has the focus"), focus)
            .holds();
    }

    /// Replaces what stands in a field, and leaves it.
    #[track_caller]
    pub(crate) fn type_into(&self, label: &str, text: &str) {
        self.focus_field(label);
        self.keys(&text.chars().chain([TAB]).collect::<Vec<_>>());
    }

    /// Gives an element the focus, as the Tab key would.
    #[track_caller]
    pub(crate) fn focus(&self, selector: &str) {
        let focus = format!(
            "const element = all({}).find(shown); element?.focus();
             return element !== undefined && document.activeElement === element",
            json!(selector)
        );
        self.read(&format!("that {selector} has the focus"), focus)
            .holds();
    }

    /// Clicks on the playhead's axis at a part of its length.
    #[track_caller]
    pub(crate) fn seek(&self, part: f64) {
        self.drag(Hand::Mouse, &[self.place(PLAYHEAD).at(part)]);
    }
}
