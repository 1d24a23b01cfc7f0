//! A page in a browser for a test: on what screen it is opened, and what must hold at the end of each test.

use crate::driver::Session;
use crate::look::Look;
use crate::reading::{Place, Point};
use crate::server::{File, Server, built_page};
use serde_json::json;
use std::cell::{Cell, RefCell};
use std::path::PathBuf;
use std::{fs, thread};

/// On what somebody looks at the page, and how they want it.
#[derive(Clone, Copy)]
pub(crate) struct Screen {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// A phone: touch, a narrow window, a sharp screen.
    pub(crate) phone: bool,
    pub(crate) dark: bool,
    /// Whether they asked for no motion. Most tests do: then nothing moves but what they move.
    pub(crate) still: bool,
}

impl Screen {
    pub(crate) const LAPTOP: Screen = Screen {
        width: 1280,
        height: 800,
        phone: false,
        dark: true,
        still: true,
    };
    pub(crate) const PROJECTOR: Screen = Screen {
        width: 1920,
        height: 1080,
        ..Screen::LAPTOP
    };
    pub(crate) const PHONE: Screen = Screen {
        width: 390,
        height: 844,
        phone: true,
        ..Screen::LAPTOP
    };
}

/// A browser window with the page's files on a server.
pub(crate) struct Page {
    session: Session,
    server: Server,
    /// The origins from which something may be loaded.
    origins: RefCell<Vec<String>>,
    /// The corner of the frame that is looked at, in the window.
    corner: Cell<Point>,
    mouse: Cell<Point>,
    /// What is held down while the mouse is used, as the protocol writes it.
    modifiers: Cell<u32>,
}

/// Opens a browser for a test, and afterwards holds that the console is silent and that nothing was asked of others.
#[track_caller]
pub(crate) fn browse(screen: Screen, test: impl FnOnce(&Page)) {
    browse_failing(screen, |page| {
        test(page);
        assert_eq!(
            page.session.console(),
            Vec::<String>::new(),
            "the console is silent"
        );
        assert_eq!(
            page.foreign_or_failed_requests(),
            Vec::<String>::new(),
            "only the page's own files are asked for, and they come"
        );
    });
}

/// The same for a test in which something fails, of which the console may tell.
#[track_caller]
pub(crate) fn browse_failing(screen: Screen, test: impl FnOnce(&Page)) {
    let further: &[&str] = if screen.still {
        &["--force-prefers-reduced-motion"]
    } else {
        &[]
    };
    let folder = built_page();
    let server = Server::start(move |path| File::of_folder(&folder, path));
    let page = Page {
        session: Session::start(further),
        origins: RefCell::new(vec![server.origin()]),
        corner: Cell::default(),
        mouse: Cell::default(),
        modifiers: Cell::default(),
        server,
    };
    page.look_at(screen);
    // A browser may all the same have opened a page of its own first.
    page.open_at("about:blank");
    page.session.events();
    test(&page);
}

/// Opening, and what lies outside of the page.
impl Page {
    /// The page at a link, once its runs are there.
    #[track_caller]
    pub(crate) fn open(&self, link: &str) {
        self.open_at(&format!("{}/{link}", self.server.origin()));
        self.wait_for_runs();
    }

    /// Any address.
    #[track_caller]
    pub(crate) fn open_at(&self, address: &str) {
        self.session.open(address);
    }

    /// Waits until every run is drawn.
    #[track_caller]
    pub(crate) fn wait_for_runs(&self) {
        let drawn = "const runs = all('article');
             return runs.length > 0 && runs.every(run => all('canvas', run).some(painted) && all('canvas', run).every(shown))";
        self.read("that the runs are there", drawn).holds();
    }

    pub(crate) fn origin(&self) -> String {
        self.server.origin()
    }

    /// A script that runs in every document from now on, before its own: as an extension, or a browser that lacks something.
    #[track_caller]
    pub(crate) fn inject(&self, source: &str) {
        let command = "Page.addScriptToEvaluateOnNewDocument";
        self.session.devtools(command, &json!({ "source": source }));
    }

    /// The page's server under another site's name.
    pub(crate) fn other_origin(&self) -> String {
        self.server.other_origin()
    }

    /// Something may be loaded from there, too.
    pub(crate) fn allow(&self, origin: String) {
        self.origins.borrow_mut().push(origin);
    }

    /// The kind of screen.
    pub(crate) fn look_at(&self, screen: Screen) {
        let Screen {
            width,
            height,
            phone,
            dark,
            ..
        } = screen;
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": if phone { 3 } else { 1 }, "mobile": phone,
        });
        self.session
            .devtools("Emulation.setDeviceMetricsOverride", &metrics);
        let touch = json!({ "enabled": phone, "maxTouchPoints": if phone { 5 } else { 1 } });
        self.session
            .devtools("Emulation.setTouchEmulationEnabled", &touch);
        let scheme = if dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.session.devtools("Emulation.setEmulatedMedia", &media);
    }

    /// What follows happens in the page's only frame.
    #[track_caller]
    pub(crate) fn enter_frame(&self) {
        self.enter_frame_number(0);
    }

    /// What follows happens in a frame of the page, by its number in the document.
    #[track_caller]
    pub(crate) fn enter_frame_number(&self, number: u16) {
        let frame = format!("all('iframe')[{number}]");
        let Place { left, top, .. } = self.place_of("the frame", &frame);
        self.corner.set(Point { x: left, y: top });
        self.session.enter_frame(number);
    }

    /// What follows happens in the page itself again.
    #[track_caller]
    pub(crate) fn leave_frame(&self) {
        self.corner.set(Point::default());
        self.session.leave_frame();
    }

    /// How many windows there are.
    pub(crate) fn windows(&self) -> Look<'_, usize> {
        Look::new("the number of windows", || Ok(self.session.windows()))
    }

    /// What follows happens in another window, by its number in the order in which they were opened.
    #[track_caller]
    pub(crate) fn enter_window(&self, number: usize) {
        self.corner.set(Point::default());
        self.session.enter_window(number);
    }

    /// A point of the frame as a point of the window.
    pub(crate) fn in_window(&self, point: Point) -> Point {
        let corner = self.corner.get();
        Point {
            x: corner.x + point.x,
            y: corner.y + point.y,
        }
    }

    /// Where the mouse is.
    pub(crate) fn mouse_at(&self) -> &Cell<Point> {
        &self.mouse
    }

    /// What is held down while the mouse is used.
    pub(crate) fn modifiers(&self) -> &Cell<u32> {
        &self.modifiers
    }

    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    /// What the console has said since the test began or this was last looked at.
    pub(crate) fn console(&self) -> Look<'_, Vec<String>> {
        let lines = RefCell::new(Vec::new());
        Look::new("the console", move || {
            lines.borrow_mut().extend(self.session.console());
            Ok(lines.borrow().clone())
        })
    }

    fn foreign_or_failed_requests(&self) -> Vec<String> {
        let origins = self.origins.borrow();
        let mut found = Vec::new();
        for event in self.session.events() {
            let parameters = &event["params"];
            match event["method"].as_str().unwrap_or_default() {
                "Network.requestWillBeSent" => {
                    let address = parameters["request"]["url"].as_str().unwrap_or_default();
                    let own = origins
                        .iter()
                        .any(|origin| address.starts_with(&format!("{origin}/")));
                    // Chromium's own first page, what stands in the page and what it made need no network.
                    let needs_none = ["data:", "blob:", "chrome:"];
                    let needs_none = needs_none.iter().any(|scheme| address.starts_with(scheme));
                    if !own && !needs_none {
                        found.push(format!("foreign: {address}"));
                    }
                }
                "Network.responseReceived" => {
                    let response = &parameters["response"];
                    if response["status"].as_u64().unwrap_or_default() >= 400 {
                        found.push(format!("{}: {}", response["status"], response["url"]));
                    }
                }
                // A document that is left before it has come.
                "Network.loadingFailed"
                    if parameters["canceled"] == true && parameters["type"] == "Document" => {}
                "Network.loadingFailed" => found.push(format!("failed: {parameters}")),
                _ => {}
            }
        }
        found
    }
}

impl Drop for Page {
    /// Leaves a picture of what a failed test saw.
    fn drop(&mut self) {
        if !thread::panicking() {
            return;
        }
        let test = String::from(thread::current().name().unwrap_or("browser"));
        let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(test.replace("::", "-"))
            .with_extension("html");
        let picture = self.session.screenshot().unwrap_or_default();
        let page = format!("<title>{test}</title><img src=\"data:image/png;base64,{picture}\">");
        if fs::write(&file, page).is_ok() {
            eprintln!("what {test} saw: {}", file.display());
        }
    }
}
