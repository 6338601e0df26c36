//! Links to the page, and what the browser remembers.

use gateway_check::history::Memory;
use gateway_check::redact::{Mask, holds_key};
use gateway_check::report::link::{packed, to_fragment};
use gateway_check::share_link::{Link, without_refused};

/// Of any fragment the page keeps what it would write itself, and nothing of it is a key.
pub fn holds(fragment: &str) {
    let link = Link::parse(fragment);
    for text in [&link.model, &link.prompt, &link.gateway].into_iter().flatten() {
        assert!(!holds_key(text), "{text}");
    }
    if let Some(problem) = &link.refused {
        super::one_sentence(&problem.sentence());
    }
    let kept = Link { had_key: false, refused: None, ..link };
    comes_back(&kept);
    assert_eq!(Link::parse(&without_refused(fragment)), kept, "{fragment:?}");
    if let Some(Ok(bytes)) = packed(fragment) {
        assert_eq!(packed(&to_fragment(&bytes)), Some(Ok(bytes)));
    }
}

/// Expects that the values of a link are read as they were written.
pub fn comes_back(link: &Link) {
    let written = link.to_fragment(&Mask::default());
    let is_plain = |it: char| it.is_ascii_alphanumeric() || "-._~%=&_".contains(it);
    assert!(written.chars().all(is_plain), "{written}");
    assert_eq!(Link::parse(&written), *link, "{written}");
    assert_eq!(Link::parse(&format!("#{written}")), *link);
}

/// From any content of the browser's storage, the page only keeps values that it would store itself.
pub fn remembered(text: &str) {
    let mask = Mask::default();
    let stored = Memory::read(text).to_json(&mask);
    assert_eq!(Memory::read(&stored).to_json(&mask), stored, "{text:?}");
}
