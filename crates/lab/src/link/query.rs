//! A query string as pairs of a name and a value, in the encoding of forms (`application/x-www-form-urlencoded`).

/// The pairs of a query string, in its order, without space around names and values.
pub(super) fn parse(query: &str) -> impl Iterator<Item = (String, String)> {
    query
        .split('&')
        // In the source of an HTML page `&` is written `&amp;`, and is copied from there.
        .map(|pair| pair.strip_prefix("amp;").unwrap_or(pair))
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let text = |escaped: &str| String::from(unescape(escaped).trim());
            (text(name), text(value))
        })
}

/// Adds a pair. The name needs no escape.
pub(super) fn append(query: &mut String, name: &str, value: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(name);
    query.push('=');
    for byte in value.bytes() {
        match byte {
            // Commas and colons need no escape in a query; lists are easier to read without.
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' | b',' | b':' => {
                query.push(char::from(byte));
            }
            b' ' => query.push('+'),
            _ => {
                query.push('%');
                for digit in [byte >> 4, byte & 15] {
                    query.push(char::from(DIGITS[usize::from(digit)]));
                }
            }
        }
    }
}

/// Decodes escapes. Bytes that are not UTF-8 stay escaped.
fn unescape(text: &str) -> String {
    let digit = |byte: u8| u8::try_from(char::from(byte).to_digit(16)?).ok();
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let [first, behind @ ..] = rest {
        let mut byte = if *first == b'+' { b' ' } else { *first };
        rest = behind;
        if let (b'%', [high, low, behind @ ..]) = (byte, behind)
            && let (Some(high), Some(low)) = (digit(*high), digit(*low))
        {
            byte = high << 4 | low;
            rest = behind;
        }
        bytes.push(byte);
    }
    String::from_utf8(bytes).unwrap_or_else(|_| String::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, escaped: &str) {
        let mut query = String::from("a=1");
        append(&mut query, "b", value);
        assert_eq!(query, ["a=1&b=", escaped].concat());
        let pair = |name: &str, value: &str| (String::from(name), String::from(value));
        let read: Vec<_> = parse(&query).collect();
        assert_eq!(read, [pair("a", "1"), pair("b", value)]);
    }

    #[test]
    fn escaped_values_are_read_back() {
        check("", "");
        check("list:1,2", "list:1,2");
        check("5% of 1.5µs", "5%25+of+1.5%C2%B5s");
        check("&=+#?/%2C", "%26%3D%2B%23%3F%2F%252C");
    }

    #[test]
    fn queries_are_split_and_decoded() {
        let read = |query: &str| parse(query).collect::<Vec<_>>();
        let pair = |name: &str, value: &str| (String::from(name), String::from(value));
        assert_eq!(
            read("&&a&=b&c=d=e"),
            [pair("a", ""), pair("", "b"), pair("c", "d=e")]
        );
        assert_eq!(read("a=%"), [pair("a", "%")]);
        assert_eq!(read("a=%4&b=%zz"), [pair("a", "%4"), pair("b", "%zz")]);
        assert_eq!(read("a=%4a%2f&b=%ff"), [pair("a", "J/"), pair("b", "%ff")]);
    }
}
