//! The names of steps and forms, by which links find them.

/// What a name may consist of.
pub(crate) const NAME: &str = "allowed are small letters, digits, - and _";

/// Whether a text is such a name.
pub(crate) fn is_name(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    !text.is_empty() && text.chars().all(is_plain)
}
