//! The programs that run in workers: exports, and people's own Go programs.

use bundle::contained_script;
use gloo_file::{Blob, ObjectUrl};
use gloo_utils::document;
use web_sys::Worker;

/// The script with which a worker starts. As long as it lives, workers can be started.
pub(crate) struct WorkerScript {
    address: String,
    /// The script of a page that is one file.
    contained: Option<ObjectUrl>,
}

impl WorkerScript {
    /// That of a program by its name. The document says where it is, or holds it: a page that is open while its host gets another
    /// version takes that of its own, or none.
    pub(crate) fn of(name: &str) -> WorkerScript {
        let meta = document().query_selector(&["meta[name=", name, "]"].concat());
        let named = meta.ok().flatten();
        let named = named.and_then(|meta| meta.get_attribute("content"));
        // Before `cargo xtask build` has finished the page, scripts lie where trunk puts them (`assets/*_loader.js`).
        let address = named.unwrap_or_else(|| [name, "_loader.js"].concat());
        let script = contained_script(&address);
        let blob =
            |script: String| Blob::new_with_options(script.as_str(), Some("text/javascript"));
        WorkerScript {
            contained: script.map(|script| ObjectUrl::from(blob(script))),
            address,
        }
    }

    /// Starts a worker; none where the browser refuses.
    pub(crate) fn start(&self) -> Option<Worker> {
        let address = self.contained.as_deref().unwrap_or(&self.address);
        Worker::new(address).ok()
    }
}
