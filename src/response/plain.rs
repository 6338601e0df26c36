//! A reply that is one JSON document to an answer.

use serde_json::Value;

use super::answer::Building;
use crate::exchange::Answer;

/// Returns the answer of a plain chat completion. Other JSON gives an answer with nothing in it, apart from
/// the error it may carry.
pub fn answer_of_json(reply: &Value) -> Answer {
    let mut building = Building::default();
    building.take(reply);
    building.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::work;

    #[track_caller]
    fn check(reply: &str, expected: &Answer) {
        assert_eq!(answer_of_json(&reply.parse().expect("JSON")), *expected);
    }

    /// A reply whose only choice has this message.
    #[track_caller]
    fn check_message(message: &str, expected: &Answer) {
        check(&format!(r#"{{"choices":[{{"index":0,"message":{message}}}]}}"#), expected);
    }

    #[test]
    fn a_completion_is_read_whole() {
        let expected = Answer {
            id: Some("c1".to_owned()),
            model: Some("m".to_owned()),
            content: "Hi".to_owned(),
            finish_reasons: vec!["stop".to_owned()],
            usage: Some(r#"{"total_tokens":3}"#.parse().expect("JSON")),
            ..Answer::default()
        };
        let reply = r#"{"id":"c1","model":"m","usage":{"total_tokens":3},"choices":[
            {"index":0,"message":{"content":"Hi"},"finish_reason":"stop"},
            {"index":1,"message":{"content":"Ho"},"finish_reason":"stop"}]}"#;
        check(reply, &expected);
    }

    #[test]
    fn content_may_be_a_list_of_parts() {
        let expected = Answer { content: "Hi you".to_owned(), reasoning_bytes: 3, ..Answer::default() };
        let parts = r#"{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm."}]},
            {"type":"text","text":"Hi"},{"text":" you"},{"type":"image"},7]}"#;
        check_message(parts, &expected);
    }

    #[test]
    fn a_refusal_is_kept_apart_from_content() {
        let expected = Answer { refusal: Some("No.".to_owned()), ..Answer::default() };
        check_message(r#"{"content":null,"refusal":"No."}"#, &expected);
        check_message(r#"{"content":[{"type":"refusal","refusal":"No."}]}"#, &expected);
        check_message(r#"{"content":null,"refusal":""}"#, &Answer::default());
    }

    #[test]
    fn an_error_is_kept_in_whatever_envelope() {
        for whole in [
            r#"{"error":{"message":"no"}}"#,
            r#"{"error":"no"}"#,
            r#"[{"error":{"code":400}}]"#,
            r#"{"object":"error","message":"no"}"#,
            r#"{"detail":"Not Found"}"#,
            r#"{"message":"no","code":7,"choices":null}"#,
            r#"{"success":false,"errors":[{"code":7}]}"#,
        ] {
            let error = whole.parse().expect("JSON");
            check(whole, &Answer { error: Some(error), ..Answer::default() });
        }
    }

    #[test]
    fn an_empty_error_is_none() {
        check(r#"{"error":null}"#, &Answer::default());
        check(r#"{"error":{},"choices":[]}"#, &Answer::default());
        check(r#"{"error":"","message":"fine","choices":[]}"#, &Answer::default());
    }

    #[test]
    fn json_of_another_shape_answers_nothing() {
        for reply in ["null", "[]", "[[[1]]]", "7", r#"{"choices":{}}"#, r#"{"choices":[null,1,[]]}"#] {
            check(reply, &Answer::default());
        }
    }

    #[test]
    fn of_a_million_choices_a_few_are_read() {
        let reply =
            |count| -> Value { format!(r#"{{"choices":[{}{{}}]}}"#, "{},".repeat(count)).parse().unwrap() };
        let looked_at = |count| {
            let reply = reply(count);
            work::of(|| drop(answer_of_json(&reply)))
        };
        assert_eq!((looked_at(1_000), looked_at(100_000)), (128, 128));
    }

    #[test]
    fn a_usage_of_thousands_of_parts_is_none() {
        let usage =
            |count| -> Value { format!(r#"{{"usage":{{"a":[{}0]}}}}"#, "0,".repeat(count)).parse().unwrap() };
        assert!(answer_of_json(&usage(997)).usage.is_some());
        assert_eq!(answer_of_json(&usage(998)).usage, None);
    }
}
