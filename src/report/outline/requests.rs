//! The requests of a run, and their replies.

use super::Cell::{Code, Text};
use super::Writer;
use crate::probe::ProbeId;
use crate::report::svg::Picture;
use crate::report::{Exchange, Rounded, waterfall, words};
use crate::text::{number, pretty};

/// Writes a table of the requests, and the relevant parts of each; everything if it `is_whole`.
pub(super) fn write(exchanges: &[Exchange], is_whole: bool, into: &mut dyn Writer) {
    if exchanges.is_empty() {
        return into.paragraph("Summary", Text("No request was sent."));
    }
    into.picture(Picture::Waterfall(&waterfall(exchanges, Vec::new(), 0.0)));
    into.table(&["No.", "Request", "Method", "URL", "Result", "Headers", "First token", "Total"]);
    for it in exchanges {
        let time = |ms: Option<Rounded>| ms.map(|ms| number::whole_ms(ms.0)).unwrap_or_default();
        into.row(&[
            Text(&it.n.to_string()),
            Text(ProbeId::label_of(&it.probe)),
            Text(&it.method),
            Code(&it.url),
            Text(&words::came_back(it)),
            Text(&time(it.headers_ms)),
            Text(&time(it.first_token_ms)),
            Text(&time(it.total_ms.filter(|_| it.status.is_some()))),
        ]);
    }
    into.end_table();
    for it in exchanges {
        let has_failed = it.status.is_some_and(|status| status >= 400) || it.unanswered.is_some();
        let summary = format!("{}. {}: {}", it.n, ProbeId::label_of(&it.probe), words::came_back(it));
        if is_whole {
            into.fold(&summary);
            whole(it, into);
            into.end_fold();
        } else if has_failed && !it.response_body.is_empty() {
            into.fold(&summary);
            into.block(&it.response_body);
            into.end_fold();
        }
    }
}

fn whole(it: &Exchange, into: &mut dyn Writer) {
    into.paragraph("Sent", Code(&format!("{} {}", it.method, it.url)));
    into.block(&words::headers(&it.request_headers));
    into.block(&body(it.request_body.as_deref().unwrap_or_default()));
    into.paragraph("Start", Text(&number::whole_ms(it.started_ms.0)));
    into.paragraph("Result", Text(&words::came_back(it)));
    if let Some(timeline) = it.timeline() {
        into.paragraph("Times", Text(&timeline.text));
        into.picture(Picture::Timeline(&timeline));
    }
    into.block(&words::headers(&it.response_headers));
    into.block(&body(&it.response_body));
    if it.is_truncated {
        let size = format!("first part of {} bytes", it.response_bytes);
        into.paragraph("Shown", Text(&size));
    }
    if !it.arrivals_ms.is_empty() {
        let arrivals: Vec<String> = it.arrivals_ms.iter().map(|ms| number::whole(ms.0).to_string()).collect();
        into.paragraph("Arrival of events (ms)", Text(&arrivals.join(", ")));
    }
}

/// JSON with its members below each other; any other text as it is.
fn body(text: &str) -> String {
    pretty::json(text).unwrap_or_else(|| text.to_owned())
}
