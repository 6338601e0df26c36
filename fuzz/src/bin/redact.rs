//! Masking of a key that a server writes in its own way: each byte chooses a character and how it is written.

#![no_main]

use std::sync::LazyLock;

use gateway_check::redact::Mask;
use gateway_check_fuzz::promises::redact::{Key, covers, steady};
use gateway_check_fuzz::text;
use libfuzzer_sys::fuzz_target;

/// A key, what covers it, and what covers others too: made once, since that takes longer than a look.
static MASKS: LazyLock<(Key, Mask, Mask)> = LazyLock::new(|| {
    let key = Key { prefix: "gc-test-", secret: "Ab3xYz9Qw7kLmN5p".to_owned() };
    let whole = key.whole();
    let several = Mask::of_secrets(&[&whole, "gc-pin", "change-me"]);
    (key, Mask::of_secrets(&[&whole]), several)
});

fuzz_target!(|bytes: &[u8]| {
    let Some((piece_chars, text)) = text(bytes) else { return };
    let (key, mask, several) = &*MASKS;
    steady(several, text, piece_chars);
    // `K` in the text is the key, each of its characters written as the text around says.
    let (mut told, mut style) = (String::new(), 0);
    let mut is_told = false;
    for letter in text.chars() {
        match letter {
            '0'..='7' => style = u32::from(letter) - u32::from('0'),
            'K' => {
                is_told = true;
                key.whole().chars().for_each(|it| told.push_str(&written(it, style)));
            }
            _ => told.push(letter),
        }
    }
    if is_told && told.len() < 4_000 && key.readable_in(text).is_none() {
        covers(key, mask, &told, piece_chars);
    }
});

/// A character in a writing that the page promises to find.
fn written(letter: char, style: u32) -> String {
    let code = u32::from(letter);
    match style {
        0 => letter.to_string(),
        1 => letter.to_uppercase().to_string(),
        2 => format!("%{code:02x}"),
        3 => format!("\\u{code:04x}"),
        4 => format!("&#{code};"),
        5 => format!("{letter}\u{200b}"),
        6 => format!("{code:02x}"),
        _ => format!("{code}, "),
    }
}
