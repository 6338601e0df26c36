//! Every encoding of a key that README.md promises to find, and ordinary text, in which none is found.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use super::encodings_tests::{Random, check};
use super::{LiveMask, MARK, Mask};

const KEY: &str = "gc-test-Ab3.xY_z+9/Q=w#k:(m";

/// Way to write a key.
type Writing = fn(&str) -> String;

/// Promises of README.md, and encodings of each.
const FOUND: [(&str, &[Writing]); 11] = [
    (
        "in capital or small letters, or a mixture",
        &[str::to_uppercase, str::to_lowercase, |key| {
            key.char_indices().map(|(at, c)| if at % 2 == 0 { c.to_ascii_uppercase() } else { c }).collect()
        }],
    ),
    (
        "with invisible characters inside: zero-width characters, soft hyphens, direction marks, plain or escaped",
        &[
            |key| between(key, 3, "\u{200b}"),
            |key| between(key, 1, "\u{ad}"),
            |key| between(key, 5, "\u{2060}\u{feff}\u{202e}\u{200d}\u{200c}"),
            |key| between(key, 4, r"\u200b"),
            |key| between(key, 2, "&#8203;"),
            |key| between(key, 2, "&#x200B;"),
            |key| between(key, 7, "&shy;"),
            |key| between(key, 7, "&zwnj;&ZeroWidthSpace;"),
            |key| between(key, 1, "%E2%80%8B"),
        ],
    ),
    (
        "with spaces or line ends inside",
        &[
            |key| between(key, 5, "\n"),
            |key| between(key, 1, " "),
            |key| between(key, 4, "\r\n  "),
            |key| between(key, 9, r"\n"),
            |key| between(key, 9, r"\t"),
            |key| between(key, 9, r"\\r\\n"),
            |key| between(key, 9, "&nbsp;"),
        ],
    ),
    (
        "in fullwidth letters, or with dashes for hyphens",
        &[
            |key| key.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect(),
            |key| key.replace('-', "–"),
            |key| key.replace('-', "&hyphen;"),
        ],
    ),
    (
        "percent-encoded, escaped for JSON, JavaScript, Python, Markdown or HTML, also several times and mixed",
        &[
            |key| each(key, |c| format!("%{:02x}", u32::from(c))),
            |key| each(key, |c| format!("%25{:02X}", u32::from(c))),
            |key| each(key, |c| format!(r"\u{:04x}", u32::from(c))),
            |key| each(key, |c| format!(r"\\u{:04X}", u32::from(c))),
            |key| each(key, |c| format!(r"\u{{{:x}}}", u32::from(c))),
            |key| each(key, |c| format!(r"\x{:02x}", u32::from(c))),
            |key| each(key, |c| format!("&#{};", u32::from(c))),
            |key| each(key, |c| format!("%26%23{}%3B", u32::from(c))),
            |key| each(key, |c| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.to_string() }),
            |key| each(key, named),
            |key| each(key, named).replace('&', "&amp;"),
        ],
    ),
    (
        "in quoted-printable, with its line ends",
        &[
            |key| each(key, |c| format!("={:02X}", u32::from(c))),
            |key| between(&key.replace('=', "=3D"), 10, "=\r\n"),
            |key| between(&key.replace('=', "=3D"), 10, r"=\r\n"),
        ],
    ),
    (
        "as hexadecimal digits: `67632d`, `67:63:2D`, `0x67, 0x63`, `\\x67632d`",
        &[
            |key| hex(key, "", ""),
            |key| hex(key, "", "").to_uppercase(),
            |key| hex(key, "", ":"),
            |key| hex(key, "", " "),
            |key| hex(key, "", "-").to_uppercase(),
            |key| hex(key, "0x", ", "),
            |key| hex(key, "0x", ",\n  "),
            |key| hex(key, "0X", r",\n"),
            |key| hex(key, "\"", "\", "),
            |key| between(&hex(key, "", ""), 16, "\n"),
            |key| between(&hex(key, "", ""), 16, r"\r\n"),
        ],
    ),
    (
        "as decimal numbers of its letters: `[103, 99, 45]`",
        &[
            |key| numbers(key, ", "),
            |key| numbers(key, ","),
            |key| numbers(key, " "),
            |key| numbers(key, ",\n    "),
            |key| numbers(key, r",\n"),
        ],
    ),
    (
        "in base64 of either alphabet, also inside of longer base64, and broken by spaces or line ends",
        &[
            |key| STANDARD.encode(key),
            |key| URL_SAFE_NO_PAD.encode(key),
            |key| between(&STANDARD.encode(key), 8, "\n"),
            |key| between(&STANDARD.encode(key), 4, "\r\n"),
            |key| between(&URL_SAFE_NO_PAD.encode(key), 5, " "),
            |key| between(&STANDARD.encode(key), 7, r"\n"),
            |key| between(&STANDARD.encode(key), 7, r"\\r\\n"),
            |key| STANDARD.encode(key).replace('/', r"\/"),
            |key| STANDARD.encode(key).replace('+', "%2B").replace('/', "%2F"),
        ],
    ),
    (
        "in part: 16 characters or more that are two thirds of it, or 12 or more that are all but three",
        &[
            |key| key[1..].to_owned(),
            |key| key[..key.len() - 1].to_owned(),
            |key| key[4..key.len() - 4].to_owned(),
            |key| key[9..].to_uppercase(),
            |key| hex(&key[3..], "", ""),
        ],
    ),
    ("as a number, if it is one: `1.5e12`", &[]),
];

/// The key with something after every few characters, but not at its end.
fn between(key: &str, every: usize, what: &str) -> String {
    let pieces: Vec<&str> = key.as_bytes().chunks(every).map(|it| str::from_utf8(it).unwrap()).collect();
    pieces.join(what)
}

fn each(key: &str, written: fn(char) -> String) -> String {
    key.chars().map(written).collect()
}

fn named(character: char) -> String {
    let name = match character {
        '.' => "period",
        '_' => "lowbar",
        '+' => "plus",
        '/' => "sol",
        '=' => "equals",
        '#' => "num",
        ':' => "colon",
        '(' => "lpar",
        '-' => "dash",
        _ => return character.to_string(),
    };
    format!("&{name};")
}

fn hex(key: &str, before: &str, between: &str) -> String {
    key.bytes().map(|byte| format!("{before}{byte:02x}")).collect::<Vec<_>>().join(between)
}

fn numbers(key: &str, between: &str) -> String {
    key.bytes().map(|byte| byte.to_string()).collect::<Vec<_>>().join(between)
}

/// The promises of README.md, one per line.
fn promises() -> Vec<&'static str> {
    let readme = include_str!("../../README.md");
    let section = readme.split("## What happens to your key").nth(1).unwrap().split("\n## ").next().unwrap();
    section.lines().filter_map(|line| line.strip_prefix("- ")).collect()
}

#[test]
fn every_writing_of_the_readme_is_found_wherever_the_text_is_cut() {
    for (promise, writings) in FOUND {
        for writing in writings {
            let written = writing(KEY);
            check(
                KEY,
                &format!("(Key: {written})"),
                &format!("(Key: {MARK})").replace("(Key: [key])", &left(&written)),
            );
        }
        assert!(promises().contains(&promise), "README.md does not say: {promise}");
    }
    assert_eq!(promises().len(), FOUND.len(), "README.md says more than is held here");
}

/// Returns what is left of a text with a key: padding of base64, and a quotation mark or `0x` before it.
fn left(written: &str) -> String {
    let before = if written.starts_with("0x") || written.starts_with("0X") { &written[..2] } else { "" };
    let quote = if written.starts_with('"') { "\"" } else { "" };
    let is_base64 = written.ends_with('=') && !written.contains("%3d");
    let behind = if is_base64 { &written[written.trim_end_matches('=').len()..] } else { "" };
    format!("(Key: {before}{quote}{MARK}{behind})")
}

#[test]
fn a_key_that_is_a_number_is_found_however_it_is_written() {
    for (key, written, shown) in [
        ("123456789012", "1.23456789012e11", MARK),
        ("123456789012", "1.23456789012E+11", MARK),
        ("123456789012", "123456789012.0", "[key].0"),
        ("12345678901234567890", "1.234567890123456789e19", MARK),
        ("12345678901234567890", "1.2345678901234567e+19", MARK),
        ("12345678901234567890", "12345678901234567000", "[key]000"),
        ("000123456789", "\"n\":123456789}", "\"n\":[key]}"),
        ("0012345", "\"n\":12345}", "\"n\":[key]}"),
        ("12340000", "1.234e7", MARK),
    ] {
        check(key, written, shown);
    }
}

#[test]
fn a_number_that_tells_too_little_of_a_key_stays() {
    for (key, text) in [("01234567", "1234567"), ("100000000000", "1e11 or 1e+11")] {
        check(key, text, text);
    }
}

#[test]
fn bytes_are_found_between_others() {
    check(KEY, &format!("<af0{}7f0>", hex(KEY, "", "")), "<af0[key]7f0>");
    check(KEY, &format!("[0, 255, {}, 1000, 7]", numbers(KEY, ", ")), "[0, 255, [key], 1000, 7]");
}

#[test]
fn a_backslash_in_a_key_may_be_a_number_too() {
    let key = r"gc-test-Ab3\xY\9";
    check(key, &format!("<{}>", hex(key, "", "")), "<[key]>");
    check(key, &format!("[{}]", numbers(key, ", ")), "[[key]]");
}

#[test]
fn bytes_in_lists_of_javascript_are_found() {
    let places: Vec<String> =
        KEY.bytes().enumerate().map(|(index, byte)| format!("\"{index}\":{byte}")).collect();
    check(KEY, &format!("{{{}}}", places.join(",")), &format!("{{\"0\":{MARK}}}"));
}

#[test]
fn a_short_key_is_covered_as_its_own_letters_and_a_middling_one_whole() {
    check("Test", "Test test TEST T\u{ad}est Te st 54657374", "[key] test TEST [key] Te st 54657374");
    check("changeme", "CHANGEME change me changem change\u{200b}me", "[key] change me changem [key]");
    check("changeme", "6368616e67656d65 xchangemex", "[key] x[key]x");
}

#[test]
fn the_beginning_that_keys_share_is_not_covered() {
    for key in ["gc-test-0123456789", "gc-test-proj-0123456789abcdefghijklmnopqrstuvwxyz"] {
        for text in ["gc-test-", "gc-test-proj-", "gc-test-0123", "another gc-test-key", "0123456789"] {
            check(key, text, text);
        }
    }
}

#[test]
fn one_mask_covers_many_keys() {
    let keys: Vec<String> = (0..40).map(|n| format!("gc-test-{n}-{}", "aZ9_".repeat(n % 7 + 1))).collect();
    let mask = Mask::of_secrets(&keys.iter().map(String::as_str).collect::<Vec<_>>());
    for key in &keys {
        assert_eq!(mask.text(&format!("<{}>", key.to_uppercase())), "<[key]>");
        assert_eq!(mask.text(&format!("<{}>", hex(key, "", " "))), "<[key]>");
    }
}

#[test]
fn pieces_show_what_the_whole_does_whatever_is_in_it() {
    let mut random = Random(3);
    let keys =
        [KEY, "gc-test-gc-test-1", "abababababab", "pass", "changeme", "12340000", "gc\\test%41&lt;\"key"];
    let mask = Mask::of_secrets(&keys);
    let glue = [
        "\\", "%", "&", "=", "\n", " ", "\u{200b}", "\"", "0x", "67", "103,", "&am", "\\u00", "=\r\n", "é",
        "G", "",
    ];
    for _ in 0..600 {
        let mut text = String::new();
        for _ in 0..random.below(8) {
            let key = keys[random.below(keys.len())];
            let (_, writings) = FOUND[random.below(10)];
            let written =
                if key == KEY { writings[random.below(writings.len())](key) } else { key.to_owned() };
            let letters: Vec<char> = written.chars().collect();
            let from = random.below(letters.len().min(3));
            let end = letters.len() - random.below(letters.len().min(3));
            text.extend(&letters[from..end]);
            text.push_str(glue[random.below(glue.len())]);
        }
        let whole = mask.text(&text);
        for most in [1, 2, 7, 40] {
            let mut live = LiveMask::new(mask.clone());
            let (mut shown, mut rest) = (String::new(), text.as_str());
            while !rest.is_empty() {
                let count = 1 + random.below(most);
                let end = rest.char_indices().nth(count).map_or(rest.len(), |it| it.0);
                shown.push_str(&live.feed(&rest[..end]));
                rest = &rest[end..];
            }
            shown.push_str(&live.finish());
            assert_eq!(shown, whole, "{text:?} in pieces of up to {most}");
        }
    }
}

#[test]
fn ordinary_text_stays_as_it_is() {
    let mut random = Random(4);
    let words =
        "the gateway said that model gpt-test works with tokens, key and test; answer: \"no\" 100 % & <b>";
    let words: Vec<&str> = words.split(' ').collect();
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut prose, mut image, mut numbers) = (String::new(), String::new(), String::new());
    while prose.len() < 400_000 {
        prose.push_str(words[random.below(words.len())]);
        prose.push_str([" ", " ", " ", "\n", "\\n", "&nbsp;"][random.below(6)]);
    }
    while image.len() < 300_000 {
        image.push(char::from(digits[random.below(64)]));
    }
    while numbers.len() < 300_000 {
        let [byte, hex, fraction] = [256, 256, 99_999].map(|limit| random.below(limit));
        write!(numbers, "{byte}, {hex:02x} 0.{fraction},").unwrap();
    }
    let mask = Mask::of_secrets(&["gc-test-0123456789abcdefXYZ", "gc-test-a-key-of-words"]);
    for text in [prose, image, numbers] {
        assert_eq!(mask.text(&text), text);
    }
}
