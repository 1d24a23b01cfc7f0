//! What the page's exporter is asked for: a file about runs, or the script of a talk that is one text.

use crate::exports::Request;
use crate::talk::TalkFile;
use goruntime::trace::Trace;
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
    /// The bytes that are asked for. An export with somebody's own program comes with its trace.
    ///
    /// # Errors
    ///
    /// Why there are none: a sentence, or the faults of the talk, a line for each.
    pub fn answer(&self, trace: Option<Trace>) -> Result<Vec<u8>, String> {
        match (self, trace) {
            (WorkerRequest::Export(request), None) if request.own.is_some() => Err(String::from(
                "The trace of the program did not come with the request, or cannot be read",
            )),
            (WorkerRequest::Export(request), None) => request.answer(),
            (WorkerRequest::Export(request), Some(trace)) => request.answer_with(trace),
            (WorkerRequest::Talk(talk), _) => {
                serde_json::to_vec(&talk.script()?).map_err(|error| error.to_string())
            }
        }
    }
}
