//! Asking again: other probes for a run that has evidence already.

use std::cell::RefCell;

use gateway_check::plan::Plan;
use gateway_check::probe::{ProbeId, Profile};
use gateway_check::runner::{Cancel, End, Event, run};

use super::scripted::{Script, Scripted, job};

fn plan_of(ids: &[ProbeId]) -> Plan {
    Plan::of_ids(ids, 3)
}

#[tokio::test(start_paused = true)]
async fn only_what_was_asked_for_is_sent_and_the_other_evidence_stays() {
    let respond = |_: &_, index| if index == 1 { Script::json(10, 500, "{}") } else { Script::answer(10) };
    let (transport, job, seen) = (Scripted::new(&respond), job(false), RefCell::new(Vec::new()));
    run(&job, Plan::of_profile(Profile::Standard, 3), &transport, &Cancel::default(), &|_| ()).await;
    let before = job.run().transcript.clone();
    let on_event = |event: Event<'_>| {
        if let Event::Progress(now) = event {
            seen.borrow_mut().push((now.requests, now.finished, now.total, now.elapsed_ms));
        }
    };
    let end = run(&job, plan_of(&[ProbeId::Models]), &transport, &Cancel::default(), &on_event).await;
    assert_eq!(end, End::Done);
    // The count of requests continues, the time starts again.
    let sent = u32::try_from(before.exchanges.len()).expect("a few");
    assert_eq!(seen.into_inner(), [(sent + 1, 0, 1, 0.0), (sent + 1, 1, 1, 10.0)]);
    let after = job.into_run().transcript;
    assert_eq!(after.exchanges[..before.exchanges.len()], before.exchanges);
    let added: Vec<_> =
        after.exchanges[before.exchanges.len()..].iter().map(|exchange| exchange.probe).collect();
    assert_eq!((added, &after.skipped), (vec![ProbeId::Models], &before.skipped));
    let (_, models) = after.of_probe(ProbeId::Models).expect("the latest");
    assert_eq!(models.reply().map(|reply| reply.status), Some(200));
}

#[tokio::test(start_paused = true)]
async fn a_run_that_was_cancelled_can_be_gone_on_with() {
    let respond = |_: &_, _| Script::answer(10);
    let (transport, job, cancel) = (Scripted::new(&respond), job(false), Cancel::default());
    cancel.cancel();
    run(&job, plan_of(&[ProbeId::Prompt, ProbeId::Models]), &transport, &cancel, &|_| ()).await;
    assert_eq!(job.run().transcript.exchanges, []);
    let end =
        run(&job, plan_of(&[ProbeId::Prompt, ProbeId::Models]), &transport, &Cancel::default(), &|_| ())
            .await;
    assert_eq!(end, End::Done);
    assert_eq!(transport.starts(&job.into_run()), [(ProbeId::Prompt, 0.0), (ProbeId::Models, 10.0)]);
}

#[tokio::test(start_paused = true)]
async fn the_ladder_is_climbed_again_only_with_the_prompt() {
    let respond = |_: &_, _| Script::no_reply(10, "");
    let (transport, job) = (Scripted::new(&respond), job(false));
    run(&job, plan_of(&[ProbeId::Prompt]), &transport, &Cancel::default(), &|_| ()).await;
    let first = transport.seen.borrow().len();
    assert_eq!(first, 3);
    run(&job, plan_of(&[ProbeId::Models]), &transport, &Cancel::default(), &|_| ()).await;
    assert_eq!(transport.seen.borrow().len(), first + 1);
    run(&job, plan_of(&[ProbeId::Prompt]), &transport, &Cancel::default(), &|_| ()).await;
    assert_eq!(transport.seen.borrow().len(), first + 1 + 3);
}
