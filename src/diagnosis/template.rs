//! Fills the texts of a kind with the values of the run.

use std::borrow::Cow;

use super::{
    BrowserContext, Candidate, Diagnosis, DiagnosisKind, connectivity, flashback, negative_controls, variant,
};
use crate::check::Evidence;
use crate::exchange::{Exchange, Outcome, Reply, Unanswered};
use crate::probe::{self, ProbeId, Repair, Standing};
use crate::refusal;
use crate::text::truncate::with_ellipsis;

/// The values that fill the texts of a kind.
pub(super) struct TemplateValues<'a> {
    pub evidence: &'a Evidence<'a>,
    pub browser_context: &'a BrowserContext,
    pub exchange: &'a Exchange,
}

impl TemplateValues<'_> {
    /// Creates the diagnosis of this kind. `index` is that of the exchange it is based on; only the main
    /// diagnosis includes a corrected base URL and the connectivity check.
    pub fn diagnosis(&self, (kind, confidence): Candidate, index: usize, is_main: bool) -> Diagnosis {
        let Evidence { target, transcript, expectations } = self.evidence;
        let varied = variant::row(kind, self.evidence, self.exchange);
        let kind = varied.unwrap_or(kind.row());
        let repair = probe::repaired(target, transcript).filter(|_| is_main);
        // The steps for one vendor's console replace the usual steps, but not those for specific evidence.
        let has_console = varied.is_none() && flashback::is_theirs(target.base_url.host(), expectations);
        let own = has_console.then(|| flashback::remedies(kind.id)).flatten();
        let remedies = own.unwrap_or(kind.remedies);
        let offered = repair.iter().map(|repair| offer(repair).into());
        // The first step of these kinds would repeat the offered base URL.
        let is_same = matches!(kind.id, DiagnosisKind::UrlVersionMissing | DiagnosisKind::UrlVersionDoubled);
        let skipped = usize::from(is_same && repair.is_some());
        let mut cause = self.text(kind.cause);
        if let Some(Repair { base_url, .. }) = &repair {
            let contrast = format!(
                "{cause} This page sent one request to {} and to {base_url}. Only {base_url} answered as an API does.",
                target.base_url
            );
            cause = contrast.into();
        }
        let is_unread = matches!(self.exchange.outcome, Outcome::Unanswered(Unanswered::Blocked { .. }));
        let needs_steps = is_main && is_unread && self.exchange.probe == ProbeId::Prompt;
        let connectivity =
            if needs_steps { connectivity::steps(self.evidence, self.browser_context) } else { Vec::new() };
        let mut exchanges = vec![index];
        exchanges.extend(connectivity.iter().filter_map(|step| step.exchange));
        exchanges.extend(self.tries().map(|(index, _)| index));
        Diagnosis {
            kind,
            confidence,
            title: self.text(kind.title),
            cause,
            remedies: offered.chain(remedies.iter().skip(skipped).map(|step| self.text(step))).collect(),
            repair: repair.map(|repair| repair.base_url),
            connectivity,
            evidence: self.technical().into_iter().map(Cow::Owned).collect(),
            exchanges,
        }
    }

    /// The base URLs that were tried, the typed one first, if this is about the prompt.
    fn tries(&self) -> impl Iterator<Item = (usize, &Exchange)> {
        let is_prompt = self.exchange.probe == ProbeId::Prompt;
        let ids = [ProbeId::RepairTyped].into_iter().chain(ProbeId::REPAIRS).filter(move |_| is_prompt);
        ids.filter_map(|id| self.evidence.transcript.of_probe(id))
    }

    fn text(&self, template: &'static str) -> Cow<'static, str> {
        if !template.contains('{') {
            return Cow::Borrowed(template);
        }
        let target = self.evidence.target;
        let status = self.exchange.reply().map(|reply| reply.status.to_string()).unwrap_or_default();
        template
            .replace("{host}", target.base_url.host())
            .replace("{base_url}", &target.base_url.to_string())
            .replace("{origin}", &self.browser_context.page_origin)
            .replace("{status}", &status)
            .replace("{address}", &target.base_url.origin())
            .replace("{hidden}", &hidden(self.evidence))
            .replace("{key_prefix}", self.evidence.expectations.key_prefix.as_deref().unwrap_or_default())
            .replace("{answered}", &self.exchange.reply().map(answered).unwrap_or_default())
            // Last, so that nothing in a model's name is mistaken for a placeholder.
            .replace("{model}", target.model.as_str())
            .into()
    }

    fn technical(&self) -> Vec<String> {
        let request = &self.exchange.request;
        let mut lines = vec![format!("{} {}", request.method, request.url)];
        let sent =
            self.evidence.transcript.exchanges.iter().filter(|it| it.probe == self.exchange.probe).count();
        if sent > 1 {
            lines.push(format!("Sent {sent} times"));
        }
        if let Some(reply) = self.exchange.reply().filter(|reply| reply.is_redirected) {
            lines.push(format!(
                "Redirected to {}. After a 301, 302 or 303, browsers send GET instead of POST",
                answered(reply)
            ));
        }
        let Some(reply) = self.exchange.reply() else {
            lines.push("No readable reply".to_owned());
            return lines;
        };
        lines.push(format!("Status {}, {} bytes", reply.status, reply.body.bytes));
        if let Some(content_type) = reply.header("content-type") {
            lines.push(format!("Content type: {content_type}"));
        }
        if let Some(refusal) = refusal::of(reply) {
            if !refusal.envelope.message.is_empty() {
                lines.push(format!("Server message: {}", refusal.envelope.message));
            }
            lines.extend(refusal.envelope.inner.as_ref().map(|inner| format!("Quoted in it: {inner}")));
            lines.extend(refusal.envelope.code.as_ref().map(|code| format!("Code: {code}")));
            lines.extend(refusal.envelope.request_id.as_ref().map(|id| format!("Request id: {id}")));
        }
        for (_, tried) in self.tries() {
            let status =
                tried.reply().map_or("no reply".to_owned(), |reply| format!("status {}", reply.status));
            lines.push(format!("Tried {}: {status}", tried.request.url));
        }
        lines
    }
}

/// The step that offers a tested base URL, with the evidence for it.
fn offer(Repair { base_url, standing }: &Repair) -> String {
    let at_path = match base_url.path() {
        "" => "without a path behind the host".to_owned(),
        path => format!("under {path}"),
    };
    let found = match standing {
        Standing::Api => format!("an API answers {at_path}, with an error about the key or its permissions"),
        Standing::Failed => format!("the server fails {at_path}, while the other addresses do not exist"),
        _ => format!("the API answers {at_path}"),
    };
    format!("Use {base_url} as the base URL. This page has tested it: {found}.")
}

/// The URL that answered, after redirects; bounded, since the server chose it.
fn answered(reply: &Reply) -> String {
    const MAX_CHARS: usize = 200;
    with_ellipsis(&reply.url, MAX_CHARS).into_owned()
}

/// The requests whose replies are hidden, as a list for people.
fn hidden(evidence: &Evidence<'_>) -> String {
    let names: Vec<String> =
        negative_controls::hidden(evidence).iter().map(|name| format!("“{name}”")).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use crate::config::Expectations;
    use crate::diagnosis::testing::case;
    use crate::probe::ProbeId;

    #[test]
    fn the_words_of_a_console_are_for_its_own_gateways() {
        let refused = (401, r#"{"error":{"message":"Invalid API key"}}"#);
        let steps = |base_url: &str, is_flashback| {
            let run = case(base_url).known(Expectations { is_flashback, ..Expectations::default() });
            run.reply(ProbeId::Prompt, refused).diagnoses()[0].remedies.join(" ")
        };
        assert!(!steps("https://ai.corp.example/v1", false).contains("repository"));
        assert!(steps("https://ai.corp.example/v1", true).contains("repository"));
        assert!(steps("https://openai-eu.flashback.tech/v1", false).contains("repository"));
    }

    #[test]
    fn a_prompt_that_was_sent_again_says_so() {
        let refused = (429, r#"{"error":{"message":"Too many requests.","code":"rate_limit_exceeded"}}"#);
        let run = case("https://a.example/v1").reply(ProbeId::Prompt, refused);
        let said = |line: &str, times: usize| line == format!("Sent {times} times");
        assert!(!run.diagnoses()[0].evidence.iter().any(|line| said(line, 1)));
        let run = run.reply(ProbeId::Prompt, refused).reply(ProbeId::Prompt, refused);
        assert!(run.diagnoses()[0].evidence.iter().any(|line| said(line, 3)));
    }
}
