//! Who is sent when, and how many at once.

use std::cell::RefCell;

use gateway_check::plan::Plan;
use gateway_check::probe::{PROBES, ProbeId, Profile};
use gateway_check::runner::{Cancel, End, Event, InFlight, Job, Transport, run};
use gateway_check::wire::{Redirects, Request};

use super::scripted::{Script, Scripted, job};

/// Carries out `plan`; the request at each place takes as long as `durations_ms` says, and the last
/// duration holds for all further ones. Returns the starts, the most under way, and the time in all.
async fn timed(plan: Plan, durations_ms: &[u64]) -> (Vec<(ProbeId, f64)>, usize, f64) {
    let (respond, job) =
        (|_: &_, index: usize| Script::answer(durations_ms[index.min(durations_ms.len() - 1)]), job(false));
    let transport = Scripted::new(&respond);
    let end = run(&job, plan, &transport, &Cancel::default(), &|_| ()).await;
    assert_eq!((end, transport.under_way()), (End::Done, 0));
    (transport.starts(&job.into_run()), transport.most_under_way.get(), transport.now_ms())
}

#[tokio::test(start_paused = true)]
async fn the_prompt_goes_first_and_alone_and_the_others_as_lines_become_free() {
    let (starts, most, ended_ms) =
        timed(Plan::of_profile(Profile::Standard, 3), &[200, 300, 100, 150, 500, 10, 20, 30]).await;
    let expected = [
        (ProbeId::Prompt, 0.0),
        (ProbeId::Models, 200.0),
        (ProbeId::WrongKey, 200.0),
        (ProbeId::WrongModel, 200.0),
        (ProbeId::Stream, 300.0),
        (ProbeId::Malformed, 350.0),
    ];
    assert_eq!(starts, expected);
    assert_eq!((most, ended_ms), (3, 800.0));
}

#[tokio::test(start_paused = true)]
async fn a_full_run_is_as_wide_as_was_chosen_and_no_longer_than_it_must_be() {
    // The prompt, and then nineteen at 100 ms each.
    for (concurrency, most, ended_ms) in
        [(1, 1, 2_000.0), (2, 2, 1_100.0), (3, 3, 800.0), (6, 6, 500.0), (40, 6, 500.0)]
    {
        let got = timed(Plan::of_profile(Profile::Full, concurrency), &[100]).await;
        assert_eq!((got.1, got.2), (most, ended_ms), "{concurrency}: {:?}", got.0);
    }
}

#[tokio::test(start_paused = true)]
async fn repeats_go_one_after_the_other() {
    let (starts, most, ended_ms) = timed(Plan::repeated(4), &[100, 50, 200, 25]).await;
    assert_eq!(
        starts,
        [
            (ProbeId::Prompt, 0.0),
            (ProbeId::Repeat, 100.0),
            (ProbeId::Repeat, 150.0),
            (ProbeId::Repeat, 350.0)
        ]
    );
    assert_eq!((most, ended_ms), (1, 375.0));
}

#[tokio::test(start_paused = true)]
async fn a_burst_goes_at_once_and_lasts_as_long_as_the_slowest() {
    let (starts, most, ended_ms) = timed(Plan::burst(5), &[100, 30, 90, 20, 70, 10]).await;
    let mut expected = vec![(ProbeId::Prompt, 0.0)];
    expected.extend([(ProbeId::Burst, 100.0); 5]);
    assert_eq!(starts, expected);
    assert_eq!((most, ended_ms), (5, 190.0));
}

#[tokio::test(start_paused = true)]
async fn each_step_is_told_in_order() {
    let respond = |request: &Request, _| {
        if request.is_streamed { Script::stream(&[(10, "He"), (20, "llo")]) } else { Script::answer(50) }
    };
    let (transport, job, told) = (Scripted::new(&respond), job(true), RefCell::new(Vec::new()));
    let on_event = |event: Event<'_>| {
        told.borrow_mut().push(match event {
            Event::Text(text) => format!("text {text}"),
            Event::Headers(now) => {
                let of = |it: &InFlight| format!("{} {:?}", it.probe, it.headers_ms);
                now.iter().map(of).collect::<Vec<_>>().join(", ")
            }
            Event::Progress(now) => {
                format!("{} sent, {} of {} over at {}", now.requests, now.finished, now.total, now.elapsed_ms)
            }
            Event::Recorded(now) => {
                format!("{} recorded, {} open", job.run().transcript.exchanges.len(), now.open.len())
            }
        });
    };
    let plan = Plan::of_probes(PROBES.iter().take(3), 2);
    run(&job, plan, &transport, &Cancel::default(), &on_event).await;
    assert_eq!(
        told.into_inner(),
        [
            "1 sent, 0 of 3 over at 0",
            "prompt Some(0.0)",
            "text He",
            "text llo",
            "1 recorded, 2 open",
            "3 sent, 1 of 3 over at 30",
            "models Some(50.0), wrong-key None",
            "2 recorded, 1 open",
            "3 sent, 2 of 3 over at 80",
            "wrong-key Some(50.0)",
            "3 recorded, 0 open",
            "3 sent, 3 of 3 over at 80",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn only_the_prompts_own_text_is_shown_as_it_comes() {
    let respond = |request: &Request, _| {
        if request.is_streamed { Script::stream(&[(10, "streamed")]) } else { Script::answer(50) }
    };
    let (transport, job, shown) = (Scripted::new(&respond), job(false), RefCell::new(String::new()));
    let on_event = |event: Event<'_>| {
        if let Event::Text(text) = event {
            shown.borrow_mut().push_str(text);
        }
    };
    run(&job, Plan::of_profile(Profile::Standard, 3), &transport, &Cancel::default(), &on_event).await;
    assert!(transport.starts(&job.into_run()).iter().any(|(probe, _)| *probe == ProbeId::Stream));
    assert_eq!(shown.into_inner(), "");
}

/// Carries out `plan` on a page that is a second old. Returns the requests under way at the headers and at
/// the end of each reply, each with its start and the wait for its headers, in ms.
async fn under_way(plan: Plan, job: &Job, respond: &dyn Fn(&Request, usize) -> Script) -> Vec<String> {
    let (transport, told) = (Scripted::new(respond), RefCell::new(Vec::new()));
    transport.sleep(1_000.0).await;
    let on_event = |event: Event<'_>| {
        let now = match event {
            Event::Headers(now) => now,
            Event::Recorded(progress) => progress.in_flight,
            Event::Text(_) | Event::Progress(_) => return,
        };
        let of = |it: &InFlight| format!("{} at {} {:?}", it.probe, it.started_ms, it.headers_ms);
        told.borrow_mut().push(now.iter().map(of).collect::<Vec<_>>().join(", "));
    };
    run(job, plan, &transport, &Cancel::default(), &on_event).await;
    told.into_inner()
}

#[tokio::test(start_paused = true)]
async fn requests_under_way_are_told_apart_and_counted_from_the_first() {
    // The second of two has its headers first, and ends first.
    let respond = |_: &_, index: usize| {
        let (headers_ms, body_ms) = [(200, 0), (100, 200), (50, 100)][index];
        let mut script = Script::answer(headers_ms);
        script.pieces[0].0 = body_ms;
        script
    };
    let told = under_way(Plan::of_probes(PROBES.iter().take(3), 2), &job(false), &respond).await;
    let expected = [
        "prompt at 0 Some(200.0)",
        "",
        "models at 200 None, wrong-key at 200 Some(50.0)",
        "models at 200 Some(100.0), wrong-key at 200 Some(50.0)",
        "models at 200 Some(100.0)",
        "",
    ];
    assert_eq!(told, expected);
}

#[tokio::test(start_paused = true)]
async fn of_several_with_the_same_probe_the_one_with_headers_is_over_first() {
    let respond = |_: &_, index: usize| Script::answer([100, 30, 50][index]);
    let told = under_way(Plan::burst(2), &job(false), &respond).await;
    let expected = [
        "prompt at 0 Some(100.0)",
        "",
        "burst at 100 Some(30.0), burst at 100 None",
        "burst at 100 None",
        "burst at 100 Some(50.0)",
        "",
    ];
    assert_eq!(told, expected);
}

#[tokio::test(start_paused = true)]
async fn a_request_whose_reply_may_not_be_read_is_over_too() {
    let (respond, job) = (|_: &_, _| Script::json(10, 0, ""), job(false).with_redirects(Redirects::Refuse));
    let plan = Plan::of_probes(PROBES.iter().take(1), 1).without_follow_ups();
    assert_eq!(under_way(plan, &job, &respond).await, ["prompt at 0 Some(10.0)", ""]);
}
