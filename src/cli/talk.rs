//! `goroutine-lab talk`: the steps and cards of the talk, their check, and the talk on paper.

use super::Refusal;
use super::answer::Answer;
use super::arguments::TalkArguments;
use super::progress::Progress;
use ::talk::{Fault, Form, Place, Talk};
use analysis::fmt::grouped;
use goroutine_lab::exports::{Look, Request};
use goroutine_lab::packed::MOST_TEXT;
use goroutine_lab::talk::{
    TalkFile, card, check, diagram, handout, picture, read, read_own, script,
};
use lab::link::{self, TalkFrom, TalkOption};
use std::fs;
use std::path::Path;

pub(super) fn talk(arguments: &TalkArguments) -> Result<Answer, Refusal> {
    let Named { talk, text, form } = named(arguments)?;
    let ids: Vec<&str> = talk.forms.iter().map(|form| form.id.as_str()).collect();
    let (option, asked) = match &arguments.form {
        Some(form) => ("--form ", Some(form)),
        None => ("the link's form ", form.as_ref()),
    };
    let id = asked.map(String::as_str).or(ids.first().copied());
    let id = id.unwrap_or_default();
    let form = talk
        .form(id)
        .ok_or_else(|| Refusal(format!("{option}{id}: allowed is {}", ids.join(", "))))?;
    if arguments.check {
        return checked(&talk).map(Answer::from);
    }
    let address = arguments.address.as_deref();
    if arguments.link {
        let form = (ids.first() != Some(&id)).then_some(id);
        return link(text.as_ref(), form, address).map(Answer::from);
    }
    match &arguments.export {
        Some(folder) => export(&talk, form, folder, address).map(Answer::from),
        None => Ok(list(&talk, form).into()),
    }
}

/// A talk as the arguments name it.
struct Named {
    talk: Talk,
    /// Its text, if it is one.
    text: Option<TalkFile>,
    /// The form that a link names.
    form: Option<String>,
}

fn named(arguments: &TalkArguments) -> Result<Named, Refusal> {
    let of_path = |path: &Path| {
        let (talk, text) = read_own(path)?;
        Ok(Named {
            talk,
            text,
            form: None,
        })
    };
    match (&arguments.own, &arguments.from) {
        (Some(own), _) => match linked(own)? {
            Some(named) => Ok(named),
            None => of_path(own).map_err(Refusal),
        },
        (None, Some(path)) => {
            of_path(path).map_err(|wrong: String| Refusal(format!("--from: {wrong}")))
        }
        (None, None) => Ok(Named {
            talk: read().map_err(|faults| Refusal(lines(&faults)))?,
            text: None,
            form: None,
        }),
    }
}

/// The talk of a link; none if it is a file's name.
fn linked(own: &Path) -> Result<Option<Named>, Refusal> {
    let text = own.to_string_lossy();
    if own.exists() || !text.contains("talk=") {
        return Ok(None);
    }
    let link = link::parse(&text);
    if let Some(notice) = link.notices.iter().find(|notice| notice.name == "talk") {
        return Err(Refusal(notice.to_string()));
    }
    let option = link.options.talk.unwrap_or_default();
    let carried = TalkFile::of_link(&option).map_err(Refusal)?;
    let file = carried.ok_or_else(|| {
        Refusal(String::from(
            "the link carries no talk; allowed is one as Share writes it for a talk of one's own, with #talk=…",
        ))
    })?;
    let talk = Talk::read_single(&file.file, &file.text);
    Ok(Some(Named {
        talk: talk.map_err(|faults| Refusal(lines(&faults)))?,
        text: Some(file),
        form: option.form,
    }))
}

/// A link that carries a talk.
fn link(
    text: Option<&TalkFile>,
    form: Option<&str>,
    address: Option<&str>,
) -> Result<String, Refusal> {
    let file = text.ok_or_else(|| {
        Refusal(String::from(
            "--link: a link carries a talk that is one file; allowed is such a file",
        ))
    })?;
    // The page would refuse it, too.
    file.script()
        .map_err(|faults| Refusal(faults.replace('\n', "; ")))?;
    let packed = file.pack().ok_or_else(|| {
        Refusal(format!(
            "--link: {} has {} bytes; a link carries up to {}: offer the file itself",
            file.file,
            grouped(file.text.len() as u64),
            grouped(MOST_TEXT as u64)
        ))
    })?;
    let address = address.unwrap_or_default();
    let page = address.split('#').next().unwrap_or_default();
    let option = TalkOption {
        from: TalkFrom::Link(packed),
        form: form.map(String::from),
    };
    Ok(format!("{page}#talk={option}\n"))
}

/// Runs all of it.
fn checked(talk: &Talk) -> Result<String, Refusal> {
    let faults = check(talk);
    if !faults.is_empty() {
        return Err(Refusal(lines(&faults)));
    }
    let figures: usize = talk.steps.iter().map(|step| step.figures.len()).sum();
    Ok(format!(
        "{} steps and cards run, and {figures} figures come out of their runs.\n",
        talk.steps.len()
    ))
}

/// Writes the pictures and the pages.
fn export(
    talk: &Talk,
    form: &Form,
    folder: &Path,
    address: Option<&str>,
) -> Result<String, Refusal> {
    let script = script(talk).map_err(|faults| Refusal(lines(&faults)))?;
    let card = card(&script, address).map_err(|wrong| Refusal(format!("--address: {wrong}")))?;
    let failed = |path: &Path, error: &std::io::Error| {
        Refusal(format!(
            "--export {}: cannot write {}: {error}",
            folder.display(),
            path.display()
        ))
    };
    let write = |name: String, content: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, content).map_err(|error| failed(&path, &error))
    };
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    let steps: Vec<_> = talk
        .order(form)
        .map(|(_, step)| step)
        .chain(talk.cards())
        .collect();
    let progress = Progress::of(steps.len() + talk.diagrams.len());
    for step in &steps {
        write(format!("{}.svg", step.id), picture(step).as_bytes())?;
        progress.step();
    }
    for one in &talk.diagrams {
        let picture = diagram(talk, one).map_err(|fault| Refusal(fault.to_string()))?;
        write(format!("{}.svg", one.file_name()), &picture)?;
        progress.step();
    }
    let script = serde_json::to_string(&script).map_err(|error| Refusal(error.to_string()))?;
    write(String::from("talk.json"), script.as_bytes())?;
    write(String::from("card.html"), card.as_bytes())?;
    write(String::from("talk.html"), handout(talk, form).as_bytes())?;
    Ok(format!(
        "{}: {} pictures; print {}, and {} on one sheet.\n",
        folder.display(),
        steps.len() + talk.diagrams.len(),
        folder.join("talk.html").display(),
        folder.join("card.html").display()
    ))
}

/// The steps of a form with their numbers and minutes, then the cards.
fn list(talk: &Talk, form: &Form) -> String {
    let minutes = |seconds: u32| format!("{} min", f64::from(seconds) / 60.0);
    let places = |covers: &[Place]| {
        let places: Vec<String> = covers.iter().map(ToString::to_string).collect();
        places.join(", ")
    };
    let mut text = vec![format!("{} ({})", talk.title, form.title)];
    let given: Vec<&str> = [&talk.name, &talk.date]
        .into_iter()
        .filter_map(Option::as_deref)
        .collect();
    if !given.is_empty() {
        text.push(given.join(", "));
    }
    let mut number = 0;
    for section in &form.sections {
        text.push(format!(
            "\n{} ({})",
            section.title,
            minutes(section.seconds)
        ));
        for (step, seconds) in talk.steps_of(form, section) {
            number += 1;
            text.push(format!(
                "  {number:>2}. {} ({})",
                step.title,
                minutes(seconds)
            ));
            text.push(format!("      {} · {}", step.id, places(&step.covers)));
            text.push(format!("      ?{}", step.link));
        }
    }
    let mut group = "";
    for step in talk.cards() {
        let card = step.card.as_deref().unwrap_or_default();
        if card != group {
            text.push(format!("\nCards: {card}"));
            group = card;
        }
        text.push(format!("  {}", step.title));
        text.push(format!("      {} · {}", step.id, places(&step.covers)));
        text.push(format!("      ?{}", step.link));
    }
    if !talk.diagrams.is_empty() {
        text.push(String::from("\nDiagrams"));
    }
    for diagram in &talk.diagrams {
        let (kind, title) = (diagram.kind.word(), &diagram.title);
        let command = Request::of_diagram(diagram, Look::default()).command_line(false);
        text.push(format!("  {:>2}. {title} ({kind})", diagram.number));
        text.push(format!("      {command}"));
    }
    text.join("\n") + "\n"
}

fn lines(faults: &[Fault]) -> String {
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    faults.join("; ")
}
