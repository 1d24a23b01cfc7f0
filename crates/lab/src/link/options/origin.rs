//! Origins: scheme, host and port of a page, in the form in which browsers tell them (`MessageEvent.origin`).

const MOST: usize = 10;

/// Reads up to ten origins between commas, each once.
pub(super) fn origins(value: &str) -> Option<Vec<String>> {
    let mut read = Vec::new();
    for text in value.split(',') {
        let origin = origin(text.trim())?;
        if !read.contains(&origin) {
            read.push(origin);
        }
    }
    (read.len() <= MOST).then_some(read)
}

/// An origin as `scheme://host` or `scheme://host:port`, in lower case and without the scheme's own port. `null` is that of files and of
/// sandboxed frames.
fn origin(text: &str) -> Option<String> {
    let text = text.strip_suffix('/').unwrap_or(text).to_ascii_lowercase();
    if text == "null" {
        return Some(text);
    }
    let (scheme, rest) = text.split_once("://")?;
    let own_port = match scheme {
        "http" => 80,
        "https" => 443,
        _ => return None,
    };
    let (host, port) = match rest.rfind(':') {
        // The colons within brackets are those of an IPv6 address.
        Some(colon) if !rest[colon..].contains(']') => (&rest[..colon], Some(&rest[colon + 1..])),
        _ => (rest, None),
    };
    if !is_host(host) {
        return None;
    }
    let Some(port) = port else {
        return Some(format!("{scheme}://{host}"));
    };
    let is_number = port.bytes().all(|b| b.is_ascii_digit());
    let port: u16 = port.parse().ok().filter(|port| is_number && *port > 0)?;
    Some(if port == own_port {
        format!("{scheme}://{host}")
    } else {
        format!("{scheme}://{host}:{port}")
    })
}

/// Whether a text is a name or an address of a host, as browsers write it: other alphabets stand there in their `xn--` form.
fn is_host(text: &str) -> bool {
    let name = |text: &str, more: &[u8]| {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || more.contains(&b);
        !text.is_empty() && text.bytes().all(allowed)
    };
    match text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
    {
        Some(address) => name(address, b":."),
        None => name(text, b".-_"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, expected: Option<&str>) {
        let read = origins(value).map(|all| all.join(","));
        assert_eq!(read.as_deref(), expected, "{value:?}");
    }

    #[test]
    fn origins_are_read_as_browsers_write_them() {
        check("https://slides.example", Some("https://slides.example"));
        check("HTTPS://Slides.Example/", Some("https://slides.example"));
        check(
            "https://a.example:443,http://a.example:80",
            Some("https://a.example,http://a.example"),
        );
        check(
            "http://127.0.0.1:8000, null",
            Some("http://127.0.0.1:8000,null"),
        );
        check(
            "http://[::1]:8000,http://[::1]",
            Some("http://[::1]:8000,http://[::1]"),
        );
        check(
            "https://a.example,https://a.example/",
            Some("https://a.example"),
        );
    }

    #[test]
    fn what_is_no_origin_is_refused() {
        let others = [
            "",
            "*",
            "slides.example",
            "https://",
            "https://a.example/deck",
            "https://a.example:0",
            "https://a.example:99999",
            "https://a.example:",
            "https://a:b@c.example",
            "https://bücher.example",
            "ftp://a.example",
            "javascript://a.example",
            "https://a.example,,",
        ];
        for value in others {
            check(value, None);
        }
        let many: Vec<String> = (0..11).map(|i| format!("https://a{i}.example")).collect();
        check(&many.join(","), None);
    }
}
