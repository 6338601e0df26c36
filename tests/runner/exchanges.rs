//! One request: its time limits, its key, and what is recorded of the reply.

use gateway_check::exchange::{Content, Ending, Outcome, Reply, Unanswered};
use gateway_check::response::Recorder;
use gateway_check::runner::{Cancel, Limits, Transport, send};
use gateway_check::target::ApiKey;
use gateway_check::wire::{Authorization, Request};

use super::scripted::{End, KEY, Script, Scripted, WRONG_KEY, key};

const LIMITS: Limits = Limits { first_byte_ms: 1_000, between_ms: 300 };

fn request() -> Request {
    Request {
        method: "POST",
        body: Some("{}".to_owned()),
        is_streamed: true,
        ..Request::get("https://gateway.example/v1/chat/completions".to_owned())
    }
}

/// Sends to a server with this one reply, on a page that is a second old. Returns the outcome, and the
/// text that was shown.
async fn sent(script: &Script) -> (Outcome, Vec<String>) {
    let (respond, mut shown) = (|_: &_, _| script.clone(), Vec::new());
    let transport = Scripted::new(&respond);
    transport.sleep(1_000.0).await;
    let mut on_text = |text: &str| shown.push(text.to_owned());
    let outcome = send(&transport, &request(), Some(&key()), LIMITS, &Cancel::default(), &mut on_text).await;
    assert_eq!(transport.under_way(), 0, "it hung up");
    (outcome, shown)
}

async fn reply(script: &Script) -> Reply {
    match sent(script).await.0 {
        Outcome::Replied(reply) => reply,
        Outcome::Unanswered(why) => panic!("no reply: {why:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn times_count_from_the_request() {
    let script = Script { wait_ms: 70, ..Script::stream(&[(20, "a"), (200, "b")]) };
    let reply = reply(&script).await;
    assert_eq!((reply.headers_ms, reply.first_byte_ms, reply.total_ms), (70.0, Some(90.0), 290.0));
    let Content::Stream(stream) = reply.body.content else { panic!("no stream") };
    assert_eq!(stream.arrivals.iter().map(|arrival| arrival.at_ms).collect::<Vec<_>>(), [90.0, 290.0]);
}

#[tokio::test(start_paused = true)]
async fn how_late_the_page_itself_was_is_noted() {
    let script = Script::stream(&[(20, "a"), (600, "b")]);
    assert!(reply(&script).await.busy_ms().is_none());
    let respond = |_: &_, _| script.clone();
    let transport = Scripted::new(&respond);
    transport.late_ms.set(250.0);
    let cancel = Cancel::default();
    let outcome = send(&transport, &request(), None, LIMITS, &cancel, &mut |_| {}).await;
    let Outcome::Replied(reply) = outcome else { panic!("no reply") };
    assert_eq!(reply.busy_ms(), Some(250.0));
}

#[tokio::test(start_paused = true)]
async fn headers_that_do_not_come_in_time_are_no_reply() {
    let timed_out = Outcome::Unanswered(Unanswered::TimedOut { after_ms: 1_000 });
    assert_eq!(sent(&Script::silence()).await.0, timed_out);
    assert_eq!(sent(&Script::answer(1_001)).await.0, timed_out);
    let just_in_time = reply(&Script::answer(1_000)).await;
    assert_eq!((just_in_time.ending, just_in_time.total_ms), (Ending::Complete, 1_000.0));
}

#[tokio::test(start_paused = true)]
async fn silence_counts_from_the_last_byte() {
    let late = Script { wait_ms: 900, end: End::Silent, ..Script::stream(&[]) };
    let first = reply(&late).await;
    assert_eq!((first.ending, first.total_ms), (Ending::Stalled { after_ms: 1_000 }, 1_900.0));
    let stuck = Script { end: End::Silent, ..Script::stream(&[(900, "a"), (299, "b")]) };
    let later = reply(&stuck).await;
    assert_eq!((later.ending, later.total_ms), (Ending::Stalled { after_ms: 300 }, 1_499.0));
    let slow = reply(&Script::stream(&[(299, "a"); 20])).await;
    assert_eq!((slow.ending, slow.total_ms), (Ending::Complete, 5_980.0));
}

#[tokio::test(start_paused = true)]
async fn each_request_has_the_key_it_names() {
    let wrong = ApiKey::parse(WRONG_KEY).ok().flatten().expect("a key");
    for (authorization, used) in [
        (Authorization::Key, Some(KEY)),
        (Authorization::Nothing, None),
        (Authorization::Instead(wrong), Some(WRONG_KEY)),
    ] {
        let respond = |_: &_, _| Script::answer(1);
        let (transport, request) = (Scripted::new(&respond), Request { authorization, ..request() });
        send(&transport, &request, Some(&key()), LIMITS, &Cancel::default(), &mut |_| ()).await;
        assert_eq!(transport.seen.borrow()[0].key.as_deref(), used);
    }
}

#[tokio::test(start_paused = true)]
async fn evidence_is_recorded_as_it_came() {
    let mut script = Script::stream(&[(1, "Your key: gc-te"), (1, "st-secret-1"), (1, ".")]);
    script.url = Some(format!("https://gateway.example/v1?key={KEY}"));
    script.headers.push(("x-seen", format!("Bearer {KEY}")));
    script.end = End::Broken("lost gc-test-secret-1");
    let (outcome, shown) = sent(&script).await;
    let Outcome::Replied(reply) = &outcome else { panic!("no reply") };
    assert_eq!(reply.url, format!("https://gateway.example/v1?key={KEY}"));
    assert_eq!(reply.header("x-seen"), Some(format!("Bearer {KEY}").as_str()));
    assert_eq!(reply.ending, Ending::Dropped { message: format!("lost {KEY}") });
    assert_eq!(shown, ["Your key: gc-te", "st-secret-1", "."]);
}

#[test]
fn the_limits_follow_from_the_forms_own() {
    let limits = |first_byte_ms, between_ms| Limits { first_byte_ms, between_ms };
    assert_eq!(Limits::of_timeout(60), limits(60_000, 30_000));
    assert_eq!(Limits::of_timeout(5), limits(5_000, 5_000));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_too_large_is_hung_up_on() {
    let piece = (1, vec![b' '; Recorder::WHOLE_BYTES / 2]);
    let script = Script { pieces: vec![piece; 4], end: End::Silent, ..Script::answer(1) };
    let reply = reply(&script).await;
    assert_eq!((reply.ending, reply.total_ms), (Ending::Capped, 4.0));
}

#[tokio::test(start_paused = true)]
async fn of_a_reply_that_nobody_may_read_nothing_is_read() {
    let respond = |_: &_, _| Script { end: End::Silent, ..Script::answer(5) };
    let (transport, request) = (Scripted::new(&respond), Request { is_opaque: true, ..request() });
    let outcome = send(&transport, &request, None, LIMITS, &Cancel::default(), &mut |_| ()).await;
    assert_eq!((outcome, transport.under_way()), (Outcome::Unanswered(Unanswered::Opaque), 0));
}

#[tokio::test(start_paused = true)]
async fn work_of_more_than_a_moment_makes_room_for_the_user() {
    let large = (0, vec![b' '; 1 << 20]);
    let respond = |_: &_, _| Script { pieces: vec![large.clone()], ..Script::answer(1) };
    let (transport, cancel) = (Scripted::new(&respond), Cancel::default());
    send(&transport, &request(), None, LIMITS, &cancel, &mut |_| ()).await;
    assert_eq!(transport.pauses.get(), 0, "work that takes no time");
    // Sixteen parts at 5 ms each: every fifth is one too many.
    transport.look_ms.set(5.0);
    let outcome = send(&transport, &request(), None, LIMITS, &cancel, &mut |_| ()).await;
    assert_eq!(transport.pauses.get(), 3);
    assert!(matches!(outcome, Outcome::Replied(Reply { ending: Ending::Complete, .. })));
    transport.cancel_in_pause.replace(Some(cancel.clone()));
    let outcome = send(&transport, &request(), None, LIMITS, &cancel, &mut |_| ()).await;
    assert_eq!(transport.pauses.get(), 4);
    assert!(matches!(outcome, Outcome::Replied(Reply { ending: Ending::Cancelled, .. })));
}

#[tokio::test(start_paused = true)]
async fn work_that_takes_just_the_moment_goes_on() {
    let large = (0, vec![b' '; 1 << 20]);
    let respond = |_: &_, _| Script { pieces: vec![large.clone()], ..Script::answer(1) };
    let transport = Scripted::new(&respond);
    // Sixteen parts at 24 ms each: every second is one too many.
    transport.look_ms.set(24.0);
    send(&transport, &request(), None, LIMITS, &Cancel::default(), &mut |_| ()).await;
    assert_eq!(transport.pauses.get(), 8);
}

#[tokio::test(start_paused = true)]
async fn the_content_type_alone_makes_prose_a_stream() {
    let with = |content_type: &str| {
        let headers = vec![("date", "today".to_owned()), ("content-type", content_type.to_owned())];
        Script { headers, ..Script::json(1, 200, "data: prose\n\n") }
    };
    assert!(matches!(reply(&with("text/event-stream")).await.body.content, Content::Stream(_)));
    assert!(matches!(reply(&with("text/plain")).await.body.content, Content::Text));
}
