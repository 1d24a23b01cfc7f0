//! The audience's window, for which alone the screen is black while there is one.

use super::Tour;

/// What became of the audience's window, as the presenter's hears it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// It is there.
    There,
    /// It is there again, after it was loaded again.
    Again,
    /// It is closed, or is being loaded again.
    Gone,
}

/// Whether the audience has a window of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum AudienceWindow {
    #[default]
    None,
    There,
    /// It was black when it went.
    WentBlack,
}

impl Tour {
    /// A window that is closed takes its black with it; one that is loaded again is as it was.
    pub(super) fn hear(&mut self, audience: Audience) {
        match (audience, self.audience) {
            (Audience::Gone, AudienceWindow::There) => {
                let went_black = std::mem::take(&mut self.is_black);
                self.audience = if went_black {
                    AudienceWindow::WentBlack
                } else {
                    AudienceWindow::None
                };
            }
            (Audience::Gone, AudienceWindow::None | AudienceWindow::WentBlack) => {}
            (Audience::Again, AudienceWindow::WentBlack) => {
                self.is_black = true;
                self.audience = AudienceWindow::There;
            }
            (Audience::There | Audience::Again, _) => self.audience = AudienceWindow::There,
        }
    }

    /// Ends the black screen, also that of a window that may come back.
    pub(super) fn end_black(&mut self) {
        self.is_black = false;
        if self.audience == AudienceWindow::WentBlack {
            self.audience = AudienceWindow::None;
        }
    }

    /// Whether the audience has a window of its own. Black is for that one alone, unless this one is the audience's.
    #[must_use]
    pub fn has_audience(&self) -> bool {
        self.audience == AudienceWindow::There
    }
}
