//! Visible parts of a run while its evidence stays as it came.

use std::cell::RefCell;

use gateway_check::config::{Help, TicketUrl};
use gateway_check::plan::Plan;
use gateway_check::probe::{PROBES, ProbeId, Profile};
use gateway_check::redact::Mask;
use gateway_check::report::{Rounded, RunMetadata};
use gateway_check::run::Run;
use gateway_check::runner::{Cancel, Event, Job, Limits, run};

use super::scripted::{KEY, Script, Scripted, job, key};

/// Runs a prompt with this reply, and returns the pieces of its text that were reported on the way.
async fn told(job: &Job, script: &Script) -> Vec<String> {
    let (respond, told) = (|_: &_, _| script.clone(), RefCell::new(Vec::new()));
    let transport = Scripted::new(&respond);
    let on_event = |event: Event<'_>| {
        if let Event::Text(text) = event {
            told.borrow_mut().push(text.to_string());
        }
    };
    run(job, Plan::of_profile(Profile::Quick, 1), &transport, &Cancel::default(), &on_event).await;
    told.into_inner()
}

#[tokio::test(start_paused = true)]
async fn the_key_is_covered_on_the_way_and_in_all_that_can_be_had_of_the_run() {
    let mut script = Script::stream(&[(1, "Your key: gc-te"), (1, "st-secret-1"), (1, ".")]);
    script.url = Some(format!("https://gateway.example/v1?key={KEY}"));
    script.headers.push(("x-seen", format!("Bearer {KEY}")));
    script.headers.push(("x-gc-test-secret-1", "odd".to_owned()));
    let job = job(true);
    assert_eq!(told(&job, &script).await.concat(), "Your key: [key].");
    let (_, evidence) =
        job.run().transcript.of_probe(ProbeId::Prompt).map(|(at, it)| (at, it.clone())).expect("the prompt");
    assert!(format!("{evidence:?}").contains(KEY), "the evidence is as it came");

    let mask = Mask::of_secrets(&[KEY]);
    assert_eq!(job.answer_text(&mask).expect("an answer"), "Your key: [key].");
    let exchange = job.exchange(0, &mask).expect("the exchange");
    let headers: Vec<_> =
        exchange.response_headers.iter().map(|it| format!("{}: {}", it.name, it.value)).collect();
    assert!(headers.contains(&"x-seen: Bearer [key]".to_owned()), "{headers:?}");
    assert!(headers.contains(&"x-[key]: odd".to_owned()), "{headers:?}");
    let report = job.report(&RunMetadata::default(), &mask);
    for text in [report.to_json(), report.to_markdown(), report.to_html(), format!("{report:?}")] {
        assert!(!text.contains(KEY) && !text.contains("st-secret-1"), "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn every_key_that_the_tab_has_held_is_covered_on_the_way() {
    let job = job(true).with_mask(Mask::of_secrets(&[KEY, "gc-test-of-before"]));
    let script = Script::stream(&[(1, "gc-test-of-be"), (1, "fore and gc-test-secret-1")]);
    assert_eq!(told(&job, &script).await.concat(), "[key] and [key]");
}

#[tokio::test(start_paused = true)]
async fn a_key_that_was_typed_since_is_covered_on_the_way_when_a_run_is_rerun() {
    let job = job(true);
    let script = Script::stream(&[(1, "gc-test-of-si"), (1, "nce and gc-test-secret-1")]);
    assert_eq!(told(&job, &script).await.concat(), "gc-test-of-since and [key]");
    job.update_mask(Mask::of_secrets(&[KEY, "gc-test-of-since"]));
    assert_eq!(told(&job, &script).await.concat(), "[key] and [key]");
}

#[tokio::test(start_paused = true)]
async fn what_only_began_like_the_key_is_shown_at_the_end() {
    let script = Script::stream(&[(1, "It begins with gc-te"), (1, "st")]);
    assert_eq!(told(&job(true), &script).await, ["It begins with ", "gc-test"]);
}

#[tokio::test(start_paused = true)]
async fn a_message_and_a_ticket_say_what_came_of_the_prompt_without_the_key() {
    let words = format!(
        r#"{{"error":{{"message":"Incorrect API key provided: {KEY}","type":"invalid_request_error","code":"invalid_api_key"}}}}"#
    );
    let (job, mask) = (job(false), Mask::of_secrets(&[KEY]));
    told(&job, &Script::json(10, 401, &words)).await;
    let message = job.message(0, &mask).expect("a diagnosis");
    assert!(message.contains(": please "), "{message}");
    let ticket = job.ticket("Not ready: The gateway rejected the key.", "https://check.example/", &mask);
    assert!(ticket.starts_with("Not ready: The gateway rejected the key.\n\n"), "{ticket}");
    assert!(ticket.contains("- Checked with: https://check.example/, Gateway Check "), "{ticket}");
    for text in [message, ticket] {
        assert!(text.contains("- Model: m\n") && text.contains("- Status: 401\n"), "{text}");
        assert!(!text.contains(KEY), "{text}");
    }
    assert!(job.message(9, &mask).is_none());
}

#[tokio::test(start_paused = true)]
async fn the_times_of_each_request_can_be_had_without_what_was_sent_and_came() {
    let (respond, job) = (|_: &_, index: usize| Script::answer([100, 30][index]), job(false));
    let (transport, plan) = (Scripted::new(&respond), Plan::of_probes(PROBES.iter().take(2), 1));
    run(&job, plan.without_follow_ups(), &transport, &Cancel::default(), &|_| ()).await;
    let timings = job.timings();
    let times: Vec<_> =
        timings.iter().map(|it| (it.n, it.probe.as_str(), it.started_ms, it.total_ms)).collect();
    let expected = [
        (1, "prompt", Rounded(0.0), Some(Rounded(100.0))),
        (2, "models", Rounded(100.0), Some(Rounded(30.0))),
    ];
    assert_eq!(times, expected);
    assert!(timings.iter().all(|it| it.url.is_empty() && it.response_body.is_empty()), "{timings:?}");
}

#[test]
fn whom_the_pages_host_says_to_ask_can_be_had_and_the_key_that_is_sent() {
    let ticket_url = TicketUrl::try_from("https://jira.example/new".to_owned()).expect("an address");
    let help = Help {
        contact: Some("#ai on chat".to_owned()),
        docs_url: Some("https://docs.example/".to_owned()),
        ticket_url: Some(ticket_url.clone()),
        key_help: None,
    };
    let helpless = job(false);
    assert_eq!((helpless.has_contact(), helpless.docs_url(), helpless.ticket_url()), (false, None, None));
    assert_eq!(helpless.key(), Some(key()));
    let run = Run { help, ..helpless.into_run() };
    let helped = Job::new(run, "Hi".to_owned(), false, None, Limits::of_timeout(60));
    assert!(helped.has_contact());
    assert_eq!(helped.docs_url().as_deref(), Some("https://docs.example/"));
    assert_eq!(helped.ticket_url(), Some(ticket_url));
}
