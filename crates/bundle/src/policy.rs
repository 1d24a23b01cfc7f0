//! The page's content security policy. It stands in the page itself, since a static host need not send headers.

use crate::document::{attribute, insert};

/// What holds wherever the page is: Yew may set style attributes, and a `<base>` may not turn relative addresses around.
const ALWAYS: &str =
    "style-src-attr 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'none'";

/// The page with the policy of a page on a host: everything comes from that host, WebAssembly among it, no script or style
/// stands in the page, and nobody else is asked for anything. A picture on its way to a file is a `blob:` of the page's own.
#[must_use]
pub fn hosted_policy(html: &str) -> String {
    with_policy(
        html,
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob:",
    )
}

/// The page with the policy of a page that is one file: everything is in it, and nobody at all is asked for anything.
/// Its workers start from scripts that the page holds.
pub(crate) fn single_file_policy(html: &str) -> String {
    with_policy(
        html,
        "default-src 'none'; script-src data: 'wasm-unsafe-eval'; style-src data:; img-src data: blob:; connect-src data:; worker-src blob:",
    )
}

/// Whether a `<meta>` is the policy.
pub(crate) fn is_policy(tag: &str) -> bool {
    attribute(tag, "http-equiv") == Some("Content-Security-Policy")
}

fn with_policy(html: &str, policy: &str) -> String {
    let tag =
        format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}; {ALWAYS}\">");
    insert(html, &tag)
}
