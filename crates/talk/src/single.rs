//! A talk as one text: the lines of `talk.toml`, then the steps, each behind a line `+++ NAME`.

use crate::fault::Fault;
use crate::name::{NAME, is_name};
use crate::step::Source;

/// The plan, and the steps in their order. Their lines are those of the whole text.
pub(crate) fn split<'a>(
    file: &'a str,
    text: &'a str,
) -> Result<(&'a str, Vec<Source<'a>>), Vec<Fault>> {
    let (mut plan, mut steps, mut faults) = (text.len(), Vec::<Source>::new(), Vec::new());
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let behind = at + line.len();
        if let Some(name) = name_of(line) {
            if let Some(last) = steps.last_mut() {
                last.text = &last.text[..at - last.begins];
            }
            plan = plan.min(at);
            if !is_name(name) {
                faults.push(Fault {
                    file: String::from(file),
                    line: number + 1,
                    field: String::from("+++"),
                    value: String::from(name),
                    allowed: String::from(NAME),
                });
            }
            steps.push(Source {
                file,
                id: name,
                text: &text[behind..],
                begins: behind,
                before: number,
                has_sign: false,
            });
        }
        at = behind;
    }
    if steps.is_empty() {
        faults.push(Fault {
            file: String::from(file),
            line: text.lines().count().max(1),
            field: String::from("steps"),
            value: String::new(),
            allowed: String::from(
                "there is none: a line +++ NAME begins one, and behind it stands its head",
            ),
        });
    }
    if faults.is_empty() {
        Ok((&text[..plan], steps))
    } else {
        Err(faults)
    }
}

/// The name in a line that begins a step.
fn name_of(line: &str) -> Option<&str> {
    let name = line.strip_prefix("+++ ")?.trim();
    (!name.is_empty()).then_some(name)
}
