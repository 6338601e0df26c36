use super::*;

#[test]
fn the_keys_of_other_services_are_known_too() {
    for text in [
        "BASE_URL=https://gateway.example/v1\nFIRST_API_KEY=gc-test-6\nSECOND_API_KEY=gc-test-7\nTHIRD_API_KEY=<your key>\ntoken=model",
        "OPENAI_BASE_URL=https://gateway.example/v1\nOPENAI_API_KEYS=gc-test-6,gc-test-7",
        r#"{"a":{"apiBase":"https://gateway.example/v1","apiKey":"gc-test-6"},"b":{"apiKey":"gc-test-7"}}"#,
        "curl https://gateway.example/v1/models -H \"Authorization: Bearer gc-test-6\" -H \"api-key: gc-test-7\"",
    ] {
        let keys = read(text).unwrap().keys;
        let keys: Vec<&str> = keys.iter().map(ApiKey::expose).collect();
        assert_eq!(keys, ["gc-test-6", "gc-test-7"], "{text}");
    }
}

#[test]
fn a_text_lists_a_limited_number_of_keys() {
    let lines: Vec<_> = (100..200).map(|number| format!("N{number}_API_KEY=gc-test-{number}")).collect();
    assert_eq!(read(&lines.join("\n")).unwrap().keys.len(), MAX_KEYS);
}

#[test]
fn of_several_base_urls_and_keys_without_a_pair_no_key_counts() {
    let left_out = check(
        VARIABLES,
        "OPENAI_API_KEY=\nOPENAI_BASE_URL=https://gateway.example/v1\nOTHER_BASE_URL=https://other.example/v1\nGATEWAY_API_KEY=gc-test-13\nTHIRD_API_KEY=gc-test-14",
        ["https://gateway.example/v1", "-", "-", "-", "-"],
    );
    assert_eq!(left_out, [LeftOut::OtherKey]);
}

#[test]
fn a_base_url_is_not_joined_with_the_key_of_another_service() {
    for (form, text) in [
        (
            VARIABLES,
            "GATEWAY_BASE_URL=https://gateway.example/v1\nGATEWAY_API_KEY=<your key>\nPAYMENT_API_KEY=gc-test-6",
        ),
        (VARIABLES, "BASE_URL=https://gateway.example/v1\nFIRST_API_KEY=gc-test-6\nSECOND_API_KEY=gc-test-7"),
        (
            "JSON settings",
            r#"{"models":[{"apiBase":"https://gateway.example/v1","model":"n"},{"apiKey":"gc-test-6","model":"m"}]}"#,
        ),
        (
            "JSON settings",
            r#"{"a":{"apiBase":"https://gateway.example/v1","apiKey":"${KEY}"},"b":{"apiKey":"gc-test-6"}}"#,
        ),
        (
            "settings",
            "models:\n  - model: n\n    apiBase: https://gateway.example/v1\n  - model: m\n    apiKey: gc-test-6",
        ),
        (
            CODE,
            "from openai import OpenAI\na = OpenAI(base_url=\"https://gateway.example/v1\", api_key=os.environ[\"A\"])\nb = OpenAI(api_key=\"gc-test-6\")",
        ),
        (
            "fetch call",
            "fetch('https://gateway.example/v1/models');\nfetch('https://other.example/v1/models', { headers: { Authorization: 'Bearer gc-test-6' } });",
        ),
    ] {
        let pasted = read(text).unwrap_or_else(|| panic!("nothing is read of {text}"));
        assert_eq!(pasted.form, form, "{text}");
        assert_eq!(pasted.base_url.as_deref(), Some("https://gateway.example/v1"), "{text}");
        assert!(pasted.api_key.is_none(), "{text}");
    }
}

#[test]
fn of_several_services_the_first_with_a_key_of_its_own_counts() {
    for (form, text) in [
        (
            "settings",
            "models:\n  - apiBase: https://other.example/v1\n    apiKey: ${{ secrets.A }}\n  - apiBase: https://gateway.example/v1\n    apiKey: gc-test-8",
        ),
        (
            "settings",
            "Base URL: https://other.example/v1\nAPI key: <ask me>\nBase URL: https://gateway.example/v1\nAPI key: gc-test-8",
        ),
        (
            "JSON settings",
            r#"[{"base_url":"https://other.example/v1","api_key":""},{"base_url":"https://gateway.example/v1","api_key":"gc-test-8"}]"#,
        ),
        (
            CODE,
            "import openai\na = OpenAI(base_url=\"https://other.example/v1\", api_key=key)\nb = OpenAI(base_url=\"https://gateway.example/v1\", api_key=\"gc-test-8\")",
        ),
    ] {
        check(form, text, ["https://gateway.example/v1", "gc-test-8", "-", "-", "-"]);
    }
}

#[test]
fn a_key_beside_the_base_url_or_above_it_belongs_to_it() {
    for (form, text) in [
        (
            CODE,
            "import os, openai\nos.environ[\"OPENAI_API_KEY\"] = \"gc-test-9\"\nclient = openai.OpenAI(base_url=\"https://gateway.example/v1\", api_key=os.environ[\"OPENAI_API_KEY\"])",
        ),
        (
            CODE,
            "from openai import OpenAI\nkey = \"gc-test-9\"\nclient = OpenAI(api_key=key, base_url=\"https://gateway.example/v1\")",
        ),
        (
            CODE,
            "import requests\nheaders = {\"Authorization\": \"Bearer gc-test-9\"}\nrequests.get(url=\"https://gateway.example/v1/models\", headers=headers)",
        ),
        ("settings", "- Base URL: https://gateway.example/v1\n- API key: gc-test-9"),
        ("settings", "[gateway]\nbase_url = \"https://gateway.example/v1\"\n[auth]\napi_key = \"gc-test-9\""),
        ("JSON settings", r#"{"apiKey":"gc-test-9","options":{"baseURL":"https://gateway.example/v1"}}"#),
        (VARIABLES, "FB_OPENAI_BASE_URL=https://gateway.example/v1\nOPENAI_API_KEY=gc-test-9"),
    ] {
        check(form, text, ["https://gateway.example/v1", "gc-test-9", "-", "-", "-"]);
    }
}

#[test]
fn the_address_of_a_database_is_no_base_url() {
    check(
        "settings",
        "database:\n  url: postgres://me:gc-test-1@db.example/x\nllm:\n  base_url: https://gateway.example/v1\n  api_key: gc-test-20",
        ["https://gateway.example/v1", "gc-test-20", "-", "-", "-"],
    );
    assert!(read("url: jdbc:mysql://db.example/x?password=gc-test-1").is_none());
    assert!(read("curl ftp://me:gc-test-1@files.example/x").is_none());
}

#[test]
fn of_several_services_the_one_with_base_url_and_key_counts() {
    check(
        VARIABLES,
        "HOST=localhost\nDATABASE_URL=postgres://me:gc-test-1@db.example/x\nSUPABASE_URL=https://x.example\nOTLP_ENDPOINT=http://127.0.0.1:4317\nPAYMENT_API_KEY=gc-test-2\nOPENAI_BASE_URL=https://gateway.example/v1\nOPENAI_API_KEY=gc-test-15\nOPENAI_MODEL=m",
        ["https://gateway.example/v1", "gc-test-15", "m", "-", "-"],
    );
    check(
        VARIABLES,
        "OPENAI_API_KEY=gc-test-3\nGATEWAY_BASE_URL=https://gateway.example/v1\nGATEWAY_API_KEY=gc-test-16",
        ["https://gateway.example/v1", "gc-test-16", "-", "-", "-"],
    );
    check(
        "JSON settings",
        r#"{"models":[{"model":"n","apiKey":"gc-test-4"},{"apiBase":"https://gateway.example/v1","apiKey":"gc-test-17","model":"m"}]}"#,
        ["https://gateway.example/v1", "gc-test-17", "m", "-", "-"],
    );
    check(
        "settings",
        "models:\n  - name: A\n    model: n\n    apiKey: gc-test-5\n  - name: B\n    model: m\n    apiBase: https://gateway.example/v1\n    apiKey: gc-test-18",
        ["https://gateway.example/v1", "gc-test-18", "m", "-", "-"],
    );
}
