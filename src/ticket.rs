//! The short text for a support ticket: the result of the run, the gateway, and what its admin needs
//! to find the request. Everything else is in the report.
//!
//! Foreign words stay on one line of bounded length and mention nobody, as in a
//! [message](crate::diagnosis::message).

use crate::diagnosis::message::RequestFacts;
use crate::redact::Mask;
use crate::redact::one_line::{address, line, or, own};

/// A ticket is at most this long, in characters.
pub const MAX_CHARS: usize = 1_200;
/// The longest foreign sentence, in characters.
const MAX_WORDS_CHARS: usize = 300;
/// The longest verdict and address, in characters.
const MAX_LINE_CHARS: usize = 160;
/// The longest name, in characters.
const MAX_NAME_CHARS: usize = 60;

/// Content of a ticket.
#[derive(Clone, Copy, Debug)]
pub struct Ticket<'a> {
    /// The verdict in one sentence.
    pub verdict: &'a str,
    /// Name that the page's host gives the gateway; empty if it has no name.
    pub gateway: &'a str,
    /// The request that decided the verdict.
    pub request: RequestFacts<'a>,
    /// The id of the diagnosis, and its confidence; empty if nothing is wrong.
    pub kind: &'a str,
    /// The address of this page, without query and fragment.
    pub page: &'a str,
    /// The version of this page.
    pub page_version: &'a str,
}

impl Ticket<'_> {
    /// The text, in which each line is redacted by `mask`, and a server's words by `of_server`; `mask` is to
    /// cover the whole again.
    pub fn text(&self, mask: &Mask, of_server: &Mask) -> String {
        let name = own(self.gateway, MAX_NAME_CHARS, mask);
        let request = &self.request;
        let base_url = address(request.base_url, MAX_LINE_CHARS, mask);
        let gateway = if name.is_empty() { base_url } else { format!("{name}, {base_url}") };
        let page = address(self.page, MAX_LINE_CHARS, mask);
        let facts = [
            ("Gateway", gateway),
            ("Model", line(request.model, MAX_NAME_CHARS, mask)),
            ("Time (UTC)", line(request.at_utc, MAX_NAME_CHARS, mask)),
            ("Status", request.shown_status()),
            ("Server message", request.shown_words(MAX_WORDS_CHARS, of_server)),
            ("Request id", request.shown_id(MAX_NAME_CHARS, mask)),
            ("Kind", or(self.kind.to_owned(), "no problem found")),
            ("Checked with", format!("{page}, Gateway Check {}", self.page_version)),
        ];
        let facts = facts.map(|(name, value)| format!("- {name}: {value}\n")).concat();
        format!("{}\n\n{facts}\nThe API key is not in this text.\n", line(self.verdict, MAX_LINE_CHARS, mask))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REQUEST: RequestFacts<'_> = RequestFacts {
        at_utc: "2026-01-02T03:04:05Z",
        base_url: "https://gateway.example/v1",
        model: "m-small",
        status: Some(401),
        server_words: "Invalid key",
        request_id: Some("req-1"),
    };

    const TICKET: Ticket<'_> = Ticket {
        verdict: "Not ready: The gateway rejected the key.",
        gateway: "Production",
        request: REQUEST,
        kind: "key-rejected (certain)",
        page: "https://check.example/",
        page_version: "0.1.0",
    };

    fn text(ticket: &Ticket<'_>) -> String {
        ticket.text(&Mask::default(), &Mask::default())
    }

    #[test]
    fn it_says_what_support_asks_for() {
        let wanted = "Not ready: The gateway rejected the key.\n\n\
            - Gateway: Production, https://gateway.example/v1\n- Model: m-small\n\
            - Time (UTC): 2026-01-02T03:04:05Z\n- Status: 401\n- Server message: Invalid key\n\
            - Request id: req-1\n- Kind: key-rejected (certain)\n\
            - Checked with: https://check.example/, Gateway Check 0.1.0\n\n\
            The API key is not in this text.\n";
        assert_eq!(text(&TICKET), wanted);
    }

    #[test]
    fn what_is_missing_is_said() {
        let request = RequestFacts { status: None, server_words: "", request_id: None, ..REQUEST };
        let bare = Ticket { gateway: "", request, kind: "", ..TICKET };
        for quote in [
            "Gateway: https:",
            "Status: no readable reply",
            "Server message: none",
            "Request id: not visible to a browser",
            "Kind: no problem found",
        ] {
            assert!(text(&bare).contains(quote), "{quote}");
        }
    }

    #[test]
    fn it_is_short_whatever_is_in_it_and_each_value_keeps_its_line() {
        let long = "@here\n- Status: 200 ".repeat(200);
        let base_url = format!("https://a.example/{}", "x".repeat(2_000));
        let ticket = Ticket {
            verdict: &long,
            gateway: &long,
            request: RequestFacts {
                at_utc: &long,
                base_url: &base_url,
                model: &long,
                server_words: &long,
                request_id: Some(&long),
                ..REQUEST
            },
            page: &base_url,
            ..TICKET
        };
        let long = text(&ticket);
        assert!(long.chars().count() < MAX_CHARS, "{}", long.chars().count());
        assert_eq!(long.lines().count(), text(&TICKET).lines().count());
        assert_eq!(long.lines().filter(|line| line.starts_with("- Status:")).count(), 1);
    }

    #[test]
    fn a_key_in_it_is_masked() {
        let key = "gc-test-0123456789abcdef";
        let mask = Mask::of_secrets(&[key]);
        let request = RequestFacts { model: key, server_words: key, request_id: Some(key), ..REQUEST };
        let ticket = Ticket { gateway: key, request, ..TICKET };
        assert!(!ticket.text(&mask, &mask).contains("0123456789"));
    }
}
