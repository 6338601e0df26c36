//! A message to the person who can fix the problem, ready to be copied: plain text, never with a key.
//!
//! A model's name and a server's words may be hostile: each stays on one line of bounded length,
//! so that neither can pretend to be another line of the message, and nothing in it mentions people or
//! becomes a link where the message is pasted.

use super::{Confidence, Kind, Owner};
use crate::redact::one_line::{address, line, or};
use crate::redact::{Mask, Redacted};
use crate::target::BaseUrl;
use crate::text::invisible::single_line;
use crate::text::truncate::with_ellipsis;

/// The request that a message or a ticket is about, and its reply.
#[derive(Clone, Copy, Debug)]
pub struct RequestFacts<'a> {
    /// When it was sent, as text in UTC.
    pub at_utc: &'a str,
    /// The base URL.
    pub base_url: &'a str,
    /// The model that was asked.
    pub model: &'a str,
    /// The reply's status, if there was one.
    pub status: Option<u16>,
    /// Server message; empty if there was none.
    pub server_words: &'a str,
    /// The request's id, if the browser shows it.
    pub request_id: Option<&'a str>,
}

impl RequestFacts<'_> {
    /// Returns the status in words.
    pub fn shown_status(&self) -> String {
        self.status.map_or("no readable reply".to_owned(), |status| status.to_string())
    }

    /// Returns the server message on one line, redacted by `server_mask`.
    pub fn shown_words(&self, max_chars: usize, server_mask: &Mask) -> String {
        or(line(self.server_words, max_chars, server_mask), "none")
    }

    /// Returns the request's id on one line, redacted by `mask`.
    pub fn shown_id(&self, max_chars: usize, mask: &Mask) -> String {
        or(line(self.request_id.unwrap_or_default(), max_chars, mask), "not visible to a browser")
    }
}

/// The facts about the problem and the failed request.
#[derive(Clone, Copy, Debug)]
pub struct MessageInput<'a> {
    /// The kind.
    pub kind: &'static Kind,
    /// Confidence in that kind.
    pub confidence: Confidence,
    /// Title of the diagnosis, with the run's values.
    pub title: &'a str,
    /// The failed request.
    pub request: RequestFacts<'a>,
    /// The origin of this page.
    pub page_origin: &'a str,
    /// Attempts so far, in order.
    pub tried: &'a [String],
    /// Whom the page's host says to ask; empty if it does not say.
    pub contact: &'a str,
    /// The version of this page.
    pub page_version: &'a str,
}

/// The longest line of a server message or of an attempt, in characters.
const MAX_LINE_CHARS: usize = 400;
/// The longest value that is usually short, such as a name or an address, in characters.
const MAX_VALUE_CHARS: usize = 200;
/// Number of attempts that are kept.
const MAX_TRIED: usize = 10;

/// The message about this input, in which each line is redacted; the caller masks the whole again with
/// `mask`.
pub fn message(input: &MessageInput<'_>, mask: &Mask) -> String {
    let refused_mask = mask.for_refused_key();
    let server_mask = if input.kind.is_about_key() { &refused_mask } else { mask };
    let title = line(input.title, MAX_LINE_CHARS, server_mask);
    let request = &input.request;
    let mut lines = vec![
        format!("{}: please {}.", title.trim_end_matches('.'), asked_of(input.kind.owner)),
        String::new(),
        format!("- Time (UTC): {}", line(request.at_utc, MAX_VALUE_CHARS, mask)),
        format!("- Base URL: {}", address(request.base_url, MAX_VALUE_CHARS, mask)),
        format!("- Model: {}", line(request.model, MAX_VALUE_CHARS, mask)),
        format!("- Status: {}", request.shown_status()),
        format!("- Server message: {}", request.shown_words(MAX_LINE_CHARS, server_mask)),
        format!("- Request id: {}", request.shown_id(MAX_VALUE_CHARS, mask)),
        format!("- Kind: {} ({})", input.kind.id, input.confidence),
        format!(
            "- Sent from: {}, Gateway Check {}",
            address(input.page_origin, MAX_VALUE_CHARS, mask),
            line(input.page_version, MAX_VALUE_CHARS, mask)
        ),
    ];
    let tried =
        input.tried.iter().map(|tried| line(tried, MAX_LINE_CHARS, mask)).filter(|tried| !tried.is_empty());
    let contact = contact_line(input.contact, mask);
    if !contact.is_empty() {
        lines.push(contact.to_string());
    }
    lines.extend(tried.take(MAX_TRIED).map(|tried| format!("- Tried: {tried}")));
    let remedies = remedies(input, mask);
    if !remedies.is_empty() {
        lines.extend([String::new(), "Suggested steps:".to_owned()]);
    }
    lines.extend(remedies.iter().enumerate().map(|(index, remedy)| format!("{}. {remedy}", index + 1)));
    lines.join("\n") + "\n"
}

/// The line with the addressee; empty if nobody is named. The host publishes the contact, so
/// only keys of this tab are masked in it.
fn contact_line(contact: &str, mask: &Mask) -> Redacted {
    if contact.is_empty() {
        return Redacted::default();
    }
    mask.cover(&format!("- For: {}", with_ellipsis(&single_line(contact), MAX_VALUE_CHARS)))
}

fn asked_of(owner: Owner) -> &'static str {
    match owner {
        Owner::GatewayAdmin => "look into this at the gateway",
        Owner::Provider => "look into this with the model provider",
        Owner::Network => "look into this in your network",
        Owner::You => "help me fix this",
    }
}

/// Returns the steps for the receiver, with the run's values.
fn remedies(input: &MessageInput<'_>, mask: &Mask) -> Vec<String> {
    let request = &input.request;
    let base_url = BaseUrl::parse(request.base_url).ok();
    let host = base_url.as_ref().map(BaseUrl::host).unwrap_or_default();
    let fill = |template: &str| {
        let filled = template
            .replace("{host}", &line(host, MAX_VALUE_CHARS, mask))
            .replace("{base_url}", &address(request.base_url, MAX_VALUE_CHARS, mask))
            .replace("{origin}", &address(input.page_origin, MAX_VALUE_CHARS, mask))
            .replace("{status}", &request.status.map(|status| status.to_string()).unwrap_or_default())
            // Last, so that nothing in a model's name is mistaken for a placeholder.
            .replace("{model}", &line(request.model, MAX_VALUE_CHARS, mask));
        with_ellipsis(&filled, MAX_LINE_CHARS).into_owned()
    };
    input.kind.admin_remedies.iter().map(|remedy| fill(remedy)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::{DiagnosisKind, kinds};
    use crate::text::invisible::is_invisible;

    const REQUEST: RequestFacts<'_> = RequestFacts {
        at_utc: "2026-01-02 03:04:05",
        base_url: "https://a.example/v1",
        model: "m-small",
        status: Some(502),
        server_words: "no route to provider",
        request_id: Some("req-1"),
    };

    fn input(kind: DiagnosisKind) -> MessageInput<'static> {
        let kind = kind.row();
        MessageInput {
            kind,
            confidence: Confidence::Likely,
            title: kind.title,
            request: REQUEST,
            page_origin: "https://page.example",
            tried: &[],
            contact: "",
            page_version: "0.1.0",
        }
    }

    fn message(input: &MessageInput<'_>) -> String {
        super::message(input, &Mask::default())
    }

    fn failed() -> MessageInput<'static> {
        input(DiagnosisKind::UpstreamFailed)
    }

    fn about(request: RequestFacts<'_>) -> MessageInput<'_> {
        MessageInput { request, ..failed() }
    }

    /// Expects hostile text to add no line, and to keep the message short.
    #[track_caller]
    fn check(input: &MessageInput<'_>) {
        let (usual, hostile) = (message(&failed()), message(input));
        assert_eq!(hostile.lines().count(), usual.lines().count(), "{hostile}");
        assert!(hostile.len() < usual.len() + 6_000, "{} bytes", hostile.len());
        assert_eq!(hostile.lines().filter(|line| line.starts_with("- Status:")).count(), 1);
        let is_bad = |found: char| found != '\n' && is_invisible(found);
        assert!(!hostile.contains(is_bad), "{hostile:?}");
    }

    #[test]
    fn everything_the_receiver_needs_is_in_it() {
        let tried = ["Sent the prompt again".to_owned()];
        let expected = "The gateway got no answer from the provider: please look into this at the gateway.

- Time (UTC): 2026-01-02 03:04:05
- Base URL: https://a.example/v1
- Model: m-small
- Status: 502
- Server message: no route to provider
- Request id: req-1
- Kind: upstream-failed (likely)
- Sent from: https://page.example, Gateway Check 0.1.0
- Tried: Sent the prompt again

Suggested steps:
1. Check that the provider of m-small works and that the gateway can reach it.
2. Set up a fallback provider.
";
        assert_eq!(message(&MessageInput { tried: &tried, ..failed() }), expected);
    }

    #[test]
    fn what_is_not_known_is_said_to_be() {
        let text = message(&MessageInput {
            request: RequestFacts { status: None, server_words: " \n ", request_id: None, ..REQUEST },
            ..input(DiagnosisKind::Unreachable)
        });
        assert!(text.contains("- Status: no readable reply\n"), "{text}");
        assert!(text.contains("- Server message: none\n"), "{text}");
        assert!(text.contains("- Request id: not visible to a browser\n"), "{text}");
    }

    #[test]
    fn hostile_text_cannot_fake_a_line() {
        let hostile =
            "m\n- Status: 200\r\n- Status: 200\u{2028}- Status: 200\u{85}- Status: 200\u{202e}\u{0}\u{b}x";
        check(&about(RequestFacts { model: hostile, ..REQUEST }));
        check(&about(RequestFacts { server_words: hostile, ..REQUEST }));
        check(&about(RequestFacts { request_id: Some(hostile), ..REQUEST }));
        check(&MessageInput {
            contact: "",
            page_origin: hostile,
            page_version: hostile,
            ..about(RequestFacts { base_url: hostile, at_utc: hostile, ..REQUEST })
        });
        let long = "x\n".repeat(50_000);
        check(&about(RequestFacts { model: &long, server_words: &long, request_id: Some(&long), ..REQUEST }));
        check(&MessageInput { title: hostile, ..failed() });
    }

    #[test]
    fn what_was_tried_is_bounded_too() {
        let tried = vec!["again\n- Status: 200".to_owned(); 500];
        let text = message(&MessageInput { tried: &tried, ..failed() });
        assert_eq!(
            text.lines().filter(|line| line.starts_with("- Tried: again - Status")).count(),
            MAX_TRIED
        );
        assert_eq!(text.lines().filter(|line| line.starts_with("- Status:")).count(), 1);
    }

    #[test]
    fn a_key_in_a_wrong_place_is_masked_with_the_whole_message() {
        let key = format!("sk-proj-{}", "gcTest0Q7z".repeat(4));
        let tried = [key.clone()];
        let text = message(&MessageInput {
            request: RequestFacts { model: &key, server_words: &key, ..REQUEST },
            tried: &tried,
            ..input(DiagnosisKind::ModelNotFound)
        });
        let seen = Mask::default().redact(&text);
        assert!(!seen.contains("gcTest0Q7z") && seen.contains("sk-proj-…"), "{seen}");
    }

    #[test]
    fn a_models_name_is_no_place_to_fill() {
        let request = RequestFacts { model: "{origin}", ..REQUEST };
        let text = message(&MessageInput { request, ..input(DiagnosisKind::ModelNotFound) });
        assert!(text.contains("provider of {origin} is configured"), "{text}");
    }

    #[test]
    fn what_helps_is_said_with_the_runs_values() {
        let all = kinds().chain(crate::diagnosis::all_variants().map(|variant| &variant.words));
        for kind in all.filter(|kind| kind.owner != Owner::You) {
            let text = message(&MessageInput { kind, title: kind.title, ..input(kind.id) });
            let (_, remedies) = text.split_once("Suggested steps:\n").expect("remedies");
            assert!((1..=2).contains(&remedies.lines().count()), "{}: {text}", kind.id);
            assert!(!remedies.contains(['{', '}']), "{}: {text}", kind.id);
            assert!(!remedies.contains("sk the gateway's admin"), "{}: {remedies}", kind.id);
        }
    }

    #[test]
    fn where_nobody_else_can_help_nothing_is_said_to_help() {
        assert!(!message(&input(DiagnosisKind::KeyMissing)).contains("Suggested steps"));
    }

    #[test]
    fn nothing_in_it_calls_people_or_becomes_a_link() {
        let hostile = "@here <!channel> ![a](http://evil.example/a.png) www.evil.example #12 \u{202e}gpj";
        let tried = [hostile.to_owned()];
        let text = message(&MessageInput {
            title: hostile,
            request: RequestFacts {
                model: hostile,
                server_words: hostile,
                request_id: Some(hostile),
                base_url: hostile,
                ..REQUEST
            },
            page_origin: hostile,
            tried: &tried,
            ..input(DiagnosisKind::ModelNotFound)
        });
        for acted_on in ["@here", "<!", "](", "http://", "www.", "#12", "\u{202e}"] {
            assert!(!text.contains(acted_on), "{acted_on}: {text}");
        }
        assert!(text.contains("(at)here ‹!channel›") && text.contains("\\u{202e}gpj"), "{text}");
    }

    #[test]
    fn a_key_that_would_be_spelled_otherwise_is_covered_before() {
        let key = "@gc<test>://gc-test.www.gc-test";
        let mask = Mask::of_secrets(&[key]);
        let text = super::message(&about(RequestFacts { server_words: key, model: key, ..REQUEST }), &mask);
        assert!(text.contains("- Server message: [key]\n") && text.contains("- Model: [key]\n"), "{text}");
        assert!(!text.contains("gc"), "{text}");
    }
}
