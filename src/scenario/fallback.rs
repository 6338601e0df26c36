//! Fallback: the alternatives answer, a reply says who answered, and a program that is too fast gets a
//! readable wait.

use super::burst;
use super::evidence::{PromptResult, listed, prompt_result};
use super::{
    Drill, Field, FieldKind, Finding, Inputs, Missing, Played, ScenarioId, ScenarioOutcome, Sends, Trial,
    marks,
};
use crate::check::{Verdict, is_same_model};
use crate::config::DrillPresets;
use crate::diagnosis::Owner;
use crate::field::FieldName;
use crate::probe::ProbeId;
use crate::refusal::CategoryGroup;
use crate::response;
use crate::target::{ModelName, Target};

/// Sends the prompt to the model of the connection form and to each alternative, then to the first model
/// again, and if that is answered, several times at once. It shows what each reply says of who answered:
/// its `model`, and headers such as `x-litellm-model-id`.
///
/// - Pass: every model answers, each reply shows who answered, and all parallel requests are answered, or
///   rejected with status 429 and a readable wait.
/// - Warning: nothing that the browser shows tells who answered, so a fallback would go unnoticed. Or
///   requests that are too fast are rejected in a way that programs cannot wait for. Or the wait is not
///   visible: the finding cannot tell whether it is sent, but there is one line to ask for.
/// - Fail: a model does not answer.
/// - Cannot tell: a reply could not be read, or did not come in time, a budget is used up, or a rate limit
///   rejected the prompt itself.
/// - What to do: ask the gateway's admin for a header that names who answered and for `Retry-After`, both
///   named in `Access-Control-Expose-Headers`.
/// - For an application: a reply that names another model than the requested one is a visible fallback,
///   unless the requested name is an alias. A hidden one changes prices and answers without notice.
pub(super) const DRILL: Drill = Drill {
    id: ScenarioId::Fallback,
    title: "Fallback",
    question: "Do the alternative models answer, does each reply show who answered, and what happens when a program sends too fast?",
    fields: &[
        Field {
            name: FieldName::Alternatives,
            label: "Alternative models",
            hint: "The models that step in for the one in the connection form: one per line, at most 4.",
            kind: FieldKind::Text,
        },
        Field {
            name: FieldName::Burst,
            label: "Parallel requests",
            hint: "How many prompts to send at once, to see how the gateway limits them. If empty, 5.",
            kind: FieldKind::Count(MAX_BURST),
        },
    ],
    trials,
    judge,
};

const MAX_BURST: u32 = 20;
const BURST: u32 = 5;

fn trials(inputs: &Inputs<'_>) -> Result<Vec<Trial>, Missing> {
    let Inputs { form, is_streamed, text } = inputs;
    let trial = |label: String, model: ModelName, sends| Trial {
        label,
        target: Target { model, ..form.target.clone() },
        prompt: form.prompt.clone(),
        is_streamed: *is_streamed,
        sends,
    };
    let missing = |sentence| Missing { field: FieldName::Alternatives, sentence };
    let mut models = vec![form.target.model.clone()];
    let typed = text(FieldName::Alternatives);
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let model = ModelName::parse(line).map_err(|_| missing("A line is not a model name."))?;
        if models.contains(&model) {
            return Err(missing("A model is in the list twice, or is the one in the connection form."));
        }
        models.push(model);
    }
    if models.len() > 1 + DrillPresets::MAX_ALTERNATIVES {
        return Err(missing("Enter at most 4 models."));
    }
    let typed = text(FieldName::Burst);
    let burst = if typed.is_empty() { Ok(BURST) } else { typed.parse() };
    let burst = burst.ok().filter(|burst| (1..=MAX_BURST).contains(burst));
    let missing = Missing { field: FieldName::Burst, sentence: "Enter a whole number from 1 to 20." };
    let burst = burst.ok_or(missing)?;
    let once =
        |model: ModelName| trial(model.as_str().to_owned(), model, Sends::Probes(vec![ProbeId::Prompt]));
    let mut trials: Vec<Trial> = models.into_iter().map(once).collect();
    trials.push(trial("Parallel requests".to_owned(), form.target.model.clone(), Sends::Burst(burst)));
    Ok(trials)
}

/// Result of one model.
struct Asked<'a> {
    model: &'a str,
    answers: Finding,
    /// Finding on who answered, from the answer; `None` without one.
    shows: Option<Finding>,
    /// True if the answer names another model.
    is_other: bool,
}

fn judge(played: &[Played<'_>]) -> ScenarioOutcome {
    let (mut asked, mut parallel) = (Vec::new(), None);
    for (index, played) in played.iter().enumerate() {
        if burst::is_in(played.run) {
            parallel = Some(burst::judge(index, played.run));
        } else {
            asked.push(Asked::of(index, played));
        }
    }
    if asked.is_empty() {
        let summary = "The drill was stopped before its first request.";
        return ScenarioOutcome::new(Verdict::Inconclusive, summary, Vec::new());
    }
    conclude(asked, parallel)
}

impl<'a> Asked<'a> {
    fn of(index: usize, played: &Played<'a>) -> Self {
        let answers = answers(index, played);
        let shows = (answers.verdict == Verdict::Pass).then(|| answerer(index, played));
        let (shows, is_other) = shows.map_or((None, false), |(shows, is_other)| (Some(shows), is_other));
        Self { model: played.run.target.model.as_str(), answers, shows, is_other }
    }
}

/// Judges whether the model of this trial answers.
fn answers(index: usize, played: &Played<'_>) -> Finding {
    let (result, exchanges) = prompt_result(played.run);
    let verdict = match &result {
        PromptResult::Answered => Verdict::Pass,
        PromptResult::Refused(category, _) if category.group() == CategoryGroup::Capacity => {
            Verdict::Inconclusive
        }
        PromptResult::KeyRejected(_) | PromptResult::Refused(..) => Verdict::Fail,
        PromptResult::NoAnswer(_) => Verdict::Inconclusive,
    };
    Finding {
        title: format!("The model {} answers", played.run.target.model.as_str()),
        verdict,
        observed: result.sentence(),
        expected: "An answer to the prompt.",
        trial: Some(index),
        exchanges,
    }
}

/// Returns the finding on who answered, from the answer of this trial; true if it names another model.
fn answerer(index: usize, played: &Played<'_>) -> (Finding, bool) {
    let asked = played.run.target.model.as_str();
    let prompt = played.run.transcript.of_probe(ProbeId::Prompt);
    let reply = prompt.and_then(|(_, exchange)| exchange.reply());
    let headers = reply.map(|reply| marks::of_answerer(reply, &played.run.expectations.headers));
    let headers = headers.unwrap_or_default();
    let named = reply.and_then(response::answer_of).and_then(|answer| answer.model.clone());
    let is_other = named.as_ref().is_some_and(|named| !is_same_model(asked, named));
    let of_model = match &named {
        None => "The reply names no model.".to_owned(),
        Some(named) if is_other => {
            format!("A fallback or an alias: the reply names the model {named} instead of {asked}.")
        }
        Some(named) => format!("The reply names the model {named}, as requested."),
    };
    let (verdict, of_headers) = if !headers.is_empty() {
        (Verdict::Pass, format!(" Visible: {}.", headers.join(", ")))
    } else if is_other {
        (Verdict::Pass, String::new())
    } else if named.is_none() {
        (Verdict::Warn, String::new())
    } else {
        (Verdict::Inconclusive, " No visible header says who answered behind the gateway.".to_owned())
    };
    let finding = Finding {
        title: format!("The reply of {asked} shows who answered"),
        verdict,
        observed: of_model + &of_headers,
        expected: "A header that names the model or provider behind the gateway, or the name of the other model after a fallback.",
        trial: Some(index),
        exchanges: prompt.into_iter().map(|(at, _)| at).collect(),
    };
    (finding, is_other)
}

fn conclude(asked: Vec<Asked<'_>>, parallel: Option<burst::Burst>) -> ScenarioOutcome {
    use Verdict::{Fail, Inconclusive, Pass, Warn};
    let models = asked.len();
    let silent: Vec<_> = asked.iter().filter(|it| it.answers.verdict != Pass).map(|it| it.model).collect();
    let is_failed = asked.iter().any(|it| it.answers.verdict == Fail);
    let is_hidden = asked.iter().any(|it| it.shows.as_ref().is_some_and(|shows| shows.verdict != Pass));
    let is_visible = asked.iter().any(|it| it.is_other);
    let (mut sentences, mut steps) = (Vec::new(), Vec::new());
    let mut verdicts = vec![if is_failed { Fail } else { Pass }];
    if silent.is_empty() {
        sentences.push(match models {
            1 => "The model answers.".to_owned(),
            2 => "Both models answer.".to_owned(),
            _ => format!("All {models} models answer."),
        });
    } else {
        let answered = models - silent.len();
        sentences.push(format!(
            "{answered} of {models} models answered. No answer came from {}.",
            listed(&silent)
        ));
        steps.push(format!(
            "Enter {} as the model on the tab “Check”, send the prompt and follow the steps there.",
            silent[0]
        ));
        verdicts.push(Inconclusive);
    }
    if is_visible {
        sentences.push(
            "A reply names another model: a visible fallback, or the model behind an alias.".to_owned(),
        );
    } else if is_hidden {
        sentences.push("A fallback would not be visible.".to_owned());
    }
    if is_hidden {
        steps.push("Ask the gateway's admin which header names the model or provider that answered, and to add that header to Access-Control-Expose-Headers.".to_owned());
        verdicts.push(Warn);
    }
    let findings = asked.into_iter().flat_map(|it| [Some(it.answers), it.shows]).flatten();
    let mut findings: Vec<_> = findings.collect();
    if let Some(burst) = parallel {
        sentences.push(burst.summary);
        steps.extend(burst.step.map(str::to_owned));
        verdicts.push(burst.verdict);
        findings.push(burst.finding);
    } else {
        sentences.push("The drill was stopped before the parallel requests.".to_owned());
        verdicts.push(Inconclusive);
    }
    let verdict = [Fail, Inconclusive, Warn].into_iter().find(|it| verdicts.contains(it)).unwrap_or(Pass);
    let owner = if silent.is_empty() { Owner::GatewayAdmin } else { Owner::You };
    let owner = (!steps.is_empty()).then_some(owner);
    ScenarioOutcome { owner, steps, ..ScenarioOutcome::new(verdict, sentences.join(" "), findings) }
}

#[cfg(test)]
mod tests;
