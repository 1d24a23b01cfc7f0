//! Colours by meaning. A shape names an ink; a theme's palette gives it a colour.

use std::fmt::Write;

/// The meaning of a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The background of everything.
    Background,
    /// A raised background, for chips.
    Panel,
    /// Hairlines: the grid, the base line.
    Line,
    /// Text.
    Text,
    /// Text of less importance.
    Muted,
    /// A working task: sleeping or in I/O.
    Working,
    /// A working task, behind its helpers.
    WorkingSoft,
    /// Running on a processor.
    Running,
    /// Runnable, waiting for a processor.
    Runnable,
    /// Waiting for another goroutine.
    Blocked,
    /// A waiting task, behind its helpers.
    BlockedSoft,
    /// Failed or killed. Never colour alone: there is always a cross or an edge.
    Failed,
    /// The background of a failed task, behind its cross.
    FailedSoft,
    /// The background of parameter values with failing runs.
    FailedGround,
    /// Cancelled.
    Cancelled,
    /// The memory curve.
    Memory,
    /// The area below the memory curve.
    MemorySoft,
    /// A limit that was not reached.
    Limit,
    /// Success.
    Good,
    /// Controlled by the user: the playhead.
    Playhead,
}

impl Ink {
    /// Every ink, in the order of a palette's colours.
    pub const ALL: [Ink; 20] = [
        Ink::Background,
        Ink::Panel,
        Ink::Line,
        Ink::Text,
        Ink::Muted,
        Ink::Working,
        Ink::WorkingSoft,
        Ink::Running,
        Ink::Runnable,
        Ink::Blocked,
        Ink::BlockedSoft,
        Ink::Failed,
        Ink::FailedSoft,
        Ink::FailedGround,
        Ink::Cancelled,
        Ink::Memory,
        Ink::MemorySoft,
        Ink::Limit,
        Ink::Good,
        Ink::Playhead,
    ];
}

/// An opaque colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// 0 to 255.
    pub red: u8,
    /// 0 to 255.
    pub green: u8,
    /// 0 to 255.
    pub blue: u8,
}

impl Colour {
    /// The colour as in CSS: `#56b4e9`.
    #[must_use]
    pub fn css(self) -> String {
        let mut text = String::with_capacity(7);
        // Writing to a String cannot fail.
        let _ = write!(text, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue);
        text
    }

    /// The colour of `0xrrggbb`.
    const fn of(rgb: u32) -> Colour {
        let [_, red, green, blue] = rgb.to_be_bytes();
        Colour { red, green, blue }
    }
}

/// A colour for every ink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    colours: [Colour; Ink::ALL.len()],
}

impl Palette {
    /// The colour of an ink.
    #[must_use]
    pub const fn colour(&self, ink: Ink) -> Colour {
        self.colours[ink as usize]
    }

    const fn of(rgb: [u32; Ink::ALL.len()]) -> Palette {
        let mut colours = [Colour::of(0); Ink::ALL.len()];
        let mut i = 0;
        while i < rgb.len() {
            colours[i] = Colour::of(rgb[i]);
            i += 1;
        }
        Palette { colours }
    }
}

/// A choice of palette.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Light on dark.
    #[default]
    Dark,
    /// Dark on light.
    Light,
    /// Light on black with stronger colours, for a projector that washes them out.
    Projector,
    /// The strongest contrast, for those who ask for it: lines and lesser text, too, stand out.
    Contrast,
}

impl Theme {
    /// Every theme.
    pub const ALL: [Theme; 4] = [Theme::Dark, Theme::Light, Theme::Projector, Theme::Contrast];

    /// What links and command lines call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Theme::Dark => "dark",
            Theme::Light => "light",
            Theme::Projector => "projector",
            Theme::Contrast => "contrast",
        }
    }

    /// The theme's colours.
    #[must_use]
    pub const fn palette(self) -> &'static Palette {
        match self {
            Theme::Dark => &DARK,
            Theme::Light => &LIGHT,
            Theme::Projector => &PROJECTOR,
            Theme::Contrast => &CONTRAST,
        }
    }
}

static DARK: Palette = Palette::of([
    0x0d_1117, 0x15_1b23, 0x2b_333d, 0xe8_eef5, 0x93_a0ae, 0x56_b4e9, 0x37_7fae, 0x2f_bf8f,
    0x8a_97a6, 0xe6_9f00, 0x8a_6420, 0xff_6b57, 0x8f_3a34, 0x36_1b1d, 0x9a_86c4, 0xc9_d3de,
    0x3c_4957, 0x93_a0ae, 0x2f_bf8f, 0xff_d166,
]);

static LIGHT: Palette = Palette::of([
    0xff_ffff, 0xf1_f4f7, 0xd8_dee5, 0x12_1a22, 0x52_606d, 0x00_72b2, 0x88_b9d8, 0x00_7a5a,
    0x6b_7885, 0xb2_6100, 0xd9_a973, 0xc2_2a12, 0xe0_9a8c, 0xfb_e6e1, 0x70_559e, 0x3a_4652,
    0xc9_d2db, 0x52_606d, 0x00_7a5a, 0x94_6200,
]);

static PROJECTOR: Palette = Palette::of([
    0x00_0000, 0x14_1a21, 0x3a_4550, 0xff_ffff, 0xb9_c4cf, 0x6c_c4f7, 0x33_79a6, 0x3f_dba6,
    0x9a_a8b6, 0xff_b31a, 0x9c_7020, 0xff_7b68, 0xa0_423a, 0x3d_1917, 0xb5_a0e0, 0xff_ffff,
    0x55_6370, 0xb9_c4cf, 0x3f_dba6, 0xff_d166,
]);

static CONTRAST: Palette = Palette::of([
    0x00_0000, 0x14_1414, 0x8c_9aa8, 0xff_ffff, 0xe4_ebf2, 0x7c_d0ff, 0x2f_7fb5, 0x5f_f0bf,
    0xc4_d0db, 0xff_c04d, 0x9c_7020, 0xff_8f80, 0xa8_4a40, 0x4a_1d1a, 0xc9_b8f0, 0xff_ffff,
    0x6b_7a88, 0xe4_ebf2, 0x5f_f0bf, 0xff_e08a,
]);

#[cfg(test)]
mod tests {
    use super::*;

    /// The contrast ratio of WCAG 2.
    fn contrast(a: Colour, b: Colour) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(colour: Colour) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * channel(colour.red)
            + 0.7152 * channel(colour.green)
            + 0.0722 * channel(colour.blue)
    }

    /// The least contrast with the background; 1 for colours that nothing is read in.
    fn least(ink: Ink) -> f64 {
        match ink {
            Ink::Text | Ink::Memory => 7.0,
            // Words have these, on their halo of the background; the letter in a badge is the background's.
            Ink::Muted | Ink::Limit | Ink::Blocked | Ink::Failed | Ink::Good | Ink::Playhead => 4.5,
            Ink::Working | Ink::Running | Ink::Runnable | Ink::Cancelled => 3.0,
            // A soft background lies behind a stronger mark, or is a large area of its own.
            Ink::WorkingSoft | Ink::BlockedSoft | Ink::FailedSoft => 2.0,
            Ink::MemorySoft => 1.4,
            Ink::Background | Ink::Panel | Ink::Line | Ink::FailedGround => 1.0,
        }
    }

    #[test]
    fn every_theme_can_be_read() {
        for theme in Theme::ALL {
            let palette = theme.palette();
            for ink in Ink::ALL {
                let ratio = contrast(palette.colour(ink), palette.colour(Ink::Background));
                assert!(ratio >= least(ink), "{theme:?} {ink:?}: {ratio:.2}");
            }
            for ink in [Ink::Text, Ink::Muted, Ink::Failed] {
                let ratio = contrast(palette.colour(ink), palette.colour(Ink::Panel));
                assert!(ratio >= 4.5, "{theme:?} {ink:?} on a panel: {ratio:.2}");
            }
        }
    }

    #[test]
    fn the_contrast_theme_is_the_strongest() {
        let palette = Theme::Contrast.palette();
        let of = |ink| contrast(palette.colour(ink), palette.colour(Ink::Background));
        assert!(of(Ink::Line) >= 3.0, "lines are seen");
        for ink in [Ink::Text, Ink::Muted, Ink::Failed, Ink::Good, Ink::Limit] {
            assert!(of(ink) >= 7.0, "{ink:?}: {:.2}", of(ink));
        }
    }

    #[test]
    fn inks_that_meet_differ_in_lightness() {
        let meet = [
            (Ink::Blocked, Ink::WorkingSoft),
            (Ink::Working, Ink::WorkingSoft),
            (Ink::Failed, Ink::FailedSoft),
        ];
        for theme in Theme::ALL {
            for (upper, lower) in meet {
                let ratio = contrast(theme.palette().colour(upper), theme.palette().colour(lower));
                assert!(ratio >= 1.5, "{theme:?} {upper:?} on {lower:?}: {ratio:.2}");
            }
        }
    }

    #[test]
    fn a_palette_follows_the_order_of_the_inks() {
        for (i, ink) in Ink::ALL.into_iter().enumerate() {
            assert_eq!(ink as usize, i);
        }
        assert_eq!(Theme::Dark.palette().colour(Ink::Working).css(), "#56b4e9");
    }
}
