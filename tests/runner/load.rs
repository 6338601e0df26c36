//! The work that a stream costs, counted instead of timed: what each token allocates, how often the screen is
//! notified of it, and what is kept.

use std::cell::Cell;

use allocation_counter::{AllocationInfo, measure};
use gateway_check::plan::Plan;
use gateway_check::probe::Profile;
use gateway_check::redact::Mask;
use gateway_check::response::Recorder;
use gateway_check::runner::{self, Cancel, Event};

use super::scripted::{Script, Scripted, job};

/// As gateways send it.
const TOKEN: &str = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"},\"finish_reason\":null}],\"usage\":null}\n\n";
/// With something beside it that the reference does not have, so that every rule looks through it.
const ODD_TOKEN: &str = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"},\"finish_reason\":null}],\"provider\":\"p\"}\n\n";

/// Tokens that come in one piece.
const PER_PIECE: usize = 300;

/// Counts what a stream of so many pieces allocates on its way through a run, and how often its text is
/// reported.
fn cost(token: &str, pieces: usize) -> (u64, usize) {
    let piece = token.repeat(PER_PIECE).into_bytes();
    let respond = |_: &_, _| Script { pieces: vec![(0, piece.clone()); pieces], ..Script::stream(&[]) };
    let told = Cell::new(0);
    let on_event = |event: Event<'_>| told.set(told.get() + usize::from(matches!(event, Event::Text(_))));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    let AllocationInfo { count_total, .. } = measure(|| {
        runtime.expect("a runtime").block_on(async {
            let (server, job, cancel) = (Scripted::new(&respond), job(true), Cancel::default());
            runner::run(&job, Plan::of_profile(Profile::Quick, 1), &server, &cancel, &on_event).await;
            let answer = job.answer_text(&Mask::default()).expect("an answer");
            assert_eq!(answer.len(), pieces * PER_PIECE * "word ".len());
        });
    });
    (count_total, told.get())
}

/// Expects a hundred more tokens to allocate at most `most` times more, and their text to be reported once
/// per piece.
#[track_caller]
fn check(token: &str, most: u64) {
    let (few, many) = (10, 40);
    let ((once, _), (more, told)) = (cost(token, few), cost(token, many));
    let hundreds = ((many - few) * PER_PIECE / 100) as u64;
    assert!(more - once <= most * hundreds, "{} allocations a hundred tokens", (more - once) / hundreds);
    assert!(told <= many + 1, "told {told} times");
}

#[test]
fn a_token_of_text_allocates_nothing_of_its_own() {
    check(TOKEN, 10);
}

#[test]
fn a_token_with_more_beside_it_allocates_little() {
    check(ODD_TOKEN, 3_000);
}

/// The most that is held at once while so many megabytes of text come in a stream, in bytes.
fn most_held(megabytes: usize) -> u64 {
    let text = "word ".repeat(13_000);
    let piece = TOKEN.replace("word ", &text).into_bytes();
    let held = measure(|| {
        let mut recorder = Recorder::new(true, Some("text/event-stream"));
        for _ in 0..megabytes * 16 {
            recorder.feed(&piece, 1.0);
        }
        assert_eq!(recorder.finish(1.0).bytes, (megabytes * 16 * piece.len()) as u64);
    });
    held.bytes_max
}

#[test]
fn what_is_held_of_a_stream_has_a_limit() {
    let (some, more) = (most_held(10), most_held(40));
    assert!(more <= some + 100_000, "{some} bytes of 10 MB, {more} of 40 MB");
}
