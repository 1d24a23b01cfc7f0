use super::*;
use crate::{Excerpt, Place};

const PLAN: &str = r#"
title = "A talk"
[[form]]
id = "25"
title = "25 minutes"
[[form.section]]
id = "pools"
title = "Worker pools"
minutes = 1.5
"#;

const STEP: &str = r#"+++
title = "Batches"
link = "pattern=batched"
covers = ["slide 5", "diagram 1"]
figures = [{ of = "batched", read = "total", is = "2 s" }]
quotes = ["1,000"]
[in.25]
section = "pools"
minutes = 1.5
[go]
program = "batched"
function = "processTasksInBatches"
[[mark]]
says = "The first batch ends."
at = "100ms"
pattern = "batched"
+++
The batch bounds *how many* there are. The rest waits <b>here</b>.

## Try
- [ten at once](?pattern=batched&batch=10)

## Notes
Wait for the laugh.
"#;

fn read(plan: &str, step: &str) -> Result<Talk, Vec<Fault>> {
    Talk::read(("talk.toml", plan), [("steps/10-batches.md", step)])
}

#[track_caller]
fn check_fault(step: &str, expected: &str) {
    let faults = read(PLAN, step).expect_err("it has a fault");
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|fault| fault == expected), "{said:#?}");
}

#[test]
fn a_step_is_read() {
    let talk = read(PLAN, STEP).expect("it has no fault");
    let step = talk.step("10-batches").expect("it is there");
    assert_eq!(step.covers, [Place::Slide(5), Place::Diagram(1)]);
    assert_eq!(
        (step.figures[0].is.as_str(), step.figures[0].line),
        ("2 s", 5)
    );
    assert_eq!(
        step.idea.plain,
        "The batch bounds how many there are. The rest waits <b>here</b>."
    );
    assert_eq!(
        step.idea.html,
        "<p>The batch bounds <em>how many</em> there are. The rest waits &lt;b&gt;here&lt;/b&gt;.</p>\n"
    );
    assert_eq!(step.notes.plain, "Wait for the laugh.");
    let links: Vec<_> = step.lab_links().map(|(link, _)| link).collect();
    assert_eq!(links, ["pattern=batched&batch=10"]);
    let form = talk.form("25").expect("it is there");
    assert_eq!((form.seconds(), talk.order(form).count()), (90, 1));
    assert_eq!(talk.covering(Place::Slide(5)).count(), 1);
    assert_eq!(talk.cards().count(), 0);
}

#[test]
fn a_fault_names_file_line_field_value_and_what_is_allowed() {
    let change = |from: &str, to: &str| {
        assert!(STEP.contains(from), "{from}");
        STEP.replacen(from, to, 1)
    };
    let file = "steps/10-batches.md";
    check_fault(
        &change("minutes = 1.5", "minutes = 0.3"),
        &format!("{file}:9: minutes = 0.3: allowed are minutes in quarters, 0.25 to 60"),
    );
    check_fault(
        &change("section = \"pools\"", "section = \"pool\""),
        &format!("{file}:8: section = pool: allowed is pools"),
    );
    check_fault(
        &change("[in.25]", "[in.35]"),
        &format!("{file}:7: in = 35: allowed is 25"),
    );
    check_fault(
        &change("diagram 1", "diagram 13"),
        &format!("{file}:4: covers = diagram 13: {}", Place::allowed()),
    );
    check_fault(
        &change("link = \"pattern", "link = \"?pattern"),
        &format!("{file}:3: link = ?pattern=batched: it is written without its ?"),
    );
    check_fault(
        &change("## Try", "## Do"),
        &format!("{file}:20: heading = Do: allowed is Try, Notice, As printed, Notes"),
    );
    check_fault(
        &change("waits <b>here</b>.", "waits. It does."),
        &format!("{file}:18: idea = 3 sentences: one idea is said in 1 to 2 sentences"),
    );
    check_fault(
        &change("quotes", "quote"),
        &format!(
            "{file}:6: head = quote = [\"1,000\"]: unknown field `quote`, expected one of `title`, `link`, `card`, `covers`, \
             `figures`, `gain`, `quotes`, `in`, `go`, `mark`"
        ),
    );
    check_fault(
        &change("+++\n", ""),
        &format!("{file}:1: head: a step begins with a head in TOML between two lines of +++"),
    );
    check_fault(
        &change("function = \"processTasksInBatches\"\n", ""),
        &format!(
            "{file}:11: go = batched: a function is needed, or the first and the last line: from and to"
        ),
    );
}

#[test]
fn the_steps_of_a_section_take_its_minutes() {
    let faults = read(&PLAN.replace("1.5", "2"), STEP).expect_err("the minutes differ");
    assert_eq!(
        faults[0].to_string(),
        "talk.toml:9: form 25, section pools = 2 min: its steps take 1.5 min"
    );
}

/// The same talk as one text.
fn single(plan: &str, step: &str) -> String {
    format!("{plan}{}", step.replacen("+++\n", "+++ 10-batches\n", 1))
}

#[test]
fn a_talk_that_is_one_text_is_that_of_its_files() {
    let of_files = read(PLAN, STEP).expect("it has no fault");
    let one = Talk::read_single("mine.md", &single(PLAN, STEP)).expect("it has no fault");
    let (was, is) = (&of_files.steps[0], &one.steps[0]);
    assert_eq!((&was.id, &was.link), (&is.id, &is.link));
    assert_eq!(
        (&was.idea.html, &was.tries.html),
        (&is.idea.html, &is.tries.html)
    );
    assert_eq!(one.forms, of_files.forms);
    assert_eq!(is.link_line, was.link_line + PLAN.lines().count());
}

#[test]
fn faults_of_one_text_have_its_lines() {
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let faults = Talk::read_single("mine.md", text).expect_err("it has a fault");
        let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(said, expected);
    }
    let first = PLAN.lines().count() + 1;
    let whole = single(PLAN, STEP);
    check(
        &whole.replace("diagram 1", "diagram 13"),
        &[&format!(
            "mine.md:{}: covers = diagram 13: {}",
            first + 3,
            Place::allowed()
        )],
    );
    check(
        &whole.replace("+++ 10-batches", "+++ Ten Batches"),
        &[&format!(
            "mine.md:{first}: +++ = Ten Batches: allowed are small letters, digits, - and _"
        )],
    );
    // A link could not name such a form.
    for id in ["5,a", "mine.md", "on", ""] {
        let named = whole.replace("id = \"25\"", &format!("id = \"{id}\""));
        check(
            &named.replace("[in.25]", &format!("[in.\"{id}\"]")),
            &[&format!(
                "mine.md:4: form.id{}: allowed are small letters, digits, - and _, but not 1 and on, which mean the first form in links",
                if id.is_empty() {
                    String::new()
                } else {
                    format!(" = {id}")
                },
            )],
        );
    }
    let twice = [whole.as_str(), whole.trim_start_matches(PLAN)].concat();
    check(
        &twice.replacen("title = \"Batches\"", "title = \"\"", 1),
        &[
            &format!("mine.md:{}: title: a title is needed", first + 1),
            &format!(
                "mine.md:{}: step = 10-batches: two steps have this name",
                first + STEP.lines().count()
            ),
        ],
    );
    check(
        &whole.replacen("minutes = 1.5", "minutes = 2", 1),
        &["mine.md:9: form 25, section pools = 2 min: its steps take 1.5 min"],
    );
    check(
        "title = \"A talk\"\n",
        &[
            "mine.md:1: steps: there is none: a line +++ NAME begins one, and behind it stands its head",
        ],
    );
    check(
        &whole.replacen("title = \"A talk\"", "tilte = \"A talk\"", 1),
        &[
            "mine.md:2: head = tilte = \"A talk\": unknown field `tilte`, expected one of `title`, `name`, `date`, `form`, `scenario`, `diagram`",
        ],
    );
}

#[test]
fn a_scenario_of_the_talks_own_is_in_its_links() {
    let plan = PLAN.replace(
        "[[form]]",
        "name = \"A. Speaker\"\ndate = \"2027-02-01\"\n[[scenario]]\nid = \"ours\"\ntitle = \"Our builds\"\nlink = \"pattern=batched&tasks=300\"\n[[form]]",
    );
    let step = STEP
        .replace("link = \"pattern=batched\"", "link = \"scenario=ours\"")
        .replace("?pattern=batched&batch=10", "?scenario=ours&batch=10");
    let talk = read(&plan, &step).expect("it has no fault");
    assert_eq!(talk.name.as_deref(), Some("A. Speaker"));
    assert_eq!(talk.date.as_deref(), Some("2027-02-01"));
    let step = &talk.steps[0];
    assert_eq!(step.link, "pattern=batched&tasks=300&title=Our+builds");
    let links: Vec<_> = step.lab_links().map(|(link, _)| link).collect();
    assert_eq!(
        links,
        ["pattern=batched&tasks=300&batch=10&title=Our+builds"]
    );
    assert!(
        step.tries
            .html
            .contains("href=\"?pattern=batched&amp;tasks=300"),
        "{}",
        step.tries.html
    );
}

const GO: &str = "package main\n\nfunc (b *broker) run() {\n\tfor {\n\t\twait()\n\t}\n}\n\nfunc run() {\n\twait()\n}\n";

#[track_caller]
fn check_cut(
    function: Option<&str>,
    from: Option<&str>,
    to: Option<&str>,
    expected: Result<&[(usize, &str)], &str>,
) {
    let own = |text: Option<&str>| text.map(String::from);
    let excerpt = Excerpt {
        program: String::from("x"),
        function: own(function),
        from: own(from),
        to: own(to),
        line: 1,
    };
    let cut = excerpt.cut(GO);
    let lines: Vec<(usize, &str)> = cut
        .iter()
        .flatten()
        .map(|line| (line.number, line.text.as_str()))
        .collect();
    match expected {
        Ok(expected) => assert_eq!(lines, expected),
        Err(expected) => {
            let (field, value, wrong) = cut.expect_err("it cannot be cut");
            assert_eq!(format!("{field} = {value}: {wrong}"), expected);
        }
    }
}

#[test]
fn lines_are_cut_out_of_the_program() {
    check_cut(
        Some("run"),
        None,
        None,
        Ok(&[(9, "func run() {"), (10, "\twait()"), (11, "}")]),
    );
    check_cut(
        Some("(*broker).run"),
        Some("for {"),
        Some("wait()"),
        Ok(&[(4, "for {"), (5, "\twait()")]),
    );
    check_cut(
        None,
        Some("func (b"),
        Some("for {"),
        Ok(&[(3, "func (b *broker) run() {"), (4, "\tfor {")]),
    );
    check_cut(
        Some("walk"),
        None,
        None,
        Err("go.function = walk: no function of the program has this name"),
    );
    check_cut(
        None,
        Some("wait()"),
        Some("}"),
        Err("go.from = wait(): more than one line has this text"),
    );
    check_cut(
        Some("run"),
        Some("for"),
        None,
        Err("go.from = for: no line has this text"),
    );
    check_cut(
        Some("run"),
        None,
        Some("for"),
        Err("go.to = for: no line from the first one on has this text"),
    );
}

#[test]
fn diagrams_are_read_and_their_numbers_rise() {
    let with = |number: u8, kind: &str| {
        let diagram = "[[diagram]]\nnumber = 1\ntitle = \"Bars\"\nkind = \"bars\"\nlink = \"pattern=batched\"\n";
        format!(
            "{PLAN}{diagram}{}",
            diagram
                .replace("number = 1", &format!("number = {number}"))
                .replace("bars", kind)
        )
    };
    let talk = read(&with(2, "flow"), STEP).expect("it has no fault");
    let names: Vec<String> = talk.diagrams.iter().map(Diagram::file_name).collect();
    assert_eq!(names, ["diagram-01-bars", "diagram-02-flow"]);
    let line = PLAN.lines().count() + 7;
    let said = |plan: &str| read(plan, STEP).expect_err("it has a fault")[0].to_string();
    assert_eq!(
        said(&with(1, "flow")),
        format!(
            "talk.toml:{line}: diagram.number = 1: the numbers of diagrams begin with 1 and rise"
        )
    );
    assert!(said(&with(2, "film")).contains("expected one of `bars`, `flow`, `memory`"));
}

#[test]
fn what_was_gained_is_a_picture_whose_figures_are_the_steps() {
    let gain = r#"
[[gain]]
says = "status & more"
link = "scenario=workflow-status&latency=list:1,2"
before = { of = "sequential", is = "500 ms" }
after = { of = "fan-out-fan-in", is = "300 ms" }
faster = "1.67×"
[[gain]]
says = "builds"
link = "scenario=ci-auto-trigger"
before = { of = "unbounded", read = "killed", is = "78 ms", says = "killed" }
after = { of = "batched", is = "2 s" }
[[mark]]"#;
    let talk = read(PLAN, &STEP.replacen("\n[[mark]]", gain, 1)).expect("it has no fault");
    let step = talk.step("10-batches").expect("it is there");
    let figures = step.figures.iter().map(|figure| {
        let link = figure.link.as_deref().unwrap_or_default();
        (figure.of.join(","), figure.is.as_str(), link)
    });
    let status = "scenario=workflow-status&latency=list:1,2";
    let crash = "scenario=ci-auto-trigger";
    let own = |id: &str| String::from(id);
    assert_eq!(
        figures.collect::<Vec<_>>(),
        [
            (own("batched"), "2 s", ""),
            (own("sequential"), "500 ms", status),
            (own("fan-out-fan-in"), "300 ms", status),
            (own("sequential,fan-out-fan-in"), "1.67×", status),
            (own("unbounded"), "78 ms", crash),
            (own("batched"), "2 s", crash),
        ]
    );
    let html = &step.notice.html;
    for part in [
        "<a href=\"?scenario=workflow-status&amp;latency=list:1,2\">status &amp; more</a>",
        "<rect width=\"60.0\" height=\"1\"/></svg><b>300 ms</b></span></td><td>1.67×</td>",
        "<span class=\"before\"><b class=\"none\">killed</b></span>",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
}
