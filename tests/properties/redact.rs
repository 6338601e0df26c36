//! Masking of keys.

use gateway_check::redact::Mask;
use proptest::prelude::*;

use super::promises::redact::{covers, lookalikes, steady};
use super::{cases, generate};

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn nothing_that_tells_is_left_of_a_key((key, text) in generate::told(), piece_chars in 1..20_usize) {
        covers(&key, &Mask::of_secrets(&[&key.whole()]), &text, piece_chars);
    }

    #[test]
    fn a_key_that_is_cut_is_covered_too((key, cut) in generate::key().prop_flat_map(|key| {
        let most = key.secret.len();
        (Just(key), 1..most)
    })) {
        let text = format!("The key {}{}… is wrong.", key.prefix, &key.secret[..cut]);
        let shown = Mask::of_secrets(&[&key.whole()]).redact(&text);
        prop_assert_eq!(key.readable_in(&shown), None, "{:?} of {:?}", shown, text);
    }

    #[test]
    fn any_text_is_masked_alike_in_pieces(
        text in generate::text(16),
        key in generate::key(),
        secret in "[ -~]{1,14}",
        piece_chars in 1..9_usize,
    ) {
        steady(&Mask::of_secrets(&[&key.whole(), &secret]), &text, piece_chars);
        steady(&Mask::of_secrets(&[&secret]), &format!("{text}{secret}{text}"), piece_chars);
    }

    #[test]
    fn a_text_of_other_letters_stays_as_it_is(text in "[g-z ,.!?\n]{0,200}", secret in "[A-F0-9]{16,40}") {
        prop_assert_eq!(Mask::of_secrets(&[&secret]).text(&text), text.as_str());
    }

    #[test]
    fn lookalikes_are_covered_once_and_for_all(text in generate::text(16), key in "(sk-|Bearer |token=|hf_|AKIA)[A-Za-z0-9]{4,40}") {
        lookalikes(&text);
        lookalikes(&format!("{text}{key}{text}"));
    }
}
