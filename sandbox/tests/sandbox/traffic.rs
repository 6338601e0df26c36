//! Gateways that answer one request well, and not many.

use std::time::Duration;

use crate::client::{Ask, PROMPT};

/// The statuses of requests that are sent together, in the order of the requests.
fn together(id: &str, key: &str, count: usize) -> Vec<u16> {
    let ask = || Ask::chat(&format!("/{id}/v1"), PROMPT).key(key).send().status;
    std::thread::scope(|scope| {
        let asks: Vec<_> = (0..count).map(|_| scope.spawn(ask)).collect();
        asks.into_iter().map(|ask| ask.join().expect("a reply")).collect()
    })
}

#[test]
fn only_one_request_of_a_key_is_answered_at_a_time() {
    assert_eq!(together("healthy", "gc-test-together", 6), [200; 6]);
    let statuses = together("one-at-a-time", "gc-test-together", 6);
    assert!(statuses.contains(&200) && statuses.contains(&429), "{statuses:?}");
    // All are over: their number belongs to no caller.
    assert_eq!(together("one-at-a-time", "gc-test-together", 1), [200]);
}

#[test]
fn a_refused_second_request_says_in_words_how_long_to_wait() {
    let statuses_and_words: Vec<(u16, String, bool)> = std::thread::scope(|scope| {
        let ask = || {
            let reply = Ask::chat("/one-at-a-time/v1", PROMPT).key("gc-test-words").send();
            (reply.status, reply.text(), reply.header("access-control-expose-headers").is_some())
        };
        let asks: Vec<_> = (0..6).map(|_| scope.spawn(ask)).collect();
        asks.into_iter().map(|ask| ask.join().expect("a reply")).collect()
    });
    let refused = statuses_and_words.iter().find(|(status, ..)| *status == 429).expect("a refusal");
    assert!(refused.1.contains("try again in 0.3s") && !refused.2, "{refused:?}");
}

#[test]
fn a_gateway_dies_after_ten_requests_of_a_key() {
    let is_whole = |key| Ask::chat("/dies/v1", PROMPT).key(key).send().is_whole;
    let lives: Vec<bool> = (0..12).map(|_| is_whole("gc-test-dies")).collect();
    assert_eq!(lives, [vec![true; 10], vec![false; 2]].concat());
    assert!(is_whole("gc-test-lives"));
}

#[test]
fn connections_are_cut_or_closed() {
    let send = |id: &str| Ask::chat(&format!("/{id}/v1"), PROMPT).send();
    assert!(send("healthy").is_whole && !send("cuts").is_whole);
    let closes = send("closes");
    assert!(closes.is_whole && closes.header("connection") == Some("close"));
}

#[test]
fn a_later_request_may_be_answered_first() {
    let ask = Ask::chat("/out-of-order/v1", PROMPT).key("gc-test-order");
    // The first waits 20 ms, the second 250.
    assert!(!ask.is_silent_for(Duration::from_millis(200)));
    assert!(ask.is_silent_for(Duration::from_millis(50)));
}

#[test]
fn only_the_refusal_of_a_model_is_slow() {
    let unknown = PROMPT.replace("sandbox-small", "no-such");
    assert!(Ask::chat("/slow-refusal/v1", &unknown).is_silent_for(Duration::from_millis(300)));
    // Less than the refusal waits, and long enough for a busy machine.
    assert!(!Ask::chat("/slow-refusal/v1", PROMPT).is_silent_for(Duration::from_secs(7)));
}
