//! What a host asks of the page.

use super::event::VERSION;
use super::rights::Rights;
use crate::ui::state::command::Command;
use crate::ui::state::shown::Shown;
use serde::Deserialize as _;
use serde_json::{Map, Value};

/// The longest message that is read, in characters of its JSON text.
pub const MOST_CHARACTERS: usize = 100_000;

/// The largest integer that JavaScript's numbers hold exactly.
const LARGEST_ID: u64 = (1 << 53) - 1;
/// The longest piece of a message that a refusal quotes, in characters.
const QUOTED: usize = 60;
/// The longest reason, in characters.
const MOST_WORDS: usize = 600;

/// A request that can be carried out.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// What the answer will name; none if no answer is wanted.
    pub id: Option<u64>,
    /// What is asked.
    pub wish: Wish,
}

/// What is asked of the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// Who is there? From then on the host is told what changes.
    Hello,
    /// What is shown.
    State,
    /// A command.
    Command(Command),
    /// To show again what a state says.
    Show(Shown),
}

/// A request that is refused: nothing changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// That of the request, if it could be read.
    pub id: Option<u64>,
    /// What was refused, its value, and what is allowed.
    pub reason: String,
}

/// Reads a message that is for the Lab, of a host with these rights, in its JSON text.
///
/// # Errors
///
/// What is refused, and why.
pub fn receive(text: &str, rights: Rights) -> Result<Request, Refusal> {
    let refused = |reason: String| Refusal { id: None, reason };
    if text.len() > MOST_CHARACTERS {
        let length = text.len();
        return Err(refused(format!(
            "the message has {length} characters: allowed are up to {MOST_CHARACTERS}"
        )));
    }
    let message: Map<String, Value> =
        serde_json::from_str(text).map_err(|error| refused(format!("the message: {error}")))?;
    let id = message.get("id").map(id_of).transpose().map_err(refused)?;
    let wish = wish_of(&message, rights).map_err(|reason| Refusal {
        id,
        reason: abridged(&reason, MOST_WORDS),
    })?;
    Ok(Request { id, wish })
}

fn id_of(value: &Value) -> Result<u64, String> {
    let id = value.as_u64().filter(|id| *id <= LARGEST_ID);
    id.ok_or_else(|| {
        let given = quoted(value);
        format!("id {given}: allowed is an integer from 0 to 2^53 − 1")
    })
}

fn wish_of(message: &Map<String, Value>, rights: Rights) -> Result<Wish, String> {
    let known = ["target", "version", "id", "request"];
    if let Some(name) = message.keys().find(|name| !known.contains(&name.as_str())) {
        let name = abridged(name, QUOTED);
        return Err(format!(
            "{name:?}: a message has target, version, id and request"
        ));
    }
    let version = message.get("version").unwrap_or(&Value::Null);
    if version.as_u64() != Some(VERSION.into()) {
        return Err(format!("version {}: allowed is {VERSION}", quoted(version)));
    }
    let request = message.get("request").unwrap_or(&Value::Null);
    match request {
        Value::String(word) if word == "hello" => Ok(Wish::Hello),
        Value::String(word) if word == "state" => Ok(Wish::State),
        Value::Object(members) => match members.get("show") {
            Some(state) => shown_of(state, rights).map(Wish::Show),
            None => command_of(request, rights).map(Wish::Command),
        },
        other => Err(format!(
            "request {}: allowed is \"hello\", \"state\", {{\"show\":state}} or a command such as {{\"command\":\"play\"}}",
            quoted(other)
        )),
    }
}

fn shown_of(state: &Value, rights: Rights) -> Result<Shown, String> {
    match rights.refusal_of_show() {
        Some(why) => Err(format!("show {}: {why}", quoted(state))),
        None => Shown::deserialize(state)
            .map_err(|error| format!("show {}: {error}: allowed is a state", quoted(state))),
    }
}

fn command_of(request: &Value, rights: Rights) -> Result<Command, String> {
    let command = Command::deserialize(request)
        .map_err(|error| format!("request {}: {error}", quoted(request)))?;
    match rights.refusal(&command) {
        Some(why) => Err(format!("request {}: {why}", quoted(request))),
        None => Ok(command),
    }
}

fn quoted(value: &Value) -> String {
    abridged(&value.to_string(), QUOTED)
}

fn abridged(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => String::from(text),
    }
}
