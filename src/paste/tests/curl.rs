use super::*;

#[test]
fn curl_in_bash() {
    check(
        CURL,
        r#"curl -X POST 'https://gateway.example/v1/chat/completions' \
-H 'Content-Type: application/json' \
-H 'Authorization: Bearer gc-test-1234' \
-d '{ "model": "m-small", "messages": [ { "role": "user", "content": "what llm are you" } ] }'"#,
        ["https://gateway.example/v1", "gc-test-1234", "m-small", "what llm are you", "-"],
    );
    let left_out = check(
        CURL,
        r#"$ curl --location "http://127.0.0.1:4000/chat/completions" --header "Authorization: Bearer gc-test-1" --json "{\"model\":\"m\",\"stream\":true,\"temperature\":0,\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"It's me\"}]}""#,
        ["http://127.0.0.1:4000", "gc-test-1", "m", "It's me", "true"],
    );
    assert_eq!(left_out, [LeftOut::Messages, LeftOut::Parameter("temperature".to_owned())]);
    check(
        CURL,
        "curl https://gateway.example/api/v1/models -H \"Authorization: Bearer gc-test-9\"",
        ["https://gateway.example/api/v1", "gc-test-9", "-", "-", "-"],
    );
    check(
        CURL,
        "curl -sS --url=https://gateway.example/v1/responses -HAuthorization:\\ Bearer\\ gc-test-5 -d '{\"model\":\"m\",\"input\":\"Say hi.\"}' | jq .",
        ["https://gateway.example/v1", "gc-test-5", "m", "Say hi.", "-"],
    );
}

#[test]
fn curl_with_variables_that_the_text_sets() {
    check(
        CURL,
        "export OPENAI_BASE_URL=https://gateway.example/v1\nexport OPENAI_API_KEY=\"gc-test-77\"\n\ncurl $OPENAI_BASE_URL/chat/completions \\\n  -H \"Authorization: Bearer ${OPENAI_API_KEY}\" \\\n  -d '{\"model\":\"m-1\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}'",
        ["https://gateway.example/v1", "gc-test-77", "m-1", "Hi", "-"],
    );
}

#[test]
fn curl_with_variables_of_powershell() {
    check(
        CURL,
        "$env:OPENAI_API_KEY = \"gc-test-78\"\n$url = \"https://gateway.example/v1/models\"\ncurl.exe $url -H \"Authorization: Bearer $env:OPENAI_API_KEY\"",
        ["https://gateway.example/v1", "gc-test-78", "-", "-", "-"],
    );
}

#[test]
fn curl_with_the_key_in_another_header() {
    let left_out = check(
        CURL,
        "curl \"https://resource.openai.azure.com/openai/deployments/m-4/chat/completions?api-version=2026-01-01\" -H \"api-key: gc-test-azure\" -H \"x-team: a\" -d '{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}'",
        ["https://resource.openai.azure.com/openai/v1", "gc-test-azure", "m-4", "Hi", "-"],
    );
    assert_eq!(
        left_out,
        [LeftOut::Query, LeftOut::KeyHeader("api-key".to_owned()), LeftOut::Header("x-team".to_owned())]
    );
}

#[test]
fn a_deployment_behind_another_host_keeps_its_path() {
    check(
        CURL,
        "curl https://gateway.example/openai/deployments/m-4/chat/completions?api-version=2026-01-01 -d '{}'",
        ["https://gateway.example/openai/deployments/m-4", "-", "-", "-", "-"],
    );
}

#[test]
fn curl_with_its_body_as_a_document() {
    check(
        CURL,
        "curl -sS 'https://gateway.example/v1/chat/completions' \\\n  -H 'Content-Type: application/json' \\\n  -H \"Authorization: Bearer gc-test-7\" \\\n  --data-binary @- <<'END'\n{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"It's me\"}]}\nEND\necho done\n",
        ["https://gateway.example/v1", "gc-test-7", "m", "It's me", "-"],
    );
}

#[test]
fn curl_in_cmd() {
    check(
        CURL,
        "curl \"https://gateway.example/v1/chat/completions\" ^\n  -H \"Authorization: Bearer gc-test-2\" ^\n  -d \"{\\\"model\\\":\\\"m\\\",\\\"messages\\\":[{\\\"role\\\":\\\"user\\\",\\\"content\\\":\\\"Hi\\\"}]}\"",
        ["https://gateway.example/v1", "gc-test-2", "m", "Hi", "-"],
    );
    check(
        CURL,
        "curl ^\"https://gateway.example/v1/chat/completions^\" ^\r\n  -H ^\"authorization: Bearer gc-test-3^\" ^\r\n  --data-raw ^\"^{^\\^\"model^\\^\":^\\^\"m^\\^\",^\\^\"stream^\\^\":true^}^\"",
        ["https://gateway.example/v1", "gc-test-3", "m", "-", "true"],
    );
}

#[test]
fn curl_in_powershell() {
    check(
        CURL,
        "curl.exe https://gateway.example/v1/chat/completions `\n  -H \"Authorization: Bearer gc-test-4\" `\n  -d '{\\\"model\\\":\\\"m\\\",\\\"messages\\\":[]}'",
        ["https://gateway.example/v1", "gc-test-4", "-", "-", "-"],
    );
    check(
        CURL,
        "PS C:\\> curl.exe -H \"Authorization: Bearer gc-test-4\" `\n  -d \"{`\"model`\":`\"m`\",`\"stream`\":false}\" `\n https://gateway.example/v1/chat/completions",
        ["https://gateway.example/v1", "gc-test-4", "m", "-", "false"],
    );
}

#[test]
fn curl_as_browsers_copy_it() {
    check(
        CURL,
        "curl 'https://gateway.example/v1/chat/completions' \\\n  -H 'accept: */*' -H 'authorization: Bearer gc-test-6' -H 'sec-fetch-mode: cors' \\\n  --data-raw $'{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"It\\'s \\u0021\"}]}'",
        ["https://gateway.example/v1", "gc-test-6", "m", "It's !", "-"],
    );
}

#[test]
fn curl_as_a_chat_spoils_it() {
    check(
        CURL,
        "curl “https://gateway.example/v1/chat/completions” -H “Authorization: Bearer gc-test-7” -d ‘{\"model\":\"m\"}’",
        ["https://gateway.example/v1", "gc-test-7", "m", "-", "-"],
    );
    check(
        CURL,
        "\u{feff}curl https://gateway.example/v1/chat/completions \\\n\u{a0}\u{a0}-H “Authorization:\u{a0}Bearer\u{a0}gc-test-7\u{200b}” \\\n\u{a0} -d ‘{\"model\":\"m\"}’",
        ["https://gateway.example/v1", "gc-test-7", "m", "-", "-"],
    );
}

#[test]
fn a_key_comes_after_bearer_and_after_no_other_scheme() {
    let with = |value: &str| format!("curl https://gateway.example/v1/models -H \"Authorization: {value}\"");
    check(CURL, &with("BEARER gc-test-8"), ["https://gateway.example/v1", "gc-test-8", "-", "-", "-"]);
    let left_out = check(CURL, &with("Basic gc-test-8"), ["https://gateway.example/v1", "-", "-", "-", "-"]);
    assert_eq!(left_out, [LeftOut::Header("Authorization".to_owned())]);
}

#[test]
fn of_several_curl_commands_the_first_counts() {
    check(
        CURL,
        "curl https://gateway.example/v1/chat/completions -H \"Authorization: Bearer gc-test-91\" && curl https://gateway.example/v1/chat/completions -d '{\"model\":\"m\"}'",
        ["https://gateway.example/v1", "gc-test-91", "-", "-", "-"],
    );
}

#[test]
fn a_document_is_the_body_where_the_command_reads_its_input() {
    let with = |data: &str| {
        format!(
            "curl https://gateway.example/v1/chat/completions -d {data} <<END\n{{\"model\":\"m\"}}\nEND\necho done"
        )
    };
    check(CURL, &with("@-"), ["https://gateway.example/v1", "-", "m", "-", "-"]);
    check(CURL, &with("'{\"model\":\"n\"}'"), ["https://gateway.example/v1", "-", "n", "-", "-"]);
}

#[test]
fn curl_with_its_url_in_the_last_line() {
    for text in [
        "curl \\\n  -H \"Authorization: Bearer gc-test-92\" \\\n  https://gateway.example/v1/models",
        "curl ^\n  -H \"Authorization: Bearer gc-test-92\" ^\n  https://gateway.example/v1/models",
        "curl.exe `\n  -H \"Authorization: Bearer gc-test-92\" `\n  https://gateway.example/v1/models",
    ] {
        check(CURL, text, ["https://gateway.example/v1", "gc-test-92", "-", "-", "-"]);
    }
}

#[test]
fn a_variable_is_put_in_unless_the_text_would_be_too_long() {
    let prompt = |value: &str, before: &str| {
        let text = format!(
            "A={value}\ncurl https://gateway.example/v1/chat/completions -d '{{\"prompt\":\"{before}$A$A\"}}'"
        );
        read(&text).and_then(|pasted| pasted.prompt).unwrap()
    };
    assert!(prompt(&"x".repeat(300), &"y".repeat(1_000)).ends_with(&"x".repeat(600)), "left as it was");
    assert!(prompt(&"x".repeat(40_000), &"y".repeat(130_000)).ends_with("y$A$A"), "put in");
}

#[test]
fn several_short_options_may_be_one_word() {
    for text in [
        "curl -sX POST https://gateway.example/v1/chat/completions -H 'Authorization: Bearer gc-test-111' -d '{\"model\":\"m\"}'",
        "curl -sSH 'Authorization: Bearer gc-test-111' https://gateway.example/v1/models -kd '{\"model\":\"m\"}'",
        "curl -vXPOST -so /dev/null -D - https://gateway.example/v1/models -H 'Authorization: Bearer gc-test-111' -d '{\"model\":\"m\"}'",
    ] {
        check(CURL, text, ["https://gateway.example/v1", "gc-test-111", "m", "-", "-"]);
    }
}

#[test]
fn the_value_of_an_option_is_no_url() {
    let wanted = ["https://gateway.example/v1", "gc/test-112", "-", "-", "-"];
    for text in [
        "curl --retry-delay 2 --oauth2-bearer gc/test-112 https://gateway.example/v1/models",
        "curl --new-option 'Bearer gc/test-1' https://gateway.example/v1/models -H 'Authorization: Bearer gc/test-112'",
        "curl \u{2014}location https://gateway.example/v1/models \u{2013}H 'Authorization: Bearer gc/test-112'",
    ] {
        check(CURL, text, wanted);
    }
}

#[test]
fn a_command_is_read_among_sentences_and_before_another_one() {
    for text in [
        "I tried curl and it works:\n!curl https://gateway.example/v1/chat/completions -H \"Authorization: Bearer gc-test-113\" -d '{\"model\":\"m\"}'\nIt doesn't work here.",
        "```bash\ncurl https://gateway.example/v1/chat/completions -H 'Authorization: Bearer gc-test-113' -d '{\"model\":\"'m'\"}'\n```\nIt's new.",
        "curl https://gateway.example/v1/chat/completions -H 'Authorization: Bearer gc-test-113' -d '{\"model\":\"m\"}'\n\ncurl https://gateway.example/v1/chat/completions -d '{\"model\":\"n\"}'",
        "curl https://gateway.example/v1/chat/completions \\ \n  -H \\\n  'Authorization: Bearer gc-test-113' -d \\\n  '{\"model\":\"m\"}' \\",
    ] {
        check(CURL, text, ["https://gateway.example/v1", "gc-test-113", "m", "-", "-"]);
    }
    check(
        VARIABLES,
        "Test it with curl or the page.\nOPENAI_BASE_URL=https://gateway.example/v1\nOPENAI_API_KEY=gc-test-114",
        ["https://gateway.example/v1", "gc-test-114", "-", "-", "-"],
    );
}

#[test]
fn a_variable_is_its_whole_name() {
    check(
        CURL,
        "KEY=gc-test-1\nKEY_2=gc-test-115\ncurl https://gateway.example/v1/models -H \"Authorization: Bearer $KEY_2\"",
        ["https://gateway.example/v1", "gc-test-115", "-", "-", "-"],
    );
    check(
        CURL,
        "KEY=gc-test-1\ncurl https://gateway.example/v1/models -H \"Authorization: Bearer $KEY_2\"",
        ["https://gateway.example/v1", "-", "-", "-", "-"],
    );
}
