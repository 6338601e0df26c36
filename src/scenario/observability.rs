//! Observability: the facts that a reply states about itself, and the header line that shows the rest.

use super::evidence::{PromptResult, listed, prompt_result};
use super::{Drill, Finding, Played, ScenarioId, ScenarioOutcome, Sends, Trial, marks};
use crate::check::{self, CheckId, REQUEST_ID_HEADERS, Verdict};
use crate::diagnosis::Owner;
use crate::exchange::{Exchange, Reply};
use crate::form::ValidForm;
use crate::probe::ProbeId;
use crate::refusal;
use crate::response;
use crate::run::Run;

/// Sends the prompt plain and streamed, asks for the list of models, and sends the prompt to a made-up
/// model for an error. Then it looks for what finds a request again: ids, limits, usage, who answered, and
/// how long the server took. It shows each with a value, or the header line that would show it.
///
/// - Pass: a request id, the rate limit and the token usage are visible, in errors too where they apply.
/// - Warning: the browser does not show one of them, or the reply has no usage. What the browser hides may
///   well be sent, so the finding itself cannot tell. The drill warns all the same: there is one line to ask
///   for, whether the header is hidden or missing.
/// - Cannot tell: the prompt got no answer.
/// - What to do: ask the gateway's admin for the line `Access-Control-Expose-Headers: …`, which the drill
///   shows with the names that are missing.
/// - For an application: programs outside a browser see every header. A page, and a person who looks into
///   its network log, need the line to name a request to the gateway's admin.
pub(super) const DRILL: Drill = Drill {
    id: ScenarioId::Observability,
    title: "Observability",
    question: "Which of these are visible: request id, rate limit, token usage, and who answered? What must the gateway send to show the rest?",
    fields: &[],
    trials: |inputs| Ok(vec![trial(inputs.form)]),
    judge,
};

const PROBES: [ProbeId; 4] = [ProbeId::Prompt, ProbeId::Stream, ProbeId::Models, ProbeId::WrongModel];

fn trial(form: &ValidForm) -> Trial {
    Trial {
        label: "Replies and an error".to_owned(),
        target: form.target.clone(),
        prompt: form.prompt.clone(),
        is_streamed: false,
        sends: Sends::Probes(PROBES.to_vec()),
    }
}

/// One kind of headers to look for.
struct Sought {
    title: &'static str,
    /// The same as a noun, for the summary; `None` if nobody needs it.
    noun: Option<&'static str>,
    expected: &'static str,
    /// The names to expose, if they are known.
    names: &'static [&'static str],
    find: fn(&Reply, &Run) -> Vec<String>,
}

const SOUGHT: [Sought; 4] = [
    Sought {
        title: "A request id is visible",
        noun: Some("a request id"),
        expected: "A header such as x-request-id.",
        names: &[ID_HEADER],
        find: |reply, _| marks::named(reply, &REQUEST_ID_HEADERS),
    },
    Sought {
        title: "The rate limit is visible",
        noun: Some("the rate limit"),
        expected: "Headers such as x-ratelimit-remaining-requests.",
        names: &["x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "retry-after"],
        find: |reply, _| marks::of_limits(reply),
    },
    Sought {
        title: "The model or provider behind the gateway is visible",
        noun: None,
        expected: "A header that names who answered, such as x-litellm-model-id.",
        names: &[],
        find: |reply, run| marks::of_answerer(reply, &run.expectations.headers),
    },
    Sought {
        title: "The time that the server took is visible",
        noun: None,
        expected: "A header such as server-timing.",
        names: &[],
        find: |reply, _| marks::of_time(reply),
    },
];

const ID_HEADER: &str = "x-request-id";

/// Checks of facts in a body, where nothing is hidden.
const IN_BODY: [(CheckId, &str); 3] = [
    (CheckId::UsageReported, "the token usage of plain answers"),
    (CheckId::StreamUsage, "the token usage of streams"),
    (CheckId::ModelIdentity, "the model's name"),
];

fn judge(played: &[Played<'_>]) -> ScenarioOutcome {
    let [Played { run, .. }] = played else {
        return ScenarioOutcome::new(
            Verdict::Inconclusive,
            "The drill was stopped before its first request.",
            Vec::new(),
        );
    };
    if prompt_result(run).0 != PromptResult::Answered {
        let summary = "The prompt got no answer, so there is nothing to examine.";
        return ScenarioOutcome::new(Verdict::Inconclusive, summary, Vec::new())
            .with_steps(Owner::You, &["Send the prompt on the tab “Check” and follow the steps there."]);
    }
    let mut findings = Vec::new();
    let (mut unseen, mut names) = (Vec::new(), Vec::new());
    for sought in &SOUGHT {
        let finding = sought_in(run, sought);
        if finding.verdict != Verdict::Pass {
            unseen.extend(sought.noun);
            names.extend(sought.names.iter().map(|name| (*name).to_owned()));
        }
        findings.push(finding);
    }
    let own = unseen_expected(run);
    if !own.is_empty() {
        unseen.push("the gateway's own headers");
        names.extend(own);
    }
    if let Some(finding) = id_of_error(run) {
        match (finding.verdict, is_error_unread(run)) {
            (Verdict::Pass, _) | (_, true) => {}
            (_, false) if names.iter().any(|name| name == ID_HEADER) => {}
            (_, false) => {
                unseen.push("a request id on errors");
                names.insert(0, ID_HEADER.to_owned());
            }
        }
        findings.push(finding);
    }
    let lacking = in_body(run, &mut findings);
    conclude(run, findings, &unseen, &names, &lacking)
}

fn sought_in(run: &Run, sought: &Sought) -> Finding {
    let is_ours = |(_, exchange): &(usize, &Exchange)| exchange.reply().is_some_and(Reply::is_success);
    let found = run.transcript.exchanges.iter().enumerate().filter(is_ours).find_map(|(index, exchange)| {
        let found = (sought.find)(exchange.reply()?, run);
        (!found.is_empty()).then_some((index, found))
    });
    let (verdict, observed, exchanges) = match found {
        Some((index, found)) => (Verdict::Pass, format!("Visible: {}.", found.join(", ")), vec![index]),
        None => (unseen_verdict(run), unseen_words(run).to_owned(), Vec::new()),
    };
    let title = sought.title.to_owned();
    Finding { title, verdict, observed, expected: sought.expected, trial: Some(0), exchanges }
}

/// The same of the error for a made-up model; `None` if there was none.
fn id_of_error(run: &Run) -> Option<Finding> {
    let (index, exchange) = run.transcript.of_probe(ProbeId::WrongModel)?;
    let (verdict, observed) = match exchange.reply() {
        None => (Verdict::Inconclusive, "The browser could not read the error.".to_owned()),
        Some(reply) => {
            let refusal = refusal::of(reply)?;
            let in_headers = marks::named(reply, &REQUEST_ID_HEADERS);
            match (in_headers.first(), refusal.envelope.request_id) {
                (Some(header), _) => (Verdict::Pass, format!("Visible: {header}.")),
                (None, Some(id)) => (Verdict::Pass, format!("The body of the error names the request {id}.")),
                (None, None) => (unseen_verdict(run), unseen_words(run).to_owned()),
            }
        }
    };
    Some(Finding {
        title: "A request id is visible on errors".to_owned(),
        verdict,
        observed,
        expected: "A header such as x-request-id on errors too, or an id in the error.",
        trial: Some(0),
        exchanges: vec![index],
    })
}

fn is_error_unread(run: &Run) -> bool {
    run.transcript.of_probe(ProbeId::WrongModel).is_some_and(|(_, error)| error.reply().is_none())
}

fn unseen_verdict(run: &Run) -> Verdict {
    if run.is_on_page_origin() { Verdict::Warn } else { Verdict::Inconclusive }
}

fn unseen_words(run: &Run) -> &'static str {
    if run.is_on_page_origin() {
        "The reply has no such header."
    } else {
        "No such header is visible to the browser. The gateway may send one that the browser hides."
    }
}

/// The headers that the page's host expects of the gateway, as far as no reply shows them.
fn unseen_expected(run: &Run) -> Vec<String> {
    let replies = || run.transcript.exchanges.iter().filter_map(Exchange::reply);
    let is_seen = |name: &&String| replies().any(|it| it.header(&name.to_ascii_lowercase()).is_some());
    run.expectations.headers.iter().filter(|name| !is_seen(name)).cloned().collect()
}

/// Adds the findings of the checks about the bodies, and returns what these certainly lack.
fn in_body(run: &Run, findings: &mut Vec<Finding>) -> Vec<&'static str> {
    let mut lacking = Vec::new();
    for finding in check::judge_all(&run.evidence()) {
        let Some((_, noun)) = IN_BODY.iter().find(|(id, _)| *id == finding.check.id) else { continue };
        let verdict = match finding.verdict {
            Verdict::Fail | Verdict::Warn => {
                // Another name than the requested one is there to be read: that of the model that answered.
                if finding.check.id != CheckId::ModelIdentity || !names_a_model(run) {
                    lacking.push(*noun);
                }
                Verdict::Warn
            }
            other => other,
        };
        findings.push(Finding {
            title: finding.check.title.to_owned(),
            verdict,
            observed: finding.observed.into_owned(),
            expected: finding.check.expected,
            trial: Some(0),
            exchanges: finding.exchanges,
        });
    }
    lacking
}

/// Returns true if the reply to the prompt names a model, be it another one.
fn names_a_model(run: &Run) -> bool {
    let prompt = run.transcript.of_probe(ProbeId::Prompt).and_then(|(_, exchange)| exchange.reply());
    prompt.and_then(response::answer_of).is_some_and(|answer| answer.model.is_some())
}

fn conclude(
    run: &Run,
    findings: Vec<Finding>,
    unseen: &[&str],
    names: &[String],
    lacking: &[&str],
) -> ScenarioOutcome {
    let mut sentences = Vec::new();
    let mut steps = Vec::new();
    if !lacking.is_empty() {
        sentences.push(format!("The replies lack {}.", listed(lacking)));
        steps.push("Ask the gateway's admin to pass on usage and model from the provider's reply, in streams too (stream_options.include_usage).".to_owned());
    }
    if !unseen.is_empty() {
        let (unseen, names) = (listed(unseen), names.join(", "));
        if run.is_on_page_origin() {
            sentences.push(format!("Not sent by the gateway: {unseen}."));
            steps.push(format!(
                "Ask the gateway's admin to send these headers on every reply, including errors: {names}"
            ));
        } else {
            sentences.push(format!("Not visible to this page: {unseen}."));
            steps.push(format!("Ask the gateway's admin to send this line on every reply, including errors: Access-Control-Expose-Headers: {names}"));
            steps.push("To find out whether the gateway sends these headers at all, send the prompt with curl -i: curl shows every header.".to_owned());
        }
    }
    if is_error_unread(run) {
        sentences.push("The browser could not read the error for a made-up model.".to_owned());
        steps.push("Ask the gateway's admin to send Access-Control-Allow-Origin on errors too.".to_owned());
    }
    if sentences.is_empty() {
        let summary = "A request id, the rate limit and the token usage are visible.";
        return ScenarioOutcome::new(Verdict::Pass, summary, findings);
    }
    if findings.iter().any(|it| it.title == SOUGHT[2].title && it.verdict != Verdict::Pass) {
        steps.push("If a header names the model or the provider that answered, ask the gateway's admin to add that header to the line, too.".to_owned());
    }
    let outcome = ScenarioOutcome::new(Verdict::Warn, sentences.join(" "), findings);
    ScenarioOutcome { owner: Some(Owner::GatewayAdmin), steps, ..outcome }
}

#[cfg(test)]
mod tests;
