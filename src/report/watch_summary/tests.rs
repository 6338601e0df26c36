use super::super::Rounded;
use super::*;

/// A watch at every 10 s: `.` answered in 100 ms, `r` refused with 503, `x` no answer.
fn watch(course: &str) -> Watch {
    let beat = |(index, sign): (u32, char)| Beat {
        at_ms: Rounded(f64::from(index) * 10_000.0),
        outcome: match sign {
            '.' => BeatOutcome::Answered,
            'r' => BeatOutcome::Refused,
            _ => BeatOutcome::Unanswered,
        },
        kind: Redacted::own(match sign {
            '.' => "",
            'r' => "upstream-failed",
            _ => "timed-out",
        }),
        status: match sign {
            '.' => Some(200),
            'r' => Some(503),
            _ => None,
        },
        total_ms: (sign != 'x').then_some(Rounded(100.0)),
        ..Beat::default()
    };
    Watch { every_s: 10, minutes: 5, beats: (0..).zip(course.chars()).map(beat).collect() }
}

#[track_caller]
fn check(course: &str, verdict: Verdict, words: &str) {
    let outcome = watch(course).summary().unwrap().outcome();
    assert_eq!((outcome.verdict, outcome.summary.contains(words)), (verdict, true), "{}", outcome.summary);
    assert_eq!(outcome.steps.is_empty(), verdict == Verdict::Pass);
}

#[test]
fn what_a_watch_comes_to() {
    check(".", Verdict::Pass, "The one prompt was answered.");
    check("r", Verdict::Fail, "The one prompt was not answered.");
    check("....", Verdict::Pass, "All 4 prompts were answered.");
    check("..rr.x.", Verdict::Warn, "4 of 7 prompts were answered (57.1 %); the longest outage lasted 20 s");
    check("..rx", Verdict::Fail, "and the last one was not.");
    check(".rrr.r", Verdict::Fail, "2 of 6 prompts were answered (33.3 %), and the last one was not.");
    check("xx", Verdict::Fail, "None of 2");
    assert_eq!(Watch::default().summary(), None);
}

#[test]
fn a_lost_connection_and_a_limit_are_first_looked_for_here() {
    let with = |kinds: &[&'static str]| {
        let mut watch = watch("...");
        for (beat, &kind) in watch.beats.iter_mut().zip(kinds) {
            (beat.outcome, beat.kind) = (BeatOutcome::Refused, Redacted::own(kind));
        }
        watch.summary().unwrap().outcome()
    };
    let cases: [(&[&'static str], Owner, &str); 5] = [
        (&["blocked"], Owner::You, "Check the network of this computer"),
        (&["rate-limited"], Owner::You, "Watch at longer intervals"),
        (&["blocked", "rate-limited"], Owner::You, "Check the network of this computer"),
        (&["rate-limited", "upstream-failed"], Owner::GatewayAdmin, "Watch at longer intervals"),
        (&["upstream-failed"], Owner::GatewayAdmin, "Compare the times"),
    ];
    for (kinds, owner, first_step) in cases {
        let outcome = with(kinds);
        assert_eq!(outcome.owner, Some(owner), "{kinds:?}");
        assert!(outcome.steps[0].starts_with(first_step), "{:?}", outcome.steps);
    }
}

#[test]
fn outages_and_turns_have_their_times() {
    let summary = watch("..rr.x.").summary().unwrap();
    let outage = summary.outage.unwrap();
    assert_eq!((outage.from_ms, outage.to_ms, outage.prompts, outage.is_over), (20_000.0, 40_000.0, 2, true));
    let turns: Vec<_> = summary.turns.iter().map(|it| (it.at_ms, it.outcome, it.status)).collect();
    assert_eq!(
        turns,
        [
            (0.0, BeatOutcome::Answered, None),
            (20_000.0, BeatOutcome::Refused, Some(503)),
            (40_000.0, BeatOutcome::Answered, None),
            (50_000.0, BeatOutcome::Unanswered, None),
            (60_000.0, BeatOutcome::Answered, None),
        ]
    );
    let words: Vec<_> = summary.turns.iter().map(Turn::words).collect();
    let refused = "Rejected: upstream-failed, status 503";
    let silent = "No answer: no reply within the time limit";
    assert_eq!(words, ["Answered", refused, "Answered", silent, "Answered"]);
    let figures: Vec<_> = summary.figures().into_iter().map(|(_, value)| value).collect();
    assert_eq!(figures, ["7", "57.1 %", "100 ms", "100 ms", "20 s"]);
    assert_eq!(summary.total_ms.unwrap().sorted.len(), 4);
    let open = watch(".rr").summary().unwrap();
    assert_eq!(open.figures().pop(), Some(("Longest outage", "10 s, not over".to_owned())));
    let open = open.outage.unwrap();
    assert_eq!((open.length_ms(), open.is_over), (10_100.0, false));
}

#[test]
fn a_prompt_without_an_answer_says_why_and_an_unknown_kind_stays() {
    let words = |outcome, kind| {
        let kind = Redacted::own(kind);
        Turn { at_ms: 0.0, outcome, kind, status: Some(200) }.words()
    };
    let silent = |kind| words(BeatOutcome::Unanswered, kind);
    assert_eq!(silent(""), "No answer: status 200");
    assert_eq!(silent("blocked"), "No answer: reply blocked by the browser, status 200");
    assert_eq!(silent(Beat::NO_ANSWER), "No answer: a reply without an answer, status 200");
    assert_eq!(silent("of-tomorrow"), "No answer: of-tomorrow, status 200");
    assert_eq!(words(BeatOutcome::Refused, "key-rejected"), "Rejected: key-rejected, status 200");
}

#[test]
fn what_an_opened_report_says_is_shown_without_a_key_and_hides_nothing() {
    let mut opened = watch("r");
    opened.beats[0].kind = Redacted::untouched("gc-test-one\u{202e}");
    let summary = opened.summary().unwrap().covered(&Mask::of_secrets(&["gc-test-one"]));
    assert_eq!(summary.turns[0].words(), "Rejected: [key]\\u{202e}, status 503");
}

#[test]
fn availability_is_whole_only_if_every_prompt_was_answered() {
    let almost = watch(&(".".repeat(2_999) + "r")).summary().unwrap();
    assert_eq!(almost.availability(), "99.9 %");
    assert_eq!(watch("..").summary().unwrap().availability(), "100 %");
    assert_eq!(watch("xx").summary().unwrap().availability(), "0 %");
}

#[test]
fn a_slowed_page_says_so() {
    let mut slowed = watch("...");
    slowed.beats[1].late_ms = Rounded(58_000.0);
    slowed.beats[2].late_ms = Rounded(1_000.0);
    let summary = slowed.summary().unwrap();
    assert_eq!(summary.slowed, Some((1, 58_000.0)));
    let outcome = summary.outcome();
    assert_eq!(outcome.verdict, Verdict::Pass);
    assert!(outcome.findings[1].observed.contains("delayed 1 of 3 prompts, by up to 58 s"));
}
