//! Every sentence of the screen that is not a check's or a diagnosis' own.

mod label;
mod problem;

pub(super) use label::*;
pub(super) use problem::{fix, problem};

use leptos::prelude::*;

use super::node::{node, words};
use super::session::Phase;
use crate::check::{Grade, PointId, Verdict};
use crate::form::Problem;
use crate::history::RunSummary;
use crate::redact::mask_lookalikes;
use crate::report::limits::MAX_BYTES;
use crate::report::{self, Exchange, Report, ReportProblem};
use crate::runner::NoModels;
use crate::stats::RepeatStats;
use crate::target::{BaseUrl, Severity};
use crate::text::number;
use crate::view::View;

/// The value of `data-run`.
pub(super) fn phase_id(phase: Phase) -> &'static str {
    match phase {
        Phase::Idle => "idle",
        Phase::Running => "running",
        Phase::Done => "done",
        Phase::Stopped => "stopped",
    }
}

/// A verdict, or `pending` or `running`, as a person says it.
pub(super) fn verdict(id: &str) -> &str {
    match id {
        "running" => "Testing…",
        "pending" => "Not tested yet",
        judged => judged.parse().map_or(judged, |known: Verdict| known.label()),
    }
}

/// A verdict as a line with its icon, and a finer degree where there is one.
pub(super) fn verdict_line(id: &str, grade: Option<Grade>) -> AnyView {
    let grade = grade.map(|grade| format!(" ({grade})")).unwrap_or_default();
    let icon = words("span", &[("class", "icon"), ("aria-hidden", "true")], "");
    node("span", &[("class", "verdict")], vec![icon, words("span", &[], verdict(id).to_owned() + &grade)])
}

/// The exact request that will be sent.
pub(super) fn called(base_url: Option<&BaseUrl>) -> String {
    match base_url {
        Some(base_url) => format!("POST {}", base_url.endpoint("chat/completions")),
        None => "Nothing yet: the base URL is not complete.".to_owned(),
    }
}

/// Where the key goes.
pub(super) fn promise(base_url: Option<&BaseUrl>, key_minutes: f64) -> String {
    match base_url {
        Some(base_url) => format!(
            "Your key stays in this tab, is sent only to {}, and is forgotten after {} without use.",
            base_url.authority(),
            number::duration(key_minutes * 60_000.0),
        ),
        None => "Your key stays in this tab.".to_owned(),
    }
}

/// What a run would send.
pub(super) fn cost(requests: usize, tokens: u32) -> String {
    let requests = match requests {
        1 => "1 request, and up to 3 more if that fails".to_owned(),
        _ => format!("up to {requests} requests"),
    };
    format!("Sends {requests}, about {tokens} tokens.")
}

/// How far a run is.
pub(super) fn progress(over: usize, all: usize, elapsed_ms: f64) -> String {
    format!("{over} of {all} answered after {} s", number::whole(elapsed_ms / 1000.0))
}

/// What became of a repeated prompt.
pub(super) fn repeated(repeated: &RepeatStats) -> String {
    let RepeatStats { sent, answered, rate_limited, refused, .. } = repeated;
    format!("{answered} of {sent} answered; {rate_limited} refused as too many, {refused} failed otherwise.")
}

/// A picture of several values, in words.
pub(super) fn spread(count: usize, min: u64, max: u64, unit: &str) -> String {
    format!("{count} values between {min}{unit} and {max}{unit}")
}

/// What would settle what is open.
pub(super) fn would_resolve(what: &str) -> String {
    format!("What would tell: {what}")
}

/// The run in one sentence, with the id of the verdict that it amounts to.
pub(super) fn headline(phase: Phase, assessment: Option<&View>) -> (&'static str, String) {
    let say = |verdict, text: &str| (verdict, text.to_owned());
    match (phase, assessment) {
        (Phase::Running, _) => say("running", "Sent. The points below fill in as replies arrive…"),
        (Phase::Stopped, _) => say("skipped", "You stopped the run. What came until then is below."),
        (_, None) => say("pending", ""),
        (_, Some(assessment)) => {
            let verdicts = assessment.points.each_ref().map(|point| point.verdict);
            let main = assessment.diagnoses.first().map(|main| main.title.as_str());
            let (verdict, sentence) = report::outcome(&verdicts, main);
            (verdict.id(), sentence)
        }
    }
}

/// The first step towards mending what is wrong.
pub(super) fn first_step(step: &str) -> String {
    format!("What to do first: {step}")
}

/// A point with its verdict, to be heard.
pub(super) fn heard(id: PointId, assessment: &View) -> String {
    let judged = assessment.points.iter().find(|point| point.id == id);
    judged.map_or_else(String::new, |it| format!("{}: {}. ", id.label(), it.verdict.label()))
}

/// The label of the button that changes the colours.
pub(super) fn theme(name: &str) -> String {
    format!("Colours: {name}")
}

/// A group of checks with how many of those asked have passed.
pub(super) fn group(title: &str, passed: usize, asked: usize) -> String {
    match asked {
        0 => format!("{title}: not asked"),
        _ => format!("{title}: {passed} of {asked} passed"),
    }
}

/// The label of a filter with how many checks it shows.
pub(super) fn filter(label: &str, count: usize) -> String {
    format!("{label} ({count})")
}

/// The value of `data-weight`.
pub(super) fn weight_id(weight: Severity) -> &'static str {
    match weight {
        Severity::Error => "blocks",
        Severity::NeedsConfirmation => "needs-consent",
        Severity::Warning => "hint",
    }
}

/// The key was forgotten after this many minutes, and what became of a run that held it.
pub(super) fn key_forgotten(minutes: f64, has_stopped_run: bool) -> String {
    let run = if has_stopped_run { ", and the run that was under way was stopped" } else { "" };
    format!(
        "Your key was forgotten after {} without use{run}. Enter it again to go on.",
        number::duration(minutes * 60_000.0)
    )
}

/// How a remembered run came out.
pub(super) fn remembered(run: &RunSummary) -> String {
    let verdicts = PointId::ALL.iter().zip(&run.verdicts);
    let verdicts: Vec<String> =
        verdicts.map(|(id, verdict)| format!("{} {}", id.id(), verdict.map_or("", Verdict::id))).collect();
    let diagnosis = if run.diagnosis.is_empty() { String::new() } else { format!(" ({})", run.diagnosis) };
    format!("{}: {} with {}, {}{diagnosis}", run.at, run.base_url, run.model, verdicts.join(", "))
}

/// What is shown is a saved report.
pub(super) fn opened(report: &Report) -> String {
    let Report { target, run, page_version, .. } = report;
    format!(
        "This is a saved report, not a new run: {} with {}, on {} (UTC), made by version {page_version} of this page.",
        target.base_url,
        target.model,
        run.started_at.replace('T', " at ").trim_end_matches('Z'),
    )
}

/// Why a file cannot be opened as a report.
pub(super) fn report_problem(problem: &ReportProblem) -> String {
    match problem {
        ReportProblem::TooLarge => {
            format!("This report is too large to open: a report has at most {MAX_BYTES} bytes.")
        }
        ReportProblem::LongList { name, most } => {
            format!("This report is too large to open: “{name}” has more than {most} items.")
        }
        ReportProblem::LongText { name, most } => {
            format!("This report is too large to open: a text in “{name}” has more than {most} bytes.")
        }
        ReportProblem::NotJson => "This file is not a report: it is not JSON, or it is cut off.".to_owned(),
        ReportProblem::Foreign => "This file is not a report of this page.".to_owned(),
        ReportProblem::Newer { schema } => {
            format!("This report was made by a newer version of this page ({schema}). Open it there.")
        }
        ReportProblem::Broken { path } => {
            format!("This report is damaged: “{path}” is missing or of the wrong kind.")
        }
    }
}

/// The label of the button that shows the requests at these places.
pub(super) fn evidence_of(places: &[usize]) -> String {
    match places {
        [one] => format!("Request {}", one + 1),
        _ => format!("{} requests", places.len()),
    }
}

/// The times of an exchange.
pub(super) fn times(it: &Exchange) -> String {
    let started = format!("Started {} into the run", number::duration(it.started_ms.0));
    let later = [
        ("first sign of a reply", it.headers_ms),
        ("first word", it.first_token_ms),
        ("complete", it.total_ms),
    ];
    let later = later
        .into_iter()
        .filter_map(|(what, ms)| Some(format!("; {what} after {}", number::duration(ms?.0))));
    started + &later.collect::<String>() + "."
}

/// The label of a reply's body.
pub(super) fn response_body(it: &Exchange) -> String {
    let cut = if it.is_truncated { ", of which the beginning is kept" } else { "" };
    format!("Body of the reply: {} bytes{cut}", it.response_bytes)
}

/// The label of a stream's arrival times.
pub(super) fn arrivals(count: usize) -> String {
    format!("Arrival of {count} events")
}

/// The picture of when requests were under way, in words.
pub(super) fn waterfall(exchanges: &[Exchange]) -> String {
    let one = |it: &Exchange| {
        let length = it
            .total_ms
            .map_or_else(|| "without a reply".to_owned(), |ms| format!("for {}", number::duration(ms.0)));
        format!("{} from {} {length}", it.probe, number::duration(it.started_ms.0))
    };
    exchanges.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The label of the button that takes over a value.
pub(super) fn use_it(value: &str) -> String {
    format!("Use {value}")
}

/// Why models are not loaded: what has to be done first.
pub(super) fn models_held_up(obstacle: Option<&Problem>) -> &'static str {
    match obstacle.map(Problem::weight) {
        Some(Severity::NeedsConfirmation) => {
            "Loading models sends the key as well, so it waits until you tick “Send anyway”."
        }
        Some(Severity::Error | Severity::Warning) | None => {
            "Loading models needs a complete base URL, and a key if the gateway wants one."
        }
    }
}

pub(super) fn models_loaded(count: usize) -> String {
    match count {
        0 => "The gateway lists no models. Type the name instead.".to_owned(),
        1 => "One model found; it is suggested in the field.".to_owned(),
        _ => format!("{count} models found; they are suggested in the field."),
    }
}

/// A list that fails proves nothing about key or model, so this never sounds like an error.
pub(super) fn models_not_loaded(why: NoModels) -> String {
    let why = match why {
        NoModels::Status(status) => format!("status {status}"),
        NoModels::TimedOut => "no answer in time".to_owned(),
        NoModels::Unreadable => "no readable answer".to_owned(),
    };
    format!("No model list from this gateway ({why}). That proves nothing: type the name instead.")
}

/// What is said, to whoever looks into the console, of a field of `config.json` that is not known.
pub(super) fn unknown_field(path: &str) -> String {
    format!("config.json: {} is not known, and is ignored.", mask_lookalikes(path))
}
