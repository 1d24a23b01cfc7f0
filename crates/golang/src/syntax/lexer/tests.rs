use super::*;

#[track_caller]
fn check(source: &str, expected: &str) {
    check_bytes(source.as_bytes(), expected);
}

#[track_caller]
fn check_bytes(source: &[u8], expected: &str) {
    let mut lexer = Lexer::new(source);
    let mut out = Vec::new();
    loop {
        lexer.next();
        out.extend(
            lexer
                .errors
                .drain(..)
                .map(|(offset, message)| format!("!{offset} {message}")),
        );
        match lexer.token {
            Token::Eof => break,
            Token::Semicolon => out.push(format!(";{}", lexer.semicolon)),
            token if token.is_literal() || token == Token::Name => {
                out.push(format!(
                    "{} {}",
                    token.text(),
                    String::from_utf8_lossy(lexer.bytes())
                ));
            }
            token => out.push(token.text().to_owned()),
        }
    }
    assert_eq!(
        out.join(" | "),
        expected,
        "tokens of {:?}",
        String::from_utf8_lossy(source)
    );
}

#[test]
fn line_ends_are_semicolons_where_a_statement_can_end() {
    check("x\n", "name x | ;newline");
    check("x", "name x | ;EOF");
    check("x +\ny", "name x | + | name y | ;EOF");
    check("f()\n}\n", "name f | ( | ) | ;newline | } | ;newline");
    check("return // why\n\n", "return | ;newline");
    check("x /* a\n b */ y", "name x | ;newline | name y | ;EOF");
    check("x /* a */ y", "name x | name y | ;EOF");
    check(
        "i++\nbreak\n;",
        "name i | ++ | ;newline | break | ;newline | ;semicolon",
    );
}

#[test]
fn the_longest_operator_is_taken() {
    check(
        "&^= &^ && &= & <<= <- <= < ... . .5",
        "&^= | &^ | && | &= | & | <<= | <- | <= | < | ... | . | float .5 | ;EOF",
    );
    check("a..b", "name a | . | . | name b | ;EOF");
    check("~x!=y", "~ | name x | != | name y | ;EOF");
}

#[test]
fn numbers_have_bases_separators_and_exponents() {
    check(
        "0x1p-2 0x_1F 0b1_0 0o17 017 1_000.5e3 2i 08.5 0xap1",
        "float 0x1p-2 | int 0x_1F | int 0b1_0 | int 0o17 | int 017 | float 1_000.5e3 | imaginary 2i | float 08.5 | float 0xap1 | ;EOF",
    );
    check("0x", "!2 hexadecimal literal has no digits | int 0x | ;EOF");
    check(
        "08",
        "!1 invalid digit '8' in octal literal | int 08 | ;EOF",
    );
    check(
        "1__0",
        "!2 '_' must separate successive digits | int 1__0 | ;EOF",
    );
    check(
        "1_",
        "!1 '_' must separate successive digits | int 1_ | ;EOF",
    );
    check("1e", "!2 exponent has no digits | float 1e | ;EOF");
    check(
        "0x1.8",
        "!5 hexadecimal mantissa requires a 'p' exponent | float 0x1.8 | ;EOF",
    );
    check(
        "1p3",
        "!1 'p' exponent requires hexadecimal mantissa | float 1p3 | ;EOF",
    );
    check(
        "0b1.0",
        "!3 invalid radix point in binary literal | float 0b1.0 | ;EOF",
    );
}

#[test]
fn runes_and_strings_complain_about_what_is_wrong() {
    check(
        r#"'x' '\'' '\u00e9' "a\"b" `raw\`"#,
        r#"rune 'x' | rune '\'' | rune '\u00e9' | string "a\"b" | string `raw\` | ;EOF"#,
    );
    check(
        "''",
        "!1 empty rune literal or unescaped ' | rune '' | ;EOF",
    );
    check(
        "'ab'",
        "!0 more than one character in rune literal | rune 'ab' | ;EOF",
    );
    check("\"a\n", "!2 newline in string | string \"a | ;newline");
    check("`a", "!0 string not terminated | string `a | ;EOF");
    check(r#""\q""#, r#"!2 unknown escape | string "\q" | ;EOF"#);
    check(
        r#""\ud800""#,
        r#"!7 escape is invalid Unicode code point U+D800 | string "\ud800" | ;EOF"#,
    );
    check(
        r"'\400'",
        r"!5 octal escape value 256 > 255 | rune '\400' | ;EOF",
    );
    check(
        r#""\x0g""#,
        r#"!4 invalid character 'g' in hexadecimal escape | string "\x0g" | ;EOF"#,
    );
}

#[test]
fn names_may_be_in_any_script() {
    check("größe 世界 _x9", "name größe | name 世界 | name _x9 | ;EOF");
    check(
        "a€",
        "!1 invalid character U+20AC '€' in identifier | name a€ | ;EOF",
    );
    check(
        "a @ b",
        "name a | !2 invalid character U+0040 '@' | name b | ;EOF",
    );
}

#[test]
fn bytes_that_are_no_text_are_reported_and_left_out() {
    check_bytes(b"\xEF\xBB\xBFx", "name x | ;EOF");
    check_bytes(
        b"x\n\xEF\xBB\xBF",
        "name x | !2 invalid BOM in the middle of the file | ;newline",
    );
    check_bytes(
        b"a \0 b",
        "name a | !2 invalid NUL character | name b | ;EOF",
    );
    check_bytes(
        b"\"\xFF\"",
        "!1 invalid UTF-8 encoding | string \"\u{FFFD}\" | ;EOF",
    );
    check("/* a", "!0 comment not terminated");
}
