//! A presenter's window and the audience's.

use crate::hands::Hand;
use crate::hands::keys::{PAGE_DOWN, UP};
use crate::page::{Page, Screen, browse};

/// Opens the Lab and a window for the audience, and stays in the presenter's.
#[track_caller]
fn in_two_windows(test: impl FnOnce(&Page)) {
    browse(Screen::LAPTOP, |page| {
        page.open("?autoplay=0");
        page.click("Share");
        page.click("Open an audience window");
        page.windows().is(&2);
        page.click("Close");
        page.enter_window(1);
        page.wait_for_runs();
        page.enter_window(0);
        test(page);
    });
}

#[test]
fn the_audience_sees_what_the_presenter_shows() {
    in_two_windows(|page| {
        page.seek(0.25);
        let clock = page.clock().get();
        page.click("Batch size up");
        page.click("Sequential");
        page.enter_window(1);
        page.clock().is(&clock);
        page.batch().is("6");
        page.headline("batched").is("1.7 s");
        page.source().contains("func processTasksSequentially");
        page.texts("header").is_empty();

        page.enter_window(0);
        page.keys(&[PAGE_DOWN]);
        page.shows("Pause");
        page.enter_window(1);
        page.shows("Pause");
        page.clock().is_not(&clock);
    });
}

#[test]
fn keys_and_sliders_of_the_audiences_window_are_the_presenters() {
    in_two_windows(|page| {
        page.enter_window(1);
        page.keys(&[UP, '.']);
        page.batch().is("6");
        let clock = page.clock().wait("have moved", |clock| clock != "0 s");
        page.enter_window(0);
        page.batch().is("6");
        page.clock().is(&clock);
        page.address()
            .is("?scenario=ci-auto-trigger&batch=6&autoplay=0");
    });
}

#[test]
fn either_window_finds_the_other_again() {
    in_two_windows(|page| {
        page.seek(0.25);
        let clock = page.clock().get();
        page.enter_window(1);
        page.clock().is(&clock);
        page.session().script("location.reload()");
        page.wait_for_runs();
        page.clock().is(&clock);

        page.enter_window(0);
        page.session().script("location.reload()");
        page.wait_for_runs();
        page.clock().is("0 s");
        page.click("Batch size up");
        page.enter_window(1);
        page.clock().is("0 s");
        page.batch().is("6");
    });
}

/// Loads the window's document again.
#[track_caller]
fn reload(page: &Page) {
    page.session().script("window.isOld = true");
    page.session().script("location.reload()");
    page.read::<bool>("that the document is new", "return !window.isOld")
        .holds();
    page.wait_for_runs();
}

#[test]
fn black_goes_with_the_audiences_window_and_comes_back_only_where_it_is_loaded_again() {
    browse(Screen::LAPTOP, |page| {
        let open = || {
            page.click("Open an audience window");
            page.windows().is(&2);
            page.enter_window(1);
            page.texts(".talk-idea").has_length(1);
        };
        let close = || {
            page.session().script("setTimeout(close)");
            page.windows().is(&1);
            page.enter_window(0);
        };
        let tells = "The audience’s screen is black.";
        page.open("?talk=25");
        page.click("Present");
        open();
        page.keys(&['b']);
        page.texts(".black").has_length(1);
        reload(page);
        page.texts(".black").has_length(1);
        page.enter_window(0);
        page.text(".dark").starts_with(tells);
        page.enter_window(1);
        close();
        page.texts(".dark, .black").is_empty();
        open();
        page.texts(".black").is_empty();

        // A presenter's window that is loaded again finds that the audience has one.
        page.enter_window(0);
        reload(page);
        page.texts(".talk-idea").has_length(1);
        page.keys(&['b']);
        page.text(".dark").starts_with(tells);
        page.texts(".black").is_empty();
        page.keys(&['b']);
        page.texts(".dark").is_empty();
        page.enter_window(1);
        close();
        page.keys(&['b']);
        page.texts(".black").has_length(1);
    });
}

#[test]
fn the_audience_has_the_presenters_pace_and_size() {
    in_two_windows(|page| {
        let size = "return document.documentElement.dataset.size";
        page.choose_and_see("Speed", "story", "story");
        page.click("Large type");
        page.seek(0.004);
        page.enter_window(1);
        page.read::<String>("the size of type", size).is("stage");
        page.text(".clock").contains("slow, to");
        page.enter_window(0);
        page.click("Large type");
        page.choose_and_see("Speed", "2000", "2000");
        page.enter_window(1);
        page.read::<String>("the size of type", size).is("normal");
        page.read::<String>("the speed", "return all('.speed')[0].value")
            .is("2000");
    });
}

#[test]
fn a_line_chosen_by_the_presenter_is_shown_to_the_audience() {
    in_two_windows(|page| {
        let chosen = "return all('.line.selected').map(line => line.dataset.line).join()";
        page.drag(Hand::Mouse, &[page.place(".line.ever").middle()]);
        let line = page.read::<String>("the chosen line", chosen);
        let line = line.wait("be there", |line| !line.is_empty());
        page.enter_window(1);
        page.read::<String>("the chosen line", chosen).is(&line);
    });
}

#[test]
fn a_copy_of_the_presenters_tab_presents_nothing() {
    in_two_windows(|page| {
        // A window that is opened by a script gets a copy of what its opener remembers, as a copied tab does.
        page.session().script("window.open(location.href)");
        page.windows().is(&3);
        page.enter_window(2);
        page.wait_for_runs();
        page.click("Batch size up");
        page.batch().is("6");
        page.enter_window(0);
        page.click("Batch size down");
        page.batch().is("4");
        page.enter_window(1);
        page.batch().is("4");
        page.enter_window(2);
        page.click("Batch size up");
        page.batch().is("7");
        page.enter_window(1);
        page.batch().is("4");
    });
}
