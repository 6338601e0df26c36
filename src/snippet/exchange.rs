//! One request of a run as a command for curl, called from bash.

use super::quoting::{for_bash, is_acted_on};
use crate::probe::ProbeId;
use crate::redact::Redacted;
use crate::report::Exchange;

/// The command that repeats the request of this exchange, and shows the reply with its headers. The key is
/// the variable `API_KEY`; a made-up one replaces the wrong key.
///
/// A report may come from anyone: nothing in it becomes an option, a file, a second command, or a character
/// that a terminal acts on.
pub fn curl_of(exchange: &Exchange) -> Redacted {
    let Exchange { method, url, request_headers, request_body, .. } = exchange;
    let has = |name: &str| request_headers.iter().any(|header| header.name.eq_ignore_ascii_case(name));
    let mut parts =
        vec![format!("curl -sSi --globoff --proto '=http,https' --url {}", for_bash(&in_url(url)))];
    let usual = if request_body.is_some() { "POST" } else { "GET" };
    if method.as_str() != usual {
        parts.push(format!("-X {}", for_bash(&in_body(method))));
    }
    if has("authorization") {
        let is_wrong = exchange.probe == ProbeId::WrongKey.as_str();
        parts.push(format!(
            "-H \"Authorization: Bearer {}\"",
            if is_wrong { "made-up-key" } else { "$API_KEY" }
        ));
    }
    if has("content-type") {
        parts.push("-H 'Content-Type: application/json'".to_owned());
    }
    if let Some(body) = request_body {
        // Unlike --data, this reads no file.
        parts.push(format!("--data-raw {}", for_bash(&in_body(body))));
    }
    Redacted::composed(parts.join(" \\\n  ") + "\n")
}

/// A URL without characters that a terminal would act on.
fn in_url(url: &str) -> String {
    let mut written = String::new();
    for character in url.chars() {
        if is_acted_on(character) {
            written.extend(character.to_string().bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            written.push(character);
        }
    }
    written
}

/// A body in which characters that a terminal would act on are escaped as in JSON. Lines stay.
fn in_body(body: &str) -> String {
    let mut written = String::new();
    for character in body.chars() {
        if is_acted_on(character) && character != '\n' {
            written.extend([format!("\\u{:04x}", u32::from(character))]);
        } else {
            written.push(character);
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Header;

    fn exchange(url: &str, body: Option<&str>) -> Exchange {
        let header = |name, value| Header { name: Redacted::own(name), value: Redacted::own(value) };
        Exchange {
            probe: Redacted::own("prompt"),
            method: Redacted::own(if body.is_some() { "POST" } else { "GET" }),
            url: Redacted::untouched(url),
            request_headers: vec![
                header("authorization", "Bearer [your key]"),
                header("content-type", "application/json"),
            ],
            request_body: body.map(Redacted::untouched),
            ..Exchange::default()
        }
    }

    #[test]
    fn the_command_is_read_as_it_is_meant() {
        let command =
            curl_of(&exchange("https://gateway.example/v1/chat/completions", Some("{\"a\":\"it's\"}")));
        assert_eq!(
            command,
            "curl -sSi --globoff --proto '=http,https' --url 'https://gateway.example/v1/chat/completions' \\\n  \
             -H \"Authorization: Bearer $API_KEY\" \\\n  -H 'Content-Type: application/json' \\\n  \
             --data-raw '{\"a\":\"it'\\''s\"}'\n"
        );
    }

    #[test]
    fn whatever_the_report_says_each_text_stays_one_word() {
        for text in [
            "'; rm -rf / #",
            "@/etc/passwd",
            "$(id) `id` $HOME !! \\",
            "--output x",
            "a\nEND\nb",
            "\u{1b}[201~\u{7}\r\u{202e}",
            "",
        ] {
            let command = curl_of(&exchange(text, Some(text)));
            // The reader treats a continued line as an empty word.
            let words = shlex::split(&command.replace(" \\\n  ", " ")).unwrap();
            assert_eq!(words.len(), 13, "{command}");
            assert_eq!((words[5].as_str(), words[11].as_str()), ("--url", "--data-raw"));
            let [url, body] = [6, 12].map(|index| words[index].as_str());
            if !text.contains(is_acted_on) {
                assert_eq!((url, body), (text, text));
            }
            assert!(!command.contains(|it| is_acted_on(it) && it != '\n'), "{command}");
        }
    }

    #[test]
    fn a_request_has_the_key_only_if_it_had_one() {
        let mut list = exchange("https://gateway.example/v1/models", None);
        list.request_headers.truncate(1);
        let ends = |command: &Redacted, end: &str| assert!(command.ends_with(end), "{command}");
        ends(&curl_of(&list), "/v1/models' \\\n  -H \"Authorization: Bearer $API_KEY\"\n");
        list.probe = Redacted::own("wrong-key");
        ends(&curl_of(&list), "Bearer made-up-key\"\n");
        list.request_headers.clear();
        ends(&curl_of(&list), "--url 'https://gateway.example/v1/models'\n");
        list.method = Redacted::untouched("-K x");
        ends(&curl_of(&list), "-X '-K x'\n");
    }
}
