//! Twice the hostile text is no more than twice the work.

use super::{holds_key, mask_lookalikes, url_holds_key};
use crate::text::work::check_growth;

/// Pieces that careless code would read again and again.
const PIECES: [&str; 41] = [
    "a/",
    "a.",
    "Bearer ",
    "Bearer a",
    "Basic ",
    "sk-",
    "eyJ.",
    "eyJaaaaaaaaaaa.",
    "eyJaaaaaaaaaaa",
    "://",
    "a://b@",
    "?key",
    "?key=",
    "?a=",
    "?a=?key=",
    "&amp;a=",
    "?a=b&",
    "&",
    "a@",
    "a.b@c.d",
    "+",
    "+=",
    "=",
    "\\u00",
    "\\u0000",
    "\\n",
    "%2",
    "%41",
    "aaaa",
    "0123456789abcdef",
    "aB3/",
    "key ",
    "…",
    "é ",
    "'a1b2c3",
    "\"a1b2c3\",",
    "expected a1b2c3 ",
    "a1b2c3/",
    "&quot;a1b2c3",
    "status 401",
    "密钥",
];

#[test]
fn twice_the_hostile_text_is_twice_the_work() {
    for piece in PIECES {
        let make = |times: usize| piece.repeat(times);
        check_growth(&format!("mask {piece}"), 4_000, make, |text| {
            mask_lookalikes(text);
        });
        check_growth(&format!("notice {piece}"), 4_000, make, |text| {
            holds_key(text);
        });
        check_growth(&format!("notice in a URL {piece}"), 4_000, make, |text| {
            url_holds_key(text);
        });
    }
}

/// Expects twice the text of these two pieces to be about twice the work, however it is read.
fn check_pair(first: &str, second: &str, make: impl Fn(usize) -> String) {
    check_growth(&format!("{first} and {second}"), 150, make, |text| {
        mask_lookalikes(text);
        holds_key(text);
        url_holds_key(text);
    });
}

/// Pieces that are read correctly one by one, but not in turn.
#[test]
fn twice_the_alternating_text_is_twice_the_work() {
    for (index, first) in PIECES.iter().enumerate() {
        for second in &PIECES[index + 1..] {
            check_pair(first, second, |times| (first.to_string() + second).repeat(times));
        }
    }
}

/// Pieces that are read correctly one by one, but not behind each other.
#[test]
fn twice_the_joined_text_is_twice_the_work() {
    for (first, second) in PIECES.iter().flat_map(|it| PIECES.map(|other| (*it, other))) {
        check_pair(first, second, |times| first.repeat(times) + &second.repeat(times));
    }
}
