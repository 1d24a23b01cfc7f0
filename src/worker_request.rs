//! What the page's exporter is asked for: a file about runs, or the script of a talk that is one text.

use crate::exports::Request;
use crate::talk::TalkFile;
use serde::{Deserialize, Serialize};

/// A request to the worker that carries what the first view does not need.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WorkerRequest {
    /// A file about runs.
    Export(Request),
    /// The script of a talk, as JSON.
    Talk(TalkFile),
}

impl WorkerRequest {
    /// The bytes that are asked for.
    ///
    /// # Errors
    ///
    /// Why there are none: a sentence, or the faults of the talk, a line for each.
    pub fn answer(&self) -> Result<Vec<u8>, String> {
        match self {
            WorkerRequest::Export(request) => request.answer(),
            WorkerRequest::Talk(talk) => {
                serde_json::to_vec(&talk.script()?).map_err(|error| error.to_string())
            }
        }
    }
}
