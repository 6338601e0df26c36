use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use super::*;

wasm_bindgen_test_configure!(run_in_browser);

fn placed() -> (StreamingText, HtmlElement) {
    let container: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    let live = StreamingText::default();
    live.attach_to(container.clone());
    (live, container)
}

fn push(live: &StreamingText, text: &str) {
    live.push(&Mask::default().cover(text));
}

fn shown(container: &HtmlElement) -> String {
    container.text_content().unwrap_or_default()
}

#[wasm_bindgen_test]
fn text_is_drawn_as_text_when_flushed() {
    let (live, container) = placed();
    push(&live, "a <b>b</b>");
    push(&live, "\nc 👍");
    assert_eq!(shown(&container), "");
    live.flush();
    assert_eq!(shown(&container), "a <b>b</b>\nc 👍");
    assert_eq!(container.query_selector("b").unwrap(), None);
}

#[wasm_bindgen_test]
fn long_text_is_split_into_blocks_and_nothing_is_lost() {
    for unit in ["words and words\n", "no line end ever 👍 "] {
        let (live, container) = placed();
        for _ in 0..20 {
            push(&live, &unit.repeat(100));
            live.flush();
        }
        assert!(container.child_element_count() > 1, "{unit}");
        assert_eq!(shown(&container), unit.repeat(2_000));
    }
}

#[wasm_bindgen_test]
fn no_more_is_shown_than_a_page_can_bear() {
    let (live, container) = placed();
    for _ in 0..5 {
        push(&live, &"ü".repeat(512 * 1024));
        live.flush();
    }
    assert_eq!(shown(&container).len(), SHOWN_BYTES);
}

#[wasm_bindgen_test]
fn text_goes_along_to_a_new_place() {
    let (live, before) = placed();
    push(&live, "one, ");
    live.flush();
    push(&live, "two");
    let after: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    live.attach_to(after.clone());
    assert_eq!((shown(&before), shown(&after)), (String::new(), "one, two".to_owned()));
    push(&live, ", three");
    live.flush();
    assert_eq!(shown(&after), "one, two, three");
}

#[wasm_bindgen_test]
fn clearing_takes_everything_away() {
    let (live, container) = placed();
    push(&live, "a");
    live.flush();
    push(&live, "b");
    assert!(!live.is_empty());
    live.clear();
    live.flush();
    assert!(live.is_empty());
    assert_eq!(shown(&container), "");
}

#[wasm_bindgen_test]
fn what_turns_the_direction_of_text_is_written_out() {
    let (live, container) = placed();
    push(&live, "abc\u{202e}gpj.exe\n\u{200b}");
    live.flush();
    assert_eq!(shown(&container), "abc\\u{202e}gpj.exe\n\\u{200b}");
}

#[wasm_bindgen_test]
fn what_joins_letters_and_emoji_does_so_from_piece_to_piece() {
    let (live, container) = placed();
    for piece in ["👩", "\u{200d}", "👧 می", "\u{200c}خواهم, a", "\u{200d}b"] {
        push(&live, piece);
        live.flush();
    }
    assert_eq!(shown(&container), "👩\u{200d}👧 می\u{200c}خواهم, a\\u{200d}b");
    live.clear();
    push(&live, "\u{200d}");
    live.flush();
    assert_eq!(shown(&container), "\\u{200d}");
}

#[wasm_bindgen_test]
fn a_line_end_of_two_characters_is_one_wherever_it_is_cut() {
    let (live, container) = placed();
    for piece in ["a\r", "\nb\r", "c\r", "\r", "\nd\r"] {
        push(&live, piece);
        live.flush();
    }
    assert_eq!(shown(&container), "a\nb\\u{d}c\\u{d}\nd");
    live.finish();
    assert_eq!(shown(&container), "a\nb\\u{d}c\\u{d}\nd\\u{d}");
}

#[wasm_bindgen_test]
fn a_key_that_is_typed_while_text_arrives_is_never_shown_in_what_comes() {
    let (live, container) = placed();
    push(&live, "it is gc-test-");
    live.flush();
    for typed in ["g", "gc-test-one"] {
        live.cover_growing(&Mask::of_secrets(&[typed]));
    }
    assert_eq!(shown(&container), "it is ");
    push(&live, "one, gc-");
    live.flush();
    assert_eq!(shown(&container), "it is [key], ");
    push(&live, "test-one, gc-t");
    live.finish();
    assert_eq!(shown(&container), "it is [key], [key], gc-t");
}

#[wasm_bindgen_test]
fn a_key_that_is_typed_later_is_covered_in_what_is_shown() {
    let (live, container) = placed();
    push(&live, "it is gc-test-");
    live.flush();
    push(&live, "one, and more");
    live.cover(&Mask::of_secrets(&["gc-test-two"]));
    assert_eq!(shown(&container), "it is gc-test-one, and more");
    live.cover(&Mask::of_secrets(&["gc-test-one"]));
    assert_eq!(shown(&container), "it is [key], and more");
    push(&live, ".");
    live.flush();
    assert_eq!(shown(&container), "it is [key], and more.");
}
