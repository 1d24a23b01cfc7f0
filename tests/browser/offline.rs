//! The page without a network, and what happens when there is a new version of it.

use crate::hands::keys::{PAGE_DOWN, UP};
use crate::own_talk::{self, drop_file};
use crate::page::{Screen, browse};
use crate::tour::{headlines, stands_at};
use crate::versions::{Host, version};

#[test]
fn a_page_that_was_open_once_opens_without_a_network() {
    let host = Host::start(version("a"));
    let address = host.address();
    browse(Screen::PHONE, |page| {
        page.allow(host.origin());
        page.open_at(&address);
        page.wait_for_runs();
        page.wait_until_kept();
        drop(host);

        for (link, headline) in [
            ("", "2 s"),
            ("?batch=10&fbclid=1", "1 s"),
            ("index.html#batch=4", "2.5 s"),
        ] {
            page.open_at("about:blank");
            page.open_at(&format!("{address}{link}"));
            page.wait_for_runs();
            page.headline("batched").is(headline);
            page.notices().is_empty();
            page.marks().is("a a");
        }
        page.keys(&[UP]);
        page.address().is("?scenario=ci-auto-trigger");

        // A deck in the same folder has its element, too.
        let element = "const script = document.createElement('script');
             script.src = 'embed.js';
             document.head.append(script);
             await new Promise((resolve, reject) => { script.onload = resolve; script.onerror = reject });
             const lab = document.createElement('goroutine-lab');
             lab.setAttribute('link', '?batch=10');
             document.body.append(lab);
             await lab.ready;
             return lab.state.runs.map(run => run.headline)";
        page.read_async::<Vec<String>>("what the element shows", element)
            .is(&["10 s", "killed", "1 s"].map(String::from).to_vec());
    });
}

#[test]
fn the_talk_is_given_without_a_network() {
    let talk = goroutine_lab::talk::read().expect("the talk can be read");
    let host = Host::start(version("a"));
    let address = host.address();
    browse(Screen::PROJECTOR, |page| {
        page.allow(host.origin());
        page.open_at(&address);
        page.wait_for_runs();
        page.wait_until_kept();
        drop(host);

        for form in &talk.forms {
            page.open_at("about:blank");
            page.open_at(&format!("{address}?talk={}", form.id));
            page.wait_for_runs();
            for (_, step) in talk.order(form).take(4) {
                stands_at(page, step);
                page.headlines().is(&headlines(step));
                page.keys(&[PAGE_DOWN]);
            }
        }
        // A speaker's own is read by a part of the page that was not asked for before.
        drop_file(page, "mine.md", own_talk::EXAMPLE);
        own_talk::is_given(page);
    });
}

#[test]
fn an_open_page_goes_on_until_its_reader_wants_the_new_version() {
    let host = Host::start(version("a"));
    browse(Screen::LAPTOP, |page| {
        page.allow(host.origin());
        page.open_at(&host.address());
        page.wait_for_runs();
        page.wait_until_kept();
        // A second visit is the service worker's.
        page.open_at(&host.address());
        page.wait_for_runs();
        page.texts("[role=status]").is_empty();

        host.fill(version("b"));
        page.come_back();
        page.text("[role=status]")
            .contains("A new version is ready");
        page.list("smallTargets(44).filter(target => /^(Reload|Later):/.test(target))")
            .is_empty();
        page.list("poorContrasts(4.5)").is_empty();
        page.keys(&[UP]);
        page.batch().is("6");
        page.address().is("?scenario=ci-auto-trigger&batch=6");
        page.marks().is("a a");

        // Opening it anew is no wish for another version.
        page.open_at(&format!("{}?batch=8", host.address()));
        page.wait_for_runs();
        page.marks().is("a a");
        page.click("Later");
        page.texts("[role=status]").is_empty();

        page.open_at(&format!("{}?batch=10", host.address()));
        page.wait_for_runs();
        page.click("Reload");
        page.marks().is("b b");
        page.wait_for_runs();
        page.headline("batched").is("1 s");
        page.address().is("?scenario=ci-auto-trigger&batch=10");
        page.texts("[role=status]").is_empty();

        let address = host.address();
        drop(host);
        page.open_at("about:blank");
        page.open_at(&address);
        page.wait_for_runs();
        page.marks().is("b b");
    });
}

#[test]
fn a_host_that_is_being_filled_changes_nothing() {
    let host = Host::start(version("a"));
    browse(Screen::LAPTOP, |page| {
        page.allow(host.origin());
        page.open_at(&host.address());
        page.wait_for_runs();
        page.wait_until_kept();

        // The new script is there, and the new style sheet; the page is still the old one.
        let (old, mut half) = (version("a"), version("b"));
        let of = |name: &str| {
            old.iter()
                .find(|file| file.name == name)
                .expect("it is there")
                .clone()
        };
        for file in &mut half {
            if file.name == "index.html" {
                *file = of("index.html");
            }
        }
        half.push(of("lab-a.css"));
        host.fill(half);
        page.read_async::<String>(
            "how the new version ends that is not whole",
            "const kept = await navigator.serviceWorker.getRegistration();
             const { installing } = await kept.update();
             if (!installing) return null;
             if (installing.state === 'installing') await new Promise(done => installing.addEventListener('statechange', done));
             return installing.state",
        )
        .is("redundant");
        page.texts("[role=status]").is_empty();
        page.open_at(&host.address());
        page.wait_for_runs();
        page.marks().is("a a");

        host.fill(version("b"));
        page.come_back();
        page.click("Reload");
        page.marks().is("b b");
        page.wait_for_runs();
    });
}

#[test]
fn a_slide_is_never_disturbed_by_a_new_version() {
    let host = Host::start(version("a"));
    browse(Screen::LAPTOP, |page| {
        page.allow(host.origin());
        let slide = format!("{}?embed", host.address());
        page.open_at(&slide);
        page.wait_for_runs();
        page.wait_until_kept();
        // A second visit is the service worker's.
        page.open_at(&slide);
        page.wait_for_runs();
        host.fill(version("b"));
        page.come_back();
        page.read_async(
            "that the new version waits",
            "return (await navigator.serviceWorker.getRegistration()).waiting !== null",
        )
        .holds();
        page.texts("[role=status]").is_empty();
        page.marks().is("a a");
    });
}

#[test]
fn the_page_can_be_installed() {
    browse(Screen::PHONE, |page| {
        page.open("");
        page.wait_until_kept();
        let session = page.session();
        let manifest = session.devtools("Page.getAppManifest", &serde_json::json!({}));
        assert_eq!(manifest["errors"], serde_json::json!([]), "{manifest}");
        let faults = session.devtools("Page.getInstallabilityErrors", &serde_json::json!({}));
        assert_eq!(
            faults["installabilityErrors"],
            serde_json::json!([]),
            "{faults}"
        );
        let icons = "const link = document.querySelector('link[rel=manifest]').href;
             const { icons } = await (await fetch(link)).json();
             const sizes = icons.map(async ({ src, sizes, purpose }) => {
                 const image = new Image();
                 image.src = new URL(src, link);
                 await image.decode();
                 return `${purpose ?? 'any'} ${sizes} ${image.naturalWidth}`;
             });
             return await Promise.all(sizes)";
        let icons = page.read_async::<Vec<String>>("the icons", icons).get();
        for expected in ["any 192x192 192", "any 512x512 512", "maskable 512x512 512"] {
            assert!(
                icons.iter().any(|icon| icon == expected),
                "{expected}: {icons:?}"
            );
        }
    });
}
