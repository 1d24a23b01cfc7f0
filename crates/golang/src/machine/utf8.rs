//! Runes and their bytes.

/// What stands for a byte that is no UTF-8.
const RUNE_ERROR: u32 = 0xFFFD;

/// The first rune of a text and its width: U+FFFD and 1 if it is no UTF-8, 0 if there is none.
pub(crate) fn decode_rune(bytes: &[u8]) -> (u32, usize) {
    let Some(&first) = bytes.first() else {
        return (RUNE_ERROR, 0);
    };
    if first < 0x80 {
        return (u32::from(first), 1);
    }
    let width = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return (RUNE_ERROR, 1),
    };
    let rune = bytes
        .get(..width)
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
        .and_then(|text| text.chars().next());
    rune.map_or((RUNE_ERROR, 1), |rune| (u32::from(rune), width))
}

/// Appends a rune; U+FFFD if there is none of this number.
pub(crate) fn encode_rune(text: &mut Vec<u8>, rune: u64) {
    let rune = u32::try_from(rune)
        .ok()
        .and_then(char::from_u32)
        .unwrap_or(char::REPLACEMENT_CHARACTER);
    text.extend_from_slice(rune.encode_utf8(&mut [0; 4]).as_bytes());
}
