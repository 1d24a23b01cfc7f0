//! What a finger on a slider or a picture is about to do.

/// How far a finger moves sideways before that is a drag, in CSS pixels. A finger that moves more up or down scrolls.
const SLOP: f64 = 8.0;

/// What a pointer that is down may do. Places are in CSS pixels of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Finger {
    /// It acts wherever it is: a mouse, or no pointer at all.
    #[default]
    Free,
    /// It came down here, and may still be about to scroll the page.
    Undecided {
        /// From the left edge.
        x: f64,
        /// From the upper edge.
        y: f64,
    },
    /// It moves sideways.
    Drags,
    /// It scrolls the page, or zooms it together with another.
    Elsewhere,
}

impl Finger {
    /// After a pointer came down. `first` is whether it is the only one; only a mouse is known to be about to act.
    #[must_use]
    pub fn down(mouse: bool, first: bool, x: f64, y: f64) -> Finger {
        match (mouse, first) {
            (_, false) => Finger::Elsewhere,
            (true, true) => Finger::Free,
            (false, true) => Finger::Undecided { x, y },
        }
    }

    /// After it moved to a place.
    #[must_use]
    pub fn moved(self, to_x: f64, to_y: f64) -> Finger {
        match self {
            Finger::Undecided { x, y } => {
                let (across, down) = ((to_x - x).abs(), (to_y - y).abs());
                if across >= SLOP && across >= down {
                    Finger::Drags
                } else {
                    self
                }
            }
            Finger::Free | Finger::Drags | Finger::Elsewhere => self,
        }
    }

    /// Whether what it does is meant for the slider or the picture.
    #[must_use]
    pub fn acts(self) -> bool {
        matches!(self, Finger::Free | Finger::Drags)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(down: Finger, moves: &[(f64, f64)], acts: bool) {
        let now = moves
            .iter()
            .fold(down, |finger, (x, y)| finger.moved(*x, *y));
        assert_eq!(now.acts(), acts, "{down:?} {moves:?}");
    }

    #[test]
    fn a_finger_acts_once_it_has_moved_sideways() {
        let finger = Finger::down(false, true, 100.0, 100.0);
        check(finger, &[], false);
        check(finger, &[(104.0, 100.0)], false);
        check(finger, &[(109.0, 104.0)], true);
        check(finger, &[(109.0, 140.0)], false);
        check(finger, &[(109.0, 104.0), (109.0, 300.0)], true);
        check(finger, &[(91.0, 100.0), (100.0, 100.0)], true);
    }

    #[test]
    fn a_mouse_acts_at_once_and_a_second_finger_never() {
        check(Finger::down(true, true, 0.0, 0.0), &[], true);
        check(Finger::down(false, false, 0.0, 0.0), &[(90.0, 0.0)], false);
    }
}
