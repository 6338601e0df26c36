//! A run that only sends to its target.

use gateway_check::diagnosis::DiagnosisKind;
use gateway_check::exchange::{Outcome, Unanswered};
use gateway_check::plan::Plan;
use gateway_check::probe::{ProbeId, Profile};
use gateway_check::redact::Mask;
use gateway_check::runner::{Cancel, Job, run};
use gateway_check::wire::Redirects;

use super::scripted::{Script, Scripted, job};

/// Carries out a prompt that is redirected, and returns how the requests were to treat that.
async fn followed(job: &Job) -> Vec<(bool, bool)> {
    let respond = |_: &_, _| Script::json(1, 0, "");
    let transport = Scripted::new(&respond);
    run(job, Plan::of_profile(Profile::Quick, 1), &transport, &Cancel::default(), &|_| ()).await;
    let transcript = &job.run().transcript;
    transcript
        .exchanges
        .iter()
        .map(|it| (it.request.redirects == Redirects::Follow, it.request.is_opaque))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_redirect_that_is_not_followed_is_what_the_run_says() {
    let job = job(false).with_redirects(Redirects::Refuse);
    assert!(followed(&job).await.iter().all(|(follows, is_opaque)| follows == is_opaque));
    let run = job.run();
    let (_, prompt) = run.transcript.of_probe(ProbeId::Prompt).expect("the prompt");
    assert_eq!(prompt.outcome, Outcome::Unanswered(Unanswered::Redirected));
    let kinds: Vec<_> = run.assessment().diagnoses.iter().map(|it| it.kind.id).collect();
    assert_eq!(kinds, [DiagnosisKind::RedirectNotFollowed]);
}

#[tokio::test(start_paused = true)]
async fn any_other_run_follows() {
    let job = job(false);
    assert!(followed(&job).await.iter().all(|(follows, _)| *follows));
}

#[tokio::test(start_paused = true)]
async fn a_reply_that_is_no_redirect_is_read_by_a_run_that_follows_none() {
    let (respond, job) = (|_: &_, _| Script::answer(1), job(false).with_redirects(Redirects::Refuse));
    let transport = Scripted::new(&respond);
    run(&job, Plan::of_profile(Profile::Quick, 1), &transport, &Cancel::default(), &|_| ()).await;
    assert_eq!(job.answer_text(&Mask::default()).as_deref(), Some("Hi"));
}
