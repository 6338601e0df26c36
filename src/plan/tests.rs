//! Drives plans with a simulated clock and a server that is a function.

use super::*;
use crate::exchange::{Ending, Reply, Transcript, Unanswered};
use crate::probe::ProbeId;
use crate::response::Recorder;
use crate::target::{ApiKey, BaseUrl, ModelName, Target};

const ANSWER: &str = r#"{"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}"#;

/// Treatment of a request by a server: status, body, and the time it takes in ms.
type Server = dyn Fn(ProbeId, u32) -> (u16, &'static str, f64);

/// Record of a driven plan.
struct Driven {
    /// Probes in the order they were sent, each with the time.
    sent: Vec<(ProbeId, f64)>,
    skipped: Vec<(ProbeId, &'static str)>,
    max_running: usize,
    ended_ms: f64,
}

impl Driven {
    fn times(&self, id: ProbeId) -> usize {
        self.sent.iter().filter(|(sent, _)| *sent == id).count()
    }
}

/// Runs the plan against `server` until it is finished.
fn drive(mut plan: Plan, server: &Server) -> Driven {
    let target = Target {
        base_url: BaseUrl::parse("https://a.example/v1").unwrap(),
        key: ApiKey::parse("gc-test-1").unwrap(),
        model: ModelName::parse("m").unwrap(),
    };
    let wrong_key = ApiKey::parse("gc-wrong-1").unwrap();
    let mut transcript = Transcript::default();
    let mut driven = Driven { sent: Vec::new(), skipped: Vec::new(), max_running: 0, ended_ms: 0.0 };
    let mut running: Vec<(f64, Exchange)> = Vec::new();
    let mut now_ms = 0.0;
    for _ in 0..1_000 {
        let snapshot = transcript.clone();
        let context = ProbeContext {
            target: &target,
            prompt: "Hi",
            is_streamed: false,
            wrong_key: wrong_key.as_ref(),
            transcript: &snapshot,
        };
        match plan.next(&context, now_ms) {
            Next::Skip(id, why) => driven.skipped.push((id, why)),
            Next::Finished => {
                driven.ended_ms = now_ms;
                assert!(running.is_empty(), "finished with requests under way");
                return driven;
            }
            Next::Send(id, request) => {
                let tries = u32::try_from(driven.times(id)).unwrap();
                driven.sent.push((id, now_ms));
                let (status, body, ms) = server(id, tries);
                let all = [&REPEAT_PROBE, &BURST_PROBE].into_iter().chain(PROBES).chain(FOLLOW_UPS);
                let probe = all.into_iter().find(|probe| probe.id == id).unwrap().id;
                running.push((now_ms + ms, exchange(probe, request, status, body)));
                driven.max_running = driven.max_running.max(running.len());
            }
            Next::Wait(until_ms) => {
                let first = (0..running.len()).min_by(|a, b| running[*a].0.total_cmp(&running[*b].0));
                let reply_ms = first.map_or(f64::INFINITY, |index| running[index].0);
                if until_ms.is_some_and(|until_ms| until_ms < reply_ms) {
                    now_ms = until_ms.unwrap();
                    continue;
                }
                let (at_ms, exchange) = running.swap_remove(first.expect("waiting for nothing"));
                now_ms = at_ms;
                transcript.exchanges.push(exchange.clone());
                plan.record(&ProbeContext { transcript: &transcript, ..context }, &exchange, now_ms);
            }
        }
    }
    panic!("the plan does not end");
}

/// A status of 0 stands for no reply.
fn exchange(probe: ProbeId, request: Request, status: u16, body: &str) -> Exchange {
    let outcome = if status == 0 {
        Outcome::Unanswered(Unanswered::Blocked { message: String::new() })
    } else {
        let mut recorder = Recorder::new(false, Some("application/json"));
        recorder.feed(body.as_bytes(), 1.0);
        Outcome::Replied(Reply {
            status,
            url: request.url.clone(),
            is_redirected: false,
            headers: Vec::new(),
            body: recorder.finish(2.0),
            ending: Ending::Complete,
            headers_ms: 1.0,
            first_byte_ms: None,
            lag_ms: 0.0,
            total_ms: 2.0,
        })
    };
    Exchange { probe, request, started_ms: 0.0, outcome }
}

fn healthy(_: ProbeId, _: u32) -> (u16, &'static str, f64) {
    (200, ANSWER, 200.0)
}

#[test]
fn the_prompt_goes_first_and_alone_and_everything_is_sent_once() {
    let plan = Plan::of_profile(Profile::Full, CONCURRENCY);
    let planned = plan.requests();
    let driven = drive(plan, &healthy);
    assert_eq!(driven.sent[0], (ProbeId::Prompt, 0.0));
    assert!(driven.sent[1].1 >= 200.0);
    assert_eq!(driven.sent.len() + driven.skipped.len(), planned);
    assert!(driven.sent.iter().all(|(id, _)| driven.times(*id) == 1));
}

#[test]
fn no_more_run_at_once_than_was_chosen() {
    for concurrency in [1, 3, 6] {
        let driven = drive(Plan::of_profile(Profile::Full, concurrency), &healthy);
        assert_eq!(driven.max_running, concurrency);
    }
    assert_eq!(drive(Plan::of_profile(Profile::Full, 99), &healthy).max_running, 6);
}

#[test]
fn a_full_run_takes_little_more_than_its_critical_path() {
    let driven = drive(Plan::of_profile(Profile::Full, CONCURRENCY), &healthy);
    let rounds = (driven.sent.len() - 1).div_ceil(CONCURRENCY) + 1;
    let shortest_ms = f64::from(u32::try_from(rounds).unwrap()) * 200.0;
    assert!(driven.ended_ms <= 1.3 * shortest_ms, "{} against {shortest_ms}", driven.ended_ms);
}

#[test]
fn without_an_answer_to_the_prompt_the_rest_is_left_out_with_its_reason() {
    let key = r#"{"error":{"message":"Invalid API key","code":"invalid_api_key"}}"#;
    let no_more: &[ProbeId] = &[];
    let connectivity: &[ProbeId] = &[ProbeId::LadderPlain, ProbeId::LadderAnswers];
    let address: &[ProbeId] = &[&[ProbeId::RepairTyped][..], &ProbeId::REPAIRS].concat();
    let cases = [(0, "", connectivity), (401, key, no_more), (404, "404 page not found", address)];
    for (status, body, follow_ups) in cases {
        let driven = drive(Plan::of_profile(Profile::Standard, 3), &move |_, _| (status, body, 10.0));
        let sent: Vec<ProbeId> = driven.sent.iter().map(|(id, _)| *id).collect();
        assert_eq!(sent, [&[ProbeId::Prompt], follow_ups].concat(), "{status}");
        assert!(driven.sent.windows(2).all(|pair| pair[1].1 >= pair[0].1 + 10.0), "one after the other");
        let planned = Plan::of_profile(Profile::Standard, 3).requests();
        assert_eq!(driven.skipped.len(), planned - 1);
        assert!(driven.skipped.iter().all(|(_, why)| why.starts_with("Stopped: the ")));
    }
}

#[test]
fn the_reason_for_the_rest_says_no_more_than_the_reply() {
    let check = |status: u16, body: &'static str, expected: &str| {
        let driven = drive(Plan::of_profile(Profile::Standard, 3), &move |_, _| (status, body, 10.0));
        assert!(driven.skipped.iter().all(|(_, why)| *why == expected), "{status} {:?}", driven.skipped);
        assert!(!driven.skipped.is_empty());
    };
    check(401, "", "Stopped: the key was rejected.");
    let not_found = r#"{"message":"No API key found in request"}"#;
    check(401, not_found, "Stopped: the server denied access.");
    check(403, "", "Stopped: the server denied access.");
    let of_address = r#"{"error":{"message":"Your IP address is not in the list."}}"#;
    check(403, of_address, "Stopped: the server denied access.");
    check(403, "<html><title>403 Forbidden</title></html>", "Stopped: the reply did not come from the API.");
    check(404, "404 page not found", "Stopped: the API is not at this address.");
}

#[test]
fn without_follow_ups_a_prompt_that_failed_is_the_end() {
    let sent = |plan| drive(plan, &|_, _| (0, "", 10.0)).sent;
    let plan = Plan::of_profile(Profile::Quick, 3);
    assert!(sent(plan.clone()).len() > 1);
    assert_eq!(sent(plan.without_follow_ups()), [(ProbeId::Prompt, 0.0)]);
}

#[test]
fn a_stopped_run_asks_nothing_further() {
    let mut plan = Plan::of_profile(Profile::Quick, 3);
    let target = Target {
        base_url: BaseUrl::parse("https://a.example/v1").unwrap(),
        key: None,
        model: ModelName::parse("m").unwrap(),
    };
    let mut transcript = Transcript::default();
    let context = |transcript| ProbeContext {
        target: &target,
        prompt: "Hi",
        is_streamed: false,
        wrong_key: None,
        transcript,
    };
    let empty = Transcript::default();
    let Next::Send(id, request) = plan.next(&context(&empty), 0.0) else { panic!("the prompt") };
    transcript.exchanges.push(exchange(id, request, 0, ""));
    plan.record(&context(&transcript), &transcript.exchanges[0], 1.0);
    let mut stopped = plan.clone();
    assert!(matches!(plan.next(&context(&transcript), 1.0), Next::Send(ProbeId::LadderPlain, _)));
    stopped.stop();
    assert_eq!(stopped.next(&context(&transcript), 1.0), Next::Finished);
}

#[test]
fn a_refused_model_does_not_keep_the_rest_from_being_asked() {
    let unknown = r#"{"error":{"message":"no","code":"model_not_found"}}"#;
    let driven = drive(Plan::of_profile(Profile::Standard, 3), &|_, _| (404, unknown, 10.0));
    assert_eq!(driven.sent.len(), Plan::of_profile(Profile::Standard, 3).requests());
}

#[test]
fn a_429_slows_down_to_one_and_is_tried_again_after_the_wait() {
    let wait = r#"{"error":{"message":"Too many requests, please try again in 3s"}}"#;
    let driven = drive(Plan::of_profile(Profile::Full, 3), &|id, tries| {
        if id == ProbeId::Models && tries == 0 { (429, wait, 50.0) } else { healthy(id, tries) }
    });
    assert_eq!(driven.times(ProbeId::Models), 2);
    let refused_ms = 200.0 + 50.0;
    let later: Vec<f64> =
        driven.sent.iter().map(|(_, at_ms)| *at_ms).filter(|at_ms| *at_ms > refused_ms).collect();
    assert!(later[0] >= refused_ms + 3_000.0, "{later:?}");
    assert!(later.windows(2).all(|pair| pair[1] >= pair[0] + 200.0), "{later:?}");
}

#[test]
fn a_server_that_always_says_429_is_left_alone_in_the_end() {
    let driven = drive(Plan::of_profile(Profile::Standard, 3), &|_, _| (429, "{}", 10.0));
    assert_eq!(driven.sent.len(), usize::try_from(MAX_ATTEMPTS).unwrap());
    assert!(driven.skipped.iter().all(|(_, why)| why.ends_with("kept rate limiting.")));
    let hour = r#"{"error":{"message":"Rate limit, try again in 3600s"}}"#;
    assert!(drive(Plan::of_profile(Profile::Quick, 3), &|_, _| (429, hour, 10.0)).ended_ms < 100.0);
}

#[test]
fn no_server_raises_more_requests_than_the_largest_number() {
    let wait = r#"{"error":{"message":"Too many requests, please try again in 3s"}}"#;
    for profile in [Profile::Quick, Profile::Standard, Profile::Full] {
        let plan = Plan::of_profile(profile, CONCURRENCY);
        let sent = |status: u16, body: &'static str| {
            let server = move |_: ProbeId, tries: u32| {
                if tries < 2 { (429, wait, 10.0) } else { (status, body, 10.0) }
            };
            drive(plan.clone(), &server).sent.len()
        };
        assert!(sent(200, ANSWER) > plan.requests(), "{profile:?}");
        for (status, body) in [(200, ANSWER), (404, "404 page not found"), (0, "")] {
            assert!(sent(status, body) <= plan.max_requests(), "{profile:?} {status}");
        }
    }
}

#[test]
fn a_stream_refused_for_its_options_is_asked_for_without_them_once() {
    let refused = r#"{"error":{"message":"Unknown parameter: 'stream_options'.","param":"stream_options","code":"unknown_parameter"}}"#;
    let driven = drive(Plan::of_profile(Profile::Standard, 3), &|id, tries| {
        if id == ProbeId::Stream { (400, refused, 10.0) } else { healthy(id, tries) }
    });
    assert_eq!(driven.times(ProbeId::Stream), 2);
}

#[test]
fn a_stopped_plan_sends_nothing_more() {
    let mut plan = Plan::of_profile(Profile::Standard, 3);
    assert!(!plan.is_stopped());
    plan.stop();
    let driven = drive(plan, &healthy);
    assert_eq!(driven.sent, []);
    assert!(driven.skipped.iter().all(|(_, why)| *why == "You stopped the run."));
}

#[test]
fn a_probe_is_repeated_one_after_the_other_or_at_once() {
    let one_by_one = drive(Plan::repeated(5), &healthy);
    assert_eq!((one_by_one.sent.len(), one_by_one.times(ProbeId::Repeat), one_by_one.max_running), (5, 4, 1));
    let at_once = drive(Plan::burst(20), &healthy);
    assert_eq!((at_once.times(ProbeId::Burst), at_once.max_running), (20, 20));
}

#[test]
fn a_refused_burst_is_not_sent_again() {
    let driven = drive(Plan::burst(5), &|id, tries| {
        if id == ProbeId::Burst { (429, "{}", 10.0) } else { healthy(id, tries) }
    });
    assert_eq!(driven.times(ProbeId::Burst), 5);
}

#[test]
fn a_burst_is_only_sent_after_an_answer() {
    let unknown = r#"{"error":{"message":"The model m does not exist","code":"model_not_found"}}"#;
    for (status, body) in [(404, unknown), (503, "{}"), (200, "{}")] {
        let driven = drive(Plan::burst(5).without_follow_ups(), &move |_, _| (status, body, 10.0));
        assert_eq!((driven.sent.len(), driven.skipped.len()), (1, 5), "{status}");
        assert!(driven.skipped.iter().all(|(_, why)| why.ends_with("the prompt was not answered.")));
    }
}

#[test]
fn one_slow_probe_does_not_hold_up_the_others() {
    let driven = drive(Plan::of_profile(Profile::Full, 3), &|id, tries| {
        if id == ProbeId::WrongKey { (200, ANSWER, 60_000.0) } else { healthy(id, tries) }
    });
    assert!(driven.ended_ms <= 61_000.0);
    assert!(driven.sent.iter().all(|(_, at_ms)| *at_ms < 10_000.0));
}
