use super::*;

#[track_caller]
fn check(text: &str, expected: f64) {
    let value = parse_float(text).expect("a literal");
    assert_eq!(
        value.to_f64().map(f64::to_bits),
        Some(expected.to_bits()),
        "{text}"
    );
}

#[test]
fn a_float_is_the_nearest_one() {
    check("0.1", 0.1);
    check("1e308", 1e308);
    check("1e309", f64::INFINITY);
    check("5e-324", 5e-324);
    check("2e-324", 0.0);
    check("2.2250738585072011e-308", 2.225_073_858_507_201e-308);
    check("0x1p-2", 0.25);
    check("0x1.8p1", 3.0);
    check("1_0.5", 10.5);
}

#[test]
fn an_integer_has_a_radix() {
    for (text, expected) in [
        ("0x_1F", 31),
        ("0b101", 5),
        ("0o17", 15),
        ("017", 15),
        ("1_000", 1000),
        ("0", 0),
    ] {
        assert_eq!(parse_int(text), Some(BigInt::from(expected)), "{text}");
    }
}

#[test]
fn an_integer_fits_its_width() {
    for (value, bits, signed, expected) in [
        (127, 8, true, true),
        (128, 8, true, false),
        (-128, 8, true, true),
        (-129, 8, true, false),
        (255, 8, false, true),
        (256, 8, false, false),
        (-1, 8, false, false),
    ] {
        assert_eq!(
            fits(&BigInt::from(value), bits, signed),
            expected,
            "{value} {bits} {signed}"
        );
    }
}

#[test]
fn a_value_is_shown_as_gos_compiler_does() {
    for (text, expected) in [
        ("1.5", "1.5"),
        ("1e100", "1e+100"),
        ("0.00001", "1e-05"),
        ("3.14159265", "3.14159"),
        ("100000.0", "100000"),
        ("1.00000001", "1.00000001"),
        ("100000.5", "100000.5"),
        ("1e6464", "1e+6464"),
        ("1.23456789e-1000", "1.23457e-1000"),
        ("9.9999999e2000", "1e+2001"),
    ] {
        assert_eq!(display(&parse_float(text).expect("a literal")), expected);
    }
    assert_eq!(display(&Value::string(b"a\n\xff")), "\"a\\n\\xff\"");
}
