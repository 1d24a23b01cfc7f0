//! The text form of commands, and the page of the docs that is made from it.

use super::*;
use crate::talk::TalkFile;

/// Every command once, with the row of `docs/commands.md` that explains it. `Command::history` fails to compile for a
/// variant that it does not know, and `every_command_is_documented` for one that is missing here.
#[expect(clippy::too_many_lines, reason = "a row for each command")]
fn examples() -> Vec<(Command, &'static str)> {
    let batch = Key::Batch;
    vec![
        (
            Command::Open {
                link: String::from("scenario=ci-auto-trigger&batch=8"),
            },
            "Opens a link: a query string, with or without its `?`, or a whole address",
        ),
        (
            Command::Set {
                parameter: batch,
                value: String::from("8"),
            },
            "Sets a parameter; the value is written as in a link. One that is not allowed changes nothing, and the page says why",
        ),
        (
            Command::Intervene {
                changes: vec![
                    (Key::Kill, String::from("2")),
                    (Key::KillAt, String::from("1.2s")),
                ],
            },
            "Changes what happens from a moment on, and keeps the runs that are shown behind the new ones",
        ),
        (
            Command::Keep,
            "Keeps the runs that are shown, to see later ones before them",
        ),
        (Command::Forget, "Keeps no runs any more"),
        (
            Command::Slide {
                parameter: Some(batch),
                steps: -1,
            },
            "Moves a parameter by steps of its slider; without `parameter`, the one on the large slider",
        ),
        (
            Command::Slider { parameter: batch },
            "Puts a parameter on the large slider",
        ),
        (
            Command::Axis { linear: true },
            "Makes the axis of the large slider linear or logarithmic",
        ),
        (
            Command::Add {
                pattern: pattern("worker-pool"),
            },
            "Adds a pattern to the comparison, and shows its source",
        ),
        (
            Command::Remove {
                pattern: pattern("naive"),
            },
            "Takes a pattern out of the comparison",
        ),
        (
            Command::Reset,
            "Goes back to the talk's, or the pattern's, own values",
        ),
        (Command::Undo, "Takes the last change of the scenario back"),
        (Command::Redo, "Makes it again"),
        (
            Command::Choose {
                pattern: pattern("batched"),
            },
            "Shows the source and the findings of a run",
        ),
        (
            Command::Program {
                source: String::from("package main\n\nfunc main() {}\n"),
                schedule: String::new(),
                compared: true,
                origin: Some(Origin(pattern("batched"))),
                settings: BTreeMap::new(),
            },
            "Runs a Go program of your own; `schedule` is one that the search has found, `compared` puts it beside the runs of the scenario, `origin` is the pattern whose program was edited, `settings` are as for `setting`",
        ),
        (
            Command::Edit {
                source: String::from("package main\n\nfunc main() {}\n"),
            },
            "Changes the text of that program, which then runs in the usual schedule",
        ),
        (
            Command::Setting {
                setting: String::from("go.workers"),
                value: Some(String::from("8")),
            },
            "Sets a flag of that program (`go.workers`), its seed (`go-seed`) or which of them the large slider moves (`go-slider`), as in a link; without a value, the program's own",
        ),
        (Command::ChooseProgram, "Shows the source of that program"),
        (Command::CloseProgram, "Closes that program"),
        (
            Command::Play,
            "Plays; from the beginning, if the end is shown",
        ),
        (Command::Pause, "Stops the playhead where it is"),
        (Command::Toggle, "Plays or pauses"),
        (Command::Restart, "Plays from the beginning"),
        (
            Command::Seek {
                at: Time(1_200_000_000),
            },
            "Shows a moment, in nanoseconds of virtual time, and pauses",
        ),
        (Command::Start, "Shows the beginning"),
        (Command::End, "Shows the end"),
        (
            Command::Zoom {
                steps: 2,
                at: Some(Time(400_000_000)),
            },
            "Shows a part of the time axis that is 80% as long for each step; `at` keeps its place, the middle without it",
        ),
        (
            Command::Pan { hundredths: -25 },
            "Moves the part that is shown by hundredths of its length",
        ),
        (
            Command::Pace { story: true },
            "Plays stretches that are too short to see slowly and the rest quickly; with `false`, all at one speed",
        ),
        (
            Command::Ask,
            "Asks for a guess before the runs are played; what would answer it is not shown meanwhile",
        ),
        (
            Command::Guess {
                pattern: pattern("batched"),
                at: Time(2_000_000_000),
            },
            "Guesses how long a run takes, while that is asked",
        ),
        (
            Command::GuessFailing {
                pattern: pattern("unbounded"),
            },
            "Guesses which run fails, while that is asked",
        ),
        (
            Command::GuessNoneFails,
            "Guesses that no run fails, while that is asked",
        ),
        (
            Command::Unasked,
            "Goes on without a guess, or takes it away",
        ),
        (
            Command::Size { stage: true },
            "Chooses the size of type and code: for a stage or, with `false`, for a reader",
        ),
        (
            Command::Fit {
                from: Time(350_000_000),
                to: Time(620_000_000),
            },
            "Shows the part of the time axis between two moments",
        ),
        (Command::Whole, "Shows the whole time axis"),
        (
            Command::Select { goroutine: Some(3) },
            "Shows whom a goroutine of the chosen run started and woke, and who woke it; without a number, of none",
        ),
        (
            Command::Object { object: Some(5) },
            "Shows what is in a channel of the chosen run or who holds a lock, and who waits for it; without a number, of none",
        ),
        (
            Command::Lens { row: Some(41) },
            "Shows goroutines of the chosen run in rows with their names, from this row on, where all of them have no room; without a number, all again",
        ),
        (
            Command::ToggleLens,
            "Shows such rows from the first on, or all goroutines again",
        ),
        (
            Command::Line { line: Some(27) },
            "Shows in the picture which goroutines are, were and will be at a line of the source; without a number, of none",
        ),
        (
            Command::Divide { hundredths: 45 },
            "Moves the divider: the source's side takes so many hundredths of the page's width, 20 to 75",
        ),
        (
            Command::Nudge { hundredths: -10 },
            "Moves the playhead by hundredths of the whole, and pauses",
        ),
        (
            Command::Step { forward: true },
            "Moves the playhead to the next or the previous event, and pauses",
        ),
        (
            Command::Speed {
                thousandths: Speed(500),
            },
            "Chooses the speed of playback; 1000 is real time",
        ),
        (
            Command::Live,
            "Runs the chosen program on the browser's own clock, or stops that",
        ),
        (
            Command::Share,
            "Opens the sheet that shares what is shown: the link, its QR code, the page as a file",
        ),
        (Command::Copy, "Copies the link of what is shown"),
        (
            Command::Send,
            "Hands the link of what is shown to the device's other programs, where it can do that",
        ),
        (
            Command::Save,
            "Saves the page as one file, which opens with what is shown",
        ),
        (
            Command::Audience,
            "Opens a second window, for the audience, which shows what this one shows",
        ),
        (
            Command::Update,
            "Reloads the page in its new version, if one is ready",
        ),
        (
            Command::Show {
                dialog: Dialog::Claims,
            },
            "Opens a dialog: `help`, `claims`, `steps` (of the talk), `share` or `room` (the link as a QR code, as large as the screen)",
        ),
        (Command::Close, "Closes the dialog"),
        (
            Command::Talk {
                form: Some(String::from("35")),
            },
            "Shows the talk from its first step, in the form of 25 or 35 minutes; without `form`, in the first one",
        ),
        (
            Command::TalkFile(Rc::new(TalkFile {
                file: String::from("mine.md"),
                text: String::from("title = …"),
            })),
            "Gives a talk of your own, which is one text ([talk.md](talk.md)), from its first step",
        ),
        (
            Command::Turn { forward: true },
            "Shows the next or the previous step of the talk; each is a step of the history",
        ),
        (
            Command::Jump {
                to: String::from("slide 24"),
            },
            "Shows a step or a card of the talk, by its number, its name or a place; a step of the history",
        ),
        (Command::Black, "Makes the screen black, or shows it again"),
        (
            Command::Present,
            "Shows notes, the next step and the time beside a step of the talk, or hides them",
        ),
        (Command::Leave, "Leaves the talk; what is run stays"),
        (Command::Advise, "Computes the advice"),
        (Command::Dismiss, "Hides the notices about the link"),
    ]
}

fn text_of(command: &Command) -> String {
    serde_json::to_string(command).unwrap()
}

#[test]
fn every_command_has_a_text_form() {
    for (command, _) in examples() {
        let text = text_of(&command);
        let read: Command = serde_json::from_str(&text).unwrap();
        assert_eq!(read, command, "{text}");
    }
}

#[test]
fn every_command_is_documented() {
    let source = include_str!("../command/mod.rs");
    let body = source.split("pub enum Command {").nth(1).unwrap();
    let body = body.split("\n}").next().unwrap();
    let variants = body.lines().filter(|line| {
        let name = line.strip_prefix("    ");
        name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
    });
    assert_eq!(examples().len(), variants.count());

    let mut page = String::from(
        "# Commands\n\nAll that can be done to the page, by a button, a key, the address bar or a host that embeds it. \
         Parameters and patterns\nhave the names that they have in links. This page is made from `src/ui/state/command/mod.rs`.\n\n\
         | command | what it does | history |\n| --- | --- | --- |\n",
    );
    for (command, words) in examples() {
        let history = match command.history() {
            History::Push => "a step",
            History::Replace => "replaces the newest step",
            History::Keep => "",
        };
        writeln!(page, "| `{}` | {words} | {history} |", text_of(&command)).unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/commands.md");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, page, "UPDATE_GOLDEN=1 writes docs/commands.md");
}

#[track_caller]
fn check_refused(text: &str, words: &str) {
    let error = serde_json::from_str::<Command>(text)
        .unwrap_err()
        .to_string();
    assert!(error.contains(words), "{text}: {error}");
}

#[test]
fn a_command_that_cannot_be_read_says_why() {
    check_refused(r#"{"command":"fly"}"#, "unknown variant `fly`");
    check_refused(
        r#"{"command":"set","parameter":"bach","value":"8"}"#,
        "no parameter \"bach\"",
    );
    check_refused(
        r#"{"command":"add","pattern":"pool"}"#,
        "no pattern \"pool\"",
    );
    check_refused(
        r#"{"command":"speed","thousandths":3}"#,
        "speed 3: allowed is 1, 10",
    );
    check_refused(r#"{"command":"seek"}"#, "missing field `at`");
    check_refused(r#"{"command":"seek","at":-1}"#, "invalid value");
    check_refused(
        r#"{"command":"seek","at":1,"loudly":true}"#,
        "unknown field `loudly`",
    );
}

/// Every command once, as JSON.
pub(in crate::ui::state) fn as_json() -> Vec<serde_json::Value> {
    let all = examples().into_iter();
    all.map(|(command, _)| serde_json::to_value(command).unwrap())
        .collect()
}
