//! Tests masking against every known encoding of a key, for many keys and all cuts.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use super::{LiveMask, MARK, Mask};

/// A key with every character that means something in regular expressions, HTML, URLs or JSON.
const AWKWARD: &str = r#"gc-test-a+b*(c)[d]{e}|f^g$h.i?j\k"l'm<n>o&p%q/r=s"#;

/// A fixed sequence of numbers that look random (xorshift).
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    /// A key of 8 to 40 visible characters.
    fn key(&mut self) -> String {
        let len = 8 + self.below(33);
        (0..len).map(|_| char::from(u8::try_from(0x21 + self.below(0x5e)).unwrap())).collect()
    }
}

/// The ways to write one character.
const ESCAPES: [fn(char) -> String; 17] = [
    |c| c.to_string(),
    |c| format!("%{:02x}", u32::from(c)),
    |c| format!("%{:02X}", u32::from(c)),
    |c| format!("%25{:02X}", u32::from(c)),
    |c| format!("%2525{:02x}", u32::from(c)),
    json,
    |c| json(c).chars().map(json).collect(),
    |c| if c == '/' { r"\/".into() } else { json(c) },
    |c| format!("\\u{:04x}", u32::from(c)),
    |c| format!("\\\\u{:04X}", u32::from(c)),
    html,
    |c| html(c).replace('&', "&amp;"),
    |c| format!("&#{};", u32::from(c)),
    |c| format!("&#0000{};", u32::from(c)),
    |c| format!("&#x{:x};", u32::from(c)),
    |c| format!("&#X00{:X};", u32::from(c)),
    |c| html(c).replace('&', "\\u0026"),
];

fn json(c: char) -> String {
    if matches!(c, '"' | '\\') { format!("\\{c}") } else { c.to_string() }
}

fn html(c: char) -> String {
    match c {
        '&' => "&amp;".into(),
        '<' => "&lt;".into(),
        '>' => "&gt;".into(),
        '"' => "&quot;".into(),
        '\'' => "&apos;".into(),
        _ => c.to_string(),
    }
}

/// Expects `text` to be shown as `before`, a mark and `behind`, at once and in two pieces, wherever
/// it is cut.
#[track_caller]
pub(super) fn check(secret: &str, text: &str, shown: &str) {
    let mask = Mask::of_secrets(&[secret]);
    assert_eq!(mask.text(text), shown, "{secret} in {text}");
    for cut in (0..=text.len()).filter(|cut| text.is_char_boundary(*cut)) {
        let mut live = LiveMask::new(mask.clone());
        let pieces = [live.feed(&text[..cut]), live.feed(&text[cut..]), live.finish()];
        assert_eq!(pieces.concat(), shown, "{secret} in {text}, cut at {cut}: {pieces:?}");
    }
    let mut live = LiveMask::new(mask);
    let mut pieces: Vec<String> = text.chars().map(|c| live.feed(&c.to_string())).collect();
    pieces.push(live.finish());
    assert_eq!(pieces.concat(), shown, "{secret} in {text}, one by one");
}

#[test]
fn a_key_is_covered_in_every_writing_and_mixture() {
    let mut random = Random(1);
    let keys: Vec<String> = (0..3).map(|_| random.key()).collect();
    for key in keys.iter().map(String::as_str).chain([AWKWARD, "gc-test-plain-key"]) {
        for escape in ESCAPES {
            let written: String = key.chars().map(escape).collect();
            check(key, &format!("Key {written} is wrong"), &format!("Key {MARK} is wrong"));
        }
        for _ in 0..4 {
            let written: String = key.chars().map(|c| ESCAPES[random.below(17)](c)).collect();
            check(key, &format!("é {written} ü"), &format!("é {MARK} ü"));
        }
    }
}

#[test]
fn a_key_is_covered_inside_base64() {
    let mut random = Random(2);
    let keys: Vec<String> = (0..3).map(|_| random.key()).collect();
    // Behind two bytes the last two begin with a digit that the alphabets write differently.
    let awkward = [AWKWARD, "gc-test-plain-key", ">gc-test-key-62", "?gc-test-key-63"];
    for key in keys.iter().map(String::as_str).chain(awkward) {
        for before in ["", "1", "22", "333", "Bearer ", "user:", "{\"k\":\""] {
            for behind in ["", "1", "22", "333", "\"}"] {
                for alphabet in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
                    let encoded = alphabet.encode(format!("{before}{key}{behind}"));
                    let first = (8 * before.len()).div_ceil(6);
                    let end = (8 * (before.len() + key.len())).div_ceil(6);
                    let shown = format!("{}{MARK}{}", &encoded[..first], &encoded[end..]);
                    check(key, &format!("({encoded})"), &format!("({shown})"));
                    let escaped = encoded.replace('/', "\\/").replace('+', "%2B") + "==";
                    let shown = Mask::of_secrets(&[key]).text(&escaped).into_owned();
                    assert!(shown.contains(MARK), "{escaped}");
                }
            }
        }
    }
}

#[test]
fn short_keys_are_words_wherever_the_text_is_cut() {
    check("a", "a cat, a", "[key] cat, [key]");
    check("abc", "abcd abc %61bc; xabc", "abcd [key] [key]; xabc");
    check("abc", "éabc abcé abc", "éabc abcé [key]");
}

#[test]
fn keys_that_overlap_themselves_get_one_mark() {
    check("aaaaaaaa", "b aaaaaaaaaaaaaaaaaaa b", "b [key] b");
    check("abababab", "abababababab.abababa", "[key].abababa");
    check("gc-test-gc-", "gc-test-gc-test-gc-x", "[key]x");
}

#[test]
fn of_ordinary_text_the_last_letters_alone_are_held_back() {
    let mut live = LiveMask::new(Mask::of_secrets(&["gc-test-0123456789"]));
    let (mut fed, mut shown) = (0, 0);
    for piece in ["Hello", " wörld ", "100 % ", "a && b", "\\o/", "%z", "&nbsp;", "git", "gc-tesx", " 12:30."]
    {
        fed += piece.len();
        shown += live.feed(piece).len();
        assert!(fed - shown <= 3, "{} bytes held back behind {piece}", fed - shown);
    }
    assert_eq!(shown + live.finish().len(), fed);
}

#[test]
fn what_could_become_a_key_is_held_until_it_cannot() {
    let mut live = LiveMask::new(Mask::of_secrets(&["gc-test-0123456789"]));
    assert_eq!(live.feed("see gc-te"), "see ");
    assert_eq!(live.feed("s"), "");
    assert_eq!(live.feed("x."), "gc-tesx.");
    assert_eq!(live.feed("%6"), "");
    assert_eq!(live.feed("8"), "%68");
    assert_eq!(live.feed("gc-test-012345"), "");
    assert_eq!(live.feed("6"), MARK, "whatever comes, this is covered");
    assert_eq!(live.feed("789"), "", "and so is this");
    assert_eq!(live.feed("9."), "9.");
    assert_eq!(live.feed("&CounterClockwiseContourIntegral"), "", "the longest name in HTML");
    assert_eq!(live.feed("x"), "&CounterClockwiseContourIntegralx");
    assert_eq!(live.feed("gc-"), "");
    assert_eq!(live.finish(), "gc-");
    let mut live = LiveMask::new(Mask::of_secrets(&["abc"]));
    assert_eq!([live.feed("x"), live.finish(), live.feed("abc ")].concat(), "x[key] ", "a new text");
    assert_eq!(format!("{live:?}"), "LiveMask(…)");
}
