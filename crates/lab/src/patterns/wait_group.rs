//! Misuse of a `WaitGroup`: `Add` too late, `Done` once too often, and a counter that touches zero too soon.

use super::print::{print_error, print_summary};
use super::source::{Program, at, functions};
use super::{Line, Pattern};
use crate::params::Key;
use crate::world::{Workload, process};
use futures::future::LocalBoxFuture;
use goruntime::go::{Error, WaitGroup, context, defer, go_named};
use std::rc::Rc;

const GO: Program = Program::new(include_str!("../../../../assets/go/wait-group/main.go"));
const GO_125: Program = Program::new(include_str!("../../../../assets/go/wait-group/go125.go"));

/// The lines of a variant in which each task has a goroutine from the beginning.
struct Lines {
    spawn: Line,
    work: Line,
    wait: Line,
}

const IN_GOROUTINE: Lines = Lines {
    spawn: GO.line("go process(task)"),
    work: GO.line("work(t)\n\t\t}\n\t\tgo process"),
    wait: GO.line("wg.Wait() // The counter"),
};
const BEFORE_GO: Lines = Lines {
    spawn: GO.line("go func(t lab.Task) {\n\t\t\tdefer wg.Done() // Once"),
    work: GO.line("work(t)\n\t\t}(task)"),
    wait: GO.line("wg.Wait()\n}\n\n// Wrong on purpose: a task"),
};
const BY_GO: Lines = Lines {
    spawn: GO_125.line("wg.Go(func() {"),
    work: GO_125.line("work(task)"),
    wait: GO_125.line("wg.Wait()"),
};
const TWICE: Lines = Lines {
    spawn: GO.line("go func(t lab.Task) {\n\t\t\tdefer wg.Done()\n"),
    work: GO.line("if err := work(t)"),
    wait: GO.line("wg.Wait()\n}\n\n// Wrong on purpose: Done comes"),
};
const DONE_AGAIN: Line = GO.line("wg.Done() // The deferred");

/// The lines of a crawler.
struct CrawlLines {
    read: Line,
    follow: Line,
}

const DONE_FIRST: CrawlLines = CrawlLines {
    read: GO.line("work(pages[page])\n\twg.Done()"),
    follow: GO.line("go crawlDoneFirst(pages, link)"),
};
const DONE_LAST: CrawlLines = CrawlLines {
    read: GO.line("work(pages[page])\n\tfor"),
    follow: GO.line("go crawl(pages, link)"),
};
const WAIT_FOR_CRAWL: Line = GO.line("wg.Wait()\n}\n\nfunc work");

pub(super) const PATTERN: Pattern = Pattern {
    id: "wait-group",
    name: "WaitGroup: Add too late",
    summary: "Each goroutine calls Add itself: main comes to Wait before any has, and does not wait at all.",
    when: "Never: call Add before the go statement, or use wg.Go.",
    folder: "wait-group",
    source: functions!(GO, "func addInGoroutine"),
    params: &[],
    defaults: &[
        (Key::Tasks, "5"),
        (Key::Latency, "uniform:50..150ms"),
        (Key::Fail, "1"),
    ],
    note: Some(
        "With several processors some goroutines may call Add in time: then it works now and then. go vet reports the \
         mistake since Go 1.25, where Add is the first statement of go func() { … }().",
    ),
    main: |tasks| Box::pin(run(tasks, Way::InGoroutine, &IN_GOROUTINE)),
};

pub(super) const FIXED: Pattern = Pattern {
    id: "wait-group-fixed",
    name: "WaitGroup: Add before go",
    summary: "Main calls Add before each go statement; Done is deferred, and called once however the function ends.",
    when: "Whenever goroutines are waited for, and before Go 1.25 there is no wg.Go.",
    source: functions!(GO, "func addBeforeGo"),
    note: None,
    main: |tasks| Box::pin(run(tasks, Way::BeforeGo, &BEFORE_GO)),
    ..PATTERN
};

pub(super) const GO_METHOD: Pattern = Pattern {
    id: "wait-group-go",
    name: "WaitGroup: wg.Go",
    summary: "wg.Go calls Add, starts the goroutine and calls Done at its end: nothing can be forgotten or doubled.",
    when: "Since Go 1.25, always.",
    source: functions!(GO_125, "func startWithGo"),
    main: |tasks| Box::pin(run(tasks, Way::ByGo, &BY_GO)),
    ..FIXED
};

pub(super) const NEGATIVE: Pattern = Pattern {
    id: "wait-group-negative",
    name: "WaitGroup: Done twice",
    summary: "A task that fails calls Done itself, and the deferred Done follows: the counter falls below zero, which panics.",
    when: "Never: defer Done once, and call it nowhere else.",
    source: functions!(GO, "func doneTwice"),
    note: Some(
        "If another task is still running, the counter is zero too soon instead: Wait returns, and main goes on without it.",
    ),
    main: |tasks| Box::pin(run(tasks, Way::DoneTwice, &TWICE)),
    ..PATTERN
};

pub(super) const REUSE: Pattern = Pattern {
    id: "wait-group-reuse",
    name: "WaitGroup: Add after Done",
    summary: "A crawler calls Done for a page before Add for its links: the counter touches zero, Wait is released, and finds \
              the group in use again, which panics.",
    when: "Never: Add for what follows comes before the Done of what it follows from.",
    source: functions!(GO, "func crawlDoneFirst", "func startCrawl"),
    defaults: &[(Key::Tasks, "7"), (Key::Latency, "uniform:50..150ms")],
    note: Some(
        "On several processors main may also go on before the Add: then Wait returns, and the rest of the pages is lost.",
    ),
    main: |pages| Box::pin(start_crawl(pages, true)),
    ..PATTERN
};

pub(super) const REUSE_FIXED: Pattern = Pattern {
    id: "wait-group-reuse-fixed",
    name: "WaitGroup: Add before Done",
    summary: "The crawler calls Add for a page's links first, and the deferred Done last: the counter is zero only at the end.",
    when: "Whenever a goroutine that is waited for starts others.",
    source: functions!(GO, "func crawl(", "func startCrawl"),
    note: None,
    main: |pages| Box::pin(start_crawl(pages, false)),
    ..REUSE
};

/// Where `Add` and `Done` are called.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    InGoroutine,
    BeforeGo,
    ByGo,
    DoneTwice,
}

async fn run(tasks: Workload, way: Way, lines: &'static Lines) {
    let wg = WaitGroup::new().named("wg");
    for task in 0..tasks.len() {
        at(lines.spawn);
        let (t, group) = (tasks.clone(), wg.clone());
        if way == Way::ByGo {
            wg.go_named(("task", task), async move {
                at(lines.work);
                let _ = work(&t, task).await;
            });
            continue;
        }
        if way != Way::InGoroutine {
            wg.add(1);
        }
        go_named(("task", task), async move {
            if way == Way::InGoroutine {
                group.add(1);
            }
            let _done = defer(|| group.done());
            at(lines.work);
            let result = work(&t, task).await;
            if way == Way::DoneTwice && result.is_err() {
                at(DONE_AGAIN);
                group.done();
            }
        });
    }
    at(lines.wait);
    wg.wait().await;
    print_summary(&tasks);
}

async fn work(tasks: &Workload, task: usize) -> Result<(), Error> {
    let result = process(&context::background(), tasks, task).await;
    if let Err(err) = &result {
        print_error(err);
    }
    result
}

/// The pages, which are the tasks, and the group that waits for them.
struct Crawl {
    pages: Workload,
    wg: WaitGroup,
    /// Whether `Done` for a page comes before `Add` for its links.
    done_first: bool,
    lines: &'static CrawlLines,
}

async fn start_crawl(pages: Workload, done_first: bool) {
    let lines = if done_first { &DONE_FIRST } else { &DONE_LAST };
    let crawl = Rc::new(Crawl {
        pages,
        wg: WaitGroup::new().named("wg"),
        done_first,
        lines,
    });
    crawl.wg.add(1);
    crawl.start(0);
    at(WAIT_FOR_CRAWL);
    crawl.wg.wait().await;
    print_summary(&crawl.pages);
}

impl Crawl {
    /// Starts the goroutine of a page.
    fn start(self: &Rc<Crawl>, page: usize) {
        let body: LocalBoxFuture<'static, ()> = Box::pin(Rc::clone(self).read(page));
        go_named(("page", page), body);
    }

    async fn read(self: Rc<Crawl>, page: usize) {
        let mut done = Some(defer(|| self.wg.done()));
        at(self.lines.read);
        let _ = work(&self.pages, page).await;
        if self.done_first {
            drop(done.take());
        }
        let links = (2 * page + 1..=2 * page + 2).filter(|link| *link < self.pages.len());
        for link in links {
            at(self.lines.follow);
            self.wg.add(1);
            self.start(link);
        }
    }
}
