//! A prompt at fixed times.

use std::cell::RefCell;
use std::time::Duration;

use gateway_check::redact::Mask;
use gateway_check::report::{Beat, BeatOutcome, Report, Rounded, Watch};
use gateway_check::runner::{Cancel, End, Schedule, Transport, watch, watch_report};
use gateway_check::scenario::ScenarioId;
use gateway_check::wire::Request;

use super::scripted::{Script, Scripted, job};

const AT: &str = "2026-01-02T03:05:00Z";
const REFUSAL: &str = r#"{"error":{"message":"No healthy upstream","type":"server_error"}}"#;

fn every(every_s: u32, minutes: u32) -> (Schedule, Watch) {
    let schedule = Schedule { every_ms: f64::from(every_s) * 1_000.0, for_ms: f64::from(minutes) * 60_000.0 };
    (schedule, Watch { every_s, minutes, beats: Vec::new() })
}

/// Watches the server for this long, on a page that is 7 s old; the outcome of each prompt, the report, and
/// the time it took in ms.
async fn watched(
    (schedule, plan): (Schedule, Watch),
    respond: &dyn Fn(&Request, usize) -> Script,
    late_ms: f64,
) -> (Watch, Report, f64) {
    let (transport, job) = (Scripted::new(respond), job(false));
    transport.sleep(7_000.0).await;
    let began_ms = transport.now_ms();
    transport.late_ms.set(late_ms);
    let beats = RefCell::new(Vec::new());
    let on_beat = |beat: Beat| beats.borrow_mut().push(beat);
    let end = watch(&job, schedule, &transport, &Cancel::default(), &on_beat).await;
    assert_eq!(end, End::Done);
    let watch = Watch { beats: beats.into_inner(), ..plan };
    let report = watch_report(&job, watch.clone(), end, AT, &Mask::default()).expect("a prompt was sent");
    (watch, report, transport.now_ms() - began_ms)
}

fn starts(watch: &Watch) -> Vec<f64> {
    watch.beats.iter().map(|beat| beat.at_ms.0).collect()
}

#[tokio::test(start_paused = true)]
async fn prompts_are_sent_on_time_and_a_time_that_passes_meanwhile_is_left_out() {
    let respond = |_: &Request, index: usize| Script::answer(if index == 1 { 12_000 } else { 100 });
    let (watch, ..) = watched(every(5, 1), &respond, 0.0).await;
    let expected =
        [0.0, 5_000.0, 20_000.0, 25_000.0, 30_000.0, 35_000.0, 40_000.0, 45_000.0, 50_000.0, 55_000.0];
    assert_eq!(starts(&watch), expected);
    assert!(watch.beats.iter().all(|beat| beat.outcome == BeatOutcome::Answered && beat.late_ms.0 == 0.0));
}

#[tokio::test(start_paused = true)]
async fn only_the_exchanges_with_which_something_changed_are_kept() {
    let respond = |_: &Request, index: usize| match index {
        4..=6 => Script::json(10, 503, REFUSAL),
        7 => Script::no_reply(10, "words"),
        _ => Script::answer(100),
    };
    let (watch, report, _) = watched(every(5, 1), &respond, 0.0).await;
    assert_eq!(watch.beats.len(), 12);
    let statuses: Vec<_> = report.exchanges.iter().map(|it| it.status).collect();
    assert_eq!(statuses, [Some(200), Some(503), None, Some(200)]);
    assert_eq!(report.run.requests, 12);
    let scenario = report.scenario.as_ref().expect("a scenario");
    assert_eq!(scenario.known(), Some(ScenarioId::Watch));
    assert!(scenario.summary.contains("8 of 12 prompts were answered (66.7 %)"), "{}", scenario.summary);
    assert_eq!(scenario.watch.as_ref(), Some(&watch));
    assert_eq!(gateway_check::report::read(&report.to_json()), Ok(report));
}

#[tokio::test(start_paused = true)]
async fn a_stream_whose_options_are_rejected_is_watched_without_them() {
    const UNKNOWN: &str =
        r#"{"error":{"message":"Unknown parameter: 'stream_options'.","code":"unknown_parameter"}}"#;
    let respond = |request: &Request, _: usize| {
        if request.wants_usage { Script::json(10, 400, UNKNOWN) } else { Script::stream(&[(10, "Hi")]) }
    };
    let (transport, job, (schedule, _)) = (Scripted::new(&respond), job(true), every(20, 1));
    let beats = RefCell::new(Vec::new());
    let on_beat = |beat: Beat| beats.borrow_mut().push(beat);
    watch(&job, schedule, &transport, &Cancel::default(), &on_beat).await;
    let beats = beats.into_inner();
    assert_eq!(beats.len(), 3);
    assert!(beats.iter().all(|beat| beat.outcome == BeatOutcome::Answered), "{beats:?}");
    assert_eq!(transport.seen.borrow().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn an_hour_at_one_second_takes_an_hour_and_keeps_little() {
    let schedule = Schedule { every_ms: 1_000.0, for_ms: 3_600_000.0 };
    let respond = |_: &Request, index: usize| {
        if index.is_multiple_of(2) { Script::answer(10) } else { Script::json(10, 503, REFUSAL) }
    };
    let (watch, report, ended_ms) = watched((schedule, Watch::default()), &respond, 0.0).await;
    assert_eq!((watch.beats.len(), report.exchanges.len()), (3_600, 60));
    assert!((3_599_000.0..3_600_000.0).contains(&ended_ms), "{ended_ms}");
}

#[tokio::test(start_paused = true)]
async fn a_browser_that_wakes_the_page_late_is_told_of() {
    let (watch, ..) = watched(every(5, 1), &|_, _| Script::answer(100), 58_000.0).await;
    // Each wait ends 58 s late, so the minute holds one prompt at its start and none after it.
    assert_eq!(watch.beats.len(), 1);
    assert_eq!(watch.summary().and_then(|it| it.slowed), Some((1, 58_000.0)));
}

#[tokio::test(start_paused = true)]
async fn stop_ends_it_at_once_while_it_waits_and_while_an_answer_is_on_its_way() {
    for stop_after_ms in [2_000, 5_050] {
        let respond = |_: &Request, _| Script::answer(100);
        let (transport, job, cancel) = (Scripted::new(&respond), job(false), Cancel::default());
        let (schedule, _) = every(5, 60);
        let stop = async {
            tokio::time::sleep(Duration::from_millis(stop_after_ms)).await;
            cancel.cancel();
        };
        let (end, ()) = tokio::join!(watch(&job, schedule, &transport, &cancel, &|_| ()), stop);
        assert_eq!((end, transport.under_way()), (End::Cancelled, 0));
        assert!((transport.now_ms() - f64::from(u32::try_from(stop_after_ms).expect("small"))).abs() < 1.0);
        assert!(watch_report(&job, Watch::default(), end, AT, &Mask::default()).is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn each_prompt_has_its_outcome_its_reason_and_its_times() {
    let respond = |_: &Request, index: usize| match index {
        0 => Script::answer(100),
        1 => Script::json(10, 503, REFUSAL),
        2 => Script::json(20, 200, "{}"),
        3 => Script::no_reply(30, "words"),
        _ => Script::silence(),
    };
    let (watch, ..) = watched(every(5, 1), &respond, 0.0).await;
    let of = |it: &Beat| (it.at_ms.0, it.outcome, it.kind.to_string(), it.status, it.total_ms.map(|ms| ms.0));
    let kind = str::to_owned;
    let expected = [
        (0.0, BeatOutcome::Answered, kind(""), Some(200), Some(100.0)),
        (5_000.0, BeatOutcome::Refused, kind("upstream-failed"), Some(503), Some(10.0)),
        (10_000.0, BeatOutcome::Unanswered, kind("no-answer"), Some(200), Some(20.0)),
        (15_000.0, BeatOutcome::Unanswered, kind("blocked"), None, None),
        (20_000.0, BeatOutcome::Unanswered, kind("timed-out"), None, Some(60_000.0)),
    ];
    assert_eq!(watch.beats.iter().map(of).collect::<Vec<_>>(), expected);
}

#[tokio::test(start_paused = true)]
async fn a_wait_in_vain_is_part_of_the_outage_and_of_the_duration() {
    let (watch, report, ended_ms) = watched(every(20, 1), &|_, _| Script::silence(), 0.0).await;
    let outage = watch.summary().and_then(|it| it.outage).expect("an outage");
    assert_eq!((outage.prompts, outage.length_ms(), outage.is_over), (1, 60_000.0, false));
    assert!((report.run.duration_ms.0 - ended_ms).abs() < 1.0, "{ended_ms}");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_takes_no_time_is_followed_by_the_next_prompt_on_time() {
    let respond = |_: &Request, index: usize| {
        assert!(index < 3, "one prompt at a time of the schedule");
        Script::answer(0)
    };
    let (watch, ..) = watched(every(20, 1), &respond, 0.0).await;
    assert_eq!(starts(&watch), [0.0, 20_000.0, 40_000.0]);
}

#[tokio::test(start_paused = true)]
async fn a_delay_is_told_from_a_tenth_of_a_second() {
    for (late_ms, told_ms) in [(99.0, 0.0), (100.0, 100.0)] {
        let (watch, ..) = watched(every(5, 1), &|_, _| Script::answer(100), late_ms).await;
        assert!(watch.beats.iter().all(|beat| beat.late_ms == Rounded(told_ms)), "{:?}", watch.beats);
    }
}

#[tokio::test(start_paused = true)]
async fn a_watch_that_is_cancelled_beforehand_sends_nothing() {
    let respond = |_: &Request, _| Script::answer(1);
    let (transport, job, cancel) = (Scripted::new(&respond), job(false), Cancel::default());
    cancel.cancel();
    let end = watch(&job, every(5, 1).0, &transport, &cancel, &|_| ()).await;
    assert_eq!((end, transport.seen.borrow().len()), (End::Cancelled, 0));
    assert_eq!(*transport.explained.borrow(), [""; 0]);
}

#[test]
fn a_report_lasts_to_the_end_of_the_last_answer_and_says_if_it_was_stopped() {
    let (at_ms, total_ms) = (Rounded(5_000.0), Some(Rounded(100.0)));
    let beats = vec![Beat { at_ms, total_ms, outcome: BeatOutcome::Answered, ..Beat::default() }];
    let watch = Watch { beats, ..Watch::default() };
    for (end, is_stopped) in [(End::Done, false), (End::Cancelled, true)] {
        let report = watch_report(&job(false), watch.clone(), end, AT, &Mask::default()).expect("a prompt");
        assert_eq!((report.run.duration_ms, report.run.is_stopped), (Rounded(5_100.0), is_stopped));
    }
}
