//! Visible parts of a run while its evidence stays as it came.

use std::cell::RefCell;

use gateway_check::plan::Plan;
use gateway_check::probe::{ProbeId, Profile};
use gateway_check::redact::Mask;
use gateway_check::report::RunMetadata;
use gateway_check::runner::{Cancel, Event, Job, run};

use super::scripted::{KEY, Script, Scripted, job};

/// Carries out a prompt with this reply, and returns the pieces of its text that were told on the way.
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
async fn what_only_began_like_the_key_is_shown_at_the_end() {
    let script = Script::stream(&[(1, "It begins with gc-te"), (1, "st")]);
    assert_eq!(told(&job(true), &script).await, ["It begins with ", "gc-test"]);
}
