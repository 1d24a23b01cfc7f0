//! The options in words.

/// The description of an option, for readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionHelp {
    /// Its name in links.
    pub name: &'static str,
    /// The allowed values, in words.
    pub allowed: &'static str,
    /// What holds without it.
    pub default: &'static str,
    /// What it does.
    pub help: &'static str,
}

/// Every option, in the order in which links hold them.
pub const OPTIONS: [OptionHelp; 30] = [
    OptionHelp {
        name: "controls",
        allowed: "full, minimal or none",
        default: "full",
        help: "The controls below the runs: the slider and the transport; play, the moment and the slider alone; none",
    },
    OptionHelp {
        name: "show",
        allowed: "one or more of title, runs, findings, legend, code, slider and curve, between commas",
        default: "runs,slider,curve",
        help: "The parts of a frame besides the transport",
    },
    OptionHelp {
        name: "theme",
        allowed: "auto, dark, light or contrast",
        default: "auto",
        help: "The colours; auto follows the system",
    },
    OptionHelp {
        name: "autoplay",
        allowed: "1 or 0",
        default: "1, and 0 for those who want no motion",
        help: "Whether it plays by itself",
    },
    OptionHelp {
        name: "at",
        allowed: "a moment such as 120ms or 1.5s",
        default: "the beginning",
        help: "The moment shown first",
    },
    OptionHelp {
        name: "speed",
        allowed: "a number from 0.001 to 1000",
        default: "so that it takes about ten seconds, but not slower than real time",
        help: "Virtual seconds in a second of the viewer's",
    },
    OptionHelp {
        name: "loop",
        allowed: "1 or 0",
        default: "0",
        help: "Whether it plays again when it has ended",
    },
    OptionHelp {
        name: "scale",
        allowed: "a whole number of percent from 50 to 300",
        default: "100",
        help: "The size of all type and controls",
    },
    OptionHelp {
        name: "pause-at",
        allowed: "up to 50 moments such as 78ms or 1.5s, between commas",
        default: "none",
        help: "The moments at which playback stops",
    },
    OptionHelp {
        name: "from",
        allowed: "a moment such as 350ms",
        default: "the beginning",
        help: "The moment at the left edge of the pictures",
    },
    OptionHelp {
        name: "to",
        allowed: "a moment such as 620ms",
        default: "the end of the longest run",
        help: "The moment at the right edge of the pictures",
    },
    OptionHelp {
        name: "sel",
        allowed: "the number of a goroutine, from 1; main is 1",
        default: "none",
        help: "The goroutine of the chosen run whose flows are shown: whom it started and woke, and who woke it",
    },
    OptionHelp {
        name: "object",
        allowed: "the number of a channel or lock, from 1, in the order of the trace",
        default: "none",
        help: "The channel or lock of the chosen run that is inspected, where no goroutine is: what is in it, who holds it, who waits",
    },
    OptionHelp {
        name: "lens",
        allowed: "the number of a row, from 1",
        default: "none: all goroutines are shown",
        help: "The first of the rows with names that are shown of the chosen run, where its goroutines are too many for a row each",
    },
    OptionHelp {
        name: "title",
        allowed: "up to 80 characters that can be seen",
        default: "the scenario's",
        help: "The title",
    },
    OptionHelp {
        name: "spoil",
        allowed: "1 or 0",
        default: "0",
        help: "Whether results are shown before the playhead comes to them",
    },
    OptionHelp {
        name: "pace",
        allowed: "even or story",
        default: "even",
        help: "Story plays a stretch that is too short to see in eight seconds, and the rest in four",
    },
    OptionHelp {
        name: "size",
        allowed: "auto, normal or stage",
        default: "auto",
        help: "The size of type and code; stage is for the back row, and auto chooses it from a width of 1600 pixels on",
    },
    OptionHelp {
        name: "predict",
        allowed: "1 or 0, or nothing behind it",
        default: "0",
        help: "Asks for a guess before the runs are played: how long the chosen run takes and, of several, which one fails",
    },
    OptionHelp {
        name: "allow-origin",
        allowed: "up to 10 origins such as https://slides.example, or null for a file, between commas",
        default: "the page's own",
        help: "The pages around a frame that may give it every command; the others may only play, pause, seek, step and read",
    },
    OptionHelp {
        name: "audience",
        allowed: "the number of a pair of windows, from 1",
        default: "none",
        help: "Makes this an audience window, which follows the window that opened it",
    },
    OptionHelp {
        name: "talk",
        allowed: "the form of the talk, such as 25 or 35, or nothing behind it for the first; or the path of a talk’s file beside the page, such as talks/mine.md; or a talk’s text, as Share writes it behind #",
        default: "none",
        help: "Shows the talk, step by step",
    },
    OptionHelp {
        name: "step",
        allowed: "a step's number, its name, or a place such as slide 5",
        default: "the first step",
        help: "The step or card of the talk that is shown",
    },
    OptionHelp {
        name: "slide",
        allowed: "a number, from 1",
        default: "none",
        help: "The step or card that covers a slide of the talk's documents",
    },
    OptionHelp {
        name: "diagram",
        allowed: "a number, from 1",
        default: "none",
        help: "The step or card that covers a diagram of the talk's documents",
    },
    OptionHelp {
        name: "question",
        allowed: "a number, from 1",
        default: "none",
        help: "The step or card that covers a question of the talk's documents",
    },
    OptionHelp {
        name: "advanced",
        allowed: "a number, from 1",
        default: "none",
        help: "The step or card that covers an advanced pattern of the talk's documents",
    },
    OptionHelp {
        name: "section",
        allowed: "a number, from 1",
        default: "none",
        help: "The step or card that covers a section of the talk's documents",
    },
    OptionHelp {
        name: "approach",
        allowed: "a number, from 1",
        default: "none",
        help: "The step or card that covers an approach of the talk's documents",
    },
    OptionHelp {
        name: "embed",
        allowed: "1 or 0, or nothing behind it",
        default: "0",
        help: "Only what a slide needs",
    },
];
