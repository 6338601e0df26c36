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

/// Pieces that are read correctly one by one, but not in combination.
#[test]
fn twice_the_mixed_text_is_twice_the_work() {
    for (first, second) in PIECES.iter().flat_map(|it| PIECES.map(|other| (*it, other))) {
        for make in [
            |first: &str, second: &str, times| (first.to_owned() + second).repeat(times),
            |first: &str, second: &str, times| first.repeat(times) + &second.repeat(times),
        ] {
            check_growth(
                &format!("{first} and {second}"),
                300,
                |times| make(first, second, times),
                |text| {
                    mask_lookalikes(text);
                    holds_key(text);
                    url_holds_key(text);
                },
            );
        }
    }
}
