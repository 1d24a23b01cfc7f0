//! Whether somebody can see a frame in a deck.

/// Whether a frame can be seen, and what it does when it is seen again.
///
/// A deck loads its frames before their slides are shown. What would play in the meantime waits until it is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Presence {
    hidden_by: HiddenBy,
    /// Whether it plays as soon as it is seen.
    pub(super) resumes: bool,
}

/// What keeps the frame from being seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct HiddenBy {
    /// The browser says that no part of the frame is on the screen.
    browser: bool,
    /// The deck says that the frame's slide is not the one shown.
    deck: bool,
    /// The page around the frame says that its style hides the frame.
    style: bool,
}

/// What says whether a frame is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// The browser: whether a part of the frame is on the screen.
    Seen(bool),
    /// The deck around the frame: whether its slide is shown.
    Slide(bool),
    /// The page around the frame: whether its style shows the frame. What a deck says of its slides is another matter: a slide
    /// that fades out is still to be seen, and no longer the one shown.
    Style(bool),
}

impl Presence {
    /// Whether nobody is there to see it play.
    pub(super) fn is_away(self) -> bool {
        self.hidden_by != HiddenBy::default()
    }

    pub(super) fn change(&mut self, sight: Sight) {
        match sight {
            Sight::Seen(is_seen) => self.hidden_by.browser = !is_seen,
            Sight::Slide(is_shown) => self.hidden_by.deck = !is_shown,
            Sight::Style(shows) => self.hidden_by.style = !shows,
        }
    }
}
