//! The words around a word, as a person reads them: escapes decoded, in lower case.

use super::words::{OF_KEYS, OF_KEYS_BEYOND_ASCII};
use crate::text::secret_names::announces_secret;

/// Distance to read back, in bytes.
const REACH: usize = 96;
/// Distance to read ahead, in bytes.
const REACH_AHEAD: usize = 48;
/// A text is searched for words about keys in blocks of this size, in bytes.
const BLOCK: usize = 512;
/// Number of blocks on either side in which such a word counts.
const BLOCKS_AROUND: usize = 2;

/// Places where a text is about keys. Searched on demand, and cached.
pub(super) struct Spoken<'a> {
    text: &'a str,
    is_refused_key: bool,
    blocks: Vec<Option<Block>>,
}

#[derive(Clone, Copy)]
struct Block {
    is_of_keys: bool,
    is_refused: bool,
}

impl<'a> Spoken<'a> {
    pub fn new(text: &'a str, is_refused_key: bool) -> Self {
        Self { text, is_refused_key, blocks: Vec::new() }
    }

    /// Returns true if the text is about keys near `at`.
    pub fn of_keys(&mut self, at: usize) -> bool {
        self.is_refused_key || self.around(at, |block| block.is_of_keys || block.is_refused)
    }

    /// Returns true if the text refuses a key, by its status too.
    pub fn of_a_refused_key(&mut self, at: usize) -> bool {
        self.is_refused_key || self.around(at, |block| block.is_refused)
    }

    fn around(&mut self, at: usize, is: impl Fn(Block) -> bool) -> bool {
        let here = at / BLOCK;
        let (text, blocks) = (self.text, &mut self.blocks);
        blocks.resize(text.len().div_ceil(BLOCK), None);
        (here.saturating_sub(BLOCKS_AROUND)..=here + BLOCKS_AROUND).any(|index| {
            let block = blocks.get_mut(index);
            block.is_some_and(|block| is(*block.get_or_insert_with(|| Block::read(text, index))))
        })
    }
}

impl Block {
    fn read(text: &str, index: usize) -> Self {
        // A word across a border is in one of the two.
        let from = text.floor_char_boundary((index * BLOCK).saturating_sub(32));
        let block = decoded(&text[from..text.ceil_char_boundary(text.len().min((index + 1) * BLOCK))]);
        let mut words = block.split(|it: char| !it.is_alphanumeric()).filter(|word| !word.is_empty());
        let (mut is_of_keys, mut is_refused, mut before) = (false, false, "");
        for word in &mut words {
            is_of_keys |= OF_KEYS.iter().any(|it| word.starts_with(it))
                || announces_secret(word)
                || word.strip_suffix('s').is_some_and(|one| one.ends_with("key"));
            is_refused |= matches!(word, "401" | "403") && matches!(before, "status" | "http" | "code");
            before = word;
        }
        is_of_keys |= OF_KEYS_BEYOND_ASCII.iter().any(|it| block.contains(it));
        Self { is_of_keys, is_refused }
    }
}

/// The text before `at`.
pub(super) fn before(text: &str, at: usize) -> String {
    decoded(&text[text.ceil_char_boundary(at.saturating_sub(REACH))..at])
}

/// The text from `end` on.
pub(super) fn ahead(text: &str, end: usize) -> String {
    decoded(&text[end..text.floor_char_boundary(text.len().min(end + REACH_AHEAD))])
}

/// Returns true if the character separates words: a mark, a quote, a space.
fn is_mark(it: char) -> bool {
    it.is_whitespace() || "\"'`()[]{}<>:=,*-•>→~#|".contains(it)
}

/// Returns the text before the marks at the end.
pub(super) fn said(before: &str) -> &str {
    // `u'…'` and `b'…'` are Python's.
    let quoted = before.trim_end_matches(['\'', '"']);
    let python = quoted.strip_suffix(['u', 'b']).filter(|it| it.ends_with(is_mark));
    let marked = python.unwrap_or(before);
    // A comparison operator is not a mark.
    let trimmed = marked.trim_end_matches(|it: char| is_mark(it) && it != '=');
    let unequal = ["!=", "==", "<>", "=/="].iter().any(|sign| trimmed.ends_with(sign));
    if unequal { trimmed } else { marked.trim_end_matches(is_mark) }
}

/// Returns the text after the quote at the beginning.
pub(super) fn unquoted_ahead(ahead: &str) -> &str {
    ahead.trim_start_matches(|it: char| it.is_whitespace() || "\"'`)]}:,".contains(it))
}

/// Returns true if a mark other than the space before a word comes right before the word.
pub(super) fn is_marked(before: &str) -> bool {
    let trimmed = before.trim_end_matches(' ');
    let is_close = trimmed.len() == before.len();
    trimmed.ends_with(|it: char| is_close && "\"'`([{<".contains(it) || ":=>→|".contains(it))
}

/// Returns true if nothing but marks and joining words separates two items of a list.
pub(super) fn is_between_items(between: &str) -> bool {
    const JOINING: [&str; 18] = [
        "or",
        "and",
        "nor",
        "oder",
        "und",
        "ou",
        "et",
        "o",
        "y",
        "e",
        "и",
        "или",
        "或",
        "和",
        "と",
        "または",
        "및",
        "또는",
    ];
    let mut words = between.split(is_mark).filter(|word| !word.is_empty());
    !between.contains("!=")
        && words.all(|word| JOINING.contains(&word) || word.chars().all(|it| "、，/;".contains(it)))
}

/// A text as a person reads it: without escapes, in lower case.
pub(super) fn decoded(text: &str) -> String {
    #[cfg(test)]
    crate::text::work::count(text.len());
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii() && !matches!(first, '\\' | '%' | '&') {
            shown.push(first.to_ascii_lowercase());
            rest = &rest[1..];
            continue;
        }
        let (character, len) = escape(rest).unwrap_or((first, first.len_utf8()));
        rest = &rest[len..];
        let plain = match character {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
            '‘' | '’' | '“' | '”' | '„' | '‚' | '«' | '»' | '‹' | '›' | '「' | '」' | '『' | '』' | '《'
            | '》' => '\'',
            '【' | '】' => '[',
            '、' => ',',
            '。' => '.',
            '\u{a0}' | '\u{3000}' | '\u{202f}' => ' ',
            other => other,
        };
        shown.extend(plain.to_lowercase());
    }
    shown
}

/// The character of an escape at the beginning, and the escape's length.
fn escape(text: &str) -> Option<(char, usize)> {
    let hex =
        |from: usize, len: usize| char::from_u32(u32::from_str_radix(text.get(from..from + len)?, 16).ok()?);
    match text.as_bytes() {
        [b'\\', b'u', ..] => hex(2, 4).map(|it| (it, 6)),
        [b'\\', b'n' | b'r' | b't', ..] => Some((' ', 2)),
        [b'\\', _, ..] => text[1..].chars().next().map(|it| (it, 1 + it.len_utf8())),
        [b'%', ..] => hex(1, 2).filter(char::is_ascii).map(|it| (it, 3)),
        [b'&', ..] => {
            ENTITIES.iter().find_map(|(name, it)| text.starts_with(name).then_some((*it, name.len())))
        }
        _ => None,
    }
}

const ENTITIES: [(&str, char); 12] = [
    ("&quot;", '"'),
    ("&#34;", '"'),
    ("&#x22;", '"'),
    ("&apos;", '\''),
    ("&#39;", '\''),
    ("&#x27;", '\''),
    ("&#039;", '\''),
    ("&nbsp;", ' '),
    ("&amp;", '&'),
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&ne;", '≠'),
];
