//! What to make of the page.

use std::path::PathBuf;

use clap::Args;

/// What to make of the page.
#[derive(Debug, Default, Args)]
pub(crate) struct PageOptions {
    /// Also make dist/goroutine-lab.html: the whole page as one file, which runs from a disk without a network
    #[arg(long)]
    pub(crate) single_file: bool,
    /// The address at which the page will be, such as <https://lab.example/go/>. Previews in chats need it, and the page
    /// as one file shares links to it
    #[arg(long, value_name = "URL", value_parser = read_address)]
    pub(crate) address: Option<String>,
    /// A picture for previews in chats, which becomes dist/social.png: `goroutine-lab run '' --format png --picture preview` writes one
    #[arg(long, value_name = "PNG", requires = "address")]
    pub(crate) picture: Option<PathBuf>,
}

impl PageOptions {
    /// Everything that tests look at.
    pub(crate) const ALL: Self = Self {
        single_file: true,
        address: None,
        picture: None,
    };
}

/// The address of a folder, with a slash at its end.
fn read_address(text: &str) -> Result<String, String> {
    let host = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    let is_folder = host.is_some_and(|host| {
        let strange = |c: char| c.is_whitespace() || c.is_control() || "?#\"<>".contains(c);
        !host.is_empty() && !host.starts_with('/') && !host.contains(strange)
    });
    if is_folder {
        Ok(format!("{}/", text.trim_end_matches('/')))
    } else {
        Err("allowed is the address of a folder, such as https://lab.example/go/".to_owned())
    }
}
