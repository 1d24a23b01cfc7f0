//! What the sheet says that shares a link.

use super::address::address_for_others;
use super::session::Session;
use super::tour::Tour;
use super::view::View;
use crate::comparison::OWN_PROGRAM;
use crate::packed::MOST_TEXT;
use crate::ui::code::{Code, MOST_BYTES};
use crate::ui::state::speed::Speed;
use analysis::fmt::{counted, exact_length, grouped};
use lab::link::{LONGEST_QUERY, Options, Pace, Prelude, SizeOption, words};

/// What the sheet says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The link: the shortest that shows the same.
    pub link: String,
    /// What it holds, a line for each.
    pub holds: Vec<String>,
    /// What whoever sends it should know, a sentence for each.
    pub remarks: Vec<String>,
    /// The link as a QR code; none if it is too long for one, or of a file, which no other machine opens.
    pub code: Option<Code>,
}

impl Sheet {
    /// The sheet for what is run, of which `view` says what is shown and `tour` at which step of the talk, on a page at this
    /// address, which has neither query nor fragment.
    #[must_use]
    pub fn new(session: &Session, view: View, tour: &Tour, page: &str) -> Sheet {
        let query = address_for_others(session, view, tour);
        let link = [page, &query].concat();
        let is_file = page.starts_with("file:");
        let code = Code::of(&link).filter(|_| !is_file);
        let mut remarks = Vec::new();
        if is_of_this_machine(page) {
            remarks.push(String::from(
                "This page lies on this machine alone, where nobody else can open the link. Save the run as a page and send that file.",
            ));
        }
        if let Some(program) = session.program().filter(|_| !query.contains("go=")) {
            remarks.push(format!(
                "Your program has {} bytes, and a link carries up to {}: this one does not hold it. Save the program as a file.",
                grouped(program.source.len() as u64),
                grouped(MOST_TEXT as u64)
            ));
        }
        if let Some(file) = tour.step().and(tour.file())
            && tour.shared_place().is_none()
        {
            remarks.push(format!(
                "Your talk has {} bytes, and a link carries up to {}: this one shows the run alone. Send the talk’s file; it is opened by \
                 Your own talk … in the list of steps, or by a drop on the page.",
                grouped(file.text.len() as u64),
                grouped(MOST_TEXT as u64)
            ));
        }
        let length = query.len();
        if length > LONGEST_QUERY {
            remarks.push(format!(
                "The link has {} characters. Many hosts refuse more than 8,000, and chats cut links off, so it stands behind a #, \
                 which is not sent to the host. Saving the run as a page always works.",
                grouped(u64::try_from(link.len()).unwrap_or(u64::MAX))
            ));
        }
        if code.is_none() && !is_file {
            remarks.push(format!(
                "A QR code that can be read across a room holds up to {MOST_BYTES} characters, and this link has more."
            ));
        }
        let program = session.program().filter(|_| query.contains("go="));
        let program = program.map(|program| {
            let lines = program.source.lines().count() as u64;
            format!("Your Go program, {}", counted(lines, "line", "lines"))
        });
        let of_scenario = if session.is_program_alone() {
            Vec::new()
        } else {
            words(session.scenario())
        };
        Sheet {
            link,
            holds: talk_words(tour)
                .into_iter()
                .chain(of_scenario)
                .chain(program)
                .chain(shown_words(&view.options()))
                .collect(),
            remarks,
            code,
        }
    }
}

/// What a link holds of the talk, if it does.
fn talk_words(tour: &Tour) -> Option<String> {
    tour.shared_place()?;
    let title = &tour.script()?.title;
    let whose = if tour.file().is_some() {
        "All of your talk"
    } else {
        "The talk"
    };
    let at = match tour.number() {
        Some((number, all)) => format!("step {number} of {all}"),
        None => format!("the card “{}”", tour.step()?.title),
    };
    Some(format!("{whose} “{title}”, at {at}"))
}

/// The name of the file in which a run is saved as a page: after the scenario, the first pattern, or somebody's own program that is
/// shown alone.
#[must_use]
pub fn page_name(session: &Session) -> String {
    let scenario = session.scenario();
    let id = match (scenario.template(), scenario.patterns()) {
        _ if session.is_program_alone() => OWN_PROGRAM,
        (Some(template), _) => template.id,
        (None, patterns) => patterns.first().map_or("run", |pattern| pattern.id),
    };
    format!("goroutine-lab-{id}.html")
}

/// A line for each option of a link that says what is shown of the runs, and how.
fn shown_words(options: &Options) -> Vec<String> {
    let &Options {
        from,
        to,
        goroutine,
        object,
        speed,
        pace,
        size,
        prelude,
        ..
    } = options;
    let moment = |at: goruntime::time::Time| exact_length(at.elapsed());
    let part = match (from, to) {
        (None, None) => None,
        (from, Some(to)) => {
            let from = moment(from.unwrap_or_default());
            Some(format!("The time axis from {from} to {}", moment(to)))
        }
        (Some(from), None) => Some(format!("The time axis from {} on", moment(from))),
    };
    let lines = [
        part,
        goroutine.map(|number| format!("Goroutine {number} is selected")),
        object.map(|number| format!("Channel or lock {number} is selected")),
        speed.map(|speed| format!("Speed of playback: {}", Speed(speed).label())),
        (pace == Pace::Story)
            .then(|| String::from("Playback as a story: slow where a stretch is too short to see")),
        match size {
            SizeOption::Auto => None,
            SizeOption::Normal => Some(String::from("Type for a reader")),
            SizeOption::Stage => Some(String::from("Large type, for a stage")),
        },
        (prelude == Prelude::Guess)
            .then(|| String::from("It asks for a guess before the runs are played")),
    ];
    lines.into_iter().flatten().collect()
}

/// Whether an address means the machine on which it is opened: a file, or a server on it.
fn is_of_this_machine(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else {
        return false;
    };
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    scheme == "file" || host == "localhost" || host.starts_with("127.") || rest.starts_with("[::1]")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::state::address::tests::at_second_step;
    use lab::link;

    #[track_caller]
    fn check(page: &str, query: &str, link: &str, remarks: &[&str]) -> Sheet {
        let sheet = Sheet::new(
            &Session::new(query),
            View::default(),
            &Tour::default(),
            page,
        );
        assert_eq!(sheet.link, link);
        assert_eq!(sheet.remarks.len(), remarks.len(), "{:?}", sheet.remarks);
        for (remark, part) in sheet.remarks.iter().zip(remarks) {
            assert!(remark.contains(part), "{remark}");
        }
        sheet
    }

    #[test]
    fn the_link_is_short_and_said_in_words() {
        let sheet = check(
            "https://lab.example/go/",
            "?utm_source=x&batch=8&latency=100ms",
            "https://lab.example/go/?scenario=ci-auto-trigger&batch=8",
            &[],
        );
        assert_eq!(sheet.holds[1..], ["Batch size: 8, otherwise 5"]);
        assert_eq!(sheet.code, Code::of(&sheet.link));
        assert!(sheet.code.is_some());
    }

    #[test]
    fn the_sheet_says_what_is_shown_of_the_runs() {
        #[track_caller]
        fn check(query: &str, expected: &[&str]) {
            let link = link::parse(query);
            let opened = View::opened(&link.options);
            let view = opened.fold(View::default(), |view, command| view.apply(&command));
            let page = "https://lab.example/";
            let sheet = Sheet::new(&Session::new(query), view, &Tour::default(), page);
            assert_eq!(sheet.link, format!("{page}{query}"), "it shows the same");
            assert_eq!(sheet.holds[1..], *expected);
        }
        check("?pattern=leak", &[]);
        check(
            "?pattern=leak&from=350ms&to=620ms&sel=7",
            &[
                "The time axis from 350 ms to 620 ms",
                "Goroutine 7 is selected",
            ],
        );
        check(
            "?pattern=leak&from=350ms&pace=story",
            &[
                "The time axis from 350 ms on",
                "Playback as a story: slow where a stretch is too short to see",
            ],
        );
        check(
            "?pattern=leak&speed=0.25&to=1s&size=stage",
            &[
                "The time axis from 0 s to 1 s",
                "Speed of playback: 0.25×",
                "Large type, for a stage",
            ],
        );
        check(
            "?pattern=leak&predict",
            &["It asks for a guess before the runs are played"],
        );
    }

    /// The sheet of a talk of a speaker's own, at its second step.
    fn of_own_talk(text: &str) -> Sheet {
        let (session, tour) = at_second_step(text);
        Sheet::new(&session, View::default(), &tour, "https://lab.example/")
    }

    #[test]
    fn a_link_carries_a_talk_of_ones_own_unless_it_is_too_long() {
        let example = include_str!("../../../docs/talk-example.md");
        let sheet = of_own_talk(example);
        let (public, own) = sheet.link.split_once('#').unwrap();
        assert!(public.ends_with("&step=in-batches"), "{public}");
        assert!(!public.contains("talk="), "{public}");
        assert!(own.starts_with("talk="), "{own}");
        assert_eq!(
            sheet.holds[0],
            "All of your talk “Our builds, all at once”, at step 2 of 3"
        );
        let options = link::parse(&sheet.link).options;
        assert!(options.talk.unwrap().is_carried());

        let long = [example, "\n## Notes\n", &"Much more of it. ".repeat(2_000)].concat();
        let sheet = of_own_talk(&long);
        assert!(!sheet.link.contains("talk=") && !sheet.link.contains("step="));
        assert!(
            sheet.remarks[0].starts_with("Your talk has 35,6"),
            "{:?}",
            sheet.remarks
        );
    }

    #[test]
    fn a_link_that_others_cannot_open_is_named() {
        for page in [
            "file:///media/usb/lab.html",
            "http://localhost:8080/",
            "http://127.0.0.1:8080/x/",
            "http://[::1]/",
        ] {
            let link = format!("{page}?pattern=leak");
            let sheet = check(page, "?pattern=leak", &link, &["on this machine"]);
            assert_eq!(sheet.code.is_some(), page.starts_with("http:"), "{page}");
        }
        check(
            "https://localhost.example/",
            "?pattern=leak",
            "https://localhost.example/?pattern=leak",
            &[],
        );
    }

    #[test]
    fn a_link_that_hosts_refuse_is_written_as_a_fragment() {
        let list: Vec<String> = (0..2_000).map(|i| (100 + i % 900).to_string()).collect();
        let query = format!("scenario=ci-auto-trigger&latency=list:{}", list.join(","));
        let page = "https://lab.example/";
        let sheet = check(
            page,
            &query,
            &format!("{page}#{query}"),
            &["8,0", "666 characters"],
        );
        assert_eq!(sheet.code, None);
        assert_eq!(
            link::parse(&sheet.link).scenario,
            link::parse(&query).scenario
        );
    }
}
