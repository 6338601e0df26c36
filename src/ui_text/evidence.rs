//! The evidence drawer.

use crate::probe::ProbeId;
use crate::report::{Exchange, Unanswered};
use crate::text::invisible::single_line;
use crate::text::number;

/// The title of the drawer.
pub const EVIDENCE: &str = "Evidence";
/// The title of what was sent,
pub const REQUEST: &str = "Request";
/// and of what came back.
pub const RESPONSE: &str = "Response";
/// The label of the body that was sent.
pub const REQUEST_BODY: &str = "Request body";
/// The button that copies a body,
pub const COPY: &str = "Copy";
/// and the one that copies the request as a command.
pub const COPY_CURL: &str = "Copy as curl";
/// Beside the button that copies a command.
pub const CURL_HINT: &str = "The command reads the key from the variable API_KEY.";
/// Below the headers of a reply.
pub const HIDDEN_HEADERS: &str =
    "Only headers the browser shows to this page. The server may have sent more.";

/// The key to the marks.
pub fn marked(check: &str) -> String {
    format!("Marked: the parts used by the check “{check}”.")
}

/// The heading of an exchange.
pub fn title(exchange: &Exchange) -> String {
    let known = ProbeId::ALL.iter().find(|id| exchange.probe == id.as_str());
    let label = known.map_or_else(|| single_line(&exchange.probe), |id| id.label().to_owned());
    format!("{}. {label}", exchange.n)
}

/// Returns the outcome of an exchange: the status, or why there is none.
pub fn status(exchange: &Exchange) -> String {
    match exchange.status {
        Some(status) => format!("Status {status}"),
        None => exchange.unanswered.map_or("", Unanswered::label).to_owned(),
    }
}

/// When it was sent.
pub fn started(exchange: &Exchange) -> String {
    format!("Sent {} after the start of the run.", number::duration(exchange.started_ms.0))
}

/// The label of a reply's body.
pub fn response_body(exchange: &Exchange) -> String {
    let cut = if exchange.is_truncated { ", start only" } else { "" };
    format!("Response body ({} bytes{cut})", exchange.response_bytes)
}

/// The label of a stream's arrival times.
pub fn arrivals(count: usize) -> String {
    format!("Arrival times of {count} events")
}

/// The label of one event of a stream, with the time of its arrival in ms.
pub fn event(number: usize, arrived_ms: Option<f64>) -> String {
    match arrived_ms {
        Some(ms) => format!("Event {number}, after {}", number::whole_ms(ms)),
        None => format!("Event {number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::Redacted;
    use crate::report::Rounded;

    #[test]
    fn an_exchange_is_named_and_says_what_came_of_it() {
        let exchange = Exchange {
            n: 3,
            probe: Redacted::own("wrong-key"),
            status: Some(401),
            response_bytes: 7,
            is_truncated: true,
            ..Exchange::default()
        };
        assert_eq!(
            (title(&exchange), status(&exchange)),
            ("3. Wrong key".to_owned(), "Status 401".to_owned())
        );
        assert_eq!(response_body(&exchange), "Response body (7 bytes, start only)");
        let silent = Exchange {
            status: None,
            unanswered: Some(Unanswered::TimedOut),
            probe: Redacted::own("of\u{202e}\ntomorrow"),
            ..exchange
        };
        assert_eq!(title(&silent), "3. of\\u{202e} tomorrow");
        assert_eq!(status(&silent), Unanswered::TimedOut.label());
        assert_eq!(event(2, Some(12.4)), "Event 2, after 12 ms");
    }

    #[test]
    fn marks_times_and_events_are_explained() {
        assert_eq!(marked("auth-enforced"), "Marked: the parts used by the check “auth-enforced”.");
        let exchange = Exchange { started_ms: Rounded(2_000.0), ..Exchange::default() };
        assert_eq!(started(&exchange), "Sent 2.0 s after the start of the run.");
        assert_eq!(arrivals(12), "Arrival times of 12 events");
    }
}
