//! Cancelling at any moment.

use std::time::Duration;

use futures_util::future::join;
use gateway_check::exchange::{Content, Ending, Outcome, Unanswered};
use gateway_check::plan::Plan;
use gateway_check::probe::{ProbeId, Profile};
use gateway_check::run::Run;
use gateway_check::runner::{Cancel, End, run};
use gateway_check::wire::Request;
use tokio::time::{Instant, sleep};

use super::scripted::{Script, Scripted, job};

/// Cancels a Full run, three at once, after this many ms. Returns it with its starts and when it ended.
async fn cancelled_after(
    ms: u64,
    is_streamed: bool,
    respond: &dyn Fn(&Request, usize) -> Script,
) -> (Run, Vec<(ProbeId, f64)>, u128) {
    let (transport, job, cancel) = (Scripted::new(respond), job(is_streamed), Cancel::default());
    let begun = Instant::now();
    let plan = Plan::of_profile(Profile::Full, 3);
    let running = async {
        let end = run(&job, plan, &transport, &cancel, &|_| ()).await;
        (end, begun.elapsed().as_millis())
    };
    let cancelling = async {
        sleep(Duration::from_millis(ms)).await;
        cancel.cancel();
    };
    let ((end, ended_ms), ()) = join(running, cancelling).await;
    assert_eq!((end, transport.under_way()), (End::Cancelled, 0));
    let run = job.into_run();
    let starts = transport.starts(&run);
    (run, starts, ended_ms)
}

#[tokio::test(start_paused = true)]
async fn those_under_way_are_cancelled_and_nothing_more_is_sent() {
    let respond = |_: &_, index| if index == 0 { Script::answer(100) } else { Script::silence() };
    let (run, starts, ended_ms) = cancelled_after(150, false, &respond).await;
    assert_eq!(ended_ms, 150);
    assert_eq!(
        starts,
        [
            (ProbeId::Prompt, 0.0),
            (ProbeId::Models, 100.0),
            (ProbeId::WrongKey, 100.0),
            (ProbeId::WrongModel, 100.0)
        ]
    );
    let skipped = &run.transcript.skipped;
    assert!(skipped.iter().all(|(_, why)| *why == "You stopped the run."), "{skipped:?}");
    assert_eq!(starts.len() + skipped.len(), Plan::of_profile(Profile::Full, 3).requests());
    let cancelled = Outcome::Unanswered(Unanswered::Cancelled);
    assert!(run.transcript.exchanges[1..].iter().all(|exchange| exchange.outcome == cancelled));
}

#[tokio::test(start_paused = true)]
async fn what_came_of_a_reply_is_kept() {
    let respond = |_: &_, _| Script::stream(&[(10, "Hel"), (100, "lo"), (1_000, "!")]);
    let (run, _, ended_ms) = cancelled_after(500, true, &respond).await;
    assert_eq!(ended_ms, 500);
    let reply = run.transcript.exchanges[0].reply().expect("a reply");
    let Content::Stream(stream) = &reply.body.content else { panic!("no stream") };
    assert_eq!((&reply.ending, stream.answer.content.as_str()), (&Ending::Cancelled, "Hello"));
    assert_eq!((reply.first_byte_ms, reply.total_ms), (Some(10.0), 500.0));
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_at_once() {
    let respond = |_: &_, index| match index {
        0 => Script::answer(100),
        _ => Script::rate_limit(100, "15"),
    };
    let (_, starts, ended_ms) = cancelled_after(5_000, false, &respond).await;
    assert_eq!((starts.len(), ended_ms), (4, 5_000));
}

#[tokio::test(start_paused = true)]
async fn nothing_follows_up_on_a_run_that_was_cancelled() {
    let respond = |_: &_, index| if index == 0 { Script::no_reply(50, "") } else { Script::silence() };
    let (_, starts, ended_ms) = cancelled_after(60, false, &respond).await;
    assert_eq!((starts, ended_ms), (vec![(ProbeId::Prompt, 0.0), (ProbeId::LadderPlain, 50.0)], 60));
}

#[tokio::test(start_paused = true)]
async fn a_run_that_is_cancelled_beforehand_sends_nothing() {
    let respond = |_: &Request, _| Script::answer(1);
    let (transport, job, cancel) = (Scripted::new(&respond), job(false), Cancel::default());
    cancel.cancel();
    let plan = Plan::of_profile(Profile::Standard, 3);
    assert_eq!(run(&job, plan, &transport, &cancel, &|_| ()).await, End::Cancelled);
    assert_eq!(*transport.seen.borrow(), []);
}

#[test]
fn a_clone_cancels_the_same_and_another_one_does_not() {
    let (cancel, other) = (Cancel::default(), Cancel::default());
    let clone = cancel.clone();
    assert_eq!((cancel.is_same(&clone), cancel.is_same(&other)), (true, false));
    clone.cancel();
    assert_eq!((cancel.is_cancelled(), other.is_cancelled()), (true, false));
}
