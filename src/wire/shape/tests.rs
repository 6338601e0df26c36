use super::*;

fn plain() -> Value {
    let text = r#"{"id":"c1","object":"chat.completion","created":1,"model":"m","extra":[],
        "choices":[{"index":0,"message":{"role":"assistant","content":"Hi","refusal":null},
        "finish_reason":"stop","logprobs":null}],
        "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}"#;
    text.parse().expect("JSON")
}

fn streamed() -> Value {
    let text = r#"{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m",
        "choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"finish_reason":null}]}"#;
    text.parse().expect("JSON")
}

fn lines(violations: &[Violation]) -> Vec<String> {
    let line = |d: &Violation| format!("{}: {}, not {}", d.path, d.observed, d.expected);
    violations.iter().map(line).collect()
}

/// `document` with the value at the JSON pointer replaced, or removed if `value` is empty.
fn with(mut document: Value, pointer: &str, value: &str) -> Value {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    let parent = document.pointer_mut(parent).expect("a parent");
    match (parent, value) {
        (Value::Object(members), "") => drop(members.remove(name)),
        (Value::Object(members), _) => {
            members.insert(name.to_owned(), value.parse().expect("JSON"));
        }
        (Value::Array(items), _) => {
            items[name.parse::<usize>().expect("a place")] = value.parse().expect("JSON");
        }
        (other, _) => panic!("no parent: {other}"),
    }
    document
}

/// Changes one place of a sound completion, and expects exactly these violations.
#[track_caller]
fn check(pointer: &str, value: &str, expected: &[&str]) {
    assert_eq!(lines(&completion_violations(&plain())), [""; 0]);
    assert_eq!(lines(&completion_violations(&with(plain(), pointer, value))), expected);
}

/// The same for a chunk.
#[track_caller]
fn check_chunk(pointer: &str, value: &str, expected: &[&str]) {
    assert_eq!(lines(&chunk_violations(&streamed())), [""; 0]);
    assert_eq!(lines(&chunk_violations(&with(streamed(), pointer, value))), expected);
}

#[test]
fn a_missing_member_is_named_with_its_path() {
    check("/id", "", &["id: missing, not a non-empty string"]);
    check("/usage", "", &["usage: missing, not an object"]);
    check("/choices/0/index", "", &["choices[0].index: missing, not an integer"]);
    check("/choices/0/message", "", &["choices[0].message: missing, not an object"]);
    check("/usage/total_tokens", "", &["usage.total_tokens: missing, not an integer"]);
}

#[test]
fn a_wrong_type_is_named() {
    check("/created", "\"1\"", &["created: a string, not an integer"]);
    check("/created", "1.5", &["created: a number with a fraction, not an integer"]);
    check("/model", "\"\"", &["model: an empty string, not a non-empty string"]);
    check("/choices", "{}", &["choices: an object, not a non-empty array"]);
    check("/choices", "[]", &["choices: an empty array, not a non-empty array"]);
    check("/choices/0", "null", &["choices[0]: null, not an object"]);
}

#[test]
fn a_wrong_word_is_quoted() {
    check("/object", "\"completion\"", &["object: \"completion\", not \"chat.completion\""]);
    check("/choices/0/message/role", "\"model\"", &["choices[0].message.role: \"model\", not \"assistant\""]);
    check(
        "/choices/0/finish_reason",
        "\"eos\"",
        &["choices[0].finish_reason: \"eos\", not \
        \"stop\", \"length\", \"tool_calls\" or \"content_filter\""],
    );
}

#[test]
fn content_is_text_unless_a_call_or_a_refusal_replaces_it() {
    check("/choices/0/message/content", "null", &[]);
    check("/choices/0/message/content", "[]", &["choices[0].message.content: an empty array, not a string"]);
    check("/choices/0/message", r#"{"role":"assistant","content":null,"refusal":"No."}"#, &[]);
    let call = r#"{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}"#;
    let message = format!(r#"{{"role":"assistant","tool_calls":[{call}]}}"#);
    check("/choices/0/message", &message, &[]);
    let violation = "choices[0].message.content: missing, not a string";
    check("/choices/0/message", r#"{"role":"assistant","tool_calls":[]}"#, &[violation]);
    check("/choices/0/message", r#"{"role":"assistant","refusal":"No."}"#, &[]);
    check("/choices/0/message", r#"{"role":"assistant","refusal":""}"#, &[violation]);
}

#[test]
fn arguments_that_are_no_string_are_named() {
    let call = r#"[{"id":"t","type":"function","function":{"name":"f","arguments":{}}}]"#;
    check(
        "/choices/0/message/tool_calls",
        call,
        &["choices[0].message.tool_calls[0].function.arguments: an object, not a string"],
    );
}

#[test]
fn a_chunk_has_an_id_its_object_and_deltas() {
    check_chunk("/id", "\"\"", &["id: an empty string, not a non-empty string"]);
    check_chunk("/object", "", &["object: missing, not \"chat.completion.chunk\""]);
    check_chunk("/choices", "", &["choices: missing, not an array"]);
    check_chunk("/choices/0/delta", "", &["choices[0].delta: missing, not an object"]);
    check_chunk("/choices/0/delta/content", "[{}]", &["choices[0].delta.content: an array, not a string"]);
    check_chunk(
        "/choices/0/delta/tool_calls",
        "[{\"id\":\"t\"}]",
        &["choices[0].delta.tool_calls[0].index: missing, not an integer"],
    );
}

#[test]
fn what_may_be_null_or_missing_in_a_chunk_is_no_violation() {
    check_chunk("/choices/0/delta", r#"{"role":null,"content":null,"tool_calls":null}"#, &[]);
    check_chunk("/choices/0/delta", "{}", &[]);
    check_chunk("/choices/0/finish_reason", "", &[]);
    check_chunk("/usage", "null", &[]);
}

#[test]
fn a_chunk_without_choices_is_free_in_all_else() {
    let azure = r#"{"id":"","object":"","choices":[],"prompt_filter_results":[]}"#;
    assert_eq!(chunk_violations(&azure.parse().expect("JSON")), []);
}

#[test]
fn no_more_than_twenty_are_named() {
    let many = format!("[{}{{}}]", "{},".repeat(1_000));
    let found = completion_violations(&with(plain(), "/choices", &many));
    assert_eq!(found.len(), Violation::MAX);
}

#[test]
fn a_document_of_another_kind_departs_as_a_whole() {
    let expected = ["$: a number, not an object"];
    assert_eq!(lines(&completion_violations(&1.into())), expected);
    assert_eq!(lines(&chunk_violations(&1.into())), expected);
}

static ORDER: Shape = Shape::ExactObject(&[
    must("name", Shape::Text),
    must(
        "parts",
        Shape::List(&Shape::ExactObject(&[
            must("count", Shape::Integer),
            must("size", Shape::OneOf(&["s", "l"], "\"s\" or \"l\"")),
            may("note", Shape::Text),
        ])),
    ),
]);

#[track_caller]
fn check_mismatch(json: &str, expected: Option<&str>) {
    assert_eq!(mismatch(&json.parse().unwrap(), &ORDER, "$").as_deref(), expected, "{json}");
}

#[test]
fn what_fits_an_exact_shape_has_no_mismatch() {
    check_mismatch(
        r#"{"name":"a","parts":[{"count":1,"size":"s"},{"count":-2,"size":"l","note":null}]}"#,
        None,
    );
    check_mismatch(r#"{"name":"a","parts":[]}"#, None);
}

#[test]
fn a_mismatch_is_named_by_its_path() {
    check_mismatch("[]", Some("$"));
    check_mismatch(r#"{"parts":[]}"#, Some("$.name"));
    check_mismatch(r#"{"name":"a","parts":{}}"#, Some("$.parts"));
    check_mismatch(r#"{"name":"a","parts":[],"more":1}"#, Some("$"));
    check_mismatch(
        r#"{"name":"a","parts":[{"count":1,"size":"s"},{"count":1.5,"size":"s"}]}"#,
        Some("$.parts[1].count"),
    );
    check_mismatch(r#"{"name":"a","parts":[{"count":1,"size":"m"}]}"#, Some("$.parts[0].size"));
    check_mismatch(r#"{"name":"a","parts":[{"count":1,"size":"s","x":1}]}"#, Some("$.parts[0]"));
    check_mismatch(r#"{"name":"a","parts":[1]}"#, Some("$.parts[0]"));
}

#[test]
fn more_choices_than_a_client_may_ask_for_are_one_violation() {
    let reply = |count: usize| -> Value {
        format!(r#"{{"choices":[{}{{}}]}}"#, "{},".repeat(count - 1)).parse().unwrap()
    };
    let first = |count| completion_violations(&reply(count)).remove(0);
    assert_eq!(first(128).path, "id");
    assert_eq!((first(129).observed.as_str(), first(129).expected), ("129 choices", "at most 128 choices"));
    assert_eq!(completion_violations(&reply(1_000)).len(), Violation::MAX);
}
