//! What hands do with the page: real presses, drags and keys, which take the same way as a person's.

use crate::driver::keys::TAB;
use crate::page::Page;
use crate::reading::{PLAYHEAD, Place, Point};
use serde_json::{Value, json};

/// What presses and drags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hand {
    Mouse,
    Finger,
}

impl Page {
    /// Clicks on the control of a name.
    #[track_caller]
    pub(crate) fn click(&self, control: &str) {
        self.click_one_of(&format!("controls({})", json!(control)));
    }

    /// Chooses a line of a list, which then shows its first line again.
    #[track_caller]
    pub(crate) fn choose(&self, list: &str, value: &str) {
        self.choose_and_see(list, value, "");
    }

    /// Chooses a line of a list, and sees which line it shows then.
    #[track_caller]
    pub(crate) fn choose_and_see(&self, list: &str, value: &str, shown: &str) {
        let after: String = self.read(&format!(
            "const [list] = controls({}).filter(control => control.matches('select'));
             list.value = {};
             list.dispatchEvent(new Event('change', {{ bubbles: true }}));
             return list.value",
            json!(list),
            json!(value)
        ));
        assert_eq!(after, shown, "{list} shows this after {value}");
    }

    #[track_caller]
    fn click_one_of(&self, controls: &str) {
        let places: Vec<Place> = self.read(&format!("return {controls}.map(target).map(place)"));
        match places.as_slice() {
            [place] => self.drag(Hand::Mouse, &[place.middle()]),
            _ => panic!("{controls} are {} and not one", places.len()),
        }
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
        let button = if kind == "mouseMoved" && buttons == 0 {
            "none"
        } else {
            "left"
        };
        let at = self.in_window(point);
        self.session().devtools("Input.dispatchMouseEvent", &json!({
            "type": kind, "x": at.x, "y": at.y, "button": button, "buttons": buttons, "clickCount": 1,
        }));
        self.mouse_at().set(point);
    }

    #[track_caller]
    fn touch(&self, kind: &str, point: Option<Point>) {
        let points: Vec<Value> = point
            .map(|point| self.in_window(point))
            .map(|at| json!({ "x": at.x, "y": at.y }))
            .into_iter()
            .collect();
        self.session().devtools(
            "Input.dispatchTouchEvent",
            &json!({ "type": kind, "touchPoints": points }),
        );
    }

    /// Presses keys, one after the other.
    #[track_caller]
    pub(crate) fn keys(&self, keys: &[&str]) {
        let steps: Vec<Value> = keys
            .iter()
            .flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key })))
            .collect();
        self.session()
            .act(&json!({ "type": "key", "id": "keyboard", "actions": steps }));
    }

    /// Puts the cursor into the field of a label and selects what is there.
    #[track_caller]
    pub(crate) fn focus_field(&self, label: &str) {
        let focused: bool = self.read(&format!(
            "const field = controls({}).find(control => control.type === 'text'); field?.focus(); field?.select();
             return document.activeElement === field",
            json!(label)
        ));
        assert!(focused, "there is a field {label}");
    }

    /// Replaces what stands in a field, and leaves it.
    #[track_caller]
    pub(crate) fn type_into(&self, label: &str, text: &str) {
        self.focus_field(label);
        let letters: Vec<String> = text.chars().map(String::from).collect();
        let letters = letters.iter().map(String::as_str);
        self.keys(&letters.chain([TAB]).collect::<Vec<_>>());
    }

    /// Gives an element the focus, as the Tab key would.
    #[track_caller]
    pub(crate) fn focus(&self, selector: &str) {
        let focused: bool = self.read(&format!(
            "const element = all({}).find(shown); element.focus(); return document.activeElement === element",
            json!(selector)
        ));
        assert!(focused, "{selector} takes the focus");
    }

    /// Clicks on the playhead's axis at a part of its length.
    #[track_caller]
    pub(crate) fn seek(&self, part: f64) {
        self.drag(Hand::Mouse, &[self.place(PLAYHEAD).at(part)]);
    }
}
