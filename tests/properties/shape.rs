//! JSON of replies and lists of models.

use gateway_check::wire::{chunk_violations, completion_violations, models};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::promises::shape::holds;
use super::{cases, generate};

const NAMES: &[&str] = &[
    "id",
    "object",
    "created",
    "model",
    "choices",
    "index",
    "message",
    "delta",
    "role",
    "content",
    "text",
    "refusal",
    "tool_calls",
    "function",
    "name",
    "arguments",
    "finish_reason",
    "usage",
    "total_tokens",
    "data",
    "models",
    "assistant",
    "stop",
    "chat.completion",
    "chat.completion.chunk",
    "list",
    "output",
    "candidates",
    "type",
];

fn completion() -> Value {
    json!({"id": "c-1", "object": "chat.completion", "created": 1, "model": "m", "choices": [{"index": 0,
        "message": {"role": "assistant", "content": "Hi"}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}})
}

/// The members of it that must be there, as pointers, each with its path.
const REQUIRED: [(&str, &str); 13] = [
    ("/id", "id"),
    ("/object", "object"),
    ("/created", "created"),
    ("/model", "model"),
    ("/choices", "choices"),
    ("/choices/0/index", "choices[0].index"),
    ("/choices/0/message", "choices[0].message"),
    ("/choices/0/message/role", "choices[0].message.role"),
    ("/choices/0/finish_reason", "choices[0].finish_reason"),
    ("/usage", "usage"),
    ("/usage/prompt_tokens", "usage.prompt_tokens"),
    ("/usage/completion_tokens", "usage.completion_tokens"),
    ("/usage/total_tokens", "usage.total_tokens"),
];

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn any_json_is_held_to_the_reference(json in generate::json(NAMES)) {
        holds(&json);
    }

    #[test]
    fn one_wrong_member_is_one_violation_at_its_place(
        (pointer, path) in select(&REQUIRED[..]),
        wrong in select(vec![json!(null), json!(1.5), json!(true), json!({}), json!("")]),
    ) {
        let mut reply = completion();
        prop_assert!(completion_violations(&reply).is_empty());
        *reply.pointer_mut(pointer).expect("a member") = wrong;
        let violations = completion_violations(&reply);
        // An object without what it must have lacks each of it.
        let is_there = |departed: &str| departed == path || departed.starts_with(&format!("{path}."));
        prop_assert!(!violations.is_empty() && violations.iter().all(|it| is_there(&it.path)), "{:?}", violations);
    }

    #[test]
    fn members_of_a_vendor_are_no_violation(name in "x_[a-z]{1,8}", more in generate::json(NAMES)) {
        let mut reply = completion();
        reply[&name] = more.clone();
        reply["choices"][0]["message"][&name] = more.clone();
        prop_assert!(completion_violations(&reply).is_empty());
        let mut chunk = json!({"id": "c", "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {}}]});
        chunk["choices"][0]["delta"][&name] = more;
        prop_assert!(chunk_violations(&chunk).is_empty());
    }

    #[test]
    fn a_list_of_models_is_read_in_every_form(names in prop::collection::vec("[a-z][a-z0-9/._-]{0,20}", 0..6)) {
        let objects = |member: &str| names.iter().map(|name| json!({member: name, "x": 1})).collect::<Vec<_>>();
        for list in [
            json!({"object": "list", "data": objects("id")}),
            json!({"data": names}),
            json!({"models": objects("name")}),
            json!(objects("model")),
            json!(names),
        ] {
            let read = models::names(&list).expect("a list");
            prop_assert_eq!(read, names.iter().map(String::as_str).collect::<Vec<_>>(), "{}", list);
            prop_assert_eq!(models::suggested(Some(&list)), Some(names.clone()));
        }
    }
}
