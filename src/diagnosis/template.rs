//! A kind's words with the run's values in them.

use std::borrow::Cow;

use super::{BrowserContext, Candidate, Diagnosis, connectivity, remedies_for};
use crate::check::Evidence;
use crate::exchange::{Exchange, Outcome, Unanswered};
use crate::probe::{self, ProbeId};
use crate::refusal;

/// Fills a kind's words with the run's values.
pub(super) struct TemplateValues<'a> {
    pub evidence: &'a Evidence<'a>,
    pub browser_context: &'a BrowserContext,
    pub exchange: &'a Exchange,
}

impl TemplateValues<'_> {
    /// The kind with the run's values; the first one also carries what was found out about it.
    pub fn diagnosis(&self, (kind, confidence): Candidate, place: usize, is_main: bool) -> Diagnosis {
        let kind = kind.row();
        let Evidence { target, transcript, .. } = self.evidence;
        let repair = probe::repaired(target, transcript).filter(|_| is_main);
        let remedies = remedies_for(kind, target.base_url.host());
        let tried = repair.iter().map(|url| {
            format!("Use {url} as the base URL. This page has tested it: the API answers there.").into()
        });
        let is_unread = matches!(self.exchange.outcome, Outcome::Unanswered(Unanswered::Blocked { .. }));
        let climbs = is_main && is_unread && self.exchange.probe == ProbeId::Prompt;
        let connectivity =
            if climbs { connectivity::connectivity(self.evidence, self.browser_context) } else { Vec::new() };
        let mut exchanges = vec![place];
        exchanges.extend(connectivity.iter().filter_map(|rung| rung.exchange));
        exchanges.extend(self.tries().map(|(place, _)| place));
        Diagnosis {
            kind,
            confidence,
            title: self.text(kind.title),
            cause: self.text(kind.cause),
            remedies: tried.chain(remedies.iter().map(|step| self.text(step))).collect(),
            repair,
            connectivity,
            evidence: self.technical().into_iter().map(Cow::Owned).collect(),
            exchanges,
        }
    }

    /// The corrections of the base URL that were tried, if this is about the prompt.
    fn tries(&self) -> impl Iterator<Item = (usize, &Exchange)> {
        let is_prompt = self.exchange.probe == ProbeId::Prompt;
        let ids = ProbeId::REPAIRS.into_iter().filter(move |_| is_prompt);
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
            // Last, so that nothing in a model's name is taken for a place to fill.
            .replace("{model}", target.model.as_str())
            .into()
    }

    fn technical(&self) -> Vec<String> {
        let request = &self.exchange.request;
        let mut lines = vec![format!("{} {}", request.method, request.url)];
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
