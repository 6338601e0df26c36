//! Masking takes work in proportion to the text and holds back a bounded part, whatever a server sends.

use super::search::work;
use super::{LiveMask, Mask};

const KEYS: [&str; 4] =
    ["gc-test-0123456789", "gc-test-gc-test-gc-x+/=", "aaaaaaaaaaaaaaaaaaaab", "gc-\\\\%25&amp;"];

/// Twice the text costs at most this much more, to the thousandth.
const TWICE: usize = 2_100;

/// No byte costs more steps than this.
const STEPS: usize = 120;

/// No text holds back more, in bytes.
const MOST_HELD_BYTES: usize = 2 * 2_500;

/// Texts of near matches: beginnings of keys, of escapes, of lists and of base64, without end.
const HOSTILE: [&str; 33] = [
    "gc-test-",
    "gc-test-0123",
    "gc-",
    "a",
    "aaaaaaaaaaa ",
    "g\u{200b}",
    "\u{200b}",
    "\u{ad}gc-test-",
    "=",
    "=6",
    "=67",
    "=\r\n",
    "&#",
    "&#0",
    "&#1",
    "&",
    "&am",
    "&amp;",
    "&lt&#103",
    "%",
    "%2",
    "%25",
    "%%%67",
    "\\",
    "\\u",
    "\\u{0",
    "\\u00\\",
    "67",
    "6",
    "0x0",
    "103,",
    "Z2MtdGVzdC0w",
    "ZZ==\n",
];

/// Text that may precede an endless run that is skipped.
const BEGINNINGS: [&str; 8] = ["g", "6", "60", "10", "%E2", "gc-test-0", "Z2MtdGV", "gc-test-0123456789"];

const SKIPPED: [&str; 8] = ["\u{200b}", "=\n", " ", "\n", "\\", "=", "\\n", "&shy;"];

/// Every hostile text, of about `length` bytes.
fn texts(length: usize) -> Vec<String> {
    let alone = HOSTILE.iter().map(|run| ("", *run));
    let behind = BEGINNINGS.iter().flat_map(|beginning| SKIPPED.map(|run| (*beginning, run)));
    alone
        .chain(behind)
        .map(|(beginning, run)| beginning.to_owned() + &run.repeat(length / run.len()))
        .collect()
}

fn mask_whole(text: &str) {
    Mask::of_secrets(&KEYS).text(text);
}

/// Masks the text letter by letter, and expects that no more is held back for a longer text.
fn mask_in_pieces(text: &str) {
    let mut live = LiveMask::new(Mask::of_secrets(&KEYS));
    let mut most = 0;
    for piece in text.chars() {
        live.feed(piece.encode_utf8(&mut [0; 4]));
        most = most.max(live.held_bytes());
    }
    live.finish();
    let shown: String = text.chars().take(24).collect();
    assert!(most <= MOST_HELD_BYTES, "{shown:?}: {most}");
}

/// Expects twice the text to be at most about twice the work.
#[track_caller]
fn check(task: fn(&str)) {
    for (short, long) in texts(10_000).iter().zip(&texts(20_000)) {
        let (once, twice) = (work::of(|| task(short)), work::of(|| task(long)));
        let shown: String = long.chars().take(24).collect();
        assert!(once >= short.len(), "{shown:?}: {once} steps for {} bytes", short.len());
        assert!(twice * 1_000 <= once * TWICE, "{shown:?}: {once}, then {twice}");
        assert!(twice <= long.len() * STEPS, "{shown:?}: {twice}");
    }
}

#[test]
fn twice_the_text_is_at_most_twice_the_work() {
    check(mask_whole);
}

#[test]
fn twice_the_text_in_pieces_is_at_most_twice_the_work_and_holds_back_no_more() {
    check(mask_in_pieces);
}
