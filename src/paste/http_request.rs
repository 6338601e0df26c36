//! An HTTP request as text, as HTTP clients of editors save it: `POST https://… HTTP/1.1`, headers, a blank
//! line, the body.

use super::request::Request;
use super::{Found, PasteForm};

const METHODS: [&str; 2] = ["POST ", "GET "];

pub(super) const FORM: PasteForm = PasteForm { name: "HTTP request", read };

fn read(text: &str) -> Option<Found> {
    let is_comment = |line: &&str| line.starts_with(['#', '@']) || line.trim().is_empty();
    let mut lines = text.lines().skip_while(is_comment);
    let first = lines.next()?;
    let rest = METHODS.iter().find_map(|method| first.strip_prefix(method))?;
    let target = rest.split_whitespace().next()?;
    let mut request = Request::default();
    for line in lines.by_ref().take_while(|line| !line.trim().is_empty()) {
        request.header_line(line);
    }
    // Another request begins.
    request.body = lines.take_while(|line| !line.starts_with("###")).collect::<Vec<_>>().join("\n");
    request.url = if target.starts_with('/') {
        let (_, host) = request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("host"))?;
        format!("https://{host}{target}")
    } else {
        target.to_owned()
    };
    Some(Found::Request(request))
}
