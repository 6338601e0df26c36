//! Pins every request body byte by byte: a server may depend on more than the JSON value.

use super::testing::{MODEL, listed, refusal_to, target_at};
use super::{PROBES, Probe, ProbeContext, ProbeId, prompt_body};
use crate::exchange::Transcript;

/// One body per line: the probe, with `again` for the request after a rejection, and the body.
const BODIES: &str = include_str!("../../tests/fixtures/request_bodies.txt");

/// Its calls contain members that a server may require back.
const CALLED: &str = r#"{"choices":[{"message":{"tool_calls":[{"id":"call-\"1\"","type":"function","extra":{"x":[1,null]},"function":{"name":"get_weather","arguments":"{\"city\":\"Paris\"}"}},{"id":"b","function":{}}]}}],"data":[{"id":"embed \"1\""}]}"#;

fn body(probe: &Probe, transcript: &Transcript, is_streamed: bool) -> Option<String> {
    let target = target_at("https://a.example/v1");
    let wrong_key = target.key.as_ref();
    let prompt = "a \"b\" \\ \n\t\u{1} \u{7f} </script> 👍 \u{2028}";
    let context = ProbeContext { target: &target, prompt, is_streamed, wrong_key, transcript };
    (probe.request)(&context).ok()?.body
}

#[test]
fn every_body_is_sent_byte_for_byte_as_written_down() {
    let (called, models) = (listed(CALLED, ProbeId::ToolCall), listed(CALLED, ProbeId::Models));
    let mut lines = Vec::new();
    for probe in PROBES {
        let body = body(probe, &called, false).or_else(|| body(probe, &models, false));
        lines.extend(body.map(|body| format!("{} {body}", probe.id)));
        for param in ["stream_options", "role", "max_completion_tokens", "tool_choice"] {
            let refused = format!(r#"{{"error":{{"message":"No.","param":"{param}"}}}}"#);
            let again = refusal_to(probe, 400, &refused).and_then(|request| request.body);
            lines.extend(again.map(|body| format!("{} again {body}", probe.id)));
        }
    }
    lines.extend(body(&PROBES[0], &called, true).map(|body| format!("prompt streamed {body}")));
    lines.push(format!("snippet {}", prompt_body(MODEL, "Hi", true)));
    assert_eq!(lines, BODIES.lines().collect::<Vec<_>>());
}
