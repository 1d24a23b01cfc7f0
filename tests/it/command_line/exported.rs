//! `goroutine-lab run --format`: files for other tools, and how the command line behaves as one of a shell's commands.

use super::{lab, output, printed};
use goroutine_lab::exports::{Format, Look, Request};
use picture::Theme;
use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};

const LINK: &str = "?pattern=worker-pool&tasks=9&workers=3";

/// The bytes that a command writes to its standard output.
#[track_caller]
fn bytes(arguments: &[&str]) -> Vec<u8> {
    let output = output(arguments);
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(
        (output.status.code(), complaint.as_str()),
        (Some(0), ""),
        "{arguments:?}"
    );
    output.stdout
}

/// A format's name, and what else the command line is given, beside the same request of the page.
#[track_caller]
fn check(arguments: &[&str], format: Format) {
    let request = Request {
        link: String::from(LINK),
        pattern: None,
        format,
        look: Look::default(),
        own: None,
    };
    let written = bytes(&[&["run", LINK, "--format"], arguments].concat());
    assert_eq!(Ok(written), request.answer(), "{arguments:?}");
}

#[test]
fn the_page_makes_the_same_files() {
    check(&["svg"], Format::Svg);
    check(&["csv"], Format::Tasks);
    check(&["csv", "--table", "tasks"], Format::Tasks);
    check(&["csv", "--table", "events"], Format::EventTable);
    check(&["events"], Format::Events);
    check(&["chrome"], Format::Chrome);
    check(&["go-trace"], Format::GoTrace);
    check(&["go"], Format::Go);
}

/// The page names a command line where it cannot make a file: it makes the same one.
#[test]
fn the_command_line_that_the_page_names_makes_the_file() {
    for (link, pattern, look) in [
        (LINK, None, Look::default()),
        (
            LINK,
            Some("worker-pool"),
            Look::new(Theme::Light, Look::WIDTH),
        ),
        (
            "?scenario=ci-auto-trigger&tasks=12",
            Some("batched"),
            Look::new(Theme::Contrast, Look::WIDTH),
        ),
    ] {
        for format in [
            Format::Svg,
            Format::Flow,
            Format::Tasks,
            Format::EventTable,
            Format::Events,
            Format::Chrome,
            Format::GoTrace,
            Format::Go,
            Format::Sweep,
        ] {
            let (link, pattern) = (String::from(link), pattern.map(String::from));
            let request = Request {
                link,
                pattern,
                format,
                look,
                own: None,
            };
            let command = request.command_line(false);
            let words = shlex::split(&command).expect("a shell can read it");
            assert_eq!(words[0], "goroutine-lab");
            let arguments: Vec<&str> = words[1..].iter().map(String::as_str).collect();
            assert_eq!(Ok(bytes(&arguments)), request.answer(), "{command}");
        }
    }
    let picture = Request {
        link: String::from(LINK),
        pattern: None,
        format: Format::Sweep,
        look: Look::default(),
        own: None,
    };
    let command = picture.command_line(true);
    assert!(
        command.ends_with(" --over workers=1..10000 --format png"),
        "{command}"
    );
}

/// The size of a picture, and how many colours it has.
#[track_caller]
fn decoded(picture: &[u8]) -> (u32, u32, usize) {
    let decoder = png::Decoder::new(std::io::Cursor::new(picture));
    let mut reader = decoder.read_info().expect("it is a PNG");
    let size = reader.output_buffer_size().expect("it fits into memory");
    let mut pixels = vec![0; size];
    let frame = reader.next_frame(&mut pixels).expect("it has its pixels");
    let colours: BTreeSet<&[u8]> = pixels.chunks(4).collect();
    (frame.width, frame.height, colours.len())
}

#[test]
fn a_png_is_the_svg_in_twice_as_many_pixels() {
    let svg = printed(&["run", LINK, "--format", "svg"]);
    let height = svg.split(" height=\"").nth(1).expect("it has a height");
    let height: f32 = height
        .split('"')
        .next()
        .unwrap_or_default()
        .parse()
        .expect("a number");
    let picture = bytes(&["run", LINK, "--format", "png"]);
    let (width, pixels, colours) = decoded(&picture);
    assert_eq!(width, 1920);
    assert!(
        (f64::from(pixels) - f64::from(2.0 * height)).abs() <= 2.0,
        "{pixels} for {height}"
    );
    // Letters have soft edges: a picture without its texts has a dozen colours.
    assert!(colours > 60, "{colours} colours");
    assert_eq!(picture, bytes(&["run", LINK, "--format", "png"]));
    let light = ["--theme", "light", "--width", "400"];
    let (width, ..) = decoded(&bytes(
        &[&["run", LINK, "--format", "png"], &light[..]].concat(),
    ));
    assert_eq!(width, 800);
}

#[test]
fn a_preview_has_the_size_that_chats_ask_for() {
    for link in ["", "pattern=leak", "scenario=ci-connections"] {
        let arguments = ["run", link, "--format", "png", "--picture", "preview"];
        let (width, height, colours) = decoded(&bytes(&arguments));
        assert_eq!((width, height), (1200, 630), "{link}");
        assert!(colours > 60, "{link}: {colours} colours");
    }
}

#[test]
fn a_sweep_has_its_png() {
    let arguments = ["sweep", LINK, "--over", "workers=1..9", "--format", "png"];
    assert_eq!(decoded(&bytes(&arguments)).0, 1920);
}

#[test]
fn an_answer_goes_to_a_file() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("pool.trace");
    let name = file.to_str().expect("the folder's name is text");
    assert_eq!(
        printed(&["run", LINK, "--format", "go-trace", "--output", name]),
        ""
    );
    let written = fs::read(&file).expect("the file is there");
    assert_eq!(written, bytes(&["run", LINK, "--format", "go-trace"]));
    assert_eq!(
        printed(&["sweep", LINK, "--over", "workers=1..3", "-o", name]),
        ""
    );
    let written = fs::read_to_string(&file).expect("it is text now");
    assert!(written.starts_with("value,"), "{written}");

    let nowhere = folder.path().join("no-such-folder").join("file");
    let nowhere = nowhere.to_str().expect("the folder's name is text");
    let output = output(&["run", LINK, "-o", nowhere]);
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    let begins = format!("goroutine-lab: cannot write {nowhere}: ");
    assert!(complaint.starts_with(&begins), "{complaint}");
    assert_eq!(complaint.lines().count(), 1);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_reader_that_closes_the_pipe_is_no_error() {
    let large = "pattern=naive&tasks=10000&goroutines=0";
    let formats = [
        "text", "json", "svg", "png", "csv", "events", "chrome", "go-trace", "go",
    ];
    for format in formats {
        let mut child = lab(&["run", large, "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command line runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the command line ends");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{format}");
        assert_eq!(output.status.code(), Some(0), "{format}");
    }
}

#[test]
fn shells_get_their_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&["completions", shell]);
        for word in ["goroutine-lab", "sweep", "completions", "format", "over"] {
            assert!(script.contains(word), "{word} in {shell}");
        }
    }
}

#[cfg(unix)]
#[test]
fn bash_completes_a_format() {
    let script = printed(&["completions", "bash"]);
    // The function's name is the script's own affair.
    let ask = "COMP_WORDS=(goroutine-lab run --format go); COMP_CWORD=3; \
               complete=$(complete -p goroutine-lab); complete=${complete#*-F }; \
               ${complete%% *} goroutine-lab go --format; echo \"${COMPREPLY[@]}\"";
    let Ok(output) = Command::new("bash")
        .args(["-c", &[&script, "\n", ask].concat()])
        .output()
    else {
        eprintln!("not run: there is no bash");
        return;
    };
    assert_eq!(
        String::from_utf8_lossy(&output.stdout).trim(),
        "go-trace go"
    );
}

/// The help as a terminal with these settings gets it.
fn help(settings: &[(&str, &str)]) -> String {
    let output = lab(&["run", "--help"])
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .envs(settings.iter().copied())
        .output()
        .expect("the command line runs");
    String::from_utf8(output.stdout).expect("the help is text")
}

#[test]
fn colours_are_for_terminals_that_want_them() {
    let forced = ("CLICOLOR_FORCE", "1");
    assert!(help(&[forced]).contains("\u{1b}["));
    assert!(!help(&[forced, ("NO_COLOR", "1")]).contains('\u{1b}'));
    assert!(!help(&[]).contains('\u{1b}'), "a pipe is no terminal");
}

/// The examples that a help gives, each up to what a shell does with its output.
fn examples(command: &[&str]) -> Vec<String> {
    let help = printed(&[&["help"], command].concat());
    let (_, examples) = help
        .split_once("\nExamples:\n")
        .expect("there are examples");
    let lines = examples.lines().map(str::trim);
    let lines = lines.map(|line| line.split(" > ").next().unwrap_or_default());
    let lines = lines.map(|line| line.split(" | ").next().unwrap_or_default());
    lines
        .filter(|line| !line.is_empty())
        .map(String::from)
        .collect()
}

#[cfg(unix)]
#[test]
fn the_examples_of_the_help_work() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut all = Vec::new();
    for command in [&[][..], &["run"], &["sweep"], &["completions"]] {
        all.extend(examples(command));
    }
    all.sort();
    all.dedup();
    assert!(all.len() > 8, "{all:?}");
    for example in all {
        let rest = example
            .strip_prefix("goroutine-lab ")
            .expect("an example runs the Lab");
        let line = format!("{} {rest}", env!("CARGO_BIN_EXE_goroutine-lab"));
        let output = Command::new("sh")
            .args(["-c", &line])
            .current_dir(folder.path())
            .output()
            .expect("there is a shell");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            (output.status.code(), &*complaint),
            (Some(0), ""),
            "{example}"
        );
    }
}
