//! The talk on paper: each step's run as a picture, and a page of HTML with all steps, ready to be printed.

use super::check::{bad_diagram, go_lines};
use crate::comparison::Comparison;
use crate::exports::{Look, Request, run_svg};
use lab::link;
use picture::{FigureView, Theme};
use std::fmt::Write as _;
use talk::{Diagram, Fault, Form, Part, Step, Talk};

/// The style: one step a page, on A4 and on Letter.
const STYLE: &str = include_str!("handout.css");

/// The width of a picture in pixels: narrower than on a screen, so that its letters are larger on paper.
const PAPER: u16 = 720;

/// The picture of a step's run as SVG, in colours for paper.
#[must_use]
pub fn picture(step: &Step) -> String {
    let scenario = link::parse(&step.link).scenario;
    let comparison = Comparison::simulate(scenario, |_| ());
    let view = FigureView {
        from: goruntime::time::Time::default(),
        to: None,
        goroutine: None,
        lens: None,
    };
    run_svg(&comparison, Look::new(Theme::Light, PAPER), view)
}

/// The picture of a diagram as SVG, in colours for paper.
///
/// # Errors
///
/// What is wrong with its link, with the diagram's place in the talk.
pub fn diagram(talk: &Talk, diagram: &Diagram) -> Result<Vec<u8>, Fault> {
    let drawn = Request::of_diagram(diagram, Look::new(Theme::Light, PAPER)).answer();
    drawn.map_err(|wrong| bad_diagram(&talk.file, diagram, &wrong))
}

/// The steps of a form in their order, then the cards, as one page of HTML. The pictures are files beside it: a step's id with
/// the ending `.svg`.
#[must_use]
pub fn handout(talk: &Talk, form: &Form) -> String {
    let title = escaped(&talk.title);
    let given = [Some(&form.title), talk.name.as_ref(), talk.date.as_ref()];
    let given: Vec<&str> = given.into_iter().flatten().map(String::as_str).collect();
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<header><h1>{title}</h1><p>{}</p></header>\n",
        escaped(&given.join(" · "))
    );
    let mut number = 0;
    for section in &form.sections {
        // Writing to a String cannot fail.
        let _ = writeln!(
            page,
            "<h2>{} <small>{}</small></h2>",
            escaped(&section.title),
            minutes(section.seconds)
        );
        for (step, seconds) in talk.steps_of(form, section) {
            number += 1;
            let place = format!("{number} · {}", minutes(seconds));
            page += &article(step, &place);
        }
    }
    if !talk.diagrams.is_empty() {
        page += "<h2>Diagrams</h2>\n";
    }
    for diagram in &talk.diagrams {
        let (title, file) = (escaped(&diagram.title), diagram.file_name());
        // Writing to a String cannot fail.
        let _ = write!(
            page,
            "<article id=\"{file}\">\n<h3>{title} <small>diagram {} · {}</small></h3>\n\
             <p><img src=\"{file}.svg\" alt=\"{title}\"></p>\n<p class=\"link\">?{}</p>\n</article>\n",
            diagram.number,
            diagram.kind.word(),
            escaped(&diagram.link)
        );
    }
    page += "<h2>Cards</h2>\n";
    for step in talk.cards() {
        page += &article(step, step.card.as_deref().unwrap_or_default());
    }
    page + "</body>\n</html>\n"
}

fn article(step: &Step, place: &str) -> String {
    let Step { id, title, .. } = step;
    let title = escaped(title);
    let mut text = format!(
        "<article id=\"{id}\">\n<h3>{title} <small>{}</small></h3>\n<div class=\"idea\">\n{}</div>\n\
         <p><img src=\"{id}.svg\" alt=\"{title}: the run\"></p>\n<p class=\"link\">?{}</p>\n",
        escaped(place),
        step.idea.html,
        escaped(&step.link)
    );
    let lines = go_lines(step).unwrap_or_default();
    if !lines.is_empty() {
        text += "<pre><code>";
        for line in &lines {
            // Writing to a String cannot fail.
            let _ = writeln!(
                text,
                "<span>{:>3}</span> {}",
                line.number,
                escaped(&line.text)
            );
        }
        text += "</code></pre>\n";
    }
    let marks = step.marks.iter().map(|mark| {
        let at = mark.at.as_deref().unwrap_or("at the end");
        format!("<li><b>{}</b> {}</li>\n", escaped(at), escaped(&mark.says))
    });
    let marks: String = marks.collect();
    if !marks.is_empty() {
        let _ = write!(text, "<ul class=\"marks\">\n{marks}</ul>\n");
    }
    let parts = [
        ("Notice", &step.notice),
        ("Try", &step.tries),
        ("As printed", &step.printed),
        ("Notes", &step.notes),
    ];
    for (heading, Part { html, .. }) in parts.into_iter().filter(|(_, part)| !part.html.is_empty())
    {
        let _ = write!(text, "<h4>{heading}</h4>\n{html}");
    }
    text + "</article>\n"
}

/// Seconds as minutes: `1.5 min`.
fn minutes(seconds: u32) -> String {
    format!("{} min", f64::from(seconds) / 60.0)
}

pub(super) fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    text.replace('>', "&gt;").replace('"', "&quot;")
}
