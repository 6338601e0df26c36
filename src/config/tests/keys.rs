use super::*;

#[test]
fn a_file_with_a_key_is_refused_and_the_field_named() {
    let quote = |path: &str| {
        let name = if path.starts_with("gateways[0]") { " (G)" } else { "" };
        format!("{path}{name} seems to contain a key. Remove it: everyone can read this file.")
    };
    for (text, path) in [
        (with(r#""api_key":"gc-test-1""#), "gateways[0].api_key"),
        (with(r#""X-Api-Key":7"#), "gateways[0].X-Api-Key"),
        (with(r#""auth":"gc-test-1""#), "gateways[0].auth"),
        (with(r#""k":"gc-test-1""#), "gateways[0].k"),
        (with(r#""api_keys":["gc-test-1"]"#), "gateways[0].api_keys"),
        (with(r#""token_value":{"a":"gc-test-1"}"#), "gateways[0].token_value"),
        (with(r#""key_prefix":"gc-test-whole-key""#), "gateways[0].key_prefix"),
        (with(r#""key_prefix":"gc-test-4f7Q""#), "gateways[0].key_prefix"),
        (with(r#""key_prefix":"sk-proj-gc1""#).replace("gc1", "gcTest1"), "gateways[0].key_prefix"),
        (with(r#""docs_url":"https://g.example/token/gc-test-1""#), "gateways[0].docs_url"),
        (with("\"models\":[]").replace("g.example/v1", "g.example/v1/key/gc-test-1"), "gateways[0].base_url"),
        (r#"{"Token":"gc-test-1"}"#.to_owned(), "Token"),
        (r#"{"more":[{"password":"gc-test-1"}]}"#.to_owned(), "more[0].password"),
        (with(r#""key_help":"Use sk-proj-gc-test-1""#), "gateways[0].key_help"),
        (r#"{"defaults":{"prompt":"my api key is gc-test-4f7Qm29xLpZ8"}}"#.to_owned(), "defaults.prompt"),
        (with(r#""docs_url":"https://g.example/?api_key=gc-test-1""#), "gateways[0].docs_url"),
        (
            with(r#""ticket_url":"https://g.example/new?api_key=gc-test-1&text={text}""#),
            "gateways[0].ticket_url",
        ),
        (
            with(r#""ticket_url":"https://g.example/token/gc-test-1/new?text={text}""#),
            "gateways[0].ticket_url",
        ),
        (with(r#""models":["m","sk-ant-gc-test-1"]"#), "gateways[0].models[1]"),
    ] {
        check(&text, &[&quote(path)]);
    }
    let secret = read(r#"{"sk-proj-gcTest0Q7zgcTest0Q7z_key":1}"#).unwrap_err();
    assert!(!secret[0].sentence().contains("gcTest0Q7z"), "{}", secret[0].sentence());
}

#[test]
fn what_is_said_about_keys_is_no_key() {
    for field in [
        r#""key_prefix":"sk-proj-""#,
        r#""key_prefix":"sk-svcacct-""#,
        r#""key_prefix":"company-prod-""#,
        r#""key_prefix":"company-product-""#,
        r#""api_key":"""#,
        r#""more":{"max_tokens":64,"author":"Jane"}"#,
        r#""key_help":"Create an AI key in the console, under API keys. It begins with gk-.""#,
        r#""contact":"ai-platform@corp.example""#,
        r#""api_key":null"#,
    ] {
        assert!(read(&with(field)).is_ok(), "{field}");
    }
    let path = "g.example/0123456789abcdef0123456789abcdef/v1";
    assert!(read(&with("\"models\":[]").replace("g.example/v1", path)).is_ok());
}
