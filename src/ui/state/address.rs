//! What stands behind the path of the page in an address.

use super::session::Session;
use super::tour::Tour;
use super::view::View;
use lab::link::{Options, TalkOption};

/// What stands behind the path in a link to what is run, with the part of the axis and the goroutine that are shown: a query with
/// its `?`, or a long one, and a program, behind `#`.
#[must_use]
pub fn address_of(session: &Session, view: View) -> String {
    session.query_with(&view.options())
}

/// The same for others, with the step of the talk that is shown, and with the talk's own text if it is a speaker's.
#[must_use]
pub(super) fn address_for_others(session: &Session, view: View, tour: &Tour) -> String {
    address_at(session, view, tour.shared_place())
}

/// What a page that is saved as a file opens: a query string without its sign. The page holds the talk's text if the link does not
/// ([`Tour::beside_link`]).
#[must_use]
pub fn saved_link(session: &Session, view: View, tour: &Tour) -> String {
    let address = address_at(session, view, tour.place());
    let link = address.strip_prefix(['?', '#']).unwrap_or(&address);
    String::from(link)
}

fn address_at(session: &Session, view: View, place: Option<(TalkOption, String)>) -> String {
    let Some((talk, step)) = place else {
        return address_of(session, view);
    };
    session.query_with(&Options {
        talk: Some(talk),
        step: Some(step),
        // Scenarios of a talk's own have a title of their own.
        title: session.options().title.clone(),
        ..view.options()
    })
}

/// What the address bar holds: the link that was opened, with the part of the axis, what is selected and the lens that are shown now.
#[must_use]
pub fn address_now(session: &Session, view: View) -> String {
    let Options {
        from,
        to,
        goroutine,
        object,
        lens,
        ..
    } = view.options();
    session.query_with(&Options {
        from,
        to,
        goroutine,
        object,
        lens,
        ..Options::clone(session.options())
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::talk::TalkFile;
    use crate::ui::state::{Change, Command, Source, Stop, TourChange};
    use lab::link;
    use std::rc::Rc;

    const EXAMPLE: &str = include_str!("../../../docs/talk-example.md");

    /// A talk of a speaker's own, at its second step.
    pub(in crate::ui::state) fn at_second_step(text: &str) -> (Session, Tour) {
        let file = file_of(text);
        let given = TourChange::Command(Command::TalkFile(file.clone()), 0.0);
        second_step(&Tour::default().change(&given), Source::Given(file))
    }

    fn file_of(text: &str) -> Rc<TalkFile> {
        let (file, text) = (String::from("mine.md"), String::from(text));
        Rc::new(TalkFile { file, text })
    }

    /// The script of the example comes to a tour, which goes on to its second step.
    fn second_step(tour: &Tour, source: Source) -> (Session, Tour) {
        let script = Rc::new(file_of(EXAMPLE).script().unwrap());
        let tour = tour
            .change(&TourChange::Read(source, Ok(script)))
            .change(&TourChange::Command(Command::Turn { forward: true }, 0.0));
        let session = Session::new("").change(&Change::Talk(tour.turned().0.clone()));
        (session, tour)
    }

    #[track_caller]
    fn check_saved((session, tour): &(Session, Tour), part: &str, held: Option<&TalkFile>) {
        let link = saved_link(session, View::default(), tour);
        assert!(link.contains(part), "{link}");
        assert!(link.contains("&step=in-batches"), "{link}");
        assert_eq!(tour.beside_link().map(Rc::as_ref), held);
        // The saved page is at that step.
        let options = link::parse(&link).options;
        assert_eq!(
            (options.talk, options.step),
            tour.place()
                .map(|(talk, step)| (Some(talk), Some(step)))
                .unwrap()
        );
    }

    #[test]
    fn a_saved_page_holds_the_talk_that_its_link_only_names() {
        check_saved(&at_second_step(EXAMPLE), "#talk=", None);

        let long = [EXAMPLE, "\n## Notes\n", &"Much more of it. ".repeat(2_000)].concat();
        let own = at_second_step(&long);
        check_saved(&own, "talk=5&", Some(&file_of(&long)));
        let elsewhere = own.1.change(&TourChange::Command(Command::Leave, 0.0));
        assert_eq!(elsewhere.beside_link(), None);

        let path = String::from("mine.md");
        let named = link::parse("?talk=mine.md").options.talk.unwrap();
        let named = Tour::new(Some(Stop {
            talk: named,
            ..Stop::default()
        }));
        let named = named.change(&TourChange::Fetched(file_of(EXAMPLE)));
        let beside = second_step(&named, Source::At(path));
        check_saved(&beside, "talk=mine.md&", Some(&file_of(EXAMPLE)));
    }

    #[test]
    fn the_address_follows_what_is_shown_and_keeps_the_rest_of_its_link() {
        use goruntime::time::Time;

        #[track_caller]
        fn check(query: &str, commands: &[Command], expected: &str) {
            let opened = View::opened(&link::parse(query).options).collect::<Vec<_>>();
            let view = opened
                .iter()
                .chain(commands)
                .fold(View::default(), View::apply);
            assert_eq!(address_now(&Session::new(query), view), expected);
        }
        let select = |goroutine| Command::Select { goroutine };
        let fit = Command::Fit {
            from: Time(1_000_000),
            to: Time(2_000_000),
        };
        let part = "?pattern=leak&from=350ms&to=620ms&sel=7&embed";
        check(part, &[], part);
        check(part, &[Command::Whole, select(None)], "?pattern=leak&embed");
        check(
            "?pattern=leak&theme=light",
            &[fit, select(Some(3)), Command::Lens { row: Some(2) }],
            "?pattern=leak&theme=light&from=1ms&to=2ms&sel=3&lens=2",
        );
    }
}
