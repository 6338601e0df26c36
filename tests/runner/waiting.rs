//! Waits after a refusal for too many requests, and the last requests.

use gateway_check::exchange::{Outcome, Unanswered};
use gateway_check::plan::Plan;
use gateway_check::probe::{ProbeId, Profile};
use gateway_check::runner::{Cancel, End, Job, run};
use gateway_check::wire::Request;

use super::scripted::{EXPLAINED, Script, Scripted, job};

/// Carries out a Standard plan, three at once.
async fn standard<'a>(respond: &'a dyn Fn(&Request, usize) -> Script, job: &Job) -> Scripted<'a> {
    let transport = Scripted::new(respond);
    let plan = Plan::of_profile(Profile::Standard, 3);
    assert_eq!(run(job, plan, &transport, &Cancel::default(), &|_| ()).await, End::Done);
    assert_eq!(transport.under_way(), 0);
    transport
}

#[tokio::test(start_paused = true)]
async fn a_refused_probe_is_sent_again_after_the_wait_and_then_one_at_a_time() {
    let job = job(false);
    // The second of three that go at once is refused, while the others are under way.
    let respond = |_: &_, index| match index {
        2 => Script::rate_limit(100, "2"),
        _ => Script::answer(200),
    };
    let transport = standard(&respond, &job).await;
    let expected = [
        (ProbeId::Prompt, 0.0),
        (ProbeId::Models, 200.0),
        (ProbeId::WrongKey, 200.0),
        (ProbeId::WrongModel, 200.0),
        (ProbeId::WrongKey, 2300.0),
        (ProbeId::Stream, 2500.0),
        (ProbeId::Malformed, 2700.0),
    ];
    assert_eq!(transport.starts(&job.into_run()), expected);
}

/// After the prompt, a server refuses whatever comes. Returns the starts, and the probes that were
/// left out, each because it went on refusing.
async fn refused(retry_after: &str) -> (Vec<(ProbeId, f64)>, Vec<ProbeId>) {
    let job = job(false);
    let respond =
        |_: &_, index| if index == 0 { Script::answer(100) } else { Script::rate_limit(100, retry_after) };
    let transport = standard(&respond, &job).await;
    let run = job.into_run();
    let left_out = run.transcript.skipped.iter().map(|(probe, why)| {
        assert!(why.ends_with("kept rate limiting."), "{why}");
        *probe
    });
    (transport.starts(&run), left_out.collect())
}

const AT_ONCE: [(ProbeId, f64); 4] = [
    (ProbeId::Prompt, 0.0),
    (ProbeId::Models, 100.0),
    (ProbeId::WrongKey, 100.0),
    (ProbeId::WrongModel, 100.0),
];
const ALL_BUT_MODELS: [ProbeId; 4] =
    [ProbeId::WrongKey, ProbeId::WrongModel, ProbeId::Stream, ProbeId::Malformed];

#[tokio::test(start_paused = true)]
async fn a_server_that_goes_on_refusing_is_left_alone() {
    let (starts, left_out) = refused("1").await;
    assert_eq!(starts, [&AT_ONCE[..], &[(ProbeId::Models, 1_200.0), (ProbeId::Models, 2_300.0)]].concat());
    assert_eq!(left_out, ALL_BUT_MODELS);
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_longer_than_a_person_would() {
    assert_eq!(refused("20").await.0[4], (ProbeId::Models, 20_200.0));
    assert_eq!(refused("21").await, (AT_ONCE.to_vec(), [ProbeId::Stream, ProbeId::Malformed].to_vec()));
}

#[tokio::test(start_paused = true)]
async fn what_a_missing_reply_raises_is_asked_last_and_one_by_one() {
    let job = job(false);
    let respond = |_: &_, index| match index {
        0 => Script::no_reply(50, "Failed to fetch"),
        _ => Script::silence(),
    };
    let transport = standard(&respond, &job).await;
    assert_eq!(transport.most_under_way.get(), 1);
    assert_eq!(*transport.explained.borrow(), ["gateway.example"; 2]);
    let run = job.into_run();
    assert_eq!(run.browser_context.page_origin, EXPLAINED);
    // A slow server gets as long as the form allows, and is not asked again.
    assert_eq!(transport.starts(&run), [(ProbeId::Prompt, 0.0), (ProbeId::LadderPlain, 50.0)]);
    let timed_out = Outcome::Unanswered(Unanswered::TimedOut { after_ms: 60_000 });
    assert!(run.transcript.exchanges[1..].iter().all(|exchange| exchange.outcome == timed_out));
    assert!(run.transcript.skipped.iter().all(|(_, why)| why.ends_with("the prompt got no reply.")));
}

#[tokio::test(start_paused = true)]
async fn nothing_is_explained_that_was_answered() {
    let job = job(false);
    let transport = standard(&|_, _| Script::answer(10), &job).await;
    assert_eq!(*transport.explained.borrow(), [""; 0]);
    assert_eq!(job.run().browser_context.page_origin, "");
}
