//! Error bodies.

use gateway_check::wire::error;
use proptest::prelude::*;
use serde_json::json;

use super::promises::error::holds;
use super::{cases, generate};

const NAMES: &[&str] = &[
    "error",
    "errors",
    "message",
    "code",
    "type",
    "param",
    "detail",
    "details",
    "status",
    "object",
    "fault",
    "title",
    "error_description",
    "innererror",
    "metadata",
    "raw",
    "loc",
    "msg",
    "retry_after",
    "request_id",
    "choices",
];

/// Plain words: not JSON, not a page, not a quotation.
const WORDS: &str = "[A-Za-z][a-z]{2,9}( [a-z]{2,9}){1,6}\\.";

proptest! {
    #![proptest_config(cases(800))]

    #[test]
    fn any_body_is_read(body in generate::text(24)) {
        holds(&body);
    }

    #[test]
    fn any_json_is_read(body in generate::json(NAMES)) {
        holds(&body.to_string());
    }

    #[test]
    fn what_an_envelope_says_is_kept(message in WORDS, kind in "[a-z]{3,9}_error", code in "[a-z]{4,9}_[a-z]{4,9}") {
        let (text, number) = (json!(code), json!(40_104));
        for (body, code) in [
            (json!({"error": {"message": message, "type": kind, "param": null, "code": text}}), code.as_str()),
            (json!({"type": "error", "error": {"type": kind, "message": message, "code": text}}), &code),
            (json!({"object": "error", "message": message, "type": kind, "code": number}), "40104"),
            (json!([{"error": {"message": message, "type": kind, "code": number}}]), "40104"),
            (json!({"detail": {"error": {"message": message, "type": kind, "code": text}}}), &code),
        ] {
            let read = error::read(&body.to_string(), Some(&body));
            prop_assert_eq!(&read.message, &message, "{}", body);
            prop_assert_eq!(read.kind.as_deref(), Some(kind.as_str()), "{}", body);
            prop_assert_eq!(read.code.as_deref(), Some(code), "{}", body);
        }
    }
}
