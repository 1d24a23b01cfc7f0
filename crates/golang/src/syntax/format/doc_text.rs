//! The text within a doc comment: links and quotes.

/// `[text]: url`
pub(super) struct Link<'a> {
    pub(super) text: &'a str,
    pub(super) url: &'a str,
    pub(super) used: bool,
}

pub(super) fn indented(line: &str) -> bool {
    line.starts_with([' ', '\t'])
}

/// The link that a line defines.
pub(super) fn link(line: &str) -> Option<Link<'_>> {
    let (text, rest) = line.strip_prefix('[')?.split_once("]:")?;
    if !indented(rest) {
        return None;
    }
    let url = rest.trim();
    let (scheme, _) = url.split_once("://")?;
    is_scheme(scheme).then_some(Link {
        text,
        url,
        used: false,
    })
}

fn is_scheme(text: &str) -> bool {
    matches!(
        text,
        "file" | "ftp" | "gopher" | "http" | "https" | "mailto" | "nntp"
    )
}

/// The text with doubled single quotes, back or straight, as typographic ones, but for addresses. Notes which links it uses.
pub(super) fn quotes(text: &str, refs: &mut [Link<'_>]) -> String {
    note_links(text, refs);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(ch) = rest.chars().next() {
        let ticks = rest.bytes().take_while(|&byte| byte == b'`').count();
        let word = rest
            .chars()
            .take_while(|&c| c == '_' || c.is_alphanumeric())
            .map(char::len_utf8)
            .sum::<usize>();
        let (written, taken) = match (ch, ticks) {
            (_, 2) => ("“", 2),
            (_, 3..) => (&rest[..ticks], ticks),
            ('\'', _) if rest.starts_with("''") => ("”", 2),
            _ if is_scheme(&rest[..word]) && rest[word..].starts_with("://") => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                (&rest[..end], end)
            }
            _ if word > 0 => (&rest[..word], word),
            _ => (&rest[..ch.len_utf8()], ch.len_utf8()),
        };
        out.push_str(written);
        rest = &rest[taken..];
    }
    out
}

fn note_links(text: &str, refs: &mut [Link<'_>]) {
    for piece in text.split('[').skip(1) {
        let Some((inner, _)) = piece.split_once(']') else {
            continue;
        };
        let inner = inner.replace(['\n', '\t'], " ");
        if let Some(link) = refs.iter_mut().find(|link| link.text == inner) {
            link.used = true;
        }
    }
}
