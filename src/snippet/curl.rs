//! curl, called from bash.

use super::quoting::for_bash;
use super::{Snippet, Values};

pub(super) const SNIPPET: Snippet = Snippet { id: "curl", label: "curl (bash)", write };

/// The body is passed on standard input: as an argument it would be limited in length, and one that begins
/// with `@` would name a file. It is one line that begins with `{`, so it never is the line that ends it.
fn write(values: &Values<'_>, is_streamed: bool) -> String {
    let url = values.endpoint();
    // curl would read brackets as a range of addresses.
    let whole = if url.contains(['[', '{']) { " --globoff" } else { "" };
    let at_once = if is_streamed { " --no-buffer" } else { "" };
    let key =
        if values.has_key { " \\\n  -H \"Authorization: Bearer ${OPENAI_API_KEY:?is not set}\"" } else { "" };
    format!(
        "curl -sS{at_once}{whole} {} \\\n  -H 'Content-Type: application/json'{key} \\\n  \
         --data-binary @- <<'END'\n{}\nEND\n",
        for_bash(&url),
        values.body(is_streamed),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::target::BaseUrl;

    #[test]
    fn the_body_is_one_line_between_the_marks() {
        let base_url = &BaseUrl::parse("http://[::1]/v1/").unwrap();
        let values = Values { base_url, model: "m", prompt: "a\nEND\n'$x`", has_key: true };
        let text = SNIPPET.text(&values, false);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "curl -sS --globoff 'http://[::1]/v1/chat/completions' \\");
        assert_eq!(lines[3], "  --data-binary @- <<'END'");
        assert_eq!(lines[4], r#"{"model":"m","messages":[{"role":"user","content":"a\nEND\n'$x`"}]}"#);
        assert_eq!(lines[5..], ["END"]);
    }
}
